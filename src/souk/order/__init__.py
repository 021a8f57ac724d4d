"""Carts, prices to sell at, shipping and tax, orders and what becomes of them.

The order's life is told here and only here: `model.TRANSITIONS` is all of it. An accepted order reaches an end,
whatever dies in between; its total is the one the customer saw; one cart makes one order.
"""
