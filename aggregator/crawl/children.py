"""Processes that do what a worker was told, and the tasks that ask them. What a cluster's worker must import is here
alone, and it is little.

A task is a function of this module and text, and its result is text again: what comes from another machine is checked
like any input, and nothing of it is run.
"""

from __future__ import annotations

import select
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import IO, cast
from weakref import WeakSet

from aggregator.base.errors import LostError

PATIENCE = 60.0
"""Seconds after which a process that reads an article is killed; its own alarm rings earlier."""
_LENGTH = 8


def put_frame(stream: IO[bytes], data: bytes) -> None:
    """Write data with its length before it."""
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    stream.flush()


def get_frame(stream: IO[bytes]) -> bytes:
    """Read what :func:`put_frame` wrote; raises EOFError where it ends."""
    head = stream.read(_LENGTH)
    data = stream.read(int.from_bytes(head, "big")) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(data) < int.from_bytes(head, "big"):
        raise EOFError
    return data


def frames(stream: IO[bytes]) -> Iterator[bytes]:
    """All that :func:`put_frame` wrote."""
    with suppress(EOFError):
        while True:
            yield get_frame(stream)


class Child:
    """A process of a module of ours that answers what it is asked, begun anew when it was lost.

    It ends with its parent, however that ends: its input does.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        _children.add(self)

    def ask(self, data: bytes, *, patience: float | None = None) -> bytes | None:
        """Its answer; None where it died or took longer than ``patience`` seconds."""
        if _ending.is_set():
            return None
        if self._process is None:
            command = [sys.executable, "-m", self._module]
            # A session of its own: Ctrl-C is for the parent, which ends it.
            self._process = subprocess.Popen(  # noqa: S603 -- ours
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )
        stdin, stdout = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        with suppress(EOFError, OSError):
            put_frame(stdin, data)
            if select.select([stdout], [], [], patience)[0]:
                return get_frame(stdout)
        self.end()
        return None

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process, suppress(OSError):  # closes the pipes and waits
                pass


class _Own(threading.local):
    """Each thread's process that reads."""

    def __init__(self) -> None:
        self.child = Child("aggregator.crawl.rereading")


_ending = threading.Event()
_children: WeakSet[Child] = WeakSet()
_own = _Own()


def read_again(part: Sequence[str]) -> list[str]:
    """A task: articles (:class:`~aggregator.crawl.rereading.Archived`, as JSON) read again. Gives each's reading or
    failure as JSON, nothing where its page broke the process.
    """
    return [(_own.child.ask(text.encode(), patience=PATIENCE) or b"").decode() for text in part]


def crawl_part(text: str) -> str:
    """A task: a part (:class:`~aggregator.crawl.parts.Part`, as JSON) crawled by a process of its own, what came of it
    as JSON.

    The process ends with this one: a worker that is killed leaves nobody behind that goes on asking. Raises
    :class:`LostError` where it ended early.
    """
    child = Child("aggregator.crawl.parts")
    try:
        answer = child.ask(text.encode())
    finally:
        child.end()
    if answer is None:
        raise LostError("a worker's process ended before its part of the crawl did")
    return answer.decode()


def end_all() -> None:
    """End all processes, and begin none any more until :func:`begin_again`."""
    _ending.set()
    for child in list(_children):
        child.end()


def begin_again() -> None:
    """Take :func:`end_all` back."""
    _ending.clear()
