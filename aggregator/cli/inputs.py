"""What ``aggregator ingest`` is given: JSON lines, saved pages and WARC files, turned into articles of their sites."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aggregator.base.errors import BadInputError
from aggregator.cli.common import MAX_LINE, bounded_lines, check_stated, now, stated_site

if TYPE_CHECKING:
    from aggregator.base.records import Article, Failure, Page
    from aggregator.base.sites import Site
    from aggregator.crawl.path import Reading
    from aggregator.crawl.workers import Workers

MAX_PAGE = 15 << 20
MAX_NAME = 64
"""Characters of a site's name."""
PART = 20
"""Pages of a WARC file that one task reads."""
_PAGES = (".html", ".htm", ".xhtml")
_LINES = (".jsonl", ".ndjson", ".json")
_WARC = (".warc",)

Input = tuple[str, Callable[[], "Item"]]
"""Where an input stands, and what reads it; that raises :class:`BadInputError`."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article as it was read, with where it stands (for messages), when it was first seen, if that is known, and the
    page that it was read in, if there was one.
    """

    where: str
    reading: Reading
    site: Site
    seen: datetime | None
    page: Page | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for inputs that do not say."""

    url: str | None
    language: str | None
    timezone: str
    site: str | None = None


class Reader:
    """Turns lines and pages into articles of the sites they belong to."""

    def __init__(self, defaults: Defaults, file: Path | None) -> None:
        from aggregator.base.config import config_folder
        from aggregator.crawl.sites import all_sites, site_of_spider

        self._defaults = defaults
        check_stated(defaults.site, defaults.language, defaults.timezone)
        self.passed_over = 0
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
            return self._page(where, url, body, "text/html; charset=utf-8", site, seen)
        return Item(where, _reading_of(_from_fields(url, row, site), site), site, seen)

    def page(self, where: str, body: bytes) -> Item:
        """The article of a saved page. Raises :class:`BadInputError`."""
        url = self._defaults.url or declared_url(body)
        if not url:
            raise BadInputError("bad_url", "does not tell its address; give it with --url")
        return self._page(where, url, body, None, self._site_of(url, {}), None)

    def site_of_record(self, url: str) -> Site | None:
        """The site that a page of an archive is an article of; None for one that is not asked for. Pages of hosts that
        nobody declares are asked for where ``--site`` names their site.
        """
        declared = self._declared(url)
        if declared is not None:
            return declared if declared.is_article(url) else None
        return self._site_of(url, {}) if self._defaults.site else None

    def _page(
        self, where: str, url: str, body: bytes, content_type: str | None, site: Site, seen: datetime | None
    ) -> Item:
        from aggregator.base.records import Page
        from aggregator.crawl.path import read_article

        if len(body) > MAX_PAGE:
            raise BadInputError("too_large", f"is larger than {MAX_PAGE >> 20} MiB")
        page = Page(url=url, final_url=url, body=body, content_type=content_type, fetched_at=seen or now())
        return Item(where, _reading_of(read_article(page, site), site), site, seen, page)

    def _declared(self, url: str) -> Site | None:
        """The declared site that owns an address. Raises :class:`BadInputError`."""
        from aggregator.base.urls import check_url

        host = urlsplit(check_url(url)).netloc.lower()
        if host not in self._by_host:
            self._by_host[host] = next((site for site in self._sites if site.owns(url)), None)
        return self._by_host[host]

    def _site_of(self, url: str, row: dict[str, Any]) -> Site:
        """The declared site that owns the address, else one that is made from the address's host; in the language
        and zone that the row states. Raises :class:`BadInputError`.
        """
        known = self._declared(url)
        host = urlsplit(url).netloc.rpartition("@")[2].lower().removeprefix("www.")
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

    def _made(self, host: str, row: dict[str, Any], language: str | None, zone: str) -> Site:
        from aggregator.extract.language import guess_language

        words = " ".join(filter(None, (_text(row, name) for name in ("title", "summary", "lede", "text", "body"))))
        name = self._defaults.site or re.sub(r"[^a-z0-9_-]+", "-", host).strip("-_")[:MAX_NAME] or "page"
        made = stated_site(name, host, language or guess_language(words) or "und", zone)
        return made.model_copy(update={"general": True})  # nothing says what it writes about


def declared_url(body: bytes) -> str | None:
    """The address that a saved page gives as its own: rel=canonical, else og:url."""
    from parsel import Selector

    page = Selector(body[: 512 << 10].decode("utf-8", "replace"))
    found = page.xpath(
        "//link[translate(@rel,'CANOIL','canoil')='canonical']/@href | //meta[@property='og:url']/@content"
    ).get()
    return found if found and urlsplit(found).scheme in ("http", "https") else None


def each_file(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and those of the folders that bear a name we read."""
    for path in paths:
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.is_file() and _suffix(p) in _PAGES + _LINES + _WARC)
        else:
            yield path


