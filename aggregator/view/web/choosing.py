"""Which stories a page or feed shows, by the parameters of its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aggregator.store.database import Store
from aggregator.view import safe
from aggregator.view.claims import Release
from aggregator.view.filters import Condition, Filters, resolve
from aggregator.view.schedule import of_releases
from aggregator.view.web import words
from aggregator.view.web.asked import Link, address

_RELEASES = {
    "platform": "coalesce({a}.platform_id, {a}.platform) = :platform",
    "region": "coalesce({a}.region_code, {a}.region) = :region",
    "event": "{a}.event = :event",
}
RELEASES = tuple(_RELEASES)
"""What releases are chosen by, beside their articles."""
_RECENT = """{{a}}.work_id IN (SELECT next.work_id FROM releases next WHERE next.latest >= :recent
    AND next.ledger IN ('current', 'disputed') AND next.news = 1 AND {terms}
    GROUP BY next.work_id ORDER BY min(next.earliest) LIMIT {most})"""
FILTERS = ("site", "language", "kind", "work", "person")
FEEDS = {
    "json": ("jsonfeed", "JSON Feed", "application/feed+json"),
    "rss": ("rss", "RSS", "application/rss+xml"),
    "atom": ("atom", "Atom", "application/atom+xml"),
}
"""By the end of the address: the format's name in ``aggregator export``, what it is called, its media type."""


def condition(store: Store, chosen: Mapping[str, str]) -> Condition:
    """The parameters as a condition on articles; those left out choose nothing."""
    return resolve(store, _filters(chosen))


def release_condition(store: Store, chosen: Mapping[str, str], since: str, most: int) -> Condition:
    """The parameters as a condition on releases of works that have one on the day ``since`` (ISO 8601) or later:
    the ``most`` works that come first.

    Whole works, because a calendar tells what held before a date moved.
    """
    wanted = of_releases(store, _filters(chosen))
    parameters = {**wanted.parameters, "recent": since}
    for name, term in _RELEASES.items():
        if chosen.get(name):
            wanted = wanted.also(term)
            parameters[name] = chosen[name]
    return replace(wanted.also(_RECENT.format(terms=wanted.holds("next"), most=most)), parameters=parameters)


def fits(claim: Release, chosen: Mapping[str, str]) -> bool:
    """The same of one release, by its own values."""
    values = {
        "platform": claim.platform_id or claim.platform,
        "region": claim.region_code or claim.region,
        "event": claim.event,
    }
    return all(chosen.get(name, "") in ("", value) for name, value in values.items())


def _filters(chosen: Mapping[str, str]) -> Filters:
    def values(name: str) -> tuple[str, ...]:
        return (chosen[name],) if chosen.get(name) else ()

    return Filters(
        sites=values("site"),
        languages=values("language"),
        kinds=values("kind"),
        works=values("work"),
        people=values("person"),
    )


def feed_links(chosen: Mapping[str, str]) -> tuple[Link, ...]:
    """The same stories as feeds."""
    return tuple(Link(label, address(f"/feed.{end}", chosen), kind) for end, (_, label, kind) in FEEDS.items())


def calendar_link(chosen: Mapping[str, str]) -> Link:
    """The releases as a calendar."""
    return Link("iCalendar", address("/calendar.ics", chosen), "text/calendar")


def told(store: Store, chosen: Mapping[str, str], sites: Mapping[str, str]) -> list[str]:
    """The parameters in words."""
    return [_told(store, name, value, sites) for name, value in chosen.items()]


def _told(store: Store, name: str, value: str, sites: Mapping[str, str]) -> str:
    if name in ("work", "person"):
        table, column = ("works", "title") if name == "work" else ("people", "name")
        row = store.row(f"SELECT {column} FROM {table} WHERE id = ?", (value,))  # noqa: S608 -- names of ours
        return safe.line(row[0]) if row else value
    if name == "language":
        return words.language(value)
    if name == "event":
        return words.event(value)
    return sites.get(value, value) if name == "site" else words.plain(value)
