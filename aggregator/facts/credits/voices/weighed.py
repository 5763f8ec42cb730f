"""Voices that no pattern reads: an actor and a character of one sentence, by the signs of how they stand to each other.

What it holds true: who speaks whom is told by the classes of words between and beside the two, by the rows that they
stand in, and by how both are named, whatever the words and the language; what each sign says was learned from the
labelled articles (`facts/words/weights.py`, `data/weights/voices.toml`). Only sentences that speak of voices, or that
stand right behind one that does, are asked; an actor and a character whom a pattern told, there or elsewhere, are not
asked again. Known exceptions: actors who are called by one name, and who spoke a character in an older work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from aggregator.facts.credits.found import Found, name_span
from aggregator.facts.credits.tasks import TASKS
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import PART, Chunk, Sentence
from aggregator.facts.sentences.coded import squeezed
from aggregator.facts.sentences.small_words import THEMES
from aggregator.facts.words.folding import fold
from aggregator.facts.words.weights import weights

RULE = "credits:voice_weighed"
LIKELY = 0.55
"""How likely a pair must be, of 1."""
NEAR = 2
"""Sentences behind one that speaks of voices in which others are told without a word for it."""
APART = 18
"""Chunks within which an actor and a character stand."""
SHORT, MANY = 8, 3
"""Codes between the two that are one sign together; from which on things are as good as more of them."""
DEPTH = 2
"""Brackets within brackets that are looked into."""
SPEAK_TOO = ("voice", *THEMES)
"""Roles beside which somebody may be told to speak a character: without one, and of a song."""
_SPEAKS = frozenset("ZzXv")
"""Codes of words for voices; «as» tells of one, too, but not that others follow."""
_TOLD = frozenset("ZzXvApRVwM")
"""Codes of words that tell who does what, and of what somebody is known for, wherever they stand."""
_HELD = re.compile(r"\([^()]*\)")
_ASIDE, _IDLE, _IS = re.compile(",[^,NTzZCMA]*,"), re.compile("[ct#~oP]"), re.compile("[IU]+")
_KNOWN = re.compile(r"'[NT].?|\([NT]&|.*[.].*[NT].?")
"""From an actor to a character and one code more, where it is known that nobody is spoken, or several are."""
_ROW = re.compile(r"[NT](?:\([^()]*\))?(?:[,&]{1,2}[oct]*[NT](?:\([^()]*\))?)*")


@dataclass(frozen=True)
class Spread:
    """A sentence with what its brackets hold, how far before it voices are spoken of, and which names of the text have
    one word.
    """

    text: str
    chunks: Sequence[Chunk]
    near: int
    lone: frozenset[str]

    @cached_property
    def codes(self) -> str:
        """The codes of the chunks; «(» and «)» are the ends of brackets."""
        return "".join(chunk.code for chunk in self.chunks)

    @cached_property
    def rows(self) -> dict[int, tuple[int, int, int]]:
        """Where a row begins in which a name stands, the name's place in it, and how many there are."""
        found: dict[int, tuple[int, int, int]] = {}
        for match in _ROW.finditer(self.codes):
            depth, names = 0, []
            for at in range(*match.span()):
                depth += (self.codes[at] == "(") - (self.codes[at] == ")")
                names += [at] if not depth and self.codes[at] in "NT" else []
            found |= {at: (match.start(), place, len(names)) for place, at in enumerate(names)}
        return found

    @cached_property
    def depths(self) -> list[int]:
        """In how many brackets each chunk stands."""
        return [*accumulate((code == "(") - (code == ")") for code in self.codes)]

    def name(self, at: int) -> str:
        """The text of a chunk."""
        return self.text[self.chunks[at].start : self.chunks[at].end]

    def pairs(self, told: Set[str] = frozenset()) -> Iterator[tuple[int, int]]:
        """The indexes of each name that may be an actor's with each that may be a character's near it, but for those
        that are ``told`` (folded).
        """
        codes = self.codes
        names = [at for at, code in enumerate(codes) if code in "NT" and fold(self.name(at)) not in told]
        actors = [at for at in names if codes[at] == "N" and is_actor(self.name(at))]
        if actors and len(names) > 1:
            characters = [at for at in names if not (self.depths[at] and len(self.name(at).split()) >= MANY)]
            for actor in actors:
                near = (at for at in characters if at != actor and abs(at - actor) <= APART)
                yield from ((actor, at) for at in near if not _KNOWN.fullmatch(codes[actor + 1 : at + 2]))


