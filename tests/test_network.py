"""Claims as a network: what becomes a node, its measures, and what other programs read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest
from newsroom import CLAIMS, DOCUMENTS, claim, entity

from graphkit.claims import ACTOR_TYPES, BASE, ENTITY_TYPES, Document, Reading, Run
from graphkit.errors import GraphkitError
from graphkit.network import FORMATS, Network, load, measure, measures, network
from graphkit.network.measures import betweenness, projection
from graphkit.store import Store


@pytest.fixture(scope="module")
def news() -> Network:
    return network(CLAIMS, DOCUMENTS)


def test_nodes_are_actors_and_events(news: Network) -> None:
    labels = {data["label"]: data["type"] for _, data in news.graph.nodes(data=True)}
    assert labels["Harbour Group meeting"] == "Event"
    assert "armour" not in labels
    assert len(news) == 6


def test_events_can_be_left_out_and_things_let_in() -> None:
    assert "Event" not in {row.type for row in network(CLAIMS, types=ACTOR_TYPES).measures()}
    assert "Thing" in {row.type for row in network(CLAIMS, types=ENTITY_TYPES).measures()}


def test_claims_of_lesser_interest_are_left_out_by_default(news: Network) -> None:
    assert all(each.core for each in news.claims)
    assert len(network(CLAIMS, core_only=False).claims) == len(news.claims) + 1


def test_a_network_can_be_of_some_relations() -> None:
    assert {each.predicate for each in network(CLAIMS, relations=["skips"]).claims} == {"skips"}


def test_a_network_can_be_of_a_period(news: Network) -> None:
    late = network(CLAIMS, DOCUMENTS, since=dt.date(2025, 6, 3))
    early = network(CLAIMS, DOCUMENTS, until=dt.date(2025, 6, 3))
    assert {each.doc for each in late.claims} == {"absence"}  # dated by its document
    assert "skips" in {each.predicate for each in late.claims}  # dated by its own time
    assert "skips" not in {each.predicate for each in early.claims}
    assert len(early.claims) == len(news.claims) - 1
    assert len(network(CLAIMS, since=dt.date(2025, 6, 5)).claims) == 0  # what nobody can date


def test_an_edge_carries_its_claim(news: Network) -> None:
    (first,) = [each for each in news.claims if each.predicate == "skips"]
    data = news.graph.edges[first.subject.iri, first.object.iri, first.id]
    assert data["claim"] is first
    assert {name: data[name] for name in ("predicate", "polarity", "modality", "time", "doc")} == {
        "predicate": "skips",
        "polarity": "affirmed",
        "modality": "planned",
        "time": "2025-06-04",
        "doc": "absence",
    }
    assert data["confidence"] == pytest.approx(0.85)


def test_the_commonest_name_of_an_entity_wins() -> None:
    brandt = entity("Ilse Brandt")
    other = replace(brandt, label="Minister Brandt")
    named = [
        replace(claim("Ilse Brandt", "affiliatedWith", "Vesland"), subject=subject, doc=doc)
        for doc, subject in (("a", other), ("b", brandt), ("c", brandt))
    ]
    assert network(named).graph.nodes[brandt.iri]["label"] == "Ilse Brandt"


def test_the_same_claim_twice_is_one_edge() -> None:
    assert len(network([CLAIMS[0], CLAIMS[0]]).claims) == 1


def test_measures_are_sorted_by_importance_and_name(news: Network) -> None:
    rows = news.measures()
    assert [row.pagerank for row in rows] == sorted((row.pagerank for row in rows), reverse=True)
    assert sum(row.pagerank for row in rows) == pytest.approx(1, abs=1e-4)
    by_label = {row.label: row for row in rows}
    assert by_label["Vesland"].degree == 4
    assert by_label["Vesland"].betweenness > by_label["Karelta"].betweenness
    assert {row.community for row in rows} == set(range(len(news.communities())))


def test_the_order_of_claims_changes_nothing(news: Network) -> None:
    mixed = list(CLAIMS)
    random.Random(1).shuffle(mixed)
    again = network(mixed, DOCUMENTS)
    assert again.measures() == news.measures()
    assert all(again.export(name) == news.export(name) for name in FORMATS)


def test_an_empty_network_is_no_error() -> None:
    nothing = network([])
    assert nothing.measures() == ()
    assert nothing.communities() == ()
    assert all(isinstance(nothing.export(name), str) for name in FORMATS)


def test_ego_keeps_what_is_near(news: Network) -> None:
    near = news.ego("Karelta")
    assert {row.label for row in near.measures()} == {"Karelta", "Norrania"}
    assert "Vesland" in {row.label for row in news.ego("Karelta", radius=2).measures()}
    assert near.documents == news.documents


def test_top_keeps_the_most_important(news: Network) -> None:
    assert {row.iri for row in news.top(3).measures()} <= {row.iri for row in news.measures()[:3]}
    assert len(news.top(0)) == 0


def test_among_keeps_what_is_named_and_what_links_two_that_are(news: Network) -> None:
    skips = next(each for each in news.claims if each.predicate == "skips")
    assert news.among([f"{BASE}claim/{skips.id}"]).claims == (skips,)
    linked = news.among(["Karelta", entity("Norrania").iri, "Vesland"])
    assert {each.predicate for each in linked.claims} == {"attacks", "suppliesArmsTo"}
    assert not news.among(["Karelta"]).claims


def test_between_finds_both_directions(news: Network) -> None:
    assert {each.predicate for each in news.between("Norrania", "Karelta")} == {
        "attacks",
        "suppliesArmsTo",
    }


def test_a_name_is_found_in_part_or_whole(news: Network) -> None:
    assert news.find("lindqvist") == entity("Tomas Lindqvist").iri
    assert news.find(entity("Vesland").iri) == entity("Vesland").iri
    with pytest.raises(GraphkitError, match="nobody named 'Atlantis'"):
        news.find("Atlantis")
    with pytest.raises(GraphkitError, match="several"):
        news.find("an")


def test_a_store_gives_the_same_network(news: Network) -> None:
    with Store.open() as store:
        store.add(
            Reading(document, tuple(c for c in CLAIMS if c.doc == name), Run("1", "none", "test"))
            for name, document in DOCUMENTS.items()
        )
        stored = Network.from_store(store)
        skipped = Network.from_store(store, relations=["skips"])
    assert stored.claims == news.claims
    assert stored.documents["absence"].title == "Brandt stays at home"
    assert len(skipped.claims) == 1


def test_a_subclass_stays_itself() -> None:
    class Special(Network):
        pass

    assert isinstance(Special(CLAIMS).ego("Karelta"), Special)


def test_graphml_is_read_back(news: Network) -> None:
    read = nx.parse_graphml(news.export("graphml"), force_multigraph=True)
    assert read.number_of_nodes() == len(news)
    assert read.number_of_edges() == len(news.claims)


def test_gexf_is_read_back_and_bears_no_date(news: Network) -> None:
    text = news.export("gexf")
    assert "lastmodified" not in text
    read = nx.read_gexf(io.BytesIO(text.encode()))
    assert {data["label"] for _, data in read.nodes(data=True)} == {
        row.label for row in news.measures()
    }
    assert read.number_of_edges() == len(news.claims)


def test_cytoscape_is_json_with_all_elements(news: Network) -> None:
    elements = json.loads(news.export("cytoscape"))["elements"]
    assert (len(elements["nodes"]), len(elements["edges"])) == (len(news), len(news.claims))


def test_csv_has_a_line_for_each_claim_with_its_document(news: Network) -> None:
    rows = list(csv.DictReader(io.StringIO(news.export("csv"))))
    skipped = next(row for row in rows if row["predicate"] == "skips")
    assert len(rows) == len(news.claims)
    assert skipped["title"] == "Brandt stays at home"
    assert skipped["attributed_to"] == "two diplomats"
    assert skipped["sentence"].startswith("Ilse Brandt will miss")


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_what_xml_cannot_carry_is_replaced(name: str) -> None:
    odd = replace(entity("Vesland"), label="Ves\x00land\x1b \ud800 <&>\"'")
    text = network([replace(claim("Ilse Brandt", "meets", "Vesland"), object=odd)]).export(name)
    assert ET.fromstring(text) is not None


def test_an_unknown_format_is_named(news: Network) -> None:
    with pytest.raises(GraphkitError, match="'dot'; there are csv, cytoscape, gexf, graphml"):
        news.export("dot")


@pytest.mark.parametrize(
    "choice", [{}, {"core_only": False}, {"types": ENTITY_TYPES}, {"relations": ["skips"]}]
)
def test_the_graph_of_a_store_is_the_same_without_claims(choice: dict[str, Any]) -> None:
    names = ("a b", 'tab\t"quote"\\', "line\nend", "ø\u2028", "Name")
    odd = [
        claim("Ilse Brandt", f"eyes {name}", "Vesland", open=True, confidence=1.0, time=None)
        for name in names
    ]
    others = [
        replace(one, subject=replace(one.subject, label=name), doc=f"d {name}")
        for one, name in zip(odd, names, strict=True)
    ]
    with Store.open() as store:
        for name in {each.doc for each in (*CLAIMS, *odd, *others)}:
            document = DOCUMENTS.get(name) or Document(name, "")
            about = tuple(each for each in (*CLAIMS, *odd, *others) if each.doc == name)
            store.add([Reading(document, about, Run("1", "none", "test"))])
        whole, fast = Network.from_store(store, **choice), load(store, **choice)
    assert measure(fast) == whole.measures()
    slow = whole.graph
    for *_, data in slow.edges(data=True):
        del data["claim"]
    assert list(fast.nodes(data=True)) == list(slow.nodes(data=True))
    assert list(fast.edges(keys=True, data=True)) == list(slow.edges(keys=True, data=True))
    assert len(fast.edges) > 0


def test_betweenness_is_what_networkx_says(news: Network) -> None:
    flat = projection(news.graph)
    assert betweenness(flat) == pytest.approx(nx.betweenness_centrality(flat))


def test_betweenness_of_a_large_network_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    flat = nx.path_graph(["a", "b", "c", "d"])
    monkeypatch.setattr(measures, "EXACT_BETWEENNESS", 3)
    monkeypatch.setattr(measures, "PIVOTS", 4)
    assert betweenness(flat) == pytest.approx(nx.betweenness_centrality(flat))
