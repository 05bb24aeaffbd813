"""`query`: the command that asks a store."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options
from graphkit.cli.console import console, read_text, sink, tell

if TYPE_CHECKING:
    from graphkit.query import Question, Result


class ResultFormat(StrEnum):
    """What the answer to a query can be written as."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"


SparqlArgument = Annotated[
    str | None, typer.Argument(metavar="[QUERY|-]", help="SPARQL, or - for standard input.")
]
FileOption = Annotated[
    Path | None, typer.Option("--file", help="File with SPARQL.", show_default=False)
]
NameOption = Annotated[
    str | None, typer.Option("--name", help="A named query: see --list.", show_default=False)
]
Params = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="K=V", help="Value of a parameter; repeatable."),
]
Timeout = Annotated[
    float | None, typer.Option("--timeout", min=0.0, help="Give up after so many seconds.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=0, help="Print no more rows than this.")]
ListFlag = Annotated[bool, typer.Option("--list", help="List the named queries and exit.")]
OptionalStore = Annotated[
    str | None, typer.Option("--store", metavar="STORE", help="Folder or URL of the store.")
]


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(epilog="Example: graphkit query --name skips --store out/store")(query)


def query(
    sparql: SparqlArgument = None,
    file: FileOption = None,
    name: NameOption = None,
    param: Params = None,
    store: OptionalStore = None,
    format: Annotated[ResultFormat, typer.Option("--format", "-f")] = ResultFormat.TABLE,
    output: options.Output = None,
    timeout: Timeout = None,
    limit: Limit = None,
    list_: ListFlag = False,
) -> None:
    """Ask a store: one of the named queries, or any SPARQL; the union of all graphs answers."""
    if list_:
        _list(output)
        return
    if store is None:
        raise typer.BadParameter("a query needs a store", param_hint="--store")
    question = _question(sparql, file, name)
    given = dict(_pair(each) for each in param or ())

    from graphkit.api import Store
    from graphkit.query import query as ask

    with Store.open(store, read_only=True) as source, _time_limit(timeout):
        result = ask(source, question, given, limit=limit)
    with sink(output) as stream:
        stream.write(_written(result, format, console(stream).width))


def _question(sparql: str | None, file: Path | None, name: str | None) -> str | Question:
    if [sparql, file, name].count(None) != 2:
        raise typer.BadParameter("give one of QUERY, --file and --name")
    if name is not None:
        from graphkit.query import named_question

        return named_question(name)
    if file is not None:
        return read_text(file)
    return sys.stdin.read() if sparql == "-" else sparql or ""


def _pair(given: str) -> tuple[str, str]:
    key, equals, value = given.partition("=")
    if not equals:
        raise typer.BadParameter(f"{given!r} is not K=V", param_hint="--param")
    return key, value


def _written(result: Result, format: ResultFormat, width: int) -> str:
    text: str = getattr(result, f"to_{format.value}")()
    if format is ResultFormat.TABLE and max(map(len, text.splitlines())) > width:
        from graphkit.cli.tables import records

        more = f"\n(only the first {len(result)} rows)\n" if result.truncated else ""
        text = records(result.columns, result.rows, width) + more if result.columns else text
    return text if text.endswith("\n") else text + "\n"


def _list(output: Path | None) -> None:
    from rich.table import Table

    from graphkit.query import named

    table = Table(box=None, pad_edge=False)
    for column in ("name", "answers", "parameters"):
        table.add_column(column, overflow="fold")
    for question in named().values():
        names = (p.name if p.required else f"[{p.name}]" for p in question.parameters)
        table.add_row(question.name, question.asks, " ".join(names))
    with sink(output) as stream:
        console(stream).print(table)


@contextmanager
def _time_limit(seconds: float | None) -> Iterator[None]:
    """End the process after `seconds`: nothing else stops the engine in the middle of a query.

    The store is only read, so nothing is left half done.
    """
    if seconds is None:
        yield
        return

    def give_up() -> None:
        tell(f"the query took more than {seconds:g} seconds; ask for less, or raise --timeout")
        os._exit(1)

    timer = threading.Timer(seconds, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
