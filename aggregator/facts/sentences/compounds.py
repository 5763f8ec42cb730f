"""German compounds of a work's name and a word for what it is, as the words they are made of: «Blue Harbor-Film».

What it holds true: German joins a name to the noun behind it with a hyphen, so that a title of several words ends
within a word («die Blue Harbor-Serie», «der Kumo no Sora-Anime») or is one («der Blue-Harbor-Film»). Two capitals in a
row are a name, for German has none beside each other but nouns of the language's lists, genres and adjectives that
begin a sentence. One word is a name where the text has it by itself, in quotation marks or at its beginning, or where
it could be Japanese. Known exceptions: a title of one word that stands nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_romaji
from aggregator.facts.sentences.marks import QUOTES
from aggregator.facts.words.lexicon import Entry, Lexicon
from aggregator.facts.words.tokens import Token

GENRES = shared_words("sentences", "genres")
"""Words before a kind of work that say of which sort it is («Fantasy-Anime»)."""
PARTS = shared_words("titles", "parts")
"""Words for parts of a work."""
LINKS = frozenset("of the on to no ni wa wo ga".split())
"""Small words of English and Japanese titles that German has not."""
INFLECTED = ("er", "es", "en", "em", "e", "s")
"""Endings of German adjectives, which have a capital where a sentence begins, and of owners."""
LONGEST = 5
"""Words of a title that are looked at before its last one."""


def _is_kind(entry: Entry) -> bool:
    return entry.code == "Y" or (entry.code, entry.value) == ("R", "magazine")


def parted(text: str, tokens: list[Token], lexicon: Lexicon, is_known: Callable[[str], bool]) -> list[Token]:
    """The tokens of a text, those that end a work's name and say what it is as two; ``is_known`` tells companies."""
    if not lexicon.noun_capitals or not any("-" in token.raw for token in tokens):
        return tokens
    return _Parting(text, tokens, lexicon, is_known).tokens_parted()


class _Parting:
    def __init__(self, text: str, tokens: list[Token], lexicon: Lexicon, is_known: Callable[[str], bool]) -> None:
        self.text = text
        self.tokens = tokens
        self.lexicon = lexicon
        self.is_known = is_known
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(tokens):
            self.places[token.low].append(at)

    def tokens_parted(self) -> list[Token]:
        found: list[Token] = []
        for at, token in enumerate(self.tokens):
            cut = self._kind_at(token) if token.capital and "-" in token.raw else 0
            found += self._parts(at, cut) if cut else [token]
        return found

    def _kind_at(self, token: Token) -> int:
        """Where the word for a kind or part of a work begins in a compound behind a name; 0 in other words."""
        cut = token.raw.find("-") + 1
        while cut:
            low = token.low[cut:].partition("-")[0]
            kind = self.lexicon.single(low)
            if token.raw[cut : cut + 1].isupper() and (low in PARTS or (kind is not None and _is_kind(kind))):
                head = token.low[: cut - 1]
                return 0 if head in GENRES or head.rpartition("-")[2] in GENRES or self._is_word(head) else cut
            cut = token.raw.find("-", cut) + 1
        return 0

    def _is_word(self, low: str) -> bool:
        """Whether a word has a meaning in the language's lists, and is no name."""
        return low in self.lexicon.words or self.lexicon.single(low) is not None

    def _parts(self, at: int, cut: int) -> list[Token]:
        """A compound's name and kind as tokens of their own, or the compound."""
        token = self.tokens[at]
        head = token.raw[: cut - 1]
        kind = self._piece(token, cut, len(token.raw))
        if self._first(at) < at:
            return [self._piece(token, 0, cut - 1), kind]
        if self.is_known(head):
            return [token]
        words = head.split("-")
        if len(words) > 1 and self._stands(words):
            return [*self._pieces(token, words), kind]
        return [self._piece(token, 0, cut - 1), kind] if self._is_alone(head) else [token]

    def _first(self, at: int) -> int:
        """The first token of a name whose last word begins a compound; the compound's where it is the only one."""
        first = at
        while first and at - first < LONGEST and (step := self._back(first)):
            first -= step
        while first < at and not self.tokens[first].capital:
            first += 1
        if first < at and self._opens(first) and self._may_be_adjective(first, at):
            first += 1
        return first

    def _back(self, at: int) -> int:
        """How many tokens before one belong to the same name: a word with a capital and no meaning, or one that joins
        titles, or a word and a mark («Re:Harbor»).
        """
        token, before = self.tokens[at], self.tokens[at - 1]
        if before.raw in ":/" and at > 1:
            return 2 * (before.end == token.start and before.start == self.tokens[at - 2].end)
        if not before.word or before.end + 1 != token.start or self.text[before.end] != " ":
            return 0
        if not before.capital:
            return int(before.low in LINKS)
        worded = self._is_word(before.low) or before.low in GENRES or "-" in before.raw
        return int(not worded and not self.is_known(before.raw))

    def _opens(self, at: int) -> bool:
        """Whether a word begins its sentence or line, so that it has a capital whatever it is."""
        return not at or not self.tokens[at - 1].word

    def _may_be_adjective(self, first: int, at: int) -> bool:
        """Whether the first word of a sentence may be an adjective or an owner, and none of the name behind it."""
        if not self.tokens[first].low.endswith(INFLECTED):
            return False
        words = [token.low for token in self.tokens[first:at]]
        return not any(place != first and self._follow(place, words) for place in self.places[words[0]])

    def _follow(self, place: int, words: list[str]) -> bool:
        return all(place + n < len(self.tokens) and self.tokens[place + n].low == word for n, word in enumerate(words))

    def _stands(self, words: list[str]) -> bool:
        """Whether the words of a name stand in the text without its hyphens."""
        lows = [word.lower() for word in words]
        return any(self._follow(place, lows) for place in self.places[lows[0]])

    def _is_alone(self, head: str) -> bool:
        """Whether a name of one word stands in the text as a name: within quotation marks, at the beginning, or, where
        it could be Japanese, anywhere but beside another name.
        """
        for place in self.places[head.lower()]:
            token, before = self.tokens[place], self.tokens[place - 1] if place else None
            if not token.capital:
                return False
            after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
            if after is not None and after.capital:
                continue
            if before is None or before.raw in QUOTES or (is_romaji(head) and not (before.word and before.capital)):
                return True
        return False

    @staticmethod
    def _piece(token: Token, first: int, last: int) -> Token:
        return Token(token.start + first, token.start + last, token.raw[first:last], token.low[first:last])

    def _pieces(self, token: Token, words: list[str]) -> list[Token]:
        pieces, at = [], 0
        for word in words:
            pieces.append(self._piece(token, at, at + len(word)))
            at += len(word) + 1
        return pieces
