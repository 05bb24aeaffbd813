"""The questions that ship, parameters that are only ever values, and what is refused."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from factories import claim, document, entity, reading, unnamed
from hostile import HOSTILE

from graphkit.claims import KB, Reading
from graphkit.errors import QueryError
from graphkit.query import Question, Result, find, named, named_question, query
from graphkit.query.questions import TYPES
from graphkit.store import Store

SUMMIT = "Harbour summit:Event"
BRANDT, LIND, VESLAND = "Ilse Brandt", "Tomas Lind", "Vesland:Country"
DIPLOMAT = unnamed("a diplomat", doc="wire")
READINGS = [
    reading(
        document("wire", source="Harbour Wire", date="2025-06-03"),
        claim(
            BRANDT, "skips", SUMMIT, modality="planned", time="2025-06-04", attributed_to=DIPLOMAT
        ),
        claim(BRANDT, "holdsRole", "defence minister:Role", start=10),
        claim(BRANDT, "affiliatedWith", VESLAND, start=20),
        claim(LIND, "standsInFor", BRANDT, start=30, modality="planned", time="2025-06-04"),
        claim(LIND, "represents", VESLAND, start=40),
        claim(BRANDT, "meets", LIND, start=50, time="2025-05", plover="CONSULT"),
        claim(
            BRANDT, "signs", "Oslo pact:Agreement", start=60, modality="planned", time="2025-06-05"
        ),
        claim(VESLAND, "joins", "Coast League:Organization", start=70, time="2024"),
        claim(BRANDT, "eyes warily", LIND, start=80, open=True, attributed_to=DIPLOMAT),
    ),
    reading(
        document("gazette", source="Coast Gazette", date="2025-06-10"),
        claim(BRANDT, "attends", SUMMIT, time="2025-06-04"),
        claim(BRANDT, "meets", LIND, start=10, polarity="negated", attributed_to="Ole Vik"),
        claim(LIND, "represents", VESLAND, start=20),
        claim("Norrania:Country", "meets", VESLAND, start=30, time="2025-06-09", plover="CONSULT"),
        claim(LIND, "standsInFor", BRANDT, start=40, time="2025-06-04"),
    ),
]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open() as store:
        store.add(READINGS)
        yield store


def asked(store: Store, name: str, **parameters: object) -> list[dict[str, object]]:
    found = query(store, named_question(name), parameters)
    return [dict(zip(found.columns, row, strict=True)) for row in found]


def picked(rows: list[dict[str, object]], *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_skips(store: Store) -> None:
    (row,) = asked(store, "skips")
    assert row["who"] == "Ilse Brandt"
    assert row["event"] == "Harbour summit"
    assert (row["time"], row["modality"]) == ("2025-06-04", "planned")
    assert (row["says"], row["publisher"]) == ("a diplomat", "Harbour Wire")
    assert row["sentence"] == "Ilse Brandt skips Harbour summit."
    assert row["published"] == dt.date(2025, 6, 3)
    assert asked(store, "skips", actor="ilse brandt", meeting="Harbour summit") == [row]
    assert asked(store, "skips", actor="Tomas Lind") == []
    assert asked(store, "skips", since="2025-06-04", until="2025-06-04") == [row]
    assert asked(store, "skips", since="2025-06-05") == []
    assert asked(store, "skips", until="2025-06-03") == []


def test_undated_claims_are_in_no_period() -> None:
    undated = reading("undated", claim(BRANDT, "skips", "Oslo fair:Event"))
    with Store.open() as store:
        store.add([undated])
        assert len(asked(store, "skips")) == 1
        assert asked(store, "skips", since="1900-01-01") == []
        assert asked(store, "skips", until="2100-01-01") == []


def test_meetings(store: Store) -> None:
    everything = asked(store, "meetings")
    assert picked(everything, "one", "other", "polarity", "time") == [
        ("Ilse Brandt", "Tomas Lind", "negated", None),
        ("Ilse Brandt", "Tomas Lind", "affirmed", "2025-05"),
        ("Norrania", "Vesland", "affirmed", "2025-06-09"),
    ]
    assert asked(store, "meetings", since="2025-05-31", until="2025-06-01") == everything[1:2]
    assert asked(store, "meetings", actor=KB + "Vesland") == everything[2:]


def test_contradictions(store: Store) -> None:
    rows = asked(store, "contradictions")
    assert picked(rows, "kind", "subject", "relation", "object", "one_says", "other_says") == [
        (
            "affirmed and negated",
            *("Ilse Brandt", "meets", "Tomas Lind"),
            *("Harbour Wire", "Ole Vik, in Coast Gazette"),
        ),
        (
            "opposed",
            *("Ilse Brandt", "attends / skips", "Harbour summit"),
            *("Coast Gazette", "a diplomat, in Harbour Wire"),
        ),
    ]
    assert asked(store, "contradictions", only="opposed") == rows[1:]
    assert asked(store, "contradictions", actor="Norrania") == []


def test_claims_of_different_times_do_not_contradict() -> None:
    with Store.open() as store:
        for number, (polarity, time) in enumerate(
            [("affirmed", "2025-04"), ("negated", "2025-06")]
        ):
            one = claim(BRANDT, "attends", SUMMIT, polarity=polarity, time=time)
            store.add([reading(f"d{number}", one)])
        assert asked(store, "contradictions") == []


def test_two_holders_of_one_office_on_one_day() -> None:
    def told(doc: str, name: str, title: str, time: str | None = None) -> Reading:
        holds = claim(name, "holdsRole", f"{title}:Role", time=time)
        return reading(doc, holds, claim(name, "affiliatedWith", "Vesland:Country", start=50))

    with Store.open() as store:
        store.add([told("a", "Brandt", "Defense Minister"), told("b", "Lind", "war minister")])
        store.add([told("c", "Vik", "spokesman"), told("d", "Holm", "spokesman")])
        store.add([told("e", "Aas", "Defense Minister", time="2020-01-01")])
        assert picked(asked(store, "contradictions"), "kind", "subject", "relation", "object") == [
            ("two holders", "Brandt", "is defence minister, as is Lind, of", "Vesland")
        ]


def test_two_days_of_one_statement_in_one_month() -> None:
    with Store.open() as store:
        for day in ("2025-06-03", "2025-06-05", "2025-07-01", "2025-06"):
            store.add([reading(f"d{day}", claim("Brandt", "meets", "Lind", time=day))])
        (row,) = asked(store, "contradictions")
        assert (row["kind"], row["one_time"], row["other_time"]) == (
            "differing dates",
            *("2025-06-03", "2025-06-05"),
        )


def test_opposed(store: Store) -> None:
    rows = asked(store, "opposed")
    assert picked(rows, "who", "one_relation", "other_relation", "what", "other_modality") == [
        ("Ilse Brandt", "attends", "skips", "Harbour summit", "planned")
    ]
    assert asked(store, "opposed", event="Harbour summit") == rows
    assert asked(store, "opposed", actor="Tomas Lind") == []


def test_opposed_across_documents_needs_one_name_and_one_time() -> None:
    def told(doc: str, predicate: str, time: str | None) -> Reading:
        return reading(
            doc, claim(BRANDT, predicate, unnamed("summit", "Event", doc=doc), time=time)
        )

    for times, found in (
        (("2025-06", "2025-06-04"), 1),
        (("2025-05", "2025-06"), 0),
        ((None, None), 0),
    ):
        with Store.open() as store:
            store.add(map(told, ("a", "b"), ("attends", "skips"), times))
            assert len(asked(store, "opposed")) == found, times


def test_representatives(store: Store) -> None:
    rows = picked(
        asked(store, "representatives"), "who", "relation", "whom", "modality", "document"
    )
    assert rows == [
        ("Tomas Lind", "stands in for", "Ilse Brandt", "actual", "gazette"),
        ("Tomas Lind", "stands in for", "Ilse Brandt", "planned", "wire"),
        ("Tomas Lind", "represents", "Vesland", "actual", "gazette"),
        ("Tomas Lind", "represents", "Vesland", "actual", "wire"),
    ]
    assert len(asked(store, "representatives", actor="Ilse Brandt")) == 2


def test_office_holders(store: Store) -> None:
    rows = asked(store, "office-holders", day="2025-06-03", body="Vesland")
    assert picked(rows, "who", "post", "of", "source") == [
        ("Ilse Brandt", "defence minister", "Vesland", "Harbour Wire")
    ]
    assert asked(store, "office-holders", day="2025-06-04", body="Vesland") == []


def test_office_holders_of_the_seeds() -> None:
    office = """
        PREFIX org: <http://www.w3.org/ns/org#> PREFIX gk: <https://w3id.org/graphkit/ontology#>
        PREFIX kb: <https://w3id.org/graphkit/kb/> PREFIX lex: <https://w3id.org/graphkit/lexicon#>
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        INSERT DATA { GRAPH gk:test {
          kb:Vesland rdfs:label "Vesland" . kb:Ilse_Brandt rdfs:label "Ilse Brandt" .
          gk:o a org:Membership ; org:member kb:Ilse_Brandt ; org:organization kb:Vesland ;
            org:role lex:defenceMinister ;
            gk:from "2024-03"^^xsd:gYearMonth ; gk:to "2025"^^xsd:gYear } }
    """
    with Store.open() as store:
        store.oxigraph.update(office)
        store.derive_facts()
        held = {
            day: len(asked(store, "office-holders", day=day, body="Vesland"))
            for day in ("2024-02-29", "2024-03-01", "2025-12-31", "2026-01-01")
        }
    assert held == {"2024-02-29": 0, "2024-03-01": 1, "2025-12-31": 1, "2026-01-01": 0}


def test_members(store: Store) -> None:
    rows = asked(store, "members", organization="Coast League")
    assert picked(rows, "member", "relation", "from", "source") == [
        ("Vesland", "joins", dt.date(2024, 1, 1), "Harbour Wire")
    ]
    known = picked(asked(store, "members", organization="NATO"), "member", "source")
    assert ("Norway", "seeds") in known


def test_dyads(store: Store) -> None:
    rows = asked(store, "dyads")
    assert picked(rows, "from", "to", "class", "month", "claims", "documents") == [
        ("Ilse Brandt", "Tomas Lind", "CONSULT", "2025-05", 1, 1),
        ("Norrania", "Vesland", "CONSULT", "2025-06", 1, 1),
    ]
    assert asked(store, "dyads", actor="Norrania") == rows[1:]
    assert asked(store, "dyads", until="2025-05-31") == rows[:1]


def test_overdue_plans(store: Store) -> None:
    rows = asked(store, "overdue-plans", day="2025-06-20")
    assert picked(rows, "who", "relation", "what", "planned_for") == [
        ("Ilse Brandt", "skips", "Harbour summit", "2025-06-04"),
        ("Ilse Brandt", "signs", "Oslo pact", "2025-06-05"),
    ]
    assert len(asked(store, "overdue-plans")) == 2  # today is later than that
    assert asked(store, "overdue-plans", day="2025-06-04") == []


def test_a_plan_is_done_by_what_is_reported_for_its_day_or_later() -> None:
    plan = claim(BRANDT, "signs", "Oslo pact:Agreement", modality="planned", time="2025-06-05")
    for time, published, left in (
        ("2025-06-04", "2025-06-09", 1),
        ("2025-06-05", "2025-06-01", 0),
        (None, "2025-06-04", 1),
        (None, "2025-06-05", 0),
        (None, None, 0),
    ):
        done = claim(BRANDT, "signs", "Oslo pact:Agreement", time=time)
        denied = replace(done, polarity="negated", time="2025-06-08")
        report = reading(document("report", date=published), done, denied)
        with Store.open() as store:
            store.add([reading(document("plan", date="2025-06-01"), plan), report])
            found = asked(store, "overdue-plans", day="2025-06-20")
        assert len(found) == left, (time, published)


def test_unnamed_sources(store: Store) -> None:
    rows = asked(store, "unnamed-sources")
    assert picked(rows, "subject", "relation", "object", "says") == [
        ("Ilse Brandt", "eyes warily", "Tomas Lind", "a diplomat"),
        ("Ilse Brandt", "skips", "Harbour summit", "a diplomat"),
    ]


def test_what_somebody_else_says_as_well_is_not_only_an_unnamed_source_s() -> None:
    with Store.open() as store:
        store.add(READINGS)
        store.add([reading("later", claim(BRANDT, "skips", SUMMIT, attributed_to="Ole Vik"))])
        rows = asked(store, "unnamed-sources")
    assert picked(rows, "relation") == [("eyes warily",)]


def test_corroboration(store: Store) -> None:
    rows = asked(store, "corroboration", least=2)
    assert picked(rows, "subject", "relation", "object", "publishers", "documents") == [
        ("Tomas Lind", "represents", "Vesland", 2, 2)
    ]
    assert (rows[0]["first"], rows[0]["last"]) == (dt.date(2025, 6, 3), dt.date(2025, 6, 10))
    assert len(asked(store, "corroboration")) == 13
    assert len(asked(store, "corroboration", actor="Norrania")) == 1


def test_roster(store: Store) -> None:
    rows = asked(store, "roster", event="harbour summit")
    assert picked(rows, "who", "relation", "modality", "says", "sentence") == [
        ("Ilse Brandt", "attends", "actual", None, "Ilse Brandt attends Harbour summit."),
        ("Ilse Brandt", "skips", "planned", "a diplomat", "Ilse Brandt skips Harbour summit."),
    ]


def test_timeline(store: Store) -> None:
    rows = asked(store, "timeline", actor="Tomas Lind")
    assert picked(rows, "when", "subject", "relation") == [
        ("2025-05", "Ilse Brandt", "meets"),
        ("by 2025-06-03", "Ilse Brandt", "eyes warily"),
        ("by 2025-06-03", "Tomas Lind", "represents"),
        ("2025-06-04", "Tomas Lind", "stands in for"),
        ("2025-06-04", "Tomas Lind", "stands in for"),
        ("by 2025-06-10", "Ilse Brandt", "meets"),
        ("by 2025-06-10", "Tomas Lind", "represents"),
    ]
    assert len(asked(store, "timeline", actor="Tomas Lind", since="2025-06-05")) == 2


def test_paths(store: Store) -> None:
    rows = asked(store, "paths", **{"from": "Harbour summit", "to": "Norrania"})
    steps = (
        "Harbour summit ← attends ← Ilse Brandt → is affiliated with → Vesland ← meets ← Norrania"
    )
    assert picked(rows, "steps", "path") == [(3, steps)]
    rows = asked(store, "paths", **{"from": "Ilse Brandt", "to": "Tomas Lind"})
    assert ("Ilse Brandt → meets → Tomas Lind",) in picked(rows, "path")
    assert {row["steps"] for row in rows} == {1, 2}


def test_paths_lead_over_two_others_only_where_no_shorter_way_does() -> None:
    chain = [("A", "meets", "B"), ("C", "meets", "B"), ("C", "consults", "D"), ("D", "meets", "E")]
    with Store.open() as store:
        store.add([reading("a", *(claim(*ends, start=n) for n, ends in enumerate(chain)))])
        assert picked(asked(store, "paths", **{"from": "A", "to": "D"}), "path") == [
            ("A → meets → B ← meets ← C → consults → D",)
        ]
        assert asked(store, "paths", **{"from": "A", "to": "E"}) == []
        store.add([reading("b", claim("D", "meets", "F"), claim("A", "consults", "F", start=9))])
        assert picked(asked(store, "paths", **{"from": "A", "to": "D"}), "path") == [
            ("A → consults → F ← meets ← D",)
        ]


def test_every_named_query_is_tested_and_well_described() -> None:
    tests = {name.removeprefix("test_").replace("_", "-") for name in globals()}
    for name, question in named().items():
        assert name in tests, name
        assert question.title, name
        assert question.asks.endswith("?"), name
        assert all(p.type in TYPES and p.meaning.endswith(".") for p in question.parameters), name


@pytest.mark.parametrize("name", list(named()))
def test_a_named_query_finds_nothing_in_an_empty_store(name: str) -> None:
    example = {"entity": "NATO", "date": "1900-01-01"}
    given = {p.name: example[p.type] for p in named()[name].parameters if p.required}
    with Store.open() as store:
        rows = asked(store, name, **given)
    assert {row.get("source") for row in rows} <= {"seeds"}


@pytest.mark.parametrize(
    "hostile", [*HOSTILE, "x' } UNION { ?s ?p ?o } #", '" . DROP ALL ; "', "}"]
)
def test_a_hostile_value_finds_nobody(store: Store, hostile: str) -> None:
    with pytest.raises(QueryError):
        asked(store, "timeline", actor=hostile.replace("\ud800", ""))
    with pytest.raises(QueryError):
        asked(store, "overdue-plans", day=hostile)


def test_a_hostile_value_is_only_a_value(store: Store) -> None:
    question = """# param: text text required Text.
    # param: iri iri optional An IRI.
    SELECT ?text ?iri (?text AS ?same) (?iri AS ?also) WHERE { OPTIONAL { ?s gk:nothing ?text } }
    """
    for hostile in HOSTILE:
        if "\ud800" not in hostile:
            assert query(store, question, {"text": hostile}).rows == [(hostile, None)]
    with pytest.raises(QueryError, match="type iri"):
        query(
            store, question, {"text": "", "iri": "https://a.example/> ?p ?o . <https://a.example/"}
        )


@pytest.mark.parametrize(
    ("name", "given", "reason"),
    [
        ("skips", {"who": "x"}, "no parameter 'who'; there is actor, meeting"),
        ("timeline", {}, "needs the parameter actor"),
        ("timeline", {"actor": "Nobody at all"}, "nobody and nothing"),
        ("timeline", {"actor": ""}, "nobody and nothing"),
        ("skips", {"since": "June"}, "type date"),
        ("corroboration", {"least": "two"}, "type integer"),
    ],
)
def test_a_wrong_parameter_is_explained(
    store: Store, name: str, given: dict[str, object], reason: str
) -> None:
    with pytest.raises(QueryError, match=reason):
        asked(store, name, **given)


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(QueryError, match="contradictions"):
        named_question("contradiction")
    with pytest.raises(QueryError, match="roster"):
        named_question("xyz")


@pytest.mark.parametrize("bad", ["who entity", "who person optional Who.", "who entity maybe Who."])
def test_a_malformed_header_is_explained(bad: str) -> None:
    with pytest.raises(QueryError, match="a parameter is written"):
        Question.parse(f"# param: {bad}\nSELECT * {{}}")


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("Ilse Brandt", "Ilse_Brandt"),
        ("  ilse   BRANDT ", "Ilse_Brandt"),
        ("brandt", "Ilse_Brandt"),
        (KB + "Ilse_Brandt", "Ilse_Brandt"),
        (f"<{KB}Ilse_Brandt>", "Ilse_Brandt"),
        ("kb:Ilse_Brandt", "Ilse_Brandt"),
        ("Kremlin", "Russia"),
        ("nato", "NATO"),
    ],
)
def test_names_find_their_entity(store: Store, name: str, iri: str) -> None:
    assert find(store, name) == KB + iri


def test_a_name_of_several_is_not_guessed(store: Store) -> None:
    with pytest.raises(QueryError, match="several entities; give one of kb:"):
        find(store, "an")


def test_a_name_that_several_bear_stands_for_each_of_them() -> None:
    meetings = [unnamed("meeting", "Event", doc=doc) for doc in ("a", "b")]
    with Store.open() as store:
        store.add(
            reading(doc, claim(BRANDT, "attends", meeting), claim("Vik", "skips", meeting, start=9))
            for doc, meeting in zip("ab", meetings, strict=True)
        )
        rows = asked(store, "roster", event="Meeting")
        assert {row["document"] for row in rows} == {"a", "b"}
        assert len(rows) == len(asked(store, "skips")) + 2 == 4
        assert asked(store, "roster", event=meetings[0].iri) == rows[:2]
        assert len(query(store, named_question("roster"), {"event": "meeting"}, limit=3)) == 3
        ask = "# param: it entity required It.\nASK { ?who gk:attends ?it }"
        assert query(store, ask, {"it": "meeting"})
        with pytest.raises(QueryError, match="several entities"):
            find(store, "meeting")


def test_a_name_of_too_many_is_refused() -> None:
    crowd = [unnamed("an official", doc=f"d{number}") for number in range(101)]
    with Store.open() as store:
        store.add(reading(f"d{n}", claim(one, "meets", "Vik")) for n, one in enumerate(crowd))
        with pytest.raises(QueryError, match="more than 100"):
            asked(store, "timeline", actor="an official")


def test_a_syntax_error_is_one_line(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        query(store, "SELECT * WHERE {\n ?s ?p\n}")
    assert "\n" not in str(caught.value)
    assert caught.value.query


def test_a_parameter_that_select_does_not_name_is_explained(store: Store) -> None:
    text = "# param: label text required A label.\nSELECT ?s { ?s rdfs:label ?label }"
    with pytest.raises(QueryError, match="among the variables of SELECT"):
        query(store, text, {"label": "x"})


def test_a_limit_tells_whether_there_is_more(store: Store) -> None:
    text = "SELECT ?c { ?c a gk:Claim }"
    assert (len(query(store, text, limit=3)), query(store, text, limit=3).truncated) == (3, True)
    assert not query(store, text, limit=14).truncated
    triples = query(store, "CONSTRUCT { ?c a gk:Claim } { ?c a gk:Claim }", limit=3)
    assert (len(triples), triples.truncated) == (3, True)
    assert not query(store, text, limit=0).rows


VALUES = """
SELECT ?i ?d ?f ?b ?day ?t ?l ?none ?iri { VALUES (?i ?d ?f ?b ?day ?t ?l ?none ?iri) {
  (1 2.5 1e3 true '2025-06-04'^^xsd:date 'a,"b"' 'c'@en UNDEF kb:NATO)
  (2 2.5 1e3 false '99999-01-01'^^xsd:date '<b>&\\u202E' 'c'@en UNDEF <https://a.example/x>) } }
"""


@pytest.fixture
def values(store: Store) -> Result:
    return query(store, VALUES)


def test_rows_are_python_values(values: Result) -> None:
    first, second = values
    assert first[:5] == (1, 2.5, 1000.0, True, dt.date(2025, 6, 4))
    assert first[5:] == ('a,"b"', "c", None, KB + "NATO")
    assert second[4] == "99999-01-01"
    assert len(values) == 2


def test_json_keeps_types_and_languages(values: Result) -> None:
    first = json.loads(values.to_json())["results"]["bindings"][0]
    assert first["i"] == {
        "type": "literal",
        "value": "1",
        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
    }
    assert first["l"] == {"type": "literal", "value": "c", "xml:lang": "en"}
    assert first["iri"] == {"type": "uri", "value": KB + "NATO"}
    assert "none" not in first


def test_csv_and_xml_can_be_read_back(values: Result) -> None:
    rows = list(csv.reader(io.StringIO(values.to_csv())))
    assert rows[0] == list(values.columns)
    assert rows[1][5] == 'a,"b"'
    assert ET.fromstring(values.to_xml()).tag.endswith("sparql")


def test_a_table_has_short_iris_and_no_control_characters(values: Result) -> None:
    table = values.to_table()
    assert "kb:NATO" in table
    assert "\u202e" not in table
    assert len(table.splitlines()) == 4


def test_html_is_escaped(values: Result) -> None:
    shown = values._repr_html_()
    assert "&lt;b&gt;&amp;" in shown
    assert "<b>" not in shown


def test_ask(store: Store) -> None:
    yes, no = query(store, "ASK { ?c a gk:Claim }"), query(store, "ASK { ?c a gk:Nothing }")
    assert (bool(yes), bool(no)) == (True, False)
    assert json.loads(yes.to_json())["boolean"] is True
    assert "yes" in yes.to_table()
    assert "true" in yes.to_csv()
    assert "true" in yes.to_xml()


def test_construct(store: Store) -> None:
    found = query(store, "CONSTRUCT { ?c a gk:Claim } { ?c a gk:Claim }")
    assert len(found.graph) == len(found) == 14
    assert "a gk:Claim" in found.to_turtle()
    assert "gk:Claim" in found.to_table()
    with pytest.raises(QueryError, match="Turtle"):
        found.to_json()
    with pytest.raises(QueryError, match="Turtle"):
        found.to_csv()


def test_a_table_is_no_turtle(values: Result) -> None:
    with pytest.raises(QueryError, match="CONSTRUCT"):
        values.to_turtle()


def test_a_query_loads_nothing_heavy(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("query") / "store"
    Store.open(home).close()
    code = f"""
import sys
from graphkit.query import named, query
from graphkit.store import Store
with Store.open({str(home)!r}, read_only=True) as store:
    query(store, named()["skips"])
print(sorted({{"rdflib", "spacy", "pandas", "networkx", "pyshacl"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_an_entity_of_two_documents_is_one_row(store: Store) -> None:
    assert entity(BRANDT).iri == KB + "Ilse_Brandt"
    assert query(store, "SELECT ?l { kb:Ilse_Brandt skos:prefLabel ?l }").rows == [("Ilse Brandt",)]
