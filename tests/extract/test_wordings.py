"""The grammar of wordings: what compiles, into which template, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.claims import ENTITY_TYPES
from graphkit.errors import OntologyError
from graphkit.extract.wordings import NOUN, OBJECT, SUBJECT, VERB, Template, compile_all
from graphkit.ontology import Ontology, load

PLAIN_ROLES = frozenset({"subj", "obj", "second", "comp", "that", "poss", "same"})


def compiled(*wordings: str, of: str = "skips") -> list[Template]:
    """Compile the wordings of one relation that has no others."""
    ontology = load()
    relation = replace(ontology.relations[of], wordings=wordings)
    templates = compile_all(replace(ontology, relations={of: relation}))
    return [template for found in templates.by_head.values() for template in found]


def shown(template: Template) -> str:
    """Write a template on one line: `verb skip subj=S obj=O`."""
    slots = [
        f"{slot.role}={'_'.join((*slot.modifiers, slot.filler))}"
        + (f":{slot.type}" if slot.type else "")
        for slot in sorted(template.slots, key=lambda slot: (slot.filler != SUBJECT, slot.role))
    ]
    before = ["not"] * template.negated + [f"+{word}" for word in sorted(template.particles)]
    return " ".join([template.kind, *template.modifiers, template.head, *before, *slots])


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("S skip O", "verb skip subj=S obj=O"),
        ("S stay away from O", "verb stay +away subj=S prep:from=O"),
        ("S turn O down", "verb turn +down subj=S obj=O"),
        ("S turn down O", "verb turn subj=S prep:down=O"),
        ("S supply O with <weapon>", "verb supply subj=S obj=O prep:with=<weapon>"),
        ("S deliver <weapon> to O", "verb deliver subj=S obj=<weapon> prep:to=O"),
        ("S impose sanction on O", "verb impose subj=S obj=sanction prep:on=O"),
        ("S hold peace talk with O", "verb hold subj=S obj=peace_talk prep:with=O"),
        ("S give O <weapon>", "verb give subj=S obj=O second=<weapon>"),
        ("S be absent from O", "verb be subj=S comp=absent prep:from=O"),
        ("S not attend O", "verb attend not subj=S obj=O"),
        ("S demand that O", "verb demand subj=S that=O"),
        ("O hear from S", "verb hear subj=O prep:from=S"),
        ("S leave O:Agreement", "verb leave subj=S obj=O:Agreement"),
        ("S:Person be in O:Place", "verb be subj=S:Person prep:in=O:Place"),
        ("S 's absence from O", "noun absence poss=S prep:from=O"),
        ("O 's arrest by S", "noun arrest poss=O prep:by=S"),
        ("absence of S from O", "noun absence prep:of=S prep:from=O"),
        ("peace talk between S and O", "noun peace talk prep:between=S prep:between=O"),
        ("S 's no to O:Event", "noun no poss=S prep:to=O:Event"),
    ],
)
def test_a_wording_becomes_a_template(wording: str, expected: str) -> None:
    of = {"Agreement": "withdrawsFrom", "Place": "visits"}.get(wording.rpartition(":")[2], "skips")
    first, *_ = compiled(wording, of=of)
    assert sorted(shown(first).split()) == sorted(expected.split())


def test_a_state_is_also_an_apposition() -> None:
    assert [shown(template) for template in compiled("S be close ally of O")] == [
        "verb be subj=S comp=close_ally prep:of=O",
        "noun close ally same=S prep:of=O",
    ]
    assert [shown(t) for t in compiled("O be ally of S")][1] == "noun ally prep:of=S same=O"


@pytest.mark.parametrize(
    "wording", ["S be O", "S be in O", "S not be ally of O", "S be <aid> to O"]
)
def test_other_states_are_not(wording: str) -> None:
    assert [template.kind for template in compiled(wording)] == [VERB]


@pytest.mark.parametrize(
    ("wording", "says"),
    [
        ("", "exactly one S"),
        ("S  O", "single spaces"),
        ("S  skip O", "single spaces"),
        ("S skip O ", "single spaces"),
        ("S", "exactly one O"),
        ("skip O", "exactly one S"),
        ("S skip", "exactly one O"),
        ("S skip O and O", "exactly one O"),
        ("S S skip O", "exactly one S"),
        ("s skip o", "exactly one S"),
        ("S skip <party> of O", "unknown word class <party>"),
        ("S 's of O", "needs its noun first"),
        ("from S to O", "needs its noun first"),
        ("S O", "not reachable"),
    ],
)
def test_a_broken_wording_says_what_is_wrong(wording: str, says: str) -> None:
    with pytest.raises(OntologyError) as caught:
        compiled(wording)
    message = str(caught.value)
    assert says in message
    assert message.startswith("skips: ")
    assert repr(wording) in message
    assert "\n" not in message


@pytest.mark.parametrize("wording", ["S skip O:Ship", "S: skip O", "S skip O:Role"])
def test_what_can_never_fit_is_refused(wording: str) -> None:
    with pytest.raises(OntologyError):
        compiled(wording)


PARTS = ["S", "O", "'s", "not", "and", "that", "be", "skip", "talk", "from", "with", "away", "of"]
PARTS += ["<weapon>", "<party>", "S:Person", "O:Event", "O:", ":", "<", ">", "", "between", "to"]


@given(st.text(max_size=30) | st.lists(st.sampled_from(PARTS), max_size=7).map(" ".join))
@example("S")
@example("S O")
@example("S not O")
@example("S 's O")
@example("O S")
@example("S not")
@example("<weapon> S O")
def test_any_string_compiles_or_is_an_ontology_error(wording: str) -> None:
    try:
        templates = compiled(wording)
    except OntologyError:
        return
    for template in templates:
        bound = sorted(slot.filler for slot in template.slots if slot.bound)
        assert bound == [OBJECT, SUBJECT]


# --- The ontology's own


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


@pytest.fixture(scope="module")
def templates(ontology: Ontology) -> list[Template]:
    return [each for found in compile_all(ontology).by_head.values() for each in found]


def test_every_wording_of_the_ontology_is_compiled(
    ontology: Ontology, templates: list[Template]
) -> None:
    written = {(r.name, wording) for r in ontology.relations.values() for wording in r.wordings}
    assert {(template.relation.name, template.wording) for template in templates} == written


def test_every_head_is_a_word_that_a_frame_can_have(templates: list[Template]) -> None:
    strange = [
        t.wording for t in templates if not re.fullmatch(r"[^\W\d_A-Z]+([-'][^\W\d_A-Z]+)*", t.head)
    ]
    assert strange == []


def test_every_slot_is_a_role_that_a_frame_can_fill(
    ontology: Ontology, templates: list[Template]
) -> None:
    links = ontology.words("preposition") | ontology.words("particle")
    for template in templates:
        for slot in template.slots:
            prep = slot.role.removeprefix("prep:")
            assert slot.role in PLAIN_ROLES or prep in links, template.wording


def test_every_type_that_a_slot_insists_on_is_one_of_its_relation(
    templates: list[Template],
) -> None:
    for template in templates:
        for slot in template.slots:
            if slot.type and not slot.type.startswith("<"):  # a word class goes by words
                side = (
                    template.relation.domain if slot.filler == SUBJECT else template.relation.range
                )
                assert slot.type in ENTITY_TYPES, template.wording
                assert slot.type in side, template.wording


def test_templates_are_found_by_kind_and_head(ontology: Ontology) -> None:
    found = compile_all(ontology)
    assert any(t.relation.name == "skips" for t in found.heads(VERB, "skip"))
    assert any(t.relation.name == "skips" for t in found.heads(NOUN, "absence"))
    assert found.heads(VERB, "absence of mind") == ()


def test_the_more_a_wording_demands_the_sooner_it_is_tried() -> None:
    [plain] = compiled("S deliver O")
    [armed] = compiled("S deliver <weapon> to O")
    [typed] = compiled("S deliver O:Event")
    [negated] = compiled("S not deliver O")
    assert plain.specificity < typed.specificity < armed.specificity
    assert plain.specificity < negated.specificity
