"""Scores claims against a gold document, by the rules that gold documents are annotated by.

Two entities are the same when a name of the one is a name of the other, give or take case, accents,
articles and possessives. People may be named by their surname alone; what has no proper name
(events, roles, things, agreements, weapons, groups) by words of which half are shared. A claim hits
when relation, subject and object do; each claim hits once, so that as many hit as possible.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphkit.claims import Claim, Entity
from graphkit.ontology import load

PROPER = frozenset({"Person", "Organization", "Country", "Place"})
SMALL = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "s", "the", "to", "with"})
SMALL |= {"her", "his", "its", "their"}


@dataclass(frozen=True)
class Score:
    """Counts of claims; scores of documents add up."""

    gold: int = 0
    found: int = 0
    hits: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.gold + other.gold, self.found + other.found, self.hits + other.hits)

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.gold + self.found
        return 2 * self.hits / both if both else 0.0


def score(gold: Mapping[str, Any], claims: Iterable[Claim]) -> Score:
    """Count the claims of one gold document, those found in it, and those that hit."""
    unique, hits = judged(gold, claims)
    return Score(len(gold["claims"]), len(unique), len(hits))


def judged(
    gold: Mapping[str, Any], claims: Iterable[Claim]
) -> tuple[list[Claim], dict[int, Claim]]:
    """Return the claims, each once, and those that hit, by the number of the gold claim."""
    unique = list({_key(claim): claim for claim in claims if not claim.open}.values())
    entities = {entity["id"]: entity for entity in gold["entities"]}
    pairs: nx.Graph[tuple[str, int]] = nx.Graph()
    wanted = [("gold", index) for index in range(len(gold["claims"]))]
    pairs.add_nodes_from(wanted)
    for index, expected in enumerate(gold["claims"]):
        for other, claim in enumerate(unique):
            if _hits(expected, entities, claim):
                pairs.add_edge(("gold", index), ("found", other))
    matching = nx.bipartite.maximum_matching(pairs, top_nodes=wanted)
    return unique, {
        number: unique[matching["gold", number][1]]
        for number in range(len(wanted))
        if ("gold", number) in matching
    }


def _key(claim: Claim) -> tuple[str, str, str]:
    return normal(claim.subject.label), claim.predicate, normal(claim.object.label)


def _hits(expected: Mapping[str, Any], entities: Mapping[str, Any], claim: Claim) -> bool:
    if expected["p"] != claim.predicate:
        return False
    subject, object_ = entities[expected["s"]], entities[expected["o"]]
    straight = same(subject, claim.subject) and same(object_, claim.object)
    turned = same(subject, claim.object) and same(object_, claim.subject)
    return straight or (turned and load().relations[claim.predicate].symmetric)


def same(entity: Mapping[str, Any], found: Entity) -> bool:
    """Tell whether an entity that was found is the gold document's `entity`."""
    names = (entity["name"], *entity.get("aliases", ()))
    said = {found.label, found.surface} - {""}
    return any(_alike(entity["type"], name, each) for name in names for each in said)


def _alike(kind: str, name: str, said: str) -> bool:
    if normal(name) == normal(said):
        return True
    one, other = _words(name), _words(said)
    if not one or not other:
        return False
    if kind == "Person":
        surname = normal(name).split()[-1] == normal(said).split()[-1]
        return surname and (one <= other or other <= one)
    return kind not in PROPER and 2 * len(one & other) >= len(one | other)


def _words(text: str) -> frozenset[str]:
    return frozenset(normal(text).split()) - SMALL


def normal(text: str) -> str:
    """Return a name without case, accents, punctuation, possessive endings and its article."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )
    plain = re.sub(r"'s\b|s'(?=\s|$)", "", plain.lower().replace("’", "'"))
    plain = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b|\s|$)", "", plain)  # "U.S." is "us"
    words: Sequence[str] = re.sub(r"[^\w$%]+", " ", plain).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)
