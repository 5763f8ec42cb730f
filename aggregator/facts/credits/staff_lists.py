"""Lists of staff whose lines are no «Role: Name»: with the name first, with other marks, or in two lines.

What it holds true: the lines of a list are built alike. A line holds roles and names and nothing else, a bracket with
older works apart; or roles fill one line and their names the next ones. Such lines count under a heading that speaks of
a staff, or where two follow each other, one of them with a role that nobody has at the outlet itself («Editor» and
«Writer» may be who made the page). Known exception: roles that are in no word list, which end a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.facts.sentences.chunks import Chunk, Sentence

_ROLES = r"(?P<roles>R(?:[,&/]{1,2}R){0,5})(?:f[YT])?"
_NAMES = r"(?P<names>[NSK]P{0,2}(?:[,&/;]{1,2}[NSK]P{0,2}){0,12})"
ROLE_FIRST = re.compile(rf"[*#.-]{{0,3}}{_ROLES}P?[;/.,]{{1,2}}{_NAMES}[.;]?")
NAME_FIRST = re.compile(rf"[*#.-]{{0,3}}{_NAMES}[:;,/-]{{1,2}}{_ROLES}[.;]?")
HELD = re.compile(r"[*#.-]{0,3}(?P<held>P):?(?P<names>[NSK]P{0,2}(?:[,&/;]{1,2}[NSK]P{0,2}){0,12})[.;]?")
"""«[Role] Name»."""
ROLE_LINE = re.compile(rf"[*#-]{{0,3}}{_ROLES}P?[:-]?")
NAME_LINE = re.compile(rf"[*#-]{{0,3}}{_NAMES}")
IN_PRINT = frozenset(
    "editing script original_creator original_illustration photography producer executive_producer music narrator "
    "publisher supervisor background_art planning storyboard".split()
)
"""Roles that people have at an outlet, or that head a list of something else."""
HEADS = 6
"""Chunks of a heading."""
MOST_NAMES = 12
"""Lines of names below one role."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Roles and their names, and where the words of both stand."""

    roles: tuple[Chunk, ...]
    names: tuple[Chunk, ...]
    quote: tuple[int, int]


def staff_lists(text: str, sentences: list[Sentence]) -> dict[int, Entry]:
    """The entries of a text's lists of staff, by the number of the sentence that ends each."""
    found: dict[int, Entry] = {}
    if not any("R" in s.codes or (s.codes[:1] == "P") for s in sentences):
        return found
    number, headed = 0, False
    while number < len(sentences):
        block = list(_entries(sentences, number)) or list(_pairs(sentences, number))
        if not block:
            headed = _heads(sentences[number]) or (
                headed and sentences[number].opens and ":" in sentences[number].codes
            )
            number += 1
            continue
        roles = {role.value for _, entry in block for role in entry.roles}
        if headed or (len(block) > 1 and roles - IN_PRINT):
            found.update((last, entry) for last, entry in block if _are_names(text, entry))
        number = block[-1][0] + 1
    return found


def _heads(sentence: Sentence) -> bool:
    """Whether a line announces a list of staff: it ends with a colon, or says no more than «Staff»."""
    codes = sentence.codes
    if not sentence.closes or "x" not in codes:
        return False
    return codes.endswith((":", "-")) or (sentence.opens and len(codes) <= HEADS and "N" not in codes)


def _entries(sentences: list[Sentence], number: int) -> Iterator[tuple[int, Entry]]:
    """The entries of one line each that begin with a sentence and follow each other."""
    for index in range(number, len(sentences)):
        sentence = sentences[index]
        if not (sentence.opens and sentence.closes):
            return
        codes = sentence.codes
        match = ROLE_FIRST.fullmatch(codes) or NAME_FIRST.fullmatch(codes) if "R" in codes else HELD.fullmatch(codes)
        if match is None:
            return
        roles = _held(sentence, match) if match.re is HELD else _chunks(sentence, match, "roles", "R")
        if not roles:
            return
        yield index, Entry(roles, _chunks(sentence, match, "names", "NSK"), (sentence.start, sentence.end))


def _held(sentence: Sentence, match: re.Match[str]) -> tuple[Chunk, ...]:
    """The roles in a bracket before a name, if it holds nothing else."""
    inner = sentence.chunks[match.start("held")].inner
    if inner is None or set(inner.codes) - set("R,&/"):
        return ()
    return tuple(chunk for chunk in inner.chunks if chunk.code == "R")


def _pairs(sentences: list[Sentence], number: int) -> Iterator[tuple[int, Entry]]:
    """The entries of several lines each: roles in one, names in those below it; or a name in one, its roles below."""
    if _half(sentences, number, NAME_LINE) is None:
        yield from _names_below(sentences, number)
        return
    pairs = []
    while (name := _half(sentences, number, NAME_LINE)) and (role := _half(sentences, number + 1, ROLE_LINE)):
        pairs.append((number + 1, _entry(sentences, number + 1, [role], [name], number)))
        number += len("AB")
    if name is None:  # else the first line is a heading, and names stand below their roles
        yield from pairs


def _names_below(sentences: list[Sentence], number: int) -> Iterator[tuple[int, Entry]]:
    while role := _half(sentences, number, ROLE_LINE):
        first = number
        names: list[tuple[Chunk, ...]] = []
        while len(names) < MOST_NAMES and (name := _half(sentences, number + 1, NAME_LINE)):
            names.append(name)
            number += 1
        if not names:
            return
        yield number, _entry(sentences, number, [role], names, first)
        number += 1


def _half(sentences: list[Sentence], number: int, pattern: re.Pattern[str]) -> tuple[Chunk, ...] | None:
    """The roles or names that fill a line; None where it is none, or holds more."""
    if number >= len(sentences) or not (sentences[number].opens and sentences[number].closes):
        return None
    match = pattern.fullmatch(sentences[number].codes)
    group, codes = ("names", "NSK") if pattern is NAME_LINE else ("roles", "R")
    return _chunks(sentences[number], match, group, codes) if match is not None else None


def _entry(
    sentences: list[Sentence], last: int, roles: list[tuple[Chunk, ...]], names: list[tuple[Chunk, ...]], first: int
) -> Entry:
    quote = (sentences[first].start, sentences[last].end)
    return Entry(tuple(c for line in roles for c in line), tuple(c for line in names for c in line), quote)


def _chunks(sentence: Sentence, match: re.Match[str], group: str, codes: str) -> tuple[Chunk, ...]:
    return tuple(chunk for chunk in sentence.chunks[slice(*match.span(group))] if chunk.code in codes)


def _are_names(text: str, entry: Entry) -> bool:
    """Whether the names have the length of people's and companies' names."""
    return all(
        c.code != "N" or 2 <= len(text[c.start : c.end].split()) <= 4 or text[c.start : c.end].isupper()
        for c in entry.names
    )
