"""From text to the parts of dates («atoms»): names, numbers, clocks. Languages with spaces between their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from aggregator.base.edtf import days_in
from aggregator.facts.dates.words import DAY_WORD, Head, Phrase, Words

FIRST_YEAR, LAST_YEAR = 1950, 2100
LAST_HOUR = 29
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_YEAR_LAST = re.compile(
    r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2}(?<=/[0-9][0-9]/[0-9][0-9]))(?![0-9/])(?![.-][0-9])"
)
_NO_YEAR = re.compile(r"([0-9]{1,2})(/|\.)([0-9]{1,2})(?P<dot>\.?)(?![0-9/])(?![.,][0-9])")
_MONTH_DAY = re.compile(r"(1[0-2]|0?[1-9])/(1[3-9]|2[0-9]|3[01])(?![0-9/%])(?![.,][0-9])")
"""Month and day where the numbers tell which is which: 1/26."""
_TURN = re.compile(r"((?:19|20)[0-9]{2})/((?:19|20)?[0-9]{2})(?![0-9/])")
"""A winter over the turn of the year: 2020/21."""
_NOT_BEFORE = frozenset("#$€£¥₩%^_°№+=")
_NUMBER_SIGNS = frozenset("#°º№")
_NOT_AFTER = frozenset("%_°€$£¥₩")
DAY_WORDS = frozenset({DAY_WORD, "K"})
"""Kinds of words that are a day before a month: those for days alone, and those that count weeks."""
BESIDE_DAY = frozenset({" (", ", ", " "})
"""What stands between a weekday and its day in numbers."""
LEAD = 12
"""Characters before a number in which a word stands that leads to it."""
MOST_PARTS = 5
"""Into how many parts news divides something."""
_PARTING = frozenset("-/.")
"""What parts the numbers of a date that is written in numbers."""


class Atom(NamedTuple):
    """A part of a date: its ``kind`` (a letter of the grammar), what it says, and where it stands.

    ``short`` is an abbreviated name without a full stop. ``day`` is a whole numeric date; ``timezone`` a clock's.
    """

    kind: str
    number: int
    start: int
    end: int
    short: bool = False
    abbreviated: bool = False
    day: tuple[int | None, int, int] | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A text, :func:`aggregator.facts.words.folding.fold` of it, and the words of its language."""

    text: str
    folded: str
    words: Words


def lex(source: Source) -> list[Atom]:
    """The atoms of a text, in order."""
    atoms: list[Atom] = []
    done = 0
    folded, phrases = source.folded, source.words.phrases
    for match in source.words.tokens.finditer(folded):
        start, end = match.span()
        if start < done:
            continue
        head = phrases.get(match[0])
        day = bool(atoms) and atoms[-1].kind in "WR" and folded[start].isdigit()
        beside = day and folded[atoms[-1].end : start] in BESIDE_DAY
        atom = _phrase(source, head, (start, end), beside) if head else _number(source, start, end, beside=beside)
        if atom:
            done = atom.end
            if atom.kind:
                atoms.append(atom)
    return atoms


def _phrase(source: Source, head: Head, span: tuple[int, int], beside: bool) -> Atom | None:
    """The longest word or phrase that begins here and ends with a word; ``beside`` is that of a number."""
    folded, (start, end) = source.folded, span
    if start and folded[start - 1].isdigit():
        return None
    rest = ""
    if head.pattern:
        match = head.pattern.match(folded, end)
        if not match:
            return _number(source, start, end, beside=beside) if folded[start].isdigit() else None
        rest = match[0]
    phrase, stop = head.rests[rest], end + len(rest)
    if phrase.kind == "C":
        return _with_zone(source, start, stop, phrase.number * 60)
    if phrase.kind in DAY_WORDS and _is_day(source, phrase, stop):
        return Atom("D", phrase.number, start, stop)
    if phrase.kind == DAY_WORD or (
        folded[start:stop] in source.words.ordinal_days and not _is_named(source, start, stop)
    ):
        return None
    return _name(folded, phrase, start, stop)


