"""``aggregator ingest`` and ``forget``: articles into the database, or out of it, without the network."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from aggregator.base.errors import AggregatorError, BadInputError, UsageError
from aggregator.cli.common import Duration, State, common_options, now, print_json

if TYPE_CHECKING:
    from datetime import timedelta

    from aggregator.base.records import Article
    from aggregator.base.sites import Site
    from aggregator.store.database import Store

BATCH = 200
"""Articles of one unit of work."""
MAX_PAGE = 15 << 20
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
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--url", help="The address of a saved page that does not tell its own.")
@click.option("--language", help="The language of what tells none (BCP 47).")
@click.option("--timezone", default="UTC", show_default=True, help="The zone of times without an offset.")
@click.option(
    "--sites", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Take sites from this file."
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

    A JSON line is an object with `url` and `html`, `text` or `title` (then it is a headline), and perhaps `summary` or
    `lede`, `site` or `source`, `published`, `first_seen`, `language`, `timezone`, `authors`, `image`, `tags`. An
    object that can't be taken is named and passed over (exit status 3).
    """
    from aggregator.store.database import Store
    from aggregator.store.lock import run_lock

    reader = Reader(Defaults(url=url, language=language, timezone=timezone), file)
    counts: Counter[str] = Counter()
    with run_lock(state.db, now=now(), wait=wait.total_seconds()), Store.open(state.db) as store:
        for batch in _batches(_items(reader, files, counts)):
            _store(store, batch, counts)
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
    from aggregator.base.urls import canonical_url
    from aggregator.store.database import Store
    from aggregator.store.forget import forget as forget_article

    try:
        key = canonical_url(url)
    except BadInputError as error:
        raise UsageError(str(error)) from error
    with Store.open(state.db, create=False) as store:
        known = forget_article(store, key, now=now())
    if state.json:
        print_json({"canonical_url": key, "removed": known})
    elif not state.quiet:
        click.echo(f"{key}: {'removed' if known else 'was not there'}; it will not be taken again")
    return 0


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
        self._sites = [site_of_spider(s) for s in all_sites(file=file, own=config_folder() / "sites.toml")]
        self._by_host: dict[str, Site | None] = {}

    def line(self, where: str, line: str) -> Item:
        """The article of a JSON line. Raises :class:`BadInputError`."""
        try:
            row = json.loads(line)
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
        """The declared site that owns the address; else one that is made from the address's host."""
        from aggregator.base.urls import check_url

        host = urlsplit(check_url(url)).netloc.lower().removeprefix("www.")
        if host not in self._by_host:
            self._by_host[host] = next((site for site in self._sites if site.owns(url)), None)
        known = self._by_host[host]
        name = _text(row, "site")
        if name and (known is None or known.name != name) and any(site.name == name for site in self._sites):
            raise BadInputError("off_site", f"{url} is not on the hosts of the site {name}")
        return known or self._made(host, row)

    def _made(self, host: str, row: dict[str, Any]) -> Site:
        import re

        from pydantic import ValidationError

        from aggregator.base.sites import Site
        from aggregator.extract.language import guess_language

        words = " ".join(filter(None, (_text(row, name) for name in ("title", "summary", "lede", "text", "body"))))
        language = _text(row, "language") or self._defaults.language or guess_language(words) or "und"
        zone = _text(row, "timezone") or self._defaults.timezone
        name = re.sub(r"[^a-z0-9_-]+", "-", host).strip("-") or "page"
        try:
            return Site(name=name, host=host, language=language, timezone=zone)
        except ValidationError as error:
            faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
            raise BadInputError("ill_formed", faults) from error


def declared_url(body: bytes) -> str | None:
    """The address that a saved page gives as its own: rel=canonical, else og:url."""
    from parsel import Selector

    page = Selector(body[: 512 << 10].decode("utf-8", "replace"))
    found = page.xpath(
        "//link[translate(@rel,'CANOIL','canoil')='canonical']/@href | //meta[@property='og:url']/@content"
    ).get()
    return found if found and urlsplit(found).scheme in ("http", "https") else None


def _items(reader: Reader, files: Iterable[Path], counts: Counter[str]) -> Iterator[Item]:
    for path in files:
        for where, read in _inputs(reader, path):
            try:
                yield read()
            except AggregatorError as error:
                counts["rejected"] += 1
                click.echo(f"aggregator: {where}: {error}", err=True)


def _inputs(reader: Reader, path: Path) -> Iterator[tuple[str, Any]]:
    """Each input of a file or folder as (where it stands, what reads it)."""
    if path.is_dir():
        for child in sorted(path.rglob("*")):
            if child.is_file() and _suffix(child) in _PAGES + _LINES:
                yield from _inputs(reader, child)
        return
    try:
        if _suffix(path) in _PAGES:
            with _open(path) as file:
                body = file.read(MAX_PAGE + 1)
            yield str(path), lambda: reader.page(str(path), body)
            return
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    where, text = f"{path}:{number}", line.decode("utf-8", "replace")
                    yield where, lambda where=where, text=text: reader.line(where, text)
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        raise UsageError(f"{path}: can't be read ({error})") from error


def _suffix(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def _open(path: Path) -> Any:
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


def _store(store: Store, batch: list[Item], counts: Counter[str]) -> None:
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
        counts["rejected"] += 1
        click.echo(f"aggregator: {batch[0].where}: {error}", err=True)


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
        language=_text(row, "language") or site.language,
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
