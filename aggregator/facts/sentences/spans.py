"""What sentences ask of a text's known names and dates."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Protocol

from aggregator.facts.words.tokens import Token


class Spans(Protocol):
    """What finds known names: dates by their beginning, companies by their words."""

    @property
    def dates(self) -> Mapping[int, object]:
        """The dates by their beginnings."""

    def date_at(self, offset: int) -> tuple[int, object] | None:
        """Where a date that begins at an offset ends, and the date."""

    @staticmethod
    def begins_company(word: str) -> bool:
        """Whether a known company's name may begin with a word."""

    def company_at(self, tokens: Sequence[Token], at: int) -> tuple[int, str, object] | None:
        """Where a known company that begins at a token ends, its code (S or K), and what is known of it."""

    def region_in(self, start: int, end: int) -> tuple[str, str] | None:
        """The first region that a stretch of the text names, and its code."""


class UnspacedSpans(Protocol):
    """The same for languages without spaces: companies by their characters."""

    @property
    def dates(self) -> Mapping[int, object]:
        """The dates by their beginnings."""

    def date_at(self, offset: int) -> tuple[int, object] | None:
        """Where a date that begins at an offset ends, and the date."""

    @property
    def openings(self) -> Container[str]:
        """The first two characters of companies' names."""

    def company_in(self, low: str, at: int) -> tuple[int, str, object] | None:
        """Where a known company in a folded text ends that begins at an offset, its code (S or K), and what it is."""
