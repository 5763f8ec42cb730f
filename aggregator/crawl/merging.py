"""Two databases become one: as if one crawl had brought what both hold.

What an article was and when stands in the database: its versions, each with the time since when it stood like this.
These states go through the path again in the order of time, those of both databases together, so that versions, claims,
copies, stories and the ledger come about as they always do; there is no second set of rules for joining them. What
articles state is thereby read anew with the present rules.

An article that both hold alike is passed over, and one whose states change nothing is left as it was: a second time
changes no row, and the order of databases does not matter. Archived pages stay where they are: rows that point to them
are kept here, and the other's are not taken along, for the files that they point into stand beside the other one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from aggregator.base.errors import BadInputError
from aggregator.base.records import Article
from aggregator.base.sites import Site
from aggregator.crawl.correcting import follow
from aggregator.crawl.path import forget_article, replace_article
from aggregator.store import articles
from aggregator.store.corrections import Correction, correct
from aggregator.store.database import Row, Store
from aggregator.store.forget import is_forgotten

PART = 20
"""Articles of one unit: what a kill takes back; the next merge goes on."""
_LISTS = ("article_versions", "authors", "article_tags", "article_images", "article_videos", "declared_originals")
_NOT_SAID = frozenset({"last_seen", "kinds", "duplicate_of", "story_id", "docid"})
"""Columns of an article that are bookkeeping, or follow from others."""
_TAKEN = ("sites", "frontier", "mentions")


@dataclass(slots=True)
class Merged:
    """What a merge did: articles that are new here, that were completed or changed, that were there already, and that
    a person here had forgotten.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    forgotten: int = 0


def merge(
    store: Store, other: Store, *, site_of: Callable[[str], Site | None], now: datetime, told: Callable[[Merged], None]
) -> Merged:
    """Take all that ``other`` holds into ``store``. ``site_of`` gives a site's declaration by its name; ``told`` hears
    how far it is. Raises :class:`StorageError`.
    """
    done = Merged()
    _forget(store, other, now)
    corrected = _correct(store, other)
    known = _Sites(store, other, site_of)
    ids = [row["id"] for row in other.rows("SELECT id FROM articles ORDER BY first_seen, id")]
    for start in range(0, len(ids), PART):
        with store.write():
            for article_id in ids[start : start + PART]:
                _take(store, other, article_id, known, done)
        told(done)
    with store.write():
        for correction in corrected:
            follow(store, correction.kind, [key for key in (correction.one, correction.other) if key], now=now)
        _take_links(store, other)
        _take_bookkeeping(store, other)
    return done


def _take(store: Store, other: Store, article_id: str, sites: _Sites, done: Merged) -> None:
    theirs = other.rows("SELECT * FROM articles WHERE id = ?", (article_id,))[0]
    url = theirs["canonical_url"]
    if is_forgotten(store, url):
        done.forgotten += 1
        return
    ours = articles.find(store, url)
    if ours is not None and _said(store, ours) == _said(other, theirs):
        _seen(store, ours, theirs)
        done.same += 1
        return
    states = _states(other, theirs) + (_states(store, ours) if ours is not None else [])
    states.sort(key=lambda state: (state[0], repr(state[1])))
    first_seen = datetime.fromisoformat(min(row["first_seen"] for row in (ours, theirs) if row is not None))
    if first_seen < states[0][0]:  # nothing but a headline was known at first, and what it said is not kept
        states.insert(0, (first_seen, replace(states[0][1], body=None, headline_only=True)))
    gone = max((row for row in (ours, theirs) if row is not None), key=lambda row: (row["last_seen"], row["gone"]))
    addresses = _addresses(other, theirs) | (_addresses(store, ours) if ours is not None else set())
    before = _said(store, ours) if ours is not None else None
    with _undone_if(store) as undo:
        try:
            stored = replace_article(store, ours, states, site=sites.site(theirs["site"]))
        except BadInputError:  # an article that can't be stored can't be in a database either
            undo()
            return
        for address in sorted(addresses):
            articles.alias(store, address, stored)
        if gone["gone"]:
            articles.mark_gone(store, stored)
        now = articles.find(store, url)
        if before is not None and now is not None and _said(store, now) == before:
            undo()
    if ours is None:
        done.new += 1
    elif before is not None and now is not None and _said(store, now) == before:
        _seen(store, ours, theirs)
        done.same += 1
    else:
        done.changed += 1


@contextmanager
def _undone_if(store: Store) -> Iterator[Callable[[], None]]:
    """A part of a unit that is taken back where the function that it gives was called."""
    wanted: list[bool] = []
    store.execute("SAVEPOINT part")
    yield lambda: wanted.append(True)
    if wanted:
        store.execute("ROLLBACK TO part")
    store.execute("RELEASE part")


