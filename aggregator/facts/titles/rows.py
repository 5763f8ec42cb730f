"""Titles in a row: «licensed the following anime: Kumo Sky, Red Harbor, and The Tides of Kure».

What it holds true: behind a word for works and a colon or «are», or behind several works of one kind, three names or
more between commas are works, each whole, whatever small words it has, where the last one ends the sentence. So are
those before a headline's colon where parts of works stand behind it («Kumo, Sky 2 and Red Harbor: new trailers»).
Known exceptions: a title with a comma in it, or with «and» beside others; two names, which may be one title («Rin e
Kai: il trailer»). Roads not taken: rows without a word for works before them, which hold people, places and shops as
often.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.titles.words import CONNECTORS, FURNITURE, HAPPENINGS, MAX_TITLE, OF, PARTS, RUBRICS
from aggregator.facts.words.tokens import Token

ROW = 3.4
"""What it says for a name that it stands in such a row."""
HEADED, EARLIER = 3.6, 0.8
"""The same for a headline's, and how much more it says of each than of the next one."""
LEAST, LONGEST = 3, 30
"""Names of a row, at least and at most."""
_APART = frozenset("QTvXxzZAMmq,.;:")
"""Codes that stand between no word for works and the row."""
_OTHERS = frozenset("RXxcZMm")
"""Codes of what tells of people and characters."""
_WORKS = shared_words("titles", "row_works")
"""Words for works, beside kinds of them, before a row («three new titles: A, B and C»)."""
_ARE = shared_words("titles", "row_are")
"""Verbs between them and the row («among the new series are»)."""
_NEAR, _REACH = 2, 6
"""Chunks from a word for works to the row, within which all of it are works, and within which it is looked for."""
_SURE = "sure"
_PLAIN = re.compile(r"[A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+")
"""What may be somebody's name; a row of nothing else is one of people."""
_AND = shared_words("titles", "row_ands")
_SMALL = CONNECTORS | shared_words("titles", "english_small")
_NO_WORK = HAPPENINGS | RUBRICS | PARTS
"""Words that no title before a headline's colon has."""
_HEAD, _TOLD = 60, 12
"""Tokens of a headline, and those behind its colon, that are looked at."""


def title_rows(
    text: str, tokens: Sequence[Token], end: int, sentences: Sequence[Sentence], is_known: Callable[[str], bool]
) -> Iterator[tuple[Sentence, int, int, float]]:
    """The tokens of titles in rows, in the headline, which ends at a code point, and below it: with the sentence, the
    first token, the one behind the last, and what it says for the title.
    """
    headed = _headline(text, [token for token in tokens[:_HEAD] if token.start < end], is_known)
    for at, (first, last) in enumerate(headed):
        yield sentences[0], first, last, HEADED + EARLIER * (len(headed) - at)
    for sentence in sentences:
        if "," in sentence.codes and sentence.start >= end:
            for first, last in _row(text, tokens, sentence, is_known):
                yield sentence, first, last, ROW


def _headline(text: str, head: Sequence[Token], is_known: Callable[[str], bool]) -> list[tuple[int, int]]:
    """The names before a headline's colon that parts of works stand behind; none where most of them are people."""
    colon = next((at for at, token in enumerate(head) if token.raw == ":"), 0)
    told = {token.low for token in head[colon + 1 : colon + 1 + _TOLD]}
    if not colon or told.isdisjoint(PARTS) or any(token.line for token in head[1 : colon + 1]):
        return []
    names = list(_names(head, 0, colon))
    if len(names) < LEAST or not all(_is_name(head[a:b], _NO_WORK) for a, b in names):
        return []
    said = [text[head[a].start : head[b - 1].end] for a, b in names]
    return [] if 2 * sum(map(is_person, said)) > len(said) or _has_other(said, is_known) else names