def is_actor(name: str) -> bool:
    """Whether a name may be an actor's: two to four words, none of a company's."""
    return len("AB") <= len(name.split()) <= len("ABCD") and not is_company(name)


def weighed_voices(text: str, sentences: Sequence[Sentence], told: Sequence[Found]) -> Iterator[Found]:
    """The voices that the signs of a text's sentences tell, beside the credits that were ``told``."""
    known = weights("voices")
    taken = {fold(one.character) for one in told if one.character}
    taken |= {fold(text[one.start : one.end]) for one in told if one.character or not one.role.endswith(SPEAK_TOO)}
    used: dict[int, set[str]] = {}
    for one in told:
        used.setdefault(one.sentence, set()).add(fold(text[one.start : one.end]))
    for number, spread in spreads(text, sentences):
        free = spread.pairs(taken | used.get(number, set()))
        for pair in known.likely(((signs(spread, *pair), pair) for pair in free), LIKELY):
            names = {fold(spread.name(at)) for at in pair}
            if taken.isdisjoint(names):
                taken |= names
                yield _found(spread, *pair, number)


def spreads(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, Spread]]:
    """The sentences of a text that may tell voices, with their numbers: no headline, question or announcement."""
    last = -NEAR - 1
    lone = frozenset(
        name
        for sentence in sentences
        for chunk in sentence.chunks
        if chunk.code in "NT" and " " not in (name := text[chunk.start : chunk.end])
    )
    for number, sentence in enumerate(sentences):
        last = number if _speaks(sentence.chunks) else last
        heads = sentence.line == sentences[0].line < sentences[-1].line or text[sentence.end - 1] in "?:"
        if number - last <= NEAR and not heads and "N" in sentence.codes:
            yield number, Spread(text, [*_spread(sentence.chunks)], number - last, lone)


def _speaks(chunks: Sequence[Chunk], depth: int = 0) -> bool:
    """Whether a word for voices stands among chunks, or in their brackets."""
    held = (chunk.inner for chunk in chunks if chunk.code == "P" and depth < DEPTH)
    return any(chunk.code in _SPEAKS for chunk in chunks) or any(one and _speaks(one.chunks, depth + 1) for one in held)


def _spread(chunks: Sequence[Chunk], depth: int = 0) -> Iterator[Chunk]:
    """Chunks, with what stands in brackets between the marks of these."""
    for chunk in chunks:
        if chunk.code == "P" and chunk.inner is not None and depth < DEPTH:
            yield Chunk("(", chunk.first, chunk.first, chunk.start, chunk.start)
            yield from _spread(chunk.inner.chunks, depth + 1)
            yield Chunk(")", chunk.last, chunk.last, chunk.end, chunk.end)
        else:
            yield chunk


def _found(spread: Spread, actor: int, character: int, number: int) -> Found:
    """The credit of a pair; a title that belongs to the character's name goes with it."""
    one, other = spread.chunks[actor], spread.chunks[character]
    start, end = name_span(spread.text, one)
    before = spread.chunks[character - 1] if character else other
    first = before.start if before.value == PART else other.start
    quote = min(one.start, first), max(one.end, other.end)
    return Found("voice", "", start, end, quote, RULE, number, character=spread.text[first : other.end])


