"""One running shop for all stories; each brings its own goods, so none disturbs another."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from journeys import browsing
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper, demand, new_key
from souk.local import checkout

if str(checkout.ROOT) not in sys.path:
    sys.path.append(str(checkout.ROOT))  # the bench lies beside `src`

from bench import stack as stacks

HTTP_TIMEOUT_S = 60.0
CONNECTIONS_MAX = 128
PASSWORD = "a long walk to the harbour"

SignUp = Callable[[], Shopper]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stacks.Stack]:
    """The shop with its demo catalogue."""
    home = tmp_path_factory.mktemp("journeys") / "home"
    with contextlib.ExitStack() as shop:
        with pytest.MonkeyPatch.context() as environment:
            # it says where pictures go, and is none of the settings of a shop, which refuses what it does not know
            environment.delenv("SOUK_PICTURES", raising=False)
            running = shop.enter_context(stacks.running(home))
        yield running
        running.mongo.close()


@pytest.fixture(scope="session")
def http(stack: stacks.Stack) -> Iterator[httpx.Client]:
    """Connections to the edge, and to nobody outside this machine."""
    limits = httpx.Limits(max_connections=CONNECTIONS_MAX)
    with httpx.Client(base_url=stack.edge, timeout=HTTP_TIMEOUT_S, limits=limits, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def merchant(stack: stacks.Stack, http: httpx.Client) -> Merchant:
    """The administrator of the demo."""
    account = stack.account("admin")
    owner = Merchant(http, email=account["email"])
    owner.token = demand(owner.ask("POST", "/v1/auth/login", account))["access_token"]
    return owner


@pytest.fixture
def guest(http: httpx.Client) -> Shopper:
    """Somebody whom the shop does not know, with a mailbox of their own."""
    return Shopper(http)


@pytest.fixture
def sign_up(http: httpx.Client) -> SignUp:
    """Make somebody with an account, signed in; the password is `PASSWORD`."""

    def make() -> Shopper:
        person = Shopper(http)
        body = {"email": person.email, "password": PASSWORD, "name": "Ada Reyes"}
        answer = demand(person.ask("POST", "/v1/auth/register", body, key=new_key()), 201)
        person.token = answer["access_token"]
        return person

    return make


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the stories of one file. While it is open no other event loop can run here."""
    with browsing.browsers() as started:
        yield started


@pytest.fixture
def visitor(browser: Browser, stack: stacks.Stack) -> Iterator[browsing.Visitor]:
    """A window that nobody has used before."""
    one = browsing.Visitor(browser, stack.edge)
    yield one
    one.window.close()


@pytest.fixture(scope="session")
def item(merchant: Merchant) -> Any:
    """Something of the demo catalogue that there is enough of."""
    found = merchant.get("/v1/products?category=ceramics&in_stock=true&sort=title")["items"]
    pages = (merchant.get(f"/v1/products/{each['slug']}") for each in found)
    return next(page for page in pages if all(variant["available"] > 20 for variant in page["variants"]))


@pytest.fixture
def outside(stack: stacks.Stack, http: httpx.Client) -> Outside:
    return Outside(http, stack.sandbox)
