"""Passwords forgotten, reset and changed, and e-mails verified over HTTP."""

from __future__ import annotations

import asyncio

from souk import testing
from souk.contracts import user as facts
from souk.user.model import security
from user.house import OTHER_PASSWORD, PASSWORD, House, pointers, problem

Reset = facts.PasswordResetRequested
Verification = facts.EmailVerificationRequested


async def forget(house: House, email: str = "ada@example.com") -> None:
    answer = await house.post("/v1/auth/password/forgot", {"email": email})
    assert answer.status_code == 202, answer.text


# Forgotten


async def test_who_forgot_a_password_is_answered_alike_with_and_without_an_account(house: House) -> None:
    ada = await house.register()
    emails = ["ADA@example.com", "nobody@example.com", "this is no e-mail", ""]
    answers = [await house.post("/v1/auth/password/forgot", {"email": email}) for email in emails]
    assert {(each.status_code, each.content) for each in answers} == {(202, answers[0].content)}
    [requested] = await house.announced(Reset)
    assert (requested.user_id, requested.email) == (ada.id, "ada@example.com")
    assert pointers(await house.post("/v1/auth/password/forgot", {"email": ada.email, "x": 1})) == ["/x"]


async def test_the_token_lies_neither_in_the_outbox_nor_in_the_database(house: House) -> None:
    await house.register()
    await forget(house)
    token = await house.mailed_token(Reset)
    db = house.running.runtime.db
    for collection in await db.raw.list_collection_names():
        assert token not in str(await db[collection].find({}).to_list()), collection


# Reset


async def test_a_reset_works_once_and_ends_every_session(house: House) -> None:
    ada = await house.register()
    elsewhere = await house.sign_in(ada.email)
    await forget(house)
    token = await house.mailed_token(Reset)
    request_id = (await house.announced(Reset))[-1].request_id
    body = {"token": token, "password": OTHER_PASSWORD}
    assert (await house.post("/v1/auth/password/reset", body)).status_code == 204
    for each in (ada, elsewhere):
        assert not await house.knows(each)
        problem(await house.refresh(each.refresh_token), 401, "unauthenticated")
    problem(await house.login(ada.email, PASSWORD), 401, "invalid-credentials")
    assert (await house.login(ada.email, OTHER_PASSWORD)).status_code == 200
    again = await house.post("/v1/auth/password/reset", {**body, "password": PASSWORD})
    assert problem(again, 422, "token-invalid")["errors"][0]["pointer"] == "/token"
    mail = await house.client.get(f"/internal/security-mails/{request_id}", headers=house.running.service_token())
    problem(mail, 404, "not-found")


async def test_of_two_resets_with_one_token_at_once_one_counts(house: House) -> None:
    await house.register()
    await forget(house)
    token = await house.mailed_token(Reset)
    passwords = [OTHER_PASSWORD, "yet another staple of mine"]
    answers = await asyncio.gather(
        *(house.post("/v1/auth/password/reset", {"token": token, "password": each}) for each in passwords)
    )
    assert sorted(each.status_code for each in answers) == [204, 422]
    for password, answer in zip(passwords, answers, strict=True):
        expected = 200 if answer.status_code == 204 else 401
        assert (await house.login("ada@example.com", password)).status_code == expected


async def test_a_reset_whose_answer_was_lost_is_answered_again(house: House) -> None:
    await house.register()
    await forget(house)
    body = {"token": await house.mailed_token(Reset), "password": OTHER_PASSWORD}
    key = testing.key()
    for _ in range(2):
        assert (await house.post("/v1/auth/password/reset", body, **key)).status_code == 204
    problem(await house.post("/v1/auth/password/reset", body, **testing.key()), 422, "token-invalid")


async def test_a_weak_password_does_not_use_the_token_up(house: House) -> None:
    await house.register()
    await forget(house)
    token = await house.mailed_token(Reset)
    for weak in ("short", "Passw0rd2024!", "it is ada again"):
        assert pointers(await house.post("/v1/auth/password/reset", {"token": token, "password": weak})) == [
            "/password"
        ]
    body = {"token": token, "password": OTHER_PASSWORD}
    assert (await house.post("/v1/auth/password/reset", body)).status_code == 204


