"""Questions to a store, in SPARQL: anything at all, or one of the questions that ship by name.

The default graph is the union of all graphs, and graphkit's prefixes are known without a PREFIX
line. Queries only read: updates are refused, and so is SERVICE, which would reach other machines.
Each is asked in a worker process, with a deadline and no more memory than it may have: Oxigraph
knows neither, and a query may crash it.
"""

from __future__ import annotations

from graphkit.query.entities import called, find
from graphkit.query.questions import Parameter, Question, named, named_question
from graphkit.query.result import Result
from graphkit.query.run import query
from graphkit.query.session import Session

__all__ = [
    "Parameter",
    "Question",
    "Result",
    "Session",
    "called",
    "find",
    "named",
    "named_question",
    "query",
]
