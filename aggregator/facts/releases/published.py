"""When a text was published, as far as that is known, and which dates can be worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from aggregator.base.edtf import days_in
from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.sentences.coded import coded

HALF_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Published:
    """The middle of what is known, its first day, and the unit that is known: day, month or year."""

    middle: date
    earliest: date
    unit: str

    @classmethod
    def of(cls, stated: str) -> Published:
        """From a day, month or year in ISO 8601; what stands behind the day is left out.

        Raises ValueError for others.
        """
        stated = stated[:10]
        unit = {4: "year", 7: "month"}.get(len(stated), "day")
        middle = stated + {"year": "-07-01", "month": "-15", "day": ""}[unit]
        earliest = stated + {"year": "-01-01", "month": "-01", "day": ""}[unit]
        return cls(date.fromisoformat(middle), date.fromisoformat(earliest), unit)

    def tells(self, mention: DateMention) -> bool:
        """Whether a mention can be worked out from what is known: «tomorrow» needs the day."""
        if self.unit == "day":
            return True
        counted = mention.relative.unit if mention.relative else ""
        if counted in ("day", "week") or (mention.weekday is not None and mention.day is None):
            return mention.month is not None and mention.day is not None
        return self.unit == "month" or (counted not in ("month", "season") and not (mention.day and not mention.month))

    def counted_from(self, mention: DateMention) -> date:
        """The day that a mention is counted from: of a month, the first for its next day, the last for a past one."""
        if self.unit != "month" or mention.day is None or mention.month is None or mention.toward is None:
            return self.middle
        if mention.toward == "past":
            return self.earliest.replace(day=days_in(self.earliest.year, self.earliest.month))
        return self.earliest if mention.toward == "future" else self.middle

    def could_be(self, mention: DateMention) -> bool:
        """Whether a date could be the text's own: within three days, or any where the day isn't known."""
        if mention.month is None or mention.day is None or self.unit != "day":
            return True
        this = self.middle.year
        years = (this - 1, this, this + 1) if mention.year is None else (mention.year,)
        days = (date(year, mention.month, min(mention.day, 28)) for year in years)
        return any(abs(day - self.middle) <= timedelta(days=3) for day in days)

    def is_before(self, mention: DateMention) -> bool:
        """Whether a month or day surely lies ahead: one of another year, or within half a year of the day."""
        if mention.month is None or self.unit != "day":
            return False
        this, day = self.middle, min(mention.day or 28, 28)
        years = (this.year, this.year + 1) if mention.year is None else (mention.year,)
        ahead = (date(year, mention.month, day) - this for year in years)
        return any(timedelta(days=3) < days and (mention.year is not None or days < HALF_YEAR) for days in ahead)


def told_years(sentences: list[Sentence]) -> tuple[dict[tuple[int, int], int], dict[int, set[int]]]:
    """The years of days that a text also tells with one («from July 6, 2018 …», later «on July 6»), and of months."""
    found: dict[tuple[int, int], set[int]] = {}
    months: dict[int, set[int]] = {}
    for said in (chunk.known for chunk in coded(sentences, "D")):
        if isinstance(said, DateMention) and said.year and said.month:
            if said.day:
                found.setdefault((said.month, said.day), set()).add(said.year)
            else:
                months.setdefault(said.month, set()).add(said.year)
    return {day: years.pop() for day, years in found.items() if len(years) == 1}, months
