"""What dates say and mean, by the case files in ``dates/``; their format stands in ``README.md``."""

from __future__ import annotations

import time
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.edtf import EDTF, bounds, is_edtf
from aggregator.base.vocabulary import language
from aggregator.facts.dates.calendar import resolve
from aggregator.facts.dates.find import DateMention, Resolved, find_clocks, find_dates

FOLDER = Path(__file__).parent / "dates"
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
TAGS = ["en", "ja", "es", "fr", "de", "it", "pt", "zh", "ko"]


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(tag, case, id=f"{tag}: {case['text'] if isinstance(case, dict) else case}"[:90])
        for tag, file in FILES.items()
        for case in file.get(kind, [])
    ]


def told(tag: str, case: dict[str, Any]) -> list[str]:
    """What the dates of a case mean, each as «edtf time timezone», the parts that there are."""
    published = case.get("published", FILES[tag]["published"])
    said: list[str] = []
    before: Resolved | None = None
    for mention in find_dates(case["text"], case.get("tag", tag)):
        meant = resolve(mention, date.fromisoformat(published) if published else None, case.get("direction"), before)
        before = meant or before
        said.append(" ".join(filter(None, (meant.edtf, meant.time, meant.timezone))) if meant else "nothing")
    return said


@pytest.mark.parametrize(("tag", "case"), cases("must"))
def test_a_date_means_what_it_says(tag: str, case: dict[str, Any]) -> None:
    assert told(tag, case) == case["says"]


@pytest.mark.parametrize(("tag", "text"), cases("must_not"))
def test_what_looks_like_a_date_is_none(tag: str, text: str) -> None:
    assert [text[m.start : m.end] for m in find_dates(text, tag)] == []


@pytest.mark.parametrize(("tag", "case"), cases("gaps"))
@pytest.mark.xfail(strict=True, reason="a known gap")
def test_a_known_gap(tag: str, case: dict[str, Any]) -> None:
    assert told(tag, case) == case["says"]


def test_every_main_language_has_many_cases() -> None:
    assert {tag: len(FILES[tag]["must"]) >= 40 for tag in TAGS[:7]} == dict.fromkeys(TAGS[:7], True)


# -- what a mention says -----------------------------------------------------------------------------------------------


def only(text: str, tag: str) -> DateMention:
    (mention,) = find_dates(text, tag)
    return mention


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "ＴＶアニメ『夜の灯台』は２０２５年１０月６日（月）２４時１５分より放送"
    mention = only(text, "ja")
    assert text[mention.start : mention.end] == "２０２５年１０月６日（月）２４時１５分"
    assert (mention.year, mention.month, mention.day, mention.weekday, mention.time) == (2025, 10, 6, 0, "24:15")


def test_capitals_that_grow_in_small_letters_move_nothing() -> None:
    text = "İİİ opens on October 6"
    mention = only(text, "en")
    assert text[mention.start : mention.end] == "October 6"


def test_decomposed_accents_are_read() -> None:
    text = "sortie le 4 fe\u0301vrier 2025"
    assert told("fr", {"text": text, "published": "2025-01-10"}) == ["2025-02-04"]


def test_the_plain_clock_belongs_to_the_late_night_statement() -> None:
    mention = only("It airs on October 6 at 24:15 (effectively, October 7 at 12:15 a.m.).", "en")
    assert (mention.day, mention.time) == (6, "24:15")
    assert mention.effective
    assert (mention.effective.day, mention.effective.time) == (7, "00:15")


def test_a_year_alone_is_marked() -> None:
    assert only("The studio was founded in 2013.", "en").bare_year
    assert only("2013年に設立された。", "ja").bare_year
    assert not only("in October 2013", "en").bare_year


def test_a_date_inside_title_brackets_is_marked() -> None:
    inside, outside = find_dates("『3月の灯台』が4月に放送", "ja")
    assert (inside.in_quotes, outside.in_quotes) == (True, False)


def test_both_ends_of_an_interval_have_their_words() -> None:
    text = "from July 4 to August 2"
    mention = only(text, "en")
    assert mention.until
    assert (text[mention.start : mention.end], text[mention.until.start : mention.until.end]) == (
        "July 4 to August 2",
        "August 2",
    )


def test_a_time_alone_is_a_clock_and_no_date() -> None:
    text = "on Channel Seven (10:30 p.m., or 9:30 a.m. EDT)"
    assert find_dates(text, "en") == []
    (clock,) = find_clocks(text, "en")
    assert (clock.time, clock.timezone, text[clock.start : clock.end]) == (
        "22:30",
        None,
        "10:30 p.m., or 9:30 a.m. EDT",
    )


def test_clocks_stand_alone_in_japanese() -> None:
    assert [(c.time, c.timezone) for c in find_clocks("深夜1時、TV局Bは午後11時30分から。2時間の特番", "ja")] == [
        ("25:00", None),
        ("23:30", None),
    ]


def test_a_language_without_words_has_no_dates() -> None:
    assert find_dates("2024-01-10", "tlh") == []
    assert find_clocks("23:30", "tlh") == []


