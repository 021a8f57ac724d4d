"""Makes one replica set of the machines' MongoDBs, with a name and password for the services."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from souk.hosts import layout, units

PATIENCE_S = 90.0
PAUSE_S = 0.2
_ALREADY_INITIALIZED = 23
_UNAUTHORIZED, _USER_EXISTS = 13, 51_003

Say = Callable[[str], None]
Client = MongoClient[dict[str, Any]]


class NoReplicaSetError(Exception):
    """It could not be made; the message says at what it failed."""


def initiate(node: units.Node, say: Say) -> None:
    """Run once, on the first machine, while the MongoDBs of all of them run. Doing it again changes nothing.

    A new MongoDB lets in whoever comes from its own machine, until there is a user: so this one is made a replica set
    of one member first, then the user, then the other members join.
    """
    first = node.layout.hosts[0]
    if node.host != first:
        raise NoReplicaSetError(f"run this on the first machine, {first}")
    member = f"{first}:{layout.MONGODB}"
    with _connected("127.0.0.1") as local:
        _alone(local, member)
        say("the replica set has its first member")
        _create(local, units.OPERATOR, _operators_password(node), ["clusterAdmin", "userAdminAnyDatabase"])
    with _connected(f"{units.OPERATOR}:{_operators_password(node)}@{first}") as operator:
        services = units.password(node.secret, "mongodb-services")
        _create(operator, units.USER, services, ["readWriteAnyDatabase", "clusterMonitor"])
        for host in node.layout.hosts:
            _join(operator, f"{host}:{layout.MONGODB}")
            say(f"{host} is a member")


def _operators_password(node: units.Node) -> str:
    return units.password(node.secret, "mongodb-operator")


@contextlib.contextmanager
def _connected(where: str) -> Any:
    client: Client = MongoClient(
        f"mongodb://{where}:{layout.MONGODB}/?authSource=admin",
        directConnection=True,
        serverSelectionTimeoutMS=int(PATIENCE_S * 1000),
    )
    try:
        yield client
    except PyMongoError as error:
        raise NoReplicaSetError(f"MongoDB: {str(error).splitlines()[0][:200]}") from None
    finally:
        client.close()


def _alone(client: Client, member: str) -> None:
    config = {"_id": layout.REPLICA_SET, "members": [{"_id": 0, "host": member}]}
    try:
        client.admin.command("replSetInitiate", config)
    except OperationFailure as error:
        if error.code not in (_ALREADY_INITIALIZED, _UNAUTHORIZED):  # the second: it has users, so it was done
            raise
    limit = time.monotonic() + PATIENCE_S
    while not client.admin.command("hello").get("isWritablePrimary"):
        if time.monotonic() > limit:
            raise NoReplicaSetError("this machine's MongoDB did not become the primary: is another one it already?")
        time.sleep(PAUSE_S)


def _create(client: Client, name: str, password: str, roles: list[str]) -> None:
    """A user, unless it is there; who is not let in any more has made the first one before."""
    try:
        client.admin.command("createUser", name, pwd=password, roles=roles)
    except OperationFailure as error:
        if error.code not in (_UNAUTHORIZED, _USER_EXISTS):
            raise


def _join(client: Client, member: str) -> None:
    """One voting member at a time: MongoDB takes no more at once."""
    limit = time.monotonic() + PATIENCE_S
    while True:
        config = client.admin.command("replSetGetConfig")["config"]
        members = config["members"]
        if any(each["host"] == member for each in members):
            return
        config["version"] += 1
        members.append({"_id": max(each["_id"] for each in members) + 1, "host": member})
        try:
            client.admin.command("replSetReconfig", config)
        except OperationFailure as error:
            if time.monotonic() > limit:
                raise NoReplicaSetError(f"{member} could not join: {error}") from None
            time.sleep(PAUSE_S)
