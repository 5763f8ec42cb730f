"""A text is read alike however its outlet writes it, and claims stand in the text as it was given."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.claims import Facts
from aggregator.facts.read import read_text
from aggregator.facts.reading import headline_end, read_as
from tests.shared import SHARED, needs_shared

HEADLINE = "Moon Harbor Anime Reveals Émile Kōno as Director"
TEXT = f"""{HEADLINE}

The television anime “Moon Harbor” will premiere on April 5 at 24:30 on Tokyo MX. Émile Kōno is directing it at Bones.

Cast:
Aya Nakano as Rin
Kenji Morita as Zoë"""
WRITTEN: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "thin spaces": lambda text: text.replace(" ", "\u2009"),
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "two spaces": lambda text: text.replace(". ", ".  "),
    "spaces at the ends of lines": lambda text: text.replace("\n", "  \n"),
    "lines set in": lambda text: text.replace("\n", "\n    "),
    "line ends of two characters": lambda text: text.replace("\n", "\r\n"),
    "soft hyphens": lambda text: text.replace("television", "tele\u00advision").replace("Nakano", "Naka\u00adno"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "zero-width spaces": lambda text: text.replace("\n\n", "\n\n\u200b"),
    "the headline again": lambda text: text.replace(HEADLINE, f"{HEADLINE}\n\n{HEADLINE.upper()}"),
    "bold labels": lambda text: text.replace("Cast:", "**Cast:**").replace("“Moon Harbor”", "**“Moon Harbor”**"),
    "a heading's mark": lambda text: text.replace("Cast:", "## Cast:"),
    "a trail of links above": lambda text: f"Home > News > Anime\n\n{text}",
    "a trail of links before the headline": lambda text: f"Home » News » {text}",
    "a rubric above": lambda text: f"Breaking News\n\n{text}",
    "the site's name above": lambda text: f"The Example Gazette\n{text}",
    "a line of tags below": lambda text: f"{text}\n\nTags: MAPPA, Netflix, Tin Garden",
    "the headline in capitals": lambda text: text.replace(HEADLINE, HEADLINE.upper()),
    "a full stop behind the headline": lambda text: text.replace(HEADLINE, f"{HEADLINE}."),
    "the site behind the headline": lambda text: f"{HEADLINE} | Example News\n\n{text}",
}


def stated(facts: Facts) -> tuple[object, ...]:
    """What facts say, without where they stand."""
    works = tuple(work.title for work in facts.works)
    releases = tuple((one.work, one.event, one.edtf, one.time, one.platform) for one in facts.releases)
    return works, releases, tuple((one.work, one.role, one.name, one.character) for one in facts.credits)


@pytest.mark.parametrize("way", WRITTEN)
def test_a_text_is_read_alike_however_it_is_written(way: str) -> None:
    given_text = WRITTEN[way](TEXT)
    assert given_text != TEXT
    assert stated(read_text(given_text, "en", "2025-01-10")) == stated(read_text(TEXT, "en", "2025-01-10"))


@pytest.mark.parametrize("way", WRITTEN)
def test_claims_stand_in_the_text_as_it_was_given(way: str) -> None:
    given_text = WRITTEN[way](TEXT)
    facts = read_text(given_text, "en", "2025-01-10")
    quotes = [one.evidence for one in (*facts.releases, *facts.credits)]
    assert len(quotes) >= 5
    assert all(given_text[quote.start : quote.end] == quote.quote for quote in quotes)


def test_conjoining_jamo_are_one_letter() -> None:
    assert read_as(unicodedata.normalize("NFD", "달의 항구")).text == "달의 항구"


def test_a_short_headline_may_be_a_heading_again() -> None:
    text = "Moon Harbor\n\nIt is news.\n\nMoon Harbor\nIt airs in May."
    assert read_as(text).text == text


def test_a_headline_in_capitals_is_written_as_the_text_below_writes_it() -> None:
    text = "DER MONDHAFEN VON RIN: NEUER FILM VON BONES\n\nDer Film „Mondhafen“ über Rin kommt von BONES und ist neuer."
    assert read_as(text).text.partition("\n")[0] == "Der Mondhafen von Rin: neuer Film von BONES"


def test_a_title_in_capitals_stays_where_other_words_are_small() -> None:
    text = "MOON HARBOR AND TIN GARDEN get new films\n\nMoon Harbor and Tin Garden return."
    assert read_as(text).text == text


@pytest.mark.parametrize(
    ("line", "is_headline"),
    [
        ("Moon Harbor gets a second season", True),
        ("Moon Harbor gets a second season.", True),
        ("Moon Harbor gets a second season...", True),
        ("Moon Harbor gets a second season. It starts in May.", False),
        ("Moon Harbor gets a second season, " * 3 + "as its staff has told on Monday.", False),
        ("『月の港』第2期が決定。", True),
        ("『月の港』第2期が決定。5月から放送される。", False),
    ],
)
def test_a_headline_is_a_short_first_line(line: str, is_headline: bool) -> None:
    assert headline_end(f"{line}\n\nText.") == (len(line) if is_headline else 0)


WILD = st.text(alphabet="aé \u0301\u00a0\u200b\r\n\u00adÉx|-", max_size=60)


@given(WILD)
def test_what_is_read_keeps_its_place(text: str) -> None:
    reading = read_as(text)
    places = [reading.place(at, at + 1) for at in range(len(reading.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    letters = [(char, text[slice(*place)]) for char, place in zip(reading.text, places, strict=True) if char.isalpha()]
    told_alike = (unicodedata.normalize("NFC", told).casefold() == char.casefold() for char, told in letters)
    assert all(told_alike)  # a headline in capitals is read in small letters


@given(WILD)
def test_nothing_is_read_that_should_not_be(text: str) -> None:
    assert not re.search("[\u00a0\u200b\u00ad\r]|[ ]{2}", read_as(text).text)


@needs_shared
@pytest.mark.parametrize("way", ["no-break spaces", "accents apart", "line ends of two characters"])
def test_real_articles_are_read_alike(way: str) -> None:
    for path in sorted((SHARED / "bench" / "facts-dev").glob("*.txt"))[::6]:
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        text = re.sub(r"[ \u00a0]{2,}", " ", path.read_text(encoding="utf-8"))
        read = [stated(read_text(one, gold["language"], gold["published"])) for one in (text, WRITTEN[way](text))]
        assert read[0] == read[1]
