"""Refuses what must not reach the engine: other machines, and nesting that would crash it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.errors import QueryError
from graphkit.rdf import PREFIXES

DEPTH = 200  # brackets in brackets; thousands overflow the stack of Oxigraph's parser
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FROM = re.compile(r"(?<![?$\w])FROM\s*(NAMED\s*)?(<|[\w.-]*:)", re.IGNORECASE)


def check(text: str, name: str) -> str:
    """Return the text of a query as the engine may see it.

    Raises:
        QueryError: It asks another machine (SERVICE), or nests too deeply.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # of which comments end where differs
    if _depth(text) > DEPTH:
        raise QueryError(f"brackets are nested more than {DEPTH} deep", name=name or None)
    if "service" in _unescaped(text).lower() and _has("ServiceGraphPattern", text, name):
        raise QueryError(
            "SERVICE is refused: a query reaches no other machine", name=name or None, query=text
        )
    return text


def names_graphs(text: str, name: str) -> bool:
    """Tell whether a query says by FROM which graphs it is about; else it is about all of them."""
    return bool(_FROM.search(_unescaped(text))) and _has("DatasetClause", text, name)


def _depth(text: str) -> int:
    """Return an upper bound of the nesting; brackets in strings are counted as well."""
    depth = deepest = 0
    for character in text:
        if character in "{[(":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else "\N{REPLACEMENT CHARACTER}"


def _has(part: str, text: str, name: str) -> bool:
    """Look for a part of the grammar: its keyword may stand in a string or a name as well."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    if text != _unescaped(text):  # which rdflib and Oxigraph read differently
        reason = "with SERVICE or FROM in it, a query holds no \\u escapes; write the characters"
        raise QueryError(reason, name=name or None, query=text)
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    try:
        return part in _parts(parseQuery(declared + text))
    except (ParseException, RecursionError) as exc:
        reason = f"cannot be checked for SERVICE and FROM: {exc}"
        raise QueryError(reason, name=name or None, query=text) from exc


def _parts(node: object) -> Iterator[str]:
    """Yield the names of all parts of a parsed query."""
    if hasattr(node, "name") and isinstance(node.name, str):
        yield node.name
    if isinstance(node, dict):
        for value in node.values():
            yield from _parts(value)
    elif hasattr(node, "__iter__") and not isinstance(node, str):
        for value in node:
            yield from _parts(value)
