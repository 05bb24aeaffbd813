"""The command line: what scripts rely on, and what a person reads."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import factories
import pytest
import typer.main
from typer.testing import CliRunner, Result

from graphkit.claims import GK
from graphkit.cli import app, commands
from graphkit.cli.app import program
from graphkit.store import Store
from graphkit.version import __version__

# what every release keeps: the options of each command
CONTRACT = {
    "extract": {"--format", "--output", "--model", "--ontology"},
    "build": {"--store", "--view", "--workers", "--resume", "--again", "--closure"},
    "query": {
        "--file",
        "--name",
        "--param",
        "--store",
        "--format",
        "--timeout",
        "--limit",
        "--memory",
        "--allow-service",
        "--list",
    },
    "explain": {"--store"},
    "network": {"--store", "--top", "--ego", "--format", "--output"},
    "view": {
        *("--store", "--output", "--query", "--ego", "--since", "--until", "--relation", "--top"),
        *("--engine", "--format"),
    },
    "export": {"--store", "--format", "--output"},
    "validate": {"--store", "--ontology"},
    "info": {"--store"},
    "dump": {"--store"},
    "load": {"--store"},
    "remove": {"--store"},
    "entities": {"--duplicates", "--store", "--limit"},
    "check": {"--store", "--ontology", "--quick"},
    "backup": {"--store"},
    "restore": {"--store"},
    "diff": {"--format", "--output"},
    "lexicon": {"--date", "--model", "--ontology", "--format", "--list"},
}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group has them
TEXT = "Norwegian Foreign Minister Ada Berg met Swedish diplomats in Oslo on Tuesday."


def run(*args: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of two documents that were never read from a text."""
    folder = str(tmp_path_factory.mktemp("cli") / "store")
    wire = factories.reading(
        "wire-1",
        factories.claim("Ada Berg", "skips", "Oslo meeting:Event", time="2025-06-04"),
        factories.claim("Ada Berg", "meets", "Bo Lind", time="2025-05-01", start=60),
    )
    other = factories.reading("wire-2", factories.claim("Ada Berg", "meets", "Cy Holm"))
    with Store.open(folder) as target:
        target.add([wire, other])
    return folder


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


def test_the_overview_says_of_each_command_what_its_own_help_says() -> None:
    lines = {
        name: " ".join(command.help.split("\n\n")[0].split()) for name, command in COMMANDS.items()
    }
    assert {name: said for name, (_, said) in commands.COMMANDS.items()} == lines
    assert list(commands.COMMANDS) == list(COMMANDS)
    assert run("--help").stdout.rstrip() == commands.overview().rstrip()


@pytest.mark.parametrize("name", CONTRACT)
def test_a_command_loads_no_module_but_its_own(name: str) -> None:
    (module,) = commands.modules(name)
    assert name in typer.main.get_command(program([module])).commands  # type: ignore[attr-defined]


def test_the_overview_needs_no_typer() -> None:
    code = (
        "import sys\nfrom graphkit.cli import main\nsys.argv[1:] = ['--help']\nmain()\n"
        "print(sorted({'typer', 'rich', 'graphkit.claims'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


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


@pytest.mark.model
def test_build_makes_a_store_and_draws_it(news: Path, tmp_path: Path) -> None:
    done = run("build", news, "--store", tmp_path / "s", "--view", tmp_path / "v.html")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert "1 documents" in done.stderr
    assert (tmp_path / "v.html").exists()


@pytest.mark.model
def test_build_keeps_the_closure_and_drops_it(news: Path, tmp_path: Path) -> None:
    def met_by(graph: str) -> int:
        sparql = f"SELECT ?s ?o WHERE {{ GRAPH gk:{graph} {{ ?s gk:meets ?o }} }}"
        done = run("query", sparql, "--store", tmp_path / "s", "--format", "csv")
        assert done.exit_code == 0, done.output
        return len(done.stdout.splitlines()) - 1

    for options, expected in (("--closure", 2), ("--again", 2), ("--no-closure", 0)):
        done = run("build", news, "--store", tmp_path / "s", options)
        assert done.exit_code == 0, done.output
        assert met_by("closure") == expected * met_by("facts")
    assert met_by("facts")


def test_a_named_query_answers_with_its_parameters(store: str) -> None:
    done = run(
        "query", "--name", "skips", "--param", "actor=ada berg", "-f", "csv", "--store", store
    )
    assert done.exit_code == 0, done.output
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["who"], row["event"], row["time"]) == ("Ada Berg", "Oslo meeting", "2025-06-04")


def test_sparql_comes_as_an_argument_a_file_or_standard_input(store: str, tmp_path: Path) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a gk:Claim }"
    (tmp_path / "q.rq").write_text(sparql, "utf-8")
    ways = [(sparql,), ("--file", tmp_path / "q.rq"), ("-",)]
    for way in ways:
        done = run("query", *way, "--store", store, "--format", "csv", stdin=sparql)
        assert done.stdout == "n\n3\n", done.output


