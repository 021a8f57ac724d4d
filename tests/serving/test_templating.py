"""A process keeps the templates that it began with."""

from __future__ import annotations

from pathlib import Path

import jinja2

from souk.serving import templating


def test_what_a_template_includes_is_read_when_it_starts(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    page, part = tmp_path / "page.txt", tmp_path / "parts" / "_part.txt"
    page.write_text("page, {% include 'parts/_part.txt' %}")
    part.write_text("part")
    environment = jinja2.Environment(loader=templating.read(tmp_path), autoescape=False, auto_reload=False)
    template = environment.get_template("page.txt")
    part.unlink()
    page.write_text("another one")
    assert template.render() == "page, part"
    assert environment.list_templates() == ["page.txt", "parts/_part.txt"]
