"""Links the names of a doc: surname to full name, acronym to what it stands for, alias to name."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from graphkit.actors import plain
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import Name


def _aliases(doc: Doc, start: int) -> Iterable[str]:
    """Yield the quoted names that a bracket gives: ("Halden" or "the Company")."""
    if start >= len(doc) or doc[start].text != "(":
        return
    end = next((t.i for t in doc[start : start + 20] if t.text == ")"), start)
    inside = doc[start + 1 : end].text
    for quote in ('"', "“", "”"):
        inside = inside.replace(quote, '"')
    yield from (plain(part) for part in inside.split('"')[1::2] if part.strip())


def link_names(mentions: Mentions, names: list[Name]) -> None:
    """Let short forms of a name stand for the long one: surnames, acronyms in brackets.

    Args:
        mentions: Gets the links.
        names: All names of the doc, in order.
    """
    for name in names:
        if name.type == "Person" and len(name.span) > 1:
            mentions.labels.setdefault(name.span[-1].text, name.text)
            mentions.labels.setdefault(plain(name.span[-1].text), name.text)
        elif name.type == "Organization" and len(name.span) > 1 and name.actor is None:
            first = name.span[0]
            if first.pos_ == "PROPN" and not any(o.text == first.text and o.actor for o in names):
                mentions.labels.setdefault(first.text, name.text)
    for name in names:
        doc, end = name.span.doc, name.span.end
        if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
            short = mentions.names.get(end + 1)
            if short and short.text.isupper():
                mentions.acronyms[short.text] = name
        for alias in _aliases(doc, end):
            mentions.labels[alias] = name.text
            mentions.described[alias] = name
    for name in names:
        initials = "".join(t.text[0] for t in name.span if t.text[0].isupper())
        for other in names:
            if (
                other is not name
                and other.text == initials
                and len(initials) > 2
                and other.actor is None
            ):
                mentions.acronyms.setdefault(other.text, name)
