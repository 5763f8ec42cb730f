"""Adjectives between a task and its «of», or between what somebody is and the name: «la musique envoûtante de X».

Romance languages put an adjective behind its noun, where it parts a role from who has it («la romancière britannique
X»). What it holds true: one word in small letters that the language's file doesn't know, between a role and «of» before
a person's name or between a writer and a whole name, says nothing of who does what. Known exception: an adjective that
is a word of the file, too.
"""

from __future__ import annotations

import re

from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

_DESCRIBED = re.compile("Rof?N")
_PREFIXED = 5
"""Letters of an adjective at least."""
_WRITES = frozenset({"original_creator", "script"})


def without_adjectives(sentence: Sentence, tokens: list[Token], lexicon: Lexicon, text: str) -> str:
    """Take, in place, such adjectives out of a sentence; returns its codes."""
    codes = "".join([chunk.code for chunk in sentence.chunks])
    if not lexicon.of_by or "Ro" not in codes:
        return sentence.codes
    sentence.codes = codes
    for match in reversed(list(_DESCRIBED.finditer(sentence.codes))):
        role, adjective, *_, name = sentence.chunks[match.start() : match.end()]
        if not _is_adjective(adjective, tokens, lexicon):
            continue
        agent = tokens[role.first].low.endswith(lexicon.agent_endings)
        told = text[name.start : name.end]
        owned = match.end() - match.start() == len("RofN")
        of = tokens[sentence.chunks[match.end() - 2].last - 1].low in lexicon.of_by
        if (not agent and of and is_person(told)) if owned else _is_writer(role, told, agent=agent):
            del sentence.chunks[match.start() + 1]
            role.last, role.end = (role.last, role.end) if owned else (adjective.last, adjective.end)
    sentence.codes = "".join([chunk.code for chunk in sentence.chunks])
    return sentence.codes


def _is_adjective(chunk: Chunk, tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether a chunk is one word in small letters that means nothing else, with nothing left out beside it."""
    word = tokens[chunk.first]
    known = word.low in lexicon.words or lexicon.begins(word.low)
    return chunk.last - chunk.first == 1 and len(word.raw) >= _PREFIXED and word.raw.islower() and not known


def _is_writer(role: Chunk, name: str, *, agent: bool) -> bool:
    return agent and role.value in _WRITES and len(name.split()) in (2, 3) and not is_company(name)
