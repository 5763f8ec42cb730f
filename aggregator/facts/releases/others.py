"""Dates of other things: of what a quotation names that is no work, of many works at once, of what a text told before.

What it holds true: the year of the best works is none of theirs («the best anime of 2027»); a song, an application or
a slot has its kind before its name («収録曲「X」は7月12日より»); a headline that speaks of a selection tells when its
works come out, none of them alone («2026年公開の映画まとめ»); a day on which something else comes out is its day in a
list, too, where that says no more («リリース：5月27日»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.refusals import NO_RELEASE
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.coded import coded

MANY = "is of many works at once"
VERB = len("llega")
"""Characters of the shortest verb behind which what comes out stands."""
NEXT = 12
"""Characters between the words for the next issue and a bracket with its day."""
LINE = 40
"""Characters of a line of a list."""
_NAMED = re.compile(r"[QT]P?[gwmo]?,?(?:K(?:/N)?d)?$")
"""What a date tells of, right before it and the station."""
_GOODS = re.compile(
    r"(?:また|なお|さらに|そして|あわせて)?、?[^、。「」『』]{0,14}?(?:CD|シングル|アルバム|サントラ|サウンドトラック|グッズ|楽曲|同曲|新曲)は"
)
"""How a sentence begins that tells of a song or goods («CDは…12月6日にリリース»)."""
_IN_HONOUR = re.compile(
    r"(?:(?!され|する|した|決定|始ま|スタート)[^。]){0,30}?(?:発売|公開|放送|配信|リリース|刊行|アニメ化)(?:開始)?(?:を?(?:記念|祝)|に[合あ]わせた)"
)
"""What follows a day on which something happens because a work comes out («3月27日にBlu-rayの発売を記念して»)."""
_FESTIVAL = re.compile(
    r"[「『][^「」『』]{0,30}(?:フェス|Festival|FESTIVAL|EXPO|発表会|特番|生放送|祭り?)[^「」『』]{0,12}[」』]を|以降の(?:配信|放送|公開)?作品|次号"
)
"""What a sentence tells of that is an event, another issue, and works that are not named."""
_OF_ANOTHER = re.compile("(?:N|R|l|NR)n(?:Y|Yn)?Q")
"""What stands behind a day that is another title's («3月12日公開の「X」で»)."""
_YEAR_OPENS = re.compile(r"(?:^|[,.;:\n] )(?:[Ii]l|[Ee]l|[Oo]|[Ll]'anno|[Dd]as Jahr) $")
"""What stands before a year that is what a sentence speaks of."""
_NEW_ONE = re.compile(
    rf" (?:\w{{1,5}} )?(?:{'|'.join(map(re.escape, sorted(shared_words('releases', 'new_ones'))))})\b"
    r"(?! (?-i:[A-ZÀ-Þ\"“'‘«„]))",
    re.IGNORECASE,
)
"""What stands behind a verb and is another book than the ones that are named."""
_SMALL_END = re.compile(r" \w{1,2}$")
"""How words end that say whose turn it is («è a vez de»)."""
_GENERAL = frozenset({"any", "sale"})


_PROGRAMMES = ("番組", "特番", "ラジオ")
"""How the words for programmes end that are no work although they are broadcast."""


_SUBJECT = re.compile("[ost]{1,3}[QN]?P?I[oft]{0,3}")
"""What stands before a date where the sentence begins with what comes out, and its verb stands last."""


def _leads(clause: Clause) -> bool:
    """Whether something else begins a sentence whose verb stands last («Die Single wird am 3. Mai erscheinen»)."""
    others = clause.words("other")
    verb = next((c for c in clause.sentence.chunks if c.code == "I"), None)
    leads = verb is not None and bool(others) and others[0].end <= verb.start
    return leads and _SUBJECT.fullmatch(clause.before) is not None


