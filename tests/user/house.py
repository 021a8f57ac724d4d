"""The user service as a test uses it: people register, sign in, and are known by the tokens they were really given."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import msgspec

from souk import contracts, testing
from souk.serving import service
from souk.user import api, app

PASSWORD = "correct horse battery 7"
OTHER_PASSWORD = "a staple of another kind"
JWKS = ("user", "/.well-known/jwks.json")

F = TypeVar("F")


@dataclass
class Person:
    """Somebody who signed in."""

    id: str
    email: str
    session_id: str
    access_token: str
    refresh_token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access_token}"}


@dataclass
class House:
    """The running service, which checks tokens by the very keys that it publishes."""

    running: testing.Running

    @property
    def client(self) -> httpx.AsyncClient:
        return self.running.client

    @property
    def deps(self) -> api.Deps:
        deps: api.Deps = self.running.runtime.state["deps"]
        return deps

    def staff(self, *roles: str) -> dict[str, str]:
        """Headers of somebody with these roles, who has no account here."""
        return self.running.token("usr_staff", roles=roles or ("admin",))

    async def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """What somebody sends who has no token, unless `headers` hold one."""
        return await self.client.post(path, json=body, headers=headers)

    async def register(self, email: str = "ada@example.com", name: str = "Ada Lovelace", **more: Any) -> Person:
        answer = await self.post("/v1/auth/register", {"email": email, "password": PASSWORD, "name": name} | more)
        assert answer.status_code == 201, answer.text
        return person(answer)

    async def login(self, email: str, password: str = PASSWORD, **headers: str) -> httpx.Response:
        return await self.post("/v1/auth/login", {"email": email, "password": password}, **headers)

    async def sign_in(self, email: str, password: str = PASSWORD) -> Person:
        answer = await self.login(email, password)
        assert answer.status_code == 200, answer.text
        return person(answer)

    async def refresh(self, refresh_token: str, **headers: str) -> httpx.Response:
        return await self.post("/v1/auth/refresh", {"refresh_token": refresh_token}, **headers)

    async def promote(self, someone: Person, *roles: str) -> Person:
        """Give a person roles, as an administrator does, and have them sign in anew."""
        answer = await self.client.patch(
            f"/v1/users/{someone.id}", json={"roles": ["customer", *roles]}, headers=self.staff()
        )
        assert answer.status_code == 200, answer.text
        return await self.sign_in(someone.email)

    async def knows(self, someone: Person) -> bool:
        """Whether the access token is worth something, once everything that was announced was heard."""
        await self.running.settle()
        answer = await self.client.get("/v1/me", headers=someone.headers)
        if answer.status_code == 200:
            assert answer.json()["id"] == someone.id
            return True
        problem(answer, 401, "unauthenticated")
        return False

    async def announced(self, kind: type[F]) -> list[F]:
        found = await testing.announced(self.running.runtime.db, contracts.REGISTRY)
        return [each for each in found if isinstance(each, kind)]

    async def mailed_token(self, kind: type[Any]) -> str:
        """The token of the latest mail of a kind, fetched as the notification service fetches it."""
        request_id = (await self.announced(kind))[-1].request_id
        answer = await self.client.get(
            f"/internal/security-mails/{request_id}", headers=self.running.service_token("notification")
        )
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["token"]
        return token


def person(answer: httpx.Response) -> Person:
    """Who signed in by this answer."""
    made = answer.json()
    refresh_token = made["refresh_token"]
    session_id = refresh_token.partition(".")[0]
    return Person(made["user"]["id"], made["user"]["email"], session_id, made["access_token"], refresh_token)


def problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """The problem document of a refusal, which must be this one."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert (document["type"], document["status"]) == (f"/problems/{slug}", status)
    assert document["title"]
    assert document["instance"]
    return document


def pointers(answer: httpx.Response) -> list[str]:
    """What a validation problem points at."""
    return [each["pointer"] for each in problem(answer, 422, "validation-failed")["errors"]]


async def every_page(house: House, path: str, headers: dict[str, str], **asked: str) -> list[Any]:
    """All items of a list, in pages of two."""
    items: list[Any] = []
    params = {"limit": "2"} | asked
    while True:
        answer = await house.client.get(path, params=params, headers=headers)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["items"]) <= 2
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        params["cursor"] = page["next_cursor"]


@contextlib.asynccontextmanager
async def opened(mongodb_url: str, **options: Any) -> AsyncIterator[House]:
    """The service on a database. Its verifier knows the service's keys, and that of `House.staff`."""
    calls = testing.FakeRest()

    async def publish_keys(runtime: service.Runtime[app.Settings]) -> None:
        testers: Sequence[dict[str, Any]] = calls.answers[JWKS]["keys"]
        ring = runtime.state["deps"].ring
        calls.answers[JWKS] = lambda _: {"keys": [*testers, *msgspec.json.decode(ring.jwks())["keys"]]}

    async with testing.running(
        mongodb_url, "user", app.build, app.Settings, calls=calls, prepare=publish_keys, **options
    ) as running:
        try:
            yield House(running)
        finally:
            running.runtime.state["deps"].hasher.close()
