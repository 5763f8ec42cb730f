"""A disk that loses power: what a process wrote and synced, and what may be left of that when the current goes.

``strace`` records a process's writes to the files of one folder, the moments at which it synced them, and what it told
on standard output. Of any moment a :class:`Disk` then knows what is safe and what was still on its way: of the latter
each write may have arrived, or not, or in part, by sectors of 512 bytes; a file that was made or removed may or may not
be there until its folder was synced. A write that comes after a sync never arrives without what was synced before it.
Memory shared by processes (``-shm``) is never on the disk.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALLS = "openat,pwrite64,write,ftruncate,fdatasync,fsync,unlink"

_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_TARGET = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>(?:\(deleted\))?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True)
class Operation:
    """What was done to a file: ``made``, ``write``, ``resize``, ``sync``, ``removed``; to the folder: ``sync`` with the
    name ""; or ``told``, with ``data``, to whoever listens. ``place`` is an offset or a size.
    """

    what: str
    name: str = ""
    place: int = 0
    data: bytes = b""


def has_strace() -> bool:
    """Whether processes can be traced here: the program is installed, and the system lets it."""
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], capture_output=True, check=False).returncode == 0
    )


def record(command: Sequence[str], folder: Path, trace: Path) -> list[Operation]:
    """Run a command to its end; what it did to the files of a folder, in order. ``trace`` is a file to use."""
    options = ["-f", "-qq", "-y", "-xx", "-s", "1000000", "--seccomp-bpf", "-e", f"trace={CALLS}", "-o", str(trace)]
    done = subprocess.run(["strace", *options, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with trace.open(encoding="ascii") as lines:
        return list(_operations(lines, folder.resolve()))


def _operations(lines: Iterator[str], folder: Path) -> Iterator[Operation]:
    known: set[str] = set()
    for line in lines:
        if (call := _CALL.match(line)) is None or int(call[3]) < 0:
            continue
        for operation in _operation(call[1], call[2], folder):
            if operation.what == "made":
                if operation.name in known:
                    continue
                known.add(operation.name)
            elif operation.what == "removed":
                known.discard(operation.name)
            yield operation


def _operation(call: str, arguments: str, folder: Path) -> Iterator[Operation]:
    if call in ("openat", "unlink"):
        path = Path(_bytes(_TEXT.findall(arguments)[0]).decode())
        if path.parent == folder and not path.name.endswith("-shm"):
            if call == "unlink":
                yield Operation("removed", path.name)
            elif "O_CREAT" in arguments:
                yield Operation("made", path.name)
        return
    target = _TARGET.match(arguments)
    if target is None:
        return
    if call == "write" and target[1] == "1":
        yield Operation("told", data=_bytes(_TEXT.findall(arguments)[0]))
        return
    path = Path(_bytes(target[2]).decode())
    if path == folder and call in ("fsync", "fdatasync"):
        yield Operation("sync")
    elif path.parent == folder and not path.name.endswith("-shm") and "(deleted)" not in target[0]:
        rest = arguments[target.end() :]
        if call == "pwrite64":
            yield Operation("write", path.name, int(rest.rpartition(", ")[2]), _bytes(_TEXT.findall(rest)[0]))
        elif call == "ftruncate":
            yield Operation("resize", path.name, int(rest.rpartition(", ")[2]))
        elif call in ("fsync", "fdatasync"):
            yield Operation("sync", path.name)


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


@dataclass(eq=False)
class File:
    """A file's safe content, and what was done to it since."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Operation] = field(default_factory=list)

    def sync(self) -> None:
        for operation in self.pending:
            _apply(self.safe, operation)
        self.pending.clear()

    def left(self, dice: random.Random) -> bytes:
        """What may be there after a loss of power."""
        content = bytearray(self.safe)
        for operation in self.pending:
            fate = dice.choice(("whole", "lost", "torn"))
            if fate == "whole" or (fate == "torn" and operation.what != "write"):
                _apply(content, operation)
            elif fate == "torn":
                for part in _sectors(operation):
                    if dice.random() < 0.5:
                        _apply(content, part)
        return bytes(content)


def _sectors(operation: Operation) -> Iterator[Operation]:
    """A write, in parts that end where a sector does."""
    start = 0
    while start < len(operation.data):
        end = min(len(operation.data), start + SECTOR - (operation.place + start) % SECTOR)
        yield Operation("write", operation.name, operation.place + start, operation.data[start:end])
        start = end


def _apply(content: bytearray, operation: Operation) -> None:
    if operation.what == "resize":
        content[operation.place :] = bytes(max(0, operation.place - len(content)))
    else:
        end = operation.place + len(operation.data)
        if len(content) < end:
            content.extend(bytes(end - len(content)))
        content[operation.place : end] = operation.data


@dataclass(eq=False)
class Disk:
    """The files of a folder at one moment of a recording, and what was told by then."""

    files: dict[str, File] = field(default_factory=dict)
    safe_names: dict[str, File] = field(default_factory=dict)
    told: bytearray = field(default_factory=bytearray)
    _pending: list[tuple[str, File | None]] = field(default_factory=list)

    def do(self, operation: Operation) -> None:
        """One operation more."""
        name = operation.name
        if operation.what == "told":
            self.told += operation.data
        elif operation.what == "made":
            self.files[name] = File()
            self._pending.append((name, self.files[name]))
        elif operation.what == "removed":
            del self.files[name]
            self._pending.append((name, None))
        elif operation.what == "sync" and not name:
            self._name(self.safe_names, len(self._pending))
            self._pending.clear()
        elif operation.what == "sync":
            self.files[name].sync()
        else:
            self.files[name].pending.append(operation)

    def left(self, dice: random.Random) -> dict[str, bytes]:
        """The files that may be there after a loss of power at this moment."""
        names = dict(self.safe_names)
        self._name(names, dice.randint(0, len(self._pending)))  # a folder's changes arrive in their order
        return {name: file.left(dice) for name, file in names.items()}

    def _name(self, names: dict[str, File], number: int) -> None:
        for name, file in self._pending[:number]:
            if file is None:
                names.pop(name, None)
            else:
                names[name] = file
