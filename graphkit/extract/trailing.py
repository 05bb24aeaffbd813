"""Speakers in commas behind what they say: "…, Kenya's minister, Ana Berg, said on Monday".

A small parser ties such a speaker to the last word of the speech before the comma, as if she were
that word's apposition or one more of a list; the verb is left without a subject. They are hung
where they belong before anybody reads the parse.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.tokens import Doc, Span, Token
from graphkit.ontology import Ontology

FINITE = frozenset({"VBD", "VBZ"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LONGEST = 14  # words of one part of a speaker's description


class Trailing:
    """Hangs speakers from their verbs."""

    def __init__(self, ontology: Ontology) -> None:
        self._speaking = ontology.words("reportingVerb") | ontology.words("hearerVerb")
        self._people = (
            ontology.words("title") | ontology.words("personNoun") | ontology.words("rank")
        )

    def mend(self, doc: Doc) -> None:
        """Give every verb of speaking of `doc` the speaker that stands in commas before it."""
        for verb in doc.having(self._speaking):
            if verb.tag_ in FINITE and (parts := self._described(verb)):
                _hang(doc, verb, *parts)

    def _described(self, verb: Token) -> tuple[Span, Span] | None:
        """Return "its minister" and "Ana Berg" of "Chad will go, its minister, Ana Berg, said"."""
        parts = list(_between_commas(verb))
        if len(parts) != 2:
            return None
        name, description = parts
        one = not any(token.is_plural for token in (name.root, description.root))
        person = description.root.lemma in self._people or name.root.lemma in self._people
        return (description, name) if one and person else None


def _between_commas(verb: Token) -> Iterator[Span]:
    """Yield the two noun phrases in commas that end before `verb`, the last one first."""
    doc, first, end = verb.doc, verb.sent.start, verb.i - 1
    for _ in range(2):
        if end <= first or doc[end].text != ",":
            return
        start = end
        while start > first and end - start < LONGEST and doc[start - 1].text != ",":
            start -= 1
        part = doc[start:end]
        if start == first or not _is_noun_phrase(part):
            return
        yield part
        end = start - 1


def _is_noun_phrase(part: Span) -> bool:
    """Tell whether words are one noun phrase, without a clause or a joining word."""
    loose = any(token.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") for token in part)
    return len(part) > 0 and not loose and part.root.pos_ in ("NOUN", "PROPN")


def _hang(doc: Doc, verb: Token, description: Span, name: Span) -> None:
    before = reversed(list(doc[verb.sent.start : description.start]))
    speech = next((token for token in before if _leads(token)), None)
    if speech is None:
        return
    top, speaker = _top(speech, verb), description.root
    for child in [child for child in verb.lefts if child.i < description.start]:
        if child is not top:  # "bombed [Rafah], the mayor, …": taken for the speaker
            doc.hang(child, speech, "dobj" if child.dep_ in SUBJECTS else child.dep_)
    doc.hang(verb, verb, "ROOT")
    doc.hang(top, verb, "ccomp")
    doc.hang(speaker, verb, "nsubj")
    doc.hang(name.root, speaker, "appos")


def _leads(token: Token) -> bool:
    """Tell whether a word is a verb with a subject: what is said is a clause."""
    return token.pos_ in ("VERB", "AUX") and any(child.dep_ in SUBJECTS for child in token.lefts)


def _top(speech: Token, verb: Token) -> Token:
    """Return the uppermost verb of the speech, without the one that reports it."""
    top = speech
    while top.head is not top and top.head is not verb:
        top = top.head
    return top
