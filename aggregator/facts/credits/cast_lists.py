"""Lists of voices: lines that pair a character with an actor, in one order or the other.

What it holds true: lines of the same build that follow each other are one list («Character: Actor», «Actor –
Character», «Actor (Character)», character and actor in two lines), and all of them have the same order. Which one
tell the names: an actor's has two words or more, a family's name that comes again is the characters', as is a name of
which one word stands elsewhere; a bracket that holds more than a name stands behind the actor. Where nothing tells, the
character comes first. A list counts where a line before it speaks of a cast, or where it has three lines and the text
speaks of voices anywhere. Known exception: a list of staff whose roles are in no word list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.facts.credits.dubs import dub_places, dub_words, tells_dub
from aggregator.facts.credits.found import Found, name_span
from aggregator.facts.credits.patterns_cast_lists import (
    ACTOR_LINE,
    AS_LINE,
    BRACKET,
    BRACKETS,
    FOR_LINE,
    GOES_TO_LIST,
    HALF,
    HELD,
    LINE,
    NAME_GOES_ON,
    NARRATOR,
    PAIR,
    PAIRS_LINE,
    VOICE_LINE,
    VOICE_OF,
    VOICED,
)
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import PART, Chunk, Sentence
from aggregator.facts.sentences.particled import JOINING
from aggregator.facts.sentences.small_words import FOR
from aggregator.facts.words.folding import fold

ALONE, FEW = 3, 2
"""Lines that make a list by themselves, and behind a sentence that speaks of a cast."""
TITLE = "title"
"""The value of words that name a character, alone or with a name («Grandmother», «Aunt Mei»)."""
RULE = "credits:cast_list"
HEAD = 2
"""Sentences right before a list that may be its heading."""
SURE = 3
"""What a line counts that is plain about its order."""
_CAPITALS = re.compile(rf"[^\W\d_a-z][\w'’-]*(?: (?:(?:{'|'.join(sorted(JOINING))}) )?[^\W\d_a-z][\w'’-]*)*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of a list: the actor, the character ("" where none is told), and the first and last of its sentences."""

    sentence: int
    actor: Chunk
    character: str
    first: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list before its order is known: the chunks of its two sides, and what it says of the order."""

    number: int
    first: int
    one: Chunk
    two: Chunk
    vote: int
    default: int
    more: tuple[Chunk, ...] = ()
    """What else stands on the second side: other actors of the character, or other characters of the actor."""


def listed_voices(text: str, sentences: list[Sentence], tag: str) -> tuple[dict[int, list[Found]], frozenset[int]]:
    """The voices of a text's lists, by the number of the sentence that ends each entry; and where entries begin."""
    listed: dict[int, list[Found]] = {}
    pairs = list(cast_lists(text, sentences, tag))
    for pair in pairs:
        start, end = name_span(text, pair.actor)
        quote = (sentences[pair.first].start, sentences[pair.sentence].end)
        told = Found("voice", "", start, end, quote, RULE, pair.sentence, character=pair.character or None)
        listed.setdefault(pair.sentence, []).append(told)
    return listed, frozenset(pair.first for pair in pairs)


def cast_lists(text: str, sentences: list[Sentence], tag: str) -> Iterator[Pair]:
    """The actors and characters of a text's lists of voices."""
    speaks = any(set(sentence.codes) & {"X", "Z", "z", "v"} or _holds_voice(sentence) for sentence in sentences)
    speaks = speaks or tells_dub(text, tag)
    if not speaks and not any(_heads(sentence) for sentence in sentences):
        return
    lone = _lone_words(text)
    block: list[Row] = []
    headed = 0
    number = 0
    while number < len(sentences):
        sentence = sentences[number]
        if not set(sentence.codes) - set("-*."):
            number += 1
            continue
        actors = list(_actors_only(text, sentences, number)) if headed == 1 and not block else []
        if actors:
            yield from actors
            number = actors[-1].sentence + 1
            continue
        pairs = _pairs_row(sentence, number)
        if pairs:
            block += pairs
            number += 1
            continue
        row = _row(text, sentences, number) or _two_lines(sentences, number, headed=headed == 1)
        if row is not None:
            block.append(row)
            number = row.number + 1
            continue
        if headed and (actor := _alone(text, sentence, block)) is not None:
            yield Pair(number, actor, "", number)
        elif not _within(sentence):
            yield from _block(
                text, sentences, block, lone, tag=tag, listed=_is_list(block, headed=headed, speaks=speaks)
            )
            block = []
            if sentence.codes.strip("P"):
                headed = _heads(sentence) or _goes_on(sentences, number) or FEW * _leads_on(sentences, number)
        number += 1
    yield from _block(text, sentences, block, lone, tag=tag, listed=_is_list(block, headed=headed, speaks=speaks))


