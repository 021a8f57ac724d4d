"""What a PromQL expression asks for, as far as ours go."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SELECTOR = re.compile(r"(?<![\w:\"'$])([a-zA-Z_:][\w:]*)(\{[^}]*\})?(?!\w|\s*\()")
_MATCHER = re.compile(r'(\w+)\s*(=~|!~|!=|=)\s*(?:"([^"]*)"|\'([^\']*)\')')
_GROUPING = re.compile(r"\b(?:by|ignoring|on|without)\s*\(([^)]*)\)")
_WORDS = frozenset(("or", "and", "unless", "offset", "by", "ignoring", "on", "without"))
_DURATION = re.compile(r"\[[^\]]*\]|\boffset\s+\w+")


@dataclass(frozen=True)
class Selector:
    """One series name with its matchers (label, operator, value)."""

    name: str
    matchers: tuple[tuple[str, str, str], ...]

    def takes(self, labels: dict[str, str]) -> bool:
        """Whether a sample with these labels is selected."""
        for label, operator, wanted in self.matchers:
            value = labels.get(label, "")
            is_equal = bool(re.fullmatch(wanted, value)) if "~" in operator else value == wanted
            if is_equal is operator.startswith("!"):
                return False
        return True


def selectors(expression: str) -> list[Selector]:
    """All series that an expression asks for."""
    plain = _GROUPING.sub(" ", _DURATION.sub(" ", expression))
    found = []
    for name, braces in _SELECTOR.findall(plain):
        if name not in _WORDS:
            matchers = tuple((label, operator, a or b) for label, operator, a, b in _MATCHER.findall(braces))
            found.append(Selector(name, matchers))
    return found


def grouped(expression: str) -> set[str]:
    """The labels that an expression groups by."""
    return {word.strip() for words in _GROUPING.findall(expression) for word in words.split(",")} - {"le", ""}