def _states(store: Store, row: Row) -> list[tuple[datetime, Article]]:
    """What an article was, each state with the time since when; the present one also with when it was seen last."""
    article = articles.load(store, row["id"])
    if article is None:
        return []
    original = store.row("SELECT canonical_url FROM declared_originals WHERE article_id = ?", (row["id"],))
    article = replace(article, original_url=original["canonical_url"] if original else None)
    versions = store.rows(
        "SELECT seen_at, title, summary, body FROM article_versions WHERE article_id = ? ORDER BY version", (row["id"],)
    )
    states = [
        (v["seen_at"], replace(article, title=v["title"], summary=v["summary"], body=v["body"])) for v in versions
    ]
    states += [(row["version_at"], article), (row["last_seen"], article)]
    return [(datetime.fromisoformat(at), state) for at, state in states]


def _said(store: Store, row: Row) -> object:
    """All that a database holds of an article of its own, in a form that can be compared."""
    own = {name: row[name] for name in row.keys() if name not in _NOT_SAID}  # noqa: SIM118 -- a row is no dictionary
    lists = [
        [tuple(each) for each in store.rows(f"SELECT * FROM {table} WHERE article_id = ?", (row["id"],))]  # noqa: S608
        for table in _LISTS
    ]
    return own, lists, _addresses(store, row)


def _addresses(store: Store, row: Row) -> set[str]:
    return {
        each["canonical_url"]
        for each in store.rows("SELECT canonical_url FROM aliases WHERE article_id = ?", (row["id"],))
    }


def _seen(store: Store, ours: Row, theirs: Row) -> None:
    store.execute(
        "UPDATE articles SET last_seen = ? WHERE id = ? AND last_seen < ?",
        (theirs["last_seen"], ours["id"], theirs["last_seen"]),
    )


def _forget(store: Store, other: Store, now: datetime) -> None:
    """What was forgotten there is not kept here."""
    for row in other.rows("SELECT canonical_url FROM forgotten ORDER BY canonical_url"):
        if not is_forgotten(store, row["canonical_url"]):
            forget_article(store, row["canonical_url"], now=now)


def _correct(store: Store, other: Store) -> list[Correction]:
    """What a person said there holds here too; of two that contradict each other the later. Returns what is new here:
    articles that are the same in both are not put through the path again, so it is acted on in the end.
    """
    new: list[Correction] = []
    for row in other.rows("SELECT * FROM corrections ORDER BY kind, one, other"):
        key = (row["kind"], row["one"], row["other"])
        ours = store.row("SELECT at FROM corrections WHERE kind = ? AND one = ? AND other = ?", key)
        if ours is None or ours["at"] < row["at"]:
            new.append(Correction(*key, row["decision"]))
            with store.write():
                correct(store, new[-1], now=datetime.fromisoformat(row["at"]))
    return new


def _take_links(store: Store, other: Store) -> None:
    store.connection.executemany(
        """INSERT INTO links (site, canonical_url, url, title, first_seen) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (site, canonical_url) DO UPDATE SET
               url = excluded.url, title = excluded.title, first_seen = excluded.first_seen
           WHERE (excluded.first_seen, excluded.url) < (links.first_seen, links.url)""",
        [
            tuple(row)
            for row in other.rows("SELECT site, canonical_url, url, title, first_seen FROM links ORDER BY 1, 2")
        ],
    )


def _take_bookkeeping(store: Store, other: Store) -> None:
    """Where the other crawl was, so that this one need not begin anew: its sources, addresses and what they said."""
    for table in _TAKEN:
        rows = other.rows(f"SELECT * FROM {table}")  # noqa: S608 -- a name of ours
        if rows:
            places = ", ".join("?" * len(rows[0]))
            store.connection.executemany(
                f"INSERT INTO {table} VALUES ({places}) ON CONFLICT DO NOTHING",  # noqa: S608
                map(tuple, rows),
            )
    store.execute("UPDATE frontier SET article_id = NULL WHERE article_id NOT IN (SELECT id FROM articles)")


class _Sites:
    """The sites of articles: as declared, or as one of the databases knows them."""

    def __init__(self, store: Store, other: Store, site_of: Callable[[str], Site | None]) -> None:
        self._declared = site_of
        self._rows = {row["site"]: row for s in (store, other) for row in s.rows("SELECT * FROM sites")}

    def site(self, name: str) -> Site:
        """The site of a name; of one that nobody knows times without an offset are taken for UTC."""
        if declared := self._declared(name):
            return declared
        row = self._rows.get(name)
        return Site(
            name=name,
            host=row["host"] if row and row["host"] else "unknown.invalid",
            language=row["language"] if row and row["language"] else "und",
            timezone=row["timezone"] if row and row["timezone"] else "UTC",
        )
