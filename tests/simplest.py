"""The simplest sentence of a wording: "S pay visit to O" as "Kenya pay visit to Goma.", parsed.

It proves that a wording can be reached at all: that its words, in the plainest order and with the
plainest parse, make the claim that the wording is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import spacy
from parses import default_pos
from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extract.syntax import COPULAS
from graphkit.ontology import Ontology, Relation

Words = tuple[tuple[str, str, str], ...]  # word, tag, type of named entity
SUBJECTS: Mapping[str, Words] = {
    "Country": (("Kenya", "NNP", "GPE"),),
    "Person": (("Tom", "NNP", "PERSON"), ("Smith", "NNP", "PERSON")),
    "Organization": (("Hamas", "NNP", "ORG"),),
    "Group": (("soldiers", "NNS", ""),),
    "Event": (("conference", "NN", ""),),
    "Place": (("Lagos", "NNP", "GPE"),),
}
OBJECTS: Mapping[str, Words] = {
    "Event": (("summit", "NN", ""),),
    "Agreement": (("Lusaka", "NNP", "LAW"), ("Treaty", "NNP", "LAW")),
    "Weapon": (("missile", "NN", ""),),
    "Country": (("Ghana", "NNP", "GPE"),),
    "Place": (("Goma", "NNP", "GPE"),),
    "Organization": (("NATO", "NNP", "ORG"),),
    "Person": (("Anna", "NNP", "PERSON"), ("Berg", "NNP", "PERSON")),
    "Thing": (("plan", "NN", ""),),
    "Group": (("rebels", "NNS", ""),),
}
OF_A_STATE = ("Kenyan", "JJ", "NORP")
ANYONE: Words = (("France", "NNP", "GPE"),)
LEMMAS = {"soldiers": "soldier", "rebels": "rebel", "did": "do", "drew": "draw"}


@dataclass
class Builder:
    """Builds the Docs of wordings."""

    ontology: Ontology
    nlp: Language = field(default_factory=lambda: spacy.blank("en"))

    def doc(self, relation: Relation, wording: str) -> Doc | None:
        """Return the Doc of a wording; None for a complement clause and for what has no name."""
        parts, types = [], {}
        for part in wording.split(" "):
            name, _, types[name] = part.partition(":")
            parts.append(name)
        subject = self._filler(types["S"], relation.domain, SUBJECTS)
        object_ = self._filler(types["O"], relation.range, OBJECTS)
        if subject is None or object_ is None or "that" in parts:
            return None
        links = self.ontology.words("preposition") | self.ontology.words("particle")
        sentence = _Sentence(self, {"S": subject, "O": object_, "*": ANYONE}, links)
        sentence.write(parts)
        return sentence.doc()

    def _filler(
        self, kind: str, allowed: frozenset[str], words: Mapping[str, Words]
    ) -> Words | None:
        if kind.startswith("<"):  # "Kenyan troops"
            return (OF_A_STATE, *self.words_of(kind))
        kinds = [each for each in words if each in allowed]
        return words[kind or kinds[0]] if kind or kinds else None

    def words_of(self, part: str) -> Words:
        """Return a literal, or the shortest word of a class, cut as spaCy cuts it."""
        if part.startswith("<"):
            part = min(self.ontology.words(part[1:-1]), key=lambda w: (" " in w, len(w), w))
        words = (token.text for token in self.nlp.tokenizer(part))
        return tuple((word, "HYPH" if word == "-" else "NN", "") for word in words)


@dataclass
class _Sentence:
    builder: Builder
    fillers: Mapping[str, Words]
    links: frozenset[str]
    rows: list[list[str]] = field(default_factory=list)  # word, tag, dep, entity
    heads: list[int] = field(default_factory=list)

    def write(self, parts: list[str]) -> None:
        if parts[0] in self.fillers and parts[1] != "'s":
            self._clause(parts)
        else:
            self._noun_phrase(parts)

    def _clause(self, parts: list[str]) -> None:
        subject = self._words(parts[:1], "nsubj", 0)
        negated = parts[1] == "not"
        verb = subject + 3 if negated else subject + 1
        if negated:
            self._add("did", "VBD", "aux", verb)
            self._add("not", "RB", "neg", verb)
        head, *rest = parts[2:] if negated else parts[1:]
        self._add(head, "VBD", "ROOT", verb)
        self.heads[subject] = verb
        self._phrases(rest, verb, "attr" if head in COPULAS else "dobj")
        bare = [row for row in self.rows if row[2] == "dobj"]
        if len(bare) > 1:
            bare[0][2] = "dative"
        self._add(".", ".", "punct", verb)

    def _noun_phrase(self, parts: list[str]) -> None:
        owner = None
        if parts[0] in self.fillers:
            owner = self._words(parts[:1], "poss", 0)
            self._add("'s", "POS", "case", owner)
            parts = parts[2:]
        end = next((i for i, part in enumerate(parts) if part in self.links), len(parts))
        noun = self._words(parts[:end], "nsubj", 0)
        if owner is not None:
            self.heads[owner] = noun
        self._phrases(parts[end:], noun, "appos")
        verb = len(self.rows)
        self.heads[noun] = verb
        self._add("drew", "VBD", "ROOT", verb)
        self._add("notice", "NN", "dobj", verb)
        self._add(".", ".", "punct", verb)

    def _phrases(self, parts: list[str], head: int, bare: str) -> None:
        while parts:
            link = parts.pop(0) if parts[0] in self.links else None
            words = [parts.pop(0)] if parts and parts[0] not in self.links else []
            while words and parts and parts[0] not in self.links and not self._closes(words[-1]):
                words.append(parts.pop(0))
            if link is None:
                self._words(words, bare, head)
            elif not words:
                self._add(link, "RP", "prt", head)
            else:
                preposition = self._add(link, "IN", "prep", head)
                first = self._words(words, "pobj", preposition)
                if parts[:1] == ["and"]:
                    self._add(parts.pop(0), "CC", "cc", first)
                    self._words([parts.pop(0)], "conj", first)

    def _closes(self, part: str) -> bool:
        return part in self.fillers or part.startswith("<")

    def _words(self, parts: Sequence[str], dep: str, head: int) -> int:
        """Add a noun phrase; return its last word, which is its head."""
        words = [
            word for part in parts for word in self.fillers.get(part) or self.builder.words_of(part)
        ]
        last = len(self.rows) + len(words) - 1
        for word, tag, ent in words[:-1]:
            self._add(word, tag, "punct" if word == "-" else "compound", last, ent)
        word, tag, ent = words[-1]
        return self._add(word, tag, dep, head, ent)

    def _add(self, word: str, tag: str, dep: str, head: int, ent: str = "") -> int:
        self.rows.append([word, tag, dep, ent])
        self.heads.append(head)
        return len(self.rows) - 1

    def doc(self) -> Doc:
        words, tags, deps, ents = (list(column) for column in zip(*self.rows, strict=True))
        lemmas = [LEMMAS.get(word, word) for word in words]
        inside = [
            bool(ent) and ent == before for before, ent in zip(["", *ents], ents, strict=False)
        ]
        return Doc(
            self.builder.nlp.vocab,
            words=words,
            spaces=["-" not in pair for pair in zip(words, [*words[1:], ""], strict=True)],
            tags=tags,
            deps=deps,
            heads=self.heads,
            lemmas=lemmas,
            pos=[default_pos(*row) for row in zip(tags, deps, lemmas, strict=True)],
            ents=[
                f"{'I' if more else 'B'}-{ent}" if ent else "O"
                for ent, more in zip(ents, inside, strict=True)
            ],
        )