def _row(
    text: str, tokens: Sequence[Token], sentence: Sentence, is_known: Callable[[str], bool]
) -> list[tuple[int, int]]:
    """The names of a sentence's row; none where it has none, or one of the names is none of a work."""
    chunks, end = sentence.chunks, sentence.chunks[-1].last
    end -= tokens[end - 1].raw in ".!"
    for at in range(len(chunks) - 1):
        sure, loose = chunks[at].code in ":IoU" and _leads(tokens, chunks, at), chunks[at].code == ":"
        if not sure and not _is_plural(tokens, chunks[at]):
            continue
        names = list(_names(tokens, chunks[at].last, end, loose=loose))
        if LEAST <= len(names) <= LONGEST and all(_is_name(tokens[a:b]) for a, b in names):
            told = [text[tokens[a].start : tokens[b - 1].end] for a, b in names]
            plain = sure != _SURE and all(map(_PLAIN.fullmatch, told))
            people = plain or 2 * sum(map(is_person, told)) > len(told)
            return [] if people or _has_other(told, is_known) else names
    return []


def _leads(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int) -> str:
    """How surely a row of works follows a chunk: "sure", "maybe" or "" for not at all."""
    told = chunks[at].code == ":" or tokens[chunks[at].last - 1].low in _ARE
    if not told:
        return ""
    for step in range(min(_REACH, at + 1)):
        chunk = chunks[at - step]
        if step and chunk.code in _APART:
            return ""
        if _is_works(tokens, chunk):
            if _is_owned(tokens, chunks, at - step) or any(one.code in _OTHERS for one in chunks[: at - step]):
                return ""
            told = chunk.code == "Y" or chunks[at].code == ":"
            return _SURE if step <= _NEAR and told else "maybe"
    return ""


def _is_works(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Whether a chunk has a word for works."""
    words = (token.low for token in tokens[chunk.first : chunk.last])
    return chunk.code == "Y" or (chunk.code in "oUI" and not _WORKS.isdisjoint(words))


def _is_owned(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int) -> bool:
    """Whether works are only what another thing is of («the winners of the manga award include»)."""
    behind = at > 1 and chunks[at - 1].code in "fB" and tokens[chunks[at - 1].last - 1].low in OF
    return behind and chunks[at - 2].code in "oNY" and not _is_works(tokens, chunks[at - 2])


def _is_plural(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Whether a chunk is a word for several works of one kind («the manga volumes A, B and C»)."""
    word = tokens[chunk.last - 1]
    return chunk.code == "Y" and word.low.endswith("s") and not word.capital


def _names(tokens: Sequence[Token], first: int, end: int, *, loose: bool = False) -> Iterator[tuple[int, int]]:
    """What stands between commas from a token up to another, without the brackets behind, if «and» leads to the last
    of it; ``loose``: also without.
    """
    commas, depth = [], 0
    for at in range(first, min(end, first + MAX_TITLE * LONGEST)):
        depth += (tokens[at].raw == "(") - (tokens[at].raw == ")")
        if tokens[at].raw == "," and not depth:
            commas.append(at)
    last = commas[-1] + 1 if commas else 0
    joined = next((at for at in range(last, end) if tokens[at].low in _AND), 0) if commas else 0
    if not joined and not (loose and commas):
        return
    joined = joined or last
    for before, after in pairwise([first - 1, *commas[: -1 if joined == last else None], joined, end]):
        start = before + 1
        stop = after - (joined == last and after == joined and tokens[after - 1].raw == ",")
        bracket = next((at for at in range(start + 1, stop) if tokens[at].raw == "("), stop)
        yield start, bracket


def _is_name(words: Sequence[Token], others: Set[str] = HAPPENINGS) -> bool:
    """Whether words are written as a title, and hold none of others."""
    if not 0 < len(words) <= MAX_TITLE:
        return False
    headed = words[0].capital or words[0].raw[0].isdigit()
    small = (token for token in words if token.word and not token.capital)
    whole = headed and all(token.low in _SMALL or token.raw[0] in "'’" or token.raw[0].isdigit() for token in small)
    return whole and not {token.raw for token in words} & set('“”"«»;|') and others.isdisjoint(t.low for t in words)


def _has_other(names: Sequence[str], is_known: Callable[[str], bool]) -> bool:
    """Whether one of the names of a row is a company's or place's (``is_known``), or a heading."""
    return any(is_known(name) or is_company(name) or name.lower() in FURNITURE for name in names)
