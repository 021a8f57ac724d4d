"""Somebody of the staff at the admin, with a browser."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from journeys.browsing import PATIENCE_MS, Visitor


class Clerk(Visitor):
    """A window on the admin, signed in. `account` holds e-mail and password."""

    def __init__(self, browser: Browser, edge: str, account: dict[str, Any], **options: Any) -> None:
        super().__init__(browser, edge, **options)
        self.account = account
        self.go("/")
        self.sign_in()
        expect(self.page.get_by_role("navigation", name="Admin")).to_be_attached(timeout=PATIENCE_MS)

    def go(self, path: str) -> Page:
        """Open a page of the admin by its address."""
        self.page.goto(f"/admin{path}")
        return self.page

    def sign_in(self) -> None:
        """Fill in what is asked, on the page or over it."""
        self.page.get_by_label("E-mail").fill(self.account["email"])
        self.page.get_by_label("Password").fill(self.account["password"])
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def is_drawn(self) -> None:
        """Wait until the page has loaded what it shows."""
        expect(self.page.locator("h1")).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.locator("table[aria-busy=true]")).to_have_count(0, timeout=PATIENCE_MS)

    def hears(self, words: str) -> Locator:
        """Wait for a toast that says so."""
        told = self.page.get_by_text(words, exact=True).first
        expect(told).to_be_visible(timeout=PATIENCE_MS)
        return told
