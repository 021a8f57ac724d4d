"""`./souk bench --peers`: the same visits to other shops on the same machine; see `main.py`."""
