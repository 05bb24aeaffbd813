"""The program itself: its commands, its version, and the one place where errors end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from graphkit.cli.commands import ABOUT, overview
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

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # the signature is typer's
        """Print the overview that needs no typer as well."""
        formatter.write(overview())


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


def _start(version: Version = False) -> None: ...


def program(modules: Iterable[str]) -> typer.Typer:
    """Return the program with the commands of some modules of this package."""
    made = typer.Typer(
        name="graphkit",
        cls=Commands,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help=ABOUT,
    )
    made.callback()(_start)
    for module in modules:
        import_module(f"graphkit.cli.{module}").register(made)
    return made


def run(made: typer.Typer) -> None:
    """Run the program with the arguments of this process."""
    try:
        made()
    except BrokenPipeError:  # the reader of a pipe (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
