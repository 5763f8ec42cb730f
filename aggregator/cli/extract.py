"""``aggregator extract``: what the program reads in one page or text, or in many."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from aggregator.base.errors import AggregatorError, BadInputError, UsageError
from aggregator.cli.common import (
    MAX_LINE,
    State,
    allow_option,
    bounded_lines,
    common_options,
    console,
    now,
    print_json,
)

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from aggregator.base.claims import Credit, Release
    from aggregator.base.records import Article

MAX_INPUT = 15 << 20
"""Bytes of one page or text."""


MAX_FIRST_WORDS = 120
"""Characters of a text's first words that stand for its title."""
UNKNOWN = "https://page.invalid/article"
"""Stands for the address of a page that tells none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the caller states of an input; what is None is taken from the page itself."""

    id: str | int | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """An input that was read; ``text`` stands in the place of title and body where it is given back as it came."""

    article: Article
    given: Given
    text: str | None = None


@click.command()
@click.argument("source", default="-", metavar="[FILE|URL|-]")
@click.option("--url", help="The page's address.")
@click.option("--published", help="Its publication date, where the page states none.")
@click.option("--language", help="Its language (BCP 47).")
@click.option("--timezone", default="UTC", show_default=True, help="The zone of times without an offset.")
@click.option("--explain", is_flag=True, help="Show the words of each fact in the text, and dates that are none.")
@click.option("--jsonl", is_flag=True, help="Read and print many: one JSON object a line.")
@allow_option
@common_options
@click.pass_obj
def extract(
    state: State,
    source: str,
    url: str | None,
    published: str | None,
    language: str | None,
    timezone: str,
    explain: bool,
    jsonl: bool,
    allow: tuple[str, ...],
) -> int:
    """Print what the program reads in a page or text (HTML, Markdown, plain text), as JSON.

    SOURCE is a file, an address, or - for standard input. With --jsonl every line is an object with `id`, `url`,
    `html` or `text`, and perhaps `title`, `published`, `language`, `timezone`; a line that can't be read gives an
    object with `error`. With --explain the text comes out instead, each fact marked where it stands; JSON then has
    `refused` besides.
    """
    given = Given(url=url, published=published, language=language, timezone=timezone)
    if jsonl:
        return _many(source, given, explain=explain)
    if urlsplit(source).scheme in ("http", "https"):
        found = _fetched(source, given, allow, state)
    else:
        body = _read(source)
        try:
            found = read_bytes(body, given) if _is_html(body) else read_plain(_decode(body), given)
        except BadInputError as error:
            raise BadInputError(error.reason, f"{source if source != '-' else 'standard input'}: {error}") from error
    if explain and not state.json:
        _print_explained(found)
    else:
        print_json(as_object(found, explain=explain))
    return 0


def read_bytes(body: bytes, given: Given, content_type: str | None = None) -> Read:
    """What a page says. Raises :class:`BadInputError`."""
    from aggregator.base.records import Page
    from aggregator.extract.read import read_page

    address = given.url or UNKNOWN
    page = Page(url=address, final_url=address, body=body, content_type=content_type, fetched_at=now())
    host = (urlsplit(address).hostname or "page").removeprefix("www.")
    article = read_page(
        page,
        site=host,
        language=given.language,
        zone=_zone(given.timezone),
        owns=lambda url: (urlsplit(url).hostname or "").removeprefix("www.") == host or not given.url,
    )
    return _completed(article, given)


def read_plain(text: str, given: Given, *, whole: bool = False) -> Read:
    """The same of a Markdown or plain text; with ``whole`` the body is the text as given, and so are the offsets."""
    from aggregator.extract.read import read_text

    def read(url: str | None, title: str | None) -> Article:
        return read_text(
            text,
            url=url,
            site=(urlsplit(url or UNKNOWN).hostname or "page").removeprefix("www."),
            language=given.language,
            zone=_zone(given.timezone),
            published=given.published,
            title=title,
        )

    url, title = given.url, given.title
    while True:
        try:
            article = read(url, title)
            break
        except BadInputError as error:
            if url is None and error.reason in ("bad_url", "bad_scheme"):
                url = UNKNOWN
            elif whole and title is None and error.reason == "no_article":
                title = _first_words(text)
            else:
                raise
    return _completed(article, given, text if whole else None)


def _first_words(text: str) -> str:
    """What stands for the title of a text that has none: its first words."""
    return shorten(text.strip().partition("\n")[0], width=MAX_FIRST_WORDS, placeholder=" …")


def _completed(article: Article, given: Given, text: str | None = None) -> Read:
    """What was read, with the stated date where the page tells none."""
    if given.published and not article.published:
        article = replace(article, published=given.published)
    return Read(article, given, text)


