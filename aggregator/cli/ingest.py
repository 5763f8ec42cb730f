"""``aggregator ingest`` and ``forget``: articles into the database, or out of it, without the network."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.base.errors import AggregatorError, BadInputError, UsageError
from aggregator.cli.common import MAX_COUNT, Count, Duration, State, common_options, now, print_json
from aggregator.cli.inputs import Defaults, Item, Reader, each_file, inputs_of

if TYPE_CHECKING:
    from datetime import timedelta

    from aggregator.crawl.archive import Archive
    from aggregator.crawl.workers import Workers
    from aggregator.store.database import Store

BATCH = 200
"""Articles of one unit of work."""
MAX_TOLD = 20
"""Rejected inputs that are named; of more the number is told."""


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, allow_dash=True), metavar="FILE..."
)
@click.option("--url", help="The address of a saved page that does not tell its own.")
@click.option("--language", help="The language of what tells none (BCP 47).")
@click.option("--timezone", default="UTC", show_default=True, help="The zone of times without an offset.")
@click.option(
    "--sites",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The sites of this file instead of the bundled ones and your own.",
)
@click.option("--site", "name", metavar="NAME", help="Whose what is that belongs to no site that is declared.")
@click.option("--jobs", type=Count(), metavar="N", help="Processes that read WARC files.  [the number of processors]")
@click.option("--wait", type=Duration(), default="0", metavar="DURATION", help="Wait for another run to end.")
@common_options
@click.pass_obj
def ingest(
    state: State,
    files: tuple[Path, ...],
    url: str | None,
    language: str | None,
    timezone: str,
    file: Path | None,
    name: str | None,
    jobs: int | None,
    wait: timedelta,
) -> int:
    """Take articles in from JSON lines, saved pages and WARC files (also gzipped), the same way as from the network.

    FILE is a page (.html, .htm, .xhtml), a file of JSON lines, a WARC file (.warc), a folder of all these, or - for
    JSON lines from standard input. A JSON line is an object with `url` and `html`, `text` or `title` (then it is a
    headline), and perhaps `summary`, `site`, `published`, `first_seen`, `language`, `timezone`, `authors`, `image`,
    `tags`. What can't be taken is named and passed over (exit status 3). Of a WARC file the articles of the declared
    sites are taken; others with --site.
    """
    from aggregator.base.config import config_folder, load_config
    from aggregator.crawl.archive import Archive
    from aggregator.crawl.workers import workers
    from aggregator.store.database import Store
    from aggregator.store.lock import run_lock

    reader = Reader(Defaults(url=url, language=language, timezone=timezone, site=name), file)
    config = load_config(config_folder()).archive
    counts = Tally(told=MAX_COUNT if state.verbose else MAX_TOLD)
    with (
        run_lock(state.db, now=now(), wait=wait.total_seconds()),
        Store.open(state.db) as store,
        workers(jobs=jobs or os.cpu_count() or 1, cluster=None) as found,
        closing(Archive(state.db, config)) as archive,
    ):
        for batch in _batches(_items(reader, files, found, counts)):
            _store(store, archive if config.enabled else None, batch, counts)
            archive.trim(store, now=now())
    if reader.passed_over:
        counts["passed over"] = reader.passed_over
    if (untold := counts["rejected"] - counts.told) > 0:
        click.echo(f"aggregator: {untold} more could not be taken; -v names them all", err=True)
    if state.json:
        print_json(dict(counts))
    elif not state.quiet:
        click.echo(", ".join(f"{number} {word}" for word, number in sorted(counts.items())) or "nothing to take in")
    return 3 if counts["rejected"] else 0


@click.command()
@click.argument("url")
@common_options
@click.pass_obj
def forget(state: State, url: str) -> int:
    """Remove an article for good, with all that hangs on it; no later crawl or ingest brings it back."""
    from aggregator.base.config import ArchiveConfig
    from aggregator.base.urls import canonical_url
    from aggregator.crawl.archive import Archive
    from aggregator.crawl.path import forget_article
    from aggregator.store.database import Store

    try:
        key = canonical_url(url)
    except BadInputError as error:
        raise UsageError(str(error)) from error
    with Store.open(state.db, create=False) as store:
        known = forget_article(store, key, now=now())
        Archive(state.db, ArchiveConfig()).purge(store)
    if state.json:
        print_json({"canonical_url": key, "removed": known})
    elif not state.quiet:
        click.echo(f"{key}: {'removed' if known else 'was not there'}; it will not be taken again")
    return 0


class Tally(Counter[str]):
    """What came of the inputs, by word; the first ``told`` that are rejected are named."""

    def __init__(self, *, told: int) -> None:
        super().__init__()
        self.told = told


def _items(reader: Reader, files: Iterable[Path], workers: Workers, counts: Tally) -> Iterator[Item]:
    for path in each_file(files):
        inputs = inputs_of(reader, path, workers)
        while True:
            where = str(path)
            try:
                where, read = next(inputs)
                yield read()
            except StopIteration:
                break
            except (OSError, EOFError, zlib.error) as error:  # the file ends here; the others go on
                _reject(where, f"can't be read ({getattr(error, 'strerror', None) or error})", counts)
            except AggregatorError as error:
                _reject(where, str(error), counts)


def _reject(where: str, why: str, counts: Tally) -> None:
    from aggregator.view.safe import visible

    counts["rejected"] += 1
    if counts["rejected"] <= counts.told:
        click.echo(visible(f"aggregator: {where}: {why}"), err=True)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _store(store: Store, archive: Archive | None, batch: list[Item], counts: Tally) -> None:
    """Store a batch in one unit; if one of it can't be stored, each in its own, so that the rest is."""
    from aggregator.store.sqlite import sqlite3

    try:
        with store.write():
            changes = [_put(store, archive, item) for item in batch]
        counts.update(changes)
    except (BadInputError, sqlite3.IntegrityError, sqlite3.DataError, UnicodeError) as error:
        if len(batch) > 1:
            for item in batch:
                _store(store, archive, [item], counts)
            return
        _reject(batch[0].where, str(error), counts)


def _put(store: Store, archive: Archive | None, item: Item) -> str:
    """Store an article, with the address where its page was found and the page itself. Returns what that did."""
    from aggregator.base.urls import canonical_url
    from aggregator.crawl.path import store_reading
    from aggregator.store import articles

    stored = store_reading(store, item.reading, zone=item.site.zone, now=item.seen or now()).stored
    if item.page is not None:
        address = canonical_url(item.page.url)
        if address != item.reading.article.canonical_url:
            articles.alias(store, address, stored.article_id)
        if archive is not None:
            archive.keep_stored(store, item.page, stored, timezone=item.site.timezone)
    return stored.change.value
