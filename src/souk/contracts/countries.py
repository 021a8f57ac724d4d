"""Countries, as addresses and tax tables name them: ISO 3166-1 alpha-2, the codes that are officially assigned."""

from __future__ import annotations

_LETTERS = {
    "A": "DEFGILMOQRSTUWXZ",
    "B": "ABDEFGHIJLMNOQRSTVWYZ",
    "C": "ACDFGHIKLMNORUVWXYZ",
    "D": "EJKMOZ",
    "E": "CEGHRST",
    "F": "IJKMOR",
    "G": "ABDEFGHILMNPQRSTUWY",
    "H": "KMNRTU",
    "I": "DELMNOQRST",
    "J": "EMOP",
    "K": "EGHIMNPRWYZ",
    "L": "ABCIKRSTUVY",
    "M": "ACDEFGHKLMNOPQRSTUVWXYZ",
    "N": "ACEFGILOPRUZ",
    "O": "M",
    "P": "AEFGHKLMNRSTWY",
    "Q": "A",
    "R": "EOSUW",
    "S": "ABCDEGHIJKLMNORSTVXYZ",
    "T": "CDFGHJKLMNORTVWZ",
    "U": "AGMSYZ",
    "V": "ACEGINU",
    "W": "FS",
    "Y": "ET",
    "Z": "AMW",
}
"""First letter → the second ones."""

COUNTRIES = frozenset(first + second for first, seconds in _LETTERS.items() for second in seconds)
_ANY = "|".join(f"{first}[{seconds}]" for first, seconds in _LETTERS.items())
COUNTRY_PATTERN = rf"^({_ANY})\Z"
"""Matches a country and nothing else."""
COUNTRY_OR_ALL_PATTERN = rf"^({_ANY}|\*)\Z"
"""Or `*`, which stands for all of them."""
