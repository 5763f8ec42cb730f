"""Which works a Japanese or Chinese article speaks of: what stands in 「」 or 『』 and is no speech, song or magazine.

What it holds true: a title is quoted; what it is stands before it («TVアニメ『…』»), so that a quotation behind «曲»,
«雑誌», «理由は» or a role is none; a numbered heading of which there are several is one without quotation marks.
Known exceptions: a title that the text never quotes. Roads not taken: every run of katakana that is repeated, which
makes works of companies and characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES
from aggregator.facts.titles.finder import Title
from aggregator.facts.titles.order import first_of_equals
from aggregator.facts.titles.said import SPEECH, ends_headline, is_said
from aggregator.facts.titles.words import NO_TITLE

_FICTION = re.compile(
    r"(?:[劇作]中(?:アニメ|ドラマ|映画|漫画|マンガ|小説|ゲーム|劇|作品?)|架空の\w{2,4}|称号[=＝])の?$"
)
"""What stands before the title of what exists in a story alone («劇中アニメ『X』»), or before a word for something."""
FICTION_REACH = 12
"""Characters before a title in which that stands."""
MAX_TITLE = 60
MIN_UNQUOTED, MAX_UNQUOTED = 4, 40
_SHOWN = frozenset({"tv", "anime", "film", "manga", "ona", "ova", "novel"})
_OF_WORK = re.compile(r"TV|ＴＶ|テレビ|劇場|新作|オリジナル|長編|Web|WEB|OVA", re.IGNORECASE)
"""How a word for a kind begins that a title follows, and no common noun («アニメ業界»)."""
_PARTICLES = re.compile(r"[ 　]*(?:[はがをにで、]|の(?:第|PV|$).*)?[ 　]*$")
"""What may stand behind a title without quotation marks, here and in the headline."""
_ARTISTS = re.compile("R(?:[wgi]|o[CEl]|i[CEl])[^.TQY]{0,12}Nn$")
"""A theme and whose song it is, right before a quotation."""
_NAMED = re.compile(r"(?![はがをにでのとも、。])[^「」『』。、：:()（）]*[^ぁ-ゖ\W][^「」『』。、：:()（）]*")
_QUOTED = {"『": 1.7, "《": 2.0, "「": 1.2, "<": 1.7, "〈": 1.7, "'": 1.2, "‘": 1.2}
"""What the quotation marks alone say for a title."""
SURE = 2.5
"""Score of what is surely a work."""
LEAST = 1.4
"""Score of what is a work if nothing else is."""
ROUNDUP = 1.9
"""The same where no title is much more frequent than others: each is told once."""
_COUNT = re.compile(r"^\d{1,2}[.．、)）] ?")
"""What numbers a title of a list."""
MIN_SHORT = 3
"""Characters of a title's short form."""
LEDE = 0.3
"""Share of a text in which it says what it is about."""
_VOLUME = re.compile(r"[(（]\d{1,3}[)）]$")
"""The number of a volume at the end of a title."""
_SHOWN_THEN = re.compile(
    r"[(（][^()（）]{0,12}\d[年月日/][^()（）]{0,12}(?:公開|放送|発売|上映|配信|開始|スタート)[^()（）]{0,8}[)）]"
)
"""What follows the title of a work: when it comes out («『X』（7月13日公開）»)."""
_HAPPENING = re.compile(
    r"(?:フェスティバル|フェスタ|フェス|Festival(?: \w+)? \d{4}|EXPO|発表|発表会|レポート|ステージ|イベント|特番|生放送"
    r"|キャンペーン|フェア|上映会|展示会|の祭典|まつり \d{4}|祭典 ?\d{4})$"
)
"""The end of what is the name of something that takes place."""
_AUTHOR = re.compile(r"[(（](?:原作|作|漫画|作画|画|著|監督)[・/／]?[^()（）]{0,4}[:：]")
"""What a bracket behind a title says of who made it."""
_FILM = re.compile("劇場版|剧场版|극장판|映画")
"""What films say of themselves in their titles."""
_READING = re.compile(r"[(（〈][ぁ-ゖーァ-ヶ ・]+[)）〉]$")
_SEASON = re.compile(
    r"\s*(?:第\s*\d+\s*(?:期|部|シーズン|クール)|Season\s*\d+|\d+(?:st|nd|rd|th) (?:Season|SEASON)|[ⅡⅢⅣ])$"
)
_OTHER_BEFORE = re.compile(
    r"(?:[#＃]\d+|第\d+話|Web ?ラジオ"
    r"|曲|歌|ソング|テーマ|シングル|アルバム|OP|ED|誌|雑誌|マガジン|増刊|サイト|アプリ|レーベル|イベント|フェス|フェスティバル|展|劇場|シネマ|ユニット|グループ|バンド|"
    r"スタジオ|会社|社|役|賞|理由は|テーマは|コンセプトは|どちらも|店|カフェ|ブログ|コラム|企画|コーナー|担任|教師|怪物|怪獣|妖怪|生物|王国|キーワードは|部門|映画館|ホール|会場|チャンネル|枠|ゾーン|ブランド|技|大学|学園|高校)(?:の|は)?$"
    r"|(?:전문지|잡지|주제가|노래|곡|앨범|싱글|이벤트|행사|코너|블록|채널|카페|극장) ?$"
)
"""What stands before a quotation that is no work."""
_SUBJECT_MATTER = re.compile(r"を(?:題材|モチーフ|扱[うっい])|が(?:題材|モチーフ)")
"""What follows what a work is about («「離婚」を扱うドラマ»)."""
_TOLD = (
    "(?:最終回|スタート|開始|始ま|公開|放送|放映|配信|発売|登場|完結|連載|アニメ化|刊行|リリース|始動|開幕|上映|上演|再演|制作|決定|掲載"
    "|播出|开播|開播|定档|定檔|发售|發售|连载|방영|방송|개봉|발매|연재|출간|공개|상영|스트리밍|선보|만나)"
)
"""What is told of a work behind its title, …"""
_COMES, _TELLS = re.compile(f"[^。]{{0,24}}{_TOLD}"), re.compile(_TOLD)
"""… next to it, and anywhere in its sentence."""
_PART = re.compile(r"(?:シリーズ)?の(?:第?\d+弾|新作|最新作|一環|\d+周年)")
"""What follows the name of a project or series of which the work is a part."""
_TITLED = re.compile(r"(?:という|との)タイトル|と題し|がタイトル")
_KNOWN = re.compile(
    r"(?:シリーズ)?(?:の[^「」『』。、]{1,12}役)?(?:など|ら)?(?:で知られ|でおなじみ|で有名|を?(?:手がけ[たる]|手掛け[たる]|描いた|生み出した)|の(?:作者|監督)|の\S{2,8}監督"
    r"|の[^「『。、]{2,8}(?:が|の)(?:メガホン|タッグ))"
)
"""What follows a title that says who somebody is."""
_SUBJECT = re.compile(r"P?(?:n[NYl#]{1,3})?g[^QTD,;]{0,3}\.?$")
"""What follows it at the end of the sentence, behind the day («7月18日には「X」の読み切りが掲載される»)."""
_DATED = re.compile(r"P?(?:n[NY#]{1,3})?[wgm],?[^QT;,D]{0,4}D")
"""What follows the subject of what is told of a day."""
_EXAMPLE = re.compile(r"(?:[(（][^()（）]*[)）])?(?:をはじめ|といった|のような|に続く|に続き)")
"""What follows a title that stands for several."""
_SHORT = re.compile(r"[(（]([^()（）]{2,8})[)）]$")
"""What stands in brackets at the end of a title."""
_NUMBERED = re.compile(r"(?m)^[ \u3000]*(\d{1,2})[.．、)）] ?([^\n。]{2,40})$")


