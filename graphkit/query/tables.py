"""Answers of the engine as bytes, in the worker: written in C, counted by their line ends.

A row is a line of SPARQL's TSV, a triple a line of N-Triples. Rows are cut, and columns dropped, by
splitting bytes; no term becomes an object.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graphkit.worker import Header

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def written(answers: Sequence[Answer], hidden: set[str], limit: int | None) -> tuple[Header, bytes]:
    """Return what was found, and how to read it.

    Args:
        answers: One for each set of parameters; nothing is read further than needed.
        hidden: Columns to leave out.
        limit: No more rows or triples than this.
    """
    tables = [answer for answer in answers if isinstance(answer, ox.QuerySolutions)]
    graphs = [answer for answer in answers if isinstance(answer, ox.QueryTriples)]
    if tables:
        return _table(tables, hidden, limit)
    if graphs:
        found = [_lines(graph, limit) for graph in graphs]
        body, truncated = _cut(found, limit)
        return {"kind": "triples", "truncated": truncated}, body
    return {"kind": "boolean", "value": any(map(bool, answers))}, b""


class _EnoughError(Exception):
    """There are more lines than anybody asked for."""


class _Lines(io.BytesIO):
    """Lines that the engine writes, until there are too many."""

    def __init__(self, most: int | None) -> None:
        super().__init__()
        self._most, self._seen = most, 0

    def write(self, chunk: ReadableBuffer) -> int:
        """Take what the engine has written."""
        self._seen += bytes(chunk).count(b"\n")
        taken = super().write(chunk)
        if self._most is not None and self._seen > self._most:
            raise _EnoughError
        return taken

    def text(self) -> bytes:
        """Return what was written, up to the end of its last line."""
        found = self.getvalue()
        return found[: found.rfind(b"\n") + 1]


def _lines(answer: ox.QuerySolutions | ox.QueryTriples, limit: int | None) -> bytes:
    """Return an answer as lines, at least one more than the limit where there are as many."""
    head = isinstance(answer, ox.QuerySolutions)
    file = _Lines(None if limit is None else limit + head)
    with suppress(_EnoughError):
        if isinstance(answer, ox.QuerySolutions):
            answer.serialize(file, ox.QueryResultsFormat.TSV)
        else:
            answer.serialize(file, ox.RdfFormat.N_TRIPLES)
    text = file.text()
    return text[text.index(b"\n") + 1 :] if head else text


def _table(
    tables: Sequence[ox.QuerySolutions], hidden: set[str], limit: int | None
) -> tuple[Header, bytes]:
    names = [variable.value for variable in tables[0].variables]
    shown = [index for index, name in enumerate(names) if name not in hidden]
    texts = [_lines(table, limit) for table in tables]
    if len(shown) < len(names):
        texts = [b"".join(_columns(text, shown)) for text in texts]
    body, truncated = _cut(texts, limit)
    return {"kind": "table", "columns": [names[i] for i in shown], "truncated": truncated}, body


def _columns(text: bytes, shown: Sequence[int]) -> Iterator[bytes]:
    first = len(shown) if list(shown) == list(range(len(shown))) else None
    for line in text.split(b"\n")[:-1]:
        cells = line.split(b"\t")
        kept = cells[:first] if first is not None else [cells[index] for index in shown]
        yield b"\t".join(kept) + b"\n"


def _cut(texts: Sequence[bytes], limit: int | None) -> tuple[bytes, bool]:
    """Return what the limit lets through, and whether there is more."""
    if len(texts) == 1 and (limit is None or texts[0].count(b"\n") <= limit):
        return texts[0], False
    lines: Iterable[bytes] = (line for text in texts for line in text.split(b"\n")[:-1])
    if len(texts) > 1:  # a row about two namesakes is found for each of them
        lines = dict.fromkeys(lines)
    kept = list(lines)
    return b"".join(line + b"\n" for line in kept[:limit]), limit is not None and len(kept) > limit
