"""Judgements as people make them: by name, with a reason, and never for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.claims import BASE, ENTITY_TYPES, KB, Entity
from graphkit.errors import StoreError
from graphkit.query import find, query
from graphkit.store.canonical import canonical
from graphkit.store.judgements import GRAPHKIT, Judgement

if TYPE_CHECKING:
    from graphkit.store import Store

_ABOUT = """
# param: iri iri required The entity.
SELECT DISTINCT ?name ?type ?same ?graph ?iri WHERE {
  GRAPH ?graph { ?iri a ?type }
  ?iri skos:prefLabel ?name
  OPTIONAL { ?iri owl:sameAs ?same }
} ORDER BY ?graph ?type ?same"""
_SEEDS = BASE + "seeds/"


def merge(store: Store, one: str, other: str, *, who: str, why: str = "") -> Judgement:
    """Judge that two entities are one; the first stands for both, or the one that the seeds know.

    Args:
        store: Where to keep the judgement.
        one: IRI or unmistakable name.
        other: IRI or unmistakable name.
        who: Who says so.
        why: For what reason.

    Raises:
        QueryError: A name means nothing, or several.
        StoreError: Both are one already, or the seeds know both.
    """
    kept, given_up = (_end(store, name) for name in (one, other))
    if kept[0].iri == given_up[0].iri:
        raise StoreError(f"{one} and {other} are one already", location=store.location)
    if kept[1] and given_up[1]:
        raise StoreError(f"the seeds know {one} and {other} as two", location=store.location)
    if given_up[1]:
        kept, given_up = given_up, kept
    return _judge(store, Judgement("same", kept[0], given_up[0], who, _now(), why))


def split(store: Store, one: str, other: str, *, who: str, why: str = "") -> Judgement:
    """Judge that two entities are not one, whatever else speaks for it.

    Raises:
        QueryError: A name means nothing, or several.
    """
    ends = [_end(store, name)[0] for name in (one, other)]
    return _judge(store, Judgement("different", ends[0], ends[1], who, _now(), why))


def undo(store: Store, number: int | None = None, *, who: str) -> Judgement:
    """Take back a judgement, by its number in the list; without one, the last that somebody made.

    What graphkit judged by itself is taken back by judging the pair different.

    Raises:
        StoreError: There is no such judgement, or it is undone already.
    """
    log = store.judgements()
    if number is None:
        open_ = [each for each in log if each.who != GRAPHKIT and not each.undone]
        chosen = open_[-1] if open_ else None
    else:
        chosen = log[number - 1] if 0 < number <= len(log) else None
    if chosen is None or chosen.undone:
        raise StoreError("no such judgement to undo", location=store.location)
    if chosen.who == GRAPHKIT:
        why = f"not so: {chosen.why}"
        return _judge(store, Judgement("different", chosen.kept, chosen.other, who, _now(), why))
    return _judge(store, replace(chosen, undone=f"{_now()} by {who}"))


def replay(store: Store, judgements: Iterable[Judgement]) -> int:
    """Add the judgements of another log; return how many were new or newly undone.

    What graphkit judged by itself is left out: it follows from the documents.
    """
    known = {each.iri: each for each in store.judgements()}
    new = [each for each in judgements if each.who != GRAPHKIT and known.get(each.iri) != each]
    store.judge(new)
    return len(new)


def _judge(store: Store, judgement: Judgement) -> Judgement:
    before = canonical(store.judgements())
    store.judge([judgement])
    if judgement.decision == "same" and not judgement.undone:
        after = canonical(store.judgements())
        ends = {getattr(after.get(iri), "iri", iri) for iri in judgement.pair}
        if len(ends) > 1 or before == after:
            text = "judged, but without effect: others of them are judged to be different"
            raise StoreError(text, location=store.location)
    return judgement


def _end(store: Store, name: str) -> tuple[Entity, bool]:
    """Return what a user means, even one that another stands for, and whether the seeds know it."""
    iri = KB + name.removeprefix("kb:") if name.startswith("kb:") else name
    for judgement in store.judgements():
        for each in (judgement.kept, judgement.other):
            if each.iri == iri:
                return each, _is_known(store, iri)
    found = find(store, name)
    return _entity(store, found), _is_known(store, found)


def _is_known(store: Store, iri: str) -> bool:
    return any(str(row[3]).startswith(_SEEDS) for row in query(store, _ABOUT, {"iri": iri}))


def _entity(store: Store, iri: str) -> Entity:
    """Return an entity as the store describes it, the seeds before the documents."""
    rows = query(store, _ABOUT, {"iri": iri}).rows
    kinds = [(str(row[1]).rpartition("#")[2], row) for row in rows]
    found = [(kind, row) for kind, row in kinds if kind in ENTITY_TYPES]
    if not found:
        raise StoreError(f"{iri} is no entity of this store", location=store.location)
    kind, row = min(found, key=lambda pair: not str(pair[1][3]).startswith(_SEEDS))
    same = str(row[2]) if row[2] else None
    return Entity(iri, str(row[0]), kind, same_as=same)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
