"""The code of order, inventory and payment in one process, with simulated storage, broker, bank and time.

A seed decides everything: what customers want, who runs when, and what breaks. See docs/reliability.md.
"""
