"""Where things are printed: data on standard output or in a file, the rest on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from graphkit.errors import GraphkitError

if TYPE_CHECKING:
    from rich.console import Console


def tell(message: str) -> None:
    """Print one line on standard error."""
    typer.echo(" ".join(message.split()), err=True)


@contextmanager
def sink(output: Path | None) -> Iterator[TextIO]:
    """Open what data is written to: the file, or standard output.

    Raises:
        GraphkitError: The file cannot be written.
    """
    if output is None or str(output) == "-":
        yield sys.stdout
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        stream = output.open("w", encoding="utf-8", newline="\n")
    except OSError as exc:
        raise GraphkitError(f"{output}: cannot be written: {exc.strerror or exc}") from exc
    with stream:
        yield stream


def write(text: str, output: Path | None) -> None:
    """Write `text` to the file, or to standard output."""
    with sink(output) as stream:
        stream.write(text)


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        GraphkitError: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise GraphkitError(f"{path}: cannot be read: {exc}") from exc


def console(stream: TextIO) -> Console:
    """Return a rich console on `stream`; texts are never read as markup."""
    from rich.console import Console

    return Console(file=stream, markup=False, emoji=False, highlight=False)


@contextmanager
def progress(what: str) -> Iterator[Callable[..., None]]:
    """Show progress on standard error, where that is a terminal.

    Yields:
        What is to be called for each document that is done.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn(what + " {task.completed} documents"),
        TimeElapsedColumn(),
    )
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda *_: bar.advance(task)
