"""The title that an English headline in capitals opens with."""

from __future__ import annotations

import pytest

from aggregator.facts.read import read_text

LEDE = "\n\nThe official website told more on Monday."


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        (
            "I Became A Kite After My 10 Year-Long Last Flight Anime Unveils More Cast",
            "I Became A Kite After My 10 Year-Long Last Flight",
        ),
        ("I Made Boats With the Second Kindest Owl in My Class Anime Reveals 3rd Promo Video", None),
        ("The Owl's Son Claims He Won't Fly Me Yet Anime Adds 2 More Cast Members", None),
        ("Lonely Snow Kite and the Cursed Bell TV Anime Reveals October Debut", None),
        ("Recommendation from Mr. Owlwood Anime's 2nd Trailer Unveils Song", "Recommendation from Mr. Owlwood"),
        ("Bells and Owls 2nd Season Anime Reveals October Debut", "Bells and Owls"),
        ("Bell King Korean-Animated Series Reveals New Character Videos", "Bell King"),
        ("New Bells of Owlwood Anime's Video Unveils Theme Song", "Bells of Owlwood"),
    ],
)
def test_all_before_the_kind_is_the_title(headline: str, title: str | None) -> None:
    whole = title or headline.split(" Anime", maxsplit=1)[0].removesuffix(" TV")
    assert [work.title for work in read_text(headline + LEDE, "en", "2028-05-01").works] == [whole]


@pytest.mark.parametrize(
    "headline",
    [
        "Crunchyroll Adds Bells of Owlwood Anime's Dub on Friday",
        "Kenji Morita Performs Bells of Owlwood Anime's Ending Song",
        "Third Season of New 'Owlwood' Anime Announces Additional Cast",
        "KUMO Upcoming Heist Anime Reveals First Trailer And Release Date",
        "Owlwood the Musical Announces Cast for London Run",
    ],
)
def test_what_the_headline_tells_first_is_no_title(headline: str) -> None:
    titles = [work.title for work in read_text(headline + LEDE, "en", "2028-05-01").works]
    assert all(headline.split(maxsplit=1)[0] not in title or title == "Owlwood" for title in titles)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The staff for the anime of Kitearou's From Bells to Owls (Suzu kara Fukurou e) told more.",
            "From Bells to Owls",
        ),
        ("The official website for Studio Owlwood's Tama's Ferry Service film told more.", "Tama's Ferry Service"),
        ("The staff for the television anime of Owl Owl Factory's Bell Cat (Suzu Neko) manga told more.", "Bell Cat"),
    ],
)
def test_who_made_the_work_is_no_title(text: str, title: str) -> None:
    assert [work.title for work in read_text(text, "en", "2028-05-01").works] == [title]


def test_what_a_company_does_is_no_part_of_a_title() -> None:
    told = "Crunchyroll will stream the anime of Yuki Morita's Bellcat manga in May."
    text = f"Crunchyroll to Stream Bellcat Anime\n\n{told}"
    assert [work.title for work in read_text(text, "en", "2028-05-01").works] == ["Bellcat"]
