"""Switching mechanisms off in other processes: the services of a whole stack."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from souk.local import checkout

EVERYWHERE = checkout.ROOT / "proof" / "everywhere"


def environment(given: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """Variables under which every Python that is started, by whomever, goes without these mechanisms."""
    path = [str(checkout.ROOT), str(EVERYWHERE), given.get("PYTHONPATH", "")]
    return {**given, "PROOF_WITHOUT": ",".join(names), "PYTHONPATH": os.pathsep.join(filter(None, path))}
