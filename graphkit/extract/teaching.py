"""Suggests the wording that would make a frame match, for a user to add as a line of Turtle."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.claims import ENTITY_TYPES
from graphkit.errors import OntologyError
from graphkit.extract.context import Context
from graphkit.extract.fitting import fit
from graphkit.extract.frame import Frame, add_phrases
from graphkit.extract.tokens import Token
from graphkit.extract.wordings import NOUN, PREP, VERB, Compiler
from graphkit.ontology import Relation

AT_MOST = 3
PREFERRED = ("obj", "that", "comp")  # O under one of these comes before O after a preposition
DOERS = ("poss", "light", "prep:by", "prep:of")  # where the S of "S 's NOUN" may stand
WHATEVER = Relation(
    name="RELATION",
    label="",
    definition="",
    family="",
    domain=frozenset(ENTITY_TYPES),
    range=frozenset(ENTITY_TYPES),
    symmetric=False,
    core=True,
    opposes=frozenset(),
    codes=(),
    wordings=(),
)


def suggestions(frame: Frame, context: Context) -> tuple[str, ...]:
    """Return wordings that would fit `frame`, best first: O named, then O the object."""
    forms = _verb_forms if frame.kind == VERB else _noun_forms
    ranked = sorted(forms(frame, context), key=lambda form: not form[0])
    fitting = (wording for _, wording in ranked if _fits(wording, frame, context))
    return tuple(dict.fromkeys(fitting))[:AT_MOST]


def line(wording: str, relation: str = WHATEVER.name) -> str:
    """Return the line of Turtle that adds a wording to a relation."""
    escaped = wording.replace("\\", "\\\\").replace('"', '\\"')
    return f'gk:{relation} gk:wording "{escaped}" .'


def _fits(wording: str, frame: Frame, context: Context) -> bool:
    try:
        template = Compiler.of(context.ontology).compile(WHATEVER, wording)
    except OntologyError:  # a head or literal that the grammar has another use for
        return False
    return fit(template, frame, context) is not None


def _verb_forms(frame: Frame, context: Context) -> Iterator[tuple[bool, str]]:
    """Yield (is O named, wording) for every word of the frame that can be O."""
    if not _holds_entity(frame.args.get("subj", []), context):
        return
    verb = " ".join([frame.lemmas[0], *sorted(frame.verb_particles)])
    for role in PREFERRED:
        if role in frame.args and _holds_entity(frame.args[role], context):
            that = "that " if role == "that" else ""
            yield _holds_name(frame.args[role], context), f"S {verb} {that}O"
    words = [token for role in ("obj", "comp") for token in frame.args.get(role, [])[:1]]
    nouns = [token for token in words if token.pos_ in ("NOUN", "ADJ")]
    for noun in nouns:
        for named, phrase in _phrases(_below(noun, frame), context):
            yield named, f"S {verb} {noun.lemma} {phrase}"
    if not nouns:
        for named, phrase in _phrases(frame, context):
            yield named, f"S {verb} {phrase}"


def _noun_forms(frame: Frame, context: Context) -> Iterator[tuple[bool, str]]:
    noun = frame.lemmas[0]
    both = frame.args.get("prep:between", [])
    if len(both) > 1 and _holds_entity(both, context):
        yield _holds_name(both, context), f"{noun} between S and O"
    if any(_holds_entity(frame.args.get(role, []), context) for role in DOERS):
        for named, phrase in _phrases(frame, context):
            yield named, f"S 's {noun} {phrase}"


def _below(noun: Token, frame: Frame) -> Frame:
    """Return the phrases that a parser hangs from the verb or from its noun."""
    inner = Frame(noun, NOUN)
    add_phrases(inner, noun)
    phrases = {role: tokens for role, tokens in frame.args.items() if role.startswith(PREP)}
    return Frame(noun, NOUN, {**inner.args, **phrases})


def _phrases(frame: Frame, context: Context) -> Iterator[tuple[bool, str]]:
    for role, tokens in frame.args.items():
        if role.startswith(PREP) and _holds_entity(tokens, context):
            yield _holds_name(tokens, context), f"{role.removeprefix(PREP)} O"


def _holds_entity(tokens: list[Token], context: Context) -> bool:
    return any(context.mentions.entities(token) for token in tokens)


def _holds_name(tokens: list[Token], context: Context) -> bool:
    return any(entity.named for token in tokens for entity in context.mentions.entities(token))
