"""`check`, `backup`, `restore` and `diff`: the commands that see to it that nothing is lost."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options
from graphkit.cli.console import progress, sink, tell

if TYPE_CHECKING:
    from graphkit.claims import Claim

Backup = Annotated[str, typer.Argument(help="Folder of the backup.", metavar="BACKUP")]


class DiffFormat(StrEnum):
    """How a difference is written."""

    TEXT = "text"
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command(epilog="Example: graphkit check --store out/store")(check)
    app.command(epilog="Example: graphkit backup out/backup --store out/store")(backup)
    app.command(epilog="Example: graphkit restore out/backup --store out/store")(restore)
    app.command(epilog="Example: graphkit diff out/backup out/store")(diff)


def check(
    store: options.Store,
    ontology: options.OntologyDirs = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out the shapes, which take longest.")
    ] = False,
) -> None:
    """Look through a whole store: what was written, what is derived, shapes, quality; in full."""
    from graphkit import validate
    from graphkit.store import Store

    with Store.open(store, read_only=True) as source, progress("checking") as step:
        found = validate.audit(source) + validate.check(*(ontology or ()))
        if not quick:
            found += validate.validate(source, watch=step)
        counts = source.counts()
    for finding in found:
        typer.echo(" ".join(str(finding).split()))
    tell(f"{store}: {counts}; faults: {len(found)}")
    if found:
        raise typer.Exit(1)


def backup(target: Backup, store: options.Store) -> None:
    """Copy a store into a new folder, which is a store of its own; not while it is written."""
    from graphkit.store import Store

    with Store.open(store, read_only=True) as source:
        source.backup(target)
        tell(f"{target}: {source.counts()}")


def restore(source: Backup, store: options.Store) -> None:
    """Put a backup where a store was lost; what stands there is put aside."""
    from graphkit.store import Store

    aside = Store.restore(source, store)
    with Store.open(store, read_only=True) as restored:
        tell(f"{store}: {restored.counts()}")
    if aside:
        tell(f"what was there before: {aside}")


def diff(
    old: Annotated[str, typer.Argument(help="A store, or a file of N-Quads.", metavar="A")],
    new: Annotated[str, typer.Argument(help="Another one.", metavar="B")],
    format: Annotated[DiffFormat, typer.Option("--format", "-f")] = DiffFormat.TEXT,
    output: options.Output = None,
) -> None:
    """Show which claims went (-) and came (+) between two stores or dumps."""
    from graphkit.store import Store

    with Store.read(old) as before, Store.read(new) as after, sink(output) as stream:
        came, went = before.difference(after)
        write = _as_json if format is DiffFormat.JSONL else _as_text
        stream.writelines(write("-", claim) for claim in went)
        stream.writelines(write("+", claim) for claim in came)
    tell(f"{len(went)} claims went, {len(came)} came")


def _as_json(sign: str, claim: Claim) -> str:
    from graphkit.claims import claim_to_json

    return f'{{"change": "{sign}", {claim_to_json(claim)[1:]}\n'


def _as_text(sign: str, claim: Claim) -> str:
    said = (claim.polarity, claim.modality, claim.time or "")
    more = ", ".join(word for word in said if word not in {"affirmed", "actual", ""})
    about = f" ({more})" if more else ""
    ends = f"{claim.subject.label} {claim.predicate} {claim.object.label}"
    return " ".join(f"{sign} {claim.doc}: {ends}{about}: {claim.evidence.text}".split()) + "\n"
