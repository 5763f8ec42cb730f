"""Which title a date's own clause is about, in rows of dates («in May “X”, in June “Y”»), and in scripts without
spaces: «「X」は4月2日スタート», «5月1日に「X」が発売».

What it holds true: a title that is the topic or subject of what is told of a date is the work that comes out then, also
in an article about another one. Known exceptions: parts of the work that have names of their own.
"""

from __future__ import annotations

import re

from aggregator.facts.releases.clauses import Clause
from aggregator.facts.words.lexicon import FIRST_UNSPACED

_OF_IT = "P?(?:n[NYl#]{1,4})?P?"
"""What of a title may come out: «「X」の第2期が»."""
_BEFORE = re.compile(rf"T{_OF_IT}(?:[wgm],?[^TQ;DC,]{{0,6}}|~?N?~?|,)$")
"""A title right before a date: «「X」は», «《X》將於»."""
_TOPIC = re.compile(rf"T{_OF_IT}[wgm],?$")
"""One that stands before the clause and is what the sentence goes on with («4月の予定だった「X」も、7月に»)."""
_BEHIND = re.compile(r"[^TQ;DC]{0,8}(?:TP?n[NYl#~]{1,4})?TP?(?:(?=[,.]|$)|(?:n[NYl#]{1,4}P?)?(?=[gwmo]))")
"""One behind it, which is what comes out then."""
_NEXT = re.compile("(?:[^TQ]*[,&;])?[fo]{0,2}D,?(?:[oIU]{0,2}|W)T")
_PART = re.compile(r"(?:第 ?[\d一二三四五六七八九十]{1,3} ?[話章弾部幕话集화장]|#\d{1,3}) ?$")
"""What stands before the name of a part."""
WINDOW = 10
"""Chunks before a date in which its topic stands."""
TITLE_MARKS = frozenset("「『《")


def subject(text: str, clause: Clause) -> int | None:
    """The number of the title that a date's clause is about, if the clause says so."""
    chunks, first = clause.sentence.chunks, _first(clause)
    if (told := _in_row(clause)) is not None:
        return told
    before = _BEFORE.search(clause.sentence.codes[first : clause.index])
    if before is not None:
        return _number(text, clause, first + before.start())
    window = max(0, clause.index - WINDOW)
    topic = _TOPIC.search(clause.sentence.codes[window : clause.index])
    if topic is not None:
        return _number(text, clause, window + topic.start())
    last = len(clause.held) - (clause.index - first)
    behind = _BEHIND.match(clause.sentence.codes[clause.index + 1 : clause.index + last])
    if behind is None or any(chunk.code in "TQ" for chunk in chunks[first : clause.index]):
        return None
    return _number(text, clause, clause.index + 1 + behind[0].rindex("T"))


def _in_row(clause: Clause) -> int | None:
    """The title right behind one more date of a sentence: «in May comes “X”, by A, and in June “Y”, by B»."""
    if "D" not in clause.before or not _NEXT.match("".join(chunk.code for chunk in clause.held)):
        return None
    return int(next(chunk.value for chunk in clause.held if chunk.code == "T"))


def _first(clause: Clause) -> int:
    """The index of the clause's first chunk."""
    return next(i for i, chunk in enumerate(clause.sentence.chunks) if chunk is clause.held[0])


def _number(text: str, clause: Clause, index: int) -> int | None:
    chunk = clause.sentence.chunks[index]
    if _PART.search(text, max(clause.start, chunk.start - 8), chunk.start):
        return None
    quoted = text[chunk.start] in TITLE_MARKS or text[chunk.end : chunk.end + 1] >= FIRST_UNSPACED
    return int(chunk.value) if quoted else None
