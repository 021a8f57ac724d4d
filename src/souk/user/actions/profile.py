"""What people change about themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from souk.kit import clock, errors
from souk.kit.tx import Tx
from souk.user import store
from souk.user.actions.commands import DeleteAddress, EditProfile, SaveAddress
from souk.user.model import Address, User, people

C = TypeVar("C")


async def edit_profile(tx: Tx, commands: Sequence[EditProfile]) -> list[User | errors.Refusal]:
    """Change name or locale. `errors.VersionMismatch` when the account is not as the caller saw it."""

    def decide(user: User, command: EditProfile, now: datetime) -> User:
        people.check_version(user, command.expected_version)
        return people.renamed(user, now, name=command.name, locale=command.locale)

    return await _change(tx, [(each.user_id, each) for each in commands], decide)


async def save_address(tx: Tx, commands: Sequence[SaveAddress]) -> list[Address | errors.Refusal]:
    """Add or replace addresses. `TooManyAddresses`, or `errors.NotFound` for one that is not the person's."""

    def decide(user: User, command: SaveAddress, now: datetime) -> User:
        if not command.is_new:
            people.address_of(user, command.address.id)
        return people.with_address(user, command.address, now)

    saved = await _change(tx, [(each.user_id, each) for each in commands], decide)
    return [
        each if isinstance(each, errors.Refusal) else people.address_of(each, command.address.id)
        for each, command in zip(saved, commands, strict=True)
    ]


async def delete_address(tx: Tx, commands: Sequence[DeleteAddress]) -> list[User | errors.Refusal]:
    """`errors.NotFound` for one that is not the person's."""

    def decide(user: User, command: DeleteAddress, now: datetime) -> User:
        return people.without_address(user, command.address_id, now)

    return await _change(tx, [(each.user_id, each) for each in commands], decide)


async def _change(
    tx: Tx, commands: Sequence[tuple[str, C]], decide: Callable[[User, C, datetime], User]
) -> list[User | errors.Refusal]:
    now = clock.now()
    users = await store.users_by_id(tx, (user_id for user_id, _ in commands))
    results: list[User | errors.Refusal] = []
    changed: dict[str, User] = {}
    for user_id, command in commands:
        try:
            if user_id not in users:
                raise errors.NotFound("There is no such person")
            user = decide(users[user_id], command, now)
        except errors.Refusal as refusal:
            results.append(refusal)
            continue
        users[user.id] = changed[user.id] = user
        results.append(user)
    await store.save_users(tx, changed.values())
    return results
