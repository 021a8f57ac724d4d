"""Makes Grafana's dashboards of `panels.py`, and a cluster's alert rules of `rules.yaml`; `--check` says what is stale.

python -m deploy.observability.dashboards [--check]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from deploy.observability import panels

FOLDER = Path(__file__).parent / "dashboards"
RULES = Path(__file__).parent / "rules.yaml"
CLUSTER_RULES = Path(__file__).parents[1] / "k8s" / "components" / "monitoring" / "rules.yaml"
"""The Prometheus operator reads rules from objects only, and Kustomize cannot wrap a file."""
WIDTH, HEIGHT, ROW_HEIGHT = 24, 8, 1
SCHEMA = 39
"""Of dashboards as Grafana 10.4 and later read them."""
SOURCE = {"type": "prometheus", "uid": "${source}"}


def dashboard(what: panels.Dashboard) -> dict[str, Any]:
    """One dashboard, as Grafana imports it; whose Prometheus it asks is chosen in it."""
    made: list[dict[str, Any]] = []
    top = 0
    for title, row in what.rows.items():
        made.append(
            {
                "id": len(made) + 1,
                "type": "row",
                "title": title,
                "collapsed": False,
                "panels": [],
                "gridPos": {"x": 0, "y": top, "w": WIDTH, "h": ROW_HEIGHT},
            }
        )
        top += ROW_HEIGHT
        width = WIDTH // len(row)
        for place, each in enumerate(row):
            position = {"x": place * width, "y": top, "w": width, "h": HEIGHT}
            made.append(_panel(len(made) + 1, each, position))
        top += HEIGHT
    return {
        "uid": f"souk-{what.name}",
        "title": what.title,
        "tags": ["souk"],
        "schemaVersion": SCHEMA,
        "version": 1,
        "editable": True,
        "refresh": "10s",
        "time": {"from": "now-1h", "to": "now"},
        "timezone": "browser",
        "links": [{"type": "dashboards", "tags": ["souk"], "title": "Souk", "asDropdown": False, "keepTime": True}],
        "templating": {
            "list": [{"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus"}]
        },
        "panels": made,
    }


def _panel(number: int, what: panels.Panel, position: dict[str, int]) -> dict[str, Any]:
    return {
        "id": number,
        "type": "timeseries",
        "title": what.title,
        "description": what.explained,
        "datasource": SOURCE,
        "gridPos": position,
        "fieldConfig": {"defaults": {"unit": what.unit, "min": 0}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi"}},
        "targets": [
            {
                "refId": chr(ord("A") + index),
                "datasource": SOURCE,
                "expr": query,
                "legendFormat": legend,
                "exemplar": "_bucket" in query,
            }
            for index, (legend, query) in enumerate(what.queries.items())
        ],
    }


def wrapped(rules: str) -> str:
    """The operator's object around groups of rules, to the letter."""
    _, _, groups = rules.partition("groups:\n")
    indented = "".join(f"  {line}" if line.strip() else line for line in groups.splitlines(keepends=True))
    return f"{WRAPPING}{indented}"


WRAPPING = """\
# Made from deploy/observability/rules.yaml, do not edit: python -m deploy.observability.dashboards
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: souk
spec:
  groups:
"""


def main() -> int:
    """Write the files, or say which are stale; the exit code."""
    wanted = {
        FOLDER / f"{each.name}.json": json.dumps(dashboard(each), indent=1, ensure_ascii=False) + "\n"
        for each in panels.DASHBOARDS
    }
    wanted[CLUSTER_RULES] = wrapped(RULES.read_text(encoding="utf-8"))
    if "--check" not in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        for path in set(FOLDER.glob("*.json")) - set(wanted):
            path.unlink()
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
        return 0
    there = {path: path.read_text(encoding="utf-8") for path in (*FOLDER.glob("*.json"), CLUSTER_RULES)}
    stale = sorted(path.name for path in wanted.keys() | there.keys() if wanted.get(path) != there.get(path))
    if stale:
        print(f"stale: {', '.join(stale)}; run python -m deploy.observability.dashboards")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
