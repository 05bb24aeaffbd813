"""Reads the layout of a text: paragraphs, what speaks them, and the day that stands before them.

A transcript has "SAAR:" before what Saar says; a chronology has "• 19 November –" before what
happened that day, under a heading that may be no more than a year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

LABEL = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?: [^\W\d_][^\W\d_.'’-]*){0,3}")
YEAR = re.compile(r"(?:19|20)\d\d")
DASHES = frozenset({"—", "–", "-", ":"})


def paragraphs(doc: Doc) -> Iterator[Span]:
    """Yield the paragraphs of `doc`, without the line breaks between them."""
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if start < token.i:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start:]


def speaker(paragraph: Span) -> Token | None:
    """Return the last word of the label of a transcript's paragraph, or None."""
    for token in paragraph[1:6]:
        if token.text == ":":
            label = paragraph.doc[paragraph.start : token.i]
            shouted = label.text.isupper() and LABEL.fullmatch(label.text)
            return label[-1] if shouted else None
    return None


def is_year(paragraph: Span) -> bool:
    """Tell whether a paragraph is a heading that says nothing but a year."""
    return bool(YEAR.fullmatch(paragraph.text.strip()))


def entry_date(paragraph: Span) -> Span | None:
    """Return the date that a chronology's entry begins with ("19 November –")."""
    for token in paragraph[:8]:
        if token.text in DASHES:
            before = paragraph.doc[paragraph.start : token.i]
            words = [word for word in before if word.is_alpha or word.like_num]
            dated = words and any(_is_month(word) for word in words) and len(words) <= 3
            return paragraph.doc[words[0].i : words[-1].i + 1] if dated else None
    return None


def _is_month(word: Token) -> bool:
    names = {
        dt.date(2000, month, 1).strftime(form) for month in range(1, 13) for form in ("%B", "%b")
    }
    return word.text.rstrip(".").title() in names
