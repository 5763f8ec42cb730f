"""``aggregator ingest`` and ``forget``: articles into the database, or out of it, without the network."""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from aggregator.base.errors import AggregatorError, BadInputError, UsageError
from aggregator.cli.common import (
    MAX_COUNT,
    MAX_LINE,
    Duration,
    State,
    bounded_lines,
    check_stated,
    common_options,
    now,
    print_json,
    stated_site,
)

if TYPE_CHECKING:
    from datetime import timedelta

    from aggregator.base.records import Article
    from aggregator.base.sites import Site
    from aggregator.store.database import Store

BATCH = 200
"""Articles of one unit of work."""
MAX_PAGE = 15 << 20
MAX_TOLD = 20
"""Rejected inputs that are named; of more the number is told."""
MAX_NAME = 64
"""Characters of a site's name."""
_PAGES = (".html", ".htm", ".xhtml")
_LINES = (".jsonl", ".ndjson", ".json")


@dataclass(frozen=True, slots=True)
class Item:
    """An article as it was given, with where it stands (for messages) and when it was first seen, if that is known."""

    where: str
    article: Article
    site: Site
    seen: datetime | None


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
    wait: timedelta,
) -> int:
    """Take articles in from JSON lines and saved pages (also gzipped), the same way as from the network.

    FILE is a page (.html, .htm, .xhtml), a file of JSON lines, a folder of both, or - for JSON lines from standard
    input. A JSON line is an object with `url` and `html`, `text` or `title` (then it is a headline), and perhaps
    `summary`, `site`, `published`, `first_seen`, `language`, `timezone`, `authors`, `image`, `tags`. What can't be
    taken is named and passed over (exit status 3).
    """
    from aggregator.store.database import Store
    from aggregator.store.lock import run_lock

    reader = Reader(Defaults(url=url, language=language, timezone=timezone), file)
    counts = Tally(told=MAX_COUNT if state.verbose else MAX_TOLD)
    with run_lock(state.db, now=now(), wait=wait.total_seconds()), Store.open(state.db) as store:
        for batch in _batches(_items(reader, files, counts)):
            _store(store, batch, counts)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for inputs that do not say."""

    url: str | None
    language: str | None
    timezone: str


class Reader:
    """Turns lines and pages into articles of the sites they belong to."""

    def __init__(self, defaults: Defaults, file: Path | None) -> None:
        from aggregator.base.config import config_folder
        from aggregator.crawl.sites import all_sites, site_of_spider

        self._defaults = defaults
        check_stated(None, defaults.language, defaults.timezone)
        self._sites = [site_of_spider(s) for s in all_sites(file=file, own=config_folder() / "sites.toml")]
        self._by_host: dict[str, Site | None] = {}

    def line(self, where: str, line: bytes | None) -> Item:
        """The article of a JSON line; None is one that is too long. Raises :class:`BadInputError`."""
        if line is None:
            raise BadInputError("too_large", f"is longer than {MAX_LINE >> 20} MiB")
        try:
            row = json.loads(line.decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise BadInputError("ill_formed", f"is no JSON: {str(error)[:100]}") from error
        if not isinstance(row, dict):
            raise BadInputError("ill_formed", "is no JSON object")
        url = _text(row, "url") or self._defaults.url
        if not url:
            raise BadInputError("bad_url", "has no url")
        site = self._site_of(url, row)
        seen = _moment(row, "first_seen", site)
        if _text(row, "html"):
            body = str(row["html"]).encode("utf-8", "replace")
            return Item(where, self._page(url, body, "text/html; charset=utf-8", site), site, seen)
        return Item(where, _from_fields(url, row, site), site, seen)

    def page(self, where: str, body: bytes) -> Item:
        """The article of a saved page. Raises :class:`BadInputError`."""
        url = self._defaults.url or declared_url(body)
        if not url:
            raise BadInputError("bad_url", "does not tell its address; give it with --url")
        site = self._site_of(url, {})
        return Item(where, self._page(url, body, None, site), site, None)

    def _page(self, url: str, body: bytes, content_type: str | None, site: Site) -> Article:
        from aggregator.base.records import Page
        from aggregator.crawl.path import read_article

        if len(body) > MAX_PAGE:
            raise BadInputError("too_large", f"is larger than {MAX_PAGE >> 20} MiB")
        page = Page(url=url, final_url=url, body=body, content_type=content_type, fetched_at=now())
        return read_article(page, site)

    def _site_of(self, url: str, row: dict[str, Any]) -> Site:
        """The declared site that owns the address, else one that is made from the address's host; in the language
        and zone that the row states. Raises :class:`BadInputError`.
        """
        from aggregator.base.urls import check_url

        host = urlsplit(check_url(url)).netloc.lower().removeprefix("www.")
        if host not in self._by_host:
            self._by_host[host] = next((site for site in self._sites if site.owns(url)), None)
        known = self._by_host[host]
        name = _text(row, "site")
        if name and (known is None or known.name != name) and any(site.name == name for site in self._sites):
            raise BadInputError("off_site", f"{url} is not on the hosts of the site {name}")
        language, zone = _text(row, "language"), _text(row, "timezone")
        if known is not None:
            if not language and not zone:
                return known
            stated = stated_site(known.name, known.host, language or known.language, zone or known.timezone)
            return known.model_copy(update={"language": stated.language, "timezone": stated.timezone})
        return self._made(host, row, language or self._defaults.language, zone or self._defaults.timezone)

    @staticmethod
    def _made(host: str, row: dict[str, Any], language: str | None, zone: str) -> Site:
        from aggregator.extract.language import guess_language

        words = " ".join(filter(None, (_text(row, name) for name in ("title", "summary", "lede", "text", "body"))))
        name = re.sub(r"[^a-z0-9_-]+", "-", host).strip("-_")[:MAX_NAME] or "page"
        return stated_site(name, host, language or guess_language(words) or "und", zone)


def declared_url(body: bytes) -> str | None:
    """The address that a saved page gives as its own: rel=canonical, else og:url."""
    from parsel import Selector

    page = Selector(body[: 512 << 10].decode("utf-8", "replace"))
    found = page.xpath(
        "//link[translate(@rel,'CANOIL','canoil')='canonical']/@href | //meta[@property='og:url']/@content"
    ).get()
    return found if found and urlsplit(found).scheme in ("http", "https") else None


def _items(reader: Reader, files: Iterable[Path], counts: Tally) -> Iterator[Item]:
    for path in _each_file(files):
        inputs = _inputs(reader, path)
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


def _each_file(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and those of the folders that bear a name we read."""
    for path in paths:
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.is_file() and _suffix(p) in _PAGES + _LINES)
        else:
            yield path


