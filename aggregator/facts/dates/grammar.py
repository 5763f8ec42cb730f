"""Dates in languages with spaces between their words: what the parts («atoms») of a text say together.

How it works: the atoms of a text are written as a string of letters with what stands between two of them as one sign,
so «the 4th of July, 2024 at 11 p.m.» is ``DoM,YpC``, and one pattern over such strings is the grammar of all these
languages. Letters: W weekday, D day, M month, Y year, X numeric date, S season, Q quarter, H half, P early/mid/late,
A around, T last/this/next, U day/week/month/year, R today/tomorrow, B the same day/the day after, K number word, G ago,
F between, C clock. Signs: a space, ``,`` ``.`` ``(`` ``/``, ``o`` of, ``p`` at/on, ``-`` to, ``b`` «. to», ``#`` and,
``r`` or; ``x`` for anything else, which no date goes over. The string is short and no part of the pattern repeats
without bound, so the time grows with the length of the text alone.

Holds true that a month, season, weekday or year alone is a date only after certain words («leads»). Known exceptions:
works whose title is a date («in March» of «In March»), and names like April after a preposition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from aggregator.base.edtf import days_in
from aggregator.base.vocabulary import shared_words
from aggregator.facts.dates.checks import NEXT_WORD, is_date
from aggregator.facts.dates.clocks import clock_from, with_conversions
from aggregator.facts.dates.lexer import Atom, Source, led, lex
from aggregator.facts.dates.mentions import DateMention, Part, Shift, Toward
from aggregator.facts.dates.words import UNITS, Words

MAX_GLUE = 26
"""Characters between two parts of one date."""
MOST_COUNTED = 10
"""Months or years that news counts in words."""
FAR_YEARS = 4
"""Years ahead that news still counts; what is counted beyond lies behind."""
_TOWARD: dict[int, Toward] = {-1: "past", 0: "present", 1: "future"}
_DAYS = {
    False: re.compile(r"D(?:,D){0,4}#D[ .o]M(?:[ ,o]Y)?"),
    True: re.compile(r"(?:M[ ]D(?:,D){0,4}#D(?:[ ,]Y)?|D(?:,D){0,4}#D[ o]M(?:[ ,o]Y)?)"),
}
"""Several days of one month, for languages that begin with the day or with the month."""
_FOLLOWING = shared_words("dates", "following")
"""Words for the month after the one that was told."""
_PARTS: tuple[Part, ...] = ("early", "mid", "late")
_FIELDS: dict[str, tuple[str, Callable[[int], Any]]] = {
    "A": ("approximate", lambda _: True),
    "B": ("anaphoric", lambda days: Shift("day", days)),
    "D": ("day", int),
    "H": ("half", lambda code: code - 39),
    "M": ("month", int),
    "P": ("part", lambda n: _PARTS[n]),
    "Q": ("quarter", lambda code: code - 32),
    "R": ("relative", lambda days: Shift("day", days)),
    "S": ("season", int),
    "T": ("toward", lambda n: _TOWARD[n]),
    "W": ("weekday", int),
    "Y": ("year", int),
}
"""What the number of an atom means, by its kind."""


@cache
def _grammar(month_first: bool) -> re.Pattern[str]:
    """The grammar; ``month_first`` languages say «October 6», the others «octubre 6, 2024» at most."""
    month_day = r"M[ .]D(?:[-b]D)?(?:[ ,o]Y)?" if month_first else r"M[ .]D(?:[-b]D)?[ ,o]Y"
    day = rf"(?:D(?:[-b]D)?[ .o]M(?:[ ,o.]Y)?|{month_day}|X)"
    other = r"(?:M(?:[ ,o/.]Y)?|Y[ ]M(?:[ ]D)?|S(?:[ ,o/]Y)?|Y[ ]S|[QH](?:[ ,o](?:U[ ])?Y)?|Y[ ,][QH]|(?:U[ ])?Y)"
    part = r"P[ \-op]" if month_first else r"P[ \-o]"  # «tem início em outubro», «prend fin en mars» is no part of it
    before = rf"(?:(?:T[ ])?W[ ,p(.])?(?:R[ ,p(])?(?:A[ op])?(?:{part})?(?:T[ o])?(?:Ho(?=M))?(?:A[ op])?"
    next_year = r"T[ ]U" if month_first else r"(?:T[ ]U|U[ ]T)"
    trailing = next_year if month_first else rf"(?:{next_year}|T(?![ ][DMWSU]))"
    after = rf"(?:[ ,o]{trailing})?(?:[(,]W(?![ ,p(.][DMX]))?"
    date = rf"{before}(?:{day}|{other}){after}"
    told = rf"W[ o,]{next_year}|Do{next_year}|[QH][o ](?:{next_year}|U)(?![ ]Y)"
    counted = rf"[DK][ ]U(?:[ ]G)?|(?:P[ o])?{next_year}|P[o ]U(?![ ][TY])|{told}"
    weekday_day = r"W[(]D" if month_first else r"W(?:[ ]T)?[( ,p]D(?![-.# o][MD])"
    others = "" if month_first else "W[ ]T|TpD(?![-.# ob][MD])|"
    plain = rf"(?:T[ ])?{weekday_day}|{others}T[ ]W|W|R|B"
    span = rf"{date}-{date}|F[ ]{date}#{date}|F[ ]D#D[ .o]M(?:[ ,o]Y)?"
    return re.compile(rf"(?P<clock>C(?:[(/r,]C){{0,4}}[ ,op\-])?(?P<date>{span}|{counted}|{date}|{plain})")


def find_spaced(text: str, folded: str, words: Words, most: int) -> list[DateMention]:
    """The first dates of a text, about so many, in order; ``folded`` by :func:`aggregator.facts.words.folding.fold`."""
    source = Source(text, folded, words)
    atoms = lex(source)
    signs = [_of_month(folded, a, b, words) or _sign(folded, a, b, words) for a, b in pairwise(atoms)]
    kinds = "".join(atom.kind + sign for atom, sign in zip(atoms, [*signs, "x"], strict=bool(atoms)))
    grammar, days = _grammar(words.month_first), _DAYS[words.month_first]
    found: list[DateMention] = []
    at = 0
    while at < len(atoms) and len(found) < most:
        if listed := days.match(kinds, 2 * at):
            parts = atoms[at : listed.end() // 2 + 1]
            if several := _several(source, parts, listed[0]):
                found += several
                at += len(parts)
                continue
        match = grammar.match(kinds, 2 * at)
        built = _build(source, atoms, kinds, match) if match else None
        if built:
            mention, at = built
            found.append(mention)
        else:
            at += 1
    return found


def _several(source: Source, parts: Sequence[Atom], shape: str) -> list[DateMention]:
    """«July 4 and 5», «los días 4, 5 y 6 de julio»: a mention each; none where the last number counts something."""
    folded, words = source.folded, source.words
    days = [part for part in parts if part.kind == "D"]
    month = next(part for part in parts if part.kind == "M")
    year = next((part.number for part in parts if part.kind == "Y"), None)
    if month.short or any(day.number > days_in(year or 2024, month.number) for day in days):
        return []
    if shape[-1] == "D" and (follows := NEXT_WORD.match(folded, parts[-1].end)):
        word = f" {follows[1]} "
        if word not in words.glue and not any(lead == word[1:] for lead in words.leads["M"]):
            return []
    if shape[0] == "M":
        ends = [
            (month.start, days[0].end),
            *((day.start, day.end) for day in days[1:-1]),
            (days[-1].start, parts[-1].end),
        ]
    else:
        ends = [*((day.start, day.end) for day in days[:-1]), (days[-1].start, parts[-1].end)]
    return [
        DateMention(start=start, end=end, day=day.number, month=month.number, year=year)
        for day, (start, end) in zip(days, ends, strict=True)
    ]


def _sign(folded: str, this: Atom, following: Atom, words: Words) -> str:
    """The sign for what stands between two atoms; before a clock without the bracket that a day closes («(13), às
    21h»).
    """
    closed = following.kind == "C" and folded.startswith(")", this.end) and "(" in folded[this.start - 2 : this.start]
    sign = _glue(folded, this.end + closed, following.start, words)
    ordinal = (this.kind, following.kind, sign) == ("M", "D", "p") and folded[following.end - 1].isalpha()
    return " " if ordinal else sign  # «August the 10th»


def _glue(folded: str, end: int, start: int, words: Words) -> str:
    return words.glue.get(folded[end:start], "x") if start - end <= MAX_GLUE else "x"


def _of_month(folded: str, day: Atom, this: Atom, words: Words) -> str:
    """The sign for «of» between a day and a word for this or the next month, where a dot is before it («am 7. des
    nächsten Monats») or the word itself holds it («dia 24 deste mês», «am 24. dieses Monats»); else nothing.
    """
    if (day.kind, this.kind) != ("D", "T") or this.start - day.end > MAX_GLUE:
        return ""
    said = folded[day.end : this.start].lstrip(". ") or f"{folded[this.start : this.end]} "
    return "o" if words.glue.get(f" {said}") == "o" else ""


def _build(source: Source, atoms: Sequence[Atom], kinds: str, match: re.Match[str]) -> tuple[DateMention, int] | None:
    """The mention that a match says and the atom after it; None where it is no date in this place."""
    folded, words = source.folded, source.words
    first, last = match.start("date") // 2, (match.end("date") - 1) // 2
    parts = atoms[first : last + 1]
    if not is_date(source, parts, kinds[match.start("date") : match.end("date")]):
        return None
    fields = _said(folded, words, parts, kinds[match.start("date") : match.end("date")])
    if fields is None:
        return None
    after = last + 1
    if match["clock"]:
        before = atoms[match.start() // 2]
        fields |= {"start": before.start, "time": clock_from(before).time, "timezone": before.timezone}
    elif after < len(atoms) and atoms[after].kind == "C" and kinds[2 * after - 1] in " ,p(-":
        clock, after = with_conversions(clock_from(atoms[after]), folded, words, atoms, after + 1)
        end = _closed(folded, fields["end"], clock.end)
        fields |= {"end": end, "time": clock.time, "timezone": clock.timezone}
    return DateMention(**fields), after


def _closed(folded: str, start: int, end: int) -> int:
    """The end with the bracket that was opened since ``start``."""
    opened = folded.count("(", start, end) > folded.count(")", start, end)
    return end + 1 if opened and folded[end : end + 1] == ")" else end


def _said(folded: str, words: Words, parts: Sequence[Atom], shape: str) -> dict[str, Any] | None:
    """The fields of the mention that the parts are, an interval's end apart."""
    parts = [p for p in parts if p.kind != "F"]
    start, end = parts[0].start, _closed(folded, parts[0].start, parts[-1].end)
    cut = _cut(shape, len(parts), 2 if shape[0] == "F" else 0)
    if cut is None:
        fields = _fields(folded, words, parts)
        return {"start": start, "end": end, **fields} if fields else None
    left, right = _fields(folded, words, parts[:cut]), _fields(folded, words, parts[cut:])
    if not left or not right:
        return None
    _share(left, right)
    if not (_possible(left) and _possible(right)):
        return None
    until = DateMention(start=parts[cut].start, end=parts[-1].end, **right)
    return {"start": start, "end": end, **left, "until": until}


