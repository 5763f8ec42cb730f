"""Dates that no longer hold beside those that do: «from June 5 to July 3», «originally June 5».

What it holds true: a word for what was planned means the date right behind it, or the nearest, and what is moved
«from … to …» has two dates, the old one first. Known exception: a row of dates of which several are moved.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace

from aggregator.base.vocabulary import shared_words
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.triggers import Trigger
from aggregator.facts.sentences.chunks import Sentence

NOT, BUT = shared_words("releases", "not"), shared_words("releases", "but")
"""What denies a date, and what stands before the one that holds instead."""
ONLY = shared_words("releases", "only")
"""What says that both hold («nicht nur»)."""
NEAR, MOST = 24, 3
"""Characters and words within which these stand."""
_JOINING = re.compile(r"(?:\s*[-–—~〜～]|\s+[^\W\d]{1,4}|から)\s*$")
"""What stands between the two dates of an interval."""
_VERB_ENDS = frozenset("がたい")
"""What Japanese words end in that say what no longer holds, and are verbs."""
_PLANNED = re.compile("[,TQ]q?p?[oIfUC#]{1,4}D,[oIfUBhCH#]{1,5}$|^[oNUC]{1,2}[fBoC]{1,2}D,")
"""A date in an aside, up to the one to which something is put off; one that begins a sentence («Planned for May»)."""
NEAR_NEXT = 20
"""Characters between a word for a delay and the date to which something is put off."""
_SMALL = re.compile(r"\s(?:[^\W\d]{1,3}\s)?")
"""What may stand between a word for what no longer holds and the date that it is about."""
_TO = shared_words("releases", "moved_to")
"""What stands between two dates of which the second takes the first one's place, whatever the verb says."""
_TO_DATE = frozenset({"f", "o", "fo", "fof"})
"""Codes of what stands between them («para o dia», «to the month of»)."""
CLAUSE, MOVED = 60, 120
"""Characters within which a telling word makes a general one precise («will air in Japan from …»), and those where the
general one says that a date is moved.
"""


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
        alike = (clause.mention.day is None) == (until.day is None)
        shared = not alike and clause.mention.year == until.year  # «from January 12 to April 2026»
        told = None if shared else clause.mention.year
        year = until.year if clause.mention.toward is None and alike else None  # «from this fall to January 2022»
        old = replace(clause.mention, until=None, year=told or year, end=end)
        new = replace(until, month=old.month) if until.day and not until.month else until
        for mention, first, last in ((old, start, end), (new, until.start, clause.chunk.end)):
            chunk = copy(clause.chunk)
            chunk.start, chunk.end, chunk.known = first, last, mention
            parted.append(replace(clause, chunk=chunk, mention=mention, moved=True))
    return parted


def is_next(sentence: Sentence, row: list[Clause], at: int) -> bool:
    """Whether nothing but a small word stands between a date and the one before it: «from May 1 to May 8»."""
    return at > 0 and sentence.codes[row[at - 1].index + 1 : row[at].index] in _TO_DATE


def is_old(text: str, clause: Clause, row: list[Clause], at: int) -> bool:
    """Whether a delay is told, and this is the date that no longer holds: the only one, X of «from X to Y», or of
    «the premiere, planned for X, is put off to Y».
    """
    if len(row) == 1 and any(t.value == "indefinite" for t in clause.triggers):
        return True
    if at + 1 == len(row):
        return False
    if clause.moved:
        return row[at + 1].index == clause.index
    between = clause.sentence.codes[clause.index + 1 : row[at + 1].index]
    if _PLANNED.search(f"{clause.before}D{between}"):
        told = [t for t in clause.triggers if t.value == "delayed" and t.start >= clause.chunk.end]
        return any(row[at + 1].distance(t) <= NEAR_NEXT for t in told)
    if between == "d" and text.startswith("から", clause.sentence.chunks[clause.index + 1].start):
        return any(t.value == "delayed" for t in clause.triggers)
    to = text[clause.chunk.end : row[at + 1].chunk.start].strip().lower()
    moved = to in _TO or any(t.value == "delayed" for t in clause.triggers)
    moved = moved and clause.before[-1:] == "f"
    return between in _TO_DATE and (moved or clause.before.endswith("B"))


def is_replaced(text: str, clause: Clause, row: list[Clause]) -> bool:
    """Whether a word says that the date no longer holds («originally», «instead of June 5»): this one, of several."""
    if any(clause is _meant(text, word, row) for word in clause.words("replaced")):
        return True
    said = [t for t in clause.triggers if t.table == "words" and t.value == "replaced"]
    if any(_SMALL.fullmatch(text, t.end, clause.chunk.start) for t in said) and len(row) > 1:
        return True
    following = next((other for other in row if other.chunk.start > clause.chunk.start), None)
    return following is not None and _is_contrary(text, clause, following)


def _is_contrary(text: str, clause: Clause, following: Clause) -> bool:
    """Whether a date is denied right before it and another stands in its place («nicht am 5., sondern am 12. Mai»)."""
    before = text[max(0, clause.chunk.start - NEAR) : clause.chunk.start].lower().split()
    between = text[clause.chunk.end : min(following.chunk.start, clause.chunk.end + NEAR)].lower().split()
    denied = not NOT.isdisjoint(before[-MOST:]) and ONLY.isdisjoint(before[-MOST:])
    return denied and not BUT.isdisjoint(word.strip(",") for word in between[:MOST])


def _meant(text: str, word: Trigger, row: list[Clause]) -> Clause:
    """The date that a word is about: the nearest; in Japanese the last before a verb («6月の予定だったが、8月に»)."""
    before = [other for other in row if other.chunk.start < word.start]
    verbal = text[word.end - 1] in _VERB_ENDS
    if before and verbal:
        return before[-1]
    after = next((other for other in row if other.chunk.start > word.start), None)
    if after is not None and _SMALL.fullmatch(text, word.end, after.chunk.start):  # «invece che il 24 giugno»
        return after
    return min(row, key=lambda o: (o.distance(word), o.chunk.start < word.start))


def general_reach(clause: Clause, general: Trigger) -> int:
    """Characters within which a telling word makes a general one precise; what is moved may be told long before."""
    return MOVED if any(t.start == general.start for t in clause.words("delayed")) else CLAUSE
