"""Who sings a theme song of which only the sentence before says that it is one: «… the opening. It is sung by X.»

What it holds true: where a sentence ends with the role of a theme song, or with the song's name behind it, and names
nobody for it, the next one that begins with a pronoun or «the song» and says by whom it is sung tells who sings that
theme. Known exception: a sentence about the song's composer, who «signs» it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found, bare, name_span
from aggregator.facts.credits.pattern_parts import TOLD
from aggregator.facts.credits.theme_pairs import theme_pairs
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES

_ENDS = re.compile(r"(?:R|Rf?[YT]{1,2}P?)(?:,?[fo]?(?P<song>[QT])P?)?[.:!]?")
"""How a sentence ends that speaks of a theme song."""
_LEAD = r"^(?:o?(?P<named>[NQT]),)?(?:(?P<what>[os])[oI]{0,2}(?:(?P<song>[QT])P?,?&?)?)?"
_SUNG = re.compile(rf"{_LEAD}(?:I?o?[mzH]|Io?B|B)t{{0,3}}(?P<names>{TOLD})")
_SINGS = re.compile(r"^(?:(?P<what>[os])[oI]{0,2}(?:(?P<song>[QT])P?,?&?)?)I(?P<names>NP?)[MZ]s?(?=[.,;&]|$)")
_VOICE_IS = re.compile(rf"^(?P<what>o)I[of]?t{{0,3}}(?P<names>{TOLD})")
_VOICE = shared_words("credits", "voice_of_song")
"""What is told of a song instead: «the voice is X's»."""
_IT = shared_words("credits", "it")
"""Pronouns for a song."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_CALLED = re.compile(r"^\w+[ée]e? (?=[A-ZÀ-Ý0-9])")
"""What stands before a song's name within the same stretch of capitals («Intitulé Red Moon»)."""


def themes(text: str, sentences: Sequence[Sentence], number: int) -> Iterator[Found]:
    """The singers of theme songs that a sentence tells as a pair, or of the song of the sentence before it."""
    yield from theme_pairs(text, sentences[number], number)
    yield from sung_next(text, sentences, number)


def sung_next(text: str, sentences: Sequence[Sentence], number: int) -> Iterator[Found]:
    """The singers that a sentence names for the theme song of the sentence before it."""
    before, sentence = sentences[number - 1] if number else None, sentences[number]
    if before is None or before.line != sentence.line or {"m", "z", "M", "H", "B", "Z", "I"}.isdisjoint(sentence.codes):
        return
    theme, song = _theme(before)
    if theme is None or "R" in sentence.codes:
        return
    match = _SUNG.match(sentence.codes) or _SINGS.match(sentence.codes) or _VOICE_IS.match(sentence.codes)
    if match is None or not _is_about(text, sentence, match):
        return
    chunks, groups = sentence.chunks, match.groupdict()
    for group in ("named", "song"):
        song = chunks[match.start(group)] if groups.get(group) else song
    quote = (sentence.start, chunks[match.end("names") - 1].end)
    title = _CALLED.sub("", bare(text, song)) if song is not None else None
    for index in range(*match.span("names")):
        if chunks[index].code in "NSK":
            start, end = name_span(text, chunks[index])
            role_text = text[theme.start : theme.end]
            yield Found(theme.value, role_text, start, end, quote, "credits:sung_next", number, song=title)


def _theme(sentence: Sentence) -> tuple[Chunk | None, Chunk | None]:
    """The only role of a sentence, a theme song's at its end, and the song's name; None where it has no such."""
    if sentence.codes.count("R") != 1:
        return None, None
    at = sentence.codes.index("R")
    match = _ENDS.fullmatch(sentence.codes, at)
    role = sentence.chunks[at]
    if match is None or not role.value.endswith(THEMES):
        return None, None
    return role, sentence.chunks[match.start("song")] if match["song"] else None


def _is_about(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a sentence begins with a pronoun for the song, or a word for it; or with the verb of singing itself."""
    if match["what"] is None:
        return sentence.codes[0] in "mI" and match.groupdict().get("named") is None
    what = sentence.chunks[match.start("what")]
    if what.code == "s":
        return True
    words = _WORD.findall(text[what.start : what.end].lower())
    if match.re is _VOICE_IS:
        return bool(words) and words[-1] in _VOICE
    return bool(words) and not _IT.isdisjoint((words[-1], words[0]))
