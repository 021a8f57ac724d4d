"""A service as a process: its HTTP side, who may call it, what it asks of others, how it starts and drains.

It stands on the kit, which knows nothing of HTTP.
"""
