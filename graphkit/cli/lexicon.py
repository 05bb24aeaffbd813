"""`lexicon`: which wordings read a sentence, which nearly do, and how to teach it one more."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options
from graphkit.cli.console import console, tell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graphkit.claims import Claim, Entity
    from graphkit.extract.explaining import Explanation
    from graphkit.ontology import Relation


class LexiconFormat(StrEnum):
    """What an explanation can be written as."""

    TABLE = "table"
    JSON = "json"


Sentence = Annotated[
    str | None,
    typer.Argument(
        metavar="[SENTENCE|-]",
        help="A sentence, or - for standard input; with --list, the name of a relation.",
        show_default=False,
    ),
]
Day = Annotated[
    dt.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Day of publication.", show_default=False),
]
Format = Annotated[LexiconFormat, typer.Option("--format", "-f")]
ListFlag = Annotated[
    bool, typer.Option("--list", help="List the relations, or the wordings of one, and exit.")
]


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(epilog="Example: graphkit lexicon 'Norway withdrew its troops from Mali.'")(lexicon)


def lexicon(
    sentence: Sentence = None,
    date: Day = None,
    model: options.Model = None,
    ontology: options.OntologyDirs = None,
    format: Format = LexiconFormat.TABLE,
    list_: ListFlag = False,
) -> None:
    """Show which wordings match a sentence or nearly do, why, and the line that teaches one."""
    folders = tuple(ontology or ())
    if list_:
        _list(sentence, folders, format)
        return
    text = sys.stdin.read() if sentence == "-" else sentence or ""
    if not text.strip():
        raise typer.BadParameter("give a sentence", param_hint="SENTENCE")
    explained, others = _explain(text, date.date() if date else None, model, folders)
    if format is LexiconFormat.JSON:
        typer.echo(_json(explained, others))
        return
    from graphkit.cli.explained import print_explained

    print_explained(console(sys.stdout), explained, others)
    if any(each.suggestions for each in explained):
        tell("to teach a wording: name a relation (graphkit lexicon --list), put the line under")
        tell("@prefix gk: <https://w3id.org/graphkit/ontology#> . into a .ttl file,")
        tell("and give the folder of that file with --ontology")


def _explain(
    text: str, day: dt.date | None, model: str | None, folders: tuple[Path, ...]
) -> tuple[tuple[Explanation, ...], list[Claim]]:
    """Return the frames explained, and the claims that need no wording (posts, venues)."""
    from graphkit.claims import Document
    from graphkit.errors import ExtractionError
    from graphkit.extract import Extractor
    from graphkit.extract.explaining import explain

    extractor = Extractor(model, folders)
    document = Document("sentence", text, date=day)
    try:
        doc = extractor.nlp(text)
    except ValueError as exc:
        raise ExtractionError(f"the text cannot be parsed: {exc}", document="sentence") from exc
    explained = explain(extractor.context(doc, document))
    shown = {_triple(c) for each in explained for m in each.matched for c in m.claims}
    claims = extractor.claims(doc, document)
    return explained, [claim for claim in claims if _triple(claim) not in shown]


def _triple(claim: Claim) -> tuple[str, str, str]:
    return claim.subject.iri, claim.predicate, claim.object.iri


def _json(explained: Iterable[Explanation], others: Iterable[Claim]) -> str:
    frames = [
        {
            "head": each.head,
            "kind": each.kind,
            "sentence": each.sentence,
            "known": each.known,
            "arguments": [
                {
                    "role": argument.role,
                    "words": argument.words,
                    "entities": list(map(_entity, argument.entities)),
                }
                for argument in each.arguments
            ],
            "matched": [
                {
                    "relation": matched.relation,
                    "wording": matched.wording,
                    "subjects": matched.subjects,
                    "objects": matched.objects,
                    "claims": list(map(_claim, matched.claims)),
                    "why": matched.why or None,
                }
                for matched in each.matched
            ],
            "nearly": list(map(asdict, each.nearly)),
            "suggestions": each.suggestions,
        }
        for each in explained
    ]
    said = {"frames": frames, "without_wording": list(map(_claim, others))}
    return json.dumps(said, ensure_ascii=False, indent=1)


def _entity(entity: Entity) -> dict[str, str]:
    return {"label": entity.label, "type": entity.type, "iri": entity.iri}


def _claim(claim: Claim) -> dict[str, object]:
    return {
        "subject": claim.subject.label,
        "predicate": claim.predicate,
        "object": claim.object.label,
        "polarity": claim.polarity,
        "modality": claim.modality,
    }


def _list(name: str | None, folders: tuple[Path, ...], format: LexiconFormat) -> None:
    from graphkit import ontology

    relations = ontology.load(*folders).relations
    if name is not None and name not in relations:
        raise typer.BadParameter(f"no relation {name!r}; --list alone shows them all")
    chosen = [relations[name]] if name else list(relations.values())
    if format is LexiconFormat.JSON:
        typer.echo(json.dumps({one.name: one.wordings for one in chosen}, indent=1))
    elif name:
        typer.echo("\n".join(relations[name].wordings))
    else:
        _print_relations(chosen)


def _print_relations(relations: Iterable[Relation]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("relation", no_wrap=True)
    table.add_column("wordings", justify="right", no_wrap=True)
    table.add_column("says", overflow="fold")
    for relation in relations:
        table.add_row(relation.name, str(len(relation.wordings)), relation.definition)
    console(sys.stdout).print(table)
