"""The whole pipeline: documents to claims to a store, whatever single documents do."""

from __future__ import annotations

import datetime as dt
import io
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import factories
import pytest

import graphkit
from graphkit import Document, GraphkitError, Store
from graphkit.build import build, extract
from graphkit.claims import Reading
from graphkit.errors import DocumentError, ExtractionError

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "documents"
TEXT = "Norwegian Foreign Minister Ada Berg met Swedish diplomats in Oslo on Tuesday."


class Readers:
    """Stands in for the extractor: one claim a document, and a failure where the text says so."""

    def __init__(self, model: str | None = None, ontology: Any = ()) -> None:
        self.asked = model, ontology

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | ExtractionError]:
        for document in documents:
            if "fail" in document.text:
                yield ExtractionError("no parse", document=document.id)
            else:
                yield factories.reading(document, factories.claim("Ada", "meets", "Bo"))


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["graphkit.build"], "Extractor", Readers)
    monkeypatch.setattr(sys.modules["graphkit.build"], "versions", lambda *_: factories.RUN)


@pytest.mark.usefixtures("readers")
def test_one_bad_document_is_reported_and_the_rest_is_read() -> None:
    errors: list[GraphkitError] = []
    given: list[Document | DocumentError] = [
        Document("a", "x"),
        DocumentError("empty", path="b.txt"),
        Document("c", "fail"),
        Document("d", "x"),
    ]
    readings = list(extract(given, report=errors.append))
    assert [reading.document.id for reading in readings] == ["a", "d"]
    assert [str(error) for error in errors] == ["b.txt: empty", "c: no parse"]


@pytest.mark.usefixtures("readers")
def test_without_a_report_errors_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "graphkit"):
        assert not list(extract([DocumentError("empty", path="b.txt")]))
    assert "b.txt: empty" in caplog.text


@pytest.mark.usefixtures("readers")
def test_what_is_read_is_watched_on_its_way_into_the_store() -> None:
    watched: list[str] = []
    with Store.open() as store:
        build(
            [Document("a", "x"), Document("b", "x")],
            store,
            watch=lambda r: watched.append(r.document.id),
        )
        assert watched == ["a", "b"]
        assert store.counts().documents == 2


@pytest.fixture
def read(readers: None) -> Callable[..., list[str]]:  # noqa: ARG001  # stands in for the extractor
    """Build into a store, and return the ids of the documents that were read for it."""

    def build_into(store: Store, *documents: Document, **options: Any) -> list[str]:
        seen: list[str] = []
        build(documents, store, watch=lambda reading: seen.append(reading.document.id), **options)
        return seen

    return build_into


def test_resume_leaves_out_what_the_store_has(read: Callable[..., list[str]]) -> None:
    with Store.open() as store:
        assert read(store, Document("a", "x")) == ["a"]
        both = Document("a", "changed"), Document("b", "x")
        assert read(store, *both, resume=True) == ["b"]


OTHERS = (
    Document("a", "y"),
    Document("a", "x", title="T"),
    Document("a", "x", source="S"),
    Document("a", "x", date=dt.date(2025, 1, 1)),
    Document("a", "x", url="https://a.example/"),
)


def test_a_document_is_read_again_only_if_something_about_it_changed(
    read: Callable[..., list[str]],
) -> None:
    first = Document("a", "x")
    left: list[Document] = []
    with Store.open() as store:
        assert read(store, first) == ["a"]
        assert read(store, first, Document("b", "x"), unchanged=left.append) == ["b"]
        assert left == [first]
        for other in OTHERS:
            assert read(store, other) == ["a"], other
            assert not read(store, other)
        assert read(store, OTHERS[-1], again=True) == ["a"]
        assert store.counts().claims == 2


@pytest.mark.parametrize("name", ["graphkit", "model", "ontology"])
def test_other_versions_read_all_documents_again(
    read: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with Store.open() as store:
        assert read(store, Document("a", "x")) == ["a"]
        other = replace(factories.RUN, **{name: "another"})
        monkeypatch.setattr(sys.modules["graphkit.build"], "versions", lambda *_: other)
        assert read(store, Document("a", "x")) == ["a"]


def test_step_by_step_or_all_at_once_gives_the_same_graph(read: Callable[..., list[str]]) -> None:
    first, changed, other = Document("a", "x"), Document("a", "y"), Document("b", "x")
    with Store.open() as steps, Store.open() as whole:
        for documents in ([first], [first, other], [changed, other]):
            read(steps, *documents)
        read(whole, changed, other)
        one, two = io.StringIO(), io.StringIO()
        steps.dump(one)
        whole.dump(two)
        assert one.getvalue() == two.getvalue()


@pytest.mark.usefixtures("readers")
def test_the_public_build_takes_paths_and_documents(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("x", "utf-8")
    with graphkit.build([tmp_path / "n.txt", Document("d", "x")], tmp_path / "store") as store:
        assert {document.id for document in store.documents()} == {"n", "d"}
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert store.counts().claims == 2


@pytest.mark.usefixtures("readers")
def test_the_public_store_asks_explains_and_draws(tmp_path: Path) -> None:
    with graphkit.build(Document("d", "x")) as store:
        (claim,) = store.explain("Ada", "Bo")
        assert store.explain(claim.id) == store.explain(claim.id[-20:]) == [claim]
        assert store.query("ASK { ?claim rdf:predicate gk:meets }").boolean
        assert store.query("meetings", limit=0).truncated
        assert repr(store) == "<Store in memory of 1 documents, 1 claims, 2 entities, 1 facts>"
        network = store.network()
        assert len(network) == 2
        assert network.top(1).view(tmp_path / "v" / "n.html").read_text("utf-8").startswith("<!")
    assert repr(store) == "<Store in memory closed>"


@pytest.mark.usefixtures("readers")
def test_an_extraction_that_fails_is_raised_by_the_public_extract() -> None:
    with pytest.raises(ExtractionError, match="no parse"):
        graphkit.extract("this will fail")


@pytest.mark.model
def test_extract_takes_a_text_texts_or_documents() -> None:
    one = graphkit.extract(TEXT)
    assert any(claim.subject.label == "Ada Berg" for claim in one)
    assert graphkit.extract([TEXT, Document("d", TEXT)])[: len(one)] == one
    assert graphkit.extract([]) == []


@pytest.mark.model
@pytest.mark.slow
def test_workers_read_the_same_in_the_same_order() -> None:
    documents = [Document(f"d{number}", TEXT) for number in range(40)]
    alone = list(extract(documents))
    assert list(extract(documents, workers=2)) == alone
    assert [reading.document.id for reading in alone] == [document.id for document in documents]


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("format", ["jsonl", "nquads"])
def test_two_runs_with_different_hash_seeds_give_the_same_bytes(format: str) -> None:
    command = [sys.executable, "-m", "graphkit", "extract", str(SEEDS), "--format", format]
    outputs = [
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0]
    assert outputs[0] == outputs[1]
