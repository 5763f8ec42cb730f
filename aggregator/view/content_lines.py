"""The content lines of iCalendar (RFC 5545, 3.1 to 3.3), written as they come.

icalendar builds and weighs an object for every value, which takes two thirds of the time of a large calendar, and a
calendar is asked for again and again. So it tells the time zones here, and reads what is written in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone

WIDTH = 75
"""Octets of a line without its end; a line that goes on begins with a space."""
_SPECIAL = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": "\\n"})


def line(name: str, value: str) -> bytes:
    """A property of which the value stands as it is: a number, an address, one of a closed list."""
    return folded(f"{name}:{value}".encode()) + b"\r\n"


def text(name: str, *values: str) -> bytes:
    """A property of text, or of several texts."""
    return line(name, ",".join(value.replace("\r\n", "\n").translate(_SPECIAL) for value in values))


def when(name: str, at: date) -> bytes:
    """A day, a moment of UTC, or one in a zone of the IANA, which the calendar must describe (:func:`zone`)."""
    if not isinstance(at, datetime):
        return line(f"{name};VALUE=DATE", at.isoformat().replace("-", ""))
    written = at.replace(tzinfo=None, microsecond=0).isoformat().replace("-", "").replace(":", "")
    return line(f"{name};TZID={key}", written) if (key := zone_of(at)) else line(name, f"{written}Z")


def zone_of(at: date) -> str | None:
    """The zone that a moment is told in; None for a day, and for UTC, which needs no description."""
    told = at.tzinfo if isinstance(at, datetime) else None
    return told.key if isinstance(told, ZoneInfo) and told.key != "UTC" else None


@lru_cache(maxsize=64)
def zone(key: str) -> bytes:
    """A time zone's description, by its name in the IANA's list."""
    told: bytes = Timezone.from_tzid(key).to_ical(sorted=False)
    return told


def component(name: str, lines: Iterable[bytes]) -> bytes:
    """Properties or further components between the lines that begin and end one."""
    return b"".join((line("BEGIN", name), *lines, line("END", name)))


def folded(octets: bytes) -> bytes:
    """A line in pieces of less than 75 octets, none of which ends within a character or an escape."""
    pieces, start = [], 0
    while len(octets) - start >= WIDTH:
        end = start + WIDTH - 1
        while octets[end] & 0xC0 == 0x80:  # within a character of UTF-8
            end -= 1
        if octets[end - 1 : end] in (b"\\", b"^") and end - 1 > start:
            end -= 1
        pieces.append(octets[start:end])
        start = end
    return b"\r\n ".join((*pieces, octets[start:]))
