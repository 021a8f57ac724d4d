"""Mails on a real database: written once, claimed by one, settled only under the lease."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from notification import facts
from souk import testing
from souk.contracts import user
from souk.kit import clock, consumer, mongo, tx
from souk.notification import actions, consumers, model, store
from souk.notification.model import Email


class Handed:
    """What was handed to the sender."""

    def __init__(self) -> None:
        self.emails: list[Email] = []

    def __call__(self, emails: Sequence[Email]) -> None:
        self.emails.extend(emails)


@pytest.fixture
async def box(db: tx.Announcing) -> tx.Announcing:
    await mongo.ensure_indexes(db, store.INDEXES)
    return db


@pytest.fixture
def handed() -> Handed:
    return Handed()


async def rows(db: tx.Announcing) -> dict[str, mongo.Document]:
    return {row["_id"]: row for row in await db["emails"].find().to_list()}


async def hear(db: tx.Announcing, handed: Handed, *events: consumer.Received[Any]) -> consumer.Verdicts:
    """Have each kind of event handled as its consumer would."""
    listeners = consumers.Listeners(handed)
    handlers: dict[str, Any] = {
        "order.confirmed.v1": listeners.on_order_confirmed,
        "order.cancelled.v1": listeners.on_order_cancelled,
        "order.fulfilled.v1": listeners.on_order_fulfilled,
        "order.delivered.v1": listeners.on_order_delivered,
        "payment.refunded.v1": listeners.on_payment_refunded,
        "user.registered.v1": listeners.on_user_registered,
        "user.erased.v1": listeners.on_user_erased,
    }
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for event in events:
        answer = await testing.run(db, handlers[event.data.type], event)
        verdicts.update(answer or {})
    return verdicts


async def test_a_batch_is_written_under_one_lease_and_handed_over_once_committed(
    box: tx.Announcing, handed: Handed
) -> None:
    received = [testing.received(facts.confirmed(f"ord_{n}", email=f"P{n}@Example.com")) for n in range(5)]
    await testing.run(box, consumers.Listeners(handed).on_order_confirmed, *received)
    found = await rows(box)
    assert list(found) == [model.email_id(each.id) for each in received]
    assert {row["status"] for row in found.values()} == {"sending"}
    assert {row["attempts"] for row in found.values()} == {1}
    assert len({row["lease"] for row in found.values()}) == 1
    assert all(row["due"] > clock.now() for row in found.values())
    assert [row["to_key"] for row in found.values()] == [f"p{n}@example.com" for n in range(5)]
    assert [email.id for email in handed.emails] == list(found)


async def test_nothing_is_handed_over_when_the_transaction_fails(box: tx.Announcing, handed: Handed) -> None:
    async def body(t: tx.Tx) -> None:
        await consumers.Listeners(handed).on_order_confirmed(t, [testing.received(facts.confirmed())])
        raise RuntimeError("after all")

    with pytest.raises(RuntimeError):
        await tx.transact(box, body)
    assert not handed.emails
    assert not await rows(box)


async def test_a_confirmation_that_comes_after_the_cancellation_is_not_sent(box: tx.Announcing, handed: Handed) -> None:
    await hear(box, handed, testing.received(facts.cancelled(version=4)), testing.received(facts.confirmed(version=3)))
    assert [email.kind for email in handed.emails] == ["order_cancelled"]


async def test_a_parcel_that_arrived_is_not_said_to_be_on_its_way(box: tx.Announcing, handed: Handed) -> None:
    await hear(
        box,
        handed,
        testing.received(facts.delivered("ful_1", version=6)),
        testing.received(facts.fulfilled("ful_1", version=5)),
        testing.received(facts.fulfilled("ful_2", version=5)),
    )
    assert [(email.kind, email.thing) for email in handed.emails] == [
        ("order_delivered", "ful_1"),
        ("order_shipped", "ful_2"),
    ]


async def test_a_refund_goes_to_whoever_bought(box: tx.Announcing, handed: Handed) -> None:
    verdicts = await hear(box, handed, testing.received(facts.confirmed()), testing.received(facts.refunded()))
    assert not verdicts
    refund = handed.emails[-1]
    assert (refund.kind, refund.to, refund.number) == ("order_refunded", "ada@example.com", "S-1001")


async def test_a_refund_heard_of_before_its_order_waits(box: tx.Announcing, handed: Handed) -> None:
    early = testing.received(facts.refunded())
    verdicts = await hear(box, handed, early)
    assert isinstance(verdicts[early.id], consumer.Later)
    assert not await hear(box, handed, testing.received(facts.confirmed()), early)
    assert [email.kind for email in handed.emails] == ["order_confirmed", "order_refunded"]


async def test_a_refund_for_nobody_is_given_up_after_a_day(box: tx.Announcing, handed: Handed) -> None:
    old = consumer.Received("evt_old", clock.now() - timedelta(hours=25), facts.refunded())
    verdicts = await hear(box, handed, old)
    assert isinstance(verdicts["evt_old"], consumer.Never)


async def test_a_refund_that_says_whom_to_write_to_needs_no_order(box: tx.Announcing, handed: Handed) -> None:
    await hear(box, handed, testing.received(facts.refunded(email="Bob@example.com")))
    assert [(email.to, email.to_key) for email in handed.emails] == [("Bob@example.com", "bob@example.com")]


async def test_an_erased_person_is_forgotten_and_written_to_no_more(box: tx.Announcing, handed: Handed) -> None:
    await hear(
        box,
        handed,
        testing.received(facts.confirmed(user_id="usr_1")),
        testing.received(facts.confirmed("ord_2", email="bob@example.com")),
        testing.received(user.UserErased(user_id="usr_1")),
        testing.received(facts.registered("usr_1")),
        testing.received(facts.refunded("ord_1")),
    )
    assert [email.kind for email in handed.emails] == ["order_confirmed", "order_confirmed"]
    mine, other = (await rows(box)).values()
    assert mine["status"] == "forgotten"
    assert not {"content", "user_id", "due", "lease"} & set(mine)
    assert "ada" not in str(mine)
    assert other["to"] == "bob@example.com"


async def test_what_was_forgotten_stays_so_whatever_its_sender_says(box: tx.Announcing, handed: Handed) -> None:
    await hear(box, handed, testing.received(facts.confirmed(user_id="usr_1")))
    await hear(box, handed, testing.received(user.UserErased(user_id="usr_1")))
    await store.settle(box, [(handed.emails[0], model.accepted())], clock.now())
    assert [row["status"] for row in (await rows(box)).values()] == ["forgotten"]


async def test_a_mail_is_claimed_when_its_time_has_come_and_by_one_only(box: tx.Announcing, handed: Handed) -> None:
    await hear(box, handed, testing.received(facts.confirmed()))
    assert await store.claim_due(box, lease="lea_a", now=clock.now(), limit=10) == []
    later = clock.now() + model.LEASE + timedelta(seconds=1)
    [claimed] = await store.claim_due(box, lease="lea_b", now=later, limit=10)
    assert (claimed.attempts, claimed.lease, claimed.content is not None) == (2, "lea_b", True)
    assert await store.claim_due(box, lease="lea_c", now=later, limit=10) == []


async def test_results_count_only_under_the_lease(box: tx.Announcing, handed: Handed) -> None:
    await hear(box, handed, testing.received(facts.confirmed()))
    stale = handed.emails[0]
    later = clock.now() + model.LEASE + timedelta(seconds=1)
    [claimed] = await store.claim_due(box, lease="lea_b", now=later, limit=10)
    await store.settle(box, [(stale, model.rejected("550 no"))], later)
    assert (await rows(box))[stale.id]["status"] == "sending"
    await store.settle(box, [(claimed, model.accepted())], later)
    row = (await rows(box))[stale.id]
    assert row["status"] == "sent"
    assert not {"due", "lease", "reason"} & set(row)
    await store.settle(box, [(claimed, model.rejected("550 no"))], later)
    assert (await rows(box))[stale.id]["status"] == "sent"


async def test_what_was_put_off_waits_with_its_reason_and_its_count(box: tx.Announcing, handed: Handed) -> None:
    now = clock.now()
    await hear(box, handed, testing.received(facts.confirmed("ord_1")), testing.received(facts.confirmed("ord_2")))
    first, second = handed.emails
    outcomes = [(first, model.refused(first, "451 busy", now)), (second, model.unreachable(second, "down", now))]
    await store.settle(box, outcomes, now)
    found = await rows(box)
    assert (found[first.id]["status"], found[first.id]["attempts"], found[first.id]["reason"]) == (
        "queued",
        1,
        "451 busy",
    )
    assert (found[second.id]["status"], found[second.id]["attempts"]) == ("queued", 0)
    claimed = await store.claim_due(box, lease="lea_b", now=now + model.DELAY_UNREACHABLE, limit=10)
    assert {email.attempts for email in claimed} == {1, 2}


async def test_forgetting_nobody_known_is_remembered(box: tx.Announcing, handed: Handed) -> None:
    await testing.run(box, actions.forget, testing.received(user.UserErased(user_id="usr_9")))
    assert await store.erased_people(box, ["usr_9", "usr_8"]) == {"usr_9"}
