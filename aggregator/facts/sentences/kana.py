"""Names with hiragana in them, in sentences without spaces: where they begin and end.

What it holds true: hiragana behind kanji belongs to a name up to a particle, an honorific or a mark, unless it ends
like a verb; a name begins with hiragana, or has nothing else, only where a role, a part or an honorific says that one
is there. Known exceptions: names with a capital within («D»).
"""

from __future__ import annotations

import re

from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.sentences.unspaced_words import Words
from aggregator.facts.words.folding import fold
from aggregator.facts.words.lexicon import Entry

PARTICLES = frozenset("wgointtmdA")
_AFTER_NAME = PARTICLES | frozenset("hekuZCb=")
_AFTER_KANA = PARTICLES | frozenset("ZCEkebu")
_NOTHING = Entry("")
HIRAGANA = re.compile(r"[ぁ-ゖーゝゞ]{1,40}")
NAME_CHAR = re.compile(r"[\u3400-\u9fff々〆ヶヵ\u30a1-\u30fa\u30fc゠\uf900-\ufaff]")
KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
RUN = re.compile(
    rf"{NAME_CHAR.pattern}(?:{NAME_CHAR.pattern}|·(?={NAME_CHAR.pattern})|(?<={KATAKANA.pattern})[・･＝=☆★♡](?={KATAKANA.pattern}))*"
)
_VERB = re.compile(r"(?:する|した|している|していた|される|された)(?=[ぁ-ゖー]{3})(?![のはがをにとも])")
_KANA_WITHIN = re.compile(r"[ぁ-ゖ]{1,3}(?:(?!役)[\u3400-\u9fff々]){1,2}(?!(?!役)[\u3400-\u9fff])")
_GIRL = re.compile(r"[とのさみ][もりよちきこ][子美江恵]")
"""The end of a woman's name that begins like a particle («とも子»)."""
_GIVEN = re.compile(r"(?!氏|様)[\u3400-\u9fff々]{1,2}?(?=氏|様|先生|さん|(?![\u3400-\u9fff々ぁ-ゖ]))")
_KANJI = re.compile(r"[\u3400-\u9fff]")
_WHOLE_GIVEN = re.compile(r"(?!氏|様)[\u3400-\u9fff々]{3}(?=氏|様|先生|さん|(?![\u3400-\u9fff々ぁ-ゖ]))")
_SURNAME = re.compile(r"[\u3400-\u9fff々ヶノ]{1,3}")
NO_COMPANY = frozenset("はをにがの")
"""Particles that are far more frequent than companies whose names begin with them."""
_NO_PART = ("な", "いう", "する", "した", "った", "れた", "の", "が", "は")
"""What ends hiragana before 役 that is no character («という役»)."""
_PARTED = re.compile(r"[RkvXu][wiogA~d_-]$|[CZ]nw?$|[kv:;_-]$")
"""What stands before a name that a role or a part is told of."""
_AFTER_WHOLE = frozenset("Rkhuea")
"""What stands right behind a whole name and behind no particle."""
_SAID = re.compile("なの[でにはか]|だった|でした|ですが|ながら|だから|だけど|なんです|という|として")
"""What goes on behind 役 and is no name («天使の役なので»)."""
_BEHIND_NAME = frozenset("役氏様先女嬢殿作著画原監声演主出歌脚音総編撮美色子恵香代江奈絵枝世緒実")
"""How words begin that may stand right behind a name."""
_WITH_WO = re.compile("を(?:[がはにと、。）)]|さん|氏)(?<!をは(?=じめ))")
"""The end of a name that ends in «を», with what stands behind it."""
_WOMAN = frozenset("子美江恵代枝")
"""How many given names of women end."""
_SUBJECTS = frozenset("がは")
_SURE_PARTICLES = frozenset("はがでを")
"""Particles that end hardly any name."""
_VERBAL_END = frozenset("るいたなのてで")
"""How verbs and adjectives end before what they tell of."""
_WORD_ENDS = frozenset("なるいたてでにのはがをもとやぞく")
"""How hiragana ends that is hardly a name."""
_BEHIND_WHOLE = frozenset("を、・,，(（/／&＆。）)")
"""What stands behind a whole name that ends like a particle or verb."""
_WRITES = re.compile(r"が(?:[「『][^「」『』]{1,20}[」』](?:[(（].{1,12}?[)）])?[にで]て?)?(?:連載|描|執筆|手[が掛]け)")
"""What an author does, where a book comes out («が「わたぐも」で連載»)."""
_PART_BRACKET = re.compile(r"[(（][^()（）\n]{1,20}役[)）]")
"""A bracket that holds a part («（ココア役）»)."""
_DOES = frozenset("CZRE")
_BEFORE_ACTING = ("", *"wodin,b.")
"""The codes of what stands before a name that begins with hiragana and whose task follows it."""
_PLAIN = (
    *"をっ", "から", "まで", "より", "こと", "もの", "ない", "です", "ます", "ため", "など", "これ", "それ", "まし",
    "だけ", "する", "され",
)  # fmt: skip
"""What no name of hiragana alone has within."""


