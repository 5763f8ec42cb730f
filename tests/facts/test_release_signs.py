"""How likely a date is that of a release, by the signs around it."""

from __future__ import annotations

import pytest

from aggregator.facts.dates.mentions import Resolved
from aggregator.facts.read import analysed, read_and_refuse, read_text, release_finder
from aggregator.facts.releases.finder import ReleaseFinder
from aggregator.facts.releases.published import Published
from aggregator.facts.releases.refusals import UNLIKELY
from aggregator.facts.releases.weighed import RULE, distance
from tests.facts.rest import REST

HEAD = "Moon Harbor Anime's Date\n\n"
DAY = Published.of("2026-05-20")


@pytest.mark.parametrize(
    ("first", "last", "away"),
    [
        ("2026-05-20", "2026-05-20", "same"),
        ("2026-05-01", "2026-05-31", "within"),
        ("2026-05-19", "2026-05-19", "yesterday"),
        ("2026-05-16", "2026-05-16", "days"),
        ("2026-04-01", "2026-04-30", "past"),
        ("2026-01-01", "2026-01-31", "long"),
        ("2020-01-01", "2020-12-31", "years"),
        ("2026-05-21", "2026-05-21", "tomorrow"),
        ("2026-05-27", "2026-05-27", "week"),
        ("2026-06-01", "2026-06-30", "soon"),
        ("2027-01-01", "2027-12-31", "year"),
        ("2030-01-01", "2030-12-31", "far"),
    ],
)
def test_how_far_away_a_date_lies(first: str, last: str, away: str) -> None:
    assert distance(Resolved(edtf=first, earliest=first, latest=last), DAY) == away


@pytest.mark.parametrize("published", [None, Published.of("2026-05"), Published.of("2026")])
def test_nothing_lies_far_from_a_day_that_is_not_known(published: Published | None) -> None:
    assert distance(Resolved(edtf="2026-06", earliest="2026-06-01", latest="2026-06-30"), published) == "unknown"


def test_a_date_without_a_year_lies_nowhere() -> None:
    assert distance(Resolved(edtf="XXXX-06", earliest=None, latest=None), DAY) == "unknown"


def test_what_is_to_be_seen_of_a_date() -> None:
    text = f"{HEAD}The Moon Harbor anime will premiere on October 7, 2026 on BS11."
    finder = release_finder(analysed(text, "en"), "en", "2026-05-20", ReleaseFinder)
    number, sentence = next((n, s) for n, s in enumerate(finder.sentences) if "D" in s.codes)
    row = finder.row(sentence, number)
    seen = finder.signs(row[0], len(row), finder.releases(row, 0, "premiere")[0])
    told = {
        "form dmy",
        "away year",
        "dates 1",
        "past False",
        "place broadcaster",
        "event premiere",
        "event premiere - 8",
    }
    assert told <= set(seen)
    assert len(seen) == len(set(seen))


def test_a_date_that_no_word_tells() -> None:
    facts = read_text(f"{HEAD}Mark October 7, 2026 for the Moon Harbor anime.{REST}", "en", "2026-05-20")
    assert [(one.edtf, one.evidence.rule) for one in facts.releases] == [("2026-10-07", RULE)]


def test_the_signs_of_a_headline_with_its_lede_are_not_asked() -> None:
    assert not read_text(f"{HEAD}Mark October 7, 2026 for the Moon Harbor anime.", "en", "2026-05-20").releases


def test_words_that_tell_a_date_are_taken_before_its_signs() -> None:
    told = "The Moon Harbor anime will premiere on October 7, 2026 on BS11."
    text = f"{HEAD}Mark October 7, 2026 for the Moon Harbor anime. {told}{REST}"
    assert [one.evidence.rule for one in read_text(text, "en", "2026-05-20").releases] == ["releases:premiere"]


def test_a_date_that_is_told_as_others_are() -> None:
    text = f"{HEAD}The Moon Harbor anime held its release party on Friday.{REST}"
    facts, refused = read_and_refuse(text, "en", "2026-05-20")
    assert not facts.releases
    assert [one.reason for one in refused] == [UNLIKELY]
