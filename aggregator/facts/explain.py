"""Where in a text its facts stand, and which of its dates are none: for people who want to see how it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from aggregator.base.claims import Evidence, Facts
from aggregator.base.records import Article
from aggregator.facts.read import day_of, read_and_refuse

Kind = Literal["work", "date", "role", "name", "refused"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text, as code points, and the facts that they state: W1 is the first work, R1 the first release, C1
    the first credit, D1 the first refused date.
    """

    start: int
    end: int
    kind: Kind
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A date that is no release: its words, and why not."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text with its facts; ``marks`` are in its order, and no two of them overlap."""

    text: str
    facts: Facts
    marks: tuple[Mark, ...]
    refused: tuple[Refusal, ...]


def explain_article(article: Article, zone: ZoneInfo | None = None, text: str | None = None) -> Explanation:
    """The same of an article's title and body, or of ``text``, which then stands for both."""
    body = article.body or ""
    whole = text or (body if body.startswith(article.title) else f"{article.title}\n\n{body}".rstrip())
    return explain_text(whole, article.language, day_of(article.published, zone))


def explain_text(text: str, language: str, published: str | None = None) -> Explanation:
    """What :func:`aggregator.facts.read.read_text` reads, with where it stands."""
    facts, refused = read_and_refuse(text, language, published)
    found = [
        *_claims(facts, text),
        *(Mark(one.start, one.end, "refused", (f"D{number}",)) for number, one in enumerate(refused, 1)),
        *_works(facts, text),
    ]
    reasons = tuple(Refusal(text[one.start : one.end], one.reason) for one in refused)
    return Explanation(text, facts, tuple(_apart(found)), reasons)


def _claims(facts: Facts, text: str) -> Iterator[Mark]:
    """The words of each claim within its quote."""
    for number, release in enumerate(facts.releases, 1):
        yield from _within(text, release.evidence, release.text, "date", f"R{number}")
    for number, credit in enumerate(facts.credits, 1):
        yield from _within(text, credit.evidence, credit.name, "name", f"C{number}")
        yield from _within(text, credit.evidence, credit.role_text, "role", f"C{number}")


def _within(text: str, evidence: Evidence, words: str, kind: Kind, label: str) -> Iterator[Mark]:
    at = text.find(words, evidence.start, evidence.end) if words else -1
    if at >= 0:
        yield Mark(at, at + len(words), kind, (label,))


def _works(facts: Facts, text: str) -> Iterator[Mark]:
    """Every place where a work's name stands."""
    for number, work in enumerate(facts.works, 1):
        for name in filter(None, (work.title, *work.aliases)):
            at = text.find(name)
            while at >= 0:
                yield Mark(at, at + len(name), "work", (f"W{number}",))
                at = text.find(name, at + len(name))


def _apart(found: Iterable[Mark]) -> Iterator[Mark]:
    """The marks in the order of the text: equal ones as one; of two that overlap the first, and the longer one."""
    same: dict[tuple[int, int, Kind], list[str]] = {}
    for mark in found:
        same.setdefault((mark.start, mark.end, mark.kind), []).extend(mark.labels)
    reached = 0
    for (start, end, kind), labels in sorted(same.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start >= reached:
            yield Mark(start, end, kind, tuple(dict.fromkeys(labels)))
            reached = end
