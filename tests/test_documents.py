"""Files, folders, globs and standard input become documents; what is bad is named and counted."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.claims import Document, digest
from graphkit.documents import Intake, SkippedDocumentError
from graphkit.errors import DocumentError


def taken(*inputs: str | Path, stdin: bytes = b"") -> list[Document | DocumentError]:
    return list(Intake(inputs, io.BytesIO(stdin)))


def piped(raw: bytes) -> list[Document | DocumentError]:
    return taken("-", stdin=raw)


def one(*inputs: str | Path, stdin: bytes = b"") -> Document:
    (found,) = taken(*inputs, stdin=stdin)
    assert isinstance(found, Document), found
    return found


def fault(*inputs: str | Path, stdin: bytes = b"") -> str:
    (found,) = taken(*inputs, stdin=stdin)
    assert isinstance(found, DocumentError), found
    return str(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("Beta.", "utf-8")
    (tmp_path / "a.md").write_text("Alpha.", "utf-8")
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "c.jsonl").write_text('{"text": "Gamma."}\n', "utf-8")
    (tmp_path / "2025" / "b.txt").write_text("Another beta.", "utf-8")
    (tmp_path / ".hidden.txt").write_text("Hidden.", "utf-8")
    return tmp_path


def test_a_text_file_is_a_document_named_by_its_stem(tmp_path: Path) -> None:
    path = tmp_path / "wire report.txt"
    path.write_text("Norway sent ships.\n", "utf-8")
    assert one(path) == Document(id="wire report", text="Norway sent ships.\n")


def test_front_matter_gives_title_source_date_url_and_id(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\nid: x-1\ntitle: \"Oslo: a choice\"\nsource: 'Wire'\n"
        "# a comment\ntags:\n  - ships\n- x\n"
        "date: 2025-06-03\nurl: https://example.org/a?b=c\n---\n\nThe text.\n",
        "utf-8",
    )
    assert one(path) == Document(
        id="x-1",
        text="The text.",
        title="Oslo: a choice",
        source="Wire",
        date=dt.date(2025, 6, 3),
        url="https://example.org/a?b=c",
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule, then text.\n---\nMore text.",
        "---\ntitle: never closed\n",
        "No front matter.\n---\ntitle: too late\n---\n",
    ],
)
def test_a_rule_alone_is_no_front_matter(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")
    assert one(path).text == text


def test_json_lines_give_one_document_a_line(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    full = {"id": 7, "title": "T", "source": "S", "date": "2025-06-03T10:00:00Z", "url": "u"}
    path.write_text(
        json.dumps({**full, "text": "One."}) + "\n\n" + '{"text": "Two.", "title": null}', "utf-8"
    )
    first, second = taken(path)
    assert first == Document("7", "One.", "T", "S", dt.date(2025, 6, 3), "u")
    assert second == Document(digest("Two."), "Two.")


def test_a_folder_is_read_with_its_folders_in_order(folder: Path) -> None:
    ids = [found.id for found in taken(folder) if isinstance(found, Document)]
    assert ids == ["2025-b", digest("Gamma."), "a", "b"]


def test_a_glob_is_read_in_order(folder: Path) -> None:
    ids = [found.id for found in taken(f"{folder}/*.[tm][xd]*") if isinstance(found, Document)]
    assert ids == ["a", "b"]


def test_a_file_may_look_like_a_glob(tmp_path: Path) -> None:
    path = tmp_path / "a[1].txt"
    path.write_text("Text.", "utf-8")
    assert one(path).id == "a[1]"


def test_standard_input_is_text_or_json_lines() -> None:
    assert one("-", stdin=b"Plain text.") == Document(digest("Plain text."), "Plain text.")
    assert one("-", stdin=b' \n{"id": "j", "text": "T."}') == Document("j", "T.")


def test_newlines_are_normalised_and_control_characters_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\x07\x1b[0m\ttab")
    intake = Intake([path])
    (found,) = intake
    assert isinstance(found, Document)
    assert found.text == "one\ntwo\nthree[0m\ttab"
    assert intake.dropped == 2


def test_lone_surrogates_are_dropped() -> None:
    assert one("-", stdin=rb'{"text": "a\ud800b"}').text == "ab"


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.txt", b"", "a.txt: empty"),
        ("a.txt", b" \n\t", "a.txt: empty"),
        ("a.txt", b"GIF89a\0\0", "a.txt: a binary file, not text"),
        ("a.txt", b"one\ntwo\nth\xe9", "a.txt:3: not UTF-8: byte 0xe9; convert the file to UTF-8"),
        ("a.txt", "text".encode("utf-16"), "a.txt:1: not UTF-8"),
        ("a.txt", b"\x01\x02", "a.txt: no text"),
        ("a.md", b"---\ntitle: T\n---\n", "a.md: no text"),
        ("a.md", b"---\ntitle: T\ndate: June 4\n---\nx", "a.md:3: date 'June 4' is no ISO day"),
        ("a.jsonl", b'{"text": "x"', "a.jsonl:1: not JSON"),
        ("a.jsonl", b"\n[1]", 'a.jsonl:2: no object with a "text"'),
        ("a.jsonl", b'{"title": "x"}', 'a.jsonl:1: no object with a "text"'),
        ("a.jsonl", b'{"text": 5}', 'a.jsonl:1: no object with a "text"'),
        ("a.jsonl", b'{"text": "x", "title": ["y"]}', 'a.jsonl:1: "title" is no string'),
        ("a.jsonl", b'{"text": ""}', "a.jsonl:1: no text"),
        ("a.jsonl", b'{"text": "x", "date": "2025-02-30"}', "a.jsonl:1: date '2025-02-30'"),
        ("a.jsonl", b'{"text": "\xff"}', "a.jsonl:1: not UTF-8"),
        ("a.jsonl", b"[" * 200_000, "a.jsonl:1: not JSON"),
    ],
)
def test_bad_input_is_named_in_one_line(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(raw)
    message = fault(tmp_path / name)
    assert message.startswith(f"{tmp_path}/{reason}")
    assert "\n" not in message


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    assert fault(tmp_path / "no.txt") == f"{tmp_path}/no.txt: no such file or folder"
    assert fault(f"{tmp_path}/*.txt") == f"{tmp_path}/*.txt: no file matches"
    assert fault(tmp_path) == f"{tmp_path}: no document in this folder"


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "loop.txt" in fault(tmp_path / "loop.txt")


def test_an_unknown_suffix_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (found,) = taken(tmp_path)
    assert isinstance(found, SkippedDocumentError)
    assert "unknown suffix '.pdf'" in str(found)


def test_one_bad_document_never_stops_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(b'{"text": "One."}\n{"text": \n{"text": "\xff"}\n{"text": "Two."}\n')
    (tmp_path / "e.csv").write_text("x", "utf-8")
    (tmp_path / "f.txt").write_text("Three.", "utf-8")
    intake = Intake([tmp_path, tmp_path / "missing.txt"])
    texts = [found.text for found in intake if isinstance(found, Document)]
    assert texts == ["One.", "Two.", "Three."]
    assert (intake.ok, intake.skipped, intake.failed) == (3, 1, 3)


def test_an_id_names_one_text(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text('{"id": "a", "text": "One."}\n{"id": "a", "text": "Two."}\n', "utf-8")
    _, second = taken(path)
    assert str(second) == f"{path}:2: its id 'a' is that of {path}:1"


def test_the_same_document_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.", "utf-8")
    intake = Intake([path, tmp_path])
    _, again = intake
    assert isinstance(again, SkippedDocumentError)
    assert (intake.ok, intake.skipped, intake.failed) == (1, 1, 0)


@given(st.binary(max_size=300))
def test_any_bytes_give_documents_or_errors(raw: bytes) -> None:
    for found in piped(raw):
        assert isinstance(found, Document | DocumentError)


@given(st.text(max_size=200))
def test_a_document_s_text_is_stable(text: str) -> None:
    found = piped(json.dumps({"id": "x", "text": text}).encode())
    if isinstance(found[0], Document):
        again = piped(json.dumps({"id": "x", "text": found[0].text}).encode())
        assert again == found
        found[0].text.encode("utf-8")  # no lone surrogate is left


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), max_size=5))
def test_every_line_is_accounted_for(texts: list[str]) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    intake = Intake(["-"], io.BytesIO(lines.encode()))
    found = list(intake)
    assert len(found) == intake.ok + intake.skipped + intake.failed == max(len(texts), 1)
