"""Finds the phrases of a word list in a doc: longest first, on lower-case words or lemmas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc, Span


class Phrases:
    """A word list, cut into tokens as spaCy cuts text.

    Args:
        words: Lower-case phrases.
        tokenizer: The tokenizer of the pipeline.
    """

    def __init__(self, words: Iterable[str], tokenizer: Callable[[str], Doc]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for word in sorted(words):
            parts = tuple(token.lower_ for token in tokenizer(word))
            self._by_first.setdefault(parts[0], []).append(parts)
        for phrases in self._by_first.values():
            phrases.sort(key=len, reverse=True)

    def at(self, doc: Doc, start: int) -> int:
        """Return the end of the longest phrase that starts at token `start`, or 0."""
        first = doc[start]
        for key in {first.lower_: None, first.lemma_.lower(): None}:
            for parts in self._by_first.get(key, ()):
                end = start + len(parts)
                if end <= len(doc) and all(
                    part in (token.lower_, token.lemma_.lower())
                    for part, token in zip(parts, doc[start:end], strict=True)
                ):
                    return end
        return 0

    def find(self, doc: Doc) -> Iterator[Span]:
        """Yield the phrases of `doc` from left to right, without overlap."""
        start = 0
        while start < len(doc):
            end = self.at(doc, start)
            if end:
                yield doc[start:end]
            start = end or start + 1
