"""Dead letters: listed, opened, handled again, dropped; and the journal of who did that."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from litestar.types import ControllerRouterHandler

from souk.audit.api import deps
from souk.audit.operations import journal, letters
from souk.kit import deadletters, errors
from souk.serving import http

REASON_SHOWN_MAX = 300
Service = Literal["user", "product", "inventory", "order", "payment", "notification"]
Why = Annotated[str, msgspec.Meta(min_length=3, max_length=500, pattern=r"\S")]


class RetryBody(http.Body, frozen=True):
    """`reason` is for those who read the journal."""

    reason: Why | None = None


class DropBody(http.Body, frozen=True):
    """`confirm` repeats the letter's id: dropping takes nothing back."""

    reason: Why
    confirm: Annotated[str, msgspec.Meta(max_length=deps.ID_LENGTH_MAX)]


class LetterView(http.View):
    """An event that a listener gave up. `reason` is cut to 300 characters in lists."""

    id: str
    service: str
    consumer: str
    type: str
    event_id: str
    reason: str
    attempts: int
    at: datetime


class EnvelopeView(http.View):
    """What was said around the event (CloudEvents' names), as it came."""

    id: str | None
    type: str | None
    source: str | None
    subject: str | None
    time: str | None
    cause: str | None
    traceparent: str | None


class OpenLetterView(LetterView):
    """`data` is the event; what nobody can read is there as text in `raw`, with neither `envelope` nor `data`."""

    envelope: EnvelopeView | None
    data: Any
    raw: str | None


class LetterList(http.View):
    items: list[LetterView]
    next_cursor: str | None


class JournalView(http.View):
    """What somebody had done. `outcome` is `asked` when nobody knows whether the service did it, `gone` when there was
    no such letter any more; `data` is the event, also of what was dropped."""

    id: str
    at: datetime
    actor_id: str
    act: letters.Act
    letter_id: str
    consumer: str
    type: str
    reason: str
    why_dead: str
    outcome: journal.Outcome
    data: Any


class JournalList(http.View):
    items: list[JournalView]
    next_cursor: str | None


@http.get("/v1/operations/dead-letters", scope="reports:read", tags=["operations"])
async def list_dead_letters(
    request: deps.Request,
    service: Annotated[Service | None, http.Query(description="Only this service's")] = None,
    limit: deps.Limit = http.PAGE_DEFAULT,
    cursor: deps.Cursor = None,
) -> LetterList:
    """The newest first."""
    found = await letters.listed(
        deps.deps(request).sources, service=service, before=deps.moment_and_id(cursor), limit=limit + 1
    )
    page = found[:limit]
    more = http.encode_cursor([page[-1].at, page[-1].id]) if len(found) > limit else None
    return LetterList(items=[_letter(each) for each in page], next_cursor=more)


@http.get("/v1/operations/dead-letters/{letter_id:str}", scope="reports:read", tags=["operations"])
async def get_dead_letter(request: deps.Request, letter_id: deps.LetterPath) -> OpenLetterView:
    """One letter, opened."""
    found = await _letter_of(request, letter_id)
    envelope, raw = letters.opened(found.event)
    return OpenLetterView(
        **msgspec.structs.asdict(msgspec.structs.replace(_letter(found), reason=found.reason)),
        envelope=msgspec.convert(envelope, EnvelopeView, from_attributes=True) if envelope else None,
        data=envelope.data if envelope else None,
        raw=raw,
    )


@http.post("/v1/operations/dead-letters/{letter_id:str}/retry", status=200, scope="settings:write", tags=["operations"])
async def retry_dead_letter(
    request: deps.Request, letter_id: deps.LetterPath, data: RetryBody | None = None
) -> http.Response[JournalView]:
    """Have its listener handle the event again, at once. Who asked is noted."""
    return await _act(request, letter_id, "retry", (data.reason if data else None) or "")


@http.post("/v1/operations/dead-letters/{letter_id:str}/drop", status=200, scope="settings:write", tags=["operations"])
async def drop_dead_letter(
    request: deps.Request, letter_id: deps.LetterPath, data: DropBody
) -> http.Response[JournalView]:
    """Have the event forgotten: it will never have its effect. Who asked, why, and the event itself are noted."""
    if data.confirm != letter_id:
        raise errors.Invalid.at("/confirm", "repeat the id of the letter that is to be dropped")
    return await _act(request, letter_id, "drop", data.reason)


@http.get("/v1/operations/journal", scope="reports:read", tags=["operations"])
async def list_journal(
    request: deps.Request,
    letter_id: Annotated[str | None, http.Query(max_length=deps.ID_LENGTH_MAX, description="About this letter")] = None,
    limit: deps.Limit = http.PAGE_DEFAULT,
    cursor: deps.Cursor = None,
) -> JournalList:
    """What was done to dead letters, the newest first."""
    found = await journal.listed(
        deps.deps(request).db, letter_id=letter_id, before_id=http.cursor_id(cursor), limit=limit + 1
    )
    page = found[:limit]
    more = http.encode_cursor([page[-1].id]) if len(found) > limit else None
    return JournalList(items=[_entry(each) for each in page], next_cursor=more)


async def _act(request: deps.Request, letter_id: str, act: letters.Act, reason: str) -> http.Response[JournalView]:
    """Write down what is to be done, have it done, and note what became of it."""
    here, key = deps.deps(request), await http.idempotency_key(request)
    found = await letters.one(here.sources, letter_id)
    who = http.signed_in(request).user_id
    done = await here.note(journal.Note(actor_id=who, act=act, reason=reason, letter=found), key=key)
    entry = done.result or await journal.one(here.db, done.resource_id)
    if entry is None:
        raise errors.NotFound("there is no such dead letter")
    if entry.outcome == "asked":
        is_done = await letters.act(here.rest, letter_id, act)
        # asked before, and not there now: then it was this that did it
        outcome: journal.Outcome = "done" if is_done or done.replayed else "gone"
        await journal.close(here.db, entry.id, outcome)
        entry = msgspec.structs.replace(entry, outcome=outcome)
    return http.json(_entry(entry), replayed=done.replayed)


async def _letter_of(request: deps.Request, letter_id: str) -> deadletters.DeadLetter:
    found = await letters.one(deps.deps(request).sources, letter_id)
    if found is None:
        raise errors.NotFound("there is no such dead letter")
    return found


def _letter(found: deadletters.DeadLetter) -> LetterView:
    return LetterView(
        id=found.id,
        service=found.consumer.partition("__")[0],
        consumer=found.consumer,
        type=found.type,
        event_id=found.id.partition(":")[2],
        reason=found.reason[:REASON_SHOWN_MAX],
        attempts=found.attempts,
        at=found.at,
    )


def _entry(found: journal.Entry) -> JournalView:
    envelope, raw = letters.opened(found.event)
    return JournalView(
        id=found.id,
        at=found.at,
        actor_id=found.actor_id,
        act=found.act,
        letter_id=found.letter_id,
        consumer=found.consumer,
        type=found.type,
        reason=found.reason,
        why_dead=found.why_dead,
        outcome=found.outcome,
        data=envelope.data if envelope else raw,
    )


ROUTES: list[ControllerRouterHandler] = [
    list_dead_letters,
    get_dead_letter,
    retry_dead_letter,
    drop_dead_letter,
    list_journal,
]
