"""The calendar: what each event says, and what moves it."""

import io
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.claims import Facts, Release, WorkMention
from aggregator.view import claims as view
from aggregator.view.calendar import write_calendar
from aggregator.view.claims import Source
from aggregator.view.filters import Filters
from aggregator.view.formats import Selection
from aggregator.view.reading import Skipped, reading
from aggregator.view.schedule import Statement, _revision, of_releases, undated
from tests.store.made_up_facts import credit, facts, release
from tests.view.ical import events, faults
from tests.view.made_up import Shelf

TOKYO = ZoneInfo("Asia/Tokyo")


def calendar(shelf: Shelf, *, exact: bool = False, **filters: Any) -> bytes:
    """The calendar's bytes, which two readers find right."""
    out, skipped = io.BytesIO(), Skipped()
    with reading(shelf.path) as store:
        selection = Selection(condition=of_releases(store, Filters(**filters)), exact=exact)
        count = write_calendar(store, selection, out, skipped)
    assert faults(out.getvalue()) == []
    assert (count, skipped.count) == (len(events(out.getvalue())), 0)
    return out.getvalue()


def shown(shelf: Shelf, *told: Release, title: str = "dated", **values: Any) -> str:
    """An article that states these; its id."""
    return shelf.put(title, facts=facts(*told), **values)


def only(shelf: Shelf, **values: Any) -> dict[str, Any]:
    (event,) = events(calendar(shelf, **values))
    return event


def month(edtf: str, first: str, last: str, **values: Any) -> Release:
    return release(edtf, earliest=first, latest=last, **values)


def test_an_empty_calendar(shelf: Shelf) -> None:
    assert events(calendar(shelf)) == []


@pytest.mark.case(132)
def test_a_day_is_an_all_day_event(shelf: Shelf) -> None:
    shown(shelf, release("2031-07-03", platform="Tokyo MX", region="Japan", region_code="JP"))
    event = only(shelf)
    assert (event["dtstart"], event["dtend"]) == (date(2031, 7, 3), date(2031, 7, 4))
    assert event["summary"] == "Hoshi no Sumika: premiere on Tokyo MX"
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)
    assert list(map(str, event["categories"])) == ["premiere", "Tokyo MX", "Japan"]
    assert event["description"] == (
        "2031-07-03, premiere, Tokyo MX, Japan.\n\n“2031-07-03”\nlantern-wire: dated\nhttps://lantern-wire.example/news/1"
    )


@pytest.mark.parametrize(
    ("time", "start"),
    [
        ("25:30", datetime(2031, 10, 7, 1, 30, tzinfo=TOKYO)),
        ("24:00", datetime(2031, 10, 7, 0, 0, tzinfo=TOKYO)),
        ("23:30", datetime(2031, 10, 6, 23, 30, tzinfo=TOKYO)),
    ],
)
def test_a_broadcast_begins_at_its_time(shelf: Shelf, time: str, start: datetime) -> None:
    shown(shelf, release("2031-10-06", time=time, timezone="Asia/Tokyo"))
    event = only(shelf)
    assert (event["dtstart"], "dtend" in event) == (start, False)
    assert f"2031-10-06 {time} (Asia/Tokyo), premiere." in event["description"]


@pytest.mark.case(132)
@pytest.mark.parametrize(("time", "timezone"), [("25:30", None), ("25:30", "Nowhere/At-All"), ("late", "Asia/Tokyo")])
def test_a_time_of_no_known_zone_is_told_and_not_guessed(shelf: Shelf, time: str, timezone: str | None) -> None:
    shown(shelf, release("2031-10-06", time=time, timezone=timezone))
    event = only(shelf)
    assert (event["dtstart"], event["summary"]) == (date(2031, 10, 6), f"Hoshi no Sumika: premiere ({time})")