def _alone(text: str, sentence: Sentence, rows: list[Row]) -> Chunk | None:
    """The actor of an entry without a character, behind actors with their characters in brackets."""
    match = ACTOR_LINE.fullmatch(sentence.codes) if sentence.opens and sentence.closes else None
    if match is None or match["name"] is None or not rows or any(row.two.code != "P" for row in rows):
        return None
    actor = _chunk(sentence, match, "name")
    words = len(text[actor.start : actor.end].split())
    return actor if words in (2, 3) or (words == 1 and len(rows) > 1) else None


def _holds_voice(sentence: Sentence) -> bool:
    """Whether a bracket says whose voice somebody is: «A (voice of X)»."""
    return any(c.inner is not None and not {"Z", "z"}.isdisjoint(c.inner.codes) for c in sentence.chunks)


def _is_list(rows: list[Row], *, headed: int, speaks: bool) -> bool:
    """Whether rows are a list of voices: as many as its heading asks for (0: none stands there), or enough by
    themselves, where each names one on either side.
    """
    alone = speaks and sum(not row.more for row in rows) >= ALONE
    return alone or (headed > 0 and len(rows) >= headed)


def _row(text: str, sentences: list[Sentence], number: int) -> Row | None:
    """The row of a list that a sentence is."""
    sentence = sentences[number]
    if (
        not sentence.opens
        or not sentence.chunks
        or set(sentence.codes) & {"R", "w", "V", "U", "D"}
        or BRACKETS.match(sentence.codes)
    ):
        return None
    codes = sentence.codes
    match = LINE.match(codes) or BRACKET.match(codes) or (VOICE_OF.match(codes) if codes.find(":") > 0 else None)
    match = match or FOR_LINE.match(codes)
    if match is None:
        return None
    if match.re is FOR_LINE:
        small = sentence.chunks[match.start("small")]
        if text[small.start : small.end].lower() not in FOR:
            return None
    one, two = (_chunk(sentence, match, group) for group in ("one", "two"))
    if any(side.code == "c" and side.value != TITLE for side in (one, two)) or one.code == two.code == "c":
        return None
    vote, default = (-SURE, -1) if match.re is VOICE_OF else _votes(text, match, one, two)
    vote = SURE if match.re is FOR_LINE else vote
    more = _chunks(sentence, match, "more") if match.re is LINE else ()
    return Row(number, number, one, two, vote, default, more)


def _pairs_row(sentence: Sentence, number: int) -> list[Row]:
    """The rows of a list that stands in one line: «A: X; B: Y», «X – A, Y – B»."""
    if PAIRS_LINE.fullmatch(sentence.codes) is None:
        return []
    sides = [(_chunk(sentence, m, "one"), _chunk(sentence, m, "two")) for m in PAIR.finditer(sentence.codes)]
    lengths = [(one.last - one.first > 1) - (two.last - two.first > 1) for one, two in sides]
    return [Row(number, number, one, two, 2 * vote, -1) for (one, two), vote in zip(sides, lengths, strict=True)]


def _two_lines(sentences: list[Sentence], number: int, *, headed: bool) -> Row | None:
    """Character and actor in two lines: under a heading, or where the second says «CV»."""
    if number + 1 == len(sentences):
        return None
    halves = sentences[number : number + 2]
    if not all(half.opens and half.closes for half in halves):
        return None
    one, voiced = HALF.match(halves[0].codes), VOICED.match(halves[1].codes)
    two = voiced or (HALF.match(halves[1].codes) if headed else None)
    if one is None or two is None or (two.re is HALF and two.start("name") and halves[1].codes[0] in "*-#"):
        return None  # two entries
    chunks = [half.chunks[match.end("name") - 1] for half, match in zip(halves, (one, two), strict=True)]
    left, right = (chunk.last - chunk.first for chunk in chunks)
    vote = -SURE if voiced else 2 * ((left > 1) - (right > 1))
    return Row(number + 1, number, chunks[0], chunks[1], vote, -1)