def inputs_of(reader: Reader, path: Path, workers: Workers) -> Iterator[Input]:
    """The inputs of a file, those of a WARC file read by ``workers``. Raises what reading a file may."""
    if _suffix(path) in _WARC:
        yield from _records(reader, path, workers)
        return
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


@dataclass(frozen=True, slots=True)
class _Record:
    """A page of a WARC file, with its site and what a worker is told of it."""

    where: str
    page: Page
    site: Site
    text: str


def _records(reader: Reader, path: Path, workers: Workers) -> Iterator[Input]:
    from aggregator.crawl.children import read_again
    from aggregator.crawl.rereading import result_of

    refused: list[Input] = []
    wanted = _wanted_records(reader, path, refused)
    parts = iter(lambda: list(islice(wanted, PART)), [])
    for part, results in workers.in_order(read_again, parts, lambda part: [record.text for record in part]):
        for record, text in zip(part, results, strict=True):
            yield record.where, partial(_read_record, record, result_of(record.page.url, text))
    yield from refused


def _wanted_records(reader: Reader, path: Path, refused: list[Input]) -> Iterator[_Record]:
    """The pages that are asked for; what can't be read, the rest of a broken file included, goes to ``refused``."""
    from aggregator.crawl.rereading import ARCHIVED, Archived, Captured
    from aggregator.download.warc import address_of, page_of, record_of, records_in

    where = str(path)
    try:
        with path.open("rb") as file:
            for record in records_in(file):
                where = f"{path}: {address_of(record)}"
                try:
                    site = reader.site_of_record(address_of(record))
                    page = page_of(record) if site else None
                except BadInputError as error:
                    refused.append((where, partial(_refuse, error)))
                    continue
                if site is None or page is None:
                    reader.passed_over += 1
                    continue
                captured = Captured.of(page.url, record_of(page))
                archived = Archived(url=page.url, declared=site.model_dump_json(), captures=(captured,))
                yield _Record(where, page, site, ARCHIVED.dump_json(archived).decode())
    except BadInputError as error:
        refused.append((str(path), partial(_refuse, error)))


def _refuse(error: BadInputError) -> Item:
    raise error


def _read_record(record: _Record, result: Reading | Failure) -> Item:
    from aggregator.base.records import Failure

    if isinstance(result, Failure):
        raise BadInputError(result.reason, result.detail or result.reason)
    return Item(record.where, result, record.site, record.page.fetched_at, record.page)


def _reading_of(article: Article, site: Site) -> Reading:
    from aggregator.crawl.path import reading_of

    return reading_of(article, site)


def _suffix(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def _open(path: Path) -> Any:
    if str(path) == "-":
        return nullcontext(sys.stdin.buffer)
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")


def _from_fields(url: str, row: dict[str, Any], site: Site) -> Article:
    from aggregator.base.records import Article, Image
    from aggregator.base.text import first_words, one_line, paragraphs
    from aggregator.base.times import read_time
    from aggregator.base.urls import canonical_url

    summary = _text(row, "summary") or _text(row, "lede")
    title = one_line(_text(row, "title") or "") or first_words(summary or "")
    if not title:
        raise BadInputError("no_article", "has no title")
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