def _inputs(reader: Reader, path: Path) -> Iterator[tuple[str, Callable[[], Item]]]:
    """Each input of a file as (where it stands, what reads it). Raises what reading a file may."""
    if _suffix(path) in _PAGES:
        with _open(path) as file:
            body = file.read(MAX_PAGE + 1)
        yield str(path), partial(reader.page, str(path), body)
        return
    with _open(path) as file:
        for number, line in enumerate(bounded_lines(file), 1):
            if line is None or line.strip():
                where = f"{path}:{number}"
                yield where, partial(reader.line, where, line)


def _suffix(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def _open(path: Path) -> Any:
    if str(path) == "-":
        return nullcontext(sys.stdin.buffer)
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _store(store: Store, batch: list[Item], counts: Tally) -> None:
    """Store a batch in one unit; if one of it can't be stored, each in its own, so that the rest is."""
    from aggregator.store.sqlite import sqlite3

    try:
        with store.write():
            changes = [_put(store, item) for item in batch]
        counts.update(changes)
    except (BadInputError, sqlite3.IntegrityError, sqlite3.DataError, UnicodeError) as error:
        if len(batch) > 1:
            for item in batch:
                _store(store, [item], counts)
            return
        _reject(batch[0].where, str(error), counts)


def _put(store: Store, item: Item) -> str:
    from aggregator.crawl.path import store_article

    taken = store_article(store, item.article, zone=item.site.zone, now=item.seen or now())
    return taken.stored.change.value


def _from_fields(url: str, row: dict[str, Any], site: Site) -> Article:
    from aggregator.base.records import Article, Image
    from aggregator.base.text import one_line, paragraphs
    from aggregator.base.times import read_time
    from aggregator.base.urls import canonical_url

    title = one_line(_text(row, "title") or "")
    if not title:
        raise BadInputError("no_article", "has no title")
    summary = _text(row, "summary") or _text(row, "lede")
    body = _text(row, "body") or _text(row, "text")
    published = _text(row, "published")
    image = _text(row, "image")
    return Article(
        url=url,
        canonical_url=canonical_url(url),
        site=site.name,
        language=site.language,
        title=title,
        summary=paragraphs(summary) if summary else None,
        body=paragraphs(body) if body else None,
        authors=tuple(one_line(name) for name in _texts(row, "authors")),
        published=read_time(published, site.zone) if published else None,
        images=(Image(image),) if image and urlsplit(image).scheme in ("http", "https") else (),
        tags=tuple(one_line(tag) for tag in _texts(row, "tags")),
        headline_only=not body,
        rules={"title": "given"},
    )


def _text(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise BadInputError("ill_formed", f"{name}: must be text")


def _texts(row: dict[str, Any], name: str) -> list[str]:
    value = row.get(name) or []
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise BadInputError("ill_formed", f"{name}: must be a list of texts")
    return [part for part in value if part.strip()]


def _moment(row: dict[str, Any], name: str, site: Site) -> datetime | None:
    from aggregator.base.times import instant, read_time

    text = _text(row, name)
    value = read_time(text, site.zone) if text else None
    return instant(value, site.zone) if value else None
