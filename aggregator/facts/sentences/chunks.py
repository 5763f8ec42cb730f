r"""Sentences as chunks: what each stretch of words is, as a letter, so that grammar can be patterns over letters.

The idea is that of finite-state cascades (Hobbs et al., «FASTUS», 1997): words become chunks of a class, patterns over
the classes find who does what. The classes of words come from a language's file (see ``facts/words/lexicon.py``);
those that need no words are

N a run of capitalised words · S a known studio or a company by its name · K a known platform, magazine or publisher ·
T a title that the article is known to speak of · Q a quotation · P a bracket · D a date · # a number · ' a possessive ·
``, ; : - / .`` marks (dashes of all kinds are ``-``) · o any other words · \n the end of a line.
Articles («the», «il») are left out: they say nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import ELIDED, PARTICLES, begins_surname, is_studio
from aggregator.facts.sentences import ends
from aggregator.facts.sentences import within_names as within
from aggregator.facts.sentences.marks import BRACKETS, HONORIFICS, QUOTES, mark_code
from aggregator.facts.sentences.nouns import noun
from aggregator.facts.sentences.plain import plain_codes, plain_run
from aggregator.facts.sentences.spans import Spans
from aggregator.facts.words.lexicon import VERBS, Entry, Lexicon
from aggregator.facts.words.tokens import Token

MAX_CHUNKS = 150
"""Chunks of a sentence; a longer one is cut, so that no text takes more than linear time."""
MAX_BRACKET = 80
"""Tokens within a bracket."""
KIN_GIVEN = shared_words("names", "kin_given")
"""Words for who somebody is that are given names, too."""
WIDE_GAP = 2
"""Characters between two words of one name."""
MAX_QUOTE = 30
"""Tokens within a quotation that may be a title or a song; a longer one is somebody's speech."""
PART = "part"
"""The value of a word about a character that has a capital, and so is a part of the name."""
TITLE_ARTICLES = shared_words("sentences", "title_articles")
"""Articles that titles begin with."""
HOUSES = shared_words("sentences", "studio_words")
"""Words that studios' names have."""
POSSESSIVES = frozenset(("'s", "’s"))
HOUSE_ENDS = HOUSES | {"music"}
"""Words that go on with a known company's name."""


@dataclass(slots=True)
class Chunk:
    """A stretch of a sentence: its code, its first token and the one after its last, and what it stands for."""

    code: str
    first: int
    last: int
    start: int
    end: int
    value: str = ""
    known: object = None
    inner: Sentence | None = None


@dataclass(slots=True)
class Sentence:
    """The chunks between two full stops. ``codes`` has one letter a chunk; ``text[start:end]`` is the sentence.

    ``line`` counts lines, ``opens`` is true for the first sentence of its line, ``closes`` for the last one.
    """

    chunks: list[Chunk]
    line: int
    opens: bool = False
    closes: bool = False
    codes: str = field(default="")

    def __post_init__(self) -> None:
        self.codes = "".join([chunk.code for chunk in self.chunks])

    @property
    def start(self) -> int:
        """Where its first chunk begins."""
        return self.chunks[0].start

    @property
    def end(self) -> int:
        """Where its last chunk ends."""
        return self.chunks[-1].end


