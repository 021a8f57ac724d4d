"""What pods may do, what they ask for, how they are looked after; and that every setting is one that the code reads."""

from __future__ import annotations

import msgspec
import pytest

import manifests
from manifests import OVERLAYS, Object
from souk.audit import app as audit_app
from souk.edge import backends
from souk.edge import process as edge_process
from souk.edge.web import server as web_server
from souk.kit import settings
from souk.local.sandbox import __main__ as sandbox
from souk.local.smtp_sink import __main__ as smtp_sink
from souk.migrations import __main__ as migrations
from souk.notification import app as notification_app
from souk.order import app as order_app
from souk.payment import app as payment_app
from souk.product import app as product_app
from souk.serving import process, starting
from souk.user import app as user_app

every_overlay = pytest.mark.parametrize("overlay", OVERLAYS)
READ: dict[str, type[msgspec.Struct]] = {
    "user": user_app.Settings,
    "product": product_app.Settings,
    "inventory": settings.Service,
    "order": order_app.Settings,
    "payment": payment_app.Settings,
    "notification": notification_app.Settings,
    "audit": audit_app.Settings,
    "edge": edge_process.Settings,
    "web": web_server.Settings,
    "sandbox": sandbox.Settings,
    "mailbox": smtp_sink.Settings,
    "migrate": migrations.Settings,
}
"""The settings class of each of our processes."""
IN_THE_IMAGE = {"host", "port"}
"""What the Dockerfile sets: where a process listens."""
VOLUMES_ALLOWED = {"configMap", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}


@every_overlay
def test_namespaces_take_restricted_pods_only(overlay: str) -> None:
    for namespace in manifests.of_kind(overlay, "Namespace").values():
        assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


@every_overlay
def test_every_pod_is_restricted_and_more(overlay: str) -> None:
    """Pod Security's `restricted`, and a root nobody writes to, a user no host has, no account's token."""
    for name, (_, template) in manifests.pods(overlay).items():
        spec = template["spec"]
        assert not {"hostNetwork", "hostPID", "hostIPC"} & spec.keys(), name
        assert spec["enableServiceLinks"] is False, name
        whole = spec["securityContext"]
        assert whole["runAsNonRoot"] is True
        assert whole["runAsUser"] > 10_000
        assert whole["runAsGroup"] > 10_000
        assert whole["seccompProfile"] == {"type": "RuntimeDefault"}
        for volume in spec.get("volumes", []):
            assert volume.keys() - {"name"} <= VOLUMES_ALLOWED, name
        for each in manifests.containers(template):
            own = each["securityContext"]
            assert own["allowPrivilegeEscalation"] is False
            assert own["readOnlyRootFilesystem"] is True
            assert own["capabilities"] == {"drop": ["ALL"]}
            assert not {"hostPort"} & {key for port in each.get("ports", []) for key in port}


@every_overlay
def test_every_container_says_what_it_needs(overlay: str) -> None:
    for _, template in manifests.pods(overlay).values():
        for each in manifests.containers(template):
            for bound in ("requests", "limits"):
                assert each["resources"][bound].keys() == {"cpu", "memory", "ephemeral-storage"}, each["name"]
            assert each["imagePullPolicy"] == "Always"
            _, _, tag = each["image"].rpartition("/")[2].partition(":")
            assert tag
            assert tag != "latest"


def paths_of(overlay: str, name: str) -> dict[str, tuple[str, int]]:
    """Where the kubelet asks, by probe."""
    _, template = manifests.pods(overlay)[name]
    ports = manifests.ports(template)
    container = template["spec"]["containers"][0]
    return {
        probe: (container[probe]["httpGet"]["path"], ports[container[probe]["httpGet"]["port"]])
        for probe in ("startupProbe", "livenessProbe", "readinessProbe")
    }


@every_overlay
def test_probes_ask_what_the_processes_answer(overlay: str) -> None:
    listening = dict.fromkeys(READ, 8000) | {"edge": edge_process.Settings().edge_metrics_port}
    for name, deployment in manifests.of_kind(overlay, "Deployment").items():
        port = listening[name.removesuffix("-canary")]
        # who has no certificate asks on the house's port
        port = int(manifests.settings(overlay, deployment["spec"]["template"]).get("SOUK_HOUSE_PORT", port))
        assert paths_of(overlay, name) == {
            "startupProbe": ("/readyz", port),
            "livenessProbe": ("/livez", port),
            "readinessProbe": ("/readyz", port),
        }