def japanese_titles(
    text: str, sentences: list[Sentence], headline_end: int, listed: Mapping[int, int] = MappingProxyType({})
) -> list[Title]:
    """The titles, the one that the news is about first; ``listed`` sentences are titles, from a chunk of each on."""
    titles: dict[str, Title] = {}
    for number, at in listed.items():
        _listed(titles, text, sentences[number], at)
    dated = _quoted(titles, text, sentences, headline_end)
    _numbered(text, titles)
    if not any(title.score >= LEAST for title in titles.values()):
        _unquoted(text, sentences, titles, headline_end)
    for title in titles.values():
        title.times = _times(text, title, titles)
        title.headline = title.first < headline_end
        title.score += 0.7 * min(title.times - 1, 5) + _of_place(text, title, headline_end)
    _whole(text, titles)
    _shortened(titles)
    return _surest(titles, dated)


def _is_dated(text: str, sentence: Sentence, index: int, told: int) -> bool:
    """Whether what stands behind a quotation says on which day it comes out."""
    end = sentence.chunks[index].end
    if _SHOWN_THEN.match(text, end) is not None:
        return True
    behind = "D" in sentence.codes[:index] and _SUBJECT.match(sentence.codes, index + 1) is not None
    return told >= end and (behind or _DATED.match(sentence.codes, index + 1) is not None)


