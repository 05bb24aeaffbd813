"""Why a wording matched or did not; by hand-made parses, so that every reason is met for sure."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from parses import doc_of
from sentences import DAY, FOLDER, Case, table

from graphkit.claims import Document
from graphkit.extract import Extractor
from graphkit.extract.explaining import Explanation, explain
from graphkit.extract.matching import clauses, nominals
from graphkit.extract.teaching import line

PARSED = [case for path in sorted(FOLDER.glob("*.txt")) for case in table(path.stem) if case.parse]
NORWAY, MALI = "Norway/NNP/nsubj/+1/B-GPE", "Mali/NNP/dobj/-1/B-GPE"


def told(rules: Extractor, text: str, parse: str) -> dict[str, Explanation]:
    """Explain a parse; the frames by head."""
    doc = doc_of(text, parse, rules.nlp)
    context = rules.context(doc, Document("d", text, date=DAY))
    return {each.head: each for each in explain(context)}


def missing(explanation: Explanation, wording: str) -> str:
    return "; ".join(
        reason for near in explanation.nearly if near.wording == wording for reason in near.missing
    )


def test_it_says_what_each_argument_was_read_as(rules: Extractor) -> None:
    frame = told(
        rules, "Norway criticised Mali", f"{NORWAY} criticised=criticise/VBD/ROOT/0 {MALI}"
    )
    arguments = frame["criticise"].arguments
    assert [(each.role, each.words) for each in arguments] == [("subj", "Norway"), ("obj", "Mali")]
    assert [each.entities[0].type for each in arguments] == ["Country", "Country"]


def test_a_shorter_wording_is_said_already_or_its_words_are_taken(rules: Extractor) -> None:
    frame = told(
        rules,
        "Norway withdrew troops from Mali",
        f"{NORWAY} withdrew=withdraw/VBD/ROOT/0 troops=troop/NNS/dobj/-1 from/IN/prep/-2 "
        "Mali/NNP/pobj/-1/B-GPE",
    )["withdraw"]
    first, *rest = frame.matched
    assert [claim.predicate for claim in first.claims] == ["withdrawsFrom"]
    assert first.wording == "S withdraw <forces> from O"
    whys = {(each.relation, each.wording): each.why for each in rest}
    assert whys["withdrawsFrom", "S withdraw from O"] == f'said already by "{first.wording}"'
    assert whys["skips", "S withdraw from O"] == "O is a Country, not an Event"
    assert not frame.suggestions


@pytest.mark.parametrize(
    ("text", "parse", "wording", "reason"),
    [
        (
            "Norway supplied Mali",
            f"{NORWAY} supplied=supply/VBD/ROOT/0 {MALI}",
            "S supply O with <weapon>",
            'no "with <weapon>"',
        ),
        (
            "Norway supplied Mali with hope",
            f"{NORWAY} supplied=supply/VBD/ROOT/0 {MALI} with/IN/prep/-2 hope/NN/pobj/-1",
            "S supply O with <weapon>",
            '"hope" is no word of <weapon>',
        ),
        (
            "Norway imposed order on Mali",
            (
                f"{NORWAY} imposed=impose/VBD/ROOT/0 order/NN/dobj/-1 on/IN/prep/-2 "
                "Mali/NNP/pobj/-1/B-GPE"
            ),
            "S impose blockade on O",
            '"order" instead of "blockade"',
        ),
        (
            "Norway rejected down Mali",
            f"{NORWAY} rejected=reject/VBD/ROOT/0 down/RP/prt/-1 Mali/NNP/dobj/-2/B-GPE",
            "S reject O",
            '"down" is in the way',
        ),
        (
            "Norway turned Mali",
            f"{NORWAY} turned=turn/VBD/ROOT/0 {MALI}",
            "S turn down O",
            'no "down O"',
        ),
        (
            "Norway attended the summit",
            f"{NORWAY} attended=attend/VBD/ROOT/0 the/DT/det/+1 summit/NN/dobj/-2",
            "S not attend O",
            "not negated",
        ),
        ("Norway signed", f"{NORWAY} signed=sign/VBD/ROOT/0", "S sign O", "no O as object"),
        (
            "Mali was visited",
            "Mali/NNP/nsubjpass/+2/B-GPE was=be/VBD/auxpass/+1 visited=visit/VBN/ROOT/0",
            "S visit O",
            "no S as subject",
        ),
    ],
)
def test_it_says_what_a_wording_misses(
    rules: Extractor, text: str, parse: str, wording: str, reason: str
) -> None:
    frame, *_ = told(rules, text, parse).values()  # of the verb; an event noun may follow
    assert missing(frame, wording) == reason
    assert len(frame.nearly) <= 5


def test_a_symmetric_relation_of_one_party_is_explained(rules: Extractor) -> None:
    frame = told(rules, "Norway met", f"{NORWAY} met=meet/VBD/ROOT/0")["meet"]
    assert {each.why for each in frame.matched} == {"S is one party, and the other is not named"}


def test_an_argument_that_is_read_as_nothing_is_named(rules: Extractor) -> None:
    parse = "It/PRP/nsubj/+1 criticised=criticise/VBD/ROOT/0 " + MALI
    frame = told(rules, "It criticised Mali", parse)["criticise"]
    assert {each.why for each in frame.matched} == {'S is read as nothing: "It"'}


@pytest.mark.parametrize(
    ("text", "parse", "head", "wording"),
    [
        (
            "Norway snorkelled Mali",
            f"{NORWAY} snorkelled=snorkel/VBD/ROOT/0 {MALI}",
            "snorkel",
            "S snorkel O",
        ),
        (
            "Norway snorkelled out on Mali",
            (
                f"{NORWAY} snorkelled=snorkel/VBD/ROOT/0 out/RP/prt/-1 on/IN/prep/-2 "
                "Mali/NNP/pobj/-1/B-GPE"
            ),
            "snorkel",
            "S snorkel out on O",
        ),
        (
            "Mali was snorkelled by Norway",
            (
                "Mali/NNP/nsubjpass/+2/B-GPE was=be/VBD/auxpass/+1 snorkelled=snorkel/VBN/ROOT/0 "
                "by/IN/agent/-1 Norway/NNP/pobj/-1/B-GPE"
            ),
            "snorkel",
            "S snorkel O",
        ),
        (
            "Norway paid heed to Mali",
            f"{NORWAY} paid=pay/VBD/ROOT/0 heed/NN/dobj/-1 to/IN/prep/-1 Mali/NNP/pobj/-1/B-GPE",
            "pay",
            "S pay heed to O",
        ),
        (
            "Norway 's snorkel with Mali failed",
            (
                "Norway/NNP/poss/+2/B-GPE 's/POS/case/-1 snorkel/NN/nsubj/+3 with/IN/prep/-1 "
                "Mali/NNP/pobj/-1/B-GPE failed=fail/VBD/ROOT/0"
            ),
            "snorkel",
            "S 's snorkel with O",
        ),
    ],
)
def test_it_suggests_a_wording_and_the_wording_makes_the_claim(  # noqa: PLR0917 - a table
    rules: Extractor, tmp_path: Path, text: str, parse: str, head: str, wording: str
) -> None:
    frame = told(rules, text, parse)[head]
    assert frame.suggestions[0] == wording
    assert not any(each.claims for each in frame.matched)
    prefix = "@prefix gk: <https://w3id.org/graphkit/ontology#> .\n"
    (tmp_path / "own.ttl").write_text(prefix + line(wording, "criticizes"), "utf-8")
    taught = Extractor(nlp=spacy.blank("en"), ontology_dirs=[tmp_path])
    matched = told(taught, text, parse)[head].matched
    assert [(m.wording, m.claims[0].predicate) for m in matched] == [(wording, "criticizes")]
    assert (matched[0].claims[0].subject.label, matched[0].claims[0].object.label) == (
        "Norway",
        "Mali",
    )


def test_a_line_of_turtle_escapes_what_turtle_would_misread() -> None:
    assert line('S "x" O', "meets") == 'gk:meets gk:wording "S \\"x\\" O" .'


@pytest.mark.parametrize("case", PARSED, ids=lambda case: case.text[:40])
def test_explanations_show_just_the_claims_that_extraction_makes(
    rules: Extractor, case: Case
) -> None:
    doc = doc_of(case.text, case.parse, rules.nlp)
    context = rules.context(doc, case.document)
    words = context.mentions.doc
    read = [(c.statement, c.polarity) for how in (clauses, nominals) for c in how(words, context)]
    again = rules.context(doc, case.document)
    frames = explain(again)
    shown = [(c.statement, c.polarity) for e in frames for m in e.matched for c in m.claims]
    assert sorted(shown) == sorted(read)
