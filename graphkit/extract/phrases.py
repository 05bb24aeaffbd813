"""Finds the phrases of a word list in a doc: longest first, on lower-case words or lemmas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from graphkit.extract.nounphrases import lemma_of
from graphkit.extract.tokens import Doc, Span, Token


class Lower(Protocol):
    """A token, spaCy's own or one of a `Doc`."""

    @property
    def lower_(self) -> str:
        """The word in lower case."""


class Words(dict[str, "Words"]):
    """Words that may come next in a phrase, each with those after it.

    Attributes:
        ends: A phrase may end here.
    """

    ends = False

    def after(self, word: str) -> list[Words]:
        """Return what may come after `word`, if it may come itself."""
        return [self[word]] if word in self else []


class Phrases:
    """A word list, cut into tokens as spaCy cuts text.

    Args:
        words: Phrases; case does not matter.
        tokenizer: The tokenizer of the pipeline.
    """

    def __init__(self, words: Iterable[str], tokenizer: Callable[[str], Iterable[Lower]]) -> None:
        self._firsts = Words()
        for word in words:
            for form in (word, word.upper(), word.title()):  # "h.e." is two words, "H.E." one
                node = self._firsts
                for token in tokenizer(form):
                    node = node.setdefault(token.lower_, Words())
                node.ends = True
        # How a phrase may begin; the lemma of a capitalised plural is a plural.
        self._beginnings = frozenset(
            form for first in self._firsts for form in (first, f"{first}s", f"{first[:-1]}ies")
        )

    def find(self, doc: Doc) -> Iterator[Span]:
        """Yield the phrases of `doc` from left to right, without overlap."""
        end = 0
        for token in doc.having(self._beginnings):
            if token.i >= end:
                end = self._end(doc, token)
                if end:
                    yield doc[token.i : end]

    def _end(self, doc: Doc, first: Token) -> int:
        """Return the end of the longest phrase that begins with `first`, or 0."""
        for key in dict.fromkeys((first.lower_, lemma_of(first))):
            nodes, at, end = self._firsts.after(key), first.i, 0
            while nodes:
                at += 1
                end = at if any(node.ends for node in nodes) else end
                forms = _forms(doc.tokens[at]) if any(nodes) and at < len(doc) else ()
                nodes = [after for node in nodes for form in forms for after in node.after(form)]
            if end:
                return end
        return 0


def _forms(token: Token) -> set[str]:
    return {token.lower_, lemma_of(token)}
