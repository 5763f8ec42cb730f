"""What a run notices of each site while it reads, for what is normal there to be learned from."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from aggregator.base.records import Article
from aggregator.base.runs import FIELDS


@dataclass
class Notice:
    """Of one site: how many pages were read as articles, on how many of them each field was found, on how many it was
    found when they were read before, on how many of these it is missing now, and how long the bodies were.
    """

    pages: int = 0
    found: Counter[str] = field(default_factory=Counter)
    had: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    lengths: array[int] = field(default_factory=lambda: array("Q"))

    def take(self, article: Article, before: Mapping[str, str]) -> None:
        """Count an article that was read; ``before`` are the rules by which its values were found so far, if it was
        read before.
        """
        now, then = _on_page(article.rules), _on_page(before)
        self.pages += 1
        self.found.update(now)
        self.had.update(then)
        self.lost.update(then - now)
        if article.body and "body" in now:
            self.lengths.append(len(article.body))

    @property
    def length(self) -> int | None:
        """The median length of the bodies."""
        return round(median(self.lengths)) if self.lengths else None


def _on_page(rules: Mapping[str, str]) -> set[str]:
    """The fields that were found on the page; what a feed said of an article was not."""
    return {name for name in FIELDS if rules.get(name, "link") != "link"}


class Notices(defaultdict[str, Notice]):
    """The notices of a run by site."""

    def __init__(self) -> None:
        super().__init__(Notice)
