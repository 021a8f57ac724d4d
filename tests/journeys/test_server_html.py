"""What the web server writes and what React draws are the same page: nothing moves when scripts take over, and the
first paint asks the API for nothing that came along."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from bench.stack import Stack
from playwright.sync_api import Browser, expect

from journeys.browsing import PATIENCE_MS, Visitor

pytestmark = pytest.mark.stack

_OUTLINE = """(html) => {
  const root = html === null ? document : new DOMParser().parseFromString(html, "text/html");
  const said = ["class", "href", "src", "srcset", "sizes", "alt", "aria-label", "role", "data-state", "data-sold-out"];
  const lines = [];
  const walk = (node, depth) => {
    const indent = "  ".repeat(depth);
    const text = node.nodeType === Node.TEXT_NODE && node.textContent.trim();
    if (text) lines.push(`${indent}"${text}"`);
    if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "DIALOG") return;
    const attributes = said.map((name) => [name, node.getAttribute(name)?.trim()]).filter(([, value]) => value);
    lines.push(`${indent}${node.tagName} ${attributes.map((each) => each.join("=")).join(" ")}`);
    if (node.tagName === "ASIDE") return;
    node.normalize();
    for (const child of node.childNodes) walk(child, depth + 1);
  };
  walk(root.getElementById("root"), 0);
  return lines;
}"""
"""Elements, texts and what makes them look or lead somewhere. Dialogs are closed, and the filters beside a list are
drawn by scripts in a place that is kept for them."""


@pytest.mark.parametrize("kind", ["home", "category", "product", "product in German", "missing"])
def test_scripts_draw_what_the_server_wrote(kind: str, visitor: Visitor, item: Any) -> None:
    path = {
        "home": "/",
        "category": "/c/ceramics",
        "product": f"/p/{item['slug']}",
        "product in German": f"/de/p/{item['slug']}",
        "missing": "/nowhere",
    }[kind]
    asked: list[str] = []
    page = visitor.page
    page.on("request", lambda request: asked.append(request.url) if "/v1/" in request.url else None)
    answer = page.goto(path)
    assert answer is not None
    # the dialogs are React's: when they are there, it has drawn
    expect(page.locator("dialog").first).to_be_attached(timeout=PATIENCE_MS)
    written = page.evaluate(_OUTLINE, answer.text())
    drawn = page.evaluate(_OUTLINE, None)
    assert len(written) > 40
    assert not list(difflib.unified_diff(written, drawn, "the server's", "React's", n=1, lineterm=""))
    catalogue = [url for url in asked if "/v1/products" in url or "/v1/categories" in url]
    assert catalogue == []


def test_the_shop_can_be_walked_without_scripts(browser: Browser, stack: Stack, item: Any) -> None:
    visitor = Visitor(browser, stack.edge, java_script_enabled=False)
    page = visitor.page
    page.goto("/")
    page.get_by_role("navigation", name="Categories").get_by_role("link", name="Ceramics").click()
    expect(page.get_by_role("heading", level=1, name="Ceramics")).to_be_visible()
    page.goto(f"/p/{item['slug']}")
    expect(page.get_by_role("heading", level=1, name=item["title"])).to_be_visible()
    expect(page.get_by_text("In stock", exact=True)).to_be_visible()
    visitor.window.close()
