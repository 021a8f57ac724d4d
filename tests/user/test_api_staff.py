"""What staff see and change about people over HTTP."""

from __future__ import annotations

from typing import Any

import jwt

from souk import testing
from souk.contracts import user as facts
from souk.kit import clock
from souk.serving import auth
from user.house import House, Person, every_page, pointers, problem


async def edit(house: House, someone: Person, body: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
    return await house.client.patch(f"/v1/users/{someone.id}", json=body, headers=headers or house.staff())


# Who may what


async def test_staff_calls_need_their_scope(house: House) -> None:
    ada = await house.register()
    reads = ["/v1/users", f"/v1/users/{ada.id}", f"/v1/users/{ada.id}/audit", "/v1/roles"]
    for path in reads:
        problem(await house.client.get(path), 401, "unauthenticated")
        problem(await house.client.get(path, headers=ada.headers), 403, "forbidden")
        problem(await house.client.get(path, headers=house.staff("catalog_manager", "finance")), 403, "forbidden")
        assert (await house.client.get(path, headers=house.staff("support"))).status_code == 200
    write = {"disabled": True}
    problem(await house.client.patch(f"/v1/users/{ada.id}", json=write), 401, "unauthenticated")
    for headers in (ada.headers, house.staff("support"), house.staff("warehouse")):
        problem(await edit(house, ada, write, headers), 403, "forbidden")
    assert await house.knows(ada)


# Looking


async def test_roles_are_told_with_what_they_may(house: House) -> None:
    answer = await house.client.get("/v1/roles", headers=house.staff("support"))
    told = {each["role"]: frozenset(each["scopes"]) for each in answer.json()["items"]}
    assert told == auth.ROLES


async def test_people_are_found_page_by_page(house: House) -> None:
    names = {"ada@example.com": "Ada Lovelace", "alan@example.com": "Alan Turing", "grace@example.org": "Grace Hopper"}
    people = [await house.register(email, name) for email, name in names.items()]
    await edit(house, people[1], {"roles": ["customer", "support"]})

    async def found(**asked: str) -> list[str]:
        return [each["email"] for each in await every_page(house, "/v1/users", house.staff("support"), **asked)]

    assert await found() == list(reversed(names))
    assert await found(q="a") == ["alan@example.com", "ada@example.com"]
    assert await found(q="hop") == ["grace@example.org"]
    assert await found(q="LOVE ada") == ["ada@example.com"]
    assert await found(q="ada turing") == []
    assert await found(q="a@.*") == []
    assert await found(role="support") == ["alan@example.com"]
    assert await found(role="admin", q="ada") == []
    assert await found(staff="true") == ["alan@example.com"]
    assert await found(staff="true", role="customer", q="ada") == ["ada@example.com"]


async def test_a_question_that_makes_no_sense(house: House) -> None:
    for query, pointer in (
        ("role=king", "/query/role"),
        ("limit=0", "/query/limit"),
        ("limit=101", "/query/limit"),
        ("cursor=nonsense", "/query/cursor"),
        ("q=" + "x" * 101, "/query/q"),
    ):
        assert pointers(await house.client.get(f"/v1/users?{query}", headers=house.staff())) == [pointer]
    for path in ("/v1/users/usr_none", "/v1/users/usr_none/audit"):
        problem(await house.client.get(path, headers=house.staff()), 404, "not-found")


async def test_one_person_is_shown_with_an_etag(house: House) -> None:
    ada = await house.register()
    seen = await house.client.get(f"/v1/users/{ada.id}", headers=house.staff("support"))
    assert (seen.status_code, seen.headers["etag"]) == (200, '"1"')
    assert seen.json() == (await house.client.get("/v1/me", headers=ada.headers)).json()
    assert "password" not in seen.text


# Changing


async def test_roles_become_scopes_at_the_next_token(house: House) -> None:
    ada, bob = await house.register(), await house.register("bob@example.com")
    changed = await edit(house, ada, {"roles": ["customer", "support", "support"]})
    assert (changed.status_code, changed.json()["roles"], changed.headers["etag"]) == (
        200, ["customer", "support"], '"2"',
    )  # fmt: skip
    problem(await house.client.get("/v1/users", headers=ada.headers), 403, "forbidden")
    support = await house.sign_in(ada.email)
    assert (await house.client.get(f"/v1/users/{bob.id}", headers=support.headers)).status_code == 200


async def test_what_is_taken_away_is_refused_at_once(house: House) -> None:
    with testing.frozen_clock() as frozen:
        ada = await house.promote(await house.register(), "support")
        assert (await house.client.get("/v1/users", headers=ada.headers)).status_code == 200
        frozen.advance(1)
        await edit(house, ada, {"roles": ["customer"]})
        assert not await house.knows(ada)
        frozen.advance(1)
        # the session goes on, with what is left
        fresh = (await house.refresh(ada.refresh_token)).json()["access_token"]
        answer = await house.client.get("/v1/users", headers={"Authorization": f"Bearer {fresh}"})
        problem(answer, 403, "forbidden")


async def test_a_disabled_person_is_out_everywhere_until_enabled(house: House) -> None:
    with testing.frozen_clock() as frozen:
        ada = await house.register()
        elsewhere = await house.sign_in(ada.email)
        assert await house.knows(ada)
        frozen.advance(1)
        disabled = await edit(house, ada, {"disabled": True})
        assert (disabled.status_code, disabled.json()["disabled"]) == (200, True)
        for each in (ada, elsewhere):
            assert not await house.knows(each)
            problem(await house.refresh(each.refresh_token), 401, "unauthenticated")
        problem(await house.login(ada.email), 401, "invalid-credentials")
        revoked = await house.announced(facts.AccessRevoked)
        assert {each.user_id for each in revoked} == {ada.id}
        assert {each.session_id for each in revoked} == {None, ada.session_id, elsewhere.session_id}
        told = await house.client.get("/internal/revocations", headers=house.running.service_token("order"))
        assert {each["session_id"] for each in told.json()["items"]} == {None, ada.session_id, elsewhere.session_id}
        frozen.advance(1)
        assert (await edit(house, ada, {"disabled": False})).json()["disabled"] is False
        assert await house.knows(await house.sign_in(ada.email))
        assert not await house.knows(elsewhere)


async def test_an_account_that_changed_meanwhile_is_not_overwritten(house: House) -> None:
    ada = await house.register()
    fresh, stale = house.staff() | {"If-Match": '"1"'}, house.staff() | {"If-Match": '"1"'}
    assert (await edit(house, ada, {"roles": ["customer", "finance"]}, fresh)).status_code == 200
    refused = problem(await edit(house, ada, {"disabled": True}, stale), 412, "version-mismatch")
    assert refused["version"] == 2
    assert (await house.client.get("/v1/me", headers=ada.headers)).json()["disabled"] is False


async def test_an_edit_that_makes_no_sense(house: House) -> None:
    ada = await house.register()
    for body, pointer in (
        ({"roles": ["king"]}, "/roles/0"),
        ({"roles": "admin"}, "/roles"),
        ({"roles": ["admin"] * 7}, "/roles"),
        ({"disabled": "yes"}, "/disabled"),
        ({"disabled": None}, "/disabled"),
        ({"email": "eve@example.com"}, "/email"),
        ({"password": "x"}, "/password"),
    ):
        assert pointers(await edit(house, ada, body)) == [pointer]
    missing = await house.client.patch("/v1/users/usr_none", json={}, headers=house.staff())
    problem(missing, 404, "not-found")


async def test_nobody_grants_or_touches_more_than_they_hold(house: House) -> None:
    ada = await house.register()
    boss = await house.promote(await house.register("boss@example.com"), "admin")
    private, kid = house.deps.ring.signing()
    now = clock.now_ms() / 1000
    claims = {"iss": auth.ISSUER, "sub": "usr_lesser", "iat": now, "exp": now + 60, "scopes": ["users:write"]}
    token = jwt.encode(claims, private, algorithm="EdDSA", headers={"kid": kid})
    lesser = {"Authorization": f"Bearer {token}"}
    for someone, body in (
        (ada, {"roles": ["admin"]}),
        (ada, {"roles": ["customer", "support"]}),
        (boss, {"disabled": True}),
        (boss, {"roles": ["customer"]}),
    ):
        refused = problem(await edit(house, someone, body, lesser), 403, "beyond-own-rights")
        assert "orders:read" in refused["scopes"]
    assert await house.knows(boss)
    assert (await house.client.get(f"/v1/users/{ada.id}", headers=house.staff())).json()["roles"] == ["customer"]
    assert (await edit(house, ada, {"disabled": True}, lesser)).status_code == 200


async def test_the_last_administrator_stays(house: House) -> None:
    boss = await house.promote(await house.register("boss@example.com"), "admin")
    for body in ({"roles": ["customer"]}, {"disabled": True}):
        problem(await edit(house, boss, body, boss.headers), 409, "last-admin")
    second = await house.promote(await house.register("second@example.com"), "admin")
    assert (await edit(house, boss, {"roles": ["customer"]}, second.headers)).status_code == 200
    problem(await edit(house, second, {"disabled": True}, second.headers), 409, "last-admin")


# What happened


async def test_the_audit_tells_what_happened_and_who_did_it(house: House) -> None:
    ada = await house.register()
    where = {"X-Forwarded-For": "203.0.113.9", "User-Agent": "curl"}
    await house.login(ada.email, "not my password", **where)
    await house.sign_in(ada.email)
    await edit(house, ada, {"roles": ["customer", "finance"]})
    await edit(house, ada, {"disabled": True})
    entries = await every_page(house, f"/v1/users/{ada.id}/audit", house.staff("support"))
    expected = ["disabled", "roles_changed", "signed_in", "sign_in_failed", "registered"]
    assert [each["action"] for each in entries] == expected
    disabled, roles, signed_in, failed, _ = entries
    assert (disabled["actor_id"], disabled["before"], disabled["after"]) == (
        "usr_staff", {"status": "active"}, {"status": "disabled"},
    )  # fmt: skip
    assert (roles["before"], roles["after"]) == ({"roles": ["customer"]}, {"roles": ["customer", "finance"]})
    assert signed_in["actor_id"] == ada.id
    assert (failed["actor_id"], failed["ip_address"], failed["user_agent"]) == (None, "203.0.113.9", "curl")
    cursor = await house.client.get(f"/v1/users/{ada.id}/audit?cursor=nonsense", headers=house.staff())
    assert pointers(cursor) == ["/query/cursor"]
