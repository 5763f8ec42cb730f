"""The release calendar: iCalendar as RFC 5545 has it, with names of calendars from RFC 7986.

A day is an all-day event, a broadcast an event at its time in its zone: 25:30 on the 6th begins at 1:30 on the 7th. Of
which only the month, season or year is known spans all its days, says so, and blocks none of them. An event's UID is
made of work, event, platform and region, so that it stays when the date moves; SEQUENCE counts the dates that another
one followed, and never falls. All times come from the articles, none from the clock, so that the same releases give the
same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from aggregator.store.database import Store
from aggregator.view import safe
from aggregator.view.claims import Release
from aggregator.view.content_lines import component, line, text, when, zone, zone_of
from aggregator.view.dates import date_words, precision
from aggregator.view.formats import Selection
from aggregator.view.instants import instant
from aggregator.view.reading import Skipped
from aggregator.view.schedule import Slot, slots

PRODUCT = "-//Anime News Aggregator//Releases//EN"
SPACE = UUID("d3b1d2d6-6a0c-5f0e-9b52-5a1f7e3c9a41")
"""The name space of the events' UIDs (RFC 9562, version 5)."""
MOST_SOURCES = 10
_TIME = re.compile(r"([0-4]?\d):([0-5]\d)", re.ASCII)
_UNKNOWN = {
    "day": "The day is only about right.",
    "month": "Only the month is known; the event stands on all its days.",
    "season": "Only the season is known; the event stands on all its days.",
    "quarter": "Only the quarter is known; the event stands on all its days.",
    "half": "Only the half of the year is known; the event stands on all its days.",
    "year": "Only the year is known; the event stands on all its days.",
}


def write_calendar(store: Store, selection: Selection, out: BinaryIO, skipped: Skipped) -> int:
    """Write the releases of the selection, in the order of their dates. Returns the number of events.

    ``selection.exact`` leaves out those whose day isn't known, ``selection.since`` those that are past.
    """
    found = [slot for slot in slots(store, selection.condition) if _is_wanted(slot.claim, selection)]
    found.sort(key=lambda slot: (slot.claim.earliest or "", slot.claim.time or "", slot.title, slot.key))
    events, zones = [], set[str]()
    for slot in found[: selection.limit]:
        try:
            start, end = bounds(slot.claim)
            events.append(event_of(slot, start, end))
        except (ValueError, OverflowError) as error:
            skipped.add(slot.claim.id, error)
            continue
        if key := zone_of(start):
            zones.add(key)
    out.write(component("VCALENDAR", (*_head(selection), *map(zone, sorted(zones)), *events)))
    return len(events)


def _head(selection: Selection) -> Iterator[bytes]:
    yield line("VERSION", "2.0")
    yield text("PRODID", PRODUCT)
    yield text("NAME", safe.line(selection.title))
    yield text("X-WR-CALNAME", safe.line(selection.title))
    if address := safe.url(selection.feed_url):
        yield line("URL", address)


def event_of(slot: Slot, start: date, end: date | None) -> bytes:
    """A release as an event. Raises :class:`ValueError` where it was stated at no time."""
    claim = slot.claim
    changed = _moment(slot.changed)
    lines = [
        line("UID", str(uuid5(SPACE, "\x1f".join(slot.key)))),
        line("SEQUENCE", str(slot.revision)),
        when("DTSTAMP", changed),
        when("CREATED", _moment(slot.created)),
        when("LAST-MODIFIED", changed),
        when("DTSTART", start),
        *([] if end is None else [when("DTEND", end)]),
        text("SUMMARY", _summary(slot, start)),
        text("DESCRIPTION", _description(slot)),
        line("STATUS", _status(claim)),
        line("TRANSP", "OPAQUE" if isinstance(start, datetime) else "TRANSPARENT"),
        text("CATEGORIES", *(safe.line(mark) for mark in (claim.event, slot.platform, slot.region) if mark)),
    ]
    if address := safe.url(slot.stated[0].source.url):
        lines.append(line("URL", address))
    return component("VEVENT", lines)


def bounds(claim: Release) -> tuple[date, date | None]:
    """When an event begins, and the day after its last one; None for a broadcast, whose end nobody states.

    Raises :class:`ValueError` for a claim without bounds.
    """
    first, last = date.fromisoformat(claim.earliest or ""), date.fromisoformat(claim.latest or claim.earliest or "")
    at = _TIME.fullmatch(claim.time or "")
    zone = _zone(claim.timezone)
    if at and zone and first == last and precision(claim.edtf) is None:
        after_midnight = timedelta(hours=int(at[1]), minutes=int(at[2]))
        return (datetime.combine(first, time()) + after_midnight).replace(tzinfo=zone), None
    return first, last + timedelta(days=1)


def _is_wanted(claim: Release, selection: Selection) -> bool:
    exact = not selection.exact or precision(claim.edtf) is None
    return exact and (claim.latest or claim.earliest or "") >= selection.since


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):  # what it raises for names that are none, or no names at all
        return None


def _summary(slot: Slot, start: date) -> str:
    claim = slot.claim
    said = f"{slot.title}: {claim.event.replace('_', ' ')}"
    if slot.platform:
        said += f" on {slot.platform}"
    elif slot.region:
        said += f" in {slot.region}"
    if (unknown := precision(claim.edtf)) is not None:
        said += f" ({date_words(claim.edtf)}, {'about' if unknown == 'day' else 'day not known'})"
    elif claim.time and not isinstance(start, datetime):
        said += f" ({claim.time})"
    return safe.line(said)


def _status(claim: Release) -> str:
    if claim.status == "cancelled":
        return "CANCELLED"
    return "TENTATIVE" if claim.ledger == "disputed" or precision(claim.edtf) else "CONFIRMED"


def _description(slot: Slot) -> str:
    """The date as stated, what is not known, what held before, and the words of the articles."""
    claim = slot.claim
    zone = f"({claim.timezone})" if claim.time and claim.timezone else None
    stated = " ".join(filter(None, (date_words(claim.edtf), claim.time, zone)))
    what = [stated, claim.event.replace("_", " "), slot.platform, slot.region]
    said = [", ".join(filter(None, what)) + "."]
    if (unknown := precision(claim.edtf)) is not None:
        said.append(_UNKNOWN[unknown])
    if claim.status in ("cancelled", "delayed"):
        said.append("Called off." if claim.status == "cancelled" else "Delayed.")
    if claim.ledger == "disputed":
        said.append("Sources disagree.")
    if slot.former:
        before = dict.fromkeys(" ".join(filter(None, (date_words(c.edtf), c.time))) for c in slot.former)
        before.pop(" ".join(filter(None, (date_words(claim.edtf), claim.time))), None)
        said.append(f"Before: {'; '.join(before)}." if before else "")
    blocks = ["\n".join(filter(None, said))]
    for statement in slot.stated[:MOST_SOURCES]:
        source = statement.source
        quote = " ".join(source.claim.quote.split())
        blocks.append("\n".join(filter(None, (f"“{quote}”", f"{source.site}: {source.title}", safe.url(source.url)))))
    if len(slot.stated) > MOST_SOURCES:
        blocks.append(f"And {len(slot.stated) - MOST_SOURCES} more.")
    return safe.lines("\n\n".join(blocks)) or ""


def _moment(stated: str) -> datetime:
    moment = instant(stated)
    if moment is None:
        raise ValueError(f"{stated!r} is no instant")
    return moment.astimezone(UTC).replace(microsecond=0)
