"""What ``doctor`` looks at, one function a subject: each gives what it found, and for what is wrong what to do."""

from __future__ import annotations

import os
import resource
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from aggregator.base.errors import AggregatorError

if TYPE_CHECKING:
    from aggregator.store.database import Store

MIB = 1 << 20
LEAST_FREE = 64 * MIB
"""Free space below which the next run is likely to fail."""
OLD_FORMER = timedelta(days=14)
"""After it nobody will want to go back to before an upgrade."""
OLD_BACKUP = timedelta(days=8)
_WAL_RESET = ((3, 7, 0), (3, 51, 2))
"""The versions of SQLite that may corrupt a WAL database when two connections write (sqlite.org/wal.html)."""
_BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right shows an earlier day."""
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afpfs"})


class Level(StrEnum):
    """How bad it is. HINT leaves the exit code alone; DAMAGED and REFUSED have codes of their own."""

    OK = "ok"
    HINT = "hint"
    WRONG = "wrong"
    REFUSED = "refused"
    DAMAGED = "damaged"


CODES = {Level.OK: 0, Level.HINT: 0, Level.WRONG: 3, Level.REFUSED: 6, Level.DAMAGED: 5}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do where it is not well."""

    subject: str
    level: Level
    said: str
    advice: str = ""


def installation() -> Iterator[Finding]:
    """Python, what the package requires, and the bundled sites."""
    from importlib.metadata import PackageNotFoundError, requires, version

    from packaging.requirements import Requirement

    from aggregator import __version__
    from aggregator.crawl.sites import bundled

    yield Finding("installation", Level.OK, f"aggregator {__version__}, Python {sys.version.split()[0]}")
    again = "install again: pip install -c constraints.txt ."
    try:
        needed = [Requirement(text) for text in requires("anime-news-aggregator") or ()]
    except PackageNotFoundError:
        yield Finding("installation", Level.WRONG, "the package is not installed, only its files are there", again)
        return
    for need in needed:
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(need.name)
        except PackageNotFoundError:
            yield Finding("installation", Level.WRONG, f"{need.name} is missing", again)
            continue
        if not need.specifier.contains(found, prereleases=True):
            yield Finding("installation", Level.WRONG, f"{need.name} {found} is not {need.specifier}", again)
    try:
        yield Finding("installation", Level.OK, f"{len(bundled())} bundled sites")
    except AggregatorError as error:
        yield Finding("installation", Level.WRONG, str(error), again)


def sqlite(version: str) -> Finding:
    """Whether SQLite is one that is known to corrupt databases."""
    number = tuple(int(part) for part in version.split(".")[:3])
    if _WAL_RESET[0] <= number <= _WAL_RESET[1]:
        return Finding(
            "sqlite",
            Level.WRONG,
            f"SQLite {version} may corrupt a database that two programs write to",
            "install pysqlite3 (pip install pysqlite3), which brings a newer one, or write with one program only",
        )
    return Finding("sqlite", Level.OK, f"SQLite {version}")


def configuration(folder: Path) -> Iterator[Finding]:
    """``aggregator.toml`` and ``sites.toml``, and whether the sites agree with each other."""
    from aggregator.base.config import load_config
    from aggregator.crawl.sites import all_sites

    try:
        config = load_config(folder)
        spiders = all_sites(file=None, own=folder / "sites.toml")
    except AggregatorError as error:
        yield Finding("configuration", Level.REFUSED, str(error), "correct the file")
        return
    yield Finding("configuration", Level.OK, f"{len(spiders)} sites; settings of {folder}")
    if config.contact is None:
        yield Finding(
            "configuration",
            Level.HINT,
            "no contact is set, so that an owner of a site can't reach you",
            'write contact = "…" into aggregator.toml',
        )
    path = folder / "aggregator.toml"
    if config.notify and path.stat().st_mode & 0o044:
        yield Finding(
            "configuration",
            Level.HINT,
            f"{path} holds addresses for messages and can be read by others",
            f"chmod 600 {path}",
        )


def machine(database: Path, now: datetime) -> Iterator[Finding]:
    """The disk, the clock, the limits of this process, the certificates."""
    yield from _disk(database)
    if now < _BUILT:
        yield Finding("clock", Level.WRONG, f"the clock says {now:%Y-%m-%d}", "set it, best by NTP")
    else:
        yield Finding("clock", Level.OK, f"{now:%Y-%m-%d %H:%M} UTC")
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < 256:
        yield Finding("limits", Level.WRONG, f"only {soft} files may be open at once", "ulimit -n 1024")
    space, _ = resource.getrlimit(resource.RLIMIT_AS)
    if space != resource.RLIM_INFINITY and space < 2048 * MIB:
        yield Finding("limits", Level.WRONG, f"only {space // MIB} MiB of memory", "allow 2 GiB at least (ulimit -v)")
    yield _certificates()


