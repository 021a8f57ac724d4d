"""`python -m bench.floor [--clients N] [--seconds S] [--hot]`: one run of the bare pipeline as one JSON line."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys

from bench.floor import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.floor", description="The bare order pipeline, measured once.")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--hot", action="store_true", help="everybody buys one SKU")
    args = parser.parse_args()
    try:
        floor = run.measure(clients=args.clients, seconds=args.seconds, is_hot=args.hot)
    except run.FloorFailedError as error:
        sys.stderr.write(f"floor: {error}\n")
        return 1
    asked = {"clients": args.clients, "seconds": args.seconds, "hot": args.hot}
    sys.stdout.write(json.dumps({**dataclasses.asdict(floor), **asked}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
