"""Many documents like one that a service wrote: the bytes of it with other ids, at other times.

Ids have one length, and so do times: a copy is made by overwriting bytes, a hundred times as fast as by encoding.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import bson
from bson.raw_bson import RawBSONDocument

from souk.kit import ids, mongo

KEY = re.compile(rb"(?:ord|pay|ch|evt|eml)_([0-9a-v]{26})")
"""What belongs to one order alone; products and places do not."""
NUMBER = b"0000000"
"""Stands for the order's number in what is copied."""
_TIME_CHARACTERS = 10
_ALPHABET = "0123456789abcdefghijklmnopqrstuv"
_EPOCH_MS = struct.Struct("<q")
_UNIX = datetime.fromtimestamp(0).astimezone()


class Keys:
    """The keys of one copy: as sortable by time as those of the original, one new for each old."""

    def __init__(self, moment: datetime, serial: int) -> None:
        self._time = ids.since("x", moment)[2 : 2 + _TIME_CHARACTERS]
        self._serial = serial
        self._new: dict[bytes, bytes] = {}

    def new(self, old: bytes) -> bytes:
        """The key that stands for this one in everything of the copy."""
        known = self._new.get(old)
        if known is None:
            known = self._new[old] = self._made(len(self._new))
        return known

    def _made(self, place: int) -> bytes:
        number, letters = self._serial * 16 + place, []
        for _ in range(16):
            number, letter = divmod(number, 32)
            letters.append(_ALPHABET[letter])
        return (self._time + "".join(reversed(letters))).encode()


class Stencil:
    """One document to be copied."""

    def __init__(self, document: mongo.Document) -> None:
        if "number" in document:
            document = {**document, "number": NUMBER.decode()}
        self._raw = bson.encode(document)
        self._keys = [(found.start(1), found.group(1)) for found in KEY.finditer(self._raw)]
        self._numbers = [found.start() for found in re.finditer(NUMBER, self._raw)]
        self._times = sorted({place for ms in set(_times(document)) for place in _places(self._raw, ms)})

    def cut(self, keys: Keys, number: str, later: timedelta) -> RawBSONDocument:
        """A copy with these keys and this number, of seven digits, everything so much later."""
        raw = bytearray(self._raw)
        for at, old in self._keys:
            raw[at : at + len(old)] = keys.new(old)
        for at in self._numbers:
            raw[at : at + len(NUMBER)] = number.encode()
        shift_ms = later // timedelta(milliseconds=1)
        for at in self._times:
            _EPOCH_MS.pack_into(raw, at, _EPOCH_MS.unpack_from(raw, at)[0] + shift_ms)
        return RawBSONDocument(bytes(raw))


def cut_text(text: bytes, keys: Keys) -> bytes:
    """The same for what is no document; its times stay."""
    return KEY.sub(lambda found: found.group(0)[: -len(found.group(1))] + keys.new(found.group(1)), text)


def _times(value: Any) -> Iterator[int]:
    if isinstance(value, datetime):
        yield (value - _UNIX) // timedelta(milliseconds=1)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _times(each)
    elif isinstance(value, list):
        for each in value:
            yield from _times(each)


def _places(raw: bytes, ms: int) -> Iterator[int]:
    packed = _EPOCH_MS.pack(ms)
    at = raw.find(packed)
    while at >= 0:
        yield at
        at = raw.find(packed, at + 1)
