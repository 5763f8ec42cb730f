"""Lists of voices: lines that pair a character with an actor, in one order or the other.

What it holds true: lines of the same build that follow each other are one list («Character: Actor», «Actor –
Character», «Actor (Character)», character and actor in two lines), and all of them have the same order. Which one
tell the names: an actor's has two words or more, a family's name that comes again is the characters', as is a name of
which one word stands elsewhere; a bracket that holds more than a name stands behind the actor. Where nothing tells, the
character comes first. A list counts where a line before it speaks of a cast, or where it has three lines and the text
speaks of voices near it. Known exception: a list of staff whose roles are in no word list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aggregator.facts.credits.cast_rows import SURE, TITLE, Row, pairs_row, row_of, two_lines
from aggregator.facts.credits.dubs import dub_places, tells_dub
from aggregator.facts.credits.found import Found, name_span
from aggregator.facts.credits.patterns_cast_lists import (
    ACTOR_LINE,
    AS_LINE,
    GOES_TO_LIST,
    HELD,
    NAME_GOES_ON,
    NARRATOR,
    VOICE_LINE,
)
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import PART, Chunk, Sentence
from aggregator.facts.sentences.particled import JOINING
from aggregator.facts.words.dubs import dub_words
from aggregator.facts.words.folding import fold

ALONE, FEW = 3, 2
"""Lines that make a list by themselves, and behind a sentence that speaks of a cast."""
MAX_NAMES = 60
"""Lines of a list that are looked at."""
RULE = "credits:cast_list"
NEAR = 25
"""Sentences between such a list and one that speaks of voices."""
HEAD = 2
"""Sentences right before a list that may be its heading."""
DESCRIBING = 4
"""Sentences at most from a line that describes a character to the next one's."""
_VOICES = frozenset("XZzv")
"""Codes of words that tell of voices."""
_TOLD = frozenset("RDKSTXZVUw")
"""Codes of what a description doesn't hold."""
_CAPITALS = re.compile(rf"[^\W\d_a-z][\w'’-]*(?: (?:(?:{'|'.join(sorted(JOINING))}) )?[^\W\d_a-z][\w'’-]*)*")
COLUMN = 3
"""Capitals of the longest name; two lines of more are names in columns."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of a list: the actor, the character ("" where none is told), and the first and last of its sentences."""

    sentence: int
    actor: Chunk
    character: str
    first: int


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
    spoken = [at for at, one in enumerate(sentences) if not _VOICES.isdisjoint(one.codes) or _holds_voice(one)]
    spoken = list(range(len(sentences))) if tells_dub(text, tag) else spoken
    if not spoken and not any(_heads(sentence) for sentence in sentences):
        return
    block: list[Row] = []
    headed = 0
    number = 0
    while number < len(sentences):
        sentence = sentences[number]
        if not set(sentence.codes) - set("-*."):
            number += 1
            continue
        actors = list(_actors_only(text, sentences, number)) if headed == 1 and not block else []
        actors = actors or (list(_names_only(text, sentences, number)) if headed == 1 and not block else [])
        if actors:
            yield from actors
            number = actors[-1].sentence + 1
            continue
        pairs = pairs_row(sentence, number)
        if pairs:
            block += pairs
            number += 1
            continue
        row = row_of(text, sentences, number) or two_lines(sentences, number, headed=headed == 1)
        if row is not None:
            block.append(row)
            number = row.number + 1
            continue
        if block and not sentence.opens and sentence.line == sentences[block[-1].number].line:
            pass  # who the character is
        elif block and headed and _describes(text, sentences, number):
            pass
        elif headed and (actor := _alone(text, sentence, block)) is not None:
            yield Pair(number, actor, "", number)
        elif not _within(sentence):
            yield from _block(text, sentences, block, tag=tag, listed=_is_list(block, spoken, headed=headed))
            block = []
            if sentence.codes.strip("P"):
                headed = _heads(sentence) or _goes_on(sentences, number) or FEW * _leads_on(sentences, number)
        number += 1
    yield from _block(text, sentences, block, tag=tag, listed=_is_list(block, spoken, headed=headed))


def _are_near(rows: list[Row], spoken: list[int]) -> bool:
    """Whether one of the sentences that speak of voices, by their numbers, stands near rows."""
    return any(rows[0].number - NEAR <= at <= rows[-1].number + NEAR for at in spoken) if rows else False


def _describes(text: str, sentences: list[Sentence], number: int) -> bool:
    """Whether a line between two of a list says who the character of the one above is."""
    sentence = sentences[number]
    if not sentence.codes.endswith(".") or not _TOLD.isdisjoint(sentence.codes):
        return False
    following = range(number + 1, min(number + 1 + DESCRIBING, len(sentences)))
    row = next((at for at in following if sentences[at].opens), None)
    if row is None:
        return False
    return row_of(text, sentences, row) is not None or two_lines(sentences, row, headed=True) is not None


