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

from dateparser.date import DateDataParser

from graphkit.claims import span_of
from graphkit.extract.timewords import (
    COUNT,
    COUNTS,
    LEAD,
    MONTH,
    MONTH_DAY,
    MONTHS,
    NEAR_DAYS,
    OF_YEAR,
    PART,
    RANGE,
    SEASONS,
    STEPS,
    TRAILING_PART,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    either,
    rewritten,
)

Match = re.Match[str]
Relative = Callable[[Match, dt.date, str], str | None]

WHICH = r"(?:(?:this )?(?P<which>last|past|this|next|coming) )?"
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
    """Return the month or year that both ends lie in; either may lend the other what it lacks."""
    if not (match := RANGE.fullmatch(phrase)):
        return None
    left, right = match["left"], match["right"]
    if (year := re.search(rf" {YEAR}$", right)) and not re.search(rf"\b{YEAR}$", left):
        left += year[0]
    left, right = _with_month(left, right), _with_month(right, left)
    ends = [_named(end, anchor, tense) or "" for end in (left, right)]
    for size in (10, 7, 4):
        if ends[0] and ends[0][:size] == ends[1][:size]:
            return ends[0][:size]
    return None


def _with_month(end: str, other: str) -> str:
    bare, month = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?( \d{4})?", end), re.search(MONTH, other)
    return f"{bare[1]} {month[0]}{bare[2] or ''}" if bare and month else end


# --- What needs no anchor


def _full_date(match: Match) -> str:
    year = int(match["year"])
    return _parse(f"{match['day']} {year}", dt.date(year, 1, 1)).isoformat()


ABSOLUTE: tuple[tuple[re.Pattern[str], Callable[[Match], str]], ...] = (
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?"), lambda match: match[0]),
    (
        re.compile(rf"(?:{WEEKDAY} )?(?:the )?(?P<day>{MONTH_DAY}) (?P<year>{YEAR}){TRAILING_PART}"),
        _full_date,
    ),
    (
        re.compile(rf"(?P<month>{MONTH})(?: of)? (?P<year>{YEAR})"),
        lambda match: f"{match['year']}-{MONTHS[match['month']]:02}",
    ),
    (
        re.compile(
            rf"(?:(?:{either(SEASONS)}|fiscal year|fiscal|fy|q[1-4]|h[12]|(?:first|second|third|fourth)"
            rf" quarter)(?: of)? ?)?(?P<year>{YEAR})"
        ),
        lambda match: match["year"],
    ),
)


# --- What counts from the anchor


def _near_day(match: Match, anchor: dt.date, _tense: str) -> str:
    return (anchor + dt.timedelta(NEAR_DAYS.get(match["near"], 0))).isoformat()


def _weekday(match: Match, anchor: dt.date, tense: str) -> str:
    number, step = WEEKDAYS[match["weekday"]], STEPS.get(match["which"] or "")
    if match["week"]:
        monday = anchor + dt.timedelta(7 * STEPS[match["week"]] - anchor.weekday())
        return (monday + dt.timedelta(number)).isoformat()
    ahead, back = (number - anchor.weekday()) % 7, (anchor.weekday() - number) % 7
    if step == 1 or (step is None and tense == "future"):
        days = ahead or 7
    elif step == -1:
        days = -(back or 7)
    else:
        days = ahead if step == 0 and tense != "past" else -back
    return (anchor + dt.timedelta(days)).isoformat()


def _day_of_month(match: Match, anchor: dt.date, tense: str) -> str:
    if match["year"]:
        return _parse(f"{match['day']} {anchor.year + STEPS[match['year']]}", anchor).isoformat()
    if tense == "future":  # on 6 November, "6 November" is that day and not a year ahead
        return _parse(match["day"], anchor - dt.timedelta(1), prefer="future").isoformat()
    return _parse(match["day"], anchor).isoformat()


def _month(match: Match, anchor: dt.date, tense: str) -> str:
    number, step = MONTHS[match["month"]], STEPS.get(match["which"] or "", 0)
    if match["year"]:
        year = anchor.year + STEPS[match["year"]]
    elif step == 1 or (step == 0 and tense == "future"):
        year = anchor.year + (number < anchor.month + step)
    else:
        year = anchor.year - (number > anchor.month + step)
    return f"{year:04}-{number:02}"


def _season(match: Match, anchor: dt.date, tense: str) -> str | None:
    first, step = SEASONS[match["season"]], STEPS.get(match["which"] or "", 0)
    if match["season"] == "winter":
        return None  # it lies in two years
    if match["year"] or match["which"] == "this":
        year = anchor.year + STEPS[match["year"] or "this"]
    elif step == 1 or (step == 0 and tense == "future"):
        year = anchor.year + (first + 2 < anchor.month if step == 0 else first <= anchor.month)
    else:
        year = anchor.year - (first > anchor.month if step == 0 else first + 2 >= anchor.month)
    return f"{year:04}"


def _unit(match: Match, anchor: dt.date, _tense: str) -> str | None:
    return _stepped(anchor, match["unit"], STEPS[match["which"]])


