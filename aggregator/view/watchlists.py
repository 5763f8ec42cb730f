"""Watchlists: the works, people and studios that somebody wants to hear of.

Written by hand (``watch.toml``), or a list that a person keeps elsewhere: the XML export of MyAnimeList
(https://myanimelist.net/panel.php?go=export), what AniList answers to MediaListCollection
(https://docs.anilist.co/guide/graphql/queries/media-list), or AniList's own export of a user's data. What is marked as
dropped there is left out.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, TypeVar

from lxml import etree
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aggregator.base.config import faults_of
from aggregator.base.errors import ConfigError
from aggregator.base.names import title_key
from aggregator.base.titles import Title, read_title
from aggregator.store.database import Store
from aggregator.view.filters import Watched, people_called, works_called

MAX_BYTES = 64 << 20
"""Bytes of a list; one of 20,000 titles has about 15 MB."""
_DROPPED = ("dropped", "3")
_ENTRIES = {"anime": ("series_animedb_id", "series_title"), "manga": ("manga_mangadb_id", "manga_title")}

K = TypeVar("K")
Name = Annotated[str, Field(min_length=1, max_length=500)]


class _Written(BaseModel):
    """``watch.toml``; ``lists`` are files of other lists, seen from its own folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[str | None, Field(max_length=200)] = None
    works: tuple[Name, ...] = ()
    people: tuple[Name, ...] = ()
    studios: tuple[Name, ...] = ()
    lists: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A work of an imported list: all names that the list has for it, and its ids by database."""

    names: tuple[str, ...]
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What is watched. ``works`` and ``people`` (and companies) are names as a person writes them; a work of ``listed``
    must bear one of its very names, with its season, or one of its ids.
    """

    title: str | None = None
    works: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()


@dataclass(slots=True)
class Found:
    """What a watchlist is in a database; ``unknown`` are the names of which the database knows nothing yet, ``absent``
    counts such works of imported lists.
    """

    watched: Watched
    unknown: list[str] = field(default_factory=list)
    absent: int = 0


def read_watchlist(path: Path) -> Watchlist:
    """The watchlist of a file, of whichever form. Raises :class:`ConfigError` naming every fault at once."""
    data = _bytes(path)
    return _imported(path, data) or _of_toml(path, data)


def find_watched(store: Store, watchlist: Watchlist) -> Found:
    """The works and people of a watchlist, as far as the database knows them."""
    works: dict[str, None] = {}
    people: dict[str, None] = {}
    found = Found(Watched())
    for names, known, called in (
        (watchlist.works, works, works_called),
        (watchlist.people, people, lambda store, name: people_called(store, [name])),
    ):
        for name in names:
            keys = called(store, name)
            known.update(dict.fromkeys(keys))
            found.unknown += [name] * (not keys)
    for keys in _listed(store, watchlist.listed):
        works.update(dict.fromkeys(keys))
        found.absent += not keys
    found.watched = Watched(tuple(works), tuple(people))
    return found


def _listed(store: Store, listed: Iterable[Listed]) -> Iterator[list[str]]:
    """For each entry of a list the works that it is: those of its numbers and those of its very titles, of the same
    season in any spelling; else those that are called so beside their title.
    """
    entries = list(listed)
    numbered = _numbered(store, {number for entry in entries for number in entry.ids})
    found = [(entry, [*_any(numbered, entry.ids), *_titled(store, entry.names)]) for entry in entries]
    wanted = {title_key(name) or name for entry, works in found if not works for name in entry.names}
    called = _called(store, wanted)
    for entry, works in found:
        yield works or _any(called, (title_key(name) or name for name in entry.names))


def _any(works: Mapping[K, list[str]], keys: Iterable[K]) -> list[str]:
    return [work for key in keys for work in works.get(key, ())]


