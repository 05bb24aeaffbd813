"""Finds the dates of a doc and says which day, month or year each one names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from graphkit.extract.layout import is_clock, is_year, label, paragraphs
from graphkit.extract.phrases import Phrases
from graphkit.extract.syntax import VERBAL, verb_above
from graphkit.extract.times import resolve, shift
from graphkit.extract.timewords import IN_TEXT
from graphkit.extract.tokens import Doc, Span, Token

PAST_TAGS = frozenset({"VBD", "VBN"})
PAST_AUXILIARIES = frozenset({"has", "have", "had", "was", "were", "did"})
FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
IS = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
SIDES = frozenset({"after", "before"})
FEWEST = 2  # headings that make a chronology
LONGEST_HEADING = 6  # tokens: "• Monday, 3 March 2025"
FAR = 8  # dates; what is told of before them is no longer counted from
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
AWAITING = frozenset({"for", "before", "due", "expected", "scheduled", "set"})
DAY = "2025-06-04"
COUNTED = re.compile(
    r"(?:.*\b)?(?:minute|hour|day|week|month|year)s?(?: (?:after|before))?", re.IGNORECASE
)


class Dates:
    """The dates of one doc.

    Attributes:
        spans: Where they stand, from left to right.
    """

    def __init__(self, doc: Doc, day: dt.date | None, relative: Phrases) -> None:
        self._doc, self._day = doc, day
        self._anchors: list[tuple[int, dt.date]] = []
        self._entries: list[tuple[int, int, str]] = []
        self._live: list[tuple[int, int, str]] = []
        self._read_entries()
        self.spans = sorted(self._found(relative), key=lambda span: span.start)
        self._named: dict[int, str | None] = {}

    def _read_entries(self) -> None:
        """Read the headings and the entries of chronologies and live blogs.

        What stands under a heading or in an entry counts its relative dates from there.
        """
        year, headings = self._day, self._headings()
        under: dt.date | None = None
        live = sum(is_clock(paragraph) for paragraph in paragraphs(self._doc)) >= FEWEST
        for paragraph in paragraphs(self._doc):
            if is_year(paragraph):
                end = dt.date(int(paragraph.text), 12, 31)
                year = min(end, self._day or end)
            under = headings.get(paragraph.start, under)
            head = label(paragraph)
            time = resolve(head.text, year, "past") if head is not None else None
            if time:
                self._entries.append((paragraph.start, paragraph.end, time))
            elif under:
                self._entries.append((paragraph.start, paragraph.end, under.isoformat()))
            elif self._day and (live or (head is not None and is_clock(head))):
                self._live.append((paragraph.start, paragraph.end, self._day.isoformat()))
            exact = time is not None and len(time) == len(DAY)
            anchor = dt.date.fromisoformat(str(time)) if exact else under or year
            if anchor:
                self._anchors.append((paragraph.start, anchor))

    def _headings(self) -> dict[int, dt.date]:
        """Return the days that stand alone above their entries; one alone dates the whole text."""
        days = ((paragraph.start, _day_of(paragraph)) for paragraph in paragraphs(self._doc))
        found = {start: day for start, day in days if day}
        return found if len(found) >= FEWEST else {}

    def _anchor(self, index: int) -> dt.date | None:
        return next((day for start, day in reversed(self._anchors) if start <= index), self._day)

    def entry(self, index: int) -> str | None:
        """Return the date that stands before the entry around a token."""
        return next((time for first, end, time in self._entries if first <= index < end), None)

    def live(self, index: int) -> str | None:
        """Return the day of a live blog, for a token in one of its entries."""
        return next((time for first, end, time in self._live if first <= index < end), None)

    def _found(self, relative: Phrases) -> Iterator[Span]:
        """Yield what the text spells out as a date, and what else the model takes for one."""
        spelled = [*self._spelled(), *relative.find(self._doc)]
        inside = {token.i: span for span in spelled for token in span}
        merged: list[Span] = []
        for ent in self._doc.ents:
            if ent.label_ not in ("DATE", "TIME"):
                continue
            longer = inside.get(ent.root.i)
            if longer is not None and len(longer) > len(ent):
                continue  # "2022" of "between 2014 and 2022"
            if any(token.i in inside for token in ent) and not resolve(ent.text, self._day, "past"):
                continue  # "2024 ended a year"
            if merged and merged[-1].end == ent.start and _belong_together(merged[-1], ent):
                merged[-1] = self._doc[merged[-1].start : ent.end]  # "Wednesday" and "evening"
            else:
                merged.append(ent)
        seen = {token.i for span in merged for token in span}
        yield from merged
        for span in spelled:
            if not any(token.i in seen for token in span):
                seen.update(range(span.start, span.end))
                yield span

    def _spelled(self) -> Iterator[Span]:
        for match in IN_TEXT.finditer(self._doc.text):
            start, end = match.span("led" if match["led"] else 0)
            span = self._doc.char_span(start, end)
            if span is not None and span[-1].is_punct:
                span = span[:-1]  # the full stop of the sentence, not of "Sept."
            if span is not None and not _is_ordinal(span):
                yield span

    def named(self, span: Span, tense: str) -> str | None:
        """Return the period that a date names in a clause of this tense.

        Args:
            span: One of `spans`.
            tense: "past", "earlier" (than what is told), "present" or "future".
        """
        tense = "past" if tense == "earlier" else tense
        owned = span.root.dep_ == "poss"  # "for Thursday's meeting" is not for a Thursday
        before = self._doc[span.start - 1].lower_ if span.start and not owned else ""
        after = self._doc[span.end] if span.end < len(self._doc) else None
        counted = COUNTED.fullmatch(span.text)
        side = span[-1] if span[-1].lower_ in SIDES else after
        if counted and side is not None and side.lower_ in SIDES and not _ends(side):
            return None  # "a day after the vote" is no day after the date before
        if before == "for" and not any(char.isdigit() for char in span.text[2:]):
            return None
        if before == "within":
            return None if tense == "future" else self._passing(span)
        found = (
            None
            if self._is_anaphoric(span, tense)
            else resolve(span.text, self._anchor(span.start), tense)
        )
        if found and tense != "future" and is_awaited(span):
            found = self._nearest(span, found)
        return found or self._shifted(span)

    def _nearest(self, span: Span, past: str) -> str:
        """Return the nearer of two Thursdays: "flew to Riga for Thursday's meeting"."""
        anchor = self._anchor(span.start)
        coming = resolve(span.text, anchor, "future")
        if anchor is None or coming is None or len(past) < len(DAY):
            return past
        days = (dt.date.fromisoformat(day) for day in (past, coming))
        return min(days, key=lambda day: abs(day - anchor)).isoformat()

    def _is_anaphoric(self, span: Span, tense: str) -> bool:
        """Tell whether "the end of the month" ends a month told of before."""
        return tense == "past" and span.text.lower().endswith(("of the month", "of the year"))

    def _shifted(self, span: Span) -> str | None:
        """Return what counts from the nearest date before that is exact enough."""
        words = span.text.lower()
        if words.startswith("next ") and (
            not span.start or span.doc[span.start - 1].lower_ != "the"
        ):
            return None  # "next week" counts from the day of publication, "the next week" does not
        if words.endswith(("of the month", "of the year")):
            size = len("2025-06") if words.endswith("month") else len("2025")
            return next((time[:size] for time in self._before(span) if len(time) >= size), None)
        return next(filter(None, (shift(span.text, time) for time in self._before(span))), None)

    def _passing(self, span: Span) -> str | None:
        """Return the month of "within a day", counted from the date before."""
        month = len("2025-06")
        first = next((time for time in self._before(span) if len(time) >= month), None)
        return first[:month] if first and "year" not in span.text else None

    def _before(self, span: Span) -> Iterator[str]:
        """Yield what the dates before `span` name, the nearest first, each in its own tense."""
        before = [other for other in self.spans if other.end <= span.start]
        yield from filter(None, map(self.own, reversed(before[-FAR:])))

    def own(self, span: Span) -> str | None:
        """Return the period that a date names in the clause that it stands in."""
        if span.start not in self._named:
            self._named[span.start] = None
            self._named[span.start] = self.named(span, tense_of(span.root))
        return self._named[span.start]


def tense_of(token: Token, modality: str = "actual") -> str:
    """Return the tense of the clause of a word: "past", "earlier", "present" or "future"."""
    verb = token if token.pos_ in VERBAL else verb_above(token) or token
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    modals = {child.lemma for child in verb.children if child.tag_ == "MD"}
    if modals and "have" in auxiliaries and modality != "planned":
        return "past"  # "may have attacked"
    coming = "to" in auxiliaries and verb.dep_ in (
        "relcl",
        "acl",
    )  # "a summit to be held on Friday"
    under_way = verb.tag_ == "VBG" and auxiliaries & IS  # "is sending a ship on Friday"
    if modality != "actual" or modals & FUTURE or coming or under_way:
        return "future"
    if "had" in auxiliaries:
        return "earlier"  # what an entry looks back on has not the entry's date
    if verb.tag_ in PAST_TAGS or auxiliaries & PAST_AUXILIARIES:
        return "past"
    told_by = verb_above(verb) if verb.dep_ == "relcl" else None
    coming = told_by is not None and tense_of(told_by) == "future"
    return "future" if coming else "present"  # "will host a summit, which opens on Friday"


def is_finite_past(verb: Token) -> bool:
    """Tell whether a verb tells of the past by its form: "ordered", but not "is expected"."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return tense_of(verb) == "past" and (verb.tag_ == "VBD" or bool(auxiliaries & PAST_AUXILIARIES))


