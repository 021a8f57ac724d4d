"""What every write of every service stands on: batches, outbox, inbox, and the values they carry.

It knows no business word, no service, and no HTTP: that side is `souk.serving`.
"""
