"""Which kind of news a headline tells."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cache

from aggregator.base.claims import Credit, Facts
from aggregator.base.vocabulary import language, table


def kinds_of(headline: str, tag: str) -> tuple[str, ...]:
    """The kinds whose words stand in a headline of a language, in the order of the closed list.

    Holds true that headlines name what they bring («Trailer», «延期»). A word in Latin script counts only as a whole
    word. Known exception: a work whose title holds such a word gets that kind too. Empty where nothing is said.
    """
    text = _folded(headline)
    held = [(word, kind) for word, kind in _words(tag) if word in text]
    return tuple(dict.fromkeys(kind for word, kind in held if _stands(word, text)))


LOOKING_BACK = frozenset({"review", "interview"})
"""Kinds of articles that tell what is known."""
OBITUARY = "obituary"
KANA, LAST_KANJI = "\u3040", "\u9fff"
"""Where the scripts without spaces begin and end."""


def as_told(facts: Facts, headline: str, tag: str) -> Facts:
    """Facts as their headline makes them: background in a review or an interview; in an obituary the credits tell what
    was, and only those that the headline names are news. No credit is news under a headline of winners, of a company's
    end or of times long past, unless a release is.
    """
    told = set(kinds_of(headline, tag))
    if LOOKING_BACK & told and told & {"event", "review"} != {
        "event",
        "review",
    }:  # a report of an event tells what comes
        return replace(
            facts,
            releases=tuple(replace(release, news=False) for release in facts.releases),
            credits=tuple(replace(credit, news=False) for credit in facts.credits),
        )
    if OBITUARY in told:
        return replace(facts, credits=tuple(_was(credit, headline) for credit in facts.credits))
    if any(release.news for release in facts.releases) or not _of_no_work(headline, tag):
        return facts
    return replace(facts, credits=tuple(replace(credit, news=False) for credit in facts.credits))


def _was(credit: Credit, headline: str) -> Credit:
    """A credit that an obituary tells."""
    told = credit.name in headline and (credit.character is None or credit.character in headline)
    return replace(credit, status="previous", news=credit.news and told)


def _of_no_work(headline: str, tag: str) -> bool:
    """Whether a headline tells of winners, of a company's end, or of times long past."""
    text = _folded(headline)
    return any(word in text and _stands(word, text) for word in _headlines(tag))


@cache
def _headlines(tag: str) -> tuple[str, ...]:
    return tuple(map(_folded, language(tag).get("outside", {}).get("headlines", ())))


def all_kinds(told: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    """The kinds that a headline tells and those that the facts are of, in the order of the closed list."""
    found = set(told)
    releases = [release for release in facts.releases if release.news]
    named = [credit for credit in facts.credits if credit.news and credit.status != "previous"]
    roles = {credit.role for credit in named}
    if any(release.status == "delayed" for release in releases):
        found.add("delay")
    if any(release.status == "cancelled" for release in releases):
        found.add("cancellation")
    if any(release.status == "scheduled" and not release.superseded for release in releases):
        found.add("release_date")
    if any(release.event == "home_video" for release in releases):
        found.add("home_video")
    if roles & {"voice", "actor", "dub_voice"}:
        found.add("cast")
    if roles & {"dub_voice", "adr_director"}:
        found.add("dub")
    if roles & {"opening_theme", "ending_theme", "theme_song", "insert_song"}:
        found.add("theme_song")
    if len(roles & set(table("roles")["staff"])) > 1 or "director" in roles:
        found.add("staff")
    kinds: list[str] = table("kinds")["kinds"]
    return tuple(kind for kind in kinds if kind in found)


@cache
def _words(tag: str) -> tuple[tuple[str, str], ...]:
    """The words of all kinds, folded, each with its kind, in the order of the closed list."""
    words: dict[str, list[str]] = language(tag).get("kinds", {})
    kinds: list[str] = table("kinds")["kinds"]
    return tuple((_folded(word), kind) for kind in kinds for word in words.get(kind, ()))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text as a whole. Kana and kanji stand without spaces, so only a letter of another
    script must not go on beyond it.
    """
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        begun = word[0] < KANA and at > 0 and _goes_on(text[at - 1])
        if not begun and not (word[-1] < KANA and end < len(text) and _goes_on(text[end])):
            return True
        at = text.find(word, at + 1)
    return False


def _goes_on(char: str) -> bool:
    """Whether a character is a letter or digit of a script with spaces."""
    return (char.isalnum() or char == "_") and not KANA <= char <= LAST_KANJI
