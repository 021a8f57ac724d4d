"""Payments, captures, voids, refunds, and the double-entry ledger of all money that moved.

Promises: an order is charged at most once (its payment's id is the key of the charge, in every retry, for ever); an
outcome that is not known is asked for until it is, never guessed; an order that ends cancelled keeps nobody's money;
every movement of money has two entries in the ledger whose sums are equal.
"""
