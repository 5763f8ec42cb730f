"""Who wrote what is printed, where neither «by» nor a verb of writing stands beside the kind of work.

«The novels are A's» («son de A»), «A, author of the manga, supervises it», «Signed A, the manga …», «manga author A
commented», «der Manga, den A seit 2015 zeichnet», «die Reihe der Mangaka-Gruppe A».
What it holds true: who is called the author without another work is the author of the text's. Known
exception: an author who praises another's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.beginners import beginners
from aggregator.facts.credits.found import Found, Hit, name_span
from aggregator.facts.credits.rules import Rules, compiled
from aggregator.facts.credits.told import OPUS
from aggregator.facts.credits.whose_books import whose_books
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import OF
from aggregator.facts.words.work_types import BOOKS

AUTHOR = "original_creator"
_PUBLISHES = re.compile(rf"(?:{'|'.join(sorted(shared_words('authors', 'publishes'), key=len, reverse=True))})\b")
MOST = 12
"""Characters of a small word before a name."""
_RELATIVE = re.compile(rf"\W(?:{'|'.join(sorted(shared_words('authors', 'relative')))}) $")
"""What stands between a work and who wrote it in a German relative clause."""
_WRITES_LAST = shared_words("authors", "writes_last")
_DRAWS = shared_words("authors", "draws")
_GENITIVE = re.compile(rf" (?:{'|'.join(sorted(shared_words('authors', 'genitive')))}) $")
_AUTHORING = tuple(sorted(shared_words("authors", "authoring")))
"""What words begin with that mean who makes books («Mangaka-Gruppe»)."""
_OF_WORDS = ("de", "di", "von", "do", "da", "du", "del", "of", "by")
_WHO = r"(?:,[pqRo][^.;:,]{0,6}(?:,[^.;:,]{0,3})?,)?"
"""Who an author is, between commas: «den A, bekannt durch T, zeichnet»."""
_RULES = Rules(
    compiled(
        ("is_of", "YI", r"(?P<work>Y)P?I(?P<names>NP?(?:,?&NP?)?)(?=,?[wW]|[.;]|$)"),
        ("author_aside", "R,", r"(?:^|[.;])(?P<names>N)P?,(?P<role>R)(?:f(?P<work>[YT])P?)?,(?=q?o?[CVhUIMo])"),
        ("signed_first", "B,", r"^(?P<by>B)(?P<names>NP?(?:&NP?)?),(?P<work>Y)"),
        ("owed", "HYh", r"H(?P<work>Y)P?h(?P<names>N)P?(?=[.,;]|$)"),
        ("whose_author", "Yq", r"(?P<work>Y)T?P?,?q(?P<does>[oVCU])(?P<names>N)P?(?=[foD,.;&]|$)"),
        ("writes_it", "YqN", r"(?P<work>Y)T?P?,?q(?P<names>NP?(?:&NP?)?)(?P<does>[oVCU])"),
        (
            "writes_last",
            ",N",
            rf"(?P<work>Y|(?<!Y)T)T?P?(?:[fB][NTYKo]{{1,2}}P?)?,(?P<names>NP?(?:,?&NP?)?){_WHO}(?P<last>[^.;:,&]{{1,9}})(?=[.,;:&]|$)",
        ),
        ("group_of", "t", r"(?P<work>Y)T?P?f?(?P<title>t)(?P<names>NP?(?:&NP?)?)"),
        ("publishes", "NT", r"(?:^|[.;,&t])(?P<names>N)P?(?P<does>[oVCU])(?:f[oV])?f?(?P<work>T)"),
        ("author_comments", "RU", r"^(?P<role>R)(?P<names>N)P?,?U"),
    )
)


def writers(text: str, sentences: Sequence[Sentence], number: int, *, books: bool = False) -> Iterator[Found]:
    """The authors that a sentence names in such a way; ``books``: the text speaks of books and of nothing else."""
    sentence = sentences[number]
    yield from beginners(text, sentence, number)
    yield from whose_books(text, sentence, number, books=books)
    before = sentences[number - 1].chunks if number else []
    printed = next((c.value in BOOKS for c in reversed(before) if c.code == "Y"), False)
    for rule, _, pattern in _RULES.possible(sentence.codes):
        for match in pattern.finditer(sentence.codes):
            hit = Hit(rule, match, sentence, number)
            if _holds(text, hit, printed=printed, books=books):
                for index in range(*match.span("names")):
                    chunk = sentence.chunks[index]
                    start, end = name_span(text, chunk)
                    sure = is_person if {"does", "last"} & match.re.groupindex.keys() else _is_author
                    grouped = rule == "group_of" and text[start:end].isupper()
                    if chunk.code == "N" and (grouped or sure(text[start:end])):
                        yield Found(AUTHOR, "", start, end, hit.quote, f"credits:{rule}", number)


def _holds(text: str, hit: Hit, *, printed: bool, books: bool) -> bool:
    groups, chunks = hit.match.groupdict(), hit.sentence.chunks
    if hit.rule == "group_of":
        return _is_group(text, hit)
    work = chunks[hit.match.start("work")] if groups.get("work") else None
    same = printed and work is not None and text[work.start : work.end].lower() in OPUS  # «signée X, l'œuvre …»
    if work is not None and not same and (work.value != "0" if work.code == "T" else work.value not in BOOKS):
        return False
    if hit.rule == "writes_last":
        if work is not None and work.code == "T" and not books:
            return False
        return _writes_last(text, hit, work)
    if groups.get("does"):
        first = hit.match.start("does")
        last = hit.match.start("work") if hit.rule == "publishes" else hit.match.end("does")
        return _PUBLISHES.match(text[chunks[first].start : chunks[last - 1].end].lower()) is not None
    if hit.rule == "is_of":
        verb = chunks[hit.match.start("names") - 1]
        return text[verb.start : verb.end].lower().endswith(tuple(f" {word}" for word in _OF_WORDS))
    if hit.rule == "signed_first":
        return chunks[0].value != OF
    role = chunks[hit.match.start("role")] if groups.get("role") else None
    if role is not None and role.value != AUTHOR:
        return False
    if hit.rule == "author_aside" and work is not None and work.code == "T":
        return "D" in hit.match.string  # what the author does with it, and not with another
    return hit.rule != "author_aside" or work is not None or _names_kind(text, role)


def _is_group(text: str, hit: Hit) -> bool:
    """Whether a word for authors stands in the genitive behind a work."""
    title = hit.sentence.chunks[hit.match.start("title")]
    named = text[title.start : title.end].lower().startswith(_AUTHORING)
    return named and _GENITIVE.search(text, max(0, title.start - MOST), title.start) is not None


def _writes_last(text: str, hit: Hit, work: Chunk | None) -> bool:
    """Whether a German clause ends with what an author does; who draws a novel is no author."""
    chunks = hit.sentence.chunks
    name, last = chunks[hit.match.start("names")], chunks[hit.match.end("last") - 1]
    told = text[name.end : last.end].lower().split()[-3:]
    if work is not None and work.value == "novel" and not _DRAWS.isdisjoint(told):
        return False
    relative = _RELATIVE.search(text, max(0, name.start - MOST), name.start) is not None
    return relative and not _WRITES_LAST.isdisjoint(told)


def _names_kind(text: str, role: Chunk | None) -> bool:
    """Whether a word for an author says of what («autora del manga»)."""
    return role is not None and " " in text[role.start : role.end]


def _is_author(name: str) -> bool:
    return is_person(name) or (len(name.split()) == len("AB") and not is_company(name))
