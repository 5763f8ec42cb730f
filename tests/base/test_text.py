import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.text import MAX_MARKS, comparable, one_line, paragraphs, plain, xml_safe
from tests.shared import SHARED, needs_shared

ODD = (
    "\u0301\u0308\u200b\u200d\u202e\x00\x0b\x85\u2028\u2029\ud800\u1100\u1161\u11a8"
    "\U0001f3f4\U000e0067\ufffeé e\n\r\t\u034f<b&;"
)
texts = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(ODD)), max_size=60)
cleaners = st.sampled_from([xml_safe, one_line, paragraphs])


@given(cleaners, texts)
def test_cleaning_is_idempotent_and_nfc(clean, text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.case(74, 75)
@given(cleaners, texts)
def test_cleaned_text_is_legal_xml(clean, text: str) -> None:
    legal = (0x9, 0xA, 0xD, *range(0x20, 0x7F), *range(0xA0, 0xD800))
    for char in clean(text):
        code = ord(char)
        assert code in legal or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
        assert code & 0xFFFE != 0xFFFE


@pytest.mark.case(96)
@needs_shared
def test_naughty_strings() -> None:
    for text in json.loads((SHARED / "corpora/naughty-strings/blns.json").read_text(encoding="utf-8")):
        for clean in (xml_safe, one_line, paragraphs):
            assert clean(clean(text)) == clean(text)
        assert "\n" not in plain(text)


@pytest.mark.case(75, 76)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x7fc\x9f", "abc"),
        ("one\u2028two", "one two"),
        ("a\ufeffb", "ab"),
        ("\ud83d", "\ufffd"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("a\u200d\u200d\u200c\u200db", "a\u200db"),
        ("\U0001f3f4\U000e0067\U000e0062 a\U000e0041", "\U0001f3f4\U000e0067\U000e0062 a"),
        ("e\x00\u0301", "é"),
        ("  two \t\n words ", "two words"),
        ("あ\u3000い", "あ い"),
    ],
)
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected


@pytest.mark.case(76)
def test_piles_of_marks_are_cut() -> None:
    assert len(one_line("Z" + "\u0315\u034f" * 40)) == 1 + MAX_MARKS


@pytest.mark.case(76)
def test_long_titles_are_cut() -> None:
    assert len(one_line("あ" * 1_000_000)) == 500


@pytest.mark.case(81)
@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("A &amp;amp; B", "A &amp; B"),
        ("<b>Bo</b>ld<br/>new", "Bold new"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("I <3 you > me", "I <3 you > me"),
        ("<harmony/> returns", "<harmony/> returns"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
        ("x<script>alert(1)</script>y<!-- z -->", "xy"),
        ("&lt;b&gt; stays a word", "<b> stays a word"),
        ("&#x202e;&#0;a", "\ufffda"),
    ],
)
def test_plain(markup: str, expected: str) -> None:
    assert plain(markup) == expected


@pytest.mark.case(73)
@pytest.mark.parametrize("piece", ["<b", "<!--", "<script>", "<rt", "</", "&#", "&amp", "<b a='"])
def test_plain_is_quick_on_hostile_markup(piece: str) -> None:
    start = time.perf_counter()
    plain(piece * 200_000)
    assert time.perf_counter() - start < 1


def test_paragraphs() -> None:
    assert paragraphs(" a  b\r\n\r\n\r\n\r\nc\u2029d ") == "a b\n\nc\n\nd"


def test_comparable() -> None:
    assert comparable("Ｆｒｉｅｒｅｎ: 2nd Season!") == comparable("FRIEREN 2nd season")
