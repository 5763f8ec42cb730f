"""Who speaks a character in the original and who in a dub, told side by side or below each other.

What it holds true: a heading or the head of a table names two versions in order («VO / VF», «Character | Japanese |
English»), and the lines below it a character and two actors in that order; or the version stands before each actor,
in the character's line or in lines below it («VF : X»). Known exceptions: three versions, and lines with one actor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found, bare, name_span
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.folding import fold

RULE = "credits:versions"
ORIGINAL = shared_words("voices", "original")
DUBBED = shared_words("voices", "dubbed")
"""What tells the language that is spoken, in small letters."""
ROW = re.compile(r"[*\-#]{0,3}(?P<char>[ct]{0,3}[NT])P?[:;/-](?P<one>N)P?[,;&/-](?P<two>N)P?[.;]?")
"""«Character: Actor / Actor»."""
LABELLED = re.compile(r"(?P<label>[oNZXzt]{1,2}):?[:-]?(?P<name>N)P?")
"""«VF : Actor»."""
CHARACTER = re.compile(r"[*\-#]{0,3}(?P<char>[ct]{0,3}[NT])P?[:-]?")
ROWS = 3
"""Lines that are a list although they tell one version alone («Suzu», and below it «VF: A»)."""
MOST_AWAY = 60
"""Lines between the head of a list and one of its rows."""
_NAME = r"[^\W\d_][^:()\[\]/,;\n]{1,40}?"
_BESIDE = re.compile(
    rf"\W*(?P<char>{_NAME}) ?(?:[:–—-] ?(?P<one>{_NAME}) \((?P<first>\w+)\) ?[/,&;–-] ?"
    rf"(?P<two>{_NAME}) \((?P<second>\w+)\)"
    rf"|[(\[](?P<label>\w+): ?(?P<name>{_NAME}) ?[/,;] ?(?P<other>\w+): ?(?P<another>{_NAME})[)\]])\W*"
)
"""«Character: Actor (JP) / Actor (EN)», «Character (JP: Actor, EN: Actor)»."""
_BEFORE = re.compile(
    rf"\W*(?P<one>{_NAME}) \((?P<first>\w+)\) ?[/,&;–-] ?(?P<two>{_NAME}) \((?P<second>\w+)\)"
    rf" ?[:–—-] ?(?P<char>{_NAME})\W*"
)
"""«Actor (JP) / Actor (EN): Character»."""
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 140
"""Characters of a line that names a character and two actors."""
_HELD = re.compile(r"[oN]:?N(?:[,;/&-]{1,2}[oN]:?N)?|N[ot](?:,|,?&|/)N[ot]")
_ENTRY = re.compile(r"(?P<label>[oN]):?(?P<name>N)")
_BEHIND = re.compile(r"(?P<name>N)(?P<label>[ot])")
"""The same with the version behind the actor («A B en VO»)."""
_TWICE = re.compile(
    r"(?:^|[.,;&])[of]{0,2}(?P<char>[ct]{0,3}[NT]),?I?z(?P<one>N)P?[kfotYX]{0,4}(?P<joins>,&?|&)[oz]?B?"
    r"(?P<two>N)P?[kfotYX]{0,4}(?P<end>[.,;]|$)"
)
"""«X is voiced by A in Japanese and B in English»."""
_LED = "|".join(
    rf"(?P<{name}>{'|'.join(sorted(words, key=len, reverse=True))})"
    for name, words in (
        ("dub", shared_words("voices", "led_dub")),
        ("original", shared_words("voices", "led_original")),
    )
)
_AT_FIRST = re.compile(
    rf"(?:^|(?<=[.;!?:\n] )|(?<=[,;] et )|(?<=, and ))(?:{_LED})(?!\w)", re.IGNORECASE | re.MULTILINE
)
_RIGHT_BEHIND = re.compile(rf" (?:\([^()\n]{{1,40}}\) )?(?:{_LED})(?!\w)", re.IGNORECASE)
"""Where such words stand."""
_REACH = 600
"""Characters before a name that are looked at."""
_HEAD = 8
"""Words of a heading."""


def version_voices(text: str, sentences: list[Sentence]) -> dict[int, list[Found]]:
    """The voices of a text's lists of several versions, by the number of the sentence that tells them."""
    found: dict[int, list[Found]] = {}
    columns: tuple[str, ...] = ()
    character: tuple[int, Chunk] | None = None
    away = 0
    for number, sentence in enumerate(sentences):
        twice = list(_told_twice(text, sentence, number)) if "z" in sentence.codes else []
        if twice:
            found[number] = twice
        if twice or not sentence.opens:
            continue
        beside = _beside(text, sentence, number)
        if beside:
            found[number] = beside
            continue
        headed = heading(text[sentence.start : sentence.end])
        if headed:
            columns, away = headed, 0
            continue
        away += 1
        row = ROW.fullmatch(sentence.codes) if columns and away <= MOST_AWAY else None
        if row is not None:
            told = _voice(text, sentence, number, sentence.chunks[row.end("char") - 1])
            actors = (name_span(text, sentence.chunks[row.start(group)]) for group in ("one", "two"))
            found[number] = [
                replace(told, role=role, start=start, end=end)
                for role, (start, end) in zip(columns, actors, strict=True)
            ]
            continue
        alone = CHARACTER.fullmatch(sentence.codes) if sentence.closes else None
        if alone is not None:
            character = (number, sentence.chunks[alone.end("char") - 1])
            continue
        entry = _labelled(text, sentence) if character is not None and sentence.closes else None
        if entry is None or character is None:
            character = None
            continue
        first, chunk = character
        role, actor = entry
        start, end = name_span(text, actor)
        told = _voice(text, sentence, number, chunk)
        told = replace(told, role=role, start=start, end=end, quote=(sentences[first].start, sentence.end))
        found[number] = [told]
    return found if any(len(row) > 1 for row in found.values()) else _of_two(found)