def _cut(shape: str, count: int, skipped: int) -> int | None:
    """Where the second half of an interval begins; the hyphen of «mid-July» is none."""
    for n in range(1, count):
        sign, before = shape[skipped + 2 * n - 1], shape[skipped + 2 * n - 2]
        if sign in "-b#" and before != "P":
            return n
    return None


def _share(left: dict[str, Any], right: dict[str, Any]) -> None:
    """What one side of an interval says for both: July 4-6, 4. bis 6. Juli, July to August last year."""
    if left.get("day") and left.get("month") is None:
        left["month"] = right.get("month")
    if right.get("day") and right.get("month") is None:
        right["month"] = left.get("month")
    for key in ("relative", "toward"):
        if right.get(key) and not left.get(key) and not left.get("year"):
            left[key] = right[key]
        elif key == "relative" and left.get(key) and not right.get("year") and not right.get(key):
            right[key] = left[key]
    years, crossing = (left.get("year"), right.get("year")), (left.get("month") or 0) > (right.get("month") or 12)
    told = left.get("relative") or left.get("toward") is not None  # «from this fall to January 2022»
    if years[1] and not years[0] and not told and len(left) > 0:
        left["year"] = years[1] - crossing
    elif years[0] and not years[1] and not right.get("relative"):
        right["year"] = years[0] + crossing
    left["bare_year"] = left.get("bare_year", False) and right.get("bare_year", False)


