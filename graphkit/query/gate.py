"""Refuses what must not reach the engine: other machines, graphs of elsewhere, deep nesting.

It runs in the worker: a parser can be sent into an endless search as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from graphkit.errors import QueryError
from graphkit.rdf import PREFIXES

DEPTH = 200  # brackets in brackets; thousands overflow the stack of Oxigraph's parser
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_IN_STRINGS = {'"': '\\"', "'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
# no keyword follows `?`, `$` or `:` without a space: these begin the rest of a name
_NAME = re.compile(r"[?$:]\w+", re.ASCII)
_SUSPECT = re.compile(r"service|from", re.IGNORECASE)
_HEADER = re.compile(r"\A(?:\s*#[^\n]*\n)+")


@dataclass(frozen=True, slots=True)
class Passed:
    """A query that may be asked.

    Attributes:
        text: The query as the engine may see it.
        union: Whether it is about all graphs together, as it names none by FROM.
    """

    text: str
    union: bool


def check(
    text: str, name: str, holds: Callable[[str], bool], services: Collection[str] = ()
) -> Passed:
    """Return a query that reaches nothing but the store.

    Args:
        text: SPARQL.
        name: What the query is called, or "".
        holds: Tells whether the store has a graph of this name.
        services: Hosts that SERVICE may ask all the same.

    Raises:
        QueryError: It asks another machine or a graph of elsewhere, or nests too deeply.
    """
    text = plain(text.replace("\r\n", "\n").replace("\r", "\n"))  # comments end there, or do not
    if _depth(text) > DEPTH:
        raise QueryError(f"brackets are nested more than {DEPTH} deep", name=name or None)
    if not _SUSPECT.search(_NAME.sub("", _HEADER.sub("", text))):
        return Passed(text, union=True)
    parts = _Parts(text, name)
    reason = next(_faults(parts, holds, {host.lower() for host in services}), "")
    if reason:
        raise QueryError(reason, name=name or None, query=text)
    return Passed(text, union=not parts.graphs)


def plain(text: str) -> str:
    r"""Return a query with its `\u` escapes resolved, as SPARQL does before it reads the query.

    What would end a string keeps its backslash; in a string `\"` is the same as `\u0022`.
    """
    return _ESCAPE.sub(_resolved, text)


def _resolved(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if not code:
        return match[0]
    number = int(code, 16)
    if number >= 0x110000 or 0xD800 <= number < 0xE000:
        raise QueryError(f"{match[0]} is no character")
    return _IN_STRINGS.get(chr(number), chr(number))


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


def _faults(parts: _Parts, holds: Callable[[str], bool], services: set[str]) -> Iterator[str]:
    for graph in parts.graphs:
        if not holds(graph):
            yield f"FROM names <{graph}>, which is no graph of this store"
    for service in parts.services:
        host = urlsplit(service or "").hostname
        if host is None:
            yield "SERVICE is refused: a query reaches no other machine"
        elif host not in services:
            yield (
                f"SERVICE is refused: a query reaches no other machine; --allow-service {host} "
                "would let it reach this one"
            )


class _Parts:
    """What the parsed tree of a query says about places: graphs by FROM, machines by SERVICE.

    Attributes:
        graphs: Their names.
        services: The addresses; None for a variable, which may stand for any.
    """

    def __init__(self, text: str, name: str) -> None:
        from rdflib.plugins import sparql
        from rdflib.plugins.sparql.algebra import translateQuery
        from rdflib.plugins.sparql.parser import parseQuery

        sparql.SPARQL_LOAD_GRAPHS = False  # nothing evaluates here; and if ever, it fetches nothing
        # rdflib resolves `\\\\u0041` as well, which is a backslash and five letters
        shown = re.sub(r"\\(.)([uU]?)", _unlike_an_escape, text, flags=re.DOTALL)
        try:
            parsed = parseQuery(shown)
            written = len(list(_named(parsed, "ServiceGraphPattern")))
            tree = translateQuery(parsed, initNs=PREFIXES).algebra
        except Exception as exc:  # rdflib raises whatever it likes, `Exception` itself as well
            reason = f"cannot be checked for SERVICE and FROM: {exc}"
            raise QueryError(reason, name=name or None, query=text) from exc
        clauses = tree.get("datasetClause") or ()
        self.graphs = [str(clause.default or clause.named) for clause in clauses]
        self.services = [_iri(part.get("term")) for part in _named(tree, "ServiceGraphPattern")]
        self.services += [None] * (written - len(self.services))  # lost on the way to the algebra


def _unlike_an_escape(match: re.Match[str]) -> str:
    follows = "_" if match[1] == "\\" and match[2] else match[2]
    return f"\\{match[1]}{follows}"


def _iri(term: object) -> str | None:
    """Return an IRI; a variable has none."""
    from rdflib import URIRef

    return str(term) if isinstance(term, URIRef) else None


def _named(node: object, name: str) -> Iterator[Any]:
    """Yield all parts of a tree that have this name."""
    if getattr(node, "name", None) == name:
        yield node
    if isinstance(node, dict):
        for value in node.values():
            yield from _named(value, name)
    elif hasattr(node, "__iter__") and not isinstance(node, str):
        for value in node:
            yield from _named(value, name)
