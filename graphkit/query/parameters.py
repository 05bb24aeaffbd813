"""Values of parameters as RDF terms: a value is never part of the query's text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import islice, product

import pyoxigraph as ox

from graphkit.errors import QueryError
from graphkit.query.entities import Names
from graphkit.query.questions import Parameter, Question
from graphkit.rdf import terms

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple  # what pyoxigraph lets one substitute

NAMESAKES = 100  # a question is asked once for each


def bind(
    names: Names, question: Question, given: Mapping[str, str | None]
) -> list[dict[ox.Variable, Term]]:
    """Return the terms of the parameters; one set for each entity that bears a name that is given.

    Raises:
        QueryError: A parameter is unknown, missing, or has a value that is none of its type.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given.keys() - known.keys():
        listed = ", ".join(known) or "none"
        raise QueryError(f"no parameter {name!r}; there is {listed}", name=question.name)
    bound: dict[ox.Variable, list[Term]] = {}
    for parameter in known.values():
        value = given.get(parameter.name, parameter.default)
        if value is None and parameter.required:
            text = f"needs the parameter {parameter.name} ({parameter.type}): {parameter.meaning}"
            raise QueryError(text, name=question.name)
        if value is not None:
            bound[ox.Variable(parameter.name)] = _terms(names, parameter, value, question.name)
    sets = list(islice(product(*bound.values()), NAMESAKES + 1))
    if len(sets) > NAMESAKES:
        text = f"the names mean more than {NAMESAKES} entities; give an IRI"
        raise QueryError(text, name=question.name)
    return [dict(zip(bound, chosen, strict=True)) for chosen in sets]


def _terms(names: Names, parameter: Parameter, value: str, name: str) -> list[Term]:
    try:
        match parameter.type:
            case "entity":
                return [ox.NamedNode(iri) for iri in names.called(value)]
            case "date":
                return [terms.day(_day(value))]
            case "integer":
                return [ox.Literal(int(value))]
            case "iri":
                return [ox.NamedNode(value)]
            case _:
                return [ox.Literal(value)]
    except ValueError as exc:
        text = f"{parameter.name} is to be of type {parameter.type}, not {value!r}"
        raise QueryError(text, name=name) from exc


def _day(value: str) -> dt.date:
    return (
        dt.datetime.now().astimezone().date() if value == "today" else dt.date.fromisoformat(value)
    )
