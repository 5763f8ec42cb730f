"""Which studios that stand where a maker may stand do not make the work: where somebody works, or whom another follows.

What it holds true: what stands right before «at studio X» says whether somebody works there, and a verb of what was
before that he did something else there. Known exception: the studio of an earlier season in a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import COMPANY_ROLES, Hit
from aggregator.facts.credits.publishers import admires
from aggregator.facts.names import gazetteer
from aggregator.facts.names.people import is_person, is_studio
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import SERIES
from aggregator.facts.words.work_types import ANIMATED

HELMED = frozenset({"director", "chief_director", "series_director", "animation_production", "production", ""})
"""Roles that are done at the studio which animates: who does the sound «at X» works elsewhere."""
_LISTED_ROLES = re.compile("(?:R[,&]{1,2}[fBj]?){1,8}R$")
_EMPLOYED = re.compile("[Nq]P?,?q?Io$|NP?,o?c$")
"""What stands before «at studio X» and says where somebody works: «X was a painter», «X, president»."""
DERIVED = shared_words("credits", "derived")
SEVERAL = shared_words("credits", "several")
PLURALS = tuple(f" {word} " for word in shared_words("credits", "plurals"))
"""Small words that say the same of a word which has no plural of its own: «i film»."""
"""Words before works that are many, and none of them the one that is told of."""
"""Words for works that come from another work."""
ADORNED = ("work_by_praised", "work_with_which")
"""Rules of «work by» with more between the two than a small word."""
OF_PERSON = shared_words("titles", "of_person")
PLUPERFECT = shared_words("credits", "pluperfect")
"""Auxiliaries of what was before something else that was."""


def is_followed(text: str, hit: Hit) -> bool:
    """Whether another studio takes the place of one, or somebody had done there what was before."""
    chunks, first = hit.sentence.chunks, hit.match.start()
    if first and chunks[first - 1].code == "p":
        return True
    if not first and hit.match.string.startswith("Ip", hit.match.end()):
        return True  # «studio X is known for T»
    clause = max(hit.match.string.rfind(",", 0, first), 0)
    words = text[chunks[clause].start : chunks[first].start].lower().split()
    return "q" in hit.match.string[clause:first] and not PLUPERFECT.isdisjoint(words)


def is_unknown(match: re.Match[str], chunks: list[Chunk]) -> bool:
    """Whether a match names a studio that is in no list."""
    return any(c.code == "S" and c.known is None for c in chunks[match.start() : match.end()])


def is_employed(text: str, match: re.Match[str], chunks: list[Chunk]) -> bool:
    """Whether «at studio X» says where somebody works or worked, or whom somebody admires."""
    before = chunks[match.start() - 1] if match.start() else None
    if before is not None and admires(text, before):
        return True
    listed = _LISTED_ROLES.search(match.string, 0, match.start())
    roles = [c for c in chunks[listed.start() : listed.end()] if c.code == "R"] if listed else [before]
    elsewhere = before is not None and before.code == "R" and not any(c and c.value in HELMED for c in roles)
    return elsewhere or _EMPLOYED.search(match.string, 0, match.start()) is not None


def kind_of(text: str, work: Chunk, types: Sequence[str], *, printed: bool) -> str:
    """The type of a title or of a word for a work; in a text about what is ``printed`` a series is no anime."""
    if work.code == "T":
        return types[int(work.value)]
    if printed and text[work.start : work.end].lower() in SERIES:
        return "other"
    return work.value if work.code == "Y" else ""


def is_of_other(text: str, hit: Hit) -> bool:
    """Whether what stands behind a word for a work and «by» is none of its makers: a singer («the theme song of the
    film is performed by»), or the work that it comes from («uno spin-off di T»).
    """
    match, chunks = hit.match, hit.sentence.chunks
    if hit.rule != "work_by":
        return hit.rule == ADORNED[0] and not _is_praised(hit, text)
    if "H" in match[0] and match.string.endswith("Rf", 0, match.start()):
        return True
    work = chunks[match.end("work") - 1]
    before = chunks[match.start("work") - 1] if match.start("work") else None
    if before is not None and before.code == "o" and not SEVERAL.isdisjoint(text[before.start : before.end].split()):
        return True  # «qui a collaboré à plusieurs films de A»
    if text[: work.start].endswith(PLURALS):
        return True  # «si è ispirato ai film di A»
    names = [text[c.start : c.end] for c in chunks[slice(*match.span("names"))] if c.code == "N"]
    return text[work.start : work.end].lower() in DERIVED and not any(map(is_person, names))


def _is_praised(hit: Hit, text: str) -> bool:
    """Whether one word of praise stands between «of» and whose work it is («il film della talentuosa A»)."""
    small, word = hit.sentence.chunks[hit.match.start() + 1 : hit.match.start() + 3]
    said = text[word.start : word.end]
    return text[small.start : small.end].lower() in OF_PERSON and said.isalpha() and said.islower()


def of_any(text: str, hit: Hit) -> bool:
    """Whether somebody is told to make anime in general: «X is making anime in Tokyo», with no word before its kind."""
    work = hit.match.end("work") - 1
    made, before = hit.sentence.chunks[work], hit.sentence.chunks[work - 1]
    bare = before.code == "a" and text[before.end : made.start] == " " and hit.match.string[work + 1 : work + 2] != "T"
    return hit.rule == "makes" and made.code == "Y" and made.value == "anime" and bare and hit.sentence.line > 0


def makes_work(hit: Hit) -> bool:
    """Whether what somebody makes is a work in quotation marks, or one that stands before the name («the anime that X
    produces»).
    """
    chunks, first, last = hit.sentence.chunks, *hit.match.span()
    return any(chunk.code in "YTQ" for chunk in (*chunks[max(0, first - 3) : first], *chunks[last : last + 1]))


class Sources:
    """Who wrote what the works of a text come from («based on the manga by A»)."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        pairs = (pair for s in sentences if "wN" in s.codes for pair in pairwise(s.chunks))
        told = (named for by, named in pairs if by.code == "w" and by.value == "original_creator" and named.code == "N")
        self.surnames = frozenset(text[named.start : named.end].rpartition(" ")[2] for named in told)

    def role(self, kind: str, surname: str) -> str:
        """What somebody is whose name stands behind a title of a kind and «by»: of an anime whose source another wrote
        the director, else the author.
        """
        another = bool(self.surnames) and surname not in self.surnames
        return "director" if kind in ANIMATED and another else "original_creator"


