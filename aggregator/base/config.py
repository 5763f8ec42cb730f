"""The user's own files: ``sites.toml`` (sources) and ``aggregator.toml`` (settings)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aggregator.base.errors import ConfigError
from aggregator.base.sites import Site

_TABLE = re.compile(r"^[ \t]*\[\[\s*site\s*\]\]", re.MULTILINE)


class Config(BaseModel):
    """``aggregator.toml``: ``contact`` (an address or URL in the User-Agent, so that a site's owner can reach you)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: Annotated[str | None, Field(max_length=200, pattern=r"^[\x21-\x7e]+$")] = None


_IN_WORDS = {
    "extra_forbidden": "no such key",
    "string_pattern_mismatch": "holds signs that can't stand there, such as spaces or letters beyond ASCII",
}
"""Kinds of faults that pydantic tells in a programmer's words."""


def config_folder(working: Path | None = None) -> Path:
    """Where the user's files lie: the working folder if one of them is there, else the user's configuration folder."""
    working = working or Path.cwd()
    if any((working / name).exists() for name in ("aggregator.toml", "sites.toml")):
        return working
    from platformdirs import user_config_path

    try:
        return user_config_path("anime-news-aggregator")
    except RuntimeError:  # a user without a home, as in many containers
        return working


def load_config(folder: Path) -> Config:
    """The settings of a folder, the defaults where there is no file. Raises :class:`ConfigError`."""
    path = folder / "aggregator.toml"
    if not path.exists():
        return Config()
    try:
        return Config.model_validate(_read(path))
    except ValidationError as error:
        raise ConfigError(f"{path}: {faults_of(error)}") from error


def load_sites(path: Path) -> list[Site]:
    """The sites of a ``sites.toml``. Raises :class:`ConfigError` naming every fault at once."""
    data = _read(path)
    faults = [f"{key}: no such key; sites are [[site]] tables" for key in data if key != "site"]
    tables = data.get("site", [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise ConfigError(f"{path}: sites are [[site]] tables")
    lines = [path.read_text(encoding="utf-8")[: m.start()].count("\n") + 1 for m in _TABLE.finditer(_text(path))]
    sites: list[Site] = []
    for number, table in enumerate(tables):
        where = f"site {table.get('name', number + 1)!r}" + (f" (line {lines[number]})" if number < len(lines) else "")
        try:
            site = Site.model_validate(table)
        except ValidationError as error:
            faults.append(f"{where}: {faults_of(error)}")
            continue
        if not site.name:
            faults.append(f"{where}: name: is missing")
        elif site.name in {other.name for other in sites}:
            faults.append(f"{where}: name: is there twice")
        sites.append(site)
    if faults:
        raise ConfigError(f"{path}: " + "; ".join(faults))
    return sites


def write_sites(path: Path, sites: Iterable[Site]) -> None:
    """Write a ``sites.toml`` in one step: the old file or the new one, never half of one."""
    text = "\n".join(site_table(site) for site in sites)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def append_site(path: Path, site: Site) -> None:
    """Add a site at the end of a ``sites.toml``, leaving what stands there (comments too) as it is."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(f"{before.rstrip()}\n\n{site_table(site)}".lstrip(), encoding="utf-8")
    temporary.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is no TOML: {error}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read ({error})") from error


def faults_of(error: ValidationError) -> str:
    """What is wrong with a record, each fault with its key, in one line."""
    parts = []
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"])
        said = _IN_WORDS.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        parts.append(f"{where}: {said[0].lower()}{said[1:]}" if where else said)
    return "; ".join(parts)


def site_table(site: Site) -> str:
    """A site as a ``[[site]]`` table of TOML, with what differs from the usual."""
    lines = ["[[site]]"]
    rules: list[str] = []
    for name, value in site.model_dump(exclude_defaults=True).items():
        if name == "rules":
            rules = ["[site.rules]", *(f"{field} = {_toml(list(texts))}" for field, texts in value.items())]
        else:
            lines.append(f"{name} = {_toml(list(value) if isinstance(value, tuple) else value)}")
    return "\n".join(lines + rules) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_toml(v) for v in value)}]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda c: f"\\u{ord(c.group()):04x}", escaped) + '"'
    return repr(value)
