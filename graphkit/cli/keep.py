"""`validate`, `info`, `dump`, `load` and `remove`: the commands that look after a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import options
from graphkit.cli.console import progress, sink, tell

OptionalStore = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="STORE", help="Folder or URL of the store.", show_default=False
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command(epilog="Example: graphkit validate --store out/store")(validate)
    app.command(epilog="Example: graphkit info --store out/store")(info)
    app.command(epilog="Example: graphkit dump --store out/store > store.nq")(dump)
    app.command(epilog="Example: graphkit load store.nq --store out/copy")(load)
    app.command(epilog="Example: graphkit remove contact-group-absence --store out/store")(remove)


def validate(store: OptionalStore = None, ontology: options.OntologyDirs = None) -> None:
    """Check the ontology and the seeds, and a store against the shapes; one fault a line."""
    from graphkit.validate import check
    from graphkit.validate import validate as hold_to_shapes

    found = check(*(ontology or ()))
    if store is not None:
        from graphkit.store import Store

        with Store.open(store, read_only=True) as source, progress("validating") as step:
            found += hold_to_shapes(source, watch=step)
    for finding in found:
        typer.echo(" ".join(str(finding).split()))
    tell(f"faults: {len(found)}")
    if found:
        raise typer.Exit(1)


def info(
    store: OptionalStore = None,
    model: options.Model = None,
    ontology: options.OntologyDirs = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False,
) -> None:
    """Print the versions that a run records, and what a store holds."""
    from graphkit.extract import Extractor

    extractor = Extractor(model, tuple(ontology or ()))
    known = extractor.ontology
    said = {
        "graphkit": extractor.run.graphkit,
        "model": extractor.run.model,
        "ontology": extractor.run.ontology,
        "relations": len(known.relations),
        "wordings": sum(len(relation.wordings) for relation in known.relations.values()),
        "actors": len(known.actors),
        "offices": len(known.offices),
    }
    if store is not None:
        said |= _held(store)
    if as_json:
        typer.echo(json.dumps(said, indent=1))
    else:
        for name, value in said.items():
            typer.echo(f"{name:10} {value}")


def dump(store: options.Store, output: options.Output = None) -> None:
    """Write a store as sorted N-Quads: equal content gives equal bytes."""
    from graphkit.store import Store

    opened = Store.open(store, read_only=True)
    with opened as source, sink(output) as stream, progress("dumping") as step:
        source.dump(stream, step)


def load(
    file: Annotated[Path, typer.Argument(help="N-Quads, such as `dump` writes.")],
    store: options.Store,
) -> None:
    """Take N-Quads into a store; each graph of the file replaces the store's."""
    from graphkit.store import Store

    with Store.open(store) as target:
        with progress("loading") as step:
            target.load(file, step)
        tell(f"{store}: {target.counts()}")


def remove(
    documents: Annotated[list[str], typer.Argument(help="Ids of documents.")],
    store: options.Store,
) -> None:
    """Remove documents and everything that was read from them."""
    from graphkit.store import Store

    with Store.open(store, create=False) as target:
        for document in documents:
            target.remove(document)
        tell(f"{store}: {target.counts()}")


def _held(store: str) -> dict[str, str | int]:
    from dataclasses import asdict

    from graphkit.store import Store

    with Store.open(store, read_only=True) as source:
        return {"store": store, **asdict(source.counts())}
