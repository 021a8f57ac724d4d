"""What one object says of another is true: selectors, ports, accounts, volumes, scalers, budgets, routes, monitors."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

import manifests
from manifests import OVERLAYS, Object
from souk.edge.documents import listeners

every_overlay = pytest.mark.parametrize("overlay", OVERLAYS)
PROCESSES = ("user", "product", "inventory", "order", "payment", "notification", "audit", "web", "edge")
MADE_OUTSIDE = {"souk", "shop-tls", "valkey", "mongodb-keyfile", "mongodb-users"} | {
    f"mongodb-{name}" for name in (*PROCESSES, "tools")
}
"""Secrets that no overlay but dev's makes, as docs/kubernetes.md tells."""


def labels_of_pods(overlay: str) -> dict[str, dict[str, str]]:
    found = {name: template["metadata"]["labels"] for name, (_, template) in manifests.pods(overlay).items()}
    for name, each in manifests.of_kind(overlay, "MongoDBCommunity").items():
        found[name] = each["spec"]["statefulSet"]["spec"]["template"]["metadata"]["labels"]
    return found


@every_overlay
def test_everything_is_in_the_overlays_namespace_and_named_once(overlay: str) -> None:
    count = Counter((each["kind"], each["metadata"]["name"]) for each in manifests.objects(overlay))
    assert [key for key, times in count.items() if times > 1] == []
    outside = {"Namespace", "PriorityClass"}
    for each in manifests.objects(overlay):
        if each["kind"] not in outside:
            assert each["metadata"]["namespace"] == manifests.NAMESPACES[overlay], each["metadata"]
    assert list(manifests.of_kind(overlay, "Namespace")) == [manifests.NAMESPACES[overlay]]


@every_overlay
def test_every_process_is_there(overlay: str) -> None:
    assert set(PROCESSES) <= manifests.of_kind(overlay, "Deployment").keys()


@every_overlay
def test_owners_select_their_own_pods_and_nobody_elses(overlay: str) -> None:
    labels = labels_of_pods(overlay)
    for name, each in manifests.of_kind(overlay, "Deployment", "StatefulSet").items():
        chosen = [pod for pod, own in labels.items() if manifests.selects(each["spec"]["selector"], own)]
        assert chosen == [name]


@every_overlay
def test_services_lead_to_pods_that_have_the_port(overlay: str) -> None:
    pods = manifests.pods(overlay)
    for name, service in manifests.of_kind(overlay, "Service").items():
        selector = {"matchLabels": service["spec"]["selector"]}
        chosen = [each for _, each in pods.values() if manifests.selects(selector, each["metadata"]["labels"])]
        assert len(chosen) == 1, name
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= manifests.ports(chosen[0]).keys(), name


@every_overlay
def test_budgets_cover_what_runs_always_and_never_forbid_every_eviction(overlay: str) -> None:
    labels = labels_of_pods(overlay)
    covered = set()
    for name, budget in manifests.of_kind(overlay, "PodDisruptionBudget").items():
        chosen = [pod for pod, own in labels.items() if manifests.selects(budget["spec"]["selector"], own)]
        assert chosen == [name]
        assert budget["spec"]["maxUnavailable"] == 1
        covered.add(name)
    practice = {"sandbox", "mailbox"}
    assert manifests.of_kind(overlay, "Deployment", "StatefulSet").keys() - practice <= covered


@every_overlay
def test_accounts_exist_and_open_nothing(overlay: str) -> None:
    accounts = manifests.of_kind(overlay, "ServiceAccount")
    used = set()
    for name, (_, template) in manifests.pods(overlay).items():
        account = template["spec"]["serviceAccountName"]
        used.add(account)
        assert accounts[account]["automountServiceAccountToken"] is False
        assert template["spec"]["automountServiceAccountToken"] is False, name
    assert used == accounts.keys()
    assert not manifests.of_kind(overlay, "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")


