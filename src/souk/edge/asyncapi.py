"""`asyncapi/souk.json`, and the pages that are made of the code: `docs/generated/events.md` and `problems.md`.

python -m souk.edge.asyncapi             write them
python -m souk.edge.asyncapi --check     fail when a committed one is stale, or an event breaks the star
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence

from souk import contracts
from souk.edge.documents import events, files, listeners, problems
from souk.edge.documents.listeners import Listener
from souk.edge.documents.tidy import Json

FILE = files.ROOT / "asyncapi" / "souk.json"
EVENTS_PAGE = files.ROOT / "docs" / "generated" / "events.md"
PROBLEMS_PAGE = files.ROOT / "docs" / "generated" / "problems.md"
COMMAND = "python -m souk.edge.asyncapi"

_EVERYBODY = ("order.", "product.", "user.access_revoked.")
_ALSO = {
    "order": ("inventory.", "payment.", "user.erased."),
    "product": ("inventory.stock_changed.", "user.erased."),
    "notification": ("",),
}
"""The star: everybody may listen to what becomes of orders and products; only `order` hears those who answer it."""


def document() -> Json:
    """The AsyncAPI 3.0 document of everything in the registry. Imports every service, connects to nothing."""
    return events.asyncapi(listeners.all_listeners(), contracts.REGISTRY)


def outside_the_star(heard: Iterable[Listener]) -> list[Listener]:
    """Listeners that the star does not allow: facts travel to `order` and from it, not between the others."""
    return [
        each
        for each in heard
        if each.service != each.event.split(".")[0]
        and not each.event.startswith(_EVERYBODY + _ALSO.get(each.service, ()))
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(prog=COMMAND, description="Make the AsyncAPI document and the pages of the code.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a committed file is stale")
    asked = parser.parse_args(arguments)
    heard = listeners.all_listeners()
    said = [f"{each.service} must not listen to {each.event}" for each in outside_the_star(heard)]
    texts = {
        FILE: files.as_json(events.asyncapi(heard, contracts.REGISTRY)),
        EVENTS_PAGE: events.markdown(heard, contracts.REGISTRY),
        PROBLEMS_PAGE: problems.markdown(problems.catalogue()),
    }
    if asked.check:
        said += files.stale(texts, COMMAND)
    else:
        files.write(texts)
    for line in said:
        print(line)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
