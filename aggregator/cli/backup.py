"""``aggregator backup`` and ``restore``: safe copies, and the way back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from aggregator.base.errors import StorageError, UsageError
from aggregator.cli.common import Count, Duration, State, common_options, now, print_json

_folder = click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of the backups.  [backups, beside the database]",
)


@click.command()
@_folder
@click.option("--keep", type=Count(), default=7, metavar="N", help="Keep the N newest, remove older ones.  [7]")
@click.option("--list", "listed", is_flag=True, help="List those there are; make none.")
@common_options
@click.pass_obj
def backup(state: State, folder: Path | None, keep: int, listed: bool) -> None:
    """Copy the whole database into a file of its own, while it may be in use, and check the copy."""
    from aggregator.store.backup import prune

    if keep == 0:
        raise UsageError("--keep: at least one, the one that is made now")
    folder = folder or backup_folder(state.db)
    if listed:
        _list(state, folder)
        return
    path, articles = _make(state.db, folder)
    gone = prune(folder, state.db, keep=keep)
    if state.json:
        print_json({"path": str(path), "articles": articles, "bytes": path.stat().st_size, "removed": len(gone)})
    elif not state.quiet:
        click.echo(f"{path}: {articles:,} articles, {path.stat().st_size / 1e6:,.1f} MB; checked")


@click.command()
@click.argument(
    "source", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[FILE]"
)
@_folder
@click.option("--wait", type=Duration(), default="0", metavar="DURATION", help="Wait for a run to end.")
@common_options
@click.pass_obj
def restore(state: State, source: Path | None, folder: Path | None, wait: timedelta) -> None:
    """Put a backup (the newest one, or FILE) in the place of the database.

    The backup is checked before anything is touched. What the database holds now is kept: as another backup, or, where
    it is damaged, as a file beside it.
    """
    from aggregator.store import backup as backups
    from aggregator.store.lock import run_lock

    folder = folder or backup_folder(state.db)
    if source is None:
        found = backups.generations(folder, state.db)
        if not found:
            raise StorageError(
                f"{folder}: holds no backup of {state.db.name}; name a file, or another folder with --to"
            )
        source = found[0].path
    if source.resolve() == state.db.resolve():
        raise UsageError(f"{source}: is the database itself; name a backup")
    with run_lock(state.db, now=now(), wait=wait.total_seconds()):
        backups.check_backup(source)
        there = backups.present(state.db)
        aside = state.db.with_name(f"{state.db.name}.unusable-{now():%Y%m%dT%H%M%SZ}")
        kept = _make(state.db, folder)[0] if there is backups.Present.SOUND else None
        articles = backups.restore(source, state.db, aside=aside)
    kept = aside if there is backups.Present.UNUSABLE else kept
    if state.json:
        print_json({"from": str(source), "articles": articles, "kept": str(kept) if kept else None})
    elif not state.quiet:
        click.echo(f"{state.db}: {articles:,} articles, as in {source}" + (f"; before: {kept}" if kept else ""))


def backup_folder(database: Path) -> Path:
    """Where a database's backups lie unless somebody says otherwise."""
    return database.resolve().parent / "backups"


def _make(database: Path, folder: Path) -> tuple[Path, int]:
    """Make a backup. Returns where it lies, and the number of its articles."""
    from aggregator.store.backup import copy, generation_name
    from aggregator.store.database import Store
    from aggregator.view.files import replacement

    with Store.read(database) as store:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"{folder}: can't be made ({error.strerror})") from error
        at = now()
        while (path := folder / generation_name(database, at)).exists():
            at += timedelta(seconds=1)
        with replacement(path) as draft:
            return path, copy(store, draft)


def _list(state: State, folder: Path) -> None:
    from aggregator.store.backup import generations

    found = generations(folder, state.db)
    for each in found:
        size = each.path.stat().st_size
        if state.json:
            print_json({"path": str(each.path), "at": each.at.isoformat(), "bytes": size})
        else:
            click.echo(f"{each.path}  {each.at:%Y-%m-%d %H:%M} UTC  {size / 1e6:,.1f} MB")
    if not found and not state.quiet:
        click.echo(f"{folder}: holds no backup of {state.db.name}", err=True)
