"""`entities`: who may be one and the same, and the judgements that say so."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options
from graphkit.cli.console import console, read_text, sink, tell

if TYPE_CHECKING:
    from graphkit.api import Store
    from graphkit.store import Judgement

OptionalStore = Annotated[
    str | None,
    typer.Option("--store", metavar="STORE", help="Folder or URL of the store."),
]
Who = Annotated[
    str | None, typer.Option("--by", help="Who judges; without it, the name of the user.")
]
Why = Annotated[str, typer.Option("--why", help="For what reason.")]
One = Annotated[str, typer.Argument(help="IRI or name; it stands for both.")]
Other = Annotated[str, typer.Argument(help="IRI or name of the other one.")]


class LogFormat(StrEnum):
    """What a log of judgements can be written as."""

    TABLE = "table"
    JSONL = "jsonl"


group = typer.Typer()


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(
        group,
        name="entities",
        epilog="Example: graphkit entities --duplicates --store out/store",
    )


@group.callback(invoke_without_command=True)
def entities(
    context: typer.Context,
    duplicates: Annotated[
        bool, typer.Option("--duplicates", help="List pairs that may be one, the likeliest first.")
    ] = False,
    store: OptionalStore = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="No more than these.")] = 50,
    output: options.Output = None,
) -> None:
    """Find who may be one and the same, judge it, and take judgements back."""
    if context.invoked_subcommand is not None:
        return
    if not duplicates or store is None:
        raise typer.BadParameter("give --duplicates and --store, or a command: see --help")
    from graphkit.api import Store
    from graphkit.entities import candidates

    with Store.open(store, read_only=True) as source:
        found = candidates(source)
    rows = [
        (f"{one.score:.2f}", one.reason, one.one.name, one.one.iri, one.other.name, one.other.iri)
        for one in found[:limit]
    ]
    _print(("score", "reason", "one", "IRI", "other", "IRI"), rows, output)
    tell(f"candidates: {len(found)}")


@group.command(epilog="Example: graphkit entities merge 'Ada Berg' kb:A._Berg --store out/store")
def merge(one: One, other: Other, store: options.Store, why: Why = "", by: Who = None) -> None:
    """Judge that two entities are one; the seeds' own, else the first, stands for both."""
    from graphkit import entities

    with _changed(store) as target:
        _say(entities.merge(target, one, other, who=by or getpass.getuser(), why=why))


@group.command(epilog="Example: graphkit entities split kb:Ada_Berg kb:A._Berg --store out/store")
def split(one: One, other: Other, store: options.Store, why: Why = "", by: Who = None) -> None:
    """Judge that two entities are not one, whatever else speaks for it."""
    from graphkit import entities

    with _changed(store) as target:
        _say(entities.split(target, one, other, who=by or getpass.getuser(), why=why))


@group.command("list", epilog="Example: graphkit entities list --store out/store")
def list_(
    store: options.Store,
    format: Annotated[LogFormat, typer.Option("--format", "-f")] = LogFormat.TABLE,
    output: options.Output = None,
) -> None:
    """List all judgements with their numbers; as JSON Lines, they can be replayed."""
    from graphkit.api import Store
    from graphkit.store.judgements import to_jsonl

    with Store.open(store, read_only=True) as source:
        found = source.judgements()
    if format is LogFormat.JSONL:
        with sink(output) as stream:
            stream.write(to_jsonl(found))
        return
    rows = [
        (
            str(number),
            one.decision,
            _short(one.kept.iri),
            _short(one.other.iri),
            one.who,
            one.when[:19],
            one.why,
            one.undone and "undone",
        )
        for number, one in enumerate(found, 1)
    ]
    _print(("number", "judged", "one", "other", "by", "at", "because", ""), rows, output)


@group.command(epilog="Example: graphkit entities undo 3 --store out/store")
def undo(
    store: options.Store,
    number: Annotated[int | None, typer.Argument(help="Its number in `list`.")] = None,
    by: Who = None,
) -> None:
    """Take back a judgement; without a number, the last one that somebody made."""
    from graphkit import entities

    with _changed(store) as target:
        _say(entities.undo(target, number, who=by or getpass.getuser()))


@group.command(epilog="Example: graphkit entities replay judgements.jsonl --store out/copy")
def replay(
    log: Annotated[Path, typer.Argument(help="JSON Lines of `list --format jsonl`.")],
    store: options.Store,
) -> None:
    """Add the judgements of another log."""
    from graphkit import entities
    from graphkit.store.judgements import from_jsonl

    given = from_jsonl(read_text(log), log)
    with _changed(store) as target:
        tell(f"replayed: {entities.replay(target, given)} of {len(given)} judgements")


def _changed(store: str) -> Store:
    from graphkit.api import Store

    return Store.open(store, create=False)


def _say(judgement: Judgement) -> None:
    undone = f" (undone {judgement.undone})" if judgement.undone else ""
    ends = f"{judgement.kept.iri} and {judgement.other.iri}"
    tell(f"judged {judgement.decision}: {ends}{undone}")


def _short(iri: str) -> str:
    from graphkit.claims import KB

    return iri.replace(KB, "kb:")


def _print(head: Sequence[str], rows: Iterable[Sequence[str]], output: Path | None) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for column in head:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    with sink(output) as stream:
        console(stream).print(table)
