"""Backups: every service's database as it was at one moment, with the pictures and the secret; and the way back.

DIR/manifest.json                 what is in it, and a checksum of everything; written last
DIR/souk_order/orders.bson.gz     documents, as mongorestore --gzip reads them too
DIR/souk_order/orders.metadata.json
DIR/media/ DIR/home/              pictures; the secret, and what makes a home that home
"""
