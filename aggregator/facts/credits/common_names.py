"""Companies whose names are common words, too: where a text surely means them.

What it holds true: such a name is a company's beside other companies («MBS, TBS and CBC»), behind or before the word
that says what it is («l'éditeur Kana», «Kumo, nouveau distributeur»), or where its sentence streams, sells or shows
something there; what is one of several words is one in the whole text. Known exception: a person of the same name.
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.spans import KnownSpans, Place
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.station_words import station_words, tells
from aggregator.facts.words.folding import fold
from aggregator.facts.words.work_types import BOOKS

COMPANIES = frozenset({"publisher", "distributor", "broadcaster", "magazine"})
"""Roles whose words before a name say that it is a company's."""
SHOWS = frozenset({"broadcaster", "streaming"})
PRINTED = BOOKS | {"original_creator"}
"""Kinds of books, and words that name the author of one («the manga by»)."""
HOUSES = shared_words("credits", "publisher_words")
PAGES = shared_words("credits", "pages")
"""Words of Romance languages before the name of a publisher or magazine."""
_APOSTROPHE = re.compile(r"[\s'’]+")
_CALLED = re.compile(",[ot]?R")
"""What stands behind a company that a text introduces."""
_LISTED_BEFORE = re.compile(r"[KS][,&]+$")
_LISTED_AFTER = re.compile(r"[,&]+[KS]")
_TAKES = re.compile(r"NI?[oft]{0,3}(?:T[oft]{0,3}U|U[oft]{0,3}[TY])")
"""Who announces or takes a work, at a sentence's beginning: «X hat sich T gesichert»."""
PRINTS = shared_words("credits", "prints")
VERB = 40
"""Characters in which a verb stands behind the name that begins a sentence."""


def adopt_common(text: str, sentences: list[Sentence], spans: KnownSpans) -> None:
    """Know a company by a name that is a common word, too, where other companies stand beside it («MBS, TBS and CBC»),
    the word before it says what it is («l'éditeur Kana»), or the sentence streams, sells or shows something there («on
    ADN»).
    """
    known: set[str] = set()
    for sentence in sentences:
        if "N" not in sentence.codes:
            continue
        changed = False
        for index, chunk in enumerate(sentence.chunks):
            place = spans.common_place(text[chunk.start : chunk.end]) if chunk.code == "N" else None
            if place is None:
                continue
            listed = _LISTED_BEFORE.search(sentence.codes, 0, index) or _LISTED_AFTER.match(sentence.codes, index + 1)
            before = sentence.chunks[index - 1] if index else None
            told = before is not None and (
                (before.code in "BJjfW" and "D" in sentence.codes)
                or (before.code == "R" and before.value in COMPANIES)
                or (before.code == "q" and text[chunk.start : chunk.end].isupper())
                or _last_word(text, before) in HOUSES
                or _brings_book(text, sentence, index, place)
            )
            if not index and not told:
                told = _TAKES.match(sentence.codes) is not None or _prints(text, sentence, place)
            told = told or _shows(text, sentence, index, place, spans.tag)
            told = told and sentence.codes[index + 1 : index + 3] != "fN"  # «Globo de Ouro»
            name = text[chunk.start : chunk.end]
            if listed or told or name in known or _is_called(sentence, index):
                known |= {name} if " " in name or name.isupper() else set()
                chunk.code, chunk.known, changed = "K", place, True
        if changed:
            sentence.codes = "".join(chunk.code for chunk in sentence.chunks)


def _shows(text: str, sentence: Sentence, index: int, place: Place, tag: str) -> bool:
    """Whether a station or service stands where a work is shown («in streaming su Kana»), or before the verb of who
    shows one.
    """
    chunk, words = sentence.chunks[index], station_words(tag)
    if SHOWS.isdisjoint(place.kinds):
        return False
    if not index:
        behind = fold(text[chunk.end : sentence.end][:VERB]).strip()
        works = not {"T", "Q", "Y"}.isdisjoint(sentence.codes)
        return works and any(behind.startswith(f"{one} ") for one in words.shows)
    lead = sentence.chunks[index - 1]
    small = fold(text[lead.start : lead.end]) in words.small
    return small and tells(fold(text[sentence.start : lead.start]).rstrip(" ,"), tag)


def _last_word(text: str, chunk: Chunk) -> str:
    """The last word of a chunk, without an article that is written together with it («l'etichetta»)."""
    return _APOSTROPHE.split(text[chunk.start : chunk.end])[-1].lower()


def _brings_book(text: str, sentence: Sentence, index: int, place: Place) -> bool:
    """Whether a small word stands between a publisher or magazine and the word that says so («sulle pagine di Kana»),
    or a name in capitals stands behind one in a sentence about a book («il manga arriva grazie a J-POP»).
    """
    small, lead = sentence.chunks[index - 1], sentence.chunks[index - 2] if index > 1 else None
    if small.code not in "BfWJ" or not {"publisher", "magazine"} & set(place.kinds):
        return False
    name = text[sentence.chunks[index].start : sentence.chunks[index].end]
    books = any(c.code == "Y" and c.value in BOOKS for c in sentence.chunks)
    return (books and name.isupper()) or (lead is not None and _last_word(text, lead) in PAGES)


def _is_called(sentence: Sentence, index: int) -> bool:
    """Whether what a company does stands behind a name: «Kumo, nouveau distributeur de T»."""
    match = _CALLED.match(sentence.codes, index + 1)
    return match is not None and sentence.chunks[match.end() - 1].value in COMPANIES


def _prints(text: str, sentence: Sentence, place: Place) -> bool:
    """Whether a sentence begins with a publisher that does something with a work («Kana lance le manga T»), or prints
    one («A Devir vai publicar T»).
    """
    books = any(c.code in "Yw" and c.value in PRINTED for c in sentence.chunks)
    verbs = text[sentence.chunks[0].end : sentence.end][:VERB].lower().split()[:2]
    books = books or (not {"Q", "Y"}.isdisjoint(sentence.codes) and not PRINTS.isdisjoint(verbs))
    return place.kinds == ("publisher",) and books and sentence.codes[1:2] in ("U", "o", "V", "I")
