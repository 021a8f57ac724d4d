"""The mail sink: SMTP in, pages and JSON out, bounded, kept over a restart."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import httpx
import pytest

from souk.local.smtp_sink import mailbox as mailboxes
from souk.local.smtp_sink import smtp
from souk.local.smtp_sink.__main__ import Settings, serve
from souk.local.smtp_sink.mailbox import Mailbox


@dataclass
class Sink:
    smtp_port: int
    client: httpx.AsyncClient


@contextlib.asynccontextmanager
async def sink(folder: Path) -> AsyncIterator[Sink]:
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(Settings(mail_dir=str(folder)), stop, ready))
    smtp_port, http_port = await asyncio.wait_for(ready, 5)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{http_port}") as client:
        yield Sink(smtp_port, client)
    stop.set()
    await asyncio.wait_for(serving, 5)


def mail(subject: str = "Grüße", to: str = "ada@example.com") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "shop@example.com", to, subject
    message.set_content("Hällo\n.leading dot\n..two\n")
    message.add_alternative("<p>Hällo</p>", subtype="html")
    return message


async def send(port: int, *messages: EmailMessage) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as client:
        for message in messages:
            await client.send_message(message)


async def talk(port: int, *pieces: bytes) -> bytes:
    """Say something to the server in so many pieces; answers all that it said until it closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.02)
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    return answer


async def test_a_mail_sent_over_smtp_is_listed(tmp_path: Path) -> None:
    async with sink(tmp_path) as running:
        await send(running.smtp_port, mail())
        document = (await running.client.get("/dev/mailbox")).json()
    assert document["total"] == 1
    [item] = document["items"]
    assert item["subject"] == "Grüße"
    assert item["from"] == "shop@example.com"
    assert item["to"] == ["ada@example.com"]
    assert item["text"] == "Hällo\n.leading dot\n..two\n"
    assert item["html"].strip() == "<p>Hällo</p>"
    assert item["at"].endswith("Z")


async def test_the_list_can_be_narrowed_to_a_recipient_and_bounded(tmp_path: Path) -> None:
    async with sink(tmp_path) as running:
        await send(running.smtp_port, mail("one"), mail("two", "bob@example.com"), mail("three"))
        mine = (await running.client.get("/dev/mailbox", params={"to": "ADA@example.com"})).json()["items"]
        last = (await running.client.get("/dev/mailbox", params={"limit": 1})).json()
        refused = await running.client.get("/dev/mailbox", params={"limit": "0"})
    assert [item["subject"] for item in mine] == ["three", "one"]
    assert [item["subject"] for item in last["items"]] == ["three"]
    assert last["total"] == 3
    assert refused.status_code == 422
    assert refused.headers["content-type"].startswith("application/problem+json")


async def test_a_browser_gets_pages_in_which_mails_can_do_nothing(tmp_path: Path) -> None:
    evil = mail("<script>alert(1)</script>")
    evil.get_payload()[1].set_content("<script>alert(2)</script>\"'><b>", subtype="html")  # type: ignore[union-attr,index]  # two parts
    async with sink(tmp_path) as running:
        await send(running.smtp_port, evil)
        as_html = {"Accept": "text/html,*/*"}
        listed = await running.client.get("/dev/mailbox", headers=as_html)
        forced = await running.client.get("/dev/mailbox", params={"format": "json"}, headers=as_html)
        mail_id = forced.json()["items"][0]["id"]
        shown = await running.client.get(f"/dev/mailbox/{mail_id}", headers=as_html)
        one = await running.client.get(f"/dev/mailbox/{mail_id}")
        missing = await running.client.get("/dev/mailbox/mail_none")
    for page in (listed, shown):
        assert page.headers["content-type"].startswith("text/html")
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "<script>" not in page.text
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in shown.text
    assert one.json()["subject"] == "<script>alert(1)</script>"
    assert missing.status_code == 404


async def test_mails_and_their_number_survive_a_restart(tmp_path: Path) -> None:
    async with sink(tmp_path) as running:
        await send(running.smtp_port, mail("before"))
    with (tmp_path / "mails.jsonl").open("ab") as file:
        file.write(b'{"id": "torn')
    async with sink(tmp_path) as running:
        await send(running.smtp_port, mail("after"))
    async with sink(tmp_path) as running:
        document = (await running.client.get("/dev/mailbox")).json()
        ready = await running.client.get("/readyz")
    assert [item["subject"] for item in document["items"]] == ["after", "before"]
    assert document["total"] == 2
    assert ready.status_code == 200


