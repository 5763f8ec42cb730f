"""Who speaks whom in languages without spaces: sentences, lists of a cast, and tables of two lines.

What it holds true: a character stands before 役 or 演じる, or before a bracket with «CV»; in a list headed «キャスト»
before a mark. Who only appears at an event is no news. Known exceptions: lists without marks or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from aggregator.facts.credits.finder import Found
from aggregator.facts.credits.japanese.cast_lines import CastLines
from aggregator.facts.credits.japanese.given import (
    CHECKED,
    GIVEN_RULES,
    LEADING,
    holds,
    is_cast_of_first,
    is_part,
    is_part_given,
    leads,
)
from aggregator.facts.credits.japanese.lone_parts import lone_part
from aggregator.facts.credits.japanese.names import Name, NameReader, elsewhere, was_elsewhere
from aggregator.facts.credits.japanese.patterns import EACH_TO, TO_CHARACTER
from aggregator.facts.credits.japanese.shares import SharedParts
from aggregator.facts.credits.japanese.surnames import surnamed
from aggregator.facts.credits.japanese.unsaid import actors_in_brackets, continued, same_part, shared_out
from aggregator.facts.credits.japanese.voice_rules import gives, possible_rules
from aggregator.facts.credits.japanese.voice_words import (
    APPEARS,
    CAST_VERB,
    CAST_WORD,
    DEBUT,
    DESCRIBES,
    EVENT,
    FORMER,
    GOES_ON,
    JOINING,
    JOINS,
    KATAKANA,
    KATAKANA_NAME,
    KNOWN_FOR,
    LEAD,
    ORIGINAL,
    PLURAL,
    SPOKEN,
    SURE_CHARACTERS,
    SURNAME,
    TOLD,
    VERBAL,
    WORDED,
)
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.ends_ja import READING

NEAR_TOLD = 3
"""Sentences behind one that told a voice within which another may give parts without a verb."""


def _ends(chunk: Chunk) -> tuple[int, int]:
    """Where a chunk stands."""
    return chunk.start, chunk.end


def _at(match: re.Match[str], sentence: Sentence, code: str) -> Chunk:
    """The first chunk of a match that has a code."""
    return sentence.chunks[sentence.codes.index(code, match.start())]


def _span(match: re.Match[str], sentence: Sentence) -> tuple[int, int]:
    """The words of the first name of a match."""
    name = sentence.chunks[match.start("names")]
    return name.start, name.end


class VoiceFinder:
    """Finds who speaks whom in the sentences of a text."""

    def __init__(self, text: str, sentences: list[Sentence], names: NameReader) -> None:
        self.text = text
        self.drawn = SPOKEN.search(text) is not None
        self.sentences = sentences
        self.names = names
        self.lists = CastLines(text, sentences, names)
        self.shares = SharedParts(text, names)
        self.open: list[Found] = []
        """The voices that the sentence before names, if it leaves open who is spoken by any."""
        self.told = self.announced = -2
        """The last sentence that told a voice, and the last one that spoke of a cast."""

    def find(self, sentence: Sentence, number: int, section: str) -> list[Found]:
        """The voices of a sentence; ``section`` is what the list that it stands in is of."""
        found = list(self._told(sentence, number, self.lists.label(sentence) or section))
        self.lists.hear(found)
        for label in (
            c.inner for c in sentence.chunks if c.code == "H" and c.inner is not None and "P" in c.inner.codes
        ):
            found += self._told(label, number, "")  # «【森綾（スズ役）】»
        if not found and "P" in sentence.codes and self.drawn:
            found = list(actors_in_brackets(self.text, sentence, number, self.names))
        own = [one for one in found if one.rule != "credits:bracket_cv"]
        before = self.open if self.open and self.open[0].sentence == number - 1 and not sentence.opens else []
        if not own and len(before) == 1:
            rest = continued(sentence, number, before[0], self.names)
            found += [rest] if rest is not None else []
        elif not own:
            found += shared_out(self.text, sentence, number, before, self.names)
        self.open = [] if any(one.character is not None or not one.news for one in own) else own
        return found

    def _told(self, sentence: Sentence, number: int, section: str) -> Iterator[Found]:
        """The voices that patterns find."""
        codes = sentence.codes
        known = set(codes)
        listed = self.lists.find(sentence, number, section)
        if listed:
            yield from listed
            return
        goes_on, announced = self.told == number - 1, self.announced == number - 1
        lone = list(lone_part(self.text, sentence, number, self.names)) if goes_on or announced else []
        if lone:
            self.told = number
            yield from lone
            return
        if known & set("Xuv"):
            self.announced = number
        if not known & set("kZuvXPH") and section != "cast" and not goes_on and not gives(codes):
            if announced or number - self.told <= NEAR_TOLD:  # «声優陣も決定。AはX、BはYが担当する。»
                shared = list(self.shares.find(sentence, number, set(), told=True))
                self.told = number if shared else self.told
                yield from shared
            return
        found = list(self._patterned(sentence, number, section, goes_on=goes_on))
        if found:
            self.told = number
        background = found and known & set("kPX") and self._is_background(sentence)
        yield from (replace(one, news=False) for one in found) if background else found

    def _patterned(self, sentence: Sentence, number: int, section: str, *, goes_on: bool) -> Iterator[Found]:
        """The voices that patterns find in a sentence that may tell some."""
        codes = sentence.codes
        known = set(codes)
        used: set[int] = set()
        yield from self.shares.find(sentence, number, used, told=number - self.told <= NEAR_TOLD)
        yield from surnamed(self.text, sentence, number, self.names, used, voiced=bool(known & set("CZe")))
        if "i" in known:
            yield from self._each_to(sentence, number, used)
        beside = goes_on and GOES_ON.match(self.text, sentence.start) is not None
        for rule in possible_rules(known, section, sentence, goes_on=goes_on):
            for match in rule.pattern.finditer(codes):
                yield from self._matched(rule.name, match, sentence, number, used, goes_on=beside)

    def _is_background(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of guests at an event, or who it was before («前作でもスズ役は森綾だった»)."""
        line = self.text[sentence.start : sentence.end]
        return (EVENT.search(line) is not None and not TOLD.search(line)) or FORMER.search(line) is not None

    def _matched(
        self,
        rule: str,
        match: re.Match[str],
        sentence: Sentence,
        number: int,
        used: set[int],
        *,
        goes_on: bool = False,
    ) -> Iterator[Found]:
        chunks, codes = sentence.chunks, sentence.codes
        first, end = match.span("names")
        places = [i for i in range(first, end) if codes[i] in "NTlP" and (i + 1 == end or codes[i + 1] not in "pn")]
        if not places:  # companies alone
            return
        if rule == "cast_all" or (rule == "appears" and places[0] in used):  # who leads the list may have a part
            places = [i for i in places if i not in used]
        if any(i in used for i in places):
            return
        char = None
        if "char" in match.re.groupindex:
            char = next((i for i in range(*match.span("char")) if codes[i] in "NTlQ"), None)
        if not self._allowed(rule, match, sentence, char, used) and not (
            rule == "appears"
            and (goes_on or (used and ("b," in match.group() or self._is_beside(chunks[match.start()]))))
        ):
            return
        names = self._names(rule, places, sentence)
        character = self._character(rule, match, sentence, char)
        if char is not None and character == "":
            character = same_part(self.text, self.sentences, number, char, self.names)
        if not names or (char is not None and character == ""):
            return
        used.update(places)
        if char is not None and rule.startswith(("each", "role_of")):
            used.add(char)
        if rule.startswith("replaced"):
            used.update(range(match.start(), match.end()))
        first, last = chunks[match.start()].start, chunks[match.end() - 1].end
        for start, end, _ in names:
            quote = (min(first, start), max(last, end))
            yield Found("voice", "", start, end, quote, f"credits:{rule}", number, character=character)

    def _names(self, rule: str, places: list[int], sentence: Sentence) -> list[Name]:
        chunks, codes = sentence.chunks, sentence.codes
        if rule == "bracket_cv":
            return self.names.voice(chunks[places[0]])
        if rule in ("cast_line", "cast_entry"):
            first = places[0]
            return [n for i in places for n in self.names.name(chunks[first:], i - first, listed=True)]
        if (
            rule == "cast_list"
            and codes[places[0] - 1] == "n"
            and SURNAME.fullmatch(self.text, *_ends(chunks[places[0]]))
        ):
            places = [
                i for i in places if codes[i + 1 : i + 2] == "h" or not SURNAME.fullmatch(self.text, *_ends(chunks[i]))
            ]
        places = [i for i in places if codes[i : i + 2] != "Tn"]  # «「星の夜」の森綾»
        if rule == "cast_list":  # «アニメで主演　「空の魚」»
            places = [i for i in places if codes[i] != "T" or codes[i + 1 : i + 2] == "h"]
        listed = rule in ("cast_list", "voice_list", "cast_all", "voice_given", "cast_given")
        if not listed and rule not in SURE_CHARACTERS:
            places = [i for i in places if codes[i] != "T" or codes[i + 1 : i + 2] == "h"]
        return [
            n
            for i in places
            if codes[i] != "P"
            for n in self.names.name(chunks, i, listed=listed, surname=rule.startswith(("each", "player", "cast_list")))
        ]

    def _allowed(self, rule: str, match: re.Match[str], sentence: Sentence, char: int | None, used: set[int]) -> bool:
        """Whether what surrounds a match lets it stand."""
        codes, end = sentence.codes, match.end()
        line = self.text[sentence.start : sentence.end]
        if KNOWN_FOR.match(codes, end) or (char is not None and KNOWN_FOR.match(codes, char + 1)):
            return False
        if rule == "joins_too":
            return bool(used) and self.text.startswith(JOINING, sentence.chunks[end - 1].start)
        if rule in ("cast_in", "cast_as", "appears_in"):
            return is_cast_of_first(self.text, match, sentence)
        if rule in WORDED:
            return self._says(rule, match, sentence, line)
        if DESCRIBES.match(self.text, _span(match, sentence)[1]):
            return False
        if rule in CHECKED and not holds(self.text, rule, match, sentence):
            return False
        if rule.startswith("replaced"):
            return True
        if rule in GIVEN_RULES and not is_part_given(self.text, rule, match, sentence, char or 0):
            return False
        return char is None or self._is_character(rule, match, sentence, char, used)

    def _says(self, rule: str, match: re.Match[str], sentence: Sentence, line: str) -> bool:
        """Whether the words of a match are those that its rule is about, where its codes alone don't say it."""
        chunks = sentence.chunks
        if rule in ("appears", "takes_part"):
            return sentence.codes[max(0, match.start() - 2) : match.start()] != "Rn" and is_part(
                line, rule, drawn=self.drawn
            )
        if rule.startswith("speaks"):
            return CAST_VERB.match(self.text, _at(match, sentence, "Z").start) is not None
        if rule == "lead_part":
            return self.text.startswith("役の", _at(match, sentence, "c").end - 2)
        if rule == "joins":
            joining = self.text.startswith(JOINING, _at(match, sentence, "C").start)
            return joining and CAST_WORD.search(line) is not None and not EVENT.search(line)
        if rule == "acting":
            verb = chunks[match.start()]
            said = CAST_VERB.match(self.text, verb.start) and self.text[verb.end - 1] in "るた"
            return bool(said) and sentence.codes[max(0, match.start() - 1) : match.start()] in ("", *",.d~*/")
        if rule == "dub_given":
            return chunks[match.start()].value == "version"
        if rule == "debut":
            return DEBUT.match(self.text, chunks[match.end() - 1].end) is not None
        if rule in LEADING:
            return leads(self.text, rule, match, sentence, drawn=self.drawn)
        if rule == "cast_such":
            return JOINS.search(self.text, chunks[match.end() - 1].end, sentence.end) is not None
        if rule in ("bracket_role", "bracket_cast"):
            return self.names.part(chunks[match.start("char")], bare=rule == "bracket_cast") is not None
        if rule == "voice_given":
            return sentence.codes[match.start() + 1] != "o" or self.text.startswith("声優", chunks[match.start()].start)
        return LEAD.match(self.text, _at(match, sentence, "c").start) is not None

    def _is_character(self, rule: str, match: re.Match[str], sentence: Sentence, char: int, used: set[int]) -> bool:
        """Whether what stands in the place of a character can be one."""
        codes = sentence.codes
        chunk = sentence.chunks[char]
        if rule in ("voice_of", "voice_next", "voice_is", "voice_done", "voice_done_far") and (
            (chunk.code in "QT" and codes[char + 1] == "n") or codes[char : char + 2] == "Tu"
        ):
            return False  # «「X」の声優»: the voices of a work
        behind = sentence.chunks[char + 1 : char + 2]
        if rule == "bracket_cv" and chunk.code == "T" and behind and behind[0].inner and "X" in behind[0].inner.codes:
            return False  # «「月の夜」（出演：森綾）»
        if rule == "to_character" and chunk.code in "QT" and APPEARS.match(codes, match.end()):
            return False
        if char in used or (rule not in SURE_CHARACTERS and self._is_verbal(chunk)):
            return False
        if rule not in SURE_CHARACTERS and was_elsewhere(self.text, match, sentence, char):
            return False
        if rule == "topic_each" and self.names.is_surname(chunk):
            return False
        if rule == "topic_each" and (
            self.text[chunk.end - 1] == "の" or self.text[_span(match, sentence)[1] - 1] in "でてしく"
        ):
            return False
        if (
            rule == "each_plays_role"
            and "l" in codes[match.end("names") : char]
            and codes[match.end() : match.end() + 1] == ","
        ):
            return False  # «スズが夢で見た少年レン役に、…»
        if rule in ("each_plays_role", "topic_role") and KATAKANA.fullmatch(self.text, *_span(match, sentence)):
            return False
        told_as = codes[char + 1 : char + 2] == "k" or rule in ("each_plays_role", "topic_role")
        return not (told_as and elsewhere(sentence.chunks, codes, char, part=True))

    def _is_beside(self, name: Chunk) -> bool:
        """Whether those who follow are told beside voices («…が務めるほか、森綾らが»)."""
        return self.text.startswith(("ほか、", "ほかに"), name.start - 3)

    def _is_verbal(self, chunk: Chunk) -> bool:
        """Whether what stands in the place of a character ends like a verb, and not like a given name («ひなた»)."""
        name = self.text[chunk.start : chunk.end]
        return VERBAL.fullmatch(name) is not None and not self.names.is_given(name)

    def _character(self, rule: str, match: re.Match[str], sentence: Sentence, char: int | None) -> str | None:
        """The character of a match; None where it leaves open who, empty where it can't be one."""
        if rule in ("bracket_role", "bracket_cast"):
            return self.names.part(sentence.chunks[match.start("char")], bare=rule == "bracket_cast")
        if char is None:
            return None
        name = self.names.character(sentence.chunks, char)
        if len(name) > sentence.chunks[char].end - sentence.chunks[char].start:
            return name
        if sentence.chunks[char].code == "Q":
            name = name.removesuffix("役")
        after = sentence.chunks[char + 1 : char + 2]
        spoken = sentence.codes[:char].rstrip(",").endswith("c") or KATAKANA_NAME.fullmatch(name) is not None
        if rule in ("cast_line", "cast_entry") and name.startswith(ORIGINAL):
            return ""  # «オリジナル版：アンナ・ベルク»
        if name in PLURAL or name.endswith("版") or (after and after[0].value == "version" and not spoken):
            return None
        part = len(name) > 1 and self.text.startswith("役", sentence.chunks[char].end)
        if sentence.chunks[char].value == "kin" and (part or rule in ("cast_line", "cast_entry")):
            return name
        if after and after[0].code == "P" and READING.fullmatch(self.text, *_ends(after[0])):  # «殯（もがり）»
            return name
        if self.text.startswith(("役", "の声"), sentence.chunks[char].end) and "\u3400" <= name <= "\u9fff":
            return "" if name in self.names.not_names else name
        if sentence.chunks[char].code == "Q" and len(name) == 1:
            return name
        worded = sentence.codes[:char].endswith("c") and "\u3400" <= name <= "\u9fff"  # «主人公・信»
        long = (
            len(name) > (rule not in ("cast_line", "cast_entry", "bracket_cv") and not worded) or "가" <= name <= "힣"
        )
        return name if long and name not in self.names.not_names else ""

    def _each_to(self, sentence: Sentence, number: int, used: set[int]) -> Iterator[Found]:
        """Who is given which part, where a clause gives several («スズに森綾、レンに山代太郎が決定»)."""
        for clause in EACH_TO.finditer(sentence.codes):
            for match in TO_CHARACTER.pattern.finditer(sentence.codes, clause.start(), clause.end()):
                yield from self._matched("each_to", match, sentence, number, used)
