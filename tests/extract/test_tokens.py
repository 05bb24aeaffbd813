"""A copied doc answers as spaCy's own does, whatever is asked."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
import spacy
from parses import doc_of
from sentences import FOLDER, table
from spacy import tokens

from graphkit.extract.tokens import Doc, Span, Token

NLP = spacy.blank("en")
PARSED = [case for path in sorted(FOLDER.glob("*.txt")) for case in table(path.stem) if case.parse]
WORDS = (
    *("i", "idx", "text", "whitespace_", "text_with_ws", "lower_", "lemma_", "pos_", "tag_"),
    *("dep_", "ent_type_", "is_punct", "is_quote", "is_space", "is_upper", "is_alpha"),
    *("like_num", "is_sent_start"),
)
LINKS = ("head", "left_edge", "right_edge")
LISTS = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")
SPANS = ("start", "end", "label_", "start_char", "text")


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    """Return every sentence of the tables that is parsed by hand."""
    return [Doc(doc_of(case.text, case.parse, NLP)) for case in PARSED]


def places(found: Iterable[Token | tokens.Token]) -> list[int]:
    return [token.i for token in found]


def shown(span: Span | tokens.Span) -> list[object]:
    return [*(getattr(span, name) for name in SPANS), span.root.i, len(span), places(span)]


def test_its_tokens_say_what_spacy_says(docs: list[Doc]) -> None:
    for doc in docs:
        for token, own in zip(doc, doc.parsed, strict=True):
            for name in WORDS:
                assert getattr(token, name) == getattr(own, name), (doc.text, own, name)
            assert token.is_plural == ("Plur" in own.morph.get("Number", []))
            assert len(token) == len(own)


def test_its_tokens_are_linked_as_spacy_links_them(docs: list[Doc]) -> None:
    for doc in docs:
        for token, own in zip(doc, doc.parsed, strict=True):
            for name in LINKS:
                assert getattr(token, name).i == getattr(own, name).i, (doc.text, own, name)
            for name in LISTS:
                assert places(getattr(token, name)) == places(getattr(own, name)), (own, name)
            assert shown(token.sent) == shown(own.sent)
        for token, after in pairwise(doc):
            assert token.nbor() is after
            assert after.nbor(-1) is token


def test_its_spans_are_those_of_spacy(docs: list[Doc]) -> None:
    for doc in docs:
        own = doc.parsed
        assert list(map(shown, doc.ents)) == list(map(shown, own.ents))
        assert list(map(shown, doc.sents)) == list(map(shown, own.sents))
        for start in range(len(doc)):
            assert shown(doc[start : start + 4]) == shown(own[start : start + 4])
            assert shown(doc[start:][:1]) == shown(own[start:][:1])


def test_characters_make_a_span_unless_they_cut_a_token() -> None:
    doc = Doc(NLP.make_doc("Norway left Mali"))
    whole = doc.char_span(7, 16)
    assert whole is not None
    assert whole.text == "left Mali"
    assert doc.char_span(7, 15) is None


def test_indices_count_from_the_end_too_and_end_at_the_ends(docs: list[Doc]) -> None:
    doc = docs[0]
    assert doc[-1].i == len(doc) - 1
    assert doc[1:3][-1] is doc[2]
    assert doc[3:1].text == ""
    for start, by in ((0, -1), (-1, 1)):
        with pytest.raises(IndexError):
            doc[start].nbor(by)
    with pytest.raises(IndexError):
        doc[len(doc)]
