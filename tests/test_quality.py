"""What a confidence is made of, how its weights are fitted, and what is made of the errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from parses import doc_of
from quality import errors, peers
from quality.calibrate import FILE, Sample, fit, written
from quality.reading import SPLITS, Judged, golds
from spacy import tokens
from spacy.vocab import Vocab

from graphkit.claims import ENTITY_TYPES, KB, MODALITIES, Claim, Entity, Evidence
from graphkit.extract import EXTRACTORS
from graphkit.extract.confidence import confidence, signs
from graphkit.extract.tokens import Doc
from graphkit.ontology import load
from graphkit.triples import Triples

NORWAY = Entity(KB + "Norway", "Norway", "Country", "Norway")
GHANA = Entity(KB + "Ghana", "Ghana", "Country", "Ghana")
SHORT = Evidence("Norway visited Ghana.", 0, 21)


def a_claim(**rest: Any) -> Claim:
    given = {"subject": NORWAY, "predicate": "visits", "object": GHANA, "evidence": SHORT}
    return Claim(**{"doc": "d", "extractor": "clauses.v1", **given, **rest})


def parsed() -> Doc:
    parse = "Norway/NNP/nsubj/+1/B-GPE visited=visit/VBD/ROOT/0 Ghana/NNP/dobj/-1/B-GPE"
    return Doc(doc_of("Norway visited Ghana", parse, spacy.blank("en")))


# --- Signs and weights


def test_a_plain_claim_shows_few_signs() -> None:
    doc = parsed()
    shown = set(signs(["diplomacy"], (NORWAY, GHANA), SHORT.text, doc[1], [doc[0], doc[2]]))
    assert shown == {"always", "diplomacy", "subject-Country", "object-Country"}


def test_what_makes_a_claim_doubtful_is_a_sign() -> None:
    doc = parsed()
    he = Entity(KB + "x", "the minister", "Person", "the minister", named=False)
    shown = set(signs(["possible"], (he, GHANA), SHORT.text, doc[0], None))
    assert {"subject-unnamed", "subject-elsewhere", "possible", "inner"} <= shown


def test_long_sentences_and_far_arguments_are_signs() -> None:
    deps = ["ROOT"] + ["dep"] * 39
    doc = Doc(tokens.Doc(Vocab(), ["word"] * 40, heads=[0] * 40, deps=deps))
    shown = set(signs([], (NORWAY, GHANA), SHORT.text, doc[0], [doc[1], doc[20]]))
    assert {"long", "far"} <= shown


@pytest.mark.parametrize(
    ("shown", "expected"), [([], 0.5), (["a"], 0.881), (["a", "b"], 0.5), (["unknown"], 0.5)]
)
def test_weights_add_up_to_a_probability(shown: list[str], expected: float) -> None:
    assert confidence(shown, {"a": 2.0, "b": -2.0}) == expected


def test_every_weight_is_of_a_sign_that_a_claim_can_show() -> None:
    families = {relation.family for relation in load().relations.values()}
    extractors = {extract.__name__ for extract in EXTRACTORS}
    ends = {"unnamed", "elsewhere", *ENTITY_TYPES}
    known = {"always", "attributed", "long", "inner", "far", "affirmed", "negated", *MODALITIES}
    known |= families | extractors | {f"{side}-{e}" for side in ("subject", "object") for e in ends}
    assert load().signs.keys() <= known
    assert "always" in load().signs


# --- Fitting

# in each of three documents nine of ten, and one of two, are right
SURE = [Sample(f"d{n % 3}", "own", frozenset({"always", "good"}), n % 10 > 0) for n in range(600)]
UNSURE = [Sample(f"d{n % 3}", "own", frozenset({"always", "bad"}), n % 2 > 0) for n in range(600)]


def test_a_fit_gives_back_how_often_it_was_right() -> None:
    weights = fit([*SURE, *UNSURE])
    assert confidence(SURE[0].signs, weights) == pytest.approx(0.9, abs=0.03)
    assert confidence(UNSURE[0].signs, weights) == pytest.approx(0.5, abs=0.03)


def test_weights_are_written_as_turtle(tmp_path: Path) -> None:
    path = tmp_path / "confidence.ttl"
    path.write_text(written({"always": 1.25, "far": -0.5}, SURE), encoding="utf-8")
    triples = Triples()
    triples.parse(path)
    assert len(triples.of_kind("https://w3id.org/graphkit/ontology#Sign")) == 2
    assert "600 claims" in path.read_text(encoding="utf-8")
    assert FILE.exists()


# --- The page of errors

GOLD: dict[str, Any] = {
    "id": "d",
    "entities": [
        {"id": "e1", "name": "Norway", "type": "Country"},
        {"id": "e2", "name": "Ghana", "type": "Country"},
    ],
    "claims": [
        {"s": "e1", "p": "visits", "o": "e2", "evidence": "Norway visited Ghana."},
        {"s": "e2", "p": "meets", "o": "e1", "evidence": "It met Norway.", "polarity": "negated"},
    ],
}
FOUND = [a_claim(), a_claim(predicate="meets")]
READ = Judged("own", GOLD, FOUND, {0: FOUND[0]})


def test_errors_are_told_by_relation_and_phenomenon() -> None:
    assert "| visits | 1 | 1 | 1 | 0 | 0 |" in errors.by_relation([READ])
    assert "| meets | 1 | 1 | 0 | 1 | 1 |" in errors.by_relation([READ])
    told = errors.by_phenomenon([READ])
    assert "| negated | 1 | 1 | 100% |" in told
    assert "| subject not named in the sentence | 1 | 1 | 100% |" in told
    assert "- missed: Ghana – meets – Norway" in errors.listing(READ)
    assert "- wrong: Norway – meets – Ghana" in errors.listing(READ)


def test_reliability_is_measured_on_documents_that_were_held_out() -> None:
    told = errors.reliability([*SURE, *UNSURE])
    assert "| 0.00 to 0.70 | 600 | 50% |" in told
    assert "| 600 | 90% |" in told


def test_our_own_documents_are_there() -> None:
    assert len(golds(SPLITS["own"])) >= 10


# --- The peers


def test_a_peers_verb_becomes_the_relation_that_has_it_as_a_wording() -> None:
    known = peers.verbs()
    assert (known["meet with"], known["skip"]) == ("meets", "skips")
    assert not any("<" in verb or verb.startswith("S ") for verb in known)


def test_a_peers_triples_become_claims(tmp_path: Path) -> None:
    stand_in = tmp_path / "python"
    triples = [
        {"doc": "d", "subject": "Norway", "verb": verb, "object": "Ghana"}
        for verb in ("visit", "ponder")
    ]
    answer = "\n".join(map(json.dumps, triples))
    stand_in.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n", encoding="utf-8")
    stand_in.chmod(0o755)
    (line,) = peers.claims_of("textacy", str(stand_in), [{"id": "d", "text": "…"}])
    assert json.loads(line)["predicate"] == "visits"
