"""Every error that graphkit raises.

GraphkitError
├── OntologyError      a file of ontologies/ or seeds/ is not what it should be
├── DocumentError      a document cannot be read
├── ExtractionError    an extractor failed on a document
├── StoreError         a store cannot be opened, read or written
├── QueryError         a query is unknown, malformed or refused
└── ViewError          a view cannot be drawn

Exceptions of other libraries are wrapped where they cross into graphkit (`raise … from exc`),
so that a caller only ever needs to catch GraphkitError.
"""

from __future__ import annotations


class GraphkitError(Exception):
    """Root of all errors of graphkit; its text is one line that says what, where and what to do."""


class OntologyError(GraphkitError):
    """A Turtle file breaks the rules of the ontology.

    Args:
        message: What is wrong.
        path: The file.
        subject: The IRI or name it is about.
    """

    def __init__(self, message: str, *, path: object = None, subject: object = None) -> None:
        self.path, self.subject = path, subject
        super().__init__(_located(message, path, subject))


class DocumentError(GraphkitError):
    """A document cannot be read.

    Args:
        message: What is wrong.
        path: The file, or "-" for standard input.
        line: The line in it, counted from 1.
    """

    def __init__(self, message: str, *, path: object = None, line: int | None = None) -> None:
        self.path, self.line, self.reason = path, line, message
        super().__init__(_located(message, path, line))


class ExtractionError(GraphkitError):
    """An extractor failed on a document.

    Args:
        message: What is wrong.
        document: The document's id.
        extractor: The extractor's id, or the pipeline's name.
    """

    def __init__(self, message: str, *, document: object = None, extractor: object = None) -> None:
        self.document, self.extractor = document, extractor
        super().__init__(_located(message, document, extractor))


class StoreError(GraphkitError):
    """A store cannot be opened, read or written.

    Args:
        message: What is wrong.
        location: The folder or URL of the store.
    """

    def __init__(self, message: str, *, location: object = None) -> None:
        self.location = location
        super().__init__(_located(message, location))


class QueryError(GraphkitError):
    """A query is unknown, malformed or refused.

    Args:
        message: What is wrong.
        name: The named query, where it has a name.
        query: The SPARQL text.
    """

    def __init__(self, message: str, *, name: str | None = None, query: str | None = None) -> None:
        self.name, self.query = name, query
        super().__init__(_located(message, name))


class ViewError(GraphkitError):
    """A view cannot be drawn or written."""


def _located(message: str, *places: object) -> str:
    """Put the places that are known before the message, as compilers do: `place:line: message`."""
    known = ":".join(str(place) for place in places if place is not None)
    return f"{known}: {message}" if known else message
