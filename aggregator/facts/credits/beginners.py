"""Who begins a new book: «A lancerà su Monthly X il manga T», «A, autore di T2, comincerà la serializzazione di T».

What it holds true: who launches or begins what is printed writes it, if it is a person whose whole name stands right
before the verb, or before an aside between commas. Known exceptions: who draws what another writes; a publisher with a
person's name. Roads not taken: verbs of showing («presents»), which are an editor's, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found, Hit, name_span
from aggregator.facts.credits.rules import Rules, compiled
from aggregator.facts.names.people import is_person
from aggregator.facts.names.spans import Place
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.work_types import BOOKS

_BEGINS = re.compile(rf"(?:{'|'.join(sorted(shared_words('authors', 'begins'), key=len, reverse=True))})\b")
_PRINTED = re.compile(
    r"seriali[sz]|pubblica[zt]|publica[çc]|publication|manga|rivista|magazin|revista|revue|capitol|chapter",
    re.IGNORECASE,
)
"""What says that a series is printed."""
_WHO = r"(?:^[*-]{0,2}|[.;&tDK]|[oDK],)(?P<names>NP?(?:&NP?)?)(?:,[^.;,NSIZX]{1,4}[NT]?P?,)?(?P<does>[oVCUI])"
"""An author, what stands beside him between commas, and the verb."""
_WHERE = "[ofBDKPWJ#,]{0,10}"
"""What stands between a verb and the work that somebody begins: when and where."""
_RULES = Rules(
    compiled(
        ("begins_book", "N[oVCUI]", rf"{_WHO}{_WHERE}(?P<work>Y)(?:,?[fBo]{{1,2}}Y)?(?=T)"),
        ("begins", "N[oVCUI]", rf"{_WHO}{_WHERE}(?P<work>T)"),
    )
)


def beginners(text: str, sentence: Sentence, number: int) -> Iterator[Found]:
    """The authors who begin the work of a text in a sentence."""
    for rule, _, pattern in _RULES.possible(sentence.codes):
        for match in pattern.finditer(sentence.codes):
            hit = Hit(rule, match, sentence, number)
            if not _holds(text, hit):
                continue
            for chunk in sentence.chunks[slice(*match.span("names"))]:
                start, end = name_span(text, chunk)
                if chunk.code == "N" and is_person(text[start:end]):
                    yield Found("original_creator", "", start, end, hit.quote, f"credits:{rule}", number)


def _holds(text: str, hit: Hit) -> bool:
    """Whether the verb is one of beginning, and the work is printed."""
    chunks = hit.sentence.chunks
    verb, work = chunks[hit.match.start("does")], chunks[hit.match.start("work")]
    if _BEGINS.match(text[verb.start : verb.end].lower()) is None:
        return False
    if work.code == "Y" and work.value in BOOKS:
        return True
    if work.code != "Y" and work.value != "0":
        return False
    places = (c.known for c in chunks[hit.match.start("does") : hit.match.end()] if isinstance(c.known, Place))
    return any("magazine" in place.kinds for place in places) or _PRINTED.search(text, verb.end, work.start) is not None
