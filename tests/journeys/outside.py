"""The world around the shop: people's mail, and the bank that charges their cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx

from journeys import shopper


class Outside:
    """`gateway` is where the sandbox gateway listens."""

    def __init__(self, http: httpx.Client, gateway: str) -> None:
        self.http = http
        self.gateway = gateway

    def charges(self, payment_id: str) -> Sequence[tuple[str, int]]:
        """How often a card was charged for a payment: (status, amount) each."""
        items = shopper.demand(self.http.get(f"{self.gateway}/charges", params={"key": payment_id}))["items"]
        assert all(item["key"] == payment_id for item in items)
        return [(item["status"], item["amount"]) for item in items]

    def sees_charges(self, payment_id: str, *charges: tuple[str, int]) -> None:
        """Wait until the card was charged like this."""
        shopper.until(lambda: self.charges(payment_id) == list(charges), f"charges {charges} of {payment_id}")

    def mails(self, to: str) -> list[Any]:
        """What somebody got, the oldest first."""
        items = shopper.demand(self.http.get("/dev/mailbox", params={"to": to, "format": "json"}))["items"]
        return list(reversed(items))

    def mail(self, to: str, about: str) -> Any:
        """The one mail with these words in its subject, once it came."""

        def came() -> list[Any]:
            return [mail for mail in self.mails(to) if about in mail["subject"]]

        (found,) = shopper.until(came, f"a mail to {to} about {about}")
        return found

    def answer_bank(self, url: str, answer: str) -> None:
        """On the page of the customer's bank: `confirm` or `refuse`."""
        page = self.http.get(url)
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        assert f"{url}/{answer}".endswith(_action(page.text, answer))
        shown = self.http.post(f"{url}/{answer}")
        assert shown.status_code == 303


def _action(page: str, answer: str) -> str:
    """Where the form behind a button goes to."""
    forms = [part.partition('"')[0] for part in page.split('action="')[1:]]
    (action,) = [form for form in forms if form.endswith(f"/{answer}")]
    return action
