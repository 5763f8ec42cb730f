"""Who wrote the manga or novel of which a sentence tells what they do with it: «X beendet ihren Manga T».

What it holds true: a word for a book with a possessive before it is that of the person who does something; so is a
«new manga» that somebody begins, and the manga that a person launches, draws or ends («X launched the T manga»), and
what a German genitive of a person's stands before («Kenji Moris „T“»): a book that somebody wrote, or a film that
somebody directed. Known exception: a sentence whose subject is a person of the book's publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found, name_span
from aggregator.facts.names.people import is_company, is_genitive, is_person, is_romaji
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.work_types import BOOKS

SERIES = frozenset({"other", "anime", "tv"})
"""Types of words that mean a manga, too, in a text that speaks of books («Serie», «Werk»)."""
_OWN = re.compile(r"(?P<name>N)P?(?:[oIUthaq]{0,3}|f?D?t?|,?(?P<with>W)t?)(?P<work>Y)(?:[o#]|Wo)?(?P<title>[TNQ])")
_GENITIVE = re.compile(r"(?P<name>N)o?(?P<title>T)(?!P?Y)")
VERB = 20
"""Characters of a verb before a name («startet A am 12. Juli eine neue Serie»)."""
MOST_BETWEEN = 2
"""Words between an owner and a title («Kenji Moris neuer „T“»)."""
_POSSESSIVE = re.compile(rf"\b(?:{'|'.join(sorted(shared_words('authors', 'possessives')))})\b(?: [^\W\d_]+){{0,2}} $")

_DOES = shared_words("authors", "acts_verb_last")
"""What the authors of books do with them, where verbs come last."""
_LAUNCHED = re.compile(
    r"(?:(?<=^)|(?<=[.;,&oRt]))(?P<name>N)P?[oIRUC]{1,3}(?:f?D)?(?:fo?[NK])?(?P<title>[TNQ]?)(?P<work>Y)"
)
_LAUNCHES = shared_words("authors", "acts")
"""What the authors of books do with them."""
_OTHERS = shared_words("authors", "others")
_MADE_OF = re.compile("|".join(sorted(shared_words("authors", "made_of"))), re.IGNORECASE)
_ADAPTS = re.compile("|".join(sorted(shared_words("authors", "adapts"))), re.IGNORECASE)
"""What says that a book is another than the one that an article about an anime is about."""


def own_works(text: str, sentence: Sentence, number: int, types: Sequence[str], *, books: bool) -> Iterator[Found]:
    """The authors of a sentence's books, by the types of the text's titles; ``books``: the text speaks of books."""
    chunks = sentence.chunks
    yield from _owned(text, sentence, number, types, books=books)
    for match in _OWN.finditer(sentence.codes):
        name, work = chunks[match.start("name")], chunks[match.start("work")]
        if work.value not in BOOKS and not (books and work.value in SERIES):
            continue
        start, end = name_span(text, name)
        told = text[name.end : sentence.end].lower().rstrip(".!").split()
        told += text[max(sentence.start, name.start - VERB) : name.start].lower().split()[-1:]
        does = match["with"] or not (_DOES | _LAUNCHES).isdisjoint(told)
        if does and _may_write(text[start:end]) and _POSSESSIVE.search(text, name.end, work.start):
            quote = (name.start, chunks[match.start("title")].end)
            yield Found("original_creator", "", start, end, quote, "credits:own_work", number)
    for match in _LAUNCHED.finditer(sentence.codes):
        name, work = chunks[match.start("name")], chunks[match.start("work")]
        verb = text[name.end : chunks[match.start("title") if match["title"] else match.start("work")].start]
        told = verb.lower().split()
        other = not _OTHERS.isdisjoint(told) or _ADAPTS.search(text, name.end, work.end) is not None
        start, end = name_span(text, name)
        if other and not books:
            continue
        if work.value in BOOKS and is_person(text[start:end]) and not _LAUNCHES.isdisjoint(told):
            yield Found("original_creator", "", start, end, (name.start, work.end), "credits:own_work", number)


def _owned(text: str, sentence: Sentence, number: int, types: Sequence[str], *, books: bool) -> Iterator[Found]:
    """Who made the titles that stand behind a person's genitive."""
    chunks = sentence.chunks
    for match in _GENITIVE.finditer(sentence.codes):
        name, title = chunks[match.start("name")], chunks[match.start("title")]
        start, end = name_span(text, name)
        if title.first - name.last > MOST_BETWEEN + 1 or not is_genitive(text[start:end]):
            continue
        kind = types[int(title.value)]
        adapted = _MADE_OF.search(text, sentence.start, name.start) is not None
        if kind in BOOKS or adapted or (books and kind in ("", *SERIES)):
            yield Found("original_creator", "", start, end - 1, (start, title.end), "credits:genitive", number)
        elif kind == "film":
            yield Found("director", "", start, end - 1, (start, title.end), "credits:genitive", number)


def _may_write(name: str) -> bool:
    """Whether a name is a person's: a Japanese one, or one with a Japanese surname."""
    return is_person(name) or (" " in name and is_romaji(name.rsplit(maxsplit=1)[-1]) and not is_company(name))
