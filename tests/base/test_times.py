from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.times import instant, read_moment, read_time

TOKYO = ZoneInfo("Asia/Tokyo")
NEW_YORK = ZoneInfo("America/New_York")
THREE = "2024-01-10T15:00:00"
HALF = "2024-01-10T15:30:00"


@pytest.mark.case(88)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-10", "2024-01-10"),
        ("20240110", "2024-01-10"),
        ("2024-W02-3", "2024-01-10"),
        ("2024-010", "2024-01-10"),
        ("2024-01-10T15:00:00+09:00", THREE + "+09:00"),
        ("2024-01-10T15:00:00.123456789Z", THREE + "+00:00"),
        ("2024-01-10t15:00z", THREE + "+00:00"),
        ("20240110T150000+0900", THREE + "+09:00"),
        ("2024-01-10T15+09", THREE + "+09:00"),
        ("2024-01-10 15:00:00 +0900", THREE + "+09:00"),
        ("2024-01-10T15:00:00−05:00", THREE + "-05:00"),
        ("2024-01-10T15:00:00+09:00[Asia/Tokyo]", THREE + "+09:00"),
        ("2024-01-10 15:00", THREE + "+09:00"),
        ("20240110150000", THREE + "+09:00"),
        ("2024-01-10T24:00:00", "2024-01-11T00:00:00+09:00"),
        ("2024-01-10T23:59:60Z", "2024-01-11T00:00:00+00:00"),
        ("Wed, 10 Jan 2024 15:00:00 +0900", THREE + "+09:00"),
        ("Wed, 10 Jan 2024 15:00:00 JST", THREE + "+09:00"),
        ("Wed, 10 Jan 2024 15:00:00 KST", THREE + "+09:00"),
        ("Wed, 10 Jul 2024 15:00:00 CEST", "2024-07-10T15:00:00+02:00"),
        ("Wed, 10 Jan 2024 15:00:00 EST", THREE + "-05:00"),
        ("Wed, 10 Jan 2024 15:00:00 (JST)", THREE + "+09:00"),
        ("10 Jan 24 15:00 GMT", THREE + "+00:00"),
        ("Wednesday, 10-Jan-24 15:00:00 GMT", THREE + "+00:00"),
        ("Wed Jan 10 15:00:00 2024", THREE + "+09:00"),
        ("Wed Jan 10 15:00:00 UTC 2024", THREE + "+00:00"),
        ("Wed Jan 10 2024 15:00:00 GMT+0900 (Japan Standard Time)", THREE + "+09:00"),
        ("1704866400", "2024-01-10T06:00:00+00:00"),
        ("1704866400000", "2024-01-10T06:00:00+00:00"),
        ("2024-01-10 15:00:00 +0900 JST", THREE + "+09:00"),
        ("2024-01-10UTC15:00:00+00:00", THREE + "+00:00"),
        ("2034-01-10", "2034-01-10"),
    ],
)
def test_what_machines_write(text: str, expected: str) -> None:
    assert read_time(text, TOKYO) == expected


@pytest.mark.case(88)
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2024年1月10日", None, "2024-01-10"),
        ("2024年1月10日(水) 15時30分", None, HALF + "+09:00"),
        ("2024年1月10日15時30分", "ja", HALF + "+09:00"),
        ("2024年1月10日（水）24:00", "ja", "2024-01-11T00:00:00+09:00"),
        ("2024年1月10日 25:30", "ja", "2024-01-11T01:30:00+09:00"),
        ("２０２４年１月１０日　１５：３０", None, HALF + "+09:00"),
        ("2024年1月10日 午後3時", "ja", THREE + "+09:00"),
        ("令和6年1月10日", "ja", "2024-01-10"),
        ("令和元年5月1日", None, "2019-05-01"),
        ("公開日：2024年1月10日", "ja", "2024-01-10"),
        ("2024.01.10 15:00", None, THREE + "+09:00"),
        ("2024/1/10 15:00", None, THREE + "+09:00"),
        ("2024. 1. 10. 오후 3:30", "ko", HALF + "+09:00"),
        ("2024년 1월 10일", None, "2024-01-10"),
        ("2024年1月10日 星期三", "zh", "2024-01-10"),
        ("10. Januar 2024 um 18:30 Uhr", "de", "2024-01-10T18:30:00+09:00"),
        ("10.01.2024, 18.30 Uhr", "de", "2024-01-10T18:30:00+09:00"),
        ("10 de enero de 2024", "es", "2024-01-10"),
        ("1er avril 2025 à 18h30", "fr", "2025-04-01T18:30:00+09:00"),
        ("mar. 10 janv. 2024", "fr", "2024-01-10"),
        ("10 января 2024 г., 15:30", "ru", HALF + "+09:00"),
        ("2024. január 10.", "hu", "2024-01-10"),
        ("10 janvier 2024", None, "2024-01-10"),
        ("10 tháng 1 năm 2024", "vi", "2024-01-10"),
        ("Jan. 10, 2024 3:30 PM EST", "en", HALF + "-05:00"),
        ("January 10th, 2024 at 03:30pm", "en", HALF + "+09:00"),
        ("Sept. 5, 2025, 9 a.m. PT", "en", "2025-09-05T09:00:00-07:00"),
        ("12:15 AM, 10 January 2024", "en", "2024-01-10T00:15:00+09:00"),
        ("Published on 10 January 2024", "en", "2024-01-10"),
        ("13/01/2024", None, "2024-01-13"),
    ],
)
def test_what_people_write(text: str, language: str | None, expected: str) -> None:
    assert read_time(text, TOKYO, language) == expected


