"""Kubernetes' own schemas take every object; the Dockerfile and the compose file are as they should be."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
import yaml

import manifests
from deploy import images
from deploy.test_pods import IN_THE_IMAGE, READ
from manifests import KUBERNETES_NEWEST, KUBERNETES_OLDEST, OVERLAYS, ROOT
from souk.migrations import __main__ as migrations
from souk.serving import starting
from souk.single import prepare

OTHERS = {"Certificate", "Issuer"} | {
    *("Gateway", "HTTPRoute", "MongoDBCommunity", "PrometheusRule", "ScaledObject", "ServiceMonitor")
}
"""Kinds that are not Kubernetes' own: `test_references` looks at what they say."""
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def validated(file: Path, version: str) -> tuple[int, set[str]]:
    """The status, and the kinds that have no schema."""
    done = run(manifests.tool("kubernetes-validate"), "--strict", "-k", version, str(file))
    said = done.stdout + done.stderr
    return done.returncode, set(re.findall(r"find schema for kind (\w+)", said))


@pytest.mark.artefact
@pytest.mark.parametrize("version", [KUBERNETES_OLDEST, KUBERNETES_NEWEST])
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_kubernetes_takes_every_object(overlay: str, version: str, tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    file.write_text(manifests.text(overlay), encoding="utf-8")
    status, unknown = validated(file, version)
    assert status == 0
    assert unknown <= OTHERS


def test_one_wrong_word_would_be_noticed(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    some = next(each for each in manifests.objects("dev") if each["kind"] == "PodDisruptionBudget")
    file.write_text(yaml.safe_dump(some), encoding="utf-8")
    assert validated(file, KUBERNETES_NEWEST)[0] == 0
    file.write_text(yaml.safe_dump(some | {"spec": some["spec"] | {"minAvailble": 1}}), encoding="utf-8")
    assert validated(file, KUBERNETES_NEWEST)[0] != 0


def test_the_dockerfile_is_clean() -> None:
    done = run(manifests.tool("hadolint"), str(ROOT / "deploy" / "Dockerfile"))
    assert done.returncode == 0, done.stdout


def stage(name: str) -> str:
    """The lines of one stage."""
    match = re.search(rf"^FROM \S+ AS {name}\n(.*?)(?=^FROM |\Z)", DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert match is not None, name
    return match[1]


def code_in(name: str) -> set[str]:
    return set(re.findall(r"COPY --from=code /srv/souk/src/souk/(\S+) ", stage(name)))


@pytest.mark.parametrize("service", ["user", "product", "inventory", "order", "payment", "notification", "audit"])
def test_an_image_holds_one_services_code(service: str) -> None:
    assert code_in("service") == {"__init__.py", "kit", "serving", "contracts"}
    assert code_in(service) == {service}
    assert f'ENTRYPOINT ["python", "-m", "souk.{service}.app"]' in stage(service)


def test_images_run_as_nobody_and_are_all_built_and_used() -> None:
    assert "USER 10001:10001" in stage("process")
    assert [each for each in re.findall(r"^USER (.*)", DOCKERFILE, re.MULTILINE) if each != "10001:10001"] == []
    assert set(re.findall(r'title="Souk (\w+)', DOCKERFILE)) | {"tools"} >= {"user", "edge", "web"}
    used = {
        each["image"].partition(":")[0].removeprefix("souk/")
        for overlay in OVERLAYS
        for _, template in manifests.pods(overlay).values()
        for each in manifests.containers(template)
        if each["image"].startswith("souk/")
    }
    assert used == set(images.TARGETS)


def test_a_release_pins_every_image_by_digest() -> None:
    before = images.RELEASE.read_text(encoding="utf-8")
    digests = {target: f"sha256:{number:064x}" for number, target in enumerate(images.TARGETS)}
    pinned = yaml.safe_load(images.pin(before, digests, "registry.example/souk"))
    assert {each["name"]: each["digest"] for each in pinned["images"]} == {f"souk/{t}": d for t, d in digests.items()}
    with pytest.raises(ValueError, match="is no digest"):
        images.pin(before, digests | {"order": "latest"}, "registry.example/souk")
    assert {each["name"] for each in yaml.safe_load(before)["images"]} == {f"souk/{each}" for each in images.TARGETS}


COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
OURS = {"prepare": "migrate", **{name: name for name in READ if name != "migrate"}}


@pytest.mark.parametrize("name", OURS)
def test_compose_gives_settings_that_the_process_reads(name: str) -> None:
    given: dict[str, str] = COMPOSE["services"][name].get("environment", {})
    kind = READ[OURS[name]]
    starting.demand_known(given, kind)
    names = {each.removeprefix("SOUK_").removesuffix("_FILE").lower() for each in given}
    assert {field for field in kind.__struct_fields__ if field in required(kind)} <= names | IN_THE_IMAGE


def required(kind: type[msgspec.Struct]) -> Sequence[str]:
    return [each.name for each in msgspec.structs.fields(kind) if each.required]


def test_what_compose_mounts_is_there() -> None:
    mounted = [
        path for each in COMPOSE["services"].values() for path in each.get("volumes", []) if path.startswith(".")
    ]
    assert len(mounted) >= 4
    for path in mounted:
        assert (ROOT / "deploy" / path.partition(":")[0]).exists(), path


def test_compose_gives_nobody_rights() -> None:
    for name, each in COMPOSE["services"].items():
        assert each["cap_drop"] == ["ALL"], name
        assert each["security_opt"] == ["no-new-privileges:true"], name
        assert each.get("read_only", name == "mongodb"), name
        assert all(str(port).startswith("${") and ":-127.0.0.1:" in str(port) for port in each.get("ports", [])), name


def test_a_release_migrates_what_is_stored_before_its_processes_start() -> None:
    """The Job of a cluster, and `prepare` of compose, do what `./souk migrate` does."""
    job = manifests.of_kind("production", "Job")["migrate"]
    assert job["spec"]["template"]["spec"]["containers"][0]["command"] == ["python", "-m", "souk.migrations"]
    assert job["metadata"]["annotations"]["argocd.argoproj.io/hook"] == "PreSync"
    assert COMPOSE["services"]["prepare"]["entrypoint"][:3] == ["python", "-m", prepare.__name__]
    assert {**prepare.Settings.__annotations__} == {**migrations.Settings.__annotations__}
