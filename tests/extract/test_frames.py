"""Syntax undone: the arguments of a verb or noun by role, on the parses of the tables."""

from __future__ import annotations

import pytest
from parses import doc_of
from sentences import table

from graphkit.extract.frame import Frame
from graphkit.extract.frames import Framer
from graphkit.extract.tokens import Doc
from graphkit.ontology import load

PARSES = {
    case.text: case.parse for name in ("matching", "modality", "events") for case in table(name)
}


def doc(text: str) -> Doc:
    return Doc(doc_of(text, PARSES[text]))


def frame(text: str, head: str) -> Frame:
    """Return the frame of the word `head`."""
    [token] = [token for token in doc(text) if token.text == head]
    framer = Framer(load())
    return framer.verb(token) if token.pos_ == "VERB" else framer.noun(token)


def roles(text: str, head: str) -> dict[str, list[str]]:
    return {
        role: [token.text for token in tokens]
        for role, tokens in frame(text, head).args.items()
        if tokens
    }


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Kenya condemned Sudan.", "condemned", {"subj": ["Kenya"], "obj": ["Sudan"]}),
        ("Sudan was condemned by Kenya.", "condemned", {"subj": ["Kenya"], "obj": ["Sudan"]}),
        ("Norway and Denmark sanctioned Belarus.", "sanctioned", {"subj": ["Norway", "Denmark"]}),
        ("Chile criticized Peru and Bolivia.", "criticized", {"obj": ["Peru", "Bolivia"]}),
        ("Poland condemned Belarus and sanctioned Iran.", "sanctioned", {"subj": ["Poland"]}),
        (
            "Sudan was condemned by Kenya and Uganda and sanctioned by Canada.",
            "condemned",
            {"subj": ["Kenya", "Uganda"], "obj": ["Sudan"]},
        ),
        (
            "Sudan was condemned by Kenya and Uganda and sanctioned by Canada.",
            "sanctioned",
            {"subj": ["Canada"], "obj": ["Sudan"]},
        ),
        (
            "Kenya, which invaded Somalia, criticized Ethiopia.",
            "invaded",
            {"subj": ["Kenya"], "obj": ["Somalia"]},
        ),
        (
            "Estonia, which Russia attacked, thanked Finland.",
            "attacked",
            {"subj": ["Russia"], "obj": ["Estonia"]},
        ),
        (
            "Turkey freed Anna Berg, who had been detained by Syria.",
            "detained",
            {"subj": ["Syria"], "obj": ["Berg"]},
        ),
        (
            "Canada praised the Lusaka Treaty signed by Kenya and Uganda.",
            "signed",
            {"subj": ["Kenya", "Uganda"], "obj": ["Treaty"]},
        ),
        (
            "Finland attended the summit, at which Sweden criticized Russia.",
            "criticized",
            {"subj": ["Sweden"], "obj": ["Russia"], "prep:at": ["summit"]},
        ),
        ("Japan agreed to send Kenji Mori.", "send", {"subj": ["Japan"], "obj": ["Mori"]}),
        (
            "Kenji Mori is expected to attend the NATO meeting.",
            "attend",
            {"subj": ["Mori"], "obj": ["meeting"]},
        ),
        (
            "Spain asked Anna Berg to represent Portugal.",
            "represent",
            {"subj": ["Berg"], "obj": ["Portugal"]},
        ),
        (
            "Tom Smith skipped the meeting, sending Anna Berg in his place.",
            "sending",
            {"subj": ["Smith"], "obj": ["Berg"], "prep:in": ["place"]},
        ),
        (
            "Anna Berg flew to Ghana to meet Tom Smith.",
            "meet",
            {"subj": ["Berg"], "obj": ["Smith"]},
        ),
        (
            "Sweden gave Ukraine missiles.",
            "gave",
            {"subj": ["Sweden"], "iobj": ["Ukraine"], "obj": ["missiles"]},
        ),
        (
            "Egypt gave its backing to Libya.",
            "gave",
            {"subj": ["Egypt"], "obj": ["backing"], "prep:to": ["Libya"]},
        ),
        (
            "Iraq accused Iran of attacking Erbil.",
            "attacking",
            {"subj": ["Iran"], "obj": ["Erbil"]},
        ),
        (
            "Anna Berg's visit to Ghana drew little notice.",
            "visit",
            {"poss": ["Berg"], "prep:to": ["Ghana"]},
        ),
        (
            "Talks between Armenia and Azerbaijan resumed.",
            "Talks",
            {"prep:between": ["Armenia", "Azerbaijan"]},
        ),
        (
            "A Russian strike on Odesa killed Anna Berg.",
            "strike",
            {"poss": ["Russian"], "prep:on": ["Odesa"]},
        ),
        (
            "The withdrawal of Niger from ECOWAS weakened Nigeria.",
            "withdrawal",
            {"prep:of": ["Niger"], "prep:from": ["ECOWAS"]},
        ),
    ],
)
def test_arguments_by_role(text: str, head: str, expected: dict[str, list[str]]) -> None:
    found = roles(text, head)
    assert {role: found.get(role) for role in expected} == expected


def test_a_passive_without_agent_has_no_subject() -> None:
    found = frame("Anna Berg was detained on Friday.", "detained")
    assert found.passive
    assert "subj" not in found.args


def test_an_active_verb_is_no_passive() -> None:
    assert not frame("Kenya condemned Sudan.", "condemned").passive


@pytest.mark.parametrize(
    ("text", "head", "particle"),
    [
        ("Chad turned the Lusaka Treaty down.", "turned", "down"),
        ("Niger pulled out of ECOWAS.", "pulled", "out"),
    ],
)
def test_particles(text: str, head: str, particle: str) -> None:
    assert particle in frame(text, head).particles


def test_an_event_noun_knows_who_lends_it_a_verb() -> None:
    assert roles("Anna Berg paid a visit to Ghana.", "visit")["light"] == ["Berg"]
    assert "light" not in roles("Anna Berg's visit to Ghana drew little notice.", "visit")
