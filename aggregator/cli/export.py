"""``export``: feeds and dumps into a file or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from aggregator.base.errors import StorageError, UsageError
from aggregator.cli.browse import chosen, filter_options, limit_option, note, typed
from aggregator.cli.common import State, common_options
from aggregator.view.formats import FORMATS, By, Format

if TYPE_CHECKING:
    from aggregator.store.database import Store
    from aggregator.view.filters import Filters
    from aggregator.view.formats import Selection
    from aggregator.view.reading import Skipped


@dataclass(frozen=True, slots=True)
class _Own:
    """The options of ``export`` that are not filters."""

    by: str | None
    limit: int | None
    title: str | None
    base_url: str | None
    days_only: bool
    watch: str | None


@click.command()
@click.argument("name", metavar=f"[{'|'.join(FORMATS)}]", type=click.Choice(list(FORMATS)))
@click.option("--out", metavar="PATH", help="The file to write, replaced whole or not at all.  [default: stdout]")
@click.option(
    "--by",
    type=click.Choice(["story", "article", "release", "credit"]),
    help="What one item is.  [default: story in a feed, article in a dump]",
)
@filter_options
@limit_option("all")
@click.option("--title", help="The feed's title.")
@click.option("--base-url", metavar="URL", help="Where the feed will stand on the web, as its home page and address.")
@click.option("--watch", metavar="FILE", help="Only what is about the works and people of this watchlist.")
@click.option("--days-only", is_flag=True, help="In a calendar only releases of which the day is known.")
@common_options
@click.pass_obj
def export(
    state: State,
    /,
    name: str,
    out: str | None,
    by: str | None,
    limit: int | None,
    title: str | None,
    base_url: str | None,
    watch: str | None,
    days_only: bool,
    **options: Any,
) -> None:
    """Write a feed (jsonfeed, rss, atom), a calendar of releases (ics), a dump (ndjson, csv, parquet), or all of the
    content as one file (sqlite).

    Newest first, and the same byte for byte as long as nothing changes.
    """
    from aggregator.view.reading import Skipped, reading

    wanted = FORMATS[name]
    path = Path(out) if out not in (None, "-") else None
    if path is not None:
        _spare_database(state.db, path)
    with reading(state.db) as store:
        if wanted.whole:
            _write_whole(
                store, name, wanted, path, given=[by, limit, title, base_url, watch, days_only, *options.values()]
            )
            return
        own = _Own(by, limit, title, base_url, days_only, watch)
        selection = _selection(state, store, wanted, options, own, path)
        skipped = Skipped()
        with _stream(path) as stream:
            count = wanted.load()(store, selection, stream, skipped)
        if wanted.calendar:
            _tell_undated(state, store, selection)
    _tell(state, count, skipped, path)


def _selection(
    state: State,
    /,
    store: Store,
    wanted: Format,
    options: dict[str, Any],
    own: _Own,
    path: Path | None,
) -> Selection:
    from aggregator.store.ids import content_id
    from aggregator.view.filters import resolve
    from aggregator.view.formats import Selection
    from aggregator.view.schedule import of_releases

    _check(wanted, own)
    by = own.by or wanted.by
    filters = chosen(options, copies=by == "article" and not wanted.feed)
    watchlist = None
    if own.watch:
        watchlist, filters = _watching(state, store, own.watch, filters)
    named = (*filters.works, *filters.people, *filters.kinds, *filters.sites, *filters.languages)
    home, feed = _addresses(own.base_url, path.name if path else f"feed.{wanted.extension}")
    usual = "Anime releases" if wanted.calendar else "Anime news"
    return Selection(
        condition=of_releases(store, filters) if wanted.calendar else resolve(store, filters),
        by=cast("By", by),
        limit=own.limit or None,
        title=typed(own.title or "") or watchlist or ": ".join(filter(None, [usual, ", ".join(named)])),
        home_page_url=home,
        feed_url=feed,
        key=content_id("feed", by, repr(filters)),
        exact=own.days_only,
    )


def _check(wanted: Format, own: _Own) -> None:
    """Raise :class:`UsageError` for options that this format has no use for."""
    if wanted.calendar and own.by:
        raise UsageError("ics has one event a release: leave out --by")
    if wanted.feed and own.by in ("release", "credit"):
        raise UsageError(
            "an item of a feed is a story or an article; releases and credits are for ndjson, csv, parquet"
        )
    if own.days_only and not wanted.calendar:
        raise UsageError("--days-only is for ics; other formats hold what was stated, as it was stated")


def _watching(state: State, store: Store, file: str, filters: Filters) -> tuple[str | None, Filters]:
    """The watchlist's title, and the filters with what it watches; names that nothing is known of are told."""
    from aggregator.view.watchlists import find_watched, read_watchlist

    watchlist = read_watchlist(Path(file))
    found = find_watched(store, watchlist)
    if found.unknown:
        few = ", ".join(found.unknown[:5]) + (" …" if len(found.unknown) > 5 else "")
        note(state, f"{file}: nothing is known yet of {few}")
    if found.absent:
        many = len(watchlist.listed)
        note(state, f"{file}: {found.absent:,} of {many:,} works of imported lists are in no article yet")
    return watchlist.title, replace(filters, watched=found.watched)


def _addresses(base_url: str | None, name: str) -> tuple[str | None, str | None]:
    from urllib.parse import quote

    from aggregator.base.errors import BadInputError
    from aggregator.base.urls import check_url

    if base_url is None:
        return None, None
    try:
        return check_url(base_url), check_url(quote(os.fsencode(name)), base_url.rstrip("/") + "/")
    except BadInputError as error:
        raise UsageError(f"--base-url: {error}; write an address such as https://news.example/feeds/") from error


def _write_whole(store: Store, name: str, wanted: Format, path: Path | None, *, given: list[Any]) -> None:
    if path is None:
        raise UsageError(f"{name} is a file: name it with --out PATH")
    if any(value not in (None, ()) and value is not False for value in given):
        left_out = "--by, --limit, --title, --base-url, --watch, --days-only and the filters"
        raise UsageError(f"{name} holds everything: leave out {left_out}")
    wanted.load()(store, path)


def _spare_database(database: Path, path: Path) -> None:
    """Refuse to write over the database that is read, or the files beside it."""
    own = os.path.realpath(database)
    if os.path.realpath(path) in {own, *(f"{own}{suffix}" for suffix in ("-wal", "-shm", "-journal", ".lock"))}:
        raise UsageError(f"{path}: is the database itself; name another file with --out")


@contextmanager
def _stream(path: Path | None) -> Iterator[BinaryIO]:
    from aggregator.view.files import replacing

    if path is not None:
        with replacing(path) as stream:
            yield stream
        return
    stream = sys.stdout.buffer
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123 -- else the interpreter fails on the rest at its end
            os.dup2(nothing.fileno(), sys.stdout.fileno())
        raise StorageError(f"standard output can't be written ({error.strerror}); name a file with --out") from error


def _tell_undated(state: State, store: Store, selection: Selection) -> None:
    from aggregator.view.schedule import undated

    if count := undated(store, selection.condition):
        note(state, f"{count} {'release' if count == 1 else 'releases'} without a known year left out.")


def _tell(state: State, count: int, skipped: Skipped, path: Path | None) -> None:
    if skipped.count:
        click.echo(str(skipped), err=True)
    if count == 0:
        note(state, "Nothing matches; the export is empty.")
    elif path is not None and state.verbose:
        note(state, f"{path}: {count:,} written")
