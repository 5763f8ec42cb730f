"""Whether what comes on a date is the last episode or chapter, with which a work ends, or one that is not the first.

What it holds true: the last episode begins the sentence («The last episode will air») or stands beside the verb («airs
its final episode»). Known exception: a sentence that tells of the last episode of another work.
"""

from __future__ import annotations

import re

from aggregator.facts.names.spans import Place
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.triggers import Trigger

ARTICLE = 6
"""Characters of an article between a verb and what it speaks of."""
EPISODE = re.compile(r"[eé]pis[oó]d|folgen?\b|puntat", re.IGNORECASE)
CHAPTER = re.compile(r"chap|cap[ií]tulo|capitolo|kapitel", re.IGNORECASE)
"""The same of what is printed."""
_BEGINS = re.compile(r"(?:^|[.!?:\n]\s*)(?:[^\W\d_]{1,3}[ '’])?$")
"""What stands before the first words of a sentence but for an article."""

BEHIND = 30
"""Characters behind a date within which an episode's number tells of what it is."""
_NUMBER = re.compile(r"(?:第|#|♯)(\d{1,4}) ?(?:話|话|話|集|화)")
_TOPIC = re.compile(r"第(\d{1,4})話(?:[「『][^「」『』]{1,40}[」』])?(?:の放送)?(?:は|が)、?$")

_IN_ISSUE = re.compile("[K#]P?,?q[oI]{1,3}[fo]{0,2}$")
"""What stands before the day of the issue in which something is: «in issue 12 of X, which comes out on»."""


def ends_in_issue(clause: Clause, nearest: Trigger) -> bool:
    """Whether a work ends in a magazine's issue, whose day is told: «ends in issue 12 of X, which is out on May 3»."""
    if nearest.value not in ("any", "publication", "sale") or not _IN_ISSUE.search(clause.before):
        return False
    magazine = any(
        isinstance(c.known, Place) and "magazine" in c.known.kinds for c in clause.sentence.chunks[: clause.index]
    )
    return magazine and any(t.value == "finale" and t.start < nearest.start for t in clause.triggers)


def is_last_episode(text: str, told: Trigger, shown: Trigger) -> bool:
    """Whether the words for an end, ``told``, are the last episode's or chapter's, which the verb ``shown`` says to be
    shown or published.
    """
    part = CHAPTER if shown.value == "publication" else EPISODE
    if part.search(text, told.start, told.end) is None:
        return False
    if 0 <= told.start - shown.end <= ARTICLE or 0 <= shown.start - told.end <= 1:
        return True
    begins = _BEGINS.search(text[: told.start]) is not None
    return begins and told.end < shown.start and "," not in text[told.end : shown.start]


def is_later_episode(text: str, clause: Clause) -> bool:
    """Whether the date is an episode's that isn't the first («21日に予定していた第7話の放送»)."""
    if clause.mention.day is None:
        return False
    if any(t.value == "finale" for t in clause.events):
        return False
    end = clause.chunk.end
    reach = [t.start for t in clause.events if end <= t.start <= end + BEHIND] or [end + BEHIND // 2]
    reach += [t.end + BEHIND for t in clause.events if t.start >= end and re.match("た|.の", text[t.end - 1 :])]
    before = _TOPIC.search(text, clause.start, clause.chunk.start)
    told = before or _NUMBER.search(text, end, min(max(reach), clause.end))
    return told is not None and int(told[1]) > 1
