"""`make errors`: what is missed and what is wrong, by relation and phenomenon, and how sure it was.

The whole page goes to `out/errors.md`; the tables are printed as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from graphkit.claims import Claim
from graphkit.extract.confidence import confidence
from quality.calibrate import Sample, fit, samples
from quality.reading import SPLITS, Judged

PAGE = Path("out/errors.md")
LONG = 30  # words of a sentence
BINS = (0.0, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)

PHENOMENA: Mapping[str, Callable[[Judged, Mapping[str, Any]], bool]] = {
    "negated": lambda _, claim: claim.get("polarity") == "negated",
    "planned": lambda _, claim: claim.get("modality") == "planned",
    "possible": lambda _, claim: claim.get("modality") == "possible",
    "requested": lambda _, claim: claim.get("modality") == "requested",
    "somebody says so": lambda _, claim: bool(claim.get("attributed_to")),
    "with a time": lambda _, claim: bool(claim.get("time")),
    "with a place": lambda _, claim: bool(claim.get("place")),
    "subject not named in the sentence": lambda each, claim: not _named(each, claim, "s"),
    "object not named in the sentence": lambda each, claim: not _named(each, claim, "o"),
    "in quotation marks": lambda _, claim: any(sign in claim["evidence"] for sign in '“"'),
    "long sentence": lambda _, claim: len(claim["evidence"].split()) > LONG,
    "three or more claims in the sentence": lambda each, claim: (
        sum(other["evidence"] == claim["evidence"] for other in each.gold["claims"]) > 2
    ),
    "background": lambda _, claim: not claim.get("core", True),
}


def _named(each: Judged, claim: Mapping[str, Any], end: str) -> bool:
    entity = next(e for e in each.gold["entities"] if e["id"] == claim[end])
    return any(name in claim["evidence"] for name in (entity["name"], *entity.get("aliases", ())))


def by_relation(documents: Sequence[Judged]) -> str:
    """Count what was annotated, found and right, by relation; most to gain first."""
    gold = Counter(claim["p"] for each in documents for claim in each.gold["claims"])
    found = Counter(claim.predicate for each in documents for claim in each.found)
    right = Counter(claim.predicate for each in documents for claim in each.right)
    names = sorted(gold | found, key=lambda n: (2 * right[n] - gold[n] - found[n], n))
    rows = [
        (n, gold[n], found[n], right[n], gold[n] - right[n], found[n] - right[n]) for n in names
    ]
    return _table(("relation", "gold", "found", "right", "missed", "wrong"), rows)


def by_phenomenon(documents: Sequence[Judged]) -> str:
    """Count what was annotated and missed, by what makes a claim hard."""
    rows = []
    for name, shows in PHENOMENA.items():
        gold = [(e, c) for e in documents for c in e.gold["claims"] if shows(e, c)]
        missed = sum(any(c is other for other in e.missed) for e, c in gold)
        rows.append((name, len(gold), missed, f"{missed / max(len(gold), 1):.0%}"))
    return _table(("phenomenon", "gold", "missed", "share"), rows)


def by_sign(given: Sequence[Sample]) -> str:
    """Count what was found and wrong, by the signs that a confidence is made of."""
    found = Counter(sign for sample in given for sign in sample.signs)
    wrong = Counter(sign for sample in given if not sample.right for sign in sample.signs)
    rows = [(n, found[n], wrong[n], f"{wrong[n] / found[n]:.0%}") for n, _ in wrong.most_common()]
    return _table(("sign", "found", "wrong", "share"), rows)


def reliability(given: Sequence[Sample]) -> str:
    """Say how often a confidence is right: each document by weights fitted on the other ones."""
    sure: list[tuple[float, bool]] = []
    for name in sorted({sample.document for sample in given}):
        weights = fit([sample for sample in given if sample.document != name])
        held_out = [sample for sample in given if sample.document == name]
        sure += [(confidence(sample.signs, weights), sample.right) for sample in held_out]
    rows = []
    for low, high in pairwise(BINS):
        inside = [right for value, right in sure if low <= value < high]
        if inside:
            share = f"{sum(inside) / len(inside):.0%}"
            rows.append((f"{low:.2f} to {min(high, 1):.2f}", len(inside), share))
    top = [right for value, right in sure if value >= 0.9]
    rows.append(("0.90 and more", len(top), f"{sum(top) / max(len(top), 1):.0%}"))
    return _table(("confidence", "claims", "right"), rows)


def listing(each: Judged) -> str:
    """List what was missed and what is wrong in one document."""
    missed = (f"- missed: {_annotated(each, claim)}" for claim in each.missed)
    wrong = (f"- wrong: {_told(claim)} · {claim.evidence.text}" for claim in each.wrong)
    return "\n".join([f"### {each.gold['id']}\n", *missed, *wrong])


def _annotated(each: Judged, claim: Mapping[str, Any]) -> str:
    ends = f"{each.name(claim['s'])} – {claim['p']} – {each.name(claim['o'])}"
    return f"{ends} · {claim['evidence']}"


def _told(claim: Claim) -> str:
    return f"{claim.subject.label} – {claim.predicate} – {claim.object.label}"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def main() -> None:
    """Write the page, and print its tables."""
    documents, given = samples()
    tables, lists = [], []
    for split in SPLITS:
        some = [each for each in documents if each.split == split]
        told = [sample for sample in given if sample.split == split]
        if not some:
            continue
        tables += [
            f"## {split}: by relation\n\n{by_relation(some)}",
            f"## {split}: by phenomenon\n\n{by_phenomenon(some)}",
            f"## {split}: by sign\n\n{by_sign(told)}",
            f"## {split}: how sure, and how right (each document held out)\n\n{reliability(told)}",
        ]
        lists += [f"## {split}: every error", *map(listing, some)]
    both = f"## both: how sure, and how right (each document held out)\n\n{reliability(given)}"
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n\n".join([*tables, both, *lists]) + "\n", encoding="utf-8")
    print("\n\n".join([*tables, both, f"every error: {PAGE}"]))  # noqa: T201  # its purpose


if __name__ == "__main__":
    main()
