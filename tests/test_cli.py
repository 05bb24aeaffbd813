"""The command line: what scripts rely on, and what a person reads."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner, Result

from graphkit.cli import app
from graphkit.version import __version__

# what every release keeps: the options of each command
CONTRACT = {
    "extract": {"--format", "--output", "--model", "--ontology"},
    "build": {"--store", "--view", "--workers", "--resume"},
    "query": {
        "--file",
        "--name",
        "--param",
        "--store",
        "--format",
        "--timeout",
        "--limit",
        "--list",
    },
    "explain": {"--store"},
    "network": {"--store", "--top", "--ego", "--format", "--output"},
    "view": {"--store", "--output", "--ego", "--since", "--until", "--relation"},
    "export": {"--store", "--format", "--output"},
    "validate": {"--store"},
    "info": {"--store"},
    "dump": {"--store"},
    "load": {"--store"},
    "remove": {"--store"},
}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group has them
TEXT = "Norwegian Foreign Minister Ada Berg met Swedish diplomats in Oslo on Tuesday."


def run(*args: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    record = {"id": "n1", "title": "Talks", "date": "2025-06-04", "text": TEXT}
    path.write_text(json.dumps(record) + "\n", "utf-8")
    return path


def test_every_command_of_the_contract_is_there_with_its_options() -> None:
    assert set(COMMANDS) == set(CONTRACT)
    for name, options in CONTRACT.items():
        offered = {option for each in COMMANDS[name].params for option in each.opts}
        assert options <= offered, name


@pytest.mark.parametrize("name", CONTRACT)
def test_every_command_has_help_with_an_example_that_parses(name: str) -> None:
    command = COMMANDS[name]
    shown = run(name, "--help").stdout
    assert "Example: graphkit" in " ".join(shown.split())
    example = re.fullmatch(rf"Example: graphkit {name} ?(.*)", command.epilog)
    assert example, command.epilog
    args = re.split(r" [|>] ", example[1])[0].split()
    assert command.make_context(name, [arg.strip("'\"") for arg in args], resilient_parsing=True)


def test_the_version() -> None:
    assert run("--version").stdout == f"graphkit {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom graphkit.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'spacy', 'rdflib', 'networkx', 'pyvis', 'pyoxigraph'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "args",
    [["nonsense"], ["extract"], ["extract", "x", "--format", "yaml"], ["build", "x"]],
)
def test_wrong_usage_exits_with_2(args: list[str]) -> None:
    assert run(*args).exit_code == 2


@pytest.mark.model
def test_extract_writes_json_lines_on_stdout_and_the_rest_on_stderr(news: Path) -> None:
    done = run("extract", news, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert {claim["doc"] for claim in claims} == {"n1"}
    for claim in claims:
        evidence = claim["evidence"]
        assert TEXT[evidence["start"] : evidence["end"]] == evidence["text"]
    assert done.stderr == f"documents: 1 ok, 0 skipped, 0 failed; claims: {len(claims)}\n"


@pytest.mark.model
def test_extract_reads_standard_input_and_writes_a_file(tmp_path: Path) -> None:
    done = run("extract", "-", "--format", "jsonl", "--output", tmp_path / "c.jsonl", stdin=TEXT)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert (tmp_path / "c.jsonl").read_text("utf-8")


@pytest.mark.model
@pytest.mark.parametrize("columns", [80, 120])
def test_the_table_fits_the_terminal(
    news: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    done = run("extract", news)
    assert done.exit_code == 0
    assert "Ada Berg" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= columns


@pytest.mark.model
def test_extract_writes_csv(news: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("extract", news, "--format", "csv").stdout)))
    assert rows
    assert {row["doc"] for row in rows} == {"n1"}


@pytest.mark.model
@pytest.mark.parametrize("format", ["turtle", "trig", "nquads"])
def test_extract_writes_rdf(news: Path, format: str) -> None:
    from pyoxigraph import RdfFormat, parse

    done = run("extract", news, "--format", format)
    known = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}
    assert list(parse(done.stdout.encode(), known[format]))


@pytest.mark.model
@pytest.mark.usefixtures("news")
def test_bad_documents_are_named_and_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_bytes(b'{"text": "x"\n')
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    done = run("extract", tmp_path, "missing.txt", "--format", "jsonl")
    assert done.exit_code == 1
    assert '"doc": "n1"' in done.stdout
    assert f"{tmp_path}/bad.jsonl:1: not JSON" in done.stderr
    assert "missing.txt: no such file or folder\n" in done.stderr
    assert "documents: 1 ok, 1 skipped, 2 failed" in done.stderr


@pytest.mark.model
def test_a_faulty_model_or_ontology_is_one_line(news: Path, tmp_path: Path) -> None:
    done = run("extract", news, "--model", "no_such_model")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "no_such_model" in done.stderr
    done = run("extract", news, "--ontology", tmp_path / "nowhere")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "nowhere: no such folder" in done.stderr


@pytest.mark.model
def test_an_output_that_cannot_be_written_is_one_line(news: Path) -> None:
    done = run("extract", news, "--output", "/dev/null/claims.jsonl")
    assert done.exit_code == 1
    assert "/dev/null/claims.jsonl: cannot be written" in done.stderr
