"""Every command that takes a store, over the URL of a server: it works, or refuses in one line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
import typer.main
from factories import claim, reading
from typer.testing import CliRunner, Result

from graphkit.cli import app
from graphkit.store import Store

READINGS = [
    reading(
        "wire-1",
        claim("Ada Berg", "skips", "Oslo meeting:Event", time="2025-06-04"),
        claim("Ada Berg", "criticizes", "Bo Lind", start=60),
    ),
    reading("wire-2", claim("A. Berg", "criticizes", "Cy Holm")),
]
TEXT = "Norway's foreign minister met his Swedish counterpart in Oslo on 3 June 2025."
ENDS = "kb:Ada_Berg", "kb:A._Berg"
# a command with what follows, and what it says; each line finds what those before it left
READS = [
    (["query", "--name", "skips"], "Ada Berg"),
    (["query", "SELECT ?d WHERE { ?d a gk:Document }", "--limit", "1"], "truncated"),
    (["explain", "Ada Berg"], "Ada Berg skips Oslo meeting."),
    (["export", "--format", "jsonl"], "Cy Holm"),
    (["network"], "Bo Lind"),
    (["network", "--format", "graphml", "--ego", "Ada Berg"], "Oslo meeting"),
    (["view", "--output", "{folder}/drawn.html"], "entities"),
    (["validate"], "faults: 0"),
    (["check"], "2 documents, 3 claims"),
    (["info"], "documents  2"),
    (["dump"], "wire-2"),
    (["entities", "--duplicates"], "candidates"),
]
CHANGES = [
    (["entities", "merge", *ENDS, "--by", "kim"], "judged same"),
    (["entities", "list"], "kim"),
    (["entities", "undo"], "undone"),
    (["entities", "split", *ENDS, "--by", "kim"], "judged different"),
    (["entities", "replay", "{folder}/log.jsonl"], "replayed: 0 of 0"),
    (["check"], "faults: 0"),
    (["remove", "wire-2"], "1 documents"),
    (["load", "{folder}/dump.nq"], "2 documents"),
]
REFUSES = [
    (["backup", "{folder}/backup"], 3, "`graphkit dump` and `load`"),
    (["restore", "{folder}/backup"], 3, "`graphkit dump` and `load`"),
    (["query", "SELECT nonsense"], 1, "expected"),
    (["query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], 1, "SERVICE is refused"),
    (["query", "DELETE WHERE { ?s ?p ?o }"], 1, "expected"),
    (["remove", "wire-9"], 3, "no document 'wire-9'"),
    (["entities", "merge", "Ada Berg", "Zzyzx"], 1, "nobody"),
]


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A store on a server of its own."""
    program = servers.oxigraph()
    if program is None:
        pytest.skip("no `oxigraph` program: `make setup` installs it")
    with servers.serving_oxigraph(program) as url:
        with Store.open(url) as store:
            store.add(READINGS)
        yield url


def given(args: list[str], url: str, folder: Path) -> list[str]:
    return [
        *(arg.format(folder=folder) if "{folder}" in arg else arg for arg in args),
        "--store",
        url,
    ]


def test_every_command_with_a_store_is_tried() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group has them
    with_store = {
        name
        for name, command in commands.items()
        if any("--store" in parameter.opts for parameter in command.params)
    }
    tried = {args[0] for args, _ in [*READS, *CHANGES]} | {args[0] for args, *_ in REFUSES}
    assert with_store - {"build"} <= tried
    judging = {args[1] for args, *_ in CHANGES if args[0] == "entities"}
    assert judging == set(commands["entities"].commands)


def test_what_reads_works(url: str, tmp_path: Path) -> None:
    for args, says in READS:
        done = run(*given(args, url, tmp_path))
        assert done.exit_code == 0, (args, done.output)
        assert says in done.output, args
    assert (tmp_path / "drawn.html").stat().st_size


def test_what_changes_works(url: str, tmp_path: Path) -> None:
    dump, local = tmp_path / "dump.nq", tmp_path / "local"
    (tmp_path / "log.jsonl").write_text("", "utf-8")
    assert run("dump", "--store", url, "--output", dump).exit_code == 0
    assert run("load", dump, "--store", local).exit_code == 0
    for args, says in CHANGES:
        done = run(*given(args, url, tmp_path))
        assert done.exit_code == 0, (args, done.output)
        assert says in done.output, args
    assert "0 claims went, 0 came" in run("diff", local, url).output
    again = tmp_path / "again.nq"
    run("dump", "--store", url, "--output", again)
    lines = [line for line in again.read_text("utf-8").splitlines() if "/judgement" not in line]
    assert lines == dump.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("args", "code", "says"), REFUSES, ids=[" ".join(a[:2]) for a, *_ in REFUSES]
)
def test_what_a_server_cannot_do_is_one_line(
    url: str, tmp_path: Path, args: list[str], code: int, says: str
) -> None:
    done = run(*given(args, url, tmp_path))
    assert done.exit_code == code, done.output
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_half_sent_document_is_found_and_read_again(url: str) -> None:
    with Store.open(url) as store:
        store.quads.update(
            "DELETE WHERE { GRAPH <https://w3id.org/graphkit/doc/wire-1>"
            " { ?d a <https://w3id.org/graphkit/ontology#Document> } }"
        )
        found = run("check", "--quick", "--store", url)
        store.add(READINGS)
    assert found.exit_code == 1
    assert "doc/wire-1: Only a part" in found.stdout
    assert run("check", "--quick", "--store", url).exit_code == 0


@pytest.mark.parametrize("place", ["ftp://127.0.0.1/store", "file:///store"])
def test_another_kind_of_address_makes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dump.nq").write_text("", "utf-8")
    done = run("load", "dump.nq", "--store", place)
    assert (done.exit_code, done.stderr.count("\n")) == (3, 1)
    assert "http://" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["dump.nq"]


@pytest.mark.model
def test_a_build_goes_to_the_server_and_is_not_made_twice(url: str, tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps({"id": "n1", "text": TEXT}) + "\n", "utf-8")
    first = run("build", news, "--store", url)
    assert (first.exit_code, "1 ok" in first.stderr) == (0, True)
    for more in ([], ["--resume"]):
        assert "1 in the store already" in run("build", news, "--store", url, *more).stderr
    run("remove", "n1", "--store", url)
