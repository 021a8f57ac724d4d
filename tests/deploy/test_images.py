"""The whole shop from its images, by the compose file: it sells, its books hold, and no image holds another's code.

It needs root, podman with runc, buildah and mmdebstrap (docs/kubernetes.md says how to get them) and some minutes; the
base image is made here, because a registry is not everywhere.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import manifests
import stacks
from deploy import images, workshop
from deploy.workshop import PREFIX, STORES, TAG, Workshop
from souk import testing
from souk.local import checkout

pytestmark = pytest.mark.slow

WHOLE_TIMEOUT_S = 300
SKU = "LAMP"
SERVICES = ("user", "product", "inventory", "order", "payment", "notification", "audit")


@pytest.fixture(scope="module")
def shop_floor(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A machine with all images on it."""
    assert workshop.lacking() == [], "see docs/kubernetes.md for what images are built and run with here"
    made = Workshop(tmp_path_factory.mktemp("workshop"))
    if not made.has(workshop.BASE):
        made.make_base(workshop.BASE)
    if not made.has(workshop.STORES_BASE):
        made.make_base(workshop.STORES_BASE, "libcurl4t64", "prometheus")
    made.make_stores()
    made.make_images()
    return made


def in_image(floor: Workshop, target: str, *command: str, may_fail: bool = False) -> str:
    """What a command says in an image, without network or rights."""
    fence = ["--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"]
    image = f"{PREFIX}/{target}:{TAG}"
    return floor.run(
        "podman",
        "run",
        "--rm",
        "--no-healthcheck",
        *fence,
        "--entrypoint",
        command[0],
        image,
        *command[1:],
        may_fail=may_fail,
    )


def test_images_say_what_they_are_and_what_is_in_them(shop_floor: Workshop) -> None:
    for target in images.TARGETS:
        [found] = json.loads(shop_floor.run("podman", "image", "inspect", f"{PREFIX}/{target}:{TAG}"))
        assert found["Config"]["User"] == "10001:10001"
        assert found["Config"]["Labels"]["org.opencontainers.image.title"].startswith("Souk ")
        print(f"{target}: {found['Size'] / 1e6:.0f} MB")
    parts = json.loads(in_image(shop_floor, "order", "cat", "/opt/venv/share/sbom/python.cdx.json"))
    names = {each["name"] for each in parts["components"]}
    assert {"pymongo", "nats-py", "litestar", "granian"} <= names
    assert "pip" not in names
    parts = json.loads(in_image(shop_floor, "web", "cat", "/opt/venv/share/sbom/npm.cdx.json"))
    assert "react" in {each["name"] for each in parts["components"]}


def test_no_image_can_build_anything(shop_floor: Workshop) -> None:
    for program in ("pip", "gcc", "npm", "node", "git"):
        said = in_image(shop_floor, "web", "sh", "-c", f"command -v {program} || echo none")
        assert said.strip() == "none", program


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_without_another_services_code_starts_and_one_that_reaches_over_does_not(
    shop_floor: Workshop, service: str
) -> None:
    """The fence between services is what is not there."""
    own = in_image(shop_floor, service, "python", "-c", f"import souk.{service}.app, os; print(os.listdir('src/souk'))")
    there = set(json.loads(own.replace("'", '"')))
    assert {each for each in there if not each.startswith("__")} == {"kit", "serving", "contracts", service}
    other = "payment" if service != "payment" else "order"
    said = in_image(shop_floor, service, "python", "-c", f"import souk.{other}", may_fail=True)
    assert f"ModuleNotFoundError: No module named 'souk.{other}'" in said
    refused = in_image(shop_floor, service, "python", "-m", f"souk.{service}.app", may_fail=True)
    assert refused.strip() == f"{service}: SOUK_MONGODB_URL is not set"


@pytest.fixture(scope="module")
def shop(shop_floor: Workshop) -> Iterator[tuple[Workshop, str]]:
    """The compose file's shop, whole, and its address; taken down in the end with all it kept."""
    port = testing.free_port()
    secret = shop_floor.home / "secret"
    secret.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    secret.chmod(0o444)
    variables = {
        "SOUK_IMAGES": PREFIX,
        "SOUK_TAG": TAG,
        "SOUK_SECRET_PATH": str(secret),
        "SOUK_ADDRESS": f"127.0.0.1:{port}",
        "SOUK_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SOUK_SANDBOX_ADDRESS": f"127.0.0.1:{testing.free_port()}",
        "PROMETHEUS_ADDRESS": f"127.0.0.1:{testing.free_port()}",
        **{f"{name}_IMAGE": STORES for name in ("MONGODB", "NATS", "VALKEY", "PROMETHEUS")},
        "PATH": f"{Path(sys.executable).parent}:{shop_floor.environment['PATH']}",
    }
    compose = ["podman-compose", "-p", f"souk{port}", "-f", "deploy/compose.yaml"]
    compose[0] = manifests.tool("podman-compose")
    try:
        shop_floor.run(*compose, "up", "-d", more=variables)
        waited = subprocess.run(
            checkout.command("souk", "wait", f"http://127.0.0.1:{port}", "--timeout", str(WHOLE_TIMEOUT_S)),
            capture_output=True,
            text=True,
            env=checkout.environment(shop_floor.environment),
            check=False,
        )
        assert waited.returncode == 0, waited.stderr + shop_floor.run(*compose, "logs", more=variables)[-20_000:]
        yield shop_floor, f"souk{port}"
    finally:
        shop_floor.run(*compose, "down", "-v", more=variables, may_fail=True)


