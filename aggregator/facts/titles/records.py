"""Titles of lists in which each work has a line or a record of its own, alike in shape.

«Sous le ciel de Kure, de Taro Hino (août)», «Ma voisine est un katana (saison 2)» above «Studio : Kumo», «Zombie Idol 9
- 4,90 €», «2. Zombie Idol: …», «Zombie Idol – segunda temporada». What it holds true: two lines of one shape make a
list, and what stands before the author, price, mark or part is the title, however its words are written. Known
exceptions: a list of one work. Roads not taken: every short line, which makes works of rubrics and people.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.titles.calendars import Line, in_calendar
from aggregator.facts.titles.entries import entry_of, without_places
from aggregator.facts.titles.headed_lines import house_lines, renamed_lines, season_lines, unnumbered
from aggregator.facts.titles.subheadings import headed_sections, told_part
from aggregator.facts.titles.words import (
    AUTHORS,
    FURNITURE,
    MAX_TITLE,
    NAMING,
    OF_PERSON,
    ORDINALS,
    PARTS,
    QUOTING,
    STARTS,
)
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import BULLET, Token

__all__ = ["RECORD", "entry_of", "list_titles", "told_part", "without_places"]

RECORD = 4.2
"""What it says for a title that it heads a record or line of a list."""
LEAST = 2
"""Lines of one shape that make a list."""
_MARKS = frozenset("-–—•*♦◆■●▪·►▶→+")
"""Marks that a line of a list begins with."""
_DASHES = frozenset("-–—|")
_LABEL = 4
"""Tokens of a label before its colon."""
_PRICE = re.compile(r"(?:[€$£¥]|R\$) ?\d|\d ?(?:€|euros?\b|yens?\b)")
_TELLS = frozenset("XxIUVZMHaCzR")
"""Codes of words that head a list of people, or tell something."""
_NEWS = frozenset("DYRJKSw")
"""Codes of what a line of a list of works tells."""
_OTHER = frozenset("ARUVZMHabmwpzSKDv")
"""Codes of what stands in no line of a list before the author."""
_ANDS = frozenset("y e et and und".split())
"""The words of them that stand between two authors."""
_TOME = re.compile(r"t\d{1,3}")
"""A volume's number («T5»)."""
_COUNTING = frozenset("nº n° n vol no # ª º ° da ta era a de".split())
_COUNTED = PARTS | ORDINALS | _COUNTING
"""Words and marks beside the number of a volume or season."""
_NUMBERS = PARTS | {"nº", "n", "#", "no", "º", "°"}
"""Those that say by themselves that it is one's."""
PARAGRAPHS, PROSE = 3, 8
"""Paragraphs that begin with a title and a colon, and so make a list; tokens behind the colon."""
_YEAR = re.compile(r"20\d\d")
_LINES = 400
"""Lines that are looked at."""


def list_titles(
    text: str, tokens: Sequence[Token], sentences: list[Sentence], lexicon: Lexicon, headline_end: int
) -> dict[int, int]:
    """The titles of a text's lists: the token behind the last one of each by its first token; 0 by the first token of
    a label, which is none. Sentences into which marks cut such a title («Kumo! The 5th Hour») become one, in place.
    """
    lines = [line for line in _lines(tokens) if tokens[line.first].start >= headline_end]
    if len(lines) < LEAST:
        return {}
    reader = _Reader(text, tokens, sentences, lexicon)
    found: dict[int, int] = {}
    for ends in (
        reader.before_authors(reader.behind_categories(lines)),
        reader.headings(lines),
        reader.above_author(lines),
        [(line.start, reader.before_price(line)) for line in lines],
        house_lines(tokens, sentences, lines),
        in_calendar(tokens, sentences, lines, reader.without_tail),
        [(line.start, reader.before_colon(line)) for line in lines],
        [(line.start, reader.before_part(line)) for line in lines],
    ):
        told = [(first, last) for first, last in ends if last > first and reader.is_title(first, last)]
        told += [one for one in ends if told and one[1] > one[0] and reader.is_shouted(*one)]
        if len({tuple(token.low for token in tokens[first:last]) for first, last in told}) >= LEAST:
            for first, last in reader.without_numbers(told):
                found.setdefault(first, last)
    seasons = (one for one in (*season_lines(tokens, lines), *renamed_lines(tokens, lines)) if reader.is_title(*one))
    for first, last in (*reader.before_prose(lines), *seasons):
        found.setdefault(first, last)
    found.update((line.start, 0) for line in reader.labelled)
    found.update((line.start, 0) for line in lines if line.start not in found and unnumbered(tokens, line) in found)
    found.update(headed_sections(text, tokens, sentences, headline_end, romance=bool(lexicon.openers)))
    _join(found, sentences)
    return found


