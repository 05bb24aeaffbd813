"""The program itself: its commands, its version, and the one place where errors end."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from graphkit.cli import ask, draw, keep, lexicon, read
from graphkit.cli.console import tell
from graphkit.errors import GraphkitError, StoreError
from graphkit.version import __version__


class Commands(TyperGroup):
    """Turns every error of graphkit into one line on standard error and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except GraphkitError as exc:
            tell(str(exc))
            raise typer.Exit(3 if isinstance(exc, StoreError) else 1) from exc


app = typer.Typer(
    name="graphkit",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="News on defense and diplomacy becomes a knowledge graph of claims.",
    epilog="Example: graphkit extract news.txt",
)
for group in (read, ask, draw, keep, lexicon):
    group.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"graphkit {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version", help="Print the version and exit.", is_eager=True, callback=_print_version
    ),
]


@app.callback()
def start(version: Version = False) -> None:
    """News on defense and diplomacy becomes a knowledge graph of claims."""


def main() -> None:
    """Run the command line."""
    try:
        app()
    except BrokenPipeError:  # the reader of a pipe (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
