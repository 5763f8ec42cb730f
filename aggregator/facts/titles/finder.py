"""Which works an article speaks of, and under which names.

What it holds true: a title stands in quotation marks, or begins with a capital, beside a word that says what it is
(«the manga B», «B anime», «the television anime of B»); its other name follows in brackets; the headline and the first
paragraphs name the work that the news is about, and it is named again. Known exceptions: a title of ordinary words
without quotation marks or a word beside it («Given starts in July»). Roads not taken: a list of all titles, which no
new work is on; every capitalised word, which makes works of people and towns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.titles import quoted as quotes
from aggregator.facts.titles.adjectives import before_kind
from aggregator.facts.titles.apposed import apposed_titles
from aggregator.facts.titles.articled import article_places
from aggregator.facts.titles.bounded import NOWHERE, Bounded
from aggregator.facts.titles.casts import drop_cast, is_cast, is_row_of_names
from aggregator.facts.titles.evidence import Evidence
from aggregator.facts.titles.frame_ends import FrameEnds
from aggregator.facts.titles.framed import Frames
from aggregator.facts.titles.headlines import HeadlineVerbs, has_capitals, headline_place, whole_headline
from aggregator.facts.titles.lines import Lines
from aggregator.facts.titles.listed import is_work_label, listed_bounds, listed_titles
from aggregator.facts.titles.lone import LoneTitles
from aggregator.facts.titles.openings import behind_kind, has_article, is_named_number, is_part, names_part
from aggregator.facts.titles.order import first_of_equals
from aggregator.facts.titles.owners import OWNED, behind_author
from aggregator.facts.titles.phrases import Phrases
from aggregator.facts.titles.records import RECORD, entry_of, list_titles, told_part, without_places
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.rows import title_rows
from aggregator.facts.titles.runs import Runs
from aggregator.facts.titles.signs import Sight, Signs
from aggregator.facts.titles.turns import before_day, is_day
from aggregator.facts.titles.volumes import volume_row
from aggregator.facts.titles.weights import LISTED, Title, Weights, merged
from aggregator.facts.titles.words import CLOSING, HAPPENINGS, MAX_TITLE, describes, is_furniture, is_no_work
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

__all__ = ["Title", "TitleFinder"]

UNTOLD = 3.0
"""What the words around a quotation say for it at most where no kind of work stands beside it."""
_OPENING = re.compile(r"[^I]*(?<!Y)")


class TitleFinder:
    """Gathers the titles of one text from its sentences."""

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        lexicon: Lexicon,
        headline_end: int,
        *,
        is_known: Callable[[str], bool] = lambda _: False,
        events: frozenset[str] = frozenset(),
        verbs: HeadlineVerbs,
        told: Lexicon,
        stories: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.text, self.tokens, self.lexicon, self.english = text, tokens, lexicon, "the" in lexicon.skipped
        self.headline_end = whole_headline(text, headline_end)
        self.is_known, self.stories, self.events = is_known, stories, events
        self.titles: dict[tuple[str, ...], Title] = {}
        self.words = Words(tokens)
        self.persons: set[str] = set()
        self.names = bytearray(len(tokens))
        self.shouts: list[tuple[int, int]] = []
        self.reached: dict[int, bool] = {}
        self.entries = self.headings = dict[int, int]()
        self.songs: set[tuple[str, ...]] = set()
        self.capitals = has_capitals(tokens, self.headline_end)
        self.verbs = verbs
        self.runs = Runs(text, self.words, lexicon, self.headline_end, names=self.names, verbs=verbs)
        self.phrases = Phrases(text, self.words, lexicon, told, is_known)
        self.opened = self.phrases.places()
        self.articles = sorted({*article_places(tokens), *self.opened})
        self.lines = Lines(text, self.words, self.headline_end)
        self.evidence = Evidence(text, tokens, lexicon, told)
        ends = FrameEnds(text, self.words, lexicon, told, is_known, capitals=self.capitals, verbs=verbs.ends)
        self.frames = Frames(ends)
        self.bounded = Bounded(text, self.words, lexicon, told, is_known=is_known)

    def find(self, sentences: list[Sentence]) -> list[Title]:
        """The titles, the one that the news is about first."""
        for sentence in sentences:
            self._gather_names(sentence.chunks)
        self.headings = listed_titles(self.text, sentences)
        entries = list_titles(self.text, self.tokens, sentences, self.lexicon, self.headline_end)
        entries = apposed_titles(self.text, self.tokens, sentences, self.phrases.told) | entries
        self.entries = without_places(entries, self.text, self.tokens, self.is_known)
        for number, sentence in enumerate(sentences):
            if self._recorded(sentence) or not self.headings or not self._heading(number, sentence):
                self._sentence(sentence)
                self._articled(sentence)
        drop_cast(self.titles, self.text, sentences, self.songs)
        tokens, words, end = self.tokens, self.words, self.headline_end
        for sentence, first, last, sign in title_rows(self.text, tokens, end, sentences, self.is_known):
            self._note(first, last, Signs(plus=sign, author=True), sentence)
        weights = Weights(tokens, words, self.lexicon, persons=self.persons, shouts=self.shouts, headline_end=end)
        found = weights.chosen(self.titles)
        for title in found:
            title.sure = True
        lone = LoneTitles(self.text, tokens, sentences, is_known=self.is_known, lexicon=self.lexicon)
        found = lone.with_opening(found) or lone.alone()
        return first_of_equals(merged(sorted(found, key=lambda t: (-t.score, t.first))), self.text[: self.headline_end])

    def _gather_names(self, chunks: list[Chunk]) -> None:
        """Note the words of people's names, and which tokens are names at all."""
        for chunk in chunks:
            if chunk.code in "N#SK":
                size = chunk.last - chunk.first
                self.names[chunk.first : chunk.last] = b"\1" * size
                if chunk.code == "N" and 1 < size < 4 and is_person(self.text[chunk.start : chunk.end]):
                    self.persons.update(self.words.lows[chunk.first : chunk.last])

    def _sentence(self, sentence: Sentence) -> None:
        """Weigh every name and quotation of a sentence."""
        chunks = sentence.chunks
        limit, first = chunks[-1].last, chunks[0].first - has_article(self.words, chunks[0].first)
        lone = sentence.opens and sentence.closes and len(chunks) > 1
        if lone and self.text[sentence.start : sentence.end].isupper():
            self.shouts.append((first, limit))
            return
        self.bounded.find(sentence, headline=sentence.start < self.headline_end or self.lines.is_heading(sentence))
        find, at, framed = self.words.starts.find, 0, self._framed(sentence)
        index = find(1, first, limit)
        while index >= 0:
            while chunks[at].last <= index:
                at += 1
            chunk, after = chunks[at], index + 1
            if index in framed:
                after = framed.stop
            elif chunk.code == "Q":
                self._quoted(sentence, at, chunk.first + 1, chunk.last - 1)
                after = chunk.last
            elif chunk.code in "DP":
                after = chunk.last
            elif index >= chunk.first or index == first or index in self.bounded.found:
                after = self._starting(sentence, at, index)
            index = find(1, after, limit)

    def _heading(self, number: int, sentence: Sentence) -> bool:
        """Note a line of a list that is a title; whether nothing else in it is one, as in a line with a label."""
        at = self.headings.get(number)
        bounds = listed_bounds(self.tokens, sentence.chunks[at:]) if at is not None else None
        if bounds is None:
            return is_work_label(self.text, sentence)
        first, last, bracket = bounds
        signs = Signs(plus=LISTED, author=True, alias=self.evidence.other_name(bracket) if bracket is not None else "")
        self._note(first, last, signs, sentence, quoted=sentence.chunks[at or 0].code == "Q")
        return True

    def _articled(self, sentence: Sentence) -> None:
        """Weigh titles in small letters that begin with an article."""
        chunks = sentence.chunks
        first, limit = chunks[0].first - 1, chunks[-1].last
        for index in self.articles[bisect_left(self.articles, first) : bisect_left(self.articles, limit)]:
            at = next((i for i, chunk in enumerate(chunks) if chunk.last > index), 0)
            if chunks[at].code in "QDP":
                continue
            last, spelled = self.phrases.articled(chunks, at, index, self.opened)
            if last:
                self._named(sentence, at, index, last, spelled=spelled)

    def _recorded(self, sentence: Sentence) -> bool:
        """Whether a line or record of a list begins with a title, which is noted."""
        for volume in volume_row(self.text, sentence):
            self._note(*volume, Signs(plus=RECORD, author=True, type="manga"), sentence, spelled=True)
        span = entry_of(self.entries, sentence) if self.entries else None
        if span is not None and not self.phrases.is_selection(self.words.lows[slice(*span)]):
            alias = told_part(self.text, self.tokens, *span)
            self._note(*span, Signs(plus=RECORD, alias=alias, author=True), sentence, spelled=True)
        return span is not None

    def _framed(self, sentence: Sentence) -> range:
        """Note the title that the words of a headline frame; returns the tokens that no other one begins with."""
        if (framed := self.frames.find(sentence, self.headline_end)) is None:
            return range(0)
        signs = Signs(plus=framed.weight, type=framed.type, author=True)
        self._note(framed.first, framed.last, signs, sentence)
        self.runs.framed = self.words.lows[framed.first : framed.last]
        return range(framed.outer, framed.last)

    def _starting(self, sentence: Sentence, at: int, index: int) -> int:
        """Weigh what begins at a token; returns the token after it."""
        chunks, limit = sentence.chunks, sentence.chunks[-1].last
        if self.tokens[index].raw in CLOSING and (close := quotes.closing_at(self.tokens, index, limit)):
            self._quoted(sentence, at, index + 1, close)
            return close + 1
        bound = self.bounded.found.get(index, NOWHERE)
        if not bound.firm and (not self._may_begin(index, chunks[at], chunks) or self._is_deed(index, at, chunks)):
            return index + 1
        first = self._reached_back(index, max(0, chunks[0].first - len("A New")))
        if index - first == MAX_TITLE:  # an endless row of capitals holds no title
            return index + 1
        named, first = first, behind_author(self.text, self.tokens, self.lexicon, first, limit)
        leads = sentence.opens and first - chunks[0].first < 4 and _OPENING.fullmatch(sentence.codes, 0, at) is not None
        end = self.entries.get(first) or self.runs.end(first, limit, leads=leads)
        end = max(before_day(self.tokens, chunks, first, end), bound.last)
        whole = self.phrases.longer(chunks, at, first, end)
        owned = OWNED if first > named and whole - first > 1 else 0.0
        spelled = owned or self.phrases.spelled(first, end, whole)
        return max(self._named(sentence, at, first, whole, spelled=spelled), index + 1)

    def _is_deed(self, index: int, at: int, chunks: list[Chunk]) -> bool:
        """Whether a word of a headline in capitals is what a company does («Kumo Video Streams T»)."""
        low = self.words.lows[index]
        before = chunks[at - 2 if at > 1 and self.words.lows[index - 1] == "to" else at - 1].code if at else ""
        named = index + 1 < len(self.tokens) and self.tokens[index + 1].capital
        if index in self.verbs.begins or (index == chunks[0].first and self.phrases.opens_telling(index)):
            return True
        told = low in self.words.plain or low.removesuffix("s") in self.words.plain
        return before == "K" and self.capitals and self.tokens[index].start < self.headline_end and named and told

    def _reached_back(self, index: int, least: int) -> int:
        """The token that a name begins at, a capital before it counted in where the text never has it without."""
        least = max(least, index - MAX_TITLE)
        if index > least + 1 and self.words.lows[index - 1] == "the" and not self.english:
            index -= 2 * self.tokens[index - 2].capital
        while index > least and self.tokens[index - 1].capital and self._is_reached(index):
            index -= 1
        return index

    def _is_reached(self, index: int) -> bool:
        """Whether a name that goes on at a token begins with the capital before it; asked of a place once."""
        if index not in self.reached:
            before, kind = self.tokens[index - 1], self.lexicon.single(self.words.lows[index - 1])
            named = is_part(before) or (kind is not None and kind.code in "YU")
            pair, shouts = self.words.times(index - 1, index + 1), before.raw.isupper() and len(before.raw) > 1
            self.reached[index] = not named and pair >= 2 and (shouts or pair >= self.words.times(index, index + 1))
        return self.reached[index]

    def _may_begin(self, index: int, chunk: Chunk, chunks: list[Chunk]) -> bool:
        """Whether a title may begin at a token: a capital that is not merely a sentence's, or a digit before one."""
        token = self.tokens[index]
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if not token.word:
            return chunk.code == "#" and is_named_number(self.words, self.lexicon, index)
        if is_part(token) or names_part(token, following) or self.words.told_without(index):
            return False
        if index == 0 and chunk.code == "o" and token.low not in self.lexicon.words:
            return not (self.lexicon.noun_capitals and token.low.endswith(self.lexicon.noun_endings))
        if chunk.code in "NSK":
            return chunk.code == "N"
        if index == chunks[0].first or (token.low in self.lexicon.words and token.start < self.headline_end):
            named = following is not None and following.capital and self.words.times(index, index + 2) > 1
            typed = any(c.code == "Y" and c.last in self.bounded.found for c in chunks[1:2])  # «Der Manga T»
            return named and not typed and not (chunk.code in "YU" and chunk.last == index + 1)  # «Filme T chega»
        if chunk.code == "o":
            return not self.lexicon.noun_capitals
        if following is None or before_kind(self.lexicon, chunk, following):
            return False
        return following.capital and chunk.last == index + 1 and chunk.code not in "YRXxU"

    def _is_speech(self, sentence: Sentence, first: int, last: int, plus: float) -> bool:
        told = any(begin <= sentence.start < end for begin, end in self.stories) and self.words.times(first, last) < 2
        said = self.english and plus <= 2 and quotes.is_said(self.words, first, last)
        said = said or (plus <= UNTOLD and quotes.is_sentence(self.words, first, last))
        return told or said or quotes.is_spoken(self.words, first, last, sentence)

    def _quoted(self, sentence: Sentence, at: int, first: int, last: int) -> None:
        last = quotes.without_stop(self.tokens, first, last, alone=sentence.codes in ("Q", "QP"))
        whole, last = last, quotes.without_other_name(self.tokens, first, last)
        size, inner = last - first, sentence.chunks[at].inner
        if not 0 < size <= MAX_TITLE + 4 or (inner is not None and inner.codes == "K"):
            return
        text = self.text[self.tokens[first].start : self.tokens[last - 1].end]
        held = not HAPPENINGS.isdisjoint(self.words.lows[first:last])
        if held or quotes.names_none(text) or is_furniture(text):
            return
        chunks, end = sentence.chunks, at + 1
        while end < len(chunks) and chunks[end].first < whole:
            end += 1
        if quotes.is_song(self.tokens, chunks, at, end):
            self.songs.add(tuple(self.words.lows[first:last]))
            return
        if text[-1] in ".…" and size > 5:
            return
        before, after = chunks[at - 1] if at else None, chunks[end] if end < len(chunks) else None
        if before is not None and after is not None and before.code == after.code == "N" and size < 3:
            return
        signs = self.evidence.signs(chunks, Sight(first, last, at, end, quoted=True))
        signs.plus += 2.0
        signs.minus += quotes.so_called(self.tokens, first)
        signs.plus += quotes.DATED if quotes.DATED_NEXT.match(sentence.codes, end) else 0.0
        if whole > last:
            signs.alias = self.text[self.tokens[last + 1].start : self.tokens[whole - 2].end]
        lower = sum(token.word and not token.capital for token in self.tokens[first:last])
        if before is not None and before.code in "Uo:" and size > 8 and 4 * lower > size:
            signs.plus -= 2
        elif self._is_speech(sentence, first, last, signs.plus):
            return
        self._note(first, last, signs, sentence, quoted=True)

    def _named(self, sentence: Sentence, at: int, first: int, last: int, *, spelled: float = 0.0) -> int:
        """Weigh an unquoted name; returns the token after it. ``spelled``: what it says that it has small letters."""
        chunks = sentence.chunks
        end = at + 1
        while end < len(chunks) and chunks[end].first < last:
            end += 1
        text = self.text[self.tokens[first].start : self.tokens[last - 1].end]
        label = self.entries.get(first) == 0 or is_cast(sentence.codes, at, end)
        label = label or any(c.code in "SK" or is_day(self.text, c, after=first) for c in chunks[at:end])
        if label or self._no_title(text, first, last) or self._cut_off(first, text):
            return last
        sight = Sight(first, last, at, end)
        signs = self.evidence.signs(chunks, sight)
        signs.plus = max(signs.plus, spelled) + (0.8 if spelled and signs.plus > 1.0 else 0.0)
        self.lines.weigh(signs, sentence, sight)
        lone = last - first == 1 and not signs.plus and self.tokens[first].start > self.headline_end
        if not lone or signs.minus or self.words.times(first, last) > 1:
            self._note(first, last, signs, sentence, spelled=spelled > 0)
        return last

    def _cut_off(self, first: int, text: str) -> bool:
        """Whether a name goes on before its first word: «New York», «Anime Expo», a number of volumes."""
        if not text.strip("IVX"):
            return True
        before = self.tokens[first - 1] if first else None
        if before is None or not before.capital or before.end + 1 != self.tokens[first].start:
            return False
        if self.is_known(self.text[before.start : self.tokens[first].end]):
            return True
        at = first - 2 - (first > 2 and self.tokens[first - 2].low == "new")  # «- New Series T»
        opens = at < 0 or not self.tokens[at].word
        kind = self.lexicon.single(before.low)
        every = before.start < self.headline_end and self.capitals
        plain = kind is not None and kind.code == "Y" and not every and not before.raw.isupper()  # «el OVA T»
        return plain and not opens and not self.lexicon.noun_capitals

    def _no_title(self, text: str, first: int, last: int) -> bool:
        """Whether an unquoted name is a company, a place or an event rather than a work."""
        words = text.lower().split()
        below = self.tokens[first].start >= self.headline_end
        ends = (words[0], words[-1]) if below else words  # «Concert for Nori», «Nori Game»
        bound = self.bounded.found.get(first, NOWHERE)
        typed = bound.typed and bound.last == last
        return (
            (self.is_known(text) and text[-1] not in "!?")
            or (len(words) == 2 and self.is_known(text.split()[1]))
            or is_no_work(self.tokens, self.words.where(first, last), words, self.lexicon.openers)
            or not (typed or self.events.isdisjoint(ends))
            or (is_furniture(text) or is_row_of_names(text) or describes(text))
            or self.phrases.is_selection(words)
        )

    def _note(
        self, first: int, last: int, signs: Signs, sentence: Sentence, *, quoted: bool = False, spelled: bool = False
    ) -> None:
        key = tuple(self.words.lows[first:last])
        start = self.tokens[first].start
        text = self.text[start : self.tokens[last - 1].end]
        title = self.titles.setdefault(key, Title(text, first=start, tokens=(first, last)))
        told = self.words.times(first, last) > 1
        verb = (
            last - first == 1
            and self.tokens[first].raw.isalpha()
            and first == sentence.chunks[0].first
            and sentence.codes[1:2] in tuple("fBw")
            and sentence.codes[-1] == "."
        )
        sure = signs.alias or (signs.author and not verb)
        if not told and not quoted and not sure and self._weak(first, last, sentence):
            signs.plus = min(signs.plus, 1.0)
        if "D" in sentence.codes and (signs.plus > 0 or last - first > 1) and not signs.minus:
            signs.plus += 0.5
        if start < self.headline_end:
            place = headline_place(self.tokens, first, last, quoted=quoted) if signs.plus > 1 or told else 0.0
            title.headline = title.headline or place >= 1 or signs.plus >= 2
            signs.plus += place
        elif title.text.isupper() and not text.isupper():
            title.text = text
        title.plus.append(signs.plus)
        title.minus += signs.minus
        title.owned += signs.plus if signs.owned else 0.0
        title.examples, title.authors = title.examples + signs.example, title.authors + signs.author
        title.quoted, title.spelled = title.quoted or quoted, title.spelled or spelled
        title.type = title.type or signs.type
        if signs.alias and signs.alias not in title.aliases:
            title.aliases.append(signs.alias)

    def _weak(self, first: int, last: int, sentence: Sentence) -> bool:
        """Whether a capital says little: in a heading's every word, a sentence's first, within the headline."""
        start = self.tokens[first].start
        if start < self.headline_end:
            headed = not first or self.tokens[first - 1].line or behind_kind(self.tokens, first, self.lexicon)
            return not headed
        opening = sentence.chunks[0].last if sentence.codes[0] == "D" else sentence.chunks[0].first
        lone = last - first == 1 and self.tokens[first].raw not in self.lexicon.words
        return self.lines.is_heading(sentence) or (lone and first <= opening and sentence.codes[0] not in "-*")
