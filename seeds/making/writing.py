"""Reads the tables that the seeds are made from and writes their Turtle: no facts in here."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from graphkit.claims import BASE, KB, slug

HERE = Path(__file__).resolve().parent.parent
PREFIXES = {
    "gk": BASE + "ontology#",
    "kb": KB,
    "lex": BASE + "lexicon#",
    "wd": "http://www.wikidata.org/entity/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
XSD_BY_LENGTH = {10: "date", 7: "gYearMonth", 4: "gYear"}
STROKES = str.maketrans("øØłŁđĐı", "oOlLdDi")  # letters that do not decompose
NONE = "-"  # in a hand-made table: leave out what the facts say

Row = dict[str, str]
Pairs = list[tuple[str, list[str]]]


@dataclass
class Actor:
    """An individual on its way into Turtle; `more` holds predicates with finished Turtle terms."""

    type: str
    label: str
    names: list[str] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    metonyms: list[str] = field(default_factory=list)
    more: Pairs = field(default_factory=list)

    def turtle(self) -> str:
        """Return the block of this actor."""
        taken = {self.label, *self.acronyms}
        names = unique(name for name in with_plain(self.label, *self.names) if name not in taken)
        return block(
            iri(self.label),
            [
                ("a", ["gk:" + self.type]),
                ("rdfs:label", [text(self.label)]),
                ("skos:altLabel", [text(name) for name in names]),
                ("gk:acronym", [literal(name) for name in unique(self.acronyms)]),
                ("gk:demonym", [text(name) for name in unique(with_plain(*self.demonyms))]),
                ("gk:metonym", [text(name) for name in unique(with_plain(*self.metonyms))]),
                *self.more,
            ],
        )


@dataclass
class Tables:
    """The folder of facts, and the hand-made tables."""

    facts: Path

    def country(self, iso2: str) -> str:
        """Return the label of a country: ours, else the United Nations' short name."""
        return self._countries[iso2]

    @cached_property
    def _countries(self) -> dict[str, str]:
        named = {row["iso2"]: short(row["unterm_short"]) for row in self.fact("countries")}
        return named | {row["iso2"]: row["label"] for row in self.rows("country_names")}

    def fact(self, name: str) -> list[Row]:
        """Return the rows of a table of facts."""
        return rows(self.facts / f"{name}.tsv")

    def hand(self, name: str, key: str = "iso2") -> dict[str, Row]:
        """Return the rows of a hand-made table by their key column, in the table's order."""
        return {row[key]: row for row in self.rows(name)}

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a hand-made table."""
        return rows(HERE / "tables" / f"{name}.tsv")


def short(name: str) -> str:
    """Return a country's name without its remarks: "Iran (Islamic Republic of)", "Niue **"."""
    return re.sub(r"( \*+| \([^)]*\))+$", "", name)


def plain(name: str) -> str:
    """Return `name` as it is compared: lower case, no accents, no punctuation but +."""
    return " ".join(re.findall(r"[\w+]+", unaccented(name).casefold()))


def rows(path: Path) -> list[Row]:
    """Return the rows of a TSV file; a cell that is not there is empty."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            {key: (value or "").strip() for key, value in row.items() if key}
            for row in csv.DictReader(lines, delimiter="\t")
        ]


ORDINARY = frozenset(row["name"] for row in rows(HERE / "tables" / "ordinary.tsv"))


def parts(cell: str) -> list[str]:
    """Return the values of a cell that holds several."""
    return [part.strip() for part in cell.split("|") if part.strip() and part.strip() != NONE]


def unique(names: Iterable[str]) -> list[str]:
    """Return `names` without repetition, in their order."""
    return list(dict.fromkeys(names))


def with_plain(*names: str) -> Iterator[str]:
    """Yield each name and its spelling without accents, unless that is an ordinary word."""
    for name in names:
        yield name
        if (spelling := unaccented(name)) not in ORDINARY:
            yield spelling


def unaccented(name: str) -> str:
    """Return `name` in plain Latin letters."""
    letters = unicodedata.normalize("NFKD", name.translate(STROKES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def literal(value: str) -> str:
    """Return a plain Turtle literal."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def text(value: str) -> str:
    """Return an English Turtle literal."""
    return literal(value) + "@en"


def day(value: str) -> list[str]:
    """Return a date, month or year typed by its precision; nothing for nothing."""
    return [f'"{value}"^^xsd:{XSD_BY_LENGTH[len(value)]}'] if value else []


def iri(label: str, folder: str = "") -> str:
    """Return the Turtle term of an individual."""
    name = folder + slug(label)
    return f"kb:{name}" if re.fullmatch(r"[A-Za-z][\w-]*", name, re.ASCII) else f"<{KB}{name}>"


def block(subject: str, pairs: Pairs) -> str:
    """Return one Turtle block; predicates without values are left out."""
    lines = [f"{predicate} {' , '.join(values)}" for predicate, values in pairs if values]
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


def header(graph: Row) -> str:
    """Return the prefixes and the description of a file: title, sources, licences, what is ours."""
    lines = [f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items()]
    described = block(
        f"<{BASE}seeds/{graph['name']}>",
        [
            ("a", ["dcat:Dataset"]),
            ("dct:title", [text(graph["title"])]),
            ("dct:source", [literal(source) for source in parts(graph["sources"])]),
            ("dct:license", [f"<{licence}>" for licence in parts(graph["licences"])]),
            ("skos:note", [text(graph["note"])]),
        ],
    )
    return "".join(lines) + "\n" + described
