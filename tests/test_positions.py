"""Where nodes stand: apart, in their communities, and where they stood before."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from statistics import mean, median

import networkx as nx
import numpy as np
import pytest
from newsroom import CLAIMS, DOCUMENTS, claim, entity
from scipy.sparse import csr_array

from graphkit.claims import Reading, Run
from graphkit.network import Network, network
from graphkit.network.positions import positions
from graphkit.network.stress import ALL_PAIRS, spread
from graphkit.store import Store
from graphkit.store import places as kept

Places = dict[str, tuple[int, int]]
BOX = (30.0, 30.0)


def made_up(count: int, seed: int = 1) -> tuple[nx.Graph[str], list[list[str]]]:
    """Return a network of communities of unequal sizes, each around a few nodes with many links."""
    chance = random.Random(seed)
    flat: nx.Graph[str] = nx.Graph()
    names = [f"n{number:04}" for number in range(count)]
    flat.add_nodes_from(names)
    parts = [names[start : start + size] for start, size in cuts(count)]
    for part in parts:
        for number, name in enumerate(part[1:], 1):
            flat.add_edge(name, part[int(number * chance.random() ** 3)])
    for part, other in pairwise(parts):
        flat.add_edge(part[0], other[0])
        flat.add_edge(chance.choice(part), chance.choice(other))
    return flat, parts


def cuts(count: int) -> list[tuple[int, int]]:
    found, start, size = [], 0, max(count // 3, 1)
    while start < count:
        size = min(size, count - start)
        found.append((start, size))
        start, size = start + size, max(size // 2, 8)
    return found


def plan(count: int, **rest: Places) -> Places:
    flat, groups = made_up(count)
    return positions(flat, groups, dict.fromkeys(flat, BOX), **rest)


def overlaps(places: Places, box: tuple[float, float] = BOX) -> int:
    # a place is rounded to whole pixels
    width, height = box[0] - 1, box[1] - 1
    return sum(
        abs(x - other_x) < width and abs(y - other_y) < height
        for (x, y), (other_x, other_y) in combinations(places.values(), 2)
    )


def far(places: Places, one: str, other: str) -> float:
    return float(np.hypot(*np.subtract(places[one], places[other])))


@pytest.mark.parametrize("count", [1, 2, 30, 119, 300, 900])
def test_no_box_lies_on_another(count: int) -> None:
    places = plan(count)
    assert len(places) == count
    assert overlaps(places) == 0


def test_wide_names_and_lone_nodes_keep_apart_too() -> None:
    ring: nx.Graph[str] = nx.Graph(pairwise(f"n{number:02}" for number in range(30)))
    ring.add_node("alone")
    box = (120.0, 60.0)
    assert overlaps(positions(ring, [sorted(ring)], dict.fromkeys(ring, box)), box) == 0


def test_the_same_network_is_laid_out_the_same() -> None:
    assert plan(300) == plan(300)


def test_neighbours_stand_near_and_communities_together() -> None:
    flat, groups = made_up(900)
    places = positions(flat, groups, dict.fromkeys(flat, BOX))
    chance = random.Random(3)
    pairs = [chance.sample(sorted(flat), 2) for _ in range(2000)]
    anyone = mean(far(places, *pair) for pair in pairs)
    assert mean(far(places, *edge) for edge in flat.edges) < anyone / 3
    middles = [np.mean([places[node] for node in group], axis=0) for group in groups]
    at_home = [
        np.argmin([np.hypot(*(np.array(places[node]) - middle)) for middle in middles]) == number
        for number, group in enumerate(groups)
        for node in group
    ]
    assert np.mean(at_home) > 0.9


def test_edges_are_as_short_as_in_a_spring_layout() -> None:
    flat, groups = made_up(300)
    ours = positions(flat, groups, dict.fromkeys(flat, BOX))
    springs = nx.spring_layout(flat, seed=1, iterations=50)

    def share(places: dict[str, tuple[float, float]]) -> float:
        points = np.array([places[node] for node in sorted(flat)])
        edges = [np.hypot(*np.subtract(places[one], places[other])) for one, other in flat.edges]
        return float(np.mean(edges) / np.sqrt(((points - points.mean(axis=0)) ** 2).sum(1).mean()))

    assert share(dict(ours)) < share({node: (at[0], at[1]) for node, at in springs.items()})


@pytest.mark.parametrize("count", [60, ALL_PAIRS + 100])
def test_paths_are_as_long_on_paper_as_in_the_network(count: int) -> None:
    points = spread(csr_array(nx.to_scipy_sparse_array(nx.path_graph(count))))
    ends = np.hypot(*(points[0] - points[-1]))
    assert ends == pytest.approx(count - 1, rel=0.15)


def test_what_stood_somewhere_stays_when_documents_are_added() -> None:
    before = plan(300)
    flat, groups = made_up(300)
    chance = random.Random(5)
    known = sorted(flat)
    for number in range(30):
        flat.add_edge(f"new{number:02}", chance.choice(known))
    flat.add_edge("new30", "new31")  # linked to nobody that was there
    groups = [*groups, [node for node in flat if node.startswith("new")]]
    after = positions(flat, groups, dict.fromkeys(flat, BOX), before)
    width = max(x for x, _ in before.values()) - min(x for x, _ in before.values())
    moved = [far({"a": before[node], "b": after[node]}, "a", "b") for node in before]
    assert median(moved) < 0.01 * width
    assert max(moved) < 0.05 * width
    assert overlaps(after) == 0
    near = [far(after, f"new{n:02}", next(iter(flat[f"new{n:02}"]))) for n in range(30)]
    assert median(near) < 0.1 * width


def test_a_small_part_is_laid_out_anew_but_keeps_its_directions() -> None:
    flat, _ = made_up(300)
    before = plan(300)
    part = nx.ego_graph(flat, "n0000", radius=1)
    after = positions(part, [sorted(part)], dict.fromkeys(part, BOX), before)
    again = positions(part, [sorted(part)], dict.fromkeys(part, BOX))
    assert overlaps(after) == 0
    old, new = (np.array([places[n] for n in sorted(part)], float) for places in (before, after))
    free = np.array([again[node] for node in sorted(part)], float)

    def agreement(points: np.ndarray) -> float:
        centred = points - points.mean(axis=0)
        return float((centred * (old - old.mean(axis=0))).sum() / np.linalg.norm(centred))

    assert agreement(new) >= agreement(free)
    assert agreement(new) > 0


def test_a_store_remembers_where_its_actors_stood(tmp_path: Path) -> None:
    run = Run("1", "none", "test")
    early = {name: document for name, document in DOCUMENTS.items() if name == "raid"}
    with Store.open(tmp_path / "store") as store:
        for documents in (early, DOCUMENTS):
            store.add(
                Reading(document, tuple(c for c in CLAIMS if c.doc == name), run)
                for name, document in documents.items()
            )
            found = Network.from_store(store)
            before = kept.read(store.location)
            found.remember()
            assert kept.read(store.location) == {
                iri: (at.x, at.y) for iri, at in found.places().items()
            }
    assert before
    moved = [np.hypot(*np.subtract(found.places()[iri][:2], at)) for iri, at in before.items()]
    assert max(moved) < 150  # pixels: about the width of a name


def test_a_choice_of_claims_is_not_remembered(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.add([Reading(DOCUMENTS["raid"], CLAIMS[6:7], Run("1", "none", "test"))])
        Network.from_store(store, relations=["suppliesArmsTo"]).remember()
        Network.from_store(store).top(1).remember()
        assert kept.read(store.location) == {}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', '{"a": ["x", 2]}'])
def test_an_unreadable_memory_is_no_memory(tmp_path: Path, text: str) -> None:
    (tmp_path / "places.json").write_text(text, "utf-8")
    assert kept.read(tmp_path) == {}


def test_many_nodes_take_less_room_each() -> None:
    crowd = [
        replace(claim("Vesland", "meets", "Norrania"), object=entity(f"Actor {n}", "Person"))
        for n in range(500)
    ]
    places = network(crowd).places()
    area = np.prod(np.ptp([at[:2] for at in places.values()], axis=0))
    assert area < 500 * 180 * 60  # what their names would take
    assert max(at.size for at in places.values()) == places[entity("Vesland").iri].size
