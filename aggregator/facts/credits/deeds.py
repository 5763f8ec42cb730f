"""What a company does with a work, as the verb right beside its name says, whatever else the company is known for.

«X has licensed T» · «X will distribute the film» · «T, distributed by X» · «X brings T to cinemas» · «X releases T on
Blu-ray». What it holds true: such a verb decides between the trades of a known company, and makes one of a name that no
list has, unless it is a person's or a region's. Known exception: a studio that brings out its own film.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import COMPANY_ROLES, Found
from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_company, is_person, is_romaji
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.triggers import Trigger
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import lexicon
from aggregator.facts.words.work_types import BOOKS, SHOWN

DEEDS = {"distribution": "distributor", "licence": "licensor"}
"""Words that say by themselves what a company does."""
BRINGS = frozenset({"any", "publication", "sale"})
"""Words for bringing something out, whose kind other words tell."""
SOLD = frozenset({"home_video", "theatrical"})
"""Events that distributors bring about."""
TOLD = SOLD | BRINGS | set(DEEDS)
_BEGINS = re.compile(r"(?:(?:^|[.;:,&*-])|(?:^|[.;:,&*-])o|(?P<role>R))$")
"""What stands before who does something: the beginning of a clause, an article, or what it is («distributor X»)."""
_DOES = re.compile(r"[NKS](?:,?&[NKS])?P?(?P<verb>[IoUV]{1,3})f?o?(?P<work>[YTQ]{1,3})")
"""Who does something with a work."""
_HAS_DONE = re.compile(r"[NKS](?:,?&[NKS])?P?Io?(?P<work>[YTQ]{1,3})P?(?P<verb>[oU])(?=[.;,&]|$)")
"""The same where the verb stands last: «X hat T lizenziert»."""
_DONE_BY = re.compile(r"(?P<verb>[oU])(?:[fN]o?){0,4}B(?:[NKS]P?(?:,|,?&)){0,3}$")
"""What stands before who has done it: «licensed in North America by»."""
_BY_DONE = re.compile(r"B[NKS](?P<verb>[oU])(?=[.;,&]|$)")
"""The same where the verb stands last: «von X lizenziert»."""
_SOLD_AT = re.compile(r"J[NKS](?P<verb>f?o?)(?=[.;,&]|$)")
"""Where something is sold, and what it is sold on: «bei X auf Blu-ray», «bei X»."""
_LICENSED_BY = re.compile(r"w(?:[NKS]P?(?:,|,?&)){0,3}$")
"""What stands before who has done it where a word of the language's roles says so: «licencié par»."""
HOUSES = shared_words("credits", "publisher_words")
"""Words before a publisher's name."""
ARTICLE = 3
"""Letters of an article at most."""
RULE = "credits:deed"
SELLERS = frozenset({"distributor", "licensor", "publisher", "production"})
"""Parts beside which a studio that is only named animates nothing, and a service shows nothing."""
ELSEWHERE = frozenset({"animation_production", "streaming", "broadcaster"})


def doers(text: str, sentence: Sentence, row: Sequence[Trigger], tag: str) -> Iterator[tuple[Chunk, str]]:
    """The names of a sentence beside whose verb it says what they do, each with its role."""
    told = {trigger.value for trigger in row}
    if told.isdisjoint(TOLD):
        return
    for index, chunk in enumerate(sentence.chunks):
        if chunk.code in "NKS" and (role := _deed(text, sentence, index, row)):
            printed = role != "publisher" and _prints(text, chunk) and not _kinds(sentence) & SHOWN
            may = not printed and _may_do(text, chunk, role, tag, first=not index)
            if may and (role != "publisher" or _is_house(text, sentence, index)):
                yield chunk, role


def _deed(text: str, sentence: Sentence, index: int, row: Sequence[Trigger]) -> str:
    """What the verb beside a name says that it does with a work; "" where it says nothing."""
    codes = sentence.codes
    match = _BY_DONE.match(codes, index - 1) if index else None
    match = match or _DONE_BY.search(codes, 0, index)
    if by := _LICENSED_BY.search(codes, 0, index):
        verb = sentence.chunks[by.start()]
        licence = any(t.value == "licence" and verb.start <= t.start < verb.end for t in row)
        return "licensor" if licence and verb.value == "publisher" and _kinds(sentence) & SHOWN else ""
    if match is not None:
        return _of(_within(sentence, match, row), sentence)
    sold = _SOLD_AT.match(codes, index - 1) if index else None
    if sold is not None:
        return _seller(sentence, sold, row)
    begins = _BEGINS.search(codes, 0, index)
    if begins is None or not _is_lead(text, sentence, index, role=begins["role"] is not None):
        return ""
    match = _HAS_DONE.match(codes, index) or _DOES.match(codes, index)
    if match is None:
        return ""
    verbs = _within(sentence, match, row)
    role = _of(verbs, sentence)
    if not role and not _kinds(sentence) and index and _is_said(text, sentence.chunks[index - 1]):
        role = "publisher" if any(t.value == "publication" and t.table == "events" for t in verbs) else ""
    if role:
        return role
    end = sentence.chunks[match.end() - 1].end
    ends = [c.start for c in sentence.chunks[match.end() :] if c.code in ";&"] or [sentence.end]
    sold_on = any(t.table == "events" and t.value in SOLD and end <= t.start < ends[0] for t in row)
    return "distributor" if sold_on and any(t.value in BRINGS and t.table == "events" for t in verbs) else ""


