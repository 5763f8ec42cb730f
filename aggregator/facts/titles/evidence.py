"""What the words around a name say of it: that it is a work's title, or somebody's name.

What it holds true: beside a title stands what it is («anime», «the film»), a part of it («season», «trailer»), its
author («by», «de») or its other name in brackets; beside a person's or character's name stands what they do. Weights
are set by hand, so that one clear sign is worth about three mentions. Roads not taken: weights learned from five
hundred articles, which found no more first works in others (33 of 45, these 32), and which nobody can read or correct.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from aggregator.facts.names.people import is_genitive, is_person
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.titles.adjectives import Adjectives
from aggregator.facts.titles.arriving import Turns
from aggregator.facts.titles.becoming import made_of
from aggregator.facts.titles.casts import is_pair
from aggregator.facts.titles.introduced import introduced
from aggregator.facts.titles.signs import Sight, Signs
from aggregator.facts.titles.told_names import is_maker, weigh_told
from aggregator.facts.titles.turns import opens_clause
from aggregator.facts.titles.words import (
    EXAMPLES,
    HAPPENINGS,
    HEADS,
    LABEL,
    NAMING,
    OF,
    OF_PERSON,
    OWNERS,
    PARTS,
    PRIZES,
    PRONOUNS,
    STARTS,
)
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

_ENDING_NAME = re.compile(r"P?[:;-]-?[No]+P?;?")
"""What follows a character's name in a list: who voices it."""
PLAIN = 2.5
"""What only a kind of work or its author says for a title."""
FORMER = 12
"""Chunks before a title in which «he wrote» stands."""
_DIRECTED = re.compile(r"(?:[D#],?)?(?:R[:.]+|w)N.*")
"""What a bracket holds behind a film's title: the year it is from, who directed it."""
_PRICED = re.compile(r"[€$£]|\d ?(?:pp?|pags?|págs?|pagine|páginas|pages|Seiten)\b")
"""The same behind a book's: its price or its pages."""
_DOES = re.compile("P?,?[ZM]")
"""What follows two names joined by «de» of which the first is who plays somebody, and the second where he is from."""
_OPENING = ",:;*-#"
"""Codes that may stand before what begins a line or an entry."""


def _near(chunks: Sequence[Chunk], index: int) -> Chunk | None:
    return chunks[index] if 0 <= index < len(chunks) else None