@pytest.mark.parametrize(
    ("edtf", "published", "expected"),
    [
        ("2024-24", None, ("2024-01-01", "2024-03-31")),
        ("2024-24", "2024-02-01", ("2024-01-01", "2024-03-31")),
        ("2024-24", "2024-09-01", ("2024-12-01", "2025-02-28")),
        ("2024-21", None, ("2024-04-01", "2024-06-30")),
        ("2024-23~", None, ("2024-10-01", "2024-12-31")),
        ("2024-34", None, ("2024-04-01", "2024-06-30")),
        ("2024-41", None, ("2024-07-01", "2024-12-31")),
        ("2024-02", None, ("2024-02-01", "2024-02-29")),
        ("2024-07-04/2024-07-06", None, ("2024-07-04", "2024-07-06")),
        ("XXXX-10-06", None, None),
        ("XXXX-XX-17", None, None),
    ],
)
def test_bounds(edtf: str, published: str | None, expected: tuple[str, str] | None) -> None:
    covered = bounds(edtf, date.fromisoformat(published) if published else None)
    assert (covered and tuple(map(str, covered))) == expected


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", TAGS)
def test_no_word_for_dates_has_two_meanings(tag: str) -> None:
    said = language(tag)["dates"]
    meanings: dict[str, str] = {}
    for table, words in said.items():
        if not isinstance(words, dict) or table in (
            "marks",
            "zones",
            "clock",
            "eras",
            "year_parts",
            "ordinals",
            "season_leads",
        ):
            continue
        for meaning, texts in words.items():
            for text in texts:
                assert text == text.lower()
                key = text if "marks" not in said else f"{table}: {text}"
                assert meanings.setdefault(key, f"{table}.{meaning}") == f"{table}.{meaning}"


# -- laws --------------------------------------------------------------------------------------------------------------

PIECES = (
    "October 6, 2024|May|march|2024|24:15|(|)|~|-|–|/|,|. | |of|the|next|last|this|early|mid-|winter|fall|Friday"
    "|on|in|two|weeks|ago"
    "|年|月|日|10|6|31|30|2|29|(日)|24時15分|深夜1時|から|〜|来年|同月|翌日|上旬|今秋|クール|令和|元|"
    "|7 de octubre|a las 25:30|o sea|pasado|el|del|al|a mediados de|le 4 avril|dernier|mi-|été|l'|aujourd'hui|1er"
    "|3. Januar|nächsten Jahres|am|um 20.05 Uhr|Ende|il giorno dopo|1° ottobre|scorso|ore|último sábado (20)|às 11h45"
    "|a.m.|p.m.|JST|EDT|hora española|Q3|first half|effectively|9999|0000|00|99/99|1/2/2024"
    "|2024.10.06|\n|\u3000|１０|İ|é|e\u0301"
    "|오는|10월|6일|밤|11시|周五|下旬|号"
).split("|")
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map("".join) | st.lists(
    st.sampled_from(PIECES), max_size=12
).map(" ".join)
days = st.none() | st.dates(date(1995, 1, 1), date(2035, 12, 31))


@settings(max_examples=400, deadline=None)
@given(texts, st.sampled_from(TAGS), days, st.sampled_from([None, "past", "future"]))
def test_whatever_is_read_the_laws_hold(text: str, tag: str, published: date | None, direction: Any) -> None:
    before: Resolved | None = None
    last = 0
    for mention in find_dates(text, tag):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
        meant = resolve(mention, published, direction, before)
        before = meant or before
        if meant:
            assert is_edtf(meant.edtf)
            assert (meant.earliest is None) == (meant.latest is None)
            assert meant.earliest is None or meant.earliest <= (meant.latest or "")
            assert not _invents_a_day(mention, meant)


def _invents_a_day(mention: DateMention, meant: Resolved) -> bool:
    shifts = [shift.unit for shift in (mention.relative, mention.anaphoric) if shift]
    said = mention.day or mention.weekday is not None or "day" in shifts or "week" in shifts
    said = said or (mention.until and (mention.until.day or mention.until.weekday is not None))
    exact = any((match := EDTF.fullmatch(side)) and match["day"] for side in meant.edtf.split("/"))
    return bool(exact and not said)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1995, 1, 1), date(2035, 12, 1)), st.integers(-150, 200))
def test_a_day_without_year_is_found_again_from_near_by(day: date, apart: int) -> None:
    mention = DateMention(start=0, end=1, month=day.month, day=day.day)
    meant = resolve(mention, day - timedelta(days=apart), None)
    assert meant
    assert meant.edtf == day.isoformat()


HOSTILE = [
    "1" * 50,
    "10/" * 20,
    "October " * 8,
    "- " * 30,
    "「" * 40,
    "«“" * 30,
    "2024年" * 12,
    "10月" * 12,
    "1日〜" * 12,
    "the same ",
    "next year of ",
    "12:34 ",
    "11:30 p.m. (",
    "am ersten Quartal 1. ",
    "l'" * 20,
    "5 to 6 to 7 to ",
    "(((((((",
    "mid-mid-mid-",
    "de la de la ",
    "年" * 40,
    "来" * 40,
    "x" * 60,
    "   ",
]


@pytest.mark.ci
@pytest.mark.parametrize("tag", TAGS)
def test_twice_the_text_takes_twice_the_time(tag: str) -> None:
    find_dates("warm up 2024-01-10", tag)
    for piece in HOSTILE:
        if not _grows_in_step(piece, tag):
            pytest.fail(f"{piece!r} grows faster than its length")


def _grows_in_step(piece: str, tag: str) -> bool:
    """Whether four times the text takes at most 2.6² times the time, in one of a few tries (others use the machine)."""
    short, long = piece * (8_000 // len(piece)), piece * (32_000 // len(piece))
    for _ in range(4):
        few, many = _seconds(short, tag), _seconds(long, tag)
        if many <= few * 6.8 or many < 0.01:
            return many < 1.5
    return False


def _seconds(text: str, tag: str) -> float:
    times: list[float] = []
    for _ in range(2):
        begin = time.process_time()
        find_dates(text, tag)
        times.append(time.process_time() - begin)
    return min(times)
