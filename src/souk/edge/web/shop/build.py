"""What the build of the storefront left: the page without content, the files of each route, the words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from souk.edge.web.shop import addresses

ROUTES = ("home", "category", "product", "search", "cart", "checkout")
"""The route modules whose code is loaded ahead: of kinds of pages, and of private ones by their first step."""
_HEAD = re.compile(rb"<!--head-->.*?<!--/head-->", re.DOTALL)
_ROOT = b'<div id="root"></div>'
_LANG = b'<html lang="en"'


class Files(NamedTuple):
    """What a route loads beside what every page does, as paths."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]


class Build(NamedTuple):
    """A build as it lies there; read anew when there is another."""

    start: bytes
    """The page as built."""
    files: dict[str, Files]
    """By route, and by language for the words' own script."""
    words: dict[addresses.Language, dict[str, str]]

    def page(self, language: addresses.Language, head: str, body: str) -> bytes:
        """The built page in a language, with this head and this in its root."""
        text = _HEAD.sub(lambda _: head.encode(), self.start, count=1)
        text = text.replace(_LANG, f'<html lang="{language}"'.encode(), 1)
        return text.replace(_ROOT, f'<div id="root">{body}</div>'.encode(), 1)


class Builds:
    """The build below a folder, followed as it changes."""

    def __init__(self, dist: Path) -> None:
        self._dist = dist
        self._seen: tuple[int, Build] | None = None

    def current(self) -> Build | None:
        """None while there is none, or one that knows nothing of pages made ahead."""
        manifest = self._dist / ".vite" / "manifest.json"
        try:
            changed = manifest.stat().st_mtime_ns
            if self._seen is None or self._seen[0] != changed:
                self._seen = changed, _read(self._dist, manifest)
        except OSError:
            return None
        return self._seen[1]


def _read(dist: Path, manifest: Path) -> Build:
    chunks: dict[str, dict[str, Any]] = msgspec.json.decode(manifest.read_bytes())
    start = (dist / "index.html").read_bytes()
    keys = {name: f"src/app/routes/{name}.tsx" for name in ROUTES}
    keys |= {language: f"src/words/{language}.json" for language in addresses.LANGUAGES}
    words = {
        language: msgspec.json.decode((dist / "words" / f"{language}.json").read_bytes(), type=dict[str, str])
        for language in addresses.LANGUAGES
    }
    return Build(start, {name: _files(chunks, key, start) for name, key in keys.items()}, words)


def _files(chunks: dict[str, dict[str, Any]], key: str, start: bytes) -> Files:
    """What a chunk needs, itself and all it imports, without what the built page names already."""
    scripts: list[str] = []
    styles: list[str] = []
    waiting, seen = [key], {key}
    while waiting:
        chunk = chunks.get(waiting.pop(0), {})
        for into, found in ((scripts, [chunk["file"]] if "file" in chunk else []), (styles, chunk.get("css", []))):
            into.extend(f"/{each}" for each in found if f'"/{each}"'.encode() not in start)
        fresh = [each for each in chunk.get("imports", []) if each not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    # what is imported stands before what imports it, as the browser's own loader has it
    return Files(tuple(dict.fromkeys(scripts)), tuple(dict.fromkeys(reversed(styles))))
