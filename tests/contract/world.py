"""What bad input is thrown at: people, goods, a cart and orders of a running shop, and a look at all that it keeps."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
import zlib
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import stacks
from souk.kit import mongo
from souk.serving import derived
from souk.user import app as user_app
from souk.user.model.keys import SigningKey

SKU, DRAFT_SKU = "CONTRACT-1", "CONTRACT-DRAFT"
KEPT = {
    "user": ("users",),
    "product": ("products", "categories", "media"),
    "inventory": ("stock_levels", "reservations", "stock_movements", "locations"),
    "order": ("carts", "orders", "prices", "shipping_methods", "tax_rates"),
    "payment": ("ledger_entries",),
}
"""Everything that means something; not who tried to sign in, and not what a process notes for itself."""


@dataclass(frozen=True)
class World:
    """One shop with something of everything in it."""

    shop: stacks.Shop
    admin: stacks.Person
    customer: stacks.Person
    stranger: stacks.Person
    guest: httpx.Client
    product: dict[str, Any]
    draft: dict[str, Any]
    cart: str
    """With one line, the guest's."""
    guests_order: dict[str, Any]
    """Confirmed and paid."""
    customers_order: dict[str, Any]

    def order(self, **members: Any) -> dict[str, Any]:
        """A body that would be taken, but for these members."""
        return {**stacks.order_of(self.guest, SKU), **members}

    def place(self, key: str | None = None, client: httpx.Client | None = None, **members: Any) -> httpx.Response:
        """Try to order, as a guest unless it is somebody else's `client`."""
        headers = {"Idempotency-Key": key or new_key()}
        return (client or self.guest).post("/v1/orders", json=self.order(**members), headers=headers)

    def line(self, quantity: Any, sku: str = SKU, cart: str | None = None) -> httpx.Response:
        return self.guest.put(f"/v1/carts/{cart or self.cart}/lines/{sku}", json={"quantity": quantity})

    def staff(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Ask as somebody with every scope; a key comes along."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.admin.client.request(method, path, json=body, headers={"Idempotency-Key": new_key(), **named})

    def bearing(self, token: str, path: str = "/v1/me") -> httpx.Response:
        return self.guest.get(path, headers={"Authorization": f"Bearer {token}"})

    def webhook(self, signature: str | bytes | None, body: bytes = b'{"id": "whk_1", "charge": {}}') -> httpx.Response:
        said = signature.encode() if isinstance(signature, str) else signature
        headers = {} if said is None else {b"Sandbox-Signature": said}
        return self.guest.post("/v1/webhooks/sandbox", content=body, headers=headers)

    def signed(self, body: bytes, age_s: int = 0) -> str:
        """A signature as the gateway makes it."""
        secret = derived.key(self.shop.home.secret.read_text().strip(), "sandbox-webhooks")
        at = int(time.time()) - age_s
        return f"t={at},v1={hmac.new(secret, f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"

    def token(self, *, is_forged: bool = False, **claims: Any) -> str:
        """An access token under the shop's own key; a forged one names that key and is signed with another."""
        private, kid = signing_key(self.shop)
        now = time.time()
        said: dict[str, Any] = {"iss": "souk", "sub": self.admin.id, "sid": "ses_1", "iat": now - 10, "exp": now + 600}
        said |= {"roles": ["admin"], "scopes": ["users:read"], **claims}
        key = Ed25519PrivateKey.generate() if is_forged else private
        return jwt.encode(said, key, algorithm="EdDSA", headers={"kid": kid})

    def kept(self) -> dict[str, Any]:
        """A digest of every collection that means something, and how many events were announced."""
        digests: dict[str, Any] = {}
        for service, names in KEPT.items():
            database = self.shop.database(service)
            digests[service] = database.command("dbHash", collections=list(names))["collections"]
            digests[f"{service} announced"] = database["outbox"].count_documents({})
        # a payment also notes when it last asked about its order; what happened to it raises its version
        payments = self.shop.database("payment")["payments"].find({}, {"status": 1, "version": 1}).sort("_id", 1)
        digests["payments"] = list(payments)
        return digests

    def is_settled(self) -> bool:
        """Whether every order's goods have followed, and every event went out."""
        under_way = {"status": {"$in": ["placed", "awaiting_payment"]}}
        open_ = self.shop.database("order")["orders"].count_documents(under_way)
        held = self.shop.database("inventory")["reservations"].count_documents({"status": "held"})
        unsent = sum(self.shop.database(each)["outbox"].count_documents({"unsent": True}) for each in KEPT)
        return not (open_ or held or unsent) and self._is_catalogue_settled()

    def _is_catalogue_settled(self) -> bool:
        """Whether product has heard of every level as it is, and of every sale."""
        levels = {row["_id"]: row["version"] for row in self.shop.database("inventory")["stock_levels"].find()}
        shown = {row["_id"]: row["version"] for row in self.shop.database("product")["stock"].find()}
        confirmed = self.shop.database("order")["outbox"].distinct("ids", {"type": "order.confirmed.v1"})
        counted = self.shop.database("product")["inbox"].distinct("events")
        return levels.items() <= shown.items() and set(confirmed) <= set(counted)


def signing_key(shop: stacks.Shop) -> tuple[Ed25519PrivateKey, str]:
    """What the shop signs access tokens with now, and its name."""
    ring = user_app.key_ring(shop.home.secret.read_text().strip())
    rows = shop.database("user")["signing_keys"].find().sort("_id", 1)
    ring.hold([mongo.from_document(SigningKey, row) for row in rows])
    return ring.signing()


def new_key() -> str:
    return secrets.token_hex(16)


def build(shop: stacks.Shop, admin: stacks.Person) -> World:
    """Put all of it there."""
    product = stacks.put_on_sale(admin, SKU, 100)
    draft = stacks.put_on_sale(admin, DRAFT_SKU, is_published=False)
    guest, customer = shop.guest(), shop.person()
    stacks.until(lambda: guest.get(f"/v1/variants?sku={SKU}").json()["items"] != [])
    cart = guest.post("/v1/carts").json()["id"]
    made = World(
        shop=shop,
        admin=admin,
        customer=customer,
        stranger=shop.person(),
        guest=guest,
        product=product,
        draft=draft,
        cart=cart,
        guests_order=stacks.buy(guest, SKU),
        customers_order=stacks.buy(customer.client, SKU),
    )
    assert made.line(2).status_code == 200
    stacks.until(made.is_settled)
    return made


def png(width: int, height: int) -> bytes:
    """A black picture, packed as tightly as it goes: a side of 20,000 takes 50 KB here and 400 million pixels there."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes((1, 0, 0, 0, 0))
    rows = zlib.compress(bytes(height * (1 + -(-width // 8))), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
