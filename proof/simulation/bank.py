"""The bank behind the gateway: what really happened to cards. It is lenient, as banks are: it gives back whatever it
is asked to, and charges a card as often as there are keys. Now and then it says no all the same, and never takes that
back; and a customer's own bank may take everything back by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from proof.simulation.world import World
from souk.kit import ids
from souk.local.sandbox import cards, charges
from souk.payment import gateway, model
from souk.payment.actions import Heard

if TYPE_CHECKING:
    from proof.simulation.shop import Process

CALL = (
    "time-out before",
    "time-out after",
    "time-out after",
    "slow",
    "5xx",
    "crash before",
    "crash after",
    "freeze before",
    "freeze after",
)
RELUCTANT = 0.12
"""Of so many charges it does not let go the first time: it says no to the first capture or refund."""
DISPUTE_MAX_S = 8.0
TIMEOUT_S = gateway.protocol.CALL_TIMEOUT_S
WEBHOOK_RETRY_S = 1.5


class Taken(NamedTuple):
    """A charge, and the order it is for."""

    order_id: str
    charge: charges.Charge


class Bank:
    """All charges, by key."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.taken: dict[str, Taken] = {}
        self.reluctant: set[str] = set()
        """Ids of charges."""
        self.refused: set[str] = set()
        """Keys of the calls that it said no to, and will say no to whenever they come again."""
        self.coming = 0
        """What will happen to charges, or be told of them, by itself."""
        self.on_charge: Callable[[str], None] = lambda _order_id: None
        self.on_action: Callable[[str], None] = lambda _order_id: None
        self.on_refusal: Callable[[str], None] = lambda _order_id: None
        self.on_webhook: Callable[[Heard], None] = lambda _heard: None

    def charge(self, call: model.Call) -> charges.Charge:
        known = self.taken.get(call.key)
        if known is not None:
            return known.charge
        made = charges.begin(call.key, call.amount.amount, call.amount.currency, call.token or "", None)
        self.taken[call.key] = Taken(call.order_id or "", made)
        self._world.note(f"the bank: {call.order_id} {made.state}")
        if self._world.chance.random() < RELUCTANT:
            self.reluctant.add(made.id)
        if made.state == "captured":
            self.on_charge(call.order_id or "")
        elif made.state == "action_required":
            self.on_action(call.order_id or "")
        afterwards = cards.CARDS.get(made.token, cards.UNKNOWN_CARD).afterwards
        if afterwards is not None:
            is_dispute = afterwards.state == "disputed"
            after_s = self._world.chance.random() * DISPUTE_MAX_S if is_dispute else afterwards.after_s
            self._later(after_s, self.proceed, made.key, afterwards.state)
        return made

    def proceed(self, key: str, state: cards.State) -> None:
        """The world moves on: the bank settles, or the customer confirms."""
        order_id, charge = self.taken[key]
        if charges.proceed(charge, state):
            self._world.note(f"the bank: {order_id} {state} by itself")
            event_id = ids.new("evt")
            for delay_s in (0.1, 0.4):
                self._later(delay_s, self.on_webhook, Heard(f"sandbox:{event_id}", described(charge)))

    def _later(self, delay_s: float, callback: Callable[..., None], *args: object) -> None:
        self.coming += 1

        def happen() -> None:
            self.coming -= 1
            callback(*args)

        self._world.later(delay_s, happen)

    def act(self, order_id: str) -> None:
        """The customer confirms at the bank, if anything waits for it."""
        for key, taken in self.taken.items():
            if taken.order_id == order_id and taken.charge.state == "action_required":
                self.proceed(key, "captured")

    def says_no(self, call: model.Call, taken: Taken) -> bool:
        """Whether it does to this capture or refund."""
        if taken.charge.id in self.reluctant and call.key not in taken.charge.operations:
            self.reluctant.remove(taken.charge.id)
            self.refused.add(call.key)
            self._world.note(f"the bank: no {call.kind} for {taken.order_id}")
            self.on_refusal(taken.order_id)
        return call.key in self.refused

    def refund(self, call: model.Call, taken: Taken) -> None:
        if call.key not in taken.charge.operations:
            if taken.charge.state == "disputed":
                raise charges.Impossible("the customer's bank has the money")
            taken.charge.operations[call.key] = f"refund:{call.amount.amount}"
            taken.charge.refunded += call.amount.amount
            taken.charge.version += 1
            self._world.note(f"the bank: {taken.order_id} gets {call.amount.amount} back")
            if taken.charge.refunded > taken.charge.captured:
                self._world.broken.append(
                    f"{taken.order_id} got {taken.charge.refunded} back of {taken.charge.captured}"
                )

    def by_id(self, charge_id: str | None) -> Taken | None:
        return next((each for each in self.taken.values() if each.charge.id == charge_id), None)


class Teller:
    """`gateway.Gateway` of one process."""

    def __init__(self, world: World, bank: Bank, process: Process) -> None:
        self._world, self._bank, self._process = world, bank, process

    async def perform(self, call: model.Call) -> model.Outcome:
        world = self._world
        kind, extent = world.goes_wrong(f"gateway {call.kind}", CALL) or ("", 0.0)
        await world.sleep(0.02 + world.chance.random() * 0.06)
        await self._process.struck(kind, extent, " before")
        if kind == "5xx":
            return model.NoAnswer("status 503")
        if kind == "time-out before":
            await world.sleep(TIMEOUT_S)
            return model.NoAnswer("TimeoutError")
        outcome = self._do(call)
        world.activity += 1
        await self._process.struck(kind, extent, " after")
        if kind == "time-out after":
            await world.sleep(TIMEOUT_S)
            return model.NoAnswer("TimeoutError")
        if kind == "slow":
            await world.sleep(TIMEOUT_S * 0.9)
        return outcome

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> gateway.Delivery:
        raise NotImplementedError("webhooks come as they are understood")

    async def close(self) -> None:
        """Nothing is open."""

    def _do(self, call: model.Call) -> model.Outcome:
        if call.kind == "charge":
            return model.Answered(described(self._bank.charge(call)))
        if call.kind == "look_up":
            known = self._bank.taken.get(call.key)
            return model.Answered(described(known.charge)) if known else model.Missing()
        taken = self._bank.by_id(call.charge_id)
        if taken is None:
            return model.Refused("no such charge")
        if call.kind != "void" and self._bank.says_no(call, taken):
            return model.Refused("the bank says no", described(taken.charge))
        try:
            if call.kind == "capture":
                charges.capture(taken.charge, call.key, call.amount.amount)
                self._bank.on_charge(taken.order_id)
            elif call.kind == "void":
                charges.void(taken.charge, call.key)
            else:
                self._bank.refund(call, taken)
        except charges.Impossible as impossible:
            return model.Refused(str(impossible), described(taken.charge))
        return model.Answered(described(taken.charge))


def described(charge: charges.Charge) -> model.Charge:
    """The charge in the words of the payment service."""
    url = f"bank/{charge.id}" if charge.state == "action_required" else None
    return model.Charge(
        id=charge.id,
        key=charge.key,
        state=charge.state,
        version=charge.version,
        captured=charge.captured,
        refunded=charge.refunded,
        reason=charge.reason,
        next_action_url=url,
    )