def _within(sentence: Sentence) -> bool:
    """Whether a line stands within a list although it pairs no actor with a character: it names the narrator, or says
    in a sentence's words who plays whom, or heads a column.
    """
    if not (sentence.opens and sentence.closes):
        return False
    if sentence.codes in ("c", "t"):
        return True
    if NARRATOR.fullmatch(sentence.codes):
        return next(c.value for c in sentence.chunks if c.code == "R") == "narrator"
    return AS_LINE.fullmatch(sentence.codes) is not None or VOICE_LINE.fullmatch(sentence.codes) is not None


def _heads(sentence: Sentence) -> bool:
    """Whether a line announces a list of voices: it ends with a colon, or says no more than «Cast»."""
    codes = sentence.codes
    if not sentence.closes or not set(codes) & {"X", "Z", "z", "v"}:
        return False
    return codes.endswith((":", "-", ";", ".")) or (sentence.opens and len(codes) <= 6 and "N" not in codes)


def _leads_on(sentences: list[Sentence], number: int) -> bool:
    """Whether a line that ends with a full stop speaks of a cast with its last words («Meet the cast below!»), or one
    that goes on to a list names actors with their characters («Joining Aya Nakano (Suzu) are:»).
    """
    sentence, following = sentences[number], sentences[number + 1 : number + 2]
    if sentence.closes and sentence.codes.endswith("I:") and "NP" in sentence.codes:
        return True
    ends = sentence.closes or (bool(following) and following[0].opens)
    return ends and bool(set(sentence.codes) & {"X", "Z"}) and "." not in sentence.codes[:-1]


def _goes_on(sentences: list[Sentence], number: int) -> bool:
    """Whether a line announces a list, and the sentence before it speaks of a cast."""
    sentence = sentences[number]
    before = set(sentences[number - 1].codes) if number else set()
    return (
        sentence.closes and bool(before & {"X", "Z", "z", "v"}) and GOES_TO_LIST.fullmatch(sentence.codes) is not None
    )


def _actors_only(text: str, sentences: list[Sentence], number: int) -> Iterator[Pair]:
    """The actors of a list that begins with a sentence, if its entries are two or more and hold one person each."""
    found: list[Pair] = []
    for index in range(number, len(sentences)):
        sentence = sentences[index]
        ends = sentence.closes or index + 1 == len(sentences) or sentences[index + 1].opens
        match = ACTOR_LINE.fullmatch(sentence.codes) if sentence.opens and ends else None
        if match is None:
            break
        at = match.start("name" if match["name"] else "known")
        actor, held = sentence.chunks[at], next(iter(sentence.chunks[at + 1 :]), None)
        if not is_person(text[actor.start : actor.end]) or (held is not None and _holds_character(held)):
            return
        found.append(Pair(index, actor, "", index))
    if len(found) > 1:
        yield from found


def _holds_character(bracket: Chunk) -> bool:
    """Whether a bracket behind an actor holds nothing but a character."""
    return bracket.inner is not None and HELD.fullmatch(bracket.inner.codes) is not None


def _block(
    text: str, sentences: list[Sentence], rows: list[Row], lone: frozenset[str], *, tag: str, listed: bool
) -> Iterator[Pair]:
    """The pairs of rows that follow each other, in the one order that most of them tell."""
    if not rows or not (listed or all(row.first < row.number for row in rows)):
        return
    dubbed = dub_words(tag).search(fold(_headings(text, sentences, rows[0].first))) is not None
    votes = sum(row.vote for row in rows) + sum(_told_by_names(text, rows, lone, dubbed=dubbed))
    first = SURE * votes + sum(row.default for row in rows) > 0
    for row in rows:
        other: Chunk | None = row.two
        if row.two.code == "P":
            inner = row.two.inner
            other = inner.chunks[-1] if inner is not None and HELD.fullmatch(inner.codes) else None
        if other is None:
            continue
        for one in (other, *row.more):
            actor, character = (row.one, one) if first else (one, row.one)
            name = text[actor.start : actor.end]
            sure = row.vote * (1 if first else -1) >= SURE  # who goes by one name
            whole = len(name.split()) > 1 or (sure and name.isalpha() and row.first == row.number)
            if whole and not is_company(name) and actor.code == "N":
                told = sentences[row.first if character is row.one else row.number]
                yield Pair(row.number, actor, _name(text, told, character, actor), row.first)


def _headings(text: str, sentences: list[Sentence], number: int) -> str:
    """The headline, and the lines right before a list."""
    return f"{text[: text.find(chr(10))]} {text[sentences[max(0, number - HEAD)].start : sentences[number].start]}"


def _capitals(name: str) -> Iterator[str]:
    """The words of a name that have a capital: not «de»."""
    return (word for word in name.split() if word[:1].isupper())


