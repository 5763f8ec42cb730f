"""Characters that are called by what they do: «Yuki Tanabe como Diretora» in a cast.

What it holds true: in a cast, where other lines or clauses beside it tell who plays whom with «as», a role with a
capital behind «as» is a character. Known exception: a list that tells actors and staff alike with «as».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import replace

from aggregator.facts.sentences.chunks import Sentence

MANY = 2
"""Actors with their characters beside it, from which on it is a cast."""
NEAR = 2
"""Sentences before and behind it in which they stand."""
_PLAYS = re.compile(r"NP{0,2}A[ct]{0,2}[NT]")
_ROLE = re.compile(r"NP{0,2}A(?P<role>R)(?=[.,;&]|$|f[cNTo])")
_LINE = re.compile(r"[*&.#-]*NP{0,2}A.*")


def with_characters(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, in which such a role is a name."""
    return [_named(text, sentences, at) if "AR" in one.codes else one for at, one in enumerate(sentences)]


def _named(text: str, sentences: Sequence[Sentence], at: int) -> Sentence:
    one = sentences[at]
    found = [m.start("role") for m in _ROLE.finditer(one.codes)]
    found = [place for place in found if text[one.chunks[place].start].isupper()]
    if not found or _others(sentences, at) < MANY:
        return one
    chunks = list(one.chunks)
    for place in found:
        chunks[place] = copy(chunks[place])
        chunks[place].code, chunks[place].value = "N", ""
    return replace(one, chunks=chunks, codes="".join(chunk.code for chunk in chunks))


def _others(sentences: Sequence[Sentence], at: int) -> int:
    """How many others are told so in the sentence, and in lines of a cast beside it."""
    near = [sentences[i] for i in range(max(0, at - NEAR), min(len(sentences), at + NEAR + 1)) if i != at]
    lines = sum(_PLAYS.match(one.codes.lstrip("*&.#-")) is not None for one in near if _LINE.fullmatch(one.codes))
    return len(_PLAYS.findall(sentences[at].codes)) + (lines if _LINE.fullmatch(sentences[at].codes) else 0)
