"""Rows that are too wide for a table; without rich, which takes longer to load than a query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import fill


def records(columns: Sequence[str], rows: Iterable[Sequence[object]], width: int) -> str:
    """Return rows too wide for a table as blocks of `name value` lines, empty values left out."""
    indent = max(map(len, columns), default=0) + 2
    blocks = []
    for row in rows:
        said = [(name, _plain(value)) for name, value in zip(columns, row, strict=True)]
        blocks.append("".join(_wrapped(*pair, indent, width) for pair in said if pair[1]))
    return "\n".join(blocks)


def _plain(value: object) -> str:
    """Blank what would move the cursor or turn the direction of a terminal."""
    text = "" if value is None else str(value)
    return "".join(one if one.isprintable() else " " for one in text)


def _wrapped(name: str, value: str, indent: int, width: int) -> str:
    lines = fill(
        value,
        max(width, indent + 20),
        initial_indent=name.ljust(indent),
        subsequent_indent=" " * indent,
    )
    return lines + "\n"
