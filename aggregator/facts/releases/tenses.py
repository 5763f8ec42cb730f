"""Whether a date is told as past or as coming."""

from __future__ import annotations

import re
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.dates.calendar import Direction
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.triggers import Trigger

PLACES = frozenset({"theatrical", "home_video"})
"""What names where it comes out rather than that it does: «bowed in cinemas on»."""

PRESENT = shared_words("releases", "present")
"""Verbs in the present that say that something comes out."""
NOUN_BEFORE = shared_words("releases", "noun_before")
"""Small words behind which such a word is a noun."""
SMALL = 10
"""Characters in which such a small word stands."""
_FROM_THEN = re.compile(rf"\b(?:{'|'.join(sorted(shared_words('releases', 'from_then')))})\s*$", re.IGNORECASE)
"""What stands before a day from which on something is to be seen."""
_OPENS = re.compile("(?:o?[TYQ]{1,2}P?,?)?(?:[fJ]?o?){1,3}f?")
"""The same without a verb: the sentence opens with where, or with the work."""
_RELATED = re.compile(",[qU]")
OF_MOVE = 16
"""Characters between a verb in the past and what is put off."""
BESIDE = 6
"""Characters between a participle and the date that it tells of."""


def is_past(clause: Clause) -> bool:
    """Whether the word that tells the release is in the past tense: the nearest one that has a tense."""
    if _is_apposed(clause):
        return True
    moved = {t.start for t in clause.words("delayed", "cancelled")}
    of_move = {t.end for t in clause.words("delayed", "cancelled")}  # «延期|された»
    moves = [t.start for t in clause.words("delayed") if 0 <= clause.chunk.start - t.end <= BESIDE]  # «foi adiada para»
    tensed = [
        t
        for t in _tensed(clause, "past", "future")
        if moved.isdisjoint(range(t.end, t.end + 2)) and t.start not in of_move
        if not any(0 <= start - t.end <= OF_MOVE for start in moves)
    ]
    closest = min(tensed, key=lambda t: (clause.distance(t), t.value == "past"), default=None)
    if closest is None or closest.value == "future":
        return False
    nouns = {t.start for t in clause.words("part")}  # «ha pubblicato il volume il 4 gennaio»
    verbs = [
        t
        for t in clause.mine
        if t.start not in nouns
        if t.table == "events" and not any(p.start <= t.start < p.end for p in tensed)
        if t.value not in PLACES or not closest.end <= t.start < clause.chunk.start or _is_related(clause, closest, t)
        if not (closest.end <= clause.chunk.start and _is_parted(clause, t))
    ]
    return all(clause.distance(closest) <= clause.distance(t) + 8 for t in verbs)


def _tensed(clause: Clause, *tenses: str) -> list[Trigger]:
    """The words of a clause that have a tense, without participles of what will be («sera montré», «será exibido»)."""
    coming = {t.end + 1 for t in clause.words("future")} & {t.start for t in clause.events}
    return [t for t in clause.words(*tenses) if t.value != "past" or t.start not in coming]


def _is_apposed(clause: Clause) -> bool:
    """Whether a participle and the date stand between commas: «the series, sortie en mars, will have a sequel»."""
    done = any(0 <= clause.chunk.start - t.end <= BESIDE for t in clause.words("done"))
    return done and clause.before.endswith(",o") and clause.after[:1] == ","


def _is_parted(clause: Clause, event: Trigger) -> bool:
    """Whether a comma right behind the date parts it from a word: «which bowed on April 12, is on its way»."""
    return clause.after[:1] == "," and event.start >= clause.chunk.end


def _is_related(clause: Clause, tensed: Trigger, event: Trigger) -> bool:
    """Whether a comma and a small word begin a clause between the two: «has shown a poster, which hits cinemas on»."""
    codes = "".join(c.code for c in clause.held if tensed.end <= c.start < event.start)
    return _RELATED.search(codes) is not None


def is_present(text: str, clause: Clause) -> bool:
    """Whether a verb in the present tells the release, and nothing says that it was: «opens on August 28»."""
    if clause.words("past", "done"):
        return False
    told = (t for t in clause.events if PRESENT.intersection(text[t.start : t.end].lower().split()[:1]))
    return any(not _has_article(text, t.start) for t in told)


def _has_article(text: str, start: int) -> bool:
    """Whether an article or small word stands before a word, so that it is a noun («a estreia»)."""
    before = text[max(0, start - SMALL) : start].lower().split()
    return bool(before) and before[-1] in NOUN_BEFORE


def direction(text: str, clause: Clause, *, past: bool, replaced: bool) -> Direction | None:
    """Where a date without its year lies: a month or season that is told as coming is not the last one, nor is a day
    from which on something is to be seen.
    """
    if past:
        return "past"
    said = clause.mention
    from_then = _OPENS.fullmatch(clause.before) is not None
    from_then = from_then and _FROM_THEN.search(text, clause.sentence.start, clause.chunk.start) is not None
    if said.day is not None and from_then and not replaced and not clause.words("past", "done"):
        return "future"
    if said.day is not None and not replaced and clause.words("future", "delayed") and not clause.words("linked"):
        return "future"
    vague = said.day is None and (said.month or said.season or said.weekday) is not None
    tensed = [t for t in _tensed(clause, "past", "delayed", "cancelled", "linked") if not _is_told_apart(clause, t)]
    told = bool(clause.events) and not tensed
    told = told or any(t.end <= clause.chunk.start and clause.distance(t) <= BESIDE for t in clause.words("delayed"))
    told = told and not _is_done(clause)
    return "future" if vague and told and not replaced else None


def _is_told_apart(clause: Clause, word: Trigger) -> bool:
    """Whether what was told, with a verb of its own, stands between a word and the date: «they published a picture and
    announced that it opens in summer».
    """
    if word.value != "past" or word.end > clause.chunk.start:
        return False
    chunks = [c for c in clause.held if word.end <= c.start < clause.chunk.start]
    told = next((that.end for verb, that in pairwise(chunks) if verb.code == "U" and that.code == "q"), None)
    past = [t.start for t in clause.words("past")]
    return told is not None and any(told <= t.start < clause.chunk.start and t.start not in past for t in clause.events)


def _is_done(clause: Clause) -> bool:
    """Whether a participle that says nothing of the future tells the date («volume 9, lançado em abril»)."""
    done = [t for t in clause.words("done") if 0 <= clause.chunk.start - t.end <= BESIDE]
    return bool(done) and not clause.words("future", "dated", "wait")
