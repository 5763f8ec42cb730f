"""What leaves the program: plain text that is legal in XML, http(s) addresses, strict JSON.

The pipeline stores nothing else; the writers make sure of it all the same, for a database may come from elsewhere.
"""

from __future__ import annotations

import json
import re
from typing import Any

from aggregator.base.sanitize import safe_url
from aggregator.base.text import one_line, xml_safe

_ESCAPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_LONGEST_LINE = 100_000


def line(text: str) -> str:
    """A title, name or tag, on one line."""
    return one_line(text, _LONGEST_LINE)


def lines(text: str | None) -> str | None:
    """Running text."""
    return None if text is None else xml_safe(text.replace("\r\n", "\n").replace("\r", "\n"))


def url(address: str | None) -> str | None:
    """An address, or None where it may not be followed."""
    return None if address is None else safe_url(address)


def to_json(value: Any) -> str:
    """One line of JSON (RFC 8259) that is also legal in JavaScript: no NaN, U+2028 and U+2029 escaped."""
    text = _ENCODER.encode(value)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def visible(text: str) -> str:
    """The text for a terminal: what would move the cursor, colour or reorder it is shown as its code point."""
    return _ESCAPED.sub(lambda match: _code(ord(match.group())), text.replace("\t", " "))


def _code(point: int) -> str:
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}"
