"""Flat records for tables: articles, stories, releases and credits, each with its columns in their order and types.

What is a list in an article stays one (a cell of CSV joins it); claims are put into words there, and have tables of
their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from aggregator.store.database import Row, Store
from aggregator.view import objects, safe
from aggregator.view.articles import Entry, listed
from aggregator.view.filters import Condition
from aggregator.view.formats import By, Selection
from aggregator.view.reading import Skipped
from aggregator.view.stories import Story, stories

Kind = Literal["text", "number", "flag", "list", "day", "instant"]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its values are, and what they mean."""

    name: str
    kind: Kind
    meaning: str


def _columns(told: str) -> tuple[Column, ...]:
    """Columns written one a line: name, kind, meaning."""
    lines = (line.split(None, 2) for line in told.strip().splitlines())
    return tuple(Column(name, kind, meaning) for name, kind, meaning in lines)  # type: ignore[arg-type]


_STATED = """\
        news             flag    what the article reports; else it is background
        ledger           text    current, superseded, disputed, retracted: what holds now
        quote            text    the words that state it
        rule             text    the rule that found it
        article_id       text    id of the article
        article_version  number  the version that states it
        site             text    the article's source
        language         text    the article's language
        url              text    the article's address
        published        text    when the article came out, ISO 8601
"""
"""What every claim has: where it stands, and what holds of it."""
COLUMNS: dict[By, tuple[Column, ...]] = {
    "article": _columns("""
        id              text     13 characters, made from the canonical address
        url             text     the address as published
        canonical_url   text     the address without trackers: the key
        site            text     name of the source
        language        text     BCP 47 tag
        title           text     the headline, without the site's name
        summary         text     what the page or feed says in short
        body            text     the text, paragraphs with a blank line between them
        authors         list     as written
        published       text     ISO 8601 with offset, or a day alone where no time is stated
        modified        text     the same, of the last change that the page states
        first_seen      instant  when it was seen first
        image           text     address of the lead picture
        video           text     address of the first film
        tags            list     the outlet's own
        kinds           list     kinds of news
        works           list     titles of the works that it is about, the first one first
        releases        list     each in words: date, event, platform, region, status
        credits         list     each in words: role, name, character or song
        version         number   1, and one more for each change of title, summary or text
        headline_only   flag     nothing is known of it beside what a feed or sitemap says
        paywalled       flag     the page itself says that it is not free
        gone            flag     the page was taken away
        duplicate_of    text     id of the article that it is a copy of
        story_id        text     id of its story
    """),
    "story": _columns("""
        id                text    the story's id, which stays
        title             text    of its first article
        first_published   text    ISO 8601, when its first article came out
        first_article_id  text    id of that article
        article_count     number  articles that tell it, copies included
        languages         list    BCP 47 tags
        sites             list    names of the sources, the first one first
        urls              list    addresses of the articles, in the same order
    """),
    "release": _columns(
        """
        id               text    made of all that the claim says
        work_id          text    id of the work
        work             text    its title
        event            text    premiere, theatrical, streaming, home_video, publication, finale, other
        edtf             text    the date as stated, in EDTF (ISO 8601-2): never more exact than the words
        earliest         day     first day of the date's bounds
        latest           day     last day
        time             text    as stated, 25:30 included
        timezone         text    IANA zone of the time
        platform         text    station, service or magazine, as written
        platform_id      text    the same for all spellings
        region           text    as written
        region_code      text    ISO 3166-1, or a group such as world
        status           text    scheduled, delayed, released, cancelled
        superseded       flag    a date that the text itself tells as replaced
"""
        + _STATED
    ),
    "credit": _columns(
        """
        id               text    made of all that the claim says
        work_id          text    id of the work
        work             text    its title
        role             text    role id, such as director
        role_text        text    the role as written
        person_id        text    id of the person or company
        name             text    as written
        character        text    for voices
        song             text    for theme songs
        status           text    new, returning, previous
"""
        + _STATED
    ),
}
"""The columns of each table, by what a row of it is."""

_CLAIMS = """SELECT r.*, w.title AS work, a.site, a.language, a.url, a.published
    FROM {table} r JOIN articles a ON a.id = r.article_id LEFT JOIN works w ON w.id = r.work_id WHERE {shown}
    ORDER BY a.sorted_at DESC, a.id, r.article_version DESC, r.field DESC, r.start, r.id LIMIT {limit:d}"""


def records(store: Store, selection: Selection, skipped: Skipped) -> Iterator[Record]:
    """The rows of a selection, newest article first; each has the columns of its table."""
    columns = COLUMNS[selection.by]
    for found in _TABLES[selection.by](store, selection, skipped):
        yield {column.name: found[column.name] for column in columns}


def _articles(store: Store, selection: Selection, skipped: Skipped) -> Iterator[Record]:
    return map(_article, listed(store, selection.condition, skipped, limit=selection.limit))


def _stories(store: Store, selection: Selection, skipped: Skipped) -> Iterator[Record]:
    return map(_story, stories(store, selection.condition, skipped, limit=selection.limit, singles=True))


def _releases(store: Store, selection: Selection, _: Skipped) -> Iterator[Record]:
    return _claims(store, "releases", selection.condition, selection.limit)


def _credits(store: Store, selection: Selection, _: Skipped) -> Iterator[Record]:
    return _claims(store, "credits", selection.condition, selection.limit)


_TABLES: dict[By, Callable[[Store, Selection, Skipped], Iterator[Record]]] = {
    "article": _articles,
    "story": _stories,
    "release": _releases,
    "credit": _credits,
}


def _claims(store: Store, table: str, condition: Condition, limit: int | None) -> Iterator[Record]:
    sql = _CLAIMS.format(table=table, shown=condition.shows("a"), limit=-1 if limit is None else limit)
    return map(_claim, store.execute(sql, condition.parameters))


def _claim(row: Row) -> Record:
    told = {name: safe.lines(value) if isinstance(value, str) else value for name, value in dict(row).items()}
    return told | {"url": safe.url(row["url"])} | {name: bool(row[name]) for name in _FLAGS if name in told}


_FLAGS = ("superseded", "news")


def _article(entry: Entry) -> Record:
    shown = objects.article(entry, whole=True)
    return shown | {
        "works": [work["title"] for work in shown["works"]],
        "releases": [_words(r, "edtf", "time", "event", "platform", "region", "status") for r in shown["releases"]],
        "credits": [_words(credit, "role", "name", "character", "song") for credit in shown["credits"]],
    }


def _words(claim: Record, *names: str) -> str:
    """A claim as one sees it in a cell: «2027-01-10 25:30, premiere, Tokyo MX, scheduled»."""
    return ", ".join(safe.line(claim[name]) for name in names if claim[name])


def _story(story: Story) -> Record:
    shown = objects.story(story)
    sources = shown["articles"]
    return shown | {
        "sites": list(dict.fromkeys(source["site"] for source in sources)),
        "urls": [source["url"] for source in sources if source["url"]],
    }
