"""Feeds and calendars of what a page shows, by the same writers as ``aggregator export``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO

from aggregator.store.database import Store
from aggregator.view.formats import FORMATS, Selection
from aggregator.view.reading import Skipped
from aggregator.view.web.asked import Answer, Asked, File, Missing, address
from aggregator.view.web.cards import site_titles
from aggregator.view.web.choosing import FEEDS, FILTERS, RELEASES, condition, release_condition, told

ITEMS = 100
"""Stories of a feed."""
EVENTS = 1_000
"""Releases of a calendar, those that come first."""
PAST = timedelta(days=60)
"""How far back a calendar goes."""


def feed(store: Store, asked: Asked) -> Answer:
    """The stories of the front page's filters as a feed."""
    form = FEEDS.get(asked.parts["end"])
    if form is None:
        return Missing(f"There is no feed in the form «{asked.parts['end']}».")
    return File(_written(store, asked, form[0], asked.all(*FILTERS), "/"), form[2])


def calendar_file(store: Store, asked: Asked) -> File:
    """The releases of the calendar's filters as a calendar: those to come, and of the last months."""
    chosen = asked.all(*FILTERS, *RELEASES)
    return File(_written(store, asked, "ics", chosen, "/calendar"), "text/calendar", "releases.ics")


def _written(store: Store, asked: Asked, form: str, chosen: Mapping[str, str], page: str) -> bytes:
    out = BytesIO()
    since = (asked.today - PAST).isoformat()
    calendar = FORMATS[form].calendar
    selection = Selection(
        condition=release_condition(store, chosen, since, EVENTS) if calendar else condition(store, chosen),
        by=FORMATS[form].by,
        limit=EVENTS if calendar else ITEMS,
        since=since if calendar else "",
        title=": ".join(["Anime news", *([", ".join(told(store, chosen, site_titles(store)))] if chosen else [])]),
        home_page_url=f"{asked.origin}{address(page, chosen)}" if asked.origin else None,
        feed_url=f"{asked.origin}{address(asked.path, chosen)}" if asked.origin else None,
        key=address(page, chosen),
    )
    FORMATS[form].load()(store, selection, out, Skipped())
    return out.getvalue()
