"""Small words that titles hold, and words that stand beside them, in all languages at once.

What it holds true: these words are few, and mean the same wherever they stand, so that they need no language: English
titles stand in French texts, Japanese ones in all. What has a meaning in a language's grammar is in its own file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.words.tokens import Token

NO_TITLE = re.compile(
    "^(?:記事の)?(?:執筆|取材|撮影|編集|文)(?:者|部)?[:：]|(?:映画祭|フェスティバル|电影节|電影節|영화제)$"
    "|^第[0-9０-９一二三四五六七八九十]+回.*(?:賞|祭|大会|展)$|(?:大賞|祭典|感謝祭|アワード)(?:[0-9０-９]{4})?$|^[^の]{0,12}部門$"
    "|^(?:新作|TV|ＴＶ|テレビ|オリジナル)?(?:OAD|OVA|OAV|ONA|アニメ|アニメーション|DVD|BD|Blu-ray|コミックス|実写版)$"
)
"""The end of the name of an event at which works are shown, how a signature begins, and bare words for kinds."""
MAX_TITLE = 14
"""Tokens of a title."""
CONNECTORS = shared_words("titles", "connectors")
"""Small words that stand within a title although they have no capital."""
JAPANESE = shared_words("titles", "japanese")
"""Those of them that only titles in Japanese have."""
PRIZES = shared_words("titles", "prizes")
JOINING = shared_words("titles", "joining")
"""Words that join titles more often than they stand in one."""
GETS = shared_words("titles", "gets")
"""Verbs between a work and what is made of it («T bekommt einen Anime»)."""
OF_PERSON = shared_words("titles", "of_person")
"""Words that stand before what a title is of, by or on, more often than within one."""
WITHIN = shared_words("titles", "within")
"""Those of them that also stand within titles."""
AUTHORS = shared_words("titles", "authors")
"""Those that stand before an author in a list."""
OF = shared_words("titles", "of")
"""Small words between a kind or part of a work and its title («the film of», «la bande-annonce de»)."""
ARTICLES = shared_words("titles", "articles")
DESCRIBING = shared_words("titles", "describing")
"""Words, or second parts of words, before a kind of work that tell more of it («Korean-animated», «original»)."""
TO_COME = shared_words("titles", "to_come")
"""Words between who makes a work and what it is («Kumo Upcoming Heist Anime Reveals»)."""
ORDINALS = shared_words("titles", "ordinals")
"""Words before «season» that count it, and what stands behind a number that does."""
COUNTS = ORDINALS - {"new", "final", "st", "nd", "rd", "th", "ii", "iii", "iv"}
"""Those words for numbers."""
COUNTING = COUNTS | shared_words("titles", "cardinals")
"""The same with those that count («Tale of the Four Seasons»)."""
ENDINGS = shared_words("titles", "ordinal_endings")
"""What stands right behind a number that counts seasons («2da»)."""
PARTS = shared_words("titles", "parts")
"""Words for parts of a work and what belongs to one: what they are of is a work."""
SEASONS = frozenset("staffel staffeln season seasons sequel fortsetzung saison temporada stagione".split())
"""Parts that a work gets more of."""
OWN_PARTS = shared_words("titles", "own_parts")
"""Those of them that are plain nouns, too, and so stand in titles («Tin Box»)."""
COUNTED = shared_words("titles", "counted")
"""Those of them that are counted and never stand in a title («Sky Episode 2»)."""
SEASONS_COUNTED = PARTS - COUNTED
"""Those that an ordinal in a title counts («T 3rd Season»)."""
AMOUNTS = shared_words("titles", "amounts")
"""Words before a part of a work that say how much of it is meant («Sky Full Cast»)."""
OWNERS = shared_words("titles", "owners")
"""Words that say that what follows is somebody's («su película»)."""
STARTS = shared_words("titles", "starts")
"""Words for what only works have, before «of» and a title."""
PRONOUNS = shared_words("titles", "pronouns")
"""Words for persons before the verb of what they made."""
BEFORE_COUNTS = shared_words("titles", "before_counts")
"""Small words before what is counted («in 4 volumi», «pour 13 épisodes»)."""
HEADS = shared_words("titles", "heads")
"""Articles before a noun behind which stands what describes it."""
NUMERALS = shared_words("titles", "numerals")
NUMBERING = shared_words("titles", "numbering")
KINDS = shared_words("titles", "kinds")
"""Words for kinds of works that end a title in front of them, even with a capital («X Anime»)."""
VERSIONS = shared_words("titles", "heading_tails")
"""Words behind a title that say which version of a work is meant."""
NAMING = shared_words("titles", "naming")
"""Words that say what something is called."""
LABEL = re.compile(
    r"(?<!\w)(?:(?:in |en |auf |im )?(?:jap(?:anese|onés|onais|anisch|anischen|onês|\.)?|giapponese|jp|japan)"
    r"|orig(?:inal)?(?:titel|title)?|titolo originale|t[íi]tulo original|titre original|ot"
    r"|engl?(?:ish|isch|\.)?|inglés|anglais|inglese|inglês|lit(?:erally)?"
    r"|a\.?k\.?a|also known as|auch bekannt als|también conocid[oa] como|ou|oder|or)\b[.:]*\s+",
    re.IGNORECASE,
)
"""What says within a bracket that a work's other name follows."""
EXAMPLES = shared_words("titles", "examples")
"""Words before or behind a work that is only one of many («tra cui T»)."""
HAPPENINGS = shared_words("titles", "happenings")
"""Words of names of events, sites and devices."""
FURNITURE = shared_words("titles", "furniture")
"""Headings of sites, genres and the like that no work is called."""
STORY_PARTS = shared_words("titles", "story_parts")
RUBRICS = shared_words("titles", "rubrics")
"""What headlines begin with before a colon, and no work is called."""
SAYING = shared_words("titles", "saying")
"""Verbs of saying that stand right before what somebody says."""
THINGS = shared_words("titles", "things")
"""Words for what stands in quotation marks and is no work («la parola “X”»)."""
QUOTING = frozenset("\"'“”„«»‘’‚‹›")
CLOSING = {"'": "'’", "‘": "’'", "’": "’'", "«": "»«", "»": "«»", "„": "“”", "“": "”“", "‚": "‘'"}
"""Quotation marks and what closes them where the chunks know no pair («X«, 'X')."""


