"""What leaves ``clean_html`` is walked by a parser that knows nothing of it."""

import html
import json
import re
import time
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.sanitize import ATTRIBUTES, MAX_BYTES, TAGS, clean_html, safe_url
from tests.shared import SHARED, needs_shared

BASE = "https://news.example/2026/item"
REL = "noopener noreferrer nofollow"


class Walker(HTMLParser):
    """Collects what is not on the allow-list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if (tag, name) == ("a", "rel"):
                self.faults += [] if value == REL else [f"rel={value}"]
            elif name not in ATTRIBUTES.get(tag, set()):
                self.faults.append(f"<{tag} {name}={value!r}>")
            elif name == "href" and not re.fullmatch(r"https?://[^\s<>\"\\]+", value or ""):
                self.faults.append(f"href={value!r}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data}]>")

    def handle_data(self, data: str) -> None:
        self.text += data


def walk(markup: str) -> Walker:
    walker = Walker()
    walker.feed(markup)
    walker.close()
    return walker


def assert_clean(markup: str) -> str:
    cleaned = clean_html(markup, BASE)
    assert walk(cleaned).faults == []
    assert walk(unicodedata.normalize("NFC", cleaned)).faults == []
    assert clean_html(cleaned, BASE) == cleaned
    assert len(cleaned.encode()) <= MAX_BYTES
    return cleaned


@pytest.mark.case(82)
@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("plain & simple", "plain &amp; simple"),
        ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
        ("<ruby>空<rt>そら</rt></ruby>", "<ruby>空<rt>そら</rt></ruby>"),
        ('<a href="/next" title="t">x</a>', f'<a href="https://news.example/next" title="t" rel="{REL}">x</a>'),
        ('<a href="//other.example/a b">x</a>', f'<a href="https://other.example/a%20b" rel="{REL}">x</a>'),
        ('<a href="java\tscript:f()">x</a>', f'<a rel="{REL}">x</a>'),
        ('<a href="&#106;avascript:f()">x</a>', f'<a rel="{REL}">x</a>'),
        ('<a href="http://user:pass@news.example/">x</a>', f'<a rel="{REL}">x</a>'),
        ("<script>f()</script>x<style>y</style>", "x"),
        ('<img src="https://news.example/1.gif" width=1>x', "x"),
        ("<svg><a href='https://a.example'>x</a></svg>y", "y"),
        ("<td colspan=2>", ""),
        ("<table><tr><td colspan='2x'>a", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("a\x08b\u202ec&#x202e;d&#0;", "abcd"),
        ("<!-- c -->x<?pi?>", "x"),
    ],
)
def test_clean_html(markup: str, expected: str) -> None:
    assert clean_html(markup, BASE).replace("\ufffd", "") == expected


def test_relative_link_without_base_is_dropped() -> None:
    assert clean_html('<a href="/next">x</a>', "") == f'<a rel="{REL}">x</a>'


def test_combining_slash_never_melts_into_a_tag() -> None:
    assert_clean('<a title="t">&#x301;&#x338; onclick=f() <b>x</b></a>')


@pytest.mark.case(71)
@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 13_000 + "deep text",
        "<b>" * 20_000 + "deep text",
        "".join(f"<b id={n}>" for n in range(5_000)) + "deep text",
        "<ul><li>" * 400 + "deep text",
    ],
)
def test_deep_markup_comes_out_as_text(markup: str) -> None:
    assert assert_clean(markup).strip() in ("deep text", "")


@pytest.mark.case(71)
@pytest.mark.parametrize(
    "piece",
    ["<a href=x>", "<!--", "<", "&", "&amp;", "<p>", "<table>x", "<div></x>", "</p>", "<b><p></b>", "<a title='", "é"],
)
def test_hostile_repetition_is_quick(piece: str) -> None:
    started = time.perf_counter()
    assert_clean(piece * 100_000)
    assert time.perf_counter() - started < 5


def test_depth_hidden_behind_a_table_stays_quick() -> None:
    started = time.perf_counter()
    assert_clean(("<div>" * 200 + "<table><td>" + "</div>" * 200) * 30)
    assert time.perf_counter() - started < 5


def test_long_text_is_cut_at_a_character() -> None:
    cleaned = assert_clean("語" * MAX_BYTES)
    assert set(cleaned) == {"語"}
    assert len(cleaned) == MAX_BYTES // 3


@pytest.mark.case(82)
@given(st.text(alphabet=st.sampled_from("<>&;\"'/=! abpx#0238\u0338\u0301\u202e\x00\ud800語"), max_size=60))
def test_any_text_comes_out_clean(markup: str) -> None:
    assert_clean(markup)


_PIECES = st.sampled_from(
    [
        *("<a href=", "<b>", "</b>", "<table>", "<td>", "<p>", "</p>", "<svg>", "<math>", "<mi>", "<style>", "<!--"),
        *("-->", "<title>", "<li>", "<ul>", "<noscript>", '"', ">", "&lt;", "&#x338;", "\u0338", "x", "</a>"),
        *("javascript:f()", "<select>", "<template>", "<b title='", "</p", "<br/>", "&#62;"),
    ]
)


@pytest.mark.case(82)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_any_tags_come_out_clean(markup: str) -> None:
    assert_clean(markup)


@pytest.mark.case(82)
@needs_shared
def test_script_payloads_come_out_clean() -> None:
    payloads = json.loads((SHARED / "corpora/dompurify/payloads.json").read_text(encoding="utf-8"))
    for payload in payloads:
        assert_clean(payload["payload"])
        assert_clean(html.unescape(payload["payload"]))


@pytest.mark.case(82)
@needs_shared
def test_feeds_that_carry_active_content_come_out_clean() -> None:
    files = sorted((SHARED / "corpora/feedparser/wellformed/sanitize").glob("*.xml"))
    assert len(files) > 700
    for file in files:
        markup = file.read_text(encoding="utf-8", errors="replace")
        assert_clean(markup)
        assert_clean(html.unescape(markup))


@pytest.mark.case(83)
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a", "https://news.example/a"),
        (" HTTP://News.Example/ü ", "http://news.example/%C3%BC"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/hostname", None),
        ("/relative", None),
        ("https://", None),
        ("https://user:pass@news.example/", None),
        ("https://news.example/" + "a" * 3000, None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_safe_url(url: str, expected: str | None) -> None:
    assert safe_url(url) == expected


@given(st.text(max_size=80))
def test_safe_url_is_http_or_nothing(url: str) -> None:
    for candidate in (url, f"http://{url}", f"http://news.example/{url}"):
        safe = safe_url(candidate)
        assert safe is None or (re.fullmatch(r"https?://[!-~]+", safe) and safe_url(safe) == safe)
