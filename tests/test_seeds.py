"""The seeds load, say where they come from, hold what they promise, and can be made again."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, RDF, BNode, Graph

from graphkit.claims import GK, KB, slug
from graphkit.ontology import Actor, Office, Ontology, data_dir, load

REPO = Path(__file__).resolve().parent.parent
FACTS = REPO.parent / "shared" / "facts"
FILES = sorted((data_dir("seeds") / "actors").glob("*.ttl"))
HOSTS = {
    "creativecommons.org",
    "opendatacommons.org",
    "opensource.org",
    "purl.org",
    "w3id.org",
    "www.apache.org",
    "www.w3.org",
    "www.wikidata.org",
}


@pytest.fixture(scope="module")
def seeds() -> Ontology:
    return load()


@pytest.fixture(scope="module")
def graph() -> Graph:
    whole = Graph()
    for path in FILES:
        whole.parse(path, format="ox-turtle")
    return whole


def of_type(seeds: Ontology, entity_type: str) -> list[Actor]:
    return [actor for actor in seeds.actors.values() if actor.type == entity_type]


def actor(seeds: Ontology, label: str) -> Actor:
    return seeds.actors[KB + slug(label)]


def holders(seeds: Ontology, role: str, body: str, day: str) -> set[str]:
    on = dt.date.fromisoformat(day)
    return {
        seeds.actors[office.person].label
        for office in seeds.offices
        if office.role == role and office.body == KB + slug(body) and office.held_on(on)
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_names_its_sources_and_licences(path: Path) -> None:
    single = Graph().parse(path, format="ox-turtle")
    (dataset,) = single.subjects(RDF.type, DCAT.Dataset)
    for predicate in (DCTERMS.title, DCTERMS.source, DCTERMS.license):
        assert list(single.objects(dataset, predicate)), f"{path.name} has no {predicate}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_refer_to_vocabularies_and_licences_only(path: Path) -> None:
    found = re.findall(r"https?://([^/#>\s\"]+)", path.read_text(encoding="utf-8"))
    assert set(found) <= HOSTS


def test_no_blank_nodes(graph: Graph) -> None:
    assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]


def test_countries_have_capital_demonym_and_code(graph: Graph) -> None:
    query = f"""
        SELECT DISTINCT ?country WHERE {{
            ?country a <{GK}Country> ; <{GK}capital> ?city ; <{GK}demonym> ?demonym ;
                <{GK}iso2> ?iso2 ; <{GK}iso3> ?iso3 .
            ?city a <{GK}Place> ; <{GK}within> ?country .
        }}"""
    assert len(list(graph.query(query))) >= 195


def test_every_country_and_territory_is_there(seeds: Ontology) -> None:
    assert len(of_type(seeds, "Country")) == 250


def test_organizations_with_acronym(graph: Graph) -> None:
    query = f"SELECT DISTINCT ?body WHERE {{ ?body a <{GK}Organization> ; <{GK}acronym> ?a }}"
    assert len(list(graph.query(query))) >= 150


def test_offices_are_dated(seeds: Ontology) -> None:
    dated = [office for office in seeds.offices if office.since or office.until]
    assert len(dated) == len(seeds.offices) >= 400
    assert all(office.person in seeds.actors and office.body in seeds.actors for office in dated)
    assert all(office.role in seeds.classes for office in dated)


def test_offices_begin_before_they_end(seeds: Ontology) -> None:
    def turned(office: Office) -> bool:
        return bool(office.since and office.until and office.until < office.since)

    assert not list(filter(turned, seeds.offices))


def test_names_are_unique_within_a_type(seeds: Ontology) -> None:
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for known in seeds.actors.values():
        for name in known.names:
            owners[known.type, name].add(known.label)
        for name in known.demonyms:
            owners["demonym", name].add(known.label)
        for name in known.metonyms:
            owners["metonym", name].add(known.label)
    assert not {name: labels for name, labels in owners.items() if len(labels) > 1}


def test_what_belongs_to_something_belongs_to_something_known(seeds: Ontology) -> None:
    missing = {known.within for known in seeds.actors.values() if known.within} - set(seeds.actors)
    assert not missing


@pytest.mark.parametrize(
    ("label", "demonym", "metonym", "name"),
    [
        ("United Kingdom", "British", "Downing Street", "UK"),
        ("Russia", "Russian", "Kremlin", "Russian Federation"),
        ("United States", "American", "Washington", "U.S."),
        ("South Korea", "South Korean", "Seoul", "Republic of Korea"),
        ("Turkey", "Turkish", "Ankara", "Türkiye"),
        ("Ivory Coast", "Ivorian", "Abidjan", "Côte d'Ivoire"),
        ("Democratic Republic of the Congo", "Congolese", "Kinshasa", "DRC"),
        ("Czech Republic", "Czech", "Prague", "Czechia"),
        ("Ukraine", "Ukrainian", "Bankova", "Ukraine"),
        ("France", "French", "Elysee", "French Republic"),
    ],
)
def test_how_news_names_a_country(
    seeds: Ontology, label: str, demonym: str, metonym: str, name: str
) -> None:
    country = actor(seeds, label)
    assert country.type == "Country"
    assert demonym in country.demonyms
    assert metonym in country.metonyms
    assert name in country.names


@pytest.mark.parametrize(
    ("label", "name", "within"),
    [
        ("Pentagon", "Defense Department", "United States"),
        ("Russian Defense Ministry", "Ministry of Defence of Russia", "Russia"),
        ("Israel Defense Forces", "IDF", "Israel"),
        ("UK Ministry of Defence", "MoD", "United Kingdom"),
        ("Quds Force", "Qods Force", "Islamic Revolutionary Guard Corps"),
        ("United Nations Security Council", "UNSC", "United Nations"),
    ],
)
def test_bodies_belong_to_a_state_or_a_body(
    seeds: Ontology, label: str, name: str, within: str
) -> None:
    body = actor(seeds, label)
    assert name in body.names
    assert body.within == actor(seeds, within).iri


def test_metonyms_of_bodies(seeds: Ontology) -> None:
    assert "Foggy Bottom" in actor(seeds, "State Department").metonyms
    assert "Quai d'Orsay" in actor(seeds, "French Foreign Ministry").metonyms
    assert "Brussels" in actor(seeds, "European Union").metonyms


@pytest.mark.parametrize("name", ["UDCG", "Ramstein group", "Ramstein format"])
def test_the_contact_group_goes_by_several_names(seeds: Ontology, name: str) -> None:
    assert name in actor(seeds, "Ukraine Defense Contact Group").names


def test_who_leads_nato(seeds: Ontology) -> None:
    nato = "NATO"
    assert holders(seeds, "head", nato, "2025-06-01") == {"Mark Rutte"}
    assert holders(seeds, "head", nato, "2024-01-01") == {"Jens Stoltenberg"}


def test_who_leads_defence_on_the_day_of_the_contact_group(seeds: Ontology) -> None:
    for body, person in [("United States", "Pete Hegseth"), ("United Kingdom", "John Healey")]:
        assert person in holders(seeds, "defenceMinister", body, "2025-06-04")
    assert "Rustem Umerov" in holders(seeds, "defenceMinister", "Ukraine", "2025-06-04")
    assert "Rustem Umerov" not in holders(seeds, "defenceMinister", "Ukraine", "2025-08-01")


def test_a_wikidata_id_names_one_person(seeds: Ontology) -> None:
    ids = [person.same_as for person in of_type(seeds, "Person") if person.same_as]
    assert len(ids) == len(set(ids))


def test_names_carry_no_honorific(seeds: Ontology) -> None:
    ranks = re.compile(r"^(Archbishop|Sir|Dr\.|Gen\.|Col\.|Capt\.|and|of) ")
    assert not [person.label for person in of_type(seeds, "Person") if ranks.match(person.label)]


def test_memberships(graph: Graph) -> None:
    def members(body: str) -> set[str]:
        query = f"""
            PREFIX org: <http://www.w3.org/ns/org#>
            SELECT ?state WHERE {{
                ?membership org:organization <{KB}{slug(body)}> ; org:member ?state
                FILTER NOT EXISTS {{ ?membership org:role ?role }}
            }}"""
        return {str(row[0]).removeprefix(KB) for row in graph.query(query)}  # type: ignore[index]

    assert len(members("NATO")) == 32
    assert len(members("European Union")) == 27
    assert len(members("Group of Seven")) == 7
    assert {"China", "France", "Russia"} <= members("United Nations Security Council")


@pytest.mark.skipif(not FACTS.is_dir(), reason="the tables of facts lie outside this repository")
@pytest.mark.skipif(not (REPO / "seeds").is_dir(), reason="tests run against an installed wheel")
def test_the_generator_reproduces_the_files(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, REPO / "seeds" / "make_actors.py", FACTS, "--output", tmp_path],
        env=os.environ | {"PYTHONPATH": str(REPO), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    committed = REPO / "seeds" / "actors"
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {path.name for path in committed.glob("*.ttl")}
    for name in sorted(made):
        assert (tmp_path / name).read_bytes() == (committed / name).read_bytes(), name
