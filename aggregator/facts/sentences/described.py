"""Adjectives between a task and its «of», or between what somebody is and the name: «la musique envoûtante de X»,
«le compositeur attitré de la saga, X».

A studio's name may have no capital, too («aux studios bones»). Romance languages put an adjective behind its noun,
where it parts a role from who has it («la romancière britannique X»). What it holds true: one word in small letters
that the language's file doesn't know, between a role and «of» before a person's name or between a writer and a whole
name, says nothing of who does what. Known exception: an adjective that is a word of the file, too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import HOUSE, Lexicon
from aggregator.facts.words.tokens import Token

_DESCRIBED = re.compile("Rof?N|Ro(?:f[YTo])?,(?=N)")
_PREFIXED = 5
"""Letters of an adjective at least."""
_WRITES = frozenset({"original_creator", "script"})


def without_adjectives(sentence: Sentence, tokens: list[Token], lexicon: Lexicon, text: str) -> str:
    """Take, in place, such adjectives out of a sentence; returns its codes."""
    if "Jo" in sentence.codes or sentence.codes.startswith(("R:o", "J:o")):
        _name_houses(sentence, text)
    codes = "".join([chunk.code for chunk in sentence.chunks])
    if not lexicon.openers or "Ro" not in codes:
        return sentence.codes
    sentence.codes = codes
    for match in reversed(list(_DESCRIBED.finditer(sentence.codes))):
        role, adjective, *_, name = sentence.chunks[match.start() : match.end()]
        if not _is_adjective(adjective, tokens, lexicon):
            continue
        agent = tokens[role.first].low.endswith(lexicon.agent_endings)
        if match[0].endswith(","):
            name = sentence.chunks[match.end()]
            if agent and is_person(text[name.start : name.end]) and " " in text[name.start : name.end]:
                del sentence.chunks[match.start() + 1 : match.end() - 1 if match[0][-2] != "T" else match.start() + 2]
            continue
        told = text[name.start : name.end]
        owned = match.end() - match.start() == len("RofN")
        of = tokens[sentence.chunks[match.end() - 2].last - 1].low in lexicon.of_by
        if (not agent and of and is_person(told)) if owned else _is_writer(role, told, agent=agent):
            del sentence.chunks[match.start() + 1]
            role.last, role.end = (role.last, role.end) if owned else (adjective.last, adjective.end)
    sentence.codes = "".join([chunk.code for chunk in sentence.chunks])
    return sentence.codes


def _name_houses(sentence: Sentence, text: str) -> None:
    """Know, in place, a studio whose name has no capital behind the word for one: «aux studios bones»."""
    labels = sentence.chunks if sentence.codes[1:3] != ":o" else [sentence.chunks[0], *sentence.chunks[2:]]
    for house, name in pairwise(labels):
        said = house.value == (HOUSE if house.code == "J" else "animation_production")
        if said and house.code in "JR" and name.code == "o" and name.last - name.first == 1:
            known = gazetteer.studios().get(gazetteer.fold(text[name.start : name.end]))
            if known is not None:
                name.code, name.known = "S", known


def _is_adjective(chunk: Chunk, tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether a chunk is one word in small letters that means nothing else, with nothing left out beside it."""
    word = tokens[chunk.first]
    known = word.low in lexicon.words or lexicon.begins(word.low)
    return chunk.last - chunk.first == 1 and len(word.raw) >= _PREFIXED and word.raw.islower() and not known


def _is_writer(role: Chunk, name: str, *, agent: bool) -> bool:
    return agent and role.value in _WRITES and len(name.split()) in (2, 3) and not is_company(name)
