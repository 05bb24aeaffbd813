"""Whom a verb gives an office, where the parser hangs the name from the title."""

from __future__ import annotations

from graphkit.extract.tokens import Token


def named_in_front(title: Token) -> Token | None:
    """Return the person whose name the parser made a part of the title: "named Ana Reyes chief"."""
    names = [child for child in title.lefts if child.ent_type_ == "PERSON"]
    if not names:  # "named General Ivo Marin chief", of whom the model makes a body or nothing
        names = [
            child for child in title.lefts if child.ent_type_ in ("", "ORG") and child.tag_ == "NNP"
        ]
    return names[-1] if names and names[-1].dep_ in ("compound", "nmod") else None


def named_before_title(title: Token) -> Token | None:
    """Return "Reyes" of "named Ana Reyes defence chief", where the title was taken for the object.

    A full name with nothing before it, unlike "met a Reyes aide".
    """
    person = named_in_front(title) if title.pos_ == "NOUN" else None
    if person is None or person.left_edge != title.left_edge:
        return None
    return person if any(child.ent_type_ == "PERSON" for child in person.lefts) else None


def named_besides(verb: Token) -> list[Token]:
    """Return who else gets an office: Wu of "named Koo as minister and Wu as spokesman".

    The parser joins Wu to the minister; but an "as" of his own follows.
    """
    titles = (child for word in verb.rights if word.lower_ == "as" for child in word.rights)
    joined = (other for title in titles for other in title.rights if other.dep_ == "conj")
    return [other for other in joined if other.pos_ == "PROPN" and is_before_as(other)]


def is_before_as(name: Token) -> bool:
    """Tell whether "as" stands right behind a name."""
    after = name.right_edge.i + 1
    return after < len(name.doc) and name.doc[after].lower_ == "as"
