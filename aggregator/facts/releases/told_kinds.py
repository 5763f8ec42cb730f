"""The kinds of works that a sentence or clause names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.spans import Place
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.triggers import Trigger
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.work_types import BOOKS, SHOWN

BOTH = frozenset("&＆・/／、と")
"""What joins two verbs of one happening in scripts without spaces."""
MADE = frozenset({"director", "chief_director", "animation_director", "animation_production"})
"""What nobody does in a book."""
AVAILABLE = shared_words("releases", "available")
OF_SOURCE = 7
"""Chunks before a book in which that stands which is made of it."""
SERIES = re.compile(r"s[eé]ries?|drama|show|ドラマ", re.IGNORECASE)
FILM = re.compile(r"film|movie|pel[ií]cula|映画", re.IGNORECASE)
_SOURCE = re.compile("Y(?:o?f[NTQo#']{0,5}|,?q[Uo]|(?:f?[NTQ]P?,)ofo?|[otTNQP#]{0,5},?of)Y$")
BY_TYPE = {
    "film": "theatrical", "manga": "publication", "novel": "publication", "ova": "home_video", "ona": "streaming",
    "tv": "premiere", "anime": "premiere", "special": "premiere", "live_action": "premiere",
    "stage": "other", "music": "other", "game": "other",
}  # fmt: skip
"""A kind's first release."""

_AIRED = re.compile("|".join(map(re.escape, sorted(shared_words("releases", "aired")))))
"""What words hold that say that a work is broadcast, whatever kind the text speaks of."""
_BOXES = shared_words("releases", "boxes")
"""Words for boxes, which hold discs or books."""
_SEASONS = "|".join(sorted(shared_words("releases", "seasons")))
_ORDINALS = "|".join(sorted(re.escape(word) for word in shared_words("titles", "ordinals") if word.isalpha()))
_SEASON = re.compile(rf"\b(?:{_SEASONS}) \d|\b(?:{_ORDINALS}) (?:{_SEASONS})\b", re.IGNORECASE)
_CHAPTER = re.compile(r"cap[ií]tulos?|capitol[oi]", re.IGNORECASE)
_DUB = re.compile(
    r"\bdub(?:s|bed)?\b|\bsimuldub|synchro|doppia[gt]|dobla[jd]|dubla[gd]|doubl(?:age|ée?s?\b)|\bVF\b", re.IGNORECASE
)


def kinds_named(sentence: Sentence) -> list[str]:
    """The kinds of works that a sentence names, those that stand beside «film» left out («filme anime»)."""
    chunks = [c for c in sentence.chunks if c.code != "f"]
    films = {at for at, c in enumerate(chunks) if c.code == "Y" and c.value == "film"}
    beside = {at + step for at in films for step in (-1, 1)} - films
    return [c.value for at, c in enumerate(chunks) if c.code == "Y" and at not in beside]


