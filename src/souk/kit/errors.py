"""The six ways to say no.

    Refusal
    ├── Invalid            the request makes no sense          422 validation-failed
    │   ├── Malformed      it cannot even be read              400
    │   ├── TooLarge                                           413
    │   └── UnsupportedMedia                                   415
    ├── Unauthenticated    who is asking?                      401
    ├── Forbidden          asked by somebody who may not       403
    ├── NotFound           there is no such thing, or not for you   404
    ├── Conflict           the business says no                409
    │   └── VersionMismatch                                    412
    └── Unavailable        not now; ask again                  503
        └── TooManyRequests                                    429

A service's own refusals are subclasses in its `model.py`; `serving.problems` is the one map to HTTP.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for bytes from elsewhere: broken, wrong, not UTF-8 inside a text, nested without end."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a failure
    """A no. `detail` is for people, `members` are typed facts for programs; both go into the problem document."""

    slug: ClassVar[str]
    title: ClassVar[str]

    def __init__(self, detail: str = "", **members: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.members = members


class Invalid(Refusal):
    """The request is readable but wrong; `errors` says where: `[{"pointer": "/lines/0/quantity", "detail": "…"}]`."""

    slug = "validation-failed"
    title = "The request is not valid"

    @classmethod
    def at(cls, pointer: str, detail: str) -> Invalid:
        """One member is wrong; `pointer` is a JSON pointer into the body, or `/query/<name>`, `/path/<name>`."""
        return cls(detail, errors=[{"pointer": pointer, "detail": detail}])


class Malformed(Invalid):
    slug = "malformed-request"
    title = "The request cannot be read"


class TooLarge(Invalid):
    slug = "content-too-large"
    title = "The request is too large"


class UnsupportedMedia(Invalid):
    slug = "unsupported-media-type"
    title = "This kind of content is not understood"


class Unauthenticated(Refusal):
    slug = "unauthenticated"
    title = "Sign in first"


class Forbidden(Refusal):
    slug = "forbidden"
    title = "You may not do this"


class NotFound(Refusal):
    slug = "not-found"
    title = "There is no such thing"


class Conflict(Refusal):
    slug = "conflict"
    title = "This cannot be done as things stand"


class VersionMismatch(Conflict):
    slug = "version-mismatch"
    title = "Somebody changed this meanwhile"


class Unavailable(Refusal):
    """Not now. `retry_after_s` goes into the `Retry-After` header."""

    slug = "unavailable"
    title = "Not available right now"

    def __init__(self, detail: str = "", *, retry_after_s: int = 1, **members: Any) -> None:
        super().__init__(detail, **members)
        self.retry_after_s = retry_after_s


class TooManyRequests(Unavailable):
    """Wait `retry_after_s`. `limit`, where there is one to name, goes into the `RateLimit-*` headers."""

    slug = "too-many-requests"
    title = "Too many requests"

    def __init__(self, detail: str = "", *, retry_after_s: int = 1, limit: int | None = None, **members: Any) -> None:
        super().__init__(detail, retry_after_s=retry_after_s, **members)
        self.limit = limit
