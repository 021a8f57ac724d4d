"""A process that cannot do its work says which setting is wrong, why, and what to do; it never half-starts."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pymongo
import pytest
from pymongo.errors import OperationFailure

import servers
from souk import testing
from souk.audit import app as audit_app
from souk.edge import process as edge_process
from souk.edge.web import server as web_server
from souk.kit import mongo, settings
from souk.local import checkout, topology
from souk.local.sandbox import __main__ as sandbox
from souk.local.smtp_sink import __main__ as smtp_sink
from souk.notification import app as notification_app
from souk.order import app as order_app
from souk.payment import app as payment_app
from souk.product import app as product_app
from souk.serving import mutual, starting
from souk.serving.tracing import configured as tracing
from souk.user import app as user_app

SECRET = "a-secret-for-tests-that-is-long-enough"
PATIENCE_S = 60.0
IMPATIENT = (
    "import runpy, sys; from souk.serving import starting; starting.CONNECT_PATIENCE_S = 0.5; "
    "runpy.run_module(sys.argv[1], run_name='__main__')"
)


@pytest.fixture(scope="module")
def nats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Nats]:
    made = servers.Nats(tmp_path_factory.mktemp("nats"), testing.free_port())
    made.start()
    yield made
    made.stop()


def outcome(module: str, **changed: str | None) -> str:
    """What a process says that ends by itself, with a status that is no success and without a traceback."""
    given = {
        "SOUK_MONGODB_URL": f"mongodb://127.0.0.1:{testing.free_port()}/?serverSelectionTimeoutMS=200",
        "SOUK_NATS_URL": f"nats://127.0.0.1:{testing.free_port()}",
        "SOUK_VALKEY_URL": f"redis://127.0.0.1:{testing.free_port()}",
        "SOUK_INTERNAL_URL": f"http://127.0.0.1:{testing.free_port()}",
        "SOUK_SECRET": SECRET,
        "SOUK_PORT": str(testing.free_port()),
    }
    environment = {name: value for name, value in {**given, **changed}.items() if value is not None}
    done = subprocess.run(
        [sys.executable, "-c", IMPATIENT, module],
        env={**checkout.environment({"PATH": os.environ["PATH"]}), **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert SECRET not in done.stderr
    assert "started" not in done.stdout
    return done.stderr.strip()


def test_a_misspelt_setting_is_named_with_the_one_that_was_meant() -> None:
    assert outcome("souk.order.app", SOUK_CURENCY="USD") == (
        "order: there is no setting SOUK_CURENCY: did you mean SOUK_CURRENCY? Rename or unset it"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("SOUK_MONGODB_ULR", "did you mean SOUK_MONGODB_URL?"),
        ("SOUK_SECRET_FLIE", "did you mean SOUK_SECRET_FILE?"),
        ("SOUK_XYZZY", "unset it, or see docs/running.md for its name"),
    ],
)
def test_what_is_told_of_a_setting_that_nobody_reads(name: str, told: str) -> None:
    with pytest.raises(settings.SettingsError, match=re.escape(told)):
        starting.demand_known({name: "x"}, order_app.Settings)


ALL: dict[str, type[msgspec.Struct]] = {
    "user": user_app.Settings,
    "product": product_app.Settings,
    "inventory": settings.Service,
    "order": order_app.Settings,
    "payment": payment_app.Settings,
    "notification": notification_app.Settings,
    "audit": audit_app.Settings,
    "edge": edge_process.Settings,
    "web": web_server.Settings,
    "tracing": tracing.Settings,
    "mutual": mutual.Settings,
    "sandbox": sandbox.Settings,
    "smtp": smtp_sink.Settings,
}


def test_what_one_process_reads_is_known_to_all_others() -> None:
    """A shop's settings may be given to all of its processes."""
    read = {field for kind in ALL.values() for field in kind.__struct_fields__}
    common = {*settings.Service.__struct_fields__}
    assert read - common == set(starting.ELSEWHERE)
    everything: Mapping[str, str] = {f"SOUK_{name.upper()}": "" for name in read} | {"SOUK_SECRET_FILE": ""}
    for kind in ALL.values():
        starting.demand_known(everything, kind)
    assert {part.name for part in topology.SERVICES} <= ALL.keys()


async def refusal(url: str, monkeypatch: pytest.MonkeyPatch, *, patience_s: float = PATIENCE_S) -> str:
    """Why a database is not taken; one that will never do is not waited for."""
    monkeypatch.setattr(mongo, "SERVER_SELECTION_TIMEOUT_MS", 200)
    monkeypatch.setattr(starting, "CONNECT_PATIENCE_S", patience_s)
    with pytest.raises(settings.SettingsError) as error:
        await asyncio.wait_for(starting.connect(url, "souk_order"), PATIENCE_S / 2)
    return str(error.value)


async def test_a_database_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    said = await refusal(f"mongodb://127.0.0.1:{testing.free_port()}", monkeypatch, patience_s=0.0)
    assert said.startswith("SOUK_MONGODB_URL: MongoDB does not answer: ")


@pytest.mark.parametrize("url", ["http://database", "mongodb://a:b:c@database"])
async def test_an_address_that_is_none(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await refusal(url, monkeypatch)).startswith("SOUK_MONGODB_URL: this is no address of a MongoDB: ")


