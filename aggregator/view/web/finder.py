"""The search: articles with the passage that holds the words, and the works and people of that name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aggregator.store.database import Store
from aggregator.view import objects, safe
from aggregator.view.reading import Skipped
from aggregator.view.search import Hit, search
from aggregator.view.snippets import Piece, mark, wanted
from aggregator.view.web import words
from aggregator.view.web.asked import Asked, Link, Page, address
from aggregator.view.web.cards import Name, Plate, When, picture, plate, site_titles, when
from aggregator.view.web.choosing import condition

HITS = 30
_NAMED = {
    "work": """SELECT work_id AS id, name FROM work_names WHERE name >= :from AND name < :to
               UNION SELECT id, title FROM works WHERE title = :from LIMIT 60""",
    "person": """SELECT person_id AS id, name FROM person_names WHERE name >= :from AND name < :to
               UNION SELECT id, name FROM people WHERE name = :from LIMIT 60""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A found article."""

    href: str
    title: Sequence[Piece]
    passage: Sequence[Piece]
    outlet: str
    language: str
    when: When
    picture: str | None
    plate: Plate


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was found. ``searched`` is False where the query holds nothing to search for, ``capped`` is True where only
    the newest were ranked.
    """

    query: str
    language: str
    results: list[Result]
    named: list[Name]
    searched: bool
    capped: bool


def find_page(store: Store, asked: Asked) -> Page:
    """What the words of ``q`` find, in ``language`` if that is given."""
    query = asked.one("q")
    chosen = asked.all("language", "site", "kind")
    found = search(store, query, condition(store, chosen), Skipped(), limit=HITS)
    sites = site_titles(store)
    asked_words = wanted(query)
    model = Search(
        query=query,
        language=chosen.get("language", ""),
        results=[_result(hit, mark(safe.line(hit.entry.title), asked_words), sites, asked) for hit in found.hits],
        named=_named(store, query) if found.searched else [],
        searched=found.searched,
        capped=found.capped,
    )
    return Page(
        template="search.html",
        title=f"Search: {query}" if query else "Search",
        model=model,
        data=lambda: {"query": query, "capped": found.capped, "articles": [objects.hit(hit) for hit in found.hits]},
        links=(Link("JSON", address("/search.json", {"q": query, **chosen}), "application/json"),),
        section="search",
    )


def _result(hit: Hit, title: Sequence[Piece], sites: dict[str, str], asked: Asked) -> Result:
    entry = hit.entry
    return Result(
        href=f"/story/{entry.story_id}#a-{entry.id}" if entry.story_id else f"/article/{entry.id}",
        title=title,
        passage=hit.snippet,
        outlet=sites.get(entry.site) or safe.line(entry.site),
        language=safe.line(entry.language),
        when=when(entry, asked.now),
        picture=picture(entry.image),
        plate=plate(safe.line(entry.works[0].title if entry.works else entry.title)),
    )


def _named(store: Store, query: str) -> list[Name]:
    """Works and people whose names begin with the query."""
    found: dict[str, Name] = {}
    for kind, sql in _NAMED.items():
        for row in store.rows(sql, {"from": query, "to": query + "\U0010ffff"}):
            found.setdefault(row["id"], Name(safe.line(row["name"]), f"/{kind}/{row['id']}", words.plain(kind)))
    return list(found.values())[:8]
