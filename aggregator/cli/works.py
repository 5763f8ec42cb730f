"""``aggregator works`` and ``regroup``: names of works, and what is one by them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.cli.common import Count, State, common_options, console, now, print_json, print_json_lines

if TYPE_CHECKING:
    from aggregator.view.titles import KnownWork

MAX_LIST = 512 << 20
"""Bytes of a list, unpacked."""


@click.group()
@common_options
def works() -> None:
    """Import lists of works, and find works by any of their names."""


@works.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE")
@common_options
@click.pass_obj
def import_list(state: State, file: Path) -> int:
    """Take in a list of works with all their names and ids (also gzipped), in the place of its former state.

    FILE is bangumi-data's data.json, anime-offline-database's JSON or JSON lines, or AniDB's anime-titles.xml or .dat.
    """
    from aggregator.crawl.titles import take_list
    from aggregator.group.lists import read_list
    from aggregator.store.database import Store
    from aggregator.store.lock import run_lock

    listed = read_list(_unpacked(file))
    names = len({(work.source, work.entry, name) for work in listed for name, _ in work.names})
    with run_lock(state.db, now=now(), wait=0.0), Store.open(state.db) as store:
        take_list(store, listed, now=now())
    told = {"list": listed[0].source, "works": len(listed), "names": names}
    if state.json:
        print_json(told)
    elif not state.quiet:
        click.echo(f"{told['list']}: {told['works']} works, {told['names']} names")
    return 0


@works.command()
@click.argument("name")
@click.option("--limit", type=Count(), default=20, show_default=True, help="At most so many works.")
@common_options
@click.pass_obj
def search(state: State, name: str, limit: int) -> int:
    """Find works by any of their names: case, width, long vowels and how a season is written don't count."""
    from aggregator.store.database import Store
    from aggregator.view.titles import works_named

    with Store.read(state.db) as store:
        found = works_named(store, name, limit=limit)
    if state.json:
        print_json_lines(asdict(work) for work in found)
    else:
        _print(found)
    return 0


@click.command()
@common_options
@click.pass_obj
def regroup(state: State) -> int:
    """Decide anew which works are one and which articles tell one story, for the whole database.

    Nothing changes where the rules are those that decided before.
    """
    from aggregator.crawl.regroup import regroup as decide
    from aggregator.store.database import Store
    from aggregator.store.lock import run_lock

    with run_lock(state.db, now=now(), wait=0.0), Store.open(state.db, create=False) as store:
        articles, stories = decide(store, now=now())
    if state.json:
        print_json({"articles": articles, "stories": stories})
    elif not state.quiet:
        click.echo(f"{articles} articles in {stories} stories")
    return 0


def _print(found: list[KnownWork]) -> None:
    from rich.table import Table

    from aggregator.view.safe import visible

    if not found:
        click.echo("no work of this name is known")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("ID", "Work", "Type", "Other names", "Elsewhere", "Articles"):
        table.add_column(heading, overflow="fold")
    for work in found:
        others = [name for name in work.names if name != work.title]
        ids = [f"{database} {value}" for database, values in sorted(work.ids.items()) for value in values]
        cells = (work.id or "", work.title, work.type or "", "\n".join(others), "\n".join(ids), str(work.articles))
        table.add_row(*map(visible, cells))
    console().print(table)


def _unpacked(file: Path) -> bytes:
    """The bytes of a file, unpacked where it is gzipped. Raises :class:`BadInputError`."""
    import gzip
    import zlib

    from aggregator.base.errors import BadInputError

    with file.open("rb") as plain:
        packed = plain.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(file, "rb") if packed else file.open("rb") as stream:
            body = stream.read(MAX_LIST + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadInputError("truncated", f"{file}: can't be unpacked ({error})") from error
    if len(body) > MAX_LIST:
        raise BadInputError("too_large", f"{file}: is larger than {MAX_LIST >> 20} MiB")
    return body
