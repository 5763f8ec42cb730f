"""Copies: found in the index, compared, and written down, when an article is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache

from aggregator.group.copies import Member, Rank, original_of
from aggregator.group.near import Text, likeness
from aggregator.store import near
from aggregator.store.database import Row, Store

KEPT = 2 * near.FIRST
"""Texts that are kept for the next articles, …"""
KEPT_LENGTH = 20_000
"""… each of at most so many characters."""

Because = dict[str, object]


@dataclass(frozen=True, slots=True)
class Cluster:
    """An original, the ids of all that are one text with it, itself included, and the sites of its new copies."""

    original: str
    members: tuple[str, ...]
    copied_by: tuple[str, ...]


def settle(store: Store, article_ids: Iterable[str]) -> list[Cluster]:
    """Decide anew of what articles are copies whose text, time or address of the original changed, and of all whom
    that concerns; inside a write unit. Returns what they are part of now.
    """
    return _Settling(store, article_ids).clusters()


class _Settling:
    """One settling: the articles concerned, and whom each of them follows.

    An article's decision rests on earlier ones alone, so they are decided in the order of time, each once: whom a
    decision concerns comes later.
    """

    def __init__(self, store: Store, article_ids: Iterable[str]) -> None:
        self._store = store
        self._known: dict[str, tuple[Member, Row]] = {}
        self._leaders: dict[str, str] = {}
        self._because: dict[str, Because] = {}
        self._looks: dict[str, near.Near] = {}
        self._waiting: set[str] = set()
        self._touched: set[str] = set()
        self._given = set(article_ids)
        for given in sorted(self._given):
            self._give(given)

    def clusters(self) -> list[Cluster]:
        """Decide, write it down, and tell it."""
        while self._waiting:
            article = min(self._waiting, key=self._rank)
            self._waiting.remove(article)
            self._decide(article)
        leading = (each for each in self._touched if self._leaders[each] == each)
        return [self._write(leader) for leader in sorted(leading, key=self._rank)]

    def _give(self, article: str) -> None:
        """Take an article in with all of its cluster, and of those which it puts out of sight."""
        row = near.text(self._store, article)
        if row is not None:
            look = self._looks[article] = near.look(self._store, row)
            self._wait(near.copies_of(self._store, (row["docid"], *look.displaced)))

    def _wait(self, articles: Iterable[str]) -> None:
        for article in articles:
            self._leader(article)
            self._waiting.add(article)

    def _rank(self, article: str) -> Rank:
        return self._known[article][0].rank

    def _leader(self, article: str) -> str:
        """Whom an article follows: the first of its cluster, as it stands in the database or was decided since."""
        if article not in self._leaders:
            for row in (rows := near.cluster(self._store, article)):
                member = Member(row["id"], row["canonical_url"], row["sorted_at"], row["declared"])
                self._known[row["id"]] = (member, row)
            first = min((row["id"] for row in rows), key=self._rank)
            self._leaders.update(dict.fromkeys((row["id"] for row in rows), first))
        return self._leaders[article]

    def _decide(self, article: str) -> None:
        row = near.text(self._store, article)
        assert row is not None
        look = self._looks.get(article) or near.look(self._store, row)
        others = sorted(near.texts(self._store, look.candidates), key=_rank_of)
        before = self._leaders[article]
        now = self._leaders[article] = self._followed(row, others)
        self._touched |= {before, now}
        if before == article != now:
            self._wait([each for each, leader in self._leaders.items() if leader == article])
        if now == article and (before != article or article in self._given):
            self._wait([other["id"] for other in others if self._may_follow(other, row)])

    def _followed(self, row: Row, others: Iterable[Row]) -> str:
        """The first of the earlier ones that leads and whose text the article shares; itself where there is none."""
        for other in others:
            if _rank_of(other) >= _rank_of(row):
                break
            if (because := self._compared(other, row)) and self._leader(other["id"]) == other["id"]:
                self._because[row["id"]] = because
                return str(other["id"])
        return str(row["id"])

    def _may_follow(self, other: Row, row: Row) -> bool:
        """Whether a later article shares an article's text and follows none that is earlier than that."""
        if _rank_of(other) <= _rank_of(row) or likeness(_text_of(row), _text_of(other)) is None:
            return False
        return self._rank(self._leader(other["id"])) > _rank_of(row)

    def _compared(self, earlier: Row, later: Row) -> Because | None:
        found = likeness(_text_of(earlier), _text_of(later))
        if found is None:
            return None
        if earlier["body_hash"] and earlier["body_hash"] == later["body_hash"]:
            return {"signal": "equal body"}
        return {"signal": "near text", **asdict(found)}

    def _write(self, leader: str) -> Cluster:
        """Write down who is a copy among those that follow one, and of which."""
        members = [self._known[each][0] for each, first in self._leaders.items() if first == leader]
        members.sort(key=lambda member: member.rank)
        original = original_of(members).article_id
        chosen = {} if original == leader else {"chosen": "canonical link"}
        copies = [member.article_id for member in members if member.article_id != original]
        for copy in copies:
            near.mark(self._store, copy, original, self._reason(copy, leader, original) | chosen)
        near.mark(self._store, original, None, {})
        new = (row["site"] for _, row in map(self._known.__getitem__, copies) if row["duplicate_of"] != original)
        return Cluster(original, tuple(member.article_id for member in members), tuple(new))

    def _reason(self, copy: str, leader: str, original: str) -> Because:
        """What speaks for a copy: its likeness to the one that it follows; of that one itself, the original's to it."""
        if copy == leader:
            copy = original
        because = self._because.get(copy)
        if because is None:
            row, first = near.text(self._store, copy), near.text(self._store, leader)
            because = self._compared(first, row) if row and first else None
        return dict(because or {})


def _text_of(row: Row) -> Text:
    """An article to be compared: what a site writes by a pattern is compared again with each that comes."""
    body = row["body"] or ""
    return (_kept if len(body) <= KEPT_LENGTH else Text)(row["site"], row["title"], body)


_kept = lru_cache(maxsize=KEPT)(Text)


def _rank_of(row: Row) -> Rank:
    return (row["sorted_at"], row["canonical_url"])
