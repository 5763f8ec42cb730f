"""Quotations of Japanese and Chinese texts that are no works: what somebody says, and where something is told.

What it holds true: what follows a quotation says that it is somebody's words, a slogan or a place in print; one that
ends a headline behind what somebody does, and is not told again, is what they say of it («…がゲスト参加「光栄」»).
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Sentence

SPEECH = re.compile(r"[。、]|です|ます|ました|ません|だった|たい$|ない$|よう$|べき$")
"""How sentences end, or what parts them."""
_OTHER_AFTER = re.compile(
    r"(?:という|といった|との)?(?:キャッチ)?(?:コピー|言葉|テーマ|気持ち|意味|理由|思い|コンセプト|声|セリフ|台詞|曲|楽曲|問い|状況|疑問|名前|キーワード)"
    r"|(?:[(（][^()（）]{0,20}[)）])?内(?:で|の|に|にて|コーナー|$)|を(?:テーマ|コンセプト|合言葉|キーワード|目指|掲げ|目標)|(?:と|って)(?:コメント|語|話|述べ|思|感じ|言|発表し|説明|告知|し[てた、]|つづ|いう(?:ことで|の))|役|となり、|に扮|と名乗|枠で|編(?:は|で|が|の|に|も)|で(?:\d{1,2}月)?(?:\d{1,2}日)?(?:に|から|より)?(?:スタート|開始|始動|連載)|(?:\S{0,12}(?:で|に|にて)(?:好評)?(?:連載|掲載))"
)
"""What follows a quotation that is no work."""
_PART_BEFORE = re.compile(r"k/?N$")
"""Whose words a quotation holds, in a headline."""
_SPEAKER, MAX_SAID = re.compile("R/?NP?h$|pNP?h$"), 12
"""Who says what a quotation right behind holds, and how long that is at most."""
_PLAYED = ("で出演", "として出演", "を演じ", "に扮", "で登場")
_DOES = shared_words("titles", "does_and_says")
"""How a headline's words end behind which somebody's words are quoted."""


def is_said(text: str, sentence: Sentence, index: int, inner: str) -> bool:
    """Whether what follows a quotation says that it is somebody's words, or where something is printed."""
    chunk = sentence.chunks[index]
    if _OTHER_AFTER.match(text, chunk.end):
        return True
    if inner.endswith("役") and text.startswith(_PLAYED, chunk.end):
        return True  # «「全話の動物役」で出演»
    if _SPEAKER.search(sentence.codes, 0, index) and SPEECH.search(inner) and len(inner) <= MAX_SAID:
        return True  # «原作者・森綾氏「感無量です」»
    if _PART_BEFORE.search(sentence.codes, 0, index) and SPEECH.search(inner):
        return sentence.codes[index + 1 :].strip(".") == ""  # «スズ役・森綾「泣きました」»
    spoken = sentence.codes[index + 1 : index + 2] == "t" and text[chunk.start] == "「"
    return spoken and (len(inner) > 15 or SPEECH.search(inner) is not None)


def ends_headline(text: str, sentence: Sentence, index: int) -> bool:
    """Whether a quotation ends a headline and holds what somebody says, who does something before it."""
    chunk = sentence.chunks[index]
    inner = text[chunk.start + 1 : chunk.end - 1]
    if text[chunk.start] != "「" or sentence.codes[index + 1 :].strip(".!_") or text.find(inner, chunk.end) >= 0:
        return False
    return text[sentence.start : chunk.start].rstrip(" \u3000!！").endswith(tuple(_DOES))
