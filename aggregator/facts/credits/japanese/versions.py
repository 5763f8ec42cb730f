"""Who speaks a character in each version of a work: «スズ：日本版は森綾、英語版はアンナ・ベルク».

What it holds true: a version ends in 版, and at least two stand behind one character. Known exceptions: versions that
are told apart by headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.credits.found import Found
from aggregator.facts.credits.japanese.names import NameReader
from aggregator.facts.credits.japanese.patterns import CHARACTER, OLDER, WEAK
from aggregator.facts.sentences.chunks import Sentence

RULE = "credits:cast_version"
_ENTRY = rf"N?[Nlu][wg:]_?{OLDER}{WEAK}(?:g?C)?"
_VERSIONS = re.compile(
    rf"(?:^[*]?|(?<=[.,;]))(?P<char>{CHARACTER})h?(?:k[wg]?)?_?[:/w-]?_?,?(?P<entries>{_ENTRY}(?:[,/_;]+{_ENTRY}){{1,3}})"
)
_ONE = re.compile(rf"(?P<version>N?[Nlu])[wg:]_?{OLDER}(?P<name>{WEAK})")
_ORIGINAL = re.compile(r"オリジナル|原語|字幕|原版")
_HELD = re.compile(r"(?P<a>[vNuXl]{1,2}):?_?(?P<one>N)[/,_;]+(?P<b>[vNuXl]{1,2}):?_?(?P<two>N)")
_DUB = re.compile("吹|日本語")
_JAPANESE = re.compile(r"日本|吹")


def held_versions(text: str, sentence: Sentence, number: int, names: NameReader) -> Iterator[Found]:
    """The same of a bracket behind a character («スズ（声：アンナ・ベルク／吹替：森綾）»)."""
    for character, bracket in zip(sentence.chunks, sentence.chunks[1:], strict=False):
        if character.code not in "NTlQ" or bracket.code != "P" or bracket.inner is None:
            continue
        held = bracket.inner
        told = _HELD.fullmatch(held.codes)
        labels = (
            [text[held.chunks[told.start(one)].start : held.chunks[told.end(one) - 1].end] for one in "ab"]
            if told
            else []
        )
        if told is None or not any(_DUB.search(label) for label in labels) or all(map(_DUB.search, labels)):
            continue
        for label, place in zip(labels, (told.start("one"), told.start("two")), strict=True):
            for start, end, _ in names.name(held.chunks, place, listed=True):
                version = "日本語吹替版" if _DUB.search(label) else "オリジナル版"
                quote = (character.start, bracket.end)
                yield Found("voice", version, start, end, quote, RULE, number, character=names.bare(character))


def cast_versions(text: str, sentence: Sentence, number: int, names: NameReader) -> Iterator[Found]:
    """The voices of a sentence or line that tells those of several versions; ``role_text`` is the version."""
    chunks, codes = sentence.chunks, sentence.codes
    if "版" not in text[sentence.start : sentence.end]:
        return
    for match in _VERSIONS.finditer(codes):
        told = list(_ONE.finditer(codes, *match.span("entries")))
        labels = [text[chunks[one.start("version")].start : chunks[one.end("version") - 1].end] for one in told]
        if not all(label.endswith("版") for label in labels):
            continue
        character = names.character(chunks, next(i for i in range(*match.span("char")) if codes[i] in "NTlQ"))
        if character in names.not_names:
            continue
        for one, label in zip(told, labels, strict=True):
            place = next(i for i in range(*one.span("name")) if codes[i] in "NSKTl")
            for start, end, _ in names.name(chunks, place, listed=True):
                quote = (chunks[match.start()].start, chunks[match.end() - 1].end)
                yield Found("voice", label, start, end, quote, RULE, number, character=character)


def version_role(version: str, told: str) -> str:
    """The role of who speaks in a version of a text's work; ``told`` is the role that the text as a whole tells."""
    original = _ORIGINAL.search(version) is not None
    if told == "dub_voice":
        return "dub_voice" if _JAPANESE.search(version) else "voice"
    return "voice" if original or _JAPANESE.search(version) else "dub_voice"
