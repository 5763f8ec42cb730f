"""From what a date says to the days that it means, in EDTF (ISO 8601-2).

What is missing is taken from the day of publication, and only as far as the words go: a month without year becomes a
month of a year, never a day. Everything is a pure function of its arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from aggregator.base.edtf import EDTF, WINTER, bounds, days_in, months_of
from aggregator.facts.dates.mentions import DateMention, Resolved, Shift, Toward

Direction = Literal["past", "future"]
GRACE = timedelta(days=12)
"""How long before publication a date may lie that is told as coming: articles are late, wordings stay."""
FIRST_YEAR, LAST_YEAR = 1850, 2150


@dataclass(frozen=True, slots=True)
class _Told:
    """What the article tells beside the words of the date."""

    published: date | None
    direction: Direction | None
    antecedent: Resolved | None


def resolve(
    mention: DateMention, published: date | None, direction: Direction | None, antecedent: Resolved | None = None
) -> Resolved | None:
    """What a mention means in an article of a day; None where the words alone tell nothing («tomorrow», undated).

    ``direction`` is what the clause tells about the time: "past" takes the latest date that isn't after publication,
    "future" the earliest that isn't more than 12 days before it, None the nearest, within about five months back
    and seven on. Words such as «last» and «next» go before it. ``antecedent`` is the date mentioned before, for «the
    day after» and 同月. Where neither text nor publication give the year it stays open (``XXXX-10-06``).
    """
    told = _Told(published, direction, antecedent)
    edtf = _edtf(mention, told)
    if edtf is None:
        return None
    if mention.until and "/" not in edtf:
        edtf = _interval(mention, mention.until, edtf, told)
    covered = bounds(edtf, None if (mention.toward or direction) == "past" else published)
    return Resolved(
        edtf=edtf,
        earliest=covered[0].isoformat() if covered else None,
        latest=covered[1].isoformat() if covered else None,
        time=mention.time,
        timezone=mention.timezone,
    )


def _interval(mention: DateMention, until: DateMention, start: str, told: _Told) -> str:
    """Start and end. An end without a year is the first one after the start; one that lies before it isn't kept."""
    first = bounds(start)
    if until.year is None and until.relative is None and first:
        after = replace(told, published=first[0], direction="future")
        end = _edtf(until, after)
        if end and (covered := bounds(end)) and covered[1] < first[0]:
            end = _edtf(replace(until, toward="future"), after)
    else:
        end = _edtf(until, told)
    if end is None or "/" in end or end == start:
        return start
    last = bounds(end)
    if first and last:
        return f"{start}/{end}" if first[0] <= last[0] and first[1] <= last[1] else start
    return f"{start}/{end}" if mention.year is None and until.year is None and not last else start


def _edtf(mention: DateMention, told: _Told) -> str | None:
    published, direction = told.published, told.direction
    if mention.anaphoric:
        return _anaphoric(mention, mention.anaphoric, told)
    if mention.relative and not (mention.relative.unit == "day" and mention.day):
        return _relative(mention, mention.relative, published, direction)
    if mention.relative and published:
        day = published + timedelta(days=mention.relative.offset)
        mention = replace(mention, relative=None, year=mention.year or _nearest_year(mention, day))
    return _stated(mention, published, direction)


def _nearest_year(mention: DateMention, day: date) -> int | None:
    """The year in which «tomorrow, January 1» lies."""
    if mention.month is None:
        return None
    return day.year + (mention.month == 1 and day.month == 12) - (mention.month == 12 and day.month == 1)


def _anaphoric(mention: DateMention, shift: Shift, told: _Told) -> str | None:
    """A date counted from the one before: 同日, il giorno dopo, 同月17日, 翌年1月."""
    published, direction, antecedent = told.published, told.direction, told.antecedent
    alone = replace(mention, anaphoric=None)
    match = EDTF.match(antecedent.edtf) if antecedent else None
    if mention.relative and (not match or match["year"] == "XXXX" or not 1 <= int(match["month"] or 0) <= 12):
        return _relative(alone, mention.relative, published, direction)  # «the following month», and no date before it
    if not match or match["year"] == "XXXX":
        return _stated(alone, published, direction) if mention.day or mention.month else None
    if shift.unit == "day" and mention.day is None:
        if not match["day"]:
            return None
        base = date(int(match["year"]), int(match["month"]), int(match["day"]))
        return (base + timedelta(days=shift.offset)).isoformat()
    month = int(match["month"] or 0)
    base = date(int(match["year"]), month if 1 <= month <= 12 else 1, 1)
    if shift.unit in ("day", "month") and not 1 <= month <= 12:
        return _stated(alone, published, direction)
    return _relative(alone, Shift("month", 0) if shift.unit == "day" else shift, base, direction)