@pytest.mark.case(88)
@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "yesterday",
            "3 hours ago",
            "3日前",
            "January 10",
            "１月１０日",
            "2024",
            "2024年",
            "2024年1月",
            "January 2024",
            "86",
        ),
        *("31 Feb 2024", "2024-02-30", "2024-13-01T00:00:00Z", "2026-13-45T99:99:99Z", "2024-01-10T25:30:00"),
        *("0001-01-01T00:00:00", "9999-12-31", "0", "1", "1970-01-01T00:00:00Z", "1970-01-01", "-0001-11-30T00:00:00"),
        *(
            "10/01/2024",
            "10.01.2024",
            "10/01/24",
            "2024-01-10 15:00 XYZ",
            "2024-01-10T15:00:00+99:00",
            "令和60年13月1日",
        ),
        *("10 January 2024, updated 11 January 2024", "July 4-6, 2024", "99999999999999999999", "2024-01-10 15:61"),
        *("10 January 2024 13:00 AM", "2024年1月10日 午後12時", "1 of 2024 January 5", "9" * 300),
    ],
)
@pytest.mark.parametrize("language", [None, "ja", "en"])
def test_never_guessed(text: str, language: str | None) -> None:
    assert read_time(text, TOKYO, language) is None


@pytest.mark.parametrize(
    ("zone", "language", "expected"),
    [
        (TOKYO, "en", None),
        (TOKYO, "en-US", "2024-10-01"),
        (TOKYO, "en_GB", "2024-01-10"),
        (NEW_YORK, "en", "2024-10-01"),
        (ZoneInfo("Europe/London"), "en", "2024-01-10"),
        (TOKYO, "fr", "2024-01-10"),
        (TOKYO, "ja", None),
        (TOKYO, "no such", None),
    ],
)
def test_day_or_month_first_only_where_it_is_settled(zone: ZoneInfo, language: str, expected: str | None) -> None:
    assert read_time("10/01/2024", zone, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu, 08/03/2023 - 08:05", "2023-08-03T08:05:00+09:00"),
        ("Wed, 08/03/2023", "2023-03-08"),
        ("jeudi 03/08/2023", "2023-08-03"),
        ("Sunday, 08/03/2023", None),
        ("Tue, 08/08/2023", "2023-08-08"),
    ],
)
def test_a_weekday_settles_the_order(text: str, expected: str | None) -> None:
    assert read_time(text, TOKYO) == expected


@pytest.mark.case(88)
def test_letters_of_a_zone_mean_the_sites_own_zone_first() -> None:
    assert read_time("10 Jan 2024 15:00:00 CST", ZoneInfo("Asia/Shanghai")) == THREE + "+08:00"
    assert read_time("10 Jan 2024 15:00:00 CST", NEW_YORK) == THREE + "-06:00"
    assert read_time("10 Jan 2024 15:00:00 IST", ZoneInfo("Asia/Kolkata")) == THREE + "+05:30"
    assert read_time("10 Jan 2024 15:00:00 IST", NEW_YORK) is None


def test_a_local_time_that_the_clock_skipped_names_an_instant() -> None:
    assert read_time("2024-03-10 02:30", NEW_YORK) == "2024-03-10T03:30:00-04:00"


def test_instant_of_a_day_is_its_start_in_the_zone() -> None:
    assert instant("2024-01-10", TOKYO) == datetime(2024, 1, 9, 15, tzinfo=UTC)
    assert instant("2024-01-10T15:00:00+00:00", TOKYO) == datetime(2024, 1, 10, 15, tzinfo=UTC)


DAYS = st.dates(date(1971, 1, 1), date(2199, 1, 1))


@given(DAYS, st.times(), st.integers(-12 * 60, 14 * 60))
def test_iso_is_read_as_it_stands(day: date, clock: time, minutes: int) -> None:
    sign, rest = "+-"[minutes < 0], abs(minutes)
    text = f"{day}T{clock.isoformat('seconds')}{sign}{rest // 60:02}:{rest % 60:02}"
    assert read_time(text, TOKYO) == text
    assert instant(text, TOKYO) == datetime.fromisoformat(text)


WRITTEN = st.sampled_from(
    ["2024-01-10", "2024-03-10 02:30", "10 Jan 2024 15:00 EST", "2024年1月10日 25:30", "31 Feb 2024"]
)


@given(st.one_of(WRITTEN, st.text(max_size=80)), st.sampled_from([None, "ja", "en", "fr", "xx"]))
def test_any_text_is_read_or_not(text: str, language: str | None) -> None:
    value = read_time(text, TOKYO, language)
    assert read_moment(text, TOKYO, language) == (instant(value, TOKYO) if value else None)


@pytest.mark.case(88)
@given(DAYS, st.integers(0, 29), st.integers(0, 59))
def test_hours_past_midnight_are_the_next_days(day: date, hour: int, minute: int) -> None:
    value = read_time(f"{day.year}年{day.month}月{day.day}日 {hour}:{minute:02}", TOKYO)
    start = datetime(day.year, day.month, day.day, tzinfo=TOKYO)
    assert value == (start + timedelta(hours=hour, minutes=minute)).isoformat()
