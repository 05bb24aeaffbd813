"""Tells which wordings nearly fit a frame, and what is missing.

Nothing here knows how a template is fitted: a wording is taken apart into its demands, and those
are put back one after the other for as long as `fit` still succeeds. What cannot be put back is
what is missing, whatever the rules of fitting are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.extract.context import Context
from graphkit.extract.fitting import fit
from graphkit.extract.frame import Frame
from graphkit.extract.syntax import VERBAL
from graphkit.extract.tokens import Token
from graphkit.extract.wordings import NOUN, OBJECT, SUBJECT, Slot, Template

FREE = "free"  # a role that is always filled: where S or O may be anything
AT_MOST = 5
TOO_FAR = 3  # so many things missing is no near miss
PLACES = {  # how a role is called
    "subj": "as subject",
    "obj": "as object",
    "second": "as second object",
    "comp": "as complement",
    "that": "as subject of a that-clause",
    "poss": "as its owner",
    "same": "beside it",
}


@dataclass(frozen=True, slots=True)
class Near:
    """A wording that nearly fits, and what is missing."""

    relation: str
    wording: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a wording insists on; exactly one attribute is set."""

    slot: Slot | None = None
    particle: str = ""
    modifiers: tuple[str, ...] = ()
    negation: bool = False


def near(templates: Iterable[Template], frame: Frame, context: Context) -> tuple[Near, ...]:
    """Return the wordings that nearly fit `frame`, best first.

    Args:
        templates: Wordings with the head of the frame.
        frame: A verb or noun with its arguments.
        context: Gives the words of classes.
    """
    found = {}
    for template in templates:
        demands = list(_demands(template))
        missing = _missing(template, demands, frame, context)
        if missing and len(missing) < TOO_FAR and 2 * len(missing) <= len(demands):
            known = Near(template.relation.name, template.wording, missing)
            absent = sum(reason.startswith("no ") for reason in missing)
            rank = (len(missing), absent, -len(demands), template.wording)
            found[known.relation, known.wording] = (rank, known)
    ranked = sorted(found.values(), key=lambda each: each[0])
    return tuple(known for _, known in ranked[:AT_MOST])


def _demands(template: Template) -> Iterator[Demand]:
    """Yield what a wording insists on, words before entities, as they are checked."""
    if template.negated:
        yield Demand(negation=True)
    if template.modifiers:
        yield Demand(modifiers=template.modifiers)
    for particle in sorted(template.particles):
        yield Demand(particle=particle)
    for slot in template.slots:
        if slot.type:
            yield Demand(slot=replace(slot, type=None))
        yield Demand(slot=slot)


def _missing(
    template: Template, demands: Sequence[Demand], frame: Frame, context: Context
) -> tuple[str, ...]:
    """Return what keeps a wording from fitting; nothing where no demand is to blame."""
    anything = next((token for token in frame.head.doc if _may_be_anything(token)), None)
    if anything is None:
        return ()
    spare = Frame(
        frame.head, frame.kind, {**frame.args, FREE: [anything]}, frame.particles, frame.passive
    )
    if not fit(_with(template, (), frame), spare, context):
        return ()
    missing = [f'"{word}" is in the way' for word in sorted(_strays(template, frame))]
    kept = list[Demand]()
    for demand in demands:
        instead = _instead(demand, frame)
        if fit(_with(template, [*kept, demand], frame), spare, context):
            kept.append(demand)
        elif instead and fit(_with(template, [*kept, instead], frame), spare, context):
            kept.append(instead)  # what hangs from the other word remains in reach
            missing.append(_said_of_word(demand, instead))
        else:
            missing.append(_said(demand, template, frame, context))
    return tuple(dict.fromkeys(missing))


def _instead(demand: Demand, frame: Frame) -> Demand | None:
    """Return the demand for the word that stands where another one is asked for."""
    slot = demand.slot
    if slot is None or slot.bound or not frame.args.get(slot.role):
        return None
    word = frame.args[slot.role][0].lemma
    return Demand(slot=replace(slot, filler=word, modifiers=()))


def _may_be_anything(token: Token) -> bool:
    return token.pos_ not in VERBAL and token.ent_type_ not in ("DATE", "TIME")


def _strays(template: Template, frame: Frame) -> set[str]:
    """Return particles of the verb that the wording passes by."""
    return set() if template.kind == NOUN else frame.verb_particles - template.leads


def _with(template: Template, demands: Sequence[Demand], frame: Frame) -> Template:
    """Return a template that insists on nothing but `demands`."""
    slots = {(d.slot.role, d.slot.filler): d.slot for d in demands if d.slot}
    bound = {slot.filler for slot in slots.values()}
    free = [Slot(FREE, name) for name in (SUBJECT, OBJECT) if name not in bound]
    ignored = set() if template.kind == NOUN else frame.verb_particles & frame.particles
    return replace(
        template,
        slots=(*slots.values(), *free),
        particles=frozenset({d.particle for d in demands if d.particle} | ignored),
        negated=any(d.negation for d in demands),
        modifiers=tuple(word for d in demands for word in d.modifiers),
    )


def _said_of_word(demand: Demand, instead: Demand) -> str:
    wanted, found = demand.slot, instead.slot
    assert wanted is not None and found is not None  # noqa: S101, PT018 - `_instead` saw to it
    if wanted.filler.startswith("<"):
        return f'"{found.filler}" is no word of {wanted.filler}'
    return f'"{found.filler}" instead of "{" ".join((*wanted.modifiers, wanted.filler))}"'


def _said(demand: Demand, template: Template, frame: Frame, context: Context) -> str:
    if demand.negation:
        return "not negated"
    if demand.modifiers:
        return f'no "{" ".join(demand.modifiers)}" before "{template.head}"'
    if demand.particle:
        return f'no "{demand.particle}"'
    assert demand.slot is not None  # noqa: S101 - the last kind of demand
    return _said_of_slot(demand.slot, frame, context)


def _said_of_slot(slot: Slot, frame: Frame, context: Context) -> str:
    lead = slot.preposition
    what = slot.filler if slot.bound else f'"{" ".join((*slot.modifiers, slot.filler))}"'
    if slot.filler.startswith("<"):
        what = f"word of {slot.filler}"
    if slot.type and frame.args.get(slot.role):
        return f"{what} is no {slot.type}"
    if lead and lead not in context.words_of(frame.head.sent):
        return f'no "{lead} {" ".join((*slot.modifiers, slot.filler))}"'
    if lead and slot.role not in frame.args and lead not in frame.particles:
        return f'no {what}: "{lead}" goes with another word'
    return f'no {what} after "{lead}"' if lead else f"no {what} {PLACES[slot.role]}"