def is_produced(text: str, hit: Hit) -> bool:
    """Whether a work is said to be produced by whom a match names: by a word behind «by», or as the subject of a clause
    («X is producing the anime», not «unter der Regie von X produziert»).
    """
    if hit.rule == "makes":
        first = hit.match.start("names")
        subject = hit.match["work"] in ("Y", "T") and hit.match.string[:first][-1:] not in tuple("fjBJA'")
    else:
        led = hit.match.string[: hit.match.start()][-1:] in ("R", "X")  # «unter der Regie von X»
        subject = hit.rule in ("made_by", "made_by_who", "made_first") or (hit.rule == "made_last" and not led)
    return subject and "produ" in text[slice(*hit.quote)].lower()


def has_part(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a name stands right behind a role of its own, which is a person's («screenwriter X is making …»)."""
    before = chunks[index - 1] if index else None
    return before is not None and before.code == "R" and before.value not in COMPANY_ROLES


def animates(name: str) -> bool:
    """Whether a company that is known as a platform is a studio, too."""
    return gazetteer.fold(name) in gazetteer.studios() or (is_studio(name) and "nimation" in name)


def of_project(hit: Hit) -> bool:
    """Whether a company that no list knows as a studio makes a project, of which the work is a part («an idol project
    that X produces»).
    """
    chunks, first = hit.sentence.chunks, hit.match.start()
    maker = chunks[hit.match.start("names")]
    made = [chunk for chunk in chunks[max(0, first - 2) : first] if chunk.code in "YT,"]
    unknown = maker.code == "S" and maker.known is None
    return unknown and bool(made) and (made[-1].code, made[-1].value) == ("Y", "other")
