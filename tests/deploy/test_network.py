"""Who may talk to whom is who does: both ends of every connection that the code makes, and nothing beside."""

from __future__ import annotations

import functools
import itertools

import pytest

import manifests
from deploy.test_pods import READ
from manifests import OVERLAYS, Object

every_overlay = pytest.mark.parametrize("overlay", OVERLAYS)
STORES = {"mongodb": ("mongodb", 27017), "nats": ("nats", 4222), "valkey": ("valkey", 6379)}


def peers(overlay: str) -> dict[str, tuple[dict[str, str], dict[str, int]]]:
    """Pods within the namespace: labels and ports by name."""
    found = {
        name: (template["metadata"]["labels"], manifests.ports(template))
        for name, (_, template) in manifests.pods(overlay).items()
    }
    for name, each in manifests.of_kind(overlay, "MongoDBCommunity").items():
        labels = each["spec"]["statefulSet"]["spec"]["template"]["metadata"]["labels"]
        found[name] = labels, {"mongodb": 27017}
    return found


def _takes(rule: Object, side: str, labels: dict[str, str]) -> bool:
    return any(
        "namespaceSelector" not in peer and "ipBlock" not in peer and manifests.selects(peer["podSelector"], labels)
        for peer in rule.get(side, [{"podSelector": {}}])
    )


def _ports(rule: Object, named: dict[str, int]) -> set[int]:
    return {named.get(port["port"], port["port"]) for port in rule["ports"]}


@functools.cache
def allowed(overlay: str) -> frozenset[tuple[str, str, int]]:
    """From whom to whom, on which port: what both the one's way out and the other's way in let through."""
    pods = peers(overlay)
    policies = manifests.of_kind(overlay, "NetworkPolicy").values()
    found = set()
    for (source, (labels, _)), (target, (theirs, ports)) in itertools.product(pods.items(), repeat=2):
        out: set[int] = set()
        into: set[int] = set()
        for policy in policies:
            chosen = policy["spec"]["podSelector"]
            if manifests.selects(chosen, labels):
                for rule in policy["spec"].get("egress", []):
                    out |= _ports(rule, ports) if _takes(rule, "to", theirs) else set()
            if manifests.selects(chosen, theirs):
                for rule in policy["spec"].get("ingress", []):
                    into |= _ports(rule, ports) if _takes(rule, "from", labels) else set()
        found |= {(source, target, port) for port in out & into if isinstance(port, int)}
    return frozenset(found)


def meant(overlay: str) -> set[tuple[str, str, int]]:
    """The connections that processes make, from what their settings name."""
    pods = peers(overlay)
    there = set(pods)
    wanted = set()
    for name in there:
        base, suffix = name.removesuffix("-canary"), "-canary" if name.endswith("-canary") else ""
        if base not in READ or base in {"edge", "sandbox", "mailbox"}:
            continue
        fields = set(READ[base].__struct_fields__)
        wanted |= {(name, store, port) for store, port in STORES.values() if f"{store}_url" in fields}
        if "internal_url" in fields:
            wanted |= {(name, edge, 8081) for edge in there if edge.removesuffix("-canary") == "edge"}
        if "sandbox_url" in fields and "sandbox" in there:
            wanted.add((name, "sandbox", 8000))
        if "smtp_url" in fields and "mailbox" in there:
            wanted.add((name, "mailbox", 1025))
        assert suffix in {"", "-canary"}
    behind = {name for name in there if pods[name][0].get("souk.shop/kind") == "process"}
    wanted |= {(edge, name, 8000) for edge in there if edge.removesuffix("-canary") == "edge" for name in behind}
    if "sandbox" in there:
        wanted.add(("sandbox", "edge", 8080))
    for name in {"backup", "mongodb-initiate"} & there:
        wanted.add((name, "mongodb", 27017))
    wanted |= {("mongodb", "mongodb", 27017), ("nats", "nats", 6222)}
    return wanted


@every_overlay
def test_what_is_allowed_is_what_happens(overlay: str) -> None:
    found, wanted = allowed(overlay), meant(overlay)
    assert wanted - found == set(), "somebody could not reach whom it needs"
    assert found - wanted == set(), "somebody may reach whom it does not need"


@every_overlay
def test_nothing_is_allowed_that_is_not_said(overlay: str) -> None:
    policies = manifests.of_kind(overlay, "NetworkPolicy")
    deny = policies["default-deny"]["spec"]
    assert deny == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    labels = [own for own, _ in peers(overlay).values()]
    for name, policy in policies.items():
        assert any(manifests.selects(policy["spec"]["podSelector"], own) for own in labels), f"{name} covers nobody"


@every_overlay
def test_only_who_has_business_outside_gets_there(overlay: str) -> None:
    outside = set()
    for policy in manifests.of_kind(overlay, "NetworkPolicy").values():
        for rule in policy["spec"].get("egress", []):
            if any("ipBlock" in peer for peer in rule["to"]):
                outside |= {
                    name.removesuffix("-canary")
                    for name, (labels, _) in peers(overlay).items()
                    if manifests.selects(policy["spec"]["podSelector"], labels)
                }
    assert outside == {"payment", "audit", "notification"}
