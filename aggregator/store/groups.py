"""Copies and stories in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from aggregator.store.database import Store
from aggregator.store.ids import content_id


def explain(store: Store, subject: str, decision: str, because: Mapping[str, object]) -> None:
    """Keep why something was decided."""
    text = json.dumps(because, ensure_ascii=False, sort_keys=True)
    store.execute(
        """INSERT INTO reasons (subject, decision, because) VALUES (?, ?, ?)
           ON CONFLICT (subject, decision)
           DO UPDATE SET because = excluded.because WHERE because <> excluded.because""",
        (subject, decision, text),
    )


def unexplain(store: Store, subjects: Iterable[str], decision: str) -> None:
    """Let go why something was decided that no longer is."""
    store.connection.executemany(
        "DELETE FROM reasons WHERE subject = ? AND decision = ?", [(subject, decision) for subject in subjects]
    )


def put_story(store: Store, members: Sequence[str], copies: Sequence[str] = ()) -> str:
    """Make the members one story, the first one first, with their copies. Returns the story's id.

    A story bears the id of its first article. ``redirects`` leads to it from the ids that the others gave, or would
    give, to stories of their own, so that one that was given out is found. A story left without articles goes.
    """
    story = content_id("story", members[0])
    those = json.dumps([*members, *copies])
    store.execute(
        """INSERT INTO stories (id, title, first_published, first_article_id, article_count, languages)
           SELECT ?, title, published, id, 0, '[]' FROM articles WHERE id = ? ON CONFLICT DO NOTHING""",
        (story, members[0]),
    )
    former = store.rows(
        """SELECT DISTINCT story_id FROM articles
           WHERE id IN (SELECT value FROM json_each(:those)) AND story_id <> :story""",
        {"those": those, "story": story},
    )
    store.execute(
        """UPDATE articles SET story_id = :story
           WHERE id IN (SELECT value FROM json_each(:those)) AND story_id IS NOT :story""",
        {"those": those, "story": story},
    )
    store.execute("DELETE FROM redirects WHERE old_id = ?", (story,))
    store.connection.executemany(
        """INSERT INTO redirects VALUES (?, ?) ON CONFLICT DO UPDATE SET new_id = excluded.new_id
           WHERE new_id <> excluded.new_id""",
        [(content_id("story", member), story) for member in (*members[1:], *copies)],
    )
    for one in (story, *(row["story_id"] for row in former)):
        _recount(store, one)
    return story


def leave_story(store: Store, story: str | None) -> None:
    """An article of a story was removed: the story goes with its last one."""
    if story is not None:
        _recount(store, story)


def _recount(store: Store, story: str) -> None:
    """Bring a story's row in line with its articles; it goes if it has none, and nothing is written where it is so."""
    members = store.rows(
        """SELECT id, title, published, language, duplicate_of FROM articles WHERE story_id = ?
           ORDER BY duplicate_of IS NOT NULL, sorted_at, id""",
        (story,),
    )
    if not members:
        store.execute("DELETE FROM stories WHERE id = ?", (story,))
        return
    first = members[0]
    values = {
        "title": first["title"],
        "first_published": first["published"],
        "first_article_id": first["id"],
        "article_count": len(members),
        "languages": json.dumps(sorted({row["language"] for row in members})),
    }
    store.execute(
        """UPDATE stories SET title = :title, first_published = :first_published, first_article_id = :first_article_id,
               article_count = :article_count, languages = :languages
           WHERE id = :id AND (title, first_published, first_article_id, article_count, languages)
               IS NOT (:title, :first_published, :first_article_id, :article_count, :languages)""",
        {**values, "id": story},
    )
