"""Words, MIME and SMTP: what leaves the house can be read by anybody's library, and nobody can smuggle anything in."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from email.message import EmailMessage

import babel.dates
import babel.numbers
import msgspec
import pytest

from notification import facts
from notification.post import Post
from souk import contracts
from souk.contracts.event import Event
from souk.kit import clock
from souk.kit.money import Money
from souk.notification.mailer import compose, smtp, speech, words
from souk.notification.model import Email, Kind

COMPOSER = compose.Composer(
    sender="Söuk Shop <shop@example.com>", shop="Souk & Sons", url="https://shop.example/", guest_key=b"k"
)
SECURITY = words.SecurityMail(
    kind="password_reset",
    user_id="usr_1",
    email="ada@example.com",
    name="Ada <b>",
    token="t0ken-_",
    expires_at=datetime(2030, 1, 2, 3, 4, tzinfo=UTC),
)
EVERY_KIND: list[tuple[Kind, Event]] = [
    ("order_confirmed", facts.confirmed()),
    ("order_cancelled", facts.cancelled()),
    ("order_shipped", facts.fulfilled()),
    ("order_delivered", facts.delivered()),
    ("order_refunded", facts.refunded()),
    ("welcome", facts.registered()),
    ("password_reset", facts.reset_requested()),
    ("email_verification", facts.verification_requested()),
]


def row(kind: Kind, fact: Event, *, to: str = "ada@example.com", locale: str = "en") -> Email:
    return Email(
        id="eml_0001",
        kind=kind,
        to=to,
        to_key=to,
        locale=locale,
        content=msgspec.json.encode(fact),
        number="S-1001",
        at=clock.now(),
    )


def written(kind: Kind, fact: Event, *, to: str = "ada@example.com", locale: str = "en") -> EmailMessage:
    security = SECURITY if words.needs_token(kind) else None
    message = COMPOSER.compose(row(kind, fact, to=to, locale=locale), security)
    return email.message_from_bytes(message.content, policy=email.policy.default)


def read(mail: Email) -> str:
    """The words of a mail."""
    content = COMPOSER.compose(mail).content
    return part(email.message_from_bytes(content, policy=email.policy.default), "plain")


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body(preferencelist=(kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize(("kind", "fact"), EVERY_KIND)
def test_every_kind_can_be_read_back_by_the_standard_library(kind: Kind, fact: Event) -> None:
    message = written(kind, fact)
    assert message.get_content_type() == "multipart/alternative"
    assert message["To"] == "ada@example.com"
    assert message["From"] == "Söuk Shop <shop@example.com>"
    assert message["Message-ID"] == "<eml_0001@example.com>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"]
    assert abs((message["Date"].datetime - clock.now()).total_seconds()) < 5
    assert not message.defects
    assert "Souk & Sons" in part(message, "plain")
    assert "Souk &amp; Sons" in part(message, "html")
    assert "https://shop.example" in part(message, "plain")


@pytest.mark.parametrize(("kind", "fact"), EVERY_KIND)
def test_what_is_sent_is_ascii_in_short_lines_that_end_in_crlf(kind: Kind, fact: Event) -> None:
    security = SECURITY if words.needs_token(kind) else None
    content = COMPOSER.compose(row(kind, fact), security).content
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 120


def test_an_order_confirmation_says_what_was_bought() -> None:
    message = written("order_confirmed", facts.confirmed(discount=100, user_id="usr_1"))
    text, html = part(message, "plain"), part(message, "html")
    assert message["Subject"] == "Your order S-1001 is confirmed"
    for said in ("2 × Linen shirt: €39.98\n1 × Mug: €9.00\n\nSubtotal: €48.98\nDiscount: -€1.00\nShipping: €4.95\n",
                 "Total: €53.93"):  # fmt: skip
        assert said in text
    assert "Linen shirt" in html
    assert "€53.93" in html


def test_everybody_gets_a_link_to_the_order_and_a_guest_one_that_opens_it() -> None:
    guest, person = row("order_confirmed", facts.confirmed()), row("order_confirmed", facts.confirmed(user_id="usr_1"))
    person.user_id = "usr_1"
    page = "https://shop.example/orders/ord_1"
    to_guest, to_person = (read(each) for each in (guest, person))
    assert f"{page}?token={contracts.order.guest_token(b'k', 'ord_1')}\n" in to_guest
    assert f"{page}\n" in to_person


@pytest.mark.parametrize("reason", ["out_of_stock", "payment_declined", "expired", "customer", "staff", "unheard_of"])
@pytest.mark.parametrize("was_confirmed", [True, False])
def test_a_cancellation_says_why_and_what_happens_to_the_money(reason: str, was_confirmed: bool) -> None:
    text = part(written("order_cancelled", facts.cancelled(reason=reason, was_confirmed=was_confirmed)), "plain")
    assert "S-1001" in text
    assert ("goes back the way it came" in text) is was_confirmed


def test_security_mails_carry_the_link_and_when_it_ends() -> None:
    message = written("password_reset", facts.reset_requested())
    assert "https://shop.example/reset-password?token=t0ken-_" in part(message, "plain")
    assert 'href="https://shop.example/reset-password?token=t0ken-_"' in part(message, "html")
    assert "2 January 2030, 03:04 UTC" in part(message, "plain")
    assert "verify-email?token=" in part(written("email_verification", facts.verification_requested()), "plain")


def test_html_is_escaped_and_text_is_not() -> None:
    message = written("order_confirmed", facts.confirmed(title="<script>alert('Müller & Co')</script>"))
    assert "<script>alert('Müller & Co')</script>" in part(message, "plain")
    assert "<script>" not in part(message, "html")
    assert "&lt;script&gt;" in part(message, "html")


@pytest.mark.parametrize(
    "evil",
    [
        "Ada\r\nBcc: eve@example.com",
        "Ada\nBcc: eve@example.com",
        "Ada\r\n\r\n<p>body</p>",
        "Ada\x00\x1b[31m",
        "Ada\u2028Bcc: eve@example.com",
        "=?utf-8?q?Bcc?= Ada",
        "Ada " * 300,
        "\r\n.\r\nMAIL FROM:<eve@example.com>\r\n",
        "--=_souk_part--",
    ],
)
def test_no_name_or_title_can_become_a_header_or_a_part(evil: str) -> None:
    for kind, fact in (("welcome", facts.registered(name=evil)), ("order_confirmed", facts.confirmed(title=evil))):
        message = written(kind, fact)  # type: ignore[arg-type]  # a tuple of literals
        assert message["Bcc"] is None
        assert len(message.keys()) == 8
        assert [each.get_content_type() for each in message.iter_parts()] == ["text/plain", "text/html"]
        assert not message.defects


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("Your order", "Your order"),
        ("a\r\nb  c\t\x07d", "a b c d"),
        ("Grüße, Zoë", "Grüße, Zoë"),
        ("=?x?= y", "=?x?= y"),
    ],
)
def test_subjects_of_any_kind_read_the_same_at_the_other_end(text: str, header: str) -> None:
    raw = compose.header_text(compose.one_line(text))
    assert raw.isascii()
    assert all(len(line) <= 78 for line in raw.split("\r\n"))
    message = email.message_from_bytes(f"Subject: {raw}\r\n\r\n".encode(), policy=email.policy.default)
    assert message["Subject"] == header


@pytest.mark.parametrize("to", ["nobody", "a@b\r\nRCPT TO:<e@x.y>", "a b@example.com", ""])
def test_what_is_no_address_is_undeliverable(to: str) -> None:
    with pytest.raises(compose.Undeliverable):
        COMPOSER.compose(row("welcome", facts.registered(), to=to))


def test_domains_beyond_ascii_travel_as_punycode_and_local_parts_ask_for_utf8() -> None:
    plain = COMPOSER.compose(row("welcome", facts.registered(), to="ada@bücher.example"))
    assert (plain.to, plain.needs_utf8) == ("ada@xn--bcher-kva.example", False)
    assert COMPOSER.compose(row("welcome", facts.registered(), to="jörg@example.com")).needs_utf8


def test_a_row_that_cannot_be_written_is_undeliverable_not_an_accident() -> None:
    broken = row("welcome", facts.registered())
    broken.content = b'{"user_id": 7}'
    with pytest.raises(compose.Undeliverable):
        COMPOSER.compose(broken)
    broken.content = None
    with pytest.raises(compose.Undeliverable):
        COMPOSER.compose(broken)


def test_a_language_without_templates_is_written_in_english() -> None:
    assert written("welcome", facts.registered(), locale="fr-CH")["Subject"] == "Welcome to Souk & Sons"


@pytest.mark.parametrize(("kind", "fact"), EVERY_KIND)
def test_every_kind_is_written_in_german(kind: Kind, fact: Event) -> None:
    english, german = written(kind, fact), written(kind, fact, locale="de-AT")
    for each in ("plain", "html"):
        assert part(german, each) != part(english, each)
    assert '<html lang="de">' in part(german, "html")
    assert german["Subject"] != english["Subject"]
    assert "https://shop.example/de" in part(german, "plain")
    assert not re.search(r"\b(?:your|the|order|you)\b", part(german, "plain"), re.IGNORECASE)


def test_an_order_confirmation_in_german_writes_as_germans_do() -> None:
    text = part(written("order_confirmed", facts.confirmed(discount=123_456), locale="de"), "plain")
    assert "2 × Linen shirt: 39,98\xa0€\n" in text
    assert "Rabatt: -1.234,56\xa0€\n" in text
    assert "https://shop.example/de/orders/ord_1?token=" in text
    until = part(written("password_reset", facts.reset_requested(), locale="de"), "plain")
    assert "bis 2. Januar 2030, 03:04 Uhr (UTC)" in until
    assert "https://shop.example/de/reset-password?token=t0ken-_" in until


@pytest.mark.parametrize("locale", [pytest.param("en_IE", id="en"), pytest.param("de_DE", id="de")])
@pytest.mark.parametrize(
    "amount",
    [
        Money(123456, "EUR"),
        Money(5, "USD"),
        Money(-1999, "GBP"),
        Money(1500, "CHF"),
        Money(123_456_789, "KWD"),
    ],
)
def test_prices_are_written_as_others_who_know_them_do(amount: Money, locale: str) -> None:
    digits = babel.numbers.get_currency_precision(amount.currency)
    known = babel.numbers.format_currency(Decimal(amount.amount).scaleb(-digits), amount.currency, locale=locale)
    # Ireland's dollar is one of many, ours is not; whether a space follows a code is where browsers and babel differ
    said = speech.SPEECHES[locale[:2]].price(amount)
    assert said.replace("\xa0", "") == known.replace("US$", "$").replace("\xa0", "")


def test_a_price_without_minor_units() -> None:
    assert [each.price(Money(1500, "JPY")) for each in speech.SPEECHES.values()] == ["¥1,500", "1.500\xa0¥"]


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_named_as_others_do(month: int) -> None:
    moment = datetime(2030, month, 5, 6, 7, tzinfo=UTC)
    for each in speech.SPEECHES.values():
        assert babel.dates.format_datetime(moment, "MMMM y, HH:mm", locale=each.language) in each.at(moment)


@pytest.mark.parametrize("url", ["", "http://host", "smtp://", "host:25"])
def test_a_wrong_mail_server_is_refused_at_start(url: str) -> None:
    with pytest.raises(ValueError, match="SOUK_SMTP_URL"):
        smtp.SmtpPost(url, "shop@example.com")


def test_a_wrong_sender_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="cannot be sent from"):
        compose.Composer(sender="nobody", shop="Souk", url="http://x", guest_key=b"k")


def message(to: str = "ada@example.com", text: str = "Subject: hi\r\n\r\n.dot\r\n..two\r\n") -> compose.Message:
    return compose.Message(row("welcome", facts.registered(), to=to), to, text.encode())


class Script(asyncio.Protocol):
    """A mail server that answers from a script: one entry per command or message; `None` hangs up."""

    def __init__(
        self, answers: Sequence[str | None], features: str, seen: list[str], transports: list[asyncio.Transport]
    ) -> None:
        self._answers = list(answers)
        self._features = features
        self._seen = seen
        self._transports = transports
        self._buffer = b""
        self._in_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._transports.append(transport)
        transport.write(b"220 hi\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while True:
            mark = b".\r\n" if self._in_data else b"\r\n"
            line, found, rest = self._buffer.partition(mark)
            if not found or (self._in_data and line and not line.endswith(b"\r\n")):
                return
            self._buffer = rest
            if line.startswith(b"EHLO"):
                self._transport.write(f"250-test\r\n{self._features}250 OK\r\n".encode())
                continue
            self._seen.append(line.decode())
            answer = self._answers.pop(0) if self._answers else None
            if answer is None:
                self._transport.abort()
                return
            self._in_data = answer.startswith("354")
            self._transport.write(answer.encode() + b"\r\n")


class Scripted:
    """Starts scripted servers."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._servers: list[asyncio.Server] = []
        self._carriers: list[smtp.Carrier] = []
        self._transports: list[asyncio.Transport] = []

    async def carrier(self, *answers: str | None, features: str = "250-PIPELINING\r\n") -> smtp.Carrier:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Script(answers, features, self.seen, self._transports), "127.0.0.1", 0
        )
        self._servers.append(server)
        port = server.sockets[0].getsockname()[1]
        carrier = await smtp.SmtpPost(f"smtp://127.0.0.1:{port}", "shop@example.com").connect()
        self._carriers.append(carrier)
        return carrier

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for carrier in self._carriers:
            carrier.close()
        for transport in self._transports:
            transport.close()
        await asyncio.sleep(0.02)  # closing takes the loop a turn or two


