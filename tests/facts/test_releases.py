"""Which dates are releases, of which event, and which are refused, and why. Works and outlets are made up."""

from __future__ import annotations

from datetime import date

import pytest

from aggregator.facts.dates.mentions import DateMention, Shift
from aggregator.facts.read import read_and_refuse, read_text
from aggregator.facts.releases.published import Published

EVENTS = (
    ("en", "The TV anime “Moon Harbor” premieres on October 7.", "premiere 2026-10-07"),
    ("en", "The film “Moon Harbor” opens on October 7.", "theatrical 2026-10-07"),
    ("en", "The first Blu-ray volume of “Moon Harbor” ships on October 7.", "home_video 2026-10-07"),
    ("en", "The manga “Moon Harbor” launches on October 7.", "publication 2026-10-07"),
    ("en", "“Moon Harbor” streams from October 7.", "streaming 2026-10-07"),
    ("en", "The manga “Moon Harbor” ends on October 7.", "finale 2026-10-07"),
    ("en", "“Moon Harbor” will air in all of Japan starting on October 7.", "premiere 2026-10-07"),
    (
        "en",
        "“Moon Harbor” Blu-ray Delayed\n\n“Moon Harbor” now arrives on October 7.",
        "home_video 2026-10-07",
    ),
    (
        "de",
        "Disc-Start von „Mondhafen“ verschoben\n\nDer Anime „Mondhafen“ erscheint nun am 7. Oktober.",
        "home_video 2026-10-07",
    ),
    (
        "es",
        "Acme publica el tráiler de «Puerto»\n\nLa película «Puerto» llega el 7 de octubre.",
        "theatrical 2026-10-07",
    ),
    ("fr", "Il faudra patienter jusqu'au 7 octobre pour la diffusion de « Port de lune ».", "premiere 2026-10-07"),
    ("ja", "TVアニメ「月の港」は10月7日より放送開始。", "premiere 2026-10-07"),
    ("ja", "映画「月の港」は10月7日公開。", "theatrical 2026-10-07"),
    ("ja", "「月の港」のBlu-rayは10月7日発売。", "home_video 2026-10-07"),
)


@pytest.mark.parametrize(("tag", "text", "stated"), EVENTS, ids=[f"{tag}: {text}" for tag, text, _ in EVENTS])
def test_the_event_of_a_date(tag: str, text: str, stated: str) -> None:
    releases = read_text(text, tag, "2026-09-20").releases
    assert [f"{one.event} {one.edtf}" for one in releases] == [stated]


REFUSED = (
    ("en", "The studio announced the TV anime “Moon Harbor” on Friday.", "is when it was told"),
    ("en", "The concert for “Moon Harbor” takes place on October 7.", "is of something else: concert"),
    ("en", "Tickets for “Moon Harbor” go on sale on October 7.", "is of tickets, orders or goods"),
    ("en", "“Moon Harbor” runs until October 7.", "is until when"),
    ("en", "The anime “Moon Harbor” will not premiere in October.", "is denied"),
    ("de", "Der Anime „Mondhafen“ startet nicht im Oktober.", "is denied"),
    ("fr", "L'anime « Port de lune » n'arrivera pas en octobre.", "is denied"),
    ("it", "L'anime “Porto di luna” non arriverà a ottobre.", "is denied"),
    ("en", "TOKYO, September 19, 2026 – “Moon Harbor” becomes a TV anime.", "is the day of the text itself"),
    ("en", "The author of “Moon Harbor” walked home on October 7.", "no word near it says that something comes out"),
    ("de", "Die Ausstellung zu „Mondhafen“ läuft vom 3. bis zum 30. Oktober.", "is of something else: Ausstellung"),
    ("ja", "9月19日、TVアニメ「月の港」の制作が発表された。", "is when it was told"),
)


@pytest.mark.parametrize(("tag", "text", "reason"), REFUSED, ids=[f"{tag}: {text}" for tag, text, _ in REFUSED])
def test_a_date_that_is_no_release_is_refused_with_its_reason(tag: str, text: str, reason: str) -> None:
    facts, refused = read_and_refuse(text, tag, "2026-09-20")
    assert facts.releases == ()
    assert reason in [one.reason for one in refused]


MOVED = (
    ("en", "The premiere of “Moon Harbor” was moved from October 5 to November 3, 2026."),
    ("de", "Der Serienstart von „Mondhafen“ wurde vom 5. Oktober auf den 3. November 2026 verschoben."),
    ("fr", "La diffusion de « Port de lune » passe du 5 octobre au 3 novembre 2026."),
)


@pytest.mark.parametrize(("tag", "text"), MOVED, ids=[tag for tag, _ in MOVED])
def test_a_delay_from_one_date_to_another_is_two_dates(tag: str, text: str) -> None:
    old, new = read_text(text, tag, "2026-09-20").releases
    assert (old.edtf, old.superseded) == ("2026-10-05", True)
    assert (new.edtf, new.superseded, new.status) == ("2026-11-03", False, "delayed")


def test_what_is_denied_up_to_a_day_is_a_release_on_it() -> None:
    (release,) = read_text("The anime “Moon Harbor” will not premiere until October 7.", "en", "2026-09-20").releases
    assert release.edtf == "2026-10-07"


def test_instead_of_marks_only_its_own_date() -> None:
    text = "« Port de lune » sortira finalement le 3 novembre 2026 au lieu du 5 octobre."
    assert [(one.edtf, one.superseded) for one in read_text(text, "fr", "2026-09-20").releases] == [
        ("2026-11-03", False),
        ("2026-10-05", True),
    ]