def as_object(found: Read, *, explain: bool = False) -> dict[str, Any]:
    """An article and its facts in the form that is printed; with ``explain`` also the dates that are no releases."""
    from aggregator.facts.explain import explain_article
    from aggregator.facts.read import read_facts

    article, given, text = found.article, found.given, found.text
    zone = _zone(given.timezone)
    facts = read_facts(article, zone, text)
    refused = [asdict(one) for one in explain_article(article, zone, text).refused] if explain else []
    return {
        "id": given.id,
        "url": _known(article.url),
        "canonical_url": _known(article.canonical_url),
        "title": article.title,
        "summary": article.summary,
        "body": article.body if text is None else text,
        "authors": list(article.authors),
        "published": article.published or given.published,
        "modified": article.modified,
        "language": article.language,
        "image": article.images[0].url if article.images else None,
        "images": [asdict(image) for image in article.images],
        "videos": [asdict(video) for video in article.videos],
        "tags": list(article.tags),
        "paywalled": article.paywalled,
        "kinds": list(facts.kinds),
        "works": [asdict(work) for work in facts.works],
        "releases": [_claim(release) for release in facts.releases],
        "credits": [_claim(credit) for credit in facts.credits],
        "rules": dict(article.rules),
    } | ({"refused": refused} if explain else {})


def _print_explained(found: Read) -> None:
    from aggregator.cli.explain import explanation_page
    from aggregator.facts.explain import explain_article

    console().print(explanation_page(explain_article(found.article, _zone(found.given.timezone), found.text)))


def _claim(claim: Release | Credit) -> dict[str, Any]:
    """A claim on one level, with the words that state it."""
    row = asdict(claim)
    return {**row, **row.pop("evidence")}


def _known(url: str) -> str | None:
    return None if urlsplit(url).hostname == urlsplit(UNKNOWN).hostname else url


def _many(source: str, given: Given, *, explain: bool) -> int:
    _zone(given.timezone)
    failed = False
    for line in _lines(source):
        if line is not None and not line.strip():
            continue
        name = None
        try:
            row = _row(line)
            name = _id(row)
            print_json(as_object(_one(row, given), explain=explain))
        except AggregatorError as error:
            failed = True
            print_json({"id": name, "error": str(error)})
    return 3 if failed else 0


def _row(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise BadInputError("too_large", f"is longer than {MAX_LINE >> 20} MiB")
    try:
        row = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise BadInputError("ill_formed", f"is no JSON: {error}"[:200]) from error
    if not isinstance(row, dict):
        raise BadInputError("ill_formed", "is no JSON object")
    return row


def _id(row: dict[str, Any]) -> str | int | None:
    name = row.get("id")
    if name is not None and not isinstance(name, str | int):
        raise BadInputError("ill_formed", "id: must be text or a whole number")
    return name


def _one(row: dict[str, Any], given: Given) -> Read:
    texts = {name: row.get(name) for name in ("url", "title", "published", "language", "timezone", "html", "text")}
    wrong = [name for name, value in texts.items() if value is not None and not isinstance(value, str)]
    if wrong:
        raise BadInputError("ill_formed", f"{', '.join(wrong)}: must be text")
    stated = Given(
        id=_id(row),
        url=texts["url"] or given.url,
        title=texts["title"],
        published=texts["published"] or given.published,
        language=texts["language"] or given.language,
        timezone=texts["timezone"] or given.timezone,
    )
    if texts["html"] is not None:
        return read_bytes(texts["html"].encode("utf-8", "replace"), stated, "text/html; charset=utf-8")
    if texts["text"] is None:
        raise BadInputError("empty", "holds neither html nor text")
    return read_plain(texts["text"], stated, whole=True)


def _lines(source: str) -> Iterator[bytes | None]:
    try:
        with nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb") as stream:
            yield from bounded_lines(stream)
    except OSError as error:
        raise UsageError(f"{source}: can't be read ({error.strerror})") from error


def _read(source: str) -> bytes:
    try:
        data = sys.stdin.buffer.read(MAX_INPUT + 1) if source == "-" else _read_file(Path(source))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadInputError("bad_encoding", f"{source}: is not gzip, or not whole ({error})") from error
    except OSError as error:
        raise UsageError(f"{source}: can't be read ({error.strerror})") from error
    if len(data) > MAX_INPUT:
        raise BadInputError("too_large", f"{source}: is larger than {MAX_INPUT >> 20} MiB")
    return data


def _read_file(path: Path) -> bytes:
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rb") as file:
        data: bytes = file.read(MAX_INPUT + 1)
        return data


def _is_html(body: bytes) -> bool:
    head = body[:4096].lower()
    return any(mark in head for mark in (b"<!doctype", b"<html", b"<head", b"<body", b"<article", b"<div"))


def _decode(body: bytes) -> str:
    from aggregator.base.encoding import decode

    return decode(body, None)


def _zone(name: str | None) -> ZoneInfo:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(f"{name!r} is no IANA time zone, such as Asia/Tokyo") from error


def _fetched(url: str, given: Given, allow: tuple[str, ...], state: State) -> Read:
    from aggregator.cli.crawl import introduce, set_up_log
    from aggregator.cli.find import page_of
    from aggregator.crawl.fetch import TemporarySession, fetch
    from aggregator.crawl.run import run_in_reactor
    from aggregator.crawl.sites import project_settings
    from aggregator.store.frontier import Kind

    set_up_log(state)
    settings = project_settings(allow=allow, agent=introduce())
    with TemporarySession(allow=allow, agent=introduce()) as session:
        answers = run_in_reactor(settings, lambda process: fetch(process, session, None, [(url, Kind.ARTICLE)]))
    page = page_of(answers, url)
    stated = replace(given, url=given.url or page.final_url)
    try:
        return read_bytes(page.body, stated, page.content_type)
    except BadInputError as error:
        raise BadInputError(error.reason, f"{url}: {error}") from error
