"""What is new or different, in the order in which it arrived."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aggregator.store.database import Row, Store
from aggregator.view import safe
from aggregator.view.instants import instant
from aggregator.view.web import words
from aggregator.view.web.asked import Asked, Link, Page, address
from aggregator.view.web.cards import Name

CHANGES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: what kind it is of, what it is about, and what it says."""

    kind: str
    at: str
    iso: str
    about: Name | None
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The page of changes, newest first; ``older`` leads to those before these."""

    changes: list[Change]
    older: str | None


def changes(store: Store, asked: Asked) -> Page:
    """The newest changes, or those before the cursor ``before``."""
    before = int(asked.one("before")) if asked.one("before").isascii() and asked.one("before").isdigit() else 2**62
    rows = store.rows(
        """SELECT c.*, w.title AS work, s.title AS story, a.title AS article FROM changes c
           LEFT JOIN works w ON w.id = c.work_id LEFT JOIN stories s ON s.id = c.story_id
           LEFT JOIN articles a ON a.id = c.article_id
           WHERE c.cursor < ? ORDER BY c.cursor DESC LIMIT ?""",
        (min(before, 2**62), CHANGES + 1),
    )
    shown = rows[:CHANGES]
    older = address("/changes", {"before": str(shown[-1]["cursor"])}) if len(rows) > CHANGES else None
    return Page(
        template="changes.html",
        title="Changes",
        model=Changes(changes=[_change(row, asked) for row in shown], older=older),
        data={"changes": [_data(row) for row in shown], "next": shown[-1]["cursor"] if older else None},
        links=(Link("JSON", address("/changes.json", asked.all("before")), "application/json"),),
        section="changes",
    )


def _change(row: Row, asked: Asked) -> Change:
    moment = instant(row["at"])
    about = [
        Name(safe.line(row[kind]), f"/{kind}/{row[f'{kind}_id']}")
        for kind in ("work", "story", "article")
        if row[kind] and row[f"{kind}_id"]
    ]
    return Change(
        kind=words.sentence(safe.line(row["kind"])),
        at=words.ago(moment, asked.now) if moment else "",
        iso=moment.isoformat() if moment else "",
        about=about[0] if about else None,
        detail=tuple(
            (words.plain(safe.line(str(name))), safe.line(str(value)))
            for name, value in _object(row["detail"]).items()
            if isinstance(value, str | int) and value != ""
        ),
    )


def _data(row: Row) -> dict[str, Any]:
    names = ("cursor", "at", "kind", "story_id", "article_id", "work_id")
    return {**{name: row[name] for name in names}, "detail": _object(row["detail"])}


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
