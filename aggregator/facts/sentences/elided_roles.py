"""Roles whose head the role before them has: «X es el director de arte y Y, el de sonido».

What it holds true: behind a name, a small word that stands for the head, «of» and a word that would be a role with that
head are that role. Known exceptions: a head of another gender than its own («la directora de arte y Y, el de sonido»
is read by the words that a language's file has for «directora»); more than one word for what the task is of.
"""

from __future__ import annotations

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

SAME = shared_words("sentences", "same_role")
"""Small words that stand for the head of the role before («el», «celui»)."""


def complete_roles(sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    """Put such roles in place of their small words, together with the comma before them."""
    if "R" not in sentence.codes or "f" not in sentence.codes:
        return
    chunks = sentence.chunks
    at = 0
    while at + 1 < len(chunks):
        first = _first(chunks, at, tokens)
        role = _role(chunks, at, first, tokens, lexicon) if first else None
        if role is not None:
            chunks[first : at + 2] = [role]
            at = first
        at += 1
    sentence.codes = "".join([chunk.code for chunk in chunks])


def _first(chunks: list[Chunk], at: int, tokens: list[Token]) -> int:
    """The first of the chunks that say of what a role is, of which «of» is the one at an index; 0 for none."""
    if chunks[at].code != "f" or at < len("N,"):
        return 0
    before = chunks[at - 1]
    lone = before.code == "o" and before.last - before.first == 1
    same = before.last - 1 if lone else chunks[at].first - 1
    first = at - 1 if lone else at
    if tokens[same].low not in SAME or tokens[same].capital:
        return 0
    first -= chunks[first - 1].code == ","
    return first if chunks[first - 1].code in "NP" else 0


def _role(chunks: list[Chunk], at: int, first: int, tokens: list[Token], lexicon: Lexicon) -> Chunk | None:
    """The role that the head of the last one before has with what follows «of» at an index; None where it is none."""
    of, task = chunks[at], chunks[at + 1]
    head = next((c for c in reversed(chunks[:first]) if c.code == "R"), None)
    if head is None or task.code not in "oR" or task.last - task.first > 1:
        return None
    phrase = [tokens[head.first], *tokens[of.first : task.last]]
    found = lexicon.match(phrase, 0)
    if found is None or found[0] < len(phrase) or found[1].code != "R":
        return None
    return Chunk("R", of.first, task.last, of.start, task.end, found[1].value)