@every_overlay
def test_priorities_exist(overlay: str) -> None:
    classes = manifests.of_kind(overlay, "PriorityClass")
    for _, template in manifests.pods(overlay).values():
        assert template["spec"]["priorityClassName"] in classes


@every_overlay
def test_volumes_exist_and_are_mounted(overlay: str) -> None:
    maps, claims = manifests.of_kind(overlay, "ConfigMap"), manifests.of_kind(overlay, "PersistentVolumeClaim")
    secrets = manifests.of_kind(overlay, "Secret").keys() | MADE_OUTSIDE
    secrets |= {each["spec"]["secretName"] for each in manifests.of_kind(overlay, "Certificate").values()}
    for name, (owner, template) in manifests.pods(overlay).items():
        volumes = {each["name"]: each for each in template["spec"].get("volumes", [])}
        own = {each["metadata"]["name"] for each in owner["spec"].get("volumeClaimTemplates", [])}
        mounted = {mount["name"] for each in manifests.containers(template) for mount in each["volumeMounts"]}
        assert mounted == volumes.keys() | own, name
        for each in manifests.walk(list(volumes.values())):
            if "configMap" in each:
                assert each["configMap"]["name"] in maps
            if "persistentVolumeClaim" in each:
                assert each["persistentVolumeClaim"]["claimName"] in claims
            if "secret" in each:
                assert (each["secret"].get("secretName") or each["secret"]["name"]) in secrets
        for each in manifests.containers(template):
            for source in each.get("envFrom", []):
                assert source["configMapRef"]["name"] in maps


def scalers(overlay: str) -> list[tuple[str, str, int, int]]:
    """Kind, target, least and most."""
    found = []
    for each in manifests.of_kind(overlay, "HorizontalPodAutoscaler").values():
        spec = each["spec"]
        found.append(("HPA", spec["scaleTargetRef"]["name"], spec["minReplicas"], spec["maxReplicas"]))
    for each in manifests.of_kind(overlay, "ScaledObject").values():
        spec = each["spec"]
        found.append(("KEDA", spec["scaleTargetRef"]["name"], spec["minReplicaCount"], spec["maxReplicaCount"]))
    return found


@pytest.mark.parametrize("overlay", ["staging", "production"])
def test_one_scaler_says_how_many_there_are_and_leaves_room_for_evictions(overlay: str) -> None:
    found = scalers(overlay)
    targets = [target for _, target, _, _ in found]
    assert len(set(targets)) == len(targets), "two scalers on one target pull at it in turns"
    deployments = manifests.of_kind(overlay, "Deployment")
    slots = int(next(value["SOUK_EDGE_SLOTS"] for value in edge_settings(overlay)))
    for _, target, least, most in found:
        assert "replicas" not in deployments[target]["spec"], target
        assert 2 <= least < most, "a budget of one eviction leaves somebody"
        assert most + 1 <= slots, "the edge takes no more from DNS, one more while an update runs"
        assert deployments[target]["spec"]["template"]["spec"]["containers"][0]["resources"]["requests"]["cpu"]
    alone = {"audit", "sandbox", "mailbox"}
    stable = {name for name in deployments if not name.endswith("-canary")}
    assert stable - set(targets) == stable & alone


def edge_settings(overlay: str) -> list[dict[str, str]]:
    found = [each["data"] for each in manifests.of_kind(overlay, "ConfigMap").values()]
    return [each for each in found if "SOUK_EDGE_NAMES" in each]


@pytest.mark.parametrize("overlay", ["staging", "production"])
def test_lag_is_asked_of_consumers_that_the_code_has(overlay: str) -> None:
    places = {each.durable for each in listeners.all_listeners()}
    for name, each in manifests.of_kind(overlay, "ScaledObject").items():
        for trigger in each["spec"]["triggers"]:
            told = trigger["metadata"]
            assert told["consumer"] in places
            assert told["consumer"].startswith(f"{name}__{told['stream'].lower()}_")
            host, port = told["natsServerMonitoringEndpoint"].split(":")
            assert host == f"nats.{manifests.NAMESPACES[overlay]}.svc.cluster.local"
            assert int(port) == manifests.ports(manifests.pods(overlay)["nats"][1])["monitor"]


