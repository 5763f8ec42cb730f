"""What two readings of one page differ in, field by field. Pure: nothing is read or written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aggregator.base.records import Article
from aggregator.store.statements import Statement, Statements

_TEXTS = ("title", "summary", "body", "published", "modified", "language")
_LISTS = ("authors", "images", "videos", "tags")
_SAID = ("kinds", "works", "releases", "credits")
FIELDS = (*_TEXTS, *_LISTS, "paywalled", *_SAID, "rules")
"""All that is compared, in the order in which it is shown. ``rules`` is which rule found a value."""


class Effect(StrEnum):
    """What becomes of a field."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that another reading gives another value, both as text for people."""

    field: str
    effect: Effect
    before: str
    after: str


def differences(old: Article, said: Statements, new: Article, says: Statements) -> tuple[Difference, ...]:
    """What ``new`` and what it states differ in from ``old``. None where the readings are the same.

    A value is *lost* when there is none any more or less than half of it is left, a list when it is shorter.
    """
    return tuple(_differences(old, said, new, says))


def _differences(old: Article, said: Statements, new: Article, says: Statements) -> Iterator[Difference]:
    for name in _TEXTS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Difference(name, _of_text(before, after), before or "", after or "")
    for record, other, names in ((old, new, _LISTS), (said, says, _SAID)):
        for name in names:
            were, are = getattr(record, name), getattr(other, name)
            if were != are:
                yield Difference(name, _of_list(were, are), _shown(were, are), _shown(are, were))
    if old.paywalled != new.paywalled:
        yield Difference("paywalled", Effect.CHANGED, str(old.paywalled), str(new.paywalled))
    if old.rules != new.rules:
        were, are = _entries(old.rules), _entries(new.rules)
        yield Difference("rules", Effect.CHANGED, _shown(were, are), _shown(are, were))


def _of_text(before: str | None, after: str | None) -> Effect:
    if before is None:
        return Effect.GAINED
    return Effect.LOST if after is None or len(after) * 2 < len(before) else Effect.CHANGED


def _of_list(before: Sequence[object], after: Sequence[object]) -> Effect:
    if not before:
        return Effect.GAINED
    return Effect.LOST if len(after) < len(before) else Effect.CHANGED


def _shown(items: Sequence[object], others: Sequence[object]) -> str:
    """The items that the others lack; all where only their order differs. What bears the same words is told apart."""
    lacking = [item for item in items if item not in others] or items
    words = {_words(item) for item in others}
    return ", ".join(f"{_words(item)} {_evidence(item)}" if _words(item) in words else _words(item) for item in lacking)


def _words(item: object) -> str:
    return item.words if isinstance(item, Statement) else str(getattr(item, "url", item))


def _evidence(item: object) -> str:
    return item.evidence if isinstance(item, Statement) else ""


def _entries(rules: Mapping[str, str]) -> list[str]:
    return [f"{field}={rule}" for field, rule in sorted(rules.items())]