@pytest.mark.parametrize(
    ("told", "words", "last"),
    [
        (month("2031-07", "2031-07-01", "2031-07-31"), "2031-07, day not known", date(2031, 8, 1)),
        (month("2031-22", "2031-07-01", "2031-09-30"), "summer 2031, day not known", date(2031, 10, 1)),
        (month("2031", "2031-01-01", "2031-12-31"), "2031, day not known", date(2032, 1, 1)),
        (month("2031-07-03~", "2031-07-03", "2031-07-03"), "about 2031-07-03, about", date(2031, 7, 4)),
    ],
)
def test_what_is_less_than_a_day_spans_its_days_and_says_so(
    shelf: Shelf, told: Release, words: str, last: date
) -> None:
    shown(shelf, told)
    event = only(shelf)
    assert (event["dtstart"], event["dtend"]) == (date.fromisoformat(told.earliest or ""), last)
    assert event["summary"] == f"Hoshi no Sumika: premiere ({words})"
    assert (event["status"], event["transp"]) == ("TENTATIVE", "TRANSPARENT")
    assert events(calendar(shelf, exact=True)) == []


def test_a_time_makes_no_day_of_a_month(shelf: Shelf) -> None:
    shown(shelf, month("2031-07", "2031-07-01", "2031-07-31", time="25:30", timezone="Asia/Tokyo"))
    assert only(shelf)["dtstart"] == date(2031, 7, 1)


def test_a_date_without_a_year_is_counted_and_left_out(shelf: Shelf) -> None:
    shown(shelf, release("XXXX-10-06", earliest=None, latest=None))
    assert events(calendar(shelf)) == []
    with reading(shelf.path) as store:
        assert undated(store, of_releases(store, Filters())) == 1


