"""Rows as columns: a browser reads a page of tens of thousands of claims several times as fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return rows that have the same fields as columns.

    Returns:
        `length`, the number of rows; `columns`, a list of values by field, or `{"texts": …}` with
        the numbers of texts where the values are texts; and `texts`, each of them once.
    """
    texts: dict[str, int] = {}
    columns: dict[str, Any] = {}
    for name in rows[0] if rows else ():
        values = [row[name] for row in rows]
        if isinstance(values[0], str):
            columns[name] = {"texts": [texts.setdefault(text, len(texts)) for text in values]}
        else:
            columns[name] = values
    return {"length": len(rows), "columns": columns, "texts": list(texts)}