def _surest(titles: dict[str, Title], dated: set[str]) -> list[Title]:
    """The titles that are surely works, the first one first; of ``dated`` it is told what comes out on a day."""
    least = ROUNDUP if _is_roundup(titles) else SURE
    for key in dated & titles.keys():
        titles[key].score = max(titles[key].score, LEAST)
    sure = (t for key, t in titles.items() if key in dated or t.score >= least)
    found = list(sure) or sorted(titles.values(), key=lambda t: -t.score)[:1]
    for title in found:
        title.sure = True
    return first_of_equals(sorted((t for t in found if t.score >= LEAST), key=lambda t: (-t.score, t.first)))


def _of_place(text: str, title: Title, headline_end: int) -> float:
    """What the place adds: a headline that begins with the title, or names it; the beginning of the text."""
    if title.type and text.startswith((f"{title.text}:", f"{title.text}："), 0, headline_end):
        return 5.0
    if title.headline:
        return 2.0
    headed = 1.5 if re.search(rf"(?m)^{re.escape(title.text)}$", text) else 0.0
    return headed + (0.7 if title.first < len(text) * LEDE else 0.0)


def _is_roundup(titles: dict[str, Title]) -> bool:
    """Whether a text speaks of several works and of none much more than of others."""
    likely = [title.times for title in titles.values() if title.score >= ROUNDUP]
    return len(likely) > 4 or (len(likely) > 3 and max(likely) < 4)


def _weight(text: str, sentence: Sentence, index: int, told: int) -> tuple[float, str]:
    """How surely a quotation is a title, and of what; 0 where that is unknown, less where it is a song or a place.
    ``told`` is where the sentence says for the last time what comes of a work.
    """
    chunks, codes = sentence.chunks, sentence.codes
    chunk = chunks[index]
    inner = text[chunk.start + 1 : chunk.end - 1].strip()
    before, after = codes[:index], codes[index + 1 :]
    if not inner or len(inner) > MAX_TITLE or not any(c.isalnum() for c in inner) or NO_TITLE.search(inner):
        return 0, ""
    if _FICTION.search(text[max(0, chunk.start - FICTION_REACH) : chunk.start]):
        return -1, ""
    score, kind = _QUOTED.get(text[chunk.start], 0.0), ""
    if before.endswith("Y"):
        score, kind = 4.0, chunks[index - 1].value
    elif before.endswith("Yn"):
        score, kind = 2.5, chunks[index - 2].value
    elif not before and re.match("YQ", after):
        return 0, ""  # «「最高すぎる！」アニメ「空の魚」の…»
    elif re.match(r"(?:n~?)?Y", after):
        score, kind = 3.0, next(c.value for c in chunks[index + 1 :] if c.code == "Y")
    if (kind == "other" or text.startswith("シリーズ", chunk.end)) and _PART.match(text, chunk.end):
        score = 0.8
    elif _TITLED.match(text, chunk.end):
        score = max(score, 3.5)
    if score < 4 and (_is_named(text, sentence, index) or _SUBJECT_MATTER.match(text, chunk.end)):
        return -1, ""
    if not score or (score < 4 and is_said(text, sentence, index, inner)):
        return 0, ""
    if score < 2.5 and "Z" in codes and re.match(r"iN(?:P?h?)[,g]", after):
        return -1, ""  # «「スズ」に森綾、「レン」に山代太郎が声を当て»
    return max(score + _around(text, sentence, index, inner, told), 0.0), kind


def _around(text: str, sentence: Sentence, index: int, inner: str, told: int) -> float:
    """What the sentence adds: an author, a day, what is told of the work; and takes, where it says who somebody is."""
    chunk, codes = sentence.chunks[index], sentence.codes
    before, after = codes[:index], codes[index + 1 :]
    score = 0.5 if "D" in codes else 0.0
    if before.endswith(("hn", "Nn", "N")):
        score += 0.5
    if _COMES.match(text, chunk.end):
        score += 0.5
    elif told >= chunk.end:
        score += 0.3
    if after.startswith("P") and _AUTHOR.match(text, chunk.end):
        score += 0.8
    if after[:1] in ("w", "m", "g") and not before.rstrip("~D,QT"):
        score += 0.4
    if _KNOWN.match(text, chunk.end):
        score -= 2.0
    if _EXAMPLE.match(text, chunk.end):
        score -= 1.0
    if _HAPPENING.search(inner):
        score -= 2.0
    if SPEECH.search(inner) and len(inner) > 20:
        score -= 2.0
    score -= _staff_behind(after)
    if re.match(r"b?[n,](?:p)?[Nl]P?h", after) or re.match(r"b[n,]", after) or _known_for(before, after):
        score -= 3.0
    return score


