"""Who made a book: «story by A, art by B», where nothing else of the sentence speaks of a film's staff.

What it holds true: a sentence whose only roles are those of a writer and of who draws tells of a book, and so do two
such lines of a list that stand alone. Who «draws» it is its author unless somebody else writes it. Known exception: a
line that names a film's writer and its artist of backgrounds and nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.dubs import dub_places
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.coded import coded
from aggregator.facts.words.work_types import BOOKS

OF_BOOKS = {"script": "original_creator", "background_art": "original_illustration"}
"""What those are who do the same in a book («story by A, art by B»)."""
DRAWS = "illustrator"
"""The value of words that say that somebody draws what he may have written, too («drawn by»)."""
WRITTEN = frozenset({*BOOKS, "game"})
OF_SAME = re.compile("Yfo,?I?$")
"""A kind of work, and which one: «the manga of the same name, written by X»."""
THAT = re.compile(r"Y(?:f[#D])?T?P?,?q$")
"""A kind of work before the verb of who made it: «the novel of 1990 that X wrote»."""
OPENING, OPENED = re.compile("w[t]?NP?(?:,?&wt?NP?){0,2},Y"), 16
"""What a sentence says of a work before it names it: «Written by X and drawn by Y, the manga …»."""
_MAKERS = frozenset({*OF_BOOKS, *OF_BOOKS.values(), DRAWS})
_DRAWN = frozenset({"background_art", "original_illustration", DRAWS})
_WRITES = frozenset({"script", "original_creator"})
_NEAR = 10
"""Chunks within which who writes stands before who draws."""
_OF_WRITER = re.compile("Y[TQ]?P?[fB]NP?[,&]?$")
"""What stands before who draws a book of another: «il manga di A disegnato da B»."""
_ROLES_ONLY = re.compile(r"R(?:[,&/]{1,3}R)*")


MADE = frozenset({"animation_production", "series_composition", "character_design", "sound_director"})
"""Roles that nobody has in a book."""
_PRINTED = re.compile(rf"\b(?:{'|'.join(sorted(shared_words('authors', 'printed')))})\b", re.IGNORECASE)
"""What says that a text speaks of books where no kind of work stands in it."""


def are_books(text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a text speaks of books and of nothing that is made of them."""
    kinds = {chunk.value for chunk in coded(sentences, "Y")} - {"other"}
    made = any(chunk.value in MADE for chunk in coded(sentences, "R")) or bool(dub_places(text))
    return kinds <= BOOKS and not made and (bool(kinds) or _PRINTED.search(text) is not None)


def _is_drawer(chunks: Sequence[Chunk], place: int) -> bool:
    """Whether who draws stands between a manga and the name, and nobody writes it: «Manga des Zeichners X»."""
    before = place - 1 - (place > 1 and chunks[place - 1].code == "f")
    named = place + 1 < len(chunks) and chunks[place + 1].code == "N"
    manga = before >= 0 and chunks[before].code == "Y" and chunks[before].value == "manga"
    others = (c for i, c in enumerate(chunks) if i != place and (c.code in "Vw" or _is_named(chunks, i)))
    return chunks[place].code == "R" and named and manga and not any(c.value in _WRITES for c in others)


