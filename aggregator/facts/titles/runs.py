"""Where an unquoted title may begin and end: runs of capitalised words with small words and marks within.

What it holds true: a title's words have capitals, but for small ones («no», «of», «der»); where two readings are
possible («A and B», «A: B», «A's B», «A, b») the one holds that the text repeats. Known exceptions: a title in small
letters («Ariadne in the blue sky») is found whole only where the text says it twice. Roads not taken: asking how
likely each small word is within a title, which needs a list of titles; the longest run, which makes one title of two.
"""

from __future__ import annotations

from aggregator.facts.names.people import is_person, is_romaji
from aggregator.facts.titles.foreign import ENGLISH
from aggregator.facts.titles.grown import grown_end
from aggregator.facts.titles.headlines import HeadlineVerbs
from aggregator.facts.titles.inner_marks import (
    asked_from,
    is_shouted,
    past_enclosed,
    past_stop,
    past_stroke,
    run_to_year,
    sets_colons_apart,
)
from aggregator.facts.titles.openings import BREAKING, Openings, ends_headline, joins_nouns
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import (
    AMOUNTS,
    ARTICLES,
    AUTHORS,
    CONNECTORS,
    COUNTED,
    COUNTING,
    JOINING,
    KINDS,
    MAX_TITLE,
    NUMERALS,
    OF_PERSON,
    OWN_PARTS,
    PARTS,
    VERSIONS,
    WITHIN,
    counts_seasons,
    is_year,
    ordinal_end,
)
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

_VERBS = frozenset("ZVMaC")
"""Those of verbs."""


