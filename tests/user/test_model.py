"""Accounts, sessions, requests, keys, passwords and throttling: rules that need nothing but themselves."""

from __future__ import annotations

import typing
from datetime import timedelta
from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from souk.kit import clock, errors, ids
from souk.serving import auth
from souk.user import model
from souk.user.api import deps
from souk.user.model import keys, passwords, people, security, sessions, throttling, tokens

NOW = clock.now()
ORIGIN = model.Origin("192.0.2.1", "test")


def a_user(**members: typing.Any) -> model.User:
    user = people.new_user(
        email="ada@example.com",
        name="Ada Lovelace",
        password_hash="h",
        roles=["customer"],
        locale="en",
        now=NOW,
        is_verified=False,
    )
    return msgspec.structs.replace(user, **members)


def an_address(address_id: str = "adr_1", **members: typing.Any) -> model.Address:
    address = model.Address(
        id=address_id, name="Ada", line1="Street 1", city="Berlin", postal_code="10115", country="DE"
    )
    return msgspec.structs.replace(address, **members)


@pytest.mark.parametrize(("status", "verb"), list(product(typing.get_args(people.Status), ["disable", "enable"])))
def test_every_step_of_an_account(status: people.Status, verb: str) -> None:
    allowed = {("active", "disable"): "disabled", ("disabled", "enable"): "active"}
    user = a_user(status=status)
    if (status, verb) in allowed:
        after = people.with_status(user, verb, NOW)
        assert (after.status, after.version) == (allowed[status, verb], user.version + 1)
    else:
        with pytest.raises(errors.Conflict):
            people.with_status(user, verb, NOW)


@pytest.mark.parametrize("status", typing.get_args(sessions.Status))
def test_every_step_of_a_session(status: sessions.Status) -> None:
    session = msgspec.structs.replace(sessions.new_session("usr_1", ORIGIN, NOW), status=status)
    if status == "active":
        assert sessions.rotated(session, 1, NOW).generation == 2
        ended = sessions.revoked(session, "logout", NOW)
        assert (ended.status, ended.reason, ended.ended_at) == ("revoked", "logout", NOW)
    else:
        with pytest.raises(errors.Unauthenticated):
            sessions.rotated(session, 1, NOW)
        with pytest.raises(errors.Conflict):
            sessions.revoked(session, "logout", NOW)


@pytest.mark.parametrize("status", typing.get_args(security.Status))
def test_every_step_of_a_request(status: security.Status) -> None:
    request = msgspec.structs.replace(a_request(), status=status)
    if status == "pending":
        assert security.used(request, "password_reset", NOW).status == "used"
        assert security.superseded(request).status == "superseded"
    else:
        with pytest.raises(model.TokenInvalid):
            security.used(request, "password_reset", NOW)
        assert security.superseded(request).status == status


def a_request() -> model.SecurityRequest:
    return security.new_request(
        request_id="sec_1", kind="password_reset", user_id="usr_1", email="ada@example.com", token_hash="h", now=NOW
    )


def test_a_request_is_good_for_its_kind_and_its_time() -> None:
    request = a_request()
    for wrong in (
        (None, "password_reset", NOW),
        (request, "email_verification", NOW),
        (request, "password_reset", NOW + security.RESET_TTL),
    ):
        with pytest.raises(model.TokenInvalid) as refused:
            security.used(*wrong)
        assert refused.value.members["errors"][0]["pointer"] == "/token"


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("ada@example.com", "ada@example.com"),
        ("  Ada@EXAMPLE.Com ", "Ada@example.com"),
        ("a.b+c_d@sub.example.co.uk", "a.b+c_d@sub.example.co.uk"),
        ("jo\u0308rg@b\u00fccher.example", "j\u00f6rg@b\u00fccher.example"),
        ("o'neil@example.com", "o'neil@example.com"),
    ],
)
def test_emails_are_normalized(typed: str, normal: str) -> None:
    assert people.normalize_email(typed) == normal
    assert people.email_key(people.normalize_email(typed)) == normal.casefold()


