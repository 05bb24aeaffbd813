"""Polarity and modality of a verb or event noun, read off the words around and above it."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.extract.asides import is_apart, voiced_under
from graphkit.extract.joined import partner
from graphkit.extract.mood import Mood, stronger
from graphkit.extract.nounphrases import possessor
from graphkit.extract.syntax import (
    ANY_SUBJECT,
    has_subject,
    is_bare_infinitive,
    is_neither,
    is_passive,
    particle,
)
from graphkit.extract.tokens import Token
from graphkit.ontology import Ontology

WOULD = frozenset({"would", "'d", "’d"})
COULD = frozenset({"could", "can", "ca"})
TEMPORAL = frozenset({"after", "before", "once", "until", "when"})
PURPOSE = frozenset({"for", "at"})
GOVERNING = frozenset({"on", "of", "to", "about", "for"})
DEPENDENT = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "oprd"})


class Moods:
    """Reads moods with the cues of the lexicon."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._negations = words("negation")
        self._conditional = words("conditional")
        self._auxiliaries = {
            "planned": words("planModal"),
            "possible": words("possibleModal"),
            "requested": words("requestModal"),
        }
        self._governors = {
            "planned": words("planVerb") | words("planAdjective") | words("planNoun"),
            "possible": words("possibleVerb") | words("possibleAdjective") | words("possibleNoun"),
            "requested": words("requestVerb") | words("requestNoun"),
        }
        self._negating = words("negatingVerb") | words("negatingAdjective") | words("negatingNoun")
        self._expected = words("expectedParticiple")
        self._refusing = words("refusingVerb")
        self._threatening = words("threateningVerb")
        self._excluding = words("excludingVerb")
        self._rejecting = words("rejectingVerb")
        self._implicative = words("implicativeVerb")
        self._reporting = words("reportingVerb")
        self._voicing = self._reporting | words("accusingVerb") | words("requestVerb")
        self._denying = words("denyingVerb")
        self._appointing = words("appointingVerb") - words("requestVerb")
        self._judging = words("judgingVerb")
        self._terms = words("planNoun") | words("termsNoun")
        self._coming = words("comingWord")
        self._gatherings = words("gathering") | words("undertaking")
        self._portions = words("portionNoun")
        self._ranking = words("rankingWord")

    def of(self, token: Token, depth: int = 0) -> Mood:
        """Return the mood of a verb, or of a noun from the clause that it stands in."""
        if depth > 12:
            return Mood()
        if token.pos_ not in ("VERB", "AUX"):
            return self._noun(token, depth)
        own = self._own(token)
        shares = token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX")
        if shares and not has_subject(token) and not self._is_aside(token):
            return own.under(self._shared(partner(token), depth))
        if token.dep_ == "relcl" and is_bare_infinitive(token):
            if self._is_ranked(token.head):
                return self.of(token.head.head, depth + 1)  # "was the first to leave": it left
            return Mood("affirmed", "planned")  # "a summit to be held in May"
        if token.dep_ in DEPENDENT:
            return own.under(self._governed(token, depth))
        if token.dep_ == "ROOT" and is_bare_infinitive(token):
            return Mood(own.polarity, stronger(own.modality, "planned"))
        return own

    def _is_ranked(self, noun: Token) -> bool:
        """Tell whether a copula says who was "the first", "the only country" to do something."""
        ranks = {noun.lower_, *(child.lower_ for child in noun.lefts)}
        return noun.dep_ == "attr" and not ranks.isdisjoint(self._ranking)

    def refuses(self, verb: Token) -> bool:
        """Tell whether a verb is what its subject refuses to do."""
        return verb.dep_ == "xcomp" and verb.head.lemma in self._refusing

    def promised(self, verb: Token, mood: Mood) -> Mood:
        """Return the mood of what is given by a verb that only promises, approves or offers it."""
        kind = self._kind(verb, infinitive=True) if verb.pos_ == "VERB" else None
        kind = "planned" if kind == "requested" else kind  # who orders tanks will get them
        return Mood(mood.polarity, stronger(mood.modality, kind)) if kind else mood

    def arranged(self, verb: Token, literals: Iterable[Token], mood: Mood) -> Mood:
        """Return the mood of a meeting or visit that a verb arranges: "plans a visit to O"."""
        held = (word for word in literals if word.head is verb and word.dep_ == "dobj")
        kind = self._kind(verb, infinitive=True)
        if kind and any(word.lemma in self._gatherings for word in held):
            return Mood(mood.polarity, stronger(kind, mood.modality))
        return mood

    def threatens(self, verb: Token) -> bool:
        """Tell whether a verb is what its subject threatens to do."""
        return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in self._threatening

    def _is_aside(self, verb: Token) -> bool:
        """Tell whether a conjunct is no conjunct but "…, a diplomat said"."""
        joined = any(child.dep_ == "cc" for child in (*verb.head.children, *verb.children))
        return not joined and verb.lemma in self._reporting

    def _own(self, verb: Token) -> Mood:
        negated = self._is_negated(verb)
        modality = self._by_modal(verb, negated)
        for child in verb.children:
            if child.dep_ == "mark" and child.lower_ in self._conditional:
                modality = "possible"
            if child.dep_ == "acomp" and child.lower_ in self._governors["planned"]:
                modality = stronger(modality, "planned")  # "is due in Paris"
            if child.dep_ == "advcl" and any(leaf.lower_ == "if" for leaf in child.children):
                modality = stronger(modality, "possible")
        if self._is_coming(verb):
            modality = stronger(modality, "planned")
        if is_passive(verb) and verb.lower_ in self._expected:
            modality = stronger(modality, "planned")  # "is expected in Seoul"
        return Mood("negated" if negated else "affirmed", modality)

    def _is_coming(self, verb: Token) -> bool:
        """Tell whether a present tells of what is to come: "is travelling next week"."""
        present = verb.tag_ in ("VBZ", "VBP") or any(
            child.dep_ in ("aux", "auxpass")
            and child.tag_ in ("VBZ", "VBP")
            and child.lemma_ == "be"
            for child in verb.children
        )
        when = (child for child in verb.children if child.dep_ in ("npadvmod", "advmod"))
        words = [{word.lower_ for word in (child, *child.lefts)} for child in when]
        # "the next day" counts from a day told of before
        return present and any(said & self._coming and "the" not in said for said in words)

    def _by_modal(self, verb: Token, negated: bool) -> str:
        """Return what the auxiliaries of a verb make of it."""
        modality, modals = "actual", set[str]()
        for child in verb.children:
            if child.dep_ not in ("aux", "auxpass"):
                continue
            modals.add(child.lower_)
            for kind, words in self._auxiliaries.items():
                lemma = child.lemma if child.tag_ == "MD" else ""
                if child.lower_ in words or lemma in words:
                    modality = stronger(modality, kind)
        if modality == "possible" and modals & WOULD and (negated or self._is_announced(verb)):
            return "planned"
        if modality == "possible" and modals & COULD and negated:
            return "actual"  # who could not attend did not
        return modality

    def _is_announced(self, verb: Token) -> bool:
        """Tell whether "would" is a reported "will", or what an agreement provides for."""
        if verb.dep_ == "ccomp" and verb.head.lemma in self._reporting:
            return True
        if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and self._is_announced(verb.head):
            return True
        for child in verb.children:
            if child.dep_ == "parataxis" and child.lemma in self._reporting:
                return True
            if child.dep_ == "prep" and child.lower_ == "under":
                return any(leaf.lemma in self._terms for leaf in child.children)
        return False

    def _is_negated(self, verb: Token) -> bool:
        for child in verb.children:
            if child.dep_ == "neg" or (
                child.lower_ in self._negations and child.dep_ in ("advmod", "preconj")
            ):
                return not (
                    child.nbor().lower_ == "only" if child.i + 1 < len(child.doc) else False
                )
            if child.dep_ in ("nsubj", "dobj", "nsubjpass", "attr"):
                if any(
                    leaf.dep_ in ("det", "neg", "preconj") and leaf.lower_ in self._negations
                    for leaf in child.children
                ):
                    return True
                if child.dep_ in ANY_SUBJECT and is_neither(child):
                    return True
                if child.lower_ in self._negations or child.lower_ in ("nobody", "none", "nothing"):
                    return True
        doers = (
            leaf for child in verb.children if child.dep_ == "agent" for leaf in child.children
        )
        if any(is_neither(leaf) for leaf in doers):
            return True  # "was freed by neither"
        return verb.dep_ == "pcomp" and verb.head.lower_ in self._negations

    def _shared(self, first: Token, depth: int) -> Mood:
        """Return what a conjoined verb takes from the first: its auxiliaries, not its "not"."""
        above = self.of(first, depth + 1)
        own_negation = any(child.dep_ == "neg" for child in first.children)
        return Mood("affirmed" if own_negation else above.polarity, above.modality)

    def _governed(self, verb: Token, depth: int) -> Mood:
        governor = verb.head
        if governor.pos_ == "ADP":
            return self._after_preposition(governor, depth)
        lemma = governor.lemma
        phrasal = lemma + particle(governor)  # "ruled out sending"
        infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
        if told := self._told(verb, infinitive):
            return told
        above = self._above(governor, depth)
        if {lemma, phrasal} & self._negating and (infinitive or verb.tag_ == "VBG"):
            return self._kept_open(phrasal, above) or above.flipped()
        if lemma in ("have", "be") and infinitive and verb.dep_ == "xcomp":
            return self._to_be(governor, verb, above)
        if lemma in self._implicative or (infinitive and lemma in self._appointing):
            return above  # who is named to succeed somebody does
        if verb.dep_ == "advcl":
            return _adverbial(verb, infinitive, above)
        # "a proposal that it take over" proposes; what it proposes does not
        bound = infinitive or verb.dep_ != "acl" or has_subject(verb)
        if bound and (kind := self._kind(governor, infinitive)):
            return Mood("affirmed", kind).under(above)
        if verb.dep_ == "acl" and infinitive:
            return Mood("affirmed", "planned").under(above)
        return above if verb.dep_ in ("xcomp", "oprd") else Mood()

    def _kept_open(self, phrasal: str, above: Mood) -> Mood | None:
        """Return the mood of what somebody "did not rule out"."""
        open_ = phrasal in self._excluding and above.polarity == "negated"
        return Mood("affirmed", "possible") if open_ else None

    def _told(self, verb: Token, infinitive: bool) -> Mood | None:
        """Return the mood of what is said or denied with a clause of its own."""
        apart = verb.dep_ == "ccomp" and is_apart(verb)
        if apart or (verb.lemma in self._voicing and voiced_under(verb, self._reporting)):
            return Mood()  # "said it would not go, accusing X"
        lemma = verb.head.lemma
        having = any(child.lower_ == "having" for child in verb.children)
        if lemma in self._denying and (verb.dep_ == "ccomp" or having):
            return Mood("negated")
        if verb.dep_ == "ccomp" and lemma in self._reporting:
            return Mood()
        denied = not infinitive and self._is_denied(verb.head)
        return Mood("negated") if denied else None  # "denied reports that it had attacked"

    def _kind(self, governor: Token, infinitive: bool) -> str | None:
        lemma = governor.lemma
        for kind, words in self._governors.items():
            if lemma in words or governor.lower_ in words:
                if (
                    kind == "requested"
                    and is_passive(governor)
                    and lemma in self._governors["planned"]
                ):
                    return "planned"
                return kind if infinitive or kind != "planned" or governor.pos_ == "NOUN" else None
        return None

    def _to_be(self, governor: Token, verb: Token, above: Mood) -> Mood:
        yet = any(child.lower_ == "yet" for child in governor.children)
        if governor.lemma_ == "have":
            return above.flipped() if yet else above
        if governor.tag_ == "VBD" and any(child.lower_ == "have" for child in verb.children):
            return Mood("negated", "planned")  # "was to have met": it came to nothing
        return Mood("affirmed", "planned").under(above)

    def _is_denied(self, noun: Token) -> bool:
        """Tell whether a noun is what somebody denies: "denied the claim that …"."""
        verb = noun.head
        return (
            noun.pos_ == "NOUN"
            and noun.dep_ in ("dobj", "nsubjpass")
            and verb.lemma in self._denying
        )

    def _after_preposition(self, preposition: Token, depth: int) -> Mood:
        governor = preposition.head
        lemma = governor.lemma
        phrase = f"{governor.head.lemma} {governor.lower_}"  # "stopped short of"
        if phrase in self._negating and governor.head.pos_ == "VERB":
            return self.of(governor.head, depth + 1).flipped()
        if lemma in self._negating:
            return self._above(governor, depth).flipped()
        if preposition.lower_ == "against" and lemma in self._governors["requested"]:
            return Mood("negated", "requested")  # "advised against sending it"
        if preposition.lower_ in ("by", "through") and governor.pos_ == "VERB":
            return self.of(governor, depth + 1)  # "will answer by closing the border"
        for kind in ("planned", "possible"):
            if lemma in self._governors[kind] and preposition.lower_ in GOVERNING:
                return Mood("affirmed", kind).under(self._above(governor, depth))
        return Mood()

    def _above(self, governor: Token, depth: int) -> Mood:
        if governor.pos_ in ("VERB", "AUX"):
            return self.of(governor, depth + 1)
        if governor.pos_ == "NOUN":  # "has no plans to", "cancelled plans to"
            return Mood(self._noun(governor, depth + 1).polarity)
        return self._adjective(governor, depth)

    def _adjective(self, governor: Token, depth: int) -> Mood:
        if governor.pos_ == "ADJ" and governor.head.pos_ in ("AUX", "VERB"):
            return self.of(governor.head, depth + 1)
        return Mood()

    def _noun(self, noun: Token, depth: int) -> Mood:
        own = Mood()
        for child in noun.children:
            word = child.lower_
            if child.dep_ in ("det", "neg") and word in self._negations:
                own = own.flipped()
            elif child.dep_ in ("amod", "compound"):
                for kind in ("planned", "possible"):
                    if word in self._governors[kind] or child.lemma in self._governors[kind]:
                        own = Mood(own.polarity, kind)
        return self._under_verb(noun, own, depth) or self._under_preposition(noun, own, depth)

    def _under_verb(self, noun: Token, own: Mood, depth: int) -> Mood | None:
        """Return the mood of a noun that is the subject or object of a verb."""
        verb = noun.head
        if verb.pos_ not in ("VERB", "AUX"):
            return None
        if noun.dep_ not in ("dobj", "nsubj", "nsubjpass", "attr"):
            return None
        lemma = verb.lemma
        governed = self._kind(verb, infinitive=True)
        if (
            lemma in self._judging
        ):  # what is condemned, confirmed or discussed is not thereby undone
            return Mood(own.polarity, stronger(own.modality, governed or "actual"))
        above = self.of(verb, depth + 1)
        governed = governed or (self._predicated(verb) if noun.dep_ == "nsubj" else None)
        phrasal = lemma + particle(verb)
        if lemma in self._rejecting and possessor(noun) is not None:
            return own  # who rejects somebody's declaration does not undo it
        if kept := self._kept_open(phrasal, above):
            above = kept
        elif {lemma, phrasal} & self._negating and noun.dep_ != "nsubj":
            above = Mood("negated", stronger("planned", above.modality))
        elif governed:
            above = Mood(above.polarity, stronger(governed, above.modality))
        # A determiner's "no" was already counted by the verb.
        return Mood(above.polarity, stronger(own.modality, above.modality))

    def _predicated(self, verb: Token) -> str | None:
        """Return what "the withdrawal is a precondition" makes of its subject."""
        said = {child.lemma for child in verb.children if child.dep_ == "attr"}
        kinds = (kind for kind, words in self._governors.items() if said & words)
        return next(kinds, None) if verb.lemma_ == "be" else None

    def _under_preposition(self, noun: Token, own: Mood, depth: int) -> Mood:
        """Return the mood of "called for the [withdrawal]" and "agreed on a [withdrawal]"."""
        if noun.dep_ != "pobj":
            return own
        preposition, governor = noun.head, noun.head.head
        lemma = governor.lemma
        if preposition.lower_ == "of" and lemma in self._portions:
            return own.under(self._noun(governor, depth + 1))  # "a round of talks"
        purpose = preposition.lower_ in PURPOSE and noun.lemma in self._gatherings
        if purpose and governor.pos_ == "VERB":  # "will fly to Paris for talks with X"
            above = self.of(governor, depth + 1).modality
            if preposition.lower_ == "for":  # "no date is set for the visit"
                above = stronger(above, self._kind(governor, infinitive=True) or "actual")
            return Mood(own.polarity, stronger(own.modality, above))
        phrase = f"{lemma} {preposition.lower_}"
        if governor.pos_ == "VERB" and phrase in self._negating:
            return own.under(Mood("negated", "planned"))
        noun_governs = governor.pos_ == "NOUN" and preposition.lower_ in GOVERNING
        for kind, words in self._governors.items():
            if (governor.pos_ == "VERB" and phrase in words) or (noun_governs and lemma in words):
                return own.under(Mood("affirmed", kind).under(self._above(governor, depth)))
        return own


def _adverbial(verb: Token, infinitive: bool, above: Mood) -> Mood:
    """Return the mood of an adverbial clause: an infinitive of purpose is planned."""
    marks = [child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")]
    if verb.tag_ in ("VBP", "VBZ") and above.modality == "planned" and TEMPORAL & {*marks}:
        return Mood("affirmed", "planned")  # "will train them before they leave"
    if any(child.dep_ == "mark" for child in verb.children) or has_subject(verb):
        return Mood()
    if verb.tag_ == "VBN" and is_passive(verb):
        return Mood()  # "under the pact, signed in May, it will …"
    purpose = Mood("affirmed", "planned") if infinitive else Mood()
    return purpose.under(Mood("affirmed", above.modality))
