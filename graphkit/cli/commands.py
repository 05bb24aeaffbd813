"""Which commands there are, where each lives, and what `graphkit --help` says of it.

Typer takes ten times as long to load as Python itself: the overview is printed without it, and a
command loads no module but its own.
"""

from __future__ import annotations

ABOUT = "News on defense and diplomacy becomes a knowledge graph of claims."
# name → module of graphkit.cli, first sentence of its help
COMMANDS: dict[str, tuple[str, str]] = {
    "extract": ("read", "Read documents and print their claims; no store is needed."),
    "build": (
        "read",
        "Read documents and put their claims into a store; a changed document is replaced.",
    ),
    "query": (
        "ask",
        "Ask a store: one of the named queries, or any SPARQL; the union of all graphs answers.",
    ),
    "explain": (
        "recall",
        "Show the sentences behind a claim, behind all about an actor, or behind a pair.",
    ),
    "export": (
        "recall",
        "Write the claims of a store, document by document, in the formats of `extract`.",
    ),
    "network": (
        "draw",
        "Print the network of actors and events: its measures, or all of it in another format.",
    ),
    "view": (
        "draw",
        "Draw the network into one self-contained HTML file, or into a picture for print.",
    ),
    "validate": (
        "keep",
        "Check the ontology and the seeds, and a store against the shapes; one fault a line.",
    ),
    "info": ("keep", "Print the versions that a run records, and what a store holds."),
    "dump": ("keep", "Write a store as sorted N-Quads: equal content gives equal bytes."),
    "load": ("keep", "Take N-Quads into a store; each graph of the file replaces the store's."),
    "remove": ("keep", "Remove documents and everything that was read from them."),
    "check": (
        "safe",
        "Look through a whole store: what was written, what is derived, shapes, quality; in full.",
    ),
    "backup": (
        "safe",
        "Copy a store into a new folder, which is a store of its own; not while it is written.",
    ),
    "restore": (
        "safe",
        "Put a backup where a store was lost; what stands there is put aside.",
    ),
    "diff": ("safe", "Show which claims went (-) and came (+) between two stores or dumps."),
    "lexicon": (
        "lexicon",
        "Show which wordings match a sentence or nearly do, why, and the line that teaches one.",
    ),
    "entities": (
        "resolve",
        "Find who may be one and the same, judge it, and take judgements back.",
    ),
}


def modules(name: str | None = None) -> tuple[str, ...]:
    """Return the modules to load for one command, or for all."""
    found = [COMMANDS[name]] if name in COMMANDS else COMMANDS.values()
    return tuple(dict.fromkeys(module for module, _ in found))


def overview() -> str:
    """Return what `graphkit --help` prints."""
    width = max(map(len, COMMANDS))
    lines = (f"  {name:{width}}  {said}\n" for name, (_, said) in COMMANDS.items())
    return (
        f"Usage: graphkit [--help | --version] COMMAND [ARGS]…\n\n{ABOUT}\n\n"
        f"Commands (each has --help with an example):\n{''.join(lines)}\n"
        "Example: graphkit extract news.txt\n"
    )
