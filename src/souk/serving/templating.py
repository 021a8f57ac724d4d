"""Templates of pages and mails."""

from __future__ import annotations

from pathlib import Path

import jinja2


def read(folder: Path) -> jinja2.DictLoader:
    """All templates below a folder, as they are now.

    What a template includes would otherwise be read when it is first needed: a process whose files were replaced below
    it, by an upgrade, would mix two versions, or find nothing.
    """
    files = (path for path in folder.rglob("*") if path.is_file())
    return jinja2.DictLoader({path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files})
