"""What a person at the terminal can mend."""

from __future__ import annotations


class Trouble(Exception):  # noqa: N818 - raised far more often than read as a type; the word says it
    """Something the user can mend; the message is one line that says what happened and what to do."""
