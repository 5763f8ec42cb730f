"""The lines of a list that are titles: each stands above lines that say the same of it («Studio: …», «Termin: …»).

What it holds true: where two or more lines stand above a label of works, and above the same one, each is a title, in
whatever letters; so is what follows «Title:» beside such a label. Known exceptions: a list of one work; a list that
tells a story between a title and its labels. Roads not taken: every line without a full stop, which makes titles of
rubrics; any label, which makes titles of persons («Age: 16»).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.titles.words import FURNITURE, ORDINALS, PARTS
from aggregator.facts.words.tokens import Token

LABELS = shared_words("titles", "labels")
"""Words of labels that only lines about works have."""
TITLE_LABELS = shared_words("titles", "title_labels")
"""Labels before a title."""
_OTHER_LABELS = shared_words("titles", "other_labels")
"""Words of labels that lines about persons, characters and songs have."""
LONGEST, LONGEST_LABEL = 110, 30
"""Characters of a line that is a title, and of a label."""
_WITHIN = 4
"""Chunks within which a label's colon stands."""
LEAST = 2
"""Lines above the same label."""


def listed_titles(text: str, sentences: list[Sentence]) -> dict[int, int]:
    """The sentences that are titles of a list, by their number, with the chunk at which each title begins.

    A title that marks cut into sentences («Kumo!! The Second») becomes one sentence, in place.
    """
    lines: defaultdict[int, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        lines[sentence.line].append(number)
    labels = [_label(text, sentences[numbers[0]]) for numbers in lines.values()]
    if not any(labels):
        return {}
    listed = _lines(text, sentences, list(lines.values()), labels)
    for numbers in listed:
        first, last = sentences[numbers[0]], sentences[numbers[-1]]
        first.chunks = [chunk for at in numbers for chunk in sentences[at].chunks]
        first.codes, first.closes = "".join(chunk.code for chunk in first.chunks), last.closes
    gone = {at for numbers in listed for at in numbers[1:]}
    heads = {id(sentences[numbers[0]]) for numbers in listed}
    sentences[:] = [sentence for number, sentence in enumerate(sentences) if number not in gone]
    return {at: _opening(text, sentence) for at, sentence in enumerate(sentences) if id(sentence) in heads}


def _lines(
    text: str, sentences: Sequence[Sentence], lines: Sequence[list[int]], labels: Sequence[str]
) -> list[list[int]]:
    """The lines that are titles, each by the numbers of its sentences."""
    above: defaultdict[str, list[list[int]]] = defaultdict(list)
    found: list[list[int]] = []
    for at, label in enumerate(labels):
        if label in TITLE_LABELS:
            near = {*labels[max(0, at - 1) : at], *labels[at + 1 : at + 3]} - {"", label}
            if near and all(map(_is_of_work, near)):
                found.append(lines[at])
        elif at and label and _is_of_work(label) and not _is_of_work(labels[at - 1]):
            chunks = [chunk for number in lines[at - 1] for chunk in sentences[number].chunks]
            if _may_head(text, chunks):
                above[label].append(lines[at - 1])
    colons = {numbers[0] for numbers, label in zip(lines, labels, strict=True) if label}
    for listed in above.values():
        plain = {text[sentences[one[0]].start : sentences[one[-1]].end] for one in listed if one[0] not in colons}
        if len(plain) >= LEAST:
            found.extend(listed)
    return found


def _label(text: str, sentence: Sentence) -> str:
    """What stands before a colon at a line's beginning, or before a day where it is a word of release; "" for none."""
    start = len(sentence.codes) - len(sentence.codes.lstrip("-*"))
    at = sentence.codes.find(":", start + 1, start + _WITHIN)
    if at < 0 and sentence.codes[start + 1 : start + 2] == "D":
        at = start + 1
    label = text[sentence.chunks[start].start : sentence.chunks[at].start].strip(" :：\u3000").lower() if at > 0 else ""
    return label if len(label) <= LONGEST_LABEL and (sentence.codes[at] == ":" or label in LABELS) else ""


def is_work_label(text: str, sentence: Sentence) -> bool:
    """Whether a line tells what a label of works says («Studio: …»), so that no title stands in it."""
    label = _label(text, sentence) if sentence.opens else ""
    return bool(label) and _is_of_work(label)


def _is_of_work(label: str) -> bool:
    words = label.replace("/", " ").split()
    return _OTHER_LABELS.isdisjoint(words) and not LABELS.isdisjoint(words)


def _may_head(text: str, chunks: Sequence[Chunk]) -> bool:
    """Whether a line may be a title: no sentence, no date, person, company or part of a work."""
    line = text[chunks[0].start : chunks[-1].end]
    if len(line) > LONGEST or line[-1] in ".:;,。、：" or line.lower() in FURNITURE or is_person(line):
        return False
    if chunks[0].code in "RxXJY" and any(chunk.code == ":" for chunk in chunks[:_WITHIN]):
        return False  # «Art direction: …»
    words = [word for word in line.lower().split() if any(char.isalpha() for char in word)]
    named = "".join(chunk.code for chunk in chunks).strip("-*#.D/") not in ("", "K", "S", "x", "X")
    return named and bool(words) and not all(word in PARTS or word in ORDINALS for word in words)


def _opening(text: str, sentence: Sentence) -> int:
    """The chunk behind a line's bullet, number or label («3. T», «Title: T»)."""
    codes = sentence.codes
    at = len(codes) - len(codes.lstrip("-*"))
    if codes[at : at + 1] == "#" and codes[at + 1 : at + 2] in tuple(".:-"):
        return at + 2
    return codes.index(":") + 1 if _label(text, sentence) in TITLE_LABELS else at


def listed_bounds(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> tuple[int, int, Chunk | None] | None:
    """The first token of a title that is a line's chunks and the one behind its last, and the bracket at its end;
    None for one of which only a part stands in quotation marks.
    """
    quoted = "".join(chunk.code for chunk in chunks)
    if not chunks or ("Q" in quoted and quoted not in ("Q", "QP")):
        return None
    bracket = chunks[-1] if len(chunks) > 1 and chunks[-1].code == "P" and chunks[-1].inner is not None else None
    if "Q" in quoted:
        return chunks[0].first + 1, chunks[0].last - 1, bracket
    first, last = chunks[0].first, bracket.first if bracket is not None else chunks[-1].last
    while first and tokens[first - 1].word and not tokens[first - 1].line:
        first -= 1  # an article
    return first, last, bracket