def _possible(fields: dict[str, Any]) -> bool:
    day, month = fields.get("day"), fields.get("month")
    return not (day and month) or day <= days_in(fields.get("year") or 2024, month)


def _fields(folded: str, words: Words, parts: Sequence[Atom]) -> dict[str, Any] | None:
    """The fields of a mention, from its parts; None where they can't be."""
    fields: dict[str, Any] = {}
    by_kind = {part.kind: part for part in parts}
    for part in parts:
        if part.day:
            fields |= {"year": part.day[0], "month": part.day[1], "day": part.day[2]}
        elif part.kind in _FIELDS:
            name, meaning = _FIELDS[part.kind]
            fields[name] = meaning(part.number)
    if "M" in by_kind and "half" in fields:
        fields["part"] = _PARTS[2 * (fields.pop("half") - 1)]
    if "U" in by_kind and "Y" not in by_kind and not _count(folded, words, parts, by_kind, fields):
        return None
    if set(by_kind) <= {"Y", "U"}:
        fields["bare_year"] = True
    return fields if _possible(fields) else None


def _count(folded: str, words: Words, parts: Sequence[Atom], by_kind: dict[str, Atom], fields: dict[str, Any]) -> bool:
    """Next year, the end of the year, in two weeks, hace dos semanas. False for what only looks like it."""
    unit = UNITS[by_kind["U"].number]
    number = by_kind.get("K") or (by_kind.get("D") if "T" not in by_kind else None)
    if number is None:
        toward = by_kind["T"].number if "T" in by_kind else 0
        word = folded[by_kind["U"].start : by_kind["U"].end]
        if unit == "day" or word in words.plurals or (unit == "week" and "P" in by_kind):
            return False
        fields["relative"] = Shift(unit, toward)
        fields.pop("toward", None)
        if unit == "month" and "T" in by_kind and folded[by_kind["T"].start : by_kind["T"].end] in _FOLLOWING:
            fields["anaphoric"] = Shift(unit, toward)
        return True
    begin = parts[0].start
    if number.kind == "K" and number.number > MOST_COUNTED and unit in ("month", "year"):
        return False  # «doce años atrás» is of a story
    if "G" in by_kind or led(folded, begin, words.leads["past"]):
        offset = -max(1, number.number)
    elif number.number and led(folded, begin, words.leads["future"]):
        if unit == "year" and number.number > FAR_YEARS:
            return False  # «the first film in ten years»
        offset = number.number
    else:
        return False
    fields.pop("day", None)
    fields["relative"] = Shift(unit, offset)
    return True
