"""`explain` and `export`: the commands that give claims back."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from graphkit.cli import options
from graphkit.cli.console import sink, tell
from graphkit.cli.formats import STREAMED, ClaimFormat, write_table


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command(epilog="Example: graphkit explain 'Pete Hegseth' --store out/store")(explain)
    app.command(epilog="Example: graphkit export --store out/store --format jsonl")(export)


def explain(
    subject: Annotated[
        str, typer.Argument(metavar="CLAIM|SUBJECT", help="A claim's id or a name.")
    ],
    store: options.Store,
    object: Annotated[str | None, typer.Argument(help="The name of a second entity.")] = None,
) -> None:
    """Show the sentences behind a claim, behind all about an actor, or behind a pair."""
    from graphkit.api import Store

    with Store.open(store, read_only=True) as source:
        claims = source.explain(subject, object)
        documents = {document.id: document for document in source.documents()}
    if not claims:
        tell(f"no claim links {subject!r} and {object!r}" if object else f"no claim {subject!r}")
        raise typer.Exit(1)
    write_table(documents, claims, sys.stdout)


def export(
    store: options.Store,
    format: Annotated[ClaimFormat, typer.Option("--format")] = ClaimFormat.JSONL,
    output: options.Output = None,
) -> None:
    """Write the claims of a store, document by document, in the formats of `extract`."""
    from graphkit.api import Store

    with Store.open(store, read_only=True) as source, sink(output) as stream:
        if format is ClaimFormat.TABLE:
            documents = {document.id: document for document in source.documents()}
            write_table(documents, source.claims(), stream)
        elif format in STREAMED:
            STREAMED[format](source.claims(), stream)
        else:
            stream.write(source.serialize(format))
