"""`extract` and `build`: the commands that read documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options
from graphkit.cli.console import progress, sink, tell
from graphkit.cli.formats import ClaimFormat, write_readings

if TYPE_CHECKING:
    from graphkit.claims import Document, Reading
    from graphkit.documents import Intake
    from graphkit.errors import GraphkitError


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command(epilog="Example: graphkit extract news/ --format jsonl > claims.jsonl")(extract)
    app.command(epilog="Example: graphkit build news/ --store out/store")(build)


class Summary:
    """What a run over documents reports at its end."""

    def __init__(self, inputs: list[str]) -> None:
        from graphkit.documents import Intake

        self.intake: Intake = Intake(inputs)
        self.claims = 0
        self.unchanged = 0  # documents that the store has already
        self.lost = 0  # documents that were read, but not extracted from

    def leave(self, _: Document) -> None:
        """Count a document that need not be read."""
        self.unchanged += 1

    def report(self, error: GraphkitError) -> None:
        """Name what went wrong with one document."""
        from graphkit.errors import ExtractionError

        self.lost += isinstance(error, ExtractionError)
        tell(str(error))

    def close(self) -> None:
        """Print the counts; a run in which something failed or was skipped exits with 1."""
        ok, failed = self.intake.ok - self.lost - self.unchanged, self.intake.failed + self.lost
        counts = f"{ok} ok, {self.intake.skipped} skipped, {failed} failed"
        stored = f", {self.unchanged} in the store already" if self.unchanged else ""
        dropped = self.intake.dropped
        also = f"; {dropped} control characters dropped" if dropped else ""
        tell(f"documents: {counts}{stored}; claims: {self.claims}{also}")
        if failed or self.intake.skipped:
            raise typer.Exit(1)


def extract(
    inputs: options.Inputs,
    format: Annotated[ClaimFormat, typer.Option("--format")] = ClaimFormat.TABLE,
    output: options.Output = None,
    model: options.Model = None,
    ontology: options.OntologyDirs = None,
    workers: options.Workers = 1,
) -> None:
    """Read documents and print their claims; no store is needed."""
    from graphkit.build import extract as read

    summary = Summary(inputs)
    folders = tuple(ontology or ())
    readings = read(
        summary.intake, model=model, ontology=folders, workers=workers, report=summary.report
    )
    with progress("reading") as step, sink(output) as stream:

        def counted() -> Iterator[Reading]:
            for reading in readings:
                summary.claims += len(reading.claims)
                step()
                yield reading

        write_readings(counted(), format, stream, folders)
    summary.close()


def build(
    inputs: options.Inputs,
    store: options.Store,
    view: Annotated[
        Path | None,
        typer.Option("--view", help="Also draw the network into this HTML file."),
    ] = None,
    model: options.Model = None,
    ontology: options.OntologyDirs = None,
    workers: options.Workers = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Leave out all documents whose ids the store has.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read unchanged documents as well.")
    ] = False,
    closure: Annotated[
        bool | None,
        typer.Option(
            "--closure/--no-closure",
            help="Keep facts with what follows from them in gk:closure, now and later, or no more.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read documents and put their claims into a store; a changed document is replaced.

    What the store has already, read by the same versions, is not read again.
    """
    from graphkit.api import Store
    from graphkit.build import build as fill

    summary = Summary(inputs)
    with Store.open(store) as target:
        with progress("building") as step:

            def watch(reading: Reading) -> None:
                summary.claims += len(reading.claims)
                step()

            fill(
                summary.intake,
                target,
                model=model,
                ontology=tuple(ontology or ()),
                workers=workers,
                resume=resume,
                again=again,
                report=summary.report,
                watch=watch,
                unchanged=summary.leave,
            )
        if closure is not None:
            target.keep_closure(closure)
        tell(f"{store}: {target.counts()}")
        if view:
            tell(f"drawn: {target.network().view(view)}")
    summary.close()
