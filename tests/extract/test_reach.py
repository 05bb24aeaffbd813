"""Every wording is reached by its own simplest sentence: none is dead, none always loses."""

from __future__ import annotations

import pytest
from simplest import Builder

from graphkit.claims import Document
from graphkit.extract import Extractor
from graphkit.ontology import load

# Adjectives before or after the noun that they say something of: no plain order is the right one.
UNTRIED = frozenset(
    {"S make known O", "S make public O", "S cut short <visit> to O", "S swear in O"}
)


def unreached(rules: Extractor, relation: str) -> list[str]:
    """Return the wordings of a relation whose simplest sentence does not make its claim."""
    builder = Builder(rules.ontology, rules.nlp)
    found = []
    for wording in rules.ontology.relations[relation].wordings:
        doc = builder.doc(rules.ontology.relations[relation], wording)
        if doc is not None and wording not in UNTRIED:
            claims = rules.claims(doc, Document("d", doc.text))
            if relation not in {claim.predicate for claim in claims}:
                found.append(f"{wording}: {[claim.predicate for claim in claims]}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("relation", sorted(load().relations))
def test_every_wording_is_reached(rules: Extractor, relation: str) -> None:
    assert unreached(rules, relation) == []


def test_the_simplest_sentence_of_a_wording() -> None:
    ontology = load()
    builder = Builder(ontology)
    doc = builder.doc(ontology.relations["skips"], "S not show up for O")
    assert doc is not None
    assert doc.text == "Kenya did not show up for summit . "
    assert [token.dep_ for token in doc] == "nsubj aux neg ROOT prt prep pobj punct".split()
    assert builder.doc(ontology.relations["holdsRole"], "S serve as O") is None