class Runs:
    """Finds where a title that begins at a token ends."""

    def __init__(
        self,
        text: str,
        words: Words,
        lexicon: Lexicon,
        headline_end: int,
        *,
        names: bytearray,
        verbs: HeadlineVerbs,
    ) -> None:
        self.text = text
        self.tokens = words.tokens
        self.words = words
        self.lexicon = lexicon
        self.headline_end = headline_end
        self.names = names
        self.apart = sets_colons_apart(text)
        self.verbs = verbs
        self.openings = Openings(text, words, lexicon, headline_end, verbs.told)
        self.of_person = OF_PERSON if lexicon.single("on") or "on" in lexicon.words else OF_PERSON - {"on"}
        self.asked = asked_from(words.tokens)
        self.broken: dict[int, bool] = {}
        self.grown: dict[tuple[int, tuple[str, ...]], int] = {}
        self.framed: list[str] = []
        """The words of the headline's title, which goes on with nothing."""

    def end(self, first: int, limit: int, *, leads: bool) -> int:
        """The token after a title's last; ``leads``: it begins a line, where a colon ends more titles than it joins."""
        last = index = first
        while index < limit and index - first < MAX_TITLE:
            token = self.tokens[index]
            if index > first and (token.capital or token.raw[0].isdigit()):
                if self._breaks(index) or counts_seasons(self.tokens, index):
                    break
                if named := ordinal_end(self.tokens, index, limit):
                    index = last = named
                    continue
            elif index > first:
                step = self._across(first, last, index, limit, leads=leads)
                if not step:
                    break
                if step < 0:
                    index = last = -step
                else:
                    index = step
                continue
            index = last = index + 1
        return self._longer(first, self._without_amount(first, last, limit), limit)

    def _without_amount(self, first: int, last: int, limit: int) -> int:
        """A title's end without what says how much of its cast or the like is meant («Sky Full Cast List»)."""
        while first + 1 < last < limit and self.tokens[last - 1].low in AMOUNTS and self._breaks(last):
            last -= 1
        return last

    def _across(self, first: int, last: int, index: int, limit: int, *, leads: bool) -> int:
        """Past a mark or small word within a title: the next index, negative where the title may end there; 0: no."""
        token = self.tokens[index]
        if not token.word and token.raw not in ("'s", "’s"):
            return self._mark(first, index, limit, leads=leads)
        if index + 1 >= limit:
            return 0
        if token.low in ("'s", "’s"):
            return index + 1 if self._owned(first, index) else 0
        if token.low in JOINING and self.lexicon.single(token.low) is not None:
            return index + 2 if joins_nouns(self.tokens, first, index) else self._repeated(first, index, limit)
        return self._small(first, last, index, limit, leads=leads) if token.low in CONNECTORS else 0

    def _mark(self, first: int, index: int, limit: int, *, leads: bool) -> int:
        """The same for a mark."""
        tokens, token = self.tokens, self.tokens[index]
        raw = token.raw
        attached = tokens[index - 1].end == tokens[index].start
        if raw in "☆★♪½" or (raw in "!?" and attached):
            return 0 if self.asked.get(index, first) < first else -(index + 1)
        if index + 1 >= limit:
            return 0
        following = tokens[index + 1]
        if raw == ".":
            return past_stop(tokens, index)
        if enclosed := past_enclosed(tokens, index, limit):
            return enclosed
        named = following.word or following.raw[0].isdigit()
        if raw in "'’" and attached and following.capital and tokens[index - 1].low.endswith("s"):
            return index + 1 if self.words.times(first, index + 2) > 1 else 0
        pair = raw == ":" and self._person_at(first, index)
        if raw == ":" and attached and following.start == token.end and following.word and not following.capital:
            return -(index + 2)  # «Orbit:zero»
        if raw in "/×-‐+@·;∬∞:’'" and attached and following.start == token.end and named and not pair:
            return index + 1 if raw != "/" or following.capital else past_stroke(tokens, index, limit)
        if raw in ":–-":
            capital = following.capital or following.raw[0].isdigit()
            return index + 1 if capital and self._joins(first, index, limit, leads=leads) else 0
        plural = raw in "’'" and attached and tokens[index - 1].low.endswith("s")
        if plural and following.capital and self.words.times(first, index + 2) > 1:
            return index + 1
        if raw in "&×+" and following.capital and not self._alone(first, index):
            return index + 1
        return self._repeated(first, index, limit) if raw in "&×+" or (raw == "," and attached) else 0

    def _alone(self, first: int, index: int) -> bool:
        """Whether one of two joined names stands in the text by itself."""
        both = self.words.times(first, index + 2)
        return self.words.times(first, index) > both or self.words.times(index + 1, index + 2) > both

    def _small(self, first: int, last: int, index: int, limit: int, *, leads: bool) -> int:
        """Past small words before a capital («no», «of the»), unless a person or place of its own follows."""
        following = self.tokens[index + 1]
        if following.raw in "!?" and following.start == self.tokens[index].end:
            return -(index + 2)
        at = index
        while at < limit and at - index < 3 and self.tokens[at].low in CONNECTORS and not self.tokens[at].capital:
            at += 1
        if at >= limit or not (self.tokens[at].capital or self.tokens[at].raw[0].isdigit()) or self._breaks(at):
            return 0
        low = self.tokens[index].low
        if index - first == 2 and self._person_at(first, index) and self.lexicon.stands_for(low, "A"):
            return 0  # «A B como C D»
        if low in AUTHORS and self._person_at(at, limit) and self._stands_alone(first, last, at):
            return 0  # «le manga T de A B»
        if low in self.of_person and self.words.times(first, at + 1) < 2 and not self._dated(at, limit):
            several = last - first > 1 or self.tokens[first].start < self.headline_end
            if (
                (several and self.words.times(first, last) > 1)
                or self._person_at(at, limit)
                or is_shouted(self.tokens[first:last])
            ):
                return 0
            if low in AUTHORS and any(word.low in ENGLISH for word in self.tokens[first:index]):
                return 0  # «The Secret of Sky di Gina Zar»
            if low not in WITHIN and not (at - index == 2 and self.tokens[index + 1].low in ARTICLES):
                return 0
            if low in AUTHORS and leads and at + 1 < limit and self.tokens[at + 1].capital:
                return 0
        return at

    def _stands_alone(self, first: int, last: int, at: int) -> bool:
        """Whether a title is told without who is behind «de», or with its kind before it and no article of its own."""
        own = self.tokens[first].low in ARTICLES  # «La Vie de …»
        typed = not own and any(place and self._type_at(place - 1) for place in self.words.where(first, last))
        return typed or self.words.times(first, last) > self.words.times(first, at + 1)

    def _dated(self, index: int, limit: int) -> bool:
        """Whether a run of capitals that goes on at a token ends at a year in brackets: «O Reino dos Gatos (2002)»."""
        end = run_to_year(self.tokens, index, limit)
        return end > 0 and not self._person_at(index, end)

    def _repeated(self, first: int, index: int, limit: int) -> int:
        """Past a joining word or comma, if the text repeats what it joins and never has the first part alone."""
        at = index + 1
        while at < limit and at - index < 4 and not self.tokens[at].capital and self.tokens[at].word:
            at += 1
        if at >= limit or not self.tokens[at].word or self.tokens[at].line:
            return 0
        at = min(at, index + 2)
        following = self.tokens[index + 1]
        if following.raw in ("His", "Her", "Their", "My") and self.tokens[index].raw == "and":
            return index + 1
        whole = self.words.times(first, at + 1)
        if whole < 2 or self.words.times(first, index) > whole * 1.5:
            return 0
        return index + 1 if self.words.times(index + 1, at + 1) <= whole else 0

    def _owned(self, first: int, index: int) -> bool:
        """Whether «A's B» is one title rather than the B of A."""
        following = self.tokens[index + 1]
        if not following.capital or self._breaks(index + 1):
            return False
        genitive = self.tokens[index].raw[0] in "'’"
        if (
            self.lexicon.openers
            and genitive
            and (self.words.times(first, index) == 1 or self.words.times(first, index + 2) > 1)
        ):
            return True  # no language with «de» has a genitive
        if first and self.tokens[first - 1].low in ("'s", "’s"):
            return True  # «A's B's C»: what somebody made is «B's C»
        owner = self.words.times(first, index)
        whole = self.words.times(first, index + 2)
        name = self.text[self.tokens[first].start : self.tokens[index - 1].end]
        if whole > 1:
            return owner == whole and not is_person(name)
        if index - first > 2:
            return any(token.raw == ":" for token in self.tokens[first + 1 : index])
        opened = index - first == 2 and self.tokens[first].raw == "The" and first > 0 and self.tokens[first - 1].word
        return owner == 1 and not is_romaji(name) and (index - first == 1 or opened)  # «… licensed The Otter's Way»

    def _joins(self, first: int, index: int, limit: int, *, leads: bool) -> bool:
        """Whether a colon or dash with a capital behind it stands within a title."""
        colon = self.tokens[index].raw == ":"
        if index + 1 in self.verbs.rows or self._breaks(index + 1) or self._person_at(index + 1, limit):
            return False
        whole = self.words.times(first, index + 2)
        always = whole > 1 and whole == self.words.times(first, index)
        if not always and self._person_at(first, index) and not (colon and first and self._type_at(first - 1)):
            return False
        if always or (whole > 1 and (colon or self._joined_within(first, index))):
            return True
        if self.tokens[first].start < self.headline_end:
            return colon and first > 0 and self._type_at(first - 1) and ends_headline(self.tokens, first, index + 1)
        size = self._capitals(index + 1, limit)
        if not colon:
            opens = first == 0 or self.tokens[first - 1].line
            return opens and size != 2
        attached = self.tokens[index - 1].end == self.tokens[index].start
        opens = first == 0 or self.tokens[first - 1].line
        return attached and (not leads or size > 2 or (self.apart and not opens and size > 1))

    def _joined_within(self, first: int, index: int) -> bool:
        """Whether a name and what its dash joins to it stand within a sentence below the headline."""
        places = self.words.where(first, index + 2)
        return any(at and self.tokens[at - 1].word and self.tokens[at].start >= self.headline_end for at in places)

    def _capitals(self, index: int, limit: int) -> int:
        """How many tokens a run that begins at one has; none if it owns what follows («Sato's manga»)."""
        at = index
        while at < limit and (
            self.tokens[at].capital
            or self.tokens[at].low in CONNECTORS
            or (self.tokens[at].raw == "-" and self.tokens[at - 1].end == self.tokens[at].start)
        ):
            at += 1
        return 0 if at < limit and self.tokens[at].low in ("'s", "’s") else at - index

    def _breaks(self, index: int) -> bool:
        """Whether a capitalised word or number within a run is none of the title's; asked of a place once."""
        broken = self.broken.get(index)
        if broken is None:
            broken = self.broken[index] = self._is_break(index)
        return broken

    def _is_break(self, index: int) -> bool:
        token, before = self.tokens[index], self.tokens[index - 1]
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if token.low in NUMERALS:
            return False
        if not token.word:
            ordinal = following is not None and following.raw in "ºª°"
            return ordinal or is_year(token.raw)
        shouts = self.tokens[index - 2] if before.raw == "," and index > 1 else before
        if token.raw.isupper() and len(token.raw) > 1 and shouts.raw.isupper() and len(shouts.raw) > 1:
            return token.low in ("anime", "manga", "tv", "dvd")
        if self.lexicon.noun_capitals and not self.names[index] and before.low not in ARTICLES:
            kind = self.lexicon.single(token.low)
            return kind is None or kind.code != "c" or self.words.times(index - 1, index + 1) < 2
        if following is not None and following.raw == "!" and following.start == token.end:
            return False
        if index in self.verbs.ends and self.words.times(index - 1, index + 1) < 3:
            return True
        if token.low in COUNTED and self.words.times(index - 1, index + 1) < 3:
            return before.low not in ARTICLES
        if token.low in PARTS:
            if token.low in OWN_PARTS and before.capital and self._type_at(index + 1):
                return False  # «A's Tin Box Manga»
            numbered = following is not None and (following.raw[0].isdigit() or following.low in NUMERALS)
            return not numbered and before.low not in ARTICLES and not (before.capital and before.low in COUNTING)
        part = following is not None and following.low in PARTS and following
        if part and token.low in COUNTING and not part.capital:
            return True
        if part and part.low in VERSIONS and token.low in self.lexicon.words:
            return True  # «T English Dub»
        return self._is_ordinary(index, following)

    def _is_ordinary(self, index: int, following: Token | None) -> bool:
        """Whether a capitalised word has a meaning of its own, and no title's words before it."""
        token = self.tokens[index]
        again = self.words.times(index - 1, index + 1)
        if self.tokens[index - 1].raw in "!?" and again < 2:
            return True
        matched = self.lexicon.match(self.tokens, index)
        if matched is not None and matched[1].code == "I" and self.lexicon.noun_capitals:
            return False  # no German verb has a capital within a sentence
        if matched is not None and matched[1].code in _VERBS and self._type_at(matched[0]):
            return False
        if matched is not None and matched[1].code == "Y" and self._is_counted(index):
            return False
        if matched is not None and matched[1].code in BREAKING:
            named = again > 1 and self._is_named_so(index, matched[1].code)
            return again < 3 and not named and not self._type_within(matched[1].code, index)
        if matched is not None and matched[1].code == "t" and following is not None and following.low in ("'s", "’s"):
            return True
        if token.low in CONNECTORS or token.low not in self.lexicon.words or again > 1:
            return False
        chain = following is not None and following.capital and not self.lexicon.noun_capitals
        return token.start < self.headline_end or not chain

    def _is_counted(self, index: int) -> bool:
        """Whether a kind of work within a title has a number and a colon behind it («Nori Movie 2: The Sea»), again."""
        tokens = self.tokens[index + 1 : index + 3]
        counted = len(tokens) == 2 and (tokens[0].raw.isdigit() or tokens[0].low in NUMERALS) and tokens[1].raw == ":"
        return counted and self.words.times(index - 1, index + 4) > 1

    def _is_named_so(self, index: int, code: str) -> bool:
        """Whether a verb of the headline has a capital behind the same word below it, too: then it is a name's."""
        if code not in _VERBS | {"v"}:
            return False
        places = self.words.where(index - 1, index + 1)
        return any(self.tokens[at].start > self.headline_end and self.tokens[at + 1].capital for at in places)

    def _type_at(self, index: int) -> bool:
        """Whether a word for a kind of work stands at a token: what is before it is a name («Last Play manga»)."""
        matched = self.lexicon.match(self.tokens, index) if index < len(self.tokens) else None
        return matched is not None and matched[1].code == "Y"

    def _type_within(self, code: str, index: int) -> bool:
        """Whether the name of a kind is a title's own word («Vinland Saga», «The Movie»)."""
        token, before = self.tokens[index], self.tokens[index - 1]
        if code != "Y":
            return False
        if before.low in ARTICLES:
            return True
        headed = token.start < self.headline_end or self.lexicon.noun_capitals
        return not headed and before.capital and token.low not in KINDS

    def _person_at(self, index: int, limit: int) -> bool:
        """Whether two words that begin at a token are a person's name («de Yuki Sato»)."""
        if index + 1 >= limit:
            return False
        first, second = self.tokens[index], self.tokens[index + 1]
        return first.capital and second.capital and is_person(self.text[first.start : second.end])

    def _longer(self, first: int, last: int, limit: int) -> int:
        """A title with small letters («March comes in like a lion»), where the text says it twice and sets it off."""
        if self.words.lows[first:last] == self.framed or last >= limit:
            return last
        if self.tokens[last].capital or not (self.tokens[last].word or self.tokens[last].raw == ","):
            return last
        if last - first > 2 and is_shouted(self.tokens[first:last]):
            return last  # no small letters behind capitals
        if (opened := self.openings.end(first, last)) > last:
            return opened
        times = self.words.times(first, last + 1)
        alone = self.words.times(first, last) - times
        if times < 2 or (self.tokens[last].raw == "," and alone) or (last - first > 1 and alone > 1):
            return last
        matched = self.lexicon.match(self.tokens, last)
        low = self.tokens[last].low
        told = low in PARTS or low in self.lexicon.title_ends or low.endswith(self.lexicon.future_endings)
        if told or (matched is not None and matched[1].code in BREAKING):
            return last
        key = last - first, tuple([token.raw for token in self.tokens[first : min(limit, first + MAX_TITLE)]])
        if key not in self.grown:
            self.grown[key] = grown_end(self.words, first, last, limit) - first
        return first + self.grown[key]
