"""Words about pictures and players, out of ``data/media.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def media_words() -> dict[str, Any]:
    """The data file, read once."""
    return tomllib.loads((files("aggregator") / "data" / "media.toml").read_text(encoding="utf-8"))
