"""Values of parameters as RDF terms: a value is never part of the query's text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pyoxigraph as ox

from graphkit.errors import QueryError
from graphkit.query.entities import find
from graphkit.query.questions import Parameter, Question
from graphkit.rdf import terms
from graphkit.store import Store

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple  # what pyoxigraph lets one substitute


def bind(store: Store, question: Question, given: Mapping[str, object]) -> dict[ox.Variable, Term]:
    """Return the term of each parameter that has a value.

    Raises:
        QueryError: A parameter is unknown, missing, or has a value that is none of its type.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given.keys() - known.keys():
        listed = ", ".join(known) or "none"
        raise QueryError(f"no parameter {name!r}; there is {listed}", name=question.name)
    bound: dict[ox.Variable, Term] = {}
    for parameter in known.values():
        value = given.get(parameter.name, parameter.default)
        if value is None and parameter.required:
            text = f"needs the parameter {parameter.name} ({parameter.type}): {parameter.meaning}"
            raise QueryError(text, name=question.name)
        if value is not None:
            bound[ox.Variable(parameter.name)] = _term(store, parameter, str(value), question.name)
    return bound


def _term(store: Store, parameter: Parameter, value: str, name: str) -> Term:
    try:
        match parameter.type:
            case "entity":
                return ox.NamedNode(find(store, value))
            case "date":
                return terms.day(_day(value))
            case "integer":
                return ox.Literal(int(value))
            case "iri":
                return ox.NamedNode(value)
            case _:
                return ox.Literal(value)
    except ValueError as exc:
        text = f"{parameter.name} is to be of type {parameter.type}, not {value!r}"
        raise QueryError(text, name=name) from exc


def _day(value: str) -> dt.date:
    return (
        dt.datetime.now().astimezone().date() if value == "today" else dt.date.fromisoformat(value)
    )