async def test_a_password_that_is_wrong(guarded: int, monkeypatch: pytest.MonkeyPatch) -> None:
    said = await refusal(f"mongodb://admin:mistaken@127.0.0.1:{guarded}/", monkeypatch)
    assert said.startswith("SOUK_MONGODB_URL: MongoDB does not answer: Authentication failed")
    assert "mistaken" not in said


def test_a_secret_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "secret"
    assert outcome("souk.order.app", SOUK_SECRET=None, SOUK_SECRET_FILE=str(missing)) == (
        f"order: SOUK_SECRET_FILE cannot be read: {missing}: No such file or directory"
    )


def test_somebody_elses_database(mongodb_url: str, nats: servers.Nats) -> None:
    """The first installation to start has it; a second one changes nothing in it."""
    with pymongo.MongoClient[dict[str, object]](mongodb_url) as client:
        rows = client["souk_order"][starting.INSTALLATION]
        rows.replace_one({"_id": starting.INSTALLATION}, {"cluster": "theirs"}, upsert=True)
        try:
            before = client["souk_order"].list_collection_names()
            said = outcome("souk.order.app", SOUK_MONGODB_URL=mongodb_url, SOUK_NATS_URL=nats.url)
            assert said.startswith(
                "order: SOUK_MONGODB_URL: the database souk_order there belongs to installation theirs"
            )
            assert said.endswith("remove the row: db.installation.deleteMany({})")
            assert client["souk_order"].list_collection_names() == before
        finally:
            client.drop_database("souk_order")


async def test_a_database_is_claimed_once_and_stays_with_its_installation(mongodb_url: str) -> None:
    def config(secret: str) -> settings.Service:
        return settings.Service(mongodb_url=mongodb_url, nats_url="", valkey_url="", internal_url="", secret=secret)

    async with testing.database(mongodb_url) as db:
        await starting.claim(db, config(SECRET))
        await starting.claim(db, config(SECRET))
        with pytest.raises(settings.SettingsError, match="belongs to installation"):
            await starting.claim(db, config(SECRET + "!"))
        await starting.claim(db, config(f"{SECRET} {SECRET}!"))
        await starting.claim(db, config(f"{SECRET}! {SECRET}"))
        await starting.claim(db, config(SECRET + "!"))
        with pytest.raises(settings.SettingsError, match="belongs to installation"):
            await starting.claim(db, config(SECRET))
        await db[starting.INSTALLATION].delete_many({})
        await starting.claim(db, config(SECRET))


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A replica set that wants to know who asks: `admin` with `right` may do everything, `guest` with it nothing."""
    home, port = tmp_path_factory.mktemp("guarded"), testing.free_port()
    key = home / "key"
    key.write_text("a2V5" * 16)
    key.chmod(0o600)
    command = [testing.mongod_binary(), "--dbpath", str(home), "--port", str(port), "--bind_ip", "127.0.0.1"]
    command += ["--wiredTigerCacheSizeGB", "0.25", "--quiet", "--nounixsocket", "--replSet", "guarded"]
    command += ["--keyFile", str(key), "--auth"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        with pymongo.MongoClient[dict[str, object]]("127.0.0.1", port, directConnection=True) as client:
            member = {"_id": 0, "host": f"127.0.0.1:{port}"}
            client.admin.command("replSetInitiate", {"_id": "guarded", "members": [member]})
            while not client.admin.command("hello")["isWritablePrimary"]:
                pass
            client.admin.command("createUser", "admin", pwd="right", roles=["root"])
        with pymongo.MongoClient[dict[str, object]](f"mongodb://admin:right@127.0.0.1:{port}/") as client:
            client.admin.command("createUser", "guest", pwd="right", roles=[])
        yield port
        process.terminate()
        process.wait(60)
    shutil.rmtree(home, ignore_errors=True)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (
            "guest:right@",
            "SOUK_MONGODB_URL: MongoDB does not let this user work there, give it name",
        ),
        ("", "SOUK_MONGODB_URL: MongoDB does not let this user work there, give it name"),
    ],
    ids=["no roles", "nobody"],
)
def test_somebody_who_may_do_nothing_there(guarded: int, nats: servers.Nats, who: str, told: str) -> None:
    said = outcome("souk.order.app", SOUK_MONGODB_URL=f"mongodb://{who}127.0.0.1:{guarded}/", SOUK_NATS_URL=nats.url)
    assert said.startswith(f"order: {told}")
    assert "right@" not in said


def test_a_database_whose_disk_is_full_is_told_as_one() -> None:
    """What MongoDB answers then: its disk cannot be filled here without filling the machine's."""
    told = starting.tell(OperationFailure("available disk space of 512 bytes is less than required", 14031))
    assert told.startswith("SOUK_MONGODB_URL: the database could not be made ready, look at its log and its disk")


FULL = "mount -t tmpfs -o size=4k,nr_inodes=4 none {0} && head -c 8192 /dev/zero > {0}/x; exec {1}"


def test_a_full_disk(tmp_path: Path) -> None:
    """A real one, of one page, in a namespace of its own."""
    program = f"{sys.executable} -m souk.local.smtp_sink"
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", FULL.format(tmp_path, program)],
        env={**checkout.environment({"PATH": os.environ["PATH"]}), "SOUK_MAIL_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-1] == (
        f"smtp: SOUK_MAIL_DIR: nothing can be kept in {tmp_path}: No space left on device; "
        "make room or let this process's user write there, or name another directory"
    )
