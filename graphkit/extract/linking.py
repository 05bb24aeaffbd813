"""Links the names of a doc: surname to full name, acronym to what it stands for, alias to name."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.actors import plain
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import Name
from graphkit.extract.spans import surnames
from graphkit.extract.tokens import Doc
from graphkit.ontology import Actor

SURE = 3  # words of a name that two bodies seldom share
SHORT = 3  # letters of words such as "UN", "of" and "the"
QUOTES = str.maketrans("“”«»", '""""')


def link_names(mentions: Mentions, names: list[Name]) -> None:
    """Let the short forms of a name stand for the long one.

    Args:
        mentions: Gets the links.
        names: All names of the doc, in order.
    """
    for name in names:
        _link_short_form(mentions, name, names)
    for name in names:  # after every surname: "Xi" for "Xi Jinping"
        if name.type == "Person" and len(name.span) > 1:
            mentions.labels.setdefault(plain(name.span[0].text), name.text)
    for name in names:  # and after these, of two family names the first: "Benítez"
        if name.type == "Person":
            for token in name.span[1:-1]:
                mentions.labels.setdefault(plain(token.text), name.text)
    for name in names:
        _link_bracket(mentions, name)
    for name in names:
        _link_initials(mentions, name, names)


def _link_short_form(mentions: Mentions, name: Name, names: list[Name]) -> None:
    """Link "Kurti" to "Albin Kurti", and "Halden" to "Halden Systems"."""
    if len(name.span) == 1:
        return
    first = name.span[0]
    if name.type == "Person":
        for short in surnames(name.text):
            mentions.labels.setdefault(short, name.text)
        return
    taken = any(other.text == first.text and other.actor for other in names)
    if name.type == "Organization" and name.actor is None and not taken:
        mentions.labels.setdefault(first.text, name.text)


def _link_bracket(mentions: Mentions, name: Name) -> None:
    """Link what a bracket after a name gives: (ICRC), ("Halden" or "the Company")."""
    doc, start = name.span.doc, name.span.end
    short = mentions.names.get(start + 1)
    closed = start + 2 < len(doc) and doc[start].text == "(" and doc[start + 2].text == ")"
    if closed and short and short.actor and _is_long_for(name, short.actor):
        name.actor, name.type = short.actor, short.actor.type
    if closed and short and short.text.isupper() and _may_shorten(short, name):
        mentions.acronyms[short.text] = name
    for alias in _aliases(doc, start):
        mentions.labels[alias] = name.text
        mentions.described[alias] = name


def _is_long_for(name: Name, actor: Actor) -> bool:
    """Tell whether an unknown name is a known body's: all its longer words are in one of those."""
    if name.actor or len(name.span) < SURE:
        return False
    words = {token.text for token in name.span if len(token) > SHORT}
    return len(words) > 1 and any(words <= set(known.split()) for known in actor.names)


def _may_shorten(short: Name, name: Name) -> bool:
    """Tell whether an acronym in brackets is the name's own: one that is known has its initials."""
    return short.actor is None or short.actor == name.actor or _initials(name) == short.text


def _initials(name: Name) -> str:
    return "".join(token.text[0] for token in name.span if token.text[0].isupper())


def _aliases(doc: Doc, start: int) -> Iterable[str]:
    if start >= len(doc) or doc[start].text != "(":
        return
    end = next((t.i for t in doc[start : start + 20] if t.text == ")"), start)
    parts = doc[start + 1 : end].text.translate(QUOTES).split('"')[1::2]
    yield from (plain(part) for part in parts if part.strip())


def _link_initials(mentions: Mentions, name: Name, names: list[Name]) -> None:
    """Link "UDCG" to "Ukraine Defense Contact Group"."""
    initials = _initials(name)
    for other in names:
        if other.text == initials and len(initials) > 2 and other.actor is None:
            mentions.acronyms.setdefault(initials, name)