class KanaNames:
    """Finds the words of a language at the places of a text, and what a run of hiragana is."""

    def __init__(self, text: str, words: Words) -> None:
        self.text = text
        self.low = fold(text)
        self.words = words
        phrases = words.phrases
        self.known = {
            m.start(): (m[1], phrases[m[1]])
            for m in words.known.finditer(self.low)
            if not self._is_cut(m[1], m.start())
        }

    def _is_cut(self, phrase: str, at: int) -> bool:
        """Whether what looks like «child actor» is the end of a name and a word behind it («加代子|役の»)."""
        return phrase.startswith("子役") and at > 0 and _KANJI.match(self.low[at - 1]) is not None

    def _matched(self, at: int, end: int) -> tuple[str, Entry] | None:
        """The longest phrase that begins at a place and ends before another."""
        matched = self.known.get(at)
        if matched is None or at + len(matched[0]) <= end:
            return matched
        for stop in range(end, at, -1):
            entry = self.words.phrases.get(self.low[at:stop])
            if entry is not None:
                return self.low[at:stop], entry
        return None

    def _begins(self, at: int, kana_end: int, end: int, before: list[Chunk]) -> bool:
        """Whether hiragana begins a name that goes on in kanji or katakana («漫画家のさいとうナオキ»)."""
        if kana_end >= end or not NAME_CHAR.match(self.text[kana_end]) or self.text[kana_end] == "役":
            return False
        katakana = KATAKANA.match(self.text[kana_end]) or _GIVEN.match(self.text, kana_end)
        codes = _codes(before)
        if kana_end - at > 1 and codes[-1:] in _BEFORE_ACTING and self._acts(kana_end, end):
            return True  # «「空の魚」は|まいた菜穂が監督を»
        if codes.endswith("c"):
            return kana_end - at < 3 or self.text[kana_end - 1] not in NO_COMPANY
        if not 2 <= kana_end - at <= 5 or self.text[kana_end - 2 : kana_end] in _PLAIN:
            return False
        if codes[-1:] in ("p", ":") and _WHOLE_GIVEN.match(self.text, kana_end):
            return True
        if katakana is None:
            return False
        if codes.endswith("Rn") and self.text[kana_end - 1] not in _VERBAL_END and kana_end - at > 2:
            return True
        return codes[-1:] in ("p", ":", "/") or (
            (kana_end - at > 2 or codes.endswith("h,"))
            and (_PARTED.search(codes) is not None or self._honoured(kana_end, end))
        )

    def _acts(self, at: int, end: int) -> bool:
        """Whether one to three kanji or katakana stand before what somebody does or plays («菜穂|が|務める»)."""
        run = RUN.match(self.text, at, min(end, at + 5))
        stop = next((i for i in range(at, run.end()) if i in self.known), run.end()) if run else at
        if not 1 <= stop - at <= 3:
            return False
        if self.text[stop : stop + 1] in ("（", "("):
            return _PART_BRACKET.match(self.text, stop) is not None
        if stop in self.known and self.known[stop][1].code in "ReX":  # «菜穂|が手がける»
            return True
        does = self.known.get(stop + 1, ("", _NOTHING))[1].code in _DOES
        return _WRITES.match(self.text, stop) is not None or (does and self.text.startswith("が", stop))

    def _given(self, at: int, end: int, before: list[Chunk]) -> int:
        """Where a given name in hiragana ends behind a surname and a space («監督：森 がく»); 0 for none."""
        kana = HIRAGANA.match(self.text, at, end)
        codes = "".join(chunk.code for chunk in before[-3:])
        if kana is None or not 2 <= kana.end() - at <= 4 or not re.fullmatch(r"[:/;,-]?N_", codes):
            return 0
        surname = before[-2]
        alone = kana.end() >= end or self.text[kana.end()] in "、,・/／(（"
        whole = alone and self.low[at : kana.end()] not in self.words.phrases and before[-1].end - before[-1].start == 1
        return kana.end() if whole and _SURNAME.fullmatch(self.text, surname.start, surname.end) else 0

    def _honoured(self, at: int, end: int) -> bool:
        """Whether an honorific follows a run of katakana or one or two kanji («さいとうナオキさん»)."""
        run = RUN.match(self.text, at, min(end, at + 8))
        places = range(at + 1, run.end() + 1) if run else ()
        directs = run is not None and self.text.startswith("監督", run.end() - 2) and run.end() - at > len("監督")
        return directs or any(self.known[place][1].code == "h" for place in places if place in self.known)

    def _kana_end(self, index: int, kana_end: int) -> int:
        """Where a run of hiragana ends: before を, or a word that begins with its last ones («のお母さん»)."""
        found = self.text.find("を", index, kana_end)
        if found > index and _WITH_WO.match(self.text, found):  # «吉岡たかを|が»
            found = self.text.find("を", found + 1, kana_end)
        kana_end = kana_end if found < 0 else found
        for stop in range(max(index + 1, kana_end - 3), kana_end):
            if stop in self.known and stop + len(self.known[stop][0]) > kana_end:
                return stop
        return kana_end

    def _with_kana(self, at: int, index: int, kana_end: int, end: int) -> Chunk:
        """A name that goes on in hiragana up to a particle or honorific: «水瀬いのり|が», «高寺たけし|さん»."""
        first = self._matched(index, end) if index in self.known else None
        if self.text[index] == "を":
            return Chunk("N", 0, 0, at, index)
        verbal = self.text.startswith("んだ", index) or self._is_adjective(at, index, kana_end, end)  # «迷い込んだ»
        if verbal or self._is_given(index, kana_end, end):
            return Chunk("l" if verbal else "N", 0, 0, at, kana_end)
        if self._is_modified(at, index, kana_end, end) or self._begins_given(index, kana_end):
            return Chunk("N", 0, 0, at, index)
        inside = self._kanji_end(at, index, kana_end, end) or self._given_end(index, kana_end)
        inside = inside or self._kana_inside(at, index, kana_end, end, first)
        if inside:
            return Chunk("N", 0, 0, at, inside)
        if first is not None and self._ends_name(index, kana_end, end, first):
            return Chunk("N", 0, 0, at, index)
        last = min(kana_end, index + 6)
        found = [
            (stop, entry.code, stop + len(phrase) >= kana_end)
            for stop in range(index + 1, last + 1)
            if stop in self.known and stop < end and not _WITH_WO.match(self.text, stop)
            for phrase, entry in (self._matched(stop, end) or ("", _NOTHING),)
        ]
        kana = self.text[index:kana_end]
        if kana not in self.words.given:
            found = _outer(found, kana_end)
        marked = kana_end >= end or self.text[kana_end] in "、・,，（(／/&＆ 　"
        final = marked and not self._particle_ends(kana, kana_end)
        for codes in ("h", "Zku=be", "" if final else "-", "wgointtmdA"):
            if not codes and last == kana_end:
                return Chunk("l" if self._is_verb(self.text[index:kana_end]) else "N", 0, 0, at, kana_end)
            for stop, code, ends in found:
                if code in codes and (ends or codes == "h"):
                    sure = codes == "h" or (codes == "Zku=be" and code != "=")
                    sure = sure or not self._is_verb(self.text[index:stop])
                    return Chunk("N" if sure else "l", 0, 0, at, stop)
        if last == kana_end:
            return Chunk("l" if self._is_verb(self.text[index:kana_end]) else "N", 0, 0, at, kana_end)
        return Chunk("~", 0, 0, at, kana_end)

    def _kanji_end(self, at: int, index: int, kana_end: int, end: int) -> int:
        """Where a name ends whose given name is kana and one kanji («森下かな恵», «山代まゆ美»); 0 if it is none."""
        woman = kana_end < end and self.text[kana_end] in _WOMAN and kana_end - index == len("まさ")
        given = woman or self.text[index:kana_end] in self.words.given
        if not (2 <= index - at <= 3 and kana_end < end and given):
            return 0
        stop = kana_end + 1
        whole = stop >= end or stop in self.known or not NAME_CHAR.match(self.text[stop])
        return stop if whole and kana_end not in self.known and _KANJI.match(self.text[kana_end]) else 0

    def _is_given(self, index: int, kana_end: int, end: int) -> bool:
        """Whether hiragana is a given name that ends like a particle, before what follows a name («まこと|著»)."""
        if kana_end - index > 1 and self.text[kana_end - 1] == "を":  # «吉岡たかを|、»
            return True
        if kana_end >= end or self.text[index:kana_end] not in self.words.given:
            return False
        if kana_end - index > 2 or self.text[kana_end - 1] == "ら":  # «森さくら|、», but «明るい、»
            return (
                self.text[kana_end] in _BEHIND_WHOLE or self.known.get(kana_end, ("", _NOTHING))[1].code in _AFTER_WHOLE
            )
        return self.text[kana_end] == "を" or self.known.get(kana_end, ("", _NOTHING))[1].code in _AFTER_WHOLE

    def _is_adjective(self, at: int, index: int, kana_end: int, end: int) -> bool:
        """Whether hiragana behind kanji is the end of what describes the noun right behind it («物知りな|老犬»)."""
        if kana_end >= end or self.text[kana_end - 1] != "な" or kana_end - index < len("りな"):
            return False
        noun = RUN.match(self.text, kana_end, end)
        long = noun is not None and noun.end() - kana_end > 1 and self.text[kana_end] not in _BEHIND_NAME
        return long and not self._is_modified(at, index, kana_end, end)

    def _is_modified(self, at: int, index: int, kana_end: int, end: int) -> bool:
        """Whether a particle and an adjective stand behind a whole name («大森綾子|は|おかしなウサギ»)."""
        kana = self.text[index:kana_end]
        noun = kana_end < end and NAME_CHAR.match(self.text[kana_end]) is not None
        adjective = len(kana) > 3 and kana[0] in _SUBJECTS and kana.endswith(("な", "い"))
        whole = index - at >= 4 and all(_KANJI.match(char) for char in self.text[at:index])
        return noun and adjective and whole and kana not in self.words.given

    def _begins_given(self, index: int, kana_end: int) -> bool:
        """Whether a particle and then a given name stand behind a name («梶本|が|なぎさの»)."""
        if self.text[index] not in _SUBJECTS:
            return False
        names = self.words.given
        begun = any(self.text[index:stop] in names for stop in range(index + 2, min(kana_end, index + 5) + 1))
        ends = range(index + 3, min(kana_end, index + 6) + 1)
        return not begun and any(
            self.text[index + 1 : stop] in names and (stop == kana_end or stop in self.known) for stop in ends
        )

    def _given_end(self, index: int, kana_end: int) -> int:
        """Where a given name of three kana or more ends before another word («さおり|らが»); 0 if none does."""
        for stop in range(min(kana_end - 1, index + 5), index + 2, -1):
            if stop in self.known and self.text[index:stop] in self.words.given:
                return stop
        return 0

    def _ends_name(self, index: int, kana_end: int, end: int, first: tuple[str, Entry]) -> bool:
        """Whether the word that hiragana begins with is none of a name's («森綾|さんが», «森綾|から»)."""
        phrase, entry = first
        if phrase == "ら" and index + 1 < kana_end and self._matched(index + 1, end) is not None:
            return True
        if entry.code == "~" and len(phrase) > 2:
            return True
        verb = self._matched(index + 1, end) if phrase == "が" and index + 1 in self.known else None
        if verb is not None and verb[1].code in "ZC" and index + 1 + len(verb[0]) >= kana_end:
            return True  # «森綾|が|ふんする»
        return entry.code in _AFTER_NAME and (len(phrase) > 1 or index + 1 >= kana_end)

    def _particle_ends(self, kana: str, kana_end: int) -> bool:
        """Whether hiragana before a comma ends in a particle («ひかるで、») and is no given name («かえで、»)."""
        sure = self.text[kana_end : kana_end + 1] == "、" and kana[-1] in _SURE_PARTICLES and len(kana) > 2
        return sure and kana not in self.words.given

    def _kana_inside(self, at: int, index: int, kana_end: int, end: int, first: tuple[str, Entry] | None) -> int:
        """Where a name ends that has hiragana within («久米田さくら子さん», «森の木、»); 0 if it has none."""
        inside = _KANA_WITHIN.match(self.text, index, end)
        if not inside:
            return 0
        stop = inside.end()
        kana = self.text[index:kana_end]
        after = self.text[stop] if stop < end else "。"
        if (
            first is None
            and kana not in ("のお", "のご", "の")
            and self._matched(kana_end, end) is None
            and not self._is_verb(kana)
        ):
            following = self._matched(stop, end)
            if following[1].code in "hk" if following is not None else after in "。、（(・/／,":
                return stop
        if first is not None and _GIRL.fullmatch(self.text, index, stop) and len(first[0]) == 1:
            following = self._matched(stop, end)
            if following[1].code in "hkgwo" if following is not None else after in "。、（(・/／,":
                return stop
        if (
            kana[0] == "の"
            and _KANJI.match(self.text[index - 1])
            and stop - index == 3
            and self.text[index + 1] not in "おごの"
            and not (at and HIRAGANA.match(self.text[at - 1]))
            and after in "。、（(・/／,)）」"
        ):
            return stop
        return 0

    def _is_verb(self, kana: str) -> bool:
        """Whether hiragana behind kanji is more likely an ending than the rest of a name."""
        return self.words.verb.match(kana) is not None

    def _whole_kana(self, at: int, kana_end: int, found: list[tuple[int, int, str]], before: list[Chunk]) -> int:
        """Where a name ends that is hiragana alone and stands behind a role or part («監督はみずさわひかりが»)."""
        codes = _codes(before)
        if not _PARTED.search(codes):
            return 0
        stop = min((stop for stop, last, code in found if last >= kana_end and code in _AFTER_KANA), default=kana_end)
        name = self.text[at:stop]
        return stop if 5 <= len(name) <= 9 and not any(word in name for word in _PLAIN) else 0

    def _does(self, at: int, stop: int, task: int, before: list[Chunk]) -> bool:
        """Whether hiragana alone is the name of who is told to do something («で|あいのうみ|が|脚本を»)."""
        placed = _codes(before)[-1:] in _BEFORE_ACTING
        parted = _PARTED.search(_codes(before)) is not None
        does = task in self.known and self.known[task][1].code in ("RECZ" if parted else "RE")
        return placed and does and 3 <= stop - at <= 9 and not any(word in self.text[at:stop] for word in _PLAIN)

    def _is_tasked(self, at: int, kana_end: int, follows: str, before: list[Chunk]) -> bool:
        """Whether hiragana stands whole before or behind a task («きむらひでふみ|監督», «監督をこうたろ、脚本を»)."""
        name, codes = self.text[at:kana_end], _codes(before)
        directs = len(name) > 3 and self.text.startswith("監督", kana_end) and codes[-1:] in ("", *",nb.")
        if not directs and not (codes.endswith(("Ro", "Rw", "Ri")) and follows in "、。"):
            return False
        return 3 <= len(name) <= 9 and name[-1] not in _WORD_ENDS and not any(word in name for word in _PLAIN)

    def _is_titled(self, at: int, stop: int, code: str, before: list[Chunk]) -> bool:
        """Whether hiragana right behind what people are called is a name."""
        worded = code in "gwomi" and bool(before) and before[-1].code == "p" and before[-1].end == at
        return worded and 3 <= stop - at <= 8 and not any(word in self.text[at:stop] for word in _PLAIN)

    def _kana(self, at: int, kana_end: int, end: int, before: list[Chunk]) -> Chunk:
        """Hiragana that is no known word: a name if an honorific follows («きむらひでふみさん»), else any words."""
        follows = self.text[kana_end] if kana_end < end else "\n"
        part = follows in "氏先様" or (
            follows == "役" and (_codes(before)[-1:] == "c" or not self.text.endswith(_NO_PART, at, kana_end))
        )
        named = self.known.get(kana_end) if part and 2 <= kana_end - at <= 8 else None
        if named and named[1].code in "hk" and not (before and before[-1].code in "~l"):
            return Chunk("N", 0, 0, at, kana_end)
        listed_before = not before or before[-1].code in ":/_*,-k"
        listed = listed_before and follows in "、・\n(（/／,&「『。"
        if listed and 3 <= kana_end - at <= 8 and at not in self.known and not _SAID.match(self.text, at):
            sure = follows in "「『" or (bool(before) and before[-1].code == "k")
            return Chunk("N" if sure else "l", 0, 0, at, kana_end)
        verb = _VERB.match(self.text, at, kana_end)
        if verb:
            return Chunk("~", 0, 0, at, verb.end())
        found = [
            (stop, stop + len(phrase), entry.code)
            for stop in range(at + 1, kana_end)
            if stop in self.known
            for phrase, entry in (self._matched(stop, end) or ("", _NOTHING),)
        ]
        for stop, last, code in found:
            if code == "h" and stop - at < 10 and (stop - at >= 3 or (stop - at == 2 and last == kana_end)):
                return Chunk("N", 0, 0, at, stop)
        if self._is_tasked(at, kana_end, follows, before):
            return Chunk("N", 0, 0, at, kana_end)
        whole = self._whole_kana(at, kana_end, found, before)
        if whole:
            return Chunk("N", 0, 0, at, whole)
        for stop, last, code in found:
            if last >= kana_end and code == "g" and self._does(at, stop, kana_end, before):
                return Chunk("N", 0, 0, at, stop)
            if last >= kana_end and code == "e" and listed_before and 3 <= stop - at <= 8:
                return Chunk("N", 0, 0, at, stop)
            if last >= kana_end and code in _AFTER_KANA:
                titled = self._is_titled(at, stop, code, before)  # «歌手のあいのうみ|が»
                return Chunk("N" if titled else "~" if kana_end - at > 7 or stop - at < 3 else "l", 0, 0, at, stop)
        code = "l" if 3 <= kana_end - at <= 8 and follows in "、・\n(（/／" else "~"
        return Chunk(code, 0, 0, at, kana_end)


def _codes(before: list[Chunk]) -> str:
    """The codes of the chunks right before a place; a bracket that holds nothing but a role is like a colon."""
    labelled = before[-1:] and before[-1].code in "HP" and before[-1].inner and before[-1].inner.codes == "R"
    return ":" if labelled else "".join(chunk.code for chunk in before[-3:])


def _outer(found: list[tuple[int, str, bool]], kana_end: int) -> list[tuple[int, str, bool]]:
    """The words that may end a name, without those within another («から») or right behind a particle («が演じる»)."""
    particles = {stop for stop, code, ends in found if ends and code in PARTICLES and stop < kana_end}
    first = min(particles, default=kana_end)
    return [one for one in found if one[0] <= first or one[1] == "h"]
