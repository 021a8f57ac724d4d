"""What people see and change about themselves over HTTP, and that nobody else does."""

from __future__ import annotations

from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from souk import testing
from souk.serving import auth
from souk.user.model import people
from user.house import House, Person, pointers, problem

HOME = {
    "name": "Ada Lovelace",
    "line1": "Analytical Row 1",
    "line2": None,
    "city": "London",
    "region": None,
    "postal_code": "N1 1AA",
    "country": "GB",
    "phone": "+44 20 7946 0000",
    "is_default": True,
}


async def add(house: House, who: Person, **members: Any) -> dict[str, Any]:
    answer = await house.post("/v1/me/addresses", HOME | members, **who.headers)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def addresses(house: House, who: Person) -> list[dict[str, Any]]:
    answer = await house.client.get("/v1/me/addresses", headers=who.headers)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


# Who is calling

CALLS = [
    ("GET", "/v1/me"),
    ("PATCH", "/v1/me"),
    ("GET", "/v1/me/addresses"),
    ("POST", "/v1/me/addresses"),
    ("PUT", "/v1/me/addresses/adr_1"),
    ("DELETE", "/v1/me/addresses/adr_1"),
    ("GET", "/v1/me/sessions"),
    ("DELETE", "/v1/me/sessions/ses_1"),
    ("POST", "/v1/me/password"),
    ("POST", "/v1/me/email/verification"),
    ("POST", "/v1/auth/logout"),
    ("POST", "/v1/auth/logout-all"),
]


async def test_who_is_not_signed_in_is_told_so(house: House) -> None:
    for method, path in CALLS:
        answer = await house.client.request(method, path)
        problem(answer, 401, "unauthenticated")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_forged_expired_and_foreign_tokens_are_refused(house: House) -> None:
    with testing.frozen_clock() as frozen:
        ada = await house.register()
        head, claims, signature = ada.access_token.split(".")
        kid = jwt.get_unverified_header(ada.access_token)["kid"]
        told = jwt.decode(ada.access_token, options={"verify_signature": False}) | {"scopes": sorted(auth.SCOPES)}
        _, raised, _ = jwt.encode(told, "", algorithm="none").split(".")
        stranger = Ed25519PrivateKey.generate()
        forged = {
            "other claims": f"{head}.{raised}.{signature}",
            "no signature": f"{head}.{claims}.",
            "alg none": jwt.encode(told, "", algorithm="none", headers={"kid": kid}),
            "alg HS256": jwt.encode(told, "k" * 40, algorithm="HS256", headers={"kid": kid}),
            "another key": auth.sign(stranger, kid, ada.id, ada.session_id, ["admin"]),
            "an unknown key": auth.sign(stranger, "made-up", ada.id, ada.session_id, ["admin"]),
            "a service's token": house.running.runtime.verifier.service_token("order"),
            "a refresh token": ada.refresh_token,
            "nothing": "",
        }
        for what, token in forged.items():
            for path in ("/v1/me", "/v1/users"):
                answer = await house.client.get(path, headers={"Authorization": f"Bearer {token}"})
                assert problem(answer, 401, "unauthenticated"), what
        other_scheme = {"Authorization": f"Basic {ada.access_token}"}
        problem(await house.client.get("/v1/me", headers=other_scheme), 401, "unauthenticated")
        assert await house.knows(ada)
        frozen.advance(auth.ACCESS_LIFETIME_S + auth.CLOCK_LEEWAY_S + 1)
        assert not await house.knows(ada)


# Profile