class Others:
    """Finds the dates of other things in the clauses of one text, in order."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.line = sentences[0].line if sentences else 0
        self.known = {text[c.start + 1 : c.end - 1] for c in coded(sentences, "T")}
        self.days: set[tuple[int | None, int | None]] = set()

    def refusal(self, clause: Clause) -> str | None:
        """Why a date that can be a release is one of something else; None for one that is not."""
        if _is_thing(self.text, clause) or _has_thing(self.text, clause):
            return "is of a title that is not known as a work"
        if self._is_of_many(clause) or _is_of_best(clause):
            return MANY
        if self._is_year_itself(clause):
            return NO_RELEASE
        day = (clause.mention.month, clause.mention.day)
        sentence = clause.sentence
        if self._is_beside(clause) or _leads(clause):
            return NO_RELEASE
        if self._is_of_another(clause) or self._is_new_one(clause) or self._is_of_unknown(clause):
            return "is of a title that is not known as a work"
        plain = all(t.value in _GENERAL for t in clause.events) and "T" not in sentence.codes
        listed = sentence.opens and sentence.closes and sentence.end - sentence.start < LINE
        return NO_RELEASE if plain and listed and clause.mention.day and day in self.days else None

    def _is_beside(self, clause: Clause) -> bool:
        """Whether a sentence is about goods, or about what happens because the work comes out."""
        goods = _GOODS.match(self.text, clause.sentence.start, clause.chunk.start) is not None
        aired = any(t.value in ("premiere", "theatrical", "home_video") for t in clause.events)
        if (
            self.text.find("次号", max(0, clause.sentence.start - NEXT), clause.sentence.start) >= 0
        ):  # «次号8月号（6月24日発売）»
            return True
        if "T" not in clause.sentence.codes and _FESTIVAL.search(self.text, clause.sentence.start, clause.sentence.end):
            return True
        return (goods and not aired) or _IN_HONOUR.match(self.text, clause.chunk.end, clause.sentence.end) is not None

    def _is_new_one(self, clause: Clause) -> bool:
        """Whether what begins is somebody's new book without a name («its author launches a new manga in spring»)."""
        if clause.sentence.line == self.line:
            return False  # «X Launches New Manga in May», which the text then names
        verbs = [t for t in clause.events if t.end <= clause.chunk.start]
        named = any(c.code in "TQ" and c.start >= verbs[0].start for c in clause.sentence.chunks) if verbs else True
        return not named and any(_NEW_ONE.match(self.text, t.end) for t in verbs)

    def _is_of_another(self, clause: Clause) -> bool:
        """Whether the title that comes out then stands right behind the day, and is none of the text's works."""
        behind = _OF_ANOTHER.match(clause.after)
        if behind is None:
            return False
        title = clause.sentence.chunks[clause.index + behind.end()]
        name = self.text[title.start + 1 : title.end - 1]
        if self.text[title.start] not in "「『" or any(name in known or known in name for known in self.known):
            return False
        return self.text.startswith(("で", "の", "に", "も"), title.end)

    def _is_of_unknown(self, clause: Clause) -> bool:
        """Whether a name of several words that is none of the text's works stands right behind the verb of a day, as
        what comes out then («el 4 de enero se estrena Hoshi Nikki»).
        """
        if clause.mention.month is None or "T" in clause.sentence.codes:
            return False
        ends = {
            t.end for t in clause.events if t.end - t.start >= VERB and not _SMALL_END.search(self.text, t.start, t.end)
        }
        names = [c for c in clause.held if c.code == "N" and self.text[c.start - 1 : c.start] == " "]
        told = (self.text[c.start : c.end] for c in names if c.start - 1 in ends)
        return any(" " in name and not any(name in known for known in self.known) for name in told)

    def remember(self, clause: Clause, reason: str | None) -> None:
        """Note the day of something else."""
        if reason is not None and clause.mention.month and clause.mention.day and "something" in reason:
            self.days.add((clause.mention.month, clause.mention.day))

    def _is_year_itself(self, clause: Clause) -> bool:
        """Whether a bare year begins a part of the sentence that speaks of the year and tells no release («, il 2027
        può essere l'anno della svolta»).
        """
        mention, start = clause.mention, clause.chunk.start
        bare = mention.year is not None and mention.month is None and mention.season is None and mention.until is None
        if not bare:
            return False
        end = min(at for at in (*(self.text.find(mark, start) for mark in ",;."), clause.sentence.end) if at >= 0)
        if any(start <= t.start < end for t in clause.events):
            return False
        return _YEAR_OPENS.search(self.text, max(clause.sentence.start - 1, start - LINE), start) is not None

    def _is_of_many(self, clause: Clause) -> bool:
        """Whether a sentence that speaks of a selection tells a month, season or year and names no work: a headline
        none before it.
        """
        vague = clause.mention.day is None and clause.mention.weekday is None
        if not vague or not any(t.value == "many" for t in clause.triggers):
            return False
        names = clause.before if clause.sentence.line == self.line else clause.sentence.codes
        return not set(names) & set("TQ")


def _is_of_best(clause: Clause) -> bool:
    """Whether a year or season is that of all among which a work is the best, or most awaited («the best anime of
    2027»).
    """
    if clause.mention.month is not None or not clause.before.endswith("f"):
        return False
    start = clause.sentence.chunks[clause.index].start
    best = [t for t in clause.words("best") if t.end <= start]
    if not best or any(best[-1].end <= t.start and t.end <= start for t in clause.events):
        return False
    between = (c.code for c in clause.sentence.chunks[: clause.index] if c.start >= best[-1].start)
    return not set(between) - set("oYfIU")


def _is_thing(text: str, clause: Clause) -> bool:
    """Whether the quotation that a date tells of has the kind of something that is no work before it."""
    named = _NAMED.search(clause.before)
    if named is None:
        return False
    quoted = clause.sentence.chunks[named.start()]
    return any(t.end == quoted.start for t in clause.words("thing")) and not _is_aired(text, clause, quoted)


def _has_thing(text: str, clause: Clause) -> bool:
    """The same of the only one behind the date («春には「X」がアプリ「Y」を»)."""
    behind = [c for c in clause.chunks() if c.code in "QT"]
    if len(behind) != 1 or behind[0].start < clause.chunk.end or _is_aired(text, clause, behind[0]):
        return False
    return any(t.end == behind[0].start for t in clause.words("thing"))


def _is_aired(text: str, clause: Clause, quoted: Chunk) -> bool:
    """Whether a series begins, by what stands behind a quotation or date («ゲーム「T」が7月に放送»), no programme."""
    programme, told = text.endswith(_PROGRAMMES, 0, quoted.start), min(quoted.end, clause.chunk.end)
    return not programme and any(t.value == "premiere" and t.start >= told for t in clause.mine)
