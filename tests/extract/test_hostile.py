"""Hostile pages end in an article or in one typed error, within their time."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.errors import REASONS, BadInputError
from aggregator.base.records import Article, Page
from aggregator.extract.read import read_page, read_text
from tests.shared import SHARED, needs_shared

PROSE = (
    b"<p>This is a sentence of an article that is long enough to be taken for prose by anybody who reads it.</p>" * 5
)
TOP = b"<html><head><title>A title of the page</title></head><body><h1>A title of the page</h1><article>" + PROSE
MANY = 100_000
SECONDS = 5.0


def read(body: bytes, content_type: str | None = None) -> Article | str:
    address = "https://news.example/a/1"
    page = Page(
        url=address,
        final_url=address,
        body=body,
        content_type=content_type,
        fetched_at=datetime(2028, 1, 1, tzinfo=UTC),
    )
    try:
        return read_page(page, site="example", language="en", zone=ZoneInfo("UTC"))
    except BadInputError as error:
        return REASONS[error.reason] and error.reason


@pytest.mark.case(71, 85)
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7 x", "not_html"),
        (b"\x89PNG\r\n\x1a\n", "not_html"),
        (b'{"a": 1}', "not_html"),
        (b"just words, and no tag at all", "not_html"),
        (b'<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', "not_html"),
        (b"<html><head><title>Nothing</title></head><body></body></html>", "no_article"),
        (b"<html><body><p>No title.</p></body></html>", "no_article"),
        (TOP + b"<div>" * 200_000, "too_deep"),
        (TOP + b"<b a>" * 200_000, "too_deep"),
        (TOP + b"<p>x" * MANY, "too_large"),
        (TOP + b"<div " + b" ".join(b"a%d=b" % n for n in range(MANY)) + b">x</div>", "too_large"),
        ("<p>Żółta łódź płynie przez wąską rzekę, a źrebięta śpią</p>".encode("iso8859_2") * 20, "undecodable"),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
def test_refused(body: bytes, reason: str) -> None:
    start = time.process_time()
    assert read(body) == reason
    assert time.process_time() - start < SECONDS


def test_another_type_is_refused_by_its_header() -> None:
    assert read(TOP, "application/pdf") == "not_html"


HOSTILE = {
    "one long attribute": TOP + b'<div class="' + b"x " * 1_000_000 + b'">x</div>',
    "one long word": TOP + b"<p>" + b"x" * 3_000_000,
    "one long title": b"<title>" + b"x - " * 500_000 + b"</title>" + TOP,
    "nested items": TOP + b"<div itemprop=author class=author itemscope>" * 900 + b"word " * 200_000,
    "authors": TOP + b"<span class=author>By John Smith</span>" * 20_000,
    "frames": TOP + b'<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>' * 20_000,
    "times": TOP + b'<time datetime="2024-01-01">January 1, 2024</time>' * 20_000,
    "breaks": TOP + b"<br>" * 50_000,
    "brackets": b'<script type="application/ld+json">' + b"[" * 1_000_000 + b"</script>" + TOP,
    "quotes": b'<script type="application/ld+json">{"a": ' + b'"' * 1_000_000 + b"</script>" + TOP,
    "slashes": b'<script type="application/ld+json">{' + b"/*" * 300_000 + b"</script>" + TOP,
    "commas": b'<script type="application/ld+json">{,' + b" " * 1_000_000 + b"x</script>" + TOP,
    "dates": b"<title>t t t</title><h1>t t t</h1><div>" + b"1/1/2024 " * 100_000 + b"</div>" + PROSE,
    "digits": b"<title>t t t</title><h1>t t t</h1><div>" + b"1" * 200_000 + b"</div>" + PROSE,
    "marks": TOP + ("<p>a" + "\u0301" * 300_000).encode(),
    "nothing but zeros": b"\x00" * 500_000 + TOP,
    "open comments": TOP + b"<!--" * 200_000,
}


@pytest.mark.case(72, 73)
@pytest.mark.parametrize("name", HOSTILE)
def test_bounded(name: str) -> None:
    start = time.process_time()
    read(HOSTILE[name])
    assert time.process_time() - start < SECONDS


@pytest.mark.case(73)
@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "![" * 100_000,
        "![a](" * 50_000,
        "*a" * 100_000,
        "`" * 200_000,
        "<!--" * 50_000,
        ">" * 100_000,
        "x\n" * 200_000,
    ],
    ids=lambda value: value[:6],
)
def test_text_is_bounded(text: str) -> None:
    start = time.process_time()
    with suppress(BadInputError):
        read_text(f"# Title\n\n{text}", url="https://a.example/x", site="x", language=None, zone=ZoneInfo("UTC"))
    assert time.process_time() - start < SECONDS


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class=comment>",
        "</div>",
        "<h1>",
        "</h1>",
        "<table>",
        "<tr>",
        "<td>",
        "<br>",
        "<a href=x>",
        "</a>",
    ]
)


@pytest.mark.case(71)
@given(st.lists(st.one_of(TAGS, st.text(max_size=20)), max_size=60))
def test_any_tag_soup_is_read_or_refused(parts: list[str]) -> None:
    article = read(TOP + "".join(parts).encode("utf-8", "replace"))
    assert isinstance(article, str) or article.title


@pytest.mark.case(96)
@needs_shared
def test_strings_that_break_programs() -> None:
    strings = json.loads((SHARED / "corpora" / "naughty-strings" / "blns.json").read_text(encoding="utf-8"))
    for string in strings[::5]:
        script = json.dumps({"@type": "NewsArticle", "headline": string, "author": string, "datePublished": string})
        body = (
            f'<p>{string}</p><div class="{string}">{string}</div><script type="application/ld+json">{script}</script>'
        )
        assert read(TOP + body.encode("utf-8", "surrogatepass"))
