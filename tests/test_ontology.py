"""The ontology says what it should, obeys its own rules, and each rule finds what it is for."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from graphkit.claims import ENTITY_TYPES, MODALITIES, POLARITIES, EventCode
from graphkit.errors import OntologyError
from graphkit.ontology import (
    CodeRule,
    Office,
    Ontology,
    Relation,
    data_dir,
    load,
    turtle_files,
)

FACTS = Path(__file__).resolve().parent.parent.parent / "shared"
CHECKS = sorted((data_dir("ontologies") / "checks").glob("*.rq"))
PREFIXES = """
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix kb: <https://w3id.org/graphkit/kb/> .
@prefix lex: <https://w3id.org/graphkit/lexicon#> .
@prefix cameo: <https://w3id.org/graphkit/cameo/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SOUND = """
lex:boat a gk:WordClass ; rdfs:label "boat" ; gk:word "yacht" .
lex:head a gk:WordClass ; rdfs:label "head" ; gk:word "chief" .
cameo:040 skos:inScheme <https://w3id.org/graphkit/cameo> .
gk:boards a gk:Relation ; rdfs:label "boards" ; skos:definition "Goes on board." ; gk:family "sea" ;
  rdfs:domain gk:Actor ; rdfs:range gk:Thing ; gk:opposes gk:leaves ; gk:eventCode cameo:040 ;
  gk:codeRule gk:boards-planned ;
  gk:wording "S board O" , "S enter <boat> of O" , "S 's entry to O" .
gk:boards-planned a gk:CodeRule ; gk:whenModality gk:planned ; gk:eventCode cameo:040 .
gk:leaves a gk:Relation ; rdfs:label "leaves" ; skos:definition "Goes ashore." ; gk:family "sea" ;
  rdfs:domain gk:Person ; rdfs:range gk:Thing ; gk:opposes gk:boards ; gk:wording "S leave O" .
gk:abandons a gk:Relation ; rdfs:label "abandons" ; skos:definition "Gives up a post." ;
  gk:family "sea" ; rdfs:domain gk:Actor ; rdfs:range gk:Place ; gk:wording "S leave O" .
kb:Ann a gk:Person ; rdfs:label "Ann"@en .
kb:Ann_Arbor a gk:Place ; rdfs:label "Ann Arbor"@en ; skos:altLabel "Ann"@en .
kb:Crew a gk:Organization ; rdfs:label "Crew"@en ; gk:acronym "C" ; gk:within kb:Fleet .
kb:Fleet a gk:Organization ; rdfs:label "Fleet"@en .
kb:office a org:Membership ; org:member kb:Ann ; org:organization kb:Crew ; org:role lex:head ;
  gk:from "2024-05-01"^^xsd:date ; gk:to "2024"^^xsd:gYear .
<https://w3id.org/graphkit/seeds/x> a dcat:Dataset ; dct:title "x" ; dct:source "x" ;
  dct:license <https://w3id.org/x> .
