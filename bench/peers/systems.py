"""Each system as it is installed, filled with the same catalogue, and started."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bench import server
from bench.peers import measured, node, servers
from souk.local import ports

MEDUSA_UNITS = 20
"""An order costs it seconds: its hot test is a tenth of the others'."""
Start = Callable[[node.Place], AbstractContextManager[measured.Target]]


@dataclass(frozen=True)
class System:
    """What it is, and how much is asked of it: an order costs the slow ones seconds."""

    name: str
    words: str
    start: Start
    checkout_windows: int = 1
    """Times as long as the others' window."""
    hot_units: int = 200
    hot_attempts: int = 300


@contextlib.contextmanager
def bare(place: node.Place) -> Iterator[measured.Target]:
    """Express and Mongoose with a guarded decrement for each line; no cart, tax, shipping or payment."""
    place.install()
    with servers.mongodb(place) as (mongo_port, mongod):
        port = server.free_port()
        url = f"mongodb://{ports.HOST}:{mongo_port}/bare?replicaSet=souk&directConnection=true"
        environment = node.environment(mongo_url=url, bare_port=port)
        place.script("seed.js", environment=environment)
        with place.running("server.js", environment=environment, health=f"http://{ports.HOST}:{port}/health") as pid:
            pids = {"server": pid, "mongod": mongod}
            edge = f"http://{ports.HOST}:{port}"
            yield measured.target("bare", edge, place.app / "ids.json", pids, order_path="/orders-atomic")


@contextlib.contextmanager
def vendure(place: node.Place) -> Iterator[measured.Target]:
    """Server and worker on Postgres, with its default search and job queue."""
    place.install()
    with servers.postgres(place) as (pg_port, postgres):
        port = server.free_port()
        environment = node.environment(pg_port=pg_port, vendure_port=port)
        place.script("database.js", "create", "vendure", environment=environment)
        place.script("seed.js", environment={**environment, "VENDURE_SYNC": "1"})
        place.script("database.js", "tidy", "vendure", environment=environment)
        edge = f"http://{ports.HOST}:{port}"
        with (
            place.running("server.js", environment=environment, health=f"{edge}/health") as pid,
            # the worker has no address of its own: it works once the jobs that filling left are done
            place.running("worker.js", environment=environment, health=f"{edge}/health") as worker,
        ):
            place.script("database.js", "jobs", "vendure", environment=environment)
            pids = {"server": pid, "worker": worker, "postgres": postgres}
            yield measured.target("vendure", edge, place.app / "ids.json", pids)


@contextlib.contextmanager
def medusa(place: node.Place) -> Iterator[measured.Target]:
    """Server and worker on Postgres, with the Redis modules that its guide names for production."""
    place.install()
    with servers.postgres(place) as (pg_port, postgres), servers.valkey(place) as (redis_port, redis):
        port, worker_port = server.free_port(), server.free_port()
        cli = "node_modules/@medusajs/cli/cli.js"
        environment = node.environment(pg_port=pg_port, redis_url=f"redis://{ports.HOST}:{redis_port}")
        place.script("database.js", "create", "medusa", environment=environment)
        place.script(cli, "db:migrate", "--execute-safe-links", environment=environment)
        place.script(cli, "exec", "./seed.js", environment=environment)
        place.script("database.js", "tidy", "medusa", environment=environment)
        hot = ("units", "medusa", "HOT-1", str(MEDUSA_UNITS))
        place.script("database.js", *hot, environment=environment)
        serve = (cli, "start", "-H", ports.HOST, "-p")
        as_server = {**environment, "MEDUSA_WORKER_MODE": "server"}
        as_worker = {**environment, "MEDUSA_WORKER_MODE": "worker"}
        edge, behind = f"http://{ports.HOST}:{port}", f"http://{ports.HOST}:{worker_port}"
        with (
            place.running(*serve, str(port), environment=as_server, health=f"{edge}/health") as pid,
            place.running(*serve, str(worker_port), environment=as_worker, health=f"{behind}/health") as worker,
        ):
            pids = {"server": pid, "worker": worker, "postgres": postgres, "redis": redis}
            yield measured.target("medusa", edge, place.app / "ids.json", pids)


def catalogue(place: node.Place) -> Mapping[str, object]:
    """The catalogue that all are filled with: `products`, and `terms` to search for."""
    place.app.mkdir(parents=True, exist_ok=True)
    made = place.app / "catalogue.json"
    source = node.SOURCES / "catalogue.js"
    write = f"require('fs').writeFileSync({json.dumps(str(made))}, JSON.stringify(require({json.dumps(str(source))})))"
    place.script("-e", write, environment={})
    found: Mapping[str, object] = json.loads(made.read_text(encoding="utf-8"))
    return found
