"""Which passwords are refused, after NIST SP 800-63B §5.1.1.2: short ones, well-known ones, and the e-mail itself."""

from __future__ import annotations

import re
import unicodedata

LENGTH_MIN = 10
LENGTH_MAX = 128
LOCAL_PART_LENGTH_MIN = 3
"""A shorter part before the @ occurs in too many good passwords to be held against them."""

_WORDS = frozenset(
    """
    password passwort passphrase motdepasse contrasena secret letmein welcome login logon access admin administrator
    root superuser user guest test testing tester demo default changeme change master manager system server
    qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdfghjkl asdfgh asdf zxcvbnm zxcvbn yxcvbnm qazwsx qazwsxedc
    qweasd qweasdzxc abc abcd abcde abcdef abcdefg abcdefgh abcdefghij iloveyou loveyou lovely love monkey dragon
    football baseball basketball soccer hockey sunshine princess superman batman spiderman pokemon starwars trustno
    shadow michael jordan jennifer jessica ashley daniel charlie thomas summer winter spring autumn monday friday
    january february march april june july august september october november december freedom whatever computer internet
    samsung google facebook liverpool chelsea arsenal mustang ferrari corvette cheese cookie chocolate flower butterfly
    hello helloworld mynameis nothing killer hunter ranger buster tigger pepper ginger blink souk shop
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_ROWS = ("01234567890", "09876543210", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_TAIL = re.compile(r"^(.*?)[0-9]{0,8}[!?.,*#$%&@_+-]{0,3}[0-9]{0,4}\Z", re.DOTALL)
_LEET = str.maketrans("0134578@$!", "oleastbasi")
_RUN_LENGTH_MIN = 3
_PERIOD_MAX = 4


def normalize(typed: str) -> str:
    """The same password typed on another keyboard is the same password (NFKC, as NIST SP 800-63B asks)."""
    return unicodedata.normalize("NFKC", typed)


def weakness(password: str, email: str) -> str | None:
    """Why a password is refused, in words for its owner; `None` when it is good enough. Both as normalized."""
    if len(password) < LENGTH_MIN:
        return f"must have at least {LENGTH_MIN} characters"
    if len(password) > LENGTH_MAX:
        return f"must have at most {LENGTH_MAX} characters"
    local_part = email.rpartition("@")[0].casefold()
    if len(local_part) >= LOCAL_PART_LENGTH_MIN and local_part in password.casefold():
        return "must not contain your e-mail address"
    if is_common(password):
        return "is one of the most common passwords; choose another"
    return None


def is_common(password: str) -> bool:
    """Whether the rules by which leaked lists are mostly made would make it.

    A well-known word, written once or more, letters perhaps replaced by digits, with digits and signs at its end
    (`Passw0rd2024!`); a short piece repeated (`121212121212`); a run along the alphabet, the digits or the keyboard.
    """
    text = password.casefold()
    match = _TAIL.match(text)
    stem = match[1] if match else text
    return _is_word(text) or _is_word(stem) or _is_repeated(text) or _is_run(text) or (len(stem) > 0 and _is_run(stem))


def _is_word(text: str) -> bool:
    return any(_undoubled(form) in _WORDS for form in (text, text.translate(_LEET)))


def _undoubled(text: str) -> str:
    """The shortest text that, repeated, gives `text`."""
    position = (text + text).find(text, 1)
    return text[:position] if text else text


def _is_repeated(text: str) -> bool:
    return any((text[:period] * len(text))[: len(text)] == text for period in range(1, _PERIOD_MAX + 1))


def _is_run(text: str) -> bool:
    """Whether it falls into pieces of at least three neighbours each: `1234567890`, `qwertyasdfgh`, `abc123abc123`."""
    position = 0
    while position < len(text):
        length = _run_length(text, position)
        if length < _RUN_LENGTH_MIN:
            return False
        position += length
    return True


def _run_length(text: str, start: int) -> int:
    longest = 1
    for row in _ROWS:
        for line in (row, row[::-1]):
            at = line.find(text[start])
            while at >= 0:
                length = 0
                while (
                    at + length < len(line) and start + length < len(text) and line[at + length] == text[start + length]
                ):
                    length += 1
                longest = max(longest, length)
                at = line.find(text[start], at + 1)
    return longest
