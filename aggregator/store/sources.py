"""What sources said: which articles they name, with which words, and links that lead elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import NamedTuple

from aggregator.base.records import Link
from aggregator.base.sites import Site
from aggregator.store.articles import iso
from aggregator.store.database import Store

_NAMES = tuple(field.name for field in fields(Link))


def register(store: Store, site: Site, *, now: datetime) -> None:
    """Enter a site, or what changed of it."""
    store.execute(
        """INSERT INTO sites (site, title, host, language, timezone, first_seen) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (site) DO UPDATE SET title = excluded.title, host = excluded.host,
               language = excluded.language, timezone = excluded.timezone""",
        (site.name, site.title, site.host, site.language, site.timezone, iso(now)),
    )


def disabled(store: Store) -> set[str]:
    """The names of the sites that are not to be crawled."""
    return {row["site"] for row in store.rows("SELECT site FROM sites WHERE disabled = 1")}


def set_disabled(store: Store, site: str, value: bool, *, now: datetime) -> None:
    """Switch a site off or on."""
    with store.write():
        store.execute(
            """INSERT INTO sites (site, disabled, first_seen) VALUES (?, ?, ?)
               ON CONFLICT (site) DO UPDATE SET disabled = excluded.disabled""",
            (site, int(value), iso(now)),
        )


class Mention(NamedTuple):
    """What a source said of an address: its signature (what may mean a change of the article) and all of it."""

    signature: str
    text: str

    def link(self) -> Link:
        """The link that was said."""
        return load_link(self.text)


class Elsewhere(NamedTuple):
    """A link of a site to a host of others: its canonical address, its address as written, its words."""

    key: str
    url: str
    title: str | None


def mention_of(signature: str, link: Link) -> Mention:
    """A link as it is kept."""
    return Mention(signature, dump_link(link))


def mentioned(store: Store, source: str) -> dict[str, Mention]:
    """What a source named before, by the key of the address."""
    rows = store.rows("SELECT key, signature, link FROM mentions WHERE source = ?", (source,))
    return {row["key"]: Mention(row["signature"], row["link"]) for row in rows}


def mention(store: Store, source: str, mentions: Mapping[str, Mention]) -> None:
    """Keep what a source says now, by the key of the address."""
    store.connection.executemany(
        """INSERT INTO mentions (source, key, signature, link) VALUES (?, ?, ?, ?)
           ON CONFLICT (source, key) DO UPDATE SET signature = excluded.signature, link = excluded.link
           WHERE link <> excluded.link OR signature <> excluded.signature""",
        [(source, key, said.signature, said.text) for key, said in mentions.items()],
    )


def link_of(store: Store, key: str, *, published: bool = False) -> Link | None:
    """All that sources said of an address, those that gave a title first.

    ``published`` leaves listing pages aside: a feed or sitemap states that there is an article, a listing only links.
    """
    aside = "AND EXISTS (SELECT 1 FROM frontier f WHERE f.key = m.source AND f.kind <> 'listing')" if published else ""
    rows = store.rows(f"SELECT m.link FROM mentions m WHERE m.key = ? {aside} ORDER BY m.source", (key,))
    links = [load_link(row["link"]) for row in rows]
    if not links:
        return None
    if len(links) == 1:
        return links[0]
    links.sort(key=lambda link: (link.title is None, link.summary is None))
    merged = {name: next((v for link in links if (v := getattr(link, name))), None) for name in _NAMES}
    return Link(**{name: value for name, value in merged.items() if value is not None})


def elsewhere(store: Store, site: str, links: Iterable[Elsewhere], *, now: datetime) -> None:
    """Keep links of a site that lead to hosts of others."""
    store.connection.executemany(
        """INSERT INTO links (site, canonical_url, url, title, first_seen) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (site, canonical_url) DO NOTHING""",
        [(site, *link, iso(now)) for link in links],
    )


def move_of(store: Store, url: str) -> tuple[str, int] | None:
    """Where a source was permanently redirected to so far, and how many times in a row."""
    row = store.row("SELECT target, count FROM moves WHERE url = ?", (url,))
    return (row["target"], row["count"]) if row else None


def keep_move(store: Store, url: str, move: tuple[str, int] | None) -> None:
    """Remember a source's permanent redirect, or that there is none."""
    if move is None:
        store.execute("DELETE FROM moves WHERE url = ?", (url,))
        return
    store.execute(
        """INSERT INTO moves (url, target, count) VALUES (?, ?, ?)
           ON CONFLICT (url) DO UPDATE SET target = excluded.target, count = excluded.count""",
        (url, *move),
    )


def dump_link(link: Link) -> str:
    """A link as JSON, without what it does not say."""
    said = {name: value for name in _NAMES if (value := getattr(link, name))}
    values = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def load_link(text: str) -> Link:
    """What :func:`dump_link` wrote."""
    values = json.loads(text)
    for name in ("published", "modified"):
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    for name in ("authors", "tags"):
        values[name] = tuple(values.get(name, ()))
    return Link(**values)
