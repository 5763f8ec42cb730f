"""Names of people in languages without spaces: what could be one, who a surname means, and who speaks in a bracket.

What it holds true: a name has up to five kanji, or kana, or Latin letters; a surname with an honorific means the person
whose whole name stood before it. Known exceptions: pen names that are whole phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.ends_ja import HALVES

Name = tuple[int, int, str]
"""Where a name stands, and the code of its chunk."""
NO_NAME_END = re.compile(
    r"(?:第[一二三四五六七八九十壱弐参\d]{1,2}[期章部弾]|連載|新作|アプリ|漫画|マンガ|公式|監督|作品|放送|シリーズ|チーム|コメント|ステージ|イベント|役|編|版|号|誌|話|回|日|中|同士|たち|スタート|始動|[\u3400-\u9fff]{2}的|店|劇場|学園|高校|大学|会社|商店|食堂|酒場|書房|喫茶|(?:制作|製作|製造|編成|都合|進行|作業|運営|技術|契約|健康|業務)上|サイト|ストーリー|ラブコメ|コメディー?|ファンタジー|ミステリー?|サスペンス|アクション|ドラマ|ロマンス|ホラー|会場[前内]?|[館場]内|到着|予定|開始|決定|発表|公開|解禁|登場|出演|全員|一同|陣|[\u3400-\u9fff]さ[でもに]?)$"
)
_PERSON = re.compile(
    r"[\u3400-\u9fff々〆ヶ\uf900-\ufaff]{1,6}|[\u3400-\u9fff々〆ヶ\uf900-\ufaff]{1,5}[ぁ-ゖー]{1,5}[\u3400-\u9fff々\u30a1-\u30fc]{0,4}|[ぁ-ゖー]{3,10}"
    r"|[\u3400-\u9fff々]{1,4}(?:\d{2}|[A-Z])|[\u3400-\u9fff々]{1,5}[(（][ぁ-ゖ\u30a1-\u30fc]{1,8}[)）][\u3400-\u9fff々\u30a1-\u30fcぁ-ゖ]{1,6}"
    r"|[\u30a1-\u30fc・＝=·☆★♡]{2,32}|[\u3400-\u9fff々]{1,3}[\u30a1-\u30fcー]{1,8}[子美恵代江絵]?|[\u3400-\u9fff]{1,2}[ノヶケツ][\u3400-\u9fff々]{1,4}[\u30a1-\u30fcぁ-ゖ]{0,4}"
    r"|[ぁ-ゖー]{2,5}(?:[\u30a1-\u30fc]{1,6}|[\u3400-\u9fff々]{1,3})"
    r"|[\u30a1-\u30fcー]{2,6}[ぁ-ゖー]{2,5}"
    r"|[A-Za-zÀ-ʯ0-9.'’+&/!☆★・ -]{2,40}|[ァ-ヶー]{1,6}[\u3400-\u9fff々]{1,4}|[가-힣]{1,6}(?: [가-힣]{1,6}){0,2}"
    r"|[\u3400-\u9fff]{1,6}[·•][\u3400-\u9fff·•]{1,12}|(?P<star>[*＊☆★♡])[^\s*＊☆★♡]{2,15}(?P=star)"
)
_PEN = re.compile(r"[\u3400-\u9fff々]{1,3}[ぁ-ゖー]{1,4}|[ぁ-ゖー]{3,8}")
_SPACED = re.compile(
    r"[\u3400-\u9fff々ヶ]{1,3}.(?:[\u3400-\u9fff々]{1,3}|[\u3400-\u9fff々]{0,2}[ぁ-ゖー]{1,4}|[\u30a1-\u30fc]{1,4})"
)
_SPACED_CHARACTER = re.compile(
    r"[\u3400-\u9fff々ヶノ]{1,4} (?:[\u3400-\u9fff々]{1,4}|[\u3400-\u9fff々]{0,2}[ぁ-ゖー]{1,4}|[\u30a1-\u30fcー]{1,5})"
)
"""A character whose name is written with a space; a wider one parts it from who speaks it."""
WHOLE = re.compile(
    r"(?!.*(?:監督|番組|続き|初めて|アニメ|ドラマ|キャラ|ゲーム|マンガ|シリーズ|スタッフ|キャスト|メンバー|アイドル|バンド|コンビ|[役作品年回組社賞者員家版編曲歌盤詞力])$)"
    r"(?:[\u3400-\u9fff々ヶノ]{3,5}|[\u3400-\u9fff々]{2}[\u30a1-\u30fc]{2,4}|[\u3400-\u9fff々ヶ]{2,3}[ぁ-ゖー]{1,4}|[\u30a1-\u30fcー]{2,}[・＝][\u30a1-\u30fc・＝ー]{2,})"
)
"""What is a person's name although nothing around it says so."""
_SOMEBODY = re.compile(
    r"少女|少年|青年|老人|老婆|老婦人|男|女|男性|女性|男の子|女の子|母|父|兄|姉|弟|妹|声|王|女王|魔女|騎士|剣士"
    r"|係員|店員|店主|駅員|警官|警察官|刑事|記者|司会者|運転手|医者|医師|看護師|校長|村人|村長|住人|常連客|兵士|隊員|研究員|占い師"
)
"""What a character is called by whose name is not told («謎の少女»)."""
_WHAT = re.compile(
    r"(?:少年|少女|青年|転校生|同級生|高校生|中学生|小学生|大学生|女子高生|生徒|教師|先生|先輩|後輩|妹|弟|姉|兄|娘|息子|相棒|親友|友人|王子|王女|姫|騎士|剣士"
    r"|魔女|魔王|勇者|聖女|魔法使い|神父|医師|刑事|探偵|店主|店長|社長|部長|隊長|団長|主人公|精霊|妖精|悪魔|天使|怪盗|忍者|幼馴染|幼なじみ|花屋|料理人|占い師|錬金術師|魔導士|魔術師|薬師|侍女|執事|秘書|助手|看護師|記者)(?=[\u30a1-\u30fc]{2})"
)
"""What a character is, right before its name in katakana."""
_BEAST = re.compile(
    r"(?:キツネ|ウサギ|ネコ|イヌ|オオカミ|クマ|トラ|ライオン|サル|ネズミ|リス|カエル|ペンギン|ドラゴン|エルフ|ドワーフ|ゴブリン|スライム"
    r"|ハムスター|ヒツジ|ブタ|ウマ|シカ|カラス|フクロウ|タヌキ)・(?=[\u30a1-\u30fc]{2})"
)
"""The same with a dot between («キツネ・ニック»)."""
_TEAM = re.compile(r"[A-Z][A-Z0-9!.'&☆★-]{1,15}|[\u3400-\u9fff々]{2,4}\d{2}")
"""The name of a group: capitals, or kanji and a number."""
_SEASON = re.compile(r"(?:season|part|vol\.?|シーズン|第)\s?[\dIVX]+(?:期|部|章|弾|シーズン|クール)?", re.IGNORECASE)
"""What ends a work's name and is nobody's."""
_ONE_KANJI = re.compile(r"[\u3400-\u9fff]")
_KANA_END = re.compile(r"[ぁ-ゖ]+$")
_ENDING = ("た", "て", "る", "い", "ない", "です", "ます", "んだ")
_KANA_BEFORE = re.compile(r"[ぁ-ゖー]*[ぁ-ゖ](?<![はがのをにでともやへてたるいうくすつぬむぶなだかり])$")
"""Hiragana that run into a name and are no particle and no verb's or adjective's end."""
_OPENING = re.compile(r"[、,:：・／/（(【\s]|^$")
MAX_KANA = 8
"""Letters of hiragana that a name may begin with."""
_ONE_WORD = re.compile(r"[가-힣]+")
_VERBAL = frozenset("所否被将將之并並其该該此")
"""What no Chinese name begins with."""
_PART = re.compile(
    r"Zc?[NTlQ]P?|hk|k_?:_?c?[NTlQ]P?|(?:c?(?:[Nl][n_])?|[Nl~][^.,:vXQTRtk]{0,14}?(?:n|(?<=[^kc])c|(?<=[Nlnd][Nl])/))[NTlQ]P?_?k"
)
"""What a bracket holds that tells a part, with who that is before it («気の強い隣人・スズ役»)."""
_BARE_PART = re.compile(r"Zc?[NTlQ]P?|c?(?:[Nl][n_])?[NTlQ]P?_?k?")
_DID = re.compile(r"P?(?:u?o|k[oi]?|kA)[CZ]{1,2}")
"""What stands between a character and who spoke it."""
WORDED = "worded"
"""The value of a quotation that is no title by its marks («“忍者の里”の長老»)."""
MAX_SURNAME = 3
WHOLE_NAME = 600
"""Characters within which a surname's whole name stands."""


