"""Magazines and publishers that no list knows, where a sentence says that something is a serial there.

What it holds true: what is quoted before «で連載» is where it comes out; the bracket behind it holds the publisher,
whose name ends like one. Known exception: magazines without quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.credits.found import Found
from aggregator.facts.sentences.chunks import Sentence

_SERIAL = re.compile(
    r"(?:に|で|にて|上で|誌上で)(?:て)?(?:好評|大好評)?連載(?:中|し(?!て?い?た)|が|を|開始|する|スタート)"
)
_PUBLISHER = re.compile(r"[^\s、。「」『』:：/／]{1,12}(?:社|館|書店|書房|出版|堂|ワークス|エニックス)(?=刊?$)")
_BEGAN = re.compile(r"(?<!\d)(?:19|20)\d\d年")
_BEGUN = re.compile(
    r"(?:に|で|にて|上で|誌上で)(?:て)?(?:好評|大好評)?連載(?:が(?:始ま|スタート|開始|終)|(?:を)?開始[さし、]|スタート[し、])"
)
MAX_NAME = 20
_UNQUOTED = re.compile(
    r"(?:月刊|週刊|別冊|隔月刊|隔週刊|季刊|増刊)[^\s、。「」『』()（）\d]{2,14}(?=\d{1,2}(?:・\d{1,2})?(?:月|合併)?号)"
)
"""A magazine that nothing but its issue shows («月刊ひつじ7月号»)."""
_PRINTED = re.compile(r"連載|最終[回話]|読み切り|読切|掲載|完結|スタート")


def serials(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The magazine of a serial, and its publisher («「コミックひつじ」（若草社）で連載中»)."""
    yield from _issues(text, sentence, number)
    if "連載" not in text[sentence.start : sentence.end]:
        return
    chunks = sentence.chunks
    for index, chunk in enumerate(chunks):
        if chunk.code != "Q" or chunk.end - chunk.start > MAX_NAME + 2:
            continue
        bracket = chunks[index + 1] if chunks[index + 1 : index + 2] and chunks[index + 1].code == "P" else None
        end = bracket.end if bracket is not None else chunk.end
        if not _SERIAL.match(text, end):
            continue
        quote = (chunk.start, end)
        if _BEGAN.search(text[sentence.start : chunk.start]) and _BEGUN.match(text, end):
            continue  # «1990年に「わたぐも」で連載が始まり、»
        yield Found("magazine", "", chunk.start + 1, chunk.end - 1, quote, "credits:serial", number)
        known = bracket is not None and bracket.inner is not None and "K" in bracket.inner.codes
        named = _PUBLISHER.fullmatch(text, bracket.start + 1, bracket.end - 1) if bracket and not known else None
        if named:
            yield Found("publisher", "", named.start(), named.end(), quote, "credits:serial", number)


def _issues(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The magazine of an issue in which something is printed."""
    if "号" not in text[sentence.start : sentence.end] or not _PRINTED.search(text, sentence.start, sentence.end):
        return
    known = [(chunk.start, chunk.end) for chunk in sentence.chunks if chunk.code == "K"]
    for match in _UNQUOTED.finditer(text, sentence.start, sentence.end):
        if not any(first < match.end() and match.start() < last for first, last in known):
            yield Found("magazine", "", *match.span(), match.span(), "credits:serial", number)
