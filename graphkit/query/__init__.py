"""Questions to a store, in SPARQL: anything at all, or one of the questions that ship by name.

The default graph is the union of all graphs, and graphkit's prefixes are known without a PREFIX
line. Queries only read: updates are refused, and so is SERVICE, which would reach other machines.
"""

from __future__ import annotations

from graphkit.query.entities import find
from graphkit.query.questions import Parameter, Question, named, named_question
from graphkit.query.result import Result
from graphkit.query.run import query

__all__ = ["Parameter", "Question", "Result", "find", "named", "named_question", "query"]