def test_only_the_last_mails_are_kept_in_memory_and_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "MAILS_MAX", 10)
    box = Mailbox(tmp_path)
    for number in range(35):
        box.add("a@example.com", ["b@example.com"], b"Subject: %d\r\n\r\n" % number)
    box.close()
    lines = sum(len(path.read_bytes().splitlines()) for path in tmp_path.iterdir())
    again = Mailbox(tmp_path)
    assert lines <= 20
    assert [letter.subject for letter in again.letters(to=None, limit=100)] == [str(n) for n in range(34, 24, -1)]
    assert again.total == 35
    again.close()


def test_memory_is_bounded_by_bytes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "MEMORY_BYTES_MAX", 1_000)
    box = Mailbox(tmp_path)
    for _ in range(5):
        box.add("a@example.com", ["b@example.com"], b"x" * 400)
    assert len(box.letters(to=None, limit=100)) == 2
    box.close()


async def test_pipelined_commands_are_answered_in_order(tmp_path: Path) -> None:
    async with sink(tmp_path) as running:
        answer = await talk(
            running.smtp_port,
            b"EHLO me\r\n",
            b"MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\n",
            b"Subject: one\r\n\r\n..dot\r\n.\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<g@h.i>\r\nDATA\r\n",
            b".\r",
            b"\nQUIT\r\n",
        )
        document = (await running.client.get("/dev/mailbox")).json()
    codes = [line[:4] for line in answer.decode().splitlines()]
    hello, rest = codes[:6], codes[6:]
    assert hello == ["220 ", "250-", "250-", "250-", "250-", "250 "]
    assert rest == ["250 ", "250 ", "354 ", "250 ", "250 ", "250 ", "354 ", "250 ", "221 "]
    assert [item["to"] for item in document["items"]] == [["g@h.i"], ["d@e.f"]]
    assert document["items"][1]["text"] == ".dot\n"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"RCPT TO:<a@b.c>\r\n", "503"),
        (b"DATA\r\n", "503"),
        (b"MAIL FROM:nobody\r\n", "501"),
        (b"MAIL FROM:<a@b.c>\r\nRCPT TO:<>\r\n", "501"),
        (b"MAIL FROM:<a@b.c>\r\nMAIL FROM:<a@b.c>\r\n", "503"),
        (b"MAIL FROM:<a@b.c>\r\n" + b"RCPT TO:<a@b.c>\r\n" * 101, "452"),
        (b"FROBNICATE\r\n", "502"),
        (b"VRFY me\r\n", "252"),
        (b"NOOP\r\n", "250"),
        (b"MAIL FROM:<a@b.c>\r\nRSET\r\nRCPT TO:<a@b.c>\r\n", "503"),
        (b"HELO me\r\n", "250"),
    ],
)
async def test_commands_out_of_order_or_unknown_are_refused(tmp_path: Path, said: bytes, code: str) -> None:
    async with sink(tmp_path) as running:
        answer = await talk(running.smtp_port, said + b"QUIT\r\n")
    assert answer.decode().splitlines()[-2].startswith(code)


async def test_endless_lines_and_messages_end_the_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "MESSAGE_BYTES_MAX", 1_000)
    async with sink(tmp_path) as running:
        line = await talk(running.smtp_port, b"x" * 3_000)
        message = await talk(running.smtp_port, b"MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\n" + b"y" * 2_000)
    assert line.splitlines()[-1].startswith(b"500")
    assert message.splitlines()[-1].startswith(b"552")


async def test_too_many_connections_are_turned_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "CONNECTIONS_MAX", 0)
    async with sink(tmp_path) as running:
        assert (await talk(running.smtp_port)).startswith(b"421")


async def test_an_idle_connection_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "IDLE_TIMEOUT_S", 0.05)
    async with sink(tmp_path) as running:
        assert b"421 idle" in await talk(running.smtp_port, b"NOOP\r\n")
