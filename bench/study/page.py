"""The report of the study, made of all results that are there: one page of Markdown, one of HTML with the plots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from proof.chaos import svg
from proof.chaos.page import STYLE

from bench import targets
from bench.study import parts, results
from bench.study.part import Plot, plots_of

COLOURS = ("#1f7a4d", "#c53030", "#2b6cb0", "#b7791f", "#805ad5", "#319795", "#8a8f98", "#d53f8c")
LEAD = (
    "Made by ./souk bench --study from the results beside it (study/*.json); each says when, on what, and how busy "
    "that machine was. Where it was shared with other work, only what is compared within the same minutes says much: "
    "read the ratios."
)


def write(folder: Path) -> None:
    """`study.md` and `study.html` beside the folder of the results."""
    documents = [found for each in parts.PARTS if (found := results.read(each.name, folder)) is not None]
    folder.parent.mkdir(parents=True, exist_ok=True)
    (folder.parent / "study.md").write_text(markdown(documents), encoding="utf-8")
    (folder.parent / "study.html").write_text(html(documents), encoding="utf-8")


def markdown(documents: list[dict[str, Any]]) -> str:
    """Every part with its figures; plots are in the HTML."""
    lines = ["# The study", "", LEAD, "", "| part | what it asks | books | targets |", "|---|---|---|---|"]
    lines += [
        f"| [{each['part']}](#{each['part']}) | {each['words']} | {_books(each)} | {_met(each)} |" for each in documents
    ]
    for each in documents:
        lines += [
            "",
            f"## {each['part']}",
            "",
            f"{each['words'][0].upper()}{each['words'][1:]}. {_circumstances(each)}",
        ]
        lines += [f"- {note}" for note in each["notes"]]
        lines += ["", "| figure | value |", "|---|---|"]
        lines += [f"| {_words(name)} | {number(value)} |" for name, value in _plain(each["figures"])]
        for title, table in _tables(each):
            lines += ["", f"| {title} | |", "|---|---|"]
            lines += [f"| {name} | {number(value)} |" for name, value in table.items()]
        lines.append("")
        lines += [f"- **{line}**" for line in _verdicts(each)]
        lines += [f"- **BROKEN**: {line}" for line in each["violations"]]
    return "\n".join(lines) + "\n"


def html(documents: list[dict[str, Any]]) -> str:
    """The same with the plots, in one file that needs nothing else."""
    sections = "".join(map(_section, documents))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>souk study</title>'
        f"<style>{STYLE}</style></head><body><h1>The study</h1><p>{escape(LEAD)}</p>{sections}</body></html>\n"
    )


def _section(each: Mapping[str, Any]) -> str:
    good = [*each["notes"], *_verdicts(each)]
    plots = "".join(
        f"<h3>{escape(plot.title)}</h3>" + svg.curves(_coloured(plot), plot.x, plot.y, is_log=plot.is_log)
        for plot in plots_of(each)
    )
    tables = _table("figure", dict(_plain(each["figures"])))
    tables += "".join(_table(title, table) for title, table in _tables(each))
    return (
        f'<h2 id="{each["part"]}">{escape(each["part"])}</h2>'
        f"<p>{escape(each['words'])}. {escape(_circumstances(each))}</p>"
        f"{_list(good)}{_list(each['violations'], 'bad')}{plots}"
        f"<details><summary>Figures</summary>{tables}</details>"
    )


def _list(lines: Sequence[str], style: str = "") -> str:
    return f'<ul class="{style}">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>' if lines else ""


def _table(title: str, rows: Mapping[str, Any]) -> str:
    body = "".join(f"<tr><td>{escape(_words(name))}</td><td>{number(value)}</td></tr>" for name, value in rows.items())
    return f"<table><tr><th>{escape(title)}</th><th></th></tr>{body}</table>"


def _coloured(plot: Plot) -> list[svg.Curve]:
    return [
        svg.Curve(name, points, COLOURS[at % len(COLOURS)]) for at, (name, points) in enumerate(plot.curves.items())
    ]


def _plain(figures: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Figures that are one value."""
    return ((name, value) for name, value in figures.items() if not isinstance(value, Mapping | list))


def _tables(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Figures that are many values, by what they belong to; of batches only how many there were of which size."""
    if document["cpu_ms_by_process"]:
        yield "CPU ms an order, by process", document["cpu_ms_by_process"]
    for name, value in document["figures"].items():
        if not isinstance(value, Mapping):
            continue
        if all(isinstance(each, Mapping) for each in value.values()):
            yield (
                _words(name),
                {work: ", ".join(f"{size}: {count}" for size, count in each.items()) for work, each in value.items()},
            )
        else:
            yield _words(name), value


def _circumstances(document: Mapping[str, Any]) -> str:
    machine = document["machine"]
    scale = "" if document["scale"] >= 1 else f" **At {document['scale']:g} of the whole size: a shake-down.**"
    return (
        f"{document['at'][:16].replace('T', ' ')} UTC, {document['versions']['souk']}, {machine['cores']} cores "
        f"({machine['processor']}), load {machine['load_1min']:.1f} before and {machine['load_after']:.1f} after; "
        f"took {document['took_s'] / 60:.0f} min.{scale}"
    )


def _books(document: Mapping[str, Any]) -> str:
    return "balance" if not document["violations"] else f"**{len(document['violations'])} broken**"


def _met(document: Mapping[str, Any]) -> str:
    judged = targets.judge(document["scenario"], document["figures"])
    missed = [each.target.figure for each in judged if not each.is_met]
    if missed:
        return f"**missed: {', '.join(map(_words, missed))}**"
    return "met" if judged else "–"


def _verdicts(document: Mapping[str, Any]) -> list[str]:
    """By the targets as they are now, which may not be those of the day of the measurement."""
    return [
        f"{'met' if each.is_met else 'MISSED'}: {each.target.words}: {number(each.value)}, "
        f"{'at least' if each.target.at_least else 'at most'} {each.target.limit:g}"
        for each in targets.judge(document["scenario"], document["figures"])
    ]


def _words(name: str) -> str:
    return name.replace("_per_s", "/s").replace("_", " ")


def number(value: Any) -> str:
    """Three digits, or all of a whole number."""
    if isinstance(value, int):
        return f"{value:,}"
    if not isinstance(value, float):
        return escape(str(value))
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"
