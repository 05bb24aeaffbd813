"""How far a circumstance reaches: from the words it hangs from to the clauses that share it.

The parser often hangs "on Monday" or "in Geneva" from the wrong noun of the right clause, and
rarely from the wrong clause. A circumstance therefore belongs to every noun between it and its
verb, and to the verb, unless a framing preposition ("over the ambush in May") or a verb that only
speaks of the event ("condemned the killing in May") stands between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphkit.extract.dates import is_finite_past, tense_of
from graphkit.extract.nounphrases import is_definite
from graphkit.extract.syntax import (
    ANY_SUBJECT,
    RELATIVE_TAGS,
    VERBAL,
    has_subject,
    is_date,
    is_passive,
    objects,
)
from graphkit.extract.timewords import NEAR_DAYS
from graphkit.extract.tokens import Token
from graphkit.ontology import Ontology

LEADING = frozenset({"in", "on", "since", "by", "during"})
NEAR = 9  # words: an event stands no further before "hosted by"
WITHIN = frozenset({"in", "at", "on", "during"})
BEFORE_NOUN = frozenset({"compound", "amod", "nummod", "nmod", "poss"})
THROUGH = frozenset(
    {"dobj", "nsubj", "nsubjpass", "attr", "conj", "appos", "dative", "oprd", "npadvmod"}
)
SHARING = frozenset({"xcomp", "acomp", "pcomp", "oprd", "advcl", "conj"})


class Scopes:
    """Decides which words share the circumstances of which others."""

    def __init__(self, ontology: Ontology, is_event: Callable[[Token], bool]) -> None:
        words = ontology.words
        self.framing = words("framingPreposition")
        self.venue = words("venuePreposition")
        self.standing = words("standingParticiple")
        self._gatherings = words("gathering")
        self._margins = words("venueMargin")
        self._meanwhile = words("meanwhileWord")
        self._speaking = words("reportingVerb") | words("requestVerb") | words("accusingVerb")
        self._judging = words("judgingVerb")
        self._holding = words("holdingVerb")
        speaking = self._judging | self._speaking | words("planVerb")
        self._apart = speaking - self._holding  # "held talks", though one also holds that it is so
        self._presence = words("presenceVerb")
        self._channels = words("channel")
        self._terms = words("termsNoun")
        self._occasions = words("speakingOccasion")
        self._is_event = is_event

    def above(self, word: Token) -> Iterator[Token]:
        """Yield the words that a circumstance on `word` belongs to: nouns up to the verb."""
        while True:
            yield word
            if word.pos_ in VERBAL:
                if word.dep_ in ("aux", "auxpass") or _is_bare_complement(word):
                    yield word.head  # the date of a verb that hangs from its auxiliary
                return
            following = self._next(word)
            if following is None or following == word:
                return
            word = following

    def _next(self, word: Token) -> Token | None:
        """Return the word above through which a circumstance still passes."""
        if word.ent_type_ == "ORDINAL" or word.lower_ == "time":
            return None  # "the 41st this year", "the first time since 2016": of no one day
        if word.dep_ == "pobj":
            preposition = _outermost(word.head)
            if self._frames(preposition, word):
                return None
            return self._spoken_at(word) or preposition.head
        if word.dep_ in ("dobj", "nsubj", "nsubjpass") and self._is_event(word):
            apart = self.is_spoken_of(word) and not self.is_taken_up(word)
            return None if apart else word.head
        return word.head if word.dep_ in THROUGH or word.pos_ not in ("NOUN", "PROPN") else None

    def _frames(self, preposition: Token, noun: Token) -> bool:
        """Tell whether what a preposition brings in has a day of its own."""
        if preposition.lower_ == "for":  # "for talks in May", but "jailed for the attack in May"
            return self._is_event(noun) and noun.lemma not in self._gatherings
        if preposition.lower_ == "from" and self._is_event(noun):
            return True  # who flies to Riga from a summit leaves it
        return preposition.lower_ in self.framing

    def is_apart(self, verb: Token) -> bool:
        """Tell whether a verb says, asks or plans, on a day of its own."""
        return verb.lemma in self._apart

    def is_spoken_of(self, noun: Token) -> bool:
        """Tell whether the verb of a noun only speaks of it."""
        return noun.head.pos_ in VERBAL and noun.head.lemma in self._apart

    def _spoken_at(self, occasion: Token) -> Token | None:
        """Return "accused" of "accused X of lying [at a briefing]", wherever the parser hung it."""
        if occasion.lemma not in self._occasions:
            return None
        verbs = (above for above in occasion.ancestors if above.pos_ in VERBAL)
        return next((verb for verb in verbs if verb.lemma in self._speaking | self._judging), None)

    def is_taken_up(self, noun: Token) -> bool:
        """Tell whether a verb speaks of what was told before: "condemned [the attack] on Sunday".

        The day is then the verb's, because the text says of the event itself no more than "the".
        """
        told = is_definite(noun) and self.is_spoken_of(noun)
        return told and not any(
            child.dep_ != "det"
            and not (child.dep_ == "prep" and any(map(self._is_when, objects(child))))
            for child in noun.children
        )

    def _is_when(self, noun: Token) -> bool:
        return is_date(noun) or self._is_event(noun) or noun.text in self._channels

    def spoken_of(self, verb: Token, index: int) -> Token | None:
        """Return the killing of "condemned the killing … on 2 May", which has that day."""
        if verb.lemma not in self._judging:
            return None
        return next(
            (
                child
                for child in verb.children
                if child.dep_ == "dobj" and child.i < index and self._is_event(child)
                if not self.is_taken_up(child)
            ),
            None,
        )

    def start(self, root: Token) -> Token | None:
        """Return the word that the head of a date hangs from."""
        top = _outermost(root.head) if root.dep_ == "pobj" else root
        above = top.head if top.head != top else None
        if above is not None and self._stands(above, top.i):
            return above.head
        while above is not None and above.dep_ in BEFORE_NOUN and above.i > top.i:
            above = above.head
        return self._said_when(top, above) or self._said_at(top, above) or above

    def _said_at(self, top: Token, above: Token | None) -> Token | None:
        """Return "accused" of "accused X of lying in a post [on Monday]"."""
        if above is None or above.pos_ not in VERBAL:
            return None
        phrases = (child for child in above.children if child.dep_ == "prep" and child.i < top.i)
        nouns = (noun for phrase in phrases for noun in objects(phrase))
        return next(filter(None, map(self._spoken_at, nouns)), None)

    def _stands(self, participle: Token, index: int) -> bool:
        """Tell whether a participle only says who: "met a team led by X [on Monday]"."""
        standing = participle.dep_ == "acl" and participle.lemma in self.standing
        agents = [child for child in participle.rights if child.dep_ == "agent"]
        behind = not agents or agents[0].i < index
        return standing and behind and not self._is_event(participle.head)

    def _said_when(self, top: Token, above: Token | None) -> Token | None:
        """Return "said" of "said [on Monday] it would", where the parser dates what is said."""
        if above is None or above.dep_ != "ccomp" or above.i < top.i:
            return None
        first = top.left_edge.i
        before = top.doc[first - 1] if first else above
        speaks = before == above.head and before.lemma in self._speaking
        return before if speaks else None

    def is_inside(self, root: Token) -> bool:
        """Tell whether a date names its noun ("the 2018 accord") rather than dates its clause."""
        noun, left = root.head, root.left_edge.i
        if root.dep_ not in BEFORE_NOUN or root.i > noun.i:
            return False
        if root.lower_ in NEAR_DAYS and root.dep_ != "poss":
            return False  # "[Tomorrow] Oslo's mayor will …"
        if left and root.doc[left - 1].lower_ in LEADING:
            return False  # "In [May 2022] activists closed it"
        return root.like_num or noun.pos_ != "PROPN"  # "In [June] Seoul left": a slip of the parser

    def openings(self, clause: Token) -> Iterator[Token]:
        """Yield the participles that say when and where a clause was: "[Speaking] in Riga, X …"."""
        for child in clause.children:
            if child.dep_ == "advcl" and child.tag_ == "VBG" and not has_subject(child):
                yield child
            elif child.dep_ == "nsubj":  # "X, [speaking] in Riga, …"
                yield from (leaf for leaf in child.rights if self._sets_out(leaf))

    def _sets_out(self, clause: Token) -> bool:
        """Tell whether a clause behind the subject says where he was: "X, who was in Riga, …"."""
        here = clause.dep_ == "relcl" and clause.lemma in self._presence and _is_doing(clause)
        return _is_set_off(clause) or here

    def venues(self, clause: Token) -> Iterator[Token]:
        """Yield the events at which a clause happened: "signed it at the [summit]"."""
        for child in clause.children:
            if child.dep_ == "prep" and child.lower_ in self.venue:
                for noun in _governed(child):
                    inner = [leaf for leaf in noun.children if leaf.lower_ == "of"]
                    margin = noun.lemma in self._margins and inner
                    for event in _governed(inner[0]) if margin else [noun]:
                        if self._is_event(event):
                            yield event

    def held(self, clause: Token) -> Token | None:
        """Return the event that a verb holds: its day and its place are those of the verb.

        Of "the summit, held [in Riga in May]" and "held a summit [in Riga in May]".
        """
        if clause.lemma not in self._holding:
            return None
        if not is_aside(clause):
            return next(filter(self._is_held, clause.children), None)
        if clause.dep_ != "advcl":
            return clause.head if self._is_event(clause.head) else None
        start = clause.left_edge.i  # the parser hangs "…, hosted by Chile" from the verb before
        for token in reversed(clause.doc[max(clause.sent.start, start - NEAR) : start]):
            if token.pos_ in VERBAL:
                return None
            if self._is_event(token):
                return token
        return None

    def _is_held(self, noun: Token) -> bool:
        return noun.dep_ in ("dobj", "nsubj", "nsubjpass") and self._is_event(noun)

    def shared(self, clause: Token) -> Token | None:
        """Return the clause whose circumstances `clause` shares, or None."""
        if clause.pos_ not in VERBAL:
            return self._clause_of_noun(clause)
        above = clause.head
        if above == clause:
            return None
        if is_there(clause):
            return self._told_on(clause)
        tells = clause.dep_ == "acl" or (clause.dep_ == "relcl" and _is_doing(clause))
        if tells and self._is_event(above):
            return above
        if is_aside(clause):
            return None
        if clause.dep_ == "advcl" and has_subject(clause):
            return above if self.is_meanwhile(clause) else None
        if clause.dep_ not in SHARING or has_subject(clause):
            return None
        if clause.dep_ == "pcomp" and above.lower_ in self.framing:
            return None  # "before flying to Rome on Tuesday, he met X in Bern"
        return above if clause.dep_ != "conj" or alike(clause, above) else None

    def _clause_of_noun(self, noun: Token) -> Token | None:
        """Return the verb that a nominal event happens by, unless that only speaks of it."""
        *_, last = self.above(noun)
        return last if last != noun and last.pos_ in VERBAL else None

    def _told_on(self, clause: Token) -> Token | None:
        """Return what "…, where he met X" goes on from: an event, or the clause around it."""
        if self._is_event(clause.head):
            return clause.head
        verb = next((word for word in self.above(clause.head) if word.pos_ in VERBAL), None)
        return verb if verb is not None and alike(clause, verb) else None

    def is_meanwhile(self, clause: Token) -> bool:
        """Tell whether a subordinate clause happened when the clause above did."""
        return any(
            child.lower_ in self._meanwhile and child.dep_ in ("advmod", "mark")
            for child in clause.children
        )

    def reaches(self, index: int, head: Token, clause: Token, modality: str = "actual") -> bool:
        """Tell whether a circumstance of `clause` is one of what it governs as well.

        "Agreed in Bern on Monday to send": the sending has no day; "is to be sent on Monday" has.

        Args:
            index: Where the circumstance stands.
            head: What is governed.
            clause: The verb that says, asks or plans it.
            modality: Of what is governed: "on Monday announced a visit" does not date the visit.
        """
        if clause == head or clause.pos_ not in VERBAL or index > head.i:
            return True
        if head.pos_ not in VERBAL and modality != "actual" and is_finite_past(clause):
            return False
        content = head.dep_ == "pcomp" or any(
            child.dep_ == "aux" and child.lower_ == "to" for child in head.children
        )
        past = tense_of(clause) in ("past", "earlier")
        return not (content and past and (clause.lemma in self._apart or self._agrees(clause)))

    def _agrees(self, clause: Token) -> bool:
        """Tell whether a verb makes terms for what is to come: "signed a contract to buy"."""
        return any(child.dep_ == "dobj" and child.lemma in self._terms for child in clause.rights)


def is_there(clause: Token) -> bool:
    """Tell whether a relative clause happened at what it hangs from ("where", "in which")."""
    if clause.dep_ != "relcl":
        return False
    first = clause.left_edge
    after = first.nbor() if first.i + 1 < len(first.doc) else first
    within = first.lower_ in WITHIN and after.lower_ == "which"
    return first.lower_ in ("where", "when") or within or _is_cut_off(clause)


def _is_cut_off(clause: Token) -> bool:
    """Tell whether the parser made a sentence a part of its first phrase.

    In "On the margins of the summit he will meet X", where no comma parts them.
    """
    first = clause.sent[0]
    return first.head == first and first.pos_ == "ADP" and has_subject(clause)


def _is_doing(clause: Token) -> bool:
    """Tell whether a relative clause says what its noun does: "the raid, [which] killed two"."""
    first = next((child for child in clause.children if child.dep_ in ANY_SUBJECT), clause)
    return first.tag_ in RELATIVE_TAGS or first.lower_ == "that"


def is_aside(clause: Token) -> bool:
    """Tell whether a clause is told by the way: a relative clause, full or reduced."""
    reduced = clause.dep_ == "advcl" and clause.tag_ == "VBN" and clause.i > clause.head.i
    return clause.dep_ in ("relcl", "acl") or (reduced and is_passive(clause))


def alike(one: Token, other: Token) -> bool:
    """Tell whether two verbs stand in one tense, so that one may share the other's day."""
    return _time_of(one) == _time_of(other)


def _time_of(verb: Token) -> str:
    auxiliaries = {child.lemma for child in verb.children if child.dep_ == "aux"}
    if auxiliaries & {"will", "shall", "would", "to", "may", "could"}:
        return "future"
    return "present" if verb.tag_ in ("VBZ", "VBP") else "past"


def _is_set_off(participle: Token) -> bool:
    """Tell whether a participle stands behind a comma: it tells, and does not tell apart."""
    first = participle.left_edge.i
    return (
        participle.dep_ == "acl"
        and participle.tag_ == "VBG"
        and participle.doc[first - 1].text == ","
    )


def _is_bare_complement(verb: Token) -> bool:
    """Tell whether a verb only lets another happen ("let X go [on Monday]")."""
    marked = any(child.dep_ in ("aux", "mark") for child in verb.children)
    return verb.dep_ == "ccomp" and not marked and verb.tag_ in ("VB", "VBP")


def _outermost(preposition: Token) -> Token:
    while preposition.head.pos_ == "ADP" and preposition.head != preposition:
        preposition = preposition.head
    return preposition


def _governed(preposition: Token) -> list[Token]:
    return [leaf for leaf in preposition.children if leaf.dep_ == "pobj"]
