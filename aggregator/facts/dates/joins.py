"""What two mentions beside each other say together, and where a mention stands."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from aggregator.base.edtf import days_in
from aggregator.facts.dates.mentions import DateMention, Toward

MAX_BETWEEN = 30
_QUOTED = re.compile(
    "|".join(f"{a}[^{b}\n]{{0,120}}{b}" for a, b in ("『』", "「」", "《》", "〈〉", "“”", "«»", "„“", "»«", "‘’"))
)


def join_effective(
    folded: str, mentions: Sequence[DateMention], words: Sequence[str], silent: Container[str]
) -> list[DateMention]:
    """Mentions with the plain-clock equivalent of a late-night time taken into the mention that it explains.

    «October 6 at 24:15 (effectively, October 7 at 12:15 a.m.)» is one mention of October 6. A time after midnight that
    is told to be effectively of the next day is on the late-night clock: «October 4 at 12:30 a.m. (effectively October
    5)» is October 4 at 24:30. «Early next year, that is, on January 14» is that day. What is in brackets is taken
    where words say so or where it is the day after. ``words`` are those that say so; ``silent`` is what may stand
    before a date, with its spaces.
    """
    joined: list[DateMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last and last.until is None and 0 < mention.start - last.end <= MAX_BETWEEN:
            between = folded[last.end : mention.start].strip()
            bracket = between.startswith(("(", "["))
            if _refines(last, mention) and _explains(between, False, words, silent):
                joined[-1] = _refined(last, mention)
                continue
            if _explains(between, bracket, words, silent) and _is_equivalent(last, mention):
                end = mention.end + (bracket and folded[mention.end : mention.end + 1] in (")", "]"))
                joined[-1] = _equal(last, mention, end)
                continue
        joined.append(mention)
    return joined


def join_named(folded: str, mentions: Sequence[DateMention], silent: Container[str]) -> list[DateMention]:
    """«the next month of October» (el próximo mes de octubre) as one mention of the month that is named, and «next
    year, on January 3» as one of that day.
    """
    joined: list[DateMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last and last.relative and last.relative.unit == "month" and last.month is None and last.day is None:
            named = mention.month is not None and mention.day is None and mention.year is None
            if named and folded[last.end : mention.start] in silent:
                offset = last.relative.offset
                toward: Toward = "past" if offset < 0 else "future" if offset > 0 else "present"
                joined[-1] = replace(mention, start=last.start, toward=toward)
                continue
        plain = mention.month is not None and (mention.year, mention.relative, mention.until) == (None, None, None)
        if last and plain and _is_year_to_come(last) and folded[last.end : mention.start] in silent:
            joined[-1] = replace(mention, start=last.start, relative=last.relative)
            continue
        joined.append(mention)
    return joined


def _is_year_to_come(mention: DateMention) -> bool:
    """«next year», which a day or month behind it makes exact (nächstes Jahr am 3. Januar)."""
    alone = (mention.month, mention.season, mention.quarter, mention.half, mention.until) == (None,) * 5
    return alone and mention.relative is not None and mention.relative.unit == "year"


def join_ranges(folded: str, mentions: Sequence[DateMention], glue: Mapping[str, str]) -> list[DateMention]:
    """«da giovedì 18 a domenica 21 novembre» as one interval: a day without its month, up to one that has it."""
    joined: list[DateMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last is not None and _opens_range(last, mention) and glue.get(folded[last.end : mention.start]) == "-":
            until = replace(mention)
            joined[-1] = replace(last, end=mention.end, month=mention.month, year=mention.year, until=until)
            continue
        joined.append(mention)
    return joined


def _opens_range(first: DateMention, last: DateMention) -> bool:
    """Whether a day without a month may be of the month of a later day."""
    if first.day is None or first.month is not None or first.until is not None or first.time or first.relative:
        return False
    return last.day is not None and last.month is not None and last.until is None and first.day < last.day


def _explains(between: str, bracket: bool, words: Sequence[str], silent: Container[str]) -> bool:
    """Whether what stands between two dates says that they are the same moment: «(o sea, el»."""
    said = between.lstrip("([,=–— ").rstrip(":, ")
    word = next((w for w in words if said.startswith(w)), "")
    rest = said[len(word) :].strip(",: ")
    return bool(word or bracket) and (not rest or f" {rest} " in silent or f" {rest}" in silent)


def _is_equivalent(stated: DateMention, plain: DateMention) -> bool:
    """Whether the second is the day after the first (or the same day in another zone)."""
    if (
        plain.until
        or plain.day is None
        or stated.day is None
        or (
            plain.month not in (stated.month, None)
            and not (plain.day == 1 and plain.month == (stated.month or 0) % 12 + 1)
        )
    ):
        return False
    if plain.timezone and stated.timezone and plain.timezone != stated.timezone and plain.time:
        return True
    if stated.time is None or not (stated.time >= "23:00" or stated.time < "06:00"):
        return False
    last_day = days_in(stated.year or 2023, stated.month) if stated.month else 31
    return plain.day == stated.day + 1 or (plain.day == 1 and stated.day >= min(last_day, 28))


def _refines(stated: DateMention, plain: DateMention) -> bool:
    """Whether the second is a day of what the first names: «at the beginning of next year, that is, on January 14»."""
    whole = (stated.day, stated.until, stated.weekday, stated.anaphoric) == (None,) * 4 and stated.time is None
    days = stated.relative is not None and stated.relative.unit in ("day", "week")
    if not whole or days or plain.day is None or plain.month is None or plain.relative is not None:
        return False
    return stated.month in (plain.month, None) and stated.year in (plain.year, None if plain.year else stated.year)


def _refined(stated: DateMention, plain: DateMention) -> DateMention:
    """The day, with the year that only the words before it tell."""
    if plain.year is not None:
        return replace(plain, start=stated.start)
    yearly = stated.relative is not None and stated.relative.unit == "year"
    toward = plain.toward or stated.toward
    return replace(
        plain, start=stated.start, year=stated.year, relative=stated.relative if yearly else None, toward=toward
    )


def _equal(stated: DateMention, plain: DateMention, end: int) -> DateMention:
    if stated.timezone and plain.timezone and stated.timezone != plain.timezone:
        return replace(stated, end=end)
    time = stated.time or ""
    if time < "06:00":
        time = f"{int(time[:2]) + 24:02d}{time[2:]}"
    return replace(stated, end=end, time=time, effective=plain)


def mark_quotes(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Mentions with ``in_quotes`` set where they stand between a quotation mark and its partner."""
    if not mentions:
        return mentions
    spans = [match.span() for match in _QUOTED.finditer(text)]
    at = 0
    for number, mention in enumerate(mentions):
        while at < len(spans) and spans[at][1] <= mention.start:
            at += 1
        if at < len(spans) and spans[at][0] < mention.start and mention.end < spans[at][1]:
            mentions[number] = replace(mention, in_quotes=True)
    return mentions
