"""Of which type a name is, by the words inside it and beside it; the model's label comes last."""

from __future__ import annotations

from graphkit.actors import Actors
from graphkit.extract.spans import SHORTEST_LABEL
from graphkit.extract.tokens import Span, Token
from graphkit.ontology import Ontology

LABELS = {  # of spaCy's OntoNotes scheme; other labels are quantities and dates
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
    "EVENT": "Event",
    "LAW": "Agreement",
    "PRODUCT": "Thing",
    "WORK_OF_ART": "Thing",
}
NAMING_CLASSES = (
    "nameEnding",
    "organizationNoun",
    "agreementNoun",
    "eventNoun",
    "placeNoun",
    "weapon",
)
OPENING_CLASSES = ("bodyOpening", "eventOpening", "placeOpening", "shipPrefix")
ENDING_CLASSES = ("nameEnding", "agreementEnding")  # words that mean it only in a name
COMPASS = frozenset({"north", "south", "east", "west"})  # "Operational Command South"
LONGEST_ACRONYM = 8


class NameTypes:
    """Types names.

    Attributes:
        nouns: Types by the nouns that give them ("shipyard": Organization).
        people: Nouns for people, titles and ranks.
    """

    def __init__(self, ontology: Ontology, actors: Actors) -> None:
        self._actors = actors
        self.nouns = _types_of(ontology, NAMING_CLASSES)
        self._endings = _types_of(ontology, ENDING_CLASSES)
        self._openings = _types_of(ontology, OPENING_CLASSES)
        self._things = ontology.words("thingNoun")
        self._boards = ontology.words("boardTitle")
        self._particles = ontology.words("nameParticle")
        self.people = (
            ontology.words("personNoun") | ontology.words("title") | ontology.words("rank")
        )

    def guess(self, span: Span, titled: set[int]) -> str | None:
        """Return the type of one mention of a name, from what is inside and around it."""
        inside = self._ended(span) or self._titled(span, titled) or self.opened(span)
        around = inside or self.apposed(span.root) or self._beside(span)
        return around or self._shaped(span) or self._labelled(span)

    def _titled(self, span: Span, titled: set[int]) -> str | None:
        before = span[0].nbor(-1) if span.start else None
        own = before is not None and before.i in titled and before.text[:1].isupper()
        return "Person" if own else None

    def _beside(self, span: Span) -> str | None:
        """Return the type of "Harpoon missiles", "Adre, Chad" and "Rafael CEO Yoav Turgeman"."""
        if self._is_make(span):
            return "Weapon"
        if self._is_in_state(span):
            return "Place"
        if any(
            child.dep_ == "relcl" and child.left_edge.lower_ == "who" for child in span.root.rights
        ):
            return "Person"
        after = span.doc[span.end : span.end + 2]
        officer = {after.text.lower(), after[:1].text.lower()} & self._boards
        return "Organization" if officer else None

    def _shaped(self, span: Span) -> str | None:
        """Return the type of "Pim de Wit" and of an acronym."""
        if any(token.text in self._particles for token in span):
            return None if span.root.ent_type_ in LABELS else "Person"
        if _is_acronym(span):
            return "Person" if _is_label(span) else "Organization"
        return None

    def _labelled(self, span: Span) -> str | None:
        """Return the type that the model gives a name; of two or three words it is often wrong."""
        if span.start and span[0].nbor(-1).lower_ in ("in", "near"):
            return "Place"
        label = span.root.ent_type_
        if label == "ORG" and len(span) in (2, 3) and _looks_personal(span):
            return "Person" if human_context(span.root) else LABELS[label]
        return LABELS.get(label)

    def _ended(self, span: Span) -> str | None:
        """Return the type that a name's last words give it: "Joint Coordination Centre"."""
        if len(span) > 1 and span[0].text.isupper() and (ship := self.opened(span)):
            ashore = span.start > 0 and span[0].nbor(-1).lower_ == "at"
            return "Place" if ashore else ship  # whatever "Ford" of "USS Gerald R. Ford" is
        last = span[-2] if len(span) > 2 and span[-1].lower_ in COMPASS else span[-1]
        if len(span) > 1:
            pair = f"{last.nbor(-1).lower_} {last.lower_}"
            if pair in self.nouns or (last.text[0].isupper() and last.lower_ in self._endings):
                return self.nouns.get(pair) or self._endings[last.lower_]
        for token in (span.root, last):
            shaped = token.text.isupper() or any(map(str.isdigit, token.text))  # "MiG-31s"
            kind = self.nouns.get(token.lower_) if len(span) > 1 or shaped else None
            if kind and not (kind in ("Weapon", "Place") and token.ent_type_ == "PERSON"):
                return kind  # but Haluk Bayraktar is no drone, and Fiona Hill no hill
        return None

    def opened(self, span: Span) -> str | None:
        """Return the type that a name's first word gives it: "Palacio de López", "Kofi Mensah"."""
        if len(span) > 1 and span[0].lower_ in self._openings:
            return self._openings[span[0].lower_]
        return "Person" if len(span) > 1 and span[0].text in self._actors.given_names else None

    def _is_make(self, span: Span) -> bool:
        """Tell whether a name says of what make a weapon is: "Harpoon missiles"."""
        head, after = span.root, span.root.head
        modifies = head.dep_ in ("compound", "nmod") and after.i == span.end
        return modifies and after.text.islower() and self.nouns.get(after.lemma) == "Weapon"

    def _is_in_state(self, span: Span) -> bool:
        """Tell whether a state follows over a comma: "visited Adre, Chad."."""
        doc, end = span.doc, span.end
        if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 2].text not in (",", "."):
            return False
        found = self._actors.named(doc[end + 1].text)
        return bool(found) and found[0].type == "Country" and span.root.dep_ != "conj"

    def apposed(self, head: Token) -> str | None:
        """Return the type of the noun beside a name: "outlet Verstka", "Mambu, an envoy"."""
        beside = [
            child
            for child in head.children
            if child.dep_ in ("appos", "compound") and child.pos_ == "NOUN"
        ]
        if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
            beside.append(head.head)
        for noun in beside:
            lemma = noun.lemma
            if noun.tag_ in ("NN", "NNP") and lemma in self.people:
                return "Person"
            if noun.tag_ in ("NN", "NNP") and lemma in self.nouns:
                return self.nouns[lemma]
            if noun.i + 1 == head.left_edge.i and lemma in self._things:
                return "Thing"  # "the tanker Polar Heron"
        return None


