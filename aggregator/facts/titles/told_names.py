"""What a sentence says of names by its order: rows of works behind a colon, another name behind a comma.

What it holds true: names that end a sentence behind a colon are what the kind of work before it counts («three new
manga: A, B and C»); what follows «in the original» or «also known as» is the same work's other name («T, in originale
T2, di …»). Known exception: a row of characters behind «the series:».
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.titles.signs import Signs
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token
from aggregator.facts.words.work_types import BOOKS

AND = ("e", "ed", "and", "y", "et", "und", "&")
COUNTED = 2.6
"""What it says for a name that it is counted as a work."""
APPOSED = 3.0
"""What it says for a name that a kind of work and who made it stand before it."""
MADE = 2.0
"""What it says for a name that who made it follows."""
_MADE = re.compile(r"(?P<work>[NTo])P?,(?:bJ?S|w[oRt]?N)")
_ADAPTED = tuple(sorted(shared_words("titles", "adapted")))
"""Endings of participles that say that a work comes from another, whose author follows."""
DIRECTED = 5.2
"""What it says for a name that something is directed or animated that is called so."""
_DIRECTS = frozenset({"director", "chief_director", "series_director", "script"})
_MAKING = re.compile("[bw]|[aV]N")
_PASSIVE = re.compile(r"(?<![JBWAZf])(?P<work>[NT])P?(?:,[^,;:IVZUDAX]{1,12},)?(?P<be>I?)(?P<verb>[bw])(?=P?[NS])")
_ACTIVE = re.compile(r"(?:^|[.;,&:])(?:[NS]&)?[NS]P?(?P<verb>[aV])(?P<work>N)(?=P?[.,;&fJ]|P?$)")
"""A work as the subject of a passive verb, or the object of an active one."""
_WORD = re.compile(r"[^\W\d_]{4}")
_APPOSED = re.compile(r"(?P<kind>Y)[o#]?[fB](?P<maker>N)P?,(?P<work>[NTQ])P?(?=,[^N&]|[.;:IUD]|$)")
_ENTRY = r"[A-ZÀ-ÖØ-Þ0-9«“\"‘][^,:;()\n]{1,60}?"
_ROW = re.compile(rf": (?P<row>{_ENTRY}(?:, {_ENTRY}){{0,12}},? (?:{'|'.join(sorted(AND))}) {_ENTRY})\s*[.;]?\s*$")
"""Names behind a colon up to the end of a sentence."""
_BETWEEN = re.compile(rf",? (?:{'|'.join(sorted(AND))}) |, ")
_KIND = re.compile(r"(?<!f)Y(?:f?[fo#]{0,3})?$")
"""How what stands before them ends if it counts works: not «the towns of the series»."""
_OF_OTHERS = re.compile("[XxZzwcM]|R[of#]{0,4}Y$")
"""Codes that say that what follows are people or characters."""
_ALIAS = re.compile(
    r",? (?:" + "|".join(sorted(map(re.escape, shared_words("titles", "known_as")), key=len, reverse=True)) + r") "
    r"[«“\"‘]?(?P<name>[^\W\d_a-z][^,.;:()«»“”\"\n]{2,60}?)[»”\"’]?"
    r"(?=[,.;:)]| (?:di|de|by|von|par|por|è|es|is|ist|est|é)\b)"
)
"""What follows a title and says that another name of it comes."""


def weigh_told(text: str, chunks: Sequence[Chunk], signs: Signs, span: tuple[int, int], lexicon: Lexicon) -> None:
    """Note what the order of a sentence says of the name between two code points."""
    start, end = span
    if kind := _counted_kind(text, chunks, start, end):
        signs.add(COUNTED, kind)
    _weigh_apposed(text, chunks, signs, span)
    if _is_made(text, chunks, start, end):
        signs.add(MADE)
    _weigh_verbs(text, chunks, signs, span, lexicon)
    signs.alias = signs.alias or _told_alias(text, end)


def _weigh_verbs(text: str, chunks: Sequence[Chunk], signs: Signs, span: tuple[int, int], lexicon: Lexicon) -> None:
    """Weigh what is directed or animated, which nobody is: «T is directed by A», «S will animate T»."""
    codes = "".join([chunk.code for chunk in chunks])
    if _MAKING.search(codes) is None:
        return
    for match in _PASSIVE.finditer(codes):
        work, verb = chunks[match.start("work")], chunks[match.start("verb")]
        told = text[chunks[match.start("be") if match["be"] else match.start("verb")].start : verb.end].lower().split()
        is_so = bool(match["be"]) or any((one := lexicon.single(word)) and one.code == "I" for word in told[:2])
        now = is_so and len(told) > len(("directed", "by")) and told[0] not in lexicon.past_verbs
        if now and (verb.code == "b" or verb.value in _DIRECTS) and (work.start, work.end) == span:
            signs.add(DIRECTED)
    for match in _ACTIVE.finditer(codes) if not lexicon.verb_first else ():
        verb, work = chunks[match.start("verb")], chunks[match.start("work")]
        if (verb.code == "a" or verb.value in _DIRECTS) and (work.start, work.end) == span:
            signs.add(DIRECTED)


def _weigh_apposed(text: str, chunks: Sequence[Chunk], signs: Signs, span: tuple[int, int]) -> None:
    """Weigh the two names of «il nuovo film di A, T, esce»: who made a work, and the work."""
    codes = "".join([chunk.code for chunk in chunks])
    for match in _APPOSED.finditer(codes) if "Y" in codes else ():
        kind, maker, work = (chunks[match.start(group)] for group in ("kind", "maker", "work"))
        names = text[maker.start : maker.end], text[work.start : work.end].strip("«»“”\"'")
        if not is_person(names[0]) or is_person(names[1]):
            continue
        if maker.start <= span[0] and span[1] <= maker.end:
            signs.minus += 2.0
        elif work.start <= span[0] and span[1] <= work.end:
            signs.add(APPOSED, kind.value)


def _is_made(text: str, chunks: Sequence[Chunk], start: int, end: int) -> bool:
    """Whether a name between two code points is of something that a studio or somebody made («T, prodotto da S»)."""
    if is_person(text[start:end]) or _WORD.search(text, start, end) is None:
        return False
    codes = "".join([chunk.code for chunk in chunks])
    made = (chunks[match.start("work")] for match in _MADE.finditer(codes))
    return any(chunk.start <= start and chunk.end == end for chunk in made)


def _counted_kind(text: str, chunks: Sequence[Chunk], start: int, end: int) -> str:
    """The kind of work of which the name between two code points is told as one of several behind a colon, or ""."""
    colon = next((at for at, chunk in enumerate(chunks) if chunk.code == ":"), 0)
    if not colon or start < chunks[colon].end:
        return ""
    head = "".join([chunk.code for chunk in chunks[:colon]])
    kind = _KIND.search(head)
    row = _ROW.match(text, chunks[colon].start, chunks[-1].end) if kind is not None else None
    if kind is None or row is None or _OF_OTHERS.search(head):
        return ""
    names = _BETWEEN.split(row["row"])
    if 2 * sum(map(is_person, names)) > len(names) or text[start:end] not in names:
        return ""
    return chunks[kind.start()].value


def _told_alias(text: str, end: int) -> str:
    """The other name of the title that ends at a code point, where the sentence goes on with it; "" for none."""
    told = _ALIAS.match(text, end, end + len(", conosciuto anche come ") + 100)
    return told["name"].strip() if told is not None and not is_person(told["name"]) else ""


def is_maker(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the name of a chunk is somebody's who makes such works («creatore di manga A», not «creatore del manga
    T»).
    """
    codes = "".join([chunk.code for chunk in chunks[max(0, at - 4) : at]])
    if codes == "ofYf" and chunks[at - 2].value in BOOKS and chunks[at].code == "N":
        adapted = tokens[chunks[at - 4].last - 1].low.endswith(_ADAPTED)  # «adapté du manga culte de A»
        if adapted and tokens[chunks[at - 1].first].low in ("de", "d'", "d’"):
            return True
    codes = codes[-3:]
    return codes in ("RfY", "tfY", "RBY") and tokens[chunks[at - 2].first].low in ("di", "de")