_OF_HAPPENINGS = OF | shared_words("titles", "of_happenings")
"""What stands between an event and its name or place («festival de cinéma X», «Festival du film de X»)."""
_REACH = 6
"""Tokens between them, and places of a name that are looked at."""
_ADDRESSED = tuple(sorted(shared_words("titles", "addressed")))
"""Endings of verbs that tell the reader to do something («préparez-vous»)."""


def is_furniture(name: str) -> bool:
    """Whether a quotation names what no work is called: a heading, a part of a story."""
    low = name.lower()
    return low in FURNITURE or " ".join(low.split()[:2]) in STORY_PARTS


def describes(name: str) -> bool:
    """Whether a lone word only tells what a thing is like («English-subtitled», «Animated»)."""
    return " " not in name and name.lower().rpartition("-")[2] in DESCRIBING


def is_no_work(tokens: Sequence[Token], places: Sequence[int], words: Sequence[str], openers: frozenset[str]) -> bool:
    """Whether words that begin at some tokens are an event or where one is («au Festival de Cannes»), tell the reader
    to do something («Préparez-vous à …»), or are one of those that only open titles («Son nouveau film»).
    """
    held = len(words) == 1 and any(_is_of_happening(tokens, at - 1) for at in places[:_REACH] if at)
    told = words[0].endswith(_ADDRESSED) or (len(words) == 1 and words[0] in openers)
    return held or told or not HAPPENINGS.isdisjoint(words)


def _is_of_happening(tokens: Sequence[Token], before: int) -> bool:
    """Whether the words up to a token name an event («Festival international du film de»)."""
    at = before
    while before - at < _REACH and at > 0 and tokens[at].low in _OF_HAPPENINGS:
        at -= 1
    return tokens[at].low in HAPPENINGS and len(tokens[at].low) > len("con")  # «con T» (it)


def is_year(number: str) -> bool:
    """Whether a number is written as a year."""
    return len(number) == len("2001") and number[:2] in ("19", "20")


def counts_seasons(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number has the ending of one that counts, and is none of a title's («T 2da temporada», «T 3ª», «T 3rd
    season», «T in 1st Film»), or counts parts behind «in» («T in 4 volumi»).
    """
    counted = at + 1 < len(tokens) and tokens[at].raw.isdigit() and tokens[at + 1].low in PARTS
    if counted and tokens[at - 1].low in BEFORE_COUNTS:
        return True
    if not _is_ordinal(tokens, at):
        return False
    return tokens[at + 1].low in ENDINGS or (
        tokens[at + 1].low in ORDINALS and not ordinal_end(tokens, at, len(tokens))
    )


def ordinal_end(tokens: Sequence[Token], at: int, limit: int) -> int:
    """Past an English ordinal in digits that is a title's, with the season that it counts («T 3rd Season», «T the
    3rd»); 0 where none stands.
    """
    if not _is_ordinal(tokens, at) or tokens[at + 1].low not in ORDINALS or at + 1 >= limit:
        return 0
    part = tokens[at + 2] if at + 2 < limit else None
    if part is not None and part.capital and part.low in SEASONS_COUNTED:
        return at + 3
    return at + 2 if at and tokens[at - 1].low in ARTICLES else 0


def _is_ordinal(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number has letters right behind it."""
    return at + 1 < len(tokens) and tokens[at].raw.isdigit() and tokens[at].end == tokens[at + 1].start
