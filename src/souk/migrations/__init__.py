"""Changing what is stored while the shop sells: expand before a new version starts, contract once the old one is gone.

*Expand* adds what the new version needs and the old one does not mind: indexes, collections, members of documents.
*Contract* takes away what nobody reads any more: indexes that no code names, members that were replaced.
"""
