"""`query`: the command that asks a store."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options
from graphkit.cli.console import console, read_text, sink, tell
from graphkit.worker import MEMORY, TIMEOUT

if TYPE_CHECKING:
    from graphkit.query import Question, Result


ROWS = 10_000  # more than anybody reads; who wants more says so


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
Limit = Annotated[
    int, typer.Option("--limit", min=0, help="No more rows than this, and a note; 0 for all.")
]
Timeout = Annotated[
    float, typer.Option("--timeout", min=0.0, help="Give up after so many seconds; 0 for never.")
]
Memory = Annotated[
    int, typer.Option("--memory", min=0, help="Give up at so many megabytes; 0 for no limit.")
]
AllowService = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-service",
        metavar="HOST",
        help="Let SERVICE ask this machine; repeatable.",
        show_default=False,
    ),
]
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
    limit: Limit = ROWS,
    timeout: Timeout = TIMEOUT,
    memory: Memory = MEMORY,
    allow_service: AllowService = None,
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

    from graphkit.query import Session

    with Session.at(store) as session:
        result = session.ask(
            question,
            given,
            limit=limit or None,
            timeout=timeout or None,
            memory=memory or None,
            allow_service=allow_service or (),
        )
    if result.truncated:
        tell(f"truncated: these are the first {len(result):,}; ask for more with --limit")
    with sink(output) as stream:
        stream.write(_written(result, format, get_terminal_size().columns))


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
        from graphkit.cli.records import records

        text = records(result.columns, result.rows, width) if result.columns else text
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