def _is_named(source: Source, start: int, stop: int) -> bool:
    """Whether what may be a number is a weekday: «nesta segunda», «na segunda (16)», and no «nesta segunda parte»."""
    folded, leads = source.folded, source.words.leads
    match = source.words.ordinal_day.match(folded, stop)
    if match is None or not (match["next"] or led(folded, start, leads["W"])):
        return False
    return match["day"] is not None or led(folded, start, leads["this"])


def _is_day(source: Source, phrase: Phrase, stop: int) -> bool:
    """Whether a number in words stands before a month («el nueve de abril», «venti ottobre»); «un» only before «of»."""
    month = source.words.month_next
    match = month.match(source.folded, stop) if month is not None else None
    return match is not None and bool(phrase.kind == DAY_WORD or phrase.number > 1 or (phrase.number and match["of"]))


def _name(folded: str, phrase: Phrase, start: int, stop: int) -> Atom | None:
    dotted = phrase.short and folded[stop : stop + 1] == "."
    if phrase.kind == "W" and phrase.short and folded[stop : stop + 1] not in (".", ",", ")"):
        return None
    if phrase.kind == "U" and not phrase.number and folded[stop : stop + 2].strip().isdigit():
        return None
    end = stop + 1 if dotted else stop
    return Atom(phrase.kind, phrase.number, start, end, phrase.short and not dotted, phrase.short)


def _number(source: Source, start: int, end: int, *, beside: bool = False) -> Atom | None:
    """A numeric date, clock, year or day; None for a number that is something else (a price, a version, a score).
    ``beside`` a weekday or «today» stands what is a day and month («sexta (13/6)»).
    """
    folded, words = source.folded, source.words
    if end - start > 4 or not _begins(folded, start):
        return None
    if start and folded[max(0, start - 2) : start].strip()[-1:] in _NUMBER_SIGNS:
        return None  # «Jump # 8 – 24 janvier», «n° 9 – 1 février»
    after = folded[end : end + 2]
    if after[:1] in _PARTING and (found := _numeric_date(folded, words, start, beside=beside)):
        return found
    if end - start <= 2 and (clock := _clock(source, start)):
        return clock
    number = int(folded[start:end])
    if 1 <= number <= 31 and (match := words.ordinals.match(folded, end)):
        return Atom("D", number, start, match.end())
    if after[:1] == "/" and (turn := _TURN.match(folded, start)) and int(turn[2][-2:]) == (number + 1) % 100:
        return Atom("Y", number + 1, start, turn.end())
    if after[:1] in _NOT_AFTER and after[:1]:
        return None
    if after[:1] in (".", ",", ":", "/") and after[1:].isdigit():
        return None
    if end - start == 4:
        known = FIRST_YEAR <= number <= LAST_YEAR and not after[:1].isalpha()
        return Atom("Y", number, start, end) if known else None
    if not 1 <= number <= 31 or end - start > 2:
        return None
    return None if after[:1].isalnum() else Atom("D", number, start, end)


def _begins(folded: str, start: int) -> bool:
    """Whether a number may begin here: not inside a word, after a sign of money or number, or after a decimal point."""
    if not start:
        return True
    before = folded[start - 1]
    if before in _NOT_BEFORE or before.isalpha():
        return False
    return before not in ".,/:" or not folded[start - 2 : start - 1].isdigit()