def _types_of(ontology: Ontology, classes: tuple[str, ...]) -> dict[str, str]:
    kinds = (ontology.classes[name] for name in classes)
    return {word: kind.entity_type for kind in kinds for word in kind.words if kind.entity_type}


def _is_label(span: Span) -> bool:
    """Tell whether capitals are the label of a speaker: "HAKKANEN: We have …", but not "BBC:"."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return after is not None and after.text == ":" and len(span.text) > SHORTEST_LABEL


def _is_acronym(span: Span) -> bool:
    text = span.text
    return (
        len(span) == 1
        and text.isupper()
        and 2 <= len(text) <= LONGEST_ACRONYM
        and text[0].isalpha()
    )


def _looks_personal(span: Span) -> bool:
    return all(token.text[0].isupper() and not token.text.isupper() for token in span) and (
        span.start == 0 or span[0].nbor(-1).lower_ != "the"
    )


def human_context(token: Token) -> bool:
    """Tell whether a name stands where people do: in apposition to one, or before "who"."""
    if token.dep_ == "appos" or any(child.dep_ == "appos" for child in token.children):
        return True
    if any(other.ent_type_ == "PERSON" for other in token.conjuncts):
        return True
    return any(
        leaf.lower_ in ("who", "whom")
        for child in token.children
        if child.dep_ == "relcl"
        for leaf in child.children
    )
