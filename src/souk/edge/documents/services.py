"""The services' own modules, by name: the documents are made from them, and nothing at run time depends on them."""

from __future__ import annotations

import importlib
import inspect
from types import ModuleType

from souk.edge import routes

ALL = (*routes.SERVICES, routes.AUDIT)
SHARED = ("kit", "serving")
"""Packages that every service stands on: what they define is everybody's."""


def module(service: str, name: str = "") -> ModuleType:
    """`souk.<service>`, or one module of it."""
    return importlib.import_module(f"souk.{service}.{name}" if name else f"souk.{service}")


def promise(service: str) -> str:
    """What a service says of itself: the first paragraph of its docstring."""
    return paragraph(inspect.getdoc(module(service)) or "")


def paragraph(text: str) -> str:
    """The first paragraph of a text, on one line."""
    return " ".join(text.strip().split("\n\n", 1)[0].split())