"""
# two ranges that overlap in Event, neither narrower than the other
EQUALLY_WIDE = """
gk:boards rdfs:range gk:Event ; gk:wording "S leave O" . gk:abandons rdfs:range gk:Event .
"""
# what each check is there to find; every one is planted into SOUND
FAULTS = {
    "ambiguous-wording": 'gk:leaves gk:wording "S board O" .',
    "blank-node": 'kb:Ann skos:altLabel "Annie" ; rdfs:seeAlso [ rdfs:label "x" ] .',
    "dangling-office": "kb:x a org:Membership ; org:member kb:Ann ; org:organization kb:Nobody .",
    "duplicate-label": 'gk:enters a gk:Relation ; rdfs:label "Boards" .',
    "empty-code-rule": "gk:boards gk:codeRule gk:boards-never .",
    "empty-word-class": 'lex:ship a gk:WordClass ; rdfs:label "ship" .',
    "incomplete-relation": 'gk:enters a gk:Relation ; rdfs:label "enters" .',
    "malformed-wording": 'gk:boards gk:wording "S go on board" .',
    "nameless-actor": "kb:Nobody a gk:Person .",
    "office-ends-before-it-begins": 'kb:office gk:to "2023-12"^^xsd:gYearMonth .',
    "one-sided-opposite": "gk:boards gk:opposes gk:abandons .",
    "shared-name": 'kb:Ann_2 a gk:Person ; rdfs:label "Ann Two" ; skos:altLabel "Ann" .',
    "sub-relation-exceeds": "gk:abandons rdfs:subPropertyOf gk:leaves .",
    "undeclared-term": 'kb:Ann gk:nickname "Annie" .',
    "unknown-event-code": "gk:leaves gk:eventCode cameo:999 .",
    "unknown-opposite": "gk:boards gk:opposes gk:nothing . gk:nothing gk:opposes gk:boards .",
    "unknown-whole": "kb:Fleet gk:within kb:Nowhere .",
    "unknown-word-class": 'gk:leaves gk:wording "S leave <boat> with <rope> to O" .',
    "unsourced-file": '<https://w3id.org/graphkit/seeds/y> a dcat:Dataset ; dct:title "y" .',
}


def rows(store: Store, query: Path) -> list[str]:
    found = store.query(query.read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)
    return [str(row) for row in found]


def store_of(*texts: str) -> Store:
    store = Store()
    store.load(path=str(data_dir("ontologies") / "graphkit.ttl"), format=RdfFormat.TURTLE)
    for text in texts:
        store.load(PREFIXES + text, format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


@pytest.fixture(scope="module")
def everything() -> Store:
    store = Store()
    for path in turtle_files():
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


# --- The rules


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_ontology_and_seeds_pass(check: Path, everything: Store) -> None:
    assert not rows(everything, check)


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_a_check_finds_its_fault_and_nothing_else(check: Path) -> None:
    assert not rows(store_of(SOUND), check)
    assert rows(store_of(SOUND, FAULTS[check.stem]), check)


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_a_check_says_what_a_row_means(check: Path) -> None:
    assert check.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ("malformed-wording", 'gk:boards gk:wording "S board O and O" .'),
        ("malformed-wording", 'gk:boards gk:wording "S  board O" .'),
        ("malformed-wording", 'gk:boards gk:wording "SO board" .'),
        ("malformed-wording", 'gk:boards gk:wording "S: board O" .'),
        ("malformed-wording", 'gk:boards gk:wording "S board O:ship" .'),
        ("malformed-wording", 'gk:boards gk:wording "S board O:Thing and O" .'),
        ("ambiguous-wording", EQUALLY_WIDE),
        ("unknown-word-class", 'gk:boards gk:wording "S bring <rope> to O" .'),
        ("office-ends-before-it-begins", 'kb:office gk:to "2024-04-30"^^xsd:date .'),
        ("dangling-office", "kb:office org:role lex:nothing ."),
        ("dangling-office", "kb:other a org:Membership ; org:member kb:Ann ."),
        ("empty-code-rule", "gk:boards-planned a gk:CodeRule . gk:leaves gk:codeRule gk:x ."),
        ("sub-relation-exceeds", "gk:boards rdfs:subPropertyOf gk:nothing ."),
        ("shared-name", 'kb:Choir a gk:Organization ; rdfs:label "C"@en .'),
    ],
)
def test_checks_find_the_other_forms_of_their_fault(check: str, fault: str) -> None:
    query = data_dir("ontologies") / "checks" / f"{check}.rq"
    assert rows(store_of(SOUND, fault), query)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("malformed-wording", 'gk:boards gk:wording "S:Person leave O:Agreement" .'),
        ("malformed-wording", 'gk:boards gk:wording "S:Person \'s descent into O" .'),
        # a person is an actor
        ("sub-relation-exceeds", "gk:leaves rdfs:subPropertyOf gk:boards ."),
        # a Thing alone is narrower than a Thing or an Event, and is tried first
        ("ambiguous-wording", 'gk:leaves rdfs:range gk:Event ; gk:wording "S board O" .'),
        ("ambiguous-wording", 'gk:leaves rdfs:range gk:Actor ; gk:wording "S board O" .'),
        # what is boarded is a Thing, what is abandoned a Place: no object fits both
        ("ambiguous-wording", 'gk:abandons gk:wording "S board O" .'),
    ],
)
def test_checks_let_the_like_of_their_fault_pass(check: str, text: str) -> None:
    query = data_dir("ontologies") / "checks" / f"{check}.rq"
    assert not rows(store_of(SOUND, text), query)


# --- What it says


def test_every_relation_of_the_vocabulary_is_there(ontology: Ontology) -> None:
    table = FACTS / "design" / "vocabulary.tsv"
    if not table.exists():
        pytest.skip("the vocabulary's table is not beside this checkout")
    with table.open(encoding="utf-8", newline="") as lines:
        expected = {row["relation"]: row for row in csv.DictReader(lines, delimiter="\t")}
    assert set(ontology.relations) == set(expected)
    for name, row in expected.items():
        assert ontology.relations[name].symmetric == (row["symmetric"] == "yes"), name


def test_there_are_57_relations_with_600_wordings(ontology: Ontology) -> None:
    assert len(ontology.relations) == 57
    assert sum(len(relation.wordings) for relation in ontology.relations.values()) >= 600
    assert all(len(relation.wordings) > 1 for relation in ontology.relations.values())


def test_event_codes_are_those_of_the_tables(everything: Store) -> None:
    if not (FACTS / "facts" / "plover.tsv").exists():
        pytest.skip("the tables of event codes are not beside this checkout")
    for scheme, table, column in (
        ("plover", "plover.tsv", "category"),
        ("cameo", "cameo_plover.tsv", "cameo"),
    ):
        with (FACTS / "facts" / table).open(encoding="utf-8", newline="") as lines:
            expected = {row[column] for row in csv.DictReader(lines, delimiter="\t")}
        found = everything.query(
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?code {"
            f" ?c skos:inScheme <https://w3id.org/graphkit/{scheme}> ; skos:notation ?code }}"
        )
        assert isinstance(found, QuerySolutions)
        assert {row["code"].value for row in found} == expected


def test_classes_and_individuals_are_those_of_the_code(everything: Store) -> None:
    def named(pattern: str) -> set[str]:
        found = everything.query(
            "PREFIX gk: <https://w3id.org/graphkit/ontology#>"
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
            f"SELECT ?label {{ ?x {pattern} ; rdfs:label ?label }}"
        )
        assert isinstance(found, QuerySolutions)
        return {row["label"].value for row in found}

    assert named("rdfs:subClassOf+ gk:Entity") == {t.lower() for t in (*ENTITY_TYPES, "Actor")}
    assert named("a gk:Polarity") == set(POLARITIES)
    assert named("a gk:Modality") == set(MODALITIES)


# --- How it is read


def relation(*codes: CodeRule) -> Relation:
    everyone = frozenset(ENTITY_TYPES)
    return Relation(
        name="boards",
        label="boards",
        definition="Goes on board.",
        family="sea",
        domain=everyone,
        range=everyone,
        symmetric=False,
        core=True,
        opposes=frozenset(),
        codes=codes,
        wordings=("S board O",),
    )


ALWAYS = CodeRule(EventCode("AID", "070"))
PLANNED = CodeRule(EventCode("AGREE", "033"), modalities=frozenset({"planned"}))
PLACE = CodeRule(EventCode("RETREAT", "0874"), object_types=frozenset({"Place", "Country"}))
BOTH = CodeRule(
    EventCode("AGREE", "0356"),
    object_types=frozenset({"Place"}),
    modalities=frozenset({"planned"}),
)


@pytest.mark.parametrize(
    ("rule", "object_type", "modality", "fits"),
    [
        (ALWAYS, "Person", "actual", True),
        (PLANNED, "Person", "actual", False),
        (PLANNED, "Person", "planned", True),
        (PLACE, "Person", "actual", False),
        (PLACE, "Country", "actual", True),
        (BOTH, "Place", "actual", False),
        (BOTH, "Country", "planned", False),
        (BOTH, "Place", "planned", True),
    ],
)
def test_a_code_rule_fits_where_all_its_conditions_hold(
    rule: CodeRule, object_type: str, modality: str, fits: bool
) -> None:
    assert rule.fits(object_type, modality) is fits


@pytest.mark.parametrize(
    ("object_type", "modality", "expected"),
    [
        ("Person", "actual", ALWAYS),
        ("Person", "planned", PLANNED),
        ("Country", "actual", PLACE),
        ("Place", "planned", BOTH),
    ],
)
def test_the_most_specific_code_wins(object_type: str, modality: str, expected: CodeRule) -> None:
    for codes in ((ALWAYS, PLANNED, PLACE, BOTH), (BOTH, PLACE, PLANNED, ALWAYS)):
        assert relation(*codes).code(object_type, modality) == expected.code


def test_a_relation_without_a_fitting_code_has_none() -> None:
    assert relation().code("Person", "actual") is None
    assert relation(PLANNED).code("Person", "actual") is None


@pytest.mark.parametrize(
    ("day", "held"),
    [("2025-01-24", False), ("2025-01-25", True), ("2025-06-30", True), ("2025-07-01", False)],
)
def test_an_office_is_held_from_its_first_day_to_its_last(day: str, held: bool) -> None:
    def office(since: dt.date | None, until: dt.date | None) -> Office:
        return Office("p", "head", "Head", "b", since=since, until=until, as_of=None)

    first, last, asked = dt.date(2025, 1, 25), dt.date(2025, 6, 30), dt.date.fromisoformat(day)
    assert office(first, last).held_on(asked) is held
    assert office(first, None).held_on(asked) is (asked >= first)
    assert office(None, last).held_on(asked) is (asked <= last)
    assert office(None, None).held_on(asked)


# --- What a user may add, and break


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        (tmp_path / "own.ttl").write_text(PREFIXES + text, encoding="utf-8")
        return tmp_path

    return write


def test_own_turtle_adds_relations_words_and_actors(own: Callable[[str], Path]) -> None:
    extended = load(own(SOUND))
    assert extended.relations["boards"].wordings == (
        "S 's entry to O",
        "S board O",
        "S enter <boat> of O",
    )
    assert extended.relations["boards"].code("Thing", "planned") == EventCode(cameo="040")
    assert extended.words("boat") == {"yacht"}
    assert extended.actors["https://w3id.org/graphkit/kb/Crew"].names == ("Crew", "C")
    assert extended.version != load().version


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("gk:boards a gk:Relation", "not readable as Turtle"),
        ('gk:boards a gk:Relation ; rdfs:label "boards', "not readable as Turtle"),
        ("gk:boards a gk:Relation ; rdfs:domain gk:Ship .", "Ship is no entity type"),
        ("gk:boards a gk:Relation ; gk:eventCode kb:040 .", "unknown scheme"),
        (
            'kb:office a org:Membership ; org:role lex:head ; gk:from "May 2024" .',
            "not an ISO day",
        ),
    ],
)
def test_broken_turtle_is_an_ontology_error(
    own: Callable[[str], Path], text: str, says: str
) -> None:
    with pytest.raises(OntologyError, match=says):
        load(own(text))


def test_a_parse_error_names_the_file(own: Callable[[str], Path]) -> None:
    with pytest.raises(OntologyError, match=r"own\.ttl: not readable as Turtle: .*line"):
        load(own("gk:boards a"))  # in the worker that vets it, so no exception is its cause


def test_a_missing_folder_is_an_ontology_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no such folder"):
        load(tmp_path / "nowhere")


def test_an_unknown_word_class_or_sense_is_an_ontology_error(ontology: Ontology) -> None:
    with pytest.raises(OntologyError, match="no such word class"):
        ontology.words("unheard")
    with pytest.raises(OntologyError, match="no relation has"):
        ontology.by_sense("unheard")
