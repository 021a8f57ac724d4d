"""How much there is of what, where, and for whom it is kept.

Owns stock levels, locations, the movement ledger and reservations. Promises that nothing is sold twice: at any moment
`committed + held + available` of a SKU is what was put on its shelves, whoever reads and whatever dies.
"""
