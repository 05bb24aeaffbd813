"""The rules of dates: a pattern each, and what a match of it means.

A rule returns an ISO day, month or year, or None where the words match but name no period. It may
raise ValueError or OverflowError for days that the calendar lacks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from dateparser.date import DateDataParser

from graphkit.claims import span_of
from graphkit.extract.timewords import (
    COUNT,
    COUNTS,
    MONTH,
    MONTH_DAY,
    MONTHS,
    NEAR_DAYS,
    OF_YEAR,
    PART,
    SEASONS,
    STEPS,
    TRAILING_PART,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    either,
)

Match = re.Match[str]
Absolute = Callable[[Match], str]
Relative = Callable[[Match, dt.date, str], str | None]
Shifted = Callable[[Match, str], str | None]

WHICH = r"(?:(?:this )?(?P<which>last|past|this|next|coming) )?"
FISCAL = "fiscal year|fiscal|fy|q[1-4]|h[12]|(?:first|second|third|fourth) quarter"


# --- What needs no anchor


def _full_date(match: Match) -> str:
    year = int(match["year"])
    return _parse(f"{match['day']} {year}", dt.date(year, 1, 1)).isoformat()


ABSOLUTE: tuple[tuple[re.Pattern[str], Absolute], ...] = (
    (
        re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?"),
        lambda match: match[0],
    ),
    (
        re.compile(
            rf"(?:{WEEKDAY} )?(?:the )?(?P<day>{MONTH_DAY}) (?P<year>{YEAR}){TRAILING_PART}"
        ),
        _full_date,
    ),
    (
        re.compile(rf"(?P<month>{MONTH})(?: of)? (?P<year>{YEAR})"),
        lambda match: f"{match['year']}-{MONTHS[match['month']]:02}",
    ),
    (
        re.compile(rf"(?:(?:{either(SEASONS)}|{FISCAL})(?: of)? ?)?(?P<year>{YEAR})"),
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
    if step is None and tense == "future":
        days = ahead  # on a Wednesday, "will meet on Wednesday" is today: else it were "next"
    elif step == 1:
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
    in_future = words.get("in") and tense == "future"  # not "the first time in three years"
    if not (words.get("ago") or words.get("on") or in_future):
        return None
    return _away(anchor, match["unit"], _count(match) * (-1 if words.get("ago") else 1))


RELATIVE: tuple[tuple[re.Pattern[str], Relative], ...] = (
    (re.compile(rf"(?P<near>{either(NEAR_DAYS)}){TRAILING_PART}"), _near_day),
    (re.compile(rf"(?P<near>this {PART})"), _near_day),
    (
        re.compile(
            rf"{WHICH}(?P<weekday>{WEEKDAY}){TRAILING_PART}"
            r"(?: (?:of )?(?P<week>last|this|next) week)?"
        ),
        _weekday,
    ),
    (
        re.compile(rf"(?:{WEEKDAY} )?(?:the )?(?P<day>{MONTH_DAY}){OF_YEAR}{TRAILING_PART}"),
        _day_of_month,
    ),
    (re.compile(rf"{WHICH}(?P<month>{MONTH}){OF_YEAR}"), _month),
    (re.compile(rf"{WHICH}(?P<season>{either(SEASONS)}){OF_YEAR}"), _season),
    (re.compile(r"(?P<which>last|this|current|next) (?P<unit>year|quarter|month|week)"), _unit),
    (re.compile(rf"{WHICH}weekend"), _weekend),
    (re.compile(rf"{COUNT} (?P<unit>minute|hour|day|week|month|year)s? (?P<ago>ago)"), _counted),
    (
        re.compile(
            rf"(?P<in>in )?{COUNT} (?P<unit>day|week|month|year)s?"
            r"(?P<on> time| from now| from today)?"
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


def _same_day(_match: Match, previous: str) -> str | None:
    return previous if len(previous) == len("2025-06-04") else None


SHIFTS: tuple[tuple[re.Pattern[str], Shifted], ...] = (
    (re.compile(r"(?:(?:a few|some|two|three|several) )?hours (?:later|earlier)"), _same_day),
    (re.compile(r"(?:earlier |later )?in the day"), _same_day),
    (
        re.compile(
            rf"{COUNT} (?P<unit>day|week|month|year)s?"
            r" (?P<way>later|after|afterwards|on|earlier|before|previously)"
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
        return _common_month(monday, monday + dt.timedelta(4))  # a week's business is on weekdays
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
