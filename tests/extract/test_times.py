from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.claims import span_of
from graphkit.extract.times import resolve, shift

ANCHOR = dt.date(2025, 11, 6)  # a Thursday
TENSES = ("past", "present", "future")

# what does not depend on the tense
SAME = [
    ("today", "2025-11-06"),
    ("Thursday", "2025-11-06"),
    ("Today", "2025-11-06"),
    ("tonight", "2025-11-06"),
    ("later tonight", "2025-11-06"),
    ("this morning", "2025-11-06"),
    ("this afternoon", "2025-11-06"),
    ("earlier today", "2025-11-06"),
    ("overnight", "2025-11-06"),
    ("yesterday", "2025-11-05"),
    ("yesterday afternoon", "2025-11-05"),
    ("last night", "2025-11-05"),
    ("the day before yesterday", "2025-11-04"),
    ("tomorrow", "2025-11-07"),
    ("tomorrow night", "2025-11-07"),
    ("the day after tomorrow", "2025-11-08"),
    ("last Thursday", "2025-10-30"),
    ("last Wednesday", "2025-11-05"),
    ("this past Sunday", "2025-11-02"),
    ("next Thursday", "2025-11-13"),
    ("next Monday", "2025-11-10"),
    ("Tuesday last week", "2025-10-28"),
    ("Wednesday of next week", "2025-11-12"),
    ("Thursday, 6 November", "2025-11-06"),
    ("31 August 2025", "2025-08-31"),
    ("31st of August 2025", "2025-08-31"),
    ("June 4, 2025", "2025-06-04"),
    ("June 4th, 2025", "2025-06-04"),
    ("Wednesday, June 4, 2025", "2025-06-04"),
    ("on Wednesday (4 June 2025)", "2025-06-04"),
    ("19 September 2023", "2023-09-19"),
    ("2025-06-04", "2025-06-04"),
    ("2025-06", "2025-06"),
    ("8 May this year", "2025-05-08"),
    ("8 May of last year", "2024-05-08"),
    ("December 2022", "2022-12"),
    ("Sept. 2022", "2022-09"),
    ("early April 2022", "2022-04"),
    ("April last year", "2024-04"),
    ("May this year", "2025-05"),
    ("last November", "2024-11"),
    ("next November", "2026-11"),
    ("last October", "2025-10"),
    ("next December", "2025-12"),
    ("last month", "2025-10"),
    ("late last month", "2025-10"),
    ("this month", "2025-11"),
    ("earlier this month", "2025-11"),
    ("next month", "2025-12"),
    ("the end of the month", "2025-11"),
    ("before the end of the month", "2025-11"),
    ("month-end", "2025-11"),
    ("this week", "2025-11"),
    ("earlier this week", "2025-11"),
    ("next week", "2025-11"),
    ("two weeks ago", "2025-10"),
    ("three weeks ago", "2025-10"),
    ("two months ago", "2025-09"),
    ("two days ago", "2025-11-04"),
    ("a day ago", "2025-11-05"),
    ("two hours ago", "2025-11-06"),
    ("20 minutes ago", "2025-11-06"),
    ("three years ago", "2022"),
    ("a year ago", "2024"),
    ("about three years ago", "2022"),
    ("two weeks from now", "2025-11"),
    ("in two years' time", "2027"),
    ("2022", "2022"),
    ("since 2022", "2022"),
    ("by 2030", "2030"),
    ("mid-2024", "2024"),
    ("late 2023", "2023"),
    ("the year 2019", "2019"),
    ("earlier this year", "2025"),
    ("later this year", "2025"),
    ("the end of the year", "2025"),
    ("last year", "2024"),
    ("early next year", "2026"),
    ("last quarter", "2025"),
    ("next quarter", "2026"),
    ("Q3 2026", "2026"),
    ("the third quarter of 2026", "2026"),
    ("fiscal year 2026", "2026"),
    ("FY2026", "2026"),
    ("spring 2024", "2024"),
    ("the summer of 2024", "2024"),
    ("last summer", "2025"),
    ("last autumn", "2024"),
    ("this spring", "2025"),
    ("next summer", "2026"),
    ("the fall of last year", "2024"),
    ("between 3 and 5 May 2024", "2024-05"),
    ("3-5 May 2024", "2024-05"),
    ("12 and 13 June 2024", "2024-06-12"),
    ("between 2014 and 2022", "2014"),
    ("2020 to 2022", "2020"),
    ("30 April and 1 May 2024", "2024-04-30"),
    ("May 3–5, 2024", "2024-05"),
    ("between May and July 2024", "2024"),
    ("from 28 April to 3 May 2024", "2024"),
]
# what does: the past and the present, the future
DIFFERENT = [
    ("Wednesday", "2025-11-05", "2025-11-12"),
    ("Wednesday’s", "2025-11-05", "2025-11-12"),
    ("on Friday", "2025-10-31", "2025-11-07"),
    ("late Sunday", "2025-11-02", "2025-11-09"),
    ("Sunday night", "2025-11-02", "2025-11-09"),
    ("early Monday", "2025-11-03", "2025-11-10"),
    ("the early hours of Monday", "2025-11-03", "2025-11-10"),
    ("noon on Monday", "2025-11-03", "2025-11-10"),
    ("10 a.m. Wednesday", "2025-11-05", "2025-11-12"),
    ("Wednesday at 10:30 GMT", "2025-11-05", "2025-11-12"),
    ("8 August", "2025-08-08", "2026-08-08"),
    ("August 8", "2025-08-08", "2026-08-08"),
    ("Aug. 8", "2025-08-08", "2026-08-08"),
    ("Sept. 8", "2025-09-08", "2026-09-08"),
    ("the 8th of August", "2025-08-08", "2026-08-08"),
    ("the evening of 8 August", "2025-08-08", "2026-08-08"),
    ("1 May", "2025-05-01", "2026-05-01"),
    ("24 December", "2024-12-24", "2025-12-24"),
    ("New Year's Day", "2025-01-01", "2026-01-01"),
    ("Christmas Day", "2024-12-25", "2025-12-25"),
    ("on Jan. 20", "2025-01-20", "2026-01-20"),
    ("6 November", "2025-11-06", "2025-11-06"),
    ("29 February", "2024-02-29", "2028-02-29"),
    ("January", "2025-01", "2026-01"),
    ("in January", "2025-01", "2026-01"),
    ("this January", "2025-01", "2026-01"),
    ("November", "2025-11", "2025-11"),
    ("December", "2024-12", "2025-12"),
    ("since April", "2025-04", "2026-04"),
    ("mid-March", "2025-03", "2026-03"),
    ("the beginning of March", "2025-03", "2026-03"),
    ("between 3 and 5 May", "2025-05", "2026-05"),
    ("May 3-5", "2025-05", "2026-05"),
    ("the summer", "2025", "2026"),
]
NOTHING = [
    "",
    " ",
    "the",
    "12 years",
    "three years",
    "24 hours",
    "two days",
    "for two days",
    "within two weeks",
    "in recent days",
    "the past week",
    "the past year",
    "more than 500 days",
    "more than three years ago",
    "months",
    "years ago",
    "several years ago",
    "a decade ago",
    "the coming weeks",
    "the month",
    "a day",
    "the day",
    "the 1990s",
    "1990s",
    "this decade",
    "2023-24",
    "last winter",
    "30",
    "27th",
    "the 27th",
    "1,000",
    "1300",
    "16:48",
    "10 a.m.",
    "1700 GMT",
    "daily",
    "annual",
    "weekly",
    "53-year-old",
    "30 February",
    "30 February 2025",
    "2025-13",
    "2025-00",
    "2025-02-30",
    "now",
    "the next day",
    "a day later",
    "the same night",
]


