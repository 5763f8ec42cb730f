"""Lists of works and their names that others keep: bangumi-data, anime-offline-database, AniDB's title dumps.

The forms: bangumi-data's ``data.json`` (github.com/bangumi-data/bangumi-data, CC BY 4.0); anime-offline-database's
JSON and JSON lines (github.com/manami-project/anime-offline-database, ODbL); AniDB's ``anime-titles.xml`` and
``anime-titles.dat`` (wiki.anidb.net/API, Anime Titles). Abbreviations are left out: they are many works' at once.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from aggregator.base.errors import BadInputError
from aggregator.base.text import one_line
from aggregator.base.titles import ListedWork

_TYPES = {"tv": "tv", "movie": "film", "ova": "ova", "ona": "ona", "web": "ona", "special": "special"}
_SITES = {"mal": "mal", "anidb": "anidb", "aniList": "anilist", "bangumi": "bangumi", "ann": "ann", "tmdb": "tmdb"}
"""bangumi-data's names of databases, and ours."""
_SOURCES = (
    ("mal", re.compile(r"myanimelist\.net/anime/(\d+)")),
    ("anilist", re.compile(r"anilist\.co/anime/(\d+)")),
    ("anidb", re.compile(r"anidb\.net/(?:anime/|a)(\d+)")),
    ("ann", re.compile(r"animenewsnetwork\.com/encyclopedia/anime\.php\?id=(\d+)")),
    ("kitsu", re.compile(r"kitsu\.(?:app|io)/anime/(\d+)")),
)
_DAT = re.compile(r"(\d+)\|(\d)\|([A-Za-z-]+)\|(.+)")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SHORT = "3"
"""AniDB's type of abbreviations in the ``.dat`` file; «short» in the XML."""


def read_list(body: bytes) -> list[ListedWork]:
    """The works of a list, whichever of the known forms it has. Raises :class:`BadInputError`."""
    try:
        works = [work for work in _form(body.lstrip())(body) if work.title]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, etree.XMLSyntaxError) as error:
        raise BadInputError("ill_formed", f"is no list of works: {str(error)[:100]}") from error
    if not works:
        raise BadInputError("ill_formed", "holds no works: bangumi-data, anime-offline-database and AniDB are known")
    return works


def _form(start: bytes) -> Callable[[bytes], Iterable[ListedWork]]:
    if start[:1] == b"<":
        return _anidb_xml
    if start[:1] == b"#" or _DAT.match(start[:200].decode("utf-8", "replace")):
        return _anidb_dat
    return _json


def _json(body: bytes) -> Iterator[ListedWork]:
    try:
        whole = json.loads(body)
    except ValueError:
        yield from _offline(json.loads(line) for line in body.splitlines() if line.strip())
        return
    if "items" in whole:
        yield from (_bangumi(item) for item in whole["items"])
    else:
        yield from _offline(whole.get("data", [whole]))


def _bangumi(item: Mapping[str, Any]) -> ListedWork:
    names = [(item["title"], item.get("lang"))]
    names += [(name, lang) for lang, told in (item.get("titleTranslate") or {}).items() for name in told]
    ids = {
        (_SITES[s["site"]], str(s["id"])) for s in item.get("sites") or () if s.get("site") in _SITES and s.get("id")
    }
    own = next((value for database, value in sorted(ids) if database == "bangumi"), None)
    return _work("bangumi-data", own or f"{item['title']} {str(item.get('begin'))[:10]}", item.get("type"), names, ids)


def _offline(rows: Iterable[Mapping[str, Any]]) -> Iterator[ListedWork]:
    for row in rows:
        if "sources" not in row:  # the first line of JSON lines tells the licence
            continue
        ids = {(name, m[1]) for source in row["sources"] for name, pattern in _SOURCES if (m := pattern.search(source))}
        names = [(row["title"], None), *((name, None) for name in row.get("synonyms") or ())]
        entry = min(row["sources"], default=row["title"])
        yield _work("anime-offline-database", entry, row.get("type"), names, ids)


def _anidb_dat(body: bytes) -> Iterator[ListedWork]:
    names: dict[str, list[tuple[str, str | None]]] = {}
    for line in body.decode("utf-8", "replace").splitlines():
        match = _DAT.fullmatch(line.strip())
        if match and match[2] != _SHORT:
            told = names.setdefault(match[1], [])
            told.insert(0 if match[2] == "1" else len(told), (match[4], match[3]))
    for number, told in names.items():
        yield _work("anidb", number, None, told, {("anidb", number)})


def _anidb_xml(body: bytes) -> Iterator[ListedWork]:
    events = etree.iterparse(io.BytesIO(body), tag="anime", resolve_entities=False, no_network=True, load_dtd=False)
    for _, anime in events:
        titles = [title for title in anime.iterchildren("title") if title.get("type") != "short" and title.text]
        titles.sort(key=lambda title: title.get("type") != "main")
        number = anime.get("aid")
        if titles and number:
            told = [(title.text or "", title.get(_XML_LANG)) for title in titles]
            yield _work("anidb", number, None, told, {("anidb", number)})
        anime.clear()


def _work(
    source: str,
    entry: str,
    type_: str | None,
    names: Iterable[tuple[str, str | None]],
    ids: Iterable[tuple[str, str]],
) -> ListedWork:
    told = dict[str, str | None]()
    for name, language in names:
        if isinstance(name, str) and (clean := one_line(name)):
            told.setdefault(clean, None if language in (None, "x-jat", "x-unk") else language)
    title = next(iter(told), "")
    return ListedWork(
        source, str(entry), title, _TYPES.get(str(type_).lower()), tuple(told.items()), tuple(sorted(ids))
    )
