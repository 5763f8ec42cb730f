"""What every command shares: where the database is, how results are printed, how time and durations are read."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

import click
from click.core import ParameterSource

from aggregator.base.errors import BadInputError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from aggregator.base.sites import Site

F = TypeVar("F", bound=Callable[..., Any])

_DURATION = re.compile(r"(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s?)?")
_FILL = re.compile(r" +(?=\n)")
MAX_DURATION = timedelta(days=3650)
MAX_COUNT = 1_000_000_000
MAX_LINE = 64 << 20
"""Bytes of one line of JSON: a page of 15 MiB may be four times as long when it is escaped."""


@dataclass
class State:
    """The options that stand before or behind any command's name."""

    db: Path = Path("news.db")
    json: bool = False
    verbose: int = 0
    quiet: bool = False


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    state = context.ensure_object(State)
    given = context.get_parameter_source(parameter.name or "")
    inherited = given is ParameterSource.ENVIRONMENT and context.parent is not None
    # The outermost command has read the environment already; what was typed before this one's name outranks it.
    if given is not None and given is not ParameterSource.DEFAULT and not inherited:
        setattr(state, "json" if parameter.name == "as_json" else str(parameter.name), value)
    return value


def common_options(command: F) -> F:
    """Add ``--db``, ``--json``, ``-v`` and ``-q``, which may stand before or behind the command's name."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Print results and errors only."),
        click.option("-v", "--verbose", count=True, help="Tell more; twice: everything."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables."),
        click.option(
            "--db",
            type=click.Path(path_type=Path),
            envvar="AGGREGATOR_DB",
            metavar="PATH",
            help="The database.  [default: news.db; also AGGREGATOR_DB]",
        ),
    ):
        command = _hidden_value(option)(command)
    return command


def _hidden_value(option: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        decorated = option(command)
        parameters = getattr(decorated, "__click_params__", None) or getattr(decorated, "params", [])
        parameters[-1].expose_value = False
        parameters[-1].callback = _remember
        return decorated

    return decorate


def print_json(value: Any) -> None:
    """One JSON object on one line of stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))


def print_json_lines(values: Iterable[Any]) -> None:
    """One JSON object a line."""
    for value in values:
        print_json(value)


def console(*, stderr: bool = False) -> Console:
    """Where tables go: colours only on a terminal and without NO_COLOR; 80 columns where there is none."""
    from rich.console import Console

    class Output(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # the exit code is one for all output, with rich or without

    stream = sys.stderr if stderr else sys.stdout
    terminal = stream.isatty()
    file = cast("IO[str]", stream if terminal else _Trimmed(stream))
    return Output(file=file, highlight=False, width=None if terminal else 80, soft_wrap=False)


class _Trimmed:
    """A stream without the spaces that tables fill their lines with."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(_FILL.sub("", text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def now() -> datetime:
    """The time, read in one place."""
    return datetime.now(UTC)


def stated_site(name: str, host: str, language: str, timezone: str) -> Site:
    """A site that is made of what somebody stated. Raises :class:`BadInputError` naming what is wrong."""
    from pydantic import ValidationError

    from aggregator.base.config import faults_of
    from aggregator.base.sites import Site

    try:
        return Site(name=name, host=host, language=language, timezone=timezone)
    except ValidationError as error:
        raise BadInputError("ill_formed", faults_of(error)) from error


def check_stated(name: str | None, language: str | None, timezone: str | None) -> None:
    """Check what options state of a site before anything is done. Raises :class:`UsageError`."""
    try:
        stated_site(name or "page", "page.invalid", language or "und", timezone or "UTC")
    except BadInputError as error:
        raise UsageError(str(error)) from error


class Duration(click.ParamType[timedelta]):
    """A duration such as ``90``, ``30s``, ``10m``, ``2h`` or ``1d12h``; gives a ``timedelta``."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Read it, or fail naming the forms."""
        if isinstance(value, timedelta):
            return value
        match = _DURATION.fullmatch(value.strip().lower())
        if not value.strip() or match is None or not any(match.groups()):
            self.fail(f"{value!r} is no duration; write 30s, 10m, 2h or 1d", param, ctx)
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        if days > MAX_DURATION.days:
            self.fail(f"{value!r} is too long; write at most {MAX_DURATION.days}d", param, ctx)
        duration = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return min(duration, MAX_DURATION)


class Count(click.ParamType[int]):
    """A number of things, from 0 to :data:`MAX_COUNT`."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it, or fail naming the range."""
        try:
            number = int(value)
        except ValueError:
            self.fail(f"{value!r} is no whole number", param, ctx)
        if not 0 <= number <= MAX_COUNT:
            self.fail(f"{value} is not from 0 to {MAX_COUNT}", param, ctx)
        return number


class Day(click.ParamType[datetime]):
    """A day or an instant in ISO 8601; gives an aware ``datetime`` (a day is its start in UTC)."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it, or fail naming the form."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write 2026-07-01 or 2026-07-01T12:00+09:00", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class AllowedAddress(click.ParamType[str]):
    """An ``IP:PORT`` that may be asked although it is not public."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it, or fail naming the form."""
        from aggregator.base.errors import ConfigError
        from aggregator.download.address import AllowList

        try:
            AllowList.parse([value])
        except ConfigError as error:
            self.fail(str(error), param, ctx)
        return str(value)


def allow_option(command: F) -> F:
    """Add ``--allow-address``."""
    return click.option(
        "--allow-address",
        "allow",
        type=AllowedAddress(),
        multiple=True,
        metavar="IP:PORT",
        help="Ask this address although it is not public.",
    )(command)


def bounded_lines(stream: BinaryIO, limit: int = MAX_LINE) -> Iterator[bytes | None]:
    """The lines of a stream, each with its end; None stands for a line of more than ``limit`` bytes, which is passed
    over without being held in memory.
    """
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while rest := stream.readline(1 << 20):
            if rest.endswith(b"\n"):
                break
        yield None
