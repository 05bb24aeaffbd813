"""Reading documents, against the bare spaCy pipeline over the same ones; and its memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence

import spacy
from benchmarks.measure import Row, paired
from quality.reading import SPLITS, document, golds

from graphkit.claims import Reading
from graphkit.extract import Extractor
from graphkit.language import choose_model

TIMES = 4  # the corpus read over and over, to see whether memory grows with it


def rows(_: Sequence[int]) -> Iterator[Row]:
    """Yield the ratio of processor time, and of the memory that stays in use."""
    documents = [document(gold) for folder in SPLITS.values() for gold in golds(folder)]
    extractor, bare = Extractor(), spacy.load(choose_model())

    def read() -> int:
        found = extractor.read_all(documents)
        return sum(len(each.claims) for each in found if isinstance(each, Reading))

    def parse() -> None:
        for _doc in bare.pipe(each.text for each in documents):
            pass

    def read_each() -> None:
        for each in documents:
            extractor.read(each)

    def parse_each() -> None:
        for each in documents:
            bare(each.text)

    claims, ratio = read(), paired(read, parse, clock=time.process_time)
    yield Row("reading, to the bare spaCy pipeline", claims, ratio.ratio, "≤1.3", str(ratio))
    ratio = paired(read_each, parse_each, clock=time.process_time)
    yield Row("the same, one document at a time", claims, ratio.ratio, "≤1.3", str(ratio))
    once = _peak()
    for _again in range(TIMES):
        read()
    work = f"peak of memory, {TIMES} times as many documents later"
    yield Row(work, claims * TIMES, _peak() / once, "≤1.05", f"{_peak() / 1024:,.0f} MiB")


def _peak() -> int:
    """Return the most memory that this process has had so far, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
