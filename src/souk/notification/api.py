"""What staff may ask about mails."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from souk.kit import errors, group_commit, mongo
from souk.notification import actions, model, store
from souk.notification.model import Email
from souk.serving import http

ADDRESS_LENGTH_MAX = 320

Request = http.Request[Any, Any, Any]
To = Annotated[str | None, http.Query(max_length=ADDRESS_LENGTH_MAX, description="The recipient's address")]
About = Annotated[str | None, http.Query(max_length=64, description="The order that they are about")]
IdPath = Annotated[str, http.Path(min_length=1, max_length=64)]
Limit = Annotated[int, http.Query(ge=1, le=http.PAGE_MAX, description="Items on a page")]
Cursor = Annotated[str | None, http.Query(max_length=http.CURSOR_LENGTH_MAX, description="`next_cursor` of a page")]


class Deps(msgspec.Struct):
    """What the routes work with."""

    db: mongo.Database
    resend: group_commit.GroupCommit[actions.Resend, Email]


class NotificationView(http.View):
    """A mail: what it told (`kind`), to whom (`null` once that person was erased), and what became of it (`status`:
    `sending`, `queued`, `sent`, `failed` with a `reason`, or `forgotten`). One that was sent again names the first one
    (`again_of`) and who wanted it (`by`)."""

    id: str
    channel: str
    kind: str
    to: str | None
    order_id: str | None
    status: str
    attempts: int
    reason: str | None
    created_at: datetime
    sent_at: datetime | None
    again_of: str | None
    by: str | None


class NotificationList(http.View):
    items: list[NotificationView]
    next_cursor: str | None


@http.get("/v1/notifications", scope="orders:read", tags=["notification"])
async def list_notifications(
    request: Request,
    to: To = None,
    order_id: About = None,
    limit: Limit = http.PAGE_DEFAULT,
    cursor: Cursor = None,
) -> NotificationList:
    """Mails to one recipient, about one order, or all, the newest first. It takes what it takes to see orders: most are
    about one."""
    deps: Deps = http.deps(request)
    to_key = None if to is None else model.address_key(to)
    found = await store.find_emails(
        deps.db, to_key=to_key, order_id=order_id, before_id=http.cursor_id(cursor), limit=limit + 1
    )
    page = found[:limit]
    return NotificationList(
        items=[_view(email) for email in page],
        next_cursor=http.encode_cursor([page[-1].id]) if len(found) > limit else None,
    )


@http.post(
    "/v1/notifications/{email_id:str}/resend",
    scope="orders:write",
    refusals=[model.MailOnItsWay, model.MailNotKept],
    tags=["notification"],
)
async def resend_notification(request: Request, email_id: IdPath) -> http.Response[NotificationView]:
    """Send a mail about an order once more, to the same address; answers the new mail."""
    deps: Deps = http.deps(request)
    wanted = actions.Resend(email_id=email_id, by=http.signed_in(request).user_id)
    done = await deps.resend(wanted, key=await http.idempotency_key(request))
    email = done.result or (await store.emails_by_id(deps.db, [done.resource_id])).get(done.resource_id)
    if email is None:
        raise errors.NotFound("there is no such mail")
    return http.json(_view(email), replayed=done.replayed)


def _view(email: Email) -> NotificationView:
    return NotificationView(
        id=email.id,
        channel="email",
        kind=email.kind,
        to=email.to,
        order_id=email.order_id,
        status=email.status,
        attempts=email.attempts,
        reason=email.reason,
        created_at=email.at,
        sent_at=email.sent_at,
        again_of=email.again_of,
        by=email.by,
    )


ROUTES = [list_notifications, resend_notification]
