"""Words with a meaning of their own, and marks, that are parts of a name.

What it holds true: a word for a kind of work between capitals belongs to a magazine's name behind the word for how
often it comes («Monthly Comic Kumo»), and to a happening's before the word for that («Kumo Comic Con»). A company's
legal form goes on with the next one («Kumo Co., Ltd.»).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import begins_surname, is_romaji
from aggregator.facts.sentences.spans import Spans
from aggregator.facts.words.lexicon import Entry, Lexicon
from aggregator.facts.words.tokens import Token

PERIODICALS = shared_words("sentences", "periodicals")
"""Words that begin the names of magazines, and say how often they come."""
GATHERINGS = shared_words("sentences", "gatherings")
"""Words that end the names of fairs and awards."""
FORMS = shared_words("sentences", "legal_forms")
"""Abbreviations of companies' legal forms."""
ADR = "adr"
"""What stands before a task in the making of a dub."""
SURNAMES = frozenset(word.capitalize() for word in shared_words("names", "surnames"))
"""Surnames that often have a small word before them."""
BEFORE_SURNAME = shared_words("names", "before_surname")
OF_JAPANESE = "no"
"""The small word of Japanese names, which elsewhere means «in the»."""
SECOND = shared_words("sentences", "second")
"""Words for the second one that mean «according to», too, …"""
BEFORE_ORDINALS = shared_words("sentences", "before_ordinals")
"""… and small words behind which they don't."""
STARS = shared_words("voices", "stars")
BANDS = shared_words("sentences", "bands")
"""Words that end the names of bands, and stand before names, too («band»)."""
BORROWED = frozenset("YRXs")
"""Codes of the words that texts put in quotation marks because they are foreign."""


def is_own_word(tokens: Sequence[Token], at: int, code: str) -> bool:
    """Whether a word with a meaning of its own, behind a capital, is a part of a name: one for a kind of work (Y) of a
    magazine's or a happening's, one for what somebody does (t) of a character's («Captain Star Hunter») or a band's
    («Kumo Band»).
    """
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not following.capital:
        return code == "t" and tokens[at].low in BANDS
    if code == "Y":
        return tokens[at - 1].low in PERIODICALS or following.low in GATHERINGS
    return code == "t" and tokens[at].low in STARS


def quoted_word(tokens: Sequence[Token], at: int, close: int, lexicon: Lexicon) -> Entry | None:
    """What a quotation stands for that holds nothing but a word in small letters, which is a foreign one in its marks
    («el ‘anime’ de T», «the “opening” theme»); None where it may be a name. ``close`` is the mark that closes it.
    """
    matched = None if tokens[at].capital else lexicon.match(list(tokens[at:close]), 0)
    return matched[1] if matched and matched[0] == close - at and matched[1].code in BORROWED else None


def is_plain(code: str, tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a phrase has not the meaning of its code: a role (R) before a colon is a task in the making of a dub, and
    none of the work's («ADR Script: X»); «As» with a capital behind a comma begins a title («X, As the Y»); «segundo»
    behind an article is the second one, and not «according to».
    """
    if code == "U":
        return at > 0 and tokens[at].low in SECOND and tokens[at - 1].low in BEFORE_ORDINALS
    if code == "A":
        return tokens[at].capital and at > 0 and tokens[at - 1].raw == ","
    return code == "R" and at > 0 and tokens[at - 1].low == ADR and end < len(tokens) and tokens[end].raw == ":"


def leads_on(tokens: Sequence[Token], at: int, limit: int, lexicon: Lexicon, spans: Spans) -> bool:
    """Whether a small word of Romance languages stands before a surname that often has it («Ana Lúcia de Souza»), or
    within a character's name.
    """
    surname = tokens[at].low in BEFORE_SURNAME and at + 1 < limit and tokens[at + 1].raw in SURNAMES
    if surname or not _leads_to_epithet(tokens, at, limit, lexicon):
        return surname
    following = tokens[at + 1]
    return spans.company_at(tokens, at + 1) is None and spans.region_in(following.start, following.end) is None


def _leads_to_epithet(tokens: Sequence[Token], at: int, limit: int, lexicon: Lexicon) -> bool:
    """Whether a small word goes on with a character's name of one word: «Hono no Kaito», «as the Beast of Nights» in
    languages that have capitals there («como a Fera das Neves»).
    """
    token = tokens[at]
    particle = token.low == OF_JAPANESE
    if not (particle or token.low in BEFORE_SURNAME) or at + 1 >= limit or not tokens[at + 1].capital or at < 2:
        return False
    first = at - 2 if tokens[at - 2].low not in lexicon.skipped else at - 3
    matched = lexicon.match([tokens[first]], 0) if first >= 0 else None
    if particle and is_romaji(tokens[at - 1].raw) and is_romaji(tokens[at + 1].raw):
        return len(tokens[at + 1].raw) > 2 and matched is not None and matched[1].code in "ABtf"
    return matched is not None and matched[1].code == "A"


def legal_form(tokens: Sequence[Token], at: int, limit: int) -> int:
    """How many tokens the marks behind a legal form lead over to the next one («Co., Ltd»); 0 where they don't."""
    if tokens[at - 1].low not in FORMS:
        return 0
    last = at + (tokens[at].raw == ".") + 1
    return last + 1 - at if last < limit and tokens[last - 1].raw == "," and tokens[last].low in FORMS else 0


def is_given(tokens: Sequence[Token], at: int, skipped: frozenset[str]) -> bool:
    """Whether a word that is no name elsewhere is one behind a Japanese («ŌTSUKA Mai», «Jun Toda»), or behind a small
    word of a surname.
    """
    if _ends_surname(tokens, at):
        return True
    before, token = tokens[at - 1], tokens[at]
    sure = before.raw.isupper() or (len(token.raw) > len("la") and token.low in skipped)
    return sure and len(before.raw) > 2 and is_romaji(before.raw) and is_romaji(token.raw)


def is_mixed(word: str) -> bool:
    """Whether a word has capitals behind small letters, as only names have («SiM», «MyGO»)."""
    return word[1:-1].isalpha() and any(a.islower() and b.isupper() for a, b in pairwise(word))


def _ends_surname(tokens: Sequence[Token], at: int) -> bool:
    """Whether a small word with a capital stands between a name and a word: «Andrea Di Maggio»."""
    before, name = tokens[at - 1], tokens[at - 2 : at - 1]
    return bool(name) and before.capital and name[0].capital and begins_surname(before.raw, name[0].raw)


def is_common_noun(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a lone capitalised word follows an article or an adjective, and could not be Japanese: a noun."""
    if not at or is_romaji(tokens[at].raw) or tokens[at].raw.isupper():
        return False
    before = tokens[at - 1]
    if before.low in lexicon.skipped:
        return True
    return (
        before.raw[0].islower()
        and before.low.endswith(("en", "er", "es", "em", "e"))
        and not lexicon.begins(before.low)
    )
