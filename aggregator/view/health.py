"""Whether the sites are well: each is compared with what is normal for it. Pure decisions over what runs noticed.

Nothing is set by hand: how often a site writes, at which hours and days, which fields its pages have and how long its
texts are is learned from its own history. An alarm that is wrong is ignored the next time, so that each rule asks for
evidence that chance does not give; what it holds true, and where it errs, stands at each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from math import exp, log, prod
from statistics import fmean, median, stdev

from aggregator.base.runs import FIELDS, SiteRun
from aggregator.view.rhythm import Rhythm, learn
from aggregator.view.shares import Share

HISTORY = timedelta(days=120)
"""How far back is looked for what is normal."""
LEARNING = 8
"""Runs with pages that a site must have before its fields and texts are judged."""
LEAST_SHARE = 0.3
"""A field that fewer pages have is not watched: it says too little when it is missing."""
CHANCE = 3e-6
"""A run of pages without a field that is likelier than this, by what was normal so far, is no alarm."""
WINDOWS = range(1, 14)
"""The last so many runs are held against all before: the first ones tell of what is lost at once, on a site with few
pages it takes more.
"""
SHORT = 0.4
"""Bodies shorter than this part of the usual are an alarm, if they are :data:`FAR` standard deviations from it."""
FAR = 5.0
LOOKS = 2
"""Looks in a row at which a feed must be empty, a source be answered by a wall."""
FAILING = timedelta(hours=24)
FAILURES = 3
"""How long, and how many times in a row, a source must fail before it is an alarm: hosts have bad nights."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a source: its outcome, and the reason beside it."""

    outcome: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, sitemap or listing: its declared address, the one that is asked now, and its looks, newest first.

    ``failing_since`` is the first of the failures that it has in a row.
    """

    url: str
    asked: str
    looks: tuple[Look, ...] = ()
    failing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is wrong with a site: the kind, the field or source that it is about, and a sentence."""

    site: str
    kind: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Open:
    """An alarm that lasts, since when."""

    kind: str
    subject: str
    started: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that is known of a site: its runs, oldest first; when its articles were published; its sources.

    ``alarms`` are those that last; ``pauses`` are times of former silence that were told, which are not normal.
    What was before ``accepted`` is no longer what is normal, since a person said so.
    """

    site: str
    runs: Sequence[SiteRun] = ()
    arrivals: Sequence[datetime] = ()
    sources: Sequence[Source] = ()
    alarms: Sequence[Open] = ()
    pauses: Sequence[tuple[datetime, datetime]] = ()
    accepted: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How a site is: its alarms, and the figures that a person looks at.

    ``week`` is the normal number of articles in a week, ``last_week`` that of the last seven days, ``shares`` the part
    of the pages of the last runs that had each field.
    """

    site: str
    alarms: tuple[Alarm, ...] = ()
    week: float | None = None
    last_week: int = 0
    last_article: datetime | None = None
    last_look: datetime | None = None
    days: tuple[int, ...] = ()
    shares: dict[str, float] = field(default_factory=dict)
    learning: bool = False


def judge(history: History, now: datetime) -> Condition:
    """How a site is at ``now``."""
    runs = [run for run in history.runs if history.accepted is None or run.at >= history.accepted]
    looked = [run.at for run in history.runs if run.sources]
    rhythm = learn(history.arrivals, pauses=history.pauses)
    last = history.arrivals[-1] if history.arrivals else None
    alarms = [
        *_silent(history, rhythm, looked[-1] if looked else None),
        *_fields(history, runs),
        *_short(history, runs),
        *_walls(history, runs),
        *(alarm for source in history.sources for alarm in _source(history.site, source, now)),
    ]
    return Condition(
        site=history.site,
        alarms=tuple(alarms),
        week=rhythm.week if rhythm else None,
        last_week=sum(1 for at in history.arrivals if now - at < timedelta(days=7)),
        last_article=last,
        last_look=looked[-1] if looked else None,
        days=_days(history.arrivals, now),
        shares=_shares(runs[-5:]),
        learning=rhythm is None or len([run for run in runs if run.pages]) < LEARNING,
    )


