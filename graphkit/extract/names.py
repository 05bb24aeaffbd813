"""Finds what a doc names, and of which type each name is.

A small statistical model often sees that something is a name but not what kind ("Niger" a
person). The seeds, the words inside the name, the title before it and the other mentions of the
same name in the document decide; the model's own label comes last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.matcher import PhraseMatcher

from graphkit.actors import Actors, plain
from graphkit.extract.nametypes import LABELS, NameTypes, human_context
from graphkit.extract.nounphrases import lemma_of
from graphkit.extract.spans import (
    grow,
    labels,
    may_name,
    parted,
    particle_runs,
    proper_runs,
    stripped,
    surnames,
)
from graphkit.extract.tokens import Doc, Span, Token
from graphkit.ontology import Actor, Ontology

NUMERALS = frozenset({"I", "II", "III", "IV", "V", "VI", "X", "XIV"})  # of kings and popes


@dataclass(slots=True)
class Name:
    """A named span.

    Attributes:
        span: Without article, title and possessive ending.
        type: Entity type.
        actor: The known actor, if it is one.
        power: Whom it stands for as a metonym ("Moscow": Russia).
        text: The name's words.
        demonym: True of "Russian": it names a country only as a modifier.
        sure: False where only the model says so: the verb beside the name may know better.
    """

    span: Span
    type: str
    actor: Actor | None = None
    power: Actor | None = None
    demonym: bool = False
    sure: bool = True

    text: str = field(init=False)

    def __post_init__(self) -> None:
        """Read the words once: they are asked for often."""
        self.text = plain(self.span.text)


class NameFinder:
    """Finds and types the names of docs."""

    def __init__(self, ontology: Ontology, actors: Actors, nlp: Language) -> None:
        self._actors = actors
        self._typing = NameTypes(ontology, actors)
        self._types = self._typing.nouns
        self._particles = ontology.words("nameParticle")
        self._common = frozenset(self._types).union(*map(ontology.words, ("groupNoun", "pairNoun")))
        self._matcher = PhraseMatcher(nlp.vocab)
        self._matcher.add("known", [nlp.make_doc(name) for name in sorted(actors.names)])

    def find(self, doc: Doc, titles: Iterable[Span]) -> list[Name]:
        """Return the names of `doc` in order of the text, without overlap.

        Args:
            doc: The doc.
            titles: Its titles, which are no part of names.
        """
        titled = {token.i for span in titles for token in span}
        spans = self._spans(doc, titled)
        votes = Counter[tuple[str, str]]()
        guessed = [self._typing.guess(span, titled) for span in spans]
        for span, kind in zip(spans, guessed, strict=True):
            if kind:
                told = kind != LABELS.get(span.root.ent_type_)  # by more than the model
                votes[plain(span.text), kind] += 2 if told else 1
        pairs = zip(spans, guessed, strict=True)
        names = [self._name(span, kind, votes, titled) for span, kind in pairs]
        self._same_surname(names)
        self._same_list(names)
        return names

    def _spans(self, doc: Doc, titled: set[int]) -> list[Span]:
        known = [doc[start:end] for _, start, end in self._matcher(doc.parsed)]
        known = [self._without_title(span, titled) for span in known if may_name(span)]
        known = [self._with_state(span) for span in known]
        taken = {token.i for span in known for token in span}
        parts = [part for ent in doc.ents for part in parted(ent, titled, self._types)]
        guessed = [trimmed for part in parts if (trimmed := self._trim(part, titled, taken))]
        covered = taken.union(*(range(span.start, span.end) for span in (*guessed, *doc.ents)))
        loose = [
            span
            for span in proper_runs(doc, covered | titled)
            if len(span) > 1 or not self._is_common(span[0])
        ]
        inner = [*particle_runs(doc, self._particles, titled), *labels(doc, titled)]
        ranked = sorted(
            [*known, *guessed, *loose, *inner], key=lambda span: (-len(span), span.start)
        )
        chosen: dict[int, Span] = {}
        for span in ranked:
            inside = range(span.start, span.end)
            if chosen.keys().isdisjoint(inside):
                chosen.update(dict.fromkeys(inside, span))
        once = {span.start: span for span in chosen.values()}
        return self._whole([once[start] for start in sorted(once)], titled)

    def _whole(self, spans: list[Span], titled: set[int]) -> list[Span]:
        """Put together what follows a title in two pieces: "General [Oleksandr] [Syrskyi]"."""
        whole: list[Span] = []
        for span in spans:
            if whole and self._go_together(whole[-1], span, titled):
                whole.append(span.doc[whole.pop().start : span.end])
            else:
                whole.append(span)
        return whole

    def _go_together(self, first: Span, second: Span, titled: set[int]) -> bool:
        alone = first.end == second.start and len(first) == len(second) == 1
        if not alone or first.start == 0 or not {first.start - 1} <= titled:
            return False
        words = (first.text, second.text)
        unknown = not any(map(self._actors.named, words)) and not any(
            map(self._actors.demonym, words)
        )
        return unknown and all(word[0].isupper() for word in words) and not second[0].is_sent_start

    def _without_title(self, span: Span, titled: set[int]) -> Span:
        """Return "Hassan bin Ali" of the known name "Prince Hassan bin Ali", if it is one too."""
        if span[0].i not in titled:
            return span
        shorter = span[1:]
        if shorter and span.end < len(span.doc) and span.doc[span.end].text in NUMERALS:
            shorter = span.doc[shorter.start : span.end + 1]  # "King [Abdullah II]"
        found = self._actors.named(plain(shorter.text)) if shorter else ()
        return shorter if found and found[0].type == "Person" else span

    def _with_state(self, span: Span) -> Span:
        """Return "Kenyan Senate" whole: the Senate that is known is another state's."""
        before = span[0].nbor(-1) if span.start else None
        state = self._actors.demonym(before.text) if before is not None else None
        found = self._actors.named(plain(span.text)) if state else ()
        bodies = [actor for actor in found if actor.type == "Organization"]
        if before is None or state is None or not bodies:
            return span
        own = any(self._actors.is_of(body, state) for body in bodies)
        return span if own else span.doc[before.i : span.end]

    def _trim(self, ent: Span, titled: set[int], known: set[int]) -> Span | None:
        """Drop articles, titles and endings of a model's entity; None if it is no single name."""
        if ent.label_ not in LABELS:
            return None
        inner = self._without_maker(stripped(ent, titled, known, self._types))
        if (
            not inner
            or inner.root.i in titled
            or not inner[0].text[:1].isalnum()
            or inner[0].pos_ == "ADP"
        ):
            return None
        mixed = any(token.lower_ in (":", ";", "\n") or token.tag_ == "POS" for token in inner)
        joined = ent.label_ in ("WORK_OF_ART", "PERSON", "GPE") and any(
            t.pos_ == "CCONJ" for t in inner
        )
        if mixed or joined or (all(token.i in known for token in inner) and len(inner) > 1):
            return None
        if len(inner) == 1 and self._is_common(inner[0]):
            return None
        if ent.label_ == "NORP" and not inner[0].text[0].isupper():
            return None
        if not inner[-1].text[0].isupper() and len(inner) == 1:
            return None
        grown = grow(inner, titled, known)
        return grown if len(self._without_maker(grown)) == len(grown) else inner

    def _without_maker(self, span: Span) -> Span:
        """Return "MiG-31" of "Russian MiG-31": whose it is says who flies it."""
        armed = any(self._types.get(token.lower_) == "Weapon" for token in span[1:])
        return span[1:] if armed and self._actors.demonym(span[0].text) else span

    def _is_common(self, token: Token) -> bool:
        """Tell whether a capital is mere style: "the Company", "the Conference"."""
        definite = token.i > 0 and token.nbor(-1).lower_ in ("the", "this", "that", "its", "our")
        known = {token.lower_, lemma_of(token)} & self._common
        return definite and not token.text.isupper() and bool(known)

    def _name(
        self, span: Span, guess: str | None, votes: Counter[tuple[str, str]], titled: set[int]
    ) -> Name:
        text = plain(span.text)
        found = self._actors.named(text)
        power = self._actors.metonym(text)
        demonym = None if found or power else self._actors.demonym(text)
        if demonym:
            return Name(span, "Country", demonym, demonym=True)
        before = span[0].nbor(-1) if span.start else None
        if (
            len(span) == 1
            and before is not None
            and before.i in titled
            and before.text[0].isupper()
        ):
            people = tuple(actor for actor in found if actor.type == "Person")
            grounds = tuple(actor for actor in found if actor.type == "Place" and not power)
            found, power = people or grounds, None  # "Supreme Allied Commander Europe"
        if found:
            actor = min(found, key=lambda actor: (actor.type == "Person", actor.iri))
            return Name(span, actor.type, actor, power)
        if power:
            return Name(span, "Place", None, power)
        own = [(count, kind) for (name, kind), count in votes.items() if name == text]
        kind = max(own)[1] if own and len(span) == 1 else guess or "Thing"
        label = span.root.ent_type_
        return Name(span, kind, sure=_is_sure(span, kind, label))

    def _same_surname(self, names: list[Name]) -> None:
        """Let "Goma" stay what it is, but make "Kurti" a person once "Albin Kurti" is one."""
        known = {
            short
            for name in names
            if name.type == "Person" and len(name.span) > 1
            for short in (*surnames(name.text), name.span[0].text)  # "Han" of "Han Duck-soo"
        }
        bodies = {
            name.span[0].text
            for name in names
            if name.type == "Organization" and len(name.span) > 1 and name.actor is None
        }
        for name in names:
            shouted = name.text.isupper() and name.text.title() in known
            if name.actor is None and (name.text in known or shouted):
                name.type, name.sure = "Person", True
            elif len(name.span) == 1 and name.actor is None and name.text in bodies:
                name.type = "Organization"
            elif len(name.span) in (2, 3) and name.type == "Organization" and name.actor is None:
                alone = [other for other in names if other.text == name.span[-1].text]
                if any(other.type == "Person" for other in alone):
                    name.type = "Person"

    def _same_list(self, names: list[Name]) -> None:
        """Make a company of "Hyundai Rotem, Hanwha Defense and Saab", where only the model objects.

        Whom a given name, a title or another of the list shows to be a person stays one.
        """
        at = {name.span.root.i: name for name in names}
        for name in names:
            beside = [at[word.i] for word in name.span.root.conjuncts if word.i in at]
            kinds = {other.type for other in beside}
            if self._is_guessed(name) and kinds == {"Organization"}:
                name.type = "Organization"

    def _is_guessed(self, name: Name) -> bool:
        """Tell whether only the model takes a name for a person's, and nothing around it does."""
        span = name.span
        typing = self._typing
        spoken = typing.opened(span) or typing.apposed(span.root) or human_context(span.root)
        before = span[0].nbor(-1).lower_ if span.start else ""
        model = name.type == "Person" == LABELS.get(span.root.ent_type_)
        return model and not (name.actor or spoken or before in typing.people)


def _is_sure(span: Span, kind: str, label: str) -> bool:
    """Tell whether more than the model's label speaks for a type."""
    return kind != LABELS.get(label, "Thing") or (kind == "Person" and len(span) > 1)
