"""Events of every kind, made up by hypothesis from the contract classes themselves."""

from __future__ import annotations

import types
import typing
from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import strategies as st

from souk import contracts
from souk.kit import money

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))  # noqa: DTZ001 - hypothesis wants them naive
MONEY = st.builds(
    money.Money,
    st.integers(-money.AMOUNT_MAX, money.AMOUNT_MAX),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3),
)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    datetime: TIMES,
    money.Money: MONEY,
    type(None): st.none(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """What a member of this type may hold."""
    if kind in SCALARS:
        return SCALARS[kind]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:  # so far only numbers with a least one
        return st.integers(inner[1].ge, 2**53)
    if origin in {types.UnionType, typing.Union}:
        return st.one_of(*map(values, inner))
    if origin is tuple:
        return st.lists(values(inner[0]), max_size=3).map(tuple)
    return structs(kind)


def structs(kind: Any) -> st.SearchStrategy[Any]:
    """Instances of a struct, what may be left out now there and now not."""
    needed = {each.name: values(each.type) for each in msgspec.structs.fields(kind) if each.required}
    optional = {each.name: values(each.type) for each in msgspec.structs.fields(kind) if not each.required}
    return st.fixed_dictionaries(needed, optional=optional).map(lambda members: kind(**members))


def events(kind: type[contracts.Event]) -> st.SearchStrategy[contracts.Event]:
    """Events of one kind."""
    made: st.SearchStrategy[contracts.Event] = structs(kind)
    return made
