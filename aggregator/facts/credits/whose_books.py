"""Whose a printed work is, as German tells it: «Kenji Mori, Schöpfer der Geschichte „T“», «das aus der Feder von A
stammende „T“», «hatte A die Arbeit an seinem Manga niedergelegt», «mit „T“ legt A ein neues Werk vor».

What it holds true: in a text of books the person who is called a mangaka, who tells of a manga, or whose manga it is,
is the author. Known exception: a text that names the author of another book, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found, Hit, name_span
from aggregator.facts.credits.rules import Rules, compiled
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.work_types import BOOKS

AUTHOR = "original_creator"
_BETWEEN, _LAYS = shared_words("authors", "made_between"), shared_words("authors", "lays")
_WORKS_ON, _TELLING_OF = shared_words("authors", "works_on"), shared_words("authors", "telling_of")
_OWN = re.compile(rf"\b(?:{'|'.join(sorted(shared_words('authors', 'possessives')))}) (?:[^\W\d_]+ )?$")
"""What stands before a book that is somebody's own («an seinem Werk»)."""
_TALE = re.compile(r"\w+")
_SAME = frozenset({"", "other", *BOOKS})
"""Kinds of what somebody works on, in a text of books."""
_RULES = Rules(
    compiled(
        ("creator_of", "N,R", r"(?:^|[.;&])o?(?P<names>NP?),(?P<role>R)f?o?Y?(?P<work>T)P?,(?=o?[IUCVhq])"),
        ("creator_tells", "RNU", r"(?P<role>R)(?P<names>N)P?(?:I?[Uo]|f[^.;:,NRTQ]{1,3}[UI])"),
        ("creator_told", "IRNU", r"I(?P<role>R)(?P<names>N)P?[^.;:,NRTQ]{0,4}U,"),
        ("own_book", "NY", r"(?<![fBY&,])(?P<names>N)P?[oIUCthDf#]{1,8}(?P<own>Y)(?![TQNY])"),
        ("pen_of", "HN", r"H(?P<names>NP?(?:&NP?)?)(?P<made>o)Y?(?P<work>[TY])"),
        ("pen_of", "BNoT", r"B(?P<names>NP?(?:&NP?)?)(?P<made>o)Y?(?P<work>[TY])"),
        ("lays_before", "WTN", r"W(?P<work>T)P?(?P<does>[oI])(?P<names>N)[oft#]{0,3}Yf"),
        ("works_on", "NCY", r"(?:^|[.;&R])o?(?P<names>N)P?(?P<does>[Co])[ot]{0,3}Yo?(?P<work>T)"),
        ("late_author", "YpRN", r"(?P<kind>Y)T?P?f?p(?P<role>R)(?P<names>NP?)"),
        ("book_is", "CYI", r"^C(?P<kind>Y)T?P?I[ot]?(?P<names>NP?(?:&NP?)?)(?=[.,;]|$)"),
    )
)


def whose_books(text: str, sentence: Sentence, number: int, *, books: bool) -> Iterator[Found]:
    """The authors that a sentence of a text names so; ``books``: the text speaks of books and of nothing else."""
    for rule, _, pattern in _RULES.possible(sentence.codes):
        for match in pattern.finditer(sentence.codes):
            hit = Hit(rule, match, sentence, number)
            if not _holds(text, hit, books=books):
                continue
            for index in range(*match.span("names")):
                chunk = sentence.chunks[index]
                start, end = name_span(text, chunk)
                if chunk.code == "N" and is_person(text[start:end]):
                    yield Found(AUTHOR, "", start, end, hit.quote, f"credits:{rule}", number)


def _holds(text: str, hit: Hit, *, books: bool) -> bool:
    groups, chunks = hit.match.groupdict(), hit.sentence.chunks
    work = chunks[hit.match.start("work")] if groups.get("work") else None
    if work is not None and work.code == "T" and work.value != "0":
        return False
    if hit.rule == "pen_of":
        made = _last(text, chunks[hit.match.start("made")])
        return made in _BETWEEN and (hit.match[0][0] == "H" or books or _is_book(work))
    if hit.rule == "late_author" and chunks[hit.match.start("role")].value != AUTHOR:
        return False
    if hit.rule in ("book_is", "late_author"):
        return chunks[hit.match.start("kind")].value in BOOKS
    if not books or (groups.get("role") and chunks[hit.match.start("role")].value != AUTHOR):
        return False
    if hit.rule in ("creator_tells", "creator_told"):
        end = chunks[hit.match.end("names") - 1].end
        return not _TELLING_OF.isdisjoint(_TALE.findall(text[end : hit.sentence.end].lower()))
    if hit.rule == "own_book":
        own = chunks[hit.match.start("own")]
        return own.value in _SAME and _OWN.search(text, hit.sentence.start, own.start) is not None
    if hit.rule in ("lays_before", "works_on"):
        does = chunks[hit.match.start("does")]
        words = text[does.start : does.end].lower().split()
        return not (_LAYS if hit.rule == "lays_before" else _WORKS_ON).isdisjoint(words)
    return True


def _is_book(work: Chunk | None) -> bool:
    return work is not None and work.code == "Y" and work.value in BOOKS


def _last(text: str, chunk: Chunk) -> str:
    return text[chunk.start : chunk.end].lower().split()[-1]
