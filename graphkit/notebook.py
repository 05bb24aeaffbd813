"""graphkit in Jupyter: `%load_ext graphkit` gives a `%%sparql` cell and draws claims and networks.

Everything shown is escaped: a document's text never becomes markup of the notebook.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from graphkit import view
from graphkit.claims import Claim
from graphkit.errors import GraphkitError
from graphkit.query import query
from graphkit.store import Store

if TYPE_CHECKING:
    from graphkit.network import Network

Shell = Any  # an InteractiveShell, whose own types know neither its formatters nor plain magics
ROWS = 50  # of claims that are shown at once
LEFT = 'style="text-align:left"'  # notebooks align cells to the right
HEADER = ("Subject", "Relation", "Object", "Polarity", "Modality", "When", "Says who", "Sentence")


def load_ipython_extension(ipython: Shell) -> None:
    """Set up a notebook; IPython calls this for `%load_ext graphkit`."""

    def sparql(line: str, cell: str) -> object:
        """Ask a store in SPARQL: `%%sparql --store PATH_OR_VARIABLE`; without it, `store`."""
        return _ask(ipython, line, cell)

    ipython.register_magic_function(sparql, "cell", "sparql")
    formatter = ipython.display_formatter.formatters["text/html"]
    formatter.for_type(Claim, claim_html)
    formatter.for_type(list, _listed)
    formatter.for_type(tuple, _listed)
    formatter.for_type_by_name("graphkit.network.model", "Network", network_html)


def claim_html(claim: Claim) -> str:
    """Return one claim as an HTML table of one row."""
    return claims_html([claim])


def claims_html(claims: Iterable[Claim]) -> str:
    """Return claims as an HTML table, with the sentence behind each."""
    rows = list(claims)
    head = "".join(f"<th {LEFT}>{name}</th>" for name in HEADER)
    body = "".join(_row(claim) for claim in rows[:ROWS])
    more = f"<p>and {len(rows) - ROWS:,} more</p>" if len(rows) > ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def network_html(network: Network) -> str:
    """Return a network as its view, in a frame that cannot touch the notebook."""
    return view.iframe(network)


def _row(claim: Claim) -> str:
    says = claim.attributed_to.label if claim.attributed_to else ""
    relation = claim.predicate
    cells = (
        *(claim.subject.label, relation, claim.object.label, claim.polarity, claim.modality),
        *(claim.time or "", says, claim.evidence.text),
    )
    return "<tr>" + "".join(f"<td {LEFT}>{html.escape(cell)}</td>" for cell in cells) + "</tr>"


def _listed(values: Sequence[object]) -> str | None:
    """Return a list of claims as a table; any other list looks as it always did."""
    if values and all(isinstance(value, Claim) for value in values):
        return claims_html(value for value in values if isinstance(value, Claim))
    return None


def _ask(ipython: Shell, line: str, cell: str) -> object:
    from IPython.core.error import UsageError
    from IPython.core.magic_arguments import MagicArgumentParser

    parser = MagicArgumentParser("%%sparql")  # type: ignore[no-untyped-call]  # IPython's
    parser.add_argument("--store", "-s", default="store", help="a folder, a URL or a variable")
    parser.add_argument("--limit", "-n", type=int, help="no more rows than this")
    options = parser.parse_argstring(line)  # type: ignore[no-untyped-call]  # IPython's
    try:
        return query(_store(ipython, options.store), cell, limit=options.limit)
    except GraphkitError as exc:
        raise UsageError(str(exc)) from exc  # shown as one line, without a traceback


def _store(ipython: Shell, name: str) -> Store:
    found = ipython.user_ns.get(name)
    return found if isinstance(found, Store) else Store.open(name, read_only=True)
