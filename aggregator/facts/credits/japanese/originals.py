"""Who wrote the manga, novel or game behind a work, in languages without spaces.

What it holds true: an author stands before 原作 or 作, before «による» and a kind of work, or before a title in a
sentence that speaks of a serial. Known exceptions: pen names that are whole phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.credits.books import WRITTEN
from aggregator.facts.credits.found import Found
from aggregator.facts.credits.japanese.names import WHOLE, WORDED, NameReader
from aggregator.facts.credits.japanese.patterns import MANGA_TITLE, ORIGINAL_RULES
from aggregator.facts.sentences.chunks import Chunk, Sentence

_SERIAL = re.compile(
    r"連載|読み切り|読切|マンガ|漫画|コミック|最終[回話]|単行本|完結|\d巻(?!\S{0,4}(?:BD|DVD|Blu-ray))|漫畫|连载|만화|연재"
)
_SERIAL_CLAUSE = re.compile(
    r"(?:連載(?:中の|している|する|した|していた)|描[くい]た?|執筆(?:する|した|している))[^、。「」『』《》]{0,14}$"
)
"""What stands before the title of what somebody writes."""
_SERIAL_VERB = re.compile(r"連載|描[いくき]|執筆|著し|書[いくき]|手[がか]け|綴")
_VOLUME = re.compile(r" ?(?:(?:の)?第?\d+(?:巻|集)|(?:の)?(?:最新|最終)(?:刊|\d+巻|巻)|上巻|下巻|新刊)")
_MADE_INTO = re.compile(
    r"(?:(?:が|の|は|も)[^。「『]{0,20}?|(?:TV|テレビ)?)(?:アニメ|映画|ドラマ|舞台|実写|ミュージカル|狂言|歌舞伎|歌劇)化"
)
"""What follows the title of a book that something else is made of («森綾「T」がアニメ化»)."""
_VOLUME_END = re.compile(r"[」』》] ?(?:第?\d+(?:巻|集)|(?:最新|最終)(?:\d+巻|巻)|上巻|下巻)$")
_ENTRY = re.compile(r"[*]?_?[QT]_?[Nl]")
_VERBAL = re.compile(
    r"[\u3400-\u9fff]{1,2}(?:かう|べる|ける|める|れる|せる|てる|げる|がる|わる|ばれる|まれる|われる|された|する)"
)
"""A verb right before a title, which tells of the work."""
_ISSUE = re.compile(r"\d+(?:[/・]\d+)?(?:月)?号")
"""What the line below an entry of a list of serials holds."""
MAX_VOLUME = 8
"""Characters between a title and the bracket with its author, where the volume stands between them."""


def is_volume(text: str, bracket: Chunk) -> bool:
    """Whether a book's volume stands before or behind a bracket («「X」（N）4巻», «「X」4巻（N）»)."""
    before = _VOLUME_END.search(text, max(0, bracket.start - MAX_VOLUME), bracket.start)
    return before is not None or _VOLUME.match(text, bracket.end) is not None


def is_turned(match: re.Match[str], codes: str, role: str) -> bool:
    """Whether a book is told of that somebody makes a film of («Nの原作をNが映画化»), not who wrote it."""
    behind = re.match(r"(?:[,t&]N)?[^.,]{0,2}[gR]{1,2}Y", codes[match.end() :])
    whose = codes[: match.start("roles")].endswith(("Nn", "hn", "~n"))
    done = codes[match.end("roles") :].lstrip("P").startswith("o")
    return role == "original_creator" and done and (behind is not None or whose)


