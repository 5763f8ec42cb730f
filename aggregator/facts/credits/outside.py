"""Whose credits a sentence tells as something else: it is no news of a work that they have them.

«Producers A and B founded the studio» · «Best Director: A» · «A steps down from the role of X» · «guests of honor are
director A and singer B». What it holds true: a word of the language's list stands near the name (who founded
something), before the role (an award), behind the name (who gives up a part, or wishes for one), or anywhere in the
sentence (who is invited, what an older work has led to). Known exception: a sentence that tells of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from aggregator.base.vocabulary import language
from aggregator.facts.credits.common_words import without_words
from aggregator.facts.credits.found import COMPANY_ROLES, Found
from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.names.deals import is_bought
from aggregator.facts.names.gazetteer import fold as fold_name
from aggregator.facts.names.gazetteer import studios
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES
from aggregator.facts.words.folding import fold
from aggregator.facts.words.lexicon import UNSPACED
from aggregator.facts.words.trie import trie
from aggregator.facts.words.work_types import SHOWN

LISTS = ("founds", "invites", "inspired", "best", "wishes", "hosts", "others", "leaves")
"""The lists of words that say so."""
ANYWHERE = ("invites", "inspired")
"""Lists of which a word anywhere in the sentence says so."""
NEAR = 70
"""Characters between a name and the word for a founding."""
HOSTED = 40
"""Characters between what says that somebody is a host and the name."""
LINES = frozenset({"credits:by_line", "credits:roles_line", "credits:staff_list"})
"""Rules of lists of staff."""
OF_DUB = "adr_director"
"""The role that only a dub has."""
CLOSE = 4
"""Lines between two of one list of staff."""
BEHIND = 24
"""Characters behind a credit's words within which somebody is said to give it up."""
_YEAR = re.compile("(?:19|20)[0-9]{2}年?")
_STOP = re.compile(r"[;:]")
_CLAUSE = re.compile(r"[;:,、]")
_BEGINS = r"(?:(?<![\u30a1-\u30fc])|(?![\u30a1-\u30fc]))"
"""Where a word begins, and not the rest of one in katakana («シンガーソング|ライターの»)."""
_GOES_ON = re.compile(r"[しりみめねてで]、[^、]{1,12}[はがを]")
"""What ends what a Japanese sentence says of a name."""


def without_outside(
    text: str, tag: str, sentences: Sequence[Sentence], found: Sequence[Found], year: int | None
) -> list[Found]:
    """The credits that are of a work's making; ``year`` is the text's. Those of an older version are background."""
    found = [
        replace(one, news=False, status="previous") if _is_old(text, sentences[one.sentence], one, year) else one
        for one in found
    ]
    found = [one for one in found if not _is_dubbing_studio(text, one, found) and not _is_bought(text, one)]
    found = without_words(text, found)
    words = _patterns(tag)
    if not words:
        return list(found)
    telling = {n for n in {one.sentence for one in found} if _tells(text, tag, sentences[n])}
    return [one for one in found if one.sentence not in telling or not _is_outside(text, tag, sentences, one, words)]


def _is_dubbing_studio(text: str, one: Found, found: Sequence[Found]) -> bool:
    """Whether a line of a dub's staff names the studio that records it («Studio: X» below «Dub direction: A»)."""
    if one.role != "animation_production" or one.rule not in LINES or fold_name(text[one.start : one.end]) in studios():
        return False
    return any(other.role == OF_DUB and abs(other.sentence - one.sentence) <= CLOSE for other in found)


def _is_bought(text: str, one: Found) -> bool:
    """Whether a credit's company is one that somebody buys («acquires the anime distributor X»)."""
    return one.role in COMPANY_ROLES and is_bought(text, one.start, one.end)


def _is_old(text: str, sentence: Sentence, one: Found, year: int | None) -> bool:
    """Whether a sentence tells of a version of years ago («in the 2003 anime»), or that a song was sung then."""
    if (
        year is None
        or not set("D#") & set(sentence.codes)
        or one.role.startswith("original")
        or one.role in COMPANY_ROLES
    ):
        return False
    if one.role.endswith(THEMES):
        dates = [chunk.known for chunk in sentence.chunks if chunk.code == "D"]
        told = [date.year for date in dates if isinstance(date, DateMention)]
        return bool(told) and all(one is not None and one < year - 1 for one in told)
    return any(
        chunk.code in "D#"
        and _YEAR.fullmatch(text, chunk.start, chunk.end) is not None
        and int(text[chunk.start : chunk.start + 4]) < year - 1
        and any(near.code == "Y" and near.value in SHOWN for near in _beside(sentence.chunks, at))
        for at, chunk in enumerate(sentence.chunks)
    )


def _beside(chunks: Sequence[Chunk], at: int) -> Iterator[Chunk]:
    """What stands behind a year, or before it and a small word («2003年のアニメ», «l'anime de 2016»)."""
    yield from chunks[at + 1 : at + 2]
    if at + 2 < len(chunks) and chunks[at + 1].code == "g":
        yield chunks[at + 2]
    if at > 1 and chunks[at - 1].code in "foJB":
        yield chunks[at - 2]


