"""Voices that a sentence without spaces leaves half unsaid: its subject, or that a bracket holds who speaks.

What it holds true: a sentence without a subject goes on with the one person whom the sentence before it named as a
voice («森綾の出演が決定。スズの声を担当する。»); where two characters or more have a bracket with a person's name
behind them, these speak them («少女・スズ（森下綾）と少年・レン（山代太郎）»). Known exception: readings in kanji.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from aggregator.facts.credits.found import Found
from aggregator.facts.credits.japanese.names import NameReader, elsewhere
from aggregator.facts.sentences.chunks import Chunk, Sentence

_PREDICATE = re.compile(
    r"(?P<char>c{0,2}(?:[NTl]P?|Q))(?:uo[~l]?[CZ]|o[~l]?Z|k(?:[oi]|A)?[^,.gwoRQT]{0,3}[CZX])[^,gwoRQTX]{0,6}[.]?$"
)
_SUBJECT = re.compile(r"[gwmR]|Nh")
_PLAYED = re.compile(
    r"(?:c|(?<=[Nl]n)|(?<=[Q,]))(?P<char>[Nl])(?P<actor>P)(?=[gwontmu,/&.bd]|$)|(?P<one>[Nl])(?P<two>P)k"
)
_ACTOR = re.compile(r"[\u3400-\u9fff々ヶノ]{2,5}[ぁ-ゖ\u30a1-\u30fcー]{0,4}")
_NO_ACTOR = re.compile(r"[生者員長師官士家王神族歳才年代人女男型系卒部組社館県市区町村国店]$|[\u3400-\u9fff]{2}[使]い$")
_KANA = re.compile(r"[\u30a1-\u30fc]{2}")
"""What characters' names have and hardly what a bracket with a person's name explains."""
MIN_ACTOR = 3
_TOLD = re.compile(r"(?P<char>[NTlQ])P?h?(?:k|u?oZ|uoC)")
_EACH = re.compile(r"~?,?(?P<chars>c?[NlQ](?:[,t&]c?[NlQ]){1,7})oZ")


def shared_out(text: str, sentence: Sentence, number: int, before: list[Found], names: NameReader) -> list[Found]:
    """The parts of those whom the sentence before named, in their order («それぞれスズ、レンを演じる»)."""
    match = _EACH.match(sentence.codes) if text.startswith("それぞれ", sentence.start) else None
    places = [i for i in range(*match.span("chars")) if sentence.codes[i] in "NlQ"] if match else []
    if len(places) != len(before) or len(before) < len("AB"):
        return []
    return [
        replace(
            one,
            quote=(one.start, sentence.end),
            rule="credits:unsaid",
            sentence=number,
            character=names.character(sentence.chunks, place),
        )
        for one, place in zip(before, places, strict=True)
    ]


def same_part(text: str, sentences: list[Sentence], number: int, index: int, names: NameReader) -> str:
    """The character whom «同|役» at a chunk means: the last one told before it, in its sentence or the one before."""
    chunk = sentences[number].chunks[index]
    if text[chunk.start : chunk.end] != "同" or not text.startswith("役", chunk.end):
        return ""
    before = sentences[number - 1] if number else None
    for sentence, end in ((sentences[number], index), (before, len(before.codes) if before else 0)):
        told = list(_TOLD.finditer(sentence.codes, 0, end)) if sentence is not None else []
        for match in reversed(told):
            character = names.character(sentence.chunks, match.start("char")) if sentence is not None else ""
            if len(character) > 1 and character not in names.not_names:
                return character
    return ""


def continued(sentence: Sentence, number: int, before: Found, names: NameReader) -> Found | None:
    """The part of somebody whom the sentence before named as a voice, in a sentence without a subject."""
    match = _PREDICATE.search(sentence.codes)
    if match is None or _SUBJECT.search(sentence.codes, 0, match.end("char")):
        return None
    char = next(i for i in range(*match.span("char")) if sentence.codes[i] in "NTlQ")
    character = names.character(sentence.chunks, char)
    if (
        character in names.not_names
        or len(character) < 2
        or elsewhere(sentence.chunks, sentence.codes, char, part=True)
    ):
        return None
    return replace(
        before, quote=(before.start, sentence.end), rule="credits:unsaid", sentence=number, character=character
    )


def actors_in_brackets(text: str, sentence: Sentence, number: int, names: NameReader) -> Iterator[Found]:
    """The people in brackets behind characters, where there are several."""
    found: list[Found] = []
    sure = False
    for match in _PLAYED.finditer(sentence.codes):
        part = match["one"] is not None  # «スズ（森綾）役»
        sure = sure or part
        char, bracket = match.start("one" if part else "char"), sentence.chunks[match.start("two" if part else "actor")]
        actor = _actor(text, bracket, names)
        character = names.character(sentence.chunks, char)
        if actor is None or character in names.not_names:
            continue
        if elsewhere(sentence.chunks, sentence.codes, char, part=True):
            return
        quote = (sentence.chunks[char].start, bracket.end)
        found.append(Found("voice", "", *actor, quote, "credits:actor_bracket", number, character=character))
    kana = all(one.character is not None and _KANA.search(one.character) for one in found)
    if sure or (len(found) > 1 and ("c" in sentence.codes or kana)):
        yield from found


def _actor(text: str, bracket: Chunk, names: NameReader) -> tuple[int, int] | None:
    """The person whose name is all that a bracket holds."""
    inner = bracket.inner
    if inner is None or inner.codes not in ("N", "l", "N_N", "N_l"):
        return None
    start, end = inner.chunks[0].start, inner.chunks[-1].end
    name = text[start:end].replace(" ", "")
    sure = len(name) >= MIN_ACTOR and _ACTOR.fullmatch(name) and not _NO_ACTOR.search(name)
    return (start, end) if sure and names.name(inner.chunks, 0, listed=True) else None
