"""Routes, request bodies and answers. Litestar does the routing; bodies are read strictly by msgspec."""

from __future__ import annotations

import base64
import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Generic, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec
from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.dto import AbstractDTO
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, PathParameter, QueryParameter

from souk.kit import errors, idempotency
from souk.serving import answer, auth, problems

BODY_BYTES_MAX = 1024 * 1024
UPLOAD_BYTES_MAX = 20 * 1024 * 1024
PAGE_MAX = 100
PAGE_DEFAULT = 24
CURSOR_LENGTH_MAX = 512
WAIT_MAX_S = 30.0
_KEY = re.compile(rf"^[\x21-\x7e]{{1,{idempotency.KEY_LENGTH_MAX}}}\Z")
_WAIT = re.compile(r"(?:^|[,;]\s*)wait\s*=\s*\"?(\d{1,9})\"?\s*(?:[,;]|\Z)", re.IGNORECASE)
_JSON = ("application/json", "application/merge-patch+json")

Access = Literal["public", "optional", "required"]
Handler = TypeVar("Handler", bound=Callable[..., Any])
Query = QueryParameter
"""Bounds of a query parameter: `limit: Annotated[int, http.Query(ge=1, le=100)] = 24`."""
Path = PathParameter
"""Bounds of a path parameter: `sku: Annotated[str, http.Path(max_length=64)]`."""

__all__ = ["Body", "Path", "Problem", "Query", "Request", "Response", "View", "delete", "get", "patch", "post", "put"]
Problem = problems.Problem


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The shape of a request body: unknown members are refused, types are not bent."""


class View(msgspec.Struct, kw_only=True):
    """The shape of an answer."""


T = TypeVar("T")


class _Strict(AbstractDTO[T], Generic[T]):
    """Decodes a JSON body into exactly the handler's `data` type, or says where it is wrong."""

    @classmethod
    def create_for_field_definition(cls, field_definition: Any, handler_id: str, backend_cls: Any = None) -> None:
        """A handler keeps the decoder that `route` made."""

    def decode_bytes(self, value: bytes) -> Any:
        return decoded(self.asgi_connection.route_handler, self.asgi_connection.headers, value)

    def decode_builtins(self, value: Any) -> Any:  # noqa: ARG002 - as above
        raise errors.UnsupportedMedia(f"send {_JSON[0]}")

    def data_to_encodable_type(self, data: Any) -> Any:
        return data

    @classmethod
    def create_openapi_schema(cls, field_definition: Any, handler_id: str, schema_creator: Any) -> Any:  # noqa: ARG003 - Litestar's signature
        return schema_creator.for_field_definition(field_definition)

    @classmethod
    def is_supported_model_type_field(cls, field_definition: Any) -> bool:  # noqa: ARG003 - it takes every type
        return True

    @classmethod
    def generate_field_definitions(cls, model_type: Any) -> Any:  # noqa: ARG003 - nothing is transferred field by field
        return iter(())

    @classmethod
    def detect_nested_field(cls, field_definition: Any) -> bool:  # noqa: ARG003 - as above
        return False


def decoded(handler: HTTPRouteHandler, headers: Mapping[str, str], body: bytes) -> Any:
    """A request's body as the handler's `data`; `UnsupportedMedia`, `Malformed` or `Invalid` where it is none."""
    content_type = headers.get("content-type", _JSON[0]).partition(";")[0].strip().lower()
    if content_type not in _JSON:
        raise errors.UnsupportedMedia(f"send {_JSON[0]}")
    try:
        return handler.opt["souk"]["decoder"].decode(body)
    except msgspec.ValidationError as error:
        raise problems.from_validation(error) from None
    except errors.NOT_JSON as error:
        raise errors.Malformed(f"the body is not JSON: {error}") from None


