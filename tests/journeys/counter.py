"""A browser window behind the counter, for whoever signed in there."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

from souk.local import checkout

RESULTS = checkout.ROOT / "test-results"
SCREENS = {1440: 900, 820: 1180, 390: 844}
PATIENCE_MS = 60_000


class Counter:
    """The admin in a fresh window. `trouble` is what went wrong in it, `refused` what it asked for and may not have."""

    def __init__(self, browser: Browser, edge: str, *, theme: str = "light") -> None:
        self.trouble: list[str] = []
        self.refused: list[str] = []
        width = next(iter(SCREENS))
        settings: dict[str, Any] = {
            "viewport": {"width": width, "height": SCREENS[width]},
            "locale": "en-IE",
            "reduced_motion": "reduce",
            "color_scheme": theme,
        }
        self.window = browser.new_context(base_url=edge, **settings)
        self.theme = theme
        self.page: Page = self.window.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("response", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.trouble.append(f"{message.text} ({message.location.get('url')})")

    def _see(self, response: Response) -> None:
        if response.status in (401, 403):
            self.refused.append(f"{response.status} {response.request.method} {response.url}")

    def sign_in(self, email: str, password: str) -> None:
        self.page.goto("/admin/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("navigation", name="Admin")).to_be_visible(timeout=PATIENCE_MS)

    def open(self, path: str, heading: str) -> None:
        """A page by its address, once it says what it is."""
        self.page.goto(f"/admin{path}")
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible(timeout=PATIENCE_MS)

    def photograph(self, name: str) -> None:
        """The whole page on each screen; nothing may stick out of a narrow one."""
        self.page.wait_for_load_state("networkidle")
        for width, height in reversed(SCREENS.items()):
            self.page.set_viewport_size({"width": width, "height": height})
            path = RESULTS / f"admin-{name}-{width}-{self.theme}.png"
            self.page.screenshot(path=path, full_page=True, animations="disabled")
            sticking_out = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert sticking_out <= 0, f"{name} is {sticking_out} px too wide for {width} px"
