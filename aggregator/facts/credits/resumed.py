"""Who did what where a pronoun stands for the one whom the sentence before told of: «X directs. He also writes it.»

What it holds true: a sentence that names one person, who is its subject and makes something, may be followed in the
same paragraph by one with «he» or «she» right before its verb. That is read as if the name stood there, unless it
tells what was, or names another work or person. Known exceptions: a pronoun that stands further from its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import capitals, is_company
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import YIELDS

_SUBJECT = re.compile(r"[ofDtUAJ,]{0,6}(?P<name>N)P{0,2},?(?:q[^,N]{0,12},)?[oI]{0,2}[VCIhM]")
_VERB = frozenset("VCIhM'")
_ELSE = frozenset("NQSKXZz")
"""Codes behind the pronoun that may tell of somebody or something else."""
_YIELDED = re.compile(r"(?:o,?)?(?P<yields>p)[ot]{0,3}N")
"""«Instead, X takes his place»."""
_LATTER = re.compile(rf"^(?:\w+ ){{0,3}}(?:{'|'.join(sorted(shared_words('credits', 'latter'), reverse=True))})\b")
_TOO = re.compile(rf"\b(?:{'|'.join(sorted(shared_words('credits', 'too')))})\b", re.IGNORECASE)
"""What says in German that somebody did a second thing for the work («Sie schrieb auch das Drehbuch»)."""
_WORD = re.compile(r"[^\W\d_]+")


def resumed(
    text: str,
    sentences: Sequence[Sentence],
    number: int,
    *,
    pronouns: Mapping[str, frozenset[str]],
    past: frozenset[str],
) -> Sentence:
    """A sentence from its verb on, with the name for the pronoun; as it is where none stands for a person.

    ``past`` are the verbs and helpers that tell what was.
    """
    sentence, one = _in_place(sentences, number), pronouns.get("one")
    if sentence is not sentences[number] or not one or not number or sentences[number - 1].line != sentence.line:
        return sentence
    if not _ELSE.isdisjoint(sentence.codes) or _VERB.isdisjoint(sentence.codes):
        return sentence
    chunks = sentence.chunks
    place = next((at for at in range(len(chunks) - 1) if _is_pronoun(text, chunks[at], one)), None)
    if place is None:
        return sentence
    turned = place > 0 and chunks[place - 1].code == "h" and sentence.codes[:place].strip("o") == "h"
    if chunks[place + 1].code not in _VERB and not turned:
        return sentence
    verb = place + 1 + (chunks[place + 1].code == "'")
    told = text[chunks[place].start : chunks[min(verb + 1, len(chunks) - 1)].end].lower()
    last = _last_named(text, sentences[number - 1]) if _LATTER.search(told) else None
    subject = last or _subject(text, sentences[number - 1]) or _subject_before(text, sentences, number, one)
    was = not past.isdisjoint(_WORD.findall(told))
    if subject is None or (was and _TOO.search(text, sentence.start, sentence.end) is None):
        return sentence
    rest = [chunks[place - 1], *chunks[place + 1 :]] if turned else chunks[verb:]
    return Sentence([subject, *rest], sentence.line, closes=sentence.closes)


def _last_named(text: str, sentence: Sentence) -> Chunk | None:
    """The only person of a sentence, whom «dieser» means wherever he stands in it."""
    named = [chunk for chunk in sentence.chunks if chunk.code == "N"]
    told = text[named[0].start : named[0].end] if len(named) == 1 else ""
    return named[0] if capitals(told) in (2, 3) and not is_company(told) else None


def _subject_before(text: str, sentences: Sequence[Sentence], number: int, one: frozenset[str]) -> Chunk | None:
    """The person of two sentences before, where a pronoun stands for him in the one between, which names nobody."""
    between = sentences[number - 1]
    if number < 2 or "N" in between.codes or sentences[number - 2].line != between.line:
        return None
    meant = any(_is_pronoun(text, chunk, one) for chunk in between.chunks)
    return _subject(text, sentences[number - 2]) if meant else None


def _in_place(sentences: Sequence[Sentence], number: int) -> Sentence:
    """A sentence that says who takes somebody's place, with the only role and name that the one before it holds."""
    sentence = sentences[number]
    told = _YIELDED.match(sentence.codes)
    if told is None or not number or sentence.chunks[told.start("yields")].value != YIELDS:
        return sentence
    before = sentences[number - 1]
    if before.line != sentence.line or before.codes.count("R") != 1 or before.codes.count("N") != 1:
        return sentence
    place = before.codes.index("R"), before.codes.index("N")
    if place[0] > place[1]:
        return sentence
    held = [before.chunks[at] for at in place]
    return Sentence([*held, *sentence.chunks[told.start("yields") :]], sentence.line, closes=sentence.closes)


def _is_pronoun(text: str, chunk: Chunk, one: frozenset[str]) -> bool:
    """Whether a chunk of words that say nothing ends with a pronoun."""
    words = _WORD.findall(text[chunk.start : chunk.end].lower()) if chunk.code == "o" else []
    return bool(words) and words[-1] in one


def _subject(text: str, sentence: Sentence) -> Chunk | None:
    """The person who makes something in a sentence that names nobody else."""
    match = _SUBJECT.match(sentence.codes)
    if match is None or sentence.codes.count("N") > 1:
        return None
    name = sentence.chunks[match.start("name")]
    told = text[name.start : name.end]
    return name if capitals(told) in (2, 3) and not is_company(told) else None
