"""What `import graphkit` offers beyond plain values: texts to claims, documents to a store.

A store knows no network and a network no view, since both stand above them. Users type
`store.network().view("out/graph.html")` all the same: here, above all of them, it is added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Unpack

from graphkit import network, query, rdf, store, view
from graphkit.build import Found, log
from graphkit.build import build as fill
from graphkit.build import extract as read
from graphkit.claims import BASE, Claim, Document, digest
from graphkit.documents import Intake
from graphkit.errors import GraphkitError
from graphkit.store.graph import stored_graph
from graphkit.worker import MEMORY, TIMEOUT

_CLAIM = re.compile(rf"({re.escape(BASE)}claim/)?([0-9a-f]{{20}})")
_NAME = re.compile(r"[a-z][a-z0-9-]*")  # of a named question; SPARQL is never a single word


class Network(network.Network):
    """The network of actors and events, ready to be drawn."""

    def view(
        self,
        path: str | Path,
        *,
        title: str = view.TITLE,
        engine: str = "pyvis",
        format: str | None = None,
    ) -> Path:
        """Draw the network into one self-contained HTML file or a picture, and return its path.

        The whole network of a store stands where it stood in its last view; what is new since then
        finds room beside its neighbours.

        Args:
            path: The file.
            title: The heading of the page.
            engine: `pyvis`, or `sigma` for thousands of entities.
            format: `html`, `svg` or `png`; without it, what the name of the file says.

        Raises:
            ViewError: The engine or the format is unknown, or the file cannot be written.
        """
        written = view.write(self, path, title=title, engine=engine, format=format)
        self.remember()
        return written


class Store(store.Store):
    """Claims in RDF, one graph a document: `with Store.open("out/store") as store: …`."""

    def __repr__(self) -> str:
        holds = f"of {self.counts()}" if self.is_open else "closed"
        return f"<Store {self.location or 'in memory'} {holds}>"

    def query(
        self,
        question: str,
        parameters: Mapping[str, object] | None = None,
        *,
        limit: int | None = None,
        timeout: float | None = TIMEOUT,
        memory: int | None = MEMORY,
        allow_service: Collection[str] = (),
    ) -> query.Result:
        """Answer SPARQL, or one of the questions that ship by name (`skips`).

        Args:
            question: SPARQL or a name.
            parameters: Values by the names that the header of the question gives.
            limit: No more rows than this; `Result.truncated` tells whether there were more.
            timeout: Seconds after which the query is given up; None waits as long as it takes.
            memory: Megabytes that the query may use; None for as much as there is.
            allow_service: Hosts that SERVICE may ask.

        Raises:
            QueryError: The query is unknown, malformed, refused or given up, or a parameter is
                wrong.
        """
        asked = query.named_question(question) if _NAME.fullmatch(question) else question
        return query.query(
            self,
            asked,
            parameters,
            limit=limit,
            timeout=timeout,
            memory=memory,
            allow_service=allow_service,
        )

    def explain(self, subject: str, object: str | None = None) -> list[Claim]:
        """Return a claim by its id, or the claims about an entity or between two of them.

        Events are entities of their document: a name stands for all that are called exactly so.

        Raises:
            QueryError: Nothing is called so, or several are called much like it.
        """
        if object is None and (match := _CLAIM.fullmatch(subject)):
            return list(self.claims(id=f"{BASE}claim/{match[2]}"))
        ends = [query.called(self, name) for name in (subject, object) if name is not None]
        found = {claim.id: claim for about in product(*ends) for claim in self.claims(about=about)}
        return sorted(found.values(), key=lambda claim: (claim.doc, claim.evidence.start, claim.id))

    def network(self, **choice: Unpack[network.Choice]) -> Network:
        """Return the network of those claims that link two actors, or an actor and an event.

        Args:
            choice: `types`, `core_only`, `relations`, `since`, `until`: see `graphkit.network`.
        """
        return Network.from_store(self, **choice)

    def serialize(self, format: str) -> str:
        """Return the graphs of all documents as `turtle`, `trig` or `nquads`."""
        documents = (document.iri for document in self.documents())
        found = (quad for iri in documents for quad in stored_graph(self.quads, iri))
        return rdf.written(found, format)


def extract(
    texts: str | Document | Iterable[str | Document],
    *,
    model: str | None = None,
    ontology: Sequence[str | Path] = (),
) -> list[Claim]:
    """Return the claims of one text or of several, in the order of the texts.

    Args:
        texts: Plain texts, or documents, whose date resolves words such as "on Tuesday".
        model: A spaCy pipeline by package name or folder; without it, the best one installed.
        ontology: Folders of Turtle that add relations, wordings, words or actors.

    Raises:
        ExtractionError: The spaCy pipeline cannot be loaded, or cannot read a text.
        OntologyError: A Turtle file is faulty.
    """
    given = [texts] if isinstance(texts, str | Document) else texts
    documents = (Document(digest(t), t) if isinstance(t, str) else t for t in given)
    folders = tuple(map(Path, ontology))
    readings = read(documents, model=model, ontology=folders, report=_refuse)
    return [claim for reading in readings for claim in reading.claims]


def build(
    inputs: str | Path | Document | Iterable[str | Path | Document],
    store: str | Path | Store | None = None,
    *,
    model: str | None = None,
    ontology: Sequence[str | Path] = (),
    workers: int = 1,
    resume: bool = False,
    again: bool = False,
    report: Callable[[GraphkitError], None] = log,
) -> Store:
    """Read files, folders or documents, put their claims into a store, and return it.

    Args:
        inputs: Files, folders, globs, "-" for standard input, or documents.
        store: A folder, a store that is open, or None for one in memory.
        model: A spaCy pipeline by package name or folder; without it, the best one installed.
        ontology: Folders of Turtle that add relations, wordings, words or actors.
        workers: Processes that read in parallel.
        resume: Leave out all documents whose id the store has, even if they have changed.
        again: Read documents even if they are unchanged, and so are the versions that read them.
        report: Called with what went wrong with a document; without it, logged as a warning.

    Raises:
        StoreError: The store cannot be opened or written.
        ExtractionError: The spaCy pipeline cannot be loaded.
        OntologyError: A Turtle file is faulty.
    """
    target = store if isinstance(store, Store) else Store.open(store)
    fill(
        _found([inputs] if isinstance(inputs, str | Path | Document) else inputs),
        target,
        model=model,
        ontology=tuple(map(Path, ontology)),
        workers=workers,
        resume=resume,
        again=again,
        report=report,
    )
    return target


def _found(inputs: Iterable[str | Path | Document]) -> Iterator[Found]:
    paths: list[str | Path] = []
    for given in inputs:
        if isinstance(given, Document):
            yield given
        else:
            paths.append(given)
    yield from Intake(paths)


def _refuse(error: GraphkitError) -> None:
    raise error