def _alone(text: str, sentence: Sentence, rows: list[Row]) -> Chunk | None:
    """The actor of an entry without a character, behind actors with their characters in brackets."""
    match = ACTOR_LINE.fullmatch(sentence.codes) if sentence.opens and sentence.closes else None
    if match is None or match["name"] is None or not rows or any(row.two.code != "P" for row in rows):
        return None
    actor = sentence.chunks[match.start("name")]
    words = len(text[actor.start : actor.end].split())
    return actor if words in (2, 3) or (words == 1 and len(rows) > 1) else None


def _holds_voice(sentence: Sentence) -> bool:
    """Whether a bracket says whose voice somebody is: «A (voice of X)»."""
    held = [chunk.inner.codes for chunk in sentence.chunks if chunk.inner is not None]
    return any("Z" in codes or "z" in codes for codes in held)


def _is_list(rows: list[Row], spoken: list[int], *, headed: int) -> bool:
    """Whether rows are a list of voices: as many as its heading asks for (0: none stands there), or enough by
    themselves, where each names one on either side, near a sentence that speaks of voices (``spoken``: their numbers).
    """
    alone = _are_near(rows, spoken) and sum(not row.more for row in rows) >= ALONE
    return alone or (headed > 0 and len(rows) >= headed)


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


def _names_only(text: str, sentences: list[Sentence], number: int) -> Iterator[Pair]:
    """The actors of a list whose lines are whole names of people and nothing else, and that can be no characters with
    their actors in turn: their number is odd.
    """
    names: list[int] = []
    for index in range(number, min(number + MAX_NAMES, len(sentences))):
        sentence = sentences[index]
        if sentence.codes != "N" or not (sentence.opens and sentence.closes):
            break
        names.append(index)
    whole = all(is_person(text[sentences[at].start : sentences[at].end]) for at in names)
    if whole and len(names) >= ALONE and len(names) % 2:
        yield from (Pair(at, sentences[at].chunks[0], "", at) for at in names)


def _holds_character(bracket: Chunk) -> bool:
    """Whether a bracket behind an actor holds nothing but a character."""
    return bracket.inner is not None and HELD.fullmatch(bracket.inner.codes) is not None


def _block(text: str, sentences: list[Sentence], rows: list[Row], *, tag: str, listed: bool) -> Iterator[Pair]:
    """The pairs of rows that follow each other, in the one order that most of them tell."""
    if not rows or not (listed or all(row.first < row.number for row in rows)):
        return
    dubbed = dub_words(tag).search(fold(_headings(text, sentences, rows[0].first))) is not None
    votes = sum(row.vote for row in rows) + sum(_told_by_names(text, rows, dubbed=dubbed))
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
            columns = (
                row.first < row.number and min(_words(name), _words(text[character.start : character.end])) > COLUMN
            )
            if whole and not columns and not is_company(name) and actor.code == "N":
                told = sentences[row.first if character is row.one else row.number]
                yield Pair(row.number, actor, _name(text, told, character, actor), row.first)


def _headings(text: str, sentences: list[Sentence], number: int) -> str:
    """The headline, and the lines right before a list."""
    return f"{text[: text.find(chr(10))]} {text[sentences[max(0, number - HEAD)].start : sentences[number].start]}"


def _words(name: str) -> int:
    return len(list(_capitals(name)))


def _capitals(name: str) -> Iterator[str]:
    """The words of a name that have a capital: not «de»."""
    return (word for word in name.split() if word[:1].isupper())


def _told_by_names(text: str, rows: list[Row], *, dubbed: bool) -> Iterator[int]:
    """What the names of a list say of its order: characters share family names, and go by one word elsewhere; a name
    that could be Japanese is the actor's, but for a dub.
    """
    sides = [
        [text[c.start : c.end].strip("() ") for c in side] for side in zip(*((r.one, r.two) for r in rows), strict=True)
    ]
    for sign, side in zip((-1, 1), sides, strict=True):
        families = [name.split()[-1] for name in side if " " in name]
        yield sign * (len(families) > len(set(families)))
        yield sign * SURE * sum(" " in name and not _lone_words(text).isdisjoint(_capitals(name)) for name in side)
    one, two = (sum(map(is_person, side)) / len(side) for side in sides)
    whole = all(any(" " in name for name in side) for side in sides)  # one word is no person's name in any language
    if whole and (dubbed or (0 in (one, two) and dub_places(text))):
        yield 2 * ((one < two) - (two < one))
    elif one not in (0, two) and two not in (0, one):
        yield 2 * ((one == 1) - (two == 1))


@lru_cache(maxsize=1)
def _lone_words(text: str) -> frozenset[str]:
    """Words with a capital that stand without another one, as characters are called in running text."""
    return frozenset(run for run in _CAPITALS.findall(text) if " " not in run and len(run) > len("Al"))


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
