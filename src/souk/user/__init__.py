"""People: who they are, how they prove it, what they may do.

Owns accounts, credentials, sessions, roles, addresses, signing keys and the audit of sign-ins and staff changes.
Promises that an e-mail belongs to one account, that a password is never kept readable, that a used refresh token ends
its whole session, that one administrator always remains, and that whoever is signed out or disabled is refused
everywhere.
"""
