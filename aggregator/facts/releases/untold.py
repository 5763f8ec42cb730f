"""Dates that tell a release without a word for one: «in the July 17 film», «Gets 2nd Season in October».

What it holds true: a day, month or season that lies ahead and stands right before the kind of a work is when that work
comes out; one that ends a headline, behind a kind of work, too. Known exceptions: headlines about something else than
works, which their words tell (``other`` of ``[releases.words]``).
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.published import Published
from aggregator.facts.releases.told_kinds import BY_TYPE
from aggregator.facts.releases.triggers import Triggers
from aggregator.facts.words.work_types import SHOWN

_BEFORE_KIND = re.compile("o?Y(?:['f,.;-]|$)")
"""What follows a date that says of which work it is: «July 17 film», «July light anime»."""
_ITS_YEAR = re.compile("[TQ]P?,o?(?:[YR]|Yo)f$")
"""What stands before the year of a work in an aside."""
_ENDS = re.compile(r"(?:[.]|-?[KN].*|f[NKJ].*|Wo?.*)?")
"""What may follow a date at the end of a headline: where, and what else."""
_SINCE = re.compile(
    rf"\b(?:{'|'.join(sorted(shared_words('releases', 'since')))}) ?(?:el |l[ae] |il |o )?$", re.IGNORECASE
)
"""What stands before the day from which on something can be seen."""
SMALL = 12
"""Characters between a date and the kind of work that it is of."""


def starts_then(text: str, clause: Clause) -> bool:
    """Whether «from» before today or a weekday says that something can be seen from then on («se ve desde hoy»)."""
    mention = clause.mention
    counted = (mention.relative, mention.weekday, mention.anaphoric) != (None, None, None)
    return (
        counted and bool(clause.events) and _SINCE.search(text, clause.sentence.start, clause.chunk.start) is not None
    )


def tells_itself(clause: Clause, triggers: Triggers, published: Published | None) -> bool:
    """Whether a date that nothing tells as a release is one all the same."""
    if published is None or clause.words("other", "never", "until", "past", "told", "replaced"):
        return False
    return _is_ahead(clause.mention, published) and (_is_before_kind(clause) or _is_in_headline(clause, triggers))


def kind_behind(clause: Clause) -> str:
    """The kind of work that stands right behind a date («July 17 film»); "" for none."""
    if not _BEFORE_KIND.match(clause.after):
        return ""
    kind = next(c for c in clause.sentence.chunks[clause.index + 1 :] if c.code == "Y")
    return kind.value if kind.value in SHOWN and kind.start - clause.chunk.end <= SMALL else ""


def is_its_year(clause: Clause) -> bool:
    """Whether a year only says how old a work is: «“Sky”, an anime of 1967, comes on disc»."""
    return clause.mention.bare_year and _ITS_YEAR.search(clause.before) is not None


def kind_of_year(clause: Clause) -> str:
    """The kind of work of which such a year is; "" where no word tells it."""
    return clause.sentence.chunks[clause.index - 2].value if clause.before[-2:-1] == "Y" else ""


def _is_before_kind(clause: Clause) -> bool:
    if clause.before[-1:] not in ("f", "o", "U", "V", "Z", "v", "'"):
        return False
    vague = clause.mention.month is None and clause.mention.year is None
    return bool(kind_behind(clause)) and (not vague or clause.before[-1:] == "f")


def _is_in_headline(clause: Clause, triggers: Triggers) -> bool:
    """Whether the date ends the text's first line, which is about a work of a kind that it names, and nothing else."""
    sentence = clause.sentence
    if sentence.line or clause.before[-1:] not in ("f", "o") or not _ENDS.fullmatch(clause.after):
        return False
    kinds = [c.value for c in sentence.chunks[: clause.index] if c.code == "Y"]
    opens = clause.before.lstrip("o")[:1] == "T" and (clause.mention.month or clause.mention.season) is not None
    if not (BY_TYPE.get(kinds[-1], "other") != "other" if kinds else opens):
        return False
    return not any(t.table == "words" and t.value in ("other", "never") for t in triggers(sentence))


def _is_ahead(mention: DateMention, published: Published) -> bool:
    if mention.toward == "past" or mention.relative is not None or mention.anaphoric is not None:
        return False
    if mention.month is not None:
        return published.is_before(mention)
    this = published.earliest.year
    return mention.year >= this if mention.year is not None else mention.season is not None
