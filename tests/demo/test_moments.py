from datetime import date

import pytest

from aggregator.demo.content import load_calendar
from aggregator.demo.moments import Calendar, add_months, build_calendar, season_from

TODAY = date(2030, 11, 20)


@pytest.fixture
def calendar() -> Calendar:
    words = dict(load_calendar())
    words["moments"] = {
        "first": {"cours": 10, "weekday": "thursday"},
        "later": {"of": "first", "months": 3},
        "next": {"of": "first", "days": 1},
        "soon": {"after": 2, "weekday": "friday"},
    }
    return build_calendar(words, TODAY)


def test_moments_are_counted_from_the_day(calendar: Calendar) -> None:
    assert calendar.days == {
        "first": date(2031, 1, 9),
        "later": date(2031, 4, 1),
        "next": date(2031, 1, 10),
        "soon": date(2030, 11, 22),
    }


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Friday, November 22, in Winter 2031, next January"),
        ("en_GB", "Friday 22 November, in Winter 2031, next January"),
        ("ja", "11月22日(金), in 2031年冬, 来年1月"),
        ("es", "viernes 22 de noviembre, in invierno de 2031, en enero del próximo año"),
        ("de", "Freitag, den 22. November, in Winter 2031, im Januar kommenden Jahres"),
        ("fr", "vendredi 22 novembre, in hiver 2031, en janvier prochain"),
    ],
)
def test_a_moment_is_worded_in_each_language(calendar: Calendar, locale: str, text: str) -> None:
    pattern = "{{soon|weekday_day}}, in {{first|season}}, {{first|near_month}}"
    assert calendar.fill(pattern, locale, TODAY) == text


def test_the_first_of_a_month_is_premier_in_french(calendar: Calendar) -> None:
    assert calendar.fill("{{later|day}}, {{later+10|day}}", "fr", TODAY) == "1er avril, 11 avril"


def test_today_is_the_day_of_publication(calendar: Calendar) -> None:
    assert calendar.fill("{{today-1|weekday}}", "en", TODAY) == "Tuesday"


def test_an_unknown_moment_is_an_error(calendar: Calendar) -> None:
    with pytest.raises(KeyError):
        calendar.fill("{{never|day}}", "en", TODAY)


@pytest.mark.parametrize(("months", "first"), [(1, date(2030, 12, 1)), (2, date(2031, 1, 1)), (-11, date(2029, 12, 1))])
def test_months_are_added_across_years(months: int, first: date) -> None:
    assert add_months(TODAY, months) == first


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2030, 1, 1), date(2030, 1, 1)), (date(2030, 1, 2), date(2030, 4, 1)), (TODAY, date(2031, 1, 1))],
)
def test_a_season_begins_in_january_april_july_or_october(day: date, first: date) -> None:
    assert season_from(day) == first
