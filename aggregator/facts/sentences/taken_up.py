"""Tasks that a pronoun takes up again before the verb: «la fotografía la dirige X».

What it holds true: such a verb says who has the task, whatever it would say alone. Known exception: the pronoun stands
for something else than the task right before it.
"""

from __future__ import annotations

from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

_LOANS = ("igner", "irector", "roducer", "nimator", "upervisor")
"""Endings of English nouns of people, whose head is the last word in any language."""
TAKEN_UP = shared_words("sentences", "taken_up")
"""Pronouns of Romance languages for a thing that was named right before them."""
_DONE = ("RVN", "RaN", "RaS", "RCN")
"""A task, a verb and who does it."""


def is_agent(chunk: Chunk, tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether a role is the noun of a person («director»), not of what one does («direction»)."""
    last = tokens[chunk.last - 1].low
    if lexicon.head_last:
        return last.endswith(lexicon.agent_endings)
    agent = tokens[chunk.first].low.endswith(lexicon.agent_endings) and not last.endswith("design")  # «color design»
    return agent or last.endswith(_LOANS)


def take_up(sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    """Make verbs behind a task that a pronoun before them takes up again, in place, what says who has it."""
    if "R" not in sentence.codes:
        return
    chunks = sentence.chunks
    for (task, verb), named in zip(pairwise(chunks), chunks[2:], strict=False):
        if task.code + verb.code + named.code not in _DONE or verb.first - task.last != 1:
            continue
        if tokens[verb.first - 1].low in TAKEN_UP and not is_agent(task, tokens, lexicon):
            verb.code, verb.value = "H", ""