def are_films(text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether what a text calls live-action is a film wherever it says so, or what it then calls a film and never a
    series.
    """
    kinds = [(c.value, text[c.start : c.end]) for s in sentences for c in s.chunks if c.code == "Y"]
    told = [words for kind, words in kinds if kind == "live_action"]
    film = any(map(FILM.search, told)) and not any(map(SERIES.search, told))
    named = any(kind == "film" and FILM.fullmatch(words) for kind, words in kinds)
    return film or (bool(told) and named and not any(SERIES.search(words) for _, words in kinds))


def is_of_anime(sentence: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Whether a sentence names who directs or animates, and so speaks of the anime of which the text tells."""
    made = any(c.code == "S" or (c.code in "RVw" and c.value in MADE) for c in sentence.chunks)
    return made and any(kind in SHOWN for one in sentences for kind in kinds_named(one))


def told_type(clause: Clause) -> str:
    """The kind of work that the clause names nearest to its date; of «the anime of the manga» the anime."""
    at, chunks = clause.chunk, list(clause.chunks())
    told = [
        chunk
        for index, chunk in enumerate(chunks)
        if chunk.code == "Y"
        and chunk.value in BY_TYPE
        and not _is_source(chunks[max(0, index - OF_SOURCE) : index + 1])
        and not (index and chunks[index - 1].code == "a" and chunk.value in BOOKS)  # «and adapts the novel»
        and [c.code for c in chunks[index + 1 : index + 3]] not in (["g", "R"], ["o", "R"])  # «漫画が原作の»
    ]
    return min(told, key=lambda c: min(abs(c.end - at.start), abs(c.start - at.end))).value if told else ""


def _is_source(chunks: list[Chunk]) -> bool:
    """Whether the last chunk is a book of which one before it is what is shown («anime do mangá», «anime based on
    Kenji Mori's manga», «anime que adapta o mangá»).
    """
    source = _SOURCE.search("".join(c.code for c in chunks))
    if source is None or chunks[-1].value not in ("manga", "novel"):
        return False
    based = source[0].startswith("Yo") and chunks[source.start()].value == "other"  # «a production based on a manga»
    return based or chunks[source.start()].value in SHOWN


def headed_shown(sentences: Sequence[Sentence]) -> bool:
    """Whether the headline speaks of what is shown, and of no book."""
    kinds = {kind for s in sentences if s.line == sentences[0].line for kind in kinds_named(s)}
    return not kinds.isdisjoint(SHOWN) and kinds.isdisjoint(BOOKS) and sentences[-1].line > sentences[0].line


def are_for_books(text: str, told: Sequence[Trigger], kind: str) -> bool:
    """Whether a text of which a ``kind`` of work or the words for events speak of books has no word for discs but boxes
    («un coffret de trois tomes»).
    """
    events = [t for t in told if t.table == "events"]
    discs = {text[t.start : t.end].lower() for t in events if t.value == "home_video"}
    books = kind in BOOKS or any(t.value == "publication" for t in events)
    return books and bool(discs) and discs <= _BOXES


def is_of_season(text: str, clause: Clause) -> bool:
    """Whether a clause speaks of a season, which no film has, and says nothing of theatres."""
    opens = any(t.value == "theatrical" and t.table == "events" for t in clause.mine)
    return not opens and _SEASON.search(text, clause.start, clause.end) is not None


def is_of_other_kind(clause: Clause) -> bool:
    """Whether a headline or heading tells of a play, game or album, named before the date without a work behind it."""
    sentence = clause.sentence
    heading = not sentence.line or (sentence.opens and sentence.closes and sentence.codes[-1] not in ".:")
    if not heading or clause.place() is not None:
        return False
    kinds = [(c.code, c.value) for c in clause.sentence.chunks[: clause.index] if c.code in "YTQ"]
    return bool(kinds) and kinds[-1] in (("Y", "stage"), ("Y", "game"), ("Y", "music"))


def is_of_dub(text: str, clause: Clause) -> bool:
    """Whether a clause speaks of a dub and of no book: no volume has one."""
    books = any(t.value == "publication" for t in clause.mine)
    return not books and _DUB.search(text, clause.start, clause.end) is not None


def is_broadcast(text: str, clause: Clause) -> bool:
    """Whether a clause says that something is broadcast."""
    return any(_AIRED.search(text, t.start, t.end) is not None for t in clause.events)


def is_available(clause: Clause, text: str) -> bool:
    """Whether a film can be had from a date on, and nothing beside it speaks of theatres, books or discs."""
    told = [text[t.start : t.end].lower() for t in clause.events]
    film = clause.context() <= {"theatrical", "streaming"} and told_type(clause) == "film"
    return film and bool(told) and all(any(map(words.__contains__, AVAILABLE)) for words in told)


def is_shown(clause: Clause, text: str) -> bool:
    """Whether a clause says that something is shown: more than «series», which magazines have, too."""
    kinds = [(c.start, c.end) for c in clause.chunks() if c.code == "Y"] if told_type(clause) in SHOWN else []
    said = [(t.start, t.end) for t in clause.mine if t.table == "context" and t.value == "premiere"]
    return any(not SERIES.fullmatch(text, *place) for place in [*kinds, *said])


def is_of_chapter(text: str, clause: Clause, kind: str) -> bool:
    """Whether all that a clause says of a book is a word for a chapter, which Romance languages say of episodes, too,
    and the text tells of a ``kind`` that is shown.
    """
    books = [t for t in clause.mine if t.value == "publication" and t.table == "events"]
    if not books or kind not in SHOWN or told_type(clause) in BOOKS:
        return False
    return all(_CHAPTER.match(text, t.start, t.end) is not None for t in books)


def are_both(text: str, clause: Clause, place: Place | None) -> bool:
    """Whether a work is shown and streamed at once («放送&配信»), and no service is named: its premiere."""
    if place is not None and "streaming" in place.kinds:
        return False
    shown = [t.end for t in clause.events if t.value == "premiere"]
    streamed = [t.start for t in clause.events if t.value == "streaming"]
    return any(text[end:start] in BOTH for end in shown for start in streamed if 0 < start - end < 3)


def shown_there(event: str, clause: Clause, place: Place | None) -> str:
    """The event of a date with its place. A date may have but a service of its own, and the verb of another that says
    that a film opens: «opens on July 14 and, on Some Service, in November». And what says that a work is streamed is
    said of stations, too («arrive sur»).
    """
    kinds = place.kinds if place is not None else ()
    streams, airs = "streaming" in kinds, "broadcaster" in kinds
    if event == "theatrical" and streams and not airs:
        own = any(clause.start <= t.start < clause.end for t in clause.events)
        opens = any(t.value == "theatrical" for t in clause.events)
        return "streaming" if opens and not own else event
    aired = event == "streaming" and airs and not streams
    return "premiere" if aired and "streaming" not in clause.context() else event


def is_last_disc(event: str, clause: Clause) -> bool:
    """Whether what ends is but the row of a work's discs («das letzte Volume bildet am 11. Dezember den Abschluss»)."""
    shown = any(t.value == "premiere" for t in clause.mine)
    return event == "finale" and not shown and "home_video" in clause.context()


def opens_film(clause: Clause) -> bool:
    """Whether the clause says that a film opens, which no stamp does."""
    return any(t.value == "theatrical" and t.table == "events" for t in clause.events)
