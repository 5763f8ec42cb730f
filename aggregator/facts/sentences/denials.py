"""Which parts of a sentence deny what they say: «Netflix will not stream it», «die Serie kommt nicht im Juli».

What it holds true: a word that denies does so for all between two commas, a verb of denying («denied that …») for all
that follows in the sentence. Known exceptions: what is denied only up to a
bound («will not open until July», «not only»), which a language lists; words within a title. Road not taken: the reach
of a denial within its part, which needs a grammar of each language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.lexicon import Lexicon

WHETHER, UNSURE = shared_words("sentences", "whether"), shared_words("sentences", "unsure")
"""What begins a clause that asks whether something is so, and words that say that this is not known."""
_ASKED = WHETHER | frozenset(map(str.capitalize, WHETHER))
NEAR = 7
"""Words behind one that denies within which its bound stands."""
_PART = re.compile(r"[^,;:()\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_SHORT = ("n't", "n’t")
_ELIDED = re.compile("n['’]")
"""What «n'est» begins with and «won't» ends with."""


def is_denial(word: str, denials: frozenset[str]) -> bool:
    """Whether a word in small letters denies: one of a language's list, «won't», «n'est»."""
    elided = "ne" in denials and word.startswith(("n'", "n’"))
    return word in denials or elided or word.endswith(_SHORT)


REFUTED = -1
"""Where the word that denies stands, for what a verb of denying is about."""
Denials = Callable[[Sentence], Sequence[tuple[int, int, int]]]
"""Gives the parts of a sentence that deny what they say, as code points: where each begins and ends, and where the word
that denies does, or ``REFUTED``.
"""


def denials_of(text: str, lexicon: Lexicon) -> Denials:
    """The denials of one text; a sentence is looked at once."""
    known: dict[int, Sequence[tuple[int, int, int]]] = {}

    def find(sentence: Sentence) -> Sequence[tuple[int, int, int]]:
        if sentence.start not in known:
            known[sentence.start] = tuple(denied_parts(text, sentence, lexicon))
        return known[sentence.start]

    return find


def denied_parts(text: str, sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[int, int, int]]:
    """The same for one sentence."""
    if not lexicon.denials:
        return
    said = _WORD.findall(text, sentence.start, sentence.end)
    unsure = -1 if _ASKED.isdisjoint(said) else _unsure(text, sentence)
    if unsure >= 0:
        yield unsure, sentence.end, REFUTED
    denies = not lexicon.denials.isdisjoint(said) or not lexicon.refutes.isdisjoint(map(str.lower, said))
    if not denies and not _ELIDED.search(text, sentence.start, sentence.end):
        return
    hidden = [(c.start, c.end) for c in sentence.chunks if c.code in "TQ"]
    for part in _PART.finditer(text, sentence.start, sentence.end):
        said = _WORD.findall(part[0])
        if lexicon.refutes and not lexicon.refutes.isdisjoint(map(str.lower, said)):
            yield part.start(), sentence.end, REFUTED
            break
        if lexicon.denials.isdisjoint(said) and not _ELIDED.search(part[0]):
            continue
        words = list(_WORD.finditer(text, *part.span()))
        for at, word in enumerate(words):
            if not is_denial(word.group(), lexicon.denials) or any(a <= word.start() < b for a, b in hidden):
                continue
            near = {other.group().lower() for other in words[max(0, at - 1) : at + NEAR]}
            if near.isdisjoint(lexicon.bounds):
                yield part.start(), part.end(), word.start()
                break


def _unsure(text: str, sentence: Sentence) -> int:
    """Where a sentence asks whether something is so and says that nobody knows («ob …, ist nicht bestätigt»); -1 where
    it does not.
    """
    words = {word.group().lower(): word.start() for word in _WORD.finditer(text, sentence.start, sentence.end)}
    asked = [words[word] for word in WHETHER if word in words]
    return asked[0] if asked and not UNSURE.isdisjoint(words) else -1
