"""Feeds of what a page shows, by the same writers as ``aggregator export``."""

from __future__ import annotations

from io import BytesIO

from aggregator.store.database import Store
from aggregator.view.formats import FORMATS, Selection
from aggregator.view.reading import Skipped
from aggregator.view.web.asked import Answer, Asked, File, Missing
from aggregator.view.web.choosing import FEEDS, FILTERS, condition

ITEMS = 100
"""Stories of a feed."""


def feed(store: Store, asked: Asked) -> Answer:
    """The stories of the front page's filters as a feed."""
    form = FEEDS.get(asked.parts["end"])
    if form is None:
        return Missing(f"There is no feed in the form «{asked.parts['end']}».")
    out = BytesIO()
    selection = Selection(condition=condition(store, asked.all(*FILTERS)), by="story", limit=ITEMS)
    FORMATS[form[0]].load()(store, selection, out, Skipped())
    return File(out.getvalue(), form[2])
