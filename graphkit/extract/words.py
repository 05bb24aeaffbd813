"""The word classes that mentions are read by, looked up once."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.ontology import Ontology

# "Post" ends a newspaper's name; a post is no newspaper.
NAMES_ONLY = frozenset({"nameEnding", "agreementEnding"})


@dataclass(slots=True)
class Words:
    """The word classes that mentions are typed by, looked up once."""

    types: dict[str, str]
    titles: frozenset[str]
    governments: frozenset[str]
    homelands: frozenset[str]
    capitals: frozenset[str]
    sides: frozenset[str]
    pairs: frozenset[str]
    general: frozenset[str]
    kin: dict[str, frozenset[str]]
    clans: dict[str, frozenset[str]]
    acts: dict[str, frozenset[str]]
    sites: frozenset[str]
    bodies: frozenset[str]
    indefinite: frozenset[str]
    portions: frozenset[str]
    committing: frozenset[str]
    fractions: frozenset[str]
    novel: frozenset[str]
    usurpers: frozenset[str]

    @classmethod
    def of(cls, ontology: Ontology) -> Words:
        """Read the classes of common nouns; of a word in two classes the first one decides."""
        types: dict[str, str] = {}
        for kind in sorted(
            ontology.classes.values(), key=lambda kind: (kind.name == "thingNoun", kind.name)
        ):
            if kind.entity_type and kind.name not in NAMES_ONLY:
                for word in kind.words:
                    types.setdefault(word, kind.entity_type)
        return cls(
            types,
            ontology.words("title"),
            ontology.words("governmentNoun"),
            ontology.words("homelandNoun"),
            ontology.words("capitalNoun"),
            ontology.words("sideNoun"),
            ontology.words("pairNoun"),
            ontology.words("generalModifier"),
            _kinship(ontology, "kin-"),
            _kinship(ontology, "clan-"),
            _kinship(ontology, "act-"),
            ontology.words("site"),
            ontology.words("organizationNoun") | ontology.words("nameEnding"),
            ontology.words("indefinitePronoun"),
            ontology.words("portionNoun"),
            ontology.words("committingVerb"),
            ontology.words("fractionNoun"),
            ontology.words("novelModifier"),
            ontology.words("usurper"),
        )


def _kinship(ontology: Ontology, prefix: str) -> dict[str, frozenset[str]]:
    return {
        name.removeprefix(prefix): kind.words
        for name, kind in sorted(ontology.classes.items())
        if name.startswith(prefix)
    }
