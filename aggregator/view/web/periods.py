"""Months and seasons, as the calendar is asked for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from aggregator.base.edtf import bounds
from aggregator.view.web import words
from aggregator.view.web.asked import Asked

SEASONS = {"winter": "24", "spring": "21", "summer": "22", "autumn": "23"}
"""Seasons of broadcasting in the order of the year, and their numbers in EDTF."""
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_SEASON = re.compile(r"(\d{4})-(winter|spring|summer|autumn)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A month or season: its name in addresses, its words, its first and last day."""

    kind: str
    name: str
    title: str
    first: date
    last: date

    @property
    def query(self) -> dict[str, str]:
        """The parameter that asks for it."""
        return {self.kind: self.name}


def period_of(asked: Asked) -> Period | None:
    """What the address asks for, this month by default; None where it is no month or season."""
    if asked.one("season"):
        match = _SEASON.fullmatch(asked.one("season"))
        return _season(int(match[1]), match[2]) if match else None
    if asked.one("month"):
        match = _MONTH.fullmatch(asked.one("month"))
        return _month(int(match[1]), int(match[2])) if match else None
    return _month(asked.today.year, asked.today.month)


def _month(year: int, month: int) -> Period | None:
    span = bounds(f"{year:04d}-{month:02d}") if 1 <= year < 9999 else None
    return Period("month", f"{year:04d}-{month:02d}", words.month(span[0]), *span) if span else None


def _season(year: int, name: str) -> Period | None:
    span = bounds(f"{year:04d}-{SEASONS[name]}") if 1 <= year < 9999 else None
    return Period("season", f"{year:04d}-{name}", f"{name} {year}", *span) if span else None


def holding(kind: str, at: date) -> Period | None:
    """The month or season that a day is in."""
    return _month(at.year, at.month) if kind == "month" else _season(at.year, tuple(SEASONS)[(at.month - 1) // 3])
