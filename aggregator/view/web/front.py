"""The front page: the newest stories, and what comes out next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aggregator.store.database import Store
from aggregator.view import objects
from aggregator.view.articles import Entry, find
from aggregator.view.claims import Release, next_releases
from aggregator.view.filters import Condition
from aggregator.view.messages import latest
from aggregator.view.reading import Skipped
from aggregator.view.stories import Story, stories
from aggregator.view.web import words
from aggregator.view.web.asked import Asked, Link, Page, address
from aggregator.view.web.cards import Card, Name, by_day, card, site_titles
from aggregator.view.web.changes import Change, change
from aggregator.view.web.choosing import FILTERS, calendar_link, condition, feed_links, told
from aggregator.view.web.facts import release_mark, where

STORIES = 30
COMING = 9
MOVED, LOOKED = 5, 300
"""Moved dates that are shown, and changes that are looked through for them."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A release that is to come."""

    work: Name
    date: str
    event: str
    where: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """``chosen`` says what the stories are filtered by; ``older`` leads to those behind these."""

    days: list[tuple[str, list[Card]]]
    coming: list[Coming]
    moved: list[Change]
    chosen: list[str]
    kinds: list[tuple[str, str, bool]]
    languages: list[tuple[str, str, bool]]
    older: str | None
    first: bool


def front(store: Store, asked: Asked) -> Page:
    """The newest stories, filtered by the query's parameters; ``after`` goes on behind an article."""
    filters = asked.all(*FILTERS)
    skipped = Skipped()
    after = find(store, asked.one("after")) if asked.one("after").isalnum() else None
    found = _stories(store, condition(store, filters), skipped, after)
    sites = site_titles(store)
    shown = [card(story, sites, asked.now) for story in found[:STORIES]]
    query = {**filters, "after": found[STORIES - 1].lead.id if len(found) > STORIES else ""}
    model = Front(
        days=by_day(shown, asked.today),
        coming=[] if filters or after else coming(store, asked),
        moved=[] if filters or after else moved(store, asked, sites),
        chosen=told(store, filters, sites),
        kinds=_choices(filters, "kind", [kind for one in shown for kind in one.kinds]),
        languages=_choices(filters, "language", [tag for one in shown for tag in one.languages]),
        older=address("/", query) if query["after"] else None,
        first=after is None,
    )
    return Page(
        template="front.html",
        title="Stories" if filters or after else "Today in anime" if _is_new(shown, asked.today) else "Latest in anime",
        model=model,
        data=lambda: {"stories": [objects.story(story) for story in found[:STORIES]], "next": query["after"] or None},
        links=(
            Link("JSON", address("/stories.json", {**filters, "after": asked.one("after")}), "application/json"),
            *feed_links(filters),
            *([calendar_link(filters)] if filters else []),
        ),
        section="stories",
    )


def _is_new(cards: list[Card], today: date) -> bool:
    return not cards or (today - cards[0].day).days <= 1


def coming(store: Store, asked: Asked) -> list[Coming]:
    """The next releases, each work's next one only."""
    found: dict[str, Coming] = {}
    soonest = next_releases(store, asked.today.isoformat(), limit=20 * COMING)
    for claim in sorted(soonest, key=lambda claim: (_is_vague(claim), claim.earliest or "", claim.work or "")):
        if claim.work_id is None or claim.work is None or claim.work_id in found:
            continue
        work = Name(claim.work, f"/work/{claim.work_id}")
        date = words.moment(claim.edtf, claim.time)
        found[claim.work_id] = Coming(work, date, words.event(claim.event), where(claim), release_mark(claim))
        if len(found) == COMING:
            break
    return list(found.values())


def _stories(store: Store, wanted: Condition, skipped: Skipped, after: Entry | None) -> list[Story]:
    return list(stories(store, wanted, skipped, limit=STORIES + 1, singles=True, after=after))


def moved(store: Store, asked: Asked, sites: dict[str, str]) -> list[Change]:
    """Dates that moved or were called off in the last weeks, newest first."""
    found = [
        message
        for message in latest(store, limit=LOOKED, say=words.date_words)
        if message.kind in ("delay", "cancellation")
    ]
    return [change(message, asked, sites) for message in found[:MOVED]]


def _is_vague(claim: Release) -> bool:
    """Whether less than the month is known; such releases stand behind the others."""
    first, last = date.fromisoformat(claim.earliest or ""), date.fromisoformat(claim.latest or "")
    return (last - first).days > 31


def _choices(filters: dict[str, str], name: str, values: list[str]) -> list[tuple[str, str, bool]]:
    """The values that occur, as links that add the filter or take it away: label, address, whether it is chosen."""
    chosen = filters.get(name, "")
    label = words.language if name == "language" else words.plain
    found = sorted({value.replace(" ", "_") if name == "kind" else value for value in values} | {chosen} - {""})
    return [
        (label(value), address("/", {**filters, name: "" if value == chosen else value}), value == chosen)
        for value in found
    ]
