"""Finds every title of a doc with its person and its body.

Descriptions ("the German chancellor") resolve to people by their posts, and the extractor `titles`
states the posts as claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from graphkit.extract.bearers import bearer
from graphkit.extract.described import NONE, RULING, Homes, describe, take_role
from graphkit.extract.descriptions import Bearer
from graphkit.extract.lists import several
from graphkit.extract.mentions import Mentions
from graphkit.extract.nounphrases import is_plural, possessor
from graphkit.extract.phrases import Lower, Phrases
from graphkit.extract.post import BODIES, PERSON, Post, TitleWords
from graphkit.extract.served import Served, after_name, in_brackets
from graphkit.extract.tokens import Doc, Span, Token
from graphkit.ontology import Ontology

JOINING = frozenset({"and", "-", "–", "—", "/"})
REACH = 5  # words from "former" to a title, the name of the body between


TITLE_CLASSES = (
    "title",
    "representativeTitle",
    "leaderTitle",
    "rank",
    "honorific",
    "occupation",
    "counterpartNoun",
)


def title_phrases(ontology: Ontology, tokenizer: Callable[[str], Iterable[Lower]]) -> Phrases:
    """Return the titles to look for, those shortened with a full stop or to capitals as well."""
    titles = (ontology.words(name) for name in TITLE_CLASSES)
    short = {key for key in ontology.abbreviations if "." in key or key.isupper()}
    return Phrases(short.union(*titles), tokenizer)


class Posts:
    """Finds the posts of docs."""

    def __init__(self, ontology: Ontology) -> None:
        self._words = TitleWords.of(ontology)
        self._served = Served(self._words)

    def find(self, mentions: Mentions, titles: Sequence[Span]) -> list[Post]:
        """Return the posts of a doc; tells `mentions` the person of every described post.

        Args:
            mentions: Its entities.
            titles: Where it has the phrases of `title_phrases`.
        """
        titled = {token.i for span in titles for token in span}
        spans = [cut for span in titles if (cut := _before_name(span, mentions))]
        posts = [self._post(span, mentions) for span in spans if self._is_office(span)]
        posts = [one for post in posts for one in several(post, mentions, titled) or [post]]
        mentions.inside.update(
            word.i for post in posts for word in post.title if _is_inner(word, post)
        )
        for post in posts:
            if post.person:  # of a list
                mentions.listed[post.head.i] = (*mentions.listed.get(post.head.i, ()), post.person)
        self._name(posts, mentions, titled)
        self._fill(posts, mentions)
        for post in posts:
            if post.person is None and not is_plural(post.head):
                describe(post, posts, mentions, self._words)
        posts = [post for post in posts if post.person]
        self._fill_homes(posts, mentions)
        _tell(posts, mentions, self._words)
        mentions.forget()  # what was resolved before the people of the titles were known
        for post in posts:
            self._served.fill_principal(post, mentions)
        return posts

    def _name(self, posts: list[Post], mentions: Mentions, titled: set[int]) -> None:
        for post in posts:
            name = None if post.person else bearer(post, mentions, self._words, titled)
            if name:
                post.person = mentions.name_entity(name)
                post.bodies = tuple(after_name(name, mentions))
                mentions.people[post.head.i] = post.person
        for post, other in _joined(posts):
            post.person = other.person
            if post.person:
                mentions.people[post.head.i] = post.person

    def _fill(self, posts: list[Post], mentions: Mentions) -> None:
        for index, post in enumerate(posts):
            if not post.bodies:
                self._served.fill(post, mentions, posts[:index])
            owner = possessor(post.head)
            whose = mentions.entity(owner, PERSON) if owner is not None else None
            post.owned = whose is not None and whose.type == "Person"
            if self._words.is_counterpart(post):
                take_role(post, posts[:index], mentions, self._words)

    def _fill_homes(self, posts: list[Post], mentions: Mentions) -> None:
        homes = Homes(posts, mentions)
        bare: dict[str, list[Post]] = {}
        for post in posts:
            if post.own and post.person and not post.bodies and self._words.is_national(post):
                bare.setdefault(post.person.iri, []).append(post)
        for same in bare.values():
            same[0].home = homes.of(same)

    def _is_office(self, span: Span) -> bool:
        """Tell an office from an honorific, and "Gen." from a lower-case look-alike."""
        text, words = span.text.lower(), self._words
        if text in words.abbreviations:
            return span.text[0].isupper() and words.abbreviations[text].lower() in words.offices
        alone = len(span) == 1 and span[0].ent_type_ in ("ORG", "GPE", "PRODUCT")
        if alone and span[0].pos_ == "PROPN" and span[0].dep_ != "compound":
            return False  # "Bombardier" the company, not the rank
        return text in words.offices or any(
            {token.lower_, token.lemma} & words.offices for token in span
        )

    def _post(self, span: Span, mentions: Mentions) -> Post:
        doc, end, former = span.doc, span.end, False
        start = max([span.start, *(token.i + 1 for token in span if token.i in mentions.names)])
        start = self._after_body(doc, start, end, mentions)
        title = doc[start:end]
        while start > span.sent.start:
            word = doc[start - 1]
            if word.lower_ in self._words.former:
                former = True
            elif not self._is_modifier(word, title, mentions):
                break
            start -= 1
        role = "".join(
            token.text_with_ws for token in doc[start:end] if token.lower_ not in self._words.former
        ).strip(" -")
        role = self._words.abbreviations.get(role.lower(), role)
        former = former or self._was(title.root) or self._is_past(doc, start, mentions)
        role = f"former {role}" if former else role
        whole = self._with_designate(title)
        return Post(
            title, role + whole.text[len(title.text) :], span.text, _head(whole), start, former
        )

    def _is_modifier(self, word: Token, title: Span, mentions: Mentions) -> bool:
        """Tell whether a word before a title belongs to the office; a rank has no "chief"."""
        modifies = word.lower_ in self._words.modifiers or word.text == "-"
        modifies = modifies and word.dep_ != "prep"  # "signed [under] President X"
        rank = title.text.lower() in self._words.ranks and word.lower_ in self._words.offices
        return modifies and not rank and word.i not in mentions.names

    def _with_designate(self, title: Span) -> Span:
        """Return "minister-designate" and "president-elect" whole."""
        doc, end = title.doc, title.end
        ending = "".join(token.text for token in doc[end : end + 2])
        return doc[title.start : end + 2] if ending in self._words.designate else title

    def _after_body(self, doc: Doc, start: int, end: int, mentions: Mentions) -> int:
        """Skip "army" of "Rwandan army spokesman": it is whom the spokesman serves.

        And so is "Navy" of "Brazilian Navy commander", by its capital.
        """
        anchored = start > 0 and (start - 1 in mentions.names or doc[start - 1].tag_ == "POS")
        rest = start
        while anchored and rest < end - 1 and doc[rest].lower_ in self._words.nouns:
            rest += 1
        own = start < rest and doc[start].text[0].isupper() and doc[rest].text[0].islower()
        return rest if own or doc[rest:end].text.lower() in self._words.spokes else start

    def _is_past(self, doc: Doc, start: int, mentions: Mentions) -> bool:
        """Look for "former" over the body: "[former] Italian prime minister", "[ex]-NATO chief"."""
        for token in reversed(doc[max(start - REACH, 0) : start]):
            if token.lower_ in self._words.former:
                return True
            name = mentions.names.get(token.i)
            body = name is not None and name.type != "Person"
            if not (body or token.tag_ in ("HYPH", "JJ") or token.text == "-"):
                return False
        return False

    def _was(self, noun: Token) -> bool:
        """Tell whether a verb says that an office is past: "was president", "resigned as"."""
        verb = noun.head
        if noun.dep_ == "pobj" and verb.lower_ == "as":
            return verb.head.lemma in self._words.leaving
        if noun.dep_ != "attr" or verb.lemma_ != "be":
            return False
        auxiliaries = {child.lower_ for child in verb.children if child.dep_ == "aux"}
        return verb.tag_ == "VBD" or "had" in auxiliaries


def _is_inner(word: Token, post: Post) -> bool:
    """Tell whether a word with a capital stands in front of a title's noun and belongs to it."""
    return word.i < post.head.i and word.text[0].isupper() and post.head.text[0].isupper()


