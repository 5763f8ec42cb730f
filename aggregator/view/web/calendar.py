"""The release calendar, by month or by season. What has no day yet stands under the time it is said for."""

from __future__ import annotations

from calendar import monthcalendar
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from aggregator.store.database import Store
from aggregator.view import objects, safe
from aggregator.view.claims import Release, Told, Wanted, releases
from aggregator.view.web import words
from aggregator.view.web.asked import Answer, Asked, Link, Page, Wrong, address
from aggregator.view.web.cards import Name, Plate, plate
from aggregator.view.web.choosing import calendar_link, fits
from aggregator.view.web.facts import region, release_mark
from aggregator.view.web.periods import Period, holding, period_of

MOST = 5_000
"""Releases that are looked at."""
MOST_WORKS = 200
"""Works of one page, dated or not; the rest of its days is a link away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A release of a work; ``sources`` counts the outlets that say so."""

    event: str
    time: str
    platform: str
    region: str
    mark: str
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A work with its releases at one time."""

    work: Name
    plate: Plate
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the month, how many works come out on it, and where they stand."""

    day: date
    many: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A filter: the values that occur in this time, with their labels and how many releases have them."""

    name: str
    label: str
    chosen: str
    values: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """``days`` are those with releases, ``loose`` the times within which the others fall, ``weeks`` the days of a
    month, Monday first; ``rest`` leads to the days that are too many for one page.
    """

    period: Period
    before: Name
    after: Name
    other: Name
    today: date
    choices: tuple[Choice, ...]
    weeks: list[list[Cell | None]]
    days: list[tuple[date, str, list[Entry]]]
    rest: Name | None
    loose: list[tuple[str, list[Entry]]]
    count: int
    clear: str
    subscribe: str | None


Day = tuple[date, list[Told[Release]]]
"""A day with what comes out on it."""
_VALUES: dict[str, tuple[str, Callable[[Release], tuple[str, str]]]] = {
    "platform": ("Platform", lambda r: (r.platform_id or r.platform or "", r.platform or "")),
    "region": ("Region", lambda r: (r.region_code or r.region or "", region(r))),
    "event": ("Event", lambda r: (r.event, words.event(r.event))),
}


def calendar(store: Store, asked: Asked) -> Answer:
    """The releases of a month (``month=2027-01``) or season (``season=2027-winter``), today's month by default."""
    period = period_of(asked)
    if period is None:
        return Wrong("Write a month as 2027-01 or a season as 2027-winter.")
    wanted = Wanted(between=(period.first.isoformat(), period.last.isoformat()))
    found = [told for told in releases(store, wanted, limit=MOST) if told.claim.work_id]
    chosen = asked.all(*_VALUES, "language")
    shown = [told for told in found if _fits(told, chosen)]
    dated = [told for told in shown if told.claim.earliest == told.claim.latest]
    open_ = [told for told in shown if told.claim.earliest != told.claim.latest]
    query = {**period.query, **chosen}
    every = _by_day(dated)
    counts = {at: len({told.claim.work_id for told in those}) for at, those in every}
    days, rest = _page(every, counts, asked.one("from"))
    model = Calendar(
        period=period,
        before=_neighbour(period, -1, chosen),
        after=_neighbour(period, 1, chosen),
        other=_other(period, chosen),
        today=asked.today,
        choices=_choices(found, chosen),
        weeks=_weeks(period, counts, {at for at, _ in days}, query) if period.kind == "month" and every else [],
        days=[(at, f"{at:%a}", _entries(those)) for at, those in days],
        rest=Name(words.day(rest), address("/calendar", {**query, "from": rest.isoformat()})) if rest else None,
        loose=_some(_by_span(open_)),
        count=len(shown),
        clear=address("/calendar", period.query),
        subscribe=_subscribe(asked.origin, chosen),
    )
    return Page(
        template="calendar.html",
        title=f"Releases in {period.title}",
        model=model,
        data=lambda: {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "releases": list(map(objects.told, shown)),
        },
        links=(Link("JSON", address("/calendar.json", query), "application/json"), calendar_link(chosen)),
        section="calendar",
    )


def _subscribe(origin: str, chosen: dict[str, str]) -> str | None:
    """The address that calendar programs ask again and again; ``webcal`` makes browsers hand it to them."""
    return address(f"webcal:{origin.partition(':')[2]}/calendar.ics", chosen) if origin else None


def _fits(told: Told[Release], chosen: dict[str, str]) -> bool:
    language = chosen.get("language")
    if language and not any(source.language == language for source in told.sources):
        return False
    return fits(told.claim, chosen)


def _choices(found: Sequence[Told[Release]], chosen: dict[str, str]) -> tuple[Choice, ...]:
    choices = [
        _choice(name, label, chosen.get(name, ""), [value(told.claim) for told in found])
        for name, (label, value) in _VALUES.items()
    ]
    spoken = [(tag, words.language(tag)) for told in found for tag in sorted({s.language for s in told.sources})]
    return (*choices, _choice("language", "Language", chosen.get("language", ""), spoken))


