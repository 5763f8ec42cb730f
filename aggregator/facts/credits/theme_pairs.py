"""Who sings both theme songs, where their titles stand together and apart from what they are.

«The opening and ending are “A” and “B” by X» · «“A” und “B” heißen Opening und Ending, gesungen werden sie von X». What
it holds true: the first song is the first theme, the second the second, and whoever is told behind both sings both;
where two people are told, or one behind each song, each of them sings one: «A and B sing the opening “S” and the ending
“T”», «“S” (opening), by A, and “T” (ending), by B». Known exception: three songs.
"""

from __future__ import annotations

from collections.abc import Iterator

from aggregator.facts.credits.found import Found, bare, name_span
from aggregator.facts.credits.pattern_parts import NAME
from aggregator.facts.credits.rules import Rules, compiled
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES

_ROLES = r"(?P<first>R)[-s]?,?&(?P<second>R)s?"
_SONGS = r"(?P<one>[QT])P?,?&(?P<two>[QT])P?"
_OF = r"(?:[foBIYTQ#:,]|BN|fN){0,6}"
"""What work the themes are of, and what says how they are called."""
_BY = rf"(?:H|w|[zm]|[hmzIo]{{0,4}}B)t{{0,3}}(?P<names>{NAME}(?:&{NAME}(?=[hmz.;,]|$))?)"
_RULES = Rules(
    compiled(
        ("theme_pair", "R&[QT]", rf"{_ROLES}{_OF}{_SONGS},?&?{_BY}"),
        ("theme_pair", "R&[QT]", rf"{_SONGS},?[oI]{{1,2}}{_ROLES}{_OF},?&?{_BY}"),
        ("theme_pair", "R&[QT]", rf"(?P<names>{NAME})I?[MZ]o?{_SONGS},?[oIAf,]{{0,3}}{_ROLES}(?=[fBYT.,;]|$)"),
    )
)

_TWO = rf"(?P<who>{NAME}),?&(?P<other>{NAME})"
_ROLE_OR_BRACKET = r"(?P<first>P),?&(?P<two>[QT])(?P<second>P)"
EACH = "credits:theme_each"
_EACH = Rules(
    compiled(
        ("theme_each", "&[MZ]P", rf"{_TWO},?q?I?[MZ]o?,?(?P<one>[QT]){_ROLE_OR_BRACKET}"),
        ("theme_each", "&[MZ]R", rf"{_TWO},?q?I?[MZ](?P<first>R),?(?P<one>Q)P?,?&(?P<second>R),?(?P<two>Q)"),
        (
            "theme_each",
            "R&Q[fB]",
            rf"{_ROLES}{_OF}(?P<one>Q)P?,?(?:[fB]|[zm])(?P<who>{NAME}),?&(?P<two>Q)P?,?(?:[fB]|[zm])(?P<other>{NAME})",
        ),
        (
            "theme_each",
            "Q&[fBzm]",
            rf"(?P<one>Q)(?P<first>P),?[fBzm](?P<who>{NAME}),?&(?P<two>Q)(?P<second>P),?[fBzm](?P<other>{NAME})",
        ),
    )
)
"""Two songs, each with its own singer."""


def theme_pairs(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The singers of two theme songs that a sentence tells together, each with its song."""
    yield from _each(text, sentence, number)
    chunks = sentence.chunks
    for rule, _, pattern in _RULES.possible(sentence.codes):
        for match in pattern.finditer(sentence.codes):
            themes = [
                (chunks[match.start(a)], chunks[match.start(b)]) for a, b in (("first", "one"), ("second", "two"))
            ]
            if not all(role.value.endswith(THEMES) for role, _ in themes):
                continue
            quote = (chunks[match.start()].start, chunks[match.end() - 1].end)
            for name in (chunks[at] for at in range(*match.span("names")) if match.string[at] in "NSK"):
                yield from _sung(text, name, themes, Found("", "", 0, 0, quote, f"credits:{rule}", number))


def _each(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The same where each of the songs has a singer of its own."""
    chunks = sentence.chunks
    for _, _, pattern in _EACH.possible(sentence.codes):
        for match in pattern.finditer(sentence.codes):
            quote = (chunks[match.start()].start, chunks[match.end() - 1].end)
            for who, song, role in (("who", "one", "first"), ("other", "two", "second")):
                theme = _theme(chunks[match.start(role)])
                if theme is None:
                    return
                name = next(c for c in chunks[match.start(who) : match.end(who)] if c.code in "NSK")
                credit = Found("", "", 0, 0, quote, EACH, number)
                yield from _sung(text, name, [(theme, chunks[match.start(song)])], credit)


def each_apart(told: list[Found]) -> list[Found]:
    """Credits without those that other rules make of two songs with a singer each."""
    quotes = [one.quote for one in told if one.rule == EACH]
    if not quotes:
        return told
    kept = (one.rule == EACH or not one.role.endswith((*THEMES, "voice")) for one in told)
    inside = [any(start <= one.start < end for start, end in quotes) for one in told]
    return [one for one, keep, within in zip(told, kept, inside, strict=True) if keep or not within]


def _theme(chunk: Chunk) -> Chunk | None:
    """The role of a theme song that a chunk is, or a bracket that holds nothing else."""
    if chunk.code == "P":
        held = chunk.inner.chunks if chunk.inner is not None else []
        chunk = held[0] if len(held) == 1 else chunk
    return chunk if chunk.code == "R" and chunk.value.endswith(THEMES) else None


def _sung(text: str, name: Chunk, themes: list[tuple[Chunk, Chunk]], credit: Found) -> Iterator[Found]:
    start, end = name_span(text, name)
    for role, song in themes:
        told = text[role.start : role.end]
        yield Found(role.value, told, start, end, credit.quote, credit.rule, credit.sentence, song=bare(text, song))
