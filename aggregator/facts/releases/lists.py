"""Lists and tables of dates: their lines say a name and a day, and what happens then stands above them.

«The films will screen on the following dates: | Moon Harbor: July 4 | Copper Bell: July 11», «July 4 – Moon Harbor»,
«Moon Harbor | July 4 | Some Service», or days as headings with names below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.brackets import Unfolded
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.published import Published
from aggregator.facts.releases.triggers import Trigger, Triggers
from aggregator.facts.sentences.chunks import Chunk, Sentence

APART = 3
"""Lines between two entries of one list: each may have a line or two about it."""
HEADING = 8
"""Chunks of a heading within a list."""
_BULLET = "[*#.-]{0,3}"
_NAME = "[^D:;]{1,14}"
BELOW = 12
"""Sentences below the last day of a list."""
NEAR = 4
"""Sentences before a line that tells but a date («Start: July 4») in which it stands where."""
NO_ENTRY = frozenset({"finale", "other", "replaced"})
"""Sorts of words that stand above a list and say nothing of its entries."""
_LABEL = re.compile("[oNf]{1,2}:?[fo]?D.{0,2}")
HEAD = "heading"
NO_LEAD = frozenset({"past", "never", "told", "cancelled"})
"""Sorts of words of a sentence that is no list's heading."""
FORMS = {
    "table": re.compile(rf"(?=[^;]*;){_BULLET}(?:[^D;]*;)*[fo]?D[.#P,]{{0,3}}(?:;[^D;]*)*"),
    "date first": re.compile(rf"{_BULLET}f?D[:,-]{{1,2}}[^D;]{{1,16}}"),
    "date and place": re.compile(rf"{_BULLET}f?Df[No,&]{{1,24}}[.]?"),
    "name first": re.compile(rf"{_BULLET}{_NAME}(?:[:,-]{{1,2}}[fo]{{0,2}}|[:,-]{{0,2}}B)D[^D;]{{0,8}}"),
    "bracket": re.compile(rf"{_BULLET}[^D;.()]{{1,12}}\(D(?:,[fJ]?K)?\)"),
    HEAD: re.compile(r"[fJNo]{0,2}D:?"),
}
"""How the lines of a list look, in the codes of their chunks; a day's bracket is written out."""
_PRICE = re.compile(r"(?:€|\bR\$|\$) ?\d|\d[,.]\d\d ?(?:€|euros?\b)")
"""What books have in a publisher's list of a month, and nothing that is shown."""
_BEGINS = re.compile(
    r"[◆■●▼★◇□○・【＜]? ?(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[(（].[)）])?(?:に|より|から)?"
    r"(?:放送|公開|配信|発売|上映|オンエア)?(?:開始|スタート)?[】＞]?"
)
"""A heading in a script without spaces: a day and that something begins then («◆10月3日(金)スタート»)."""
_BRACKETED = re.compile("(D(?:,[fJ]?K)?)")


