"""Processes of ours: forked from one that has imported everything, or started as a user starts them."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RUNNER = ROOT / "tests" / "crawl" / "runner.py"
LIMIT = 100.0
"""Seconds after which a process that hangs is killed and its test fails."""


@dataclass(frozen=True)
class Finished:
    """A process that came to its end; ``memory`` is its peak in MiB, where that is known."""

    code: int
    out: str
    err: str
    memory: int = 0

    @property
    def traceback(self) -> bool:
        return "Traceback" in self.err


class Process:
    """A process that runs, with all that it began, until :meth:`finish` or :meth:`end`."""

    pid: int

    def wait(self, limit: float) -> int | None:
        """Its exit code; None where it still runs after ``limit`` seconds."""
        raise NotImplementedError

    def texts(self) -> tuple[str, str]:
        """What it wrote."""
        raise NotImplementedError

    def memory(self) -> int:
        """Its peak in MiB, where that is known."""
        return 0

    def send(self, which: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, which)

    def end(self) -> None:
        """Kill it, if it still runs, with all that it began."""
        if self.wait(0) is None:
            os.killpg(self.pid, signal.SIGKILL)
            self.wait(LIMIT)

    def finish(self, limit: float = LIMIT) -> Finished:
        """Wait for its end; one that hangs is killed, and its test fails."""
        code = self.wait(limit)
        if code is None:
            self.end()
            raise AssertionError("\n".join((f"still running after {limit:.0f} s", *self.texts())))
        return Finished(code, *self.texts(), self.memory())


class Started(Process):
    """A process started from nothing, in a folder, away from the user's own files."""

    def __init__(self, command: Sequence[str], folder: Path, env: Mapping[str, str] | None, **how: Any) -> None:
        self._files = [unused(folder, name) for name in ("out", "err")]
        out, err = (file.open("wb") for file in self._files)
        with out, err:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment(folder, env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
                **how,
            )
        self.pid = self._process.pid

    def wait(self, limit: float) -> int | None:
        try:
            return self._process.wait(limit)
        except subprocess.TimeoutExpired:
            return None

    def texts(self) -> tuple[str, str]:
        out, err = (file.read_text("utf-8", "replace") for file in self._files)
        return out, err


class Forked(Process):
    """A process forked from the runner."""

    def __init__(self, task: Mapping[str, Any], folder: Path, env: Mapping[str, str] | None) -> None:
        self._files = [unused(folder, name) for name in ("out", "err")]
        files = dict(zip(("out", "err"), map(str, self._files), strict=True))
        task = {**task, **files, "folder": str(folder), "environment": environment(folder, env)}
        self.pid = runner().fork(task)

    def wait(self, limit: float) -> int | None:
        return runner().code_of(self.pid, limit)

    def memory(self) -> int:
        return runner().memory_of(self.pid)

    def texts(self) -> tuple[str, str]:
        out, err = (file.read_text("utf-8", "replace") if file.exists() else "" for file in self._files)
        return out, err


class Runner:
    """The fork server of this test process."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, str(RUNNER)],
            env={**os.environ, "PYTHONPATH": python_path()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._begun: Queue[int] = Queue()
        self._ended: dict[int, tuple[int, int]] = {}
        Thread(target=self._listen, daemon=True).start()
        atexit.register(self._end)

    def fork(self, task: Mapping[str, Any]) -> int:
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(task) + "\n")
        self._server.stdin.flush()
        try:
            return self._begun.get(timeout=LIMIT)
        except Empty:
            raise AssertionError("the runner did not fork") from None

    def code_of(self, pid: int, limit: float) -> int | None:
        deadline = time.monotonic() + limit
        while pid not in self._ended and time.monotonic() < deadline:
            time.sleep(0.005)
        return self._ended[pid][0] if pid in self._ended else None

    def memory_of(self, pid: int) -> int:
        return self._ended[pid][1]

    def _end(self) -> None:
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait(LIMIT)

    def _listen(self) -> None:
        assert self._server.stdout is not None
        for line in self._server.stdout:
            pid, *told = map(int, line.split())
            if told:
                self._ended[pid] = (told[0], told[1])
            else:
                self._ended.pop(pid, None)
                self._begun.put(pid)


@cache
def runner() -> Runner:
    return Runner()


def unused(folder: Path, name: str) -> Path:
    """A path in a folder that nothing stands at yet."""
    return next(path for n in range(10_000) if not (path := folder / f".{name}-{n}").exists())


def environment(folder: Path, env: Mapping[str, str] | None) -> dict[str, str]:
    """The environment with another home, so that the user's own files don't count."""
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": python_path()}
    return {**os.environ, **home, **(env or {})}


def python_path() -> str:
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
