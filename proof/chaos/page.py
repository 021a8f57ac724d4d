"""The report as one HTML file that needs nothing else."""

from __future__ import annotations

from html import escape

from proof.chaos import report, svg
from proof.chaos.campaign import Outcome
from proof.chaos.drill import RATE_PER_S, RECOVERY_MAX_S, Episode
from proof.chaos.measure import BIN_S

CAME, SETTLED, WAITING, UNANSWERED = "#8a8f98", "#1f7a4d", "#b7791f", "#c53030"
COLOURS = {"passed": "#1f7a4d", "violated": "#c53030", "slow": "#b7791f", "invalid": "#805ad5"}
STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; color: #1a202c; max-width: 820px; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem } h3 { font-size: 1rem; margin: 1.6rem 0 .2rem }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th, td { text-align: right; padding: .2rem .5rem; border-bottom: 1px solid #e2e8f0 }
th:first-child, td:first-child { text-align: left }
svg { width: 100%; height: auto; display: block; margin: .3rem 0 }
.grid { stroke: #e2e8f0 } .limit { stroke: #c53030; stroke-dasharray: 4 3 } .fault { fill: #c53030; opacity: .12 }
.axis { font-size: 10px; fill: #718096 } .key { font-size: 11px } .dim { color: #718096; font-size: .9rem }
.bad { color: #c53030 } code { font-size: .9em }
"""


def page(outcome: Outcome) -> str:
    """All of it: the table, recoveries over the run, and every episode."""
    return "".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>souk chaos</title>',
            f"<style>{STYLE}</style></head><body><h1>souk chaos</h1>",
            f"<p>{escape(report.summary(outcome))}. {RATE_PER_S:g} customers came every second, whatever happened; ",
            f"a recovery may take {RECOVERY_MAX_S:g} s.</p>",
            _table(outcome),
            _impossible(outcome),
            "<h2>Recoveries</h2>",
            _recoveries(outcome),
            "<h2>Episodes</h2>",
            *map(_episode, outcome.episodes),
            "</body></html>\n",
        )
    )


def _table(outcome: Outcome) -> str:
    head = ("fault", "injected", "effective", "violations", "recovery p50", "p99", "longest wait")
    body = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(str(cell))}</td>"
            for cell in (
                row.fault,
                row.injected,
                row.effective,
                row.violations,
                report.seconds(row.recovery_p50_s),
                report.seconds(row.recovery_p99_s),
                report.seconds(row.longest_wait_s),
            )
        )
        + "</tr>"
        for row in report.rows(outcome)
    )
    return f"<table><tr>{''.join(f'<th>{each}</th>' for each in head)}</tr>{body}</table>"


def _impossible(outcome: Outcome) -> str:
    if not outcome.impossible:
        return ""
    rows = "".join(f"<li><code>{escape(name)}</code>: {escape(why)}</li>" for name, why in outcome.impossible.items())
    return f"<h2>Not possible on that machine</h2><ul>{rows}</ul>"


def _recoveries(outcome: Outcome) -> str:
    values, at = [], 0.0
    for each in outcome.episodes:
        took_s = each.recovery_s if each.recovery_s is not None else 2 * RECOVERY_MAX_S
        what = f"{' + '.join(each.faults)}: {report.seconds(each.recovery_s)}, {each.verdict}"
        values.append((at + each.healed_at, took_s, COLOURS[each.verdict], what))
        at += len(each.series.came) * BIN_S
    return svg.dots(values, RECOVERY_MAX_S, "seconds until nobody waited longer than usual, over the time of the run")


def _episode(each: Episode) -> str:
    bands = [svg.Band(each.injected_at, each.healed_at)]
    series = each.series
    per_s = 1 / BIN_S
    throughput = [
        svg.Line("came /s", [value * per_s for value in series.came], CAME),
        svg.Line("decided /s", [value * per_s for value in series.settled], SETTLED),
        svg.Line("unanswered tries /s", [value * per_s for value in series.unanswered], UNANSWERED),
    ]
    waiting = [svg.Line("customers waiting", [float(value) for value in series.waiting], WAITING)]
    evidence = "; ".join(
        f"{name}: {told or 'had no effect'}" for name, told in zip(each.faults, each.evidence, strict=True)
    )
    lines = "".join(f"<li>{escape(line)}</li>" for line in each.violations)
    title = f'<span style="color:{COLOURS[each.verdict]}">{each.verdict}</span> {escape(" + ".join(each.faults))}'
    told = (
        f"{evidence}. {each.accepted} orders accepted, {each.confirmed} confirmed, "
        f"recovered in {report.seconds(each.recovery_s)}, longest wait {each.longest_wait_s:.1f} s."
    )
    return "".join(
        (
            f'<h3>{title}</h3><p class="dim">{escape(told)}</p>',
            f'<ul class="bad">{lines}</ul>' if lines else "",
            svg.over_time(throughput, BIN_S, bands, "customers a second"),
            svg.over_time(waiting, BIN_S, bands, "customers who do not know yet what becomes of their order"),
        )
    )
