"""The demo shop: a market of eight stalls, its goods, their pictures and texts made here, and two people.

`goods` says what there is, `catalogue` makes products of it, `pictures` draws them, `filling` puts them into a
running stack through its services. Everything is decided by fixed seeds: two shops seeded alike are alike.
"""
