"""Files, folders, globs and standard input become documents.

One bad document never stops the rest: an intake yields, in the order of the inputs, either a
`Document` or the `DocumentError` that says why there is none, and counts both.

Text is decoded as UTF-8 (with or without a byte order mark); newlines become a plain line feed,
and control characters and lone surrogates are dropped, once, here. From then on `Document.text` is
never changed: the offsets of evidence count its characters.
"""

from __future__ import annotations

import datetime as dt
import glob
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from graphkit.claims import Document, digest
from graphkit.errors import DocumentError

SUFFIXES = (".jsonl", ".md", ".txt")
STDIN = "-"

_FIELDS = ("id", "title", "source", "date", "url")
_DROPPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SETTING = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(.*)")
_ASIDE = re.compile(r"\s*$|\s*#|\s+\S|-\s")  # of front matter: blank, comment, part of a list
_BINARY_PROBE = 8192


class SkippedDocumentError(DocumentError):
    """Something that graphkit leaves aside: an unknown suffix, or the same document once more."""


@dataclass(slots=True)
class Intake:
    """Reads inputs one by one and counts what became of them.

    Args:
        inputs: Files, folders, globs, or "-" for standard input.
        stdin: Where "-" reads from.

    Attributes:
        ok: Documents that were read.
        skipped: Files and documents left aside.
        failed: Documents that could not be read.
        dropped: Control characters and lone surrogates that were dropped from texts.
    """

    inputs: Iterable[str | Path]
    stdin: BinaryIO | None = None
    ok: int = 0
    skipped: int = 0
    failed: int = 0
    dropped: int = 0
    _taken: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Document | DocumentError]:
        """Yield each document, or the error that stands in its place."""
        for found in self._all():
            match found:
                case SkippedDocumentError():
                    self.skipped += 1
                case DocumentError():
                    self.failed += 1
                case _:
                    self.ok += 1
            yield found

    def _all(self) -> Iterator[Document | DocumentError]:
        for given in self.inputs:
            for path, name in _files(str(given)):
                if isinstance(path, DocumentError):
                    yield path
                else:
                    yield from self._file(path, name)

    def _file(self, path: str, name: str) -> Iterator[Document | DocumentError]:
        try:
            raw = self._bytes(path)
            if _is_jsonl(path, raw):
                yield from self._lines(raw, path)
            else:
                yield self._text(raw, path, name)
        except DocumentError as exc:
            yield exc

    def _bytes(self, path: str) -> bytes:
        if path == STDIN:
            raw = (self.stdin or sys.stdin.buffer).read()
        else:
            try:
                raw = Path(path).read_bytes()
            except OSError as exc:
                raise DocumentError(exc.strerror or "not readable", path=path) from exc
        raw = raw.removeprefix(b"\xef\xbb\xbf")
        if b"\0" in raw[:_BINARY_PROBE] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise DocumentError("a binary file, not text", path=path)
        if not raw.strip():
            raise DocumentError("empty", path=path)
        return raw

    def _text(self, raw: bytes, path: str, name: str) -> Document:
        text = self._clean(_decode(raw, path))
        settings, lines, body = _front_matter(text) if path.endswith(".md") else ({}, {}, text)
        settings = {"id": name, **settings}
        return self._document(settings, body, path, lines.get("date"))

    def _lines(self, raw: bytes, path: str) -> Iterator[Document | DocumentError]:
        for number, line in enumerate(raw.split(b"\n"), start=1):
            if line.strip():
                try:
                    record = _record(_decode(line, path, number), path, number)
                    yield self._document(record, self._clean(record["text"]), path, number)
                except DocumentError as exc:
                    yield exc

    def _document(
        self, settings: Mapping[str, str], text: str, path: str, line: int | None
    ) -> Document:
        if not text.strip():
            raise DocumentError("no text", path=path, line=line)
        known = {key: self._clean(settings.get(key, "")).strip() for key in _FIELDS}
        identity, date = known["id"] or digest(text), _day(known["date"], path, line)
        self._claim_id(identity, text, path, line)
        return Document(
            id=identity,
            text=text,
            title=known["title"],
            source=known["source"],
            date=date,
            url=known["url"],
        )

    def _claim_id(self, identity: str, text: str, path: str, line: int | None) -> None:
        """Refuse an id that another text has: one would replace the other in a store."""
        where = path if line is None else f"{path}:{line}"
        mark = digest(text)
        if identity not in self._taken:
            self._taken[identity] = where, mark
            return
        taken_by, taken_mark = self._taken[identity]
        if mark == taken_mark:
            raise SkippedDocumentError(f"the same document as {taken_by}", path=path, line=line)
        raise DocumentError(f"its id {identity!r} is that of {taken_by}", path=path, line=line)

    def _clean(self, text: str) -> str:
        cleaned, count = _DROPPED.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))
        self.dropped += count
        return cleaned


