"""Every wording is reached by its own simplest sentence: none is dead, none always loses."""

from __future__ import annotations

import pytest
from simplest import Builder

from graphkit.claims import Document
from graphkit.extract import Extractor
from graphkit.ontology import Relation, load

# What stands between verb and object is an adjective or a particle; the plainest parse is wrong.
UNTRIED = frozenset(
    {
        "S bring in O as <title>",
        "S cut short <visit> to O",
        "S make known O",
        "S make public O",
        "S swear in O",
    }
)
HYPHENS = "spaCy cuts at hyphens: a modifier with one, or a noun with two, never fits"
DEAD = {
    "S 's no-confidence vote against O": ("dismisses", HYPHENS),
    "cross-border fire between S and O": ("fights", HYPHENS),
    "S 's face-to-face with O": ("meets", HYPHENS),
    "S 's tête-à-tête with O": ("meets", HYPHENS),
    "tête-à-tête between S and O": ("meets", HYPHENS),
    "S conduct cease-fire talk with O": ("negotiatesWith", HYPHENS),
    "S have cease-fire talk with O": ("negotiatesWith", HYPHENS),
    "S hold cease-fire talk with O": ("negotiatesWith", HYPHENS),
    "cease-fire talk between S and O": ("negotiatesWith", HYPHENS),
}


def is_reached(relation: Relation, wording: str, rules: Extractor, builder: Builder) -> bool:
    """Tell whether the simplest sentence of a wording makes a claim of its relation."""
    doc = builder.doc(relation, wording)
    if doc is None:
        return True  # a complement clause, or a role: no plain sentence has one
    claims = rules.claims(doc, Document("d", doc.text))
    return relation.name in {claim.predicate for claim in claims}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(load().relations))
def test_every_wording_is_reached(rules: Extractor, name: str) -> None:
    relation, builder = rules.ontology.relations[name], Builder(rules.ontology, rules.nlp)
    tried = [wording for wording in relation.wordings if wording not in {*DEAD, *UNTRIED}]
    assert [w for w in tried if not is_reached(relation, w, rules, builder)] == []


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        pytest.param(wording, name, marks=pytest.mark.xfail(strict=True, reason=reason))
        for wording, (name, reason) in DEAD.items()
    ],
)
def test_dead_wordings_come_to_life(rules: Extractor, wording: str, name: str) -> None:
    relation = rules.ontology.relations[name]
    assert wording in relation.wordings, "remove it here too"
    assert is_reached(relation, wording, rules, Builder(rules.ontology, rules.nlp))


def test_the_simplest_sentence_of_a_wording() -> None:
    ontology = load()
    builder = Builder(ontology)
    doc = builder.doc(ontology.relations["skips"], "S not show up for O")
    assert doc is not None
    assert doc.text == "Kenya did not show up for summit . "
    assert [token.dep_ for token in doc] == [
        *("nsubj", "aux", "neg", "ROOT", "prt", "prep", "pobj", "punct"),
    ]
    assert builder.doc(ontology.relations["holdsRole"], "S serve as O") is None