def route(
    method: str,
    path: str,
    *,
    status: int = 200,
    scope: str | None = None,
    access: Access | None = None,
    refusals: Sequence[type[errors.Refusal]] = (),
    tags: Sequence[str] = (),
    idempotent: Literal["no", "accepted", "required"] = "no",
    internal: bool = False,
    body_limit: int = BODY_BYTES_MAX,
    media: Literal["json", "raw", "multipart"] = "json",
    if_match: bool = False,
    prefer: bool = False,
    speaks: bool = False,
    **options: Any,
) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """Make a function answer `method path`.

    `access`: `public` (tokens are not looked at), `optional` (looked at when there), `required`; `scope` implies
    `required`, `internal` asks for a service token instead. `idempotent`: `no`, `accepted`, `required`. `media` other
    than `json` leaves the body to the handler. `if_match`, `prefer` and `speaks` (`Accept-Language`) say that these
    headers are understood; the first implies `VersionMismatch`.
    Checks come in this order: sign-in, scope, key, body.
    """
    who = access or ("required" if scope else "public")
    if if_match and errors.VersionMismatch not in refusals:
        refusals = [*refusals, errors.VersionMismatch]
    takes = {
        "scope": scope,
        "access": "internal" if internal else who,
        "idempotent": idempotent,
        "if_match": if_match,
        "prefer": prefer,
        "speaks": speaks,
        "refusals": tuple(refusals),
    }
    known = {400, 404, 422, 429, 503, *(problems.status_of(each) for each in refusals)}
    if internal or who != "public":
        known.add(401)
    if scope:
        known.add(403)
    if method in {"POST", "PUT", "PATCH"}:
        known |= {413, 415}
    responses = {
        code: ResponseSpec(
            Problem, description=_about(code, refusals), media_type=problems.MEDIA_TYPE, generate_examples=False
        )
        for code in sorted(known)
    }

    def make(function: Callable[..., Any]) -> HTTPRouteHandler:
        hints = get_type_hints(function, include_extras=True)
        taken: dict[str, Any] = {
            **takes,
            "needs_body": type(None) not in get_args(hints.get("data")),
            "no_texts": frozenset(_no_texts(hints)),
        }
        strict = media == "json" and "data" in hints
        if strict:
            taken["decoder"] = msgspec.json.Decoder(hints["data"])
            hints["data"] = cast("Any", JSONBody)[hints["data"]]
        function.__annotations__ = hints
        return _Guarded(
            path,
            http_method=method,  # type: ignore[arg-type]  # Litestar wants the literal
            status_code=status,
            guards=[guard],
            dto=_Strict[Any] if strict else None,
            return_dto=None,
            responses={**responses, **options.pop("responses", {})},
            tags=list(tags),
            operation_id=_operation_id(function.__name__),
            description=(function.__doc__ or "").strip() or None,
            request_max_body_size=body_limit,
            include_in_schema=not internal,
            raises=[],
            souk=taken,
            **options,
        )(function)

    return make


