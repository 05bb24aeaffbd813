"""Claims to quads and back, without losing a character."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import quote, unquote

import pyoxigraph as ox
import pytest
from factories import claim, document, entity, reading, unnamed
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from graphkit import rdf
from graphkit.claims import (
    ENTITY_TYPES,
    GK,
    MODALITIES,
    POLARITIES,
    Claim,
    Document,
    Entity,
    EventCode,
    Evidence,
    Reading,
    Run,
    slug,
)
from graphkit.errors import StoreError
from graphkit.store import Store

ODD = [
    "",
    "\u2028",
    "\u202e",
    "🚢",
    '"',
    "\\",
    "\n",
    "'''",
    "<>",
    "{}",
    "\0",
    "a\u0301",
    " ",
    "%20",
    "^^",
]
characters = st.characters(exclude_categories=["Cs"])
texts = st.one_of(
    st.text(characters, min_size=1, max_size=12),
    st.sampled_from([form for form in HOSTILE if form.isprintable()]),
    st.lists(st.sampled_from(ODD), min_size=1, max_size=4).map("".join).filter(bool),
)
days = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))
times = st.one_of(
    st.none(),
    days.map(dt.date.isoformat),
    st.dates(dt.date(1000, 1, 1)).map("{:%Y-%m}".format),
    st.dates(dt.date(1000, 1, 1)).map("{:%Y}".format),
)


@st.composite
def casts(draw: st.DrawFn) -> list[Entity]:
    """Draw entities, each with an IRI of its own: the graph says one thing about each."""
    return [
        Entity(
            iri=f"https://w3id.org/graphkit/kb/{number}-{quote(draw(texts), safe='')}",
            label=draw(texts),
            type=draw(st.sampled_from(ENTITY_TYPES)),
            same_as=draw(st.sampled_from([None, "http://www.wikidata.org/entity/Q212"])),
            named=draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 4)))
    ]


@st.composite
def claims(draw: st.DrawFn, doc: str, cast: list[Entity]) -> Claim:
    def mention() -> Entity:
        return replace(draw(st.sampled_from(cast)), surface=draw(st.one_of(st.just(""), texts)))

    start, is_open = draw(st.integers(0, 99)), draw(st.booleans())
    sentence = draw(texts)
    code = EventCode(draw(st.none() | texts), draw(st.none() | texts))
    return Claim(
        doc=doc,
        subject=mention(),
        predicate=draw(texts.filter(lambda text: slug(text) != "unnamed"))
        if is_open
        else draw(st.sampled_from(["skips", "meets"])),
        object=mention(),
        evidence=Evidence(sentence, start, start + len(sentence)),
        polarity=draw(st.sampled_from(POLARITIES)),
        modality=draw(st.sampled_from(MODALITIES)),
        time=draw(times),
        place=mention() if draw(st.booleans()) else None,
        attributed_to=mention() if draw(st.booleans()) else None,
        event_code=code
        if code != EventCode()
        and all(not text or _kept(text) for text in (code.plover, code.cameo))
        else None,
        confidence=draw(st.integers(0, 1000)) / 1000,
        core=draw(st.booleans()),
        open=is_open,
        extractor=draw(texts),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    source = Document(
        id=draw(texts),
        text="",
        title=draw(st.just("") | texts),
        source=draw(st.just("") | texts),
        date=draw(st.none() | days),
        url=draw(st.just("") | texts),
    )
    cast = draw(casts())
    found = draw(st.lists(claims(source.id, cast), max_size=4))
    unique = {one.id: one for one in found}.values()
    ordered = sorted(unique, key=lambda one: (one.evidence.start, one.id))
    return Reading(source, tuple(ordered), Run(draw(texts), draw(texts), draw(texts)))


def _kept(notation: str) -> bool:
    """Tell whether an IRI gives a notation back: codes have no spaces and no composed letters."""
    return unquote(slug(notation)) == notation


@given(readings())
def test_quads_give_the_reading_back(read: Reading) -> None:
    assert rdf.reading(rdf.quads(read)) == read


@given(readings())
def test_the_graph_survives_every_syntax(read: Reading) -> None:
    quads = set(rdf.quads(read))
    for format, syntax in (("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)):
        written = rdf.serialize([read], format)
        assert set(ox.parse(written, format=syntax)) == quads


@given(readings(), readings())
def test_a_store_gives_back_what_replaced_another_reading(one: Reading, other: Reading) -> None:
    replaced = Reading(
        one.document, tuple(replace(c, doc=one.document.id) for c in other.claims), one.run
    )
    store = Store.over(ox.Store())
    store.add([one])
    store.add([replaced])
    assert list(store.documents()) == [one.document]
    assert set(store.claims()) == set(replaced.claims)


def test_the_shape_of_a_claim() -> None:
    official = unnamed("an official")
    said = claim(
        "Ilse Brandt",
        "skips",
        "summit:Event",
        modality="planned",
        time="2025-06",
        place="Brussels:Place",
        attributed_to=official,
        plover="REJECT",
        confidence=0.9,
    )
    read = reading(document("wire 1", "text", url="https://example.org/1"), said)
    (one,) = read.claims
    about = rdf.by_subject(rdf.quads(read))[one.id]
    short = {name.rsplit("#")[-1].rsplit("/")[-1]: values for name, values in about.items()}
    assert short["predicate"] == [GK + "skips"]
    assert short["polarity"] == [GK + "affirmed"]
    assert (short["earliest"], short["latest"]) == (["2025-06-01"], ["2025-06-30"])
    assert short["eventCode"] == ["https://w3id.org/graphkit/plover/REJECT"]
    assert short["confidence"] == ["0.9"]
    assert short["wasDerivedFrom"] == ["https://w3id.org/graphkit/doc/wire_1"]
    assert short["attributedTo"] == [official.iri]


def test_a_sentence_is_shared_by_its_claims() -> None:
    both = [claim("A", name, "B", text="A met B and left.") for name in ("meets", "leaves")]
    quads = rdf.quads(reading("wire-1", *both))
    assert (
        len({quad.object for quad in quads if quad.predicate == ox.NamedNode(GK + "evidence")}) == 1
    )


def test_no_blank_nodes_and_one_graph() -> None:
    quads = rdf.quads(reading("wire-1", claim("A", "meets", "B", open=True)))
    assert {str(quad.graph_name) for quad in quads} == {"<https://w3id.org/graphkit/doc/wire-1>"}
    assert not [
        q for q in quads for term in (q.subject, q.object) if isinstance(term, ox.BlankNode)
    ]


def test_open_predicates_that_look_alike_stay_apart() -> None:
    words = ["stay  away", "stay away", "stay_away"]
    read = reading("wire-1", *(claim("A", word, "B", open=True) for word in words))
    assert {one.predicate for one in rdf.reading(rdf.quads(read)).claims} == set(words)


def test_the_order_of_claims_does_not_matter_to_the_text() -> None:
    one, other = claim("A", "meets", "B"), claim("C", "skips", "summit:Event", start=40)
    texts = {
        rdf.serialize([reading("d", *order)], "nquads") for order in ([one, other], [other, one])
    }
    assert len(texts) == 1


def test_turtle_has_the_union_of_all_graphs() -> None:
    pair = [reading(name, claim("A", "meets", "B")) for name in ("one", "two")]
    written = rdf.serialize(pair, "turtle")
    assert len(set(ox.parse(written, format=ox.RdfFormat.TURTLE))) == len(
        {quad.triple for read in pair for quad in rdf.quads(read)}
    )


@pytest.mark.parametrize(
    "bad",
    [replace(entity("A"), iri="not an iri"), replace(entity("A"), label="\ud800")],
    ids=["iri", "surrogate"],
)
def test_what_rdf_cannot_say_is_an_error_that_names_the_document(bad: Entity) -> None:
    with pytest.raises(StoreError, match="wire-7"):
        rdf.quads(reading("wire-7", claim(bad, "meets", "B")))


def test_half_a_claim_is_an_error() -> None:
    quads = rdf.quads(reading("wire-1", claim("A", "meets", "B")))
    with pytest.raises(StoreError, match="not a whole claim"):
        rdf.reading(quad for quad in quads if quad.predicate != ox.NamedNode(GK + "polarity"))


def test_a_foreign_graph_is_an_error() -> None:
    with pytest.raises(StoreError):
        rdf.reading([])


@pytest.mark.parametrize(
    "qualifier",
    [
        {"polarity": "negated"},
        {"modality": "planned"},
        {"attributed_to": "an official"},
        {"open": True},
    ],
)
def test_only_what_the_text_itself_states_is_a_fact(qualifier: dict[str, object]) -> None:
    assert rdf.fact(claim("A", "meets", "B"))
    assert rdf.fact(claim("A", "meets", "B", **qualifier)) is None  # type: ignore[arg-type]
