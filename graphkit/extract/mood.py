"""A mood: whether something is said to be so, and how firmly."""

from __future__ import annotations

from typing import NamedTuple

STRENGTH = {"actual": 0, "planned": 1, "requested": 2, "possible": 3}
FLIPPED = {"affirmed": "negated", "negated": "affirmed"}


class Mood(NamedTuple):
    """Polarity and modality of what a verb says."""

    polarity: str = "affirmed"
    modality: str = "actual"

    def flipped(self) -> Mood:
        """Return the same with the opposite polarity."""
        return Mood(FLIPPED[self.polarity], self.modality)

    def under(self, above: Mood) -> Mood:
        """Return this mood inside another: a planned refusal is planned and refused."""
        polarity = self.polarity if above.polarity == "affirmed" else FLIPPED[self.polarity]
        return Mood(polarity, max(self.modality, above.modality, key=STRENGTH.__getitem__))


def stronger(one: str, other: str) -> str:
    """Return the modality that says less of what is so."""
    return max(one, other, key=STRENGTH.__getitem__)
