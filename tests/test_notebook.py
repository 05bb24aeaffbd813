"""What `%load_ext graphkit` gives: a SPARQL cell, and claims and networks that show themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from newsroom import CLAIMS, DOCUMENTS, entity

from graphkit import notebook
from graphkit.claims import Reading, Run
from graphkit.network import network
from graphkit.store import Store

interactive = pytest.importorskip("IPython.core.interactiveshell", reason="IPython is missing")
EVIL = "<img src=x onerror=alert(1)>"
QUESTION = "SELECT ?claim WHERE { ?claim rdf:predicate gk:skips }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(str(tmp_path_factory.mktemp("notebook") / "store")) as store:
        store.add(
            Reading(document, tuple(c for c in CLAIMS if c.doc == name), Run("1", "none", "test"))
            for name, document in DOCUMENTS.items()
        )
        yield store


@pytest.fixture
def shell(store: Store) -> Iterator[Any]:
    shell = interactive.InteractiveShell()
    notebook.load_ipython_extension(shell)
    shell.user_ns.update(store=store, other=store)
    yield shell
    shell.history_manager.end_session()


def shown(shell: Any, value: object) -> str:
    return str(shell.display_formatter.format(value)[0].get("text/html", ""))


@pytest.mark.parametrize("line", ["", "--store other", "-s store --limit 5"])
def test_a_sparql_cell_asks_a_store(shell: Any, line: str) -> None:
    found = shell.run_cell_magic("sparql", line, QUESTION)
    assert CLAIMS[0].id in shown(shell, found)


def test_a_fault_is_one_line(shell: Any) -> None:
    from IPython.core.error import UsageError

    with pytest.raises(UsageError):
        shell.run_cell_magic("sparql", "", "SELECT nonsense")
    with pytest.raises(UsageError):
        shell.run_cell_magic("sparql", "--store nowhere/at/all", QUESTION)


def test_a_claim_and_a_list_of_claims_are_tables(shell: Any) -> None:
    assert shown(shell, CLAIMS[0]).count("<tr>") == 2
    assert "two diplomats" in shown(shell, CLAIMS[0])
    assert shown(shell, list(CLAIMS)).count("<tr>") == len(CLAIMS) + 1
    assert shown(shell, [1, 2]) == shown(shell, []) == ""


def test_many_claims_are_cut_short() -> None:
    many = notebook.claims_html(CLAIMS[:1] * 60)
    assert many.count("<tr>") == notebook.ROWS + 1
    assert "and 10 more" in many


def test_text_never_becomes_markup(shell: Any) -> None:
    bad = replace(CLAIMS[0], subject=replace(entity("Vesland"), label=EVIL))
    assert "<img" not in shown(shell, [bad])
    assert "<img" not in shown(shell, network([bad]))


def test_a_network_is_drawn_in_a_sandboxed_frame(shell: Any) -> None:
    drawn = shown(shell, network(CLAIMS, DOCUMENTS))
    assert drawn.startswith("<iframe")
    assert "sandbox=" in drawn
