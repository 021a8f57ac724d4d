"""The demo catalogue."""

from __future__ import annotations

import subprocess

from souk.cli import screen
from souk.local import checkout, stack
from souk.local.home import Home
from souk.local.trouble import Trouble

MODULE = "souk.local.seed"


def seed_demo(home: Home, products: int | None) -> None:
    """Fill a running stack; what is there already stays. Raises `Trouble`."""
    running = stack.run(home)
    screen.say("seeding the demo catalogue")
    amount = [f"--products={products}"] if products else []
    done = subprocess.run(  # noqa: S603 - our own module
        checkout.command(MODULE, f"--home={home.path}", *amount),
        env=stack.environment(running, home),
        check=False,
    )
    if done.returncode != 0:
        raise Trouble(
            "the demo catalogue could not be seeded; ./souk up goes on where it stopped, --no-demo leaves it out"
        )
    home.seeded.touch()