def _staff_behind(after: str) -> float:
    """What it takes that somebody with a task stands behind («「T」の森綾監督», «「T」で脚本を務めた森綾»)."""
    if re.match(r"P?dm?R(?:[t/&]R)*o[Ce]~?p?N", after):
        return 3.0
    return 1.0 if re.match(r"b?n(?:p)?NR", after) else 0.0


def _known_for(before: str, after: str) -> bool:
    """Whether a title says who somebody is («監督は『…』の山田»)."""
    return before.endswith(("Rw", "R:", "R/")) and re.match(r"Q*b?n", after) is not None


def _is_named(text: str, sentence: Sentence, index: int) -> bool:
    """Whether what stands before a quotation says that it is a song, a magazine, a place or a character."""
    chunks, before = sentence.chunks, sentence.codes[:index]
    chunk = chunks[index]
    if (
        re.search(r"(?:[RE]|Rw|R:N|Rw?N[gn]E|Xw?|c|R:)$", before[-len("RwNgE") :])
        and not before.endswith("YR")
        and _theme(chunks[:index])
    ):
        return True
    if _ARTISTS.search(before) and any(c.code == "R" and c.value.endswith(THEMES) for c in chunks[:index]):
        return True  # «エンディングに流れるのは、KUMOの「月」»
    return before.endswith("c") or _OTHER_BEFORE.search(text[max(0, chunk.start - 14) : chunk.start]) is not None


def _theme(chunks: list[Chunk]) -> bool:
    return any(c.code == "E" or (c.code == "R" and c.value.endswith(THEMES)) for c in chunks[-4:])


def _of_line(text: str, sentence: Sentence, index: int, headline_end: int) -> float:
    """What a line adds: a heading that is a title alone, or one near the beginning that is no sentence."""
    codes = sentence.codes
    if not (sentence.opens and sentence.closes):
        return 0.0
    if not (codes[:index] + codes[index + 1 :]).strip("*#.P-_YDR~"):
        return 2.0
    return (
        1.0 if sentence.start > headline_end and sentence.end < 300 and text[sentence.end - 1] not in "。.」』" else 0.0
    )


def _note(titles: dict[str, Title], text: str, chunk: Chunk, score: float, kind: str) -> None:
    name = text[chunk.start + 1 : chunk.end - 1].strip()
    aliases = [name] if _READING.search(name) else []
    name = _READING.sub("", name)
    if _VOLUME.search(name):
        aliases.append(name)
        name = _VOLUME.sub("", name)
    if (short := _SHORT.search(name)) and _is_short(short[1], name[: short.start()]):
        aliases += [name, short[1]]
        name = name[: short.start()]
    key = _key(name)
    title = titles.get(key)
    if title is None:
        title = titles[key] = Title(name, first=chunk.start)
    title.score = max(title.score, score) + (0.3 if title.score else 0.0)
    title.type = title.type or kind
    title.aliases.extend(alias for alias in (*aliases, name) if alias not in (title.text, *title.aliases))


def _is_short(short: str, name: str) -> bool:
    """Whether all characters of a short form stand in the name, in this order («こち亀»)."""
    rest = iter(name)
    if len(short) >= len(name):
        return False
    initials = short.isascii() and short.isupper() and not name.isascii()  # of a name in kana («SAO»)
    return initials or all(char in rest for char in short)