async def test_only_an_open_token_of_the_right_kind_resets(house: House) -> None:
    with testing.frozen_clock() as frozen:
        await house.register()
        await forget(house)
        first = await house.mailed_token(Reset)
        await forget(house)
        second = await house.mailed_token(Reset)
        verification = await house.mailed_token(Verification)
        for wrong in (verification, "nonsense", f"{first}x"):
            body = {"token": wrong, "password": OTHER_PASSWORD}
            problem(await house.post("/v1/auth/password/reset", body), 422, "token-invalid")
        assert (
            await house.post("/v1/auth/password/reset", {"token": first, "password": OTHER_PASSWORD})
        ).status_code == 204
        # the other mails that were on their way are worth nothing any more
        body = {"token": second, "password": PASSWORD}
        problem(await house.post("/v1/auth/password/reset", body), 422, "token-invalid")
        await forget(house)
        third = await house.mailed_token(Reset)
        frozen.advance(security.RESET_TTL.total_seconds())
        body = {"token": third, "password": PASSWORD}
        problem(await house.post("/v1/auth/password/reset", body), 422, "token-invalid")


# Verified


async def test_an_email_is_verified_by_the_mailed_token_once(house: House) -> None:
    ada = await house.register()
    token = await house.mailed_token(Verification)
    assert (await house.post("/v1/auth/email/verify", {"token": token})).status_code == 204
    assert (await house.client.get("/v1/me", headers=ada.headers)).json()["email_verified"] is True
    problem(await house.post("/v1/auth/email/verify", {"token": token}), 422, "token-invalid")
    problem(await house.post("/v1/auth/email/verify", {"token": "nonsense"}), 422, "token-invalid")
    assert pointers(await house.post("/v1/auth/email/verify", {"token": ""})) == ["/token"]
    # nothing is left to mail
    assert (await house.post("/v1/me/email/verification", **ada.headers)).status_code == 202
    assert len(await house.announced(Verification)) == 1


async def test_the_mail_to_verify_can_be_asked_for_again(house: House) -> None:
    ada = await house.register()
    problem(await house.post("/v1/me/email/verification"), 401, "unauthenticated")
    assert (await house.post("/v1/me/email/verification", **ada.headers)).status_code == 202
    first, second = await house.announced(Verification)
    assert first.request_id != second.request_id
    await forget(house)
    reset = await house.mailed_token(Reset)
    problem(await house.post("/v1/auth/email/verify", {"token": reset}), 422, "token-invalid")
    assert (
        await house.post("/v1/auth/email/verify", {"token": await house.mailed_token(Verification)})
    ).status_code == 204


# Changed


async def test_changing_the_password_keeps_this_session_and_ends_the_others(house: House) -> None:
    ada = await house.register()
    elsewhere = await house.sign_in(ada.email)
    body = {"current": PASSWORD, "new": OTHER_PASSWORD}
    assert (await house.post("/v1/me/password", body, **ada.headers)).status_code == 204
    assert await house.knows(ada)
    assert (await house.refresh(ada.refresh_token)).status_code == 200
    assert not await house.knows(elsewhere)
    problem(await house.refresh(elsewhere.refresh_token), 401, "unauthenticated")
    problem(await house.login(ada.email, PASSWORD), 401, "invalid-credentials")
    assert (await house.login(ada.email, OTHER_PASSWORD)).status_code == 200


async def test_a_password_is_not_changed_for_a_reason(house: House) -> None:
    ada = await house.register()
    body = {"current": PASSWORD, "new": OTHER_PASSWORD}
    problem(await house.post("/v1/me/password", body), 401, "unauthenticated")
    for members, pointer in (
        ({"current": "not my password"}, "/current"),
        ({"new": "short"}, "/new"),
        ({"new": "qwertyuiop123"}, "/new"),
        ({"new": "now I am ada"}, "/new"),
        ({"current": ""}, "/current"),
        ({"hint": "horse"}, "/hint"),
    ):
        assert pointers(await house.post("/v1/me/password", body | members, **ada.headers)) == [pointer]
    assert (await house.login(ada.email, PASSWORD)).status_code == 200


async def test_what_has_no_answer_says_that_it_was_done_before(house: House) -> None:
    ada = await house.register()
    for path, body, status in (
        ("/v1/auth/password/forgot", {"email": ada.email}, 202),
        ("/v1/me/email/verification", None, 202),
        ("/v1/auth/logout-all", None, 204),
    ):
        key = {"Idempotency-Key": f"once-and-for-all-{path}"}
        answers = [await house.post(path, body, **ada.headers, **key) for _ in range(2)]
        told = [(each.status_code, each.headers.get("idempotent-replayed")) for each in answers]
        assert told == [(status, None), (status, "true")], path
