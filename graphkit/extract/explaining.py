"""Explains a sentence frame by frame: its arguments, the wordings that fit, those that nearly do.

It says why a claim was made or was not; it makes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphkit.claims import ACTOR_TYPES, Claim, Entity
from graphkit.extract.context import Context
from graphkit.extract.fitting import Match
from graphkit.extract.frame import Frame
from graphkit.extract.kinds import fits
from graphkit.extract.matching import Outcome, outcomes, pairs
from graphkit.extract.nearly import Near, near
from graphkit.extract.nounphrases import phrase
from graphkit.extract.syntax import VERBAL
from graphkit.extract.teaching import suggestions
from graphkit.extract.tokens import Token
from graphkit.extract.wordings import NOUN, Template

SOURCE = "explanation"  # no extractor: these claims are shown, never kept


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase of a frame, with the entities it was read as; none where it is nobody known."""

    role: str
    words: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """A wording that fits, with the claims that came of it or the reason why none did."""

    relation: str
    wording: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    claims: tuple[Claim, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A frame explained.

    Attributes:
        head: Lemma of the verb or noun.
        kind: "verb" or "noun".
        sentence: The sentence it stands in.
        known: Some wording has this head.
        suggestions: Wordings that would fit, where no claim came of those that there are.
    """

    head: str
    kind: str
    sentence: str
    arguments: tuple[Argument, ...]
    known: bool
    matched: tuple[Matched, ...]
    nearly: tuple[Near, ...]
    suggestions: tuple[str, ...]


def explain(context: Context) -> tuple[Explanation, ...]:
    """Explain every verb and noun of a doc that has arguments or wordings, in order."""
    doc = context.mentions.doc
    # verbs first, as in extraction: nouns that they have used say nothing of their own
    frames = (*context.framer.verbs(doc), *context.framer.nouns(doc))
    found = [(frame.head.i, told) for frame in frames if (told := _frame(frame, context))]
    return tuple(told for _, told in sorted(found, key=lambda each: each[0]))


def _frame(frame: Frame, context: Context) -> Explanation | None:
    templates = _templates(frame, context)
    spent = frame.kind == NOUN and frame.head in context.used
    came = [] if spent else list(outcomes(frame, context, SOURCE))
    fitting = {outcome.match.template.wording for outcome in came}
    others = [template for template in templates if template.wording not in fitting]
    nearly = () if spent else near(others, frame, context)
    silent = not spent and not any(outcome.claims for outcome in came)
    advice = suggestions(frame, context) if silent else ()
    advice = tuple(wording for wording in advice if wording not in fitting)
    if not frame.args or (frame.kind == NOUN and not (came or nearly or advice)):
        return None
    return Explanation(
        head=frame.lemma,
        kind=frame.kind,
        sentence=_joined(frame.head.sent.text),
        arguments=tuple(_arguments(frame, context)),
        known=bool(templates),
        matched=tuple(
            _matched(outcome, came[:index], context) for index, outcome in enumerate(came)
        ),
        nearly=nearly,
        suggestions=advice,
    )


def _templates(frame: Frame, context: Context) -> list[Template]:
    heads = (context.templates.heads(frame.kind, lemma) for lemma in frame.lemmas)
    return [template for templates in heads for template in templates]


def _arguments(frame: Frame, context: Context) -> Iterator[Argument]:
    for role, tokens in frame.args.items():
        for token in tokens:
            yield Argument(role, _words(token), context.mentions.entities(token))


def _matched(outcome: Outcome, before: Iterable[Outcome], context: Context) -> Matched:
    match = outcome.match
    return Matched(
        match.template.relation.name,
        match.template.wording,
        tuple(map(_words, match.subjects)),
        tuple(map(_words, match.objects)),
        outcome.claims,
        "" if outcome.claims else _why(outcome, before, context),
    )


def _why(outcome: Outcome, before: Iterable[Outcome], context: Context) -> str:
    """Return why no claim came of a wording that fits."""
    longer = ", ".join(f'"{other.match.template.wording}"' for other in before if other.claims)
    if outcome.taken:
        return f"its words are part of {longer}"
    if outcome.repeated:
        return f"said already by {longer}"
    return _unsound(outcome.match, context)


def _unsound(match: Match, context: Context) -> str:
    relation = match.template.relation
    found = [(subject, object_) for _, subject, object_ in pairs(match, context)]
    if not found:
        unread = _unread("S", match.subjects, context) or _unread("O", match.objects, context)
        return unread or "S is one party, and the other is not named"
    for subject, object_ in found:
        if subject.iri == object_.iri:
            return "S and O are the same"
        if not fits(subject.type, relation.domain):
            return _unlike("S", subject, relation.domain)
        if not fits(object_.type, relation.range):
            return _unlike("O", object_, relation.range)
    return "neither S nor O is named"


def _unread(slot: str, tokens: Iterable[Token], context: Context) -> str:
    unread = [_words(token) for token in tokens if not context.mentions.entities(token)]
    return f'{slot} is read as nothing: "{", ".join(unread)}"' if unread else ""


def _unlike(slot: str, entity: Entity, wanted: frozenset[str]) -> str:
    short = wanted - ACTOR_TYPES | {"Actor"} if wanted >= ACTOR_TYPES else wanted
    return f"{slot} is {_a(entity.type)}, not {' or '.join(map(_a, sorted(short)))}"


def _a(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOU" else f"a {name}"


def _words(token: Token) -> str:
    return _joined(token.text if token.pos_ in VERBAL else phrase(token, owned=True).text)


def _joined(text: str) -> str:
    return " ".join(text.split())