def test_routes_lead_to_ports_of_services_and_their_weights_are_a_hundred() -> None:
    gateways, services = (manifests.of_kind("production", kind) for kind in ("Gateway", "Service"))
    allowed = {"parentRefs", "hostnames", "rules"}
    for name, route in manifests.of_kind("production", "HTTPRoute").items():
        assert route["spec"].keys() == allowed, name
        for parent in route["spec"]["parentRefs"]:
            listeners = {each["name"]: each for each in gateways[parent["name"]]["spec"]["listeners"]}
            assert listeners[parent["sectionName"]]["hostname"] in route["spec"]["hostnames"]
        for rule in route["spec"]["rules"]:
            assert rule.keys() <= {"matches", "filters", "timeouts", "backendRefs"}
            if "backendRefs" not in rule:
                assert [each["type"] for each in rule["filters"]] == ["RequestRedirect"]
                continue
            assert sum(each["weight"] for each in rule["backendRefs"]) == 100
            for each in rule["backendRefs"]:
                assert each.keys() == {"name", "port", "weight"}
                assert each["port"] in {port["port"] for port in services[each["name"]]["spec"]["ports"]}
            for match in rule["matches"]:
                assert match.keys() <= {"path", "method"}
                assert match["path"]["type"] in {"PathPrefix", "RegularExpression", "Exact"}


def test_a_canary_is_a_whole_release_that_never_mixes_with_the_stable_one() -> None:
    deployments = manifests.of_kind("production", "Deployment")
    services = manifests.of_kind("production", "Service")
    for name in PROCESSES:
        stable, canary = deployments[name], deployments[f"{name}-canary"]
        assert stable["spec"]["selector"]["matchLabels"]["souk.shop/track"] == "stable"
        assert canary["spec"]["selector"]["matchLabels"]["souk.shop/track"] == "canary"
        assert services[name]["spec"]["selector"]["souk.shop/track"] == "stable"
        assert services[f"{name}-canary"]["spec"]["selector"]["souk.shop/track"] == "canary"
    names = manifests.settings("production", deployments["edge-canary"]["spec"]["template"])["SOUK_EDGE_NAMES"]
    assert names == "_http._tcp.{service}-canary.souk.svc.cluster.local"


@pytest.mark.parametrize("overlay", ["staging", "production"])
def test_monitors_select_services_that_have_the_port(overlay: str) -> None:
    services: dict[str, Object] = manifests.of_kind(overlay, "Service")
    seen: set[str] = set()
    for monitor in manifests.of_kind(overlay, "ServiceMonitor").values():
        chosen = {
            name: each
            for name, each in services.items()
            if manifests.selects(monitor["spec"]["selector"], each["metadata"].get("labels", {}))
        }
        assert chosen
        for endpoint in monitor["spec"]["endpoints"]:
            for name, each in chosen.items():
                assert endpoint["port"] in {port["name"] for port in each["spec"]["ports"]}, name
        seen |= chosen.keys()
    assert set(PROCESSES) - {"web", "edge"} <= seen
    assert "edge-internal" in seen


@pytest.mark.parametrize("overlay", ["staging", "production"])
def test_a_cluster_is_alerted_by_the_rules_that_promtool_tests(overlay: str) -> None:
    tested = yaml.safe_load((manifests.ROOT / "deploy" / "observability" / "rules.yaml").read_text(encoding="utf-8"))
    (rules,) = manifests.of_kind(overlay, "PrometheusRule").values()
    assert rules["spec"] == tested
    assert len([rule for group in tested["groups"] for rule in group["rules"] if "alert" in rule]) > 10
