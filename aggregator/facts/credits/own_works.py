"""Who wrote the manga or novel of which a sentence tells what they do with it: «X beendet ihren Manga T».

What it holds true: a word for a book with a possessive before it is that of the person who does something; so is a
«new manga» that somebody begins, and the manga that a person launches, draws or ends («X launched the T manga»).
Known exception: a sentence whose subject is a person of the book's publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found, name_span
from aggregator.facts.names.people import is_company, is_person, is_romaji
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.work_types import BOOKS

SERIES = frozenset({"other", "anime", "tv"})
"""Types of words that mean a manga, too, in a text that speaks of books («Serie», «Werk»)."""
_OWN = re.compile(r"(?P<name>N)P?[oIUthaq]{0,3}(?P<work>Y)[o#]?(?P<title>[TNQ])")
_POSSESSIVE = re.compile(rf"\b(?:{'|'.join(sorted(shared_words('authors', 'possessives')))})\b(?: [^\W\d_]+){{0,2}} $")

_DOES = shared_words("authors", "acts_verb_last")
"""What the authors of books do with them, where verbs come last."""
_LAUNCHED = re.compile(
    r"(?:(?<=^)|(?<=[.;,&oRt]))(?P<name>N)P?[oIRUC]{1,3}(?:f?D)?(?:fo?[NK])?(?P<title>[TNQ]?)(?P<work>Y)"
)
_LAUNCHES = shared_words("authors", "acts")
"""What the authors of books do with them."""
_OTHERS = shared_words("authors", "others")
_ADAPTS = re.compile("|".join(sorted(shared_words("authors", "adapts"))), re.IGNORECASE)
"""What says that a book is another than the one that an article about an anime is about."""


def own_works(text: str, sentence: Sentence, number: int, *, books: bool) -> Iterator[Found]:
    """The authors of a sentence's books; ``books`` says that the text speaks of books."""
    chunks = sentence.chunks
    for match in _OWN.finditer(sentence.codes):
        name, work = chunks[match.start("name")], chunks[match.start("work")]
        if work.value not in BOOKS and not (books and work.value in SERIES):
            continue
        start, end = name_span(text, name)
        does = not (_DOES | _LAUNCHES).isdisjoint(text[name.end : sentence.end].lower().rstrip(".!").split())
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


def _may_write(name: str) -> bool:
    """Whether a name is a person's: a Japanese one, or one with a Japanese surname."""
    return is_person(name) or (" " in name and is_romaji(name.rsplit(maxsplit=1)[-1]) and not is_company(name))