def _numbered(store: Store, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Works by their ids in other databases, those that are wanted."""
    works: dict[tuple[str, str], list[str]] = {}
    for row in store.rows('SELECT "database", value, work_id FROM work_ids ORDER BY work_id') if wanted else ():
        if (row[0], row[1]) in wanted:
            works.setdefault((row[0], row[1]), []).append(row[2])
    return works


def _titled(store: Store, names: Iterable[str]) -> list[str]:
    """The works of these very titles, in any spelling of them."""
    sql = "SELECT DISTINCT work_id FROM work_keys WHERE base = ? AND numbering = ? ORDER BY 1"
    return [row[0] for title in map(read_title, names) for row in store.rows(sql, (title.base, title.numbering))]


def _called(store: Store, wanted: Collection[str]) -> dict[str, list[str]]:
    """Works by names that are wanted. Not those of a season of which the name says nothing: «Moss Knight» is no name
    of what is also called «Moss Knight Season 2».
    """
    works: dict[str, list[str]] = {}
    if not wanted:
        return works
    rows = store.rows("SELECT work_id, name FROM work_names UNION SELECT id, title FROM works ORDER BY 1, 2")
    for work, named in groupby(rows, lambda row: str(row[0])):
        names = [str(row[1]) for row in named]
        for name in names:
            key = title_key(name) or name
            if key in wanted and not _is_season(read_title(name), map(read_title, names)):
                works.setdefault(key, []).append(work)
    return works


def _is_season(title: Title, others: Iterable[Title]) -> bool:
    return not title.numbering and any(other.base == title.base and other.numbering for other in others)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            with gzip.open(path) as stream:
                data = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError) as error:
        raise ConfigError(f"{path}: can't be read ({error})") from error
    if len(data) > MAX_BYTES:
        raise ConfigError(f"{path}: is larger than {MAX_BYTES >> 20} MiB; that is no watchlist")
    return data


def _imported(path: Path, data: bytes) -> Watchlist | None:
    """The list of another program; None for what is written by hand."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return Watchlist(listed=tuple(_of_myanimelist(path, data)))
    if start.startswith(b"{"):  # no TOML does
        return Watchlist(listed=tuple(_of_anilist(path, data)))
    return None


def _of_toml(path: Path, data: bytes) -> Watchlist:
    try:
        written = _Written.model_validate(tomllib.loads(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: is no TOML, nor a list of MyAnimeList or AniList: {error}") from error
    except ValidationError as error:
        raise ConfigError(f"{path}: {faults_of(error)}") from error
    listed: list[Listed] = []
    for file in (path.parent / name for name in written.lists):
        other = _imported(file, _bytes(file))
        if other is None:
            raise ConfigError(f"{file}: is no list of MyAnimeList (XML) or AniList (JSON)")
        listed += other.listed
    return Watchlist(written.title, written.works, (*written.people, *written.studios), tuple(listed))


def _of_myanimelist(path: Path, data: bytes) -> Iterator[Listed]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ConfigError(f"{path}: is no XML: {error}") from error
    if root.tag != "myanimelist":
        raise ConfigError(f"{path}: is no export of MyAnimeList; it begins with <myanimelist>")
    for kind, (key, title) in _ENTRIES.items():
        for entry in root.iterfind(kind):
            name, number = entry.findtext(title), entry.findtext(key) or ""
            if name and name.strip() and (entry.findtext("my_status") or "").lower() not in _DROPPED:
                ids = (("mal", number.strip()),) if kind == "anime" and number.strip().isdigit() else ()
                yield Listed((name.strip(),), ids)


def _of_anilist(path: Path, data: bytes) -> Iterator[Listed]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: is no JSON: {error}") from error
    entries = list(_entries(value))
    if not entries:
        raise ConfigError(f"{path}: holds no list of AniList; it has «lists» with «entries»")
    for entry in entries:
        if str(entry.get("status", "")).lower() not in _DROPPED:
            yield from _entry(entry)


def _entries(value: Any) -> Iterator[dict[str, Any]]:
    """The entries of an answer (``data.MediaListCollection.lists[].entries[]``) or of an export (``lists[]``)."""
    for name in ("data", "MediaListCollection"):
        value = value.get(name, value) if isinstance(value, dict) else value
    lists = value.get("lists") if isinstance(value, dict) else value
    for part in lists if isinstance(lists, list) else ():
        if isinstance(part, dict):
            below = part.get("entries")
            yield from (one for one in (below if isinstance(below, list) else [part]) if isinstance(one, dict))


def _entry(entry: dict[str, Any]) -> Iterator[Listed]:
    media = entry.get("media") if isinstance(entry.get("media"), dict) else {}
    titles = media.get("title") if isinstance(media, dict) else None
    synonyms = media.get("synonyms") if isinstance(media, dict) else None
    told = [*(titles.values() if isinstance(titles, dict) else ()), *(synonyms if isinstance(synonyms, list) else ())]
    numbers = (("anilist", entry.get("series_id") or (media or {}).get("id")), ("mal", (media or {}).get("idMal")))
    names = tuple(dict.fromkeys(name.strip() for name in told if isinstance(name, str) and name.strip()))
    ids = tuple((database, str(value)) for database, value in numbers if isinstance(value, int))
    if names or ids:
        yield Listed(names, ids)
