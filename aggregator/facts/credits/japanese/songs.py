"""Whose song is a theme, in languages without spaces, where the singer stands in another sentence than the song.

What it holds true: who is told to release a single or an album sings what «the song», «the title track» or a title
behind it becomes («KUMOが2ndシングル「月」をリリースする。表題曲は「空の魚」のOPテーマ»); a headline may begin with
the singer and end with the theme («KUMO、新シングルの発売が決定 「空の魚」のOPに»). Known exception: several singers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from aggregator.facts.credits.found import Found
from aggregator.facts.credits.japanese.names import NameReader
from aggregator.facts.credits.japanese.patterns import LIST, OLDER
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES

_DISC = r"(?:シングル|アルバム|新曲|楽曲|EP|CD|ナンバー)"
_SINGS = re.compile(rf"{_DISC}[^。]{{0,60}}?(?:リリース|発売|発表|配信)|(?:リリース|発売|配信)[^。]{{0,20}}?{_DISC}")
"""What a sentence holds that tells of a singer's disc."""
_SINGER = re.compile(r"(?P<names>[NlQ])P?h?g,?(?=[^.gw]{0,12}?[NRQ][^.gw]{0,4}?o)")
_DISC_OF = re.compile(r"(?P<names>[NlQ])P?h?n[N~#]{1,3}Q[gwo]")
"""Whose disc it is («KUMOのニューシングル「月」が»)."""
_HEADED = re.compile(r"^(?P<names>[NQ])P?,(?=[^.,gwR]{0,3}N)")
HEADS = 1
"""The last line that may be the headline, behind the outlet's name."""
_FRESH = re.compile(r"、(?:新曲|新シングル|最新曲|ニューシングル)「")
"""What a headline says behind a singer («KUMO、新曲「月」で…»)."""
_THEME_IS = re.compile(r"(?P<roles>R(?:[t&/]R)?)(?:=|w,?|n)(?P<song>Q)(?=[wgm=.])")
_HEADLINE_END = re.compile(r"[TQ]P?n(?P<roles>R(?:[t&/]R)?)i?$")
_SONG_IS = re.compile(r"(?P<song>Q)[wgm],?[^.QRw]{0,10}?(?P<roles>R(?:[t&/]R)?)(?=[iACE=,.~]|$)")
_DISC_IS = re.compile(r"(?P<song>[Nl])[wg],?[^.QRw]{0,6}?[TQ]?P?n?(?P<roles>R(?:[t&/]R)?)(?=[iACE=.~]|$)")
_SONG = re.compile(r"(?:楽曲|新曲|収録曲|表題曲|同曲|両曲|2曲|本楽曲|同シングル|シングル曲|タイトル曲)$")
_SUNG_NEXT = re.compile(
    rf"^(?:~b?,)?(?:(?:E|RoE|[Rylo]*oC)~?nw,?[^.RTw]{{0,24}}?(?P<last>{LIST}|Q)(?=b?=?[.]*$)"
    rf"|{OLDER}(?P<first>{LIST}|Q)gE(?P<song>[QT]?)(?=[.,~lgw]|$))"
)
"""A sentence that tells who sings, behind one that speaks of a theme («歌うのは5人組バンドの「KUMO」。»)."""
NEAR = 5
"""Sentences within which a song is the one of the disc that was told of."""


_PAIR, _ROLE_PAIR = re.compile("[NSKTQ]P?h?[t&][NSKTQ]P?h?"), re.compile("R[t&/]R")


_NAMED = re.compile(r"[NR]n?N?[wg](?P<song>[QT])(?=[.=]|$)")
_SONG_NAME = re.compile(r"(?:(?:同|本)?(?:楽曲|曲)(?:の(?:名前|タイトル)|名|タイトル)|タイトル|楽曲)[はが]")
"""How a sentence goes on that names the song of the one before («曲名は「月」。»)."""


def titled(found: list[Found], sentence: Sentence, number: int, names: NameReader) -> None:
    """Give the song that a sentence names to who sings the theme in the sentence before."""
    match = _NAMED.match(sentence.codes)
    if match is None or _SONG_NAME.match(names.text, sentence.start) is None:
        return
    song = names.inside(sentence.chunks[match.start("song")])
    for index, one in enumerate(found):
        if one.sentence == number - 1 and one.role.endswith(THEMES) and one.song is None:
            found[index] = replace(one, song=song)


