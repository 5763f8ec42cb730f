"""Finds the releases of a text: its dates, sentence by sentence, each with its clause, event, place and status."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from aggregator.facts.dates.mentions import DateMention, Resolved
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.brackets import PLACED, opened
from aggregator.facts.releases.clauses import Clause, clauses
from aggregator.facts.releases.continued import goes_on
from aggregator.facts.releases.events import EventChooser
from aggregator.facts.releases.lists import Lists
from aggregator.facts.releases.moved import is_next, is_old, is_replaced, split_moved
from aggregator.facts.releases.others import Others
from aggregator.facts.releases.places import beside, event_there, first_shown, labelled, listed_by, places_of
from aggregator.facts.releases.published import Published
from aggregator.facts.releases.refusals import (
    DENIED,
    NO_RELEASE,
    OF_ELSE,
    OF_MANY,
    SILENT,
    UNDATED,
    UNLIKELY,
    Refused,
    refusal,
)
from aggregator.facts.releases.subjects import TITLE_MARKS, subject
from aggregator.facts.releases.tenses import direction, is_past, is_present
from aggregator.facts.releases.told_days import ToldDays
from aggregator.facts.releases.triggers import Triggers
from aggregator.facts.releases.untold import is_its_year
from aggregator.facts.releases.weighed import DOUBTED, LIKELY, MANY, RULE, Told, distance, is_plain, signs
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.denials import REFUTED, Denials
from aggregator.facts.titles.finder import Title
from aggregator.facts.titles.marks import WorkMap
from aggregator.facts.words.weights import is_whole, weights

LONG_PAST = timedelta(days=31)
"""How far back a date lies that is surely not the one that is told as coming."""
SEASON_PAST = timedelta(days=92)
"""The same of one that a verb in the present tells («opens on August 28»)."""
STALE = timedelta(days=7)
"""A release that lies further back than this is background."""
_IS_NOT = ("ではない", "ではありません", "じゃない")
"""What stands behind a Japanese date that is not the one."""
DENIED_NEAR = 24
"""Characters between what denies and the word for what does not happen."""
_TOGETHER = re.compile(",?&[fh]?")
"""What stands between two dates of one verb."""
_NO_NAME = re.compile("[^KSTQ]+")
_ON_OTHER = re.compile("[fJB]N")
"""What may be a service that no list knows («on Kumo+»)."""
_OTHERS = re.compile(
    "(?:その他|その[他ほ]か?|ほか|他)の?(?:配信)?(?:サイト|サービス|プラットフォーム|各社)|各(?:配信)?(?:サイト|サービス|社)"
)
"""What says that other services are meant than one that is named («その他サイトでは7月11日から»)."""


@dataclass(frozen=True, slots=True)
class FoundRelease:
    """A release before it becomes a claim."""

    work: int
    event: str
    resolved: Resolved
    words: tuple[int, int]
    quote: tuple[int, int]
    rule: str
    status: str
    superseded: bool
    news: bool
    place: Place | None
    region: tuple[str, str] | None


class ReleaseFinder:
    """Finds the releases of a text's sentences; ``refused`` holds the dates that are none, once they are found.

    ``triggers`` gives the telling words of a sentence in order, ``regions`` the region that a stretch names;
    ``published`` is when the text was. ``weighs`` says whether signs are asked of a whole
    article, or the rules alone.
    """

    weighs = True

    def __init__(
        self,
        text: str,
        sentences: list[Sentence],
        *,
        triggers: Triggers,
        regions: Callable[[int, int], tuple[str, str] | None],
        works: WorkMap,
        titles: Sequence[Title],
        published: Published | None,
        denials: Denials = lambda _: (),
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.weighs = self.weighs and is_whole(text)
        self.opened = [opened(one) for one in sentences]
        self.lists = Lists(text, self.opened, triggers, published)
        self.triggers = triggers
        self.regions = regions
        self.works = works
        self.published = published
        self.denials = denials
        self.refused: list[Refused] = []
        self.chooser = EventChooser(text, sentences, triggers, works, titles)
        self.others = Others(text, sentences)
        self.owner: int | None = None
        self.told = (-1, "")
        self.days = ToldDays(sentences, published)
        self.ahead: set[int] = set()

    def find(self) -> list[FoundRelease]:
        """All releases, in the order of the text."""
        found: list[FoundRelease] = []
        for number, sentence in enumerate(self.opened):
            if "D" in sentence.codes:
                found += self._sentence(sentence, number)
            for before, chunk in (
                zip([None, *sentence.chunks], sentence.chunks, strict=False) if "P" in sentence.codes else ()
            ):
                bracket = chunk.inner if chunk.code == "P" else None
                placed = bracket is not None and PLACED.fullmatch(bracket.codes) is not None
                told = bracket is not None and (placed or self.triggers(bracket))
                if bracket and "D" in bracket.codes and told and not _lacks_month(bracket):
                    dated = bracket.codes[0] == "D"
                    titled = before if before is not None and before.code == "T" else None
                    titled = titled if titled and (dated or self.text[titled.start] in TITLE_MARKS) else None
                    self.owner = int(titled.value) if titled is not None else None
                    found += self._sentence(bracket, number)
                    self.owner = None
        return found

    def _sentence(self, sentence: Sentence, number: int) -> list[FoundRelease]:
        found: list[FoundRelease] = []
        row = self.row(sentence, number)
        elsewhere: str | None = None
        for at, clause in enumerate(row):
            reason = self._reason(row, at, elsewhere)
            elsewhere = reason if reason and reason.startswith(OF_ELSE) else None
            self.others.remember(clause, reason)
            more = self._more(row, at, found) if reason == SILENT else ""
            event = more or (self._event(clause, found) if reason in (None, SILENT) else "")
            releases = self.releases(row, at, event) if event not in ("", "other") else []
            judgement = None if more else self._judged(clause, len(row), releases, reason)
            if releases and not judgement:
                self._remember(clause, releases[0].resolved)
                releases = [replace(one, rule=RULE) for one in releases] if reason and not more else releases
                found += self._spread(releases, number) if clause.listed else releases
            else:
                reason = judgement or (NO_RELEASE if event == "other" else UNDATED)
                self.refused.append(Refused(clause.chunk.start, clause.chunk.end, reason))
                self.days.remember(clause.mention, None)
        if found:
            self.told = (number, found[-1].event)
        return found

    def row(self, sentence: Sentence, number: int) -> list[Clause]:
        """The dates of a sentence, each with its clause."""
        return split_moved(self.text, [self.lists.led(c) for c in clauses(sentence, number, self.triggers(sentence))])

    def _reason(self, row: list[Clause], at: int, elsewhere: str | None) -> str | None:
        """Why a date is no release, if it is none; ``elsewhere`` is of what else the date before it is, if it is so."""
        clause = row[at]
        reason = refusal(self.text, clause, self.triggers, self.published)
        reason = reason or (OF_MANY if self._is_of_many(clause) else None)
        reason = reason or (DENIED if len(row) == 1 and self._is_denied(clause) else self.others.refusal(clause))
        if at and clause.sentence.codes[row[at - 1].index + 1 : clause.index] == "&":
            reason = reason or elsewhere  # «the concert on May 25 and 26»
        return reason

    def _more(self, row: list[Clause], at: int, found: list[FoundRelease]) -> str:
        """The event of which a date that no word tells is one more day: that of what was ``found`` before it."""
        clause = row[at]
        joined = at > 0 and clause.sentence.codes[row[at - 1].index + 1 : clause.index] in ("&", ",", ",&")
        joined = joined or (bool(found) and found[-1].superseded and is_next(clause.sentence, row, at))
        if found and (joined or clause.is_one_more() or clause.is_elsewhere()):
            return found[-1].event
        return self.told[1] if self._goes_on(clause) else ""

    def _event(self, clause: Clause, found: list[FoundRelease]) -> str:
        """The event of a date: what stands in place of a date that no longer holds is what that was."""
        if found and found[-1].superseded and not any(t.table == "events" for t in clause.mine):
            return found[-1].event
        return self.chooser.event(clause)

    def _judged(self, clause: Clause, dates: int, releases: list[FoundRelease], reason: str | None) -> str | None:
        """Why a date is no release, by the signs around it, too: what the rules take for news must be likely, and what
        no word tells is news all the same where it is. ``dates`` are those of its sentence.
        """
        if not self.weighs or not releases or not releases[0].news or releases[0].superseded:
            return reason
        if not reason and is_plain(self.text, clause):
            return None
        likely = weights("dates").likelihood(self.signs(clause, dates, releases[0]))
        if reason == SILENT:
            return None if likely >= LIKELY else SILENT
        return UNLIKELY if likely < DOUBTED else None

    def signs(self, clause: Clause, dates: int, release: FoundRelease) -> list[str]:
        """What is to be seen of a date that may be of a release."""
        away = distance(release.resolved, self.published)
        told = Told(dates, away, past=is_past(clause), present=is_present(self.text, clause))
        text = f"kind {self.chooser.kind}", f"titles {min(len(self.chooser.titles), MANY)}"
        return [*text, *signs(clause, told)]

    def _spread(self, releases: list[FoundRelease], number: int) -> list[FoundRelease]:
        """The releases of a day that stands above or beside works: of each of them."""
        works = [self.works.work_at(title.start, at) for at, title in self.lists.named(number)]
        return [replace(one, work=work) for one in releases for work in dict.fromkeys(works)] or releases

    def _is_of_many(self, clause: Clause) -> bool:
        """Whether a month or season is told of no work, but of the list below: «What comes to Some Service in July»."""
        sentence = clause.sentence
        vague = clause.mention.day is None and not {"T", "Q"} & set(sentence.codes)
        return vague and not clause.listed and self.lists.is_of_many(clause.number)

    def _goes_on(self, clause: Clause) -> bool:
        """Whether a date is one more of what the sentence before it in its line tells, in another place."""
        before, this = self.sentences[self.told[0]], clause.sentence
        next_to = self.told[0] == clause.number - 1 and before.line == this.line
        return next_to and goes_on(clause) and (clause.place() is not None or self._region(clause) is not None)

    def _is_denied(self, clause: Clause) -> bool:
        """Whether the part in which a date and its event stand says that it is not so («will not come in July»)."""
        if self.text.startswith(_IS_NOT, clause.chunk.end):
            return True
        denials = self.denials(clause.sentence)
        if any(at == REFUTED and first <= clause.chunk.start < last for first, last, at in denials):
            return True
        if clause.words("cancelled", "replaced"):
            return False
        return self._is_negated(clause)  # also «is delayed and will not air on May 1»

    def _is_negated(self, clause: Clause) -> bool:
        """Whether the nearest word for what happens is denied."""
        denials = self.denials(clause.sentence)
        nearest = min(clause.events, key=clause.distance, default=None)
        return nearest is not None and any(
            first <= clause.chunk.start < last
            and first <= nearest.start < last
            and abs(nearest.start - at) <= DENIED_NEAR
            for first, last, at in denials
        )

    def releases(self, row: list[Clause], at: int, event: str) -> list[FoundRelease]:
        """The releases of a date, one for each of its places; none if the date can't be worked out."""
        clause = row[at]
        words = {t.value for t in clause.mine if t.table == "words"}
        replaced = is_replaced(self.text, clause, row) or is_old(self.text, clause, row, at)
        moved = at + 1 < len(row) and any(t.value == "delayed" for t in clause.triggers)
        replaced = replaced or (moved and self._is_negated(clause))  # «will not air on May 1 and moves to May 8»
        past = not replaced and (is_past(clause) or self._is_old_year(clause))
        resolved = self.days.resolve(
            self.days.completed(row, at), direction(self.text, clause, past=past, replaced=replaced)
        )
        if resolved is not None and not replaced and self._should_come(row, at, resolved):
            resolved = self.days.resolve(self.days.completed(row, at), "future")
        if resolved is None:
            return []
        past = past and not self._lies_ahead(resolved)
        delayed = not replaced and any(t.value == "delayed" for t in clause.triggers if t.table == "words")
        beside = [*row[at + 1 : at + 2], *(row[:1] if at == 1 else ())]
        delayed = delayed or (not replaced and any(is_replaced(self.text, one, row) for one in beside))
        sentence = clause.sentence
        release = FoundRelease(
            work=self._work(clause),
            event=event,
            resolved=resolved,
            words=(clause.chunk.start, clause.chunk.end),
            quote=(max(clause.start, sentence.start), min(clause.end, sentence.end)),
            rule=f"releases:{event}",
            status=self._status(words, resolved, past=past, delayed=delayed),
            superseded=replaced,
            news=self._is_news(resolved, past=past),
            place=None,
            region=self._region(clause),
        )
        places = places_of(clause, event)
        on = [replace(release, place=place, event=event_there(event, place)) for place in places]
        return on or [self._served(release, clause)]

    def _remember(self, clause: Clause, resolved: Resolved) -> None:
        """Keeps what was told of a date, for those behind it."""
        self.days.remember(clause.mention, resolved)
        if clause.listed and self._lies_ahead(resolved):
            self.ahead.add(self.lists.rows[clause.number])

    def _is_old_year(self, clause: Clause) -> bool:
        """Whether a year says how old a work is, and no coming one."""
        year = clause.mention.year
        coming = self.published is not None and year is not None and year >= self.published.earliest.year
        return is_its_year(clause) and not coming

    def _lies_ahead(self, resolved: Resolved) -> bool:
        """Whether a date is surely after publication."""
        return self.published is not None and (resolved.earliest or "") > self.published.middle.isoformat()

    def _work(self, clause: Clause) -> int:
        """The work that a date is about: that before its bracket, its clause's subject, else that of the place."""
        told = subject(self.text, clause) if self.owner is None else self.owner
        return self.works.work_at(clause.chunk.start, clause.number) if told is None else told

    def _should_come(self, row: list[Clause], at: int, resolved: Resolved) -> bool:
        """Whether a date without its year is told as coming, and the nearest one is long past: «will be released on
        March 19», told in November; and where an entry of the same list lies ahead, or the date that goes with it.
        """
        clause = row[at]
        year = clause.mention.year is None and clause.mention.toward is None and clause.mention.relative is None
        told = clause.number in self.lists.rows and self.lists.rows[clause.number] in self.ahead
        told = told or any(t.end <= clause.chunk.start for t in clause.words("future"))
        told = told or (at > 0 and self._goes_with(row[at - 1], clause))
        least = LONG_PAST if told else SEASON_PAST
        told = told or is_present(self.text, clause)
        if not (year and told and self.published and resolved.latest) or clause.words("past", "cancelled", "linked"):
            return False
        return date.fromisoformat(resolved.latest) < self.published.earliest - least

    def _goes_with(self, before: Clause, clause: Clause) -> bool:
        """Whether two dates are told together, and the first lies ahead: «in two parts, on January 28 and May 11»."""
        between = clause.sentence.codes[before.index + 1 : clause.index]
        first, second = before.mention, clause.mention
        next_ = (first.month or 13, first.day or 1) < (second.month or 0, second.day or 1) and first.year is None
        later = next_ and not clause.words("past", "replaced", "linked")  # «on April 5 on A, then on April 8 on B»
        last = self.days.last
        if last is None or self.published is None or not (later or _TOGETHER.fullmatch(between)):
            return False
        return (last.earliest or "") > self.published.earliest.isoformat()

    def _served(self, release: FoundRelease, clause: Clause) -> FoundRelease:
        """A streaming that names no service, with the only one that the text names: not in Japan, nor on another."""
        abroad = release.region is None or release.region[1] != "JP"
        own = "".join([chunk.code for chunk in clause.held])
        other = _ON_OTHER.search(own if clause.listed else clause.codes()) or _OTHERS.search(
            self.text, clause.start, clause.chunk.start
        )
        if not abroad or other is not None:
            return release
        verb = all(t.value in ("any", "theatrical") for t in clause.mine if t.table == "events")
        may = release.event == "premiere" or (release.event == "theatrical" and verb)
        place = listed_by(self.text, self.sentences, clause.number, self.chooser.service) if may else None
        if release.event == "streaming":
            place = self.chooser.service
        return replace(release, place=place, event="streaming") if place is not None else release

    def _region(self, clause: Clause) -> tuple[str, str] | None:
        """The region beside the date, else the first of the clause, that is no part of a title's or company's name."""
        if region := beside(self.text, clause, self.regions):
            return region
        spans = [
            (chunks[run.start()].start, chunks[run.end() - 1].end)
            for chunks in (clause.held, clause.above)  # what stands above a list, after the entry's own
            for run in _NO_NAME.finditer(
                "".join(["K" if _is_season(clause, chunk) else chunk.code for chunk in chunks])
            )
        ]
        if region := first_shown(self.text, self.regions, spans):
            return region
        return self.regions(*label) if (label := labelled(clause.sentence)) else None

    def _status(self, words: set[str], resolved: Resolved, *, past: bool, delayed: bool) -> str:
        if "cancelled" in words:
            return "cancelled"
        if delayed and not past:
            return "delayed"
        if self.published and resolved.latest and resolved.latest < self.published.earliest.isoformat():
            return "released"
        return "released" if past else "scheduled"

    def _is_news(self, resolved: Resolved, *, past: bool) -> bool:
        """Whether the article reports it, or tells it as what came before."""
        if self.published is None or resolved.latest is None:
            return not past
        if past and resolved.earliest and resolved.earliest < (self.published.earliest - STALE).isoformat():
            return False
        return resolved.latest >= (self.published.earliest - STALE).isoformat()


def _is_season(clause: Clause, chunk: Chunk) -> bool:
    """Whether a bracket behind a season tells what it is elsewhere: «in spring (autumn in Brazil)»."""
    return chunk.code == "P" and clause.mention.season is not None and chunk.start >= clause.chunk.end


def _lacks_month(bracket: Sentence) -> bool:
    """Whether a date of a bracket is a day without its month («（30日公開）»), which nothing tells."""
    days = (c.known for c in bracket.chunks if isinstance(c.known, DateMention) and c.known.day)
    return any(d.toward != "future" and (d.month, d.relative, d.weekday) == (None, None, None) for d in days)