class Evidence:
    """Weighs the words around a name."""

    def __init__(self, text: str, tokens: Sequence[Token], lexicon: Lexicon, told: Lexicon) -> None:
        self.text, self.tokens, self.lexicon = text, tokens, lexicon
        self.noun_capitals, self.told = lexicon.noun_capitals, told
        self.turns = Turns(tokens, told, verb_first=lexicon.verb_first)
        self.adjectives = Adjectives(tokens, noun_capitals=lexicon.noun_capitals)

    def signs(self, chunks: Sequence[Chunk], sight: Sight) -> Signs:
        """All signs around one place."""
        signs = Signs()
        before = _near(chunks, sight.at - 1)
        if before is not None and before.last < sight.first and self._inner(chunks, sight):
            before = chunks[sight.at]
        after = self._after(chunks, sight)
        self._of_before(signs, chunks, sight, before)
        inner = sight.at if self._inner(chunks, sight) else sight.at - 1
        signs.example = self._is_example(sight)
        named = before is not None and before.code in "Rt" and not sight.quoted  # «dello scrittore A»
        if turn := self.turns.weight(chunks, sight, inner, person=named or self._is_person(sight)):
            signs.turn = True
            signs.add(turn)
        if told := introduced(self.tokens, chunks, sight, person=self._is_person(sight)):
            signs.told = True
            signs.add(told)
        self._of_after(signs, chunks, sight, after, before)
        self._against(signs, chunks, sight, before, after)
        span = self.tokens[sight.first].start, self.tokens[sight.last - 1].end
        weigh_told(self.text, chunks, signs, span, self.lexicon)
        signs.plus += signs.bonus if signs.plus > 2.0 else 0.0
        signs.minus = 0.0 if signs.labelled else signs.minus
        return signs

    def _inner(self, chunks: Sequence[Chunk], sight: Sight) -> bool:
        return chunks[sight.at].first < sight.first and chunks[sight.at].code == "o"

    def _after(self, chunks: Sequence[Chunk], sight: Sight) -> Chunk | None:
        """What follows: the next chunk, or the rest of the one that the name ends in."""
        last = chunks[sight.end - 1]
        return last if last.last > sight.last and last.code != "Q" else _near(chunks, sight.end)

    def _of_before(self, signs: Signs, chunks: Sequence[Chunk], sight: Sight, before: Chunk | None) -> None:
        if before is None:
            return
        word = self.tokens[min(before.last, sight.first) - 1]
        if before.code == "Y" and not sight.quoted and self.adjectives.part(before.last, sight.first):
            return
        if not sight.quoted and is_maker(self.tokens, chunks, sight.at):
            signs.minus += 2.0
            return
        if before.code == "Y":
            glued = word.capital and before.last == sight.first and before.first and not self.noun_capitals
            if sight.quoted or not glued:
                signs.add(3.0, before.value)
        elif before.code == "'" and (kind := self._type_at(chunks, sight.at - 4)) and chunks[sight.at - 3].code == "f":
            signs.add(2.6, kind)  # «the anime of A's T»
        elif self._is_whole_person(chunks, sight.at - 1):
            signs.add(2.0)
        elif before.code == "," and self._type_at(chunks, sight.at - 2):
            signs.add(3.0, self._type_at(chunks, sight.at - 2))
        elif before.code == "B" and self._shown_of(chunks, sight):
            signs.add(2.4)
        elif before.code == "f" and word.low in OF:
            self._of_owner(signs, chunks, sight.at - 2, person=self._is_person(sight))
        elif (before.code == "o" and self._part(before)) or word.low in NAMING:
            kinds = [c.value for c in chunks[max(0, sight.at - 4) : sight.at] if c.code == "Y"]
            named = bool(kinds) and word.low in NAMING
            told = [kind for kind in kinds if kind != "other"] or kinds
            signs.add(3.0 if named else 1.5, told[-1] if named else "")

    def _of_owner(self, signs: Signs, chunks: Sequence[Chunk], index: int, *, person: bool) -> None:
        """What stands before «of»: a kind of work or a part of one («the trailer of»), or, unless a ``person``'s name
        follows, what only works have («the release of»).
        """
        owner = _near(chunks, index)
        if owner is None:
            return
        if owner.code == "Y":
            signs.owned = True
            signs.add(2.6, owner.value)
        elif owner.code in "oXxNv" and self._part(owner):
            signs.add(2.4)
        elif owner.code == "#" and self._type_at(chunks, index - 1):
            signs.add(2.4, self._type_at(chunks, index - 1))
        elif owner.code not in "SKTQP" and self.tokens[owner.last - 1].low in STARTS and not person:
            signs.add(2.0)

    def _shown_of(self, chunks: Sequence[Chunk], sight: Sight) -> bool:
        """Whether a part of a work, or its beginning, stands before «von» and a name: «der Start von T»."""
        owner = _near(chunks, sight.at - 2)
        small = self.tokens[chunks[sight.at - 1].last - 1].low
        if owner is None or owner.code not in "oXxN" or small not in OF:
            return False
        if self._is_person(sight):
            return False
        return self._part(owner) or self.tokens[owner.last - 1].low in STARTS

    def _is_person(self, sight: Sight) -> bool:
        return is_person(self.text[self.tokens[sight.first].start : self.tokens[sight.last - 1].end])

    def _is_whole_person(self, chunks: Sequence[Chunk], index: int) -> bool:
        """Whether a person's whole name owns what follows: with a capital it is a work («A B's T», «A Bs „T“»)."""
        owner = _near(chunks, index - (apart := chunks[index].code == "'"))
        name = self.text[owner.start : owner.end] if owner and owner.code == "N" else ""
        return is_person(name) if apart else self.noun_capitals and is_genitive(name)

    def _part(self, chunk: Chunk) -> bool:
        """Whether a chunk ends in, or begins with, a word for a part of a work."""
        return any(self.tokens[at].low in PARTS for at in range(max(chunk.first, chunk.last - 3), chunk.last))

    def _type_at(self, chunks: Sequence[Chunk], index: int) -> str:
        chunk = _near(chunks, index)
        return chunk.value if chunk is not None and chunk.code == "Y" else ""

    def _of_after(
        self, signs: Signs, chunks: Sequence[Chunk], sight: Sight, after: Chunk | None, before: Chunk | None
    ) -> None:
        if after is None or (after.code == "Y" and self._happens(after.last)):
            return
        index = sight.end
        if after.code == "P" and after.inner is not None:
            self._of_bracket(signs, chunks, sight, after)
            index += 1
        following = _near(chunks, index)
        told = before is not None and before.code == "t" and not self.adjectives.is_one(before)
        apart = not sight.quoted and after.code == "Y" and self.adjectives.part(sight.last, after.first)
        if after.code == "Y" and not told and not apart and not self._genitive(sight):
            signs.add(3.0 * (sight.quoted or not self.adjectives.opens(sight.first, sight.last)), after.value)
        elif after.code == "-" and before is None and self._by(chunks, index + 1, opens=True):
            signs.add(3.6)  # a heading: «T – von A B»
            signs.author = True
        elif after.code in "IoUfHCh" and (
            kind := self._told_kind(chunks, index, after, opens=before is None or before.code == "&")
        ):
            signs.add(2.6, kind)
        elif after.code == "'" and self._type_at(chunks, index + 1):
            signs.add(2.0, self._type_at(chunks, index + 1))
        elif following is not None and (
            following.code == "," or (following.code == ":" and self._by_next(chunks, index + 1))
        ):  # «anche per T: il manga di A»
            kind = self._type_at(chunks, index + 1) or self._type_at(chunks, index + 2 - opens_clause(chunks, index))
            if kind and not self._is_owned(chunks, index + 1):
                signs.add(2.8, kind)
                signs.author |= self._by_next(chunks, index + 1)
            elif self._by(chunks, index + 1, opens=before is None):
                signs.add(2.6)
                signs.author = True
        elif self._by(chunks, index, opens=before is None or before.code in "-*"):
            signs.add(3.0 if before is None or before.code in _OPENING or before.code == "Y" else 1.6)
            signs.author = True
        elif after.code in "oNXU" and self._begins_part(after, sight.last):
            signs.add(2.2)

    def _is_owned(self, chunks: Sequence[Chunk], index: int) -> bool:
        """Whether the kind of work that stands there, or next, is somebody's («en opinión de A, sus películas»)."""
        work = chunks[index if chunks[index].code == "Y" else index + 1]
        return self.tokens[work.first - 1].low in OWNERS

    def _is_author(self, sight: Sight) -> bool:
        """Whether a name is a German genitive of a person's: «zu Kenji Moris Manga»."""
        told = self.noun_capitals and not sight.quoted
        return told and is_genitive(self.text[self.tokens[sight.first].start : self.tokens[sight.last - 1].end])

    def _told_kind(self, chunks: Sequence[Chunk], index: int, verb: Chunk, *, opens: bool) -> str:
        """The kind of work that a name is said to be, or to get; "" where no verb says so."""
        told = self._is_one(chunks, index + 1) if verb.code == "I" else ""
        return told or made_of(self.tokens, chunks, index, opens=opens)

    def _of_bracket(self, signs: Signs, chunks: Sequence[Chunk], sight: Sight, bracket: Chunk) -> None:
        """What a bracket behind a name says: its other name, or who directed it and when."""
        if bracket.inner is not None and _DIRECTED.fullmatch(bracket.inner.codes):
            signs.add(3.0)
        elif _PRICED.search(self.text, bracket.start, bracket.end) and not self._is_made_by(chunks, sight):
            signs.add(2.6)
        verb = (_near(chunks, sight.end + 1) or bracket).code == "I"
        signs.alias = self._alias(bracket, typed=bool(self._type_at(chunks, sight.end + 1 + verb)))
        if signs.alias:
            signs.labelled = bracket.inner is not None and LABEL.match(self.text, bracket.inner.start) is not None
            twice = 3.0 if signs.labelled else self._named_twice(sight, signs.alias)
            signs.add(twice)
            signs.bonus = 0.8 if twice > 1 else 0.0

    def _happens(self, at: int) -> bool:
        """Whether a word at a token ends the name of an event («Kumo Film Festival»)."""
        return at < len(self.tokens) and self.tokens[at].low in HAPPENINGS

    def _is_made_by(self, chunks: Sequence[Chunk], sight: Sight) -> bool:
        """Whether a name is an author behind a title («T by A (€ 7)», «T by A and B (€ 7)»)."""
        before = _near(chunks, sight.at - 1)
        return before is not None and before.code in "B&" and sight.at > 1 and not sight.quoted

    def _is_one(self, chunks: Sequence[Chunk], index: int) -> str:
        """The kind of work that a name is said to be («T is an original anime»)."""
        chunk = _near(chunks, index)
        index += chunk is not None and chunk.code in "ot" and chunk.last - chunk.first <= 2
        following = _near(chunks, index + 1)
        head = index < len(chunks) and self.tokens[chunks[index].first - 1].low in HEADS  # «T est une série issue de …»
        other = following is not None and following.code in ("NR" if head else "oNR")
        return "" if other else self._type_at(chunks, index)

    def _named_twice(self, sight: Sight, alias: str) -> float:
        """How surely a bracket behind a name is its other name, and not what a person is known for."""
        if sight.last - sight.first > 2 or sight.quoted or (not alias.isascii() and not alias[0].isalpha()):
            return 2.0
        if any("\u3040" < char < "\ua000" for char in alias) or alias[:3] == self.tokens[sight.first].raw[:3]:
            return 2.0
        return 0.6

    def _genitive(self, sight: Sight) -> bool:
        """Whether a lone name before a German noun is its owner («Satos Manga»)."""
        lone = self.noun_capitals and not sight.quoted and sight.last - sight.first < 3
        return lone and self.tokens[sight.last - 1].low.endswith("s")

    def _begins_part(self, after: Chunk, last: int) -> bool:
        return any(self.tokens[at].low in PARTS for at in range(max(after.first, last), min(after.last, last + 2)))

    def _by(self, chunks: Sequence[Chunk], index: int, *, opens: bool) -> bool:
        """Whether «by A B» follows: an author."""
        of = _near(chunks, index)
        if of is not None and of.code == "w" and (two := _near(chunks, index + 1)) is not None and two.code == "w":
            index, of = index + 1, two
        if of is None or of.code not in "fBw" or self.tokens[of.last - 1].low not in OF_PERSON:
            return False
        named = _near(chunks, index + 1)
        if named is None or named.code != "N" or named.first > of.last + 1 or of.value == "original_character_design":
            return False  # «designs are by A, based on the originals by B»
        name = self.text[named.start : named.end]
        if of.code != "w" and _DOES.match("".join([c.code for c in chunks[index + 2 : index + 5]])):
            return False  # «A B, de T, joue …»
        return opens or is_person(name) or of.code in "Bw"

    def _is_example(self, sight: Sight) -> bool:
        """Whether a name is told as one of many («tra cui T», «T compreso»)."""
        first, last = sight.first - 1 - sight.quoted, sight.last + sight.quoted
        return any(0 <= at < len(self.tokens) and self.tokens[at].low in EXAMPLES for at in (first, last))

    def _by_next(self, chunks: Sequence[Chunk], index: int) -> bool:
        """Whether an author follows the kind of work that stands here, or next («T, il celebre manga di A»)."""
        kind = index if self._type_at(chunks, index) else index + 1
        described = _near(chunks, kind + 1)
        plain = described is not None and described.code == "o" and described.last - described.first == 1
        return self._by(chunks, kind + 1 + plain, opens=False)

    def other_name(self, bracket: Chunk) -> str:
        """What a bracket behind a line that is a title says it is called, too; "" where it says something else."""
        return self._alias(bracket, typed=True)

    def _alias(self, bracket: Chunk, *, typed: bool) -> str:
        """The other name in the bracket behind a title; ``typed``: the kind of work follows, so that it is no person's
        («Bell Cat (Suzu Neko) manga»).
        """
        assert bracket.inner is not None
        inner = bracket.inner.chunks
        opening = self.tokens[bracket.first + 1] if bracket.first + 1 < inner[0].first else None
        start = opening.start if opening is not None and opening.capital else inner[0].start  # an article of the title
        text = self.text[start : inner[-1].end].strip(" ,“”\"'«»„‘’")
        name = LABEL.sub("", text)
        labelled, text = name != text, name.strip(" “”\"'«»„‘’")
        if text.partition(" ")[0].lower() in PRIZES:
            return ""
        if not text or text[0].isdigit() or len(text) > 120 or not (text[0].isupper() or not text[0].isascii()):
            return ""
        small = [c for c in inner if not self.tokens[c.first].capital and not labelled]
        if (
            any(c.code in "RVZzUYAXx" for c in small)
            or any(c.code in "DKS" for c in inner)
            or "," in text
            or (is_person(text) and not labelled and not typed)
        ):
            return ""
        places = ("from", "em", "en", "in", "da", "di", "dans")
        return "" if any(c.code == "f" and self.tokens[c.first].low in places for c in inner) else text

    def _against(
        self, signs: Signs, chunks: Sequence[Chunk], sight: Sight, before: Chunk | None, after: Chunk | None
    ) -> None:
        """What tells a person or a character: what they do, what they are called, what they voice."""
        code = after.code if after is not None else ""
        signs.minus += 3.0 if code == "Y" and self._is_author(sight) else 0.0
        if (code and code in "VZMHzp") or (code == "A" and self._named_next(chunks, after)):
            signs.minus += 2.0
        if code == "P" and not (signs.alias or signs.turn) and after is not None and after.inner is not None:
            worded = any(c.code in "fNT" for c in after.inner.chunks) and not _DIRECTED.fullmatch(after.inner.codes)
            signs.minus += 1.0 if worded else 0.0
        two = "".join([c.code for c in chunks[max(0, sight.at - 2) : sight.at]])
        signs.minus += 2.0 if two == "pY" or (two == ",p" and not sight.quoted) else 0.0  # «, known for (the anime) T»
        played = before is not None and before.code == "A" and (_near(chunks, sight.at - 2) or before).code in "NP"
        if before is not None and before.code in "ABwtcZbzm" and (played or not sight.quoted):  # «A as “B”»
            of_work = before.code == "B" and (signs.author or self._shown_of(chunks, sight))
            made = before.code == "b" and self.tokens[before.last - 1].low in OF
            of_work = of_work or (made and signs.plus > PLAIN)  # «the production of T, a series»
            of_work = of_work or (before.code == "A" and signs.turn)  # «series como T, que se estrena el»
            signs.minus += 0.0 if of_work or signs.told else 2.0
        if code == "'" and not sight.quoted and self._owns(chunks, sight):
            signs.minus += 2.0
        if code == "," and two[-1:] != "Y" and (_near(chunks, sight.end + 1) or chunks[0]).code in "RVp":
            signs.minus += 0.0 if (_near(chunks, sight.end + 2) or chunks[0]).code == "N" else 1.5
        if code == "P":
            after = _near(chunks, sight.end + 1)
            code = after.code if after is not None else ""
        signs.minus += 2.0 if not sight.quoted and self._former(chunks, sight.at) else 0.0
        if code in (":", ";", "-"):
            rest = "".join([c.code for c in chunks[sight.end :]])
            signs.minus += 2.0 if is_pair(chunks) or _ENDING_NAME.fullmatch(rest) else 0.0
        if (
            before is not None
            and before.code in "fB"
            and self.tokens[before.last - 1].low in OF_PERSON
            and sight.last - sight.first < 4
        ):
            named = _near(chunks, sight.at - 2)
            signs.minus += 1.5 if named is not None and named.code in "NQ" and not sight.quoted else 0.0

    def _owns(self, chunks: Sequence[Chunk], sight: Sight) -> bool:
        """Whether a name between a kind of work and a title is who made it («the anime of A's T (T2)»)."""
        if self._type_at(chunks, sight.at - 2) == "" or self._type_at(chunks, sight.end + 1):
            return False
        owned = _near(chunks, sight.end + 1)
        part = owned is not None and self._begins_part(owned, owned.first)
        return owned is not None and owned.code in "NoQf" and self.tokens[owned.first].capital and not part

    def _former(self, chunks: Sequence[Chunk], at: int) -> bool:
        """Whether «he wrote», «who directed» or «who is known for» stands before: a work that somebody made before."""
        pairs = [(who, verb) for who, verb in pairwise(chunks[max(0, at - FORMER) : at]) if verb.code in "Vp"]
        return any(
            who.code == "q" or (who.code == "o" and self.tokens[who.last - 1].low in PRONOUNS) for who, _ in pairs
        )

    def _named_next(self, chunks: Sequence[Chunk], after: Chunk | None) -> bool:
        """Whether a name or role follows «as»."""
        index = next((i for i, c in enumerate(chunks) if c is after), len(chunks))
        following = _near(chunks, index + 1)
        return following is not None and following.code in "NcRT"