def elsewhere(chunks: list[Chunk], codes: str, index: int, *, part: bool = False) -> bool:
    """Whether what begins at a chunk is of another work than the article's first: its title and «の» stand before.

    ``part``: it is a character, which may stand right behind the title.
    """
    match = re.search(
        r"[QT](?:N?b?(?:Yn?)?[nd])?c{0,2}$" if part else r"[QT]b?(?:Yn?)?[nd]m?$", codes[max(0, index - 6) : index]
    )
    if match is None:
        return False
    title = chunks[match.start() + max(0, index - 6)]
    return title.value not in ("0", WORDED)


def was_elsewhere(text: str, match: re.Match[str], sentence: Sentence, char: int) -> bool:
    """Whether somebody spoke a character of another work, which stands before («「X」でスズの声を務めた森綾»)."""
    codes, told = sentence.codes, _DID.match(sentence.codes, char + 1)
    if told is None or told.end() > match.start("names") or not elsewhere(sentence.chunks, codes, char, part=True):
        return False
    return text[sentence.chunks[told.end() - 1].end - 1] == "た"


def _titled(chunks: list[Chunk], index: int) -> bool:
    """Whether a role or bracket follows a name, which then is surely one."""
    return index + 1 < len(chunks) and chunks[index + 1].code == "P"


