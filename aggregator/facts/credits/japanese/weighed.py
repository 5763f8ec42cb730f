"""Credits that no pattern reads in languages without spaces: a task and a person of one sentence, by the signs of how
they stand to each other (see :mod:`aggregator.facts.credits.weighed`).

What it holds true: only who has a name that is surely one, and is told of nowhere else in the text, is asked for; a
task right behind a name («森健二監督») is what somebody is called, whatever the work. Known exceptions: people whose
names could be other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aggregator.facts.credits import weighed
from aggregator.facts.credits.found import COMPANY_ROLES, Found
from aggregator.facts.credits.japanese.names import WHOLE, NameReader, elsewhere
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES
from aggregator.facts.words.weights import is_whole, weights

LIKELY = 0.5
"""How likely a pair must be, of 1."""
BESIDE = re.compile(".*:|[no]?")
"""Codes between a task and the name behind it that patterns know («監督：森健二», «監督の森健二»)."""
_OF_SONGS = re.compile("作曲|作詞|編曲|作词|编曲|詞|词")
"""Tasks of a song, which is told elsewhere."""


def weighed_staff(
    text: str, sentences: Sequence[Sentence], asked: Sequence[int], told: Sequence[Found], names: NameReader
) -> Iterator[Found]:
    """The people whose tasks the signs of the sentences ``asked`` tell (by their numbers), beside those ``told``."""
    if not is_whole(text):
        return
    known = weights("staff_ja")
    used = {text[one.start : one.end] for one in told}
    filled = {(one.sentence, one.role) for one in told}
    for number in asked:
        sentence = sentences[number]
        free = (
            (name, task)
            for name, task in tasks(text, sentence, names)
            if (number, sentence.chunks[task].value) not in filled
            and text[sentence.chunks[name].start : sentence.chunks[name].end] not in used
        )
        seen = ((weighed.signs(text, sentence, *pair), pair) for pair in free)
        for pair in known.likely(((signs, pair) for signs, pair in seen if signs[0] in known.of), LIKELY):
            one, task = (sentence.chunks[at] for at in pair)
            name = text[one.start : one.end]
            if name not in used and (number, task.value) not in filled:
                used.add(name)
                filled.add((number, task.value))
                quote = min(one.start, task.start), max(one.end, task.end)
                yield Found(task.value, text[task.start : task.end], one.start, one.end, quote, weighed.RULE, number)


def tasks(text: str, sentence: Sentence, names: NameReader) -> Iterator[tuple[int, int]]:
    """The indexes of each person in a sentence with each task near it."""
    chunks, codes = sentence.chunks, sentence.codes
    roles = [at for at, chunk in enumerate(chunks) if chunk.code == "R" and _is_asked(text, chunk)]
    if roles:
        people = [at for at, code in enumerate(codes) if code == "N" and _is_somebody(text, chunks, at, names)]
        for role in roles:
            if not elsewhere(chunks, codes, role):
                near = (at for at in people if at + 1 != role and abs(at - role) <= weighed.NEAR)
                yield from ((at, role) for at in near if at < role or not BESIDE.fullmatch(codes[role + 1 : at]))


def _is_asked(text: str, role: Chunk) -> bool:
    """Whether a task is a person's, and not of a song."""
    song = role.value.endswith(THEMES) or _OF_SONGS.search(text, role.start, role.end) is not None
    return role.value not in COMPANY_ROLES and not song


def _is_somebody(text: str, chunks: list[Chunk], at: int, names: NameReader) -> bool:
    """Whether a chunk is surely a person's name."""
    name = chunks[at]
    return WHOLE.fullmatch(text, name.start, name.end) is not None and bool(names.name(chunks, at))
