"""The one map from refusals to HTTP: RFC 9457 problem documents."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from souk.kit import errors, trace

MEDIA_TYPE = "application/problem+json"
_STATUSES: tuple[tuple[type[errors.Refusal], int], ...] = (
    # refinements before their kind
    (errors.Malformed, 400),
    (errors.TooLarge, 413),
    (errors.UnsupportedMedia, 415),
    (errors.VersionMismatch, 412),
    (errors.TooManyRequests, 429),
    (errors.Invalid, 422),
    (errors.Unauthenticated, 401),
    (errors.Forbidden, 403),
    (errors.NotFound, 404),
    (errors.Conflict, 409),
    (errors.Unavailable, 503),
)
_PATH = re.compile(r" - at `(?:key` in `)?\$(.*)`$")
_UNKNOWN = re.compile(r"^Object contains unknown field `(.*)`\Z")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


class FieldError(msgspec.Struct):
    """One member that is wrong: where, and what about it."""

    pointer: str
    detail: str


class Problem(msgspec.Struct, omit_defaults=True):
    """An RFC 9457 problem; some carry more typed members."""

    type: str
    title: str
    status: int
    detail: str = ""
    instance: str = ""
    errors: list[FieldError] | None = None


class MethodNotAllowed(errors.Refusal):
    slug = "method-not-allowed"
    title = "This method is not for this resource"


class InternalError(errors.Refusal):
    slug = "internal-error"
    title = "Something went wrong on our side"


def status_of(refusal: type[errors.Refusal]) -> int:
    """The HTTP status of a kind of refusal."""
    if issubclass(refusal, MethodNotAllowed):
        return 405
    return next((status for kind, status in _STATUSES if issubclass(refusal, kind)), 500)


def render(refusal: errors.Refusal) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer that says no."""
    status = status_of(type(refusal))
    document: dict[str, Any] = {
        "type": f"/problems/{refusal.slug}",
        "title": refusal.title,
        "status": status,
        "detail": refusal.detail or refusal.title,
    }
    if (here := trace.current()) is not None:
        document["instance"] = here.trace_id
    document.update(refusal.members)
    headers = {"content-type": MEDIA_TYPE, "cache-control": "no-store"}
    if isinstance(refusal, errors.Unavailable):
        headers["retry-after"] = str(refusal.retry_after_s)
    if isinstance(refusal, errors.TooManyRequests) and refusal.limit is not None:
        headers["ratelimit-limit"] = str(refusal.limit)
        headers["ratelimit-remaining"] = "0"
        headers["ratelimit-reset"] = str(refusal.retry_after_s)
    if isinstance(refusal, errors.Unauthenticated):
        headers["www-authenticate"] = "Bearer"
    return status, headers, msgspec.json.encode(document)


def from_validation(error: msgspec.ValidationError, prefix: str = "") -> errors.Invalid:
    """A validation failure of msgspec as a refusal that points at the member."""
    text = str(error)
    match = _PATH.search(text)
    pointer = prefix
    if match:
        text = text[: match.start()]
        pointer += "".join(f"/{name or index}" for name, index in _STEP.findall(match[1]))
    if unknown := _UNKNOWN.match(text):
        pointer += "/" + unknown[1].replace("~", "~0").replace("/", "~1")  # RFC 6901
        text = "unknown member"
    return errors.Invalid.at(pointer or "/", text)
