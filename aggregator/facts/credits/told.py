"""A match of a pattern of roles with what stands around it, for the checks of what its words say."""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Hit
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.sentences.small_words import THEMES

AFTERS = shared_words("credits", "afters")
"""What a sentence begins with that first tells what came before its news."""


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
