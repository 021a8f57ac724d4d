"""`./souk bench --study`: the long look at Souk's speed, part by part; see `main.py`."""
