"""The code of order, inventory, payment and notification in one process, with simulated storage, broker, bank, mail
server and time.

A seed decides everything: what customers want, who runs when, and what breaks. See docs/reliability.md.
"""