def is_awaited(span: Span) -> bool:
    """Tell whether a day is that of a meeting that somebody came for or was due at."""
    noun = span.root.head
    if span.root.dep_ != "poss" or noun.dep_ != "pobj":
        return False
    return noun.head.lower_ in AWAITING or noun.head.head.lower_ in AWAITING


def _day_of(paragraph: Span) -> dt.date | None:
    """Return the day that is all a paragraph says."""
    text = paragraph.text.strip(" \t•-*:")
    if len(paragraph) > LONGEST_HEADING or not IN_TEXT.fullmatch(text):
        return None
    found = resolve(text, None, "past")
    return dt.date.fromisoformat(found) if found and len(found) == len(DAY) else None


def _is_ordinal(span: Span) -> bool:
    """Tell whether "the 41st this year" and "the first time this year" count and do not date."""
    before = span.doc[span.start - 1] if span.start else None
    return before is not None and (
        before.lower_ == "time"
        or before.ent_type_ == "ORDINAL"
        or bool(ORDINAL.fullmatch(before.lower_))
    )


def _belong_together(first: Span, second: Span) -> bool:
    return second.root in (first.root.head, first.root) or first.root.head == second.root


def _ends(token: Token) -> bool:
    """Tell whether nothing follows "a day after"."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return after is None or after.is_punct or after.is_space
