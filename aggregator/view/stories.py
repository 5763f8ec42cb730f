"""Stories as they stand in the database: one announcement, told by one or several articles."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from aggregator.store.database import Row, Store
from aggregator.store.ids import content_id
from aggregator.view.articles import Entry, entries
from aggregator.view.filters import Condition
from aggregator.view.reading import Skipped

BATCH = 50
"""Stories that are read and held at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story. ``lead`` is the first of its articles that the filters show, ``articles`` are all of them in the order
    of time, copies last. ``grouped`` is False for an article that no other one joined yet: its story's id is the one
    that it will have then, so that a feed's readers see one item and not two.
    """

    id: str
    title: str
    first_published: str | None
    lead: Entry
    articles: tuple[Entry, ...]
    grouped: bool = True

    @property
    def languages(self) -> list[str]:
        """The languages of its articles."""
        return sorted({article.language for article in self.articles})


def stories(
    store: Store,
    condition: Condition,
    skipped: Skipped,
    *,
    limit: int | None = None,
    singles: bool = False,
    after: Entry | None = None,
) -> Iterator[Story]:
    """The stories that have an article of the condition, by their leads, newest first; read in batches.

    ``singles`` gives articles that belong to no story too, each as a story of its own. ``after`` goes on behind the
    story of this lead.
    """
    earlier = "e.sorted_at < a.sorted_at OR (e.sorted_at = a.sorted_at AND e.id < a.id)"
    behind, place = "", {}
    if after is not None:  # the first half keeps SQLite on the index of time
        behind = "AND a.sorted_at <= :after_at AND (a.sorted_at < :after_at OR a.id > :after_id)"
        place = {"after_at": after.sorted_at, "after_id": after.id}
    leads = store.execute(
        f"""SELECT a.docid, a.story_id FROM articles a
            WHERE {condition.shows("a")} {behind} AND (
                (a.story_id IS NULL AND {int(singles)}) OR (a.story_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM articles e
                    WHERE e.story_id = a.story_id AND ({earlier}) AND {condition.shows("e")})))
            ORDER BY a.sorted_at DESC, a.id LIMIT {-1 if limit is None else limit:d}""",  # noqa: S608 -- SQL of ours
        {**condition.parameters, **place},
    )
    while batch := list(islice(leads, BATCH)):
        yield from _load(store, batch, skipped)


def find_story(store: Store, wanted: str, skipped: Skipped) -> Story | None:
    """The story of an id, or the one that its id was redirected to; None where there is none."""
    moved = store.row("SELECT new_id FROM redirects WHERE old_id = ?", (wanted,))
    key = moved["new_id"] if moved else wanted
    lead = store.row(
        """SELECT docid, story_id FROM articles WHERE story_id = ?
           ORDER BY duplicate_of IS NOT NULL, sorted_at, id LIMIT 1""",
        (key,),
    )
    return next(_load(store, [lead], skipped), None) if lead else None


def _load(store: Store, leads: list[Row], skipped: Skipped) -> Iterator[Story]:
    keys = json.dumps([lead["story_id"] for lead in leads if lead["story_id"]])
    heads = {
        row["id"]: row
        for row in store.execute("SELECT * FROM stories WHERE id IN (SELECT value FROM json_each(?))", (keys,))
    }
    docids: dict[str, list[int]] = defaultdict(list)
    for row in store.execute(
        """SELECT story_id, docid FROM articles WHERE story_id IN (SELECT value FROM json_each(?))
           ORDER BY story_id, duplicate_of IS NOT NULL, sorted_at, id""",
        (keys,),
    ):
        docids[row["story_id"]].append(row["docid"])
    members = {lead["docid"]: docids.get(lead["story_id"]) or [lead["docid"]] for lead in leads}
    read = {entry.docid: entry for entry in entries(store, chain.from_iterable(members.values()), skipped)}
    for lead in leads:
        told = tuple(read[docid] for docid in members[lead["docid"]] if docid in read)
        story = _story(lead, heads.get(lead["story_id"]), told)
        if story:
            yield story


def _story(lead: Row, head: Row | None, members: tuple[Entry, ...]) -> Story | None:
    if not members:  # none could be read, and they are counted as such
        return None
    first = next((member for member in members if member.docid == lead["docid"]), members[0])
    return Story(
        id=lead["story_id"] or content_id("story", first.id),
        title=head["title"] if head and head["first_article_id"] == first.id else first.title,
        first_published=head["first_published"] if head else first.published,
        lead=first,
        articles=members,
        grouped=lead["story_id"] is not None,
    )
