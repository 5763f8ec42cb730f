"""How a sentence without spaces shares out parts: clauses of one build, of which the last alone has the verb.

What it holds true: «スズを森綾が、レンを山代太郎が演じる» and «森はスズ、山代はレンを演じる» are read as a whole or
not at all, whatever describes a character or tells what somebody is known for; as many people as characters are given
them in their order («森綾と山代太郎がスズとレンの声を担当»). Known exception: a description with a comma within.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.facts.credits.found import Found
from aggregator.facts.credits.japanese.names import WHOLE, Name, NameReader, elsewhere
from aggregator.facts.credits.japanese.patterns import LIST, OLDER, ONE
from aggregator.facts.credits.japanese.voice_words import DESCRIBES, LEAD, PLURAL
from aggregator.facts.sentences.chunks import Chunk, Sentence

_PART = r"c{0,2}(?:[Nl]P?|Q)"
_TOLD_OF = r"(?:[^,.gwoQTRXZkuv:;_*]|Q[nt]){0,12}?"
"""What describes a character before its name («チェロ奏者の»)."""
_FIRST = rf"{_TOLD_OF}{_PART}(?:k|uv?|v)?(?:o|iw?|w|(?<=u)d)?(?<=[koiwud]),?{OLDER}{LIST}g?"
_FIRST_ONE = re.compile(
    rf"{_TOLD_OF}(?P<char>{_PART})(?:k|uv?|v)?(?:o|iw?|w|(?<=u)d)?(?<=[koiwud]),?{OLDER}(?P<names>{LIST})g?(?=,|[^,N]{{0,4}}$)"
)
_SPOKEN = r"(?:c{0,2}(?:NP?|Q|(?<=[ncgw/])lP?)|c(?=,|uo))"
_STILL = r"(?:o[~l]{0,2})?"
"""What may stand behind a character instead of a verb («を引き続き»)."""
_BEHIND = rf"{OLDER}{LIST}[gwm],?[^,.wRXZkuv:;_*]{{0,16}}?{_SPOKEN}(?:k|uo?|i(?=,))?{_STILL}"
_BEHIND_ONE = re.compile(
    rf"{OLDER}(?P<names>{LIST})[gwm],?[^,.wRXZkuv:;_*]{{0,16}}?(?P<char>{_SPOKEN})(?:k|uo?|i(?=,))?{_STILL}(?P<verb>[oid]{{0,2}}Z)?(?=,|[oid]?$)"
)
_OPENS = r"(?:^|(?<=[,.*/:;_w])|(?<=[QT][dign])|(?<=[QT]Y[dign])|(?<=ud)|(?<=^~b)|(?<=^b))"
_CHARACTERS_FIRST = re.compile(
    rf"{_OPENS}(?P<run>(?>{_FIRST},){{1,20}}(?>{_FIRST}))[gm]?(?P<end>[~li]{{0,2}}[ZXC=]|[.]?$)"
)
_PEOPLE_FIRST = re.compile(rf"{_OPENS}(?P<run>(?>{_BEHIND},){{1,20}}{_BEHIND})(?P<end>[oid]?[~li]{{0,2}}[ZXC])")
_GAPPED = re.compile(
    rf"{_OPENS}(?P<run>(?>{_BEHIND}[oid]{{0,2}}Z,){{1,4}}(?>{_BEHIND},){{0,8}}{_BEHIND}(?!o))(?P<end>b?=?[~l]{{0,2}}[.]?$)"
)
"""Clauses of which the first alone has the verb («森綾がスズを演じ、山代太郎がレン»)."""
_MANY = rf"{ONE}(?:(?:,t|[,&t])(?>{OLDER}){ONE}){{1,7}}"
_PARTS = r"c{0,2}[NlQ]k?(?:(?:,t|[,&t])(?:~n)?(?:[Nl]n)?c?[NlQ]k?){1,7}"
_PAIRED = (
    re.compile(rf"(?P<names>{_MANY})[gw],?{_TOLD_OF}/?(?P<chars>{_PARTS})(?:uo|o|i)?[^,.gwQT]{{0,3}}?(?P<end>[ZCX])"),
    re.compile(
        rf"{_OPENS}{_TOLD_OF}(?P<chars>{_PARTS})(?:uo|uw|o|iw?|w|(?:(?:u?o|i)Z|uoC)n?w?)?(?<=[kuoiwZC]),?(?P<names>{_MANY})g?(?![NlQ]P?h?(?:k|u?o)[CZ])(?P<end>[^,.gwQT]{{0,3}}?[ZCX=,.]|$)"
    ),
)


MANY = 3
"""Clauses of a sentence that shares out parts without any verb, at least («スズは森綾、レンは山代太郎、ミミは…»)."""
INTRODUCED = 2000
"""Characters within which the text told of a character before its part is given."""


@dataclass(frozen=True, slots=True)
class Share:
    """One clause of a sentence: where the names and the character stand."""

    names: list[Name]
    character: str | None


class SharedParts:
    """Reads sentences that give several people several parts."""

    def __init__(self, text: str, names: NameReader) -> None:
        self.text = text
        self.names = names

    def find(self, sentence: Sentence, number: int, used: set[int], *, told: bool) -> Iterator[Found]:
        """The voices of the clauses; ``used`` takes the chunks of what was read; ``told``: the text speaks of voices
        right before.
        """
        codes = sentence.codes
        if not told and not set(codes) & set("ZCXk=u") and codes.count("wN") < MANY:
            return
        for pattern in _PAIRED:
            for pair in pattern.finditer(codes):
                if used.isdisjoint(range(*pair.span())) and self._speaks(pair, told=told):
                    yield from self._pairs(pair, sentence, number, used)
        rest = (_CHARACTERS_FIRST, _FIRST_ONE), (_PEOPLE_FIRST, _BEHIND_ONE), (_GAPPED, _BEHIND_ONE)
        for pattern, one in rest:
            for run in pattern.finditer(codes):
                headed = run["end"].endswith("C") and not set("Xvu").isdisjoint(codes[: run.start()])
                known = told or headed or (run["end"].endswith("C") and self._are_known(run, one, sentence))
                if not used.isdisjoint(range(*run.span())) or not self._speaks(run, told=known):
                    continue
                if one is _FIRST_ONE and run["end"] == "iZ" and "w" in run["run"]:
                    continue  # «森はスズ、山代はレンに扮する»
                yield from self._clauses(run, one, sentence, number, used)

    def _are_known(self, run: re.Match[str], one: re.Pattern[str], sentence: Sentence) -> bool:
        """Whether the text told of all characters of a run before («スズを森綾、レンを山代太郎が担当»)."""
        told = [
            sentence.chunks[i] for m in one.finditer(sentence.codes, *run.span("run")) for i in range(*m.span("char"))
        ]
        names = [self.text[c.start : c.end] for c in told if c.code in "NlQ"]
        first = max(0, sentence.start - INTRODUCED)
        known = [
            name not in self.names.not_names and self.text.find(name, first, sentence.start) >= 0 for name in names
        ]
        return len(known) > 1 and all(known)

    @staticmethod
    def _speaks(run: re.Match[str], *, told: bool) -> bool:
        """Whether a run of clauses is about parts: it ends in «to voice», or says 役 or 声."""
        inside = run.group()
        if run["end"].endswith("Z") or "Z" in inside:
            return True
        if not run["end"].strip("."):
            bare = run.re is _CHARACTERS_FIRST and (told or inside.count("wN") >= MANY)
            return inside.count("k") > 1 or bare
        return "k" in inside or "u" in inside or (run["end"].endswith("C") and ("c" in inside or told))

    def _clauses(
        self, run: re.Match[str], one: re.Pattern[str], sentence: Sentence, number: int, used: set[int]
    ) -> Iterator[Found]:
        """The people and characters of a run, if all of its clauses can be read."""
        shares: list[tuple[Share, range]] = []
        codes, at, end = sentence.codes, run.start("run"), run.end("run")
        bare = run.re is _CHARACTERS_FIRST and not run["end"].strip(".") and run.group().count("k") < len("AB")
        while at < end:
            match = one.match(codes[:end], at)
            if match is None:
                return
            char = next((i for i in range(*match.span("char")) if codes[i] in "NlQ"), None)
            share = self._share(sentence, [i for i in range(*match.span("names")) if codes[i] in "NlT"], char)
            if share is None or (shares and run.re is _GAPPED and not self._is_whole(share, match)):
                return
            if bare and not all(WHOLE.fullmatch(self.text, *name[:2]) for name in share.names):
                return
            shares.append((share, range(*match.span())))
            at = match.end() + 1
        for share, places in shares:
            used.update(places)
            first, last = sentence.chunks[places[0]].start, sentence.chunks[places[-1]].end
            for start, stop, _ in share.names:
                quote = (min(first, start), max(last, stop))
                yield Found("voice", "", start, stop, quote, "credits:shared", number, character=share.character)

    def _is_whole(self, share: Share, match: re.Match[str]) -> bool:
        """Whether a clause without a verb names a person whole."""
        return match["verb"] is not None or all(WHOLE.fullmatch(self.text, *name[:2]) for name in share.names)

    def _pairs(self, pair: re.Match[str], sentence: Sentence, number: int, used: set[int]) -> Iterator[Found]:
        """As many people as characters, in their order."""
        codes, chunks = sentence.codes, sentence.chunks
        parts = _starts(pair, codes, "chars", "NlQ")
        people = _starts(pair, codes, "names", "Nl")
        if len(parts) != len(people) or not self._alike(parts, sentence):
            return
        shares = [self._share(sentence, [who], part) for who, part in zip(people, parts, strict=True)]
        sure = [share for share in shares if share is not None and len(share.names) == 1]
        if len(sure) < len(shares):
            return
        used.update(range(*pair.span()))
        first, last = chunks[pair.start()].start, chunks[pair.end() - 1].end
        for share in sure:
            for start, stop, _ in share.names:
                quote = (min(first, start), max(last, stop))
                yield Found("voice", "", start, stop, quote, "credits:paired", number, character=share.character)

    def _alike(self, parts: list[int], sentence: Sentence) -> bool:
        """Whether 役 stands behind all of several characters, or behind the last alone, which has the particle."""
        marked = [sentence.chunks[i + 1] if sentence.codes[i + 1 : i + 2] == "k" else None for i in parts]
        plain = [mark is not None and mark.end - mark.start == 1 for mark in marked[:-1]]
        return not any(marked[:-1]) or (all(plain) and marked[-1] is not None)

    def _share(self, sentence: Sentence, places: list[int], char: int | None) -> Share | None:
        """Who speaks whom; None where one of them can't be what the build says. Without ``char`` it is the lead."""
        chunks, codes = sentence.chunks, sentence.codes
        if char is None:
            names = [n for i in places for n in self.names.name(chunks, i, surname=True)]
            return Share(names, None) if names else None
        if elsewhere(chunks, codes, char, part=True) or (
            codes[char + 1 : char + 2] == "P" and self.names.voice(chunks[char + 1])
        ):
            return None
        if any(DESCRIBES.match(self.text, chunks[i].end) for i in places):
            return None  # «コスプレが大好きなスズ»
        names = [n for i in places for n in self.names.name(chunks, i, surname=True)]
        character = self._character(chunks, char)
        return Share(names, character) if names and character != "" else None

    def _character(self, chunks: list[Chunk], index: int) -> str | None:
        """The character of a chunk; None for «the lead», empty for what is none."""
        chunk = chunks[index]
        name = self.names.character(chunks, index)
        if LEAD.fullmatch(name) or name in PLURAL:
            return None
        if len(name) > chunk.end - chunk.start:
            return name
        before = "".join(c.code for c in chunks[max(0, index - 2) : index])
        if name in self.names.not_names or (len(name) == 1 and not before.endswith(("/", "c")) and chunk.code != "Q"):
            if before == "Nn":  # «塔の主»
                return self.text[chunks[index - 2].start : chunk.end]
            return ""
        return name


def _starts(match: re.Match[str], codes: str, group: str, kinds: str) -> list[int]:
    """The last chunk of each entry of a list, which is its name."""
    found: list[int] = []
    for index in range(*match.span(group)):
        if codes[index] not in kinds:
            continue
        if found and not set(codes[found[-1] + 1 : index]) & set(",&t"):
            found[-1] = index
        else:
            found.append(index)
    return found
