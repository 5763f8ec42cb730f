"""What is new or different, in the order in which it arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from aggregator.store.database import Store
from aggregator.view.instants import instant
from aggregator.view.messages import Message, latest, webhook
from aggregator.view.web import words
from aggregator.view.web.asked import Asked, Link, Page, address
from aggregator.view.web.cards import site_titles

CHANGES = 100
_GREATEST = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change in words; ``href`` leads to the work, story or article that it is of."""

    kind: str
    label: str
    day: date
    at: str
    iso: str
    headline: str
    lines: tuple[str, ...]
    href: str | None
    site: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The page of changes under their days, newest first; ``older`` leads to those before these."""

    days: list[tuple[str, list[Change]]]
    older: str | None


def changes(store: Store, asked: Asked) -> Page:
    """The newest changes, or those before the cursor ``before``."""
    given = asked.one("before")
    before = min(int(given), _GREATEST) if given.isascii() and given.isdigit() else None
    found = latest(store, before=before, limit=CHANGES + 1, say=words.date_words)
    sites = site_titles(store)
    shown = [change(one, asked, sites) for one in found[:CHANGES]]
    next_ = str(found[CHANGES - 1].cursor) if len(found) > CHANGES else ""
    return Page(
        template="changes.html",
        title="Changes",
        model=Changes(
            days=[(words.long_day(at, asked.today), list(those)) for at, those in groupby(shown, lambda one: one.day)],
            older=address("/changes", {"before": next_}) if next_ else None,
        ),
        data=lambda: {
            "changes": list(map(webhook, latest(store, before=before, limit=CHANGES))),
            "next": next_ or None,
        },
        links=(Link("JSON", address("/changes.json", asked.all("before")), "application/json"),),
        section="changes",
    )


def change(message: Message, asked: Asked, sites: Mapping[str, str]) -> Change:
    """A change as pages show it; ``sites`` are the outlets' titles by their names."""
    moment = instant(message.at)
    places = (("work", message.work_id), ("story", message.story_id), ("article", message.article_id))
    return Change(
        kind=message.kind,
        label=words.sentence(message.kind),
        day=moment.astimezone(asked.now.tzinfo).date() if moment else date.min,
        at=words.ago(moment, asked.now) if moment else "",
        iso=moment.isoformat() if moment else "",
        headline=message.headline,
        lines=message.lines,
        href=next((f"/{kind}/{key}" for kind, key in places if key), None),
        site=sites.get(message.site or "") or message.site,
    )
