"""Claims as a table to read: sentence by sentence, in any width of terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from graphkit.claims import Claim, Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

COLUMNS = ("Subject", "relation", "Object", "when", "how", "says")
STYLES = ("bold", "cyan", "bold", "green", "yellow", "dim")
SHARES = (4, None, 5, None, None, 3)  # of what the columns of fixed width leave
WIDTHS = (None, 14, None, 10, 9, None)


def print_claims(
    console: Console, document: Document, claims: Iterable[Claim], labels: Mapping[str, str]
) -> None:
    """Print the claims of one document under the sentences that they are read from.

    Args:
        console: Where to.
        document: Its title, source and date head the table.
        claims: Its claims, in the order of the text.
        labels: Labels of relations by name.
    """
    console.print(Text(_heading(document), style="bold underline"))
    console.print(_grid([[Text(name, style="dim") for name in COLUMNS]]))
    for sentence, group in groupby(claims, key=lambda claim: claim.evidence):
        quoted = " ".join(sentence.text.split())
        console.print(Text(quoted, style="italic"))
        console.print(_grid(_row(claim, labels) for claim in group))
    console.print()


def marks(claim: Claim) -> str:
    """Return what is special about a claim: negated, planned, possible, requested."""
    special = ["not"] if claim.polarity == "negated" else []
    return " ".join(special + ([claim.modality] if claim.modality != "actual" else []))


def _heading(document: Document) -> str:
    date = document.date.isoformat() if document.date else ""
    return " · ".join(filter(None, (document.title or document.id, document.source, date)))


def _grid(rows: Iterable[list[Text]]) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=1)
    for share, width in zip(SHARES, WIDTHS, strict=True):
        grid.add_column(ratio=share, width=width, overflow="fold")
    for row in rows:
        grid.add_row("", *row)
    return grid


def _row(claim: Claim, labels: Mapping[str, str]) -> list[Text]:
    cells = (
        claim.subject.label,
        labels.get(claim.predicate, claim.predicate),
        claim.object.label,
        claim.time or "",
        marks(claim),
        claim.attributed_to.label if claim.attributed_to else "",
    )
    return [Text(cell, style=style) for cell, style in zip(cells, STYLES, strict=True)]
