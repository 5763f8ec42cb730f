"""Days without their month, behind a date that names it: «le 3 mars … et le 9», «il 3 ottobre, mentre l'11 sarà …».

Also days in numbers alone, which only a list makes dates.

Holds true that such a day stands behind an article and before a mark or a word that goes on, comes after the day of the
last date, and is of the same month. Known exceptions: places in a ranking («le 2, en recul»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aggregator.base.edtf import days_in
from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.dates.words import Words

MAX_BEHIND = 220
"""Characters between a day without its month and the date that names it."""
OWN = 40
"""Characters between a number and its own date."""
_OWN = re.compile(r"(?: (?!(?:e|y|et|ed|mentre|mientras|tandis|enquanto)\b)[^\s,;.:()]+)+ ?")
"""What stands between them: no mark, and no word that joins another date."""
_SLASHED = re.compile(r"(?m)(?:^(?:[•*·-] ?)?|\()(?P<date>(?P<day>\d{1,2})/(?P<month>\d{1,2}))(?=\)| ?[–—:|-] ?\D)")
"""A day in numbers at the beginning of a line, or alone in brackets."""


def with_lone_days(folded: str, mentions: Sequence[DateMention], words: Words) -> list[DateMention]:
    """Mentions with the days that have no month of their own, as days of the month that was named before."""
    found: list[DateMention] = []
    for at, mention in enumerate(mentions):
        found.append(mention)
        limit = mentions[at + 1].start if at + 1 < len(mentions) else len(folded)
        days = _behind(folded, mention, min(limit, mention.end + MAX_BEHIND), words)
        if (
            days
            and at + 1 < len(mentions)
            and 0 <= limit - days[-1].end < OWN
            and _OWN.fullmatch(folded, days[-1].end, limit)
        ):
            days.pop()  # «il 10 arriverà a giugno» is the tenth
        found += days
    return found


def with_slashed_days(folded: str, mentions: Sequence[DateMention], words: Words) -> list[DateMention]:
    """Mentions with the days in numbers of a list («1/9 – …», «… (8/2)»), where several are written so, of months that
    the text names: marks out of ten look the same.
    """
    named = {mention.month for mention in mentions}
    if words.month_first or not named:
        return [*mentions]
    taken = {mention.start for mention in mentions}
    found = [
        DateMention(start=match.start("date"), end=match.end("date"), month=int(match["month"]), day=int(match["day"]))
        for match in _SLASHED.finditer(folded)
        if match.start("date") not in taken and int(match["month"]) in named
    ]
    found = [m for m in found if 0 < (m.day or 0) <= days_in(2024, m.month or 1)]
    return sorted([*mentions, *found], key=lambda m: m.start) if len(found) > 1 else [*mentions]


def _behind(folded: str, mention: DateMention, limit: int, words: Words) -> list[DateMention]:
    """The days behind a date, before a place, that are of its month."""
    if mention.month is None or mention.relative or mention.anaphoric or mention.weekday is not None:
        return []
    last, found = mention.until or mention, []
    for match in words.lone_day.finditer(folded, mention.end, limit):
        listed = folded[match.start() - 1] == "("
        day, line = int(match["day"]), last.day is None or folded.find("\n", last.end, match.start()) < 0
        if (line or listed) and (last.day or 0) < day <= days_in(last.year or 2024, last.month or 1):
            last = replace(mention, start=match.start("day"), end=match.end("number"), day=day, until=None, part=None)
            last = replace(last, time=None, timezone=None, effective=None, month=(mention.until or mention).month)
            found.append(last)
    return found
