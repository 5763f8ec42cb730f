"""Which stories a page or feed shows, by the parameters of its address."""

from __future__ import annotations

from collections.abc import Mapping

from aggregator.store.database import Store
from aggregator.view.filters import Condition, Filters, resolve
from aggregator.view.formats import FORMATS
from aggregator.view.web.asked import Link, address

FILTERS = ("site", "language", "kind", "work", "person")
_KNOWN = {
    "json": ("jsonfeed", "JSON Feed", "application/feed+json"),
    "rss": ("rss", "RSS", "application/rss+xml"),
    "atom": ("atom", "Atom", "application/atom+xml"),
}
FEEDS = {end: form for end, form in _KNOWN.items() if form[0] in FORMATS}
"""By the end of the address: the format's name in :data:`FORMATS`, what it is called, its media type."""


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
