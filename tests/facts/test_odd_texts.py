"""That texts which nobody writes are read about as fast as others: judged beside ordinary prose of the same length, by
processor time, so that the machine's load matters little. ``benchmarks/odd_texts.py`` tries thousands of them.
"""

from __future__ import annotations

import time

import pytest

from aggregator.facts.dates.find import APART, FEW, find_dates
from aggregator.facts.read import read_text
from aggregator.facts.sentences.ends import closings
from aggregator.facts.words.tokens import MOST_MARKS, tokenize
from tests.long import Record, measure

LENGTH = 2000
PROSE = {
    "en": "The anime Moon Harbor will premiere in October on a station whose name nobody told when it was announced. ",
    "ja": "アニメ「月の港」は秋に放送が始まると発表されたが、どの局で放送されるかはまだ誰にも知らされていない。",
}
ODD = {
    "en": ("director Kenji Mori, ", "starring Kenji Mori, ", "January ", "Mori ", "US ", "A.B.", "“", "(", "’ ",
           "1. A\n", "2026, "),
    "ja": ("7月", "「月」", "監督は山田太郎、", "TVアニメ「月」が10月7日よりBS11で放送。", "鈴役を山田太郎が演じる。"),
}  # fmt: skip
HOPELESS = 1500
"""Milliseconds that 10,000 characters never take, however loaded the machine: what grows with the square of a text's
length takes longer.
"""
TIMES = 4
"""How many times as long as prose of the same length an odd text may take."""


def cost(piece: str, tag: str) -> float:
    """Seconds of processor time that reading a piece again and again takes, the least of three."""
    text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    spent = []
    for _ in range(3):
        begun = time.process_time()
        read_text(text, tag, "2026-09-20")
        spent.append(time.process_time() - begun)
    return min(spent)


@pytest.mark.parametrize("tag", ODD)
def test_an_odd_text_takes_little_longer_than_prose(tag: str) -> None:
    cost(PROSE[tag], tag)
    least = cost(PROSE[tag], tag)
    slow = {piece: round(took / least, 1) for piece in ODD[tag] if (took := cost(piece, tag)) > TIMES * least}
    assert slow == {}


@pytest.mark.ci
@pytest.mark.parametrize("tag", ["en", "es", "pt", "it", "fr", "de", "ja", "zh", "ko"])
def test_no_phrase_of_a_language_is_slow_again_and_again(tag: str, record_property: Record) -> None:
    figures = measure(record_property, "odd_texts", "--only", tag, "--pairs", 100, "--mixed", 100, "--slow", HOPELESS)
    assert figures["code"] == 0
    assert figures[tag]["texts"] > 300
    assert figures[tag]["slowest"] == []


def test_of_a_row_of_marks_only_the_first_count() -> None:
    assert [token.start for token in tokenize("-" * 40 + " x")] == [*range(MOST_MARKS), 41]


def test_a_text_of_nothing_but_dates_has_so_many() -> None:
    text = "October 7, " * 500
    assert FEW < len(find_dates(text, "en")) <= FEW + len(text) // APART


def test_a_page_of_dates_keeps_them_all() -> None:
    text = "".join(f"- October {day}: Moon Harbor on Kumo\n" for day in range(1, 31))
    assert [mention.day for mention in find_dates(text, "en")] == list(range(1, 31))


@pytest.mark.parametrize(
    ("text", "opener", "closers", "found"),
    [
        ("(a (b) c)", "(", ")", {2: 4, 0: 6}),
        ("( a\n)", "(", ")", {}),
        ('" a " b "', '"', '"', {0: 2, 2: 4}),
        ("“ a “ b ”", "“", "”“", {0: 2, 2: 4}),
        (") (", "(", ")", {}),
    ],
)
def test_where_marks_close(text: str, opener: str, closers: str, found: dict[int, int]) -> None:
    assert closings(tokenize(text), opener, closers) == found