def _numeric_date(folded: str, words: Words, start: int, *, beside: bool) -> Atom | None:
    if match := _YEAR_FIRST.match(folded, start):
        return _whole(match, int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.match(folded, start):
        first, second = int(match[1]), int(match[3])
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        if len(match[4]) == 2 and words.month_first:
            return None
        day, month = (second, first) if words.month_first and first <= 12 else (first, second)
        return _whole(match, year, month, day)
    if words.month_first and (match := _MONTH_DAY.match(folded, start)) and led(folded, start, words.leads["W"]):
        return _whole(match, None, int(match[1]), int(match[2]))
    if not words.month_first and (match := _NO_YEAR.match(folded, start)):
        slash = match[2] == "/"
        padded = slash and len(match[1]) == len(match[3]) == 2 and "0" in (match[1][0], match[3][0])
        dotted = match["dot"] and not slash and not words.lowercase
        beside = beside or led(folded, start, words.leads["W"])
        beside = beside or (_is_led_on(folded, start, words) and not _is_fraction(int(match[1]), int(match[3])))
        if padded or dotted or (slash and beside):
            return _whole(match, None, int(match[3]), int(match[1]))
    return None


def _is_led_on(folded: str, start: int, words: Words) -> bool:
    """Whether a word for a day stands before two numbers («em 13/6»), and not «of» («a rating of 9/10»)."""
    before = folded[max(0, start - LEAD) : start].split(" ")
    return led(folded, start, words.leads["M"]) and words.glue.get(f" {before[-2]} " if before[1:] else "") != "o"


def _is_fraction(first: int, second: int) -> bool:
    """Whether two numbers with a slash may be a part of something («em 3/4 dos casos»)."""
    return first < second <= MOST_PARTS or first == second


def _whole(match: re.Match[str], year: int | None, month: int, day: int) -> Atom | None:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if not 1 <= month <= 12 or not 1 <= day <= days_in(year or 2024, month):
        return None
    return Atom("X", 0, match.start(), match.end(), day=(year, month, day))


def led(folded: str, start: int, leads: tuple[str, ...]) -> bool:
    """Whether one of the words (with its space) stands right before ``start``."""
    if not folded.endswith(leads, 0, start):
        return False
    for lead in leads:
        begin = start - len(lead)
        if begin >= 0 and folded.startswith(lead, begin) and (begin == 0 or not folded[begin - 1].isalnum()):
            return True
    return False


def _clock(source: Source, start: int) -> Atom | None:
    """A time of day, if what stands here is one: 16:9 and 2.5 are none, 18 is one only beside its unit."""
    folded, words = source.folded, source.words
    match = words.clock.match(folded, start)
    if not match:
        return None
    stated = bool(match["unit"] or match["half"])
    if match["sign"]:
        told = match["sign"] == ":" or stated or led(folded, start, words.clock_leads)
    else:
        bare = match.end() == match.end("hour")
        told = stated or _is_h(folded, match) or (bare and led(folded, start, words.clock_leads))
    if not told:
        return None
    minute = int(match["minute"] or match["h"] or match["late"] or 0)
    hour = _hour(int(match["hour"]), match["half"], words)
    if hour is None or hour > LAST_HOUR:
        return None
    return _with_zone(source, start, match.end(), hour * 60 + minute)


def _is_h(folded: str, match: re.Match[str]) -> bool:
    """Whether the hour is written with an h: 17h, 20h05, 16 h 30."""
    return folded[match.end("hour") : match.end("hour") + 2].strip()[:1] == "h" and match["sign"] is None


def _hour(hour: int, half: str | None, words: Words) -> int | None:
    """The hour of the day, by the half of the day that is named."""
    if half is None:
        return hour
    if hour > 12:
        return hour
    return hour % 12 + (12 if half in words.pm else 0)


def _with_zone(source: Source, start: int, end: int, minutes: int) -> Atom:
    """A clock with the zone that stands behind it; zones of letters are capitals («et» is French for and)."""
    text, folded, words = source.text, source.folded, source.words
    match = words.zone.match(folded, end)
    if match:
        written = text[match.start("zone") : match.end("zone")]
        zone = words.zones[match["zone"]]
        lettered = len(written) <= 4 and written.isalpha()
        if not lettered or written.isupper():
            stop = match.end() - (match[0].endswith(")") and "(" not in match[0])
            return Atom("C", minutes, start, stop, timezone=zone)
    return Atom("C", minutes, start, end)
