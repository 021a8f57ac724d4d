"""Every way in which Souk says no, read from the classes that say it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import msgspec

from souk.edge import refusals
from souk.edge.documents import services
from souk.kit import errors
from souk.serving import problems

EDGE = "edge"
KIT = "kit"
"""Who says what every service says."""


class ProblemKind(msgspec.Struct, frozen=True, kw_only=True):
    """One `type` of problem document."""

    slug: str
    status: int
    title: str
    description: str
    """When it is said, and what to do about it; as its class says."""
    services: tuple[str, ...]
    """Who says it; `kit` is every service."""


def catalogue() -> list[ProblemKind]:
    """Every problem that a client can meet, by slug."""
    found: dict[str, ProblemKind] = {}
    for refusal in _said():
        _enter(found, refusal.slug, problems.status_of(refusal), refusal.title, _description(refusal), _who(refusal))
    for each in refusals.REFUSALS:
        if each.slug not in found:
            _enter(found, each.slug, each.status, each.title, each.detail, EDGE)
    return sorted(found.values(), key=lambda kind: kind.slug)


def markdown(kinds: list[ProblemKind]) -> str:
    """`docs/generated/problems.md`."""
    lines = [
        "# Problems",
        "",
        "Every error is an RFC 9457 problem document; its `type` is `/problems/<slug>`. Made from the refusals in the",
        "code by `python -m souk.edge.asyncapi`; do not edit.",
        "",
        "| Slug | Status | Title | When | Said by |",
        "|---|---|---|---|---|",
    ]
    for kind in kinds:
        who = ", ".join("every service" if name == KIT else name for name in kind.services)
        lines.append(f"| `{kind.slug}` | {kind.status} | {kind.title} | {kind.description} | {who} |")
    return "\n".join(lines) + "\n"


def _enter(found: dict[str, ProblemKind], slug: str, status: int, title: str, description: str, who: str) -> None:
    known = found.get(slug)
    if known is None:
        found[slug] = ProblemKind(slug=slug, status=status, title=title, description=description, services=(who,))
        return
    if known.status != status:
        raise ValueError(f"the problem {slug} has two statuses: {known.status} ({known.services}) and {status} ({who})")
    if who not in known.services:
        found[slug] = msgspec.structs.replace(
            known, description=known.description or description, services=(*known.services, who)
        )


def _said() -> Iterator[type[errors.Refusal]]:
    """Refusal classes of the kit and of every service that have a slug, the most general first."""
    for name in (*services.SHARED, *services.ALL):
        _import_all(f"souk.{name}")
    waiting: list[type[errors.Refusal]] = [errors.Refusal]
    seen: set[type[errors.Refusal]] = set()
    while waiting:
        kind = waiting.pop(0)
        if kind in seen:
            continue
        seen.add(kind)
        waiting.extend(sorted(kind.__subclasses__(), key=lambda each: (each.__module__, each.__qualname__)))
        if "slug" in vars(kind) and kind.__module__.startswith("souk."):
            yield kind


def _import_all(package: str) -> None:
    """Every module in which a refusal may be defined: those of the model, and the kit's own."""
    root = importlib.import_module(package)
    for found in pkgutil.walk_packages(root.__path__, f"{package}."):
        path = found.name.split(".")
        if path[1] in services.SHARED or "model" in path:
            importlib.import_module(found.name)


def _who(refusal: type[errors.Refusal]) -> str:
    name = refusal.__module__.split(".")[1]
    return KIT if name in services.SHARED else name


def _description(refusal: type[errors.Refusal]) -> str:
    own = vars(refusal).get("__doc__")
    return services.paragraph(inspect.cleandoc(own)) if own else ""
