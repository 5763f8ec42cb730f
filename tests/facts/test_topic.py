"""Whether an article is about anime and manga at all."""

from __future__ import annotations

import pytest

from aggregator.base.records import Article
from aggregator.facts.topic import is_on_topic


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
