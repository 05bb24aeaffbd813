"""Hand-made parses: spaCy Docs from a compact notation, so that rules are tested without a model.

A token is `word/TAG/dep/head`, its head counted from itself (`+1`, `-3`, `0` for a root). Where
they do not follow from the rest, the lemma stands after the word, the part of speech after the tag
and an entity at the end:

    Norway/NNP/nsubj/+1/B-GPE skipped=skip/VBD/ROOT/0 the/DT/det/+1 talks=talk/NNS/dobj/-2
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

PARTS = {
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "NN": "NOUN",
    "NNS": "NOUN",
    "MD": "AUX",
    "DT": "DET",
    "PDT": "DET",
    "IN": "ADP",
    "RP": "ADP",
    "TO": "PART",
    "POS": "PART",
    "PRP": "PRON",
    "PRP$": "PRON",
    "WDT": "PRON",
    "WP": "PRON",
    "WP$": "DET",
    "WRB": "SCONJ",
    "CC": "CCONJ",
    "CD": "NUM",
    "RB": "ADV",
    "JJ": "ADJ",
    "JJR": "ADJ",
    "JJS": "ADJ",
    "_SP": "SPACE",
    "$": "SYM",
}
AUXILIARY = frozenset({"aux", "auxpass"})


@dataclass(frozen=True)
class Row:
    """One token of the notation."""

    word: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    ent: str

    @classmethod
    def of(cls, written: str) -> Row:
        said, tag, dep, head, *ent = written.split("/")
        word, _, lemma = said.partition("=")
        word = word.replace("\\n", "\n")
        tag, pos = tag.split(".") if "." in tag[1:] else (tag, "")
        lemma = lemma or default_lemma(word, tag)
        return cls(
            word, lemma, tag, pos or default_pos(tag, dep, lemma), dep, int(head), "".join(ent)
        )

    def __str__(self) -> str:
        lemma = "" if self.lemma == default_lemma(self.word, self.tag) else f"={self.lemma}"
        pos = "" if self.pos == default_pos(self.tag, self.dep, self.lemma) else f".{self.pos}"
        fields = [
            (self.word + lemma).replace("\n", "\\n"),
            self.tag + pos,
            self.dep,
            f"{self.head:+d}" if self.head else "0",
        ]
        return "/".join([*fields, self.ent] if self.ent else fields)


def default_lemma(word: str, tag: str) -> str:
    """Return the lemma of a word that is its own."""
    return word if tag.startswith("NNP") or tag in ("PRP", "POS") else word.lower()


def default_pos(tag: str, dep: str, lemma: str) -> str:
    """Return the part of speech that a tag nearly always goes with."""
    if tag.startswith("VB"):
        return "AUX" if lemma == "be" or dep in AUXILIARY else "VERB"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    if tag == "RB" and dep == "neg":
        return "PART"
    return PARTS.get(tag, "PUNCT")


def doc_of(text: str, notation: str | Sequence[str], nlp: Language | None = None) -> Doc:
    """Build the Doc of `text`, whose words are those of `notation`.

    Args:
        text: The text; it only tells where the spaces are.
        notation: The tokens; see above.
        nlp: The pipeline whose vocabulary the Doc shares.
    """
    lines = [notation] if isinstance(notation, str) else notation
    rows = [Row.of(written) for line in lines for written in line.split()]
    spaces, rest = [], text
    for row in rows:
        assert rest.startswith(row.word), f"{row.word!r} is not next in {rest!r}"
        rest = rest[len(row.word) :]
        spaces.append(rest.startswith(" "))
        rest = rest.removeprefix(" ")
    assert not rest, f"no tokens for {rest!r}"
    return Doc(
        (nlp or _blank()).vocab,
        words=[row.word for row in rows],
        spaces=spaces,
        tags=[row.tag for row in rows],
        pos=[row.pos for row in rows],
        lemmas=[row.lemma for row in rows],
        deps=[row.dep for row in rows],
        heads=[index + row.head for index, row in enumerate(rows)],
        ents=[row.ent or "O" for row in rows],
    )


@cache
def _blank() -> Language:
    return spacy.blank("en")


def notation_of(doc: Doc) -> str:
    """Return the notation of a Doc: a model's parse, to be put right by hand."""
    return " ".join(
        str(
            Row(
                token.text,
                token.lemma_,
                token.tag_,
                token.pos_,
                token.dep_,
                token.head.i - token.i,
                f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "",
            )
        )
        for token in doc
    )
