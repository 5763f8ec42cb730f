"""Roles that a phrase with «of» behind them hid, and works that stand between a role and who has it.

What it holds true: «réalisation de» before a kind of work is the role and «of», not «directed by»; «responsable des
décors» is one role; a name between «the role of» and «is entrusted to A» is the work's, since nobody else stands there.
Known exception: a task within another person's («the design of A's costumes is by B»).
"""

from __future__ import annotations

import re
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

_HEADS = shared_words("sentences", "role_heads")
"""Nouns for who has a task, before the task («responsable des décors»)."""
_WORK = re.compile(r"R(?P<of>[fB])Y?(?P<work>N)P?(?=I?H(?:J?[NSK]|t))")


def free_roles(sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    """Part such roles from their «of» and mark such names as quotations, in place."""
    codes = sentence.codes
    if "w" in codes and ("wY" in codes or "wNH" in codes or "wNIH" in codes):
        _part(sentence, tokens, lexicon)
    if "CR" in codes:
        _headed(sentence, tokens)
    if "R" in codes and "H" in codes:
        for match in _WORK.finditer(sentence.codes):
            small, work = (sentence.chunks[match.start(group)] for group in ("of", "work"))
            if tokens[small.last - 1].low in lexicon.of_by:
                small.code, work.code = "f", "Q"
    sentence.codes = "".join([chunk.code for chunk in sentence.chunks])


def _headed(sentence: Sentence, tokens: list[Token]) -> None:
    """Join «responsible for» and its task to one role."""
    chunks = sentence.chunks
    for at, (head, task) in reversed([*enumerate(pairwise(chunks))]):
        verb = at > 0 and chunks[at - 1].code in "IUo"
        if head.code == "C" and task.code == "R" and tokens[head.first].low in _HEADS and not verb:
            chunks[at : at + 2] = [Chunk("R", head.first, task.last, head.start, task.end, task.value)]
    sentence.codes = "".join([chunk.code for chunk in chunks])


def _part(sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    chunks = sentence.chunks
    for at, (chunk, following) in reversed([*enumerate(pairwise(chunks))]):
        if chunk.code != "w" or following.code not in "YN" or tokens[chunk.last - 1].low not in lexicon.of_by:
            continue
        found = lexicon.match(tokens[chunk.first : chunk.last - 1], 0)
        if found is None or found[0] < chunk.last - 1 - chunk.first or found[1].code != "R":
            continue
        if following.code == "N" and not re.match("I?H", sentence.codes[at + 2 :]):
            continue
        of = chunk.last - 1
        chunks[at : at + 1] = [
            Chunk("R", chunk.first, of, chunk.start, tokens[of - 1].end, found[1].value),
            Chunk("f", of, chunk.last, tokens[of].start, chunk.end),
        ]
    sentence.codes = "".join([chunk.code for chunk in chunks])
