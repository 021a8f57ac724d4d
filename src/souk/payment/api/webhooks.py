"""What gateways tell by themselves."""

from souk.kit import errors
from souk.payment import actions, model
from souk.payment.api import deps
from souk.serving import http

BODY_BYTES_MAX = 256 * 1024


class Received(http.View):
    received: bool = True


@http.post(
    "/v1/webhooks/{gateway:str}",
    status=200,
    idempotent="no",
    media="raw",
    body_limit=BODY_BYTES_MAX,
    refusals=[model.BadSignature, model.NoSuchPayment],
    tags=["payment"],
)
async def receive_webhook(request: deps.Request, gateway: deps.GatewayPath) -> Received:
    """A delivery of a gateway, signed by it. Repeated and out-of-order deliveries have one effect."""
    sender = deps.deps(request).gateways.get(gateway)
    if sender is None:
        raise errors.NotFound(f"there is no gateway {gateway}")
    delivery = sender.read_webhook(request.headers, await request.body())
    await deps.deps(request).hear_webhook(actions.Heard(f"{gateway}:{delivery.event_id}", delivery.charge))
    return Received()
