"""Whom a title names: the person before or after it, over a comma, or by a verb ("serves as")."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.mentions import Mentions
from graphkit.extract.names import Name
from graphkit.extract.nounphrases import is_plural
from graphkit.extract.post import Post, TitleWords
from graphkit.extract.syntax import referent, subjects
from graphkit.extract.tokens import Token

REACH = 4  # words of rank and courtesy between a title and its name


def bearer(post: Post, mentions: Mentions, words: TitleWords, titled: set[int]) -> Name | None:
    """Return the name of who bears a title, if the text beside it tells."""
    return (
        name_after(post, mentions, titled)
        or _linked(post, mentions, words)
        or _beside_comma(post, mentions, words)
    )


def name_after(post: Post, mentions: Mentions, titled: set[int]) -> Name | None:
    """Return the name after a title, ranks and courtesies between them: "Premier Sheikh Sabah"."""
    doc, end = post.title.doc, post.title.end
    for index in range(end, min(end + REACH, len(doc))):
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
    elif head.dep_ in ("attr", "oprd"):
        yield from map(referent, _holders(head.head, words))
    elif head.dep_ == "pobj" and head.head.lower_ == "as":
        yield from map(referent, _holders(head.head.head, words))


def _holders(verb: Token, words: TitleWords) -> list[Token]:
    """Return who "is", "serves as", "was named" or (as an object) is "named" something."""
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if objects and verb.lemma in words.appointing:
        return objects
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"  # "X, appointed minister on Sunday"
    return [verb.head] if reduced else subjects(verb)


def _beside_comma(post: Post, mentions: Mentions, words: TitleWords) -> Name | None:
    """Find the person over a comma, where the parser saw no apposition."""
    doc, head = post.title.doc, post.head
    outer = head.head.head if head.dep_ == "pobj" else head
    if outer != head and words.offices & {outer.lemma, outer.lower_}:
        return None  # "the envoy of the [Secretary-General], X": X is the envoy
    for edge in _edges(post, mentions):
        if edge + 1 < len(doc) and doc[edge].text == ",":
            name = mentions.names.get(edge + 1)
            if name and name.type == "Person" and name.span.start == edge + 1:
                after = doc[name.span.end] if name.span.end < len(doc) else None
                if after is not None and (after.is_punct or after.tag_ == "VBD"):
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
