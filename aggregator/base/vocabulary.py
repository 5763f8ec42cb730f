"""The words in ``data/``: closed lists and each language's vocabulary."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """A file of ``data/`` by its name without ``.toml``; read once. Raises ``FileNotFoundError``."""
    return tomllib.loads((files("aggregator") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def shared_words(group: str, key: str) -> frozenset[str]:
    """A list of ``data/shared_words.toml``: small words that mean the same in all languages at once."""
    return frozenset(table("shared_words")[group][key])


@cache
def language(tag: str) -> dict[str, Any]:
    """A language's words by BCP 47 tag (``pt-BR`` falls back to ``pt``); empty for a language without a file."""
    for candidate in (tag, tag.partition("-")[0]):
        file = files("aggregator") / "data" / "languages" / f"{candidate}.toml"
        if file.is_file():
            return tomllib.loads(file.read_text(encoding="utf-8"))
    return {}