def get(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """`GET`; options as in `route`."""
    return route("GET", path, **options)


def post(path: str, *, status: int = 201, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """`POST`, 201 and an `Idempotency-Key` accepted unless said otherwise; options as in `route`."""
    options.setdefault("idempotent", "accepted")
    return route("POST", path, status=status, **options)


def put(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """`PUT`; options as in `route`."""
    return route("PUT", path, **options)


def patch(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """`PATCH`; options as in `route`."""
    return route("PATCH", path, **options)


def delete(path: str, *, status: int = 204, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """`DELETE`, 204 unless said otherwise; options as in `route`."""
    return route("DELETE", path, status=status, **options)


class _Guarded(HTTPRouteHandler):
    """Litestar copies a handler for each guard it asks, once a request: ours looks and does not touch."""

    async def authorize_connection(self, connection: ASGIConnection[Any, Any, Any, Any]) -> None:
        await guard(connection, self)


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: Any) -> None:
    """What a handler demands before its body is looked at: sign-in, scope, key."""
    takes = handler.opt["souk"]
    access, who = takes["access"], None
    if access != "public":
        who = await _authenticate(connection, access)
    connection.scope["souk_principal"] = who  # type: ignore[typeddict-unknown-key]  # ours
    if takes["scope"] is not None and (who is None or not who.has(takes["scope"])):
        raise errors.Forbidden(f"this needs the scope {takes['scope']}")
    if takes["no_texts"] and b"null" in connection.scope["query_string"].lower():
        _refuse_null(connection, takes["no_texts"])
    if takes["idempotent"] != "no":
        connection.scope["souk_key"] = _key_value(connection, who, is_required=takes["idempotent"] == "required")  # type: ignore[typeddict-unknown-key]  # ours


def _no_texts(hints: Mapping[str, Any]) -> Iterator[str]:
    """Query parameters that may be left out and hold no text: msgspec takes the word `null` for leaving them out."""
    for name, hint in hints.items():
        kind, *notes = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        given = next((note for note in notes if isinstance(note, QueryParameter)), None)
        if given is not None and type(None) in get_args(kind) and str not in get_args(kind):
            yield given.name or name


def _refuse_null(connection: ASGIConnection[Any, Any, Any, Any], names: frozenset[str]) -> None:
    for name, value in connection.query_params.multi_items():
        if name in names and value.lower() == "null":
            raise errors.Invalid.at(f"/query/{name}", "null is no value; leave it out")


async def _authenticate(connection: ASGIConnection[Any, Any, Any, Any], access: str) -> auth.Principal | None:
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    verifier: auth.Verifier = connection.app.state["verifier"]
    if access == "internal":
        return verifier.service(token)
    if not scheme:
        if access == "required":
            raise errors.Unauthenticated("sign in first")
        return None
    if scheme.lower() != "bearer" or not token:
        raise errors.Unauthenticated("send a bearer token")
    return await verifier.principal(token.strip())


def _key_value(
    connection: ASGIConnection[Any, Any, Any, Any], who: auth.Principal | None, *, is_required: bool
) -> str | None:
    value = connection.headers.get("idempotency-key")
    if value is None:
        if is_required:
            raise idempotency.KeyRequired("send an Idempotency-Key, the same when you try again")
        return None
    if not _KEY.match(value):
        raise errors.Malformed(f"an Idempotency-Key is 1 to {idempotency.KEY_LENGTH_MAX} visible ASCII characters")
    if who is None and len(value) < idempotency.GUEST_KEY_LENGTH_MIN:
        raise errors.Malformed(f"a guest's Idempotency-Key has at least {idempotency.GUEST_KEY_LENGTH_MIN} characters")
    return value


async def idempotency_key(request: Request[Any, Any, Any], content: bytes | None = None) -> idempotency.Key | None:
    """The key of this request for `GroupCommit`, None when the header is absent.

    `content` stands for the body where that was read as a form: it is gone then, and differs from upload to upload.
    """
    value: str | None = request.scope.get("souk_key")  # type: ignore[assignment]  # ours
    if value is None:
        return None
    who = principal(request)
    scope = who.user_id if who is not None else "guest"
    body = await request.body() if content is None else content
    return idempotency.key(scope, value, request.method, request.scope["path"], body)


def principal(request: Request[Any, Any, Any]) -> auth.Principal | None:
    """Who is calling, None for a guest (always None where access is `public`)."""
    who: auth.Principal | None = request.scope.get("souk_principal")  # type: ignore[assignment]  # ours
    return who


def signed_in(request: Request[Any, Any, Any]) -> auth.Principal:
    """Who is calling, where access is `required`."""
    who = principal(request)
    if who is None:
        raise errors.Unauthenticated("sign in first")
    return who


def deps(request: Request[Any, Any, Any]) -> Any:
    """What `app.py` put together for the routes of this service."""
    return request.app.state["deps"]


def json(
    view: Any, *, status: int | None = None, etag: str | None = None, replayed: bool = False, **headers: str
) -> Response[Any]:
    """An answer with the headers that belong to it; underscores in `headers` become dashes."""
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    if etag is not None:
        extra["etag"] = etag
    if replayed:
        extra["idempotent-replayed"] = "true"
    return answer.Answer(view, status, extra)


def nothing(*, status: int = 204, replayed: bool = False) -> Response[None]:
    """An answer without a body."""
    return json(None, status=status, replayed=replayed)


def etag(version: int) -> str:
    """A strong entity tag for a versioned resource."""
    return f'"{version}"'


def if_match(request: Request[Any, Any, Any]) -> int | None:
    """The version that `If-Match` asks for; None when it is absent or `*`. A weak prefix is ignored.

    Raises `VersionMismatch` when it names no version that could ever match.
    """
    value = request.headers.get("if-match", "*").strip()
    if value == "*":
        return None
    tag = value.removeprefix("W/").strip('"')
    if not tag.isascii() or not tag.isdigit() or len(tag) > 15:
        raise errors.VersionMismatch("If-Match names no version of this resource")
    return int(tag)


def prefer_wait_s(request: Request[Any, Any, Any]) -> float | None:
    """Seconds of `Prefer: wait=N` (RFC 7240), at most 30; None when it is absent."""
    match = _WAIT.search(request.headers.get("prefer", ""))
    return min(float(match[1]), WAIT_MAX_S) if match else None


def encode_cursor(position: Sequence[Any]) -> str:
    """Where a page ended, as text that clients hand back unread."""
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(position)).rstrip(b"=").decode()


def decode_cursor(cursor: str) -> list[Any]:
    """Where the next page begins. Raises `Invalid` for anything that `encode_cursor` did not make."""
    if len(cursor) <= CURSOR_LENGTH_MAX:
        with contextlib.suppress(ValueError, msgspec.DecodeError):
            raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
            return msgspec.msgpack.decode(raw, type=list[Any])
    raise foreign_cursor()


def cursor_id(cursor: str | None) -> str | None:
    """The id that a page of a list by ids ended with. Raises `Invalid` for the cursor of another list."""
    if cursor is None:
        return None
    match decode_cursor(cursor):
        case [str(last)]:
            return last
    raise foreign_cursor()


def foreign_cursor() -> errors.Invalid:
    """What a cursor that this list did not hand out is answered with."""
    return errors.Invalid.at("/query/cursor", "this cursor was not handed out here")


def _operation_id(name: str) -> str:
    return name


def _about(code: int, refusals: Sequence[type[errors.Refusal]]) -> str:
    slugs = [each.slug for each in refusals if problems.status_of(each) == code]
    return " · ".join(slugs) if slugs else "A problem document"
