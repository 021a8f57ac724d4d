"""Python runs this as it starts, wherever this folder is on its path: the process goes without what it is told to."""

from __future__ import annotations

import os

if names := os.environ.get("PROOF_WITHOUT"):
    from proof import mechanisms

    off = mechanisms.without(*names.split(","))
    off.__enter__()  # and it stays off: forgetting `off` would switch it on again
