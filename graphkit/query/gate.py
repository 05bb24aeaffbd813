"""Refuses what must not reach the engine: other machines, and nesting that would crash it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.errors import QueryError
from graphkit.rdf import PREFIXES

DEPTH = 200  # brackets in brackets; thousands overflow the stack of Oxigraph's parser
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(text: str, name: str) -> str:
    """Return the text of a query as the engine may see it.

    Raises:
        QueryError: It asks another machine (SERVICE), or nests too deeply.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # of which comments end where differs
    if _depth(text) > DEPTH:
        raise QueryError(f"brackets are nested more than {DEPTH} deep", name=name or None)
    unescaped = _ESCAPE.sub(_character, text)
    if "service" in unescaped.lower() and _has_service(text, unescaped, name):
        raise QueryError(
            "SERVICE is refused: a query reaches no other machine", name=name or None, query=text
        )
    return text


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


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else "\N{REPLACEMENT CHARACTER}"


def _has_service(text: str, unescaped: str, name: str) -> bool:
    """Look for SERVICE where it is a keyword: the word may stand in a string or a name as well."""
    if text != unescaped:
        raise QueryError(
            "a query with the word `service` may not hold \\u escapes; write the characters",
            name=name or None,
        )
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    try:
        return any(part == "ServiceGraphPattern" for part in _parts(parseQuery(declared + text)))
    except (ParseException, RecursionError) as exc:
        raise QueryError(f"cannot be checked for SERVICE: {exc}", name=name or None) from exc


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
