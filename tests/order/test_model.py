"""The state table and the rules between orders, carts and prices; pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order.builders import ADDRESS, RULES, published, variant
from souk.kit import clock, errors, ids, money
from souk.kit.money import Money
from souk.order import actions, model
from souk.order.model import watch as watching

NOW = clock.now()
S, A = model.Status, model.Act


def line(sku: str, quantity: int, amount: int = 1000) -> model.LineItem:
    zero = Money(0, "EUR")
    total = Money(amount * quantity, "EUR")
    return model.LineItem(
        sku=sku,
        product_id="prd_1",
        title=sku,
        quantity=quantity,
        unit_price=Money(amount, "EUR"),
        discount=zero,
        tax=zero,
        total=total,
    )


def order(status: model.Status = S.PLACED, **changes: Any) -> model.Order:
    lines = [line("MUG", 2), line("CUP", 1)]
    values: dict[str, Any] = {
        "id": ids.new("ord"),
        "number": "100001",
        "status": status,
        "email": "ann@example.org",
        "totals": model.totals(lines, Money(490, "EUR"), tax_included=True),
        "payment": model.PaymentNote(gateway="sandbox", token="tok_ok"),
        "created_at": NOW,
        "version": 1,
        "lines": lines,
        "watch": model.begin(NOW, model.PLACED_PATIENCE),
        "shipping_address": model.Address(**ADDRESS),
        "shipping_method": "standard",
    }
    return model.Order(**{**values, **changes})


def stands(subject: model.Order) -> model.Status:
    """The status at this moment (mypy remembers what an attribute was)."""
    return subject.status


def is_watched(subject: model.Order) -> bool:
    return subject.watch is not None


# The state table

ALLOWED = {
    (S.PLACED, A.REQUEST_PAYMENT): S.AWAITING_PAYMENT,
    (S.PLACED, A.REJECT_STOCK): S.CANCELLED,
    (S.PLACED, A.EXPIRE): S.CANCELLED,
    (S.PLACED, A.CANCEL): S.CANCELLED,
    (S.AWAITING_PAYMENT, A.REQUIRE_ACTION): S.AWAITING_PAYMENT,
    (S.AWAITING_PAYMENT, A.CONFIRM): S.CONFIRMED,
    (S.AWAITING_PAYMENT, A.DECLINE): S.CANCELLED,
    (S.AWAITING_PAYMENT, A.EXPIRE): S.CANCELLED,
    (S.AWAITING_PAYMENT, A.CANCEL): S.CANCELLED,
    (S.CONFIRMED, A.FULFILL_PART): S.PARTIALLY_FULFILLED,
    (S.CONFIRMED, A.FULFILL_REST): S.FULFILLED,
    (S.CONFIRMED, A.CANCEL): S.CANCELLED,
    (S.PARTIALLY_FULFILLED, A.FULFILL_PART): S.PARTIALLY_FULFILLED,
    (S.PARTIALLY_FULFILLED, A.FULFILL_REST): S.FULFILLED,
    (S.FULFILLED, A.COMPLETE): S.COMPLETED,
}


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("act", A)
def test_the_table_allows_this_and_nothing_else(status: model.Status, act: model.Act) -> None:
    subject = order(status)
    after = ALLOWED.get((status, act))
    assert subject.may(act) is (after is not None)
    if after is None:
        with pytest.raises(model.TransitionNotAllowed) as refused:
            subject.take(act, model.By.STAFF, NOW)
        assert refused.value.members == {"order_status": status}
        assert (subject.status, subject.version, subject.history) == (status, 1, [])
    else:
        subject.take(act, model.By.STAFF, NOW, note="why", actor="usr_1")
        assert (subject.status, subject.version) == (after, 2)
        moved = [model.Step(at=NOW, status=after, by=model.By.STAFF, note="why", actor="usr_1")]
        assert subject.history == ([] if after is status else moved)


def test_final_is_where_nothing_happens_any_more() -> None:
    assert frozenset({S.COMPLETED, S.CANCELLED}) == model.FINAL
    assert frozenset({S.PLACED, S.AWAITING_PAYMENT}) == model.OPEN
    assert frozenset({S.CONFIRMED, S.PARTIALLY_FULFILLED, S.FULFILLED, S.COMPLETED}) == model.SOLD


def test_asking_for_the_payment_hands_the_token_over_and_names_the_payment() -> None:
    subject = order()
    assert subject.payment == model.PaymentNote(gateway="sandbox", token="tok_ok")
    assert subject.request_payment(NOW) == "tok_ok"
    assert subject.payment.token is None
    assert subject.payment.id == "pay_" + subject.id[4:]
    assert subject.watch is not None
    assert subject.watch.deadline == NOW + timedelta(minutes=15)


def test_an_action_required_gives_the_customer_half_an_hour() -> None:
    subject = order(S.AWAITING_PAYMENT)
    subject.ask("evt_question")
    subject.require_action(model.NextAction(url="https://bank.example"), NOW)
    assert subject.status is S.AWAITING_PAYMENT
    assert subject.payment.next_action == model.NextAction(url="https://bank.example")
    assert subject.watch is not None
    assert subject.watch.deadline == NOW + timedelta(minutes=30)
    assert subject.watch.at == NOW + timedelta(minutes=1)
    assert subject.watch.question == "evt_question"


def test_a_confirmed_order_waits_for_nothing() -> None:
    subject = order(S.AWAITING_PAYMENT)
    subject.require_action(model.NextAction(url="https://bank.example"), NOW)
    subject.confirm(NOW)
    assert subject.watch is None
    assert subject.payment.next_action is None


def test_cancelling_before_the_confirmation_needs_no_answer() -> None:
    subject = order()
    assert not subject.cancel(A.REJECT_STOCK, model.Reason.OUT_OF_STOCK, model.By.INVENTORY, NOW)
    assert subject.reason is model.Reason.OUT_OF_STOCK
    assert not is_watched(subject)
    assert subject.settling is None
    assert subject.payment.token is None


def test_cancelling_after_it_waits_until_goods_and_money_are_back() -> None:
    subject = order(S.CONFIRMED, watch=None)
    assert subject.cancel(A.CANCEL, model.Reason.CUSTOMER, model.By.CUSTOMER, NOW)
    assert subject.watch is not None
    assert subject.watch.deadline is None
    subject.settle(stock=True)
    assert is_watched(subject)
    subject.settle(money=True)
    assert not is_watched(subject)
    assert subject.settling is not None
    assert subject.settling.is_done


def test_money_that_staff_gave_back_before_needs_no_second_answer() -> None:
    note = model.PaymentNote(gateway="sandbox", status=model.PaymentStatus.REFUNDED)
    subject = order(S.CONFIRMED, watch=None, payment=note)
    subject.cancel(A.CANCEL, model.Reason.STAFF, model.By.STAFF, NOW)
    subject.settle(stock=True)
    assert subject.watch is None


def test_of_two_facts_about_a_payment_the_greater_version_stands() -> None:
    subject = order(S.CONFIRMED)
    assert subject.note_payment(model.PaymentStatus.CAPTURED, 3, captured=2990)
    assert not subject.note_payment(model.PaymentStatus.AUTHORIZED, 2)
    assert not subject.note_payment(model.PaymentStatus.AUTHORIZED, 3)
    assert subject.payment.status is model.PaymentStatus.CAPTURED
    assert (subject.payment.captured, subject.version) == (2990, 2)


def test_a_refund_counts_however_late_it_is_heard_of() -> None:
    subject = order(S.CONFIRMED)
    assert subject.note_payment(model.PaymentStatus.DISPUTED, 4)
    assert subject.note_payment(model.PaymentStatus.PARTIALLY_REFUNDED, 3, refunded=1245)
    assert not subject.note_payment(model.PaymentStatus.PARTIALLY_REFUNDED, 2, refunded=1000)
    assert (subject.payment.status, subject.payment.refunded) == (model.PaymentStatus.DISPUTED, 1245)


def test_what_was_captured_may_be_heard_of_after_all_of_it_went_back() -> None:
    subject = order(S.CONFIRMED)
    subject.note_payment(model.PaymentStatus.PARTIALLY_REFUNDED, 4, refunded=1245)
    assert subject.note_payment(model.PaymentStatus.CAPTURED, 3, captured=1245)
    assert subject.payment.status is model.PaymentStatus.REFUNDED


# Who sees what


@pytest.mark.parametrize(
    ("owner", "viewer", "sees"),
    [
        ("usr_1", model.Viewer(user_id="usr_1"), True),
        ("usr_1", model.Viewer(user_id="usr_2"), False),
        ("usr_1", model.Viewer(has_token=True), False),
        ("usr_1", model.Viewer(), False),
        ("usr_1", model.Viewer(user_id="usr_2", is_staff=True), True),
        (None, model.Viewer(has_token=True), True),
        (None, model.Viewer(user_id="usr_1"), False),
        (None, model.Viewer(), False),
        (None, model.Viewer(is_staff=True), True),
    ],
)
def test_an_order_is_its_owners_or_its_guests_or_the_staffs(
    owner: str | None, viewer: model.Viewer, sees: bool
) -> None:
    assert order(user_id=owner).is_open_to(viewer) is sees


# Parcels


def test_parcels_in_parts_then_delivered_complete_the_order() -> None:
    subject = order(S.CONFIRMED)
    first = subject.fulfill([model.Wanted("MUG", 1)], "DHL", "1", "usr_1", NOW)
    assert stands(subject) is S.PARTIALLY_FULFILLED
    second = subject.fulfill([model.Wanted("MUG", 1), model.Wanted("CUP", 1)], "DHL", "2", "usr_1", NOW)
    assert stands(subject) is S.FULFILLED
    assert subject.deliver(second.id, "usr_1", NOW).status is model.FulfillmentStatus.DELIVERED
    assert stands(subject) is S.FULFILLED
    subject.deliver(first.id, "usr_1", NOW)
    assert stands(subject) is S.COMPLETED
    assert [step.status for step in subject.history] == [S.PARTIALLY_FULFILLED, S.FULFILLED, S.COMPLETED]


def test_a_parcel_that_arrives_before_the_rest_is_sent_completes_nothing() -> None:
    subject = order(S.CONFIRMED)
    parcel = subject.fulfill([model.Wanted("MUG", 2)], "DHL", "1", "usr_1", NOW)
    version = subject.version
    subject.deliver(parcel.id, "usr_1", NOW)
    assert (subject.status, subject.version) == (S.PARTIALLY_FULFILLED, version + 1)


@pytest.mark.parametrize("wanted", [[("MUG", 3)], [("MUG", 2), ("MUG", 1)], [("POT", 1)]])
def test_more_than_is_left_cannot_be_sent(wanted: list[tuple[str, int]]) -> None:
    subject = order(S.CONFIRMED)
    with pytest.raises(model.ExceedsOrdered):
        subject.fulfill([model.Wanted(sku, units) for sku, units in wanted], "DHL", "1", None, NOW)
    assert (subject.status, subject.fulfillments) == (S.CONFIRMED, [])


def test_a_parcel_arrives_once() -> None:
    subject = order(S.CONFIRMED)
    parcel = subject.fulfill([model.Wanted("MUG", 2)], "DHL", "1", None, NOW)
    subject.deliver(parcel.id, None, NOW)
    with pytest.raises(model.TransitionNotAllowed):
        subject.deliver(parcel.id, None, NOW)


# Prices and totals


def test_tax_within_prices_is_told_and_not_added() -> None:
    offers = {"MUG": offer("MUG", 1250)}
    (priced,) = model.price_lines([model.Wanted("MUG", 2)], offers, RULES, "DE")
    assert (priced.total.amount, priced.tax.amount) == (2500, 417)
    totals = model.totals([priced], Money(490, "EUR"), tax_included=True)
    assert (totals.subtotal.amount, totals.tax.amount, totals.total.amount) == (2500, 417, 2990)


def test_tax_on_top_of_prices_is_added() -> None:
    table = model.TaxTable(
        prices_include_tax=False,
        rates=[
            model.TaxRate(country="*", tax_class="*", rate_bp=2000),
            model.TaxRate(country="DE", tax_class="*", rate_bp=1900),
            model.TaxRate(country="*", tax_class="food", rate_bp=500),
            model.TaxRate(country="DE", tax_class="food", rate_bp=700),
        ],
    )
    rules = model.rules("EUR", [model.default_shipping_method("EUR")], table)
    bread = offer("BREAD", 100, tax_class="food")
    rates = [rules.rate_bp(country, tax_class) for country in ("DE", "FR") for tax_class in ("food", "standard")]
    assert rates == [700, 1900, 500, 2000]
    (priced,) = model.price_lines([model.Wanted("BREAD", 10)], {"BREAD": bread}, rules, "DE")
    assert (priced.tax.amount, priced.total.amount) == (70, 1070)
    totals = model.totals([priced], Money(490, "EUR"), tax_included=False)
    assert (totals.subtotal.amount, totals.tax.amount, totals.total.amount) == (1000, 70, 1560)
    assert model.rules("EUR", (), model.TaxTable()).rate_bp("DE", "food") == 0


@given(
    units=st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 10_000)), min_size=1, max_size=20),
    rate_bp=st.integers(0, 10_000),
    is_included=st.booleans(),
)
def test_totals_are_the_sum_of_their_lines(units: list[tuple[int, int]], rate_bp: int, is_included: bool) -> None:
    table = model.TaxTable(
        prices_include_tax=is_included, rates=[model.TaxRate(country="*", tax_class="*", rate_bp=rate_bp)]
    )
    rules = model.rules("EUR", (), table)
    lines = [model.price_line(offer("X", amount), Money(amount, "EUR"), many, rules, "DE") for amount, many in units]
    totals = model.totals(lines, Money(490, "EUR"), tax_included=is_included)
    assert totals.total.amount == sum(each.total.amount for each in lines) + 490
    assert totals.tax.amount == sum(each.tax.amount for each in lines)
    added = 0 if is_included else totals.tax.amount
    assert totals.total.amount == totals.subtotal.amount - totals.discount.amount + totals.shipping.amount + added


def test_a_total_beyond_all_measure_is_refused() -> None:
    lines = [line(f"S{n}", 10_000, money.AMOUNT_MAX) for n in range(200)]
    with pytest.raises(errors.Invalid):
        model.totals(lines, Money(0, "EUR"), tax_included=True)


def offer(sku: str, amount: int, currency: str = "EUR", **changes: Any) -> model.Offer:
    values: dict[str, Any] = {
        "id": sku,
        "product_id": "prd_1",
        "version": 1,
        "price_version": 1,
        "is_sold": True,
        "price": Money(amount, currency),
        "title": sku,
    }
    return model.Offer(**{**values, **changes})


def test_what_cannot_be_bought() -> None:
    offers = {
        "MUG": offer("MUG", 1),
        "FREE": offer("FREE", 0),
        "JUG": offer("JUG", 1, is_sold=False),
        "USD": offer("USD", 1, "USD"),
        "BARE": offer("BARE", 1, price=None),
    }
    wanted = [model.Wanted(sku, 1) for sku in ("MUG", "FREE", "JUG", "USD", "BARE", "NOTHING")]
    assert model.unsold(wanted, offers, "EUR") == ["JUG", "USD", "BARE", "NOTHING"]
    assert [each.sku for each in model.price_lines(wanted, offers, RULES, "DE")] == ["MUG", "FREE"]


def test_shipping_methods_by_country_the_cheapest_first() -> None:
    def method(method_id: str, amount: int, *countries: str, is_active: bool = True) -> model.ShippingMethod:
        return model.ShippingMethod(
            id=method_id,
            title=method_id,
            price=Money(amount, "EUR"),
            days_min=1,
            days_max=2,
            countries=list(countries),
            is_active=is_active,
        )

    methods = [method("express", 990), method("parcel", 390, "DE", "AT"), method("boat", 1, is_active=False)]
    rules = model.rules("EUR", methods, model.default_tax_table())
    assert [each.id for each in rules.methods_to("DE")] == ["parcel", "express"]
    assert [each.id for each in rules.methods_to("FR")] == ["express"]
    assert [each.id for each in rules.methods_to(None)] == ["parcel", "express"]
    assert rules.method_to("FR", "parcel") is None
    assert rules.method_to("DE", "boat") is None


# Carts


def cart(*wanted: tuple[str, int], order_id: str | None = None) -> model.Cart:
    return model.Cart(
        id="crt_1",
        currency="EUR",
        created_at=NOW,
        updated_at=NOW,
        lines=[model.Wanted(sku, units) for sku, units in wanted],
        order_id=order_id,
    )


def test_a_line_is_set_changed_and_removed() -> None:
    subject = cart()
    subject.set_line("MUG", 2, NOW)
    subject.set_line("CUP", 1, NOW)
    subject.set_line("MUG", 5, NOW)
    assert subject.lines == [model.Wanted("MUG", 5), model.Wanted("CUP", 1)]
    subject.set_line("MUG", 0, NOW)
    subject.set_line("POT", 0, NOW)
    assert subject.lines == [model.Wanted("CUP", 1)]


def test_a_cart_has_limits() -> None:
    subject = cart(*((f"S{n}", 1) for n in range(model.LINES_MAX)))
    with pytest.raises(errors.Invalid):
        subject.set_line("ONE-MORE", 1, NOW)
    subject.set_line("S1", model.QUANTITY_MAX, NOW)
    with pytest.raises(errors.Invalid):
        subject.set_line("S1", model.QUANTITY_MAX + 1, NOW)


def test_an_ordered_cart_stays_as_it_is() -> None:
    subject = cart(("MUG", 1))
    subject.become("ord_1", NOW)
    with pytest.raises(model.CartAlreadyOrdered) as refused:
        subject.set_line("MUG", 2, NOW)
    assert refused.value.members == {"order_id": "ord_1"}


def test_lines_of_one_sku_are_one_line() -> None:
    wanted = [model.Wanted("MUG", 1), model.Wanted("CUP", 1), model.Wanted("MUG", 2)]
    assert model.merged(wanted) == [model.Wanted("MUG", 3), model.Wanted("CUP", 1)]
    with pytest.raises(errors.Invalid) as refused:
        model.merged([model.Wanted("MUG", model.QUANTITY_MAX), model.Wanted("MUG", 1)])
    assert refused.value.members["errors"][0]["pointer"] == "/lines/1/quantity"


@pytest.mark.parametrize(
    ("sku", "available", "code"),
    [
        ("MUG", 2, None),
        ("MUG", 1, model.ProblemCode.NOT_ENOUGH_STOCK),
        ("MUG", 0, model.ProblemCode.OUT_OF_STOCK),
        ("MUG", -3, model.ProblemCode.OUT_OF_STOCK),
        ("MUG", None, None),
        ("JUG", 100, model.ProblemCode.NOT_FOR_SALE),
        ("NOTHING", 100, model.ProblemCode.NOT_FOR_SALE),
    ],
)
def test_what_is_wrong_with_a_line(sku: str, available: int | None, code: model.ProblemCode | None) -> None:
    offers = {"MUG": offer("MUG", 1), "JUG": offer("JUG", 1, is_sold=False)}
    stock = {} if available is None else {sku: model.Availability(sku=sku, available=available, version=1)}
    problem = model.line_problem(model.Wanted(sku, 2), offers.get(sku), "EUR", stock)
    assert (problem.code if problem else None) == code


def test_what_may_be_backordered_is_never_short() -> None:
    stock = {"MUG": model.Availability(sku="MUG", available=-5, version=1, backorderable=True)}
    assert model.line_problem(model.Wanted("MUG", 2), offer("MUG", 1), "EUR", stock) is None


# The price list


def product_list(version: int, *skus: str, product_id: str = "prd_1", **changes: Any) -> model.ProductList:
    return actions.product_list(product_id, version, [variant(sku, 100 * version) for sku in skus], **changes)


def price_list(*facts: Callable[[model.PriceList], Any]) -> model.PriceList:
    """What becomes of facts that arrive in this order, each in a batch of its own."""
    known = model.PriceList((), ())
    for fact in facts:
        fact(known)
        known = model.PriceList(known.heads.values(), known.offers.values())
    return known


def whole(version: int, *skus: str, is_sold: bool = True) -> Callable[[model.PriceList], Any]:
    return lambda known: known.take(product_list(version, *skus, is_sold=is_sold), NOW)


def price(version: int, sku: str, amount: int) -> Callable[[model.PriceList], Any]:
    return lambda known: known.take_price(sku, "prd_1", Money(amount, "EUR"), version)


def for_sale(known: model.PriceList) -> dict[str, int]:
    return {sku: found.amount for sku, each in known.offers.items() if (found := each.price_in("EUR")) is not None}


HISTORY = [whole(1, "A", "B"), price(2, "A", 222), whole(3, "A", "C"), whole(4, "A", is_sold=False), whole(5, "C")]


@given(order=st.permutations(range(len(HISTORY))))
def test_the_list_is_the_same_in_whatever_order_it_is_heard(order: list[int]) -> None:
    known = price_list(*(HISTORY[index] for index in order))
    assert for_sale(known) == {"C": 500}


@given(order=st.permutations(range(3)))
def test_a_price_may_run_ahead_of_its_list(order: list[int]) -> None:
    history = [whole(1, "A", "B"), price(2, "A", 222), price(3, "A", 333)]
    assert for_sale(price_list(*(history[index] for index in order))) == {"A": 333, "B": 100}


def test_what_a_newer_list_left_out_does_not_come_back_with_an_older_one() -> None:
    assert for_sale(price_list(whole(7, "A"), whole(6, "A", "B"))) == {"A": 700}


def test_the_same_list_again_changes_nothing() -> None:
    known = price_list(whole(1, "A"))
    assert known.take(product_list(1, "A"), NOW)
    assert (known.changed, known.heads_changed) == ({}, {})


def test_a_part_of_a_product_withdraws_nothing() -> None:
    known = price_list(whole(1, "A"))
    known.take(product_list(1, "B", is_whole=False), NOW)
    assert for_sale(known) == {"A": 100, "B": 100}
    assert not known.take(product_list(0, "C", is_whole=False), NOW)


def test_a_price_of_another_product_does_not_take_a_sku_away() -> None:
    known = price_list(whole(1, "A"))
    assert not known.take_price("A", "prd_2", Money(1, "EUR"), 9)
    assert for_sale(known) == {"A": 100}


def test_what_is_no_longer_named_is_withdrawn_and_comes_back_when_it_is() -> None:
    known = price_list(whole(1, "A"))
    assert model.missing(known.heads, [], NOW) == []
    assert model.missing(known.heads, ["prd_1"], NOW + timedelta(seconds=1)) == []
    assert model.missing(known.heads, [], NOW + timedelta(seconds=1)) == ["prd_1"]
    known.withdraw(["prd_1", "prd_unknown"], NOW)
    assert for_sale(known) == {}
    known.take(product_list(1, "A"), NOW)
    assert for_sale(known) == {"A": 100}


def test_builders_agree() -> None:
    assert for_sale(price_list(lambda known: known.take(actions.product_list("p", 1, published().variants), NOW)))


# The watch


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_a_question_is_asked_again_after_a_growing_pause() -> None:
    seen = model.begin(NOW, None)
    never_still = model.Standstills(checked_at=NOW)
    pauses = [(seen.at - NOW).total_seconds()]
    for _ in range(8):
        at = seen.at
        model.look_again(seen, never_still, at)
        pauses.append((seen.at - at).total_seconds())
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 640, 640]
    assert seen.tries == 8


def test_a_customer_who_is_to_act_is_given_time_before_the_question_is_asked_again() -> None:
    seen = watching.wait_for_customer(model.begin(NOW, None), NOW)
    never_still = model.Standstills(checked_at=NOW)
    pauses = [(seen.at - NOW).total_seconds()]
    for _ in range(4):
        at = seen.at
        model.look_again(seen, never_still, at, is_with_customer=True)
        pauses.append((seen.at - at).total_seconds())
    assert pauses == [60, 120, 240, 480, 640]


def test_the_last_look_is_at_the_deadline() -> None:
    seen = model.begin(NOW, seconds(25))
    never_still = model.Standstills(checked_at=NOW)
    model.look_again(seen, never_still, NOW + seconds(10))
    assert seen.at == NOW + seconds(25)
    assert not model.is_expired(seen, never_still, NOW + seconds(24.9))
    assert model.is_expired(seen, never_still, NOW + seconds(25))


def test_what_has_no_deadline_never_expires() -> None:
    never_still = model.Standstills(checked_at=NOW)
    assert not model.is_expired(model.begin(NOW, None), never_still, NOW + timedelta(days=365))


def test_patience_does_not_run_out_while_the_saga_stands_still() -> None:
    stills = model.Standstills(checked_at=NOW)
    for at in range(2, 102, 2):
        stills.note(NOW + seconds(at), is_still=20 < at <= 60)
    assert stills.within(NOW, NOW + seconds(100)) == seconds(40)
    seen = model.begin(NOW, seconds(50))
    assert not model.is_expired(seen, stills, NOW + seconds(89))
    assert model.is_expired(seen, stills, NOW + seconds(90))
    later = model.begin(NOW + seconds(70), seconds(20))
    assert model.is_expired(later, stills, NOW + seconds(90))
    seen.tries = 9
    model.look_again(seen, stills, NOW + seconds(62))
    assert seen.at == NOW + seconds(90)


def test_time_in_which_nobody_watched_stood_still() -> None:
    stills = model.Standstills(checked_at=NOW)
    stills.note(NOW + seconds(3600), is_still=False)
    assert stills.within(NOW, NOW + seconds(3600)) == seconds(3600)
    stills.note(NOW + seconds(3602), is_still=False)
    assert stills.within(NOW, NOW + seconds(3700)) == seconds(3600)


def test_two_looks_at_one_moment_and_a_clock_that_went_back_add_nothing() -> None:
    stills = model.Standstills(checked_at=NOW)
    stills.note(NOW + seconds(2), is_still=True)
    stills.note(NOW + seconds(2), is_still=True)
    stills.note(NOW + seconds(1), is_still=True)
    assert stills.within(NOW, NOW + seconds(9)) == seconds(2)
    assert stills.checked_at == NOW + seconds(2)


def test_old_standstills_are_forgotten() -> None:
    stills = model.Standstills(checked_at=NOW)
    for hour in range(10):
        stills.checked_at = NOW + timedelta(hours=hour)
        stills.note(stills.checked_at + seconds(5), is_still=True)
    assert len(stills.spans) == 6
    assert watching.STANDSTILLS_MAX >= 1


def test_ways_of_shipping_in_another_currency_cannot_be_chosen() -> None:
    """They are left from before the shop's currency was changed."""
    methods = [model.default_shipping_method("EUR"), model.default_shipping_method("USD")]
    rules = model.rules("USD", methods, model.default_tax_table())
    assert [method.price.currency for method in rules.methods_to("US")] == ["USD"]
