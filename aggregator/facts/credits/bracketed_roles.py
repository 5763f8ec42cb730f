"""Who has which role by a bracket: behind a name («Kenji Mori (director, script)») or a title («Sky (director: A)»).

What it holds true: a bracket behind a name that holds nothing but roles tells that person's; one behind a title that
labels names with roles tells who made it. Known exception: a bracket that holds roles and other works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.books import OF_BOOKS, tells_book
from aggregator.facts.credits.found import COMPANY_ROLES, Found, name_span
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES

_SONG = re.compile("R(?:f[YT])?[,oIf]{0,3}QP")
_SINGER = re.compile("(?:m|o?B)t{0,2}N(?:[,&]{1,2}N){0,3}")
"""A theme with its song and a bracket, and who sings in it."""
THIS = shared_words("credits", "this")
"""Words before the work that the text is about."""
_ROLES_ONLY = re.compile(r"(?:Cf?)?R(?:[,&/]{1,3}(?:Cf?)?R){0,9}(?:[fC]Y)?")
"""Roles, also as who has a task («in charge of the music»), and of which kind of work («director of the film»)."""
_LABELLED = re.compile(r"(?:^|(?<=[,;#D]))(?P<roles>R(?:[,&/]R){0,4})[:.]+(?P<names>N(?:[,&]N(?![:.])){0,9})(?=[,;]|$)")
"""Roles with their people in a bracket behind a title: «Sky (2022, dir: A, B)»."""


def bracketed_roles(text: str, sentence: Sentence, number: int, *, books: bool) -> Iterator[Found]:
    """Names with their roles in a bracket: «Kenji Mori (director, script)», «Sky (2022, director: Kenji Mori)»."""
    chunks = sentence.chunks
    for studio, bracket in pairwise(chunks):
        if studio.code in "SK" and bracket.code == "P" and bracket.inner is not None and _animates(bracket.inner):
            quote = (studio.start, bracket.end)
            yield Found("animation_production", "", studio.start, studio.end, quote, "credits:name_bracket", number)
    yield from _sung(text, sentence, number)
    for index, chunk in enumerate(chunks[1:], 1):
        if chunk.code == "P" and chunk.inner is not None and chunks[index - 1].code in "NTQoY":
            yield from _labelled(text, chunks[index - 1].start, chunk, number)
        if (
            chunk.code == "P"
            and chunk.inner is not None
            and _ROLES_ONLY.fullmatch(chunk.inner.codes)
            and chunks[index - 1].code == "N"
        ):
            start, end = name_span(text, chunks[index - 1])
            own = not THIS.isdisjoint(text[chunk.start : chunk.end].lower().split())
            if chunk.inner.codes.endswith("fY") and not own and not is_person(text[start:end]):
                continue
            book = books or tells_book(chunks)
            somebody = is_person(text[start:end]) or (chunks[index - 1].last - chunks[index - 1].first == len("AB"))
            somebody = somebody and not is_company(text[start:end])  # «Paul Renaud (éditeur)» is no house
            for role in (c for c in chunk.inner.chunks if c.code == "R"):
                if somebody and role.value == "publisher":
                    continue
                words = text[role.start : role.end]
                told = OF_BOOKS.get(role.value, role.value) if book else role.value
                yield Found(told, words, start, end, (start, chunk.end), "credits:name_bracket", number)


def _animates(inner: Sentence) -> bool:
    """Whether a bracket says that what stands before it animates: «(animation)», «(estudio de animación)»."""
    animation = any(c.value == "animation_production" for c in inner.chunks)
    return animation and set(inner.codes) <= set("RJf")


def _sung(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """Who sings a theme, told in a bracket behind the song: «the opening is “Sky” (performed by Ana Mori)»."""
    for match in _SONG.finditer(sentence.codes):
        role, bracket = sentence.chunks[match.start()], sentence.chunks[match.end() - 1]
        held = bracket.inner
        if held is None or not role.value.endswith(THEMES) or not _SINGER.fullmatch(held.codes):
            continue
        for name in (c for c in held.chunks if c.code == "N"):
            quote = (role.start, bracket.end)
            words = text[role.start : role.end]
            yield Found(role.value, words, *name_span(text, name), quote, "credits:song_bracket", number)


def _labelled(text: str, start: int, bracket: Chunk, number: int) -> Iterator[Found]:
    """The people whom a bracket behind a title names with their roles."""
    assert bracket.inner is not None
    inner = bracket.inner.chunks
    for match in _LABELLED.finditer(bracket.inner.codes):
        names = [inner[at] for at in range(*match.span("names")) if inner[at].code == "N"]
        for role in (inner[at] for at in range(*match.span("roles")) if inner[at].code == "R"):
            words = text[role.start : role.end]
            for name in names if role.value not in COMPANY_ROLES else ():
                whole = name_span(text, name)
                yield Found(role.value, words, *whole, (start, bracket.end), "credits:labelled_bracket", number)
