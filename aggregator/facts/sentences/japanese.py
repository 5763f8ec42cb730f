"""Sentences of languages without spaces as chunks: words are found by their script and by what follows them.

What it holds true: a name is a run of kanji, katakana or Latin letters, or begins with one and goes on in hiragana up
to a particle, an honorific or a mark; words of the language's file end a run. Korean has spaces, and words of its own
(:mod:`aggregator.facts.sentences.korean`). Codes that differ from those of :mod:`aggregator.facts.sentences.chunks`:

w は · g が · o を · i に · n の · t と, や · m も · d で · h さん · b など · k 役 · f 为 · v CV · e による · a 作 ·
j で知られる · c 主人公の · N a name · l a name that may be a verb («発表された») · E 歌う · ~ any other words
"""

from __future__ import annotations

import re
from dataclasses import replace

from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.ends_ja import MARKS, join_halves, joined, split
from aggregator.facts.sentences.kana import HIRAGANA, KATAKANA, NAME_CHAR, NO_COMPANY, PARTICLES, RUN, KanaNames
from aggregator.facts.sentences.korean import HANGUL, name_span, phrase_at
from aggregator.facts.sentences.marked_names import OPENERS, marked_name
from aggregator.facts.sentences.marks import BRACKETS, QUOTES
from aggregator.facts.sentences.spans import UnspacedSpans
from aggregator.facts.sentences.unspaced_words import CLASSES, Words, japanese_words
from aggregator.facts.words.lexicon import Entry

__all__ = ["CLASSES", "JapaneseChunker", "japanese_words"]

_MAY_BE_KANA = PARTICLES | {"h"}
_LATIN = r"[A-Za-zＡ-Ｚａ-ｚÀ-ʯ0-9０-９]"
_WORD = re.compile(
    r"[A-ZＡ-Ｚ](?:[・･][A-ZＡ-Ｚ]){1,4}(?![A-Za-zＡ-Ｚａ-ｚ])"
    rf"|{_LATIN}(?:{_LATIN}|[.'’+_-])*(?: (?:{_LATIN}|&)(?:{_LATIN}|[.'’!_-])*)*"
    r"(?:[☆★♡](?=[のがをはにと、。)）」]|さん|$))?"
)
_KOREAN_QUOTES = {"'": "'’", "<": ">", "〈": "〉"}
_COUNTED = re.compile(r"\d[期話巻部章回]")
_GROUP = re.compile(r"(?:\d{2}|[A-Z])(?=[役のがをはにと、，,。・)）/「『\n]|さん|[原作画著]|$)")
"""The number or letter that ends a name («湊坂46の»)."""
_SUFFIX = re.compile(r"(?!PV|CM|OP|ED|BD|MV|CV|TV|CD)[A-Z]{2,3}(?=[のがをはにと、。)）」\n]|$)")
"""Capitals that end a name in katakana («シナプスSP»)."""
_SPACES = frozenset(" \t\u3000\xa0")
_OPENERS = frozenset((*BRACKETS, *QUOTES, "【")) - frozenset("'’‘")
_NUMBER = re.compile(r"\d")
_DATE_LINE = re.compile(r"[*]?D[~d-]?")
_RELEASED = re.compile(r"BD|DVD|Blu-ray|ブルーレイ|Disc|放送|公開|配信|上映|発売")
"""How a line begins that tells what comes out on the date above it."""
_STATION_LINE = re.compile(r"[*]?K(?:[/,&]K)*b?")
_HEADING = re.compile(
    r"[■●▼◆★□○▲◎・【＜<〈《\[［]*(?:(?:放送|公開|配信|発売|上映|放映|リリース|オンエア|刊行)(?:開始|予定)?(?:日時?|日程|時期)?|初回放送日?)"
    r"[】＞>〉》\]］:：]*"
)
"""A line that says what happens on the date below it."""
_PLAYED = re.compile(
    r"[「『][^「」『』()（）]{1,20}[(（](?:CV|ＣＶ|cv|演|演者|声|声優|キャスト)[:：/／・][^()（）「」『』]{2,20}[)）][」』]"
)
"""A character in quotation marks together with who plays it («「スズ（演：森綾）」»), which is no quotation."""
_MADE = frozenset("万優栄耕勇周俊健幸英晋宗甚与有友雄龍竜庄茂圭啓慶泰源")
"""What stands before «作» in a given name («山下万作»)."""
_CALLED = re.compile(r"【[^【】「」\n:：]{1,12}】(?=役|の声|[をに]、)")
"""A character in brackets within a sentence («男の子【スズ】役に»)."""
_NO_NAME = frozenset("天晚")
"""How Chinese words for days end, and no name («將於今天»)."""
MAX_QUOTE = 120
MAX_NAME = 32
MIN_WIDTH = 24
"""Characters of a line that a sentence goes on behind."""


