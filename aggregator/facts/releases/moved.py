"""Dates that no longer hold beside those that do: «from June 5 to July 3», «originally June 5».

What it holds true: a word for what was planned means the date that stands nearest, and what is moved «from … to …» has
two dates, the old one first. Known exception: a row of dates of which several are moved.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace

from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.triggers import Trigger

_JOINING = re.compile(r"(?:\s*[-–—~〜～]|\s+[^\W\d]{1,4}|から)\s*$")
"""What stands between the two dates of an interval."""
_VERB_ENDS = frozenset("がたい")
"""What Japanese words end in that say what no longer holds, and are verbs."""


def split_moved(text: str, row: list[Clause]) -> list[Clause]:
    """What is moved «from June 5 to July 3» is no interval: two dates, the old one and the new one."""
    parted: list[Clause] = []
    for clause in row:
        until = clause.mention.until
        if until is None or not any(t.value == "delayed" for t in clause.triggers):
            parted.append(clause)
            continue
        start = clause.chunk.start
        end = start + len(_JOINING.sub("", text[start : until.start]))
        year = until.year if clause.mention.toward is None else None  # «from this fall to January 2022»
        old = replace(clause.mention, until=None, year=clause.mention.year or year, end=end)
        new = until if until.month or until.season else replace(until, month=old.month)
        for mention, first, last in ((old, start, end), (new, until.start, clause.chunk.end)):
            chunk = copy(clause.chunk)
            chunk.start, chunk.end, chunk.known = first, last, mention
            parted.append(replace(clause, chunk=chunk, mention=mention, moved=True))
    return parted


def is_replaced(text: str, clause: Clause, row: list[Clause]) -> bool:
    """Whether a word says that the date no longer holds («originally», «instead of June 5»): this one, of several."""
    return any(clause is _meant(text, word, row) for word in clause.words("replaced"))


def _meant(text: str, word: Trigger, row: list[Clause]) -> Clause:
    """The date that a word is about: the nearest; in Japanese the last before a verb («6月の予定だったが、8月に»)."""
    before = [other for other in row if other.chunk.start < word.start]
    verbal = text[word.end - 1] in _VERB_ENDS
    return before[-1] if before and verbal else min(row, key=lambda o: (o.distance(word), o.chunk.start < word.start))
