"""Puts the payment service together: `python -m souk.payment.app`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence

from litestar.types import ControllerRouterHandler

from souk import contracts
from souk.kit import mongo, settings
from souk.payment import actions, api, consumers, gateway, store, workers
from souk.serving import process, service


class Settings(settings.Service, kw_only=True, frozen=True):
    """`sandbox_url` is where this process reaches the practice gateway; empty, there is none."""

    sandbox_url: str = ""


def gateways(config: Settings) -> dict[str, gateway.Gateway]:
    """The gateways that this installation has, by name."""
    if not config.sandbox_url:
        return {}
    return {"sandbox": gateway.Sandbox(config.sandbox_url, config.secret, f"{config.public_url}/orders/")}


async def build(
    runtime: service.Runtime[Settings],
    make_gateways: Callable[[Settings], Mapping[str, gateway.Gateway]] = gateways,
) -> Sequence[ControllerRouterHandler]:
    """Indexes, routes, listeners, and the workers that call gateways and ask about orders."""
    await mongo.ensure_indexes(runtime.db, store.INDEXES)
    by_name = make_gateways(runtime.settings)
    if runtime.tracer is not None:
        by_name = {name: gateway.Traced(name, each, runtime.tracer) for name, each in by_name.items()}
    settle = runtime.group_commit(actions.settle_calls, resource_id=lambda payment: payment.id)
    calls = workers.Calls(runtime.db, by_name, settle)
    runtime.consume(contracts.order.OrderAwaitingPayment, functools.partial(consumers.on_order_awaiting_payment, calls))
    runtime.consume(contracts.order.OrderCancelled, functools.partial(consumers.on_order_cancelled, calls))
    runtime.consume(contracts.order.OrderFulfilled, functools.partial(consumers.on_order_fulfilled, calls))
    runtime.background("calls", calls.run)
    runtime.background("ask-about-orders", lambda: workers.ask_for_ever(runtime.db, runtime.rest, calls))
    serve_staff = calls.followed(actions.serve_staff)
    hear_webhooks = calls.followed(actions.hear_webhooks)
    runtime.state["deps"] = api.Deps(
        db=runtime.db,
        calls=calls,
        gateways=by_name,
        serve_staff=runtime.group_commit(serve_staff, resource_id=str),
        hear_webhook=runtime.group_commit(hear_webhooks, resource_id=str),
    )
    return api.ROUTES


SERVICE = process.Service("payment", Settings, build)


def main() -> None:
    process.run(SERVICE)


if __name__ == "__main__":
    main()