class JapaneseChunker(KanaNames):
    """Cuts a text into sentences of chunks."""

    def __init__(self, text: str, words: Words, spans: UnspacedSpans) -> None:
        super().__init__(text, words)
        self.spans = spans
        self.dates, self.openings = spans.dates, spans.openings
        self.openers = _OPENERS | words.quotes
        self._shorten()
        self.begins = bytearray(len(text))
        """1 where a date begins, or a word that may end a name."""
        for at in (*self.dates, *(at for at, (_, entry) in self.known.items() if entry.value != "names")):
            self.begins[at] = 1

    def _shorten(self) -> None:
        """Leave to a date what looks like the end of a particle («が|この春»)."""
        for date in self.dates:
            for at in (date - 1, date - 2):
                phrase, entry = self.known.get(at, ("", None))
                if entry is None or entry.code not in PARTICLES or at + len(phrase) <= date:
                    continue
                particle = self.low[at:date]
                if particle in self.words.phrases:
                    self.known[at] = particle, self.words.phrases[particle]

    def sentences(self) -> list[Sentence]:
        """All sentences of the text, in order."""
        found: list[Sentence] = []
        line = start = 0
        text = self.text
        while start <= len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            pieces = split(text, self._chunks(start, end))
            if found and pieces and self._goes_on(found[-1], pieces[0], line):
                pieces[0] = [*found.pop().chunks, *pieces[0]]
            elif found and pieces and self._is_date(found[-1], line):
                _with_year(pieces[0][0], found[-1].chunks[0])
            for number, chunks in enumerate(pieces):
                found.append(Sentence(chunks, line, number == 0, number == len(pieces) - 1))
            line, start = line + 1, end + 1
        return found

    @staticmethod
    def _is_date(sentence: Sentence, line: int) -> bool:
        """Whether the line before is a date alone, as in tables whose cells stand in lines («10月5日» / «TOKYO MX»)."""
        return _DATE_LINE.fullmatch(sentence.codes) is not None and sentence.opens and sentence.line == line - 1

    def _goes_on(self, sentence: Sentence, chunks: list[Chunk], line: int) -> bool:
        """Whether the last line's sentence and a line's first one are read as one: a date and what comes out then, or
        words that the end of a line parts.
        """
        if self._is_date(sentence, line) and self._dated(chunks):
            return True
        return (self._heads(sentence, line) and chunks[0].code == "D") or self._wraps(sentence, chunks, line)

    def _wraps(self, sentence: Sentence, chunks: list[Chunk], line: int) -> bool:
        """Whether a sentence goes on in the next line, as in texts whose lines have a fixed width."""
        if line < 2 or sentence.line != line - 1 or not sentence.closes or sentence.codes[-1] not in "ongwt,":
            return False
        first = self.text.rfind("\n", 0, sentence.start) + 1
        return sentence.end - first >= MIN_WIDTH and chunks[0].code not in "*;-:D#HP"

    def _heads(self, sentence: Sentence, line: int) -> bool:
        """Whether the line before says nothing but what comes out, or where («■発売日» / «2024年9月25日»)."""
        if not sentence.opens or sentence.line != line - 1 or "D" in sentence.codes:
            return False
        if _STATION_LINE.fullmatch(sentence.codes):
            return True
        return _HEADING.fullmatch(self.text, sentence.start, sentence.end) is not None

    def _dated(self, chunks: list[Chunk]) -> bool:
        """Whether a line without a date tells what comes out, or where."""
        codes = "".join(chunk.code for chunk in chunks)
        return "D" not in codes and (codes[0] == "K" or _RELEASED.match(self.text, chunks[0].start) is not None)

    def _chunks(self, start: int, end: int) -> list[Chunk]:
        chunks: list[Chunk] = []
        at = start
        text = self.text
        while at < end:
            if text[at] in _SPACES:
                stop = at + 1
                while stop < end and text[stop] in _SPACES:
                    stop += 1
                if chunks and chunks[-1].code in "NlRXxh" and not "가" <= text[at - 1] <= "힣":
                    chunks.append(Chunk("_", 0, 0, at, stop))
                at = stop
                continue
            marked = marked_name(text, at, end, chunks) if text[at] in OPENERS else None
            if marked is not None:
                chunks.append(Chunk("N", 0, 0, *marked[:2]))
                at = marked[2]
                continue
            mark = MARKS.get(text[at])
            if mark is not None:
                chunks.append(Chunk("/" if text[at] in self.words.list_marks else mark, 0, 0, at, at + 1))
                at += 1
                continue
            chunk = self._chunk(at, end, chunks)
            at = chunk.end
            if chunk.code == "~" and chunks and chunks[-1].code == "~":
                chunks[-1].end = at
            elif not joined(chunks, chunk, text):
                join_halves(chunks, chunk, text)
                chunks.append(chunk)
        return chunks

    def _chunk(self, at: int, end: int, before: list[Chunk]) -> Chunk:
        text = self.text
        char = text[at]
        if char in self.openers:
            bracketed = self._bracketed(at, end)
            if bracketed is not None:
                return bracketed
        given = self._given(at, end, before) if before and before[-1].code == "_" else 0
        if given:
            return Chunk("l", 0, 0, at, given)
        matched = self._matched(at, end)
        dated = self.spans.date_at(at) if at in self.dates else None
        if dated and not (at in self.known and self.known[at][1].value == "names"):
            return Chunk("D", 0, 0, at, min(dated[0], end), known=dated[1])
        named = char not in NO_COMPANY and self.low[at : at + 2] in self.openings
        company = self.spans.company_in(self.low, at) if named else None
        if company and (matched is None or company[0] >= at + len(matched[0])):
            return Chunk(company[1], 0, 0, at, company[0], known=company[2])
        if "가" <= char <= "힣":
            return self._hangul(at, end)
        if matched is not None and matched[1].value == "names" and NAME_CHAR.match(char):
            return self._name(at, end)  # «明日海りお»
        if matched is not None and self._stands(at, end, matched, before) and not self._doubled(at, matched[0], before):
            return Chunk(matched[1].code, 0, 0, at, at + len(matched[0]), matched[1].value)
        return self._unknown(at, end, before)

    def _unknown(self, at: int, end: int, before: list[Chunk]) -> Chunk:
        """What begins at a place where no known word does: a name, hiragana, Latin letters, or a mark."""
        text = self.text
        if NAME_CHAR.match(text[at]):
            return self._name(at, end)
        kana = HIRAGANA.match(text, at, end)
        if kana:
            if self._begins(at, kana.end(), end, before):
                return Chunk("N", 0, 0, at, self._name(kana.end(), end).end)
            return self._kana(at, kana.end(), end, before)
        word = _WORD.match(text, at, end)
        if word:
            end = self._latin_end(at, word.end())
            code = "#" if word.group().isdigit() else "~" if _COUNTED.match(text, end - 1) else "N"
            return Chunk(code, 0, 0, at, end)
        stops = text[at] == "." and self.words.quotes and text[at + 1 : at + 2] in ("", " ", "\n")
        return Chunk("." if stops else "~", 0, 0, at, at + 1)

    def _hangul(self, at: int, end: int) -> Chunk:
        """A Korean word, its particle, or a name of several words."""
        phrases = self.words.phrases
        if at and "가" <= self.text[at - 1] <= "힣":  # within a word: what its beginning left
            rest = HANGUL.match(self.text, at, end)
            stop = rest.end() if rest else at + 1
            entry = phrases.get(self.low[at:stop])
            return Chunk(entry.code if entry else "~", 0, 0, at, stop, entry.value if entry else "")
        matched = phrase_at(self.text, at, end, self.known, phrases)
        if matched is not None:
            return Chunk(matched[1].code, 0, 0, at, matched[0], matched[1].value)
        start, stop = name_span(self.text, at, end, self.known, phrases)
        if start > at:
            return Chunk("~", 0, 0, at, start)
        return Chunk("N" if at < stop <= at + MAX_NAME else "~", 0, 0, at, max(stop, at + 1))

    def _latin_end(self, at: int, end: int) -> int:
        """A run of Latin words ends before one that the language's file knows («Machico CV»)."""
        for match in re.finditer(r" ", self.text[at:end]):
            if at + match.end() in self.dates or self._matched(at + match.end(), end) is not None:
                return at + match.start()
        return end

    def _bracketed(self, at: int, end: int) -> Chunk | None:
        opener = self.text[at]
        if opener in "「『" and _PLAYED.match(self.text, at, min(end, at + MAX_QUOTE)):
            return None
        closers = BRACKETS.get(opener) or ("】" if opener == "【" else None)
        code = "P"
        if closers is None:
            closers, code = QUOTES.get(opener) or _KOREAN_QUOTES.get(opener) or "", "Q"
            if not closers:
                return None
        called = _CALLED.match(self.text, at, end) if at and self.text[at - 1] != "\n" else None
        if called is not None:
            return Chunk("Q", 0, 0, at, called.end())
        limit = min(end, at + MAX_QUOTE)
        if all(self.text.find(closer, at + 1, limit) < 0 for closer in closers):
            return None
        depth = 0
        for index in range(at + 1, limit):
            char = self.text[index]
            if char in closers and depth == 0:
                named = self.spans.company_in(self.low, at + 1) if code == "Q" and index > at + 1 else None
                if named is not None and named[0] == index:
                    return Chunk(named[1], 0, 0, at, index + 1, known=named[2])
                inner = self._chunks(at + 1, index) if code == "P" and index > at + 1 else []
                return Chunk(
                    "H" if opener == "【" else code,
                    0,
                    0,
                    at,
                    index + 1,
                    "worded" if opener in "“‟”" else "",
                    inner=Sentence(inner, 0) if inner else None,
                )
            if char in closers:
                depth -= 1
            elif char == opener:
                depth += 1
        return None

    def _stands(self, at: int, end: int, matched: tuple[str, Entry], before: list[Chunk]) -> bool:
        """Whether a phrase stands for itself here and isn't a part of a longer word."""
        phrase, entry = matched
        after = self.text[at + len(phrase)] if at + len(phrase) < end else ""
        if phrase[0].isascii() and phrase[0].isalnum():
            return not (after.isascii() and after.isalnum()) and not (
                at and self.text[at - 1].isascii() and self.text[at - 1].isalnum()
            )
        if entry.code == "b" and phrase[-1] == "人" and after.isdigit():  # «初めての2人|1役»
            return False
        if entry.code == "y" and not before:
            return True
        if phrase == "こと":  # «“りえ”こと森綾»
            return bool(before) and before[-1].code in "NlQ" and NAME_CHAR.match(after or "。") is not None
        if entry.code == "k" and at and self.text[at - 1] == "お":
            return False
        if entry.code == "b" and len(phrase) == 1 and [c.code for c in before[-1:]] == ["c"]:
            return not HIRAGANA.match(after or "。")
        if len(phrase) == 1 and NAME_CHAR.match(phrase):
            joins = phrase in self.words.splits and (phrase == "由" or (bool(before) and before[-1].end == at))
            return joins or phrase in self.words.cuts or after == "役" or not NAME_CHAR.match(after or "。")
        if entry.code in _MAY_BE_KANA and HIRAGANA.fullmatch(phrase):
            previous = before[-1].code if before else ""
            listed = previous in (":", "/", ".") or [c.code for c in before[-2:]] == ["R", "_"]
            return (previous not in ("", "~") and not listed) or entry.code == "h" or not HIRAGANA.match(after or "。")
        return not (KATAKANA.match(phrase[-1]) and KATAKANA.match(after or "。"))

    def _doubled(self, at: int, phrase: str, before: list[Chunk]) -> bool:
        """Whether a particle stands right behind another one, so that it begins a name («がやなぎなぎさんの»)."""
        if phrase == "は" and before and before[-1].end == at and self.text[at - 1] in "はがを":
            return HIRAGANA.match(self.text, at + 1) is not None  # «監督は|はたしょう二»
        if phrase in "はがもとで" and [c.code for c in before[-2:]] == ["R", "n"] and before[-1].end == at:
            return NAME_CHAR.match(self.text[at + 1 : at + 2] or "。") is None  # «監督の|はたしょう二»
        return phrase in "やとも" and bool(before) and before[-1].end == at and before[-1].code in "gowp"

    def _name(self, at: int, end: int) -> Chunk:
        """A run of kanji and katakana, and the hiragana that may end a name."""
        run = RUN.match(self.text, at, min(end, at + 40))
        stop = run.end() if run else at + 1
        index = self.begins.find(1, at + 1, stop)
        while index >= 0 and not self._ends(at, index, stop, end):
            index = self.begins.find(1, index + 1, stop)
        index = index if index >= 0 else stop
        number = _GROUP.match(self.text, index, end) if 2 <= index - at <= 4 else None
        number = number or (_SUFFIX.match(self.text, index, end) if KATAKANA.match(self.text[index - 1]) else None)
        if number:
            return Chunk("N", 0, 0, at, number.end())
        kana = HIRAGANA.match(self.text, index, end)
        if kana and NAME_CHAR.match(self.text[index - 1]) and index - at <= 6:
            return self._with_kana(at, index, self._kana_end(index, kana.end()), end)
        return Chunk("N" if index - at <= MAX_NAME else "~", 0, 0, at, index)

    def _ends(self, at: int, index: int, stop: int, end: int) -> bool:
        """Whether a date or a word that stands for itself ends a run, which may go on to ``stop``."""
        if index in self.dates and not self._within_name(at, index):
            return True
        if index not in self.known or self.known[index][1].value == "names":
            return False
        matched = self._matched(index, end)
        if matched is None or self._is_within(index, matched):
            return False
        if len(matched[0]) > 1:
            return True
        splits = matched[0] in self.words.splits
        return self._splits(at, index, stop) if splits else self._stands(index, end, matched, [])

    def _is_within(self, index: int, matched: tuple[str, Entry]) -> bool:
        """Whether a word for kin ends a longer one («大伯父»)."""
        if matched[0] == "作" and self.text[index - 1] in _MADE:
            return True
        kin = matched[1].value == "kin" and len(matched[0]) == 1
        return kin and "\u3400" <= self.text[index - 1] <= "\u9fff"

    def _within_name(self, at: int, index: int) -> bool:
        """Whether a date within a run may be a part of a name: a word for a day («西原明日香»), or «本» of a surname
        («山本夏»).
        """
        if self.text[index] == "本" and index == at + 1 and self.text[at] != "日":
            return True
        end, date = self.spans.date_at(index) or (index, None)
        if self.text[end - 1] in _NO_NAME:
            return False
        if not isinstance(date, DateMention) or date.relative is None or date.month is not None or date.time:
            return False
        return date.relative.unit == "day"

    def _splits(self, at: int, index: int, stop: int) -> bool:
        """Whether a character within a run parts two names: three characters or more stand on both sides of it."""
        after = next((i for i in range(index + 1, stop) if i in self.known and len(self.known[i][0]) > 1), stop)
        charged = self.text[index] == "由" and after in self.known and self.known[after][1].code in "ZC"
        return (index - at >= 3 and after - index > 3) or index + 1 >= stop or (charged and after - index > 3)


def _with_year(date: Chunk, above: Chunk) -> None:
    """Give a day the year that stands alone in the line above it («2009年» / «10月7日»)."""
    year, day = above.known, date.known
    if isinstance(year, DateMention) and isinstance(day, DateMention) and year.bare_year and day.day and not day.year:
        date.known = replace(day, year=year.year)