def test_a_row_of_titles_and_dates_shares_its_verb() -> None:
    text = (
        "New anime of the season\n\nThe anime “Moon Harbor” begins on October 7, the anime “Tin Garden” on October 14. "
        "“Tin Garden” is a comedy, “Moon Harbor” is a drama."
    )
    releases = read_text(text, "en", "2026-09-20").releases
    assert [(one.work, one.edtf) for one in releases] == [("Moon Harbor", "2026-10-07"), ("Tin Garden", "2026-10-14")]


def test_a_date_of_a_title_that_is_no_known_work_is_not_given_to_another() -> None:
    text = "The anime “Moon Harbor” begins on October 7, “a sea of lamps” on October 21."
    releases = read_text(text, "en", "2026-09-20").releases
    assert [(one.work, one.edtf) for one in releases] == [("Moon Harbor", "2026-10-07")]


def test_days_of_the_next_sentence_are_of_the_month_that_was_named() -> None:
    text = "TVアニメ「月の港」は10月5日よりTOKYO MXで放送開始。7日にBS11、9日にAT-Xで順次オンエア。"
    assert {one.edtf for one in read_text(text, "ja", "2026-09-20").releases} == {
        "2026-10-05",
        "2026-10-07",
        "2026-10-09",
    }


@pytest.mark.parametrize("published", [None, "2026", "2026-09"])
def test_tomorrow_of_a_day_that_is_not_known_is_no_date(published: str | None) -> None:
    facts, refused = read_and_refuse("The anime “Moon Harbor” premieres tomorrow.", "en", published)
    assert facts.releases == ()
    assert [one.reason for one in refused] == ["the article's day is not known"]


@pytest.mark.parametrize(
    ("published", "mention", "tells"),
    [
        ("2026-09-20", DateMention(start=0, end=1, relative=Shift("day", 1)), True),
        ("2026-09", DateMention(start=0, end=1, relative=Shift("day", 1)), False),
        ("2026-09", DateMention(start=0, end=1, relative=Shift("month", 1)), True),
        ("2026", DateMention(start=0, end=1, relative=Shift("month", 1)), False),
        ("2026", DateMention(start=0, end=1, relative=Shift("year", 1)), True),
        ("2026-09", DateMention(start=0, end=1, weekday=4), False),
        ("2026", DateMention(start=0, end=1, day=7, month=10), True),
        ("2026", DateMention(start=0, end=1, day=7), False),
    ],
)
def test_what_a_day_of_publication_tells(published: str, mention: DateMention, tells: bool) -> None:
    assert Published.of(published).tells(mention) is tells


def test_a_month_of_publication_is_known_from_its_first_day() -> None:
    assert Published.of("2026-09") == Published(date(2026, 9, 15), date(2026, 9, 1), "month")


def test_a_release_of_last_week_is_background_and_one_of_this_week_is_not() -> None:
    text = "The manga “Moon Harbor” was published on September {}, 2026."
    news = [read_text(text.format(day), "en", "2026-09-20").releases[0].news for day in (12, 13)]
    assert news == [False, True]


def test_a_month_or_season_that_is_told_as_coming_is_not_the_last_one() -> None:
    (release,) = read_text("The anime “Moon Harbor” premieres in spring.", "en", "2026-09-20").releases
    assert (release.edtf, release.status, release.news) == ("2027-21", "scheduled", True)


def test_the_words_of_the_old_date_end_where_it_ends() -> None:
    old, new = read_text("“Moon Harbor” was moved from October 5 to November 3, 2026.", "en", "2026-09-20").releases
    assert (old.text, new.text) == ("October 5", "November 3, 2026")


def test_a_station_is_no_region() -> None:
    (release,) = read_text("The anime “Moon Harbor” premieres on October 7 on TV Tokyo.", "en", "2026-09-20").releases
    assert (release.platform, release.region) == ("TV Tokyo", None)


def test_a_region_beside_the_verb_comes_before_another() -> None:
    text = "Após um sucesso gigantesco no Japão, o longa «Moon Harbor» chegará ao Brasil em 30 de outubro."
    (release,) = read_text(text, "pt", "2026-09-20").releases
    assert (release.event, release.region) == ("theatrical", "Brasil")


def test_a_day_of_a_list_has_its_own_countries() -> None:
    head = "As datas do lançamento do filme «Moon Harbor» nos cinemas brasileiros e de outros países:"
    found = read_text(
        f"{head}\n- 30 de outubro: Brasil, Peru.\n- 6 de novembro: Portugal.", "pt", "2026-09-20"
    ).releases
    assert [(one.edtf, one.region) for one in found] == [("2026-10-30", "Brasil"), ("2026-11-06", "Portugal")]


def test_british_dates_have_the_day_first() -> None:
    text = "The film “Moon Harbor” opens on 03/06/2027."
    assert [read_text(text, tag, "2026-09-20").releases[0].edtf for tag in ("en", "en-GB")] == [
        "2027-03-06",
        "2027-06-03",
    ]


def test_a_japanese_clock_is_that_of_tokyo() -> None:
    (release,) = read_text("TVアニメ「月の港」は10月7日25時30分より放送開始。", "ja", "2026-09-20").releases
    assert (release.time, release.timezone) == ("25:30", "Asia/Tokyo")
