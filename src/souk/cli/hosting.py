"""`./souk node`: a shop on several machines, without Kubernetes."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from souk.cli import screen
from souk.hosts import layout
from souk.local import binaries, checkout
from souk.local.home import write_whole
from souk.local.trouble import Trouble

if TYPE_CHECKING:
    from souk.hosts import units

SECRET_BYTES = 48
ETC, STATE = Path("/etc/souk"), Path("/var/lib/souk")
SECRET_MODE = 0o600

node = typer.Typer(no_args_is_help=True)

HostsOption = Annotated[
    str, typer.Option(metavar="A,B,C", help="Every machine's address, in the same order on each of them.")
]
MeOption = Annotated[str, typer.Option(metavar="ADDRESS", help="This machine's address among them.")]
ShopsOption = Annotated[int, typer.Option(metavar="N", help="The first N machines run services and an edge.")]
EtcOption = Annotated[Path, typer.Option("--etc", metavar="DIR", help="Where settings and the secret lie.")]


@node.callback()
def _node() -> None:
    """A shop on 3, 5 or 7 machines, each with a member of MongoDB and NATS.

    Any one of them may be lost: the others go on taking orders.
    See docs/many-machines.md for the whole way.
    """


@node.command()
def write(
    hosts: HostsOption,
    me: MeOption,
    shops: ShopsOption = layout.SHOPS_DEFAULT,
    etc: EtcOption = ETC,
    state: Annotated[Path, typer.Option(metavar="DIR", help="Where the stores lie.")] = STATE,
) -> None:
    """Write this machine's systemd units and settings. Writing them again changes what has to change.

    The secret in DIR/secret is made when it is missing: do so on one machine
    and copy that file, and nothing else, to the others.

    [bold]Example[/bold], on the second of three machines:

      ./souk node write --hosts 10.0.0.1,10.0.0.2,10.0.0.3 --me 10.0.0.2
      systemctl link /etc/souk/systemd/*.service /etc/souk/systemd/souk.target
      systemctl enable --now souk.target
    """
    from souk.hosts import units

    here = _here(hosts, me, shops, etc, state, make_secret=True)
    try:
        for path, file in units.files(here).items():
            whole = etc / path
            whole.parent.mkdir(parents=True, exist_ok=True)
            write_whole(whole, file.text)
            whole.chmod(file.mode)
    except OSError as error:
        raise Trouble(f"{error.filename} cannot be written: {error.strerror}") from None
    names = ", ".join(path.stem.removeprefix("souk-") for path in units.files(here) if path.suffix == ".service")
    screen.out.print(f"{etc}: units for {names}", highlight=False)


@node.command()
def init(hosts: HostsOption, me: MeOption, shops: ShopsOption = layout.SHOPS_DEFAULT, etc: EtcOption = ETC) -> None:
    """Once, on the first machine, while MongoDB runs on all: make them one replica set with a user for the services.

    ./souk node init --hosts 10.0.0.1,10.0.0.2,10.0.0.3 --me 10.0.0.1
    """
    from souk.hosts import replica_set

    here = _here(hosts, me, shops, etc, STATE, make_secret=False)
    try:
        replica_set.initiate(here, lambda text: screen.out.print(text, highlight=False))
    except replica_set.NoReplicaSetError as error:
        raise Trouble(str(error)) from None


def _here(hosts: str, me: str, shops: int, etc: Path, state: Path, *, make_secret: bool) -> units.Node:
    from souk.hosts import units

    try:
        plan = layout.Layout(tuple(each.strip() for each in hosts.split(",")), shops)
        plan.number(me)
    except layout.LayoutError as error:
        raise Trouble(str(error)) from None
    programs = units.Programs(
        python=sys.executable,
        mongod=str(binaries.find(binaries.MONGOD)),
        nats=str(binaries.find(binaries.NATS)),
        valkey=str(binaries.find(binaries.VALKEY)),
    )
    secret = _secret(etc / "secret", make=make_secret)
    return units.Node(plan, me, secret, programs, checkout.ROOT, etc.absolute(), state.absolute())


def _secret(path: Path, *, make: bool) -> str:
    from souk.kit import settings

    try:
        if not path.exists() and make:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SECRET_MODE)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(SECRET_BYTES))
            screen.out.print(f"made {path}: copy it to the other machines", highlight=False)
        secret = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Trouble(f"{path} cannot be used: {error.strerror}") from None
    if len(secret) < settings.SECRET_LENGTH_MIN:
        raise Trouble(f"{path} must hold at least {settings.SECRET_LENGTH_MIN} characters")
    return secret
