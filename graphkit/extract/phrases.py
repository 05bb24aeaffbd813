"""Finds the phrases of a word list in a doc: longest first, on lower-case words or lemmas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from graphkit.extract.nounphrases import lemma_of
from graphkit.extract.tokens import Doc, Span


class Lower(Protocol):
    """A token, spaCy's own or one of a `Doc`."""

    @property
    def lower_(self) -> str:
        """The word in lower case."""


class Phrases:
    """A word list, cut into tokens as spaCy cuts text.

    Args:
        words: Phrases; case does not matter.
        tokenizer: The tokenizer of the pipeline.
    """

    def __init__(self, words: Iterable[str], tokenizer: Callable[[str], Iterable[Lower]]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for word in sorted(words):
            for form in (word, word.upper()):  # "h.e." is two words, "H.E." one
                parts = tuple(token.lower_ for token in tokenizer(form))
                phrases = self._by_first.setdefault(parts[0], [])
                if parts not in phrases:
                    phrases.append(parts)
        for phrases in self._by_first.values():
            phrases.sort(key=len, reverse=True)

    def find(self, doc: Doc) -> Iterator[Span]:
        """Yield the phrases of `doc` from left to right, without overlap."""
        forms = [(token.lower_, lemma_of(token)) for token in doc]
        end = 0
        for start, (lower, lemma) in enumerate(forms):
            if start >= end and (lower in self._by_first or lemma in self._by_first):
                end = self._end(forms, start)
                if end:
                    yield doc[start:end]

    def _end(self, forms: list[tuple[str, str]], start: int) -> int:
        """Return the end of the longest phrase that begins at `start`, or 0."""
        for key in dict.fromkeys(forms[start]):
            for parts in self._by_first.get(key, ()):
                window = forms[start : start + len(parts)]
                if len(window) == len(parts) and all(map(tuple.__contains__, window, parts)):
                    return start + len(parts)
        return 0