@pytest.fixture
async def scripted() -> AsyncIterator[Scripted]:
    servers = Scripted()
    yield servers
    await servers.close()


OK = ("250 ok", "250 ok", "354 go on", "250 queued")


async def test_many_mails_go_over_one_connection(post: Post) -> None:
    carrier = await smtp.SmtpPost(f"smtp://127.0.0.1:{post.port}", "shop@example.com").connect()
    assert isinstance(carrier, smtp.Pipeline)
    for _ in range(2):
        replies = await carrier.send([message(f"p{n}@example.com") for n in range(40)])
        assert all(reply.is_accepted for reply in replies)
    assert carrier.is_open
    letters = await post.wait_for(80)
    assert letters[3].to == ("p3@example.com",)
    assert letters[3].text == ".dot\n..two\n"
    assert len(post.sessions) == 1
    carrier.close()


@pytest.mark.parametrize("features", ["250-PIPELINING\r\n", ""])
async def test_one_refused_mail_leaves_its_neighbours_alone(scripted: Scripted, features: str) -> None:
    refused = ("250 ok", "550 no such user", *(["503 no recipients", "250 reset"] if features else ["250 reset"]))
    carrier = await scripted.carrier(*OK, *refused, *OK, features=features)
    replies = await carrier.send([message(), message("gone@example.com"), message()])
    assert [reply.code for reply in replies] == [250, 550, 250]
    assert replies[1].text == "no such user"
    assert carrier.is_open
    carrier.close()


