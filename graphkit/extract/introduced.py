"""What a doc brings in by name or description, so that later words may point back to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.actors import known
from graphkit.extract.candidates import Candidate
from graphkit.extract.descriptions import appositive, is_few, is_pair
from graphkit.extract.layout import paragraphs, speaker
from graphkit.extract.nounphrases import is_definite, lemma_of, possessor
from graphkit.extract.tokens import Doc, Token
from graphkit.language import speaker_labels

if TYPE_CHECKING:
    from graphkit.extract.mentions import Mentions
    from graphkit.extract.names import Name

NONE: frozenset[str] = frozenset()
UNFOLLOWED = frozenset({"Event"})  # an event is one thing by its own words
DASHES = frozenset({"-", "–", "—", "--"})


class Introduced:
    """Gives the candidates of a doc in order, as often as the people of its titles change.

    Only people and the events that are theirs depend on those; the rest is made once.

    Attributes:
        echoes: The heads of descriptions that point back, in the order of the text.
    """

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions
        self.echoes: list[Token] = []
        self._lasting: dict[int, Candidate] = {}
        self._events: set[int] = set()
        # A transcript's label brings nobody in.
        self._fixed = {token.i for token in mentions.doc.before_colons if token.is_upper}
        self._fixed.update(_labels(mentions.doc))
        for token in mentions.doc:
            name = mentions.names.get(token.i)
            if token.i not in self._fixed and (name or token.pos_ == "NOUN"):
                self._read(token, name)

    def __iter__(self) -> Iterator[Candidate]:
        """Yield the candidates in the order of the text."""
        doc, people = self._mentions.doc, self._mentions.people.keys() - self._fixed
        for i in sorted(self._lasting.keys() | self._events | people):
            if i in people:
                yield Candidate(doc[i], self._mentions.people[i])
            else:
                yield self._lasting.get(i) or self._described(doc[i], "Event")

    def _read(self, token: Token, name: Name | None) -> None:
        if name and _is_dateline(name):
            return
        if name and name.span.root == token and not name.demonym:
            self._fixed.add(token.i)
            self._lasting[token.i] = self._named(token, name)
        elif name and name.actor and token.dep_ in ("amod", "compound"):
            self._lasting[token.i] = Candidate(token, known(name.actor, name.text))
        elif not name and token.dep_ != "compound":
            self._read_noun(token)

    def _read_noun(self, token: Token) -> None:
        kind = self._mentions.type_of(token)
        beside = appositive(self._mentions, token)
        if beside:
            self._lasting[token.i] = Candidate(token, self._mentions.name_entity(beside))
        elif self._echoes(token, kind):
            self.echoes.append(token)
        elif kind == "Event" and self._is_new(token):
            self._events.add(token.i)
        elif kind and self._is_new(token):
            self._lasting[token.i] = self._described(token, kind)

    def _echoes(self, token: Token, kind: str | None) -> bool:
        """Tell whether a description points back, to one or to several: "both sides"."""
        if kind in UNFOLLOWED or possessor(token) is not None:
            return False
        several = is_pair(self._mentions, token) or is_few(self._mentions, token)
        return several or (kind is not None and not self._is_new(token))

    def _named(self, token: Token, name: Name) -> Candidate:
        power = known(name.power, name.text) if name.power else None
        # "Kingdom" of "United Kingdom" says nothing
        nouns = NONE if name.type == "Country" else _last_nouns(name.text)
        if name.actor and name.type != "Country":
            nouns = nouns.union(*map(_last_nouns, name.actor.names))
        return Candidate(token, self._mentions.name_entity(name), power, nouns, name.sure)

    def _described(self, token: Token, kind: str) -> Candidate:
        entity = self._mentions.unnamed_entity(token, kind)
        return Candidate(token, entity, nouns=frozenset({lemma_of(token)}))

    def _is_new(self, token: Token) -> bool:
        """Tell whether a description brings in something new rather than pointing back."""
        owner = possessor(token)
        if owner is not None and owner.tag_ in ("PRP$", "WP$"):
            return False
        return not is_definite(token) or (
            self._mentions.is_modified_by_name(token) and not self._mentions.is_loose(token)
        )


def _is_dateline(name: Name) -> bool:
    """Tell whether a name only says who reports: "HANOI (Reuters) -"."""
    doc, start, end = name.span.doc, name.span.start, name.span.end
    closed = start > 0 and doc[start - 1].text == "(" and doc[end : end + 1].text == ")"
    return closed and doc[end + 1 : end + 2].text in DASHES


def _labels(doc: Doc) -> Iterator[int]:
    """Yield the labels in small letters of a transcript's paragraphs."""
    if small := speaker_labels(doc.text):
        found = (speaker(paragraph, small) for paragraph in paragraphs(doc))
        yield from (label.i for label in found if label is not None)


@lru_cache(maxsize=10_000)  # the same few names come again and again
def _last_nouns(name: str) -> frozenset[str]:
    """Return the noun that says what a name is: of "Bank of Japan" the bank."""
    head = name.partition(" of ")[0].partition(" for ")[0]
    return frozenset({head.rpartition(" ")[2].lower()})
