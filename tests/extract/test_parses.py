from __future__ import annotations

import pytest
from parses import Row, doc_of, notation_of
from sentences import FOLDER, Case, Expected, check, table

TEXT = "Norway's envoys skipped it.\nThey left."
NOTATION = (
    "Norway/NNP/poss/+2/B-GPE 's/POS/case/-1 envoys=envoy/NNS/nsubj/+1 skipped=skip/VBD/ROOT/0"
    " it/PRP/dobj/-1 ././punct/-2 \\n/_SP/dep/-1 They=they/PRP/nsubj/+1 left=leave/VBD/ROOT/0"
    " ././punct/-1"
)
TABLES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def test_a_doc_has_the_words_spaces_and_arcs_of_its_notation() -> None:
    doc = doc_of(TEXT, NOTATION)
    assert doc.text == TEXT
    assert [(t.head.text, t.dep_) for t in doc][:3] == [
        ("envoys", "poss"),
        ("Norway", "case"),
        ("skipped", "nsubj"),
    ]
    assert [t.pos_ for t in doc] == [
        *("PROPN", "PART", "NOUN", "VERB", "PRON", "PUNCT", "SPACE", "PRON", "VERB", "PUNCT")
    ]
    assert [t.lemma_ for t in doc][2:5] == ["envoy", "skip", "it"]
    assert [ent.text for ent in doc.ents] == ["Norway"]
    assert [sent.text for sent in doc.sents] == ["Norway's envoys skipped it.\n", "They left."]
    assert notation_of(doc) == NOTATION


def test_parts_of_speech_that_the_tag_does_not_give_can_be_said() -> None:
    assert Row.of("never/RB.PART/neg/+1").pos == "PART"
    assert Row.of("was=be/VBD/ROOT/0").pos == "AUX"
    assert Row.of("had=have/VBD/aux/+1").pos == "AUX"
    assert Row.of("that/IN/mark/+1").pos == "SCONJ"
    assert Row.of("Talks=talk/NNS/nsubj/+1").lemma == "talk"


def test_a_notation_that_does_not_fit_its_text_is_refused() -> None:
    with pytest.raises(AssertionError, match="is not next"):
        doc_of("Norway left.", NOTATION)
    with pytest.raises(AssertionError, match="no tokens for"):
        doc_of(TEXT + " Then", NOTATION)


@pytest.mark.parametrize("name", TABLES)
def test_every_parse_of_the_tables_is_in_its_shortest_form(name: str) -> None:
    for case in table(name):
        if case.parse:
            written = " ".join(case.parse)
            doc = doc_of(case.text, written)
            assert notation_of(doc) == written
            assert all(sent.root.dep_ == "ROOT" for sent in doc.sents)


@pytest.mark.parametrize("name", TABLES)
def test_no_text_stands_twice_in_a_table(name: str) -> None:
    texts = [case.text for case in table(name)]
    assert len(texts) == len(set(texts))


def test_a_missing_claim_and_an_extra_one_both_fail() -> None:
    expected = Expected.of("Norway | skips | talks | planned | time: 2025-06-04")
    case = Case("", (expected,), table(TABLES[0]).__next__().day, ())
    with pytest.raises(AssertionError):
        check(case, [])
    with pytest.raises(AssertionError, match="no such relation"):
        Expected.of("Norway | avoids | talks")
    with pytest.raises(AssertionError, match="no such mood"):
        Expected.of("Norway | skips | talks | maybe")
    with pytest.raises(AssertionError, match="no such qualifier"):
        Expected.of("Norway | skips | talks | day: Monday")