def _disk(database: Path) -> Iterator[Finding]:
    folder = Path(os.path.realpath(database)).parent
    try:
        free = shutil.disk_usage(folder).free
        size = database.stat().st_size if database.exists() else 0
    except OSError as error:
        yield Finding("disk", Level.WRONG, f"{folder}: can't be looked at ({error.strerror})", "check the path")
        return
    said = f"{free / 1e9:,.1f} GB free in {folder}"
    if free < LEAST_FREE:
        yield Finding("disk", Level.WRONG, said, "free some space: the next run is likely to fail")
    elif free < size:
        yield Finding("disk", Level.HINT, f"{said}, less than the database's {size / 1e9:,.1f}", "no backup fits")
    else:
        yield Finding("disk", Level.OK, said)
    if (kind := _file_system(folder)) in _NETWORK:
        yield Finding(
            "disk",
            Level.WRONG,
            f"{folder} is on a network file system ({kind}), where SQLite's locks may not hold",
            "keep the database on a disk of this machine",
        )


def _file_system(folder: Path) -> str | None:
    """The kind of file system that a folder is on, where the system tells (Linux)."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return None
    within = [(place, kind) for _, place, kind, *_ in mounts if folder.is_relative_to(place)]
    return max(within, key=lambda found: len(found[0]))[1] if within else None


def _certificates() -> Finding:
    """Whether the system's certificate authorities are there: without them no site's certificate can be trusted."""
    import ssl

    paths = ssl.get_default_verify_paths()
    file = paths.cafile or paths.openssl_cafile
    if Path(file).is_file():
        try:
            count = ssl.create_default_context(cafile=file).cert_store_stats()["x509_ca"]
        except ssl.SSLError:
            count = 0
        if count:
            return Finding("certificates", Level.OK, f"{count} authorities in {file}")
    if paths.capath and any(Path(paths.capath).glob("*.0")):
        return Finding("certificates", Level.OK, f"authorities in {paths.capath}")
    return Finding(
        "certificates",
        Level.WRONG,
        f"no certificate authorities in {file}, so that no https site can be asked",
        "install the system's package ca-certificates",
    )


def database(path: Path, now: datetime) -> Iterator[Finding]:
    """The file, its references, its search, its tables, its log, its clock and its runs."""
    from aggregator.store.checks import asked, damage
    from aggregator.store.database import Store
    from aggregator.store.files import LARGE_LOG, inspect, log_size

    try:
        if inspect(path) is None:
            yield Finding("database", Level.HINT, f"{path}: not there yet", "`aggregator crawl` makes it")
            return
    except AggregatorError as error:
        yield Finding("database", Level.DAMAGED, str(error), "`aggregator restore` brings a backup back")
        return
    faults = damage(path)
    for fault in faults:
        yield Finding("database", Level.DAMAGED, fault, "`aggregator restore` brings a backup back")
    if faults:
        return
    with Store.read(path) as store:
        count = store.rows("SELECT count(*) FROM articles")[0][0]
        yield Finding("database", Level.OK, f"{path}: {count:,} articles; whole, and no reference leads nowhere")
        sound = True
        for question, number in asked(store):
            if number:
                sound = False
                yield Finding(question.name, Level.WRONG, f"{number:,} {question.said}", question.advice)
        if sound:
            yield Finding("search", Level.OK, "search, orphans, duplicates: all as it should be")
        yield from _runs(store, now)
    if (size := log_size(path)) > LARGE_LOG:
        yield Finding(
            "database",
            Level.WRONG,
            f"{path}-wal, its log, has grown to {size // MIB} MiB",
            "something reads the database for very long; end it, and the next run writes the log back",
        )


def _runs(store: Store, now: datetime) -> Iterator[Finding]:
    latest = store.row("SELECT max(started) AS at FROM runs")
    if latest is None or latest["at"] is None:
        return
    at = datetime.fromisoformat(latest["at"])
    if at > now + timedelta(hours=1):
        yield Finding(
            "clock",
            Level.WRONG,
            f"the last run was at {at:%Y-%m-%d %H:%M} UTC, which is still to come",
            "set the clock",
        )


def backups(path: Path, folder: Path, now: datetime) -> Finding:
    """Whether there is a backup, and of when."""
    from aggregator.store.backup import generations

    found = generations(folder, path)
    if not path.exists():
        return Finding("backup", Level.OK, "nothing to back up yet")
    if not found:
        return Finding("backup", Level.HINT, f"none in {folder}", "`aggregator backup` makes one")
    age = now - found[0].at
    said = f"{len(found)} in {folder}, the newest of {found[0].at:%Y-%m-%d %H:%M} UTC"
    return Finding("backup", Level.HINT if age > OLD_BACKUP else Level.OK, said, "make one: `aggregator backup`")


def former(path: Path, now: datetime) -> Finding | None:
    """What upgrades left beside the database; None where nothing lies there."""
    from aggregator.store.copying import former_copies

    found = former_copies(path)
    if not found:
        return None
    size, newest = sum(each.size for each in found), max(each.at for each in found)
    said = f"{', '.join(each.path.name for each in found)}: {size / 1e6:,.1f} MB kept from before upgrades"
    level = Level.HINT if now - newest > OLD_FORMER else Level.OK
    return Finding("backup", level, said, "remove them, if all has been well since: nothing needs them")
