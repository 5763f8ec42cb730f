"""Extended Date/Time Format (ISO 8601-2), the part of it that claims use, and the days that it covers.

Forms: ``2024-01-10``, ``2024-01``, ``2024``, seasons ``2024-21`` to ``-24``, quarters ``-33`` to ``-36``, halves
``-40`` and ``-41``, ``X`` for what isn't known, ``~`` for approximate, and intervals ``a/b``.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

EDTF = re.compile(
    r"(?P<year>\d{4}|XXXX)(?:-(?P<month>0[1-9]|1[0-2]|XX|2[1-4]|3[3-6]|4[01])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?~?",
    re.ASCII,
)
WINTER = 24


def is_edtf(text: str) -> bool:
    """Whether a text is one of the forms, with days that exist (February 29 does where the year isn't known)."""
    sides = text.split("/")
    return len(sides) <= 2 and all(_is_point(side) for side in sides)


def _is_point(text: str) -> bool:
    match = EDTF.fullmatch(text)
    if not match:
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if not day or month == "XX":
        return True
    return int(month) <= 12 and int(day) <= days_in(2024 if year == "XXXX" else int(year), int(month))


@lru_cache(maxsize=4096)
def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day if (year, month) < (9999, 12) else 31


def bounds(edtf: str, published: date | None = None) -> tuple[date, date] | None:
    """The first and last day that a statement covers; None where its year isn't known.

    Seasons are those of broadcasting: winter is January to March of its year. Where that lies before ``published``
    and the next one doesn't, winter is December of the year to February. An approximate date covers what the exact
    one would.
    """
    sides = [_cover(side, published) for side in edtf.split("/")]
    if any(side is None for side in sides):
        return None
    known = [side for side in sides if side]
    return known[0][0], known[-1][1]


@lru_cache(maxsize=4096)
def _cover(text: str, published: date | None) -> tuple[date, date] | None:
    match = EDTF.fullmatch(text)
    if not match or match["year"] == "XXXX" or match["month"] == "XX":
        return None
    year = int(match["year"])
    if match["month"] is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(match["month"])
    if match["day"]:
        day = date(year, month, int(match["day"]))
        return day, day
    if month == WINTER and published and date(year, 3, 31) < published <= date(year + 1, 2, days_in(year + 1, 2)):
        return date(year, 12, 1), date(year + 1, 2, days_in(year + 1, 2))
    first, last = months_of(month)
    return date(year, first, 1), date(year, last, days_in(year, last))


def months_of(code: int) -> tuple[int, int]:
    """First and last month of a month, season (of broadcasting), quarter or half, by its EDTF number."""
    if code <= 12:
        return code, code
    if code <= WINTER:
        first = {21: 4, 22: 7, 23: 10, 24: 1}[code]
        return first, first + 2
    if code <= 36:
        first = (code - 33) * 3 + 1
        return first, first + 2
    return (1, 6) if code == 40 else (7, 12)
