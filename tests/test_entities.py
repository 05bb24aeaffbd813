"""Who is who across documents: judgements, their log, and what graphkit judges by itself."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from factories import claim, reading
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from graphkit.api import Store
from graphkit.claims import KB, OWN, Claim, Entity, Reading, claim_from_json, claim_to_json, slug
from graphkit.cli import app
from graphkit.entities import candidates, merge, replay, split, undo
from graphkit.entities.spelling import initials, sound
from graphkit.errors import QueryError, StoreError
from graphkit.store.canonical import applied, canonical
from graphkit.store.judgements import GRAPHKIT, Judgement, from_jsonl, to_jsonl
from graphkit.validate import validate


def berg(doc: str, name: str = "Ada Berg") -> Entity:
    """A named person whom the seeds do not know: of her document."""
    return Entity(f"{OWN}{doc}/{slug(name)}", name, "Person", name)


def about(doc: str, body: str | None, *more: Claim, name: str = "Ada Berg") -> Reading:
    person = berg(doc, name)
    service = [claim(person, "affiliatedWith", f"{body}:Country")] if body else []
    return reading(doc, *service, claim(person, "criticizes", "Lind", start=40), *more)


NORWAY_A, NORWAY_B = about("a", "Norway"), about("b", "Norway")
NOBODY, PERU = about("c", None), about("d", "Peru")
ALL = (NORWAY_A, NORWAY_B, NOBODY, PERU)


def filled(readings: Iterable[Reading] = ALL) -> Store:
    store = Store.open()
    store.add(readings)
    return store


def dumped(store: Store) -> str:
    file = io.StringIO()
    store.dump(file)
    return file.getvalue()


def people(store: Store) -> list[str]:
    """Return the IRIs of the people called Ada Berg, by the document of their claims."""
    rows = store.query(
        "SELECT DISTINCT ?s WHERE { ?c rdf:subject ?s ; rdf:predicate gk:criticizes }"
    )
    return sorted(str(iri).removeprefix(OWN) for (iri,) in rows)


def test_people_of_one_full_name_and_body_are_one_and_others_are_not() -> None:
    store = filled()
    assert people(store) == ["a/Ada_Berg", "c/Ada_Berg", "d/Ada_Berg"]
    (judged,) = store.judgements()
    assert (judged.who, judged.why) == (GRAPHKIT, "same full name, and both: Norway")


def test_facts_names_statements_and_networks_see_the_one_that_stands_for_both() -> None:
    store = filled()
    fact = f"ASK {{ GRAPH gk:facts {{ <{berg('b').iri}> ?p ?o }} }}"
    assert not store.query(fact)
    assert not store.query(f"ASK {{ GRAPH gk:names {{ <{berg('b').iri}> ?p ?o }} }}")
    met = "SELECT DISTINCT ?s WHERE { ?c gk:statement ?s ; rdf:predicate gk:criticizes }"
    assert len(store.query(met)) == 3
    assert len(store.network()) == len(filled((NORWAY_A, NOBODY, PERU)).network())
    assert validate(store) == []


def test_what_was_read_stays() -> None:
    store = filled()
    assert [one.id for one in store.claims("b")] == [one.id for one in NORWAY_B.claims]
    (first, _) = store.claims("b")
    assert first.subject == replace(berg("a"), read_as=berg("b"))
    assert claim_from_json(claim_to_json(first)) == first
    assert "read_as" not in claim_to_json(NORWAY_B.claims[0])


@pytest.mark.parametrize("order", list(permutations(range(4)))[::11])
def test_full_and_incremental_builds_are_equal(order: tuple[int, ...]) -> None:
    store = filled(())
    for number in order:
        store.add([ALL[number]])
    assert dumped(store) == dumped(filled())
    store.derive_facts()
    assert dumped(store) == dumped(filled())


def test_removing_and_changing_documents_undoes_what_followed_from_them() -> None:
    store = filled()
    store.add([about("d", "Norway")])
    assert people(store) == ["a/Ada_Berg", "c/Ada_Berg"]
    store.add([PERU])
    store.remove("a")
    assert dumped(store) == dumped(filled(ALL[1:]))
    assert store.judgements() == []


def test_surnames_and_seeded_people_are_left_alone() -> None:
    store = filled([about("a", "Norway", name="Berg"), about("b", "Norway", name="Berg")])
    assert store.judgements() == []


def test_a_merge_is_undone_to_the_byte_but_for_the_log() -> None:
    store = filled()
    before = dumped(store)
    merge(store, berg("a").iri, berg("c").iri, who="kim", why="same voice")
    assert people(store) == ["a/Ada_Berg", "d/Ada_Berg"]
    undo(store, who="kim")
    assert people(store) == ["a/Ada_Berg", "c/Ada_Berg", "d/Ada_Berg"]
    rest = [line for line in dumped(store).splitlines() if "/judgement" not in line]
    assert rest == [line for line in before.splitlines() if "/judgement" not in line]
    with pytest.raises(StoreError, match="no such judgement"):
        undo(store, who="kim")


def test_a_judgement_survives_a_new_reading_and_holds_for_documents_to_come() -> None:
    store = filled((NORWAY_A, NOBODY))
    merge(store, berg("c").iri, berg("a").iri, who="kim")
    store.remove("c")
    store.add([NOBODY, NORWAY_B])
    assert people(store) == ["c/Ada_Berg"]


def test_a_split_beats_what_graphkit_judges_and_every_way_round() -> None:
    store = filled()
    split(store, berg("a").iri, berg("b").iri, who="kim")
    assert people(store) == ["a/Ada_Berg", "b/Ada_Berg", "c/Ada_Berg", "d/Ada_Berg"]
    merge(store, berg("a").iri, berg("c").iri, who="kim")
    with pytest.raises(StoreError, match="without effect"):
        merge(store, berg("c").iri, berg("b").iri, who="kim")


def test_what_graphkit_judged_is_undone_by_number() -> None:
    store = filled()
    undo(store, 1, who="kim")
    assert people(store) == ["a/Ada_Berg", "b/Ada_Berg", "c/Ada_Berg", "d/Ada_Berg"]
    store.add([NORWAY_A])
    assert len(people(store)) == 4


def test_a_known_actor_stands_for_another_name_and_two_known_ones_never_merge() -> None:
    bund = Entity(KB + "The_Alliance_of_Brussels", "Alliance of Brussels", "Organization")
    store = filled([reading("a", claim(bund, "supports", "Norway:Country"))])
    merge(store, "Alliance of Brussels", "NATO", who="kim")
    (one,) = store.claims()
    assert (one.subject.iri, one.subject.as_read) == (KB + "NATO", bund)
    with pytest.raises(StoreError, match="seeds know"):
        merge(store, "NATO", "European Union", who="kim")
    with pytest.raises(QueryError, match="nobody"):
        merge(store, "NATO", "Zzyzx", who="kim")


def test_a_log_replays_into_the_same_store() -> None:
    store, other = filled(), filled()
    merge(store, berg("a").iri, berg("c").iri, who="kim", why="one\nvoice")
    split(store, berg("a").iri, berg("d").iri, who="lee")
    undo(store, who="lee")
    log = from_jsonl(to_jsonl(store.judgements()))
    assert log == store.judgements()
    assert replay(other, log) == 2
    assert dumped(other) == dumped(store)
    assert replay(other, log) == 0
    for broken in ("{}", "[]", "nonsense", to_jsonl([replace(log[0], decision="maybe")])):
        with pytest.raises(StoreError, match="line 1"):
            from_jsonl(broken)


IRIS = st.sampled_from("ABCDE")
JUDGEMENTS = st.lists(
    st.tuples(st.sampled_from(["same", "same", "different"]), IRIS, IRIS, st.booleans())
)


def judgement(number: int, said: tuple[str, str, str, bool]) -> Judgement:
    decision, one, other, undone = said
    kept, given_up = (Entity(KB + iri, iri, "Person") for iri in (one, other))
    return Judgement(decision, kept, given_up, "kim", f"{number:03}", undone="x" * undone)


@given(JUDGEMENTS)
def test_what_stands_for_what_is_never_in_two_minds(said: list[tuple[str, str, str, bool]]) -> None:
    log = [judgement(number, each) for number, each in enumerate(said) if each[1] != each[2]]
    known = canonical(log)
    assert known == canonical(reversed(log))
    assert all(known[kept.iri] == kept for kept in known.values())
    last = {one.pair: one for one in log if not one.undone}
    for pair, one in last.items():
        if one.decision == "different":
            ends = [known.get(iri, Entity(iri, "", "Person")).iri for iri in pair]
            assert len(set(ends)) == 2


MET = (
    reading("m", claim("C", "meets", "D"), claim("A", "meets", "D", start=20)),
    reading("n", claim("A", "meets", "C"), claim("D", "criticizes", "B", start=20)),
)
SYMMETRIC = {"meets"}


@given(JUDGEMENTS, JUDGEMENTS)
def test_ends_of_symmetric_claims_are_in_order_whatever_was_judged_before(
    earlier: list[tuple[str, str, str, bool]], later: list[tuple[str, str, str, bool]]
) -> None:
    before, now = (
        canonical(judgement(number, each) for number, each in enumerate(said) if each[1] != each[2])
        for said in (earlier, later)
    )
    for read in MET:
        was = [applied(one, before, SYMMETRIC) for one in read.claims]
        judged = [applied(one, now, SYMMETRIC) for one in was]
        assert judged == [applied(one, now, SYMMETRIC) for one in read.claims]
        assert [applied(one, {}, SYMMETRIC) for one in judged] == list(read.claims)
        assert [one.id for one in judged] == [one.id for one in read.claims]
        assert [claim_from_json(claim_to_json(one)) for one in judged] == judged
        assert all(c.subject.iri <= c.object.iri for c in judged if c.predicate in SYMMETRIC)


def test_a_merge_that_turns_a_claim_takes_what_was_read_along() -> None:
    log = [judgement(1, ("same", "E", "A", False))]  # E stands for A
    with filled(MET[:1]) as store, filled(MET) as other:
        store.judge(log)
        store.add(MET[1:])
        other.judge(log)
        assert dumped(store) == dumped(other)
        (one,) = (one for one in store.claims("n") if one.predicate == "meets")
        assert (one.subject.label, one.object.label, one.turned) == ("C", "E", True)
        assert one.object.as_read.label == "A"
        assert one.id == MET[1].claims[0].id
        assert store.query("ASK { GRAPH gk:facts { kb:C gk:meets kb:E } }")
        assert validate(store) == []
        store.judge([replace(log[0], undone="later")])
        assert list(store.claims("n")) == list(MET[1].claims)


def test_candidates_have_reasons() -> None:
    def said(name: str, type: str, doc: str) -> Claim:
        return claim(Entity(KB + slug(name), name, type), "supports", "Lind", doc=doc)

    readings = [
        *ALL,
        reading("e", said("Harbour Watch Union", "Organization", "e")),
        reading("f", said("HWU", "Organization", "f")),
        about("g", None, name="Yousef al-Kattan"),
        about("h", None, name="Yusuf El Qattan"),
        reading("i", claim(berg("i", "Berg"), "affiliatedWith", "Peru:Country")),
    ]
    found = {
        (one.reason, one.one.name, one.other.name, one.score)
        for one in candidates(filled(readings))
    }
    assert {(reason, *names) for reason, *names, _ in found} == {
        ("same name", "Ada Berg", "Ada Berg"),
        ("acronym of the other's name", "Harbour Watch Union", "HWU"),
        ("names sound alike", "Yousef al-Kattan", "Yusuf El Qattan"),
        ("surname, and both: Peru", "Ada Berg", "Berg"),
    }


def test_judged_pairs_are_no_candidates() -> None:
    store = filled()
    pairs = {frozenset({one.one.iri, one.other.iri}) for one in candidates(store)}
    assert frozenset({berg("a").iri, berg("c").iri}) in pairs
    split(store, berg("a").iri, berg("c").iri, who="kim")
    left = {frozenset({one.one.iri, one.other.iri}) for one in candidates(store)}
    assert left == pairs - {frozenset({berg("a").iri, berg("c").iri})}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Yousef Haddad", "Yusuf Hadad"), ("Khartoum North", "Hartum North")],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other) != sound("Joseph Hart")
    assert sound("Li") == ""


def test_initials_leave_small_words_out() -> None:
    assert initials("Union of Harbour Watchers") == "UHW"


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def test_the_command_line_judges_lists_undoes_and_replays(tmp_path: Path) -> None:
    home, copy = tmp_path / "store", tmp_path / "copy"
    for place in (home, copy):
        with Store.open(place) as store:
            store.add(ALL)
    listed = run("entities", "--duplicates", "--store", home)
    assert "same name" in listed.stdout
    assert "candidates: 3" in listed.stderr
    ends = "kb:in/a/Ada_Berg", "kb:in/c/Ada_Berg"
    assert run("entities", "merge", *ends, "--store", home, "--why", "voice").exit_code == 0
    assert run("entities", "split", *ends, "--store", home, "--by", "kim").exit_code == 0
    assert run("entities", "undo", "--store", home).exit_code == 0
    table = run("entities", "list", "--store", home).stdout
    assert [word in table for word in ("graphkit", "voice", "kim", "undone")] == [True] * 4
    log = tmp_path / "log.jsonl"
    assert run("entities", "list", "--store", home, "-f", "jsonl", "-o", log).exit_code == 0
    done = run("entities", "replay", log, "--store", copy)
    assert "replayed: 2 of 3" in done.stderr
    with Store.open(home) as one, Store.open(copy) as other:
        assert dumped(one) == dumped(other)
    assert run("entities", "--store", home).exit_code == 2
    assert run("entities", "undo", 9, "--store", home).exit_code == 3
