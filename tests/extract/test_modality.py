from __future__ import annotations

from collections.abc import Callable

import pytest
from sentences import Case, cases, check

from graphkit.claims import Claim

Reader = Callable[[Case], list[Claim]]


@pytest.mark.parametrize("case", cases("modality", parsed=True))
def test_rules_read_a_parse(case: Case, read_parse: Reader) -> None:
    check(case, read_parse(case))


@pytest.mark.model
@pytest.mark.parametrize("case", cases("modality", parsed=False))
def test_the_pipeline_reads_a_text(case: Case, read_text: Reader) -> None:
    check(case, read_text(case))
