"""Tables of sentences with the claims that they make, in `tests/extract/sentences/*.txt`.

Blocks are set apart by blank lines; `#` begins a comment. The lines of a block:

    > the text; `\\n` is a line break
    @ 2025-06-03                  the day of publication, where it is not DAY
    = Norway | skips | NATO meeting | planned | time: 2025-06-04 | place: Brussels | by: Reuters
    = nothing                     instead, where the text makes no claim
    ! why                         not read yet: a strict xfail with that reason
    : Norway/NNP/nsubj/+1/B-GPE   the parse (`parses.py`); without one, the real pipeline parses

Every claim must be there and no other one. Polarity and modality are "affirmed" and "actual" where
the line says nothing; time, place and source are compared where the line names them (`time: -` for
none).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graphkit.claims import MODALITIES, Claim, Document
from graphkit.ontology import load

FOLDER = Path(__file__).parent / "extract" / "sentences"
DAY = dt.date(2025, 6, 3)  # a Tuesday
QUALIFIERS: Mapping[str, Callable[[Claim], str | None]] = {
    "time": lambda claim: claim.time,
    "place": lambda claim: claim.place.label if claim.place else None,
    "by": lambda claim: claim.attributed_to.label if claim.attributed_to else None,
}


@dataclass(frozen=True)
class Expected:
    """One claim of a table."""

    triple: tuple[str, str, str]
    polarity: str = "affirmed"
    modality: str = "actual"
    qualifiers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, line: str) -> Expected:
        subject, relation, object_, *rest = (part.strip() for part in line.split("|"))
        assert relation in load().relations, f"no such relation: {relation}"
        qualifiers = dict(_pair(part) for part in rest if ":" in part)
        moods = [part for part in rest if ":" not in part]
        assert {*moods} <= {"negated", *MODALITIES}, f"no such mood: {moods}"
        assert {*qualifiers} <= {*QUALIFIERS}, f"no such qualifier: {qualifiers}"
        return cls(
            _ordered(subject, relation, object_),
            "negated" if "negated" in moods else "affirmed",
            next((mood for mood in moods if mood in MODALITIES), "actual"),
            qualifiers,
        )

    def __str__(self) -> str:
        told = [f"{name}: {value}" for name, value in self.qualifiers.items()]
        return " | ".join([*self.triple, self.polarity, self.modality, *told])


@dataclass(frozen=True)
class Case:
    """One text of a table."""

    text: str
    claims: tuple[Expected, ...]
    day: dt.date
    parse: tuple[str, ...]
    reason: str = ""

    @property
    def document(self) -> Document:
        return Document("case", self.text, date=self.day)


def cases(name: str, *, parsed: bool) -> list[Any]:
    """Return the parameters of the texts of one table, with or without a parse."""
    return [
        pytest.param(
            case,
            id=case.text,
            marks=[pytest.mark.xfail(strict=True, reason=case.reason)] if case.reason else [],
        )
        for case in table(name)
        if bool(case.parse) == parsed
    ]


def table(name: str) -> Iterator[Case]:
    """Read one table."""
    blocks = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    for block in blocks:
        lines = [(line[:1], line[1:].strip()) for line in block.splitlines() if line[:1] != "#"]
        if not lines:
            continue
        said: dict[str, list[str]] = {key: [] for key in ">@=!:"}
        for key, line in lines:
            said[key].append(line)
        assert len(said[">"]) == 1, f"one text in a block: {block}"
        assert said["="], f"a block needs a claim or `= nothing`: {block}"
        yield Case(
            said[">"][0].replace("\\n", "\n"),
            tuple(Expected.of(line) for line in said["="] if line != "nothing"),
            dt.date.fromisoformat(said["@"][0]) if said["@"] else DAY,
            tuple(said[":"]),
            "; ".join(said["!"]),
        )


def check(case: Case, claims: Iterable[Claim]) -> None:
    """Compare what was read with what a table expects."""
    expected = {claim.triple: claim for claim in case.claims}
    found = [_as_told(claim, expected) for claim in claims]
    assert sorted(map(str, found)) == sorted(map(str, case.claims))


def _as_told(claim: Claim, expected: Mapping[tuple[str, str, str], Expected]) -> Expected:
    triple = _ordered(claim.subject.label, claim.predicate, claim.object.label)
    asked = expected[triple].qualifiers if triple in expected else QUALIFIERS
    told = {name: QUALIFIERS[name](claim) or "-" for name in asked}
    return Expected(triple, claim.polarity, claim.modality, told)


def _ordered(subject: str, relation: str, object_: str) -> tuple[str, str, str]:
    """Put the parties of a symmetric relation in one order."""
    if load().relations[relation].symmetric:
        subject, object_ = sorted((subject, object_))
    return subject, relation, object_


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition(":")
    return name.strip(), value.strip()
