"""The mails that came last, in memory and on disk."""

from __future__ import annotations

import email
import email.policy
import logging
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import BinaryIO

import msgspec

from souk.kit import clock, ids

LOG = logging.getLogger(__name__)

MAILS_MAX = 1_000
MEMORY_BYTES_MAX = 64 * 1024 * 1024
SEGMENT_BYTES_MAX = 32 * 1024 * 1024
"""On disk two segments are kept, each of at most this size and `MAILS_MAX` mails."""
_CURRENT = "mails.jsonl"
_PREVIOUS = "mails.old.jsonl"


class Mail(msgspec.Struct, frozen=True):
    """One mail as it came: the envelope, and the message as it was sent. `number` counts all mails that ever came."""

    id: str
    number: int
    at: datetime
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class Letter(msgspec.Struct, frozen=True):
    """A mail as people read it; what it does not have is empty."""

    id: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    at: datetime


class Mailbox:
    """Keeps the last `MAILS_MAX` mails; what it was opened with is what was there before.

    Mails are appended to a file and handed to the operating system by `flush`; a machine that loses power may forget
    the latest of them, which for a mailbox that delivers nothing is no loss.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mails: OrderedDict[str, Mail] = OrderedDict()
        self._letters: dict[str, Letter] = {}
        self._bytes = 0
        self.total = 0
        """How many mails ever came."""
        self._encoder = msgspec.json.Encoder()
        folder.mkdir(parents=True, exist_ok=True)
        for mail in _read(folder / _PREVIOUS):
            self._keep(mail)
        current = list(_read(folder / _CURRENT))
        for mail in current:
            self._keep(mail)
        self._file: BinaryIO = (folder / _CURRENT).open("ab")
        self._written = len(current)
        if self._file.tell() and not (folder / _CURRENT).read_bytes().endswith(b"\n"):
            self._file.write(b"\n")  # the process died in the middle of a line

    def add(self, sender: str, recipients: Sequence[str], raw: bytes) -> Mail:
        """Keep a mail, and forget the oldest when there are too many."""
        mail = Mail(ids.new("mail"), self.total + 1, clock.now(), sender, tuple(recipients), raw)
        if self._written >= MAILS_MAX or self._file.tell() >= SEGMENT_BYTES_MAX:
            self._turn_over()
        self._file.write(self._encoder.encode(mail) + b"\n")
        self._written += 1
        self._keep(mail)
        return mail

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def letters(self, *, to: str | None, limit: int) -> list[Letter]:
        """The newest first; with `to` only those for that recipient, whatever the letter case."""
        found: list[Letter] = []
        wanted = None if to is None else to.casefold()
        for mail in reversed(self._mails.values()):
            if len(found) >= limit:
                break
            if wanted is None or any(each.casefold() == wanted for each in mail.recipients):
                found.append(self._letter(mail))
        return found

    def letter(self, mail_id: str) -> Letter | None:
        mail = self._mails.get(mail_id)
        return None if mail is None else self._letter(mail)

    def _keep(self, mail: Mail) -> None:
        self._mails[mail.id] = mail
        self._bytes += len(mail.raw)
        self.total = max(self.total, mail.number)
        while len(self._mails) > MAILS_MAX or (self._bytes > MEMORY_BYTES_MAX and len(self._mails) > 1):
            _, oldest = self._mails.popitem(last=False)
            self._letters.pop(oldest.id, None)
            self._bytes -= len(oldest.raw)

    def _turn_over(self) -> None:
        self._file.close()
        (self._folder / _CURRENT).replace(self._folder / _PREVIOUS)
        self._file = (self._folder / _CURRENT).open("ab")
        self._written = 0

    def _letter(self, mail: Mail) -> Letter:
        """Taking a message apart costs more than taking it in, so it is done when somebody looks."""
        if mail.id not in self._letters:
            self._letters[mail.id] = _read_letter(mail)
        return self._letters[mail.id]


def _read(path: Path) -> Iterator[Mail]:
    if not path.exists():
        return
    decoder = msgspec.json.Decoder(Mail)
    with path.open("rb") as lines:
        for line in lines:
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError:
                if line.strip():
                    LOG.warning("a mail in %s cannot be read and is left out", path.name)


def _read_letter(mail: Mail) -> Letter:
    message = email.message_from_bytes(mail.raw, policy=email.policy.default)
    return Letter(
        id=mail.id,
        sender=str(message.get("From", mail.sender)),
        to=mail.recipients,
        subject=str(message.get("Subject", "")),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        at=mail.at,
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return content.decode(part.get_content_charset("utf-8"), errors="replace").replace("\r\n", "\n")
