"""Dumps for programs: NDJSON (one JSON object a line) and CSV (RFC 4180), newest first, in constant memory."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from aggregator.store.database import Store
from aggregator.view import objects, safe
from aggregator.view.articles import listed
from aggregator.view.formats import Selection
from aggregator.view.reading import Skipped
from aggregator.view.records import COLUMNS, records
from aggregator.view.stories import stories

_FORMULA = re.compile("[=+\\-@\t\r\n\x00＝＋－＠]")
"""What a spreadsheet takes for the beginning of a formula (OWASP ASVS 1.2.10), also in full width."""
SEPARATOR = "; "
"""What stands between the values of a list in one cell."""


def write_ndjson(store: Store, selection: Selection, out: BinaryIO, skipped: Skipped) -> int:
    """Write an object a line, LF at the end of each. Returns the number of lines."""
    count = 0
    for shown in _objects(store, selection, skipped):
        out.write(f"{safe.to_json(shown)}\n".encode())
        count += 1
    return count


def write_csv(store: Store, selection: Selection, out: BinaryIO, skipped: Skipped) -> int:
    """Write a header and a record a row, CRLF at the end of each. Returns the number of records."""
    columns = [column.name for column in COLUMNS[selection.by]]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for record in records(store, selection, skipped):
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


def _objects(store: Store, selection: Selection, skipped: Skipped) -> Iterator[dict[str, Any]]:
    """The rows as objects; those of articles and stories are nested."""
    if selection.by == "story":
        found = stories(store, selection.condition, skipped, limit=selection.limit, singles=True)
        yield from map(objects.story, found)
    elif selection.by == "article":
        for entry in listed(store, selection.condition, skipped, limit=selection.limit):
            yield objects.article(entry, whole=True)
    else:
        yield from records(store, selection, skipped)
