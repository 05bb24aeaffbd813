"""Compiles wordings into templates.

A wording says once, in lemmas, how text expresses a relation ("S supply O with <weapon>"). A
template says the same as slots that a frame has to fill: which head, and under which role the
subject S, the object O, a literal word or a word of a class must stand. Voice, relative clauses,
control and conjunction are already undone in frames, so a template needs none of that.

    wording  = S ["not"] HEAD part*          verb form; "O HEAD … S" and "* HEAD … S" also
             | ["S" | "O"] "'s" HEAD part*   noun form; without it S and O follow prepositions
    part     = "S" | "O" | "<class>" | preposition | particle | word
    S and O may insist on a type that is narrower than the relation's: "O:Agreement", or on words
    of a class: "S:<forces>"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from graphkit.claims import ENTITY_TYPES
from graphkit.errors import OntologyError
from graphkit.extract.syntax import COPULAS
from graphkit.ontology import Ontology, Relation

SUBJECT, OBJECT = "S", "O"
ANYONE = "*"  # a subject or an object that the claim is not about
VERB, NOUN = "verb", "noun"
PREP = "prep:"
# What a slot can be filled without: "X's seat" is a seat of X, "they met" is with each other, who
# has a contract with X to buy it buys it from X.
UNSAID = frozenset({"", "between", "from", "in", "into", "of", "to", "with"})


@dataclass(frozen=True, slots=True)
class Slot:
    """What must stand under a role.

    Attributes:
        role: "subj", "obj", "second", "comp", "that", "poss" or "prep:with".
        filler: SUBJECT, OBJECT, "<class>" or a literal lemma.
        modifiers: Lemmas that must stand before a literal filler ("peace" of "peace talk").
        type: Entity type, or "<class>" of words, that the wording insists on.
    """

    role: str
    filler: str
    modifiers: tuple[str, ...] = ()
    type: str | None = None

    @property
    def bound(self) -> bool:
        """True where the slot binds an entity rather than checks a word."""
        return self.filler in (SUBJECT, OBJECT)

    @property
    def preposition(self) -> str:
        """The preposition that it stands after, or ""."""
        return self.role.removeprefix(PREP) if self.role.startswith(PREP) else ""


@dataclass(frozen=True)
class Template:
    """One compiled wording; its slots are ordered so that words are checked before entities."""

    relation: Relation
    wording: str
    kind: str
    head: str
    slots: tuple[Slot, ...]
    particles: frozenset[str] = frozenset()
    negated: bool = False
    modifiers: tuple[str, ...] = ()

    @cached_property
    def needs(self) -> frozenset[str]:
        """Words without which a sentence cannot fit; of a hyphenated one the last part."""
        words = [slot.filler for slot in self.slots if not slot.bound]
        words += {slot.preposition for slot in self.slots} - UNSAID | self.particles
        return frozenset(word.rsplit("-", 1)[-1] for word in words if not word.startswith("<"))

    @cached_property
    def leads(self) -> frozenset[str]:
        """The prepositions of its slots, which are no stray particles."""
        return self.particles | {slot.preposition for slot in self.slots}

    @cached_property
    def specificity(self) -> int:
        """How much a template demands; of two that fit the same pair, the greater wins."""
        checks = sum(1 + len(slot.modifiers) for slot in self.slots if not slot.bound)
        checks += len(self.modifiers) + ("-" in self.head)  # "non-attendance" has one too
        preps = sum(bool(slot.preposition) for slot in self.slots)
        checks += sum(slot.type is not None for slot in self.slots)
        return 2 * checks + preps + len(self.particles) + 3 * self.negated

    @cached_property
    def literals(self) -> int:
        """How many words it names: one that is named says more than one of a class."""
        return sum(not slot.bound and not slot.filler.startswith("<") for slot in self.slots)


class Shelf:
    """The templates of one head, put where a word that they need finds them.

    "be" heads some 800: a sentence is held against those few that it has the words for.
    """

    def __init__(self, templates: Iterable[Template]) -> None:
        self._by_word: dict[str, list[tuple[int, Template, frozenset[str]]]] = {}
        for number, template in enumerate(templates):
            word = max(template.needs, key=lambda word: (len(word), word), default="")
            others = template.needs - {word}
            self._by_word.setdefault(word, []).append((number, template, others))

    def among(self, words: frozenset[str]) -> list[Template]:
        """Return the templates that need none but `words`, in their own order."""
        found = [
            (number, template)
            for word in ("", *(self._by_word.keys() & words))
            for number, template, others in self._by_word.get(word, ())
            if others <= words
        ]
        found.sort(key=lambda each: each[0])
        return [template for _, template in found]


@dataclass(frozen=True)
class Templates:
    """All templates, by kind and head lemma."""

    by_head: Mapping[tuple[str, str], tuple[Template, ...]] = field(default_factory=dict)

    def heads(self, kind: str, lemma: str) -> tuple[Template, ...]:
        """Return the templates of a verb or noun."""
        return self.by_head.get((kind, lemma), ())

    def roles(self, noun: str) -> frozenset[str]:
        """Return the roles that the wordings of a noun give out."""
        return self._roles.get(noun, frozenset())

    @cached_property
    def _roles(self) -> dict[str, frozenset[str]]:
        return {
            head: frozenset(slot.role for each in templates for slot in each.slots)
            for (kind, head), templates in self.by_head.items()
            if kind == NOUN
        }

    def has_patient(self, noun: str, relation: Relation) -> bool:
        """Tell whether "of" after a noun names the one acted on, in any wording of a relation."""
        return (noun, relation.name) in self._patients

    @cached_property
    def _patients(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (head, each.relation.name)
            for (kind, head), templates in self.by_head.items()
            for each in templates
            if kind == NOUN and Slot(PREP + "of", OBJECT) in each.slots
        )

    def among(self, kind: str, lemma: str, words: frozenset[str]) -> list[Template]:
        """Return those templates of a verb or noun that need none but `words`."""
        shelf = self._shelves.get((kind, lemma))
        return shelf.among(words) if shelf else []

    @cached_property
    def _shelves(self) -> dict[tuple[str, str], Shelf]:
        return {head: Shelf(templates) for head, templates in self.by_head.items()}


def compile_all(ontology: Ontology) -> Templates:
    """Compile every wording of every relation.

    Raises:
        OntologyError: A wording breaks the grammar.
    """
    compiler = Compiler.of(ontology)
    found: dict[tuple[str, str], list[Template]] = {}
    for relation in ontology.relations.values():
        for wording in relation.wordings:
            template = compiler.compile(relation, wording)
            for each in (template, *appositions(template)):
                found.setdefault((each.kind, each.head), []).append(each)
    return Templates({key: tuple(value) for key, value in found.items()})


@dataclass(frozen=True, slots=True)
class Compiler:
    """Knows the closed classes that the grammar rests on."""

    prepositions: frozenset[str]
    particles: frozenset[str]
    classes: frozenset[str]

    @classmethod
    def of(cls, ontology: Ontology) -> Compiler:
        """Take the closed classes from the lexicon."""
        return cls(
            ontology.words("preposition"), ontology.words("particle"), frozenset(ontology.classes)
        )

    def compile(self, relation: Relation, wording: str) -> Template:
        """Compile one wording.

        Raises:
            OntologyError: The wording breaks the grammar; the message says how.
        """
        parts, types = _typed(wording.split(" "))
        for slot in (SUBJECT, OBJECT):
            if parts.count(slot) != 1:
                raise self._error(relation, wording, f"needs exactly one {slot}")
        if not all(parts):
            raise self._error(relation, wording, "words are separated by single spaces")
        for name, kind in types.items():
            if kind.startswith("<"):
                self._known_class(relation, wording, kind)
                continue
            allowed = relation.domain if name == SUBJECT else relation.range
            if kind not in ENTITY_TYPES or not {kind, "Thing"} & allowed:
                raise self._error(relation, wording, f"{name} can be no {kind or 'entity'}")
        for part in parts:
            if part.startswith("<"):
                self._known_class(relation, wording, part)
        verbal = parts[0] in (SUBJECT, OBJECT, ANYONE) and parts[1] != "'s"
        read = self._verb if verbal else self._noun
        template = read(relation, wording, parts)
        slots = [replace(slot, type=types.get(slot.filler)) for slot in template.slots]
        return replace(template, slots=tuple(sorted(slots, key=lambda slot: slot.bound)))

    def _known_class(self, relation: Relation, wording: str, part: str) -> None:
        if part[1:-1] not in self.classes:
            raise self._error(relation, wording, f"unknown word class {part}")

    def _verb(self, relation: Relation, wording: str, parts: list[str]) -> Template:
        negated = parts[1] == "not"
        head, *rest = parts[2:] if negated else parts[1:]
        slots = [] if parts[0] == ANYONE else [Slot("subj", parts[0])]
        particles: set[str] = set()
        copular = head in COPULAS
        for lead, words in self._phrases(rest):
            if not words:
                particles.add(lead)
                continue
            if words == [ANYONE]:
                continue
            slots.append(_slot(_role(lead, slots, copular), words))
        if {SUBJECT, OBJECT} - {slot.filler for slot in slots} or head in (SUBJECT, OBJECT):
            raise self._error(relation, wording, "the object is not reachable from the verb")
        return Template(relation, wording, VERB, head, tuple(slots), frozenset(particles), negated)

    def _noun(self, relation: Relation, wording: str, parts: list[str]) -> Template:
        slots = []
        if parts[0] in (SUBJECT, OBJECT):
            slots.append(Slot("poss", parts[0]))
            parts = parts[2:]
        phrases = list(self._phrases(parts))
        if not phrases or phrases[0][0] or not phrases[0][1]:
            raise self._error(relation, wording, "a noun form needs its noun first")
        *modifiers, head = phrases[0][1]
        particles = frozenset(lead for lead, words in phrases[1:] if not words)
        for lead, words in phrases[1:]:
            if words and not lead:
                raise self._error(relation, wording, "only prepositions may follow the noun")
            pair = [word for word in words if word != "and"]
            both = set(pair) == {SUBJECT, OBJECT}
            slots += (
                [_slot(PREP + lead, [word]) for word in pair]
                if both
                else ([_slot(PREP + lead, words)] if words else [])
            )
        if {SUBJECT, OBJECT} - {slot.filler for slot in slots}:
            raise self._error(relation, wording, "the subject or the object is out of reach")
        return Template(
            relation, wording, NOUN, head, tuple(slots), particles, modifiers=tuple(modifiers)
        )

    def _phrases(self, parts: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        """Split into (preposition or "", its words); a particle stands alone with no words."""
        lead, words = "", list[str]()
        for part in parts:
            if part in self.prepositions or part in self.particles or part == "that":
                if lead or words:
                    yield lead, words
                lead, words = part, []
            elif part in (SUBJECT, OBJECT) or part.startswith("<"):
                if words and "and" not in words and part != "and":
                    yield lead, words
                    lead, words = "", []
                words.append(part)
            elif words and (words[-1] in (SUBJECT, OBJECT) or words[-1].startswith("<")):
                if part == "and":
                    words.append(part)
                else:
                    yield lead, words
                    lead, words = "", [part]
            else:
                words.append(part)
        if lead or words:
            yield lead, words

    def _error(self, relation: Relation, wording: str, reason: str) -> OntologyError:
        return OntologyError(
            f"wording {wording!r} cannot be compiled: {reason}", subject=relation.name
        )


def _typed(parts: list[str]) -> tuple[list[str], dict[str, str]]:
    """Split the types off: "O:Agreement" is an O that has to be an agreement."""
    pairs = [part.partition(":") for part in parts]
    types = {name: kind for name, colon, kind in pairs if colon}
    return [name for name, _, _ in pairs], types


def appositions(template: Template) -> Iterator[Template]:
    """Yield "S, an ally of O" from "S be ally of O"."""
    complement = next((slot for slot in template.slots if slot.role == "comp"), None)
    if template.head != "be" or complement is None or complement.bound or template.negated:
        return
    rest = tuple(slot for slot in template.slots if slot.role not in ("subj", "comp"))
    subject = next((slot.filler for slot in template.slots if slot.role == "subj"), SUBJECT)
    if complement.filler.startswith("<") or not rest:
        return
    yield Template(
        template.relation,
        template.wording,
        NOUN,
        complement.filler,
        tuple(sorted((Slot("same", subject), *rest), key=lambda slot: slot.bound)),
        template.particles,
        modifiers=complement.modifiers,
    )


def _role(lead: str, slots: list[Slot], copular: bool) -> str:
    if lead == "that":
        return "that"
    if lead:
        return PREP + lead
    if copular:
        return "comp"
    return "second" if any(slot.role == "obj" for slot in slots) else "obj"


def _slot(role: str, words: list[str]) -> Slot:
    *modifiers, head = words
    return Slot(role, head, tuple(modifiers))