async def test_a_profile_is_read_and_changed(house: House) -> None:
    ada = await house.register()
    seen = await house.client.get("/v1/me", headers=ada.headers)
    assert (seen.status_code, seen.headers["etag"], seen.json()["name"]) == (200, '"1"', "Ada Lovelace")
    change = {"name": " Ada King ", "locale": "de-AT"}
    changed = await house.client.patch("/v1/me", json=change, headers={**ada.headers, "If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert (changed.json()["name"], changed.json()["locale"], changed.json()["version"]) == ("Ada King", "de-AT", 2)
    only_locale = await house.client.patch("/v1/me", json={"locale": "en"}, headers=ada.headers)
    assert (only_locale.json()["name"], only_locale.json()["locale"]) == ("Ada King", "en")


async def test_a_profile_that_changed_meanwhile_is_not_overwritten(house: House) -> None:
    ada = await house.register()
    for stale in ('"7"', '"x"', "1x"):
        headers = {**ada.headers, "If-Match": stale}
        problem(await house.client.patch("/v1/me", json={"name": "Ada King"}, headers=headers), 412, "version-mismatch")
    fresh = {**ada.headers, "If-Match": 'W/"1"'}
    assert (await house.client.patch("/v1/me", json={"name": "Ada King"}, headers=fresh)).status_code == 200


async def test_a_profile_that_makes_no_sense(house: House) -> None:
    ada = await house.register()
    for body, pointer in (
        ({"name": ""}, "/name"),
        ({"name": None}, "/name"),
        ({"name": "Ada\x00"}, "/name"),
        ({"locale": "EN"}, "/locale"),
        ({"email": "eve@example.com"}, "/email"),
        ({"roles": ["admin"]}, "/roles"),
        ({"version": 9}, "/version"),
    ):
        assert pointers(await house.client.patch("/v1/me", json=body, headers=ada.headers)) == [pointer]
    assert (await house.client.get("/v1/me", headers=ada.headers)).json()["version"] == 1


# Addresses


async def test_an_address_book_is_kept(house: House) -> None:
    ada = await house.register()
    home = await add(house, ada)
    assert home.pop("id").startswith("adr_")
    assert home == HOME
    home, work = (await addresses(house, ada))[0], await add(house, ada, line1="Engine Yard 2")
    assert [each["is_default"] for each in await addresses(house, ada)] == [False, True]
    moved = HOME | {"city": " Paris ", "country": "FR", "is_default": False, "phone": None}
    put = await house.client.put(f"/v1/me/addresses/{work['id']}", json=moved, headers=ada.headers)
    assert (put.status_code, put.json()) == (200, moved | {"id": work["id"], "city": "Paris"})
    gone = await house.client.delete(f"/v1/me/addresses/{home['id']}", headers=ada.headers)
    assert (gone.status_code, gone.content) == (204, b"")
    assert await addresses(house, ada) == [put.json()]
    again = await house.client.delete(f"/v1/me/addresses/{home['id']}", headers=ada.headers)
    problem(again, 404, "not-found")


async def test_addresses_of_others_are_not_there(house: House) -> None:
    ada, eve = await house.register(), await house.register("eve@example.com")
    path = f"/v1/me/addresses/{(await add(house, ada))['id']}"
    problem(await house.client.put(path, json=HOME | {"name": "Eve"}, headers=eve.headers), 404, "not-found")
    problem(await house.client.delete(path, headers=eve.headers), 404, "not-found")
    assert await addresses(house, eve) == []
    assert [each["name"] for each in await addresses(house, ada)] == ["Ada Lovelace"]


async def test_an_address_that_makes_no_sense(house: House) -> None:
    ada = await house.register()
    for members, pointer in (
        ({"name": " "}, "/name"),
        ({"line1": ""}, "/line1"),
        ({"line1": "x" * 201}, "/line1"),
        ({"line2": "a\r\nb"}, "/line2"),
        ({"city": None}, "/city"),
        ({"postal_code": "x" * 21}, "/postal_code"),
        ({"country": "gb"}, "/country"),
        ({"country": "GBR"}, "/country"),
        ({"phone": 42}, "/phone"),
        ({"is_default": "yes"}, "/is_default"),
        ({"id": "adr_mine"}, "/id"),
    ):
        assert pointers(await house.post("/v1/me/addresses", HOME | members, **ada.headers)) == [pointer]
    assert await addresses(house, ada) == []


async def test_an_address_book_is_full_some_day(house: House) -> None:
    ada = await house.register()
    for _ in range(people.ADDRESSES_MAX):
        last = await add(house, ada)
    full = await house.post("/v1/me/addresses", HOME, **ada.headers)
    assert problem(full, 409, "too-many-addresses")["limit"] == people.ADDRESSES_MAX
    path = f"/v1/me/addresses/{last['id']}"
    assert (await house.client.put(path, json=HOME, headers=ada.headers)).status_code == 200


async def test_one_key_one_address(house: House) -> None:
    ada, bob = await house.register(), await house.register("bob@example.com")
    key = testing.key()
    first = await house.post("/v1/me/addresses", HOME, **ada.headers, **key)
    again = await house.post("/v1/me/addresses", HOME, **ada.headers, **key)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    other = await house.post("/v1/me/addresses", HOME | {"city": "Paris"}, **ada.headers, **key)
    problem(other, 422, "idempotency-key-reused")
    # the key of another person is another key
    assert (await house.post("/v1/me/addresses", HOME, **bob.headers, **key)).json()["id"] != first.json()["id"]


# Sessions


async def test_people_see_where_they_are_signed_in_and_end_it(house: House) -> None:
    ada = await house.register()
    agent = {"User-Agent": "Mozilla/5.0 (phone)", "X-Forwarded-For": "192.0.2.77"}
    assert (await house.login(ada.email, **agent)).status_code == 200
    listed = (await house.client.get("/v1/me/sessions", headers=ada.headers)).json()
    assert listed["next_cursor"] is None
    phone, here = listed["items"]
    assert (here["id"], here["is_current"], phone["is_current"]) == (ada.session_id, True, False)
    assert (phone["user_agent"], phone["ip_address"]) == ("Mozilla/5.0 (phone)", "192.0.2.77")
    assert phone.keys() == {
        "id", "is_current", "ip_address", "user_agent", "created_at", "last_used_at", "expires_at",
    }  # fmt: skip
    path = f"/v1/me/sessions/{phone['id']}"
    for _ in range(2):  # one that is over is no error
        assert (await house.client.delete(path, headers=ada.headers)).status_code == 204
    items = (await house.client.get("/v1/me/sessions", headers=ada.headers)).json()["items"]
    assert [each["id"] for each in items] == [ada.session_id]


async def test_an_ended_session_is_refused_at_once(house: House) -> None:
    ada = await house.register()
    phone = await house.sign_in(ada.email)
    assert await house.knows(phone)
    ended = await house.client.delete(f"/v1/me/sessions/{phone.session_id}", headers=ada.headers)
    assert ended.status_code == 204
    assert not await house.knows(phone)
    problem(await house.refresh(phone.refresh_token), 401, "unauthenticated")
    assert await house.knows(ada)


async def test_nobody_ends_the_session_of_somebody_else(house: House) -> None:
    ada, eve = await house.register(), await house.register("eve@example.com")
    for session_id in (ada.session_id, "ses_none"):
        path = f"/v1/me/sessions/{session_id}"
        problem(await house.client.delete(path, headers=eve.headers), 404, "not-found")
    assert await house.knows(ada)