def _told_by_names(text: str, rows: list[Row], lone: frozenset[str], *, dubbed: bool) -> Iterator[int]:
    """What the names of a list say of its order: characters share family names, and go by one word elsewhere; a name
    that could be Japanese is the actor's, but for a dub.
    """
    sides = [
        [text[c.start : c.end].strip("() ") for c in side] for side in zip(*((r.one, r.two) for r in rows), strict=True)
    ]
    for sign, side in zip((-1, 1), sides, strict=True):
        families = [name.split()[-1] for name in side if " " in name]
        yield sign * (len(families) > len(set(families)))
        yield sign * SURE * sum(" " in name and not lone.isdisjoint(_capitals(name)) for name in side)
    one, two = (sum(map(is_person, side)) / len(side) for side in sides)
    whole = all(any(" " in name for name in side) for side in sides)  # one word is no person's name in any language
    if whole and (dubbed or (0 in (one, two) and dub_places(text))):
        yield 2 * ((one < two) - (two < one))
    elif one not in (0, two) and two not in (0, one):
        yield 2 * ((one == 1) - (two == 1))


def _lone_words(text: str) -> frozenset[str]:
    """Words with a capital that stand without another one, as characters are called in running text."""
    return frozenset(run for run in _CAPITALS.findall(text) if " " not in run and len(run) > len("Al"))


def _chunk(sentence: Sentence, match: re.Match[str], group: str) -> Chunk:
    """The chunk of one side of a line."""
    chunks = sentence.chunks[slice(*match.span(group))]
    return next((c for c in chunks if c.code in "NTPQ"), chunks[-1])


def _chunks(sentence: Sentence, match: re.Match[str], group: str) -> tuple[Chunk, ...]:
    """The names of a part of a line."""
    return tuple(chunk for chunk in sentence.chunks[slice(*match.span(group))] if chunk.code in "NT")


def _name(text: str, sentence: Sentence, chunk: Chunk, actor: Chunk) -> str:
    """A character's name, with a nickname in quotation marks within it, or a title about it («the mother of X»)."""
    index = next((i for i, c in enumerate(sentence.chunks) if c is chunk), None)
    start, end = chunk.start, chunk.end
    if index is not None:
        last = NAME_GOES_ON.match(sentence.codes, index + 1)
        end = sentence.chunks[last.end() - 1].end if last and sentence.chunks[last.end() - 1] is not actor else end
        if sentence.codes[max(0, index - 2) : index] in ("cf", "t."):
            start = sentence.chunks[index - 2].start
        elif index and _is_title(text, sentence.chunks[index - 1]):
            start = sentence.chunks[index - 1].start
    return text[start:end].strip("“”\"'«»„‘’ ,")


def _is_title(text: str, chunk: Chunk) -> bool:
    """Whether what stands before a character's name is a part of it: «Captain», with a capital."""
    return (chunk.code == "c" and chunk.value in (PART, TITLE)) or (chunk.code == "t" and text[chunk.start].isupper())


def _votes(text: str, match: re.Match[str], one: Chunk, two: Chunk) -> tuple[int, int]:
    """What a line says of its list's order, positive where the actor comes first; and what to take where none tells."""
    groups = match.groupdict()
    left, right = (len(text[c.start : c.end].strip("()").split()) for c in (one, two))
    if groups.get("is"):
        return SURE, 1
    if groups.get("voiced") not in (None, "Z") or groups.get("by"):
        return -SURE, -1
    if "c" in (one.code, two.code):
        return (SURE, 1) if two.code == "c" else (-SURE, -1)
    if two.code == "Q" or one.code == "Q":
        return (SURE, 1) if two.code == "Q" else (-SURE, -1)
    sign = 0
    if groups.get("between") and not groups.get("after"):
        sign = 1 if left > 1 or right < len("AB") else -1
    elif groups.get("after") and not groups.get("between"):
        sign = -1
    if two.code == "P":
        inner = two.inner.codes if two.inner is not None else ""
        if (
            two.inner is not None
            and inner[:1] in ("Z", "X")
            and left == 1
            and len(text[two.inner.chunks[-1].start : two.end].split()) > 1
        ):
            return -SURE, -1
        if inner and inner[0] in "AZXz":
            return (-SURE if inner[0] == "z" else SURE), 1
        return (2 * ((left > 1) - (right > 1)) if inner in ("N", "T") else 0), (
            1 if left > 1 or right < len("AB") else -1
        )
    return 2 * sign or 2 * ((left > 1) - (right > 1)), -1
