"""Who speaks whom where a pronoun stands for the actor: «Mai Sato joins the cast. She will voice Rin.»

What it holds true: a sentence that speaks of a cast and names one person is followed by one with «he» or «she» and a
verb of playing, not in the past and without another work; where it names two, «the first» and «the second» are these
in order. Known exceptions: a pronoun for the character, and one that stands further from its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aggregator.facts.credits.found import Found, bare, name_span
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence

RULE = "credits:pronoun"
PLACES = {"one": (1, 0), "first": (2, 0), "second": (2, 1)}
"""How many people the sentence before names for a sort of pronoun, and which of them it means."""
_CAST = frozenset("Xv")
_PLAYS = re.compile(r"Z(?P<chars>c{0,2}[NT](?:'N|[QT]N)?(?:&c?[NT])?)(?=P?(?:[.,;&q]|$))")
_ONE = re.compile(r"[NT](?:'N|[QT]N)?")
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = 2
"""Words between a pronoun and its verb."""
_LONGEST = 3
"""Words of a pronoun."""


def pronoun_voices(
    text: str,
    before: Sentence,
    sentence: Sentence,
    pronouns: Mapping[str, frozenset[str]],
    past: frozenset[str],
) -> Iterator[Found]:
    """The voices that a sentence tells of the people of the sentence ``before`` it; without their number."""
    if not pronouns or "Z" not in sentence.codes or _CAST.isdisjoint(before.codes):
        return
    people = [chunk for chunk in before.chunks if chunk.code == "N" and _is_actor(text, chunk)]
    chunks = sentence.chunks
    for match in _PLAYS.finditer(sentence.codes):
        verb = chunks[match.start()]
        words = _WORD.findall(text[before.end : verb.start].lower())
        sort = _sort(words, pronouns)
        if sort is None or len(people) != PLACES[sort][0]:
            continue
        if not past.isdisjoint([*words[-_BETWEEN:], *_WORD.findall(text[verb.start : verb.end].lower())]):
            continue
        actor = people[PLACES[sort][1]]
        start, end = name_span(text, actor)
        for one in _ONE.finditer(sentence.codes, *match.span("chars")):
            character = bare(text, chunks[one.start()]) if one.end() - one.start() == 1 else None
            told = character or text[chunks[one.start()].start : chunks[one.end() - 1].end]
            yield Found("voice", "", start, end, (before.start, chunks[match.end() - 1].end), RULE, 0, told)


def _is_actor(text: str, chunk: Chunk) -> bool:
    name = text[chunk.start : chunk.end]
    return len(name.split()) in (2, 3) and not is_company(name) and (is_person(name) or not name.isupper())


def _sort(words: list[str], pronouns: Mapping[str, frozenset[str]]) -> str | None:
    """The sort of the pronoun that stands right before a verb, or one or two words before it."""
    for between in range(_BETWEEN + 1):
        end = len(words) - between
        for length in range(min(_LONGEST, end), 0, -1):
            phrase = " ".join(words[end - length : end])
            for sort, phrases in pronouns.items():
                if phrase in phrases:
                    return sort
    return None
