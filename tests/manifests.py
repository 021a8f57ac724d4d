"""The overlays as Kustomize renders them, and short ways to look into them."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
K8S = ROOT / "deploy" / "k8s"
OVERLAYS = ("dev", "staging", "production", "production-mtls")
NAMESPACES = {"dev": "souk-dev", "staging": "souk-staging", "production": "souk", "production-mtls": "souk"}
KUBERNETES_OLDEST, KUBERNETES_NEWEST = "1.34.0", "1.37.0"
"""What is supported: the fields that are used are all stable in the oldest of them."""
RENDER_TIMEOUT_S = 60.0

Object = dict[str, Any]


def tool(name: str) -> str:
    """A program of the `deploy` set."""
    return str(Path(sys.executable).with_name(name))


@functools.cache
def text(overlay: str) -> str:
    done = subprocess.run(
        [tool("kubectl"), "kustomize", str(K8S / "overlays" / overlay)],
        capture_output=True,
        text=True,
        timeout=RENDER_TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return done.stdout


@functools.cache
def objects(overlay: str) -> tuple[Object, ...]:
    return tuple(yaml.load_all(text(overlay), Loader=yaml.CSafeLoader))


def of_kind(overlay: str, *kinds: str) -> dict[str, Object]:
    """By name. No two of the same kinds share one."""
    found = [each for each in objects(overlay) if each["kind"] in kinds]
    named = {each["metadata"]["name"]: each for each in found}
    assert len(named) == len(found)
    return named


def pods(overlay: str) -> dict[str, tuple[Object, Object]]:
    """Every pod that anything makes: what makes it and its template, by name."""
    made: dict[str, tuple[Object, Object]] = {}
    for each in objects(overlay):
        if each["kind"] in {"Deployment", "StatefulSet", "Job"}:
            made[each["metadata"]["name"]] = each, each["spec"]["template"]
        elif each["kind"] == "CronJob":
            made[each["metadata"]["name"]] = each, each["spec"]["jobTemplate"]["spec"]["template"]
    return made


def containers(template: Object) -> list[Object]:
    return [*template["spec"].get("initContainers", []), *template["spec"]["containers"]]


def selects(selector: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    """Whether a label selector takes something with these labels."""
    wanted = selector.get("matchLabels", {})
    if any(labels.get(key) != value for key, value in wanted.items()):
        return False
    for rule in selector.get("matchExpressions", []):
        value, values = labels.get(rule["key"]), rule.get("values", [])
        match rule["operator"]:
            case "In":
                holds = value in values
            case "NotIn":
                holds = value not in values
            case "Exists":
                holds = value is not None
            case other:
                raise AssertionError(f"not understood: {other}")
        if not holds:
            return False
    return True


def ports(template: Object) -> dict[str, int]:
    """Of all containers of a pod, by name."""
    return {port["name"]: port["containerPort"] for each in containers(template) for port in each.get("ports", [])}


def settings(overlay: str, template: Object) -> dict[str, str]:
    """The variables of a pod's container `souk`, those of its ConfigMaps included; one from elsewhere is `…`."""
    given: dict[str, str] = {}
    maps = of_kind(overlay, "ConfigMap")
    for each in containers(template):
        if each["name"] != "souk":
            continue
        for source in each.get("envFrom", []):
            given |= maps[source["configMapRef"]["name"]]["data"]
        given |= {variable["name"]: variable.get("value", "…") for variable in each.get("env", [])}
    return given


def walk(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every mapping within a value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)
