"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path,
    typer.Option(
        "--home", metavar="DIR", help="Where the stack keeps its data, logs and run.json.", show_default=".souk"
    ),
]
ProductsOption = Annotated[
    int | None,
    typer.Option("--products", metavar="N", min=1, help="Seed this many products instead of the demo's own."),
]