class TestMoves:
    @pytest.mark.case(132)
    def test_a_delay_moves_the_event_and_keeps_its_uid(self, shelf: Shelf) -> None:
        shown(shelf, release("2031-01-09"))
        before = only(shelf)
        shown(shelf, month("2031-04", "2031-04-01", "2031-04-30", status="delayed"), title="delayed")
        after = only(shelf)
        assert (before["uid"], before["sequence"] + 1) == (after["uid"], after["sequence"])
        assert (before["dtstart"], after["dtstart"]) == (date(2031, 1, 9), date(2031, 4, 1))
        assert "Delayed.\nBefore: 2031-01-09." in after["description"]
        assert before["last-modified"] < after["last-modified"]
        assert before["dtstamp"] < after["dtstamp"]
        assert before["created"] == after["created"]

    def test_a_delay_to_some_time_of_the_year_is_a_move_although_it_is_less_exact(self, shelf: Shelf) -> None:
        shown(shelf, release("2031-01-09"))
        shown(shelf, month("2031", "2031-01-01", "2031-12-31", status="delayed"), title="delayed")
        shelf.run("UPDATE releases SET ledger = CASE status WHEN 'delayed' THEN 'current' ELSE 'superseded' END")
        event = only(shelf)
        assert (event["dtstart"], event["dtend"], event["sequence"]) == (date(2031, 1, 1), date(2032, 1, 1), 1)

    def test_more_exact_is_a_move_and_less_exact_is_not(self, shelf: Shelf) -> None:
        winter = month("2031-24", "2031-01-01", "2031-03-31")
        shown(shelf, winter)
        shown(shelf, release("2031-01-09"))
        shown(shelf, winter)
        event = only(shelf)
        assert (event["dtstart"], event["sequence"]) == (date(2031, 1, 9), 1)

    def test_a_time_that_becomes_known_is_a_move(self, shelf: Shelf) -> None:
        shown(shelf, release("2031-01-09"))
        shown(shelf, release("2031-01-09", time="25:30", timezone="Asia/Tokyo"), site="echo-reef")
        event = only(shelf)
        assert (event["dtstart"], event["sequence"]) == (datetime(2031, 1, 10, 1, 30, tzinfo=TOKYO), 1)
        assert event["description"].count("“") == 2

    def test_further_sources_are_no_move(self, shelf: Shelf) -> None:
        shown(shelf, release("2031-01-09", time="25:30", timezone="Asia/Tokyo"))
        shown(shelf, release("2031-01-09"), site="echo-reef")
        event = only(shelf)
        assert (event["sequence"], event["description"].count("“")) == (0, 2)

    def test_the_order_of_arrival_does_not_matter(self, shelf: Shelf) -> None:
        shown(
            shelf,
            month("2031-04", "2031-04-01", "2031-04-30", status="delayed"),
            published="2026-07-09T00:00:00+00:00",
            at=datetime(2026, 7, 9, tzinfo=TOKYO),
        )
        shown(
            shelf, release("2031-01-09"), published="2026-07-02T00:00:00+00:00", at=datetime(2026, 7, 2, tzinfo=TOKYO)
        )
        event = only(shelf)
        assert (event["dtstart"], event["sequence"]) == (date(2031, 4, 1), 1)

    def test_a_date_that_an_article_tells_as_replaced_was_held_before(self, shelf: Shelf) -> None:
        april = month("2031-04", "2031-04-01", "2031-04-30", status="delayed")
        shown(shelf, april, release("2031-01-09", superseded=True))
        event = only(shelf)
        assert (event["dtstart"], event["sequence"]) == (date(2031, 4, 1), 1)
        shown(shelf, release("2031-01-09"), at=datetime(2026, 6, 1, tzinfo=TOKYO))
        assert only(shelf)["sequence"] == 1

    @pytest.mark.case(132)
    def test_what_is_called_off_is_cancelled(self, shelf: Shelf) -> None:
        shown(shelf, release("2031-01-09"))
        before = only(shelf)
        shown(shelf, release("2031-01-09", status="cancelled"), title="called off")
        after = only(shelf)
        assert (before["uid"], before["sequence"] + 1) == (after["uid"], after["sequence"])
        assert (after["status"], after["dtstart"]) == ("CANCELLED", date(2031, 1, 9))

    def test_a_corrected_article_moves_it(self, shelf: Shelf) -> None:
        url = "https://lantern-wire.example/news/a"
        shown(shelf, release("2031-04-06"), title="on 6 April", url=url)
        shown(shelf, release("2031-04-13"), title="on 13 April", url=url)
        event = only(shelf)
        assert (event["dtstart"], event["sequence"]) == (date(2031, 4, 13), 1)

    def test_a_delay_told_without_the_platform_moves_the_platforms_event(self, shelf: Shelf) -> None:
        shown(shelf, release("2031-01-09", platform="Kumo TV"))
        before = only(shelf)
        april = month("2031-04", "2031-04-01", "2031-04-30", status="delayed")
        shown(shelf, april, title="delayed", site="echo-reef")
        after = {event["uid"]: event for event in events(calendar(shelf))}[before["uid"]]
        assert (after["dtstart"], after["sequence"]) == (date(2031, 4, 1), before["sequence"] + 1)
        assert after["summary"] == "Hoshi no Sumika: premiere on Kumo TV (2031-04, day not known)"

    def test_a_platform_that_its_article_took_back_is_gone_though_others_have_the_date(self, shelf: Shelf) -> None:
        url = "https://lantern-wire.example/news/a"
        shown(shelf, release("2031-04-06", platform="Kumo TV"), title="on Kumo TV", url=url)
        shown(shelf, release("2031-04-06"), site="echo-reef")
        shelf.put("somewhere", url=url, facts=Facts())
        assert only(shelf)["summary"] == "Hoshi no Sumika: premiere"

    def test_the_sequence_never_falls_when_an_older_article_comes_late(self, shelf: Shelf) -> None:
        shown(shelf, month("2031-01", "2031-01-01", "2031-01-31"))
        shown(shelf, release("2031-01-10"))
        before = only(shelf)
        shown(shelf, release("2031-01-10"), published="2026-01-01T00:00:00+00:00", site="echo-reef")
        after = only(shelf)
        assert (after["uid"], after["sequence"] >= before["sequence"]) == (before["uid"], True)

    def test_what_nobody_states_any_more_is_gone(self, shelf: Shelf) -> None:
        url = "https://lantern-wire.example/news/a"
        shown(shelf, release("2031-04-06"), title="on 6 April", url=url)
        shelf.put("at some time", url=url, facts=Facts())
        assert events(calendar(shelf)) == []

    def test_what_the_ledger_set_aside_does_not_hold(self, shelf: Shelf) -> None:
        shown(shelf, release("2031-01-09"))
        shown(shelf, release("2031-02-09"), site="echo-reef")
        shelf.run("UPDATE releases SET ledger = 'superseded' WHERE edtf = '2031-02-09'")
        assert only(shelf)["dtstart"] == date(2031, 1, 9)


