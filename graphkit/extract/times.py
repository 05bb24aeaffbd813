"""Resolves the words of a date ("late Sunday", "Aug. 8", "three weeks ago") to a calendar period.

The period is a day, month or year in ISO form, never more precise than the words. Rules decide what
is a date at all, and how precise it is: dateparser would take "12 years" and "30" for dates.
dateparser computes what the rules let through: days of a month, and counts of units.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from graphkit.claims import span_of
from graphkit.extract.timerules import ABSOLUTE, RELATIVE, SHIFTS
from graphkit.extract.timewords import LEAD, MONTH, RANGE, YEAR, rewritten

LONGEST = 80  # characters; what is longer is a sentence, and would only cost time


@lru_cache(maxsize=8192)  # dateparser takes about a millisecond, and news repeats its weekdays
def resolve(text: str, anchor: dt.date | None, tense: str) -> str | None:
    """Return the ISO day, month or year that `text` names.

    Args:
        text: Words of a date, such as a spaCy DATE or TIME span.
        anchor: Day of publication, from which relative words count; None if unknown.
        tense: "past", "present" or "future": which of two Wednesdays is meant. The present reads
            like the past, because news reports more than it announces.

    Returns:
        A period as precise as the words; None for durations, for vague words, and for relative
        words without an anchor.
    """
    return _valid(partial(_resolve, text, anchor, tense))


@lru_cache(maxsize=8192)
def shift(text: str, previous: str) -> str | None:
    """Return the ISO period of words that count from a time named before ("a day later").

    Args:
        text: Words of a date, such as a spaCy DATE or TIME span.
        previous: The ISO day, month or year that the text named before.

    Returns:
        A period no more precise than `previous`; None where the words do not count from it.
    """
    return _valid(partial(_shift, text, previous))


def _valid(read: Callable[[], str | None]) -> str | None:
    """Return what `read` finds; "30 February" and years beyond the calendar are no dates."""
    try:
        found = read()
        return found if found and span_of(found) else None
    except (ValueError, OverflowError):
        return None


def _resolve(text: str, anchor: dt.date | None, tense: str) -> str | None:
    for phrase in _phrases(text):
        found = _named(phrase, anchor, tense) or _range(phrase, anchor, tense)
        if found:
            return found
    return None


def _shift(text: str, previous: str) -> str | None:
    for phrase in _phrases(text):
        for pattern, rule in SHIFTS:
            if match := pattern.fullmatch(phrase):
                return rule(match, previous)
    return None


def _phrases(text: str) -> Iterator[str]:
    """Yield `text` as the rules want it, then without its first word as long as that may go."""
    phrase = rewritten(text) if len(text) <= LONGEST else ""
    while phrase:
        yield phrase
        shorter = LEAD.sub("", phrase, count=1) if LEAD.match(phrase) else ""
        phrase = shorter.strip()


def _named(phrase: str, anchor: dt.date | None, tense: str) -> str | None:
    for pattern, absolute in ABSOLUTE:
        if match := pattern.fullmatch(phrase):
            return absolute(match)
    for pattern, relative in RELATIVE:
        if anchor and (match := pattern.fullmatch(phrase)):
            return relative(match, anchor, tense)
    return None


def _range(phrase: str, anchor: dt.date | None, tense: str) -> str | None:
    """Return what both ends lie in, or the first; either may lend the other what it lacks."""
    if not (match := RANGE.fullmatch(phrase)):
        return None
    left, right = match["left"], match["right"]
    if (year := re.search(rf" {YEAR}$", right)) and not re.search(rf"\b{YEAR}$", left):
        left += year[0]
    left, right = _with_month(left, right), _with_month(right, left)
    ends = [_named(end, anchor, tense) or "" for end in (left, right)]
    if _are_neighbours(*ends):
        return ends[0]  # "on 12 and 13 June" it begins on the 12th
    for size in (10, 7, 4):
        if ends[0] and ends[0][:size] == ends[1][:size]:
            return ends[0][:size]
    return ends[0] if all(ends) else None  # over the turn of a year: since when


def _are_neighbours(first: str, last: str) -> bool:
    """Tell whether two periods are days of which one follows the other."""
    if len(first) != len(last) or len(first) != len("2025-06-04"):
        return False
    return dt.date.fromisoformat(last) - dt.date.fromisoformat(first) == dt.timedelta(1)


def _with_month(end: str, other: str) -> str:
    bare = re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)?( {YEAR})?", end)
    month = re.search(rf"\b{MONTH}\b", other)
    return f"{bare[1]} {month[0]}{bare[2] or ''}" if bare and month else end
