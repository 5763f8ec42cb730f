"""Which studios make a work, where it is told beside a word for making: joint work, lines of lists, asides.

«Studio: A, B» · «A, the studio behind T, animates the film» · «A handles the anime» · «A is teaming up with B for the
film» · «The animation is by A and B». What it holds true: a company's name in such a place animates the work; a name
that may be a person's does not. Known exception: a company that only pays for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.credits.dubs import has_dub
from aggregator.facts.credits.found import Found, Hit, name_span
from aggregator.facts.credits.rules import Rules, compiled
from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_company, is_person, is_studio
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.lexicon import HOUSE, PARTNER
from aggregator.facts.words.work_types import ANIMATED

WESTERN = re.compile(r"[^\W\d_][^\W\d_A-Z]+ [^\W\d_][^\W\d_A-Z]+")
"""A name of two words, as people's are."""
_ONE = r"[NSK]P{0,2}"
_ANIMATED = re.compile(rf"(?P<one>b){_ONE}(?:,|,?&)(?P<two>b){_ONE}(?=[.;,&]|$)")
"""Two verbs of making with a name each."""
_NAMES = rf"{_ONE}(?:(?:,|,?&){_ONE}){{0,6}}"
_RULES = Rules(
    compiled(
        ("studio_line", "J:", r"^[*.-]{0,3}(?P<house>J)P?:(?P<names>[NSK]P?(?:(?:[,&/]|,&)[NSK]P?){0,6})[.;]?$"),
        ("house_too", "J&", r"(?P<house>J)[:-]?[NSK]P?,?&(?P<names>[NSK])(?!P?,?q?o?[ICVZHUahj'])"),
        ("makes_aside", "a,", rf"(?:^|[.;])(?P<names>{_ONE}),[^.;:,ZVMUR]{{1,14}},q?I?o?a(?P<work>[YT]?)"),
        ("makes_first", "a", rf"^o?a(?P<work>)o?(?P<names>{_NAMES})(?=[.;,]|$)"),
        ("made_last_by", "aI", rf"^aIo?[YT]?P?(?P<work>)(?:BJ?|J)?(?P<names>{_NAMES})(?=[.;,]|$)"),
        ("handles", "CY", rf"(?:^|[.;,&]|,o)(?P<names>{_ONE}(?:,?&{_ONE}){{0,4}})I?o?C(?P<work>Y)(?!P?['f:]|P?[NSKQ])"),
        ("comes_from", "YH", rf"(?P<work>Y)P?H(?P<names>{_NAMES})(?=[.;,oI]|$)"),
        ("of_house", "wN", r"wNP?[Bf](?P<work>)(?P<names>S)(?=P?[.,;&]|P?$)"),
        ("comes_first", "HY", rf"^H(?P<names>{_NAMES}),(?P<work>Y)"),
        ("is_by_too", "IB", rf"(?P<work>Y)q?I(?:o?B){_ONE},?&(?P<names>[NSK])(?=[.;,]|$)"),
        ("teams", "W", rf"(?P<names>{_ONE}I?(?P<with>W){_ONE}(?:,?&{_ONE}){{0,3}})[oft]{{0,3}}(?P<work>[YT])"),
    )
)


def studios(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The studios that a sentence names as the makers of a work."""
    chunks = sentence.chunks
    if sentence.codes.count("b") > 1:
        yield from _producers(text, sentence, number)
    for rule, _, pattern in _RULES.possible(sentence.codes):
        for match in pattern.finditer(sentence.codes):
            hit = Hit(rule, match, sentence, number)
            if not _holds(text, hit):
                continue
            for index in range(*match.span("names")):
                if chunks[index].code in "NSK" and _makes(text, hit, chunks[index]):
                    start, end = name_span(text, chunks[index])
                    yield Found("animation_production", "", start, end, hit.quote, f"credits:{rule}", number)


def _producers(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """Who produces what a known studio animates, where a sentence tells both: «animated at Bones, produced by Kumo»."""
    chunks = sentence.chunks
    told = [text[c.start : c.end].lower() for c in chunks]
    for match in _ANIMATED.finditer(sentence.codes):
        verbs = [match.start(group) for group in ("one", "two")]
        made = [at for at in verbs if "anim" in told[at]]
        paid = [at for at in verbs if "produ" in told[at] and "anim" not in told[at]]
        if len(made) == len(paid) == 1 and chunks[made[0] + 1].code == "S":
            start, end = name_span(text, chunks[paid[0] + 1])
            if chunks[paid[0] + 1].code == "N" and not is_person(text[start:end]):
                quote = (chunks[paid[0]].start, end)
                yield Found("production", told[paid[0]], start, end, quote, "credits:produced_beside", number)


def whole_name(text: str, start: int, end: int) -> tuple[int, int]:
    """A studio's name with the word «Studio» before it where that is part of it («Studio Bind», not «Studio Bones»)."""
    named = text[:start].endswith("Studio ")
    known = gazetteer.studios().get(gazetteer.fold(text[start:end])) if named else None
    whole = named and known is None and gazetteer.fold(text[start - len("Studio ") : end]) in gazetteer.studios()
    own = whole or (known is not None and known.id.startswith("studio-"))
    return (start - len("Studio ") if own else start), end


def _holds(text: str, hit: Hit) -> bool:
    """Whether a match says what its rule means, and speaks of no dub."""
    groups, chunks = hit.match.groupdict(), hit.sentence.chunks
    if groups.get("house") and chunks[hit.match.start("house")].value != HOUSE:
        return False
    if groups.get("with") and chunks[hit.match.start("with")].value != PARTNER:
        return False
    if hit.rule == "of_house":
        house = chunks[hit.match.start("names")]
        return text[house.start :].lower().startswith("studio ")  # «directed by A of Studio X»
    if groups.get("work"):
        work = chunks[hit.match.start("work")]
        if work.code == "Y" and work.value not in ANIMATED | {"other"}:
            return False
    return not has_dub(text, hit.sentence.start, hit.sentence.end)


def _makes(text: str, hit: Hit, chunk: Chunk) -> bool:
    """Whether a name may be a studio's in this place."""
    name = text[slice(*name_span(text, chunk))]
    known = gazetteer.fold(name) in gazetteer.studios()
    if chunk.code == "K":
        return known or (is_studio(name) and "nimation" in name)
    if chunk.code == "S" or known:
        return True
    if is_person(name):
        return hit.rule == "studio_line" and hit.match["names"] == "N"
    return is_company(name) or hit.rule in ("studio_line", "house_too") or (name.isupper() and "a" in hit.match[0])


def is_beside_people(text: str, hit: Hit, chunk: Chunk) -> bool:
    """Whether a name that may be a person's stands in a list with people: «produced by Masi Oka, Rui Leal and …»."""
    beside = hit.sentence.chunks[slice(*hit.match.span("names"))]
    told = {text[c.start : c.end] for c in beside if c.code == "N"}
    name = text[chunk.start : chunk.end]
    known = gazetteer.fold(name) in gazetteer.studios() or is_company(name) or is_studio(name)
    whole = chunk.code == "N" and not known and WESTERN.fullmatch(name) is not None
    return whole and len(told) > 1 and any(is_person(other) for other in told)
