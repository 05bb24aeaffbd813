"""Undoes syntax: from a parsed sentence to frames, who did what to whom by role.

A frame is a verb or an event noun with its arguments, after passives are turned round, relative
pronouns resolved to what they stand for, and the missing subjects of infinitives, participles and
conjoined verbs filled in. Wordings are matched on frames, so they never speak of syntax.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from graphkit.extract.wordings import NOUN, VERB
from graphkit.ontology import Ontology

RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
DURING = frozenset({"during", "on", "for"})
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
    """

    head: Token
    kind: str
    args: dict[str, list[Token]] = field(default_factory=dict)
    particles: set[str] = field(default_factory=set)
    passive: bool = False

    @property
    def lemma(self) -> str:
        """Lower-case lemma of the head."""
        return self.head.lemma_.lower()

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The lemma, and before it the hyphenated one of a verb that spaCy cut ("test-fire")."""
        head = self.head
        if head.i > 1 and head.nbor(-1).text == "-" and not head.nbor(-1).whitespace_:
            return f"{head.nbor(-2).lower_}-{self.lemma}", self.lemma
        return (self.lemma,)

    def add(self, role: str, token: Token) -> None:
        """Put `token`, what it stands for, and what is conjoined with it under `role`."""
        filled = self.args.setdefault(role, [])
        for member in conjoined(referent(token)):
            if member not in filled and member != self.head:
                filled.append(member)


class Framer:
    """Makes the frames of one doc; a verb's frame is made once."""

    def __init__(self, ontology: Ontology) -> None:
        self.light = frozenset().union(
            *map(ontology.words, ("lightVerb", "negatingVerb", "planVerb", "possibleVerb"))
        )
        self.object_control = frozenset().union(
            *map(ontology.words, ("requestVerb", "hearerVerb", "objectControlVerb"))
        )
        self._undertakings = ontology.words("undertaking")
        self._speaking = ontology.words("reportingVerb") | ontology.words("hearerVerb")
        self._adverbs = ontology.words("particle") | ontology.words("preposition")
        self._made: dict[int, Frame] = {}

    def frames(self, doc: Doc) -> Iterator[Frame]:
        """Yield a frame for every verb, then for every noun of `doc`, in order of the text."""
        self._made = {}
        for token in doc:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
                yield self.verb(token)
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound":
                yield self.noun(token)

    def verb(self, verb: Token) -> Frame:
        """Return the frame of a verb."""
        if verb.i in self._made:
            return self._made[verb.i]
        frame = self._made[verb.i] = Frame(verb, VERB, passive=is_passive(verb))
        self._own_arguments(frame)
        self._antecedent(frame)
        missing = "obj" if frame.passive else "subj"
        if missing not in frame.args:
            for token in self._inherited_subject(verb):
                frame.add(missing, token)
        self._shared_object(frame)
        if frame.passive and "obj" in frame.args:  # "they were fired at": the preposition's object
            for word in frame.particles:
                frame.args.setdefault(f"prep:{word}", frame.args["obj"])
        return frame

    def noun(self, noun: Token) -> Frame:
        """Return the frame of a noun, with the subject of the light verb that governs it."""
        frame = Frame(noun, NOUN)
        for child in noun.children:
            if child.dep_ == "poss" or (
                child.dep_ in ("compound", "amod", "nmod") and child.text[:1].isupper()
            ):
                frame.add("poss", child)
            elif child.dep_ == "appos":
                frame.add("same", child)
        if noun.dep_ == "appos" or (noun.dep_ == "compound" and noun.head.pos_ == "PROPN"):
            frame.add("same", noun.head)
        add_phrases(frame, noun)
        governor = noun.head
        particle = next(
            (f" {child.lower_}" for child in governor.children if child.dep_ == "prt"), ""
        )
        supports = {governor.lemma_.lower(), governor.lemma_.lower() + particle} & self.light
        if noun.dep_ in ("dobj", "nsubjpass") and supports:
            support = self.verb(governor)
            for role in support.args:
                if role.startswith("prep:"):
                    frame.args.setdefault(role, support.args[role])
            if "subj" in support.args:
                frame.args.setdefault("light", support.args["subj"])
        if (
            noun.dep_ == "pobj"
            and governor.lower_ in DURING
            and noun.lemma_.lower() in self._undertakings
        ):
            verb = governor.head
            if verb.pos_ == "VERB":  # "during a visit to Paris he said": his visit
                frame.args.setdefault("light", self.verb(verb).args.get("subj", []))
        return frame

    def _own_arguments(self, frame: Frame) -> None:
        for child in frame.head.children:
            if child.dep_ in SUBJECTS:
                frame.add("subj", child)
            elif child.dep_ == "aux":  # "The court (…) had on Monday ordered" hangs it there
                for inner in child.children:
                    if inner.dep_ in SUBJECTS:
                        frame.add("subj", inner)
            elif child.dep_ in PASSIVE_SUBJECTS or child.dep_ == "dobj":
                frame.add("obj", child)
            elif child.dep_ == "dative" and child.pos_ != "ADP":
                frame.add("iobj", child)
            elif child.dep_ in ("attr", "acomp", "oprd"):
                frame.add("comp", child)
            elif child.dep_ == "ccomp":
                controls = frame.lemma in self.object_control
                bare = child.tag_ in (("VB", "VBP") if controls else ("VB",)) and all(
                    leaf.lower_ == "to" for leaf in child.children if leaf.dep_ in ("mark", "aux")
                )
                for inner in child.children:
                    if inner.dep_ in SUBJECTS | PASSIVE_SUBJECTS:
                        frame.add("obj" if bare else "that", inner)
                if bare:  # "let them go", "ordered them to leave"
                    frame.add("comp", child)
            elif child.dep_ == "xcomp" and child.tag_ == "VB":
                frame.add("comp", child)
        add_phrases(frame, frame.head)
        frame.particles &= self._adverbs

    def _antecedent(self, frame: Frame) -> None:
        """Give a reduced relative clause ("the text signed by X") its noun."""
        verb, noun = frame.head, frame.head.head
        if verb.dep_ == "acl" and noun.pos_ in ("NOUN", "PROPN", "PRON"):
            if frame.passive:
                frame.add("obj", noun)
            elif verb.tag_ in ("VBG", "VBD"):  # the second: a main verb taken for a participle
                frame.add("subj", noun)
        elif (
            verb.dep_ == "amod" and frame.passive
        ):  # "a [Saudi-led] coalition", "[Oslo-based] firm"
            frame.add("obj", noun)
            for child in verb.lefts:
                if (
                    child.dep_ in ("npadvmod", "compound", "nmod", "amod")
                    and child.text[:1].isupper()
                ):
                    frame.add("subj", child)
                    frame.add("prep:in", child)
        elif verb.dep_ == "relcl" and not any(
            has_relative(child) or child.tag_ == "WRB" for child in verb.children
        ):
            if "obj" not in frame.args:
                frame.add("obj", noun)
            elif "subj" not in frame.args:
                frame.add("subj", noun)

    def _inherited_subject(self, verb: Token) -> list[Token]:
        governor = verb.head
        if governor == verb:
            return []
        if speaker := self._trailing_speaker(verb):
            return [speaker]
        if noun := _dangling_antecedent(verb):
            return [noun]
        if verb.dep_ == "conj" and governor.pos_ in ("VERB", "AUX"):
            other = self.verb(governor)
            return other.args.get("obj" if other.passive else "subj", [])
        if verb.dep_ in ("xcomp", "ccomp", "advcl", "pcomp", "acl", "oprd"):
            if any(child.dep_ in SUBJECTS | PASSIVE_SUBJECTS for child in verb.children):
                return []
            return self._controller(verb)
        return []

    def _trailing_speaker(self, verb: Token) -> Token | None:
        """Return the speaker of "…, a diplomat told Reuters" that the parser tore off its verb."""
        if verb.lemma_.lower() not in self._speaking or verb.dep_ not in ("conj", "ROOT", "appos"):
            return None
        start = verb.i
        while start > verb.sent.start and verb.doc[start - 1].text not in (",", "”", '"'):
            start -= 1
        words = verb.doc[start : verb.i]
        if start == verb.sent.start or any(token.dep_ == "cc" for token in words):
            return None
        return next((token for token in words if token.dep_ in ("appos", "conj", "nsubj")), None)

    def _controller(self, verb: Token) -> list[Token]:
        """Return who does an infinitive or participle: the object asked, or the subject."""
        governor = verb.head
        while governor.dep_ == "prep" and governor.head != governor:
            governor = governor.head
        if governor.pos_ in ("NOUN", "ADJ", "ADV"):
            own = [child for child in governor.children if child.dep_ == "poss"]
            if own:
                return [referent(own[0])]
            governor = _verb_above(governor)
        if governor is None or governor.pos_ not in ("VERB", "AUX") or governor == verb:
            return []
        other = self.verb(governor)
        if other.passive:
            return other.args.get("obj", [])
        controls_object = verb.dep_ in ("xcomp", "ccomp", "pcomp") or (
            governor.lemma_.lower() in self.object_control
        )
        if controls_object and ("obj" in other.args or "iobj" in other.args):
            return other.args.get("iobj") or other.args["obj"]
        for role in ("prep:on", "prep:to"):
            if governor.lemma_.lower() in self.object_control and role in other.args:
                return other.args[role]
        return other.args.get("subj", [])

    def _shared_object(self, frame: Frame) -> None:
        """Give "developed and tested a missile" the object that its last verb carries."""
        for child in frame.head.children:
            if child.dep_ == "conj" and child.pos_ == "VERB" and "obj" not in frame.args:
                bare = not any(
                    other.dep_ in ("prep", "ccomp", "xcomp") for other in frame.head.children
                )
                adjacent = child.i - frame.head.i <= 2
                if bare and adjacent and not frame.passive:
                    frame.args["obj"] = list(self.verb(child).args.get("obj", []))


