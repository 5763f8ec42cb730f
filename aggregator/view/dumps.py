"""Dumps for programs: NDJSON (one JSON object a line) and CSV (RFC 4180), newest first, in constant memory."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from aggregator.store.database import Store
from aggregator.view import objects, safe
from aggregator.view.articles import Entry, listed
from aggregator.view.formats import Selection
from aggregator.view.reading import Skipped
from aggregator.view.stories import Story, stories

_FORMULA = re.compile("[=+\\-@\t\r\n\x00＝＋－＠]")
"""What a spreadsheet takes for the beginning of a formula (OWASP ASVS 1.2.10), also in full width."""
SEPARATOR = "; "
"""What stands between the values of a list in one cell."""

ARTICLE_COLUMNS = (
    *("id", "url", "canonical_url", "site", "language", "title", "summary", "body", "authors", "published", "modified"),
    *(
        "first_seen",
        "image",
        "video",
        "tags",
        "kinds",
        "works",
        "releases",
        "credits",
        "version",
        "headline_only",
        "paywalled",
        "gone",
    ),
    *("duplicate_of", "story_id"),
)
STORY_COLUMNS = (
    *("id", "title", "first_published", "first_article_id", "article_count", "languages", "sites", "urls"),
)


def write_ndjson(store: Store, selection: Selection, out: BinaryIO, skipped: Skipped) -> int:
    """Write an object a line, LF at the end of each. Returns the number of lines."""
    count = 0
    for found in _rows(store, selection, skipped):
        shown = objects.story(found) if isinstance(found, Story) else objects.article(found, whole=True)
        out.write(f"{safe.to_json(shown)}\n".encode())
        count += 1
    return count


def write_csv(store: Store, selection: Selection, out: BinaryIO, skipped: Skipped) -> int:
    """Write a header and a record a row, CRLF at the end of each. Returns the number of records."""
    columns = STORY_COLUMNS if selection.by == "story" else ARTICLE_COLUMNS
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for found in _rows(store, selection, skipped):
        record = _story_record(found) if isinstance(found, Story) else _article_record(found)
        writer.writerow([cell(record[name]) for name in columns])
        count += 1
        out.write(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode())
    return count


def cell(value: object) -> str:
    """A value as a spreadsheet may show it: what would be a formula gets a leading apostrophe."""
    if isinstance(value, bool):
        value = int(value)
    text = "" if value is None else SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _rows(store: Store, selection: Selection, skipped: Skipped) -> Iterator[Entry | Story]:
    if selection.by == "story":
        yield from stories(store, selection.condition, skipped, limit=selection.limit, singles=True)
    else:
        yield from listed(store, selection.condition, skipped, limit=selection.limit)


def _article_record(entry: Entry) -> dict[str, Any]:
    shown = objects.article(entry, whole=True)
    return shown | {
        "works": [work["title"] for work in shown["works"]],
        "releases": [_words(r, "edtf", "time", "event", "platform", "region", "status") for r in shown["releases"]],
        "credits": [_words(credit, "role", "name", "character", "song") for credit in shown["credits"]],
    }


def _words(claim: dict[str, Any], *names: str) -> str:
    """A claim as one sees it in a cell: «2027-01-10 25:30, premiere, Tokyo MX, scheduled»."""
    return ", ".join(safe.line(claim[name]) for name in names if claim[name])


def _story_record(story: Story) -> dict[str, Any]:
    shown = objects.story(story)
    sources = shown["articles"]
    return shown | {
        "sites": list(dict.fromkeys(source["site"] for source in sources)),
        "urls": [source["url"] for source in sources if source["url"]],
    }
