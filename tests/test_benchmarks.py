"""The corpus that measurements stand on: always the same, well formed, and skewed as news is."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter

import pytest
from benchmarks.corpus import PER_DOCUMENT, readings
from benchmarks.measure import Row, paired, processor_seconds

from graphkit.store import Store
from graphkit.validate import validate


def test_a_corpus_is_the_same_each_time_and_begins_with_the_smaller_ones() -> None:
    small, large = list(readings(100)), list(readings(230))
    assert large == list(readings(230))
    assert large[: len(small)] == small
    assert sum(len(reading.claims) for reading in large) == 230
    assert small != list(readings(100, seed=1))


def test_its_evidence_stands_in_its_texts() -> None:
    for reading in readings(100):
        for claim in reading.claims:
            start, end = claim.evidence.start, claim.evidence.end
            assert reading.document.text[start:end] == claim.evidence.text


def test_few_actors_are_in_the_news_often() -> None:
    named = Counter(
        claim.subject.iri for reading in readings(2000) for claim in reading.claims
    ).most_common()
    assert named[0][1] > 20 * named[len(named) // 2][1]


def test_its_graphs_are_valid_and_keep_every_claim() -> None:
    with Store.open() as store:
        store.add(readings(3 * PER_DOCUMENT))
        assert store.counts().claims == 3 * PER_DOCUMENT
        assert not validate(store, "item-000001")


@pytest.mark.parametrize(
    ("bar", "reached"), [("≤2", False), ("≤3.5", True), ("≥2", True), ("≥4", False), ("", None)]
)
def test_a_figure_is_held_against_its_bar(bar: str, reached: bool | None) -> None:
    row = Row("work", 10, 3.0, bar)
    assert row.reached is reached
    assert ("MISSED" in str(row)) == (reached is False)


def test_pairs_are_run_in_turns_and_compared_by_median() -> None:
    now, order = [0.0], []

    def taking(name: str, *seconds: float) -> object:
        left = iter(seconds)

        def work() -> None:
            order.append(name)
            now[0] += next(left)

        return work

    first = taking("first", 9, 2, 4, 30)
    second = taking("second", 9, 1, 1, 10)
    found = paired(first, second, 3, clock=lambda: now[0])  # type: ignore[arg-type]  # both are called only
    assert order == ["first", "second"] * 4
    assert (found.ratio, found.first, found.second) == (3, 4, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the time of other processes")
def test_processor_time_is_that_of_other_processes_too_while_they_run_and_after() -> None:
    def own() -> float:
        return processor_seconds() - time.process_time()

    code = "import time\nwhile time.process_time() < 0.4: pass\nprint(flush=True)\ninput()"
    before = own()
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdin
        child.stdout.readline()
        running = own() - before
        child.stdin.write(b"\n")
    assert running > 0.39  # the clocks of two processes are read one after the other
    assert own() - before >= running