def _dangling_antecedent(verb: Token) -> Token | None:
    """Return "conference" for "… at the conference, hosted by Chile", which hangs from the verb."""
    bare = verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.i > verb.head.i and is_passive(verb)
    if not bare or verb.left_edge.i < 2 or verb.nbor(-1).text != ",":
        return None
    noun = verb.nbor(-2)
    while (
        noun.dep_ in ("compound", "pobj", "prep")
        and noun.head.i < verb.i
        and noun.head.pos_ != "VERB"
    ):
        noun = noun.head
    return noun if noun.pos_ in ("NOUN", "PROPN") else None


def add_phrases(frame: Frame, token: Token) -> None:
    """Flatten the prepositional phrases and particles below `token` into roles."""
    for child in token.children:
        if child.dep_ not in PHRASE_LINKS and not (child.dep_ == "dative" and child.pos_ == "ADP"):
            continue
        word = child.lower_
        objects = [leaf for leaf in child.children if leaf.dep_ in ("pobj", "pcomp")]
        if child.dep_ == "agent" and frame.passive:
            for leaf in objects:
                frame.add("subj", leaf)
            for again in child.conjuncts:  # "by France and by Germany"
                for leaf in again.children:
                    if leaf.dep_ == "pobj":
                        frame.add("subj", leaf)
            continue
        for leaf in objects:
            if leaf.dep_ == "pobj":
                frame.add(f"prep:{word}", leaf)
        if not objects or child.dep_ in ("prt", "advmod"):
            frame.particles.add(word)
        for nested in child.children:
            if nested.dep_ == "prep":
                for leaf in nested.children:
                    if leaf.dep_ == "pobj":
                        frame.add(f"prep:{nested.lower_}", leaf)
                frame.particles.add(word)
            elif nested.dep_ == "conj" and nested.pos_ == "ADP":
                for leaf in nested.children:
                    if leaf.dep_ == "pobj":
                        frame.add(f"prep:{nested.lower_}", leaf)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive, full or reduced."""
    deps = {child.dep_ for child in verb.children}
    if deps & (PASSIVE_SUBJECTS | {"auxpass"}):
        return True
    if verb.tag_ not in ("VBN", "VBD") or deps & (SUBJECTS | {"aux"}):
        return False
    if verb.dep_ in ("acl", "advcl", "amod") or "agent" in deps:
        return verb.tag_ == "VBN" or "agent" in deps
    return (
        verb.dep_ == "conj" and verb.tag_ == "VBN" and is_passive(verb.head) and "dobj" not in deps
    )


def referent(token: Token) -> Token:
    """Return what a relative pronoun stands for, and any other token itself."""
    if token.tag_ not in RELATIVE_TAGS and token.lower_ != "that":
        return token
    clause = token.head
    while clause.dep_ != "relcl" and clause.head != clause and clause.pos_ != "NOUN":
        clause = clause.head
    if clause.dep_ != "relcl":
        clause = next((above for above in token.ancestors if above.dep_ == "relcl"), clause)
    return clause.head if clause.dep_ == "relcl" else token


def has_relative(token: Token) -> bool:
    """Tell whether a clause's child is or carries a relative pronoun."""
    return (
        token.tag_ in RELATIVE_TAGS
        or any(
            leaf.tag_ in RELATIVE_TAGS
            for leaf in token.children
            if token.dep_ in ("prep", "nsubj", "dobj")
        )
        or (token.lower_ == "that" and token.dep_ in SUBJECTS | {"dobj"})
    )


def conjoined(token: Token) -> list[Token]:
    """Return `token` and every noun phrase conjoined with it."""
    found = [token]
    for child in token.conjuncts if token.dep_ != "conj" else ():
        if child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") and child.i > token.i:
            found.append(child)
    return found


def _verb_above(token: Token) -> Token | None:
    return next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)