def _silent(history: History, rhythm: Rhythm | None, looked: datetime | None) -> list[Alarm]:
    """No article for longer than ever, and by far. The gap ends with the last look at which the sources answered: a
    machine that was off, or a host that is down, is no silence of the site.

    Errs for a site that closes for longer than three times its longest pause so far.
    """
    if rhythm is None or looked is None:
        return []
    last = history.arrivals[-1]
    if history.accepted is not None and last < history.accepted:
        return []
    if not rhythm.is_silence(last, looked):
        return []
    days = (looked - last).total_seconds() / 86400
    usual = rhythm.longest.total_seconds() / 86400
    said = f"no article for {days:.1f} days; {rhythm.week:.0f} a week are usual, with {usual:.1f} days between at most"
    return [Alarm(history.site, "silent", "", said)]


Windows = list[tuple[Sequence[SiteRun], Sequence[SiteRun]]]


def _windows(history: History, runs: Sequence[SiteRun], kind: str, subject: str) -> tuple[Windows, bool]:
    """The runs that tell what is normal beside the last ones, for each window; and whether this is an alarm already.

    While it is, nothing that came since is normal, and it is over when neither the last run nor the last two are so.
    """
    began = next((o.started for o in history.alarms if (o.kind, o.subject) == (kind, subject)), None)
    if began is None:
        parts: Windows = [(runs[:-number], runs[-number:]) for number in WINDOWS if len(runs) - number >= LEARNING]
        return parts, False
    before = [run for run in runs if run.at < began]
    told = WINDOWS[-1] if len(before) >= WINDOWS[-1] + LEARNING else max(len(before) - LEARNING, 0)
    spared = before[: len(before) - told]  # those that told of it
    return [(spared, runs[-number:]) for number in (1, LOOKS)] if spared else [], True


Count = Callable[[SiteRun], tuple[int, int]]


def _fields(history: History, runs: Sequence[SiteRun]) -> list[Alarm]:
    """A field that pages used to have is missing. Pages of one run are alike (an outlet's column without authors, a
    day of short notices), so that they count for less than as many of different runs. An article that was read before
    tells more, for it is compared with itself: on these the field is hardly ever lost, whatever columns there are.
    """
    alarms = []
    read = [run for run in runs if run.pages]
    for name in FIELDS:
        windows, lasts = _windows(history, read, "field", name)
        fallen = _fallen(windows, (partial(_on_others, name), partial(_on_known, name)), lasts)
        if fallen is not None:
            found, pages, usual = fallen
            share = f"{found} of the last {pages} pages have it; {usual:.0%} is usual"
            alarms.append(Alarm(history.site, "field", name, f"«{name}» is missing: {share}"))
    return alarms


def _on_known(name: str, run: SiteRun) -> tuple[int, int]:
    """The pages on which a field was found before, and still is."""
    had = run.had.get(name, 0)
    return had - run.lost.get(name, 0), had


def _on_others(name: str, run: SiteRun) -> tuple[int, int]:
    kept, had = _on_known(name, run)
    return run.found.get(name, 0) - kept, run.pages - had


def _walls(history: History, runs: Sequence[SiteRun]) -> list[Alarm]:
    """Pages that turn out to be something else: a challenge, a consent page, «not found», no article at all."""
    asked = [run for run in runs if run.pages + run.walls]
    windows, lasts = _windows(history, asked, "walls", "")
    fallen = _fallen(windows, (lambda run: (run.pages, run.pages + run.walls),), lasts)
    if fallen is None:
        return []
    found, pages, _ = fallen
    said = f"{pages - found} of the last {pages} pages were no article (challenge, consent, not found, no text)"
    return [Alarm(history.site, "walls", "", said)]


def _fallen(windows: Windows, counts: Sequence[Count], lasts: bool) -> tuple[int, int, float] | None:
    """The (found, pages) of the last runs and the usual share, if they are less than half of it and so few are beyond
    chance, by all that is counted together. What is an alarm lasts until the share is more than half again.
    """
    for before, last in windows:
        found, pages = _total(counts, last)
        if found / pages > 0.5:
            continue
        usual = Share.of([_total(counts, [run]) for run in before]).mean
        if usual < LEAST_SHARE or found / pages > usual / 2:
            continue
        if lasts or prod(_chance(count, before, last) for count in counts) < CHANCE:
            return found, pages, usual
    return None


