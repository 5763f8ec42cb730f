"""The user's own files: ``sites.toml`` (sources) and ``aggregator.toml`` (settings)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from aggregator.base.errors import ConfigError
from aggregator.base.sites import Site

_TABLE = re.compile(r"^[ \t]*\[\[\s*site\s*\]\]", re.MULTILINE)


ChangeKind = Literal[
    "new_story", "new_release", "changed_release", "delay", "cancellation", "new_cast", "new_staff", "correction"
]


class PushTarget(BaseModel):
    """``[[push]]``: a webhook that is told of changes. Its address is a secret: it stands in ``url``, or in the
    environment variable that ``url_env`` names. ``watch`` is the file of a watchlist; ``unsure`` says what to do with a
    message of which nobody knows whether it arrived.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Annotated[str, Field(max_length=100, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    to: Literal["discord", "slack", "webhook"]
    url: SecretStr | None = None
    url_env: Annotated[str | None, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] = None
    watch: str | None = None
    kinds: tuple[ChangeKind, ...] = get_args(ChangeKind)
    unsure: Literal["again", "skip"] | None = None

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        if (self.url is None) == (self.url_env is None):
            raise ValueError("url and url_env: one of them is needed")
        return self

    @property
    def again(self) -> bool:
        """Whether a message of unknown outcome is sent again: usually to a receiver that knows the Idempotency-Key."""
        return self.unsure == "again" if self.unsure else self.to == "webhook"

    def address(self, environment: Mapping[str, str]) -> str:
        """The webhook's address. Raises :class:`ConfigError`, which never tells it."""
        given = self.url.get_secret_value() if self.url else environment.get(self.url_env or "", "")
        parts = urlsplit(given.strip())
        inside = self.to == "webhook" or parts.hostname in ("127.0.0.1", "::1", "localhost")
        if not parts.hostname or parts.scheme not in (("https", "http") if inside else ("https",)):
            where = f"the environment variable {self.url_env}" if self.url_env else "url"
            raise ConfigError(f"push {self.name!r}: {where} holds no address that begins with https://")
        return given.strip()


class ArchiveConfig(BaseModel):
    """``[archive]``: whether pages are kept as they came, how many MiB of them and for how many days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    enabled: bool = True
    max_mib: Annotated[int, Field(ge=16, le=1 << 30)] = 2048
    keep_days: Annotated[int, Field(ge=1, le=36500)] = 365


class Config(BaseModel):
    """``aggregator.toml``: ``contact`` (an address or URL in the User-Agent, so that a site's owner can reach you),
    ``push``, the webhooks that are told of changes, ``notify``, the addresses that are told when something is wrong
    with a source, and when it is well again, and the archive of pages.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: Annotated[str | None, Field(max_length=200, pattern=r"^[\x21-\x7e]+$")] = None
    notify: tuple[Annotated[str, Field(max_length=2000, pattern=r"^[a-z][a-z0-9+.-]*://\S+$")], ...] = ()
    push: tuple[PushTarget, ...] = ()
    archive: ArchiveConfig = ArchiveConfig()

    @field_validator("push")
    @classmethod
    def _differ(cls, targets: tuple[PushTarget, ...]) -> tuple[PushTarget, ...]:
        names = [target.name for target in targets]
        if len(names) != len(set(names)):
            raise ValueError("two of them have the same name")
        return targets


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
