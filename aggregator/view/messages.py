"""Changes as messages, and messages as Discord, Slack and plain webhooks take them.

Text of articles is text there too: what the service would read as markup, a link or a call of everybody is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from aggregator.store.database import Row, Store
from aggregator.store.ids import content_id
from aggregator.view import safe
from aggregator.view.dates import date_words

MOST_LINES = 12
MOST_SUMMARY = 300
"""Characters of a story's summary in a message."""
_MARKDOWN = re.compile(r"([\\`*_~|>\[\]()#:@<-])")
_COLOURS = {"delay": 0xD97706, "cancellation": 0xDC2626, "correction": 0x6B7280}
_USUAL_COLOUR = 0x2563EB
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
Say = Callable[[str], str]
"""How a date in EDTF is said."""
_CHANGES = """SELECT c.cursor, c.at, c.kind, c.story_id, c.article_id, c.work_id, c.detail,
        a.url, a.site, a.title, a.image, a.summary, w.title AS work, s.title AS story
    FROM changes c LEFT JOIN articles a ON a.id = c.article_id LEFT JOIN works w ON w.id = c.work_id
    LEFT JOIN stories s ON s.id = c.story_id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A change in words. ``key`` is the same whenever the same change is sent, so that a receiver can tell a second
    time from a second change; ``detail`` is the change as the table has it.
    """

    cursor: int
    key: str
    at: str
    kind: str
    headline: str
    lines: tuple[str, ...]
    url: str | None
    site: str | None
    image: str | None
    story_id: str | None
    article_id: str | None
    work_id: str | None
    detail: dict[str, Any]


def messages(store: Store, after: int) -> Iterator[Message]:
    """The changes behind a cursor, oldest first."""
    for row in store.execute(f"{_CHANGES} WHERE c.cursor > :after ORDER BY c.cursor", {"after": after}):
        yield _message(row)


def latest(store: Store, *, before: int | None = None, limit: int, say: Say = date_words) -> list[Message]:
    """The newest changes, newest first; only those before a cursor where one is given. ``say`` words their dates."""
    asked = {"before": before, "limit": limit}
    sql = f"{_CHANGES} WHERE :before IS NULL OR c.cursor < :before ORDER BY c.cursor DESC LIMIT :limit"
    return [_message(row, say) for row in store.execute(sql, asked)]


def last_cursor(store: Store) -> int:
    """The last cursor that was given out; 0 where none was."""
    row = store.row("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
    return int(row["seq"]) if row else 0


def discord(message: Message) -> dict[str, Any]:
    """The body for a Discord webhook: one embed, nobody is called (https://docs.discord.com/developers/resources/webhook)."""
    embed: dict[str, Any] = {
        "title": _markdown(message.headline)[:256],
        "description": "\n".join(map(_markdown, message.lines))[:2000],
        "timestamp": message.at,
        "color": _COLOURS.get(message.kind, _USUAL_COLOUR),
        "footer": {"text": (message.site or "")[:200]},
    }
    if message.url:
        embed["url"] = message.url
    if message.image:
        embed["thumbnail"] = {"url": message.image}
    return {"embeds": [embed], "allowed_mentions": {"parse": []}}


def slack(message: Message) -> dict[str, Any]:
    """The body for a Slack webhook (https://docs.slack.dev/messaging/formatting-message-text)."""
    head = _entities(message.headline)
    linked = f"<{message.url}|{head.replace('|', '¦')}>" if message.url else head
    lines = [f"*{linked}*", *map(_entities, message.lines), _entities(message.site or "")]
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "\n".join(filter(None, lines))[:2900]}}
    return {"text": head[:2900], "blocks": [block], "unfurl_links": False}


def webhook(message: Message) -> dict[str, Any]:
    """The body for a receiver of one's own: the words, and the change as it is."""
    return {
        "id": message.key,
        "cursor": message.cursor,
        "at": message.at,
        "kind": message.kind,
        "title": message.headline,
        "text": "\n".join(message.lines),
        "url": message.url,
        "site": message.site,
        "story_id": message.story_id,
        "article_id": message.article_id,
        "work_id": message.work_id,
        "detail": message.detail,
    }


BODIES: dict[str, Callable[[Message], dict[str, Any]]] = {"discord": discord, "slack": slack, "webhook": webhook}


def _message(row: Row, say: Say = date_words) -> Message:
    try:
        detail = json.loads(row["detail"])
    except ValueError:
        detail = {}
    detail = detail if isinstance(detail, dict) else {}
    headline, lines = _words(row, detail, say)
    parts = (row["at"], row["kind"], *(row[name] or "" for name in ("story_id", "article_id", "work_id", "detail")))
    return Message(
        cursor=row["cursor"],
        key=content_id("push", str(row["cursor"]), *parts),
        at=row["at"],
        kind=row["kind"],
        headline=safe.line(headline),
        lines=tuple(filter(None, map(safe.line, lines[:MOST_LINES]))),
        url=safe.url(row["url"]),
        site=row["site"] and safe.line(row["site"]),
        image=safe.url(row["image"]),
        story_id=row["story_id"],
        article_id=row["article_id"],
        work_id=row["work_id"],
        detail=detail,
    )


def _words(row: Row, detail: dict[str, Any], say: Say) -> tuple[str, list[str]]:
    """The headline of a change, and the lines below it."""
    title = str(row["story"] or row["title"] or detail.get("title") or "")
    work = str(row["work"] or detail.get("work") or title)
    if row["kind"] == "new_story":
        return title, [str(row["summary"] or "")[:MOST_SUMMARY]]
    if row["kind"] == "correction":
        return f"Corrected: {title}", [f"No longer stated: {_claim(one, say)}" for one in _list(detail, "retracted")]
    if isinstance(detail.get("edtf"), str):
        return f"{work}: {_release(row['kind'], detail, say)}", _about(detail, say)
    names = [_claim(one, say) for one in _list(detail, "credits")]
    told = {"new_cast": "cast", "new_staff": "staff"}.get(row["kind"], row["kind"].replace("_", " "))
    return f"{work}: {told}", names or [title]


def _release(kind: str, detail: dict[str, Any], say: Say) -> str:
    """«premiere delayed to 2027-04», «streaming, 2027-01-06 25:30»."""
    event = str(detail.get("event") or "release").replace("_", " ")
    when = " ".join(filter(None, (say(detail["edtf"]), detail.get("time"))))
    if kind == "cancellation":
        return f"{event} called off ({when})"
    return (
        f"{event} {'delayed to' if kind == 'delay' else 'now'} {when}" if kind != "new_release" else f"{event}, {when}"
    )


def _about(detail: dict[str, Any], say: Say) -> list[str]:
    before = [say(one) for one in detail.get("before") or () if isinstance(one, str)]
    places = [str(one) for name in ("platforms", "regions") for one in detail.get(name) or ()]
    quote = " ".join(str(detail.get("quote") or "").split())
    return [
        f"Before: {', '.join(before)}" if before else "",
        ", ".join(places),
        "Sources disagree." if detail.get("disputed") else "",
        f"“{quote}”" if quote else "",
    ]


def _claim(one: dict[str, Any], say: Say) -> str:
    if one.get("role"):
        character = f" ({one['character']})" if one.get("character") else ""
        return f"{str(one['role']).replace('_', ' ')}: {one.get('name')}{character}"
    return f"{str(one.get('event', '')).replace('_', ' ')}, {say(str(one.get('edtf', '')))}"


def _list(detail: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = detail.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _entities(text: str) -> str:
    return re.sub("[&<>]", lambda match: _ENTITIES[match.group()], text)
