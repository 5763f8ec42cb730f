"""An article as grouping sees it: what of it is compared with others."""

from __future__ import annotations

from dataclasses import dataclass

LEDE = 600
"""Characters after the headline in which an article says what it is about."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A work that an article is about: the one base that the names of all its instalments share, the titles by which
    this article calls it, and what it is said to be (``tv``, ``film``, ``live_action`` …).
    """

    family: str
    names: tuple[str, ...]
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an article says, and when: ``minute`` since 1970 in UTC. ``works`` in the order of the article; ``dates``
    are its news of releases as (event, first day, last day), ``people`` those of its credits that are news as (role,
    person), ``named`` all people it credits, as written.
    """

    article_id: str
    docid: int
    site: str
    language: str
    minute: int
    title: str
    lede: str = ""
    kinds: frozenset[str] = frozenset()
    works: tuple[Subject, ...] = ()
    dates: frozenset[tuple[str, str, str]] = frozenset()
    people: frozenset[tuple[str, str]] = frozenset()
    named: frozenset[str] = frozenset()
