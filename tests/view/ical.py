"""A checker of calendars: RFC 5545's own rules, and two readers that know nothing of each other."""

import re
from datetime import date, datetime
from typing import Any

import icalendar
from ical.calendar_stream import IcsCalendarStream

_ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS", "TRANSP", "CREATED", "LAST-MODIFIED")


def faults(data: bytes) -> list[str]:
    """What RFC 5545 forbids in a calendar, or one of the readers can't make the same of as the other."""
    found = _lines(data)
    calendar = icalendar.Calendar.from_ical(data)
    found += [f"{part.name}: {part.errors}" for part in calendar.walk() if part.errors]
    found += [f"calendar without {name}" for name in ("VERSION", "PRODID") if name not in calendar]
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    for event in calendar.events:
        found += _event(event, zones)
    uids = [str(event["UID"]) for event in calendar.events]
    found += ["a UID stands twice"] * (len(uids) != len(set(uids)))
    other = IcsCalendarStream.calendar_from_ics(data.decode())
    mine = [(str(e["UID"]), e["SEQUENCE"], e.decoded("DTSTART"), str(e["SUMMARY"])) for e in calendar.events]
    theirs = [(e.uid, e.sequence, e.dtstart, e.summary) for e in other.events]
    return found + [f"read differently: {a} and {b}" for a, b in zip(mine, theirs, strict=True) if a != b]


def events(data: bytes) -> list[dict[str, Any]]:
    """The events with their values, in the order of the file."""
    found = []
    for event in icalendar.Calendar.from_ical(data).events:
        values = {name.lower(): event.decoded(name) for name in event}
        found.append({name: v.decode() if isinstance(v, bytes) else v for name, v in values.items()})
    return found


def _lines(data: bytes) -> list[str]:
    lines = data.split(b"\r\n")
    found = ["the last line has no end"] * (lines[-1] != b"")
    found += [f"a line of {len(line)} octets" for line in lines if len(line) > 75]
    found += ["a line end that is none" for line in lines if b"\n" in line or b"\r" in line]
    found += ["a control character" for line in lines if re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)]
    return found


def _event(event: icalendar.Event, zones: set[str]) -> list[str]:
    found = [f"event without {name}" for name in _ONCE if name not in event]
    start, end = event.decoded("DTSTART"), event.decoded("DTEND") if "DTEND" in event else None
    if isinstance(start, datetime):
        zone = event["DTSTART"].params.get("TZID")
        found += [f"zone {zone} is not told"] * (zone not in zones and start.tzname() != "UTC")
    elif end is not None and (isinstance(end, datetime) or not isinstance(end, date) or end <= start):
        found.append(f"an event from {start} to {end}")
    found += [f"status {event['STATUS']}"] * (event["STATUS"] not in ("TENTATIVE", "CONFIRMED", "CANCELLED"))
    return found
