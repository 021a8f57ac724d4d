"""Mails to customers about what happened to them.

Owns every mail that is to be sent, was sent, or could not be sent. Promises that each fact is told once (or twice, when
a crash falls between the mail server's yes and its note), and never left untold while the mail server can be reached.
"""
