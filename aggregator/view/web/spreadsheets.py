"""Datasette's tables as CSV, safe in spreadsheets: what would be taken for a formula is defused, as in our own CSV.

Datasette has no hook for the cells of its CSV; so such answers are read and written again on their way out, a row at a
time, as they come.
"""

from __future__ import annotations

import csv
import io
import re
from codecs import getincrementaldecoder
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from aggregator.view.dumps import cell

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]

_CSV = (b"text/csv", b"text/plain")
"""What Datasette calls its CSV, for saving and for looking at; its CSV within HTML is for neither."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.ASCII)
MOST = 1 << 30
"""Characters of a cell that Python's reader takes; its own limit is less than an article may have."""


def defused(application: Application) -> Application:
    """The application with formulas defused in what it answers as CSV."""

    async def safe(scope: Scope, receive: Any, send: Any) -> None:
        rows: list[Rows] = []

        async def send_with(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and _is_csv(scope, message):
                rows.append(Rows())
            elif message["type"] == "http.response.body" and rows:
                body = rows[0].take(message.get("body", b""), last=not message.get("more_body", False))
                message = {**message, "body": body}
            await send(message)

        await application(scope, receive, send_with)

    return safe


class Rows:
    """A table as it comes, in pieces of any length; it goes on by whole rows."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._kept = ""

    def take(self, piece: bytes, *, last: bool) -> bytes:
        """The rows that are whole with this piece, defused; with the last piece, the rest."""
        self._kept += self._decoder.decode(piece, final=last)
        whole = last or (self._kept.endswith("\n") and self._kept.count('"') % 2 == 0)
        if not whole:
            return b""
        text, self._kept = self._kept, ""
        return _again(text).encode()


def _again(text: str) -> str:
    csv.field_size_limit(MOST)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in csv.reader(io.StringIO(text, newline="")):
        writer.writerow([one if _NUMBER.fullmatch(one) else cell(one) for one in row])
    return out.getvalue()


def _is_csv(scope: Scope, start: MutableMapping[str, Any]) -> bool:
    asked = scope["path"].endswith(".csv") or b"_format=csv" in scope.get("query_string", b"")
    kind = next((value for name, value in start["headers"] if name.lower() == b"content-type"), b"")
    return asked and kind.startswith(_CSV)