@every_overlay
def test_there_is_time_to_drain(overlay: str) -> None:
    """Sleep, notice, what is in hand, what tidying up may take, all before the kill."""
    closing_s = process.CANCEL_PATIENCE_S
    service_s = process.DNS_DRAIN_NOTICE_S + process.DRAIN_LIMIT_S + closing_s
    for name, deployment in manifests.of_kind(overlay, "Deployment").items():
        spec = deployment["spec"]["template"]["spec"]
        sleep_s = spec["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
        needed_s = edge_process.STOP_TIMEOUT_S if name.startswith("edge") else service_s
        assert spec["terminationGracePeriodSeconds"] >= sleep_s + needed_s, name
        assert deployment["spec"]["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    checks_s = (backends.CHECK_EVERY_MS + backends.CHECK_AGAIN_MS) / 1000
    assert checks_s < process.DNS_DRAIN_NOTICE_S


@every_overlay
def test_every_variable_is_a_setting_of_that_process_or_of_another(overlay: str) -> None:
    """As the process itself would say at its start; and none that must be given is missing."""
    for name, (_, template) in manifests.pods(overlay).items():
        kind = READ.get(name.removesuffix("-canary"))
        if kind is None:
            continue
        given = manifests.settings(overlay, template)
        starting.demand_known(given, kind)
        names = {each.removeprefix("SOUK_").removesuffix("_FILE").lower() for each in given}
        required = {each.name for each in msgspec.structs.fields(kind) if each.required}
        assert required <= names | IN_THE_IMAGE, name
        msgspec.convert(values(given, kind), kind, strict=False)


def values(given: dict[str, str], kind: type[msgspec.Struct]) -> dict[str, str]:
    """What the process would read, secrets and names that only a cluster knows made up."""
    read: dict[str, str] = {}
    for field in kind.__struct_fields__:
        variable = f"SOUK_{field.upper()}"
        if variable in given:
            read[field] = given[variable]
        elif f"{variable}_FILE" in given:
            read[field] = "x" * settings.SECRET_LENGTH_MIN
    return read


@every_overlay
def test_secrets_come_as_files_that_are_mounted(overlay: str) -> None:
    for name, (_, template) in manifests.pods(overlay).items():
        for container in manifests.containers(template):
            mounts = [mount["mountPath"] for mount in container["volumeMounts"]]
            for variable in container.get("env", []):
                assert "secretKeyRef" not in variable.get("valueFrom", {}), name
                if variable["name"].endswith("_FILE"):
                    assert any(variable["value"].startswith(f"{path}/") for path in mounts), name
            assert all("secretRef" not in source for source in container.get("envFrom", []))


@every_overlay
def test_the_edge_asks_for_names_of_this_namespace_and_ports_that_are_there(overlay: str) -> None:
    names = manifests.settings(overlay, manifests.pods(overlay)["edge"][1])["SOUK_EDGE_NAMES"]
    assert names == f"_http._tcp.{{service}}.{manifests.NAMESPACES[overlay]}.svc.cluster.local"
    services = manifests.of_kind(overlay, "Service")
    for name in manifests.of_kind(overlay, "Deployment").keys() & {*READ} - {"edge"}:
        if name == "sandbox":
            continue
        service = services[name]["spec"]
        assert service["clusterIP"] == "None", "an SRV record per replica is what a headless Service has"
        assert {"name": "http", "port": 8000} in [{"name": p["name"], "port": p["port"]} for p in service["ports"]]


@every_overlay
def test_replicas_keep_apart(overlay: str) -> None:
    for name, owner in manifests.of_kind(overlay, "Deployment", "StatefulSet").items():
        spec, labels = owner["spec"]["template"]["spec"], owner["spec"]["template"]["metadata"]["labels"]
        if name in {"sandbox", "mailbox", "valkey"}:
            continue
        spread: list[Object] = spec["topologySpreadConstraints"]
        assert [each["topologyKey"] for each in spread] == ["topology.kubernetes.io/zone"]
        assert manifests.selects(spread[0]["labelSelector"], labels)
        apart = spec["affinity"]["podAntiAffinity"]
        strict: list[Object] = apart.get("requiredDuringSchedulingIgnoredDuringExecution", [])
        weighted: list[Object] = apart.get("preferredDuringSchedulingIgnoredDuringExecution", [])
        rules = [*strict, *(each["podAffinityTerm"] for each in weighted)]
        assert len(rules) == 1
        rule = rules[0]
        assert rule["topologyKey"] == "kubernetes.io/hostname"
        assert manifests.selects(rule["labelSelector"], labels)