def test_every_format_of_a_result(store: str) -> None:
    select, construct = "SELECT ?c { ?c a gk:Claim }", "CONSTRUCT WHERE { ?c a gk:Claim }"
    assert json.loads(run("query", select, "-f", "json", "--store", store).stdout)["head"]
    assert run("query", select, "-f", "xml", "--store", store).stdout.startswith("<?xml")
    assert "gk:Claim" in run("query", construct, "-f", "turtle", "--store", store).stdout


def test_a_note_says_that_there_is_more(store: str) -> None:
    select = "SELECT ?c { ?c a gk:Claim }"
    cut = run("query", select, "-f", "csv", "--limit", 1, "--store", store)
    assert (cut.stdout.count("\n"), cut.stderr.count("\n")) == (2, 1)
    assert "truncated: these are the first 1" in cut.stderr
    whole = run("query", select, "-f", "csv", "--limit", 0, "--store", store)
    assert (whole.stdout.count("\n"), whole.stderr) == (4, "")
    everything = run("query", "SELECT * { ?s ?p ?o }", "-f", "csv", "--store", store)
    assert (everything.stdout.count("\n"), "10,000" in everything.stderr) == (10_001, True)


def test_a_table_too_wide_becomes_blocks(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = run("query", "--name", "skips", "--store", store)
    assert re.search(r"^who +Ada Berg$", done.stdout, re.MULTILINE)
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_named_queries_are_listed() -> None:
    done = run("query", "--list")
    assert done.exit_code == 0
    assert "skips" in done.stdout


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["SELECT nonsense"], 1, "error"),
        (["--name", "skip"], 1, "no query has this name"),
        (["--name", "skips", "--param", "actor=nobody at all"], 1, "nobody at all"),
        (["--name", "skips", "--param", "actor"], 2, "K=V"),
        ([], 2, "give one of"),
        (["ASK {}", "--name", "skips"], 2, "give one of"),
        (["--file", "missing.rq"], 1, "missing.rq: cannot be read"),
    ],
)
def test_a_faulty_query_is_refused(store: str, args: list[str], code: int, says: str) -> None:
    done = run("query", *args, "--store", store)
    assert done.exit_code == code
    assert says in " ".join(done.stderr.split())


def test_a_query_that_takes_too_long_is_given_up(store: str) -> None:
    everything = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(4))
    sparql = f"SELECT (COUNT(*) AS ?n) WHERE {{ {everything} FILTER (?c0 = ?a3 && ?c1 = ?a2) }}"
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "query", sparql, "--timeout", "0.5", "--store", store],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "took more than 0.5 seconds" in done.stderr


def test_explain_shows_the_sentences(store: str) -> None:
    assert "Ada Berg skips Oslo meeting." in run("explain", "Ada Berg", "--store", store).stdout
    pair = run("explain", "Ada Berg", "Bo Lind", "--store", store).stdout
    assert "Ada Berg meets Bo Lind." in pair
    assert "skips" not in pair
    lines = run("export", "--store", store).stdout.splitlines()
    for claim in map(json.loads, lines):
        for id in (claim["id"], claim["id"].rsplit("/", 1)[-1]):
            assert claim["evidence"]["text"] in run("explain", id, "--store", store).stdout
    assert run("explain", "Bo Lind", "Cy Holm", "--store", store).exit_code == 1


def test_export_gives_what_was_added(store: str) -> None:
    claims = [json.loads(line) for line in run("export", "--store", store).stdout.splitlines()]
    assert [(claim["doc"], claim["predicate"]) for claim in claims] == [
        ("wire-1", "skips"),
        ("wire-1", "meets"),
        ("wire-2", "meets"),
    ]
    dumped = run("dump", "--store", store).stdout.splitlines()
    exported = run("export", "--store", store, "--format", "nquads").stdout.splitlines()
    assert set(exported) < set(dumped)
    for format in ("table", "csv", "turtle", "trig"):
        assert "Ada Berg" in run("export", "--store", store, "--format", format).stdout


def test_the_network_in_every_format(store: str) -> None:
    shown = run("network", "--store", store).stdout.splitlines()
    assert shown[1].startswith("Ada Berg")
    assert len(run("network", "--store", store, "--top", 2).stdout.splitlines()) == 3
    assert "Cy Holm" not in run("network", "--store", store, "--ego", "Bo Lind").stdout
    for format in ("graphml", "gexf", "cytoscape", "csv"):
        assert "Ada Berg" in run("network", "--store", store, "--format", format).stdout


def test_the_view_of_a_choice(store: str, tmp_path: Path) -> None:
    page = tmp_path / "v.html"
    done = run("view", "--store", store, "--output", page, "--until", "2025-05-31")
    assert done.exit_code == 0, done.output
    assert "2 entities, 1 claims" in done.stderr
    run("view", "--store", store, "--output", page, "--relation", "skips", "--since", "2025-06-04")
    assert "Oslo meeting" in page.read_text("utf-8")
    assert "Cy Holm" not in page.read_text("utf-8")