class OriginalFinder:
    """Finds the authors of what a text's works are made from; ``clauses``: a comma parts clauses, as in Chinese."""

    def __init__(self, text: str, names: NameReader, *, clauses: bool) -> None:
        self.text = text
        self.names = names
        self.clauses = clauses

    def find(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The authors that a sentence tells."""
        yield from self._told(sentence, number)
        yield from self._manga_authors(sentence, number)
        yield from self._headed(sentence, number)

    def _headed(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The author behind a title above a bracket with the magazine («「T」森綾» / «(わたぐも 18号)»)."""
        below = self.names.sentences[number + 1 : number + 2]
        if not _ENTRY.fullmatch(sentence.codes) or not below or below[0].codes != "P" or not sentence.closes:
            return
        index = next(i for i, code in enumerate(sentence.codes) if code in "Nl")
        if _ISSUE.search(self.text[below[0].start : below[0].end]):
            for start, end, _ in self.names.name(sentence.chunks, index, listed=True):
                quote = (sentence.start, max(end, sentence.end))
                yield Found("original_creator", "", start, end, quote, "credits:headed", number)

    @staticmethod
    def _bare(match: re.Match[str], sentence: Sentence) -> tuple[int, int]:
        """Where the first name of a match stands."""
        name = sentence.chunks[match.start("names")]
        return name.start, name.end

    def _told(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The authors that a pattern tells."""
        chunks, codes = sentence.chunks, sentence.codes
        for name, _, pattern in ORIGINAL_RULES.possible(codes):
            for match in pattern.finditer(codes):
                work = chunks[match.start("work")]
                if not self._is_source(name, work, sentence) or self._is_tasked(match, sentence):
                    continue
                first, last = chunks[match.start()].start, chunks[match.end() - 1].end
                for index in range(*match.span("names")):
                    if codes[index] in "Nl" and not self._is_labelled(sentence, index):
                        for start, end, _ in self.names.name(chunks, index):
                            quote = (min(first, start), last)
                            text = self.names.inside(work)
                            yield Found("original_creator", text, start, end, quote, f"credits:{name}", number)

    @staticmethod
    def _is_tasked(match: re.Match[str], sentence: Sentence) -> bool:
        """Whether another task stands before or behind a name («作画・森綾による漫画»)."""
        first, behind = match.start(), sentence.chunks[match.start() + 1 : match.start() + 2]
        labelled = re.search("R[/:o]$", sentence.codes[:first]) is not None
        return labelled or (bool(behind) and behind[0].inner is not None and set(behind[0].inner.codes) == {"R"})

    @staticmethod
    def _is_labelled(sentence: Sentence, index: int) -> bool:
        """Whether a bracket behind a name tells another task («森綾さん（イラスト）の小説»)."""
        after = sentence.codes[index + 1 : index + 3]
        bracket = (
            sentence.chunks[index + 2 if after == "hP" else index + 1] if after[:1] == "P" or after == "hP" else None
        )
        inner = bracket.inner if bracket is not None else None
        return inner is not None and inner.codes == "R" and inner.chunks[0].value != "original_creator"

    def _is_source(self, rule: str, work: Chunk, sentence: Sentence) -> bool:
        """Whether what follows a name says that it is the author's of a manga, novel or game."""
        if rule == "writer":
            book = any(c.code == "Y" and c.value in WRITTEN for c in sentence.chunks if c.start > work.end)
            return book and self.text.startswith("執筆", work.start)
        if rule == "written_first":
            name = sentence.chunks[sentence.chunks.index(work) - 2]
            return self.names.inside(work) == "原作" and WHOLE.fullmatch(self.text, name.start, name.end) is not None
        if rule == "name_original":
            place = sentence.chunks.index(work)
            bare = self.clauses and sentence.codes[place - 2 : place - 1] not in ("", ",", "/", "i", "p")
            return self.names.inside(work) == "原作" and not bare
        if rule == "same_name":
            named = next(c for c in reversed(sentence.chunks[: sentence.chunks.index(work)]) if c.code == "~")
            return work.value in WRITTEN and self.text.startswith("原作", named.start)
        if rule == "original_turned":
            turned = [c for c in sentence.chunks if c.code == "Y" and c.start > work.start][:1]
            return bool(turned) and self.text[turned[0].end - 1] == "化"
        if rule == "told_by":
            first = sentence.chunks[sentence.codes.index("R")]
            return first.value == "original_creator" and first.start < work.start
        if rule in ("serial", "serial_of", "written_name"):
            return work.value in WRITTEN and _SERIAL_VERB.search(self.text, sentence.start, work.start) is not None
        if rule == "serial_title":  # «森綾が「わたぐも」で連載している青春漫画『空の魚』»
            return work.value != WORDED and _SERIAL_CLAUSE.search(self.text, 0, work.start) is not None
        if rule == "serial_original":  # «森綾が月刊わたぐもで描く原作は»
            told = _SERIAL_VERB.search(self.text, sentence.start, work.start) is not None
            return work.value == "original_creator" and told
        if rule == "work_of":
            following = sentence.chunks[sentence.chunks.index(work) :]
            return any((c.code == "Y" and c.value in WRITTEN) or c.value == "original_illustration" for c in following)
        return work.value in WRITTEN

    def _manga_authors(self, sentence: Sentence, number: int) -> Iterator[Found]:
        """The author before a manga's title («N「X」が完結»), where the sentence speaks of a serial."""
        chunks, codes = sentence.chunks, sentence.codes
        opens = number == 0 and re.match("N[QT]", codes) and self.text[chunks[1].start] == "《"
        serial = opens or _SERIAL.search(self.text, sentence.start, sentence.end) is not None
        line = self.text[sentence.start : sentence.end]
        if not ("Q" in codes or "T" in codes) or not (serial or "先生" in line or "化" in line):
            return
        for match in MANGA_TITLE.finditer(codes):
            start = match.start()
            between = match.start("between")
            teacher = match["between"] is not None and self.text.startswith("先生の", chunks[between].start - 3)
            turned = (
                match["between"] is None and _MADE_INTO.match(self.text, chunks[match.start("work")].end) is not None
            )
            if not (serial or teacher or turned):
                continue
            if start and (codes[start - 1] in "ouvREkpX" or self._is_tasked(match, sentence)):
                continue
            if chunks[match.start("work")].value == WORDED or _VERBAL.fullmatch(
                self.text, *self._bare(match, sentence)
            ):
                continue  # «迅火の”義姉弟”», «立ち向かう「空の魚」»
            if match["between"] == "N" and not teacher and not _SERIAL.search(self.names.inside(chunks[between])):
                continue
            for index in range(*match.span("names")):
                for first, last, _ in self.names.name(chunks, index) if codes[index] in "Nl" else ():
                    if last - first > 2:
                        quote = (min(first, chunks[start].start), chunks[match.end() - 1].end)
                        yield Found("original_creator", "", first, last, quote, "credits:manga_title", number)