def _key(name: str) -> str:
    """A title without its season, widths and spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", _SEASON.sub("", name))).lower()


def _quoted(titles: dict[str, Title], text: str, sentences: list[Sentence], headline_end: int) -> set[str]:
    """Weigh all quotations (what is a song or a place once is no title); returns those with a date of theirs."""
    others, dated = set[str](), set[str]()
    for sentence in sentences:
        if "Q" not in sentence.codes:
            continue
        told = max((match.start() for match in _TELLS.finditer(text, sentence.start, sentence.end)), default=-1)
        for index, chunk in enumerate(sentence.chunks):
            if chunk.code == "Q":
                score, kind = _weight(text, sentence, index, told)
                if score < 0:
                    others.add(_key(text[chunk.start + 1 : chunk.end - 1].strip()))
                if score > 0:
                    if _is_dated(text, sentence, index, told):
                        dated.add(_key(text[chunk.start + 1 : chunk.end - 1].strip()))
                    if not (chunk.start < headline_end and ends_headline(text, sentence, index)):
                        _note(titles, text, chunk, score + _of_line(text, sentence, index, headline_end), kind)
    for key in others:
        if key in titles and titles[key].score < 3:
            del titles[key]
    return dated


def _listed(titles: dict[str, Title], text: str, sentence: Sentence, at: int) -> None:
    """A line that heads the labels of a list, without quotation marks."""
    if at < len(sentence.chunks) and "Q" not in sentence.codes:
        name = _COUNT.sub("", text[sentence.chunks[at].start : sentence.end])
        titles.setdefault(_key(name), Title(name, score=SURE + 2, first=sentence.chunks[at].start))


def _numbered(text: str, titles: dict[str, Title]) -> None:
    """Titles without quotation marks in numbered headings, three or more."""
    found = list(_NUMBERED.finditer(text))
    if len(found) < 3 or [int(m[1]) for m in found] != list(range(1, len(found) + 1)):
        return
    for match in found:
        name = match[2].strip().strip("「」『』")
        titles.setdefault(_key(name), Title(name, score=SURE + 1, first=match.start(2)))


def _unquoted(text: str, sentences: list[Sentence], titles: dict[str, Title], headline_end: int) -> None:
    """A title that the text never quotes: what stands behind the kind of the work, and in the headline, too."""
    headline = text[:headline_end]
    for chunk in (c for s in sentences for c in s.chunks if c.code == "Y" and c.value in _SHOWN):
        start = chunk.end + (text[chunk.end : chunk.end + 1] in (" ", "\u3000"))
        if start < headline_end or not _OF_WORK.match(text, chunk.start) or text[chunk.end - 1] == "化":
            continue
        stop = start
        while stop < min(len(text), start + MAX_UNQUOTED) and text[start : stop + 1] in headline:
            stop += 1
        name = _PARTICLES.sub("", text[start:stop])
        at = headline.find(name)
        bounded = at == 0 or not headline[at - 1].isalnum()
        if len(name) >= MIN_UNQUOTED and bounded and _NAMED.fullmatch(name) and "\n" not in name:
            titles[_key(name)] = Title(name, score=SURE, type=chunk.value, first=at)
            return


def _times(text: str, title: Title, titles: dict[str, Title]) -> int:
    """How often a title stands in the text, not counted where it stands within a longer one."""
    longer = (other.text for other in titles.values() if other is not title and title.text in other.text)
    return max(1, text.count(title.text) - sum(text.count(name) for name in longer))


def _shortened(titles: dict[str, Title]) -> None:
    """Take a title that the headline alone names for the short form of the only one that begins with it."""
    for key, short in list(titles.items()):
        longer = [t for t in titles.values() if t is not short and t.text.startswith(short.text)]
        if not short.headline or short.times > 1 or len(longer) != 1 or longer[0].score < LEAST:
            continue
        whole = longer[0]
        if len(short.text) >= MIN_SHORT and not whole.headline and not _SEASON.search(whole.text):
            whole.aliases.append(short.text)
            whole.score, whole.type = max(whole.score, short.score), whole.type or short.type
            whole.headline, whole.first = True, min(whole.first, short.first)
            del titles[key]


def _whole(text: str, titles: dict[str, Title]) -> None:
    """Put a work before the one that it continues: a longer title that the text tells right behind a shorter one, or
    that the headline names, too.
    """
    for title in sorted(titles.values(), key=lambda t: len(t.text)):
        for longer in titles.values():
            if longer is title or title.text not in longer.text or title.score < SURE or longer.score >= title.score:
                continue
            between = text[title.first : longer.first]
            follows = not title.headline and 0 < len(between) < 120 and "。" not in between
            filmed = title.headline and _FILM.match(longer.text) and _FILM.search(text, 0, text.find("\n") + 1)
            if filmed:  # «「T」劇場版», in the text «『劇場版 T U』»
                longer.headline, longer.first = True, title.first
            if follows or filmed or (longer.headline and longer.score >= SURE):
                longer.score = title.score + 0.1
