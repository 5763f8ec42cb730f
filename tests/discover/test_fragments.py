import time

import pytest

from aggregator.discover.fragments import Fragment, is_more, read_fragment, summary


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("One &amp; two", "One & two"),
        ("One<br>two<p>three</p>", "One\ntwo\nthree"),
        ("A<b>nime</b> <i>news</i>", "Anime news"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ("<p>a\n  wrapped\tline</p>", "a wrapped line"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("", ""),
    ],
)
def test_text(markup: str, text: str) -> None:
    assert read_fragment(markup).text == text


@pytest.mark.case(84)
def test_first_real_picture() -> None:
    markup = '<img src="p.gif" height="1"><img src="data:x"><img data-src="lazy.jpg" src="data:y"><img src="b.jpg">'
    assert read_fragment(markup) == Fragment("", "lazy.jpg")


@pytest.mark.parametrize(
    "ending",
    [
        " The post Made-up title appeared first on Made-up News.",
        "\nDer Beitrag Titel erschien zuerst auf Seite.",
        "\nRead more",
        " Read More »",
        " [&hellip;] Continue reading".replace("&hellip;", "…"),
        "\nContinue reading “Made-up title” →",
        "続きを読む",
        " … 続きを読む →",
        "\nRead more\nThe post T appeared first on N.",
    ],
)
def test_what_software_adds_is_cut(ending: str) -> None:
    assert (summary("The show starts in May." + ending) or "").rstrip(" […") == "The show starts in May."


@pytest.mark.parametrize(
    "text", ["He loves to read more", "We like to keep reading.", "The post office appeared in May."]
)
def test_sentences_stay(text: str) -> None:
    assert summary(text) == text


def test_nothing_left_is_none() -> None:
    assert summary("Read more") is None
    assert summary("") is None


def test_long_summaries_are_cut_at_a_word() -> None:
    found = summary("word " * 1000) or ""
    assert len(found) <= 2000
    assert found.endswith("word…")


def test_is_more() -> None:
    assert is_more("Read more »")
    assert not is_more("Read more about the show")


@pytest.mark.case(73)
@pytest.mark.parametrize("piece", ["<div>", "<b", "<!--", "&", "<p>a", "<b 1>", "<script>", "]]>"])
def test_hostile_markup_is_quick(piece: str) -> None:
    start = time.process_time()
    summary(read_fragment(piece * 100_000).text)
    assert time.process_time() - start < 2
