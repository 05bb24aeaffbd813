"""Values of variables in a query that is sent elsewhere: terms, never part of its text.

Each group of the WHERE clause that speaks of a variable gets its value as `VALUES`, so that the
filters of that group see it. Terms are written by Oxigraph: nothing in them can end the data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_MAKERS = {"CONSTRUCT", "DESCRIBE"}
_FORMS = {"SELECT", "ASK", *_MAKERS}
_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\\\s]*>|[\w.-]*:[\w.%-]*
      |\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      |[?$](?P<variable>\w+)|(?P<word>\w+)|(?P<brace>[{}])""",
    re.VERBOSE | re.DOTALL,
)


def makes_triples(text: str) -> bool:
    """Tell whether a query is answered by triples rather than by a table or by yes or no."""
    words = (match["word"].upper() for match in _TOKEN.finditer(text) if match["word"])
    return next((word in _MAKERS for word in words if word in _FORMS), False)


def bound(text: str, values: Mapping[ox.Variable, Term]) -> str:
    """Return the text of a query in which variables have values."""
    wanted = {variable.value: term for variable, term in values.items()}
    places: dict[int, dict[str, Term]] = {}
    groups: list[int] = [0]  # where the groups begin that are open; the query itself at 0
    before = ""
    for match in _TOKEN.finditer(text):
        if match["skip"]:
            continue
        if match["brace"] == "{":
            groups.append(match.end())
            if before != "CONSTRUCT":  # of which the template has no room for values
                places[match.end()] = {}
        elif match["brace"]:
            groups = groups[:-1] or [0]
        elif match["word"] and match["word"].upper() == "SELECT":
            places.pop(groups[-1], None)  # a subquery begins with SELECT, which nothing precedes
        elif match["variable"] in wanted and groups[-1] in places:
            places[groups[-1]][match["variable"]] = wanted[match["variable"]]
        before = (match["word"] or "").upper()
    for place in sorted(places, reverse=True):
        said = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in places[place].items())
        text = text[:place] + said + text[place:]
    return text
