"""Who holds which office: people and dated offices, from leaders and verified facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from making.writing import NONE, Actor, Row, Tables, block, day, iri, literal, parts, plain, text

HONORIFIC = re.compile(
    r"^((and )?Prime Minister|Crown Prince|King|Pope|Chief Executive|Archbishop|Consul|Sir|Tan Sri"
    r"|Ratu|Col\.|Capt\.|Dr\.|(Sr\. )?Gen\.) "
)
INITIAL = re.compile(r"(?<=\w) [A-Z]\.(?= \w)")  # "Howard W. Brodie"
STATES_ELSEWHERE = ("TW", "XK", "PS")  # no members of the United Nations, but with a head of state
ONLY_KNOWN = "known"  # the person is named, but no word class of titles answers to the office
UNKNOWN: Row = {"label": "", "aliases": "", "messy": ""}
VERIFIED_ON = re.compile(r"read (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class Term:
    """That somebody holds an office for some time; `body` is a label."""

    person: str
    role: str
    title: str
    body: str
    since: str
    until: str
    as_of: str
    source: str

    @property
    def post(self) -> tuple[str, ...]:
        """Who holds what: an ambassador may be sent to several states at once."""
        title = (self.title,) if self.role == "ambassador" else ()
        return self.person, self.role, self.body, *title

    def turtle(self) -> str:
        """Return the block of this office."""
        name = "-".join([*self.post, self.since or "until-" + self.until])
        return block(
            iri(name, "office/"),
            [
                ("a", ["org:Membership"]),
                ("org:member", [iri(self.person)]),
                ("org:role", [f"lex:{self.role}"]),
                ("org:organization", [iri(self.body)]),
                ("gk:title", [text(self.title)]),
                ("gk:from", day(self.since)),
                ("gk:to", day(self.until)),
                ("gk:asOf", day(self.as_of)),
                ("dct:source", [literal(self.source)] if self.source else []),
            ],
        )


@dataclass
class People:
    """Every person met so far, by label, with all spellings and at most one Wikidata id.

    Attributes:
        own: Rows of the hand-made table by the facts' spelling and, where two people share it, id.
        met: The people by label.
        keys: Their labels by the form in which labels are compared.
    """

    own: dict[tuple[str, str], Row]
    met: dict[str, Actor] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def label(self, name: str, qid: str = "") -> str | None:
        """Take in a name as the facts spell it; return the person's label, None to leave out."""
        own = self.own.get((name, qid)) or self.own.get((name, ""), UNKNOWN)
        if own["label"] == NONE:
            return None
        bare = tidy(name)
        label = own["label"] or INITIAL.sub("", bare)
        label = self.keys.setdefault(plain(label), label)
        actor = self.met.setdefault(label, Actor("Person", label))
        actor.names += parts(own["aliases"]) + ([] if own["messy"] else [bare])
        if qid and not actor.more:
            actor.more = [("owl:sameAs", [f"wd:{qid}"])]
        return label


def tidy(name: str) -> str:
    """Return a name without honorifics, in ordinary capitals."""
    name = re.sub("[’ʻ]", "'", name)
    while HONORIFIC.match(name):
        name = HONORIFIC.sub("", name)
    name = re.sub(r"\bMc([A-Z]+)\b", lambda found: "Mc" + found[1].capitalize(), name)
    return re.sub(r"^([A-Z]{2,})(?= )", lambda found: found[1].capitalize(), name)


def offices(tables: Tables) -> tuple[list[Actor], list[str]]:
    """Return the people and the Turtle of their offices."""
    own = {(row["name"], row["qid"]): row for row in tables.rows("persons")}
    people = People(own)
    terms: dict[tuple[str, ...], list[Term]] = {}
    for term in [*_verified(tables, people), *_leaders(tables, people)]:
        held = terms.setdefault(term.post, [])
        # a term that begins in the same year is the same term in a less precise source
        if all(term.since[:4] != other.since[:4] for other in held):
            held.append(term)
    known = sorted(people.met.values(), key=lambda actor: actor.label)
    ordered = sorted(
        (term for held in terms.values() for term in held),
        key=lambda term: (term.body, term.role, term.since, term.person, term.title),
    )
    return known, [term.turtle() for term in ordered]


def _leaders(tables: Tables, people: People) -> Iterator[Term]:
    rules = [(row["kind"], re.compile(row["office"]), row["role"]) for row in tables.rows("roles")]
    states = {row["iso2"] for row in tables.fact("countries") if row["un_member"] == "1"}
    states.update(STATES_ELSEWHERE)
    for row in _most_precise_first(tables.fact("leaders")):
        role = _role(row, rules)
        if role == NONE or row["country"] not in states or not row["from"]:
            continue
        person = people.label(row["person"], row["qid"])
        if person and role != ONLY_KNOWN:
            yield Term(
                person=person,
                role=role,
                title=_title(row, tables),
                body=tables.country(row["country"]),
                since=row["from"],
                until=row["to"],
                as_of=row["as_of"],
                source="",
            )


def _most_precise_first(leaders: list[Row]) -> list[Row]:
    return sorted(leaders, key=lambda row: -len(row["from"]))


def _role(row: Row, rules: list[tuple[str, re.Pattern[str], str]]) -> str:
    for kind, office, role in rules:
        if row["kind"].startswith(kind) and office.search(row["office"]):
            return role
    return NONE


def _title(row: Row, tables: Tables) -> str:
    if row["kind"].startswith("US ambassador to "):
        return "Ambassador to " + tables.country(row["kind"].removeprefix("US ambassador to "))
    if row["kind"].startswith("ambassador to "):
        return "Ambassador to the United States"
    return row["office"] or row["kind"].capitalize()


def _verified(tables: Tables, people: People) -> Iterator[Term]:
    own = {(row["fact"], row["value"]): row for row in tables.rows("verified_offices")}
    for row in tables.fact("verified_facts"):
        by_value = row["subject"] if row["fact"] == "ledBy" else row["value"]
        office = own.get((row["fact"], by_value))
        person = office and people.label(row["value"] if row["fact"] == "ledBy" else row["subject"])
        if office and person:
            read = VERIFIED_ON.search(row["provenance"])
            yield Term(
                person=person,
                role=office["role"],
                title=office["title"] or row["value"],
                body=office["body"],
                since=row["from"],
                until=row["to"],
                as_of=read[1] if read else "",
                source=row["provenance"],
            )
