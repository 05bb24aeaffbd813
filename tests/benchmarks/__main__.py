"""`make bench`: print what each module here measures; `make bench ONLY=store` runs one.

A module takes part by a function `rows(sizes)` that yields a `Row` for each measurement; `sizes`
are numbers of claims.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
FRAME = {"__main__", "browsing", "corpus", "measure", "networks", "plain"}
HEAD = f"{'work':58} {'claims':>8} {'ratio':>9} {'bar':>8}"


def main() -> int:
    """Run the measurements; the exit code says whether every bar was reached."""
    names = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in FRAME)
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("only", nargs="*", help=f"any of {names}; without, all of them")
    parser.add_argument("--sizes", default="1000 10000", help="numbers of claims")
    given = parser.parse_args()
    if unknown := set(given.only) - set(names):
        parser.error(f"no such benchmark: {sorted(unknown)}; there are {names}")
    missed = 0
    print(HEAD, flush=True)
    for name in given.only or names:
        for row in import_module(f"benchmarks.{name}").rows([int(n) for n in given.sizes.split()]):
            print(row, flush=True)
            missed += row.reached is False
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
