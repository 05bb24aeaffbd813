"""The view's colours: seen on their paper, and told apart by those who see fewer colours."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from graphkit.claims import ENTITY_TYPES
from graphkit.view.engines import TEMPLATES

THEME: dict[str, Any] = json.loads((TEMPLATES / "theme.json").read_text("utf-8"))
PAPER = ("#ffffff", "#11161c")
# linear RGB as seen with two kinds of cones: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes,
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.0
SIGHT = {
    "all cones": np.eye(3),
    "no red cones": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green cones": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
# linear RGB to OKLab: B. Ottosson, "A perceptual color space for image processing", 2020
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
APART = 0.06  # in OKLab, where 0.02 is just noticed side by side
Colour = NDArray[np.float64]


def linear(colour: str) -> Colour:
    channels = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour: Colour) -> Colour:
    cones = np.cbrt(TO_CONES @ np.clip(colour, 0, 1))
    return np.asarray(TO_LAB @ cones)


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted(float(weights @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def looks() -> dict[str, tuple[str, bool]]:
    return {
        name: (look["shape"], look.get("hollow", False)) for name, look in THEME["types"].items()
    }


def test_every_entity_type_has_a_shape_of_its_own() -> None:
    assert set(looks()) == set(ENTITY_TYPES)
    assert len(set(looks().values())) == len(ENTITY_TYPES)


@pytest.mark.parametrize("night", [0, 1], ids=["light", "dark"])
def test_colours_stand_out_from_their_paper(night: int) -> None:
    shown = {name: look["colour"][night] for name, look in THEME["types"].items()}
    shown |= {name: pair[night] for name, pair in THEME["families"].items()}
    shown |= {name: THEME[name][night] for name in ("negated", "other", "bundle")}
    faint = {name: contrast(colour, PAPER[night]) for name, colour in shown.items()}
    assert {name for name, value in faint.items() if value < 3} == set()


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("night", [0, 1], ids=["light", "dark"])
def test_colours_are_told_apart_by_everyone(sight: str, night: int) -> None:
    families = {name: pair[night] for name, pair in THEME["families"].items()}
    actors = {
        name: THEME["types"][name]["colour"][night]
        for name in ("Person", "Organization", "Country", "Group", "Event")
    }
    for colours in (families | {"negated": THEME["negated"][night]}, actors):
        seen = {name: lab(SIGHT[sight] @ linear(colour)) for name, colour in colours.items()}
        alike = [
            (one, other)
            for one, other in combinations(seen, 2)
            if np.linalg.norm(seen[one] - seen[other]) < APART
        ]
        assert alike == []
