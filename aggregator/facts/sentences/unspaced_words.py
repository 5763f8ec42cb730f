"""The words of a language that is written without spaces, or with words that particles end (Korean), compiled."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from aggregator.base.vocabulary import language
from aggregator.facts.words.folding import fold
from aggregator.facts.words.lexicon import ROLE_TABLES, Entry
from aggregator.facts.words.trie import trie

CLASSES = {
    "honorific": "h",
    "of": "n",
    "topic": "w",
    "subject": "g",
    "object": "o",
    "to": "i",
    "with": "t",
    "also": "m",
    "at": "d",
    "as": "A",
    "and_so_on": "b",
    "by": "e",
    "charge": "C",
    "voices": "Z",
    "role_of": "k",
    "cv": "v",
    "cast": "X",
    "staff": "x",
    "sings": "E",
    "person_title": "p",
    "character_title": "c",
    "written_by": "a",
    "same_name": "~",
    "type": "Y",
    "copula": "=",
    "sung_by": "y",
    "voice_noun": "u",
    "kin": "N",
    "names": "N",
    "rise": "j",
    "for": "f",
}
"""The classes of ``[grammar]`` in a language's file, and the code of each."""


@dataclass(frozen=True, slots=True)
class Words:
    """A language's phrases, a pattern that finds the longest one at every place, and what is no name."""

    phrases: dict[str, Entry]
    known: re.Pattern[str]
    verb: re.Pattern[str]
    not_names: frozenset[str]
    cuts: frozenset[str] = frozenset()
    """Single characters that no name has («的»)."""
    splits: frozenset[str] = frozenset()
    """Single characters between two names that a name may have, too («由»)."""
    given: frozenset[str] = frozenset()
    """Given names that are written in hiragana."""
    quotes: frozenset[str] = frozenset()
    """Marks that begin a quotation in this language and an apostrophe in others."""
    list_marks: frozenset[str] = frozenset()
    """Commas that part the entries of a list and nothing else («、» in Chinese)."""


@cache
def japanese_words(tag: str) -> Words:
    """The words of a language that is written without spaces, folded."""
    table = language(tag)
    grammar: dict[str, Any] = table.get("grammar", {})
    script: dict[str, Any] = table.get("unspaced", {})
    phrases: dict[str, Entry] = {}
    for code, name in ROLE_TABLES:
        for role, listed in table.get(name, {}).items():
            for phrase in listed:
                phrases.setdefault(fold(phrase), Entry(code, role))
    for name, code in CLASSES.items():
        value = grammar.get(name, ())
        for key, listed in value.items() if isinstance(value, dict) else ((name, value),):
            for phrase in listed:
                phrases.setdefault(fold(phrase), Entry(code, key))
    return Words(
        phrases,
        _everywhere(phrases),
        _endings(grammar.get("not_kana_name", ()), script.get("given", ())),
        frozenset(grammar.get("no_name", ())),
        frozenset(script.get("cuts", ())),
        frozenset(script.get("splits", ())),
        frozenset(script.get("given", ())),
        frozenset(script.get("quotes", ())),
        frozenset(script.get("list_marks", ())),
    )


def _everywhere(phrases: Collection[str]) -> re.Pattern[str]:
    """A pattern that finds the longest phrase at every place of a text: a tree of characters."""
    first = "".join(re.escape(char) for char in sorted({phrase[0] for phrase in phrases}))
    return re.compile(f"(?=[{first}])(?=({trie(phrases)}))" if first else r"(?!)")


def _endings(not_kana: Sequence[str], given: Sequence[str]) -> re.Pattern[str]:
    """What matches hiragana behind kanji that is more likely an ending than the rest of a name; given names aren't."""
    if not not_kana:
        return re.compile(r"(?!)")
    whole, begin = trie(not_kana), trie(word for word in not_kana if len(word) > 1)
    return re.compile(rf"(?!{trie(given)}$)(?:(?:{whole}|.)$|{begin}|.*[をはが]|.*[たてるいすくらう]$)")
