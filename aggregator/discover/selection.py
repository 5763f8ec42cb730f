"""Which of the links that a source names are worth a request: new ones, changed ones, and of archives the newest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from aggregator.base.records import Link
from aggregator.base.text import comparable

RECENT = timedelta(days=30)
"""A sitemap's entries of this age or younger are always taken."""
NEWEST = 1000
"""So are this many of its newest entries, however old."""
NEWEST_CHILDREN = 3
MAX_CHILDREN = 1000
_CHURN_SHARE = 0.5
_CHURN_MINIMUM = 5


def signature(link: Link) -> str:
    """What a source says of an article, as far as a change of it may mean that the article changed: its title and
    the time of its last modification.
    """
    modified = link.modified.astimezone(UTC).isoformat(timespec="seconds") if link.modified else ""
    return f"{comparable(link.title or '')}\n{modified}"


def which_changed(said: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    """The keys of which a source says something else than before; both map a key to its :func:`signature`.

    A source that stamps all its entries anew at every look says nothing by it: where more than half of at least five
    known entries changed in their time alone, only those with another title count.
    """
    changed = [key for key, now in said.items() if key in before and before[key] != now]
    titles = [key for key in changed if _title(said[key]) != _title(before[key])]
    known = sum(key in before for key in said)
    stamped = len(changed) - len(titles)
    if known >= _CHURN_MINIMUM and stamped > known * _CHURN_SHARE:
        return titles
    return changed


def guids_churn(ids: Collection[tuple[str | None, str | None]]) -> bool:
    """Whether a feed gives its entries other ids at every look: more than half of at least five, as (before, now)."""
    stated = [(before, now) for before, now in ids if before and now]
    churned = sum(before != now for before, now in stated)
    return len(stated) >= _CHURN_MINIMUM and churned > len(stated) * _CHURN_SHARE


def recent_links(links: Sequence[Link], *, now: datetime, since: datetime | None) -> tuple[Link, ...]:
    """Of a sitemap's links those worth taking, newest first.

    With ``since`` all from then on, and the undated; else those of the last 30 days, the undated, and in any case
    the 1,000 newest: a sitemap may list every article of twenty years.
    """
    ordered = sorted(links, key=lambda link: _time(link) or now, reverse=True)
    oldest = since or now - RECENT
    keep = 0 if since else NEWEST
    return tuple(
        link for place, link in enumerate(ordered) if place < keep or (time := _time(link)) is None or time >= oldest
    )


def recent_children(
    children: Sequence[tuple[str, datetime | None]], *, now: datetime, since: datetime | None
) -> tuple[tuple[str, datetime | None], ...]:
    """Of a sitemap index's sitemaps those worth asking for, newest first: like :func:`recent_links`."""
    ordered = sorted(children, key=lambda child: child[1] or now, reverse=True)
    oldest = since or now - RECENT
    keep = 0 if since else NEWEST_CHILDREN
    return tuple(
        child for place, child in enumerate(ordered) if place < keep or child[1] is None or child[1] >= oldest
    )[:MAX_CHILDREN]


def _title(text: str) -> str:
    return text.partition("\n")[0]


def _time(link: Link) -> datetime | None:
    return max((time for time in (link.published, link.modified) if time), default=None)
