"""A frame: a verb or event noun with its arguments by role, and the phrases below it."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphkit.extract.joined import included
from graphkit.extract.syntax import COPULAS, conjoined, is_predicate, objects, referent
from graphkit.extract.tokens import Token
from graphkit.extract.wordings import NOUN

PHRASE_LINKS = frozenset({"prep", "advmod", "prt", "agent"})


@dataclass(slots=True)
class Frame:
    """A verb or an event noun with its arguments.

    Attributes:
        head: The verb or noun.
        kind: "verb" or "noun".
        args: Heads of noun phrases by role ("subj", "obj", "second", "comp", "poss",
            "prep:with", …); conjoined phrases stand side by side.
        particles: Particles and prepositions that go with the head.
        passive: The verb stood in the passive.
        companions: Those of the subjects who only accompany it.
    """

    head: Token
    kind: str
    args: dict[str, list[Token]] = field(default_factory=dict)
    particles: set[str] = field(default_factory=set)
    passive: bool = False
    companions: set[Token] = field(default_factory=set)
    _verb_particles: set[str] | None = None
    _predicates: list[Token] | None = None

    @property
    def verb_particles(self) -> set[str]:
        """The particles of a phrasal verb ("down" of "turned down"); no wording may pass one by."""
        if self._verb_particles is None:
            children = self.head.children
            self._verb_particles = {child.lower_ for child in children if child.dep_ == "prt"}
        return self._verb_particles

    @property
    def predicates(self) -> list[Token]:
        """What the verb says that its object is: "called Ali [a puppet]"."""
        if self._predicates is None:
            beside = [t for t in self.args.get("obj", ()) if t.head == self.head]
            children = [*self.head.children, *(child for t in beside for child in t.rights)]
            objects_ = self.args.get("obj", ())
            told = (child for child in children if is_predicate(child))
            self._predicates = [child for child in told if child not in objects_]
        return self._predicates

    @property
    def lemma(self) -> str:
        """Lower-case lemma of the head."""
        return self.head.lemma

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The lemma, and before it the hyphenated one of a verb that spaCy cut ("test-fire").

        What somebody becomes or remains he is.
        """
        if self.lemma in COPULAS and "comp" in self.args:
            return tuple(dict.fromkeys((self.lemma, "be")))
        return lemmas_of(self.head, self.kind)

    def add(self, role: str, token: Token) -> None:
        """Put `token`, what it stands for, and what is conjoined with it under `role`."""
        filled = self.args.setdefault(role, [])
        for member in conjoined(referent(token)):
            for each in (member, *included(member)):
                if each not in filled and each != self.head:
                    filled.append(each)


def lemmas_of(head: Token, kind: str) -> tuple[str, ...]:
    """Return under which lemmas the wordings of a frame's head stand; see `Frame.lemmas`."""
    if kind == NOUN and head.tag_ == "VBG":
        return (head.lower_,)
    if head.i > 1 and head.nbor(-1).text == "-" and not head.nbor(-1).whitespace_:
        return f"{head.nbor(-2).lower_}-{head.lemma}", head.lemma
    return (head.lemma,)


def add_phrases(frame: Frame, token: Token) -> None:
    """Flatten the prepositional phrases and particles below `token` into roles."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    if after.dep_ == "quantmod" and after.tag_ == "RP":
        frame.particles.add(after.lower_)  # "handed [over] 90 men"
    for child in token.children:
        recipient = child.dep_ == "dative" and child.pos_ == "ADP"
        if child.dep_ not in PHRASE_LINKS and not recipient:
            continue
        if child.dep_ == "agent" and frame.passive:
            for again in (child, *child.conjuncts):  # "by France and by Germany"
                for leaf in objects(again):
                    frame.add("subj", leaf)
        else:
            _add_phrase(frame, child)


def _add_phrase(frame: Frame, preposition: Token) -> None:
    """Add "to X", and what nests in it: "in to X", "back from X", "from X and to Y"."""
    for leaf in objects(preposition):
        frame.add(f"prep:{preposition.lower_}", leaf)
    governs = any(leaf.dep_ in ("pobj", "pcomp") for leaf in preposition.children)
    if not governs or preposition.dep_ in ("prt", "advmod"):
        frame.particles.add(preposition.lower_)
    if preposition.tag_ == "VBG":
        return  # "according to Tokyo" is not said to Tokyo
    for nested in preposition.children:
        if nested.dep_ == "prep":
            frame.particles.add(preposition.lower_)
        if nested.dep_ == "prep" or (nested.dep_ == "conj" and nested.pos_ == "ADP"):
            for leaf in objects(nested):
                frame.add(f"prep:{nested.lower_}", leaf)