def _join(found: Mapping[int, int], sentences: list[Sentence]) -> None:
    """Make one sentence of those that a title of a list begins and ends in."""
    kept: list[Sentence] = []
    open_until = 0
    for sentence in sentences:
        if sentence.chunks[0].first < open_until and kept and kept[-1].line == sentence.line:
            kept[-1].chunks = [*kept[-1].chunks, *sentence.chunks]
            kept[-1].codes, kept[-1].closes = kept[-1].codes + sentence.codes, sentence.closes
        else:
            kept.append(sentence)
        begin = sentence.chunks[0].first
        open_until = max(open_until, *(found.get(at, 0) for at in range(begin, begin + 2)))
    sentences[:] = kept


def _lines(tokens: Sequence[Token]) -> Iterator[Line]:
    first = count = 0
    for at in (*[at for at, token in enumerate(tokens) if token.line], len(tokens)):
        if at > first:
            count += 1
            start = first + (tokens[first].raw in _MARKS)
            numbered = tokens[first].raw == BULLET
            if start < at:
                yield Line(first, at, start, numbered)
            if count > _LINES:
                return
        first = at + 1


class _Reader:
    """Reads lines of one text."""

    def __init__(self, text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], lexicon: Lexicon) -> None:
        self.text = text
        self.tokens = tokens
        self.lexicon = lexicon
        self.opening = [sentence.chunks[0].first for sentence in sentences]
        self.sentences = sentences
        self.labelled: list[Line] = []
        """Lines of records."""

    def _told(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def behind_categories(self, lines: Sequence[Line]) -> list[Line]:
        """The lines, of those whose labels begin alike what is behind the label («Best Shonen: T», «Best Shojo: U»)."""
        labels = [self._label(line) for line in lines]
        heads = Counter(label.split()[0] for label in set(labels) if label)
        return [
            replace(line, start=line.start + len(label.split()) + 1) if label and heads[label.split()[0]] > 1 else line
            for line, label in zip(lines, labels, strict=True)
        ]

    def before_authors(self, lines: Sequence[Line]) -> list[tuple[int, int]]:
        """Where each line's title begins and ends before its author; an author has one word («Caly») where others of
        the list have two.
        """
        ends = [(line.start, self.before_author(line)) for line in lines]
        if sum(end > first for first, end in ends) < LEAST:
            return ends
        return [
            told if told[1] > told[0] else (line.start, self.before_author(line, lone=True))
            for line, told in zip(lines, ends, strict=True)
        ]

    def before_author(self, line: Line, *, lone: bool = False) -> int:
        """Where «T, de A B (…)», or «T (OT: T) von A B», has its author; the line's start for nowhere. ``lone``: the
        author has one word.
        """
        tokens = self.tokens
        at, limit, bracket = line.start, min(line.last - 2, line.start + MAX_TITLE), 0
        while at + 1 < limit:
            at += 1
            close = self._other_name(at, line.last) if tokens[at].raw == "(" and not bracket else 0
            if close:
                bracket, at, limit = at, close, min(line.last - 2, close + 2)
                continue
            ends = tokens[at].raw in ".;(" and tokens[at - 1].low not in _COUNTING | {"t"}
            if ends or (tokens[at].raw == ":" and not tokens[at + 1].capital):
                break
            if tokens[at].low in OF_PERSON and self._is_author(at + 1, line.last, lone=lone):
                end = bracket or at
                if self._is_plain(line.start, end):
                    return self.without_tail(line.start, end - (tokens[end - 1].raw == ","))
        return line.start

    def _other_name(self, at: int, limit: int) -> int:
        """The end of the bracket that begins at a token, if an author follows it; else 0."""
        close = next((i for i in range(at + 1, min(limit, at + MAX_TITLE)) if self.tokens[i].raw == ")"), 0)
        return close if close and close + 1 < limit and self.tokens[close + 1].low in OF_PERSON else 0

    def _is_author(self, at: int, limit: int, *, lone: bool) -> bool:
        """Whether a person's name stands at a token and nothing goes on with it; ``lone``: a name of one word."""
        tokens, least = self.tokens, 1 if lone else 2
        if not all(token.capital for token in tokens[at : at + least]):
            return False
        end = at + least
        while end < limit and (tokens[end].capital or (tokens[end].raw == "-" and not lone)):
            end += 1
        if lone:
            return end == at + 1 and end < limit and tokens[end].raw in _DASHES | {"("}
        closes = end >= limit or tokens[end].raw in "(.,;:&–-/" or tokens[end].low in _ANDS
        return closes and is_person(self._told(at, end))

    def above_author(self, lines: Sequence[Line]) -> list[tuple[int, int]]:
        """Lines above those that hold nothing but an author («di A B»)."""
        return [
            (line.start, self.without_tail(line.start, line.last))
            for line, below in pairwise(lines)
            if self.tokens[below.start].low in AUTHORS
            and self.tokens[line.last - 1].raw not in ".:;,"
            and is_person(self._told(below.start + 1, below.last) if below.last > below.start + 1 else "")
        ]

    def _is_plain(self, first: int, last: int) -> bool:
        """Whether nothing is told between two tokens of a sentence, and nobody named."""
        at = bisect_right(self.opening, last) - 1
        chunks = self.sentences[at].chunks if at >= 0 else []
        codes = [chunk.code for chunk in chunks if chunk.last > first and chunk.first < last]
        quoted = any(token.raw in '“”«»„"' for token in self.tokens[first:last])
        return _OTHER.isdisjoint(codes) and not quoted

    def headings(self, lines: Sequence[Line]) -> list[tuple[int, int]]:
        """Lines above labelled ones, whose first labels are the same («Studio : …»)."""
        found: list[tuple[str, int, int]] = []
        for line, following in pairwise(lines):
            label, own = self._label(following), self._label(line)
            if label and not own and self._is_news(following) and self.tokens[line.last - 1].raw not in ".:;,":
                found.append((label, line.start, self.without_tail(line.start, line.last)))
        counts = Counter(label for label, _, _ in found)
        self.labelled = [line for line in lines if counts[self._label(line)] >= LEAST]
        return [(first, last) for label, first, last in found if counts[label] >= LEAST]

    def _is_news(self, line: Line) -> bool:
        """Whether a line tells a price, a date, who does what, or what kind of work is meant."""
        if _PRICE.search(self.text, self.tokens[line.first].start, self.tokens[line.last - 1].end):
            return True
        at = max(bisect_right(self.opening, line.first) - 1, 0)
        while at < len(self.opening) and self.opening[at] < line.last:
            if not _NEWS.isdisjoint(self.sentences[at].codes) and self.sentences[at].chunks[-1].last > line.first:
                return True
            at += 1
        return False

    def _label(self, line: Line) -> str:
        """What a line tells before its colon, if that is short."""
        for at in range(line.start + 1, min(line.last, line.start + _LABEL + 1)):
            if self.tokens[at].raw == ":":
                return " ".join(token.low for token in self.tokens[line.start : at])
        return ""

    def before_price(self, line: Line) -> int:
        """Where «T 9 - 4,90 €» has its number, dash or bracket."""
        if line.last - line.start > 2 * MAX_TITLE:
            return line.start
        if self._label(line) or not _PRICE.search(
            self.text, self.tokens[line.start].end, self.tokens[line.last - 1].end
        ):
            return line.start
        return self.without_tail(line.start, self._cut(line, _DASHES | {"(", ",", "€", "$"}))

    def before_colon(self, line: Line) -> int:
        """Where «2. T: …» has its colon."""
        if not line.numbered or not self._is_news(line):
            return line.start
        end = self._cut(line, frozenset(":"))
        following = self.tokens[end + 1] if end + 1 < line.last else None
        return self.without_tail(line.start, end) if following is not None and following.word else line.start

    def before_prose(self, lines: Sequence[Line]) -> list[tuple[int, int]]:
        """Where «T: what it is about. It airs on April 6.» has its colon or dash, in paragraphs that each tell a date.
        Names of places have one word or two.
        """
        found: list[tuple[int, int]] = []
        for line in lines:
            end = self._prose(line)
            last = self.without_tail(line.start, end)
            part = not PARTS.isdisjoint(token.low for token in self.tokens[last:end])  # «Tonikaku Kawaii 2ª temporada»
            if last > line.start and (part or self.is_title(line.start, last)):
                found.append((line.start, last))
        long = [last - first > 1 for first, last in found]
        several = len(found) >= PARAGRAPHS and 2 * sum(long) >= len(long)
        return found if several and any(last - first > 2 for first, last in found) else []

    def _prose(self, line: Line) -> int:
        """The colon or dash behind which a paragraph tells of what it begins with; the line's start for none."""
        limit = min(line.last - PROSE, line.start + MAX_TITLE + 1)
        colons = [at for at in range(line.start + 1, limit) if self.tokens[at].raw == ":"]
        dash = self._cut(line, _DASHES)
        following = self.tokens[dash + 1] if line.start < dash < line.last - _LABEL else None
        told = following is not None and following.start > self.tokens[dash].end and not line.numbered
        if following and told and (_YEAR.fullmatch(following.raw) or (following.capital and self._is_dated(line))):
            return dash if self._is_plain(line.start, dash) else line.start
        if line.numbered or not colons or not self._is_dated(line):
            return line.start
        end = colons[0]
        for at in colons[1:]:
            if all(token.capital or not token.word for token in self.tokens[end + 1 : at]):
                end = at  # «Sky: New Dawn: …»
        begins = self.tokens[end + 1].capital and self._is_plain(line.start, end)
        return end if begins else line.start

    def _is_dated(self, line: Line) -> bool:
        """Whether a line tells a day or month, which it does not begin with."""
        at = max(bisect_right(self.opening, line.first) - 1, 0)
        while at < len(self.opening) and self.opening[at] < line.last:
            if any(c.code == "D" and c.first > line.start + 1 for c in self.sentences[at].chunks):
                return True
            at += 1
        return False

    def before_part(self, line: Line) -> int:
        """Where «T – segunda temporada» has its dash, or «T: Season 1 Episode 4» its colon."""
        end = self._cut(line, frozenset(":"))
        told = [token for token in self.tokens[end + 1 : line.last] if token.raw not in "#-–,"]
        if end > line.start and 1 < len(told) <= _LABEL + 1 and all(map(self._is_count, told)):
            return end
        end = self._cut(line, _DASHES)
        if end == line.start:
            return end
        tail = self.tokens[end + 1 : line.last]
        part = any(token.low in PARTS or token.low in STARTS for token in tail)
        return end if part and 0 < len(tail) < _LABEL and tail[-1].raw != "." else line.start

    @staticmethod
    def _is_count(token: Token) -> bool:
        """Whether a token counts seasons or episodes, or is their number."""
        return token.raw.isdigit() or token.low in ORDINALS or token.low in PARTS

    def _cut(self, line: Line, marks: frozenset[str]) -> int:
        """The first of some marks in a line that stands apart from the word before it, or is no dash."""
        for at in range(line.start + 1, min(line.last, line.start + MAX_TITLE + 1)):
            raw = self.tokens[at].raw
            if raw in marks and (raw not in _DASHES or self.tokens[at - 1].end < self.tokens[at].start):
                return at
        return line.start

    def without_tail(self, first: int, last: int) -> int:
        """A heading's end without a bracket and the part or volume that is meant («(saison 2)», «nº 12», «#3»)."""
        tokens = self.tokens
        opening = next(
            (at for at in range(first + 1, last) if tokens[at].raw in "([" and tokens[last - 1].raw in ")]"), 0
        )
        last = opening or last
        for at in range(first + 1, last):
            dash = tokens[at].raw in _DASHES and tokens[at - 1].end < tokens[at].start
            if dash and any(token.low in PARTS or token.low in STARTS for token in tokens[at + 1 : last]):
                return at
        at = last
        while at > first + 1 and self._counts(at - 1):
            at -= 1
        words = {token.low for token in tokens[at:last]}
        told = not words.isdisjoint(_NUMBERS) or any(map(self._is_tome, range(at, last)))
        plain = last - at == 1 and tokens[at].low in PARTS and tokens[at - 1].low not in ORDINALS  # «Savage Season»
        return at if told and not plain else last

    def _is_tome(self, at: int) -> bool:
        """Whether a token begins a volume's number («T5», «T.5»)."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        dotted = self.tokens[at].low == "t" and following is not None and following.raw == "."
        return dotted or _TOME.fullmatch(self.tokens[at].low) is not None

    def _counts(self, at: int) -> bool:
        token = self.tokens[at]
        return token.raw[0].isdigit() or token.raw in "/º°ª#." or token.low in _COUNTED or self._is_tome(at)

    def without_numbers(self, told: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Titles without the numbers of their volumes, where most of a list's have one."""
        numbered = [last - first > 1 and self.tokens[last - 1].raw.isdigit() for first, last in told]
        if 2 * sum(numbered) < len(told) or sum(numbered) < LEAST:
            return told
        return [(first, last - own) for (first, last), own in zip(told, numbered, strict=True)]

    def is_shouted(self, first: int, last: int) -> bool:
        """Whether words would be a title if they were no possible person's name, and stand in capitals."""
        name = self._told(first, last)
        return name.isupper() and is_person(name) and last - first <= MAX_TITLE

    def is_title(self, first: int, last: int) -> bool:
        """Whether words may be a title: they begin with a capital or number, and are no person, company or rubric."""
        head, name = self.tokens[first], self._told(first, last)
        if last - first > MAX_TITLE or not (head.capital or head.raw[0].isdigit() or head.raw in QUOTING):
            return False
        if head.low in PARTS or head.low in NAMING or name.lower() in FURNITURE:
            return False
        if is_person(name) or is_company(name) or name.isdigit():
            return False
        kind = self.lexicon.match(list(self.tokens[first:last]), 0)
        whole = kind is not None and kind[0] == last - first
        return not whole and not (kind is not None and kind[1].code in _TELLS and kind[0] > 1)
