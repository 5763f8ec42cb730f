"""The same as :mod:`aggregator.facts.sentences.told_places` for Japanese: stations and services that no list has.

What it holds true: a name in katakana or Latin letters, or one that ends like a station's («…放送», «…テレビ»),
is one before で or にて where what happens there is 放送 or 配信; in a row with such names; as the topic of a sentence
that says who 放送する; at the beginning of a line with a date below a heading that speaks of stations; and in
quotation marks behind the word for it («動画配信サービス「X」»).
"""

from __future__ import annotations

import re
from functools import cache

from aggregator.base.vocabulary import language, shared_words
from aggregator.facts.names.spans import KnownSpans, Place
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.station_words import PARTS, SERVICE_PARTS
from aggregator.facts.words.folding import fold

HEAD = 6
"""Sentences above a line in which its heading stands."""
NO_STATIONS = shared_words("names", "no_stations")
_PARTS = PARTS | SERVICE_PARTS
_LETTERS = re.compile(r"[ァ-ヺー・!！&＆A-Za-z0-9０-９.+＋:'’☆★♪ ‐-]{2,30}")
_KATAKANA = re.compile("[ァ-ヺ]")
_ROW = re.compile(r"[NKl](?:[,t/]{1,2}[NKl]){0,8}b?[n]?(?:d|$)|[NKl](?:[,t/]{1,2}[NKl]){0,8}b?(?=~?D)")
_LINE = re.compile(r"[*.-]?([N])(?=[:-]?D)")
_SUBJECT = re.compile("[*]?N(?=[wg])")


def adopt_told(text: str, sentences: list[Sentence], spans: KnownSpans, tag: str) -> None:
    """Know the stations and services that sentences tell as such: their chunks become K."""
    words = language(tag).get("grammar", {}).get("stations", {})
    if not words:
        return
    for number, sentence in enumerate(sentences):
        said = fold(text[sentence.start : sentence.end])
        if not ("D" in sentence.codes or any(word in said for word in words["streams"])):
            continue
        if any(word in said for word in words["radio"]):
            continue
        _join(text, sentence)
        found = [*_rows(text, sentence, tag), *_lines(text, sentences, number, tag), *_subjects(text, sentence, tag)]
        changed = False
        for at, kind in found:
            chunk = sentence.chunks[at]
            if chunk.code in "Nl" and _is_name(name := text[chunk.start : chunk.end], spans, tag):
                chunk.code, chunk.known = "K", Place(name, fold(name), (kind,), listed=False)
                changed = True
        changed = ("D" in sentence.codes and _quoted(text, sentence, tag)) or changed
        if changed:
            sentence.codes = "".join(chunk.code for chunk in sentence.chunks)


def _join(text: str, sentence: Sentence) -> None:
    """Make one name of katakana and the Latin letters behind it («ルナ|TV»)."""
    chunks = sentence.chunks
    for at in range(len(chunks) - 1, 0, -1):
        first, second = chunks[at - 1], chunks[at]
        beside = first.code == second.code == "N" and first.end == second.start
        part = fold(text[second.start : second.end]) in _PARTS
        if beside and part and _LETTERS.fullmatch(text, first.start, second.end):
            chunks[at - 1 : at + 1] = [Chunk("N", first.first, second.last, first.start, second.end)]
    sentence.codes = "".join(chunk.code for chunk in chunks)


def _rows(text: str, sentence: Sentence, tag: str) -> list[tuple[int, str]]:
    """The names before で in rows of them, with their kinds."""
    found: list[tuple[int, str]] = []
    for row in _ROW.finditer(sentence.codes):
        dated = "D" in sentence.codes[max(0, row.start() - 2) : row.start()]
        end = sentence.chunks[row.end() - 1].end
        behind = _behind(tag).match(text, end, sentence.end) if row[0][-1] == "d" else None
        label = sentence.codes[:3] == "N:D" and row.end() == len(sentence.codes)
        told = behind or (_shown(tag).match(text, sentence.start) if label else None)
        if told is None and sentence.codes.startswith("D", row.end()):
            told = _later(tag).match(text, end, sentence.end)
        if told is None or not (dated or label or "D" in sentence.codes[row.end() : row.end() + 2] or behind):
            continue
        kind = _kind(told[1], tag)
        found += [(at, kind) for at in range(row.start(), row.end()) if sentence.codes[at] in "Nl"]
    return found


