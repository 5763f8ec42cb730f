"""A credit that a text states, before it is given a work; names within chunks of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aggregator.base.vocabulary import shared_words, table
from aggregator.facts.names.people import PARTICLES, capitals, is_romaji
from aggregator.facts.names.spans import Place
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import PARTNER, YIELDS

SINGULAR = shared_words("credits", "singular")
"""Verbs that say of one person alone that she is something, or will be."""
COMPANY_ROLES = frozenset(table("roles")["companies"])
"""Roles of companies."""
SHORT = 14
"""Characters up to which three words may be one name, as Korean names are."""
_IMPRINT = re.compile(r" (?:Manga|Anime|Comics)\b(?= ?(?:[.,;)\n]|$))")
_NAMES = re.compile(r"N(?:[,&]+N)*")
LAST = frozenset(("credits:role_last", "credits:role_titled", "credits:player_last", "credits:lead_given"))
"""Rules of sentences that begin with a task or part and end with who has it, with his earlier works between."""


@dataclass(frozen=True, slots=True)
class Found:
    """A credit before it is given a work: where its name stands, and the words that state it."""

    role: str
    role_text: str
    start: int
    end: int
    quote: tuple[int, int]
    rule: str
    sentence: int
    character: str | None = None
    song: str | None = None
    news: bool = True
    status: str = "new"

    @property
    def place(self) -> int:
        """Where the work is named that it is of: at the name, or at the task if others stand between."""
        return self.quote[0] if self.rule in LAST else self.start


@dataclass(frozen=True, slots=True)
class Hit:
    """What a pattern found in a sentence."""

    rule: str
    match: re.Match[str]
    sentence: Sentence
    number: int

    @property
    def quote(self) -> tuple[int, int]:
        """Where the words of the match stand."""
        chunks = self.sentence.chunks
        return chunks[self.match.start()].start, chunks[self.match.end() - 1].end


def name_span(text: str, chunk: Chunk) -> tuple[int, int]:
    """The name within its chunk: of three words of romaji, the last two («Suzume Haru Yamada»)."""
    name = text[chunk.start : chunk.end]
    words = name.split()
    particle = len(words) == 3 and words[1].lower() in PARTICLES  # «Matteo De Moiana»
    if len(words) == 3 and len(name) > SHORT and chunk.code == "N" and not particle and all(map(is_romaji, words)):
        return chunk.start + name.index(words[1], len(words[0])), chunk.end
    return chunk.start, chunk.end


def imprint_end(text: str, end: int) -> int:
    """Where a publisher's name ends, with a word for what it publishes: «Kumo Manga», «Kumo Anime»."""
    match = _IMPRINT.match(text, end)
    return match.end() if match is not None else end


def is_other(role: str, company: Chunk) -> bool:
    """Whether a known company behind the word for a magazine is none («the magazine of X»)."""
    return role == "magazine" and isinstance(company.known, Place) and role not in company.known.kinds


def bare(text: str, chunk: Chunk) -> str:
    """The words of a chunk without its quotation marks."""
    return text[chunk.start : chunk.end].strip("“”\"'«»„‘’「」『』 ,")


def members(text: str, bracket: Chunk) -> Iterator[tuple[int, int]]:
    """The people in a bracket that holds nothing but names: a group's members, who a description means."""
    if bracket.code != "P" or bracket.inner is None or not _NAMES.fullmatch(bracket.inner.codes):
        return
    people = [chunk for chunk in bracket.inner.chunks if chunk.code == "N"]
    if all(capitals(text[c.start : c.end]) in (2, 3) for c in people):
        for chunk in people:
            yield chunk.start, chunk.end


def yields(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether the first word of a match that says who takes whose place says that the second follows the first."""
    return sentence.chunks[match.string.index("p", match.start())].value == YIELDS


def are_plural(text: str, chunks: Sequence[Chunk], places: Sequence[int]) -> bool:
    """Whether the roles at some chunks are of several people each: «A and B are directors and writers»."""
    return all(text[chunks[place].start : chunks[place].end].endswith("s") for place in places)


def is_partner(chunks: list[Chunk], match: re.Match[str], name: int) -> bool:
    """Whether the name at an index of ``chunks`` is one that words for a company's partner add to those of a match."""
    first = match.start("more") if match.groupdict().get("more") else 0
    return 0 < first <= name and chunks[first - 1].value == PARTNER


OF_ONE, ONE_AGENT = "der", ("eur", "or", "ist", "ent")
"""The German article of one person, and how words end that are no plurals."""


def alone(text: str, chunks: list[Chunk], match: re.Match[str], names: list[int]) -> list[int]:
    """The names that a verb speaks of: where it is one of a single person, and the last of two stands behind a comma
    and «and», that one alone («…, A and B, and C was announced as director»).
    So is it with «der Regisseur A und B», where only the first has the role.
    """
    told = match.groupdict().get("names") or ""
    roles = match.groupdict().get("roles") if told and len(names) == len("AB") else None
    if roles and match.end("roles") == match.start("names"):
        place = match.start("roles")
        begin = chunks[place - 1].start if place and chunks[place - 1].code == "t" else chunks[place].start
        lead = text[max(0, begin - len(OF_ONE) - 1) : begin].split()[-1:]
        role = text[begin : chunks[place].end].lower()
        if lead == [OF_ONE] and (role.endswith(ONE_AGENT) or (" " in role and role.split()[0].endswith("e"))):
            return names[:1]
    after = match.end("names") if told else len(chunks)
    if len(names) != len("AB") or ",&" not in told or after >= len(chunks) or chunks[after].code not in "IU":
        return names
    verb = text[chunks[after].start : chunks[after].end].lower().split()[0]
    return names[-1:] if verb in SINGULAR else names