def _beside(text: str, sentence: Sentence, number: int) -> list[Found]:
    """The voices of a line that tells each actor's version."""
    line = text[sentence.start : text.find("\n", sentence.start) % (len(text) + 1)]
    match = (_BESIDE.fullmatch(line) or _BEFORE.fullmatch(line)) if len(line) <= _LONGEST else None
    if match is None:
        return []
    groups = ("one", "first", "two", "second") if match["one"] else ("name", "label", "another", "other")
    roles = [_version(match[group]) for group in groups[1::2]]
    if sorted(roles) != ["dub_voice", "voice"] or any(" " not in match[group] for group in groups[::2]):
        return []
    at, character = sentence.start, match["char"].strip()
    quote = (at, at + len(line.rstrip()))
    spans = [match.span(group) for group in groups[::2]]
    return [
        Found(role, "", at + start, at + end, quote, RULE, number, character=character)
        for role, (start, end) in zip(roles, spans, strict=True)
    ]


def _told_twice(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The two actors of a character whom a sentence names with their versions."""
    match = _TWICE.search(sentence.codes)
    if match is None:
        return
    chunks, roles = sentence.chunks, []
    for name, after in (("one", "joins"), ("two", "end")):  # what a dub is called may be an aside, and no chunk
        last = chunks[match.start(after)].start if match.start(after) < len(chunks) else sentence.end
        words = _WORD.findall(text[chunks[match.start(name)].end : last])
        roles.append(next(filter(None, map(_version, words)), ""))
    if sorted(roles) != ["dub_voice", "voice"]:
        return
    told = _voice(text, sentence, number, sentence.chunks[match.end("char") - 1])
    for role, name in zip(roles, ("one", "two"), strict=True):
        start, end = name_span(text, chunks[match.start(name)])
        yield replace(told, role=role, start=start, end=end)


def held_versions(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The actors whom a bracket behind a character names with their versions: «Rin (VO: X, VF: Y)»."""
    for one, bracket in pairwise(sentence.chunks):
        if one.code not in "NT" or bracket.code != "P" or bracket.inner is None:
            continue
        held = bracket.inner
        if _HELD.fullmatch(held.codes) is None:
            continue
        for match in (_BEHIND if held.codes[1] in "ot" else _ENTRY).finditer(held.codes):
            label, actor = held.chunks[match.start("label")], held.chunks[match.start("name")]
            role = _version(text[label.start : label.end].strip())
            if role and " " in text[actor.start : actor.end]:
                start, end = name_span(text, actor)
                told = _voice(text, sentence, number, one)
                yield replace(told, role=role, start=start, end=end, quote=(one.start, bracket.end))


def led_by(text: str, start: int, end: int) -> str:
    """The role of a voice by what its line says before the name at ``start`` to ``end``, or right behind it: «In the
    English dub, A voices X», «A in the original version»; "" where it says nothing.
    """
    behind = _RIGHT_BEHIND.match(text, end)
    line = max(text.rfind("\n", max(0, start - _REACH), start) + 1, start - _REACH, 0)
    before = None if behind else next(reversed(list(_AT_FIRST.finditer(text, line, start))), None)
    told = behind or before
    return "" if told is None else "dub_voice" if told["dub"] else "voice"


def heading(line: str) -> tuple[str, ...]:
    """The versions that a heading names in order, where it names the original and a dub and little else."""
    words = [word[0] for word in islice(_WORD.finditer(line), _HEAD + 1)]
    roles = tuple(filter(None, map(_version, words))) if len(words) <= _HEAD else ()
    return roles if sorted(roles) == ["dub_voice", "voice"] else ()


def _version(word: str) -> str:
    """The role of who speaks in the version that a word tells; "" where it tells none («en», as against «EN»)."""
    low = fold(word)
    if len(low) < len("jpn") and not word.isupper() and low not in ("vo", "vf"):
        return ""
    return "voice" if low in ORIGINAL else "dub_voice" if low in DUBBED else ""


def _labelled(text: str, sentence: Sentence) -> tuple[str, Chunk] | None:
    """The version and the actor of a line that tells no more."""
    match = LABELLED.fullmatch(sentence.codes)
    if match is None:
        return None
    first, last = sentence.chunks[match.start("label")], sentence.chunks[match.end("label") - 1]
    words = _WORD.findall(text[first.start : last.end])
    roles = list(filter(None, map(_version, words)))
    return (roles[0], sentence.chunks[match.start("name")]) if len(roles) == 1 else None


def _voice(text: str, sentence: Sentence, number: int, character: Chunk) -> Found:
    """The voice of a character that a sentence tells, but for its role and its actor."""
    return Found("voice", "", 0, 0, (sentence.start, sentence.end), RULE, number, character=bare(text, character))


def _of_two(found: dict[int, list[Found]]) -> dict[int, list[Found]]:
    """Lines with one actor each, where the lines tell both versions, or one of them often enough to be a list."""
    roles = {voice.role for row in found.values() for voice in row}
    return found if len(roles) > 1 or len(found) >= ROWS else {}