def _choice(name: str, label: str, chosen: str, pairs: Iterable[tuple[str, str]]) -> Choice:
    labels: dict[str, str] = {}
    counts: dict[str, int] = {}
    for value, text in pairs:
        if value:
            labels.setdefault(value, safe.line(text))
            counts[value] = counts.get(value, 0) + 1
    if chosen:
        labels.setdefault(chosen, chosen)
        counts.setdefault(chosen, 0)
    values = sorted(((value, labels[value], counts[value]) for value in labels), key=lambda v: v[1].casefold())
    return Choice(name=name, label=label, chosen=chosen, values=tuple(values))


def _by_day(found: Sequence[Told[Release]]) -> list[Day]:
    days: dict[date, list[Told[Release]]] = {}
    for told in found:
        days.setdefault(date.fromisoformat(told.claim.earliest or ""), []).append(told)
    return sorted(days.items())


def _page(days: Sequence[Day], counts: Mapping[date, int], start: str) -> tuple[list[Day], date | None]:
    """The days from one on (ISO 8601) that fit on a page, at least one, and the day that the next page begins with."""
    later = [(at, those) for at, those in days if at.isoformat() >= start]
    count = 0
    for place, (at, _) in enumerate(later):
        count += counts[at]
        if place and count > MOST_WORKS:
            return later[:place], at
    return later, None


def _some(spans: Iterable[tuple[str, list[Told[Release]]]]) -> list[tuple[str, list[Entry]]]:
    """As many works without a day as fit on a page, those of the narrowest times."""
    left, found = MOST_WORKS, []
    for when, those in spans:
        entries = _entries(those, left)
        left -= len(entries)
        if entries:
            found.append((when, entries))
        if not left:
            break
    return found


def _weeks(
    period: Period,
    counts: Mapping[date, int],
    shown: Set[date],
    query: dict[str, str],
) -> list[list[Cell | None]]:
    def cell(number: int) -> Cell | None:
        if not number:
            return None
        day = period.first.replace(day=number)
        page = "" if day in shown else address("/calendar", {**query, "from": day.isoformat()})
        return Cell(day, counts.get(day, 0), f"{page}#d-{day}")

    return [[cell(number) for number in week] for week in monthcalendar(period.first.year, period.first.month)]


def _by_span(found: Sequence[Told[Release]]) -> list[tuple[str, list[Told[Release]]]]:
    """The times that are less than a day sure, the narrowest first."""
    spans: dict[tuple[int, str, str], list[Told[Release]]] = {}
    for told in found:
        first, last = told.claim.earliest or "", told.claim.latest or ""
        length = (date.fromisoformat(last) - date.fromisoformat(first)).days
        spans.setdefault((length, first, words.date_words(told.claim.edtf)), []).append(told)
    return [(when, those) for (_, _, when), those in sorted(spans.items(), key=lambda item: item[0])]


def _entries(found: Iterable[Told[Release]], most: int = MOST_WORKS) -> list[Entry]:
    works: dict[str, list[Told[Release]]] = {}
    for told in found:
        works.setdefault(told.claim.work_id or "", []).append(told)
    return [
        Entry(
            work=Name(safe.line(those[0].claim.work or ""), f"/work/{key}"),
            plate=plate(safe.line(those[0].claim.work or "")),
            lines=_lines(those),
        )
        for key, those in islice(works.items(), most)
    ]


def _lines(found: Sequence[Told[Release]]) -> tuple[Line, ...]:
    """A work's releases, without what one says of an event that another one says with its platform or region."""
    lines = [_line(told) for told in found]
    placed = {(one.event, one.mark) for one in lines if one.platform or one.region}
    return tuple(one for one in lines if one.time or one.platform or one.region or (one.event, one.mark) not in placed)


def _line(told: Told[Release]) -> Line:
    claim = told.claim
    return Line(
        event=words.event(claim.event),
        time=safe.line(claim.time or ""),
        platform=safe.line(claim.platform or ""),
        region=safe.line(region(claim)),
        mark=release_mark(claim),
        sources=len({source.site for source in told.sources}),
    )


def _neighbour(period: Period, step: int, chosen: dict[str, str]) -> Name:
    at = period.last + timedelta(days=1) if step > 0 else period.first - timedelta(days=1)
    next_ = holding(period.kind, at) or period
    return Name(words.sentence(next_.title), address("/calendar", {**next_.query, **chosen}))


def _other(period: Period, chosen: dict[str, str]) -> Name:
    """The season of a month, the first month of a season."""
    other = holding("season" if period.kind == "month" else "month", period.first) or period
    return Name(words.sentence(other.title), address("/calendar", {**other.query, **chosen}))
