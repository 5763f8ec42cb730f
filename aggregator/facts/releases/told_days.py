"""Which days a text has told so far, from which later ones are counted and completed: a day without its month, a day
and month without their year, «the day after».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from aggregator.facts.dates.calendar import Direction, resolve
from aggregator.facts.dates.mentions import DateMention, Resolved
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.published import Published, told_years
from aggregator.facts.releases.tenses import is_past
from aggregator.facts.sentences.chunks import Sentence

SOON = timedelta(days=62)
"""How far ahead a month may lie that the days of the next sentence belong to."""


class ToldDays:
    """The days of one text; ``last`` is what was told last, ``days`` those in full by their number in the month."""

    def __init__(self, sentences: Sequence[Sentence], published: Published | None) -> None:
        self.published = published
        self.last: Resolved | None = None
        self.days: dict[int, str] = {}
        self.years, self.months = told_years(list(sentences))

    def completed(self, row: list[Clause], at: int) -> DateMention:
        """A day without a month is of the month that was named before («10月7日…、9日»), one without a year may be of a
        year that is told elsewhere.
        """
        mention = row[at].mention
        if mention.day is not None and mention.month is not None and mention.year is None:
            return replace(mention, year=self._told_year(row[:at], mention))
        if mention.day is None or mention.month is not None or mention.relative or mention.anaphoric or mention.toward:
            return mention
        before = next((c.mention for c in reversed(row[:at]) if c.mention.month is not None), None)
        if before:
            return replace(mention, month=before.month, year=before.year)
        last, published = self.days.get(mention.day) or (self.last.earliest if self.last else None), self.published
        if not last or not published or int(last[8:10]) > mention.day:
            return mention
        soon = published.earliest.isoformat() <= last <= (published.middle + SOON).isoformat()
        return replace(mention, month=int(last[5:7]), year=int(last[:4])) if soon else mention

    def _told_year(self, before: Sequence[Clause], mention: DateMention) -> int | None:
        """The year of a day and month: that which the text tells with the same day, or of a coming date that stands
        before it in the sentence («on July 27, 2027; on August 26»). None where neither tells it.
        """
        if mention.relative or mention.anaphoric or mention.toward or mention.weekday is not None:
            return None
        this = self.published.earliest.year if self.published else None
        told = self.years.get((mention.month or 0, mention.day or 0))
        if told and (this is None or abs(told - this) <= 1):
            return told
        if (coming := self._coming_year(mention.month or 0)) is not None:
            return coming
        last = before[-1] if before else None
        if last is None or not last.mention.year or not last.mention.day or not last.mention.month or is_past(last):
            return None
        later = (last.mention.month, last.mention.day) < (mention.month or 0, mention.day or 0)
        coming = this is None or last.mention.year >= this
        return last.mention.year if later and coming else None

    def _coming_year(self, month: int) -> int | None:
        """The year with which the text tells the month of a day, if that lies ahead («2026年1月から…、1月9日に»)."""
        if self.published is None:
            return None
        this = (self.published.earliest.year, self.published.earliest.month)
        last = (this[0] + 1, this[1])  # «le 1er décembre» is not of the December two years ahead that a sequel has
        years = {year for year in self.months.get(month, ()) if this <= (year, month) <= last}
        return years.pop() if len(years) == 1 else None

    def remember(self, mention: DateMention, resolved: Resolved | None) -> None:
        """What «the day after» counts from; a year alone is nothing to count from. A day without its month may be one
        that was told with it.
        """
        if resolved is not None and resolved.earliest and resolved.earliest == resolved.latest and mention.month:
            self.days[int(resolved.earliest[8:10])] = resolved.earliest
        slot = mention.weekday is not None and mention.day is None and mention.relative is None  # «日曜午後5時に»
        if not mention.bare_year and not (slot and self.last is not None):
            self.last = resolved or self.resolve(mention, None) or self.last

    def resolve(self, mention: DateMention, direction: Direction | None) -> Resolved | None:
        """What a mention means, as far as the article's day tells it."""
        published = self.published if self.published is not None and self.published.tells(mention) else None
        if published and published.unit == "year" and mention.year is None and mention.day is None:
            vague = (mention.month or mention.season) and not mention.toward and not mention.relative
            mention = replace(mention, year=published.earliest.year) if vague else mention
        return resolve(mention, published.counted_from(mention) if published else None, direction, self.last)
