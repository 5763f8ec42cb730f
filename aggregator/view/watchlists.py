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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from lxml import etree
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aggregator.base.config import faults_of
from aggregator.base.errors import ConfigError
from aggregator.base.names import title_key
from aggregator.store.database import Store
from aggregator.view.filters import Watched, people_called, works_called

MAX_BYTES = 64 << 20
"""Bytes of a list; one of 20,000 titles has about 15 MB."""
_DROPPED = ("dropped", "3")
_ENTRIES = {"anime": ("series_animedb_id", "series_title"), "manga": ("manga_mangadb_id", "manga_title")}

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
    must bear one of its very names, or ids.
    """

    title: str | None = None
    works: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()


@dataclass(slots=True)
class Found:
    """What a watchlist is in a database; ``unknown`` are the names of which the database knows nothing yet."""

    watched: Watched
    unknown: list[str] = field(default_factory=list)


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
    works.update(dict.fromkeys(_listed(store, watchlist.listed)))
    found.watched = Watched(tuple(works), tuple(people))
    return found


def _listed(store: Store, listed: Iterable[Listed]) -> Iterator[str]:
    """The works that bear one of these very names, or one of the ids."""
    entries = list(listed)
    if not entries:
        return
    names = {title_key(name) or name for entry in entries for name in entry.names}
    for row in store.rows("SELECT id, title FROM works UNION SELECT work_id, name FROM work_names ORDER BY 1, 2"):
        if (title_key(row[1]) or row[1]) in names:
            yield row[0]
    ids = json.dumps([f"{database}:{value}" for entry in entries for database, value in entry.ids])
    yield from (
        row[0]
        for row in store.rows(
            """SELECT DISTINCT work_id FROM work_ids WHERE "database" || ':' || value IN (
                   SELECT value FROM json_each(?)) ORDER BY 1""",
            (ids,),
        )
    )


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
