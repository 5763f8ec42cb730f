"""Lines of a cast in languages without spaces: labels, tables of two lines, and columns in either order.

What it holds true: below a heading «キャスト» a line holds a character and who speaks it; 役 stands behind the
character wherever the line has it, CV before the actor; a bracket at the line's beginning is the character; else the
character comes first, unless its column alone is written in katakana. Known exceptions: lists without marks or heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from aggregator.facts.credits.found import Found
from aggregator.facts.credits.japanese.names import WHOLE, NameReader
from aggregator.facts.credits.japanese.patterns import CAST_ROW, LABEL_NAME, NAME_LINE, ROW_ENTRY, VOICE_LINE, WEAK
from aggregator.facts.credits.japanese.voice_words import SPOKEN
from aggregator.facts.sentences.chunks import Chunk, Sentence

_OPENERS = frozenset("＜<〈《[［")
"""Marks around a character that are no brackets elsewhere."""
MOST = 60
"""Lines of a list that are looked at together."""
LABEL_LINE = re.compile(rf"[*]?(?:(?P<char>[HP])|~(?P<plain>c?[NTl]h?)_?k?~)_?(?P<names>{WEAK})[_.;]*")
"""A bracket, and a name behind it."""
_LABEL = re.compile(r"(?:c?(?:[Nl]n)?[NTlQ]P?h?_?k?)")
_COLUMNS = re.compile(r"[*/_]*(?P<one>[Nl])(?:_?[:/;~-]+_?|_)(?P<two>[Nl])_?[;]?")
_BRACKETED = re.compile(r"[*/_]*(?P<one>[Nl])h?(?P<two>P)_?[;]?")
_INTRODUCED = re.compile(r"[*/_]*(?P<one>[Nl](?:_[Nl])?)h?_?(?P<two>P)_?[;]?")
_KATAKANA = re.compile(r"[\u30a1-\u30fcー]{2,}")
_PERSON = re.compile(r"[\u3400-\u9fff々ヶノ]{2,5}[ぁ-ゖ]{0,4}|[\u3400-\u9fff々ヶノ]{1,3} ?[ぁ-ゖ\u30a1-\u30fcー]{2,4}")
_PERSON_LENGTH = range(3, 8)


class CastLines:
    """Reads the lines of a text's lists of voices."""

    def __init__(self, text: str, sentences: list[Sentence], names: NameReader) -> None:
        self.text = text
        self.sentences = sentences
        self.names = names
        self._orders: dict[int, int] = {}
        self._labels: set[tuple[str, str]] = set()
        """Characters and names of lines that may be entries of a cast that no heading says to be one."""
        self._sure = False
        """Whether a sentence told a voice as such a line does, so that all of them are entries of a cast."""

    @cached_property
    def _introduced(self) -> frozenset[int]:
        """The lines of characters whose bracket holds who speaks them, where each is described («スズ(森下綾)»)."""
        lines: dict[int, tuple[str, str]] = {}
        for number, sentence in enumerate(self.sentences):
            match = _INTRODUCED.fullmatch(sentence.codes) if sentence.opens and sentence.closes else None
            held = sentence.chunks[match.start("two")].inner if match is not None else None
            if match is None or held is None or held.codes not in ("N", "l", "N_N", "N_l"):
                continue
            one = self.names.character(sentence.chunks, match.end("one") - 1)
            two = self.text[held.start : held.end].replace(" ", "")
            if WHOLE.fullmatch(two) and one not in self.names.not_names:
                lines[number] = one.replace(" ", ""), two
        listed = "\n".join(one + two for one, two in lines.values())
        told = sum(self._is_told(one, listed) - self._is_told(two, listed) for one, two in lines.values())
        return frozenset(lines) if len(lines) > 1 and told > 0 and SPOKEN.search(self.text) else frozenset()

    def _is_told(self, name: str, listed: str) -> bool:
        """Whether the text speaks of somebody elsewhere than in a list, by the end of the name."""
        return self.text.count(name[-2:]) > listed.count(name[-2:])

    def _of_introduced(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The voice in the bracket behind a character that the lines below it describe."""
        match = _INTRODUCED.fullmatch(sentence.codes)
        held = sentence.chunks[match.start("two")].inner if match is not None else None
        if match is None or held is None:
            return
        character = self.names.character(sentence.chunks, match.end("one") - 1)
        for start, end, _ in self.names.name(held.chunks, 0, listed=True):
            quote = (sentence.chunks[match.start("one")].start, max(end, sentence.end))
            yield self._found(start, end, quote, number, character=character, rule="credits:cast_described")

    def label(self, sentence: Sentence) -> str:
        """«cast» for a line that is an entry of a cast; remembers a line that may be one."""
        label = LABEL_NAME.fullmatch(sentence.codes) if sentence.opens and sentence.closes else None
        if label is None:
            return ""
        name = sentence.chunks[label.start("names")]
        self._labels.add((self.names.character(sentence.chunks, label.start("char")), self.text[name.start : name.end]))
        return "cast" if self._sure else ""

    def hear(self, found: list[Found]) -> None:
        """Compare the voices of a sentence with the lines before."""
        told = {(one.character, self.text[one.start : one.end]) for one in found if one.character is not None}
        self._sure = self._sure or not told.isdisjoint(self._labels)

    def find(self, sentence: Sentence, number: int, section: str) -> list[Found]:
        """The voices of a line whose layout alone tells them; ``section`` is what the list it stands in is of."""
        codes = sentence.codes
        if ("/" in codes or (":" in codes and ";" in codes)) and CAST_ROW.fullmatch(codes):
            return list(self._row(sentence, number))
        if not (sentence.opens and sentence.closes):
            return []
        if "P" in codes and "k" not in codes and number in self._introduced:
            return list(self._columns(sentence, number, section)) or list(self._of_introduced(sentence, number))
        if section != "cast" and "v" not in codes and codes != "P":
            return []
        found = list(self._labelled(sentence, number)) if section == "cast" else []
        return found or list(self._table(sentence, number)) or list(self._columns(sentence, number, section))

    def _row(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The voices of a line that lists a cast, each behind its character."""
        for match in ROW_ENTRY.finditer(sentence.codes):
            yield from self._pair(
                sentence, number, match.start("char"), sentence, match.start("names"), rule="credits:cast_row"
            )

    def _labelled(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The voice behind a bracket that holds a character («【スズ】森綾», «〈スズ役〉森綾»)."""
        match = LABEL_LINE.fullmatch(sentence.codes)
        if match is not None and match["plain"]:
            if self.text[sentence.start] in _OPENERS:
                place = match.end("plain") - 1 - match["plain"].endswith("h")
                yield from self._pair(
                    sentence, number, place, sentence, match.start("names"), rule="credits:cast_label"
                )
            return
        label = sentence.chunks[match.start("char")].inner if match else None
        if match is None or label is None or not _LABEL.fullmatch(label.codes):
            return
        place = max(i for i, code in enumerate(label.codes) if code in "NTlQ")
        yield from self._pair(label, number, place, sentence, match.start("names"), rule="credits:cast_label")

    def _table(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The voice of a line below its character's («スズ» / «森綾», «スズ» / «CV：森綾»), or above («スズ役»)."""
        before = self.sentences[number - 1] if number else None
        voice = VOICE_LINE.fullmatch(sentence.codes)
        named = voice or NAME_LINE.fullmatch(sentence.codes)
        bracket = self.names.voice(sentence.chunks[0]) if sentence.codes == "P" else []
        if before is None or not (named or bracket) or not (before.opens and before.closes):
            return
        above = NAME_LINE.fullmatch(before.codes) if sentence.line - before.line <= 2 else None
        if above is None:
            return
        if bracket:
            character = self.names.character(before.chunks, above.start("names"))
            for start, end, _ in bracket:
                yield self._found(
                    start, end, (before.start, sentence.end), number, character=character, rule="credits:cast_table"
                )
            return
        if named is None:
            return
        if voice is None and named["role"]:
            if not above["role"] and not self._role_first(number):
                yield from self._pair(
                    sentence, number, named.start("names"), before, above.start("names"), rule="credits:cast_table"
                )
            return
        if voice is not None or self._is_second(number, above):
            for place in [i for i in range(*named.span("names")) if sentence.codes[i] in "Nl"][:1]:
                yield from self._pair(before, number, above.start("names"), sentence, place, rule="credits:cast_table")

    def _columns(self, sentence: Sentence, number: int, section: str) -> Iterator[Found]:
        """The voices of two columns that stand in the order that is not the usual one, or one of them in brackets."""
        if section != "cast":
            return
        bracketed = _BRACKETED.fullmatch(sentence.codes)
        match = bracketed or _COLUMNS.fullmatch(sentence.codes)
        if match is None or self._character_line(sentence):
            return
        order = self._order(number)
        one, two = sentence.chunks[match.start("one")], sentence.chunks[match.start("two")]
        inner = two.inner if bracketed else None
        if bracketed and (inner is None or inner.codes not in ("N", "l")):
            return
        if order > 0:
            character = self.names.inside(inner.chunks[0] if inner else two)
            names = self.names.name([one], 0, listed=True)
        elif order < 0 and inner is not None:
            character, names = self.names.inside(one), self.names.name(inner.chunks, 0, listed=True)
        else:
            return
        for start, end, _ in names:
            quote = (min(one.start, start), two.end)
            yield self._found(start, end, quote, number, character=character, rule="credits:cast_column")

    def _character_line(self, sentence: Sentence) -> bool:
        """Whether a mark that parts the columns is one that names have within («スズ・ブラウン»)."""
        return any(c.code == "/" and self.text[c.start] == "・" for c in sentence.chunks[1:])

    def _order(self, number: int) -> int:
        """Which column around a line holds the actors: 1 the first, -1 the second, 0 where nothing tells."""
        if number not in self._orders:
            first = last = number
            while first and number - first < MOST and self._sides(first - 1):
                first -= 1
            while last + 1 < len(self.sentences) and last - number < MOST and self._sides(last + 1):
                last += 1
            votes = sum(self._vote(*sides) for i in range(first, last + 1) if (sides := self._sides(i)) is not None)
            for line in range(first, last + 1):
                self._orders[line] = (votes > 1) - (votes < 0)
        return self._orders[number]

    def _sides(self, number: int) -> tuple[str, str] | None:
        """The two columns of a line."""
        sentence = self.sentences[number]
        match = _COLUMNS.fullmatch(sentence.codes) or _BRACKETED.fullmatch(sentence.codes)
        if match is None or not (sentence.opens and sentence.closes):
            return None
        one, two = sentence.chunks[match.start("one")], sentence.chunks[match.start("two")]
        return self._words(one), self._words(two).strip("()（）")

    def _words(self, chunk: Chunk) -> str:
        return self.text[chunk.start : chunk.end]

    @staticmethod
    def _vote(one: str, two: str) -> int:
        """What the script of two names says of their order: a character's may be katakana alone."""
        people = [_PERSON.fullmatch(n) is not None and len(n) in _PERSON_LENGTH for n in (one, two)]
        kana = [_KATAKANA.fullmatch(n) is not None for n in (one, two)]
        return (people[0] and kana[1]) - (kana[0] and people[1])

    def _pair(
        self, told: Sentence, number: int, char: int, sentence: Sentence, place: int, *, rule: str
    ) -> Iterator[Found]:
        """A character of one line and the voice of the same or another."""
        character = self.names.character(told.chunks, char)
        for start, end, _ in self.names.name(sentence.chunks, place, listed=True):
            first = min(told.chunks[char].start, start)
            yield self._found(
                start, end, (first, max(end, told.chunks[char].end)), number, character=character, rule=rule
            )

    @staticmethod
    def _found(start: int, end: int, quote: tuple[int, int], number: int, *, character: str, rule: str) -> Found:
        return Found("voice", "", start, end, quote, rule, number, character=character)

    def _role_first(self, number: int) -> bool:
        """Whether the list of lines of one name each that holds a line begins with one that has 役."""
        first = self._first(number)
        line = NAME_LINE.fullmatch(self.sentences[first].codes)
        return line is not None and bool(line["role"])

    def _first(self, number: int) -> int:
        """The first of the lines of one name each that stand before a line."""
        at = number
        while at and number - at < MOST and self._is_entry(at - 1):
            at -= 1
        return at

    def _is_second(self, number: int, above: re.Match[str]) -> bool:
        """Whether a line is a voice's: 役 stands above it, or it is the second, fourth… of lines of one name each."""
        if above["role"]:
            return self._role_first(number)
        first, last = self._first(number), number
        while last + 1 < len(self.sentences) and last - number < MOST and self._is_entry(last + 1):
            last += 1
        return (last - first + 1) % 2 == 0 and last - first >= 3 and (number - first) % 2 == 1

    def _is_entry(self, number: int) -> bool:
        sentence = self.sentences[number]
        return sentence.opens and sentence.closes and NAME_LINE.fullmatch(sentence.codes) is not None