def _files(given: str) -> Iterator[tuple[str | DocumentError, str]]:
    """Yield the path of each file that `given` stands for, with the id it gives by default."""
    path = Path(given)
    if given == STDIN:
        yield STDIN, ""
    elif path.is_dir():
        yield from _folder(path)
    elif path.exists():
        yield _supported(path), path.stem
    elif glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207  # Path has no absolute globs
        if not matches:
            yield DocumentError("no file matches", path=given), ""
        for match in matches:
            yield from _files(match)
    else:
        yield DocumentError("no such file or folder", path=given), ""


def _folder(folder: Path) -> Iterator[tuple[str | DocumentError, str]]:
    found = False
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_dir() or any(part.startswith(".") for part in inside.parts):
            continue
        found = True
        yield _supported(path), "-".join(inside.with_suffix("").parts)
    if not found:
        yield DocumentError("no document in this folder", path=folder), ""


def _supported(path: Path) -> str | DocumentError:
    if path.suffix.lower() in SUFFIXES:
        return str(path)
    kinds = ", ".join(SUFFIXES)
    return SkippedDocumentError(
        f"unknown suffix {path.suffix!r}; graphkit reads {kinds}", path=path
    )


def _is_jsonl(path: str, raw: bytes) -> bool:
    if path == STDIN:
        return raw.lstrip().startswith(b"{")
    return path.lower().endswith(".jsonl")


def _decode(raw: bytes, path: str, line: int | None = None) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as exc:
        line = line or raw.count(b"\n", 0, exc.start) + 1
        message = f"not UTF-8: byte {raw[exc.start]:#04x}; convert the file to UTF-8"
        raise DocumentError(message, path=path, line=line) from exc


def _front_matter(text: str) -> tuple[dict[str, str], dict[str, int], str]:
    """Split Markdown into its settings, the line that each stands on, and the text below.

    A text that merely opens with a rule has no front matter: every line between the two rules must
    be a setting, or belong to one.
    """
    first, *rest = text.split("\n")
    ends = [number for number, line in enumerate(rest) if line.rstrip() == "---"]
    if first.rstrip() != "---" or not ends:
        return {}, {}, text
    settings: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(rest[: ends[0]], start=2):
        if match := _SETTING.fullmatch(line.rstrip()):
            key = match[1].lower()
            settings[key], lines[key] = _unquoted(match[2]), number
        elif not _ASIDE.match(line):
            return {}, {}, text
    return settings, lines, "\n".join(rest[ends[0] + 1 :]).strip("\n")


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _record(line: str, path: str, number: int) -> dict[str, str]:
    """Return the fields of one line of JSON Lines, all of them strings."""
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as exc:
        reason = getattr(exc, "msg", "") or "not readable"
        raise DocumentError(f"not JSON: {reason}", path=path, line=number) from exc
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise DocumentError('no object with a "text"', path=path, line=number)
    fields = {key: raw[key] for key in (*_FIELDS, "text") if raw.get(key) is not None}
    for key, value in fields.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise DocumentError(f'"{key}" is no string', path=path, line=number)
    return {key: str(value) for key, value in fields.items()}


def _day(value: str, path: str, line: int | None) -> dt.date | None:
    """Return the day of an ISO date or timestamp; relative dates hang on it: no guessing."""
    if not value:
        return None
    try:
        return dt.datetime.fromisoformat(value).date()
    except ValueError as exc:
        message = f"date {value!r} is no ISO day (2025-06-04)"
        raise DocumentError(message, path=path, line=line) from exc
