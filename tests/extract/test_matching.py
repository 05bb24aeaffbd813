from __future__ import annotations

from collections.abc import Callable

import pytest
from quality.reading import SPLITS, document, golds
from sentences import Case, cases, check

from graphkit.claims import Claim
from graphkit.extract import Extractor
from graphkit.extract.fitting import fit

Reader = Callable[[Case], list[Claim]]


@pytest.mark.parametrize("case", cases("matching", parsed=True))
def test_rules_read_a_parse(case: Case, read_parse: Reader) -> None:
    check(case, read_parse(case))


@pytest.mark.model
@pytest.mark.parametrize("case", cases("matching", parsed=False))
def test_the_pipeline_reads_a_text(case: Case, read_text: Reader) -> None:
    check(case, read_text(case))


@pytest.mark.model
def test_a_wording_whose_words_are_missing_would_not_fit(extractor: Extractor) -> None:
    for gold in golds(SPLITS["own"]):
        context = extractor.context(extractor.nlp(gold["text"]), document(gold))
        doc, templates = context.mentions.doc, context.templates
        for frame in (*context.framer.verbs(doc), *context.framer.nouns(doc)):
            words = context.words_of(frame.head.sent)
            for lemma in frame.lemmas:
                tried = {id(each) for each in templates.among(frame.kind, lemma, words)}
                for template in templates.heads(frame.kind, lemma):
                    fits = id(template) not in tried and fit(template, frame, context)
                    assert not fits, (template.wording, frame.head.sent.text)
