"""A post: that a person bears a title, and the word classes that titles are read by."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.claims import Entity
from graphkit.extract.tokens import Span, Token
from graphkit.ontology import Ontology

BEARING = ("title", "representativeTitle", "leaderTitle", "rank", "occupation", "counterpartNoun")
NATIONAL = (
    "nationalOffice",
    "headOfState",
    "headOfGovernment",
    "foreignMinister",
    "defenceMinister",
)
BODIES = frozenset({"Organization", "Country"})
PERSON = frozenset({"Person"})


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
        home: The state served, where only the context tells.
        principal: Whom a representative speaks for.
        own: False of a description that points back to a person.
        owned: True of what somebody is to a person ("his lawyer").
    """

    title: Span
    role: str
    words: str
    head: Token
    start: int
    former: bool = False
    person: Entity | None = None
    bodies: tuple[Entity, ...] = ()
    home: Entity | None = None
    principal: Entity | None = None
    own: bool = True
    owned: bool = False

    @property
    def lemma(self) -> str:
        """The title's own noun in the singular, lower case: of "minister of defence" the first."""
        noun = self.head if self.head in self.title else self.title[-1]
        return noun.lemma


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The word classes of titles, looked up once.

    Attributes:
        offices: Every word that a person may bear as a title.
        nouns: Nouns of bodies that may stand inside a title ("army spokesman").
        trades: Occupations that serve nobody, or a body at most.
        portfolios: Last words of "minister of …".
        kinds: Labels of the kinds of office, by their names.
    """

    offices: frozenset[str]
    modifiers: frozenset[str]
    former: frozenset[str]
    representing: frozenset[str]
    nouns: frozenset[str]
    portfolios: frozenset[str]
    ranks: frozenset[str]
    honorifics: frozenset[str]
    occupations: frozenset[str]
    counterparts: frozenset[str]
    leading: frozenset[str]
    chiefs: frozenset[str]
    topmost: frozenset[str]
    trades: frozenset[str]
    national: frozenset[str]
    appointing: frozenset[str]
    leaving: frozenset[str]
    designate: frozenset[str]
    spokes: frozenset[str]
    kinds: dict[str, str]
    abbreviations: dict[str, str]

    @classmethod
    def of(cls, ontology: Ontology) -> TitleWords:
        """Read the classes."""
        words = ontology.words
        parts = (title.partition(" of ")[2] for title in words("title"))
        return cls(
            offices=frozenset().union(*map(words, BEARING)),
            modifiers=words("titleModifier"),
            former=words("formerCue"),
            representing=words("representativeTitle"),
            nouns=words("organizationNoun"),
            portfolios=frozenset(part.split()[-1] for part in parts if part),
            ranks=words("rank"),
            honorifics=words("honorific"),
            occupations=words("occupation"),
            counterparts=words("counterpartNoun"),
            leading=words("leadingNoun"),
            chiefs=words("chiefNoun"),
            topmost=words("topmostTitle"),
            trades=words("occupation") - words("leadingNoun") - words("servantNoun"),
            national=frozenset().union(*map(words, NATIONAL)),
            appointing=words("appointingVerb"),
            leaving=words("leavingVerb"),
            designate=words("designateCue"),
            spokes=words("spokesTitle"),
            kinds={name: kind.label for name, kind in ontology.classes.items()},
            abbreviations={key.lower(): full for key, full in ontology.abbreviations.items()},
        )

    def is_counterpart(self, post: Post) -> bool:
        """Tell whether a title only says that its bearer holds the office of somebody else."""
        return bool({post.lemma, post.title.text.lower()} & self.counterparts)

    def is_representative(self, post: Post) -> bool:
        """Tell whether the bearer acts for whoever sent him or her."""
        role = post.title.text.lower()
        return bool({role, post.title.root.lemma} & self.representing)

    def is_inner(self, post: Post) -> bool:
        """Tell whether a title stands in another: "envoy of the [Secretary-General] for Mali"."""
        above = post.head.head.head if post.head.dep_ == "pobj" else post.head
        return above != post.head and above.lemma in self.offices

    def is_national(self, post: Post) -> bool:
        """Tell whether a title by itself is an office of a state: "foreign minister"."""
        title = post.title.text.lower()
        return bool({title, post.role.lower(), title.rpartition(" ")[2]} & self.national)
