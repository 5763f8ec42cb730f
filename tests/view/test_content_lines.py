"""The content lines of iCalendar, as icalendar itself reads and writes them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from aggregator.view.content_lines import component, folded, text, when, zone_of

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
TEXTS = st.text(LETTERS | st.sampled_from("\\;,^\n灯é"), max_size=200)
MOMENT = datetime(2031, 10, 7, 1, 30, tzinfo=UTC)


@given(TEXTS)
def test_a_text_is_read_as_it_was(value: str) -> None:
    written = component("VEVENT", [text("SUMMARY", value)])
    assert str(icalendar.Event.from_ical(written)["summary"]) == value


@given(TEXTS.map(lambda value: value.replace("\n", "")))
def test_lines_are_folded_as_icalendar_folds_them(value: str) -> None:
    written = folded(f"SUMMARY:{value}".encode())
    assert max(map(len, written.split(b"\r\n"))) <= 75
    theirs = icalendar.parser.Contentline(f"SUMMARY:{value}").to_ical()  # type: ignore[no-untyped-call]
    assert written == theirs


def test_days_and_moments() -> None:
    told = MOMENT.replace(tzinfo=ZoneInfo("Asia/Tokyo"))
    assert when("DTSTART", date(987, 1, 2)) == b"DTSTART;VALUE=DATE:09870102\r\n"
    assert when("DTSTART", told) == b"DTSTART;TZID=Asia/Tokyo:20311007T013000\r\n"
    assert when("DTSTAMP", MOMENT) == b"DTSTAMP:20311007T013000Z\r\n"
    assert when("DTSTART", MOMENT.replace(tzinfo=ZoneInfo("UTC"))) == b"DTSTART:20311007T013000Z\r\n"
    assert (zone_of(told), zone_of(told.date())) == ("Asia/Tokyo", None)