@pytest.mark.parametrize("tense", TENSES)
@pytest.mark.parametrize(("text", "expected"), SAME)
def test_most_words_mean_one_period_whatever_the_tense(
    text: str, expected: str, tense: str
) -> None:
    assert resolve(text, ANCHOR, tense) == expected


@pytest.mark.parametrize(("text", "past", "future"), DIFFERENT)
def test_the_tense_decides_between_two_periods(text: str, past: str, future: str) -> None:
    found = [resolve(text, ANCHOR, tense) for tense in TENSES]
    assert found == [past, past, future]


@pytest.mark.parametrize("tense", TENSES)
@pytest.mark.parametrize("text", NOTHING)
def test_durations_and_vague_words_are_no_period(text: str, tense: str) -> None:
    assert resolve(text, ANCHOR, tense) is None


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("in three months", "future", "2026-02"),
        ("in ten days", "future", "2025-11-16"),
        ("in three years", "past", None),  # "the first time in three years"
        ("three years", "future", None),
        ("this Saturday", "present", "2025-11-08"),
        ("this Saturday", "past", "2025-11-01"),
    ],
)
def test_a_count_lies_ahead_only_in_the_future(text: str, tense: str, expected: str | None) -> None:
    assert resolve(text, ANCHOR, tense) == expected


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("last week", "2025-11-20", "2025-11"),
        ("last week", "2025-11-06", "2025-10"),  # its weekdays: 27 to 31 October
        ("last week", "2025-07-08", None),  # 30 June to 4 July
        ("until last week", "2023-10-19", "2023-10"),
        ("next week", "2023-10-05", "2023-10"),
        ("last weekend", "2025-11-20", "2025-11"),
        ("last month", "2025-01-31", "2024-12"),
        ("next month", "2025-01-31", "2025-02"),
        ("last Thursday", "2023-08-08", "2023-08-03"),
        ("this January", "2025-08-20", "2025-01"),
        ("last summer", "2025-06-04", "2024"),
        ("last quarter", "2025-02-04", "2024"),
    ],
)
def test_the_anchor_decides(text: str, anchor: str, expected: str | None) -> None:
    assert resolve(text, dt.date.fromisoformat(anchor), "past") == expected


