"""Which path is answered with what."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from souk.edge.web import answers, reference
from souk.edge.web.folder import Answer, Folder, content_type
from souk.edge.web.shop import storefront
from souk.kit import errors
from souk.serving import problems, rest

LOG = logging.getLogger(__name__)

METHODS = ("GET", "HEAD")
SECURITY = "/.well-known/security.txt"
SECURITY_LIFETIME = timedelta(days=180)
"""How long whoever reads it may rely on it; it is made anew for each."""
STATIC = Path(__file__).parent / "static"
_DOCUMENTS = {"/openapi.json": Path("openapi/souk.json"), "/asyncapi.json": Path("asyncapi/souk.json")}


class Site:
    """Everything the web process answers. `web` holds `apps/<name>/dist`, `documents` the two contract documents.

    Built applications are read as they are asked for, so that a new build shows at once; documents once, at start.
    The catalogue is asked as anybody (`outside`) or as one of the `house`; `origin` is where all of it is reached.
    """

    def __init__(self, web: Path, documents: Path, outside: rest.Rest, house: rest.Rest, origin: str, security_contact: str = "") -> None:
        self._storefront = storefront.Storefront(web / "apps" / "storefront" / "dist", outside, house, origin)
        self._admin = Folder(web / "apps" / "admin" / "dist")
        self._own = Folder(STATIC)
        self._texts = {path: _read(documents / file) for path, file in _DOCUMENTS.items()}
        openapi, asyncapi = (_decoded(self._texts[path]) for path in _DOCUMENTS)
        self._problems = reference.problem_pages(openapi)
        self._reference = reference.page(openapi, asyncapi).encode() if openapi and asyncapi else None
        self._contact = security_contact
        self.draining = False

    async def answer(self, method: str, path: str, query: str, asked: Mapping[str, str]) -> Answer:
        """The answer to a request; `asked` are its headers, lower case. A HEAD answer still has its body here."""
        if method not in METHODS:
            status, headers, body = problems.render(problems.MethodNotAllowed("only GET and HEAD are understood here"))
            return Answer(status, [*headers.items(), ("allow", ", ".join(METHODS))], body)
        if path == "/livez":
            return answers.json({"status": "ok"})
        if path == "/readyz":
            return answers.json({"status": "draining" if self.draining else "ok"}, 503 if self.draining else 200)
        if path == SECURITY:
            return self._security()
        if path in self._texts:
            return _document(self._texts[path], asked)
        if path == "/docs" or path.startswith("/docs/"):
            return self._docs(path, asked)
        if path == "/problems" or path.startswith("/problems/"):
            return self._problem(path, asked)
        if path == "/admin" or path.startswith("/admin/"):
            return _admin(self._admin, path.removeprefix("/admin"), asked)
        return await self._storefront.answer(path, query, asked)

    def _security(self) -> Answer:
        """Whom to tell of a hole (RFC 9116); nobody knows where nobody was named."""
        if not self._contact:
            return answers.not_found()
        expires = (datetime.now(UTC) + SECURITY_LIFETIME).strftime("%Y-%m-%dT00:00:00Z")
        text = f"Contact: {self._contact}\nExpires: {expires}\n".encode()
        headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "max-age=86400")]
        return Answer(200, [*headers, ("content-length", str(len(text)))], text)

    def _docs(self, path: str, asked: Mapping[str, str]) -> Answer:
        if path in {"/docs", "/docs/"}:
            if self._reference is None:
                return answers.not_built("The reference", "python -m souk.edge.openapi", asked)
            return answers.page(self._reference, asked)
        file = self._own.find(path.removeprefix("/docs/"))
        return self._own.answer(file, asked) if file else answers.not_found()

    def _problem(self, path: str, asked: Mapping[str, str]) -> Answer:
        body = self._problems.get(path.removeprefix("/problems").strip("/"))
        return answers.page(body, asked) if body is not None else answers.not_found()


def _admin(folder: Folder, path: str, asked: Mapping[str, str]) -> Answer:
    """A file of the admin; its start page where the path is one of its own routes and no file's name."""
    if file := folder.find(path.strip("/") or "index.html"):
        return folder.answer(file, asked)
    if path.startswith("/assets/") or "." in path.rsplit("/", 1)[-1]:
        return answers.not_found()
    if start := folder.find("index.html"):
        return folder.answer(start, asked)
    return answers.not_built("The admin", "npm ci && npm run build, in web/", asked)


def _document(body: bytes | None, asked: Mapping[str, str]) -> Answer:
    if body is None:
        status, headers, refusal = problems.render(errors.Unavailable("this document was not made yet"))
        return Answer(status, list(headers.items()), refusal)
    return answers.tagged(body, content_type(Path("document.json")), asked)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError as error:
        LOG.warning("a document is missing: %s: %s", file, error.strerror)
        return None


def _decoded(text: bytes | None) -> reference.Json | None:
    return msgspec.json.decode(text) if text is not None else None
