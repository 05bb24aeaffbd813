"""Which type a name or a description takes where a verb or a preposition wants one."""

from __future__ import annotations

from graphkit.extract.names import Name

PLACES = frozenset({"Place", "Country"})

# what a Thing may be: anything but somebody or somewhere
THINGS = frozenset({"Event", "Agreement", "Weapon", "Role", "Organization"})


def fits(kind: str, types: frozenset[str]) -> bool:
    """Tell whether a type is one of those that a relation takes."""
    return kind in types or ("Thing" in types and kind in THINGS)


def as_wanted(kind: str | None, wanted: frozenset[str]) -> str:
    """Return the type of a description; a bridge that is blown up is no place but a thing."""
    razed = kind == "Place" and "Thing" in wanted and "Place" not in wanted
    return "Thing" if razed or kind is None else kind


def coerced(name: Name, wanted: frozenset[str]) -> str:
    """Return the type of a name; a mere guess of the model yields to what the verb takes."""
    if name.sure or not wanted or name.type in wanted or "Thing" in wanted:
        return name.type
    if wanted <= PLACES:
        return "Place"
    wide = name.type != "Place" or len(name.span) > 1  # "Palawan" stays a place
    return "Organization" if "Organization" in wanted and wide else name.type
