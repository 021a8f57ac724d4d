"""`./souk`: the commands, put together, and one way to fail."""

from __future__ import annotations

import errno
import sys

import typer
from typer._click import exceptions  # Typer carries its own Click and has no other door to its errors; it is pinned

from souk.cli import chaos, checking, operating, proving, running, screen
from souk.local.stack import StartFailed
from souk.local.trouble import Trouble

INTERRUPTED = 130

app = typer.Typer(
    name="./souk",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help="""
Souk: a shop made of microservices, on this machine, with everything real.

[bold]First steps[/bold]

  ./souk up            start the shop with its demo goods; Ctrl-C stops it
  ./souk up --detach   the same in the background; ./souk down stops it
  ./souk status        what runs, and how it does
  ./souk test          run every test

Everything a stack keeps lies in its home: .souk, or --home DIR.
Several homes run side by side.
""",
)
running.add_to(app)
checking.add_to(app)
proving.add_to(app)
chaos.add_to(app)
operating.add_to(app)


def main() -> None:
    """Run the command line. Whatever the user can mend is told in one line, and the exit code is not 0."""
    command = typer.main.get_command(app)
    try:
        code = command.main(prog_name="./souk", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except exceptions.NoArgsIsHelpError as error:  # the help has been shown
        sys.exit(error.exit_code)
    except exceptions.ClickException as error:
        context = getattr(error, "ctx", None)
        asked = f"; see {context.command_path} --help" if context else ""
        screen.fail(f"{error.format_message().rstrip('.')}{asked}")
        sys.exit(error.exit_code)
    except StartFailed as failed:
        screen.fail(str(failed), failed.log)
        sys.exit(1)
    except Trouble as trouble:
        screen.fail(str(trouble))
        sys.exit(1)
    except OSError as error:
        screen.fail(_of_the_system(error))
        sys.exit(1)
    except (KeyboardInterrupt, typer.Abort):
        screen.fail("interrupted")
        sys.exit(INTERRUPTED)


def _of_the_system(error: OSError) -> str:
    """What went wrong below us, with the file it is about."""
    if error.errno == errno.ENOSPC:
        return "the disk is full; free some space and try again"
    about = f"{error.filename}: " if error.filename else ""
    return f"{about}{error.strerror or error}"
