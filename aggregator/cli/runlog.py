"""A run as one line of JSON, for logs: on standard output with ``--json``, or at the end of a file."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aggregator.base.errors import StorageError

if TYPE_CHECKING:
    from aggregator.crawl.session import Session

SIZE = 5 << 20
"""Bytes after which the log begins anew; the former file stays beside it."""
FORMER = 3
"""Former files that are kept."""


def run_object(session: Session, *, outcome: str, code: int, started: datetime, ended: datetime) -> dict[str, Any]:
    """What a run was: its id, beginning, length in seconds, how it ended, and its counts in all and by site."""
    totals: Counter[str] = Counter()
    for counts in session.counts.values():
        totals.update(counts)
    return {
        "run": session.run,
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((ended - started).total_seconds(), 1),
        "outcome": outcome,
        "exit": code,
        "counts": dict(totals),
        "sites": {site: dict(counts) for site, counts in sorted(session.counts.items())},
    }


def append(path: Path, value: dict[str, Any]) -> None:
    """Append an object as one line; a file that has grown to :data:`SIZE` makes place. Raises :class:`StorageError`."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
    try:
        if path.exists() and path.stat().st_size + len(line) > SIZE:
            for number in range(FORMER, 0, -1):
                former = path if number == 1 else path.with_name(f"{path.name}.{number - 1}")
                if former.exists():
                    former.replace(path.with_name(f"{path.name}.{number}"))
        with path.open("a", encoding="utf-8") as log:
            log.write(line)
    except OSError as error:
        raise StorageError(f"{path}: the log can't be written ({error.strerror})") from error
