"""The command line: `graphkit extract`, `build`, `query`, `explain`, `network`, `view`, and more.

Data goes to standard output, messages and progress to standard error. Exit codes: 0 fine, 1
something failed or was skipped, 2 usage, 3 store unusable. Heavy libraries are imported inside the
commands, and the commands themselves when they are called, so that everything answers at once.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from graphkit.cli.commands import modules, overview

if TYPE_CHECKING:
    import typer

    app: typer.Typer

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    asked = sys.argv[1:]
    if asked == ["--help"]:
        sys.stdout.write(overview())
        return
    from graphkit.cli.app import program, run

    run(program(modules(asked[0] if asked else None)))


def __getattr__(name: str) -> object:
    if name != "app":
        raise AttributeError(f"module 'graphkit.cli' has no attribute {name!r}")
    from graphkit.cli.app import program

    globals()["app"] = program(modules())
    return globals()["app"]