def _relative(mention: DateMention, shift: Shift, published: date | None, direction: Direction | None) -> str | None:
    """A date counted from ``published``: tomorrow, next week, 来年1月, 来月17日, this season."""
    said = replace(mention, relative=None)
    if published is None:
        return _stated(said, None, direction) if mention.month or mention.season else None
    if shift.unit == "day":
        return _mark((published + timedelta(days=shift.offset)).isoformat(), said)
    if shift.unit == "week":
        monday = published + timedelta(days=7 * shift.offset - published.weekday())
        if mention.weekday is not None:
            return (monday + timedelta(days=mention.weekday)).isoformat()
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if shift.unit == "month":
        count = published.year * 12 + published.month - 1 + shift.offset
        return _point(replace(said, month=count % 12 + 1), count // 12)
    if shift.unit == "season":
        count = published.year * 4 + (published.month - 1) // 3 + shift.offset
        return _point(replace(said, season=(WINTER, 21, 22, 23)[count % 4]), count // 4)
    return _stated(replace(said, year=published.year + shift.offset, toward=None), published, direction)


def _stated(mention: DateMention, published: date | None, direction: Direction | None) -> str | None:
    """A date by its own parts, the missing ones taken from ``published``."""
    code = _code(mention)
    year = mention.year
    if year is None and published:
        toward = mention.toward or direction
        if code is not None and mention.day is None:
            year = _period_year(code, mention.toward, direction, published)
        elif code is not None:
            year = _day_year(mention, code, toward, published)
        elif mention.day is not None:
            return _day_alone(mention, toward, published)
        elif mention.weekday is not None:
            return _weekday(mention.weekday, mention.toward, direction, published)
    return _point(mention, year)


def _code(mention: DateMention) -> int | None:
    """The EDTF number of the month, season, quarter or half that is said."""
    if mention.month:
        return mention.month
    if mention.season:
        return mention.season
    if mention.quarter:
        return 32 + mention.quarter
    return 39 + mention.half if mention.half else None


def _point(mention: DateMention, year: int | None) -> str | None:
    """The parts as EDTF, with the year that is meant; None where there are none, or no such day."""
    code = _code(mention)
    written = f"{year:04d}" if year is not None else "XXXX"
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if mention.day is not None:
        if code is None:
            return _mark(f"XXXX-XX-{mention.day:02d}", mention) if year is None else None
        if mention.day > days_in(2024 if year is None else year, code):
            return None
        return _mark(f"{written}-{code:02d}-{mention.day:02d}", mention)
    if code is not None:
        return _mark(f"{written}-{code:02d}", mention)
    return _mark(written, mention) if year is not None else None


def _mark(edtf: str, mention: DateMention) -> str:
    return edtf + "~" if mention.approximate or mention.part else edtf


def _period_year(code: int, said: Toward | None, direction: Direction | None, published: date) -> int:
    """The year of a month, season, quarter or half that is said without one: «last» and «next» leave this one out."""
    first, last = months_of(code)
    year, month = published.year, published.month
    if said == "past":
        return year if last < month else year - 1
    if said == "future":
        return year if first > month else year + 1
    if direction == "past":
        return year if first <= month else year - 1
    if direction == "future":
        return year if date(year, last, days_in(year, last)) >= published - GRACE else year + 1
    behind = month - first
    if said == "present":
        return year + (behind > (3 if code == WINTER else 6))
    return year + (behind > 5) - (behind < -6)


def _day_year(mention: DateMention, month: int, toward: Toward | None, published: date) -> int | None:
    """The year of a day and month; a weekday beside them decides where it fits only one of the years near by."""
    day = mention.day or 1
    near = [published.year, published.year + 1, published.year - 1]
    days = [date(year, month, day) for year in near if day <= days_in(year, month)]
    if not days:
        return next((y for y in (published.year + 2, published.year - 2) if day <= days_in(y, month)), None)
    if mention.weekday is not None and (fitting := [d for d in days if d.weekday() == mention.weekday]):
        days = fitting
    if toward == "past":
        return max((d for d in days if d <= published), default=min(days)).year
    if toward == "future":
        earliest = published if mention.toward else published - GRACE
        return min((d for d in days if d >= earliest), default=max(days)).year
    if toward == "present":
        days = [d for d in days if d >= published - timedelta(days=183)] or days
        return min(days, key=lambda d: (d.year != published.year, abs(d - published))).year
    return min(days, key=lambda d: abs(d - published - timedelta(days=30))).year


def _day_alone(mention: DateMention, toward: Toward | None, published: date) -> str | None:
    """「17日」: of the month of publication, or of the one before or after where ``toward`` says so."""
    day = mention.day or 1
    count = published.year * 12 + published.month - 1
    months = [count, count + 1, count + 2, count - 1, count - 2]
    days = [date(c // 12, c % 12 + 1, day) for c in months if day <= days_in(c // 12, c % 12 + 1)]
    if mention.weekday is not None and (fitting := [d for d in days if d.weekday() == mention.weekday]):
        days = fitting
    if toward == "past":
        chosen = max((d for d in days if d <= published), default=min(days))
    elif toward == "future":
        earliest = published - timedelta(days=0 if mention.toward else 1)
        chosen = min((d for d in days if d >= earliest), default=max(days))
    else:
        chosen = days[0]
    return _mark(chosen.isoformat(), mention)


def _weekday(weekday: int, said: Toward | None, direction: Direction | None, published: date) -> str:
    """A day of the week: «on Friday» is the last one, today's included; «last» and «next» leave today out."""
    back = (published.weekday() - weekday) % 7
    if said == "past":
        return (published - timedelta(days=back or 7)).isoformat()
    if said == "future":
        return (published + timedelta(days=7 - back)).isoformat()
    if direction == "future" or (said == "present" and direction is None):
        return (published + timedelta(days=(7 - back) % 7)).isoformat()
    return (published - timedelta(days=back)).isoformat()
