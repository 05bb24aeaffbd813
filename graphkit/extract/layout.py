"""Reads the layout of a text: paragraphs, what speaks them, and the day that stands before them.

A transcript has "SAAR:" before what Saar says; a chronology has "• 19 November –" before what
happened that day, under a heading that may be no more than a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.extract.tokens import Doc, Span, Token

LABEL = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?: [^\W\d_][^\W\d_.'’-]*){0,3}")
DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
YEAR = re.compile(r"(?:19|20)\d\d")
CLOCK = re.compile(
    r"\d{1,2}[:.]?\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|\d{1,2} ?[ap]\.?m\.?(?: [A-Z]{2,4})?"
)
DASHES = frozenset({"—", "–", "-", ":"})


def paragraphs(doc: Doc) -> Iterator[Span]:
    """Yield the paragraphs of `doc`, without the line breaks between them."""
    start = 0
    for token in doc:
        if "\n" in token.text and token.is_space:
            if start < token.i:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start:]


def speaker(paragraph: Span, labels: frozenset[str]) -> Token | None:
    """Return the last word of the label of a transcript's paragraph, or None.

    Args:
        paragraph: The paragraph.
        labels: The labels of the text that are not in capitals.
    """
    for token in paragraph[1:6]:
        if token.text == ":":
            label = paragraph.doc[paragraph.start : token.i]
            shouted = label.text.isupper() and LABEL.fullmatch(label.text)
            return label[-1] if shouted or label.text in labels else None
    return None


def is_day(token: Token) -> bool:
    """Tell whether a word is a day of some month: "on the 16th"."""
    return bool(DAY.fullmatch(token.text))


def is_year(paragraph: Span) -> bool:
    """Tell whether a paragraph is a heading that says nothing but a year."""
    return bool(YEAR.fullmatch(paragraph.text.strip()))


def label(paragraph: Span) -> Span | None:
    """Return what an entry begins with, before its dash ("• [19 November] –", "[14:05] —")."""
    for token in paragraph[:8]:
        if (token.text in DASHES or token.text == ".") and token.i > paragraph.start:
            first = paragraph.start
            while first < token.i and not (paragraph.doc[first].text[:1].isalnum()):
                first += 1
            return paragraph.doc[first : token.i] if first < token.i else None
    return None


def is_clock(span: Span) -> bool:
    """Tell whether an entry's label is a time of the day, as in a live blog."""
    return bool(CLOCK.fullmatch(span.text.strip()))
