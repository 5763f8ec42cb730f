"""What a date in a text says, before anything is worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "week", "month", "season", "year"]
Part = Literal["early", "mid", "late"]
Toward = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units on (or back, where negative): «next year» is one year on, «yesterday» one day back."""

    unit: Unit
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day as stated: ``time`` is HH:MM on the late-night clock (up to 29:59), ``timezone`` an IANA id.

    ``start`` and ``end`` are code points; a conversion that stands behind it («or 9:30 a.m. EDT») belongs to it.
    """

    start: int
    end: int
    time: str
    timezone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """One date as the text says it; ``text[start:end]`` are its words, in code points of the text as given.

    A field is None where the words don't say it, so «October 6» has no year and «the 17th» (17日) neither month nor
    year. ``season`` is 21 to 24 (spring to winter) as in EDTF, ``weekday`` 0 is Monday. ``toward`` are words such as
    last, this, next; ``relative`` counts from the day of publication, ``anaphoric`` from the date that was mentioned
    before («the day after», 同月). ``until`` is the end of an interval, with its own words. ``effective`` is the
    plain-clock statement of the same moment that the text gives beside a late-night one. ``bare_year`` marks a year
    that stands alone, ``in_quotes`` a mention inside quotation marks or title brackets.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    quarter: int | None = None
    half: int | None = None
    weekday: int | None = None
    part: Part | None = None
    approximate: bool = False
    toward: Toward | None = None
    relative: Shift | None = None
    anaphoric: Shift | None = None
    until: DateMention | None = None
    time: str | None = None
    timezone: str | None = None
    effective: DateMention | None = None
    bare_year: bool = False
    in_quotes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A date in EDTF (ISO 8601-2), never more precise than the words, and its bounds as days (ISO 8601).

    The bounds are None where the year isn't known. ``time`` stays on the late-night clock: 25:30 of the stated day.
    """

    edtf: str
    earliest: str | None
    latest: str | None
    time: str | None = None
    timezone: str | None = None
