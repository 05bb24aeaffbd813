"""The extractor as a whole: what holds for every text, and the spaCy component."""

from __future__ import annotations

import datetime as dt
import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parses import doc_of
from sentences import DAY, FOLDER, Case, table

import graphkit.extract.component  # noqa: F401 - registers the factory, installed or not
from graphkit.claims import Claim, Document, claims_to_jsonl
from graphkit.errors import ExtractionError
from graphkit.extract import BATCH, Extractor

TEXTS = [case.text for path in sorted(FOLDER.glob("*.txt")) for case in table(path.stem)]
THINGS = frozenset({"Event", "Agreement", "Weapon", "Role", "Organization"})
ODD = ["", " ", "\n", "\n\n", "\t", "\u00a0", "\u200b", "…", "—", "(", "“", '"', "'", "•", "\x00"]
ODD += [
    "é",
    "e\u0301",
    "🙂",
    "👩‍🚀",
    "Ω",
    "شهد",
    "会",
    "\r\n",
    ":",
    ";",
    "2023\n",
    "SMITH:",
    "<b>",
    "$5",
]
NOT_ENGLISH = [
    "Le président français a rencontré la chancelière allemande à Berlin mardi.",
    "Путин встретился с Си Цзиньпином в Москве и подписал соглашение.",
    "法国总统星期二在北京会见了德国总理。",
    "التقى وزير الخارجية المصري نظيره التركي في القاهرة.",
]
HOSTILE = [
    "",
    " ",
    "\n",
    "\n \n\t",
    ".",
    "\x00",
    "(((((",
    '""""" said said',
    "•\n•\n• 4 October –\n2023\n",
]
PRINT_CLAIMS = """
import sys
from graphkit.claims import Document, claims_to_jsonl
from graphkit.extract import Extractor
import datetime as dt
import gc
extractor = Extractor()
for index, text in enumerate(sys.stdin.read().split("\\x1e")):
    document = Document(f"d{index}", text, date=dt.date(2025, 6, 3))
    sys.stdout.buffer.write(claims_to_jsonl(extractor.read(document).claims).encode())
"""


def read(extractor: Extractor, text: str) -> tuple[Claim, ...]:
    return extractor.read(Document("d", text, date=DAY)).claims


def check_claims(claims: tuple[Claim, ...], text: str, extractor: Extractor) -> None:
    """Check what holds for the claims of any text."""
    for claim in claims:
        evidence = claim.evidence
        assert evidence.text == text[evidence.start : evidence.end]
        assert evidence.text == evidence.text.strip()
        assert evidence.text
        relation = extractor.ontology.relations[claim.predicate]
        assert claim.subject.type in relation.domain, claim
        wide = "Thing" in relation.range and claim.object.type in THINGS
        assert wide or claim.object.type in relation.range, claim
        assert claim.subject.iri != claim.object.iri
        assert claim.subject.label.strip()
        assert claim.object.label.strip()
        assert 0 < claim.confidence <= 1
    said = [(c.subject.iri, c.predicate, c.object.iri, c.polarity) for c in claims]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    "case", [case for case in table("matching") if case.parse], ids=lambda case: case.text
)
def test_a_parse_read_twice_gives_the_same(rules: Extractor, case: Case) -> None:
    first, second = (
        rules.claims(doc_of(case.text, case.parse, rules.nlp), case.document) for _ in range(2)
    )
    assert claims_to_jsonl(first) == claims_to_jsonl(second)
    check_claims(tuple(first), case.text, rules)


# --- With the real pipeline


@pytest.mark.model
def test_equal_texts_give_equal_bytes_whatever_the_hash_seed() -> None:
    texts = "\x1e".join([*TEXTS, "\n\n".join(TEXTS)])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PRINT_CLAIMS],
            input=texts.encode(),
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4711")
    }
    [output] = outputs
    assert output.count(b"\n") > len(TEXTS) / 2


@pytest.mark.model
def test_every_claim_of_the_tables_keeps_the_rules(extractor: Extractor) -> None:
    for text in TEXTS:
        check_claims(read(extractor, text), text, extractor)
    together = "\n\n".join(TEXTS)
    check_claims(read(extractor, together), together, extractor)


@pytest.mark.model
@pytest.mark.xfail(strict=True, reason="a claim completed by a later sentence keeps its place")
def test_claims_stand_in_the_order_of_the_text(extractor: Extractor) -> None:
    text = "Kenya attacked Sudan. Chad sanctioned Mali. Kenya attacked Sudan on Monday."
    starts = [claim.evidence.start for claim in read(extractor, text)]
    assert starts == sorted(starts)


@pytest.mark.model
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    pieces=st.lists(
        st.sampled_from(TEXTS) | st.sampled_from(ODD) | st.text(max_size=5), max_size=6
    ),
    between=st.sampled_from([" ", "", "\n", "\n\n"]),
)
def test_any_text_keeps_the_rules(extractor: Extractor, pieces: list[str], between: str) -> None:
    text = between.join(pieces).encode("utf-8", "ignore").decode()
    check_claims(read(extractor, text), text, extractor)


