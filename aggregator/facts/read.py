"""What one article states, from its own text alone."""

from __future__ import annotations

from aggregator.base.claims import Facts
from aggregator.base.records import Article
from aggregator.facts.kinds import kinds_of


def read_facts(article: Article) -> Facts:
    """The facts of an article. So far: the kinds of news that its headline tells."""
    return Facts(kinds=kinds_of(article.title, article.language))
