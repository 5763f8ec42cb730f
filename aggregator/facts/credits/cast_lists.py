"""Lists of voices: lines that pair a character with an actor, in one order or the other.

What it holds true: lines of the same build that follow each other are one list («Character: Actor», «Actor –
Character», «Actor (Character)»); a bracket that holds more than a name stands behind the actor; without such a sign the
character comes first. A list counts where a line before it speaks of a cast, or where it has three lines and the text
speaks of voices anywhere. Known exception: a list of staff whose roles are in no word list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence

LINE = re.compile(
    r"^[*\-#.,;]{0,4}(?P<one>(?:cf)?[ct]{0,3}[NT](?:[Qo][NT]|c)?)(?:,[NocftT]{1,5})?(?P<between>P?)(?:-|:|,|/|\.|;|(?P<is>Io?)){1,3}(?P<two>(?:cf)?[ct]{0,3}[NT](?:[Qo][NT]|o)?)(?P<after>P{0,2})[,\-.;:&]{0,3}$"
)
BRACKET = re.compile(r"^[*\-#.,;&]{0,4}(?P<one>t{0,3}N)(?P<two>P)[,\-.;&]{0,3}$")
NICKNAMED = frozenset({"QN", "QT", "oN", "oT"})
"""What goes on behind the first part of a character's name."""
ALONE = 3
"""Lines that make a list by themselves."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of a list: the sentence's number, the chunks of actor and character, and where the line's words end."""

    sentence: int
    actor: Chunk
    character: str


def cast_lists(text: str, sentences: list[Sentence]) -> Iterator[Pair]:
    """The actors and characters of a text's lists of voices."""
    speaks = any(set(sentence.codes) & {"X", "Z", "z"} for sentence in sentences)
    block: list[tuple[int, re.Match[str]]] = []
    headed = False
    for number, sentence in enumerate([*sentences, Sentence([], -1)]):
        match = None
        if sentence.opens and sentence.chunks and not set(sentence.codes) & {"R", "w", "V", "U", "D"}:
            match = LINE.match(sentence.codes) or BRACKET.match(sentence.codes)
        if match is not None:
            block.append((number, match))
            continue
        if block:
            if headed or (len(block) >= ALONE and speaks):
                yield from _pairs(text, sentences, block)
            block = []
        headed = _heads(sentence) if sentence.codes.strip("P") else headed


def _heads(sentence: Sentence) -> bool:
    """Whether a line announces a list of voices: it ends with a colon, or says no more than «Cast»."""
    codes = sentence.codes
    if not sentence.closes or not set(codes) & {"X", "Z", "z", "v"}:
        return False
    return codes.endswith((":", "-", ";", ".")) or (sentence.opens and len(codes) <= 6 and "N" not in codes)


def _pairs(text: str, sentences: list[Sentence], block: list[tuple[int, re.Match[str]]]) -> Iterator[Pair]:
    lines = []
    for number, match in block:
        one, two = (_chunk(sentences[number], match, group) for group in ("one", "two"))
        lines.append((number, match, one, two))
    first = sum(_votes(text, match, one, two) for _, match, one, two in lines) > 0
    for number, _, one, two in lines:
        other: Chunk | None = two
        if two.code == "P":
            other = two.inner.chunks[-1] if two.inner is not None and two.inner.codes in ("N", "T", "AN") else None
        if other is None:
            continue
        actor, character = (one, other) if first else (other, one)
        name = text[actor.start : actor.end]
        if len(name.split()) > 1 and not is_company(name) and actor.code == "N":
            yield Pair(number, actor, _name(text, sentences[number], character))


def _chunk(sentence: Sentence, match: re.Match[str], group: str) -> Chunk:
    """The chunk of one side of a line."""
    return next(c for c in sentence.chunks[slice(*match.span(group))] if c.code in "NTP")


def _name(text: str, sentence: Sentence, chunk: Chunk) -> str:
    """A character's name, with a nickname in quotation marks within it, or a title about it («the mother of X»)."""
    index = next((i for i, c in enumerate(sentence.chunks) if c is chunk), None)
    start, end = chunk.start, chunk.end
    if index is not None:
        following = "".join(c.code for c in sentence.chunks[index + 1 : index + 3])
        if following in NICKNAMED:
            end = sentence.chunks[index + 2].end
        elif following[:1] == "c" or following == "o":
            end = sentence.chunks[index + 1].end
        if "".join(c.code for c in sentence.chunks[max(0, index - 2) : index]) == "cf":
            start = sentence.chunks[index - 2].start
    return text[start:end].strip("“”\"'«»„‘’ ,")


def _votes(text: str, match: re.Match[str], one: Chunk, two: Chunk) -> int:
    """What a line says of its list's order: positive where the actor comes first."""
    groups = match.groupdict()
    left, right = (len(text[c.start : c.end].strip("()").split()) for c in (one, two))
    if groups.get("is"):
        return 3
    if "between" in groups:
        if groups["between"] and not groups["after"]:
            return 2 if left > 1 or right < 2 else -2
        if groups["after"] and not groups["between"]:
            return -2
    if two.code == "P":
        return 1 if left > 1 or right < 2 else -1
    if left > 1 and right == 1:
        return 1
    if right > 1 and left == 1:
        return -1
    return -1 if is_person(text[two.start : two.end]) or not is_person(text[one.start : one.end]) else 0
