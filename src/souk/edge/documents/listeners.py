"""Who listens to what, read from where each service says it: the `consume` and `hear` calls of its `app.py`."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType
from typing import Any

import msgspec

from souk import contracts
from souk.edge.documents import services

_ONCE, _EVERYWHERE = "consume", "hear"
_WAYS = frozenset((_ONCE, _EVERYWHERE))


class Listener(msgspec.Struct, frozen=True, order=True):
    """One service listening to one event."""

    service: str
    event: str
    """Its type, `order.placed.v1`."""
    durable: str | None
    """The durable consumer that the service's replicas share; None when every process hears it, without a promise."""


class ListenerError(Exception):
    """An `app.py` says what it listens to in a way that cannot be read; the message says where."""


def all_listeners() -> list[Listener]:
    """Every listener of every service, and the one that the kit gives to all: revoked access."""
    found = {Listener(service, contracts.user.AccessRevoked.type, None) for service in services.ALL}
    for service in services.ALL:
        app = services.module(service, "app")
        found |= set(_of(service, app))
    return sorted(found, key=lambda each: (each.event, each.service, each.durable or ""))


def _of(service: str, app: ModuleType) -> list[Listener]:
    tree = ast.parse(inspect.getsource(app))
    listeners = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (how := _how(node.func)) is not None:
            event = _resolve(app, node.args[0])
            listeners.append(Listener(service, event, durable_name(service, event) if how == _ONCE else None))
    return listeners


def durable_name(service: str, event: str) -> str:
    """The name of the durable consumer, as `kit.consumer` gives it, without the version: `inventory__order_placed`."""
    return f"{service}__{event.rsplit('.v', 1)[0].replace('.', '_')}"


def _how(called: ast.expr) -> str | None:
    """`consume` or `hear`, when that is what is called on the runtime."""
    is_runtime = (
        isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "runtime"
    )
    return called.attr if is_runtime and isinstance(called, ast.Attribute) and called.attr in _WAYS else None


def _resolve(app: ModuleType, expression: ast.expr) -> str:
    """The type of the event class that a dotted name in `app.py` stands for."""
    path: list[str] = []
    node = expression
    while isinstance(node, ast.Attribute):
        path.insert(0, node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        raise ListenerError(f"{app.__name__}, line {expression.lineno}: name the event class itself")
    found: Any = vars(app).get(node.id)
    for step in path:
        found = getattr(found, step, None)
    kind = getattr(found, "type", None)
    if not isinstance(kind, str):
        raise ListenerError(f"{app.__name__}, line {expression.lineno}: {ast.unparse(expression)} is no event")
    return kind
