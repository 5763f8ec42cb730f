"""Files that are replaced whole or not at all: a temporary file in the same folder, synced, then renamed."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from aggregator.base.errors import StorageError

_DRAFT = re.compile(r"\.aggregator-(\d+)-[0-9a-f]+\.part2?")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary stream whose content stands at ``path`` once the block ends well; otherwise nothing changes there.

    What is no regular file (a device, a pipe) is written directly. Raises :class:`StorageError`.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        try:
            with path.open("wb") as stream:
                yield stream
        except OSError as error:
            raise write_error(path, error) from error
        return
    with replacement(path) as draft:
        try:
            with draft.open("wb", buffering=1 << 20) as stream:
                yield stream
        except OSError as error:
            raise write_error(path, error) from error


@contextmanager
def replacement(path: Path) -> Iterator[Path]:
    """The path of a draft, to be written whole, that takes the place of ``path`` once the block ends well.

    A link is followed; the permissions of an older file stay. Raises :class:`StorageError`.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise StorageError(f"{path}: is a folder; name a file with --out")
    if not target.parent.is_dir():
        raise StorageError(f"{path}: its folder does not exist; make it or name another file with --out")
    draft = target.with_name(f".aggregator-{os.getpid()}-{secrets.token_hex(6)}.part")
    try:
        _remove_orphans(target.parent)
        yield draft
        _put_in_place(draft, target)
    except OSError as error:
        raise write_error(path, error) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def write_error(path: Path, error: Exception) -> StorageError:
    """What a system's or SQLite's error means for the file that was to be written."""
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if "No space" in why or "disk is full" in why:
        return StorageError(f"{path}: the disk is full; the former file is as it was, free some space and run again")
    return StorageError(f"{path}: can't be written ({why}); the former file, if any, is as it was")


def _put_in_place(draft: Path, target: Path) -> None:
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    descriptor = os.open(draft, os.O_RDWR | os.O_CLOEXEC)
    try:
        os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.replace(target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove_orphans(folder: Path) -> None:
    """Remove the drafts of processes that were killed."""
    for draft in folder.glob(".aggregator-*.part*"):
        match = _DRAFT.fullmatch(draft.name)
        if match and not _lives(int(match[1])):
            with suppress(OSError):
                draft.unlink()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