def _lines(text: str, sentences: list[Sentence], number: int, tag: str) -> list[tuple[int, str]]:
    """The name that begins a line of a list of stations and their days."""
    sentence = sentences[number]
    line = _LINE.match(sentence.codes) if sentence.opens else None
    if line is None:
        return []
    for above in reversed(sentences[max(0, number - HEAD) : number]):
        if "D" not in above.codes and (told := _heading(tag).search(text, above.start, above.end)):
            return [(line.start(1), _kind(told[0], tag))]
    return []


def _subjects(text: str, sentence: Sentence, tag: str) -> list[tuple[int, str]]:
    """The topic of a sentence that says who shows a work."""
    told = _doing(tag).search(text, sentence.start, sentence.end)
    topic = _SUBJECT.match(sentence.codes) if told is not None else None
    return [(topic.end() - 1, _kind(told[0], tag))] if told is not None and topic is not None else []


def _quoted(text: str, sentence: Sentence, tag: str) -> bool:
    """Make what stands in quotation marks behind the word for a station or service one."""
    words = language(tag)["grammar"]["stations"]
    changed = False
    for before, chunk in zip(sentence.chunks, sentence.chunks[1:], strict=False):
        said = text[before.start : before.end]
        kind = next((k for k in ("streaming", "broadcaster") if said.endswith(tuple(words.get(k, ())))), None)
        if chunk.code == "Q" and kind is not None and before.end == chunk.start:
            name = text[chunk.start + 1 : chunk.end - 1]
            chunk.code, chunk.known = "K", Place(name, fold(name), (kind,), listed=False)
            changed = True
    return changed


def _is_name(name: str, spans: KnownSpans, tag: str) -> bool:
    """Whether a name may be a station's: no region, no word for one, no device."""
    words = language(tag)["grammar"]["stations"]
    low = fold(name)
    if low in NO_STATIONS or low in words["none"] or low.endswith(tuple(words["none_ends"])):
        return False
    at = spans.text.find(name)
    if spans.region_in(at, at + len(name)) is not None:
        return False
    spaced = " " in name and _KATAKANA.search(name) is not None  # a game («ルナ! オブ ナイト»)
    return (_LETTERS.fullmatch(name) is not None and not spaced) or low.endswith(tuple(words["ends"]))


def _kind(said: str, tag: str) -> str:
    streams = language(tag)["grammar"]["stations"]["streams"]
    return "streaming" if any(word in said for word in streams) else "broadcaster"


def _verbs(tag: str) -> str:
    words = language(tag)["grammar"]["stations"]
    return "|".join(map(re.escape, sorted([*words["airs"], *words["streams"]], key=len, reverse=True)))


@cache
def _behind(tag: str) -> re.Pattern[str]:
    """What happens there, right behind で."""
    return re.compile(rf"[^、。「」『』\n]{{0,14}}?({_verbs(tag)})")


@cache
def _later(tag: str) -> re.Pattern[str]:
    """What happens there, behind a date that stands behind で."""
    return re.compile(rf"[^。「」『』\n]{{0,40}}?({_verbs(tag)})")


@cache
def _shown(tag: str) -> re.Pattern[str]:
    return re.compile(rf"({_verbs(tag)})")


@cache
def _heading(tag: str) -> re.Pattern[str]:
    """What heads a list of stations."""
    words = language(tag)["grammar"]["stations"]
    return re.compile(rf"(?:{_verbs(tag)})(?:{'|'.join(words['heads'])})")


@cache
def _doing(tag: str) -> re.Pattern[str]:
    """What ends a sentence that says who shows a work."""
    words = language(tag)["grammar"]["stations"]
    return re.compile(rf"(?:{_verbs(tag)})(?:{'|'.join(words['does'])})")
