"""A parsed doc in plain objects, each made once.

spaCy makes a token anew every time that it is asked for one, and looks its words up in the
vocabulary every time that they are read; extraction asks some 600,000 times for 8,000 tokens. So
the doc is copied once. `Doc`, `Span` and `Token` answer as spaCy's own do, in as far as extraction
asks; one token is one object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import overload

from spacy import tokens as spacy_tokens

COLON = frozenset({":"})


class Doc:
    """A doc.

    Args:
        parsed: spaCy's own.
    """

    def __init__(self, parsed: spacy_tokens.Doc) -> None:
        self.parsed = parsed
        self.text: str = parsed.text
        self.tokens = [Token(self, token) for token in parsed]
        self.length = len(self.tokens)
        self._count()
        self._link()

    def _count(self) -> None:
        strings = self.parsed.vocab.strings
        forms: list[int] = self.parsed.to_array("MORPH").tolist()
        plural = {form for form in set(forms) if "Number=Plur" in strings[form]}
        for token, form in zip(self.tokens, forms, strict=True):
            token.is_plural = form in plural

    def _link(self) -> None:
        """Let each token know its head, and what hangs from it."""
        steps: list[int] = self.parsed.to_array("HEAD").astype("int64").tolist()
        below: dict[int, list[Token]] = {}
        for i, step in enumerate(steps):
            self.tokens[i].head = self.tokens[i + step]
            if step:
                below.setdefault(i + step, []).append(self.tokens[i])
        for i, children in below.items():
            self.tokens[i].let(children)

    def hang(self, token: Token, head: Token, dep: str) -> None:
        """Hang a token, with all that hangs from it, from another one; from itself as a root.

        For those who mend a parse, before anybody has read it.
        """
        token.head.let(child for child in token.head.children if child is not token)
        token.head, token.dep_ = head, dep
        if head is not token:
            head.let(sorted((*head.children, token), key=lambda child: child.i))

    def __len__(self) -> int:
        """Return the number of tokens."""
        return self.length

    def __iter__(self) -> Iterator[Token]:
        """Iterate over the tokens."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        """Return one token, or a span of them."""
        if isinstance(at, int):
            return self.tokens[at]
        start, end = at.start, at.stop
        if start is not None and end is not None and 0 <= start <= end <= self.length:
            return Span(self, start, end)
        start, end, _ = at.indices(self.length)
        return Span(self, start, max(start, end))

    @cached_property
    def ents(self) -> tuple[Span, ...]:
        """What the model takes for names and dates."""
        return tuple(Span(self, ent.start, ent.end, ent.label_) for ent in self.parsed.ents)

    @cached_property
    def sents(self) -> tuple[Span, ...]:
        """The sentences."""
        return tuple(self[sent.start : sent.end] for sent in self.parsed.sents)

    @cached_property
    def sent_of(self) -> list[Span]:
        """The sentence of each token."""
        return [sent for sent in self.sents for _ in range(sent.start, sent.end)]

    def having(self, words: frozenset[str]) -> list[Token]:
        """Return the tokens that have one of `words` as their form or lemma, in order."""
        found = {i for word in self._places.keys() & words for i in self._places[word]}
        return [self.tokens[i] for i in sorted(found)]

    @property
    def before_colons(self) -> list[Token]:
        """The tokens before a colon: among them who speaks in a transcript."""
        return [self.tokens[token.i - 1] for token in self.having(COLON) if token.i]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word stands, by its form and its lemma in lower case."""
        found: dict[str, list[int]] = {}
        for token in self.tokens:
            found.setdefault(token.lower_, []).append(token.i)
            if token.lemma != token.lower_:
                found.setdefault(token.lemma, []).append(token.i)
        return found

    def char_span(self, start: int, end: int) -> Span | None:
        """Return the span of these characters; None if it cuts a token."""
        span = self.parsed.char_span(start, end)
        return self[span.start : span.end] if span is not None else None


def _steps_to_root(token: Token) -> int:
    """Count the words above a token in its sentence; bare marks and blanks are farthest."""
    if not token.children and (token.is_punct or token.is_space):
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