def _is_named(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a role has a name behind it, and so is somebody's."""
    return chunks[at].code == "R" and at + 1 < len(chunks) and chunks[at + 1].code == "N"


def tells_book(chunks: Iterable[Chunk]) -> bool:
    """Whether the roles of a sentence are those of a book's makers, and several."""
    return _are_makers({chunk.value for chunk in _with_inner(chunks) if chunk.code in "RVw"})


def book_lines(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The lines «Story: A» and «Art: B» that stand beside each other and beside no line of a film's staff."""
    roles = [{c.value for c in s.chunks[:1] if c.code == "R"} if s.opens else set() for s in sentences]
    found: set[int] = set()
    for at, held in enumerate(roles[:-1]):
        beside = [*roles[max(0, at - 1) : at], *roles[at + 2 : at + 3]]
        if held and roles[at + 1] and _are_makers(held | roles[at + 1]) and all(side <= _MAKERS for side in beside):
            found |= {at, at + 1}
    return frozenset(found)


def drawn_role(chunks: Sequence[Chunk], place: int) -> str:
    """What one is who draws: the illustrator of what another writes, else the author."""
    before = chunks[max(0, place - _NEAR) : place]
    written = any(c.code in "RVw" and c.value in _WRITES and c.value != DRAWS for c in before)
    written = written or _OF_WRITER.search("".join([c.code for c in before])) is not None
    behind = chunks[place : place + _NEAR]
    written = written or any(q.code == "q" and v.code == "V" and v.value == "script" for q, v in pairwise(behind))
    return "original_illustration" if written else "original_creator"


def holds_roles(chunk: Chunk | None) -> bool:
    """Whether a bracket holds roles, which are those of the name before it."""
    return chunk is not None and chunk.code == "P" and chunk.inner is not None and chunk.inner.codes[:1] == "R"


def holds_only_roles(chunk: Chunk | None) -> bool:
    """The same, and nothing else."""
    return holds_roles(chunk) and chunk is not None and _ROLES_ONLY.fullmatch(chunk.inner.codes) is not None  # type: ignore[union-attr]


def _are_makers(roles: set[str]) -> bool:
    return not roles.isdisjoint(_DRAWN) and len(roles) > 1 and roles <= _MAKERS


def _with_inner(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        yield chunk
        if chunk.code == "P" and chunk.inner is not None:
            yield from chunk.inner.chunks


def _written(chunks: Sequence[Chunk], place: int) -> Chunk | None:
    """The kind of work before or behind a verb of writing: «the novel of 1990 that X wrote», «X writes the novel»."""
    before = chunks[max(0, place - 6) : place]
    that = THAT.search("".join(c.code for c in before))
    if that is not None:
        return before[that.start()]
    behind = chunks[place + 1] if place + 1 < len(chunks) else None
    return behind if behind is not None and behind.code == "Y" else None


def role_of(chunks: Sequence[Chunk], place: int, *, books: bool) -> str:
    """The role of a chunk: who «wrote» a novel is its author."""
    role = chunks[place].value
    if role == DRAWS:
        return drawn_role(chunks, place)
    if role == "original_illustration" and _is_drawer(chunks, place):
        return "original_creator"
    drawn = [c.value for c in chunks[place + 1 : place + 3]] == [
        "",
        "original_illustration",
    ]  # «texts and drawings»
    if role in OF_BOOKS and (books or drawn):
        return OF_BOOKS[role]
    if role == "director" and chunks[place].code == "w" and place and chunks[place - 1].code == "Y":
        return "original_creator" if chunks[place - 1].value in BOOKS else role
    if role == "script" and place == 0 and (told := OPENING.match("".join(c.code for c in chunks[:OPENED]))):
        return "original_creator" if chunks[told.end() - 1].value in BOOKS else role
    if role == "script" and chunks[place].code == "w" and place:
        before = chunks[place - 1] if chunks[place - 1].code not in ",I-" or place == 1 else chunks[place - 2]
        named = OF_SAME.search("".join(c.code for c in chunks[max(0, place - 5) : place]))
        before = chunks[place - len(named[0])] if named else before
        if before.code == "T" and place > 1:
            at = place - 2 if chunks[place - 1] is before else max(0, place - 3)
            kind = chunks[at - 1] if at and chunks[at].code == "," else chunks[at]
            before = kind if kind.code == "Y" else before
        drawn = any(c.code == "w" and c.value == "original_illustration" for c in chunks[place : place + 6])
        if before.code == "Y" and (before.value in WRITTEN or drawn):
            return "original_creator"
    if role == "script" and chunks[place].code == "V" and (written := _written(chunks, place)) is not None:
        return "original_creator" if written.value in BOOKS else role
    if role in ("script", "background_art") and chunks[place].code == "R":
        of = "".join(c.code for c in chunks[place : place + 5]).find("fY")
        if of >= 0 and chunks[place + of + 1].value in BOOKS:
            return "original_creator"
    return OF_BOOKS[role] if role in OF_BOOKS and tells_book(chunks) else role
