"""Who sings both theme songs, where their titles stand together and apart from what they are.

«The opening and ending are “A” and “B” by X» · «“A” und “B” heißen Opening und Ending, gesungen werden sie von X». What
it holds true: the first song is the first theme, the second the second, and whoever is told behind both sings both.
Known exception: three songs.
"""

from __future__ import annotations

from collections.abc import Iterator

from aggregator.facts.credits.found import Found, bare, name_span
from aggregator.facts.credits.patterns import NAME
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


def theme_pairs(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The singers of two theme songs that a sentence tells together, each with its song."""
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


def _sung(text: str, name: Chunk, themes: list[tuple[Chunk, Chunk]], credit: Found) -> Iterator[Found]:
    start, end = name_span(text, name)
    for role, song in themes:
        told = text[role.start : role.end]
        yield Found(role.value, told, start, end, credit.quote, credit.rule, credit.sentence, song=bare(text, song))
