"""A query with what its header says of it; the named ones are the files of `queries/`.

A header is comment lines:

    # title: Who skipped which meeting
    # asks: Who stays away from which event, and who says so?
    # param: actor entity optional Only this actor.
    # param: day date required The day.
    # param: least integer default=1 Only what at least so many publishers report.

A parameter is a variable of the query, which SELECT must name (its column is not shown); its type
is one of TYPES.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphkit.errors import QueryError

TYPES = ("entity", "date", "integer", "text", "iri")
_HEADER = re.compile(r"#\s*(title|asks|param):\s*(.*)")
_PARAM = re.compile(r"(\w+)\s+(\w+)\s+(required|optional|default=(\S+))\s+(.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query whose value the asker gives.

    Attributes:
        name: The variable, without its question mark.
        type: One of TYPES.
        required: Whether a value must be given.
        default: What stands in for a value that is not given, or None to leave it open.
        meaning: What it does.
    """

    name: str
    type: str
    required: bool
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query with its name, title, the question that it answers, and its parameters."""

    text: str
    name: str = ""
    title: str = ""
    asks: str = ""
    parameters: tuple[Parameter, ...] = ()

    @classmethod
    def parse(cls, text: str, name: str = "") -> Question:
        """Read the header of a query; one without a header is a question as well.

        Raises:
            QueryError: A line of the header does not say what it should.
        """
        found: dict[str, list[str]] = {"title": [], "asks": [], "param": []}
        for line in text.splitlines():
            if match := _HEADER.match(line.strip()):
                found[match[1]].append(match[2].strip())
        return cls(
            text,
            name,
            " ".join(found["title"]),
            " ".join(found["asks"]),
            tuple(_parameter(said, name) for said in found["param"]),
        )


def _parameter(said: str, name: str) -> Parameter:
    match = _PARAM.fullmatch(said)
    if not match or match[2] not in TYPES:
        shape = f"NAME {'|'.join(TYPES)} required|optional|default=VALUE MEANING"
        raise QueryError(f"a parameter is written `# param: {shape}`, not {said!r}", name=name)
    return Parameter(match[1], match[2], match[3] == "required", match[4], match[5])


@cache
def named() -> dict[str, Question]:
    """Return the questions that ship with graphkit, by name."""
    folder = Path(__file__).resolve().parent.parent / "queries"
    return {
        path.stem: Question.parse(path.read_text("utf-8"), path.stem)
        for path in sorted(folder.glob("*.rq"))
    }


def named_question(name: str) -> Question:
    """Return one of the questions that ship with graphkit.

    Raises:
        QueryError: None has this name.
    """
    if name not in named():
        from difflib import get_close_matches

        close = get_close_matches(name, named(), n=3, cutoff=0.5) or list(named())
        raise QueryError(f"no query has this name; there is {', '.join(close)}", name=name)
    return named()[name]
