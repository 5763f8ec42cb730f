"""The SQLite library in use, chosen in one place.

The newest one that is installed, as sqlite-utils picks it: ``pysqlite3`` brings SQLite 3.53, while a system's may lie
in the range of the WAL-reset bug (3.7.0 to 3.51.2, sqlite.org/wal.html).
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import utils as _utils

sqlite3: Any = _utils.sqlite3  # type: ignore[attr-defined]  # a module that its owner does not mark as public
SQLITE_VERSION: str = sqlite3.sqlite_version
