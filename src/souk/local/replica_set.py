"""Makes a one-node replica set of a freshly started mongod and waits until it accepts writes.

Runs as a short process of its own (`python -m souk.local.replica_set PORT TIMEOUT_S`), started together with mongod,
so that the supervisor never loads a database driver. Exit code 0 once there is a primary; else one line on stderr.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from pymongo import MongoClient
from pymongo.errors import ConnectionFailure, OperationFailure

from souk.local.plan import REPLICA_SET
from souk.local.ports import HOST

NOT_YET_INITIALIZED = 94
PAUSE_S = 0.05
ELECTION_TIMEOUT_MS = 2_000
"""A lone member elects itself; this only bounds how long it hesitates after a crash."""


def main(port: int, timeout_s: float) -> int:
    """Drive the set to having a primary; returns the exit code."""
    deadline = time.monotonic() + timeout_s
    client: MongoClient[dict[str, Any]] = MongoClient(
        HOST, port, directConnection=True, serverSelectionTimeoutMS=int(timeout_s * 1000), connectTimeoutMS=1_000
    )
    address = f"{HOST}:{port}"
    said = "no answer"
    while time.monotonic() < deadline:
        try:
            said = _advance(client, address)
        except ConnectionFailure as error:
            said = str(error).partition(",")[0]
        if not said:
            return 0
        time.sleep(PAUSE_S)
    sys.stderr.write(f"mongod on {address} got no primary within {timeout_s:.0f} s: {said}\n")
    return 1


def _advance(client: MongoClient[dict[str, Any]], address: str) -> str:
    """One step towards a primary; empty when there is one, else what it waits for."""
    hello = client.admin.command("hello")
    if hello.get("isWritablePrimary") and hello.get("me") == address:
        return ""
    try:
        config = client.admin.command("replSetGetConfig")["config"]
    except OperationFailure as error:
        if error.code != NOT_YET_INITIALIZED:
            return str(error)
        client.admin.command("replSetInitiate", _config(address, version=1))
        return "initiated"
    if [member["host"] for member in config["members"]] != [address]:  # the port changed since the last start
        changed = _config(address, version=int(config["version"]) + 1)
        client.admin.command("replSetReconfig", changed, force=True)
        return "reconfigured"
    return "waiting for the election"


def _config(address: str, *, version: int) -> dict[str, Any]:
    return {
        "_id": REPLICA_SET,
        "version": version,
        "members": [{"_id": 0, "host": address}],
        "settings": {"electionTimeoutMillis": ELECTION_TIMEOUT_MS},
    }


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
