"""A shop on a few machines, without Kubernetes: what runs where, as systemd units and their settings.

layout.py        which machine runs what, and under which ports
units.py         the systemd units and the files they read, for one machine
replica_set.py   the three MongoDB servers as one

`souk node` writes them; docs/many-machines.md is the way through.
"""
