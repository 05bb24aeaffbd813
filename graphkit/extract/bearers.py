"""Whom a title names: the person before or after it, over a comma, or by a verb ("serves as")."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.appointed import named_besides, named_in_front
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import Name
from graphkit.extract.nounphrases import complement, is_plural
from graphkit.extract.post import Post, TitleWords
from graphkit.extract.syntax import (
    is_predicate,
    referent,
    subjects,
)
from graphkit.extract.tokens import Token

OF = frozenset({"of"})
REACH = 4  # words of rank and courtesy between a title and its name


def bearer(post: Post, mentions: Mentions, words: TitleWords, titled: set[int]) -> Name | None:
    """Return the name of who bears a title, if the text beside it tells."""
    return (
        name_after(post, mentions, titled)
        or _linked(post, mentions, words)
        or _beside_comma(post, mentions, words, titled)
    )


def name_after(post: Post, mentions: Mentions, titled: set[int]) -> Name | None:
    """Return the name after a title, ranks and courtesies between them: "Premier Sheikh Sabah"."""
    return _name_from(post.title.end, mentions, titled)


def _name_from(start: int, mentions: Mentions, titled: set[int]) -> Name | None:
    """Return the person named from `start` on, behind ranks and courtesies."""
    doc = mentions.doc
    for index in range(start, min(start + REACH, len(doc))):
        name = mentions.names.get(index)
        if doc[index].is_sent_start:
            return None
        if name:
            return name if name.type == "Person" and name.span.start == index else None
        if index not in titled and doc[index].text != ".":
            return None
    return None


def _linked(post: Post, mentions: Mentions, words: TitleWords) -> Name | None:
    """Return the name that an apposition or a verb links to a title."""
    if is_plural(post.head):
        return None
    for token in _beside(post.head, words):
        near = [token, *(child for child in token.children if child.dep_ == "appos")]
        for word in [*near, token.head] if token.dep_ == "appos" else near:
            name = mentions.names.get(word.i)
            if name and name.type == "Person":
                return name
    return None


def _beside(head: Token, words: TitleWords) -> Iterator[Token]:
    joined = [child.i for child in head.children if child.dep_ == "conj"]
    for child in head.children:
        after = any(head.i < other < child.i for other in joined)
        if child.dep_ == "appos" and not (after and child.left_edge.nbor(-1).text != ","):
            yield child  # but X is no prime minister in "the prime minister and the envoy X"
    if head.dep_ == "appos":
        yield head.head
    elif head.dep_ == "oprd" and (named := named_in_front(head)) is not None:
        yield named
    elif head.dep_ in ("attr", "oprd"):
        yield from map(referent, _holders(head.head, words))
    elif head.dep_ == "pobj" and head.head.lower_ == "as":
        besides = [name for name in named_besides(head.head.head) if _ends_at(name, head.head)]
        yield from map(referent, besides or _holders(head.head.head, words))


def _is_object(token: Token) -> bool:
    """Tell whether the parser made a predicate of an object: "named Ali as envoy"."""
    return token.dep_ == "oprd" and not is_predicate(token)


def _ends_at(name: Token, word: Token) -> bool:
    return name.right_edge.i + 1 == word.i


def _holders(verb: Token, words: TitleWords) -> list[Token]:
    """Return who "is", "serves as", "was named" or (as an object) is "named" something.

    Of the appointment of somebody as something, whose it is.
    """
    if verb.pos_ == "NOUN":
        appointed = complement(verb, OF)
        return [appointed] if appointed is not None else []
    objects = [child for child in verb.children if child.dep_ == "dobj" or _is_object(child)]
    if objects and verb.lemma in words.appointing:
        return objects
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"  # "X, appointed minister on Sunday"
    return [verb.head] if reduced else subjects(verb)


def _beside_comma(
    post: Post, mentions: Mentions, words: TitleWords, titled: set[int]
) -> Name | None:
    """Find the person over a comma, where the parser saw no apposition.

    After the body a rank does as well as a comma: "head of the agency General X".
    """
    doc, head = post.title.doc, post.head
    outer = head.head.head if head.dep_ == "pobj" else head
    if outer != head and words.offices & {outer.lemma, outer.lower_}:
        return None  # "the envoy of the [Secretary-General], X": X is the envoy
    for edge in _edges(post, mentions):
        ranked = edge > post.title.end and edge in titled
        if edge + 1 >= len(doc) or not (ranked or doc[edge].text == ","):
            continue
        name = _name_from(edge if ranked else edge + 1, mentions, titled)
        after = doc[name.span.end] if name and name.span.end < len(doc) else None
        if after is not None and (ranked or after.is_punct or after.tag_ == "VBD"):
            return name
    return None


def _edges(post: Post, mentions: Mentions) -> Iterator[int]:
    """Yield where the phrase of a title may end: at once, after its bodies, after its last "of"."""
    doc, end = post.title.doc, post.title.end
    yield end
    while end < len(doc) and (end in mentions.names or doc[end].dep_ in ("prep", "det")):
        end += 1  # "envoy [of the United Nations for Chad], X", wherever the parser hangs "for"
    yield end
    yield from [child.right_edge.i + 1 for child in post.head.rights if child.dep_ == "prep"][-1:]
