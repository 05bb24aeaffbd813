"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(help="Files (.txt, .md, .jsonl), folders, globs, or - for standard input."),
]
Store = Annotated[str, typer.Option("--store", help="Folder or URL of the store.", metavar="STORE")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        help="spaCy pipeline, by package name or folder.",
        envvar="GRAPHKIT_MODEL",
        show_default=False,
    ),
]
OntologyDirs = Annotated[
    list[Path] | None,
    typer.Option(
        "--ontology",
        help="Folder of Turtle with relations, wordings, words or actors of your own; repeatable.",
        show_default=False,
    ),
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Processes that read in parallel.")]
Ego = Annotated[
    str | None,
    typer.Option("--ego", help="Only this entity and its neighbours.", show_default=False),
]
