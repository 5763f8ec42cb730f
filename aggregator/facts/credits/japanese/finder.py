"""Who did what in Japanese, Chinese and Korean: patterns over the codes of :mod:`aggregator.facts.sentences.japanese`.

What it holds true: a role comes before its names («監督：N», «監督はN», «監督を務めるのはN»), or they come before it
with a particle («Nが監督を務める»); older works of a person stand in quotation marks before the name («「X」などのN»),
and what one did there is no credit here. Known exceptions are kept as strict expected failures in the cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from aggregator.facts.credits.books import WRITTEN
from aggregator.facts.credits.found import COMPANY_ROLES, Found
from aggregator.facts.credits.japanese.adapters import adapters
from aggregator.facts.credits.japanese.cast_lines import LABEL_LINE
from aggregator.facts.credits.japanese.names import WHOLE, Name, NameReader
from aggregator.facts.credits.japanese.originals import OriginalFinder, is_volume
from aggregator.facts.credits.japanese.patterns import (
    LABEL,
    LABELLED,
    NAMES_LINE,
    ROLE_LINE,
    ROLE_RULES,
    SINGER,
    SONG_LINE,
)
from aggregator.facts.credits.japanese.role_checks import LISTED, ONLY, RoleChecks, without_strangers
from aggregator.facts.credits.japanese.serials import serials
from aggregator.facts.credits.japanese.song_patterns import SONG_RULES
from aggregator.facts.credits.japanese.songs import Songs, titled
from aggregator.facts.credits.japanese.versions import cast_versions, held_versions
from aggregator.facts.credits.japanese.voices import VoiceFinder
from aggregator.facts.credits.japanese.weighed import weighed_staff
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES

SONG_LINES = 16
"""Lines within which a song's singer is told."""
HEADINGS = "■●▼◆【<＜"
"""What headings begin with."""
MAX_HEADER = 24
"""Characters of a line that heads a list."""
_SONG_WRITER = re.compile(r"作曲|作詞|編曲|作词|编曲|詞|词|작곡|작사|편곡")
_CAST = re.compile(r"声優|CAST|キャスト|声优|聲優|配音|성우|出演|캐스팅", re.IGNORECASE)
_STAFF = re.compile(r"STAFF|スタッフ|制作人员|製作人員|스태프|스탭|제작진", re.IGNORECASE)
_BYLINE = re.compile(r"(?:取材|文|執筆|撮影|写真|インタビュー|聞き手|TEXT|Text|text)[・、/／&＆ ]+$")
"""What stands before a task of who wrote the article («取材・構成»)."""
_SIGNED = re.compile(r"[(（【■]?(?:取材|文|執筆|聞き手|インタビュー|ライター|写真|TEXT|Text|text)[・&＆/／:：＝=]")
"""How a line begins that says who wrote the article."""
_COMMITTEE = re.compile(r"[^\s、,／/。:：「」『』()（）]{1,40}?[製制]作委員会")
"""A committee that is named for a work without quotation marks («空の魚製作委員会»)."""
_LIST_ENDS = re.compile(
    r"[(（][CcＣ][)）]|©|ⓒ|編集部|[《(（【]?(?:記事|関連|おすすめ|オススメ|人気|最新)の?(?:記事|ニュース|執筆|リンク|ランキング)"
)
"""How a line begins that stands behind an article's lists."""
_WRITTEN = re.compile(r"a(?:[/:_]_?)?(?P<name>[Nl])h?(?:[,/_;]_?[NRax][/:_].*)?")
"""What a bracket holds that tells an author («作・森綾»)."""
_TURNED = re.compile(
    "[がのも](?:(?:TV|テレビ|劇場|実写)?(?:アニメ|映画|ドラマ)化|連載|コミックス|単行本|完結|最終[回話])"
)
"""What follows a bracket that holds a book's author."""
MAX_BYLINE = 8
_TEAM = re.compile(r"(?<=[A-Za-z.]) [A-Z][A-Za-z0-9. ]*$")
"""How a studio's name goes on that is one of a larger studio («KUMO TEAM NORD»)."""
_BY_AUTHOR = re.compile("[Nl]h?R(?:,|$)")
_MARKED = re.compile(r"R_?:|^R/[NlSK]$")