def admin_of(floor: Workshop, project: str, edge: str) -> stacks.Person:
    """Somebody who may do everything, made with the tools' image."""
    password = secrets.token_urlsafe(12)
    made = [*inside(floor, project, "tools"), "python", "-m", "souk.user.admin", "ensure", "admin@example.com"]
    done = subprocess.run(
        [*made, "--role", "admin", "--password-stdin"],
        input=f"{password}\n",
        env=floor.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    client = httpx.Client(base_url=edge, timeout=60)
    answer = client.post("/v1/auth/login", json={"email": "admin@example.com", "password": password})
    assert answer.status_code == 200, answer.text
    tokens = answer.json()
    client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    return stacks.Person(tokens["user"]["id"], "admin@example.com", password, tokens["refresh_token"], client)


def inside(floor: Workshop, project: str, target: str) -> list[str]:
    """How a command runs in the shop's own network, as one of its processes would."""
    given = {
        "SOUK_MONGODB_URL": "mongodb://mongodb:27017/?replicaSet=souk",
        "SOUK_NATS_URL": "nats://nats:4222",
        "SOUK_VALKEY_URL": "redis://valkey:6379",
        "SOUK_INTERNAL_URL": "http://edge:8081",
        "SOUK_SECRET": (floor.home / "secret").read_text(encoding="utf-8"),
    }
    network = f"{project}_default"
    variables = [word for name, value in given.items() for word in ("--env", f"{name}={value}")]
    return [
        "podman",
        "run",
        "--rm",
        "-i",
        "--no-healthcheck",
        "--network",
        network,
        *variables,
        "--entrypoint",
        "env",
        f"{PREFIX}/{target}:{TAG}",
    ]


def address(project: str) -> str:
    return f"http://127.0.0.1:{project.removeprefix('souk')}"


def test_it_sells_and_its_books_hold(shop: tuple[Workshop, str]) -> None:
    floor, project = shop
    edge = address(project)
    admin = admin_of(floor, project, edge)
    with contextlib.closing(admin.client), httpx.Client(base_url=edge, timeout=60) as guest:
        stacks.put_on_sale(admin, SKU, 20)
        for _ in range(5):
            stacks.buy(guest, SKU, 2)
        [left] = guest.get("/v1/stock", params={"sku": SKU}).json()["items"]
        assert left["available"] == 10, left
        assert "<div id=" in guest.get("/").text
        assert guest.get("/openapi.json").json()["openapi"].startswith("3.1")
        stacks.until(lambda: "LAMP" in guest.get("/dev/mailbox").text or mails(guest) >= 5)
    places = ["--mongodb", "mongodb://mongodb:27017/?replicaSet=souk", "--nats", "nats://nats:4222"]
    audit = ["python", "-m", "souk", "audit", *places, "--gateway", "http://sandbox:8000"]
    stacks.until(lambda: "no violations, 0 things" in floor.run(*inside(floor, project, "tools"), *audit))


def mails(guest: httpx.Client) -> int:
    return guest.get("/dev/mailbox").text.count("guest@example.com")


def test_everybody_is_without_rights_and_is_scraped(shop: tuple[Workshop, str]) -> None:
    floor, project = shop
    rows = json.loads(
        floor.run("podman", "ps", "--format", "json", "--filter", f"label=io.podman.compose.project={project}")
    )
    names = {row["Labels"]["com.docker.compose.service"]: row["Id"] for row in rows}
    assert {*SERVICES, "web", "edge", "sandbox", "mailbox", "mongodb", "nats", "valkey", "prometheus"} <= names.keys()
    for name in (*SERVICES, "web", "edge"):
        [found] = json.loads(floor.run("podman", "inspect", names[name]))
        assert found["HostConfig"]["ReadonlyRootfs"], name
        assert not found["EffectiveCaps"], name
        with contextlib.suppress(KeyError):
            assert found["RestartCount"] == 0 or name in SERVICES
    asked = "import urllib.request,json;print(json.load(urllib.request.urlopen('http://prometheus:9090/api/v1/query?query=sum(up)'))['data']['result'])"
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        said = floor.run(*inside(floor, project, "tools"), "python", "-c", asked)
        if f"'{len(SERVICES) + 1}'" in said:
            return
        time.sleep(1)
    raise AssertionError(said)
