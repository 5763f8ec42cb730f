"""Copies and stories in the database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

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


def begin_story(store: Store, article_id: str) -> str:
    """Make an article that belongs to no story yet a story of its own. Returns the story's id."""
    story = content_id("story", article_id)
    store.execute(
        """INSERT INTO stories (id, title, first_published, first_article_id, article_count, languages)
           SELECT ?, title, published, id, 1, json_array(language) FROM articles WHERE id = ?""",
        (story, article_id),
    )
    store.execute("UPDATE articles SET story_id = ? WHERE id = ?", (story, article_id))
    return story


def put_story(store: Store, root: str, members: Sequence[str]) -> str:
    """Make the members one story, which bears the id of its first article. Returns the story's id.

    A story that is left without articles goes; ``redirects`` tells what became of its id.
    """
    story = content_id("story", root)
    places = ", ".join("?" * len(members))
    former = {
        row["story_id"]
        for row in store.rows(f"SELECT story_id FROM articles WHERE id IN ({places})", tuple(members))
        if row["story_id"] not in (None, story)
    }
    store.execute(
        """INSERT INTO stories (id, title, first_published, first_article_id, article_count, languages)
           SELECT ?, title, published, id, 0, '[]' FROM articles WHERE id = ? ON CONFLICT DO NOTHING""",
        (story, root),
    )
    store.execute("DELETE FROM redirects WHERE old_id = ?", (story,))
    store.execute(
        f"UPDATE articles SET story_id = ? WHERE id IN ({places}) AND story_id IS NOT ?", (story, *members, story)
    )
    _recount(store, story)
    for old in former:
        if store.row("SELECT 1 FROM articles WHERE story_id = ?", (old,)) is None:
            store.execute("DELETE FROM stories WHERE id = ?", (old,))
            store.execute("UPDATE redirects SET new_id = ? WHERE new_id = ?", (story, old))
            store.execute(
                "INSERT INTO redirects VALUES (?, ?) ON CONFLICT DO UPDATE SET new_id = excluded.new_id", (old, story)
            )
        else:
            _recount(store, old)
    return story


def leave_story(store: Store, story: str | None) -> None:
    """An article of a story was removed: the story goes with its last one."""
    if story is None:
        return
    if store.row("SELECT 1 FROM articles WHERE story_id = ?", (story,)) is None:
        store.execute("DELETE FROM stories WHERE id = ?", (story,))
    else:
        _recount(store, story)


def _recount(store: Store, story: str) -> None:
    """Bring a story's row in line with its articles; nothing is written where it is."""
    members = store.rows(
        """SELECT id, title, published, language, duplicate_of FROM articles WHERE story_id = ?
           ORDER BY duplicate_of IS NOT NULL, sorted_at, id""",
        (story,),
    )
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
