"""The geometry of a timeline: what was said when, and about which time.

A row a statement, in the order in which they were made. A dot stands at the day it was made, a bar covers the days
that it speaks of, and a line leads from one to the other: a date that moves is seen to move.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ROW = 30
TOP = 26
LEAST_BAR = 7.0
_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)


@dataclass(frozen=True, slots=True)
class Statement:
    """``number`` is its line's, ``said`` the day it was made, ``first`` and ``last`` are those it speaks of,
    None where it speaks of none. ``state`` is a kind of step, or what became of it: superseded, disputed, retracted.
    """

    number: int
    said: date
    first: date | None
    last: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row's shapes, in the drawing's units."""

    y: int
    dot: float
    left: float | None
    width: float
    state: str
    number: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's beginning; ``anchor`` is how its label stands there."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline as shapes; ``today`` is None where it lies outside."""

    width: int
    height: int
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    today: float | None


def draw(statements: Sequence[Statement], today: date, *, width: int, label: int = 78) -> Drawing | None:
    """The drawing, ``width`` units wide; None where there is nothing to draw. ``label`` is the least distance of two
    labels of the axis.
    """
    rows = statements
    if not rows:
        return None
    known = [day for row in rows for day in (row.said, row.first, row.last) if day]
    begin, end = _month(min(known)), _next_month(max(known))
    days = (end - begin).days

    def x(day: date) -> float:
        return round((day - begin).days / days * (width - 2) + 1, 1)

    shapes = [
        Row(
            TOP + ROW * place + ROW // 2,
            x(row.said),
            x(row.first) if row.first else None,
            max(LEAST_BAR, round(x(row.last) - x(row.first) + (width - 2) / days, 1)) if row.first and row.last else 0,
            row.state,
            row.number,
        )
        for place, row in enumerate(rows)
    ]
    return Drawing(
        width,
        TOP + ROW * len(rows) + 4,
        tuple(shapes),
        tuple(_ticks(begin, end, x, most=max(2, width // label), width=width)),
        x(today) if begin <= today < end else None,
    )


def _ticks(begin: date, end: date, x: Callable[[date], float], *, most: int, width: int) -> list[Tick]:
    months = (end.year - begin.year) * 12 + end.month - begin.month
    step = next((step for step in _STEPS if months / step <= most), _STEPS[-1])
    ticks = []
    for month in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month - 1):
        if month % step:
            continue
        day = date(month // 12, month % 12 + 1, 1)
        label = f"{day:%Y}" if step >= 12 else f"{_SHORT[day.month - 1]} {day:%Y}"
        place = x(day)
        ticks.append(Tick(place, label, "end" if place > width - 60 else "start"))
    return ticks


_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _month(day: date) -> date:
    return day.replace(day=1)


def _next_month(day: date) -> date:
    if (day.year, day.month) == (date.max.year, 12):
        return date.max
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
