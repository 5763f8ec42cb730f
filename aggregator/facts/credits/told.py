"""A match of a pattern of roles with what stands around it, for the checks of what its words say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Hit
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.sentences.small_words import THEMES

AFTERS = shared_words("credits", "afters")
"""What a sentence begins with that first tells what came before its news."""
OPUS = shared_words("credits", "opus")
"""Words for what an author makes."""
WRITER = re.compile("|".join(sorted(shared_words("credits", "writer_stems"))), re.IGNORECASE)
"""What words for a writer begin with, who may be that of the scripts."""
MOST_OPUS = 2
"""Words of what stands behind a verb of writing or drawing, one for what an author makes among them."""
_HEARD = frozenset("HBzmMZhC")
"""Codes of what says who sings a song, before another that leaves it out."""


@dataclass(frozen=True, slots=True)
class Told:
    """A match, and the chunks of its first and last role."""

    text: str
    hit: Hit
    first: Chunk
    last: Chunk
    place: int

    @property
    def theme(self) -> bool:
        """Whether the role is that of who sings a theme song."""
        return self.first.value.endswith(THEMES)

    @property
    def named(self) -> Chunk:
        """The first chunk of the names."""
        return self.hit.sentence.chunks[self.hit.match.start("names")]

    @property
    def before(self) -> Chunk | None:
        """What stands before the role."""
        return self.hit.sentence.chunks[self.place - 1] if self.place else None

    @property
    def after(self) -> str:
        """The code of what follows the match."""
        return self.hit.match.string[self.hit.match.end() : self.hit.match.end() + 1]


def text_of(told: Told, chunk: Chunk) -> str:
    """The words of a chunk."""
    return told.text[chunk.start : chunk.end]


def came_before(told: Told) -> bool:
    """Whether a sentence begins with what came before its news («After the first season directed by A, …»)."""
    sentence = told.hit.sentence
    begins = told.text[sentence.start : sentence.chunks[0].end].lower().split()
    return bool(begins) and begins[0] in AFTERS and "," not in sentence.codes[: told.hit.match.start()]


def lacks_singer(told: Told) -> bool:
    """Whether nothing before a song in a row says who sings one («the opening is by A, the ending, “T”, B»)."""
    return not told.theme or _HEARD.isdisjoint(told.hit.match.string[: told.hit.match.start()])


def is_opus(told: Told) -> bool:
    """Whether a word for what somebody made stands before «of the author of T, A», who is surely a person."""
    made = told.hit.sentence.chunks[told.hit.match.start()]
    words = told.text[made.start : made.end].lower().split()[-3:]
    return (made.code == "Y" or not OPUS.isdisjoint(words)) and is_person(text_of(told, told.named))


def of_theme(told: Told) -> bool:
    """Whether a theme's film was made, and not the work: «the opening was directed by X»."""
    before = told.hit.sentence.chunks[max(0, told.place - 2) : told.place]
    themes = [c for c in before if c.code == "R" and c.value.endswith(THEMES)]
    filmed = before[-1:] != [] and before[-1].code in "RI" and told.first.value in ("director", "animation_director")
    return bool(themes) and (filmed or told.first.value == "original_creator")  # «l'ending est l'œuvre de A»


def shows_cast(told: Told) -> bool:
    """Whether a verb of staging has actors for its object: «la série mettra en scène A dans le rôle de X»."""
    codes = told.hit.match.string[told.place + 1 :]
    return "scène" in text_of(told, told.first) and re.match("t{0,2}NP?,?A", codes) is not None


def has_task(told: Told) -> bool:
    """Whether a writer then has a task of the staff, so that the word only says what he is («writer A is in charge of
    the scripts»).
    """
    rest = told.hit.match.string[told.hit.match.end() :]
    writes = told.first.value == "original_creator" and WRITER.match(text_of(told, told.first)) is not None
    return writes and re.match("P?(?:I?[CH]f?R|I?V)", rest) is not None


def before_opus(told: Told) -> bool:
    """Whether what an author makes follows the verb of a match: «X draws this story»."""
    made = told.hit.sentence.chunks[told.hit.match.end()]
    words = text_of(told, made).lower().split()
    return made.code == "o" and len(words) <= MOST_OPUS and not OPUS.isdisjoint(words)
