"""A text as it is read for facts, and where each of its characters stands in the text as it was given.

Outlets write one text in many ways: no-break spaces, two spaces behind a full stop, line ends of two characters, soft
hyphens, letters with their accents apart, marks of Markdown, and the headline once more above the first paragraph,
which would count as a second time that a name is told; pages set their own name, the rubric or a trail of links above
it, which is then the first line. What is read is without all this; claims have the offsets and words of the given text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from aggregator.base.claims import Evidence, Facts
from aggregator.base.vocabulary import shared_words

_SPACES = " \u00a0\u1680\u2000-\u200a\u202f\u205f"
_MARKS = "\u0300-\u036f\u3099\u309a"
"""Combining marks of Latin letters and kana."""
_HIDDEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff"
"""What shows nothing: soft hyphens, zero-width spaces, marks of direction, the byte order mark."""
_FOLDED = re.compile(
    rf"(?P<none>[{_SPACES}{_HIDDEN}]+(?=\r?\n|\Z)|(?<=\n)[{_SPACES}{_HIDDEN}]+)"
    rf"|(?P<space>[{_HIDDEN}]*[{_SPACES}][{_SPACES}{_HIDDEN}]+|[{_HIDDEN}]+[{_SPACES}]"
    r"|[\u00a0\u1680\u2000-\u200a\u202f\u205f])"
    rf"|(?P<hidden>[{_HIDDEN}]+)|(?P<line>\r\n?)|(?P<marked>(?<!\*)\*\*(?!\*)|(?<=\n)#{{1,6}} )"
    rf"|(?P<letter>[^\W\d_][{_MARKS}]+|[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?)"
)
"""What is read otherwise: as nothing (marks of Markdown, too), one space, one line end, one letter (also of jamo)."""
_SIGNS = ("  ", "\r", " \n", "\n ", "**", "\n#")
"""What a text in ASCII holds if something in it is."""
_AS = {"none": "", "hidden": "", "marked": "", "space": " ", "line": "\n"}
WORDS, SIGNS = 4, 15
"""Words of a headline from which on a line that repeats it is left out; characters of one without spaces."""
LEADS, ABOVE, REACH = 4, 12, 800
"""Lines above a headline at most, lines and characters within which they stand."""
_TRAIL = re.compile(r"\s+[>›»→]\s+")
"""Marks between the links that lead to a page."""
_RUBRICS = shared_words("titles", "furniture") | shared_words("titles", "rubrics") | shared_words("titles", "page_tops")
LONGEST, SENTENCE, UNSPACED_SENTENCE = 200, 90, 45
"""Characters of a headline; of one that ends with a full stop, as a first paragraph does, which is longer; of such a
one without spaces.
"""
_STOP = re.compile(r"。.|[.!?] [^\W\d_a-z]")
"""A full stop within a line, another sentence behind it."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CAPITALS = 4
"""Words of a headline that is written in capitals throughout."""
_BEHIND = re.compile(r"\s*(?:[|–—:»•]|\s-\s|$)")
"""What stands in the first line behind a headline that a line repeats without it («… | Site»)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of a text, which was ``given``; ``starts`` are offsets from which on its characters stand further on
    in the given text, by as many as ``moved`` says; ``ends`` where there what ends that is read otherwise, by where it
    ends here.
    """

    text: str
    given: str
    starts: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    ends: Mapping[int, int] = field(default_factory=dict)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the given text of what stands at offsets of the text that is read."""
        if not self.starts:
            return start, end
        first = self._given(start)
        return first, self.ends.get(end, self._given(end - 1) + 1) if end > start else first

    def _given(self, at: int) -> int:
        return at + self.moved[bisect_right(self.starts, at) - 1]

    def facts(self, facts: Facts) -> Facts:
        """Facts of the text that is read with the offsets and words of the given one."""
        if not self.starts:
            return facts
        return replace(
            facts,
            releases=tuple(replace(one, evidence=self._told(one.evidence)) for one in facts.releases),
            credits=tuple(replace(one, evidence=self._told(one.evidence)) for one in facts.credits),
        )

    def _told(self, evidence: Evidence) -> Evidence:
        start, end = self.place(evidence.start, evidence.end)
        return replace(evidence, start=start, end=end, quote=self.given[start:end])


def read_as(text: str) -> Reading:
    """What is read of a text; the text itself, where nothing in it is to be read otherwise."""
    cuts = sorted((*_folds(text), *_leads(text), *_repeats(text), *_capitals(text)), key=lambda cut: (cut[0], -cut[1]))
    if not cuts:
        return Reading(text, text)
    parts: list[str] = []
    starts, lengths = [0], [0]
    ends: dict[int, int] = {}
    done = size = 0
    for start, end, told in cuts:
        if start < done:
            continue  # within a line that is left out
        parts += text[done:start], told
        size += start - done + len(told)
        starts.append(size)
        lengths.append(end - start - len(told))
        done = end
        if told:
            ends[size] = end
    return Reading("".join((*parts, text[done:])), text, tuple(starts), tuple(accumulate(lengths)), ends)


def headline_end(text: str) -> int:
    """Where the headline ends: the first line, if it is short and one sentence; 0 for a text without one."""
    line = text.find("\n")
    if not 0 < line < LONGEST:
        return 0
    said = text[:line].rstrip()
    if not said.endswith((".", "。")) or said.endswith("..."):
        return line
    longest = SENTENCE if said.isascii() or " " in said else UNSPACED_SENTENCE
    return line if len(said) <= longest and not _STOP.search(said) else 0


def _folds(text: str) -> Iterator[tuple[int, int, str]]:
    """What is read otherwise than it is written: where, and as what."""
    if text.isascii() and not any(one in text for one in _SIGNS):
        return
    for match in _FOLDED.finditer(text):
        told = _AS.get(match.lastgroup or "", unicodedata.normalize("NFC", match[0]))
        if len(told) < 2:  # not a letter with more accents than one can have
            yield *match.span(), told


def _leads(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines above the headline: rubrics, what sites call themselves, trails of links («Home > News > …»)."""
    at = 0
    lines = [line for line in text[:REACH].split("\n", ABOVE + 2)[: ABOVE + 2] if line.strip()]
    for line, below in pairwise(lines[: LEADS + 1]):
        at = text.index(line, at)
        *trail, last = _TRAIL.split(line) if "«" not in line else [line]
        if trail and _is_headline(last.strip()):
            yield at, at + len(line) - len(last), ""
            return
        said = line.strip(" \t:•·|×-").casefold()
        if not (trail or said in _RUBRICS or _is_site(text, line.strip(), below.strip(), at + len(line))):
            return
        yield at, at + len(line) + 1, ""
        at += len(line)