@pytest.mark.model
@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_hostile_texts_make_no_claim_and_no_error(extractor: Extractor, text: str) -> None:
    assert read(extractor, text) == ()


@pytest.mark.model
@pytest.mark.parametrize("text", NOT_ENGLISH)
def test_other_languages_do_no_harm(extractor: Extractor, text: str) -> None:
    check_claims(read(extractor, text), text, extractor)


@pytest.mark.model
def test_a_very_long_sentence_is_read(extractor: Extractor) -> None:
    text = " and ".join(["Kenya condemned Sudan"] * 60 + ["Chad sanctioned Mali."])
    claims = read(extractor, text)
    check_claims(claims, text, extractor)
    assert ("Kenya", "criticizes", "Sudan") in {
        (c.subject.label, c.predicate, c.object.label) for c in claims
    }


@pytest.mark.model
def test_documents_read_together_say_what_each_says_alone(extractor: Extractor) -> None:
    documents = [Document(f"d{n}", text, date=DAY) for n, text in enumerate(TEXTS[: BATCH + 4])]
    assert list(extractor.read_all(documents)) == list(map(extractor.read, documents))


@pytest.mark.model
def test_a_text_that_spacy_refuses_is_an_extraction_error(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extractor.nlp, "max_length", 30)
    short, long = Document("short", "Kenya condemned Sudan."), Document("long", "Kenya left. " * 9)
    first, second, third = extractor.read_all([short, long, short])
    assert not isinstance(first, ExtractionError)
    assert isinstance(second, ExtractionError)
    assert str(second).startswith("long: ")
    assert "\n" not in str(second)
    assert second.__cause__ is not None
    assert third == first


@pytest.mark.model
def test_a_lone_surrogate_is_an_extraction_error(extractor: Extractor) -> None:
    with pytest.raises(ExtractionError, match=r"^d: "):
        extractor.read(Document("d", "Kenya \ud800 left."))


@pytest.mark.model
def test_a_reading_says_what_made_it(extractor: Extractor) -> None:
    document = Document("d", "Kenya condemned Sudan.")
    reading = extractor.read(document)
    assert reading.document is document
    assert reading.run == extractor.run
    assert "spaCy" in reading.run.model
    assert reading.run.ontology == extractor.ontology.version
    assert [claim.doc for claim in reading.claims] == ["d"]
    assert all(claim.extractor.partition(".v")[2].isdigit() for claim in reading.claims)


def test_a_model_that_is_not_installed_is_an_extraction_error() -> None:
    with pytest.raises(ExtractionError, match="cannot be loaded"):
        Extractor("no_such_pipeline")


def test_own_turtle_teaches_a_wording(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix gk: <https://w3id.org/graphkit/ontology#> .\n"
        'gk:criticizes gk:wording "S tut-tut O" .\n'
    )
    taught = Extractor(ontology_dirs=(tmp_path,), nlp=spacy.blank("en"))
    text = "Kenya tut-tuts Sudan"
    doc = doc_of(
        text,
        "Kenya/NNP/nsubj/+1/B-GPE tut-tuts=tut-tut/VBZ/ROOT/0 Sudan/NNP/dobj/-1/B-GPE",
        taught.nlp,
    )
    assert [c.predicate for c in taught.claims(doc, Document("d", text))] == ["criticizes"]


# --- As a component of a user's pipeline


def test_the_component_fills_the_claims_of_a_doc() -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("graphkit")
    doc = doc_of(
        "Kenya will visit Ghana on Friday.",
        "Kenya/NNP/nsubj/+2/B-GPE will/MD/aux/+1 visit/VB/ROOT/0 Ghana/NNP/dobj/-1/B-GPE"
        " on/IN/prep/-2 Friday/NNP/pobj/-1/B-DATE ././punct/-4",
        nlp,
    )
    doc._.date, doc._.document = dt.date(2025, 6, 3), "wire-1"
    [claim] = component(doc)._.claims
    assert (claim.doc, claim.predicate, claim.time) == ("wire-1", "visits", "2025-06-06")


def test_the_component_names_a_document_by_its_text() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("graphkit")
    doc = nlp("Kenya condemned Sudan.")
    assert doc._.claims == []  # nothing has parsed it
    assert nlp("")._.claims == []


@pytest.mark.model
def test_the_component_ends_a_real_pipeline(extractor: Extractor) -> None:
    meta = extractor.nlp.meta
    nlp = spacy.load(f"{meta['lang']}_{meta['name']}")
    nlp.add_pipe("graphkit", last=True)
    claims = [doc._.claims for doc in nlp.pipe(["Kenya condemned Sudan.", "It rained."])]
    assert [[claim.predicate for claim in found] for found in claims] == [["criticizes"], []]


@pytest.mark.parametrize("on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(extractor: Extractor, on: bool) -> None:
    (gc.enable if on else gc.disable)()
    try:
        extractor.read(Document("d", "Norway criticized Chad."))
        assert gc.isenabled() == on
    finally:
        gc.enable()
