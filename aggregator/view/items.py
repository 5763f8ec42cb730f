"""What a feed shows of a story or an article, whatever the feed's format: its summary, never its whole text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from aggregator.store.database import Store
from aggregator.view import safe
from aggregator.view.articles import Entry, Work, listed
from aggregator.view.claims import Credit, Release
from aggregator.view.dates import date_words
from aggregator.view.formats import Selection
from aggregator.view.instants import instant, rfc3339
from aggregator.view.reading import Skipped
from aggregator.view.stories import Story, stories

NAMESPACE = "urn:anime-news"
"""What ids begin with; they come from content, so they are the same in every database and stay."""
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_MOST_DATES = 12

C = TypeVar("C", Release, Credit)


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim, and the ids of the articles of a story that state it."""

    claim: Release | Credit
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a feed; all of it is safe to be written. Dates are RFC 3339, addresses http(s).

    ``articles`` are those of the story, its lead first; ``updated`` is the instant of its last change, which is known
    even where no article states a date (then it is when we first saw it).
    """

    id: str
    story: str | None
    title: str
    url: str | None
    summary: str | None
    image: str | None
    published: str | None
    updated: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    language: str | None
    articles: tuple[Entry, ...]
    works: tuple[Work, ...]
    releases: tuple[Stated, ...]
    credits: tuple[Stated, ...]

    @property
    def lead(self) -> Entry:
        """The article that the item leads to."""
        return self.articles[0]

    @property
    def others(self) -> tuple[Entry, ...]:
        """The story's other articles."""
        return self.articles[1:]

    @property
    def site(self) -> str:
        """The outlet that the item leads to."""
        return safe.line(self.lead.site)


def items(store: Store, selection: Selection, skipped: Skipped) -> Iterator[Item]:
    """The items of a selection, newest first."""
    if selection.by == "story":
        for story in stories(store, selection.condition, skipped, limit=selection.limit, singles=True):
            yield of_story(story)
    else:
        for entry in listed(store, selection.condition, skipped, limit=selection.limit):
            yield of_article(entry)


def of_article(entry: Entry) -> Item:
    """An article as an item."""
    return _item(f"{NAMESPACE}:article:{entry.id}", entry.title, (entry,), story=None)


def of_story(story: Story) -> Item:
    """A story as an item: its lead, the others as further sources, and what all of them state."""
    others = tuple(entry for entry in story.articles if entry.id != story.lead.id)
    return _item(f"{NAMESPACE}:story:{story.id}", story.title, (story.lead, *others), story=story.id)


def body(item: Item) -> str:
    """The item for a reader's eyes, as HTML: summary, dates, and the story's other articles."""
    parts = [f"<p>{_escaped(part)}</p>" for part in (item.summary or "").split("\n\n") if part]
    dates = [_escaped(_date(s.claim)) for s in item.releases if isinstance(s.claim, Release) and _is_told(s.claim)]
    if dates:
        told = "".join(f"<li>{date}</li>" for date in list(dict.fromkeys(dates))[:_MOST_DATES])
        parts.append(f"<ul>{told}</ul>")
    if links := [_link(entry) for entry in item.others]:
        parts.append(f"<p>Also: {'; '.join(links)}</p>")
    return "\n".join(parts) or f"<p>{_escaped(item.title)}</p>"


def dated(store: Store, selection: Selection, skipped: Skipped) -> tuple[str | None, Iterable[Item]]:
    """The instant of a feed's last change, in UTC, None for an empty feed; and its items, newest first.

    A limited feed is read to its end first; of everything the database knows the instant, so that it takes no memory.
    """
    found = items(store, selection, skipped)
    if selection.limit is None:
        return _latest(store, selection), found
    few = list(found)
    return max((item.updated for item in few), default=None), few


def _latest(store: Store, selection: Selection) -> str | None:
    """The instant of the last change among the articles of a selection."""
    row = store.row(
        f"""SELECT max(max(a.sorted_at, CASE WHEN a.modified LIKE '____-__-__T%'
                THEN coalesce(strftime('%Y-%m-%dT%H:%M:%S+00:00', a.modified), '') ELSE '' END))
            FROM articles a WHERE {selection.condition.holds("a")}""",  # noqa: S608 -- SQL of ours
        selection.condition.parameters,
    )
    return rfc3339(row[0]) if row and row[0] else None


def _item(key: str, title: str, articles: tuple[Entry, ...], *, story: str | None) -> Item:
    lead = articles[0]
    published = rfc3339(lead.published, lead.sorted_at)
    pictures = (safe.url(entry.image) for entry in articles)
    tags = (safe.line(tag) for tag in (*lead.kinds, *lead.tags))
    return Item(
        id=key,
        story=story,
        title=safe.line(title),
        url=safe.url(lead.url),
        summary=safe.lines(lead.summary) or None,
        image=next(filter(None, pictures), None),
        published=published,
        updated=_updated(articles) or rfc3339(lead.sorted_at) or "1970-01-01T00:00:00+00:00",
        authors=tuple(name for name in map(safe.line, lead.authors) if name),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        language=lead.language if _LANGUAGE.fullmatch(lead.language) else None,
        articles=articles,
        works=tuple({work.id: work for entry in articles for work in entry.works}.values()),
        releases=_stated((entry.id, entry.releases) for entry in articles),
        credits=_stated((entry.id, entry.credits) for entry in articles),
    )


def _updated(articles: Iterable[Entry]) -> str | None:
    stated = [(text, entry.sorted_at) for entry in articles for text in (entry.published, entry.modified)]
    moments = [moment for text, sorted_at in stated if (moment := instant(rfc3339(text, sorted_at)))]
    return rfc3339(max(moments).isoformat()) if moments else None


def _stated(told: Iterable[tuple[str, tuple[C, ...]]]) -> tuple[Stated, ...]:
    """Each thing that is stated once, with the articles that state it, in the order of the articles."""
    found: dict[tuple[Any, ...], tuple[C, dict[str, None]]] = {}
    for article, claims in told:
        for claim in claims:
            found.setdefault(_key(claim), (claim, {}))[1].setdefault(article)
    return tuple(Stated(claim, tuple(articles)) for claim, articles in found.values())


def _key(claim: Release | Credit) -> tuple[Any, ...]:
    if isinstance(claim, Credit):
        return claim.work_id, claim.role, claim.person_id or claim.name, claim.character, claim.song, claim.news
    where = (claim.platform_id or claim.platform, claim.region_code or claim.region)
    return claim.work_id, claim.event, claim.edtf, claim.time, *where, claim.status, claim.superseded, claim.news


def _is_told(claim: Release) -> bool:
    return claim.news and not claim.superseded


def _date(claim: Release) -> str:
    """A release in a line: «Copper Sparrow: 2027-01-10 25:30, premiere, Tokyo MX»."""
    usual = claim.status in ("scheduled", "released")
    when = " ".join(filter(None, (date_words(claim.edtf), claim.time)))
    told = [when, claim.event.replace("_", " "), claim.platform, claim.region, None if usual else claim.status]
    words = ", ".join(filter(None, told))
    return f"{claim.work}: {words}" if claim.work else words


def _link(entry: Entry) -> str:
    address, site = safe.url(entry.url), _escaped(entry.site)
    named = f'<a href="{html.escape(address)}">{_escaped(entry.title)}</a>' if address else _escaped(entry.title)
    return f"{named} ({site}, {_escaped(entry.language)})"


def _escaped(text: str) -> str:
    return html.escape(safe.lines(text) or "")
