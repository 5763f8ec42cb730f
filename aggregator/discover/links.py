"""Making Links: every value checked once, whatever document named it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from aggregator.base.errors import BadInputError
from aggregator.base.text import one_line
from aggregator.base.times import read_moment
from aggregator.base.urls import check_url

MAX_TAGS = 50
MAX_AUTHORS = 20
MAX_GUID = 1000
_T = TypeVar("_T")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?", re.ASCII)
_NAME_IN_BRACKETS = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\s*\(([^()]+)\)")
_NAME_BEFORE = re.compile(r"([^<>]*)<[^\s<>]*@[^\s<>]*>")
_EMAIL = re.compile(r"(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@]+")


def address(url: str | None, base: str) -> str | None:
    """The absolute http(s) address, or None where there is none that may be asked or shown."""
    if not url:
        return None
    try:
        return check_url(url, base)
    except BadInputError:
        return None


def moment(text: str | None, zone: ZoneInfo, language: str | None = None) -> datetime | None:
    """The aware moment of a written date; a day alone is its start in ``zone``. None where it can't be read."""
    return read_moment(text, zone, language) if text else None


def language_tag(text: str | None) -> str | None:
    """A BCP 47 tag in its usual case (``en-US``) from what documents write (``en-us``, ``ja_JP.UTF-8``)."""
    match = _LANGUAGE.fullmatch(text.strip()) if text else None
    if not match or match[1].lower() in ("und", "mul", "zxx", "mis"):
        return None
    parts = (match[1].lower(), (match[2] or "").title(), (match[3] or "").upper())
    return "-".join(part for part in parts if part)


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """Authors' names as plain text without their mail addresses, each once."""
    return _once((name for text in texts if (name := _name(text))), MAX_AUTHORS)


def _name(text: str) -> str:
    text = one_line(text)
    if "@" not in text:
        return text
    match = _NAME_IN_BRACKETS.fullmatch(text) or _NAME_BEFORE.fullmatch(text)
    name = match[1].strip(" \"'") if match else text
    return "" if _EMAIL.fullmatch(name) else name


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Categories as plain text, each once."""
    return _once((tag for text in texts if (tag := one_line(text))), MAX_TAGS)


def _once(values: Iterable[_T], limit: int) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))[:limit]


def newest(records: Sequence[_T], limit: int, when: Callable[[_T], datetime | None]) -> Sequence[_T]:
    """At most ``limit`` records, newest first if any must go; one without a date stands by the one before it."""
    if len(records) <= limit:
        return records
    moments = [when(record) for record in records]
    last = next((m.timestamp() for m in moments if m), 0.0)
    keys: list[float] = []
    for found in moments:
        last = found.timestamp() if found else last
        keys.append(-last)
    order = sorted(range(len(records)), key=keys.__getitem__)
    return [records[n] for n in order[:limit]]
