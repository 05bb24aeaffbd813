"""An explained sentence as a table to read: frame by frame, in any width of terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from graphkit.claims import Claim
from graphkit.cli.tables import marks
from graphkit.extract.explaining import Argument, Explanation
from graphkit.extract.teaching import line

if TYPE_CHECKING:
    from rich.console import Console

SHARES = (2, 3, 4)
MATCHED, SILENT, NEARLY = "matched", "no claim", "nearly"
STYLES = {MATCHED: "green", SILENT: "yellow", NEARLY: "dim"}


def print_explained(
    console: Console, explained: Iterable[Explanation], others: Sequence[Claim]
) -> None:
    """Print frames under their sentences.

    Args:
        console: Where to.
        explained: Frames in the order of the text.
        others: Claims that are read without any wording.
    """
    sentence = ""
    for each in explained:
        if each.sentence != sentence:
            sentence = each.sentence
            console.print(Text(sentence, style="italic"))
        _print_frame(console, each)
    if others:
        console.print(Text("read without a wording", style="bold"))
        for claim in others:
            console.print(Text(f"  {_said(claim)}"))


def _print_frame(console: Console, each: Explanation) -> None:
    console.print()
    console.print(Text.assemble((each.head, "bold"), f" ({each.kind})"))
    console.print(_grid(map(_argument, each.arguments), SHARES))
    if rows := list(_wordings(each)):
        console.print(_grid(rows, (None, *SHARES)))
    if not each.known:
        console.print(Text(f"  no wording has the {each.kind} “{each.head}”", style="yellow"))
    for wording in each.suggestions:
        console.print(Text(f"  {line(wording)}", style="cyan"), soft_wrap=True)  # to be copied


def _argument(argument: Argument) -> list[Text]:
    read = ", ".join(f"{entity.label} ({entity.type})" for entity in argument.entities)
    role = argument.role.removeprefix("prep:")
    return [Text(role, style="dim"), Text(argument.words), Text(read or "nothing known")]


def _wordings(each: Explanation) -> Iterable[list[Text]]:
    for matched in each.matched:
        said = "; ".join(map(_said, matched.claims)) or matched.why
        yield _row(MATCHED if matched.claims else SILENT, matched.relation, matched.wording, said)
    for near in each.nearly:
        yield _row(NEARLY, near.relation, near.wording, "; ".join(near.missing))


def _row(mark: str, *cells: str) -> list[Text]:
    return [Text(mark, style=STYLES[mark]), *map(Text, cells)]


def _said(claim: Claim) -> str:
    words = (claim.subject.label, marks(claim), claim.predicate, claim.object.label)
    return " ".join(filter(None, words))


def _grid(rows: Iterable[Sequence[Text]], shares: Sequence[int | None]) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=1)
    for share in shares:
        grid.add_column(ratio=share, width=None if share else len(SILENT), overflow="fold")
    for row in rows:
        grid.add_row("", *row)
    return grid