def test_events_platforms_and_regions_are_releases_of_their_own(shelf: Shelf) -> None:
    shown(
        shelf,
        release(platform="Tokyo MX"),
        release(platform="BS11"),
        release(region="Japan", region_code="JP"),
        release(event="streaming"),
    )
    shown(shelf, release(region="日本", region_code="JP"), language="ja")
    found = events(calendar(shelf))
    assert len({event["uid"] for event in found}) == len(found) == 4


def test_several_dates_in_one_article_are_no_move(shelf: Shelf) -> None:
    volumes = [release(day, event="publication") for day in ("2031-07-03", "2031-09-03", "2031-11-03")]
    shown(shelf, *volumes)
    shown(shelf, volumes[1], site="echo-reef")
    found = events(calendar(shelf))
    assert [(event["dtstart"].month, event["sequence"]) for event in found] == [(7, 0), (9, 0), (11, 0)]


def test_a_title_less_exact_than_its_text_is_no_move(shelf: Shelf) -> None:
    shown(shelf, month("2031-07", "2031-07-01", "2031-07-31"), release("2031-07-03"))
    assert (only(shelf)["sequence"], only(shelf)["dtstart"]) == (0, date(2031, 7, 3))


def test_background_and_replaced_dates_stay_out(shelf: Shelf) -> None:
    shown(shelf, release("2029-07-03", news=False), release("2031-01-03", superseded=True))
    assert events(calendar(shelf)) == []


def test_a_copy_is_no_second_source(shelf: Shelf) -> None:
    first, second = shown(shelf, release()), shown(shelf, release(), site="echo-reef")
    shelf.copy(first, second)
    assert only(shelf)["description"].count("“") == 1


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 2),
        ({"works": ("Kumo no Ie",)}, 1),
        ({"people": ("Kumo Aoi",)}, 1),
        ({"sites": ("echo-reef",)}, 1),
        ({"languages": ("ja",)}, 0),
        ({"works": ("Nothing",)}, 0),
    ],
)
def test_filters(shelf: Shelf, filters: dict[str, Any], count: int) -> None:
    shelf.put("staff", facts=facts(credit("Aoi Kumo")))
    shown(shelf, release())
    other = facts(release(work="Kumo no Ie"), works=(WorkMention(title="Kumo no Ie"),))
    shelf.put("other", facts=other, site="echo-reef")
    assert len(events(calendar(shelf, **filters))) == count


@pytest.mark.case(134)
def test_the_same_bytes_again(shelf: Shelf) -> None:
    shown(shelf, release("2031-10-06", time="25:30", timezone="Asia/Tokyo"))
    first = calendar(shelf)
    shelf.run("UPDATE articles SET last_seen = '2027-01-01T00:00:00+00:00'")
    assert calendar(shelf) == first


_DATES = [
    month("2031-01", "2031-01-01", "2031-01-31"),
    release("2031-01-10"),
    release("2031-01-10", time="23:30"),
    release("2031-01-17"),
    month("2031", "2031-01-01", "2031-12-31", status="delayed"),
    release("2031-01-10", status="cancelled"),
    release("2031-01-10", superseded=True),
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(_DATES), st.integers(0, 4)), max_size=8), st.integers(0, 8), st.data())
def test_one_more_statement_anywhere_never_lowers_the_revision(
    told: list[tuple[Release, int]], place: int, data: st.DataObject
) -> None:
    more = data.draw(st.tuples(st.sampled_from(_DATES), st.integers(0, 4)))
    assert revision(told) <= revision([*told[:place], more, *told[place:]])


def test_an_article_with_two_dates_hides_no_move_from_anothers() -> None:
    first, later = release("2031-01-10"), release("2031-01-17")
    assert revision([(first, 1), (later, 0)]) == revision([(first, 0), (first, 1), (later, 0)]) == 1


def revision(told: list[tuple[Release, int]]) -> int:
    """The revision after claims of these articles, in this order."""
    return _revision([Statement(_source(claim, f"article-{number}"), "") for claim, number in told])


def _source(claim: Release, article: str) -> Source[view.Release]:
    given_ = {name: getattr(claim, name) for name in Release.__dataclass_fields__ if name != "evidence"}
    own = {"id": "", "article_id": article, "article_version": 1, "work_id": None, "ledger": "current"}
    evidence = {name: getattr(claim.evidence, name) for name in ("field", "quote", "start", "end", "rule")}
    return Source(view.Release(**(given_ | own | evidence)), "", "", "", "en", None)
