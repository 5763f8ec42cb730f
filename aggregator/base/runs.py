"""What a run found at a site, as it is kept: what is normal for the site is learned from its runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

FIELDS = ("title", "summary", "body", "authors", "published", "images")
"""The fields of an article whose presence is watched."""
WALLS = frozenset({"challenge", "soft_404", "no_article", "not_html", "empty"})
"""Reasons of :data:`~aggregator.base.errors.REASONS` by which a page was something else than the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRun:
    """One run at one site.

    ``sources`` are those that answered; ``pages`` were read as articles, ``walls`` were something else in their place.
    ``found`` says on how many pages each field was found. Of the pages that were read before, ``had`` says on how many
    each field was found then, ``lost`` on how many of these it is missing now. ``length`` is the median length of the
    bodies in characters.
    """

    site: str
    run: str
    at: datetime
    sources: int = 0
    new: int = 0
    pages: int = 0
    walls: int = 0
    found: Mapping[str, int] = field(default_factory=dict)
    had: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)
    length: int | None = None
