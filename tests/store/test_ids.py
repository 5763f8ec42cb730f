"""Keys are stored: they must never change."""

import pytest

from aggregator.store.articles import article_id
from aggregator.store.ids import content_id, content_number

GOLDEN = [
    (("",), "e99n0axt7kcnm", -1970711489451281740),
    (("article", "https://kumo-post.example/news/1"), "d05r936v5884w", -3452280583318396772),
    (("story", "星の住処"), "89ynnrpq80yd7", -8864573055884559961),
    (("a", "b"), "fgk2dctfy1n0g", -554983550909098992),
]


@pytest.mark.parametrize(("parts", "text", "number"), GOLDEN)
def test_a_key_is_what_it_always_was(parts: tuple[str, ...], text: str, number: int) -> None:
    assert (content_id(*parts), content_number(*parts)) == (text, number)


def test_an_article_has_the_id_of_its_address() -> None:
    address = "https://kumo-post.example/news/1"
    assert article_id(address) == content_id("article", address)


def test_where_a_part_ends_matters() -> None:
    assert len({content_id("ab", "c"), content_id("a", "bc"), content_id("abc"), content_id("", "abc")}) == 4


def test_a_lone_surrogate_has_a_key() -> None:
    assert len(content_id("\ud800")) == 13