async def test_a_server_that_goes_on_without_recipients_gets_nothing_to_deliver(scripted: Scripted) -> None:
    carrier = await scripted.carrier("250 ok", "450 later", "354 go on", "554 no recipients", *OK)
    replies = await carrier.send([message(), message()])
    assert [reply.code for reply in replies] == [450, 250]
    assert replies[0].is_for_now
    assert "" in scripted.seen


async def test_a_mail_refused_after_its_text(scripted: Scripted) -> None:
    carrier = await scripted.carrier("250 ok", "250 ok", "354 go on", "554 spam", *OK)
    assert [reply.code for reply in await carrier.send([message(), message()])] == [554, 250]


async def test_the_last_mail_refused_leaves_the_connection_usable(scripted: Scripted) -> None:
    carrier = await scripted.carrier("452 full", "503 no", "503 no", "250 reset", *OK)
    assert [reply.code for reply in await carrier.send([message()])] == [452]
    assert carrier.is_open
    assert [reply.code for reply in await carrier.send([message()])] == [250]


@pytest.mark.parametrize("features", ["250-PIPELINING\r\n", ""])
async def test_a_connection_that_breaks_loses_only_what_was_not_answered(scripted: Scripted, features: str) -> None:
    carrier = await scripted.carrier(*OK, "250 ok", "250 ok", None, features=features)
    replies = await carrier.send([message(), message(), message()])
    assert [reply.is_accepted for reply in replies] == [True, False, False]
    assert [reply.is_lost for reply in replies] == [False, True, True]
    assert not carrier.is_open


