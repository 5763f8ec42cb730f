"""Who speaks whom: patterns over the codes of sentences, and the characters that go with the names.

What it holds true: a character stands behind «as» or «plays», before «played by», or in a bracket behind the actor;
several names and as many characters are told in the same order; one actor may have two characters, joined by «and».
A bracket behind a character may hold the actor («voiced by X»). Known exception: characters in lower case («the boy»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from aggregator.facts.credits.dubs import has_dub
from aggregator.facts.credits.found import Found, bare, members, name_span
from aggregator.facts.credits.pattern_parts import CHARACTER, OF_CHARACTER
from aggregator.facts.credits.voices.brackets import PARTS, bracketed, is_row, with_own
from aggregator.facts.credits.voices.checks import MANY, PAIRS, SHOWN, WHOLE_NAME, refused
from aggregator.facts.credits.voices.described import ONE_OF_MANY, described
from aggregator.facts.credits.voices.elided import Told, elided
from aggregator.facts.credits.voices.held_actors import held_actors, holds_actor
from aggregator.facts.credits.voices.pairs import before_next, is_owner, paired, share
from aggregator.facts.credits.voices.pronouns import pronoun_voices
from aggregator.facts.credits.voices.quoted_characters import without_quotes
from aggregator.facts.credits.voices.rules import KIN, NEAR_OTHERS, ROWS, VOICE_RULES, WHOLE
from aggregator.facts.credits.voices.sung import is_sung
from aggregator.facts.credits.voices.versions import DUBBED, ORIGINAL
from aggregator.facts.names.people import capitals, is_company, is_person, is_romaji
from aggregator.facts.sentences.chunks import PART, TITLE_ARTICLES, Chunk, Sentence
from aggregator.facts.sentences.marks import QUOTES
from aggregator.facts.sentences.small_words import THEMES

NO_KIN = "role"
"""The value of words for what a character is in the story («the hero»), which name nobody."""
HONORIFICS = ("-san", "-kun", "-chan", "-sama", "-senpai", "-sensei")
NEAR = 3
"""Sentences behind one that names voices in which «X will be Y» names another."""
_RELATIVE = re.compile("'[oct](?![ZX])|(?<='o)&[cto]{1,3}N")
"""What stands behind a name that is only whose relative is played («Suzu's older sister Mina»)."""
_BRACKETED = re.compile("[NT]P(?:(?:[,;]&?|&|,?o&?|,?o?f)[NT]P){1,40}")
_DID = re.compile("[RwVCHhb](?!N,[oIf]{0,3}[ZzvX]$)")
"""Words before a list that say that its people make something, and not another («directed by A, the voices of»)."""
_SPEAKS = re.compile("[XZzv]")
_SUNG = frozenset("mMs")
"""Codes of a sentence that tells who sings, whose parts stand in brackets behind them."""
_LINE = re.compile(r"[*&.#-]*NP*A[cto]*[NT].*")
_JOINED = re.compile(r"[NT](?:[QT]N)?P?&[ctof]*[NT](?:[QT]N)?P?")
_NUMBER = re.compile(r"-\d+\b|\s(?:No|Nr)\. ?\d+\b")
_VOICES = re.compile("(?:[ZX]f?|A)c{0,2}[NT](?:,&?[NT]|&[NT]){0,9}")


class VoiceFinder:
    """Finds the voices of a text's sentences, which it must be given in order."""

    def __init__(
        self,
        text: str,
        pronouns: Mapping[str, frozenset[str]] = MappingProxyType({}),
        past: frozenset[str] = frozenset(),
    ) -> None:
        self.text = text
        self.pronouns = pronouns
        self.past = past
        self.before: Sentence | None = None
        self.last, self.follows = -NEAR - 1, False
        self.told: list[Told] = []

    def find(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The voices that a sentence names."""
        used: set[int] = set()
        self.told, self.follows = [], number - self.last <= 1
        if "Q" in sentence.codes:
            sentence = without_quotes(sentence)
        if number - self.last > NEAR and self._speaks(sentence):
            self.last = number - 1
        if "P" in sentence.codes and number - self.last <= NEAR:
            yield from self._held_rows(sentence, number, used)
        yield from described(self.text, sentence, number, used)
        for rule, _, pattern in VOICE_RULES.possible(sentence.codes):
            if rule in NEAR_OTHERS and number - self.last > NEAR:
                continue
            for match in pattern.finditer(sentence.codes):
                for found in self._matched(rule, match, sentence, number, used):
                    self.last = number
                    yield found
        for told in self.told:
            yield from self._elided(told, sentence, number, used)
        yield from self._of_pronouns(sentence, number, used)
        if "P" in sentence.codes:
            yield from self._held_actors(sentence, number)
            held = () if used else tuple(self._held_characters(sentence, number))
            yield from held or self._listed(sentence, number, used)

    def _speaks(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of voices, or of a dub."""
        return _SPEAKS.search(sentence.codes) is not None or has_dub(self.text, sentence.start, sentence.end)

    def _of_pronouns(self, sentence: Sentence, number: int, used: set[int]) -> Iterator[Found]:
        """The voices of actors for whom a pronoun stands."""
        before, self.before = self.before, sentence
        if before is None or used:
            return
        for found in pronoun_voices(self.text, before, sentence, self.pronouns, self.past):
            self.last = number
            yield replace(found, sentence=number)

    def _elided(self, told: Told, sentence: Sentence, number: int, used: set[int]) -> Iterator[Found]:
        """The voices that go on from one that was told with its verb."""
        chunks = sentence.chunks
        for one in elided(self.text, sentence, told):
            actor = chunks[one.actor]
            free = used.isdisjoint((one.actor, one.character))
            if free and self._is_actor(actor) and self._is_whole(actor, told=True):
                used.update((one.actor, one.character))
                start, end = name_span(self.text, actor)
                quote = (chunks[min(one.actor, one.character)].start, chunks[one.end - 1].end)
                character = self._told(chunks, (one.character, one.character + 1))
                yield Found("voice", "", start, end, quote, "credits:elided", number, character=character)

    def _held_rows(self, sentence: Sentence, number: int, used: set[int]) -> Iterator[Found]:
        """The actors that stand in a row of brackets behind their characters."""
        for index, actor in held_actors(self.text, sentence):
            one, bracket = sentence.chunks[index : index + 2]
            used.add(index)
            start, end = name_span(self.text, actor)
            quote, character = (one.start, bracket.end), self.text[one.start : one.end]
            yield Found("voice", "", start, end, quote, "credits:voice_bracket", number, character=character)

    def _held_actors(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The actors in brackets behind their characters: «Kafka (voiced by Kenji Mori)»."""
        if any(c.code == "R" and c.value.endswith(THEMES) for c in sentence.chunks):
            return
        told = False
        for one, bracket in pairwise(sentence.chunks):
            inner = bracket.inner
            if bracket.code != "P" or one.code not in "NT" or inner is None:
                continue
            actor = inner.chunks[-1]
            name = self.text[actor.start : actor.end]
            if not holds_actor(self.text[one.start : one.end], name, inner.codes, told=told):
                continue
            told = True
            if self.text[one.start] in QUOTES or is_company(name):
                continue
            start, end = name_span(self.text, actor)
            quote, character = (one.start, bracket.end), self._held_name(sentence.chunks, one)
            yield Found("voice", "", start, end, quote, "credits:voice_bracket", number, character=character)

    def _held_name(self, chunks: list[Chunk], one: Chunk) -> str:
        """A character's name with the title that belongs to it: «Captain Ross»."""
        before = chunks[max(0, chunks.index(one) - 1)]
        return self.text[before.start if before.value == PART else one.start : one.end]

    def _held_characters(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """Actors with «voice of» and their characters in brackets, or the reverse, where a sentence has several."""
        chunks = sentence.chunks
        held = [
            (one, bracket)
            for one, bracket in pairwise(chunks)
            if one.code == "N" and bracket.inner is not None and _VOICES.fullmatch(bracket.inner.codes)
        ]
        if len(held) < len("AB"):
            return
        turned = _SUNG.isdisjoint(sentence.codes) and self._holds_actors(
            [one for one, _ in held], [_told_of(bracket) for _, bracket in held]
        )
        for one, bracket in held:
            told = _told_of(bracket)
            start, end = name_span(self.text, told if turned else one)
            assert bracket.inner is not None
            character = bare(self.text, one) if turned else self._held_name(bracket.inner.chunks, told)
            quote = (one.start, bracket.end)
            yield Found("voice", "", start, end, quote, "credits:voice_bracket", number, character=character)

    def _holds_actors(self, before: list[Chunk], held: list[Chunk]) -> bool:
        """Whether the brackets hold the actors and stand behind the characters («Rin (voice of A)»)."""
        if not all(map(self._is_actor, held)):
            return False
        japanese = [sum(is_person(self.text[c.start : c.end]) for c in side) for side in (before, held)]
        if not all(map(self._is_actor, before)):
            return True
        return japanese[1] == 0 and japanese[0] == len(before)

    def _listed(self, sentence: Sentence, number: int, used: set[int]) -> Iterator[Found]:
        """Actors with their characters in brackets that follow each other, where no role stands before them."""
        chunks, codes = sentence.chunks, sentence.codes
        row = number - self.last <= NEAR and is_row(codes)
        if not row and self.last != number and not _SPEAKS.search(codes) and "v" not in codes:
            return
        for match in _BRACKETED.finditer(codes):
            if _DID.search(codes, codes.rfind(":", 0, match.start()) + 1, match.start()):
                return
            if not used.isdisjoint(range(*match.span())):
                continue
            pairs = [(i, bracketed(self.text, chunks, i)) for i in range(*match.span()) if codes[i] in "NT"]
            sure = [(i, told) for i, told in pairs if told and self._is_actor(chunks[i])]
            if len(sure) < len(pairs) and not (len(sure) >= MANY and 2 * len(sure) > len(pairs)):
                continue
            for i, told in sure:
                start, end = name_span(self.text, chunks[i])
                quote = (chunks[match.start()].start, chunks[match.end() - 1].end)
                yield Found("voice", "", start, end, quote, "credits:voice_list", number, character=told)

    def _is_actor(self, chunk: Chunk) -> bool:
        name = self.text[chunk.start : chunk.end]
        return capitals(name) in (2, 3) and not is_company(name) and self.text[chunk.start] not in QUOTES

    def _matched(
        self, rule: str, match: re.Match[str], sentence: Sentence, number: int, used: set[int]
    ) -> Iterator[Found]:
        chunks = sentence.chunks
        if refused(self.text, rule, match, sentence, self.past):
            return
        quote = (chunks[match.start()].start, chunks[match.end() - 1].end)
        credit = Found("voice", "", 0, 0, quote, f"credits:{rule}", number)
        if rule.startswith("voiced") and is_sung(self.text, match, sentence, self.before):
            return
        if rule == "members":
            at = match.start("names")
            if chunks[at - 1].code != "T" and not (
                chunks[at - 1].code == "N" and " " in self.text[chunks[at - 1].start : chunks[at - 1].end]
            ):
                for start, end in members(self.text, chunks[at]):
                    yield replace(credit, start=start, end=end)
            return
        names = self._names(rule, match, sentence, used)
        characters = self._characters(rule, match, chunks, used)
        if rule == "voices":
            characters = before_next(self.text, match.string, chunks, characters)
        if "chars" in match.re.groupindex and not characters and rule != "as_both":
            return
        if rule == "as_both":
            both = list(self._both_languages(credit, names, match, chunks))
            used.update(range(*match.span()) if both else ())
            yield from both
            return
        if len(names) == 1 and len(characters) == 2 and self._both(match, characters, chunks):
            names = names * 2
        if len(characters) == 1 and match.string.startswith(",", match.end("names")) and self._have_own(names, chunks):
            yield from with_own(self.text, credit, names[:-1], chunks)
            names = names[-1:]
        if len(characters) == 1 and share(self.text, rule, match, chunks[characters[0][0]]):
            characters = characters * len(names)
        of_work = rule == "voiced_by" and match["chars"] == "T" and self._have_own([*names, -1], chunks)
        names, characters = paired(names, [] if of_work else characters, rule)
        used.update(names, (place for first, last in characters for place in range(first, last)))
        yield from self._told_of(credit, match, chunks, names, characters)

    def _told_of(
        self,
        credit: Found,
        match: re.Match[str],
        chunks: list[Chunk],
        names: list[int],
        characters: list[tuple[int, int]],
    ) -> Iterator[Found]:
        """The credit of each name with its character."""
        if len({*names}) == 1 and characters:
            last = characters[-1][1]
            goes_on = names[0] < last and re.match("P?,?&", match.string[last : match.end()])  # «A plays X and B, Y»
            self.told.append(Told(names[0], characters[0][0], last + goes_on.end() - 1 if goes_on else match.end()))
        for index, name in enumerate(names):
            start, end = name_span(self.text, chunks[name])
            held = None if credit.rule == "credits:list_rest" else bracketed(self.text, chunks, name)
            if "kin" in match.re.groupindex:
                held = self._kin(chunks[match.start("kin")]) or held
            told = self._told(chunks, characters[index]) if characters else held
            if characters and credit.rule == "credits:voiced_who":  # «…, the father of X, the hero, who is voiced by A»
                told = bare(self.text, chunks[characters[index][0]])
            yield replace(credit, start=start, end=end, character=told)

    def _kin(self, chunk: Chunk) -> str | None:
        """The word for somebody who has no other name («Mother»), but not for one of many, nor for «the hero»."""
        before = re.findall(r"[^\W\d_]+", self.text[max(0, chunk.start - len("d’un einem ")) : chunk.start])
        article = before[-1].lower() if before else ""
        part = chunk.value == NO_KIN or bare(self.text, chunk).lower().startswith(PARTS)
        return None if part or article in ONE_OF_MANY else bare(self.text, chunk)

    def _have_own(self, names: list[int], chunks: list[Chunk]) -> bool:
        """Whether those before the last name have their characters in brackets: «A (Rin) and B, who voices Mai»."""
        return len(names) > 1 and all(bracketed(self.text, chunks, name) is not None for name in names[:-1])

    def _both_languages(
        self, credit: Found, names: list[int], match: re.Match[str], chunks: list[Chunk]
    ) -> Iterator[Found]:
        """«A (JP) and B (EN) as C»: the original voice, and the dub's."""
        told = [bare(self.text, chunks[name + 1]).strip("()").lower() for name in names]
        if len(told) != 2 or told[0] not in ORIGINAL or told[1] not in DUBBED:
            return
        character = bare(self.text, chunks[match.start("chars")])
        for name, role in zip(names, ("voice", "dub_voice"), strict=True):
            start, end = name_span(self.text, chunks[name])
            yield replace(credit, role=role, start=start, end=end, character=character)

    def _names(self, rule: str, match: re.Match[str], sentence: Sentence, used: set[int]) -> list[int]:
        chunks, codes = sentence.chunks, sentence.codes
        if rule in WHOLE and set(match["names"]) & {"S", "K"}:
            return []
        names = [i for i in range(*match.span("names")) if codes[i] == "N" and i not in used]
        names = [i for i in names if self._may_speak(self.text[chunks[i].start : chunks[i].end])]
        alone = rule == "as" and not SHOWN.search(codes) and not _LINE.fullmatch(codes)
        alone = alone and len(PAIRS.findall(codes)) < (len("AB") if self.follows else MANY)
        if rule in WHOLE or alone:
            whole = [i for i in names if self._is_whole(chunks[i], told="chars" in match.re.groupindex)]
            names = names if rule in ROWS and MANY * (len(names) - len(whole)) <= len(whole) else whole
        return names

    @staticmethod
    def _may_speak(name: str) -> bool:
        """Whether a name may be an actor's: no company's, and not how a text calls those it has named («Sato-san»)."""
        return not is_company(name) and not name.endswith(HONORIFICS)

    def _is_whole(self, chunk: Chunk, *, told: bool) -> bool:
        """Whether a name has two or three words, or, where the character is ``told``, is the surname of one that stands
        shortly before.
        """
        name = self.text[chunk.start : chunk.end]
        if " " in name:
            return capitals(name) <= len("ABC")
        if not told:
            return False
        before = self.text[max(0, chunk.start - WHOLE_NAME) : chunk.start]
        return is_romaji(name) and re.search(rf"[^\W\d_]\S+ {re.escape(name)}\b", before) is not None

    def _characters(
        self, rule: str, match: re.Match[str], chunks: list[Chunk], used: set[int]
    ) -> list[tuple[int, int]]:
        """The first chunk of each character that a match names, and the one after its last."""
        if "chars" not in match.re.groupindex:
            return []
        codes = match.string
        if rule in KIN:
            return [match.span("chars")] if self._kin(chunks[match.start("chars")]) else []
        kind = OF_CHARACTER if rule == "all_as" else CHARACTER
        spans = (one.span() for one in kind.finditer(codes, *match.span("chars")))
        return [
            span
            for span in spans
            if span[0] not in used
            and not (_RELATIVE.match(codes, span[1]) or is_owner(self.text, codes, chunks, span[1]))
            and not self._one_of_many(chunks, span[0])
            and not self._names_a_task(chunks, *span)
        ]

    def _names_a_task(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """Whether what may be a character are letters before the noun they belong to: «as the ADR engineer»."""
        short = self.text[chunks[first].start : chunks[first].end]
        follows = last < len(chunks) and chunks[last].code in "oR" and chunks[last].first == chunks[last - 1].last
        return follows and short.isupper() and len(short) <= len("CGI+")

    def _one_of_many(self, chunks: list[Chunk], first: int) -> bool:
        """Whether «a» stands before what may be a character: «as a Slime» names none."""
        before = chunks[first - 1] if first else None
        if before is None or before.code not in "AZ" or before.last == chunks[first].first:
            return False
        article = self.text[before.end : chunks[first].start].strip().lower()
        return article in ONE_OF_MANY or (article == "a" and self.text[before.start : before.end].lower() == "as")

    def _both(self, match: re.Match[str], characters: list[tuple[int, int]], chunks: list[Chunk]) -> bool:
        """Whether two characters are one actor's: joined by «and», and the second is no person's whole name."""
        first, last = characters
        second = chunks[last[0]]
        told = match.string[first[0] : last[1]]
        return _JOINED.fullmatch(told) is not None and not is_person(self.text[second.start : second.end])

    def _told(self, chunks: list[Chunk], character: tuple[int, int]) -> str:
        """A character's name, with a nickname in quotation marks within it."""
        first, last = character
        kin = first > 1 and (chunks[first - 2].code, chunks[first - 1].code) == ("c", "f")
        if kin and not self.text[chunks[first - 2].start : chunks[first - 2].end].lower().startswith(PARTS):
            return self._numbered(chunks[first - 2].start, chunks[last - 1].end)  # «the mother of X»
        if last - first > 1 and chunks[first].code in "QT" and chunks[first + 1].code == "N":
            first += 1  # «the “Southern Star” Aya»
        if last - first == 1 and last < len(chunks) and self._is_epithet(chunks[last - 1], chunks[last]):
            last += 1
        if first and chunks[first - 1].code == "c" and chunks[first - 1].value == PART:
            first -= 1
            return self._numbered(chunks[first].start, chunks[last - 1].end)
        titled = first > 0 and chunks[first - 1].code == "t" and self.text[chunks[first - 1].start].isupper()
        if titled and not self.text[: chunks[first - 1].end].endswith("-old"):  # «Ten-year-old Otto»
            return self._numbered(chunks[first - 1].start, chunks[last - 1].end)
        if last - first == 1 and self.text[chunks[first].start] in QUOTES:
            return bare(self.text, chunks[first])
        return self._numbered(chunks[first].start, chunks[last - 1].end)

    def _is_epithet(self, name: Chunk, after: Chunk) -> bool:
        """Whether what stands right behind a character's name is a part of it: «Yukihira the Twilight Diver»."""
        return after.code == "N" and self.text[name.end : after.start].strip() in TITLE_ARTICLES

    def _numbered(self, start: int, end: int) -> str:
        """A name with the number that goes with it («Unit-07», «North No. 2»)."""
        number = _NUMBER.match(self.text, end)
        return self.text[start : number.end() if number else end]


def _told_of(bracket: Chunk) -> Chunk:
    """The name that a bracket holds with «voice of»."""
    return next(c for c in (bracket.inner.chunks if bracket.inner else ()) if c.code in "NT")
