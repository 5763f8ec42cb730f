from __future__ import annotations

import pytest

from aggregator.extract.title import choose_title, strip_site


@pytest.mark.parametrize(
    ("title", "names", "bare"),
    [
        ("Cranes Sail | Example Post", ["Example Post"], "Cranes Sail"),
        ("Cranes Sail - Example Post - Example Post", ["Example Post"], "Cranes Sail"),
        ("Example Post: Cranes Sail", ["Example Post"], "Example Post: Cranes Sail"),
        ("Example Post » Cranes Sail", ["Example Post"], "Cranes Sail"),
        ("「紙鶴の港」放送開始｜架空アニメ通信", ["架空アニメ通信"], "「紙鶴の港」放送開始"),
        ("「紙鶴の港」放送開始【架空アニメ通信】", ["架空アニメ通信"], "「紙鶴の港」放送開始"),
        ("Cranes – Boats – Example", ["example.net", "example"], "Cranes – Boats"),
        ("Part 2 - The Boats", ["Example Post"], "Part 2 - The Boats"),
        ("Spider-Crane Returns", ["Crane"], "Spider-Crane Returns"),
        ("Post Signal #18 – News", ["Post Signal"], "Post Signal #18 – News"),
        ("Example Post", ["Example Post"], "Example Post"),
    ],
)
def test_strip_site(title: str, names: list[str], bare: str) -> None:
    assert strip_site(title, names) == bare


@pytest.mark.parametrize(
    ("declared", "headings", "found"),
    [
        ([("ld:headline", "Cranes Sail")], ["Cranes Sail"], ("Cranes Sail", "css:h1")),
        ([("ld:headline", "Cranes sail in…")], ["Cranes sail in January"], ("Cranes sail in January", "css:h1")),
        ([("title", "Cranes Sail | Post")], ["Post"], ("Cranes Sail", "title")),
        ([("meta:og:title", "Cranes Sail")], ["Contact us", "Follow us"], ("Cranes Sail", "meta:og:title")),
        ([("ld:headline", "Ten Cranes"), ("title", "Ten Cranes")], ["News Ten Cranes"], ("Ten Cranes", "ld:headline")),
        ([], ["Cranes Sail"], ("Cranes Sail", "css:h1")),
        ([("title", "Post")], ["Post"], None),
        ([("ld:headline", "Why A <br> &amp; B")], [], ("Why A & B", "ld:headline")),
    ],
)
def test_choose_title(declared: list[tuple[str, str]], headings: list[str], found: tuple[str, str] | None) -> None:
    assert choose_title(declared, headings, ["Post"]) == found
