"""`network` and `view`: the commands that show who is connected to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options
from graphkit.cli.console import console, sink, tell, write

if TYPE_CHECKING:
    from rich.table import Table

    from graphkit.network import Measures


class NetworkFormat(StrEnum):
    """What a network can be written as."""

    TABLE = "table"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CYTOSCAPE = "cytoscape"
    CSV = "csv"


class Engine(StrEnum):
    """What draws a page."""

    PYVIS = "pyvis"
    SIGMA = "sigma"


class ViewFormat(StrEnum):
    """What a view can be."""

    HTML = "html"
    SVG = "svg"
    PNG = "png"


Top = Annotated[
    int | None,
    typer.Option("--top", min=1, help="Only the N most important entities.", show_default=False),
]
Since = Annotated[
    dt.datetime | None,
    typer.Option("--since", formats=["%Y-%m-%d"], help="Leave out what ended before this day."),
]
Until = Annotated[
    dt.datetime | None,
    typer.Option("--until", formats=["%Y-%m-%d"], help="Leave out what began after this day."),
]
Relations = Annotated[
    list[str] | None,
    typer.Option("--relation", "-r", help="Only this relation; repeatable.", show_default=False),
]
Question = Annotated[
    str | None,
    typer.Option(
        "--query",
        help="Only claims that the answer to this named query or SPARQL names, or links.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command(epilog="Example: graphkit network --store out/store --top 20")(network)
    app.command(epilog="Example: graphkit view --store out/store --output out/graph.html")(view)


def network(
    store: options.Store,
    top: Top = None,
    ego: options.Ego = None,
    format: Annotated[NetworkFormat, typer.Option("--format")] = NetworkFormat.TABLE,
    output: options.Output = None,
) -> None:
    """Print the network of actors and events: its measures, or all of it in another format."""
    from graphkit.api import Store
    from graphkit.network import load, measure

    with Store.open(store, read_only=True) as source:
        if format is NetworkFormat.TABLE and not ego:  # needs no sentence, so no claim as a whole
            _print(measure(load(source))[:top], output)
            return
        found = source.network()
    found = found.ego(ego) if ego else found
    if format is NetworkFormat.TABLE:
        _print(found.measures()[:top], output)
    else:
        write((found.top(top) if top else found).export(format), output)


def view(
    store: options.Store,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    query: Question = None,
    ego: options.Ego = None,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    top: Top = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="What draws the page; sigma for thousands.")
    ] = Engine.PYVIS,
    format: Annotated[
        ViewFormat | None,
        typer.Option("--format", help="By default, what the name of the file says, or html."),
    ] = None,
) -> None:
    """Draw the network into one self-contained HTML file, or into a picture for print."""
    from graphkit.api import Store

    with Store.open(store, read_only=True) as source:
        found = source.network(
            since=since.date() if since else None,
            until=until.date() if until else None,
            relations=relation,
        )
        answer = source.query(query).rows if query else []
    found = found.among(str(cell) for row in answer for cell in row) if query else found
    found = found.ego(ego) if ego else found
    found = found.top(top) if top else found
    path = found.view(output, engine=engine, format=format)
    tell(f"drawn: {path} ({len(found)} entities, {len(found.claims)} claims)")


def _print(rows: Iterable[Measures], output: Path | None) -> None:
    with sink(output) as stream:
        console(stream).print(_table(rows))


def _table(rows: Iterable[Measures]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=None, box=None, pad_edge=False)
    table.add_column("name", overflow="fold", ratio=1)
    table.add_column("type")
    for name in ("claims", "pagerank", "between", "group"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        numbers = f"{row.degree} {row.pagerank:.4f} {row.betweenness:.4f} {row.community}".split()
        table.add_row(Text(row.label, style="bold"), row.type, *numbers)
    return table
