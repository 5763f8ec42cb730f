"""A story as a card: what it is, who tells it, and what is new in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby
from urllib.parse import urlsplit

from aggregator.store.database import Store
from aggregator.view import safe
from aggregator.view.added import added
from aggregator.view.articles import Entry
from aggregator.view.instants import day, instant
from aggregator.view.stories import Story
from aggregator.view.web import words
from aggregator.view.web.facts import Fact, facts, in_short

MOST_FACTS = 4
"""Facts that a card shows."""
PATTERNS = 6
HUES = 8


@dataclass(frozen=True, slots=True)
class Plate:
    """What stands where there is no picture: a sign on a pattern, always the same ones for the same words."""

    sign: str
    pattern: int
    hue: int


@dataclass(frozen=True, slots=True)
class Name:
    """Something with an address; ``note`` is what is said beside it, such as its language."""

    title: str
    href: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A point of time: for machines, and as a page tells it; ``seen`` says that it is when we saw it first."""

    iso: str
    words: str
    seen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story in short. ``more`` counts the facts that are not shown; ``day`` is the one that it stands under, and
    ``clock`` the time of that day.
    """

    href: str
    title: str
    language: str
    summary: str | None
    picture: str | None
    plate: Plate
    when: When
    clock: str
    day: date
    kinds: tuple[str, ...]
    works: tuple[Name, ...]
    outlets: tuple[Name, ...]
    languages: tuple[str, ...]
    facts: tuple[Fact, ...]
    more: int


def card(story: Story, sites: Mapping[str, str], now: datetime) -> Card:
    """A story's card; ``sites`` are the outlets' titles by their names."""
    lead = story.lead
    told = [article for article in story.articles if article.duplicate_of is None] or [lead]
    found = in_short(facts(claim for claims in added(told).values() for claim in claims))
    works = tuple(dict.fromkeys(Name(safe.line(w.title), f"/work/{w.id}") for article in told for w in article.works))
    moment = when(lead, now)
    return Card(
        href=f"/story/{story.id}" if story.grouped else f"/article/{lead.id}",
        title=safe.line(story.title),
        language=safe.line(lead.language),
        summary=safe.lines(lead.summary),
        picture=next(filter(None, (picture(article.image) for article in told)), None),
        plate=plate(works[0].title if works else story.title),
        when=moment,
        clock=_clock(lead, moment, now),
        day=_day(lead, now.tzinfo),
        kinds=tuple(words.plain(k) for k in dict.fromkeys(k for a in told for k in a.kinds) if k != "other"),
        works=works[:3],
        outlets=outlets(told, sites),
        languages=tuple(dict.fromkeys(safe.line(article.language) for article in told)),
        facts=found[:MOST_FACTS],
        more=max(0, len(found) - MOST_FACTS),
    )


def by_day(cards: Iterable[Card], today: date) -> list[tuple[str, list[Card]]]:
    """Cards under the days that they belong to."""
    return [(words.long_day(at, today), list(those)) for at, those in groupby(cards, lambda one: one.day)]


def outlets(articles: Iterable[Entry], sites: Mapping[str, str]) -> tuple[Name, ...]:
    """Who tells it, the first one first; the link leads to the outlet's own article."""
    named = {
        article.site: Name(sites.get(article.site) or safe.line(article.site), safe.url(article.url) or "", language)
        for article in reversed(list(articles))
        for language in [safe.line(article.language)]
    }
    return tuple(reversed(named.values()))


def site_titles(store: Store) -> dict[str, str]:
    """What outlets call themselves, by their names in the database."""
    return {row["site"]: safe.line(row["title"] or row["site"]) for row in store.rows("SELECT site, title FROM sites")}


def when(entry: Entry, now: datetime) -> When:
    """When an article came out, or else when we saw it first."""
    alone = day(entry.published)
    if alone:
        return When(alone.isoformat(), words.day(alone))
    moment = instant(entry.published) or instant(entry.sorted_at)
    if moment is None:
        return When("", safe.line(entry.sorted_at), seen=True)
    return When(moment.isoformat(), words.ago(moment, now), seen=instant(entry.published) is None)


def picture(address: str | None) -> str | None:
    """A picture's address if it can be asked for safely: by https (most hosts that say http know it too)."""
    sound = safe.url(address)
    if sound is None:
        return None
    parts = urlsplit(sound)
    if parts.scheme == "https":
        return sound
    named = parts.hostname and not parts.hostname.replace(".", "").isdigit() and ":" not in parts.hostname
    return parts._replace(scheme="https").geturl() if named and parts.port is None else None


def plate(title: str) -> Plate:
    """The plate of a title."""
    digest = hashlib.sha256(title.encode("utf-8", "replace")).digest()
    sign = next((char for char in title if char.isalnum()), "·")
    return Plate(sign.upper(), digest[0] % PATTERNS, digest[1] % HUES)


def _clock(entry: Entry, told: When, now: datetime) -> str:
    """How a time is told below its day: «3 hours ago», «14:05», nothing where only the day is known."""
    moment = None if day(entry.published) else instant(entry.sorted_at)
    if moment is None:
        return ""
    return told.words if told.words.endswith(("ago", "now")) else f"{moment.astimezone(now.tzinfo):%H:%M}"


def _day(entry: Entry, zone: tzinfo | None) -> date:
    alone, moment = day(entry.published), instant(entry.sorted_at)
    if alone or moment is None:
        return alone or date.min
    return moment.astimezone(zone).date()
