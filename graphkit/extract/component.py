"""graphkit as a component of a user's own spaCy pipeline.

>>> nlp.add_pipe("graphkit")
>>> nlp("Norway sent two ships to Kirkenes.")._.claims
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.claims import Document, digest
from graphkit.extract import Extractor


@Language.factory("graphkit", default_config={"ontology": []})
def make_component(nlp: Language, name: str, ontology: list[str]) -> Callable[[Doc], Doc]:
    """Make the component; `ontology` lists folders of the user's own Turtle.

    The day of publication, which relative dates need, is taken from `doc._.date`, and the
    document's id from `doc._.document`, where they are set before the pipe runs.
    """
    del name  # spaCy passes it; one component fills one attribute
    for attribute in ("claims", "date", "document"):
        if not Doc.has_extension(attribute):
            Doc.set_extension(attribute, default=None)
    extractor = Extractor(nlp=nlp, ontology_dirs=tuple(map(Path, ontology)))

    def component(doc: Doc) -> Doc:
        date: dt.date | None = doc._.date
        document = Document(doc._.document or digest(doc.text), doc.text, date=date)
        doc._.claims = extractor.claims(doc, document)
        return doc

    return component
