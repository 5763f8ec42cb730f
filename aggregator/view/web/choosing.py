"""Which stories a page or feed shows, by the parameters of its address."""

from __future__ import annotations

from collections.abc import Mapping

from aggregator.store.database import Store
from aggregator.view import safe
from aggregator.view.filters import Condition, Filters, resolve
from aggregator.view.formats import Among
from aggregator.view.web import words
from aggregator.view.web.asked import Link, address

RELEASES = ("platform", "region", "event")
"""What releases are chosen by, beside their articles."""
FILTERS = ("site", "language", "kind", "work", "person")
FEEDS = {
    "json": ("jsonfeed", "JSON Feed", "application/feed+json"),
    "rss": ("rss", "RSS", "application/rss+xml"),
    "atom": ("atom", "Atom", "application/atom+xml"),
}
"""By the end of the address: the format's name in ``aggregator export``, what it is called, its media type."""


def condition(store: Store, chosen: Mapping[str, str]) -> Condition:
    """The parameters as a condition on articles; those left out choose nothing."""

    def values(name: str) -> tuple[str, ...]:
        return (chosen[name],) if chosen.get(name) else ()

    filters = Filters(
        sites=values("site"),
        languages=values("language"),
        kinds=values("kind"),
        works=values("work"),
        people=values("person"),
    )
    return resolve(store, filters)


def feed_links(chosen: Mapping[str, str]) -> tuple[Link, ...]:
    """The same stories as feeds."""
    return tuple(Link(label, address(f"/feed.{end}", chosen), kind) for end, (_, label, kind) in FEEDS.items())


def among(chosen: Mapping[str, str]) -> Among:
    """The parameters as a choice of releases."""
    return Among(**{name: chosen.get(name, "") for name in RELEASES})


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