class Span:
    """A run of tokens, from `start` to before `end`."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label
        self._root: Token | None = None

    def __len__(self) -> int:
        """Return the number of tokens."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """Iterate over the tokens."""
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        """Return one token, or a span of them, counted from the span's start."""
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return self.doc[self.start + start : self.start + max(start, end)]
        return self.doc.tokens[(self.start if at >= 0 else self.end) + at]

    @property
    def start_char(self) -> int:
        """Where its first character stands in the text."""
        return self.doc.tokens[self.start].idx

    @property
    def text(self) -> str:
        """Its words as they stand in the text."""
        if self.start == self.end:
            return ""
        last = self.doc.tokens[self.end - 1]
        return self.doc.text[self.start_char : last.idx + len(last.text)]

    @property
    def sent(self) -> Span:
        """The sentence that it begins in."""
        return self.doc.sent_of[self.start]

    @property
    def root(self) -> Token:
        """The token that the others hang from."""
        if self._root is None:
            inside = range(self.start, self.end)
            tops = [token for token in self if token.head is token or token.head.i not in inside]
            self._root = tops[0] if len(tops) == 1 else min(tops, key=_steps_to_root)
        return self._root


class Token:
    """A word or a mark, with what the pipeline says of it; the names are spaCy's."""

    __slots__ = (
        "_span",
        "_subtree",
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_plural",
        "is_punct",
        "is_quote",
        "lefts",
        "lemma",
        "lemma_",
        "lower_",
        "pos_",
        "rights",
        "tag_",
        "text",
        "whitespace_",
    )
    head: Token
    is_plural: bool
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]

    def __init__(self, doc: Doc, token: spacy_tokens.Token) -> None:
        self.doc = doc
        self.i: int = token.i
        self.idx: int = token.idx
        self.text: str = token.text
        self.lower_: str = token.lower_
        self.lemma_: str = token.lemma_
        self.pos_: str = token.pos_
        self.tag_: str = token.tag_
        self.dep_: str = token.dep_
        self.ent_type_: str = token.ent_type_
        self.lemma = self.lemma_.lower()
        self.whitespace_: str = token.whitespace_
        self.is_punct: bool = token.is_punct
        self.is_quote: bool = token.is_quote
        self.lefts = self.rights = self.children = ()
        self._subtree: list[Token] | None = None
        self._span: tuple[int, int] | None = None

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.text)

    def __repr__(self) -> str:
        """Return the word."""
        return self.text

    def let(self, children: Iterable[Token]) -> None:
        """Let these hang from it, and no others; they come in order."""
        self.children = tuple(children)
        self.lefts = tuple([child for child in self.children if child.i < self.i])
        self.rights = self.children[len(self.lefts) :]

    @property
    def parsed(self) -> spacy_tokens.Token:
        """SpaCy's own, for what is seldom asked."""
        return self.doc.parsed[self.i]

    @property
    def is_space(self) -> bool:
        """True of white space."""
        return self.text.isspace()

    @property
    def is_upper(self) -> bool:
        """True of a word in capitals."""
        return self.text.isupper()

    @property
    def is_alpha(self) -> bool:
        """True of a word that is all letters."""
        return self.text.isalpha()

    @property
    def like_num(self) -> bool:
        """True of a number, in digits or in words."""
        return self.parsed.like_num

    @property
    def is_sent_start(self) -> bool:
        """True of the first word of a sentence."""
        return bool(self.parsed.is_sent_start)

    @property
    def text_with_ws(self) -> str:
        """The word with the white space behind it."""
        return self.text + self.whitespace_

    @property
    def sent(self) -> Span:
        """Its sentence."""
        return self.doc.sent_of[self.i]

    @property
    def left_edge(self) -> Token:
        """The first of what hangs from it, or itself."""
        return self.doc.tokens[self.edges[0]] if self.children else self

    @property
    def right_edge(self) -> Token:
        """The last of what hangs from it, or itself."""
        return self.doc.tokens[self.edges[1]] if self.children else self

    @property
    def edges(self) -> tuple[int, int]:
        """Where the two stand; what hangs from a word may stand beyond a word between them."""
        if self._span is None:
            first = last = self.i
            for child in self.children:
                left, right = child.edges
                first, last = min(first, left), max(last, right)
            self._span = first, last
        return self._span

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it hangs from, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> list[Token]:
        """It and all that hangs from it, in order."""
        if self._subtree is None:
            before = [token for child in self.lefts for token in child.subtree]
            after = [token for child in self.rights for token in child.subtree]
            self._subtree = [*before, self, *after]
        return self._subtree

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """What is joined with it by "and"."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for token in joined:  # grows as it goes
            joined += [child for child in token.rights if child.dep_ == "conj"]
        return tuple(token for token in joined if token is not self)

    def nbor(self, by: int = 1) -> Token:
        """Return the token that is `by` tokens further on."""
        if self.i + by < 0:
            raise IndexError(f"no token {by} from {self.i}")
        return self.doc.tokens[self.i + by]