def test_the_view_of_an_answer_and_of_the_most_important(store: str, tmp_path: Path) -> None:
    page = tmp_path / "v.html"
    done = run("view", "--store", store, "--output", page, "--query", "skips")
    assert done.exit_code == 0, done.output
    assert "Oslo meeting" in page.read_text("utf-8")
    assert "Cy Holm" not in page.read_text("utf-8")
    assert "(2 entities," in run("view", "--store", store, "--output", page, "--top", 2).stderr


def test_the_view_as_a_picture_and_by_the_other_engine(store: str, tmp_path: Path) -> None:
    for name, more, start in (
        ("v.svg", (), b"<?xml"),
        ("v.png", (), b"\x89PNG"),
        ("v", ("--format", "svg"), b"<?xml"),
        ("v.html", ("--engine", "sigma"), b"<!doctype html>"),
    ):
        done = run("view", "--store", store, "--output", tmp_path / name, *more)
        assert done.exit_code == 0, done.output
        assert (tmp_path / name).read_bytes().startswith(start)


def test_validate_finds_nothing_in_a_sound_store(store: str) -> None:
    done = run("validate", "--store", store)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "faults: 0\n")


def test_validate_names_a_fault_and_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix gk: <https://w3id.org/graphkit/ontology#> . gk:hums a gk:Relation .", "utf-8"
    )
    done = run("validate", "--ontology", tmp_path)
    assert done.exit_code == 1
    assert "ontology#hums" in done.stdout


def test_a_dump_loads_into_the_same_store(store: str, tmp_path: Path) -> None:
    run("dump", "--store", store, "--output", tmp_path / "s.nq")
    assert run("load", tmp_path / "s.nq", "--store", tmp_path / "copy").exit_code == 0
    copy = run("dump", "--store", tmp_path / "copy").stdout
    assert copy == (tmp_path / "s.nq").read_text("utf-8")


def test_a_removed_document_is_gone(store: str, tmp_path: Path) -> None:
    run("dump", "--store", store, "--output", tmp_path / "s.nq")
    run("load", tmp_path / "s.nq", "--store", tmp_path / "copy")
    done = run("remove", "wire-1", "--store", tmp_path / "copy")
    assert done.exit_code == 0
    assert "1 documents, 1 claims" in done.stderr
    again = run("remove", "wire-1", "--store", tmp_path / "copy")
    assert (again.exit_code, again.stderr.count("\n")) == (3, 1)


def test_check_finds_nothing_in_a_sound_store_and_names_what_it_finds(
    store: str, tmp_path: Path
) -> None:
    done = run("check", "--store", store)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith("faults: 0\n")
    copy = tmp_path / "copy"
    run("backup", copy, "--store", store)
    with Store.open(copy) as target:
        target.oxigraph.update(f"DELETE WHERE {{ GRAPH ?g {{ ?claim a <{GK}Claim> }} }}")
    done = run("check", "--quick", "--store", copy)
    assert done.exit_code == 1
    assert "were stored" in done.stdout


def test_a_backup_is_restored_and_the_difference_is_shown(store: str, tmp_path: Path) -> None:
    home, saved = tmp_path / "home", tmp_path / "saved"
    run("backup", home, "--store", store)
    assert run("backup", saved, "--store", home).exit_code == 0
    run("remove", "wire-2", "--store", home)
    done = run("diff", saved, home)
    assert done.stdout == "- wire-2: Ada Berg meets Cy Holm: Ada Berg meets Cy Holm.\n"
    assert done.stderr == "1 claims went, 0 came\n"
    run("dump", "--store", home, "--output", tmp_path / "home.nq")
    (line,) = run("diff", tmp_path / "home.nq", saved, "-f", "jsonl").stdout.splitlines()
    assert (json.loads(line)["change"], json.loads(line)["doc"]) == ("+", "wire-2")
    done = run("restore", saved, "--store", home)
    assert done.exit_code == 0, done.output
    assert f"before: {home}.replaced" in done.stderr
    assert run("diff", saved, home).stdout == ""


@pytest.mark.model
def test_info_names_versions_and_counts(store: str) -> None:
    said = json.loads(run("info", "--json", "--store", store).stdout)
    assert said["graphkit"] == __version__
    assert said["documents"] == 2
    assert "model" in run("info").stdout


@pytest.mark.parametrize("command", ["query", "explain", "network", "view", "export", "dump"])
def test_a_store_that_is_not_there_exits_with_3(command: str, tmp_path: Path) -> None:
    view = ["--output", tmp_path / "v.html"]
    more: dict[str, list[object]] = {"query": ["ASK {}"], "explain": ["x"], "view": list(view)}
    done = run(command, *more.get(command, []), "--store", tmp_path / "none")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert not (tmp_path / "none").exists()
