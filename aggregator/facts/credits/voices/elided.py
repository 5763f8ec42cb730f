"""Voices whose verb is left out: «A gives voice to X, B to Y and C to Z», «X has the voice of A, Y that of B».

What it holds true: what goes on has the order of what it goes on from, and the small word before its second name. Known
exception: two names that nothing but a space divides («A plays X, B Y»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.facts.credits.voices.described import OF_THE
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.folding import fold

_GOES_ON = re.compile(
    r"(?:[,;]&?|&)o?[fo]{0,2}(?P<one>[NT])P?(?P<glue>,?[ofBWU]{0,3}[fBhAI])(?P<two>[NT])P?(?=o?(?:[,;.&]|$))"
)

_THING = re.compile(r"(?:[,;]&?|&)o?(?P<of>f)(?P<one>[oc])(?P<glue>[fBI])(?P<two>N)P?(?=o?(?:[,;.&]|$))")
"""The same with a character that has no name: «…, that of the heron is B»."""
_COMMA = re.compile(r"(?:;&?|,?&)o?(?P<one>N)P?,(?P<two>[NT])P?(?=(?:[;.&]|,&|$))")
"""What goes on with a comma for the verb: «A is X; B, Y; and C, Z»."""
_LAST = re.compile(r"&(?P<one>N)P?,(?P<two>[NT])P?(?=[.;]?$)")
"""The same at the end of a sentence: «A es X y B, Y»."""
_TURNED = re.compile(r"(?:;&?|,?&)f(?P<one>[NT])P?,(?P<two>N)P?(?=(?:[;.&]|,&|$))")
"""The same from the other side: «a X la dobla A; a Y, B»."""
WORDS = 4
"""Words that are too many for such a character."""


@dataclass(frozen=True, slots=True)
class Told:
    """A voice that a sentence tells with its verb: the chunks of who speaks and of whom, and where all of it ends."""

    actor: int
    character: int
    end: int


def elided(text: str, sentence: Sentence, told: Told) -> Iterator[Told]:
    """The voices that go on from one without its verb."""
    at = told.end
    chunks = sentence.chunks
    if told.actor < told.character and sentence.codes[at : at + 1] in (";", "&"):
        going_on = _COMMA if sentence.codes[at] == ";" else _LAST
        while match := going_on.match(sentence.codes, at):
            at = match.end()
            yield Told(match.start("one"), match.start("two"), at)
    if told.actor > told.character and sentence.codes[told.character - 1 : told.character] in tuple("fZ"):
        while match := _TURNED.match(sentence.codes, at):
            at = match.end()
            yield Told(match.start("two"), match.start("one"), at)
    small = _last_word(text, chunks[min(told.actor, told.character)].end, chunks[max(told.actor, told.character)].start)
    while match := _GOES_ON.match(sentence.codes, at) or _thing(text, sentence, at, told):
        one, two = match.start("one"), match.start("two")
        word = _last_word(text, chunks[one].end, chunks[two].start)
        if not word or not small or word[0] != small[0]:
            return
        at = match.end()
        yield Told(one, two, at) if told.actor < told.character else Told(two, one, at)


def _thing(text: str, sentence: Sentence, at: int, told: Told) -> re.Match[str] | None:
    """A match whose character is a word in small letters behind an article."""
    match = _THING.match(sentence.codes, at) if told.actor > told.character else None
    if match is None:
        return None
    small, what = (sentence.chunks[match.start(group)] for group in ("of", "one"))
    named = text[what.start : what.end]
    owned = (
        text[small.start : small.end].lower().replace("’", "'") in OF_THE
        and named.islower()
        and len(named.split()) < WORDS
    )
    return match if owned else None


def _last_word(text: str, start: int, end: int) -> str:
    """The last word between two names, without its accents."""
    words = fold(text[start:end]).replace("'", " ").split()
    return words[-1] if words else ""