def _directors(codes: str) -> range:
    """Where the names stand in a bracket of directors («N監督、N監督、30日公開», «2024年、韓国、N監督»)."""
    told = re.match(r"(?P<before>D[^R.]{0,12}[,/])?NR(?:,NR)*(?=,|$)", codes)
    return range(told.end("before") + (told["before"] is None), told.end(), 3) if told else range(0)


class JapaneseCredits:
    """Finds the credits of a text's sentences."""

    def __init__(
        self, text: str, sentences: list[Sentence], not_names: frozenset[str], given: frozenset[str] = frozenset()
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.names = NameReader(text, sentences, not_names, given)
        listed = any(c.code == "," and text[c.start] == "、" for s in sentences for c in s.chunks)
        self.clauses = "的" in text and not listed
        """Whether a comma parts clauses, as in Chinese, whose lists have 、."""
        self.checks = RoleChecks(text)
        self.voices = VoiceFinder(text, sentences, self.names)
        self.originals = OriginalFinder(text, self.names, clauses=self.clauses)
        self.songs = Songs(text, self.names)

    def find(self) -> list[Found]:
        """All credits, in the order of the text."""
        found: list[Found] = []
        section = theme = ""
        since = seen = 0
        sung: set[str] = set()
        tasked: list[int] = []
        for number, sentence in enumerate(self.sentences):
            section = self._section(sentence, section)
            themes = [c.value for c in sentence.chunks if c.code == "R" and c.value.endswith(THEMES)]
            theme, since = (themes[-1], number) if themes else (theme if number - since < SONG_LINES else "", since)
            if theme and sentence.opens and SINGER.match(sentence.codes):
                since = number
                sung.update(self.text[one.start : one.end] for one in found[seen:] if one.role.endswith(THEMES))
                seen = len(found)
                found += self._singers(sentence, number, theme, sung)
                continue
            if "R" in sentence.codes and not _SIGNED.match(self.text, sentence.start):
                roles = {c.value for c in sentence.chunks if c.code == "R"}
                line = self.text[sentence.start : sentence.end]
                if theme and not themes and roles == {"music"} and _SONG_WRITER.search(line):
                    since = number  # who wrote the song
                else:
                    found += self._roles(sentence, number)
                    tasked.append(number)
            elif number and (section in ("staff", "cast") or self._is_marked(number - 1)):
                found += self._below(sentence, number)
            told = frozenset(one.role for one in found if one.sentence == number)
            found += self.songs.find(sentence, number, told)
            titled(found, sentence, number, self.names)
            if "P" in sentence.codes:
                found += self._bracketed(sentence, number)
            if "P" in sentence.codes or "H" in sentence.codes:
                found += self._labelled(sentence, number)
            versions = list(cast_versions(self.text, sentence, number, self.names))
            versions = versions or list(held_versions(self.text, sentence, number, self.names))
            found += versions or self.voices.find(sentence, number, section)
            found += self.originals.find(sentence, number)
            found += serials(self.text, sentence, number)
            found += adapters(self.text, sentence, number, self.names)
        found += weighed_staff(self.text, self.sentences, tasked, found, self.names)
        return self._without_characters(without_strangers(self.text, self.sentences, found))

    def _without_characters(self, found: list[Found]) -> list[Found]:
        """Credits without the tasks that characters have in the story («作画を受け持つスズ役に森綾»)."""
        played = {one.character for one in found if one.character}
        return [
            one
            for one in found
            if one.role in COMPANY_ROLES
            or one.role == "voice"
            or one.role.endswith(THEMES)
            or self.text[one.start : one.end] not in played
        ]

    def _bracketed(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The director in a bracket behind a title: «「X」（N監督）»."""
        for work, bracket in pairwise(sentence.chunks):
            inner = bracket.inner
            if work.code in "Nlh" and inner is not None and bracket.code == "P" and LABEL.fullmatch(inner.codes):
                yield from self._tasked(sentence, work, inner, bracket.end, number)
            book = work.code == "T" or (work.code == "Y" and work.value in WRITTEN)
            if book and inner is not None and bracket.code == "P":
                yield from self._written(inner, (work.start, bracket.end), number)
            if work.code == "T" and inner is not None and inner.codes == "N":
                yield from self._authored(work, bracket, number)
            if work.code in "NTQ" and inner is not None and inner.codes in "Nl":
                yield from self._book(sentence, work, bracket, number)
            if work.code not in "TQPY" or bracket.code != "P" or inner is None:
                continue
            if work.code == "T" and _BY_AUTHOR.match(inner.codes):  # «「T」（森綾原作、4月放送）»
                yield from self.originals.find(inner, number)
            if _MARKED.search(inner.codes):
                yield from self._roles(inner, number)
                yield from self.originals.find(inner, number)
            for at in _directors(inner.codes):
                role = inner.chunks[at + 1]
                if role.value in ONLY["titled_work"]:
                    quote, told = (work.start, bracket.end), self.text[role.start : role.end]
                    for start, end, _ in self.names.name(inner.chunks, at):
                        yield Found(role.value, told, start, end, quote, "credits:work_bracket", number)

    def _written(self, inner: Sentence, quote: tuple[int, int], number: int) -> Iterator[Found]:
        """The author in a bracket behind a kind of book («同名漫画（作・森綾）»)."""
        told = _WRITTEN.fullmatch(inner.codes)
        if told is not None:
            for start, end, _ in self.names.name(inner.chunks, told.start("name"), listed=True):
                yield Found("original_creator", "", start, end, quote, "credits:book", number)

    def _authored(self, work: Chunk, bracket: Chunk, number: int) -> Iterator[Found]:
        """The author in a bracket behind a title that gets an anime («「T」（森綾子）がテレビアニメ化»)."""
        inner = bracket.inner
        if inner is None or not _TURNED.match(self.text, bracket.end):
            return
        name = inner.chunks[0]
        if WHOLE.fullmatch(self.text, name.start, name.end) and self.names.name(inner.chunks, 0, listed=True):
            quote = (work.start, bracket.end)
            yield Found("original_creator", "", name.start, name.end, quote, "credits:book", number)

    def _tasked(self, sentence: Sentence, name: Chunk, inner: Sentence, end: int, number: int) -> Iterator[Found]:
        """Somebody whose tasks stand in a bracket behind the name («森健二（監督）»)."""
        index = sentence.chunks.index(name)
        if name.code == "h":  # «森綾先生（原作）»
            index -= 1
        if index < 0 or sentence.codes[index] not in "Nl":
            return
        told = [c for c in inner.chunks if c.code == "R" and not _SONG_WRITER.search(self.text[c.start : c.end])]
        for start, last, _ in self.names.name(sentence.chunks, index):
            for role in told:
                if role.value not in COMPANY_ROLES and not role.value.endswith(THEMES):
                    text = self.text[role.start : role.end]
                    yield Found(role.value, text, start, last, (start, end), "credits:role_bracket", number)

    def _labelled(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The names behind a bracket that holds nothing but a role («【監督】N»)."""
        chunks, codes = sentence.chunks, sentence.codes
        for place, label in enumerate(chunks):
            opens = codes[place - 1 : place] in (("", *"_.*/,NlSK") if label.code == "H" else ("", *"_.*/,"))
            inner = label.inner if label.code in "HP" and opens else None
            if inner is None or not LABEL.fullmatch(inner.codes):
                continue
            named = LABELLED.match(codes, place + 1)
            for index in range(*named.span("names")) if named else ():
                for role in inner.chunks if codes[index] in "NlSK" else ():
                    if role.code == "R" and codes[index] not in self._refused("role_colon", role.value):
                        yield from self._told(role, chunks, index, (label.start, label.end), number)

    def _told(
        self, role: Chunk, chunks: list[Chunk], index: int, quote: tuple[int, int], number: int
    ) -> Iterator[Found]:
        """A name of a list, in a role."""
        text = self.text[role.start : role.end]
        for start, end, _ in self.names.name(chunks, index, listed=True, company=role.value in COMPANY_ROLES):
            yield Found(role.value, text, start, end, (quote[0], end), "credits:role_label", number)

    def _book(self, sentence: Sentence, work: Chunk, bracket: Chunk, number: int) -> Iterator[Found]:
        """The author in a bracket beside a book's title and its volume («「X」（N）4巻», «「X」4巻（N）»)."""
        if bracket.inner is not None and is_volume(self.text, bracket):
            for start, end, _ in self.names.name(bracket.inner.chunks, 0, listed=True):
                title = next((c for c in reversed(sentence.chunks) if c.code in "TQ" and c.start <= work.start), work)
                quote = (title.start, bracket.end)
                yield Found("original_creator", "", start, end, quote, "credits:book", number)

    def _singers(self, sentence: Sentence, number: int, theme: str, sung: set[str]) -> Iterator[Found]:
        """Who sings the theme song that the lines before speak of («歌：N»), unless another sentence told it."""
        match = SINGER.match(sentence.codes)
        for index in range(*match.span("names")) if match else ():
            if sentence.codes[index] in "NlSK":
                for start, end, _ in self.names.name(sentence.chunks, index):
                    if self.text[start:end] not in sung:
                        quote = (min(sentence.start, start), sentence.end)
                        yield Found(theme, "", start, end, quote, "credits:singer", number)

    def _section(self, sentence: Sentence, section: str) -> str:
        """What the list that a sentence stands in is of: a short line without a full stop heads it."""
        if not (sentence.opens and sentence.closes):
            return "" if len(self.text[sentence.start : sentence.end]) > 60 else section
        line = self.text[sentence.start : sentence.end]
        if _LIST_ENDS.match(line):
            return ""
        if len(line) <= MAX_HEADER and not re.search(r"[:_]_?[NlSK]", sentence.codes):
            inside = "".join(c.inner.codes if c.code in "HP" and c.inner else c.code for c in sentence.chunks)
            if "X" in inside or _CAST.search(line):
                return "cast"
            if "x" in inside or _STAFF.search(line):
                return "staff"
            if section == "cast" and LABEL_LINE.fullmatch(sentence.codes):
                return section
            if any(c.code == "H" for c in sentence.chunks) or line[0] in HEADINGS:
                return section if re.search(r"[Pv]", sentence.codes) else ""
        return section

    def _below(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The people of a line below a line that is a role («監督» / «森健二»)."""
        before = self.sentences[number - 1]
        match = NAMES_LINE.fullmatch(sentence.codes) or SONG_LINE.fullmatch(sentence.codes)
        roles = self._heading_roles(before) if match and before.opens and before.closes else []
        if match is not None and match.re is SONG_LINE:
            yield from self._sung_below(sentence, number, match, roles)
            return
        if match is None or not sentence.closes or sentence.line - before.line > 2:
            return
        quote = (before.start, sentence.end)
        for role in roles:
            for index in range(*match.span("names")):
                if sentence.codes[index] in "NlSK":
                    for start, end, _ in self.names.name(sentence.chunks, index, listed=True):
                        text = self.text[role.start : role.end]
                        yield Found(role.value, text, start, end, quote, "credits:role_above", number)

    def _sung_below(self, sentence: Sentence, number: int, match: re.Match[str], roles: list[Chunk]) -> Iterator[Found]:
        """Who sings the song of a line below a line that is a role («オープニングテーマ» / «「夜」森綾»)."""
        group = "behind" if match["behind"] else "before"
        song = next((self.names.inside(c) for c in sentence.chunks if c.code in "QT"), None)
        for role in roles if sentence.closes else ():
            if not role.value.endswith(THEMES):
                continue
            text = self.text[role.start : role.end]
            for index in range(*match.span(group)):
                if sentence.codes[index] in "NlSK":
                    for start, end, _ in self.names.name(sentence.chunks, index, listed=True):
                        quote = (role.start, sentence.end)
                        yield Found(role.value, text, start, end, quote, "credits:role_above", number, song=song)

    def _is_marked(self, number: int) -> bool:
        """Whether a line begins with a mark of headings, so that what stands below it may be a list («＜監督＞»)."""
        sentence = self.sentences[number]
        return self.text[sentence.start] in HEADINGS and sentence.opens and sentence.closes

    @staticmethod
    def _heading_roles(line: Sentence) -> list[Chunk]:
        """The roles of a line that holds nothing else, or nothing but a bracket that holds them («【監督】»)."""
        inner = line.chunks[0].inner if line.codes == "H" else None
        if inner is not None and LABEL.fullmatch(inner.codes):
            return [chunk for chunk in inner.chunks if chunk.code == "R"]
        above = ROLE_LINE.fullmatch(line.codes)
        return [c for c in line.chunks[slice(*above.span("roles"))] if c.code == "R"] if above else []

    def _roles(self, sentence: Sentence, number: int) -> Iterator[Found]:
        used: set[int] = set()
        song = any(c.code == "R" and c.value.endswith(THEMES) for c in sentence.chunks)
        for rule, _, pattern in (SONG_RULES if song else ROLE_RULES).possible(sentence.codes):
            for match in pattern.finditer(sentence.codes):
                yield from self._matched(rule, match, sentence, number, used)

    def _matched(
        self, rule: str, match: re.Match[str], sentence: Sentence, number: int, used: set[int]
    ) -> Iterator[Found]:
        chunks, codes = sentence.chunks, sentence.codes
        begin = match.start("roles")
        if begin and codes[begin - 1] == "C":  # «N出任导演，系列构成由N担任»: the first role is another's
            begin = max(begin, codes.rfind(",", begin, match.end("roles")))
        places = [i for i in range(begin, match.end("roles")) if codes[i] == "R"]
        if any(i in used for i in places) or _BYLINE.search(self.text, *self._before(chunks[places[0]])):
            return
        if not self.checks.allows(rule, match, sentence, chunks[places[0]].value):
            return
        first_name, last_name = match.span("names")
        comma = codes.find(",", first_name, last_name)
        if self.clauses and comma >= 0:
            last_name = comma
        named = [i for i in range(first_name, last_name) if codes[i] in "NSKTlQ" or rule == "song_bracket"]
        if chunks[places[0]].value.endswith(THEMES):  # not the work itself
            named = [i for i in named if codes[i] != "T" or chunks[i].value != "0"]
        named = [i for i in named if i + 1 >= last_name or codes[i + 1] not in "pndo"]  # «タイ出身の», «雲組の»
        named = self.checks.last(match, sentence) if rule == "role_last" else named
        value = chunks[places[0]].value
        names = [name for i in named for name in self._named(rule, chunks, i, value)]
        named_codes = {code for _, _, code in names}
        if not names or not named_codes - self._refused(rule, value):
            return
        used.update(places)
        first, last = chunks[match.start()].start, chunks[match.end() - 1].end
        sung = match.groupdict().get("song")
        song = self.names.inside(chunks[match.start("song")]) if sung else None
        paired = len(names) == len(places) == 2 and self.songs.are_paired(match, [chunks[i].value for i in places])
        for at, place in enumerate(places):
            role, text = chunks[place].value, self.text[chunks[place].start : chunks[place].end]
            theme = role.endswith(THEMES)
            refused = self._refused(rule, role)
            for start, end, code in names[at : at + 1] if paired else names:
                if code in refused:
                    continue
                quote = (min(first, start), max(last, end))
                yield Found(role, text, start, end, quote, f"credits:{rule}", number, song=song if theme else None)

    @staticmethod
    def _before(role: Chunk) -> tuple[int, int]:
        """The few characters before a role."""
        return max(0, role.start - MAX_BYLINE), role.start

    def _refused(self, rule: str, role: str) -> frozenset[str]:
        """The codes of names that a role can't have: a company is no director, a quotation sings at most."""
        if role.endswith(THEMES):
            return frozenset("Q" if rule in LISTED else "")
        if role in COMPANY_ROLES or role == "original_creator":
            return frozenset("Q") if role in COMPANY_ROLES or rule == "role_colon" else frozenset("QSK")
        return frozenset("QK") if rule == "role_colon" else frozenset("QSK")

    def _named(self, rule: str, chunks: list[Chunk], index: int, role: str) -> list[Name]:
        """The names of a chunk; of a committee the whole («「X」製作委員会»)."""
        chunk = chunks[index]
        if chunk.code == "P":
            inner = chunk.inner
            sung = SINGER.match(inner.codes) if inner is not None else None
            places = range(*sung.span("names")) if sung is not None and inner is not None else ()
            return [name for i in places if inner is not None for name in self.names.name(inner.chunks, i, listed=True)]
        committee = _COMMITTEE.match(self.text, chunk.start) if role == "production" and rule in LISTED else None
        if committee is not None and chunk.code in "Nl":
            return [(chunk.start, committee.end(), "S")]
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        if after is not None and after.code == "R" and self.text[after.start : after.end].endswith("委員会"):
            return [(chunk.start, after.end, "S")] if role in COMPANY_ROLES else []
        if (
            after is not None
            and chunk.code == "S"
            and after.code == "N"
            and _TEAM.match(self.text, chunk.end, after.end)
        ):
            return [(chunk.start, after.end, "S")]
        if after is not None and after.code == "Y" and after.start == chunk.end and rule in LISTED:
            return []  # «電光|文庫»
        spaced = self.names.spaced(chunks, index - 2) if rule in ONLY and index > 1 else None
        if spaced:
            return spaced  # «森 健二|監督の»
        return self.names.name(chunks, index, listed=rule in LISTED, company=role in COMPANY_ROLES)