async def test_a_server_that_says_it_closes_is_believed(scripted: Scripted) -> None:
    carrier = await scripted.carrier("421 going away")
    assert [reply.is_lost for reply in await carrier.send([message()])] == [True]
    assert not carrier.is_open


async def test_nonsense_ends_the_connection(scripted: Scripted) -> None:
    carrier = await scripted.carrier("hello?")
    assert [reply.is_lost for reply in await carrier.send([message()])] == [True]
    assert not carrier.is_open


async def test_a_silent_server_is_given_up(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "SEND_TIMEOUT_S", 0.1)
    carrier = await scripted.carrier("250-ok", "250-ok", "250-ok")
    assert [reply.is_lost for reply in await carrier.send([message()])] == [True]
    assert not carrier.is_open


@pytest.mark.parametrize("features", ["250-PIPELINING\r\n", ""])
async def test_addresses_beyond_ascii_need_a_server_that_takes_them(scripted: Scripted, features: str) -> None:
    carrier = await scripted.carrier(*OK, features=features)
    replies = await carrier.send([message("jörg@example.com"), message()])
    assert [reply.code for reply in replies] == [553, 250]


async def test_addresses_beyond_ascii_are_sent_where_they_are_taken(post: Post) -> None:
    carrier = await smtp.SmtpPost(f"smtp://127.0.0.1:{post.port}", "shop@example.com").connect()
    assert [reply.code for reply in await carrier.send([message("jörg@example.com")])] == [250]
    assert (await post.wait_for(1))[0].to == ("jörg@example.com",)
    carrier.close()


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(smtp.Unreachable):
        await smtp.SmtpPost("smtp://127.0.0.1:1", "shop@example.com").connect()


async def test_a_password_is_never_sent_in_the_clear(post: Post) -> None:
    with pytest.raises(smtp.Unreachable):
        await smtp.SmtpPost(f"smtp://me:secret@127.0.0.1:{post.port}", "shop@example.com").connect()
