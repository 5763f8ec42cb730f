"""Weekdays that are those of a release, and not of its telling: «The film opened in Japan on Friday».

What it holds true: in news a weekday mostly tells when somebody announced something; where no verb of telling stands in
the sentence, and a word for a release stands before the weekday, it is the release's. Known exception: a weekday that
begins the sentence («On Friday the film opens»).
"""

from __future__ import annotations

import re

from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.triggers import Triggers

SAID_BEFORE = 90
"""Characters between a word for a release and a weekday that is its day."""
_LATER_EPISODE = re.compile(r"\b(?:[eé]pis[oó]d\w*|folgen?|puntat\w) #?(?!1\b)\d|\b\d+\w{2} episode", re.IGNORECASE)


def comes_out(text: str, clause: Clause, triggers: Triggers) -> bool:
    """Whether a sentence without any verb of telling says before a weekday that something comes out, and no later
    episode: «The film opened in Japan on Friday».
    """
    before = [t for t in clause.events if t.table == "events" and t.end <= clause.chunk.start]
    if not before or clause.mention.weekday is None:
        return False
    if clause.distance(before[-1]) > SAID_BEFORE or any(t.value == "told" for t in triggers(clause.sentence)):
        return False
    telling = (c for c in clause.sentence.chunks if c.code == "U")
    if any(all(t.start >= c.end or c.start >= t.end for t in clause.events) for c in telling):
        return False
    return _LATER_EPISODE.search(text, clause.start, clause.chunk.start) is None
