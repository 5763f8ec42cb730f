"""The geometry of a timeline: what was said when, and about which time.

A row a statement of a date, in the order in which they were made. A dot stands at the day it was made, a bar covers
the days that it speaks of, and a line leads from one to the other: a date that moves is seen to move. What speaks of no
time (announced, cast, staff) stands in one row above, what was said about the same day as one mark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ROW = 30
TOP = 26
LEAST_BAR = 7.0
LETTER = 6.4
"""The width of a letter of a label, about; one of Japanese is twice as wide."""
BESIDE = 8
_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)


@dataclass(frozen=True, slots=True)
class Statement:
    """``number`` is its line's, ``said`` the day it was made, ``first`` and ``last`` are those it speaks of,
    None where it speaks of none. ``state`` is a kind of step, or what became of it: superseded, disputed, retracted.
    ``labels`` are what may stand beside the bar, the fullest first.
    """

    number: int
    said: date
    first: date | None
    last: date | None
    state: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row's shapes, in the drawing's units; ``label`` stands at ``at``, empty where there is no room for it."""

    y: int
    dot: float
    left: float
    width: float
    state: str
    number: int
    label: str
    at: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Statements of no time that were made about the same day: the middle of the mark, its width and numbers."""

    y: int
    x: float
    width: float
    numbers: str


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
    marks: tuple[Mark, ...]
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    today: float | None


def draw(statements: Sequence[Statement], today: date, *, width: int, label: int = 78) -> Drawing | None:
    """The drawing, ``width`` units wide; None where there is nothing to draw. ``label`` is the least distance of two
    labels of the axis.
    """
    if not statements:
        return None
    known = [day for one in statements for day in (one.said, one.first, one.last) if day]
    begin, end = _month(min(known)), _next_month(max(known))
    scale = (width - 2) / (end - begin).days

    def x(day: date) -> float:
        return round((day - begin).days * scale + 1, 1)

    marks = _marks([(one.number, x(one.said)) for one in statements if one.first is None], width)
    top = TOP + ROW * bool(marks)
    dated = [one for one in statements if one.first is not None]
    rows = [_row(one, top + ROW * place + ROW // 2, x, scale, width) for place, one in enumerate(dated)]
    return Drawing(
        width,
        top + ROW * len(rows) + 4,
        marks,
        tuple(rows),
        tuple(_ticks(begin, end, x, most=max(2, width // label), width=width)),
        x(today) if begin <= today < end else None,
    )


def _row(one: Statement, y: int, x: Callable[[date], float], scale: float, width: int) -> Row:
    """A row, with the first label that there is room for: behind the bar, on the line before it, or before all."""
    first, last = one.first or one.said, one.last or one.first or one.said
    dot, left, bar = x(one.said), x(first), max(LEAST_BAR, round(x(last) - x(first) + scale, 1))
    behind, before = max(left + bar, dot + BESIDE) + BESIDE, min(left, dot - BESIDE) - BESIDE
    for label in one.labels:
        room = sum(LETTER * (2 if char > "\u2e80" else 1) for char in label)
        if behind + room <= width:
            return Row(y, dot, left, bar, one.state, one.number, label, behind, "start")
        for end, least in ((left - BESIDE, dot + BESIDE), (before, 0)):
            if end - room >= least:
                return Row(y, dot, left, bar, one.state, one.number, label, end, "end")
    return Row(y, dot, left, bar, one.state, one.number, "", 0, "start")


def _marks(said: Sequence[tuple[int, float]], width: int) -> tuple[Mark, ...]:
    """The marks of numbered statements, each at its place; those that would touch are one."""
    groups: list[list[tuple[int, float]]] = []
    for number, place in said:
        if groups and place - groups[-1][-1][1] < 2 * BESIDE + LETTER * len(_numbers(groups[-1])):
            groups[-1].append((number, place))
        else:
            groups.append([(number, place)])
    marks = []
    for group in groups:
        wide = 2 * BESIDE + LETTER * (len(_numbers(group)) - 1)
        middle = min(max(group[0][1] + (group[-1][1] - group[0][1]) / 2, wide / 2), width - wide / 2)
        marks.append(Mark(TOP + ROW // 2, round(middle, 1), round(wide, 1), _numbers(group)))
    return tuple(marks)


def _numbers(group: Sequence[tuple[int, float]]) -> str:
    first, last = group[0][0], group[-1][0]
    return str(first) if len(group) == 1 else f"{first} … {last}"


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
