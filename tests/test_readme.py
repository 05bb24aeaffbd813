"""What the README shows is run: its commands, its Python, its SPARQL and its Turtle."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from graphkit.cli import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def shell(command: str, out: Path) -> str:
    """Run a line of the README with this interpreter's graphkit, writing below `out`."""
    # what it writes first: the interpreter's own path may hold the same letters
    command = command.replace("out/", f"{out}/")
    command = command.replace(".venv/bin/graphkit", f"'{sys.executable}' -m graphkit")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands() -> list[str]:
    return [line for block in blocks("sh") for line in block.splitlines() if "graphkit " in line]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the README's commands in their order; what they wrote serves the other tests."""
    folder = tmp_path_factory.mktemp("readme")
    for command in commands():
        writes = "build" in command or "--output" in command  # and prints nothing
        assert shell(command, folder).strip() or writes, command
    return folder


def test_every_make_target_in_the_readme_exists() -> None:
    for target in re.findall(r"`?make ([a-z-]+)", README):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_the_table_of_commands_is_complete() -> None:
    shown = re.findall(r"^\| `graphkit ([a-z]+)` \|", README, re.MULTILINE)
    assert shown == list(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a group's


def test_every_local_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.model
@pytest.mark.slow
def test_the_commands_draw_the_network(out: Path) -> None:
    assert (out / "news.html").stat().st_size > 10_000


@pytest.mark.model
@pytest.mark.slow
def test_the_sparql_gives_the_answer_that_is_shown(out: Path) -> None:
    (query,), (answer,) = blocks("sparql"), blocks("text")
    (out / "q.rq").write_text(query, "utf-8")
    printed = shell(f".venv/bin/graphkit query --file {out}/q.rq --store out/news -f csv", out)
    assert answer.strip() in printed.splitlines()


@pytest.mark.model
@pytest.mark.slow
def test_the_python_runs(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = blocks("python")
    monkeypatch.chdir(ROOT)
    exec(compile(code.replace("out/", f"{out}/"), "README.md", "exec"), {})


@pytest.mark.model
@pytest.mark.slow
def test_the_turtle_adds_a_relation(out: Path) -> None:
    (turtle,) = blocks("turtle")
    (out / "own").mkdir()
    (out / "own" / "spies.ttl").write_text(turtle, "utf-8")
    command = "echo 'Russia has spied on Denmark for years.' | .venv/bin/graphkit extract -"
    printed = shell(f"{command} --ontology out/own --format jsonl", out)
    assert '"predicate": "spiesOn"' in printed
