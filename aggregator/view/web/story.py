"""A story with its sources side by side: what each adds, in its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aggregator.store.database import Store
from aggregator.view import objects, safe
from aggregator.view.added import added
from aggregator.view.articles import Entry, find
from aggregator.view.claims import Credit, Release
from aggregator.view.histories import Version, history
from aggregator.view.passages import Part, Passage, Span, marked, passages
from aggregator.view.reading import Skipped
from aggregator.view.stories import Story, find_story
from aggregator.view.web import words
from aggregator.view.web.asked import Answer, Asked, Link, Missing, Moved, Page
from aggregator.view.web.cards import Card, Name, When, card, site_titles, when
from aggregator.view.web.facts import Fact, by_work, facts

MOST_PASSAGES = 12
"""Passages of one article; the article itself is a link away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One source of a story. ``adds`` is what no earlier one states, by works, ``repeats`` how many facts one
    does.
    """

    id: str
    outlet: str
    site: str
    language: str
    language_name: str
    url: str | None
    title: tuple[Part, ...]
    when: When
    authors: tuple[str, ...]
    summary: str | None
    adds: list[tuple[Fact, list[Fact]]]
    repeats: int
    background: tuple[Fact, ...]
    passages: Sequence[Passage]
    cut: int
    versions: Sequence[Version]
    marks: tuple[str, ...]
    copies: tuple[Name, ...]
    films: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story: its card, its sources in the order of time, and who makes its works."""

    card: Card
    tellings: list[Telling]


def story(store: Store, asked: Asked) -> Answer:
    """The story of an id; one that became another's leads there."""
    skipped = Skipped()
    key = asked.parts["id"]
    found = find_story(store, key, skipped)
    if found is None:
        return Missing(f"There is no story «{key}» in this database.")
    if found.id != key:
        return Moved(f"/story/{found.id}{asked.parts.get('form') or ''}")
    return _page(store, asked, found, skipped, f"/story/{found.id}")


def article(store: Store, asked: Asked) -> Answer:
    """An article that stands alone as the story that it is; one of a story leads there."""
    key = asked.parts["id"]
    entry = find(store, key)
    if entry is None or entry.id != key:
        return Missing(f"There is no article «{key}» in this database.")
    form = asked.parts.get("form") or ""
    if entry.story_id and not form:
        return Moved(f"/story/{entry.story_id}#a-{entry.id}")
    alone = Story(
        id=entry.id, title=entry.title, first_published=entry.published, lead=entry, articles=(entry,), grouped=False
    )
    page = _page(store, asked, alone, Skipped(), f"/article/{entry.id}")
    return replace(page, data=lambda: objects.history(history(store, entry, Skipped()))) if form else page


def _page(store: Store, asked: Asked, found: Story, skipped: Skipped, path: str) -> Page:
    sites = site_titles(store)
    told = [entry for entry in found.articles if entry.duplicate_of is None] or list(found.articles)
    new = added(told)
    shown = card(found, sites, asked.now)
    tellings = [_telling(entry, found, new[entry.id], sites, asked) for entry in told]
    for place, entry in enumerate(told):
        if entry.version > 1:
            versions = history(store, entry, skipped).versions[1:]
            tellings[place] = replace(tellings[place], versions=versions)
    return Page(
        template="story.html",
        title=shown.title,
        model=Told(card=shown, tellings=tellings),
        data=lambda: (
            objects.story(found) | {"articles": [objects.article(entry, whole=False) for entry in found.articles]}
        ),
        links=(Link("JSON", f"{path}.json", "application/json"),),
        section="stories",
    )


def _telling(
    entry: Entry, found: Story, adds: Sequence[Release | Credit], sites: dict[str, str], asked: Asked
) -> Telling:
    claims: list[Release | Credit] = [*entry.releases, *entry.credits]
    news = [claim for claim in claims if claim.news]
    new = {claim.id for claim in adds}
    spans = [(claim.field, Span(claim.start, claim.end, claim.id in new)) for claim in claims]
    around = passages(entry.body or "", (span for field, span in spans if field == "body"))
    copies = [one for one in found.articles if one.duplicate_of == entry.id]
    return Telling(
        id=entry.id,
        outlet=sites.get(entry.site) or safe.line(entry.site),
        site=safe.line(entry.site),
        language=safe.line(entry.language),
        language_name=words.language(entry.language),
        url=safe.url(entry.url),
        title=tuple(marked(entry.title, [span for field, span in spans if field == "title"])),
        when=when(entry, asked.now),
        authors=tuple(map(safe.line, entry.authors)),
        summary=safe.lines(entry.summary),
        adds=by_work(facts(adds)),
        repeats=max(0, len(news) - len(adds)),
        background=facts(claim for claim in claims if not claim.news),
        passages=around[:MOST_PASSAGES],
        cut=max(0, len(around) - MOST_PASSAGES),
        versions=(),
        marks=_marks(entry),
        copies=tuple(Name(sites.get(c.site) or safe.line(c.site), safe.url(c.url) or "") for c in copies),
        films=tuple(
            Name(words.provider(safe.line(film.provider)), address)
            for film in entry.videos
            if (address := safe.url(film.url))
        ),
    )


def _marks(entry: Entry) -> tuple[str, ...]:
    marks = {"headline only": entry.headline_only, "behind a paywall": entry.paywalled, "taken down": entry.gone}
    return tuple(mark for mark, holds in marks.items() if holds)
