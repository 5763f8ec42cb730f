"""Whether an article is about anime and manga at all."""

from __future__ import annotations

import json

import pytest

from aggregator.base.claims import Facts
from aggregator.base.records import Article
from aggregator.facts.read import read_text
from aggregator.facts.topic import is_on_topic
from tests.shared import SHARED, needs_shared


def article(title: str, body: str | None = None, summary: str | None = None) -> Article:
    url = "https://news.example/1"
    return Article(url=url, canonical_url=url, site="news", language="en", title=title, body=body, summary=summary)


@pytest.mark.parametrize(
    "title",
    [
        "Moon Harbor Anime Reveals Trailer",
        "Die MANGA-Reihe Mondhafen endet",
        "アニメ「月の港」追加キャスト",
        "Puerto Lunar, novela ligera de Aya Nakano",
        "「月の港」漫畫完結",
        "애니메이션 「달의 항구」",
    ],
)
def test_a_headline_names_it(title: str) -> None:
    assert is_on_topic(article(title))


def test_the_summary_or_the_first_paragraphs_name_it() -> None:
    assert is_on_topic(article("Moon Harbor Returns", summary="The anime goes on."))
    assert is_on_topic(article("Moon Harbor Returns", body="It is back.\n\nThe manga ended in May."))


@pytest.mark.parametrize("title", ["Animated Film Opens in May", "Managers on the Move", "Romance Novel Gets a Series"])
def test_words_that_are_only_alike_do_not(title: str) -> None:
    assert not is_on_topic(article(title))


def test_a_word_far_down_does_not() -> None:
    assert not is_on_topic(article("Star Signs With Agency", body="He acts. " * 300 + "He likes anime."))


ABOUT_NOTHING = (
    "Kumo Cloud launched in 2021 and opened its first office in May. Designer Aya Nakano, who directs the project, "
    "said that the app will be released on April 5. The new version is produced by KUMO and costs 20 dollars a month. "
)


def test_a_long_text_that_speaks_of_no_works_states_nothing() -> None:
    facts = read_text(ABOUT_NOTHING * 10, "en", "2025-01-10")
    assert facts == Facts()


def test_a_long_text_that_says_what_it_is_about_states_its_facts() -> None:
    text = "The anime “Moon Harbor” premieres on April 5. Aya Nakano is directing it. " + "It rains in the town. " * 120
    assert [one.edtf for one in read_text(text, "en", "2025-01-10").releases] == ["2025-04-05"]


def test_a_short_text_need_not_say_it() -> None:
    assert read_text("“Moon Harbor” premieres on April 5.", "en", "2025-01-10").releases


@needs_shared
@pytest.mark.ci
def test_pages_about_anything_but_works_state_next_to_nothing() -> None:
    pages = json.loads((SHARED / "real" / "articles" / "ground-truth.json").read_text(encoding="utf-8")).values()
    read = [read_text(f"{page['title']}\n\n{page['body']}", "en", "2025-01-10") for page in pages]
    assert sum(bool(facts.releases or facts.credits) for facts in read) <= len(read) // 10
