"""What the edge itself says no to, as RFC 9457 problem documents with the same slugs as the services use."""

from __future__ import annotations

from typing import NamedTuple

from souk.edge import syntax
from souk.kit import errors
from souk.serving import problems

RETRY_AFTER_S = 1
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
CONTENT_TYPE = "application/problem+json"


class EdgeRefusal(NamedTuple):
    """One status that HAProxy may answer with on its own account."""

    status: int
    slug: str
    title: str
    detail: str
    headers: tuple[tuple[str, str], ...] = ()


REFUSALS = (
    EdgeRefusal(400, errors.Malformed.slug, errors.Malformed.title, "The request line, a header or the path is wrong."),
    EdgeRefusal(401, errors.Unauthenticated.slug, errors.Unauthenticated.title, "This address needs a sign-in."),
    EdgeRefusal(403, errors.Forbidden.slug, errors.Forbidden.title, "The edge does not let this request through."),
    EdgeRefusal(404, errors.NotFound.slug, errors.NotFound.title, "No service answers at this address."),
    EdgeRefusal(
        405,
        problems.MethodNotAllowed.slug,
        problems.MethodNotAllowed.title,
        f"The edge passes {', '.join(METHODS)}.",
        (("Allow", ", ".join(METHODS)),),
    ),
    EdgeRefusal(408, "request-timeout", "The request took too long to arrive", "Send it again, faster."),
    EdgeRefusal(
        413,
        errors.TooLarge.slug,
        errors.TooLarge.title,
        "A body may have 1 MiB, an upload 20 MiB.",
    ),
    EdgeRefusal(
        429,
        errors.TooManyRequests.slug,
        errors.TooManyRequests.title,
        "This address sends more than its share.",
        (
            ("Retry-After", str(RETRY_AFTER_S)),
            ("RateLimit-Limit", "%[var(txn.limit)]"),
            ("RateLimit-Remaining", "0"),
            ("RateLimit-Reset", "1"),
        ),
    ),
    EdgeRefusal(
        500, problems.InternalError.slug, problems.InternalError.title, "The edge failed to handle this request."
    ),
    EdgeRefusal(
        502,
        "bad-gateway",
        "A service broke off its answer",
        "Whether the request had an effect is not known: repeat it with the same Idempotency-Key.",
    ),
    EdgeRefusal(
        503,
        errors.Unavailable.slug,
        errors.Unavailable.title,
        "No replica of the service can take the request now.",
        (("Retry-After", str(RETRY_AFTER_S)),),
    ),
    EdgeRefusal(
        504,
        "gateway-timeout",
        "A service did not answer in time",
        "Whether the request had an effect is not known: repeat it with the same Idempotency-Key.",
    ),
)


def directives() -> list[str]:
    """One `http-error` line per refusal; `instance` is the trace id (the request id where no
    service was involved), so that a report leads to the logs."""
    return [f"http-error {answer(refusal.status)}" for refusal in REFUSALS]


def answer(status: int) -> str:
    """What `http-error` and `http-request return` are told to say of this status."""
    refusal = next(each for each in REFUSALS if each.status == status)
    document = (
        f'{{"type":"/problems/{refusal.slug}","title":"{refusal.title}","status":{refusal.status},'
        f'"detail":"{refusal.detail}","instance":"%[var(txn.trace),json(utf8s)]"}}'
    )
    headers = "".join(f" hdr {name} {syntax.quoted(value)}" for name, value in refusal.headers)
    return f"status {refusal.status} content-type {CONTENT_TYPE} lf-string {syntax.quoted(document)}{headers}"
