"""Gold documents, what is read in them, and which of it is right."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring import judged

from graphkit.claims import Claim, Document
from graphkit.extract import Extractor

TESTS = Path(__file__).resolve().parent.parent
SPLITS = {"dev": TESTS.parent.parent / "shared" / "gold" / "dev", "own": TESTS / "gold"}
NO_GOLD = "floors.json"  # lies among the gold documents


@dataclass(frozen=True)
class Judged:
    """One gold document after reading.

    Attributes:
        split: "dev" or "own".
        gold: The document as annotated.
        found: Everything that was read in it, each claim once.
        hits: What is right of it, by the number of the gold claim.
    """

    split: str
    gold: Mapping[str, Any]
    found: list[Claim]
    hits: Mapping[int, Claim]

    def name(self, entity: str) -> str:
        """Return the name of an annotated entity."""
        return next(str(e["name"]) for e in self.gold["entities"] if e["id"] == entity)

    @property
    def right(self) -> list[Claim]:
        """What was found and is right."""
        return list(self.hits.values())

    @property
    def wrong(self) -> list[Claim]:
        """What was found and is not."""
        right = {id(claim) for claim in self.hits.values()}
        return [claim for claim in self.found if id(claim) not in right]

    @property
    def missed(self) -> list[Mapping[str, Any]]:
        """What is annotated and was not found."""
        return [claim for n, claim in enumerate(self.gold["claims"]) if n not in self.hits]


def golds(folder: Path) -> list[dict[str, Any]]:
    """Return the gold documents of a folder; none where it is missing."""
    files = (path for path in sorted(folder.glob("*.json")) if path.name != NO_GOLD)
    return [json.loads(path.read_text(encoding="utf-8")) for path in files]


def document(gold: Mapping[str, Any]) -> Document:
    """Return a gold document as graphkit is given it."""
    date = dt.date.fromisoformat(gold["date"])
    return Document(gold["id"], gold["text"], gold["title"], date=date)


def read(extractor: Extractor) -> Iterator[Judged]:
    """Read all gold documents that are here, the dev split first."""
    for split, folder in SPLITS.items():
        for gold in golds(folder):
            found, hits = judged(gold, extractor.read(document(gold)).claims)
            yield Judged(split, gold, found, hits)
