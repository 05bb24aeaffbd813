"""`make calibrate`: fit the weights of the signs of a claim, and write them to the ontology.

A logistic regression with a ridge: what claims of the gold documents show, and whether they are
right. `make errors` prints what the confidences are worth on documents that were held out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from graphkit.claims import Claim
from graphkit.extract import Extractor, context
from graphkit.extract.confidence import ALWAYS
from quality.reading import Judged, read

FILE = Path(__file__).resolve().parent.parent.parent / "ontologies" / "confidence.ttl"
RIDGE = 4.0  # the best of 1, 2, 4, 8, 16 by the likelihood of documents that were held out
HEADER = """\
# What a sign of a claim adds to the log-odds that the claim is right. Written by `make calibrate`.
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix lex: <https://w3id.org/graphkit/lexicon#> .
@prefix dct: <http://purl.org/dc/terms/> .

<https://w3id.org/graphkit/confidence> dct:title "Signs that a claim is right"@en ;
  dct:source "fitted on {claims} claims that graphkit read in {documents} annotated documents" ;
  dct:license <https://www.apache.org/licenses/LICENSE-2.0> .

"""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """One claim that was read: its document, what it shows, and whether it is right."""

    document: str
    split: str
    signs: frozenset[str]
    right: bool


def samples() -> tuple[list[Judged], list[Sample]]:
    """Read the gold documents; return what was read, and a sample of every claim."""
    shown: list[frozenset[str]] = []

    def number(signs: object, _: object) -> float:
        # the confidence of a claim survives merging: it carries the number of its signs
        shown.append(frozenset(signs))  # type: ignore[call-overload]  # an iterable of texts
        return float(len(shown) - 1)

    with mock.patch.object(context, "confidence", number):
        documents = list(read(Extractor()))
    return documents, [
        Sample(each.gold["id"], each.split, shown[int(claim.confidence)], right)
        for each in documents
        for right, claims in ((True, each.right), (False, each.wrong))
        for claim in _sorted(claims)
    ]


def _sorted(claims: Sequence[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: claim.confidence)


def fit(given: Sequence[Sample]) -> dict[str, float]:
    """Return the weight of every sign that is shown."""
    names = sorted({sign for sample in given for sign in sample.signs})
    shows: Matrix = np.array([[float(n in sample.signs) for n in names] for sample in given])
    right: Matrix = np.array([float(sample.right) for sample in given])
    ridge: Matrix = np.array([0.0 if name == ALWAYS else RIDGE for name in names])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        odds = shows @ weights
        likelihood = right @ odds - np.logaddexp(0.0, odds).sum()
        slope = shows.T @ (1 / (1 + np.exp(-odds)) - right) + ridge * weights
        return float((ridge * weights**2).sum() / 2 - likelihood), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True)}


def written(weights: dict[str, float], given: Sequence[Sample]) -> str:
    """Return the weights as Turtle."""
    documents = len({sample.document for sample in given})
    lines = (
        f"lex:{name} a gk:Sign ; gk:weight {weight:.3f} .\n" for name, weight in weights.items()
    )
    return HEADER.format(claims=len(given), documents=documents) + "".join(lines)


def main() -> None:
    """Fit the weights on all gold documents."""
    _, given = samples()
    FILE.write_text(written(fit(given), given), encoding="utf-8")
    print(f"{FILE.name}: fitted on {len(given)} claims")  # noqa: T201  # what the command is for


if __name__ == "__main__":
    main()
