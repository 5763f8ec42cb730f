"""What a run notices of each site while it reads, for what is normal there to be learned from."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median

from aggregator.base.records import Article
from aggregator.base.runs import FIELDS


@dataclass
class Notice:
    """Of one site: how many pages were read as articles, on how many of them each field was found, and how long the
    bodies were.
    """

    pages: int = 0
    found: Counter[str] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)

    def take(self, article: Article) -> None:
        """Count an article that was read. What a feed said of it was not found on the page."""
        self.pages += 1
        self.found.update(name for name in FIELDS if article.rules.get(name, "link") != "link")
        if article.body and article.rules.get("body", "link") != "link":
            self.lengths.append(len(article.body))

    @property
    def length(self) -> int | None:
        """The median length of the bodies."""
        return round(median(self.lengths)) if self.lengths else None


class Notices(defaultdict[str, Notice]):
    """The notices of a run by site."""

    def __init__(self) -> None:
        super().__init__(Notice)