def _total(counts: Sequence[Count], runs: Sequence[SiteRun]) -> tuple[int, int]:
    counted = [count(run) for count in counts for run in runs]
    return sum(found for found, _ in counted), sum(pages for _, pages in counted)


def _chance(count: Count, before: Sequence[SiteRun], last: Sequence[SiteRun]) -> float:
    counted = list(map(count, last))
    normal = Share.of(list(map(count, before)))
    return normal.chance(sum(found for found, _ in counted), [pages for _, pages in counted])


def _short(history: History, runs: Sequence[SiteRun]) -> list[Alarm]:
    """Bodies are much shorter than usual: a summary or a notice is read in their place. Lengths are compared by their
    logarithm, for texts are half or twice as long rather than so many characters longer. Single pages may be short, so
    that it takes three, and runs of few pages are compared with such runs, which differ more.
    """
    read = [run for run in runs if run.length]
    windows, lasts = _windows(history, read, "short", "")
    for before, last in windows:
        most = max(run.pages for run in last)
        like = [run for run in before if run.pages <= most]
        usual = [log(run.length or 1) for run in (like if len(like) >= LEARNING else before)]
        now = fmean(log(run.length or 1) for run in last)
        middle = median(usual)
        spread = max(1.48 * median(abs(each - middle) for each in usual), stdev(usual), 0.15)
        far = (middle - now) / spread * len(last) ** 0.5
        if now < middle + log(SHORT) and (lasts or (far > FAR and sum(run.pages for run in last) >= 3)):
            said = f"texts of {exp(now):,.0f} characters; {exp(middle):,.0f} are usual"
            return [Alarm(history.site, "short", "", said)]
    return []


def _source(site: str, source: Source, now: datetime) -> list[Alarm]:
    """What is wrong with one source."""
    told = [look for look in source.looks if look.outcome != "NOT_MODIFIED"]
    alarms = []
    if source.asked != source.url:
        said = f"it was moved to {source.asked}; write that into the site's declaration"
        alarms.append(Alarm(site, "moved", source.url, said))
    elif len(told) > LOOKS and all(look.reason == "moved" for look in told[: LOOKS + 1]):
        said = "it says that it stands on another site for good; whether that is so is for you to see and declare"
        alarms.append(Alarm(site, "moved", source.url, said))
    if told and told[0].reason == "empty_after_full" and _in_row(source.looks, "empty_after_full") >= LOOKS:
        alarms.append(Alarm(site, "empty", source.url, "it names nothing any more, though it is in order otherwise"))
    if len(told) >= LOOKS and all(look.reason == "challenge" for look in told[:LOOKS]):
        alarms.append(Alarm(site, "walls", source.url, "a challenge, consent or login page comes in its place"))
    elif source.failing_since is not None and now - source.failing_since >= FAILING:
        number = _failures(told)
        if number >= FAILURES:
            since = f"{source.failing_since:%Y-%m-%d %H:%M} UTC"
            alarms.append(Alarm(site, "failing", source.url, f"it fails since {since} ({told[0].reason})"))
    return alarms


def _in_row(looks: Sequence[Look], reason: str) -> int:
    """How many of the newest looks say so; «not modified» says what the look before said."""
    number = 0
    for look in looks:
        if look.reason != reason and look.outcome != "NOT_MODIFIED":
            break
        number += 1
    return number


def _failures(looks: Sequence[Look]) -> int:
    number = 0
    for look in looks:
        if look.outcome == "OK":
            break
        number += 1
    return number


def _days(arrivals: Sequence[datetime], now: datetime) -> tuple[int, ...]:
    """Articles of each of the last 14 times 24 hours, the oldest first."""
    days = [0] * 14
    for at in arrivals:
        age = (now - at) // timedelta(days=1)
        if 0 <= age < len(days):
            days[len(days) - 1 - age] += 1
    return tuple(days)


def _shares(runs: Sequence[SiteRun]) -> dict[str, float]:
    pages = sum(run.pages for run in runs)
    return {name: sum(run.found.get(name, 0) for run in runs) / pages for name in FIELDS} if pages else {}
