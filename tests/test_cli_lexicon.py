"""`graphkit lexicon`: from a sentence that says nothing to one line of Turtle that reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from graphkit.cli import app
from graphkit.ontology import load

TAUGHT = "Norway snorkelled Mali."
PREFIX = "@prefix gk: <https://w3id.org/graphkit/ontology#> .\n"


def run(*args: object, stdin: str | None = None, columns: int = 120) -> Result:
    return CliRunner().invoke(
        app, ["lexicon", *map(str, args)], input=stdin, env={"COLUMNS": str(columns)}
    )


def frames(done: Result) -> dict[str, Any]:
    assert done.exit_code == 0, done.output
    return {frame["head"]: frame for frame in json.loads(done.stdout)["frames"]}


@pytest.mark.model
@pytest.mark.parametrize("columns", [60, 120])
def test_the_table_shows_what_matched_and_what_nearly_did(columns: int) -> None:
    done = run("Norway withdrew its troops from Mali.", columns=columns)
    assert done.exit_code == 0, done.output
    text = " ".join(done.stdout.split())
    assert "withdraw (verb)" in text
    assert "Mali (Country)" in text
    assert {"matched", "nearly", "withdrawsFrom"} <= {*text.split()}
    assert max(map(len, done.stdout.splitlines())) <= columns
    assert done.stderr == ""  # nothing to teach


@pytest.mark.model
def test_one_line_of_turtle_makes_a_sentence_match(tmp_path: Path) -> None:
    before = run(TAUGHT)
    assert "no wording has the verb" in before.stdout
    (line,) = (each.strip() for each in before.stdout.splitlines() if "gk:wording" in each)
    assert line.startswith('gk:RELATION gk:wording "S ')
    assert "--ontology" in before.stderr
    (tmp_path / "own.ttl").write_text(PREFIX + line.replace("RELATION", "criticizes"), "utf-8")
    (frame,) = frames(run(TAUGHT, "--ontology", tmp_path, "--format", "json")).values()
    (claim,) = frame["matched"][0]["claims"]
    assert (claim["subject"], claim["predicate"], claim["object"]) == (
        "Norway",
        "criticizes",
        "Mali",
    )
    assert frame["suggestions"] == []


@pytest.mark.model
def test_json_from_standard_input_and_claims_without_a_wording() -> None:
    text = "Norwegian Foreign Minister Ada Berg did not attend the summit."
    done = run("-", "--date", "2025-06-03", "--format", "json", stdin=text)
    frame = frames(done)["attend"]
    assert [claim["predicate"] for claim in frame["matched"][0]["claims"]] == ["skips"]
    assert frame["arguments"][0]["entities"][0]["type"] == "Person"
    others = {claim["predicate"] for claim in json.loads(done.stdout)["without_wording"]}
    assert "holdsRole" in others


def test_the_list_counts_wordings_and_shows_those_of_one_relation() -> None:
    relations = load().relations
    listed = run("--list")
    assert listed.exit_code == 0
    rows = [line.split()[:2] for line in listed.stdout.splitlines()]
    assert ["skips", str(len(relations["skips"].wordings))] in rows
    assert run("--list", "skips").stdout.splitlines() == list(relations["skips"].wordings)
    as_json = json.loads(run("--list", "--format", "json").stdout)
    assert as_json == {name: list(each.wordings) for name, each in relations.items()}


def test_the_list_shows_a_wording_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(PREFIX + 'gk:skips gk:wording "S snorkel O" .\n', "utf-8")
    assert "S snorkel O" in run("--list", "skips", "--ontology", tmp_path).stdout.splitlines()


@pytest.mark.parametrize("args", [[], [" "], ["--list", "nonsense"], ["x", "--date", "today"]])
def test_wrong_usage_exits_with_2(args: list[str]) -> None:
    assert run(*args).exit_code == 2
