"""Souk's claims, as programs that turn red when a claim is not true."""
