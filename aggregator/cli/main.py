"""The command ``aggregator``: finds each command's module when it is needed, and turns errors into exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from aggregator import __version__
from aggregator.base.errors import AggregatorError
from aggregator.cli.common import State, common_options

COMMANDS: dict[str, str] = {
    "demo": "demo:demo",
    "crawl": "crawl:crawl",
    "sites": "sites:sites",
    "extract": "extract:extract",
    "ingest": "ingest:ingest",
    "forget": "ingest:forget",
    "list": "browse:list_articles",
    "show": "browse:show",
    "search": "browse:search",
    "stories": "browse:stories",
    "export": "export:export",
    "completion": "completion:completion",
}
"""Each command's module in this folder and its name there."""


class LazyGroup(click.Group):
    """Imports a command's module only when the command is called or described."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- the signature is click's
        """The commands in the order of a day's work."""
        return list(COMMANDS)

    def get_command(  # the signature is click's
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        """The command of a name, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"aggregator.cli.{module}"), attribute)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aggregator")
@common_options
@click.pass_context
def cli(context: click.Context) -> None:
    """Anime news: crawled, read, grouped and kept in one SQLite file."""
    context.ensure_object(State)


def main() -> NoReturn:
    """Run the command line; every error is one sentence on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(prog_name="aggregator", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2 if isinstance(error, click.UsageError) else error.exit_code)
    except AggregatorError as error:
        click.echo(f"aggregator: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    sys.exit(code if isinstance(code, int) else 0)