def signs(spread: Spread, actor: int, character: int) -> list[str]:
    """What is to be seen of an actor and a character in a sentence, by their indexes; `data/weights/voices.toml` has
    them. All say which of the two comes first, and whether the character is a title's name, too.
    """
    codes = spread.codes
    first, last = sorted((actor, character))
    way = f"{'ac' if actor < character else 'ca'}{codes[character]}"
    between = _plain(codes[first + 1 : last])
    before, behind = f"^{_plain(codes[:first])}"[-2:], f"{_plain(codes[last + 1 :])}$"[:2]
    seen = [f"has {code}" for code in sorted(set(between))]
    seen += [f"begins {between[:1]}", f"begins {between[:2]}", f"ends {between[-1:]}", f"ends {between[-2:]}"]
    seen += [f"before {before[-1]}", f"before {before}", f"behind {behind[0]}", f"behind {behind}"]
    seen += [f"beside {before[-1]}{behind[0]}", *_skeleton(codes, first, last), *_speaking(codes, first, last)]
    if len(between) <= SHORT:
        seen.append(f"between {between}")
    seen += [*_others(spread, actor, character), *_named(spread, actor, character), f"near {spread.near}"]
    return [way, *(f"{way} {one}" for one in seen)]


def _plain(codes: str) -> str:
    """Codes with whole brackets as one, and words that say nothing as one."""
    return _HELD.sub("P", _HELD.sub("P", squeezed(codes)))


def _bare(codes: str) -> str:
    """Codes without what says nothing of who speaks: asides, brackets, what somebody is."""
    return _IS.sub("I", _IDLE.sub("", _ASIDE.sub("", _plain(codes))))


def _skeleton(codes: str, first: int, last: int) -> Iterator[str]:
    """The bare codes between the two, with those beside them."""
    between = _bare(codes[first + 1 : last])[:SHORT]
    before, behind = _bare(codes[:first])[-2:], _bare(codes[last + 1 :])[:2]
    yield f"bare {between}"
    yield f"bare beside {before[-1:]}|{between}|{behind[:1]}"
    yield f"bare before {before}|{between}"
    yield f"bare behind {between}|{behind}"


def _speaking(codes: str, first: int, last: int) -> Iterator[str]:
    """Which words for voices there are, and where."""
    yield from (f"earlier {code}" for code in sorted(_TOLD.intersection(codes[:first])))
    yield from (f"later {code}" for code in sorted(_TOLD.intersection(codes[last + 1 :])))
    at = min(
        (i for i, code in enumerate(codes) if code in _SPEAKS),
        key=lambda i: min(abs(i - first), abs(i - last)),
        default=-1,
    )
    if at >= 0:
        place = "before" if at < first else "between" if at < last else "behind"
        gap = {"before": codes[at + 1 : first], "between": codes[first + 1 : last], "behind": codes[last + 1 : at]}
        yield f"word {place} {codes[at]}"
        yield f"word {place} {codes[at]} {_bare(gap[place])[:4]}"


def _others(spread: Spread, actor: int, character: int) -> Iterator[str]:
    """Which other names stand about the two, and which rows these stand in."""
    codes, first, last, apart = spread.codes, min(actor, character), max(actor, character), abs(actor - character)
    names = [at for at, code in enumerate(codes) if code in "NT" and at not in (actor, character)]
    yield f"names {min(sum(first < at < last for at in names), MANY)}"
    yield f"tasks {min(sum(code in TASKS for code in codes), 2)}"
    for word, one, other in (("actor", actor, character), ("character", character, actor)):
        yield f"opposite {word} {min(sum(abs(at - one) <= apart and (at < one) == (one < other) for at in names), 2)}"
    mine, its = spread.rows.get(actor), spread.rows.get(character)
    if mine and its and mine[0] == its[0]:
        yield f"one row {min(mine[2], MANY + 1)} {min(mine[1], MANY)}{min(its[1], MANY)}"
    elif mine and its:
        yield f"rows {min(mine[2], MANY)}{min(its[2], MANY)} {mine[2] == its[2]} {mine[1] == its[1]}"


def _named(spread: Spread, actor: int, character: int) -> Iterator[str]:
    """How the two are named: by how many words, like a Japanese, and by one word elsewhere."""
    one, other = spread.name(actor), spread.name(character)
    yield f"words {len(one.split())}"
    yield f"person {is_person(one)}"
    called = f"called {min(len(other.split()), MANY)} {is_person(other)}"
    yield f"{called} {is_person(one)}"
    yield f"{called} held {spread.depths[actor]}{spread.depths[character]}"
    yield f"lone {not spread.lone.isdisjoint(one.split())} {not spread.lone.isdisjoint(other.split())}"
