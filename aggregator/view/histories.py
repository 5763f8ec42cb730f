"""One article with its history: former states and what changed between them, its copies, its story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from aggregator.base.names import CJK
from aggregator.store.database import Store
from aggregator.view.articles import Entry, by_ids, entries
from aggregator.view.claims import Credit, Release, retracted
from aggregator.view.reading import Skipped

MAX_TOKENS = 1_000
"""Words (or paragraphs) of a text that are compared one by one; beyond, the text is shown as replaced."""
LIKENESS = 0.4
"""Share of words in common below which two texts are shown one after the other rather than woven together."""
_TOKEN = re.compile(rf"\s+|[{CJK}]|[^\W{CJK}]+|.", re.DOTALL)
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that both states hold (``=``), only the former (``-``) or only the later one (``+``)."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in ``title``, ``summary`` or ``body``; of a body only the paragraphs that changed."""

    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A state of an article: its number, since when it stood so (UTC), what it changed of the one before."""

    version: int
    seen_at: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class History:
    """An article with what stands around it. ``versions`` begins with the first state that is kept; ``story`` are the
    other articles of its story, copies left out. ``retracted`` is what only former versions state.
    """

    entry: Entry
    versions: tuple[Version, ...]
    original: Entry | None
    copies: tuple[Entry, ...]
    story_title: str | None
    story: tuple[Entry, ...]
    retracted: tuple[Release | Credit, ...] = ()


def history(store: Store, entry: Entry, skipped: Skipped) -> History:
    """All that is known of an article."""
    story = store.row("SELECT title FROM stories WHERE id = ?", (entry.story_id,)) if entry.story_id else None
    original = by_ids(store, [entry.duplicate_of], skipped) if entry.duplicate_of else []
    members = store.rows(
        """SELECT docid FROM articles WHERE story_id = ? AND id <> ? AND duplicate_of IS NULL
           ORDER BY sorted_at, id""",
        (entry.story_id, entry.id),
    )
    former = retracted(store, entry.id) if entry.version > 1 else ((), ())
    return History(
        entry,
        tuple(_versions(store, entry)),
        original[0] if original else None,
        tuple(by_ids(store, entry.copies, skipped)),
        story["title"] if story else None,
        tuple(entries(store, [row["docid"] for row in members], skipped)),
        (*former[0], *former[1]),
    )


def differences(before: dict[str, str | None], after: dict[str, str | None]) -> tuple[Difference, ...]:
    """What changed between two states of title, summary and body."""
    found = []
    for name in ("title", "summary", "body"):
        old, new = before.get(name) or "", after.get(name) or ""
        if old != new:
            pieces = _paragraphs(old, new) if name == "body" else _words(old, new)
            found.append(Difference(name, tuple(pieces)))
    return tuple(found)


def _versions(store: Store, entry: Entry) -> list[Version]:
    rows = store.rows(
        "SELECT version, seen_at, title, summary, body FROM article_versions WHERE article_id = ? ORDER BY version",
        (entry.id,),
    )
    states = [(row["version"], row["seen_at"], {n: row[n] for n in ("title", "summary", "body")}) for row in rows]
    now = {"title": entry.title, "summary": entry.summary, "body": entry.body}
    states.append((entry.version, entry.version_at, now))
    first = Version(states[0][0], states[0][1], ())
    return [
        first,
        *(Version(number, at, differences(before, after)) for (_, _, before), (number, at, after) in pairwise(states)),
    ]


def _words(old: str, new: str) -> list[Piece]:
    return _compare(_TOKEN.findall(old), _TOKEN.findall(new))


def _compare(old: list[str], new: list[str]) -> list[Piece]:
    whole = [Piece(sign, "".join(part)) for sign, part in (("-", old), ("+", new)) if part]
    if len(old) > MAX_TOKENS or len(new) > MAX_TOKENS:
        return whole
    matcher = SequenceMatcher(None, old, new)
    if matcher.ratio() < LIKENESS:
        return whole
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("=", "".join(old[a:b])))
            continue
        pieces += [Piece(sign, "".join(part)) for sign, part in (("-", old[a:b]), ("+", new[c:d])) if part]
    return pieces


def _paragraphs(old: str, new: str) -> list[Piece]:
    """The paragraphs that changed, each compared by words with the one in its place, separated by blank lines."""
    before, after = _PARAGRAPH.split(old), _PARAGRAPH.split(new)
    if len(before) > MAX_TOKENS or len(after) > MAX_TOKENS:
        return [Piece("-", old), Piece("+", new)]
    changed: list[list[Piece]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            continue
        gone, come = before[a:b], after[c:d]
        both = min(len(gone), len(come))
        changed += [_words(x, y) for x, y in zip(gone[:both], come[:both], strict=True)]
        changed += [[Piece("-", text)] for text in gone[both:]]
        changed += [[Piece("+", text)] for text in come[both:]]
    pieces: list[Piece] = []
    for part in filter(any, changed):
        pieces += [Piece("=", "\n\n"), *part] if pieces else part
    return pieces
