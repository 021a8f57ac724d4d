"""What runs, what waits, what was given up, and how an order came to where it is: read for the people who run the shop.

It reads what everybody wrote down, as the oracle does (ADR 61), and decides nothing. The one thing that it does, having
a dead letter handled again or forgotten, it asks of the service whose letter that is, and notes who asked (ADR 76).
"""
