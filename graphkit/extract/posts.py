"""Finds every title of a doc with its person and its body.

Descriptions ("the German chancellor") resolve to people by their posts, and the extractor `titles`
states the posts as claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from graphkit.actors import known, named, unnamed
from graphkit.claims import Entity
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import Name
from graphkit.extract.nounphrases import complement, is_plural, possessor
from graphkit.extract.phrases import Phrases
from graphkit.extract.syntax import referent
from graphkit.ontology import Ontology

NONE: frozenset[str] = frozenset()
PERSON = frozenset({"Person"})
BEARING = ("title", "rank", "occupation", "counterpartNoun")
BODIES = frozenset({"Organization", "Country"})
OWNING = frozenset({"of", "at", "for", "in", "with"})


@dataclass(slots=True)
class Post:
    """That a person bears a title, as one place in the text says it.

    Attributes:
        title: The title's span without modifiers ("secretary").
        role: Words of the role ("acting deputy secretary").
        words: The title as it stands, with a body inside ("Pentagon chief").
        head: The noun that the title's phrase hangs from.
        start: First token of the role.
        bodies: Whom the person serves, nearest first.
        principal: Whom a representative speaks for.
    """

    title: Span
    role: str
    words: str
    head: Token
    start: int
    former: bool = False
    person: Entity | None = None
    bodies: tuple[Entity, ...] = ()
    principal: Entity | None = None
    own: bool = True


class Posts:
    """Finds the posts of docs."""

    def __init__(self, ontology: Ontology, phrases: Phrases) -> None:
        self._phrases = phrases
        self._offices = frozenset().union(*map(ontology.words, BEARING))
        self._modifiers = ontology.words("titleModifier")
        self._former = ontology.words("formerCue")
        self._representing = ontology.words("representativeTitle")
        self._bodies_nouns = ontology.words("organizationNoun")
        parts = (title.partition(" of ")[2] for title in ontology.words("title"))
        self._portfolios = frozenset(part.split()[-1] for part in parts if part)
        self._ranks = ontology.words("rank")
        self._kinds = {name: kind.label for name, kind in ontology.classes.items()}
        self._occupations = ontology.words("occupation")
        self._counterparts = ontology.words("counterpartNoun")
        self._abbreviations = {key.lower(): full for key, full in ontology.abbreviations.items()}

    def find(self, doc: Doc, mentions: Mentions) -> list[Post]:
        """Return the posts of `doc`; tells `mentions` the person of every described post."""
        spans = [span for span in self._phrases.find(doc) if self._is_office(span)]
        posts = [self._post(span, mentions) for span in spans if span[-1].i not in mentions.names]
        for post in posts:
            name = self._named_person(post, mentions)
            if name:
                post.person = mentions.name_entity(name)
                mentions.people[post.head.i] = post.person
        for index, post in enumerate(posts):
            self._bodies(post, mentions, posts[:index])
        for post in posts:
            if post.person is None and not is_plural(post.head):
                self._describe(post, posts, mentions)
        mentions.forget()  # what was resolved before the people of the titles were known
        for post in posts:
            self._principal(post, mentions)
        return [post for post in posts if post.person]

    def _is_office(self, span: Span) -> bool:
        """Tell an office from an honorific, and "Gen." from a lower-case look-alike."""
        text = span.text.lower()
        if text in self._abbreviations:
            return span.text[0].isupper() and self._abbreviations[text].lower() in self._offices
        alone = len(span) == 1 and span[0].ent_type_ in ("ORG", "GPE", "PRODUCT")
        if alone and span[0].pos_ == "PROPN" and span[0].dep_ != "compound":
            return False  # "Bombardier" the company, not the rank
        return any(
            token.lower_ in self._offices or token.lemma_.lower() in self._offices for token in span
        ) or (text in self._offices)

    def _post(self, span: Span, mentions: Mentions) -> Post:
        doc, end, former = span.doc, span.end, False
        start = max([span.start, *(token.i + 1 for token in span if token.i in mentions.names)])
        start = self._after_body(doc, start, end, mentions)
        title = doc[start:end]
        while start > span.sent.start:
            word = doc[start - 1]
            if word.lower_ in self._former:
                former = True
            elif (
                not (word.lower_ in self._modifiers or word.text == "-") or word.i in mentions.names
            ):
                break
            start -= 1
        words = [token for token in doc[start:end] if token.lower_ not in self._former]
        role = "".join(token.text_with_ws for token in words).strip(" -")
        role = self._abbreviations.get(role.lower(), role)
        former = former or self._was(title.root)
        return Post(
            title, f"former {role}" if former else role, span.text, _head(title), start, former
        )

    def _after_body(self, doc: Doc, start: int, end: int, mentions: Mentions) -> int:
        """Skip "army" of "Rwandan army spokesman": it is whom the spokesman serves."""
        anchored = start > 0 and (start - 1 in mentions.names or doc[start - 1].tag_ == "POS")
        while anchored and start < end - 1 and doc[start].lower_ in self._bodies_nouns:
            start += 1
        return start

    def _was(self, noun: Token) -> bool:
        verb = noun.head
        if noun.dep_ != "attr" or verb.lemma_ != "be":
            return False
        auxiliaries = {child.lower_ for child in verb.children if child.dep_ == "aux"}
        return verb.tag_ == "VBD" or "had" in auxiliaries

    def _named_person(self, post: Post, mentions: Mentions) -> Name | None:
        head, doc, end = post.head, post.title.doc, post.title.end
        after = mentions.names.get(end) if end < len(doc) else None
        if after and after.type == "Person" and after.span.start == end:
            return after
        linked = [child for child in head.children if child.dep_ == "appos"]
        if head.dep_ == "appos":
            linked.append(head.head)
        if head.dep_ in ("attr", "oprd"):
            linked += [
                referent(child)
                for child in head.head.children
                if child.dep_ in ("nsubj", "nsubjpass")
            ]
        for token in linked:
            beside = [token, *(child for child in token.children if child.dep_ == "appos")]
            for near in [*beside, token.head] if token.dep_ == "appos" else beside:
                name = mentions.names.get(near.i)
                if name and name.type == "Person":
                    return name
        return self._beside_comma(post, mentions)

    def _beside_comma(self, post: Post, mentions: Mentions) -> Name | None:
        """Find the person over a comma, where the parser saw no apposition."""
        doc, head = post.title.doc, post.head
        outer = head.head.head if head.dep_ == "pobj" else head
        if outer != head and self._offices & {outer.lemma_.lower(), outer.lower_}:
            return None  # "the envoy of the [Secretary-General], X": X is the envoy
        end = max(
            [
                post.title.end,
                *(child.right_edge.i + 1 for child in head.rights if child.dep_ == "prep"),
            ]
        )
        for edge in dict.fromkeys((post.title.end, end)):
            if edge + 1 < len(doc) and doc[edge].text == ",":
                name = mentions.names.get(edge + 1)
                if name and name.type == "Person" and name.span.start == edge + 1:
                    after = doc[name.span.end] if name.span.end < len(doc) else None
                    if after is not None and (after.is_punct or after.tag_ == "VBD"):
                        return name
        return None

    def _bodies(self, post: Post, mentions: Mentions, before: list[Post]) -> None:
        found = [*self._bodies_left(post, mentions, before), *self._bodies_right(post, mentions)]
        if (
            post.title[-1].lemma_.lower() in self._counterparts
            or post.title.text.lower() in self._counterparts
        ):
            self._take_role(post, before, mentions)
        representing = self._representing
        role = post.title.text.lower()
        if role in representing or post.title.root.lemma_.lower() in representing:
            before_title = list(self._bodies_left(post, mentions, before)) or found
            states = [body for body in before_title if body.type == "Country"] or before_title
            post.bodies, post.principal = tuple(states[:1]), states[0] if states else None
            return
        if post.role.lower() in self._occupations:  # "a German medic" serves no state
            found = [body for body in found if body.type == "Organization"]
        post.bodies = tuple({body.iri: body for body in found}.values())

    def _principal(self, post: Post, mentions: Mentions) -> None:
        """Let "an envoy of the president" speak for the president, not for the state."""
        lemma = post.title.root.lemma_.lower()
        if lemma not in self._representing and post.title.text.lower() not in self._representing:
            return
        sender = complement(post.head, frozenset({"of"}))
        entity = mentions.entity(sender) if sender is not None else None
        if entity and entity.type == "Person":
            post.principal = entity

    def _take_role(self, post: Post, before: list[Post], mentions: Mentions) -> None:
        """Give "his British counterpart" the role of the person before, by its general name."""
        for other in reversed(before):
            if other.title.text.lower() in self._ranks or other.role.lower() in self._ranks:
                continue
            if other.person and other.own and other.person != post.person:
                kinds = mentions.actors.roles_named(other.role)
                labels = sorted(self._kinds[kind] for kind in kinds)
                ministers = [label for label in labels if label.endswith("minister")]
                post.role = ministers[0] if ministers else other.role
                return

    def _bodies_left(self, post: Post, mentions: Mentions, before: list[Post]) -> Iterator[Entity]:
        """Yield the bodies named before a title, nearest first."""
        force = self._force(post)
        index = (force.start if force else post.start) - 1
        found = False
        while index >= post.title.sent.start:
            token = post.title.doc[index]
            name = mentions.names.get(index)
            if name and name.type in ("Organization", "Country", "Place"):
                body = self._named_body(name, force, mentions)
                force, index = None, name.span.start - 1
                if body.type in BODIES:
                    found = True
                    yield body
            elif token.tag_ == "PRP$" or token.dep_ == "poss":
                owner = None if found else self._owner(token, mentions, before)
                if owner and owner.type in BODIES:
                    yield owner
                return
            elif self._is_inside(token):
                index -= 1
            else:
                return

    def _force(self, post: Post) -> Span | None:
        """Return "army" of "Rwandan army spokesman"."""
        start = post.title.start
        while start > 0 and post.title.doc[start - 1].lower_ in self._bodies_nouns:
            start -= 1
        return post.title.doc[start : post.title.start] or None

    def _named_body(self, name: Name, force: Span | None, mentions: Mentions) -> Entity:
        body = mentions.name_entity(name, BODIES)
        if force is None or body.type != "Country":
            return body
        words = force.doc[name.span.start : force.end].text
        return named(words, "Organization", words)

    def _owner(self, token: Token, mentions: Mentions, before: list[Post]) -> Entity | None:
        owner = mentions.entity(token, BODIES) or mentions.entity(token, PERSON)
        if owner and owner.type == "Person":
            return self._state_of(owner, before, mentions)
        return owner

    def _is_inside(self, token: Token) -> bool:
        """Tell whether a word belongs to the title's phrase, so that the body is further left."""
        modifies = token.lower_ in self._modifiers | self._former
        return (
            modifies
            or token.tag_ in ("POS", "HYPH")
            or token.pos_ == "ADJ"
            or (token.dep_ == "compound")
        )

    def _state_of(self, person: Entity, before: list[Post], mentions: Mentions) -> Entity | None:
        """Return the state that a minister's president serves: by this text, else by the seeds."""
        for post in before:
            if post.person and post.person.iri == person.iri:
                for body in post.bodies:
                    if body.type == "Country":
                        return body
        return mentions.actors.served(person, NONE, mentions.document.date)

    def _bodies_right(self, post: Post, mentions: Mentions) -> Iterator[Entity]:
        for word in sorted(OWNING):
            for noun in post.title:  # "Minister of Foreign Affairs [of Colombia]"
                leaf = complement(noun, frozenset({word}))
                if leaf is not None and leaf.lower_ in self._portfolios:
                    leaf = complement(leaf, frozenset({word}))  # "Minister of Defence [of Chile]"
                if leaf is None or leaf.i < post.title.end:
                    continue
                entity = mentions.entity(leaf, BODIES)
                if entity and entity.type in BODIES and (entity.named or word == "of"):
                    yield entity

    def _describe(self, post: Post, posts: list[Post], mentions: Mentions) -> None:
        """Find whom "the German chancellor" means: in this document, else in the seeds."""
        head = post.head
        owner = possessor(head)
        indefinite = any(
            child.lower_ in ("a", "an", "any", "no", "every") for child in head.children
        )
        if (
            indefinite
            or head.dep_ in ("attr", "oprd", "compound", "amod", "npadvmod")
            or head.pos_ not in ("NOUN", "PROPN")
        ):
            return
        lemma = post.title[-1].lemma_.lower()
        bodies = {body.iri for body in post.bodies}
        owned_by = mentions.entity(owner, PERSON) if owner is not None else None
        for other in posts:
            person = other.person if other.own else None
            if person is None or other.title[-1].lemma_.lower() != lemma:
                continue
            if owned_by and person.iri == owned_by.iri:
                continue  # nobody is "her minister" to herself
            theirs = {body.iri for body in other.bodies}
            agree = not bodies or not theirs or bodies & theirs
            if agree and (bodies or other.head.i < head.i):
                post.person, post.own, post.bodies = person, False, ()
                mentions.people[head.i] = replace(person, surface=mentions.surface(head))
                return
        roles = next(
            filter(
                None, map(mentions.actors.roles_named, (post.words, post.role, post.title.text))
            ),
            NONE,
        )
        for body in post.bodies:
            actor = mentions.actors.holder(roles, body.iri, mentions.document.date)
            if actor and not post.former:
                post.person, post.own = known(actor, mentions.surface(head)), False
                mentions.people[head.i] = post.person
                return
        if owner is not None or post.bodies:
            words = " ".join(
                filter(None, [*(body.label + "'s" for body in post.bodies[:1]), post.role])
            )
            post.person = unnamed(words, "Person", mentions.surface(head), mentions.document.id)
            mentions.people[head.i] = post.person


def _head(span: Span) -> Token:
    """Return the word that the title's phrase hangs from: its last noun, not the name after it."""
    inside = [token for token in span if token.head not in span or token.head == token]
    return inside[-1] if inside else span.root