class Songs:
    """Remembers whose disc a text tells of, and reads which themes its songs become."""

    def __init__(self, text: str, names: NameReader) -> None:
        self.text = text
        self.names = names
        self.open: list[Chunk] = []
        """The themes of the sentence before of which none told who sings it."""
        self.singer: tuple[int, int] | None = None
        self.since = -NEAR

    @staticmethod
    def are_paired(match: re.Match[str], roles: list[str]) -> bool:
        """Whether each of two themes is sung by one of two («新OP＆EDに、森綾と山代太郎が決定»)."""
        both = len(set(roles)) == len(roles) and all(role.endswith(THEMES) for role in roles)
        return both and _PAIR.fullmatch(match["names"]) is not None and _ROLE_PAIR.fullmatch(match["roles"]) is not None

    def find(self, sentence: Sentence, number: int, told: frozenset[str]) -> list[Found]:
        """The themes of a sentence whose singer an earlier one names; ``told``: the roles that others found in it."""
        self._hear(sentence, number)
        before, self.open = self.open, []
        themes = [c for c in sentence.chunks if c.code == "R" and c.value.endswith(THEMES)]
        if not told.intersection(c.value for c in themes):
            self.open = themes
        if before and not told:
            sung = list(self._next(sentence, number, before))
            if sung:
                return sung
        if self.singer is None or number - self.since > NEAR or "R" not in sentence.codes:
            return []
        return [one for one in self._themes(sentence, number) if one.role not in told]

    def _next(self, sentence: Sentence, number: int, themes: list[Chunk]) -> Iterator[Found]:
        """Who sings the one theme that the sentence before speaks of."""
        match = _SUNG_NEXT.match(sentence.codes)
        if match is None or len({c.value for c in themes}) != 1 or "E" not in match.group():
            return
        song = self.names.inside(sentence.chunks[match.start("song")]) if match["song"] else None
        group = "last" if match["last"] else "first"
        for index in range(*match.span(group)):
            if sentence.codes[index] in "NSKTlQ":
                for start, end, _ in self.names.name(sentence.chunks, index, company=True):
                    quote = (min(start, sentence.start), sentence.chunks[match.end() - 1].end)
                    yield Found(themes[0].value, "", start, end, quote, "credits:sung_next", number, song=song)

    def _hear(self, sentence: Sentence, number: int) -> None:
        """Remember the singer whose disc a sentence tells of."""
        codes = sentence.codes
        match = _HEADED.match(codes) if number <= HEADS else None
        match = match or _SINGER.search(codes) or self._owner(sentence)
        fresh = match is not None and number <= HEADS and _FRESH.search(self.text, sentence.start, sentence.end)
        if match is None or not (fresh or _SINGS.search(self.text, sentence.start, sentence.end)):
            return
        found = self.names.name(sentence.chunks, match.start("names"), company=True)
        if found:
            self.singer, self.since = found[0][:2], number

    def _owner(self, sentence: Sentence) -> re.Match[str] | None:
        """Whose single or album a sentence tells of."""
        match = _DISC_OF.search(sentence.codes)
        disc = sentence.chunks[match.end() - 3] if match is not None else None
        named = disc is not None and re.search(f"{_DISC}$", self.text[disc.start : disc.end]) is not None
        return match if named else None

    def _themes(self, sentence: Sentence, number: int) -> Iterator[Found]:
        codes, chunks = sentence.codes, sentence.chunks
        matches = [
            *_SONG_IS.finditer(codes),
            *self._named(sentence),
            *(m for m in _DISC_IS.finditer(codes) if self._is_song(chunks, m)),
        ]
        ends = _HEADLINE_END.search(codes) if number == self.since == 0 else None
        if ends is not None:
            yield from self._found(ends, sentence, number, None)
        for match in matches:
            song = chunks[match.start("song")]
            yield from self._found(match, sentence, number, self.names.inside(song) if song.code == "Q" else None)

    def _named(self, sentence: Sentence) -> Iterator[re.Match[str]]:
        """Themes that are a song of which the singer's sentence told («テーマ曲となる「月」は»)."""
        for match in _THEME_IS.finditer(sentence.codes):
            song = sentence.chunks[match.start("song")]
            told = self.text.find(self.text[song.start : song.end], self.singer[1] if self.singer else 0)
            if told < song.start:
                yield match

    def _is_song(self, chunks: list[Chunk], match: re.Match[str]) -> bool:
        """Whether a noun is a word for the song of the disc."""
        noun = chunks[match.start("song")]
        return _SONG.search(self.text, noun.start, noun.end) is not None

    def _found(self, match: re.Match[str], sentence: Sentence, number: int, song: str | None) -> Iterator[Found]:
        for place in range(*match.span("roles")):
            role = sentence.chunks[place]
            if role.code == "R" and role.value.endswith(THEMES) and self.singer is not None:
                start, end = self.singer
                quote = (min(start, sentence.chunks[match.start()].start), max(role.end, end))
                text = self.text[role.start : role.end]
                yield Found(role.value, text, start, end, quote, "credits:song_singer", number, song=song)