def _tell(posts: list[Post], mentions: Mentions, words: TitleWords) -> None:
    """Tell the mentions who bears which title and serves whom."""
    for name in mentions.names.values():  # "Cambodia's Hun Manet"
        owner = possessor(name.span.root) if name.type == "Person" else None
        state = mentions.entity(owner, BODIES) if owner is not None else None
        state = state or (in_brackets(name.span[-1], mentions) if name.type == "Person" else None)
        if state and state.type == "Country":
            mentions.states[mentions.name_entity(name).iri] = state
    for post in posts:
        if post.person is None:
            continue
        served = [*post.bodies, *([post.home] if post.home else [])]
        for body in served:  # also of "the envoy of Peru, whose country …"
            if body.type == "Country":
                mentions.states.setdefault(post.person.iri, body)
        if not post.own:
            continue
        kinds = mentions.actors.roles_named(post.role)
        for lemma in {post.lemma} | (words.leading if kinds & RULING else NONE):
            bearer = Bearer(post.head, post.person, kinds)
            mentions.bearers.setdefault(lemma, []).append(bearer)
        if served:
            mentions.homes.setdefault(post.person.iri, served[0])


def _before_name(span: Span, mentions: Mentions) -> Span | None:
    """Cut a title at a name inside: "chairman [of the Joint Chiefs of Staff]"."""
    if span[-1].i not in mentions.names:
        return span
    end = mentions.names[span[-1].i].span.start
    while end > span.start and span.doc[end - 1].lower_ in ("of", "the"):
        end -= 1
    return span.doc[span.start : end] if end > span.start else None


def _joined(posts: list[Post]) -> Iterator[tuple[Post, Post]]:
    """Yield the nameless of two titles that "and", "-" or "/" joins, with the named one."""
    for first, second in pairwise(posts):
        if is_plural(first.head) or is_plural(second.head):
            continue
        doc, end = first.title.doc, first.title.end
        side_by_side = second.start in (end, end + 1) and doc[end].lower_ in JOINING
        if first.person is None and second.person:
            of_name = second.head.dep_ in ("compound", "nmod") or doc[end].lower_ != "and"
            before_name = of_name or first.head in (second.head.head, *second.head.lefts)
            if side_by_side and before_name:
                yield first, second
    by_head = {post.head.i: post for post in posts}
    for post in posts:
        other = by_head.get(post.head.head.i) if post.head.dep_ == "conj" else None
        if other and other.person and post.person is None and not is_plural(post.head):
            yield post, other  # "envoy of the president in Mali and head of the mission"


def _head(span: Span) -> Token:
    """Return the word that the title's phrase hangs from: its last noun, not the name after it."""
    tops = [token for token in span if not any(above in span for above in token.ancestors)]
    return tops[-1] if tops else span.root
