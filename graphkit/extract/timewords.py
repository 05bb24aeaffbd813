"""The closed grammar of English dates: names, counts, units, and how a date is written.

Names of weekdays and months, units and the words around them stand here and not in the lexicon:
they leave nothing to choose, and the rules of `times` are made of them.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """Return a pattern that matches any of `words`, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # their first months
COUNTS = {"a": 1, "an": 1} | {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}
# Days from the day on which the text was published.
NEAR_DAYS = {
    "day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "overnight": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
# Periods from the one that is counted from; "past" only before a name ("this past Sunday").
STEPS = {
    "last": -1,
    "previous": -1,
    "preceding": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "same": 0,
    "that": 0,
    "next": 1,
    "following": 1,
    "coming": 1,
}

PART = either(
    ("morning", "afternoon", "evening", "night", "noon", "midday", "midnight", "dawn", "dusk")
)
TRAILING_PART = rf"(?: (?:(?:in|at) )?(?:the )?(?:early |late )?{PART}(?: hours)?)?"
MONTH = either(MONTHS)
WEEKDAY = either(WEEKDAYS)
YEAR = r"(?:1[5-9]|20)[0-9][0-9]"
MONTH_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}|{MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?)"
)
COUNT = rf"(?P<count>\d{{1,3}}|{either(COUNTS)})"
OF_YEAR = r"(?: (?:of )?(?P<year>last|this|next) year)?"
CLOCK = (
    r"(?:\b(?:at|around|about|by) )?"
    r"\b(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.m\.|[ap]m\b|o'clock\b)|\d{1,2}:\d\d\b"
    r"|\d{4}(?: hours)?(?= (?:gmt|utc)\b))"
    r"(?: (?:gmt|utc|local time|c?est|edt|cet|bst)\b)?"
)

# What is written otherwise before the rules see it, in this order.
_REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[’‘`]", "'"),
        (r"[‐‑–—]", "-"),
        (CLOCK, " "),
        (r"'s?(?=\s|$)", ""),
        (r"[,()]", " "),
        (rf"\b({MONTH})\.", r"\1"),
        (r"\s+", " "),
        (r"^[\s.;:]+|[\s.;:]+$", ""),
        (
            r"\b(?:end|start|beginning|middle|rest|close|course) of (?:the )?(year|month|week)$",
            r"this \1",
        ),
        (r"^(year|month)[- ]end$", r"this \1"),
        (r"^overnight (?:in)?to ", ""),
        (r"\bchristmas day\b", "25 december"),
        (r"\bchristmas eve\b", "24 december"),
        (r"\bnew year day\b", "1 january"),
        (r"\bnew year eve\b", "31 december"),
    )
)
# Words before a date that leave its period as it is: "mid-March" lies in March.
LEAD = re.compile(
    r"(?:on|in|at|since|by|until|till|before|from|during|throughout|as of|about|around|circa|only"
    r"|just|back|the|early|earlier|late|later|mid|(?:end|start|beginning|middle|close|rest) of"
    rf"|(?:first|second) half of|(?:{PART}|hours)(?: of| on)?|year) |mid-"
)
RANGE = re.compile(r"(?:between )?(?P<left>.+?)(?: ?- ?| and | to | through )(?P<right>.+)")


# Where a date stands in running text; months and weekdays count only with their capital, and a bare
# month or year only after a word that leads it.
_DAY = either(name.title() for name in WEEKDAYS)
_MONTH = either(name.title() for name in MONTHS) + r"\.?"
_UNIT = "(?:days?|weeks?|weekend|months?|quarter|years?)"
_SEASON = "(?:the )?(?:spring|summer|autumn)"
IN_TEXT = re.compile(
    "|".join(
        rf"\b(?:{pattern})(?!\w)"
        for pattern in (
            rf"(?i:overnight (?:in)?to) {_DAY}",
            rf"[Bb]etween (?:{_MONTH}|{YEAR}) and (?:{_MONTH} )?(?:{YEAR}|{_MONTH})",
            rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? {YEAR})?",
            rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? {YEAR})?",
            rf"{_MONTH} (?:of )?(?:{YEAR}|(?:last|this|next) year)",
            (
                rf"(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat|[Tt]he (?:following|previous|same))"
                rf" (?:{_DAY}|{_MONTH}|{either(SEASONS)}|{_UNIT}|{PART})"
            ),
            (
                rf"(?:[Ii]n|[Ss]ince|[Bb]y|[Oo]f|[Uu]ntil|[Ff]rom|[Ee]arly|[Ll]ate|[Ww]ithin)"
                rf" (?P<led>{YEAR}|{_MONTH}|{either(COUNTS)} {_UNIT}|{_SEASON})"
            ),
            rf"(?i:the day before yesterday|the day after tomorrow|{either(NEAR_DAYS)})",
            rf"(?i:\d{{1,3}}|{either(COUNTS)}) {_UNIT} (?:ago|later|earlier)",
            r"[Hh]ours (?:later|earlier)",
            r"(?i:the) (?:end|start|beginning|middle) of (?:the|last|this|next) (?:month|year)",
            _DAY,
            r"Christmas (?:Day|Eve)|New Year['’]s (?:Day|Eve)",
        )
    )
)


def rewritten(text: str) -> str:
    """Return `text` in lower case, in plain marks, without times of the clock."""
    phrase = text.lower()
    for pattern, replacement in _REWRITES:
        phrase = pattern.sub(replacement, phrase)
    return phrase
