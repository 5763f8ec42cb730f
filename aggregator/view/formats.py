"""The formats of ``aggregator export``, in one table: what is added here is known to the command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from aggregator.view.filters import Condition

By = Literal["story", "article", "release", "credit"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: where its writer is (module in this folder, name there) and what one item of it is by default.

    A writer takes the store, a :class:`Selection`, a binary stream and a :class:`~aggregator.view.reading.Skipped`.
    ``whole`` marks a copy of everything, which takes no selection and is written to a path by a
    ``(store, path)`` writer. A ``feed`` shows a copy only where its original is not shown; a dump holds everything.
    A ``calendar`` has an item a release, so its condition is one of releases.
    """

    writer: str
    by: By = "article"
    whole: bool = False
    feed: bool = False
    calendar: bool = False
    extension: str = ""

    def load(self) -> Callable[..., Any]:
        """The writer itself; its module is imported now."""
        module, _, name = self.writer.partition(":")
        writer: Callable[..., Any] = getattr(import_module(f"aggregator.view.{module}"), name)
        return writer


FORMATS: dict[str, Format] = {
    "jsonfeed": Format("feeds:write_json_feed", by="story", feed=True, extension="json"),
    "rss": Format("rss:write_rss", by="story", feed=True, extension="xml"),
    "atom": Format("atom:write_atom", by="story", feed=True, extension="xml"),
    "ndjson": Format("dumps:write_ndjson", extension="ndjson"),
    "csv": Format("dumps:write_csv", extension="csv"),
    "parquet": Format("parquet:write_parquet", extension="parquet"),
    "ics": Format("calendar:write_calendar", feed=True, calendar=True, extension="ics"),
    "sqlite": Format("copies:write_copy", whole=True, extension="db"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is written: the articles of a condition, newest first, as articles or stories, or what they state.

    ``title``, ``home_page_url`` and ``feed_url`` are a feed's own; ``key`` tells feeds without an address apart.
    ``exact`` leaves releases out of which the day isn't known, ``since`` (ISO 8601) those that lie before this day.
    """

    condition: Condition
    by: By = "article"
    limit: int | None = None
    title: str = "Anime news"
    home_page_url: str | None = None
    feed_url: str | None = None
    key: str = "all"
    exact: bool = False
    since: str = ""