@pytest.mark.parametrize(("text", "expected"), SAME)
def test_without_an_anchor_only_absolute_words_resolve(text: str, expected: str) -> None:
    absolute = re.search(r"\b\d{4}\b|FY", text) is not None
    assert resolve(text, None, "past") == (expected if absolute else None)


@pytest.mark.parametrize(
    ("text", "previous", "expected"),
    [
        ("a day later", "2023-10-03", "2023-10-04"),
        ("one day later", "2023-10-31", "2023-11-01"),
        ("three days earlier", "2023-10-03", "2023-09-30"),
        ("two days before", "2023-10-03", "2023-10-01"),
        ("the following day", "2025-06-04", "2025-06-05"),
        ("the next morning", "2025-06-04", "2025-06-05"),
        ("the day after", "2025-06-04", "2025-06-05"),
        ("the same day", "2025-06-04", "2025-06-04"),
        ("later that evening", "2025-06-04", "2025-06-04"),
        ("that same night", "2025-06-04", "2025-06-04"),
        ("the day before", "2025-06-01", "2025-05-31"),
        ("the previous day", "2025-06-01", "2025-05-31"),
        ("the night before", "2025-06-01", "2025-05-31"),
        ("a week later", "2025-06-04", "2025-06"),
        ("the following week", "2025-06-04", "2025-06"),
        ("the following week", "2025-06-25", None),  # 30 June to 6 July
        ("four months later", "2022-12", "2023-04"),
        ("four months later", "2022-12-12", "2023-04"),
        ("the following month", "2022-12-31", "2023-01"),
        ("the month before", "2022-12-31", "2022-11"),
        ("later that month", "2022-12-31", "2022-12"),
        ("that year", "2022-12-31", "2022"),
        ("two years later", "2022", "2024"),
        ("the following year", "2022-05", "2023"),
        ("a year on", "2022", "2023"),
        ("a day later", "2023-10", None),
        ("the same day", "2023", None),
        ("four months later", "2022", None),
        ("days later", "2022-12-31", None),
        ("Wednesday", "2022-12-31", None),
        ("2022", "2022-12-31", None),
        ("the next day", "9999-12-31", None),
        ("the next day", "not a time", None),
    ],
)
def test_words_that_count_from_a_time_named_before(
    text: str, previous: str, expected: str | None
) -> None:
    assert shift(text, previous) == expected


# fmt: off
VOCABULARY = [
    "last", "next", "this", "in", "of", "the", "early", "mid-", "between", "and", "to", "ago",
    "later", "year", "month", "week", "weekend", "day", "days", "Monday", "May", "March.", "3",
    "31", "2025", "0", "99", "three", "a", "Wednesday's", "10:30", "-", ",", "quarter", "summer",
    "that", "same",
]
# fmt: on
WORDS = st.lists(
    st.sampled_from(VOCABULARY),
    max_size=8,
).map(" ".join)


@given(
    st.text(max_size=40) | WORDS,
    st.none() | st.dates(),
    st.sampled_from(TENSES),
    st.dates().map(str),
)
@example("last year", dt.date.min, "past", "0001-01-01")
@example("next year", dt.date.max, "future", "9999-12-31")
@example("two days ago", dt.date.min, "past", "0001-01-01")
@example("٢٠٢٥-٠٦-٠٤", None, "past", "2025-01-01")
@example("20٢٥", None, "past", "2025-01-01")
def test_any_text_gives_a_valid_period_or_none(
    text: str, anchor: dt.date | None, tense: str, previous: str
) -> None:
    for found in (resolve(text, anchor, tense), shift(text, previous)):
        assert found is None or (found.isascii() and span_of(found))


def test_hopeless_text_is_refused_quickly() -> None:
    began = time.perf_counter()
    assert resolve("on " * 20_000 + "Monday", ANCHOR, "past") is None
    assert resolve("a and " * 13, ANCHOR, "past") is None
    assert time.perf_counter() - began < 1
