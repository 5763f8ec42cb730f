"""What a name looks like: Japanese names in Latin letters, companies, and what is no name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from aggregator.base.vocabulary import shared_words, table

_ROMAJI = re.compile(
    r"(?:(?:[kgsztdnhbpmr]y|sh|ch|ts|j|[kgsztdnhbpmrywfj]|v)?(?:[aiueo]h(?=[kgsztdnhbpmr]|$)|[aiueo])(?:n(?![aeiou])|m(?=[bpm]))?"
    r"|k(?=k)|s(?=s)|p(?=p)|c(?=c)|t(?=[tc]))+'?"
)
"""Hepburn and its usual variants, macrons taken off: (C)V syllables, «n», double consonants, «oh» for a long o."""
_COMPANY = re.compile(
    r"\b(?:studios?|st[uú]dios?|(?<!\bthe )animations?|animación|animação|animazione|"
    r"pictures|productions?|works?|films?|filmworks|entertainment|inc|ltd|llc|"
    r"corp|corporation|company|co|gmbh|media|tv|television|network|publishing|press|comics|editorial|éditions|editions|"
    r"edizioni|editora|verlag|records|music|group|project|promotion|partners|committee|animes?|house|lab|graphics|digital|"
    r"cinemas?|distribuci[oó]n|distribuidora|distribuição|distribuzione|distribution|distributors?)\b",
    re.IGNORECASE,
)
_STUDIO = re.compile(
    r"^(?!.*\bthe animation$|.*\b(?:international|festival|awards?|association|conference|responsable|responsabile)\b)"
    r"(?:studios? |st[uú]dios? |estudio "
    r"|.* (?:studios?|animation|pictures|productions?|films|filmworks|entertainment)$)",
    re.IGNORECASE,
)
PARTICLES = shared_words("names", "particles")
"""Small words that stand within a person's name."""


ELIDED = shared_words("names", "elided")
"""Small words that a surname begins with where they have a capital («Chiara D'Ambrosio»)."""
ROMAJI_PARTICLES = frozenset("no wa ga wo ni to".split())
"""Small words of Japanese that stand within a title, and within no person's name."""


@lru_cache(maxsize=4096)
def is_romaji(word: str) -> bool:
    """Whether a word could be Japanese in Latin letters: «Takahiro», «Ōkawa», «Jun'ichi»; «Smith» could not."""
    plain = _plain(word).replace("’", "'").replace("-", "")
    return len(plain) > 1 and all(
        _ROMAJI.fullmatch(part) for part in re.sub(r"n'", "n' ", plain).replace("'", "").split()
    )


def capitals(name: str) -> int:
    """How many words of a name are no small words («Ana Lúcia de Souza» has three)."""
    return sum(word[0].isupper() or not word.isalpha() for word in name.split())


def begins_surname(word: str, before: str) -> bool:
    """Whether a word with a capital goes on with a name that is no Japanese, though it is small («Martial Le Roux»)."""
    return word.lower() in PARTICLES and not is_romaji(before)


@lru_cache(maxsize=4096)
def is_company(name: str) -> bool:
    """Whether a word of the name is one that only companies have."""
    return _COMPANY.search(name) is not None


@lru_cache(maxsize=4096)
def is_studio(name: str) -> bool:
    """Whether a name says of itself that it is a studio's."""
    return _STUDIO.search(name) is not None


@lru_cache(maxsize=4096)
def is_person(name: str) -> bool:
    """Whether a name is surely a person's: two or three words, all of them possible in romaji, none of a title."""
    words = name.split()
    if len(words) == len("ABC") and words[1].lower() in ROMAJI_PARTICLES:
        return False
    return (
        2 <= len(words) <= 3
        and all(word[0].isupper() and is_romaji(word) for word in words)
        and not is_company(name)
        and _title_words().isdisjoint(map(_plain, words))
    )


def is_genitive(name: str) -> bool:
    """Whether a name is a German genitive of a person's («Kenji Moris»)."""
    return name.endswith("s") and is_person(name[:-1]) and not is_person(name)


def _plain(word: str) -> str:
    """A word in small letters without its macrons."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).lower()


@cache
def _title_words() -> frozenset[str]:
    """Japanese words that titles have and names of people don't."""
    return frozenset(table("title_words")["words"].split())