@pytest.mark.parametrize(
    "typed",
    [
        "", "@", "ada", "ada@", "@example.com", "ada@localhost", "ada@example..com", "ada@-example.com",
        "a b@example.com", ".ada@example.com",
        "ada@exa mple.com", "ada@@example.com", "ada@example.com\r\nBcc: x@y.zz", "ada\x00@example.com",
        "ada.@example.com", "a..b@example.com", "<ada@example.com>", '"ada"@example.com', "a,b@example.com",
        "x" * 65 + "@example.com", "ada@" + "x" * 250 + ".com", "ada@example.com>", "ada@exam_ple!.com",
    ],
)  # fmt: skip
def test_what_is_no_email_is_refused(typed: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        people.normalize_email(typed)
    assert refused.value.members["errors"][0]["pointer"] == "/email"


@given(st.text(max_size=80))
def test_no_text_makes_an_email_with_control_characters_or_a_crash(text: str) -> None:
    try:
        email = people.normalize_email(text + "@example.com")
    except errors.Invalid:
        return
    assert not any(ord(char) < 0x20 or ord(char) == 0x7F for char in email)
    assert people.normalize_email(email) == email


def test_people_are_found_by_the_beginning_of_email_and_name() -> None:
    assert people.search_keys("Ada@example.com", "Ada King  Lovelace") == ("ada@example.com", "ada", "king", "lovelace")
    assert people.search_words(" ADA  love ") == ["ada", "love"]
    assert people.search_words("ada@exam") == ["ada@exam"]
    assert len(people.search_keys("a@b.cd", " ".join(f"w{n}" for n in range(50)))) == people.SEARCH_KEYS_MAX


def test_one_address_at_most_is_the_default() -> None:
    user = people.with_address(a_user(), an_address("adr_1", is_default=True), NOW)
    user = people.with_address(user, an_address("adr_2", is_default=True), NOW)
    assert [(each.id, each.is_default) for each in user.addresses] == [("adr_1", False), ("adr_2", True)]
    user = people.with_address(user, an_address("adr_1", city="Bonn"), NOW)
    assert [(each.id, each.city, each.is_default) for each in user.addresses] == [
        ("adr_1", "Bonn", False),
        ("adr_2", "Berlin", True),
    ]


def test_the_address_book_is_bounded_and_can_be_edited_when_full() -> None:
    user = a_user(addresses=tuple(an_address(f"adr_{n}") for n in range(people.ADDRESSES_MAX)))
    with pytest.raises(model.TooManyAddresses):
        people.with_address(user, an_address("adr_new"), NOW)
    assert people.with_address(user, an_address("adr_3", city="Bonn"), NOW).addresses[3].city == "Bonn"
    assert len(people.without_address(user, "adr_3", NOW).addresses) == people.ADDRESSES_MAX - 1
    with pytest.raises(errors.NotFound):
        people.without_address(user, "adr_other", NOW)
    with pytest.raises(errors.NotFound):
        people.address_of(user, "adr_other")


@pytest.mark.parametrize(
    ("actor", "before", "after", "allowed"),
    [
        ("admin", ["customer"], ["admin"], True),
        ("support", ["customer"], ["customer"], True),
        ("support", ["customer"], ["support"], True),
        ("support", ["customer"], ["admin"], False),
        ("support", ["admin"], ["customer"], False),
        ("support", ["finance"], ["finance"], False),
    ],
)
def test_nobody_grants_or_touches_more_than_their_own_rights(
    actor: str, before: list[str], after: list[str], allowed: bool
) -> None:
    scopes, user = auth.ROLES[actor], a_user(roles=tuple(before))
    if allowed:
        people.check_rights(scopes, user, after, auth.ROLES)
    else:
        with pytest.raises(model.BeyondOwnRights) as refused:
            people.check_rights(scopes, user, after, auth.ROLES)
        assert refused.value.members["scopes"]


def test_versions_are_compared_when_one_is_expected() -> None:
    user = a_user(version=7)
    people.check_version(user, None)
    people.check_version(user, 7)
    with pytest.raises(errors.VersionMismatch):
        people.check_version(user, 6)


def test_a_session_slides_until_its_lifetime_is_over() -> None:
    session = sessions.new_session("usr_1", ORIGIN, NOW)
    later = NOW + timedelta(days=20)
    assert sessions.rotated(session, 1, later).expires_at == later + sessions.IDLE_TTL
    with pytest.raises(errors.Unauthenticated):
        sessions.rotated(session, 1, NOW + sessions.IDLE_TTL)
    old = msgspec.structs.replace(session, expires_at=NOW + timedelta(days=365))
    assert sessions.rotated(old, 1, NOW + timedelta(days=179)).expires_at == NOW + sessions.LIFETIME_MAX


def test_a_generation_of_the_past_is_reuse_even_after_the_end_and_one_of_the_future_is_nonsense() -> None:
    session = sessions.rotated(sessions.new_session("usr_1", ORIGIN, NOW), 1, NOW)
    with pytest.raises(model.TokenReused):
        sessions.rotated(session, 1, NOW)
    with pytest.raises(model.TokenReused):
        sessions.rotated(sessions.revoked(session, "reused", NOW), 1, NOW)
    with pytest.raises(errors.Unauthenticated) as refused:
        sessions.rotated(session, 3, NOW)
    assert not isinstance(refused.value, model.TokenReused)


def test_the_least_used_sessions_make_room() -> None:
    many = [
        msgspec.structs.replace(sessions.new_session("usr_1", ORIGIN, NOW), last_used_at=NOW + timedelta(seconds=n))
        for n in range(sessions.ACTIVE_SESSIONS_MAX + 1)
    ]
    assert sessions.crowded_out(many[: sessions.ACTIVE_SESSIONS_MAX - 1]) == []
    assert sessions.crowded_out(many) == many[:2]


def test_a_revocation_reaches_exactly_what_was_issued_before() -> None:
    """The verifier takes a token's life off `until`: both sides must mean the same life."""
    assert sessions.ACCESS_TOKEN_TTL_S == auth.ACCESS_LIFETIME_S
    assert sessions.until(NOW) == NOW + timedelta(seconds=auth.ACCESS_LIFETIME_S)


def test_refresh_tokens_can_be_read_only_when_made_here() -> None:
    key, other, session_id = [b"k" * 32], [b"x" * 32], ids.new("ses")
    token = tokens.refresh_token(key, session_id, 12)
    assert tokens.read_refresh_token(key, token) == (session_id, 12)
    assert tokens.read_refresh_token([*other, *key], token) == (session_id, 12)
    assert tokens.read_refresh_token(other, token) is None
    for forged in (
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        token.replace(".12.", ".13."),
        token.replace(".12.", ".012."),
        token + "=",
        token + "\n",
        "",
        "x.y.z",
    ):
        assert tokens.read_refresh_token(key, forged) is None


def test_one_time_tokens_follow_from_the_request_alone() -> None:
    assert tokens.one_time_token([b"k"], "sec_1") == tokens.one_time_token([b"k"], "sec_1")
    made = {tokens.one_time_token([key], name) for key in (b"k", b"l") for name in ("sec_1", "sec_2")}
    assert len(made) == 4


def test_a_one_time_token_is_made_again_with_the_key_it_was_made_with() -> None:
    hashed = tokens.token_hash(token := tokens.one_time_token([b"old"], "sec_1"))
    assert tokens.one_time_token_again([b"new", b"old"], "sec_1", hashed) == token
    assert tokens.one_time_token_again([b"new"], "sec_1", hashed) is None


def a_key(generation: int, created_days: float, **members: typing.Any) -> keys.SigningKey:
    at = NOW + timedelta(days=created_days)
    key = keys.SigningKey(
        id=generation, kid=f"k{generation}", public=b"", sealed=b"", created_at=at, signs_from=at + keys.PUBLISHED_AHEAD
    )
    return msgspec.structs.replace(key, **members)


def test_a_new_key_is_published_before_it_signs_and_the_old_one_after() -> None:
    old, new = a_key(1, -31, signs_from=NOW - timedelta(days=31)), a_key(2, 0)
    both = [old, new]
    assert keys.signing(both, NOW) is old
    assert keys.published(both, NOW) == both
    ripe = NOW + keys.PUBLISHED_AHEAD
    assert keys.signing(both, ripe) is new
    assert keys.published(both, ripe) == both
    over = ripe + keys.OVERLAP
    assert keys.published(both, over) == [new]
    assert keys.replaced(both, over) == [old]
    assert timedelta(seconds=sessions.ACCESS_TOKEN_TTL_S) < keys.OVERLAP


def test_keys_are_due_at_the_start_and_every_thirty_days() -> None:
    assert keys.is_rotation_due([], NOW)
    assert keys.signs_from([], NOW) == NOW
    assert not keys.is_rotation_due([a_key(1, -29)], NOW)
    assert keys.is_rotation_due([a_key(1, -61), a_key(2, -30)], NOW)
    assert keys.next_generation([a_key(1, 0), a_key(2, 0)]) == 3
    assert keys.signing([a_key(1, 0)], NOW).id == 1  # the only one signs, whatever the clock of this replica says


@pytest.mark.parametrize(
    "password",
    [
        "password123", "Password123!", "P@ssw0rd2024", "qwertyuiop", "1234567890", "0987654321", "aaaaaaaaaaaa",
        "abcabcabcabc", "12121212121", "qwerty123456", "letmein2024!", "iloveyou123", "passwordpassword", "abcdefghij",
        "asdfghjkl123", "Welcome2023!", "administrator", "football1234", "abc123abc123", "qazwsxedc123",
    ],
)  # fmt: skip
def test_common_passwords_are_refused(password: str) -> None:
    assert passwords.weakness(password, "zoe@example.com") is not None


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple", "Tr0ub4dor&3-Xylo", "mein-Hund-heißt-Bello", "x7#kQ!2pLm", "sunny garden 47",
        "secret-Password-of-mine", "ünïcödé-wörds", "Souk-test-2024-xyz",
    ],
)  # fmt: skip
def test_other_passwords_are_taken(password: str) -> None:
    assert passwords.weakness(password, "zoe@example.com") is None


@pytest.mark.parametrize(
    ("password", "email", "part"),
    [
        ("short-one", "zoe@example.com", "at least 10"),
        ("x7#k" * 33, "zoe@example.com", "at most 128"),
        ("my-LOVELACE-pw", "lovelace@example.com", "must not contain"),
    ],
)
def test_other_weak_passwords_are_refused(password: str, email: str, part: str) -> None:
    assert part in (passwords.weakness(password, email) or "")


def test_a_very_short_local_part_does_not_spoil_every_password() -> None:
    assert passwords.weakness("sunny garden 47", "s@example.com") is None


@given(st.text(max_size=200), st.text(max_size=20))
def test_judging_a_password_never_fails(password: str, local_part: str) -> None:
    passwords.weakness(passwords.normalize(password), f"{local_part}@example.com")


def test_windows_follow_each_other() -> None:
    limit = throttling.Limit(10, 900)
    assert throttling.window(limit, 899) == (0, 1)
    assert throttling.window(limit, 900) == (1, 900)


def test_bodies_name_exactly_the_roles_that_there_are() -> None:
    assert set(typing.get_args(deps.Role)) == set(auth.ROLES)
