"""Characters without a name, whom a cast's sentence describes: «A in the role of the parrots' king».

What it holds true: a few words in lower case, with an article, between «in the role of» and the end of the clause are
what the actor plays, behind a person's whole name. Known exceptions: characters in lower case behind a bare «as», which
may be a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found, name_span
from aggregator.facts.credits.voices.brackets import bracketed
from aggregator.facts.names.people import is_company
from aggregator.facts.sentences.chunks import Sentence

RULE = "credits:described"
_ROLE = re.compile(r"\br[oôó]le|\bruol[oi]|\bpape(?:l|is)|\brolle|\bpeau\b|\bpelle\b|\bpiel\b|\bpanni", re.IGNORECASE)
"""What a phrase for «as» holds that can be said of a character alone."""
_DESCRIBED = re.compile(r"(?P<names>N(?:P?(?:,&?|&)N){0,6})P?,?(?P<as>A)(?P<what>[cof#]{1,6})(?=P?(?:[.,;&]|$))")
OF_THE = shared_words("voices", "of_the")
"""Small words with an article in them: without one what somebody plays is a task («in the role of producer»)."""
IN_ROW = shared_words("voices", "in_row")
"""Small words that say whom one plays, where several of a row have them («A en Rin, B en roi des fées»)."""
ONE_OF_MANY = shared_words("voices", "one_of_many")
"""Articles that name one of many, who is nobody in particular."""
LONGEST = 7
"""Words of a description."""


def described(text: str, sentence: Sentence, number: int, used: set[int]) -> Iterator[Found]:
    """The voices of characters that a sentence describes; names in ``used`` are others'."""
    chunks, codes = sentence.chunks, sentence.codes
    if "A" not in codes or "R" in codes:
        return
    for match in _DESCRIBED.finditer(codes):
        role, first, last = chunks[match.start("as")], chunks[match.start("what")], chunks[match.end("what") - 1]
        told = text[role.start : role.end].lower().replace("’", "'")
        row = told in IN_ROW and codes.count("A") > len("AA")
        task = _ROLE.search(told) is None or not (first.first > role.last or told.split()[-1] in OF_THE)
        if task and not row:
            continue
        if not ONE_OF_MANY.isdisjoint(re.findall(r"\w+", text[role.start : first.start].lower())):
            continue
        what = text[first.start : last.end]
        if len(what.split()) > LONGEST or not what.islower() or what.startswith(("princip", "tit")):
            continue
        places = [i for i in range(*match.span("names")) if codes[i] == "N" and i not in used]
        if match.start() and codes[match.start() - 1] in "AZ":
            places = [i for i in places if i != match.start()]
        if "," not in match["names"] and "&" in match["names"] and match.start("names") not in places:
            places = places[-1:]
        for place in places:
            held = bracketed(text, chunks, place) if place + 1 < match.start("as") else None
            start, end = name_span(text, chunks[place])
            name = text[start:end]
            if len(name.split()) in (2, 3) and not is_company(name):
                used.add(place)
                yield Found("voice", "", start, end, (chunks[place].start, last.end), RULE, number, held or what)
