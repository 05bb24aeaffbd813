"""`query`, `explain` and `export`: the commands that ask a store."""

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
from graphkit.cli.console import console, sink, tell, write
from graphkit.cli.formats import ClaimFormat, write_readings

if TYPE_CHECKING:
    from graphkit.api import Store
    from graphkit.claims import Reading
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
    str | None, typer.Option("--store", metavar="STORE", help="Folder of the store.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command(epilog="Example: graphkit query --name skipped-meetings --store out/store")(query)
    app.command(epilog="Example: graphkit explain 'Pete Hegseth' --store out/store")(explain)
    app.command(epilog="Example: graphkit export --store out/store --format jsonl")(export)


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
    write(_written(result, format), output)


def explain(
    subject: Annotated[str, typer.Argument(metavar="CLAIM|SUBJECT", help="A claim's id or a name.")],
    store: options.Store,
    object: Annotated[str | None, typer.Argument(help="The name of a second entity.")] = None,
) -> None:
    """Show the sentences behind a claim, behind all about an actor, or behind a pair."""
    from graphkit.api import Store

    with Store.open(store, read_only=True) as source:
        claims = source.explain(subject, object)
        wanted = {claim.id for claim in claims}
        readings = [
            reading
            for reading in _readings(source, {claim.doc for claim in claims})
            if any(claim.id in wanted for claim in reading.claims)
        ]
    if not claims:
        tell("the store has no such claim")
        raise typer.Exit(1)
    from dataclasses import replace

    chosen = (
        replace(reading, claims=tuple(claim for claim in reading.claims if claim.id in wanted))
        for reading in readings
    )
    write_readings(chosen, ClaimFormat.TABLE, sys.stdout)


def export(
    store: options.Store,
    format: Annotated[ClaimFormat, typer.Option("--format")] = ClaimFormat.JSONL,
    output: options.Output = None,
) -> None:
    """Write the claims of a store, document by document, in the formats of `extract`."""
    from graphkit.api import Store

    with Store.open(store, read_only=True) as source, sink(output) as stream:
        write_readings(_readings(source, None), format, stream)