def _tells(text: str, tag: str, sentence: Sentence) -> bool:
    """Whether a sentence holds a word of any list."""
    return _any_word(tag).search(fold(text[sentence.start : sentence.end])) is not None


def _is_outside(
    text: str, tag: str, sentences: Sequence[Sentence], one: Found, words: Mapping[str, re.Pattern[str]]
) -> bool:
    """Whether the sentence of a credit says that it is none of a work's making."""
    start = sentences[one.sentence].start
    told = fold(text[start : max(sentences[one.sentence].end, one.quote[1])])
    name = (one.start - start, one.end - start)
    quote = (one.quote[0] - start, max(one.quote[1], one.end) - start)
    if any(key in words and words[key].search(told) for key in ANYWHERE):
        return True
    if one.role not in COMPANY_ROLES and (
        _is_founder(told, name, words)
        or _wishes(told, name, quote, words)
        or _is_other(told, name, words, themed=one.role.endswith(THEMES))
    ):
        return True
    if "best" in words and any(_leads(match, quote) for match in words["best"].finditer(told, 0, quote[1])):
        return True
    if "leaves" not in words:
        return False
    if tag in UNSPACED:
        return any(_gives_up(told, name, match.span()) for match in words["leaves"].finditer(told))
    match = words["leaves"].search(told, name[1], quote[1] + BEHIND)
    if match is None:
        return False
    between = told[quote[1] : match.start()]
    if told[name[1] : name[1] + 1] == ",":  # «A, the voice of X, stepped down»
        between = between.strip(", ")
    return match.start() < quote[1] or "," not in between


def _is_founder(told: str, name: tuple[int, int], words: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether a name is that of who founded a company."""
    return "founds" in words and any(_is_near(told, name, match.span()) for match in words["founds"].finditer(told))


def _wishes(told: str, name: tuple[int, int], quote: tuple[int, int], words: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether somebody only would like to do it."""
    return "wishes" in words and words["wishes"].search(told, name[1], quote[1]) is not None


def _is_other(told: str, name: tuple[int, int], words: Mapping[str, re.Pattern[str]], *, themed: bool) -> bool:
    """Whether a name is that of who leads through an evening, or of somebody who makes no works («mayor X»);
    ``themed``: who performs a song, which may be «presented by» them, too.
    """
    hosts = words["hosts"].finditer(told, 0, name[0]) if "hosts" in words and not themed else ()
    if any(name[0] - match.end() <= HOSTED and _CLAUSE.search(told, match.end(), name[0]) is None for match in hosts):
        return True
    others = words["others"].finditer(told, max(0, name[0] - HOSTED), name[1]) if "others" in words else ()
    return any(name[0] - match.end() <= 1 and match.start() <= name[0] for match in others)


def _leads(match: re.Match[str], quote: tuple[int, int]) -> bool:
    """Whether a word stands right before the words of a credit, or begins them."""
    return match.start() <= quote[0] < match.end() or 0 <= quote[0] - match.end() <= 1


def _is_near(told: str, name: tuple[int, int], word: tuple[int, int]) -> bool:
    """Whether a name stands near the word for a founding: behind it, or before it in the same clause."""
    if word[1] <= name[0]:
        return name[0] - word[1] <= NEAR and _STOP.search(told, word[1], name[0]) is None
    return word[0] - name[1] <= NEAR and _CLAUSE.search(told, name[1], word[0]) is None


def _gives_up(told: str, name: tuple[int, int], word: tuple[int, int]) -> bool:
    """Whether a Japanese sentence says of a name that it gives a part up: before the verb, or right behind it."""
    if told.startswith("に", word[0]):  # «森綾さんに代わり»
        return 0 <= word[0] - name[1] <= len("さん")
    if name[1] <= word[0]:
        return _GOES_ON.search(told, name[1], word[0]) is None
    return 0 <= name[0] - word[1] <= len("した")


@cache
def _patterns(tag: str) -> dict[str, re.Pattern[str]]:
    """The words of a language's lists, each list as one pattern."""
    return {name: _whole(tag, listed) for name, listed in _lists(tag).items()}


@cache
def _any_word(tag: str) -> re.Pattern[str]:
    """The words of all of them, so that a sentence without any is looked at once."""
    return _whole(tag, [word for listed in _lists(tag).values() for word in listed])


def _lists(tag: str) -> dict[str, list[str]]:
    words: dict[str, list[str]] = language(tag).get("outside", {})
    return {name: words[name] for name in LISTS if words.get(name)}


def _whole(tag: str, words: Sequence[str]) -> re.Pattern[str]:
    begin, end = (_BEGINS, "") if tag in UNSPACED else (r"\b", r"\b")
    return re.compile(rf"{begin}(?:{trie(map(fold, words))}){end}")