def _weekend(match: Match, anchor: dt.date, tense: str) -> str | None:
    step = STEPS.get(match["which"] or "", 0)
    if step == 0 and tense == "past" and anchor.weekday() < WEEKDAYS["saturday"]:
        step = -1
    saturday = anchor + dt.timedelta(7 * step + 5 - anchor.weekday())
    return _common_month(saturday, saturday + dt.timedelta(1))


def _counted(match: Match, anchor: dt.date, tense: str) -> str | None:
    words = match.groupdict()
    if words.get("in") and not words.get("on") and tense != "future":
        return None  # "the first time in three years"
    return _away(anchor, match["unit"], _count(match) * (-1 if words.get("ago") else 1))


RELATIVE: tuple[tuple[re.Pattern[str], Relative], ...] = (
    (re.compile(rf"(?P<near>{either(NEAR_DAYS)}){TRAILING_PART}"), _near_day),
    (re.compile(rf"(?P<near>this {PART})"), _near_day),
    (
        re.compile(
            rf"{WHICH}(?P<weekday>{WEEKDAY}){TRAILING_PART}(?: (?:of )?(?P<week>last|this|next) week)?"
        ),
        _weekday,
    ),
    (re.compile(rf"(?:{WEEKDAY} )?(?:the )?(?P<day>{MONTH_DAY}){OF_YEAR}{TRAILING_PART}"), _day_of_month),
    (re.compile(rf"{WHICH}(?P<month>{MONTH}){OF_YEAR}"), _month),
    (re.compile(rf"{WHICH}(?P<season>{either(SEASONS)}){OF_YEAR}"), _season),
    (re.compile(r"(?P<which>last|this|current|next) (?P<unit>year|quarter|month|week)"), _unit),
    (re.compile(rf"{WHICH}weekend"), _weekend),
    (re.compile(rf"{COUNT} (?P<unit>minute|hour|day|week|month|year)s? (?P<ago>ago)"), _counted),
    (
        re.compile(
            rf"(?P<in>in )?{COUNT} (?P<unit>day|week|month|year)s?(?P<on> time| from now| from today)?"
        ),
        _counted,
    ),
)


# --- What counts from a time named before


def _count_on(match: Match, previous: str) -> str | None:
    back = match["way"] in ("earlier", "before", "previously")
    return _moved(previous, match["unit"], _count(match) * (-1 if back else 1), _away)


def _step_on(match: Match, previous: str) -> str | None:
    return _moved(previous, match["unit"], STEPS[match["which"]], _stepped)


def _beside(match: Match, previous: str) -> str | None:
    return _moved(previous, match["unit"], -1 if match["way"] == "before" else 1, _stepped)


def _moved(
    previous: str, unit: str, count: int, move: Callable[[dt.date, str, int], str | None]
) -> str | None:
    needed = {"year": 4, "month": 7}.get(unit, 10)  # no day can be counted from a month
    if len(previous) < needed:
        return None
    return move(span_of(previous)[0], unit, count)


SHIFTS: tuple[tuple[re.Pattern[str], Callable[[Match, str], str | None]], ...] = (
    (
        re.compile(
            rf"{COUNT} (?P<unit>day|week|month|year)s? (?P<way>later|after|afterwards|on|earlier|before|previously)"
        ),
        _count_on,
    ),
    (
        re.compile(
            r"(?:that |this )?(?P<which>same|that|next|following|previous|preceding)"
            rf" (?P<unit>day|week|month|year|{PART})"
        ),
        _step_on,
    ),
    (re.compile(rf"(?P<unit>day|week|month|year|{PART}) (?P<way>before|after)"), _beside),
)


# --- Arithmetic


def _count(match: Match) -> int:
    word = match["count"]
    return COUNTS[word] if word in COUNTS else int(word)


def _stepped(day: dt.date, unit: str, step: int) -> str | None:
    """Return the calendar unit that lies `step` units from the one around `day`."""
    if unit == "week":
        monday = day + dt.timedelta(7 * step - day.weekday())
        return _common_month(monday, monday + dt.timedelta(6))
    if unit == "quarter":
        return _away(day, "month", 3 * step)[:4]
    return _away(day, unit, step)


def _away(day: dt.date, unit: str, count: int) -> str:
    """Return what lies `count` units from `day`; weeks are rarely counted to the day."""
    unit = unit if unit in ("minute", "hour", "week", "month", "year") else "day"
    words = f"in {count} {unit}s" if count > 0 else f"{-count} {unit}s ago"
    found = _parse(words, day) if count else day
    return found.isoformat()[: {"year": 4, "month": 7, "week": 7}.get(unit, 10)]


def _common_month(first: dt.date, last: dt.date) -> str | None:
    return first.isoformat()[:7] if first.month == last.month else None


def _parse(words: str, base: dt.date, *, prefer: str = "past") -> dt.date:
    """Return the day that dateparser reads; hours are counted from noon of `base`.

    Raises:
        ValueError: There is no such day.
    """
    settings = {
        "RELATIVE_BASE": dt.datetime.combine(base, dt.time(12)),
        "PREFER_DATES_FROM": prefer,
        "PARSERS": ["relative-time", "absolute-time"],
    }
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(words).date_obj
    if not isinstance(found, dt.datetime):
        raise ValueError(f"no such day: {words!r}")  # noqa: TRY004  # of value, not of type
    return found.date()