def _seller(sentence: Sentence, match: re.Match[str], row: Sequence[Trigger]) -> str:
    """What the company is at which something comes out: on discs, or a book."""
    if match["verb"]:
        return "distributor" if any(t.value == "home_video" for t in _within(sentence, match, row)) else ""
    kinds, start = _kinds(sentence), sentence.chunks[match.start()].start
    printed = kinds & BOOKS and not kinds & SHOWN
    out = any(t.table == "events" and t.value in BRINGS and t.start < start for t in row)
    return "publisher" if printed and out else ""


def _is_lead(text: str, sentence: Sentence, index: int, *, role: bool) -> bool:
    """Whether what stands before a name is an article, or what companies are."""
    if not index:
        return True
    before = sentence.chunks[index - 1]
    if role:
        return before.value in COMPANY_ROLES
    return before.code != "o" or before.end - before.start <= ARTICLE or _is_said(text, before)


def _is_said(text: str, before: Chunk) -> bool:
    """Whether the words before a name say that it is a publisher's («la editorial X»)."""
    return before.value == "publisher" or text[before.start : before.end].lower().rpartition(" ")[2] in HOUSES


def _is_house(text: str, sentence: Sentence, index: int) -> bool:
    """Whether a name that publishes something is no author's."""
    chunk, before = sentence.chunks[index], sentence.chunks[index - 1] if index else None
    name = text[chunk.start : chunk.end]
    if chunk.code != "N" or is_company(name) or (before is not None and _is_said(text, before)):
        return True
    known = gazetteer.fold(name) in gazetteer.platforms()
    return known or (before is not None and before.code in "BJ" and " " not in name and not is_romaji(name))


def _within(sentence: Sentence, match: re.Match[str], row: Sequence[Trigger]) -> list[Trigger]:
    """The telling words of the verb that a match found."""
    first, last = match.span("verb")
    start, end = sentence.chunks[first].start, sentence.chunks[last - 1].end
    return [trigger for trigger in row if start <= trigger.start < end]


def _of(verbs: list[Trigger], sentence: Sentence) -> str:
    """The role that the words of a verb tell of what the sentence speaks of."""
    told = {trigger.value for trigger in verbs}
    deed = next((role for word, role in DEEDS.items() if word in told), "")
    kinds = _kinds(sentence)
    if kinds & BOOKS and not kinds & SHOWN:
        return "publisher" if any(t.value == "publication" and t.table == "events" for t in verbs) else ""
    return "" if "publication" in told else deed


def _kinds(sentence: Sentence) -> set[str]:
    """The kinds of works that a sentence names."""
    return {chunk.value for chunk in sentence.chunks if chunk.code == "Y"}


def _prints(text: str, chunk: Chunk) -> bool:
    """Whether a name is a publisher's before all, however common a word it is."""
    known = gazetteer.platforms().get(gazetteer.fold(text[chunk.start : chunk.end]))
    return known is not None and known.kinds[0] == "publisher"


def _may_do(text: str, chunk: Chunk, role: str, tag: str, *, first: bool) -> bool:
    """Whether a name may be a company's that does this: no person's, no region's."""
    if chunk.code == "K":
        return isinstance(chunk.known, Place) and (role == "licensor" or "magazine" not in chunk.known.kinds)
    if chunk.code == "S":
        return chunk.known is None or role == "distributor"
    name = text[chunk.start : chunk.end]
    if is_person(name) or (" " not in name and is_company(name)):  # «Company licenses T»
        return False
    if first and lexicon(tag).noun_capitals and text.count(name) == 1:  # «Landesweit bringt X den Film ins Kino»
        return " " in name
    return len(name) > len("it") and gazetteer.fold(name) not in gazetteer.regions(tag)


def instead(found: list[Found], told: list[Found]) -> list[Found]:
    """All credits, those of ``found`` and those that ``told`` says of companies, without other parts of a company whose
    deed is told at the same place, and without what it is elsewhere where another part is.
    """
    deeds = {one.start for one in told if one.rule == RULE}
    parts = {one.start for one in found if one.role in SELLERS}
    kept = [one for one in found if one.start not in deeds or one.role not in COMPANY_ROLES]
    return kept + [one for one in told if one.rule == RULE or one.role not in ELSEWHERE or one.start not in parts]
