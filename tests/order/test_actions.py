"""Actions over batches, on a real MongoDB: what is stored, what is announced, what is refused."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from order.builders import ADDRESS, Afterwards, Saga, command, placed, published, stored, unpublished, variant
from souk import contracts, testing
from souk.kit import clock, errors, ids, tx
from souk.kit.money import Money
from souk.order import actions, model, store

S = model.Status


async def announced(db: tx.Announcing, kind: type[Any]) -> list[Any]:
    return [event for event in await testing.announced(db, contracts.REGISTRY) if isinstance(event, kind)]


async def cart_of(db: tx.Announcing, *wanted: tuple[str, int]) -> str:
    cart_id = ids.unguessable("crt")
    await testing.run(db, actions.open_carts, actions.OpenCart(cart_id=cart_id, currency="EUR"))
    lines = [actions.SetLine(cart_id=cart_id, sku=sku, quantity=units) for sku, units in wanted]
    if lines:
        await testing.run(db, actions.set_lines, *lines)
    return cart_id


async def cart(db: tx.Announcing, cart_id: str) -> model.Cart:
    return (await store.carts_by_id(db, [cart_id]))[cart_id]


# Placing


async def test_an_order_is_placed_at_the_lists_prices_and_asks_for_its_goods(db: tx.Announcing) -> None:
    order = await placed(db, lines=[model.Wanted("MUG", 2), model.Wanted("CUP", 1)], user_id="usr_1")
    assert order == await stored(db, order.id)
    assert [(line.sku, line.total.amount) for line in order.lines] == [("MUG", 2500), ("CUP", 800)]
    assert order.totals.total == Money(3790, "EUR")
    (question,) = await announced(db, contracts.order.OrderPlaced)
    assert question.order_id == order.id
    assert [(line.sku, line.quantity) for line in question.lines] == [("MUG", 2), ("CUP", 1)]
    assert order.watch is not None
    assert [each.id for each in await testing.envelopes(db)] == [order.watch.question]


async def test_one_bad_order_does_not_hurt_its_neighbours(db: tx.Announcing) -> None:
    outcomes = await testing.run(
        db,
        actions.place_orders,
        command(),
        command(lines=[model.Wanted("NOTHING", 1), model.Wanted("MUG", 1), model.Wanted("JUG", 1)]),
        command(shipping_method="teleport"),
        command(expected_total=Money(2989, "EUR")),
        command(expected_total=Money(2990, "USD")),
        command(lines=[model.Wanted("USD-MUG", 1)]),
        command(cart_id=ids.unguessable("crt"), lines=()),
        command(expected_total=Money(2990, "EUR")),
    )
    kinds = [type(each) for each in outcomes]
    assert kinds == [
        model.Order,
        model.NotForSale,
        errors.Invalid,
        model.PriceChanged,
        model.PriceChanged,
        model.NotForSale,
        errors.NotFound,
        model.Order,
    ]
    unsold, changed = outcomes[1], outcomes[3]
    assert isinstance(unsold, model.NotForSale)
    assert [each["pointer"] for each in unsold.members["errors"]] == ["/lines/0/sku", "/lines/2/sku"]
    assert unsold.skus == ["NOTHING", "JUG"]
    assert isinstance(changed, model.PriceChanged)
    assert changed.members == {"total": Money(2990, "EUR")}
    assert await db["orders"].count_documents({}) == 2
    assert len(await announced(db, contracts.order.OrderPlaced)) == 2


async def test_what_is_only_heard_to_be_scarce_is_left_to_whoever_asks(db: tx.Announcing) -> None:
    (refusal,) = await testing.run(db, actions.place_orders, command(doubts=lambda wanted: [wanted[0].sku]))
    assert isinstance(refusal, model.OutOfStock)
    assert refusal.members == {"skus": ["MUG"]}
    assert refusal.lines == [model.Wanted("MUG", 2)]
    assert await db["orders"].count_documents({}) == 0


async def test_a_cart_makes_one_order_even_twice_in_a_batch(db: tx.Announcing) -> None:
    cart_id = await cart_of(db, ("MUG", 1), ("CUP", 3))
    first, second = await testing.run(
        db, actions.place_orders, command(cart_id=cart_id, lines=()), command(cart_id=cart_id, lines=())
    )
    assert isinstance(first, model.Order)
    assert [(line.sku, line.quantity) for line in first.lines] == [("MUG", 1), ("CUP", 3)]
    assert isinstance(second, model.CartAlreadyOrdered)
    assert second.members == {"order_id": first.id}
    assert (await cart(db, cart_id)).order_id == first.id
    (third,) = await testing.run(db, actions.place_orders, command(cart_id=cart_id, lines=()))
    assert isinstance(third, model.CartAlreadyOrdered)


async def test_a_cart_makes_one_order_in_transactions_that_race(db: tx.Announcing) -> None:
    cart_id = await cart_of(db, ("MUG", 1))
    outcomes = await asyncio.gather(
        *(testing.run(db, actions.place_orders, command(cart_id=cart_id, lines=())) for _ in range(4))
    )
    orders = [each for (each,) in outcomes if isinstance(each, model.Order)]
    assert len(orders) == 1
    assert all(isinstance(each, model.CartAlreadyOrdered) for (each,) in outcomes if each is not orders[0])
    assert await db["orders"].count_documents({}) == 1
    assert len(await announced(db, contracts.order.OrderPlaced)) == 1


async def test_a_cart_that_changes_while_it_is_ordered_is_ordered_before_or_after(db: tx.Announcing) -> None:
    cart_id = await cart_of(db, ("MUG", 1))
    change = actions.SetLine(cart_id=cart_id, sku="MUG", quantity=7)
    (order,), (changed,) = await asyncio.gather(
        testing.run(db, actions.place_orders, command(cart_id=cart_id, lines=())),
        testing.run(db, actions.set_lines, change),
    )
    assert isinstance(order, model.Order)
    if isinstance(changed, model.Cart):
        assert order.lines[0].quantity == 7
    else:
        assert isinstance(changed, model.CartAlreadyOrdered)
        assert order.lines[0].quantity == 1


async def test_an_empty_cart_is_not_ordered(db: tx.Announcing) -> None:
    cart_id = await cart_of(db)
    (refusal,) = await testing.run(db, actions.place_orders, command(cart_id=cart_id, lines=()))
    assert isinstance(refusal, model.CartEmpty)


async def test_a_cancelled_order_frees_its_cart(db: tx.Announcing, after: Afterwards) -> None:
    cart_id = await cart_of(db, ("MUG", 1))
    order = await placed(db, cart_id=cart_id, lines=())
    await tx.transact(db, lambda t: actions.reject(t, [testing.received(Saga.rejected(order.id))], after))
    freed = await cart(db, cart_id)
    assert freed.order_id is None
    again = await placed(db, cart_id=cart_id, lines=())
    await tx.transact(db, lambda t: actions.reject(t, [testing.received(Saga.rejected(order.id))], after))
    assert (await cart(db, cart_id)).order_id == again.id


# Carts


async def test_lines_of_a_batch_are_folded(db: tx.Announcing) -> None:
    cart_id = await cart_of(db)

    def line(sku: str, quantity: int, of: str = cart_id) -> actions.SetLine:
        return actions.SetLine(cart_id=of, sku=sku, quantity=quantity)

    outcomes = await testing.run(
        db,
        actions.set_lines,
        line("MUG", 2),
        line("JUG", 1),
        line("CUP", 1),
        line("NOTHING", 0),
        line("MUG", 3),
        line("CUP", 0),
        line("MUG", 1, "crt_unknown"),
    )
    kinds = [type(each) for each in outcomes]
    assert kinds == [model.Cart, model.NotForSale, *[model.Cart] * 4, errors.NotFound]
    assert (await cart(db, cart_id)).lines == [model.Wanted("MUG", 3)]


# Cancelling


async def confirmed(db: tx.Announcing, after: Afterwards, **changes: Any) -> model.Order:
    order = await placed(db, **changes)
    await tx.transact(db, lambda t: actions.request_payment(t, [testing.received(Saga.reserved(order.id))], after))
    await tx.transact(db, lambda t: actions.confirm(t, [testing.received(Saga.captured(order.id))], after))
    return await stored(db, order.id)


async def cancel(db: tx.Announcing, after: Afterwards, order_id: str, **viewer: Any) -> model.Order | errors.Refusal:
    wanted = actions.CancelOrder(order_id=order_id, viewer=model.Viewer(**viewer), note="changed my mind")
    (outcome,) = await tx.transact(db, lambda t: actions.cancel_orders(t, [wanted], after))
    return outcome


async def test_a_customer_cancels_before_the_confirmation(db: tx.Announcing, after: Afterwards) -> None:
    order = await placed(db, user_id="usr_1")
    outcome = await cancel(db, after, order.id, user_id="usr_1")
    assert isinstance(outcome, model.Order)
    assert outcome == await stored(db, order.id)
    assert (outcome.status, outcome.reason, outcome.watch) == (S.CANCELLED, model.Reason.CUSTOMER, None)
    assert outcome.history[-1].note == "changed my mind"
    (end,) = await announced(db, contracts.order.OrderCancelled)
    assert (end.reason, end.was_confirmed) == ("customer", False)
    assert after.woken == [{order.id: "cancelled"}]


async def test_staff_cancel_after_it_and_the_order_stays_watched(db: tx.Announcing, after: Afterwards) -> None:
    order = await confirmed(db, after)
    outcome = await cancel(db, after, order.id, is_staff=True)
    assert isinstance(outcome, model.Order)
    assert outcome.reason is model.Reason.STAFF
    assert outcome.watch is not None
    assert outcome.watch.question == outcome.end
    (end,) = await announced(db, contracts.order.OrderCancelled)
    assert end.was_confirmed
    assert (await db["orders"].find_one({"_id": order.id}) or {})["stage"] == "settling"


@pytest.mark.parametrize("viewer", [{}, {"user_id": "usr_2"}, {"has_token": True}])
async def test_strangers_do_not_find_the_order(db: tx.Announcing, after: Afterwards, viewer: dict[str, Any]) -> None:
    order = await placed(db, user_id="usr_1")
    assert isinstance(await cancel(db, after, order.id, **viewer), errors.NotFound)
    assert isinstance(await cancel(db, after, "ord_unknown", is_staff=True), errors.NotFound)
    assert (await stored(db, order.id)).status is S.PLACED


async def test_what_was_sent_is_not_cancelled(db: tx.Announcing, after: Afterwards) -> None:
    order = await confirmed(db, after)
    parcel = actions.FulfillOrder(order_id=order.id, lines=[model.Wanted("MUG", 1)], carrier="DHL", tracking_number="1")
    await tx.transact(db, lambda t: actions.fulfill_orders(t, [parcel], after))
    outcome = await cancel(db, after, order.id, is_staff=True)
    assert isinstance(outcome, model.TransitionNotAllowed)
    assert outcome.members == {"order_status": S.PARTIALLY_FULFILLED}
    assert await announced(db, contracts.order.OrderCancelled) == []


# Parcels


async def test_parcels_are_sent_and_arrive(db: tx.Announcing, after: Afterwards) -> None:
    order = await confirmed(db, after)

    def parcel(units: int, sku: str = "MUG", order_id: str = order.id) -> actions.FulfillOrder:
        return actions.FulfillOrder(
            order_id=order_id, lines=[model.Wanted(sku, units)], carrier="DHL", tracking_number="JD01", actor="usr_9"
        )

    outcomes = await tx.transact(
        db,
        lambda t: actions.fulfill_orders(
            t, [parcel(1), parcel(2), parcel(1), parcel(1), parcel(1, order_id="ord_unknown")], after
        ),
    )
    first, too_many, second, late, unknown = outcomes
    assert isinstance(first, actions.Parcel)
    assert isinstance(too_many, model.ExceedsOrdered)
    assert too_many.members == {"sku": "MUG", "remaining": 1}
    assert isinstance(second, actions.Parcel)
    assert isinstance(late, model.TransitionNotAllowed)
    assert isinstance(unknown, errors.NotFound)
    sent = await announced(db, contracts.order.OrderFulfilled)
    assert {(each.fulfillment_id, each.tracking.tracking_number) for each in sent} == {
        (first.fulfillment.id, "JD01"),
        (second.fulfillment.id, "JD01"),
    }
    arrived = [actions.DeliverParcel(fulfillment_id=each.fulfillment.id) for each in (first, second, second)]
    outcomes = await tx.transact(db, lambda t: actions.deliver_parcels(t, arrived, after))
    assert isinstance(outcomes[2], model.TransitionNotAllowed)
    assert (await stored(db, order.id)).status is S.COMPLETED
    assert len(await announced(db, contracts.order.OrderDelivered)) == 2
    nothing = [actions.DeliverParcel(fulfillment_id="ful_unknown")]
    (unknown,) = await tx.transact(db, lambda t: actions.deliver_parcels(t, nothing, after))
    assert isinstance(unknown, errors.NotFound)


# Languages


@pytest.mark.parametrize("locale", ["de", "en"])
async def test_all_that_is_told_of_an_order_says_the_buyers_language(
    db: tx.Announcing, after: Afterwards, locale: str
) -> None:
    order = await confirmed(db, after, locale=locale)
    wanted = [model.Wanted("MUG", 2)]
    parcel = actions.FulfillOrder(order_id=order.id, lines=wanted, carrier="DHL", tracking_number="1", actor=None)
    (sent,) = await tx.transact(db, lambda t: actions.fulfill_orders(t, [parcel], after))
    assert isinstance(sent, actions.Parcel)
    arrived = actions.DeliverParcel(fulfillment_id=sent.fulfillment.id)
    await tx.transact(db, lambda t: actions.deliver_parcels(t, [arrived], after))
    await cancel(db, after, (await placed(db, locale=locale)).id, is_staff=True)
    told = contracts.order
    for kind in (told.OrderConfirmed, told.OrderFulfilled, told.OrderDelivered, told.OrderCancelled):
        assert [each.locale for each in await announced(db, kind)] == [locale]


# Being forgotten


async def test_orders_forget_their_buyers_when_they_are_over(db: tx.Announcing, after: Afterwards) -> None:
    address = model.Address(**{**ADDRESS, "line2": "c/o Bob", "phone": "123"})
    details: dict[str, Any] = {"user_id": "usr_1", "shipping_address": address, "billing_address": address}
    over = await placed(db, **details)
    await cancel(db, after, over.id, user_id="usr_1")
    under_way = await placed(db, **details)
    undone = await confirmed(db, after, **details)
    await cancel(db, after, undone.id, user_id="usr_1")
    other = await placed(db, user_id="usr_2")
    cart_id = ids.unguessable("crt")
    await testing.run(db, actions.open_carts, actions.OpenCart(cart_id=cart_id, currency="EUR", user_id="usr_1"))

    erased = contracts.user.UserErased(user_id="usr_1")
    await tx.transact(db, lambda t: actions.forget_users(t, [testing.received(erased)]))

    gone = await stored(db, over.id)
    assert (gone.email, gone.user_id, gone.billing_address) == (model.ERASED, None, None)
    assert gone.shipping_address == model.Address(
        name=model.ERASED, line1=model.ERASED, city=model.ERASED, postal_code=model.ERASED, country="DE"
    )
    assert (await stored(db, under_way.id)).shipping_address == address
    assert (await stored(db, undone.id)).email != model.ERASED
    assert (await stored(db, other.id)).user_id == "usr_2"
    assert (await cart(db, cart_id)).user_id is None

    await tx.transact(db, lambda t: actions.reject(t, [testing.received(Saga.rejected(under_way.id))], after))
    assert (await stored(db, under_way.id)).email == model.ERASED
    await tx.transact(db, lambda t: actions.note_stock_back(t, [testing.received(Saga.returned(undone.id))], after))
    assert (await stored(db, undone.id)).email != model.ERASED
    await tx.transact(db, lambda t: actions.note_refund(t, [testing.received(Saga.refunded(undone.id))], after))
    assert (await stored(db, undone.id)).email == model.ERASED


async def test_what_answers_a_cancellation_is_all_that_was_captured_known_here_or_not(
    db: tx.Announcing, after: Afterwards
) -> None:
    """Staff may have captured a part, of which nobody told the order yet."""
    order = await confirmed(db, after)
    await cancel(db, after, order.id, is_staff=True)
    end = (await stored(db, order.id)).end

    async def money(version: int, cause: str | None) -> tuple[str, bool]:
        fact = testing.received(Saga.refunded(order.id, 1000, 1000, version), cause=cause)
        await tx.transact(db, lambda t: actions.note_refund(t, [fact], after))
        found = await stored(db, order.id)
        return found.payment.status, found.settling is not None and found.settling.is_money_back

    assert await money(5, None) == ("partially_refunded", False)
    assert await money(6, end) == ("refunded", True)


# The shop's tables


async def test_shipping_methods_are_opened_and_changed(db: tx.Announcing) -> None:
    express = model.ShippingMethod(id="express", title="Express", price=Money(990, "EUR"), days_min=1, days_max=1)
    first, second = await testing.run(
        db, actions.open_shipping_methods, *[actions.OpenShippingMethod(method=express)] * 2
    )
    assert first == express
    assert isinstance(second, model.ShippingMethodExists)
    outcomes = await testing.run(
        db,
        actions.change_shipping_methods,
        actions.ChangeShippingMethod(method_id="express", title="Fast", if_version=1),
        actions.ChangeShippingMethod(method_id="express", is_active=False, if_version=1),
        actions.ChangeShippingMethod(method_id="express", days_min=9),
        actions.ChangeShippingMethod(method_id="snail", title="Slow"),
    )
    changed, stale, wrong, unknown = outcomes
    assert isinstance(changed, model.ShippingMethod)
    assert (changed.title, changed.version, changed.is_active) == ("Fast", 2, True)
    assert isinstance(stale, errors.VersionMismatch)
    assert isinstance(wrong, errors.Invalid)
    assert isinstance(unknown, errors.NotFound)
    assert (await store.shipping_methods(db))["express"] == changed


async def test_there_are_not_endlessly_many_shipping_methods(db: tx.Announcing) -> None:
    methods = [
        actions.OpenShippingMethod(
            method=model.ShippingMethod(id=f"m{n}", title="M", price=Money(1, "EUR"), days_min=1, days_max=1)
        )
        for n in range(model.SHIPPING_METHODS_MAX + 1)
    ]
    outcomes = await testing.run(db, actions.open_shipping_methods, *methods)
    assert isinstance(outcomes[-1], errors.Invalid)
    assert len(await store.shipping_methods(db)) == model.SHIPPING_METHODS_MAX


async def test_the_tax_table_is_replaced_by_whoever_read_it(db: tx.Announcing) -> None:
    def table(**changes: Any) -> actions.PutTaxTable:
        return actions.PutTaxTable(prices_include_tax=False, rates=[], **changes)

    stale, replaced = await testing.run(db, actions.put_tax_tables, table(if_version=7), table(if_version=1))
    assert isinstance(stale, errors.VersionMismatch)
    assert isinstance(replaced, model.TaxTable)
    assert await store.tax_table(db) == replaced


async def test_a_shop_starts_with_one_flat_table_each_and_keeps_what_it_has(db: tx.Announcing) -> None:
    for _ in range(2):
        await store.ensure_defaults(db, model.default_shipping_method("EUR"), model.default_tax_table())
    assert list(await store.shipping_methods(db)) == ["standard"]
    await testing.run(db, actions.put_tax_tables, actions.PutTaxTable(prices_include_tax=False, rates=[]))
    await store.ensure_defaults(db, model.default_shipping_method("EUR"), model.default_tax_table())
    table = await store.tax_table(db)
    assert table is not None
    assert not table.prices_include_tax


# The price list


async def sold(db: tx.Announcing, *skus: str) -> dict[str, int]:
    offers = await store.offers_by_sku(db, skus)
    return {sku: price.amount for sku, offer in offers.items() if (price := offer.price_in("EUR")) is not None}


async def test_the_list_follows_the_product_service_out_of_order(db: tx.Announcing) -> None:
    skus = ("MUG", "CUP", "POT", "PAN")
    prices = {"MUG": 1300, "PAN": 2000}
    later = testing.received(published(version=5, prices=prices))
    earlier = testing.received(published(version=4, prices={"MUG": 1, "CUP": 1}))
    await tx.transact(db, lambda t: actions.learn_published(t, [later, earlier]))
    assert await sold(db, *skus) == {"MUG": 1300, "PAN": 2000}

    def change(version: int, amount: int) -> Any:
        fact = contracts.product.PriceChanged(
            sku="MUG", product_id="prd_pottery", price=Money(amount, "EUR"), version=version
        )
        return testing.received(fact)

    await tx.transact(db, lambda t: actions.learn_prices(t, [change(7, 1400), change(6, 1), change(5, 1)]))
    assert await sold(db, *skus) == {"MUG": 1400, "PAN": 2000}
    late = testing.received(published(version=6, prices=prices))
    await tx.transact(db, lambda t: actions.learn_published(t, [late]))
    assert await sold(db, *skus) == {"MUG": 1400, "PAN": 2000}
    gone = testing.received(unpublished("prd_pottery", 8, "MUG", "PAN"))
    await tx.transact(db, lambda t: actions.learn_unpublished(t, [gone]))
    await tx.transact(db, lambda t: actions.learn_published(t, [late]))
    assert await sold(db, *skus) == {}


async def test_a_withdrawal_that_overtakes_the_publication_leaves_a_tombstone(db: tx.Announcing) -> None:
    gone = testing.received(unpublished("prd_new", 2, "NEW"))
    await tx.transact(db, lambda t: actions.learn_unpublished(t, [gone]))
    late = testing.received(published("prd_new", 1, {"NEW": 100}))
    await tx.transact(db, lambda t: actions.learn_published(t, [late]))
    assert await sold(db, "NEW") == {}


async def test_the_same_facts_again_write_nothing(db: tx.Announcing) -> None:
    assert await testing.run(db, actions.learn, actions.product_list("prd_pottery", 1, published().variants)) == 0
    assert await testing.run(db, actions.learn, actions.product_list("prd_x", 1, [variant("X", 1)])) == 1


# Numbers and reports


async def test_numbers_are_taken_in_blocks_that_never_overlap(db: tx.Announcing) -> None:
    firsts = await asyncio.gather(*(store.take_numbers(db, 10) for _ in range(20)))
    assert sorted(firsts) == list(range(100_001, 100_201, 10))


async def test_sales_are_summed_by_day_without_what_was_cancelled(db: tx.Announcing, after: Afterwards) -> None:
    with testing.frozen_clock() as time:
        first = await confirmed(db, after, lines=[model.Wanted("MUG", 2)])
        await confirmed(db, after, lines=[model.Wanted("CUP", 1), model.Wanted("POT", 1)])
        await cancel(db, after, (await confirmed(db, after)).id, is_staff=True)
        await placed(db)
        time.advance(24 * 3600)
        last = await confirmed(db, after)
        end = clock.now()
    rows = await store.sales(db, first.created_at, end)
    assert [(row.orders, row.units, row.subtotal, row.shipping, row.total) for row in rows] == [(2, 4, 8299, 980, 9279)]
    time_after = clock.at(int(end.timestamp() * 1000) + 1)
    rows = await store.sales(db, first.created_at, time_after)
    assert [row.orders for row in rows] == [2, 1]
    assert rows[1].begin == last.created_at.replace(hour=0, minute=0, second=0, microsecond=0)
