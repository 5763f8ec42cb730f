from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.errors import BadInputError
from aggregator.base.records import Article
from aggregator.extract.read import read_text
from tests.shared import SHARED, needs_shared

TEXT = """# Paper Cranes Sails in January


## SUMMARY


  The made-up anime begins in January.   It is set in a harbour.

![visual](https://img.example/a/visual.jpg "Key visual")

## Cast

Lantern Pond&#39;s new anime has its **[trailer](https://news.example/t)**.

https://youtu.be/Abc123_-xyz

 : 10 Best Harbours

* Mira Testwell directs
* Odo Sample writes

Related: [Another story](https://news.example/o)

---

> Author: [Ada](https://people.example/ada)
> Date: 2027-01-04 12:00
> URL: https://news.example/cranes/
"""


def read(text: str, **known: str | None) -> Article:
    options: dict[str, str | None] = {"url": "https://news.example/x", "language": None} | known
    return read_text(text, site="example", zone=ZoneInfo("Asia/Tokyo"), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Paper Cranes Sails in January"),
        ("summary", "The made-up anime begins in January. It is set in a harbour."),
        ("authors", ("Ada",)),
        ("published", "2027-01-04T12:00:00+09:00"),
        ("language", "en"),
        ("url", "https://news.example/cranes/"),
        (
            "body",
            "Cast\n\nLantern Pond's new anime has its trailer.\n\n- Mira Testwell directs\n- Odo Sample writes",
        ),
    ],
)
def test_markdown(field: str, value: object) -> None:
    assert getattr(read(TEXT, url=None), field) == value


def test_pictures_and_videos() -> None:
    article = read(TEXT)
    assert [(i.url, i.alt) for i in article.images] == [("https://img.example/a/visual.jpg", "visual")]
    assert [v.url for v in article.videos] == ["https://www.youtube.com/watch?v=Abc123_-xyz"]


def test_what_is_known_wins() -> None:
    article = read(TEXT, title="Another Title", published="2027-02-02")
    assert (article.title, article.published, article.url) == ("Another Title", "2027-02-02", "https://news.example/x")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Paper Cranes Sails\n\nThe studio announced it.", "Paper Cranes Sails"),
        ("Paper Cranes Sails\n===\n\nThe studio announced it.", "Paper Cranes Sails"),
        ('---\ntitle: "Paper Cranes Sails"\ntags: [a, b]\n---\nThe studio announced it.', "Paper Cranes Sails"),
        ("「紙鶴の港」放送開始\n\nスタジオが発表した。", "「紙鶴の港」放送開始"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert read(text).title == title


def test_front_matter_gives_notes() -> None:
    article = read("---\ntitle: T of it\nauthor: Ada Invent\ndate: 2027-01-04\ntags: [one, two]\n---\nThe text of it.")
    assert (article.authors, article.published, article.tags) == (("Ada Invent",), "2027-01-04", ("one", "two"))


def test_a_summary_without_more_text_is_the_text() -> None:
    article = read("# T\n\n## Summary\n\nAll there is to say, and that is not much.\n\n## More\n\nNo.")
    assert article.summary is None
    assert article.body is not None
    assert article.body.startswith("All there is to say")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), (" \n ", "empty"), ("# Only a title", "no_article"), ("x" * 1_000_001, "too_large")],
)
def test_refused(text: str, reason: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read(text)
    assert caught.value.reason == reason


@given(st.text(alphabet=st.sampled_from("#*[]()!<>&;:-_`\n ab\\0"), max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        article = read(text)
    except BadInputError:
        return
    assert article.title
    assert article.body


@needs_shared
@pytest.mark.parametrize(
    "noise", ["SUMMARY", "10 Best", "Author:", "URL:", "![", "&#39;", "Literature Review", "instagram"]
)
def test_the_seed_article_has_no_noise(noise: str) -> None:
    article = read((SHARED / "seed" / "metallic-rouge.md").read_text(encoding="utf-8"))
    assert noise not in (article.body or "")


@needs_shared
def test_the_seed_article() -> None:
    article = read((SHARED / "seed" / "metallic-rouge.md").read_text(encoding="utf-8"))
    assert article.title == "BONES Upcoming Tech Noir Anime Reveals First Full Trailer And Release Date"
    assert article.authors == ("Ella",)
    assert (article.summary or "").startswith("Metallic Rouge is an upcoming sci-fi anime")
    assert len(article.images) == 1
    assert (article.body or "").endswith("Crunchyroll on January 10, 2024.")
