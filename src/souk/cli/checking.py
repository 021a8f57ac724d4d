"""Commands that answer whether the code is right: checks, tests, benches."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from souk.cli import screen
from souk.local import binaries, checkout, webbuild
from souk.local.trouble import Trouble

PANEL = "Checking"
AT_ONCE = 2
WHOLE_SUITE = ("-n", "3", "--dist", "loadscope")
"""Three workers for two cores, as tests wait a lot; tests/conftest.py says what stays together."""
CHECK_TIMEOUT_S = 900.0
PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


@dataclass(frozen=True)
class Check:
    """One command that must succeed; `mend` says what makes it."""

    name: str
    command: Callable[[], list[str]]
    mend: str = ""
    directory: Path = checkout.ROOT


def _module(*words: str) -> Callable[[], list[str]]:
    return lambda: checkout.command(*words)


def _web() -> list[str]:
    node = binaries.demand_node()
    webbuild.install(node, screen.say, with_tools=True)
    return [*node.npm, "run", "check"]


def _lint_imports() -> list[str]:
    return [str(Path(sys.executable).with_name("lint-imports"))]


CHECKS = (
    Check("types (mypy)", _module("mypy")),
    Check("web: contract, types, lint, tests", _web, "see web/package.json", webbuild.WEB),
    Check("lint (ruff)", _module("ruff", "check", ".", "souk"), "./souk check --fix mends some of it"),
    Check("format (ruff)", _module("ruff", "format", "--check", ".", "souk"), "./souk check --fix"),
    Check("who may import whom (import-linter)", _lint_imports),
    Check("openapi is fresh", _module("souk.edge.openapi", "--check"), "./souk check --fix"),
    Check("asyncapi is fresh", _module("souk.edge.asyncapi", "--check"), "./souk check --fix"),
    Check("clients of the last release get along", _module("souk.edge.compatible"), "docs/upgrading.md"),
    Check(
        "dashboards and cluster's alerts are fresh",
        _module("deploy.observability.dashboards", "--check"),
        "./souk check --fix",
    ),
)
"""What `./souk check` runs. The slowest come first, as two run at a time."""


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(rich_help_panel=PANEL, context_settings=PASS_ON)(test)
    app.command(rich_help_panel=PANEL)(check)
    app.command(rich_help_panel=PANEL)(verify)
    # its help is the runner's, which knows the options
    has_own_help: dict[str, Any] = {**PASS_ON, "help_option_names": []}
    app.command(rich_help_panel=PANEL, context_settings=has_own_help, add_help_option=False)(bench)
    app.command(rich_help_panel=PANEL, context_settings=has_own_help, add_help_option=False)(simulate)


def test(
    context: typer.Context,
    slow: Annotated[bool, typer.Option("--slow", help="Also the tests that take long.")] = False,  # noqa: PT028 - a command named test, not a test
) -> None:
    """Run the tests. They start what they need themselves, in homes of their own.

    Further arguments go to pytest.

    [bold]Examples[/bold]

      ./souk test
      ./souk test tests/order -k cancel
      ./souk test --slow -x
    """
    raise typer.Exit(_pytest(context.args, "" if slow else "not slow and not artefact"))


def _pytest(arguments: list[str], marked: str) -> int:
    chosen = ["-m", marked] if marked and "-m" not in arguments else []
    if not any((checkout.ROOT / each.partition("::")[0]).exists() for each in arguments):
        chosen += WHOLE_SUITE
    command = checkout.command("pytest", *chosen, *arguments)
    # sets come in another order in every run, but in one order in all its workers, which have to find the same tests
    environment = {"PYTHONHASHSEED": str(secrets.randbelow(2**32))} | os.environ
    return subprocess.run(command, cwd=checkout.ROOT, env=environment, check=False).returncode  # noqa: S603 - pytest with the user's arguments


def check(
    fix: Annotated[
        bool, typer.Option("--fix", help="First mend what ruff can mend, and make the generated files anew.")
    ] = False,
) -> None:
    """Run every check that reads the code.

    Lint, format, types, imports, generated files, and the web's own.

    [bold]Examples[/bold]

      ./souk check
      ./souk check --fix
    """
    if fix:
        _mend()
    failed = _run_checks()
    if failed:
        raise Trouble(f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}")
    screen.say(f"all {len(CHECKS)} checks passed")


def _mend() -> None:
    """Format, and make what is made from the code; what cannot be mended is told by the checks."""
    for words in (
        ("ruff", "check", "--fix", ".", "souk"),
        ("ruff", "format", ".", "souk"),
        ("souk.edge.openapi",),
        ("souk.edge.asyncapi",),
        ("deploy.observability.dashboards",),
    ):
        subprocess.run(checkout.command(*words), cwd=checkout.ROOT, check=False)  # noqa: S603 - the commands above
    node = binaries.demand_node()
    webbuild.install(node, screen.say, with_tools=True)
    subprocess.run([*node.npm, "run", "--silent", "generate"], cwd=webbuild.WEB, check=False)  # noqa: S603 - as above


def _run_checks() -> list[str]:
    """Run all of them, two at a time; the names of those that failed, their output shown."""
    failed = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in as_completed([pool.submit(_run_check, each) for each in CHECKS]):
            each, output, took_s = done.result()
            mark = "[green]ok[/green]    " if output is None else "[red]failed[/red]"
            screen.out.print(f"{mark} {escape(each.name)} [dim]{took_s:.0f} s[/dim]")
            if output is not None:
                failed.append(each.name)
                screen.out.out(output.rstrip(), highlight=False)
                if each.mend:
                    screen.out.print(f"[dim]to mend it: {escape(each.mend)}[/dim]")
    return failed


def _run_check(each: Check) -> tuple[Check, str | None, float]:
    """The check's output when it failed."""
    began = time.monotonic()
    try:
        done = subprocess.run(  # noqa: S603 - one of the fixed commands above
            each.command(),
            cwd=each.directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=CHECK_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return each, f"took longer than {CHECK_TIMEOUT_S:.0f} s", time.monotonic() - began
    except Trouble as trouble:
        return each, str(trouble), time.monotonic() - began
    return each, done.stdout if done.returncode else None, time.monotonic() - began


def verify(
    slow: Annotated[bool, typer.Option("--slow", help="Also the tests that take long.")] = False,
) -> None:
    """Everything CI does, and more. The one answer to "am I done?".

    First `check`. Then every pinned package is asked about: a known hole fails
    unless requirements/accepted-advisories.toml lives with it for a while;
    where no advisories can be had, a line says what was left out. Then every
    state of the order protocol's model. Then `test`, with what other people's
    tools say of manifests and images (Kubernetes' schemas, Checkov).

    [bold]Examples[/bold]

      ./souk verify
      ./souk verify --slow
    """
    check(fix=False)
    _ask_about_holes()
    _explore_model()
    raise typer.Exit(_pytest([], "" if slow else "not slow"))


def _ask_about_holes() -> None:
    """Ask whoever keeps advisories about every pinned package."""
    screen.say("asking about known holes in what is pinned (requirements, deploy, web)")
    done = subprocess.run(checkout.command("souk.local.advisories"), cwd=checkout.ROOT, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise Trouble("something that is pinned has a known hole, or nobody could be asked properly, see above")


def _explore_model() -> None:
    """Look at every state of the order protocol within the bounds of `docs/models`."""
    screen.say("looking at every state of the order protocol (docs/models)")
    done = subprocess.run(checkout.command("docs.models.saga"), cwd=checkout.ROOT, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise Trouble("the order protocol is wrong, see above")


def bench(context: typer.Context) -> None:
    """Measure a stack of its own under load, check that nothing was lost, and print the figures.

    The exit code is 1 when something was lost, however fast it was.

    [bold]Examples[/bold]

      ./souk bench place-order
      ./souk bench flash-sale
      ./souk bench browse
      ./souk bench topologies
      ./souk bench idle
      ./souk bench place-order --seconds 30 --clients 128
      ./souk bench --study --list
      ./souk bench --peers --only vendure
    """
    runner = checkout.ROOT / "bench" / "run.py"
    command = [sys.executable, str(runner), *context.args]
    done = subprocess.run(command, cwd=checkout.ROOT, env=checkout.environment(os.environ), check=False)  # noqa: S603 - our own script
    raise typer.Exit(done.returncode)


def simulate(context: typer.Context) -> None:
    """Run the real code on simulated storage, broker, bank and time, and let everything go wrong; a seed replays.

    [bold]Examples[/bold]

      ./souk simulate --seeds 2000
      ./souk simulate --seed 17 --seeds 1 --trace
      ./souk simulate --without watchdog
    """
    command = checkout.command("proof.simulation.main", *context.args)
    environment = checkout.environment(os.environ) | {"PYTHONHASHSEED": "0"}
    raise typer.Exit(subprocess.run(command, cwd=checkout.ROOT, env=environment, check=False).returncode)  # noqa: S603 - our own