class Lists:
    """The entries of a text's lists: which sentences are ones, and what stands above them.

    ``sentences`` are those of the text, brackets with nothing but a day opened.
    """

    def __init__(
        self, text: str, sentences: Sequence[Sentence], triggers: Triggers, published: Published | None
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.triggers = triggers
        self.published = published
        self.above: dict[int, Sentence | None] = {}
        self.headings: dict[int, int] = {}
        self.rows: dict[int, int] = {}
        for form, row in _rows(text, sentences):
            self.rows |= dict.fromkeys(row, row[0])
            if form != HEAD:
                self._lead(row)
            elif all(self._is_ahead(number) for number in row):
                self._head(row)

    @cached_property
    def priced(self) -> bool:
        """Whether the text tells prices."""
        return len(_PRICE.findall(self.text)) > 1

    def led(self, clause: Clause) -> Clause:
        """The clause of an entry with what stands above its list; any other as it is."""
        if clause.number not in self.above or not clause.sentence.opens:
            return clause
        lead, sentence = self.above[clause.number], clause.sentence
        if clause.events or lead is None:
            label = _LABEL.fullmatch(sentence.codes) is not None
            listed = not (label and clause.words("publication", "told"))  # «Published: July 4»
            return replace(clause, above=[*self._under(clause)] if label else [], listed=listed)
        told = [t for t in self.triggers(lead) if t.value not in NO_ENTRY] + self.triggers(sentence)
        last = sentence
        if clause.number in self.headings:
            last = self.sentences[clause.number + 1]
            told += self.triggers(last)
        if self.priced:
            told.append(Trigger("events", "publication", sentence.end, sentence.end))
        return replace(
            clause,
            start=lead.start,
            end=last.end,
            triggers=told,
            held=sentence.chunks,
            above=lead.chunks,
            listed=True,
        )

    def is_of_many(self, number: int) -> bool:
        """Whether a sentence stands above a list, and so speaks of all that is in it."""
        above = (lead for lead in self.above.values() if lead is not None)
        return any(lead is self.sentences[number] for lead in above) or (number == 0 and bool(self.above))

    def _under(self, clause: Clause) -> Iterator[Chunk]:
        """The services named since the entry before («“Moon Harbor” (drama; Some Service)», «Start: July 4»)."""
        for at in range(clause.number - 1, max(-1, clause.number - NEAR), -1):
            if at in self.above:
                return
            for chunk in self.sentences[at].chunks:
                yield from (c for c in (chunk.inner.chunks if chunk.inner else [chunk]) if c.code == "K")

    def named(self, number: int) -> Iterator[tuple[int, Chunk]]:
        """The works that an entry names, or the lines below a day, each with its sentence's number."""
        if number not in self.headings:
            yield from ((number, c) for c in self.sentences[number].chunks if c.code == "T")
        for at in range(number + 1, self.headings.get(number, 0)):
            title = next((c for c in self.sentences[at].chunks if c.code == "T"), None)
            if title is not None:
                yield at, title

    def _head(self, row: list[int]) -> None:
        """Notes the days of a list that have names below."""
        if any(after - number < 2 for number, after in pairwise([*row, len(self.sentences)])):
            return
        before = [*self._before(row[0], row[0]), self.sentences[row[0]]]
        lead = next((s for s in before if self._tells(s)), None)
        if lead is None:
            return
        for number, after in pairwise([*row, min(row[-1] + BELOW, len(self.sentences))]):
            self.above[number] = lead
            self.headings[number] = after

    def _is_ahead(self, number: int) -> bool:
        """Whether a day isn't past: lists of other articles and remarks of readers are full of such days."""
        date = next((c.known for c in self.sentences[number].chunks if c.code == "D"), None)
        if self.published is None or self.published.unit != "day" or not isinstance(date, DateMention) or not date.day:
            return False
        return self.published.is_before(date) or self.published.could_be(date)

    def _lead(self, row: list[int]) -> None:
        """Notes for each entry of a row the sentence that tells what the entries are: a heading of the list, what
        stands before it, or the headline.
        """
        for number in row:
            leads = (s for s in self._before(row[0], number) if self._tells(s))
            self.above[number] = next(leads, None)

    def _before(self, first: int, number: int) -> Iterator[Sentence]:
        """What may be a list's heading, the nearest first: short lines within it, the sentence before it, line one."""
        for at in range(number - 1, first, -1):
            sentence = self.sentences[at]
            if sentence.opens and sentence.closes and len(sentence.chunks) <= HEADING and "D" not in sentence.codes:
                yield sentence
        for at in range(first - 1, max(-1, first - 3), -1):
            yield self.sentences[at]
        if first > 0:
            yield self.sentences[0]

    def _tells(self, sentence: Sentence) -> bool:
        """Whether a sentence says that something comes out, or names a service; and not in the past."""
        told = self.triggers(sentence)
        if any(t.table == "words" and t.value in NO_LEAD for t in told):
            return False
        services = any(isinstance(c.known, Place) and "streaming" in c.known.kinds for c in sentence.chunks)
        books = self.priced and any(t.value == "publication" for t in told)
        return services or books or any(t.table == "events" and t.value != "finale" for t in told)


def _rows(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[str, list[int]]]:
    """The sentences that are entries of one list, with their form: two or more lines of it, near each other."""
    rows: dict[str, list[int]] = {}
    for number, sentence in enumerate(sentences):
        form = _form(text, sentence)
        if not form:
            continue
        row = rows.setdefault(form, [])
        if row and form != HEAD and not _heads(sentence) and sentence.line - sentences[row[-1]].line > APART:
            if len(row) > 1:
                yield form, row
            rows[form] = row = []
        row.append(number)
    yield from ((form, row) for form, row in rows.items() if len(row) > 1)


def _heads(sentence: Sentence) -> bool:
    """Whether a line is no more than a name with a day in brackets, and so may stand above as much text as it likes."""
    named = re.fullmatch("[NTQ#]{1,4}(?:,Y#)?D", sentence.codes)
    return isinstance(sentence, Unfolded) and sentence.closes and named is not None


def _form(text: str, sentence: Sentence) -> str:
    """The form of a line that can be an entry: it holds one date, of a day or month."""
    if not sentence.opens or "D" not in sentence.codes:
        return ""
    date = sentence.chunks[sentence.codes.index("D")].known
    if not isinstance(date, DateMention) or (date.month is None and (date.season is None or date.year is None)):
        return ""
    codes = _BRACKETED.sub(r"(\1)", sentence.codes) if isinstance(sentence, Unfolded) else sentence.codes
    form = next((name for name, form in FORMS.items() if form.fullmatch(codes)), "")
    if not form and date.day and _BEGINS.fullmatch(text, sentence.start, sentence.end) and sentence.closes:
        return HEAD
    return "" if form == HEAD and date.day is None else form
