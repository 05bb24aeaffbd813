"""A network on paper: everything is there, nothing on another, equal networks in equal bytes."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations
from typing import Any

import crowd
import numpy as np
import pytest
from hostile import HOSTILE
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from newsroom import CLAIMS, DOCUMENTS, claim, entity, known

from graphkit.errors import ViewError
from graphkit.network import network
from graphkit.view.engines import TEMPLATES
from graphkit.view.ink import bends, draw_edges, middle, stroke, traces
from graphkit.view.key import entries
from graphkit.view.lettering import Box, Room, draw_names, lines
from graphkit.view.payload import payload
from graphkit.view.picture import PICTURES, picture
from graphkit.view.sheet import WIDTH, Sheet

NEWS = network(CLAIMS, DOCUMENTS)


def sheet(claims: Any = CLAIMS) -> Sheet:
    theme = json.loads((TEMPLATES / "theme.json").read_text("utf-8"))
    return Sheet.of(payload(network(claims, DOCUMENTS), known()), theme)


def edge(drawn: Sheet, relation: str) -> Any:
    return next(each for each in drawn.data["edges"] if each["relation"] == relation)


def written(drawn: Sheet) -> list[Any]:
    figure = Figure(figsize=(WIDTH / 72, drawn.height / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, drawn.height))
    draw_names(axes, drawn)
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]  # matplotlib's
    return [(text, text.get_window_extent(renderer)) for text in axes.texts]


def test_an_svg_is_well_formed_and_the_same_again() -> None:
    first = picture(NEWS, known(), "svg")
    assert ET.fromstring(first).tag.endswith("svg")
    assert picture(network(reversed(CLAIMS), DOCUMENTS), known(), "svg") == first
    assert b"<dc:date>" not in first


def test_a_png_is_as_wide_as_a_page_of_print() -> None:
    content = picture(NEWS, known(), "png")
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert 2000 < width < 2400
    assert height > 600


def test_an_empty_network_is_an_empty_picture() -> None:
    assert ET.fromstring(picture(network([]), known(), "svg")) is not None


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ViewError, match="'gif' is no kind of picture; choose one of: svg, png"):
        picture(NEWS, known(), "gif")
    assert PICTURES == ("svg", "png")


def test_an_edge_looks_like_its_claims() -> None:
    drawn = sheet()
    assert stroke(drawn, edge(drawn, "skips")).dashes
    assert stroke(drawn, edge(drawn, "skips")).strength < 1  # only two diplomats say so
    assert stroke(drawn, edge(drawn, "attacks")).dashes is None
    assert stroke(drawn, edge(drawn, "attacks")).colour == drawn.theme["families"]["conflict"][0]
    denied = [stroke(drawn, each) for each in drawn.data["edges"]]
    assert {look.colour for look in denied if look.negated} == {drawn.theme["negated"][0]}


def test_edges_of_one_pair_lie_apart() -> None:
    drawn = sheet()
    pair = {"from": 0, "to": 1}
    apart = bends([pair, {"from": 1, "to": 0}, {"from": 0, "to": 2}])
    start, end = drawn.points[0], drawn.points[1]
    one, other = middle(start, end, apart[0]), middle(end, start, apart[1])
    assert np.hypot(*(one - other)) > 0.05 * np.hypot(*(start - end))
    assert apart[2] == 0


def test_traces_follow_the_arrows() -> None:
    drawn = sheet()
    axes = Figure(figsize=(WIDTH / 72, drawn.height / 72), dpi=72).add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, drawn.height))
    draw_edges(axes, drawn)
    inked = traces(drawn)
    arrows = [patch.get_path().vertices for patch in axes.patches]
    assert len(arrows) == len(drawn.data["edges"])
    for number, each in enumerate(drawn.data["edges"]):
        ours = inked[number :: len(drawn.data["edges"])]
        control = middle(
            drawn.points[each["from"]], drawn.points[each["to"]], bends(drawn.data["edges"])[number]
        )
        assert np.hypot(*(ours - control).T).min() < 4


def test_names_lie_on_no_other_and_inside_the_sheet() -> None:
    drawn = sheet(crowd.claims())
    found = written(drawn)
    assert len(found) > 10
    for (_, box), (_, other) in combinations(found, 2):
        assert not (
            box.x0 + 1 < other.x1
            and other.x0 + 1 < box.x1
            and box.y0 + 2 < other.y1
            and other.y0 + 2 < box.y1
        )
    assert all(box.x0 >= 0 and box.x1 <= WIDTH and box.y0 >= 0 for _, box in found)


def test_the_most_important_are_named() -> None:
    drawn = sheet()
    texts = {text.get_text().replace("\n", " ") for text, _ in written(drawn)}
    assert {node["label"] for node in drawn.data["nodes"][:3]} <= texts
    assert "supplies arms to ×2" in texts


def test_what_is_taken_is_taken() -> None:
    room = Room(sheet())
    box = Box(4, 4, 14, 14)
    assert room.free(box)
    room.take(box)
    assert not room.free(box)
    assert room.best([box], leading=True) is None


def test_long_names_are_cut_to_three_lines() -> None:
    cut = lines(
        "The Extraordinary and Permanent Commission for the Joint Survey of the Northern Border"
    )
    assert len(cut) == 3
    assert cut[-1].endswith("…")
    assert lines("Vesland") == ["Vesland"]


def test_the_key_explains_what_occurs_and_nothing_else() -> None:
    names = {name for _, name in entries(sheet())}
    assert {"Person", "Country", "conflict", "planned", "possible", "negated"} <= names
    assert not {"Weapon", "requested"} & names


@pytest.mark.parametrize("kind", ["svg"])
def test_hostile_names_are_only_names(kind: str) -> None:
    some = [
        replace(
            claim("Ilse Brandt", "meets", "Vesland"),
            object=replace(entity(f"V{n}", "Country"), label=bad),
        )
        for n, bad in enumerate(HOSTILE[:60:3])
    ]
    root = ET.fromstring(picture(network([*some, CLAIMS[0]]), known(), kind))
    assert not [one for one in root.iter() if re.search("script|foreignObject|image$", one.tag)]
    assert not [name for one in root.iter() for name in one.attrib if name.lower().startswith("on")]