class Chunker:
    """Cuts the tokens of a text into sentences of chunks."""

    def __init__(self, text: str, tokens: list[Token], lexicon: Lexicon, spans: Spans) -> None:
        self.text = text
        self.tokens = tokens
        self.lexicon = lexicon
        self.spans = spans
        self.plain = plain_codes(tokens, lexicon, spans.begins_company, spans.dates)
        self.closed: dict[str, dict[int, int]] = {}

    def sentences(self) -> list[Sentence]:
        """All sentences of the text, in order."""
        found: list[Sentence] = []
        chunks: list[Chunk] = []
        line, opens = 0, True

        def close(*, closes: bool) -> None:
            nonlocal chunks, opens
            if chunks:
                found.append(Sentence(chunks, line, opens, closes))
                chunks, opens = [], False

        at = 0
        while at < len(self.tokens):
            if self.plain[at] is not None and len(chunks) < MAX_CHUNKS - 1 and not (chunks and chunks[-1].code == "t"):
                at = self._past_plain(at, chunks)
                continue
            token = self.tokens[at]
            if token.line:
                if token.raw == "\n" and chunks and self._goes_on(at, chunks):
                    at += 1
                    continue
                close(closes=True)
                line, opens, at = line + 1, True, at + 1
                continue
            plain = self._plain_name(at) if chunks and chunks[-1].code == "t" else None
            at, chunk = (at + 1, plain) if plain else self._chunk(at, len(self.tokens), first=not chunks)
            if chunk is None:
                continue
            if chunk.code in "oI" and chunks and chunks[-1].code == chunk.code:
                chunks[-1].last, chunks[-1].end = chunk.last, chunk.end
                continue
            if chunk.code == "," and (not chunks or chunks[-1].code == ","):
                chunks[-1:] = []
                continue
            over = chunk.code in ".-" and ends.ends_sentence(
                chunk.code, self.tokens, chunk.first, chunk.last, self.lexicon
            )
            if chunk.code == "." and not over and chunks and ends.within_name(self.tokens, chunk.first, chunk.last):
                continue
            chunks.append(chunk)
            over = over or (chunk.code == "Q" and ends.quote_ends(self.tokens, chunk.first, chunk.last))
            if over or len(chunks) >= MAX_CHUNKS:
                close(closes=False)
        close(closes=True)
        return found

    def _past_plain(self, at: int, chunks: list[Chunk]) -> int:
        """Past words that say nothing wherever they stand, which become a chunk or go into the last one."""
        first, last, at = plain_run(self.plain, at)
        if first >= 0 and chunks and chunks[-1].code == "o":
            chunks[-1].last, chunks[-1].end = last, self.tokens[last - 1].end
        elif first >= 0:
            chunks.append(self._made("o", first, last))
        return at

    def _goes_on(self, at: int, chunks: list[Chunk]) -> bool:
        """Whether a sentence goes on in the next line: behind a word that asks for more, where it is no row of a table;
        or with a verb in lower case, behind a line that is no list's.
        """
        if chunks[-1].code in "BHwzmbfJCA&h," or ends.is_wrapped(self.text, self.tokens, at):
            return not any(c.code == ";" and self.text[c.start] == "|" for c in chunks)
        if at + 1 >= len(self.tokens) or chunks[-1].code not in "NPTQ" or any(c.code in ":-*" for c in chunks):
            return False
        following = self.tokens[at + 1]
        matched = self.lexicon.match(self.tokens, at + 1) if following.word and not following.capital else None
        return matched is not None and matched[1].code in "IVZMCHhA"

    def _plain_name(self, at: int) -> Chunk | None:
        """A name without capitals between «singer» and what she does («singer miwa performs»)."""
        token, tokens = self.tokens[at], self.tokens
        if not token.word or token.capital or self.lexicon.match(tokens, at) or at + 1 >= len(tokens):
            return None
        following = self.lexicon.match(tokens, at + 1) if not tokens[at + 1].line else None
        return self._made("N", at, at + 1) if following is not None and following[1].code in "MVZCIHw" else None

    def _chunk(self, at: int, limit: int, *, first: bool) -> tuple[int, Chunk | None]:
        """The chunk that begins at a token, and the index after it; None for what says nothing."""
        tokens = self.tokens
        token = tokens[at]
        if token.start in self.spans.dates and (dated := self.spans.date_at(token.start)):
            end = at + 1
            while end < limit and tokens[end].start < dated[0]:
                end += 1
            return end, self._made("D", at, end, known=dated[1])
        if token.word:
            aside = self.lexicon.aside(tokens, at) if token.low in self.lexicon.asides else 0
            return (aside, None) if aside else self._words(at, limit, first=first)
        if token.raw in BRACKETS:
            close = self._closing(at, limit, BRACKETS[token.raw], MAX_BRACKET)
            if close:
                return close + 1, self._made("P", at, close + 1, inner=self._inside(at + 1, close))
        if token.raw in QUOTES and (token.raw != "»" or self.lexicon.noun_capitals):  # «»X«», in German alone
            close = self._closing(at, limit, QUOTES[token.raw], MAX_QUOTE)
            if close and close > at + 1:
                return close + 1, self._quotation(at, close)
        if token.low in POSSESSIVES:
            return at + 1, self._made("'", at, at + 1)
        leader = ends.leader_end(tokens, at, limit) if token.raw in ends.LEADERS else 0
        if leader:
            return leader, self._made("-", at, leader)
        mark = mark_code(tokens, at)
        if mark:
            return at + 1, self._made(mark, at, at + 1)
        return self._words(at, limit, first=first)

    def _quotation(self, at: int, close: int) -> Chunk:
        """What stands in quotation marks; a known studio's name, or a word for what something is, by itself."""
        word = within.quoted_word(self.tokens, at + 1, close, self.lexicon)
        if word is not None:
            return self._made(word.code, at + 1, close, value=word.value)
        inner = self._inside(at + 1, close)
        house = inner is not None and inner.codes in ("S", "JS")
        return inner.chunks[-1] if inner and house else self._made("Q", at, close + 1, inner=inner)

    def _words(self, at: int, limit: int, *, first: bool) -> tuple[int, Chunk | None]:
        """A company, a phrase that stands for something, a name, or a word that says nothing."""
        tokens, lexicon = self.tokens, self.lexicon
        token = tokens[at]
        matched = lexicon.match_apart(tokens, at)
        if matched is None or token.raw[0].isupper() or not token.word:
            company = self.spans.company_at(tokens, at)
            if company and (not matched or company[0] >= matched[0]):
                end = company[0] + (self._capital_next(company[0] - 1, limit) and tokens[company[0]].low in HOUSE_ENDS)
                return end, self._made(company[1], at, end, known=company[2])
        if matched and not (token.capital and self._heads_name(at, matched, limit)):
            return (matched[0], None) if matched[1].code == "~" else self._phrase(at, matched, limit)
        if token.capital:
            return self._capital(at, limit, first=first)
        if token.low in lexicon.skipped:
            return at + 1, None
        if token.raw[0].isdigit():
            aged = lexicon.single(tokens[at + 2].low) if at + 2 < limit and tokens[at + 1].raw == "-" else None
            if aged is not None and aged.code == "t":  # «22-year-old»
                return at + 3, self._made("t", at, at + 3)
            end = self._numbered_house(at, limit)
            if end:
                return end, self._made("S", at, end)
            lettered = sum(map(str.isalpha, token.raw)) > len("CG")
            return at + 1, self._made("N" if lettered else "#", at, at + 1)
        return at + 1, self._made("o", at, at + 1)

    def _numbered_house(self, at: int, limit: int) -> int:
        """The end of a studio's name that begins with a number and a hyphen («8-Bit Studio»); 0 where none does."""
        tokens = self.tokens
        if at + 2 >= limit or tokens[at + 1].raw != "-" or not tokens[at + 2].capital:
            return 0
        if tokens[at].end != tokens[at + 1].start or tokens[at + 1].end != tokens[at + 2].start:
            return 0
        end = self._name_end(at + 2, limit)
        return end if is_studio(self.text[tokens[at].start : tokens[end - 1].end]) else 0

    def _phrase(self, at: int, matched: tuple[int, Entry], limit: int) -> tuple[int, Chunk]:
        """The chunk of a phrase; a studio's name takes the «Studio» that ends it («au Studio Kumo»)."""
        end, entry = matched
        noun_capitals = self.lexicon.noun_capitals
        end -= end > at + 1 and self.tokens[end - 1].start in self.spans.dates  # «será» in «será a principios de 2026»
        if entry.code in "Rz" and self.tokens[end - 1].raw == ":":  # a role only before a colon («Color:»)
            end -= entry.code == "R" or end >= len(self.tokens) or self.tokens[end].line
        if entry.code == "J" and end > at + 1 and not noun_capitals and self.tokens[end - 1].low in HOUSES:
            end -= self.tokens[end - 1].capital and self._capital_next(end - 1, limit)
        code = "o" if within.is_plain(entry.code, self.tokens, at, end) else entry.code
        named = entry.code == "c" and entry.value != "role" and self.tokens[at].capital and not noun_capitals
        return end, self._made(code, at, end, value=PART if named else entry.value)

    def _capital(self, at: int, limit: int, *, first: bool) -> tuple[int, Chunk | None]:
        """A name, or a word that has a capital for another reason: at the beginning, or as a German noun."""
        tokens, lexicon = self.tokens, self.lexicon
        token = tokens[at]
        if lexicon.noun_capitals:
            common = noun(token.low, lexicon)
            if common is not None:
                return at + 1, self._made(common.code, at, at + 1, value=common.value)
        follows = self._capital_next(at, limit)
        if first and not follows and token.low in lexicon.openers:
            return at + 1, self._made("o", at, at + 1)
        small = lexicon.single(token.low) if follows and not first else None
        begins = follows and not first and (token.low in TITLE_ARTICLES or (small is not None and small.code == "f"))
        shouts = follows and len(token.raw) > 1 and token.raw.isupper() and tokens[at + 1].raw.isupper()
        if token.low in lexicon.skipped and not begins and not shouts:
            return at + 1, None
        if not (begins or shouts or token.low not in lexicon.words or within.is_mixed(token.raw)):
            return at + 1, self._made("o", at, at + 1)
        end = max(self._name_end(at, limit), at + 1 + (begins and token.low == "the"))
        if lexicon.noun_capitals and end == at + 1 and within.is_common_noun(self.tokens, at, self.lexicon):
            return end, self._made("o", at, end)
        house = end > at + 1 and is_studio(self.text[token.start : tokens[end - 1].end])
        return end, self._made("S" if house else "N", at, end)

    def _capital_next(self, at: int, limit: int) -> bool:
        return at + 1 < limit and self.tokens[at + 1].capital

    def _heads_name(self, at: int, matched: tuple[int, Entry], limit: int) -> bool:
        """Whether a word with a capital and a meaning begins a name here: «Studio Gaga», not «studio Gaga»."""
        end, entry = matched
        if end != at + 1 or not self._capital_next(at, limit):
            return False
        if (entry.code in VERBS or entry.code == "f") and not self.lexicon.noun_capitals:  # «the voice of Seria Aiba»
            return at > 0 and self.tokens[at - 1].word and not self.tokens[at - 1].capital
        if entry.code == "c":  # a given name («Ami Koshimizu»), or a band («QUEEN HILL»)
            return self.tokens[at].low in KIN_GIVEN or all(token.raw.isupper() for token in self.tokens[at : at + 2])
        known = entry.code == "J" and self.spans.company_at(self.tokens, at + 1)  # «Studio Silver Link»
        return not known and entry.code in "JY" and self.tokens[at + (entry.code == "Y")].low in HOUSES

    def _name_end(self, at: int, limit: int) -> int:
        """The end of a run of capitalised words, with particles («de») and numbers within it."""
        tokens, end = self.tokens, at + 1
        while end < limit:
            token = tokens[end]
            if token.start - tokens[end - 1].end > WIDE_GAP:
                break
            if token.word:
                step = self._joins(end, limit)
            elif token.raw[0].isdigit():
                step = int(token.raw[-1].isalpha() and not self.spans.date_at(token.start))
            else:
                step = self._joined_by(end, limit)
            if not step:
                break
            end += step
        return end

    def _joined_by(self, at: int, limit: int) -> int:
        """How many tokens a mark within a name leads over: «Fate/Zero», «P.A. Works», «J. Mori»; 0 where it ends."""
        tokens = self.tokens
        token, before = tokens[at], tokens[at - 1]
        if at + 1 >= limit or before.end != token.start:
            return 0
        following = tokens[at + 1]
        attached = following.start == token.end
        if form := within.legal_form(tokens, at, limit):
            return form
        if token.low in POSSESSIVES and self.lexicon.verb_first and following.capital:
            return 2  # English within a Romance language: «Eye’s Sentry»
        if token.raw in "/-&+☆★♡♥♪△▲▽" and attached and following.word:
            return 2
        if token.raw == "." and following.word and not following.capital and tokens[at - 2].raw == ".":
            return int(len(before.raw) == 1 and before.capital)  # «M.A.O. als Rin»
        if token.raw != "." or not following.capital:
            return 0
        if attached:
            return 0 if len(before.raw) > len("St") and following.low in self.lexicon.words else 2
        return int(len(before.raw) == 1 or before.low in HONORIFICS)

    def _joins(self, at: int, limit: int) -> int:
        """1 where a word goes on with a name: one with a capital and no meaning of its own, or a particle; else 0."""
        token, before, lexicon = self.tokens[at], self.tokens[at - 1], self.lexicon
        if not token.capital:
            low = token.low
            if within.leads_on(self.tokens, at, limit, lexicon, self.spans):
                return 1
            particle = low in PARTICLES and self._capital_next(at, limit)
            return int(particle and not lexicon.begins(low) and low not in lexicon.skipped)
        if lexicon.noun_capitals and noun(token.low, lexicon) is not None:
            return int(token.low in lexicon.surnames and not self.spans.date_at(token.start))
        if token.low in ELIDED or (begins_surname(token.raw, before.raw) and self._capital_next(at, limit)):
            return int(self._capital_next(at, limit))
        if len(token.raw) == 1 and self.tokens[at + 1 : at + 2] and self.tokens[at + 1].raw == ".":
            return int(self._capital_next(at + 1, len(self.tokens)))  # an initial: «Edward A. Moreno»
        if before.raw == "." and len(self.tokens[at - 2].raw) == 1:
            return 1
        if len(token.raw) > 1 and token.raw.isupper() and before.raw[-1].isupper():
            return int(not self.spans.date_at(token.start))
        matched = lexicon.match(self.tokens, at)
        if matched and matched[1].code == "I" and lexicon.noun_capitals:
            return 1  # no German verb has a capital within a sentence: «Seven Days War»
        titled = matched and matched[1].code == "c" and matched[0] == at + 1 and not self._capital_next(at, limit)
        if matched and matched[1].code == "c" and not lexicon.noun_capitals and (titled or matched[1].value == "title"):
            return 1  # «the Parrot King»
        if matched and matched[0] == at + 1 and within.is_own_word(self.tokens, at, matched[1].code):
            return 1  # «Monthly Comic Kumo», «Captain Star Hunter»
        if matched and not (matched[1].code in "JY" and self.tokens[at].low in HOUSES):
            return 0
        named = token.low not in lexicon.words or within.is_given(self.tokens, at, lexicon.skipped)
        return int(named and not self.spans.date_at(token.start))

    def _closing(self, at: int, limit: int, closers: str, most: int) -> int:
        """The index of the mark that closes a bracket or quotation on the same line; 0 where none does."""
        opener = self.tokens[at].raw
        if opener not in self.closed:
            self.closed[opener] = ends.closings(self.tokens, opener, closers)
        close = self.closed[opener].get(at, 0)
        return close if close < min(limit, at + most) else 0

    def _inside(self, at: int, limit: int) -> Sentence | None:
        chunks: list[Chunk] = []
        while at < limit:
            at, chunk = self._chunk(at, limit, first=not chunks)
            chunks += [chunk] if chunk is not None else []
        return Sentence(chunks, 0) if chunks else None

    def _made(
        self, code: str, first: int, last: int, *, value: str = "", known: object = None, inner: Sentence | None = None
    ) -> Chunk:
        return Chunk(code, first, last, self.tokens[first].start, self.tokens[last - 1].end, value, known, inner)
