"""The web is built when its sources changed, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from souk.local import binaries, webbuild
from souk.local.trouble import Trouble

NPM = """#!/bin/sh
echo "$@" >> "{web}/calls"
case "$1" in
  ci) mkdir -p node_modules ;;
  run) [ -e broken ] && {{ echo 'src/home.tsx: syntax error'; exit 1; }}
       rm -rf apps/storefront/dist; mkdir -p apps/storefront/dist; echo html > apps/storefront/dist/index.html ;;
esac
exit 0
"""


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    web = tmp_path / "web"
    app = web / "apps" / "storefront"
    (app / "src").mkdir(parents=True)
    for file in (web / "package.json", web / "package-lock.json", app / "package.json", app / "src" / "home.tsx"):
        file.write_text("{}")
    npm = tmp_path / "npm"
    npm.write_text(NPM.format(web=tmp_path))
    npm.chmod(0o755)
    monkeypatch.setattr(binaries, "demand_node", lambda: binaries.Node(npm, (str(npm),), "v24.0.0"))
    return web


def calls(web: Path) -> list[str]:
    path = web.parent / "calls"
    made = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return made


def build(web: Path) -> bool:
    return webbuild.build_if_stale(lambda _: None, web)


def test_it_is_built_once(web: Path) -> None:
    assert build(web)
    assert calls(web) == ["ci --no-audit --no-fund --omit=dev", "run build"]
    assert not build(web)
    assert calls(web) == []


@pytest.mark.parametrize("name", ["apps/storefront/src/home.tsx", "apps/storefront/src/new.tsx"])
def test_changed_sources_are_built_again_without_installing(web: Path, name: str) -> None:
    build(web)
    calls(web)
    (web / name).write_text("changed")
    assert build(web)
    assert calls(web) == ["run build"]


def test_a_renamed_file_is_a_change(web: Path) -> None:
    build(web)
    (web / "apps/storefront/src/home.tsx").rename(web / "apps/storefront/src/house.tsx")
    assert webbuild.is_stale(web)


def test_changed_packages_are_installed_again(web: Path) -> None:
    build(web)
    calls(web)
    (web / "package-lock.json").write_text("{ }")
    build(web)
    assert calls(web) == ["ci --no-audit --no-fund --omit=dev", "run build"]


def test_a_dist_that_was_removed_is_built_again(web: Path) -> None:
    build(web)
    for path in (web / "apps/storefront/dist").iterdir():
        path.unlink()
    assert build(web)


def test_what_a_build_leaves_is_no_source(web: Path) -> None:
    build(web)
    (web / "node_modules" / "x.js").write_text("x")
    (web / "apps/storefront/tsconfig.tsbuildinfo").write_text("x")
    assert not webbuild.is_stale(web)


def test_the_checks_tools_come_on_top_and_stay(web: Path) -> None:
    build(web)
    calls(web)
    node = binaries.demand_node()
    webbuild.install(node, lambda _: None, web, with_tools=True)
    assert calls(web) == ["ci --no-audit --no-fund"]
    webbuild.install(node, lambda _: None, web)
    webbuild.install(node, lambda _: None, web, with_tools=True)
    assert calls(web) == []


def test_whoever_works_on_the_web_keeps_the_tools(web: Path) -> None:
    (web / "node_modules").mkdir()  # by their own `npm install`
    build(web)
    assert calls(web)[0] == "ci --no-audit --no-fund"
    (web / "package-lock.json").write_text("{ }")
    build(web)
    assert calls(web)[0] == "ci --no-audit --no-fund"


def test_a_build_that_fails_shows_its_last_words_and_is_tried_again(web: Path) -> None:
    (web / "broken").touch()
    with pytest.raises(Trouble, match=r"(?s)`npm run build` failed.*syntax error"):
        build(web)
    assert webbuild.is_stale(web)


def test_no_web_is_no_work(tmp_path: Path) -> None:
    assert not build(tmp_path / "nothing")
