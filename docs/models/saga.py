"""Is the order protocol right? Looks at every state that it can reach, within bounds, and at every way out.

python -m docs.models.saga                      the protocol as it is
python -m docs.models.saga --without watchdog   leave a rule out, and see what it is for
python -m docs.models.saga --more               larger bounds, which take long
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from docs.models.explorer import Model, Report, TooManyStatesError, explore
from docs.models.protocol import Protocol
from docs.models.world import LATE, PRICE, RULES, UNITS, Bounds, Message, Order, World

STATES_MAX = 3_000_000
ASKING = frozenset({"ask_before_release", "payment_asks"})


def _answer_on_its_way(order: Order, message: Message) -> bool:
    """The end may get lost here: an answer is still to come, to which the order will repeat it."""
    if message.event != "cancelled":
        return False
    if message.to == "inventory":
        return not order.heard_by("order", "reserved") and (order.stock == "held" or _waits(order, "inventory"))
    return not order.heard_by("order", *LATE - {"reserved", "rejected"}) and (
        order.money in ("intent", "captured", "declined") or _waits(order, "payment")
    )


def _waits(order: Order, who: str) -> bool:
    """A first question is still on its way."""
    first = "placed" if who == "inventory" else "awaiting"
    return Message(who, first, False) in order.bag


def _is_about_money(_order: Order, message: Message) -> bool:
    return message.event == "captured" or message == Message("payment", "cancelled", False)


def _is_a_release(_order: Order, message: Message) -> bool:
    return message == Message("inventory", "cancelled", False)


EVERYTHING = Bounds(losses=1, repeats=1, timeouts=True, declines=True, cancels=True, undoes=True)

PARTS: Mapping[str, tuple[Bounds, frozenset[str]]] = {
    "an end gets lost while an answer is on its way, and nobody asks": (
        Bounds(losses=1, cancels=True, may_lose=_answer_on_its_way),
        ASKING | {"deadline"},
    ),
    "two orders for one unit, any message gets lost": (Bounds(orders=2, losses=1), frozenset({"deadline"})),
    "a capture and the cancellation get lost": (Bounds(losses=2, cancels=True, may_lose=_is_about_money), frozenset()),
    "processes crash, and nobody asks twice": (
        Bounds(crashes=2, cancels=True, undoes=True, declines=True),
        ASKING | {"deadline", "watchdog"},
    ),
    "goods come back": (Bounds(losses=1, repeats=1, returns=True), frozenset({"deadline"})),
    "the customer has to act": (Bounds(acts=True, losses=1, cancels=True), frozenset()),
    "staff give money back, customers cancel": (
        Bounds(refunds=2, losses=1, timeouts=True, undoes=True),
        frozenset({"deadline"}),
    ),
    "two orders for one unit": (Bounds(orders=2, cancels=True), frozenset({"deadline", "watchdog"})),
    "two orders for one unit, a release gets lost": (
        Bounds(orders=2, losses=1, cancels=True, may_lose=_is_a_release),
        frozenset({"deadline", "watchdog", "payment_asks"}),
    ),
    "one order, everything may happen to it": (EVERYTHING, frozenset()),
    "one order, and a watchdog in a hurry": (replace(EVERYTHING, repeats=0, hurries=True), frozenset()),
}
"""What is looked at, the smallest first: bounds, and rules that this part spares, to see that the others are enough."""
MORE: Mapping[str, tuple[Bounds, frozenset[str]]] = {
    "one order, everything, and a watchdog in a hurry": (replace(EVERYTHING, hurries=True), frozenset()),
    "one order, three messages lost and two repeated": (replace(EVERYTHING, losses=3, repeats=2), frozenset()),
    "goods come back, and the watchdog is in a hurry": (
        Bounds(losses=1, repeats=1, returns=True, hurries=True),
        frozenset({"deadline"}),
    ),
    "two orders for one unit, any message gets lost, customers cancel": (
        Bounds(orders=2, losses=1, cancels=True),
        frozenset({"deadline"}),
    ),
}


def wrong(world: World) -> str | None:
    """What must never be true, at any moment."""
    if world.free < 0:
        return "sold twice"
    for order in world.orders:
        if order.charges > 1:
            return "charged twice"
        if order.given_back > PRICE * order.charges:
            return "more money given back than taken"
        if order.wrong:
            return order.wrong
    return None


def unfinished(world: World) -> str | None:
    """What must not be true once nothing is left to do."""
    for order in world.orders:
        kept = PRICE * order.charges - order.given_back
        if order.saga == "confirmed":
            is_good = order.stock == "committed" and order.charges == 1
        elif order.saga in ("undone", "returned"):
            is_good = order.stock == "returned" and kept == 0
        elif order.saga == "cancelled":
            is_good = order.stock in ("none", "released") and kept == 0
        else:
            return f"an order never ended: {order.saga}"
        if not is_good or order.refunds:
            return f"an order is {order.saga}, its stock {order.stock}, its money {order.money} ({kept}/{PRICE} kept)"
    sold = sum(order.stock == "committed" for order in world.orders)
    return None if sold + world.free == UNITS else f"{sold} sold and {world.free} left of {UNITS}"


def look(
    without: Sequence[str] = (), *, more: bool = False, states_max: int = STATES_MAX
) -> Iterator[tuple[Report, float]]:
    """Each part's report as it comes, and the seconds it took. Parts whose rules are all left out anyway are as they
    were, and left aside."""
    for name, (bounds, spared) in {**PARTS, **(MORE if more else {})}.items():
        rules = frozenset(RULES) - spared - set(without)
        if without and rules == frozenset(RULES) - spared:
            continue
        protocol = Protocol(bounds, rules)
        began = time.perf_counter()
        model = Model(name, protocol.first(), protocol.steps, wrong, unfinished)
        yield explore(model, states_max=states_max), time.perf_counter() - began


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 1 when something is wrong."""
    args = _parser().parse_args(arguments)
    is_good = True
    try:
        for report, took_s in look(args.without, more=args.more):
            mark = "ok    " if report.trouble is None else "WRONG "
            print(f"{mark}{report.name}: {report.states:,} states, {report.quiet:,} ends, {took_s:.1f} s", flush=True)
            if report.trouble is not None:
                is_good = False
                print(f"      {report.trouble}; the shortest way there:")
                print("\n".join(f"        {words}" for words in report.trace))
                if not args.all:
                    break
    except TooManyStatesError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if is_good else 1


def _parser() -> argparse.ArgumentParser:
    rules = "\n".join(f"  {name:<22}{words}" for name, words in RULES.items())
    parser = argparse.ArgumentParser(
        prog="python -m docs.models.saga",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"rules:\n{rules}",
    )
    parser.add_argument(
        "--without", metavar="RULE", action="append", default=[], choices=sorted(RULES), help="leave this rule out"
    )
    parser.add_argument("--more", action="store_true", help="also the parts with larger bounds (minutes)")
    parser.add_argument("--all", action="store_true", help="go on after the first part that is wrong")
    return parser


if __name__ == "__main__":
    sys.exit(main())
