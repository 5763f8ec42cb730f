"""Korean words: spaces stand between them, particles end them, and a name is two words.

What it holds true: a particle follows the sound before it (이, 은, 을, 과 a consonant; 가, 는, 를, 와 a vowel), so that
«케이» isn't «케» with 이; within a name only 은, 는, 을, 를 and 의 end a word, since names end in 와 and 가. Known
exceptions: a name of one word without a title is read in lists only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from aggregator.facts.words.lexicon import Entry

HANGUL = re.compile(r"[가-힣]+")
_WORD = re.compile(r"[가-힣]{1,8}")
_SURNAME = re.compile(r"[카가자사]와$|[나야]가$")
"""Endings of family names that look like particles."""
AFTER_CONSONANT = frozenset(("이", "은", "을", "과", "으로", "이다", "이며", "이고", "이라는"))
AFTER_VOWEL = frozenset(("가", "는", "를", "와", "로", "라는"))
WITHIN = frozenset(("은", "는", "을", "를", "의"))
"""Particles that end a word although another word of a name could follow."""
STEMS = frozenset("CZEX=")
"""Codes of verbs, whose endings are many: what begins a word stands for it."""
DONE = ("하", "한", "했", "할", "합", "해", "되", "된", "됐", "됩", "진", "자", "인")
"""What makes a verb or a person of a noun («제작하고», «제작진»)."""
MAX_PARTICLE = 4
MAX_WORDS = 8
"""Words among which a name is looked for; it has two."""
Known = Mapping[int, tuple[str, Entry]]
PARTICLES = frozenset("wgointmdAt=")


def particle(word: str, phrases: Mapping[str, Entry]) -> int:
    """How long the particle is that ends a word; 0 for one without."""
    for length in range(min(MAX_PARTICLE, len(word) - 1), 0, -1):
        entry = phrases.get(word[-length:])
        if entry is None or entry.code not in PARTICLES:
            continue
        ending, closed = word[-length:], (ord(word[-length - 1]) - 0xAC00) % 28 != 0
        if (ending in AFTER_CONSONANT and not closed) or (ending in AFTER_VOWEL and closed and ending != "로"):
            continue
        return length
    return 0


def phrase_at(text: str, at: int, end: int, known: Known, phrases: Mapping[str, Entry]) -> tuple[int, Entry] | None:
    """The phrase that a word begins with, if it is the word itself, or a particle or an ending follows: its end."""
    found = known.get(at)
    if found is None or at + len(found[0]) > end:
        return None
    phrase, entry = found
    stop = at + len(phrase)
    rest = HANGUL.match(text, stop, end)
    if rest is None:
        return stop, entry
    if entry.code in STEMS:
        return rest.end(), entry
    ending = rest.group()
    follows = phrases.get(ending)
    if (follows is not None and follows.code in PARTICLES) or (entry.code in "RY" and ending.startswith(DONE)):
        return stop, entry
    return None


def name_span(text: str, at: int, end: int, known: Known, phrases: Mapping[str, Entry]) -> tuple[int, int]:
    """Where a name stands in the words from a place on: the last two before a particle or a word that is known."""
    starts: list[int] = []
    stop = at
    while len(starts) < MAX_WORDS:
        word = _WORD.match(text, stop, end)
        if word is None:
            break
        starts.append(stop)
        following = word.end() + 1 if text[word.end() : word.end() + 1] == " " else end
        more = following < end and HANGUL.match(text, following, end) is not None
        free = more and phrase_at(text, following, end, known, phrases) is None
        length = particle(word.group(), phrases)
        if length and bounded(text, word.end(), following, end=end, known=known, phrases=phrases):
            length = 0
        stop = word.end()
        ends = word.group()[-length:] in WITHIN or (len(starts) > 1 and not _SURNAME.search(word.group()))
        if length and (not free or ends):
            stop -= length
            break
        if not free:
            break
        stop = following
    return starts[-2:][0] if starts else at, stop


def bounded(text: str, stop: int, following: int, *, end: int, known: Known, phrases: Mapping[str, Entry]) -> bool:
    """Whether a word ends an entry of a list, or an honorific follows, so that its end is the name's own."""
    if following >= end:
        return stop >= end or text[stop] in ",(/·、"
    after = phrase_at(text, following, end, known, phrases)
    return text[following] in "(/·-" or (after is not None and after[1].code in "hk")