def _is_site(text: str, line: str, below: str, end: int) -> bool:
    """Whether a line is a site's name or rubric: a few words that never come again, above a headline."""
    words = [word for word in line.casefold().split() if word not in _RUBRICS]
    plain = line.isascii() and line.replace(" ", "").isalpha()
    if len(line.split()) >= WORDS or not plain or not _is_headline(below):
        return False
    rest = text[end:].casefold()
    return below[-1] not in ".。!！…:：)" and not any(word in rest for word in words)


def _repeats(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines, with their ends, that say the headline once more, or the headline without the site's name."""
    first, _, _ = text.partition("\n")
    head = " ".join(first.split()).casefold()
    at = len(first) + 1
    for line in text[at:].split("\n") if len(first) < 300 else ():
        said = " ".join(line.split()).casefold() if head.startswith(line.lstrip()[:1].casefold()) else ""
        if said and head.startswith(said) and _is_headline(said) and _BEHIND.match(head, len(said)):
            yield at, min(at + len(line) + 1, len(text)), ""
        at += len(line) + 1


def _capitals(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a headline in capitals throughout, as the text below writes them; in small letters where it has
    them, or doesn't have the word.
    """
    head, _, below = text.partition("\n")
    letters = [char for char in head if char.isalpha()] if head.isupper() and len(head) < LONGEST else ()
    if not letters or len(_WORD.findall(head)) < CAPITALS or not all(map(str.isupper, letters)):
        return
    forms: dict[str, set[str]] = {}
    for match in _WORD.finditer(below):
        forms.setdefault(match[0].upper(), set()).add(match[0])
    for match in _WORD.finditer(head):
        low = match[0].lower()
        told = forms.get(match[0], {low})
        as_told = low if low in told else max(told)
        if as_told != match[0]:
            yield *match.span(), as_told.capitalize() if not match.start() else as_told


def _is_headline(said: str) -> bool:
    return said.count(" ") + 1 > WORDS or (" " not in said and len(said) > SIGNS and not said.isascii())
