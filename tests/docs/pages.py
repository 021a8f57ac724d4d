"""The pages that people write, and what can be checked of them: links, commands, paths, blocks to run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from souk.local.checkout import ROOT

GENERATED = ROOT / "docs" / "generated"
PAGES = tuple(
    sorted(
        page
        for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").rglob("*.md"))
        if GENERATED not in page.parents
    )
)

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)
_NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")


def name(page: Path) -> str:
    """The page's path from the checkout."""
    return str(page.relative_to(ROOT))


def links(page: Path) -> list[str]:
    """Targets of the page's links that lead to files, or within the page."""
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    return [target for target in _LINK.findall(text) if not target.startswith(("http://", "https://", "mailto:"))]


def anchors(page: Path) -> set[str]:
    """What a link may end in after `#`, as GitHub makes it of headings."""
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    return {_NOT_IN_ANCHOR.sub("", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(text)}


def blocks(page: Path, heading: str | None = None) -> list[str]:
    """The page's shell blocks, or those below one heading of the second level."""
    text = page.read_text(encoding="utf-8")
    if heading is not None:
        text = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [content for language, content in _BLOCK.findall(text) if language == "sh"]


def commands(page: Path) -> Iterator[list[str]]:
    """The words of every `./souk …` that the page names, in blocks and within sentences, comments left out."""
    text = page.read_text(encoding="utf-8")
    lines = [line for _, content in _BLOCK.findall(text) for line in content.splitlines()]
    for line in (*lines, *_CODE.findall(_BLOCK.sub("", text))):
        before_comment = line.strip().partition(" #")[0]
        if before_comment.startswith("./souk"):
            yield before_comment.split()[1:]


def paths(page: Path, below: str) -> set[str]:
    """Files and folders below one of the checkout's that the page names as code."""
    named = (word for code in _CODE.findall(page.read_text(encoding="utf-8")) for word in code.split())
    return {word.rstrip(",.;:") for word in named if word.startswith(f"{below}/")}