class NameReader:
    """Reads names from the chunks of a text."""

    def __init__(
        self, text: str, sentences: list[Sentence], not_names: frozenset[str], given: frozenset[str] = frozenset()
    ) -> None:
        self.text = text
        self.given = given
        self.sentences = sentences
        self.not_names = not_names
        self.chinese = "的" in text
        self._whole: dict[str, list[tuple[int, int]]] | None = None

    def name(
        self, chunks: list[Chunk], index: int, *, listed: bool = False, company: bool = False, surname: bool = False
    ) -> list[Name]:
        """Where a name stands, or the one who speaks it, where a bracket says so; nothing for what is no name.

        ``listed``: it is an entry of a list, so that it may look like a verb; ``company``: it may be longer;
        ``surname``: it may stand for a whole name before it although no honorific follows.
        """
        chunk = chunks[index]
        if index + 1 < len(chunks) and chunks[index + 1].code == "P":
            inner = self.voice(chunks[index + 1])
            if inner:
                return inner
        text = self.text[chunk.start : chunk.end]
        if _TEAM.fullmatch(text) and self._is_member(chunks, index):  # «KUMOの森健二»
            return self.name(chunks, index + 2, listed=listed)
        plain = self._plain(chunks, index, text)
        if plain is not None:
            return plain
        honoured = any(c.code == "h" for c in chunks[index + 1 : index + 3])
        spaced = self.spaced(chunks, index)
        if spaced is not None:
            return spaced
        if (honoured or surname or not (listed or company)) and len(text) <= MAX_SURNAME:
            whole = self._person(text, chunk.start)
            if whole:
                return [(*whole, chunk.code)]
        if (
            not listed
            and not honoured
            and not (company and len(text) > 4)
            and _ONE_WORD.fullmatch(text)
            and not _titled(chunks, index)
        ):
            return []
        if (
            text in self.not_names
            or (len(text) < 2 - honoured and not (_ONE_KANJI.fullmatch(text) and (listed or text in self.short)))
            or NO_NAME_END.search(text)
            or _SEASON.fullmatch(text)
            or not (_PERSON.fullmatch(text) or HALVES.fullmatch(text) or company)
        ):
            return []
        pen = listed and _PEN.fullmatch(text) is not None and not text.endswith(("した", "する", "された", "される"))
        if chunk.code == "l" and text.endswith(_ENDING) and not honoured and not pen:
            return []
        return [(chunk.start, chunk.end, chunk.code)]

    @cached_property
    def short(self) -> frozenset[str]:
        """Names of one kanji that stand somewhere behind what people are called («女優の杏»)."""
        return frozenset(
            self.text[two.start : two.end]
            for sentence in self.sentences
            for one, two in zip(sentence.chunks, sentence.chunks[1:], strict=False)
            if one.code == "p" and two.code == "N" and two.end - two.start == 1 and one.end == two.start
        )

    def _is_member(self, chunks: list[Chunk], index: int) -> bool:
        """Whether a whole name stands behind the name of a group, and nothing that goes on with it."""
        codes = "".join(c.code for c in chunks[index : index + 4])
        if re.fullmatch(r"NnN[gwotie.,=bZCPh]?", codes) is None:
            return False
        name = chunks[index + 2]
        return (
            self.text[name.start : name.end] not in self.not_names
            and WHOLE.fullmatch(self.text, name.start, name.end) is not None
        )

    def _plain(self, chunks: list[Chunk], index: int, text: str) -> list[Name] | None:
        """What is known from a chunk alone: a quotation, a company, a number's unit; None for what may be a person."""
        chunk = chunks[index]
        if chunk.code in "QT":
            inside = re.sub(r"[(（].*", "", text[1:-1])
            return [(chunk.start + 1, chunk.start + 1 + len(inside), "Q")] if 1 < len(inside) < 30 else []
        if chunk.code in "SK":
            quoted = text[0] in "「『“"
            return [(chunk.start + quoted, chunk.end - quoted, chunk.code)]
        if index and chunks[index - 1].code == "#" and chunks[index - 1].end == chunk.start:
            return []
        if len(text) == 1 and self.text[chunk.end : chunk.end + 1].isdigit():
            return []  # «全12話»
        worded = index and chunks[index - 1].end == chunk.start and chunks[index - 1].code == "p"
        if (
            not worded
            and "ァ" <= text[0] <= "ヺ"
            and (kana := _KANA_BEFORE.search(self.text, max(0, chunk.start - MAX_KANA), chunk.start))
        ):  # «、たんぽぽクラブ»; else what is before is read as words
            before = self.text[max(0, kana.start() - 1) : kana.start()]
            return [(kana.start(), chunk.end, chunk.code)] if _OPENING.search(before) else []
        if self.chinese and (text[0] in _VERBAL or "所" in text):
            return []
        if chunk.end > chunk.start + 3 and self.text.startswith("다.", chunk.end - 1) and " " in text:  # the copula
            return [(chunk.start, chunk.end - 1, chunk.code)]
        return None

    def spaced(self, chunks: list[Chunk], index: int) -> list[Name] | None:
        """A name with a space within («山本 太郎»), at its first half; nothing at its second; None for one without."""
        for first in (index, index - 2):
            halves = chunks[first : first + 3] if first >= 0 else []
            if "".join(c.code for c in halves) not in ("N_N", "N_l") or halves[1].end - halves[1].start > 1:
                continue
            if not _SPACED.fullmatch(self.text, halves[0].start, halves[2].end):
                continue
            wide = self.text[halves[1].start] == "\u3000"
            if chunks[first + 3 : first + 4] and chunks[first + 3].code in (
                ":k/" if wide else ":k"
            ):  # «スズ：森綾 レン：»
                continue
            if (
                chunks[first - 1 : first][:1]
                and chunks[first - 1].code == "_"
                and chunks[first - 2].code in "Nl"
                and (first == index or halves[0].end - halves[0].start > MAX_SURNAME - 1)
            ):
                continue  # within a row of whole names
            return [(halves[0].start, halves[2].end, "N")] if first == index else []
        return None

    def _person(self, surname: str, before: int) -> tuple[int, int] | None:
        """The last whole name with an honorific that begins with a surname and stands shortly before."""
        if self._whole is None:
            self._whole = {}
            for sentence in self.sentences:
                for chunk, after in zip(sentence.chunks, sentence.chunks[1:], strict=False):
                    if chunk.code == "N" and after.code in "hP,bgnowt/" and 3 <= chunk.end - chunk.start <= 7:
                        self._whole.setdefault(self.text[chunk.start], []).append((chunk.start, chunk.end))
        people = self._whole.get(surname[0], [])
        first, last = bisect_right(people, (before - WHOLE_NAME, 0)), bisect_left(people, (before, 0))
        for start, end in reversed(people[first:last]):
            if end - start > len(surname) and self.text.startswith(surname, start):
                return start, end
        return None

    def voice(self, bracket: Chunk) -> list[Name]:
        """The name in a bracket that says «CV:» before it."""
        inner = bracket.inner
        if inner is not None and inner.codes == "pN" and self.text.startswith("声優", inner.chunks[0].start):
            return self.name(inner.chunks, 1, listed=True)
        if inner is None or not re.match(r"(?:[Nl~]{1,2}[/,_]{1,2})?(?:[vX]_?[:._~/]?|k_?[._~/]?)_?[Nl]", inner.codes):
            return []
        mark = next(i for i, c in enumerate(inner.chunks) if c.code in "vkX")
        return [
            n
            for i, c in enumerate(inner.chunks)
            if i > mark and c.code in "Nl"
            for n in self.name(inner.chunks, i, listed=True)
        ][:1]

    def part(self, bracket: Chunk, *, bare: bool = False) -> str | None:
        """The character in a bracket that ends in 役; ``bare``: or holds nothing else."""
        inner = bracket.inner
        if inner is None or not (_BARE_PART if bare else _PART).fullmatch(inner.codes):
            return None
        if bare and inner.codes == "N" and inner.chunks[0].value == "kin":  # «大臣（兄）»
            return None
        if inner.codes == "hk":  # «先生役»
            return self.inside(inner.chunks[0])
        index = next(i for i in range(len(inner.codes), 0, -1) if inner.codes[i - 1] in "NTlQ") - 1
        character = self.character(inner.chunks, index)
        return self.inside(inner.chunks[index]) if character == self.bare(inner.chunks[index]) else character

    def character(self, chunks: list[Chunk], index: int) -> str:
        """The character of a chunk, with whose mother it is («リロイのママ»)."""
        chunk = chunks[index]
        if chunk.value == "kin" and index >= 2 and chunks[index - 1].code == "n" and chunks[index - 2].code in "Nl":
            return self.text[chunks[index - 2].start : chunk.end]
        before = chunks[index - 2 : index] if index >= 2 else []
        if before and before[0].value == "kin" and before[1].code == "n" and self.text[before[0].start] in "幼少":
            return self.text[before[0].start : chunk.end]  # «幼少期のスズ»
        if before and before[0].code in "Nl" and before[1].end == chunk.start:
            first, text = before[0].start, self.text[chunk.start : chunk.end]
            if before[1].code == "n" and _SOMEBODY.fullmatch(text):  # «謎の少女»
                return self.text[first : chunk.end]
            # who speaks the one before, or a word that ends a headline's first half
            told = (index > 2 and chunks[index - 3].code in ":-") or self.text[first : before[0].end] in self.not_names
            if before[1].code == "_" and not told and _SPACED_CHARACTER.fullmatch(self.text, first, chunk.end):
                return self.text[first : chunk.end]
        return self.bare(chunk)

    def is_surname(self, chunk: Chunk) -> bool:
        """Whether a chunk is the surname of somebody whose whole name stood before («森はスズ、佐田はレンを演じる»)."""
        return chunk.end - chunk.start <= MAX_SURNAME and self._person(self.inside(chunk), chunk.start) is not None

    def is_given(self, name: str) -> bool:
        """Whether a name ends in a given name that is written in hiragana."""
        kana = _KANA_END.search(name)
        return kana is not None and kana.group() in self.given

    def bare(self, chunk: Chunk) -> str:
        """A character without the word for what it is («転校生|ユウ»)."""
        name = self.inside(chunk)
        what = (_WHAT.match(name) or _BEAST.match(name)) if chunk.code in "Nl" else None
        return name[what.end() :] if what is not None else name

    def inside(self, chunk: Chunk) -> str:
        """A chunk's words without quotation marks."""
        return self.text[chunk.start : chunk.end].strip("「」『』【】“”\"《》‘’' ")
