"""Dates that name a magazine's issue, or are the day on which one goes on sale that tells of no work."""

from __future__ import annotations

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.clauses import Clause

ISSUE_NAME = 20
"""Characters between «on sale on» and the issue that is («21日発売の月刊わたぐも最新号»)."""
OF_MONTH = 4
"""Characters between an issue and its month («número de junio»)."""
OF_MONTHS = shared_words("releases", "of_months")
"""Small words of Romance languages between an issue or a happening and its month."""
_OF = (" di", " de", " del")
"""What ends words for an issue that elsewhere mean a release («l'uscita di T»)."""
ISSUED = frozenset({"any", "sale", "publication"})
"""What an issue does, of which no work is told."""


def is_issue(text: str, clause: Clause) -> bool:
    """Whether the date names a magazine's issue: not the day on which one that begins or ends a work comes out."""
    sold = [t.end for t in clause.events if t.value == "sale" and clause.chunk.end <= t.start]
    named = any(0 < word.start - end <= ISSUE_NAME for word in clause.words("issue") for end in sold)
    if named and clause.words("told"):
        return True
    if sold and _begins_magazine(clause, sold[0]):
        return True
    if sold and _tells_in_magazine(clause, sold[0]):
        return True
    if _is_year_of_issue(clause) or _is_month_of_fair(text, clause):
        return True
    if clause.mention.day is not None and any(
        0 <= word.start - clause.chunk.end <= 1 and not text[word.start : word.end].lower().endswith(_OF)
        for word in clause.words("issue")
    ):
        return True
    if clause.mention.day is not None and clause.events:
        return _is_issue_sold(clause)
    return any(
        (0 <= word.start - clause.chunk.end <= 4 and not text[word.start : word.end].lower().endswith(_OF))
        or 0 <= clause.chunk.start - word.end <= 4
        for word in clause.words("issue")
    )


def _is_month_of_fair(text: str, clause: Clause) -> bool:
    """Whether a bare month says which of a magazine's issues, or of a happening's times, a name stands for («en la Kumo
    Expo de julio»), and no word of release stands before it.
    """
    mention = clause.mention
    bare = mention.month is not None and mention.day is None and mention.year is None and mention.until is None
    if not bare or not clause.before.endswith(("Nf", "NNf", "Kf", "Kof", "KNf")):
        return False
    of, name = clause.sentence.chunks[clause.index - 1], clause.sentence.chunks[clause.index - 2]
    lead = text[of.start : clause.chunk.end].split(maxsplit=1)[0].lower()
    within = any(
        name.end <= t.start < clause.chunk.start or t.end == name.start - 1 or t.start == clause.chunk.end + 1
        for t in clause.events
    )
    return lead in OF_MONTHS and not within and mention.toward is None


def _is_year_of_issue(clause: Clause) -> bool:
    """Whether a year stands behind an issue and its magazine, or its number: «issue 39 of this year»."""
    if (
        clause.mention.month is not None
        or clause.mention.season is not None
        or not clause.before.endswith(("Kf", "Nf", "#f"))
    ):
        return False
    issue = next((word.end for word in clause.words("issue") if word.end <= clause.chunk.start), None)
    return issue is not None and not any(issue < t.start < clause.chunk.start for t in clause.events)


def _begins_magazine(clause: Clause, sold: int) -> bool:
    """Whether a sentence begins with an issue that goes on sale, and tells of no work in it («2日発売の「Z」は»)."""
    behind = [c for c in clause.sentence.chunks if c.start >= sold][:3]
    magazine = (isinstance(c.known, Place) and "magazine" in c.known.kinds for c in behind if c.code == "K")
    printed = any(
        t.value in ("publication", "finale") or t.value == "any" for t in clause.triggers if t.table == "events"
    )
    return not clause.before.strip("N~") and not printed and any(magazine)


def _tells_in_magazine(clause: Clause, sold: int) -> bool:
    """Whether a magazine that goes on sale then is where something is told («6日発売の「Z」で明らかになった»)."""
    magazine = next((c for c in clause.sentence.chunks if c.start > sold and c.code == "K"), None)
    if magazine is None or magazine.start - sold > OF_MONTH or not isinstance(magazine.known, Place):
        return False
    told = [word for word in clause.words("told") if word.start >= magazine.end]
    told_at = {word.start for word in told}
    begins = any(t.start >= magazine.end and t.start not in told_at for t in clause.events)
    return "magazine" in magazine.known.kinds and bool(told) and not begins


def _is_issue_sold(clause: Clause) -> bool:
    """Whether an issue is all that comes out: «El número de junio sale el 3 de mayo», and no work is named or ends."""
    issue = next((t for t in clause.triggers if t.value == "issue" and t.end <= clause.chunk.start), None)
    if issue is None or not set("TQYR&").isdisjoint(clause.sentence.codes):
        return False
    dates = (c.start for c in clause.sentence.chunks if c.code == "D" and c is not clause.chunk)
    events = (t for t in clause.triggers if t.table == "events")
    named = any(0 < start - issue.end <= OF_MONTH for start in dates)
    return named and all(t.value in ISSUED and issue.end <= t.start for t in events)
