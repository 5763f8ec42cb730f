"""What else a date is of, by where the word for it stands: a trailer, an event, a disc of music.

What it holds true: what stands before a verb and its date, right behind them, or between a verb and its last part is
what the verb speaks of; so is a picture that opens a sentence whose verb ends it («Der Trailer zu X wird am 5. April
veröffentlicht»).
"""

from __future__ import annotations

import re

from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.issues import ISSUE_NAME
from aggregator.facts.releases.triggers import Trigger

NEAR_VERB = 12
"""Characters within which a word for a release decides against a word of telling."""
ITS, OF_ITS = 6, 12
"""Chunks between what happens and its verb, and where it first says of what it is («the website for X opened on»)."""
OBJECT = 15
"""Characters between a verb and what it speaks of."""
_APPOSED = re.compile(",[^,;D]{1,8},")
"""What stands between commas behind what happens, before its verb: «the tour, with X as a guest, begins on»."""
_BY = re.compile(",?B[NSK]P?,?")
_ADJUNCTS = re.compile(r"(?:[oP#,]|[fBJj]o?(?:[NSKTY]{1,2}(?:f[NSKTYo])?)?P?,?)*")
"""What says where and when something comes out, between the verb and what that is."""
_FIRST_VERB = re.compile("[fo]?(?:[oNYfB]{0,4}[NKS]|I?)?")
"""What stands before a verb of which nothing is the subject yet, or only a company: «Foi lançado», «A X lançou»."""
FAR_SUBJECT = 70
"""Characters between a date and what comes out then, where only adjuncts stand between."""
_OPENED = re.compile(r"(?:f?(?:Y?[TQ]|Y)P?)?[IoU][ofB]{0,2}$")
"""What stands between what opens a sentence and its date: of which work it is, and a helping verb."""
_ENDS = re.compile(r"[oU]{0,2}(?:[.;,&]|$)")


def is_of_else(text: str, clause: Clause, other: Trigger) -> bool:
    """Whether the verb of a date says by its place that something else comes out."""
    return (
        _is_its_own(text, clause, other)
        or _is_object(clause, other)
        or _is_beside_verb(text, clause, other)
        or _comes_last(clause, other)
        or _opens(text, clause, other)
    )


def _is_its_own(text: str, clause: Clause, other: Trigger) -> bool:
    """Whether nothing comes out but a picture, by a participle right behind it («na terça, em um teaser liberado»)."""
    told = (t.start - other.end >= 0 and not text[other.end : t.start].strip() for t in clause.events)
    return other.value == "pictures" and bool(clause.events) and all(told)


def _opens(text: str, clause: Clause, other: Trigger) -> bool:
    """Whether a picture is what a sentence begins with, whose verb stands at its end, behind the date."""
    if other.value != "pictures" or len(text[clause.sentence.start : other.start].split()) > 1:
        return False
    verb = next((t for t in clause.events if t.start >= clause.chunk.end), None)
    between = [c.code for c in clause.sentence.chunks if other.end <= c.start < clause.chunk.start]
    return verb is not None and all((_OPENED.match("".join(between)), _ENDS.match(clause.after)))


def is_subject(clause: Clause, other: Trigger) -> bool:
    """Whether something else is what the verb before the date speaks of: «the exhibition on “X” runs from May 3»."""
    events = [t for t in clause.events if not 0 <= other.start - t.end <= 1]  # not of «the coming CD, which arrives on»
    if not events or not other.end <= events[0].start < clause.chunk.start:
        return False
    before = [c.code for c in clause.chunks() if c.end <= other.start]
    between = [c.code for c in clause.sentence.chunks if other.end <= c.start < events[0].start]
    between = [] if _APPOSED.fullmatch("".join(between)) else between
    apposed = "," in before and between.count(",") == 1  # «X, a festival of Y, returns on»
    if between[-1:] == [","] and (apposed or (between[0] == "f" and between[-2] in "TQP")):  # «the concert of “X”, set»
        between.pop()
    reach = OF_ITS if between[:1] == ["f"] else ITS
    if "&" in between and set(between[between.index("&") + 1 :]) <= {"o"}:
        between = between[: between.index("&")]  # «filming is going on and will finish in May»
    return not set(before) & set("TQYU;") and len(between) <= reach and not set(between) & set(",;U&")


def _is_object(clause: Clause, other: Trigger) -> bool:
    """Whether something else is what comes out: «on May 20 it released the first trailer»."""
    verb = min(clause.events, key=clause.distance, default=None)
    if verb is None or verb.value == "finale" or not clause.chunk.end <= verb.start < verb.end <= other.start:
        return clause.is_done_last(other)
    between = [c for c in clause.sentence.chunks if verb.end <= c.start < other.start]
    begins = max([c.end for c in between if c.code in "NSK"], default=verb.end)  # who does it stands behind the verb
    return other.start - begins <= OBJECT and {c.code for c in between} <= set("o#NSK")


def _is_beside_verb(text: str, clause: Clause, other: Trigger) -> bool:
    """Whether something else stands right before the verb and the date: «…, and their single comes out on May 3»."""
    verb = next((t for t in clause.events if other.end <= t.start < clause.chunk.start), None)
    if verb is None or text[other.end : verb.start].strip():
        return False
    if clause.distance(verb) > NEAR_VERB and len(clause.events) > 1:
        return False
    before = [c.code for c in clause.sentence.chunks if c.end < other.start]
    return not before or before[-1] not in "fBAWj"


def _comes_last(clause: Clause, other: Trigger) -> bool:
    """Whether behind a verb and the date something else is what comes out: «Salió el viernes un nuevo tráiler», «X
    released on Friday a new trailer».
    """
    verb = next((t for t in reversed(clause.events) if t.end <= clause.chunk.start), None)
    if verb is None or clause.distance(verb) > NEAR_VERB or not clause.chunk.end <= other.start:
        return False
    chunks = clause.sentence.chunks
    between = "".join(c.code for c in chunks if clause.chunk.end <= c.start < other.start)
    far = other.start - clause.chunk.end
    if far <= 2 * ISSUE_NAME and _BY.sub("", between).strip("oP#") == "":
        return True
    if other.value != "pictures" or far > FAR_SUBJECT or verb.value in ("finale", "premiere"):
        return False
    if not _ADJUNCTS.fullmatch(between):
        return False
    before = "".join(c.code for c in chunks if c.end <= verb.start)
    told = any(c.code == "U" and c.start <= verb.start < c.end for c in chunks)
    return told or _FIRST_VERB.fullmatch(before) is not None
