"""Times of day as atoms of the grammar become clocks, with the conversions that stand behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aggregator.facts.dates.lexer import Atom
from aggregator.facts.dates.mentions import Clock
from aggregator.facts.dates.words import Words


def clock_from(atom: Atom) -> Clock:
    """A clock's atom, whose number is minutes after midnight, as a clock."""
    time = f"{atom.number // 60:02d}:{atom.number % 60:02d}"
    return Clock(start=atom.start, end=atom.end, time=time, timezone=atom.timezone)


def with_conversions(clock: Clock, folded: str, words: Words, atoms: Sequence[Atom], at: int) -> tuple[Clock, int]:
    """A clock with the same moment in other zones («(10:30 a.m. EDT)», «or 9:30 a.m. EDT»), and the next atom.

    A second time without a zone of its own, or of the same zone, is another time and stays apart.
    """
    for _ in range(6):
        if at >= len(atoms) or atoms[at].kind != "C":
            break
        between = words.glue.get(folded[clock.end : atoms[at].start])
        if between not in ("(", "/", "r", ",", " ") or atoms[at].timezone in (None, clock.timezone):
            break
        end = atoms[at].end
        if between == "(" and folded[end : end + 1] == ")":
            end += 1
        clock = replace(clock, end=end)
        at += 1
    return clock, at


def clocks(atoms: Sequence[Atom], folded: str, words: Words) -> list[Clock]:
    """The clocks among atoms, each with its conversions."""
    found: list[Clock] = []
    at = 0
    while at < len(atoms):
        if atoms[at].kind == "C":
            clock, at = with_conversions(clock_from(atoms[at]), folded, words, atoms, at + 1)
            found.append(clock)
        else:
            at += 1
    return found
