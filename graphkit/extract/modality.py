"""Polarity and modality of a verb or event noun, read off the words around and above it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from graphkit.extract.syntax import has_subject, is_passive
from graphkit.ontology import Ontology

STRENGTH = {"actual": 0, "planned": 1, "requested": 2, "possible": 3}
FLIPPED = {"affirmed": "negated", "negated": "affirmed"}
DEPENDENT = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "oprd"})


@dataclass(frozen=True, slots=True)
class Mood:
    """Polarity and modality of what a verb says."""

    polarity: str = "affirmed"
    modality: str = "actual"

    def flipped(self) -> Mood:
        """Return the same with the opposite polarity."""
        return Mood(FLIPPED[self.polarity], self.modality)

    def under(self, above: Mood) -> Mood:
        """Return this mood inside another: a planned refusal is planned and refused."""
        polarity = self.polarity if above.polarity == "affirmed" else FLIPPED[self.polarity]
        return Mood(polarity, max(self.modality, above.modality, key=STRENGTH.__getitem__))


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
        self._implicative = words("implicativeVerb")
        self._reporting = words("reportingVerb")

    def of(self, token: Token, depth: int = 0) -> Mood:
        """Return the mood of a verb, or of a noun from the clause that it stands in."""
        if depth > 12:
            return Mood()
        if token.pos_ not in ("VERB", "AUX"):
            return self._noun(token, depth)
        own = self._own(token)
        shares = token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX")
        if shares and not has_subject(token) and not self._is_aside(token):
            return own.under(self._shared(token.head, depth))
        if token.dep_ == "relcl" and _bare_infinitive(token):
            return Mood("affirmed", "planned")  # "a summit to be held in May"
        if token.dep_ in DEPENDENT:
            return own.under(self._governed(token, depth))
        if token.dep_ == "ROOT" and _bare_infinitive(token):
            return Mood(own.polarity, max(own.modality, "planned", key=STRENGTH.__getitem__))
        return own

    def refuses(self, verb: Token) -> bool:
        """Tell whether a verb is what its subject refuses to do."""
        return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in self._refusing

    def _is_aside(self, verb: Token) -> bool:
        """Tell whether a conjunct is no conjunct but "…, a diplomat said"."""
        joined = any(child.dep_ == "cc" for child in (*verb.head.children, *verb.children))
        return not joined and verb.lemma_.lower() in self._reporting

    def _own(self, verb: Token) -> Mood:
        modality = "actual"
        for child in verb.children:
            if child.dep_ in ("aux", "auxpass"):
                for kind, words in self._auxiliaries.items():
                    if child.lower_ in words or (
                        child.lemma_.lower() in words and child.tag_ == "MD"
                    ):
                        modality = max(modality, kind, key=STRENGTH.__getitem__)
            if child.dep_ == "mark" and child.lower_ in self._conditional:
                modality = "possible"
            if child.dep_ == "acomp" and child.lower_ in self._governors["planned"]:
                modality = max(modality, "planned", key=STRENGTH.__getitem__)  # "is due in Paris"
            if child.dep_ == "advcl" and any(leaf.lower_ == "if" for leaf in child.children):
                modality = max(modality, "possible", key=STRENGTH.__getitem__)
        if is_passive(verb) and verb.lower_ in self._expected:
            modality = max(modality, "planned", key=STRENGTH.__getitem__)  # "is expected in Seoul"
        if modality == "possible" and self._reported_would(verb):
            modality = "planned"
        return Mood("negated" if self._is_negated(verb) else "affirmed", modality)

    def _reported_would(self, verb: Token) -> bool:
        would = any(
            child.lower_ in ("would", "'d") for child in verb.children if child.dep_ == "aux"
        )
        return would and verb.dep_ == "ccomp" and verb.head.lemma_.lower() in self._reporting

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
                    leaf.dep_ in ("det", "neg") and leaf.lower_ in self._negations
                    for leaf in child.children
                ):
                    return True
                if child.lower_ in self._negations or child.lower_ in ("nobody", "none", "nothing"):
                    return True
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
        lemma = governor.lemma_.lower()
        infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
        above = self._above(governor, depth)
        if verb.dep_ == "ccomp" and lemma in self._reporting:
            return Mood("negated") if lemma in self._negating else Mood()
        if lemma in self._negating and (infinitive or verb.tag_ == "VBG"):
            return above.flipped()
        if (
            governor.pos_ in ("VERB", "AUX")
            and lemma in ("have", "be")
            and infinitive
            and verb.dep_ == "xcomp"
        ):
            return self._to_be(governor, above)
        if lemma in self._implicative:
            return above
        bound = infinitive or verb.dep_ != "acl"
        if bound and verb.dep_ != "advcl" and (kind := self._kind(governor, infinitive)):
            return Mood("affirmed", kind).under(above)
        if verb.dep_ == "advcl":
            if any(child.dep_ == "mark" for child in verb.children) or has_subject(verb):
                return Mood()
            purpose = Mood("affirmed", "planned") if infinitive else Mood()
            return purpose.under(Mood("affirmed", above.modality))
        if verb.dep_ == "acl" and infinitive:
            return Mood("affirmed", "planned")
        return above if verb.dep_ in ("xcomp", "oprd") else Mood()

    def _kind(self, governor: Token, infinitive: bool) -> str | None:
        lemma = governor.lemma_.lower()
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

    def _to_be(self, governor: Token, above: Mood) -> Mood:
        yet = any(child.lower_ == "yet" for child in governor.children)
        if governor.lemma_ == "have":
            return above.flipped() if yet else above
        return Mood("affirmed", "planned").under(above)

    def _after_preposition(self, preposition: Token, depth: int) -> Mood:
        governor = preposition.head
        lemma = governor.lemma_.lower()
        if lemma in self._negating:
            return self._above(governor, depth).flipped()
        for kind in ("planned", "possible"):
            if lemma in self._governors[kind] and preposition.lower_ in (
                "on",
                "of",
                "to",
                "about",
                "for",
            ):
                return Mood("affirmed", kind)
        return Mood()

    def _above(self, governor: Token, depth: int) -> Mood:
        return (
            self.of(governor, depth + 1)
            if governor.pos_ in ("VERB", "AUX")
            else self._adjective(governor, depth)
        )

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
                    if (
                        word in self._governors[kind]
                        or child.lemma_.lower() in self._governors[kind]
                    ):
                        own = Mood(own.polarity, kind)
        verb = noun.head
        if verb.pos_ in ("VERB", "AUX") and noun.dep_ in ("dobj", "nsubj", "nsubjpass", "attr"):
            above = self.of(verb, depth + 1)
            lemma = verb.lemma_.lower()
            phrasal = {f"{lemma} {child.lower_}" for child in verb.children if child.dep_ == "prt"}
            if ({lemma} | phrasal) & self._negating and noun.dep_ != "nsubj":
                above = Mood("negated", max("planned", above.modality, key=STRENGTH.__getitem__))
            elif governed := self._kind(verb, infinitive=True):
                stronger = max(governed, above.modality, key=STRENGTH.__getitem__)
                above = Mood(above.polarity, stronger)
            # A determiner's "no" was already counted by the verb.
            return Mood(above.polarity, max(own.modality, above.modality, key=STRENGTH.__getitem__))
        return own


def _bare_infinitive(verb: Token) -> bool:
    """Tell whether a sentence is a headline of the kind "Minister to visit Tokyo"."""
    children = list(verb.children)
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in children)
    finite = any(child.dep_ == "aux" and child.lower_ != "to" for child in children)
    return to and not finite
