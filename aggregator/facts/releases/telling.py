"""Whether a sentence begins with the day on which somebody told what it tells.

What it holds true: a day that has come and opens a sentence is that of its first verb, which tells, where another date
follows it. Known exception: what was shown and told of in one sentence.
"""

from __future__ import annotations

import re

from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.published import Published
from aggregator.facts.releases.triggers import Trigger
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.sentences.small_words import FOR

LABEL = 3
"""Characters between the words of a label and what it heads."""
LAST_WORD = 24
"""Characters of a sentence's end in which its verb stands."""
_TOWNS = re.compile("[NSo](?:[.,]{1,2}[NSo]){0,2}[.,]{0,2}|[NSo](?:,[NSo])?-")
"""What stands before the day of a report …"""
_DASH = re.compile("P?,?[-:]|/N/")
"""… and behind it."""


def is_of_verb(text: str, clause: Clause, words: list[Trigger], published: Published | None) -> bool:
    """Whether a day is that of the verb of telling, before or right behind it."""
    return _opens_telling(text, clause, words, published) or _told_first(text, clause, published)


def _opens_telling(text: str, clause: Clause, words: list[Trigger], published: Published | None) -> bool:
    """Whether a day that has come opens a sentence whose first verb tells: «On Monday, May 6, the site that X has for
    the anime of T told that it will air in June».
    """
    if (
        published is None
        or clause.mention.day is None
        or published.is_before(clause.mention)
        or not re.fullmatch("[of]{0,2}", clause.before)
    ):
        return False
    verbs = [t for t in words if t.start >= clause.chunk.end and (t.table == "events" or t.value == "told")]
    first = verbs[0] if verbs else None
    if text.startswith("、", clause.chunk.end) and verbs:  # a Japanese sentence's own verb is its last
        last = max(verbs, key=lambda word: word.end)
        return last.value == "told" and any(clause.chunk.end <= c.start < last.start for c in _days(clause))
    dated = any(c.code == "D" and first is not None and c.start > first.end for c in clause.sentence.chunks)
    return first is not None and first.value == "told" and dated


def _days(clause: Clause) -> list[Chunk]:
    """The dates of a clause's sentence."""
    return [chunk for chunk in clause.sentence.chunks if chunk.code == "D"]


def lies_ahead(clause: Clause) -> bool:
    """Whether words say that a date is still to come, as no day of telling is: «next month», «tomorrow», or, where
    nobody tells anything, «will stream later this month».
    """
    mention = clause.mention
    offset = mention.relative.offset if mention.relative is not None else None
    if mention.toward == "future" or offset == 1:
        return True
    told = "U" in clause.sentence.codes or offset is None or offset < 0
    return not told and bool(clause.words("future"))


def is_dateline(clause: Clause) -> bool:
    """Whether a day stands behind the towns that open a report, and a dash or agency follows («San Francisco, CA,
    October 13, 2027 –», «Tokyo, Oct. 16 (Some Press)--»).
    """
    return (
        clause.mention.day is not None
        and _TOWNS.fullmatch(clause.before) is not None
        and _DASH.match(clause.after) is not None
    )


def is_labelled(clause: Clause) -> bool:
    """Whether a colon before the date heads it as the day of a first showing («Data de estreia: 9 de janeiro»)."""
    shown = (t for t in clause.events if t.value == "premiere" and t.table == "events")
    return clause.before.endswith(":") and any(0 < clause.chunk.start - t.end <= LABEL for t in shown)


def stands_alone(clause: Clause, between: set[str]) -> bool:
    """Whether a date stands apart from what follows it («3日、…», «10月に東京で…»); one without its day does so
    before a comma only, if what stands ``between`` it and the word of telling shows or sells something.
    """
    vague = clause.mention.day is None and clause.mention.relative is None
    shown = not between.isdisjoint(("premiere", "theatrical", "publication"))
    return (
        re.match(r"P?(?:,|m,|iw?,)" if vague and shown else r"P?(?:,|m,|iw?,|iw?N?(?:t|d))", clause.after) is not None
    )


def told_by(text: str, clause: Clause) -> bool:
    """Whether a day stands behind the verb of telling, or behind who told it («was told by X on Monday»), and is not
    what it is for («by X for May»); a day that is gone («yesterday») stands anywhere behind the verb.
    """
    ago = clause.mention.relative
    if ago is not None and ago.unit == "day" and ago.offset < 0 and "U" in clause.before and not clause.events:
        return True
    if "U" not in clause.before:
        return False
    if re.search("U[ofB]?$", clause.before):
        return not is_dated_for(text, clause)
    if re.search("UB[KNS]P?[fJ]$", clause.before) is None:
        return False
    return not is_for(text, clause)


def is_for(text: str, clause: Clause) -> bool:
    """Whether a small word right before a date says that something is for it («planned for May»)."""
    last = re.search("[foI](?:o|of)?$", clause.before)  # «para o dia 5 de abril», «para o mês de abril»
    small = clause.sentence.chunks[clause.index - len(last[0])] if last else None
    return small is not None and text[small.start : small.end].lower() in FOR


def is_dated_for(text: str, clause: Clause) -> bool:
    """Whether the verb of telling itself gives the date: «was announced for May»."""
    return is_for(text, clause) and bool(clause.words("dated"))


def _told_first(text: str, clause: Clause, published: Published | None) -> bool:
    """Whether a day that has come stands right behind the verb of telling, before what it tells: «revealed on January
    8 that», «confirmou no dia 8 de janeiro a estreia para abril».
    """
    counted = clause.mention.relative is not None and clause.mention.relative.unit in ("day", "week")
    if not (clause.mention.day or counted) or published is None or published.is_before(clause.mention):
        return False
    if re.search("U[ofB]{0,2}$", clause.before) is None or is_for(text, clause):
        return False
    return clause.after.startswith("q") or re.match("o?f?[oYTf]{1,6}D", clause.after) is not None


def is_said(clause: Clause) -> bool:
    """Whether a quotation follows, and a word of telling ends the sentence («18일 “…”며 발표했다»)."""
    told = [t for t in clause.triggers if t.value == "told"]
    return "Q" in clause.after and bool(told) and told[-1].end >= clause.sentence.end - LAST_WORD


def ends_relative(clause: Clause) -> bool:
    """Whether a date ends a clause of its own that says what comes out: «the series, which airs this year,
    revealed».
    """
    if "q" not in clause.before or not clause.after.startswith((",U", ",IU", ",oU")):
        return False
    between = re.search("q[^,.;:qDU]{1,6}$", clause.before)
    if between is None:
        return False
    first = clause.sentence.chunks[clause.index - len(between[0])].start
    return any(first <= t.start < clause.chunk.start for t in clause.events)
