"""The command ``aggregator``: finds each command's module when it is needed, and turns errors into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from aggregator import __version__
from aggregator.base.errors import AggregatorError
from aggregator.cli.common import State, common_options

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo:demo", "Crawl a made-up news web on this machine."),
    "crawl": ("crawl:crawl", "Crawl what is due, and say what was found."),
    "sites": ("sites:sites", "List, add, check and switch off the sources."),
    "extract": ("extract:extract", "Print what is read in a page or text, as JSON."),
    "ingest": ("ingest:ingest", "Take in saved pages and JSON lines."),
    "reextract": ("reextract:reextract", "Read archived pages again with today's rules."),
    "forget": ("ingest:forget", "Remove an article for good."),
    "list": ("browse:list_articles", "List articles, newest first."),
    "show": ("browse:show", "Show one article, or one story."),
    "search": ("browse:search", "Find articles by their words."),
    "stories": ("browse:stories", "List stories, newest first."),
    "releases": ("claims:releases", "List when and where works come out."),
    "credits": ("claims:list_credits", "List who does what in works."),
    "regroup": ("works:regroup", "Decide anew which works and stories are one."),
    "works": ("works:works", "Import lists of works, and find works by any of their names."),
    "serve": ("serve:serve", "Serve the web pages, and Datasette for SQL."),
    "timeline": ("history:timeline", "Tell what became of a work, step by step."),
    "explain": ("history:explain", "Tell why something is as it is."),
    "correct": ("correct:correct", "Say what is one, what is not, and what is not true."),
    "changes": ("changes:changes", "Tell what is new or different since a cursor."),
    "export": ("export:export", "Write a feed, a dump or a copy."),
    "push": ("push:push", "Tell webhooks what is new or different."),
    "schedule": ("schedule:schedule", "Print or install the job that crawls again and again."),
    "health": ("health:health", "Say how the sources are doing, and what is wrong."),
    "doctor": ("doctor:doctor", "Look whether everything is sound, and say what to do."),
    "backup": ("backup:backup", "Copy the whole database while it is in use."),
    "restore": ("backup:restore", "Put a backup in the place of the database."),
    "merge": ("merge:merge", "Take another database into this one."),
    "completion": ("completion:completion", "Print the completion script of a shell."),
}
"""Each command's module in this folder and its name there, and what `--help` says of it without importing it."""

MAX_SENTENCE = 1000
"""Characters of an error; what it quotes may be of any length."""


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
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"aggregator.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's
        """The list of commands in ``--help``."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader who has seen enough ends it (click itself would make a 1 of it)."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_output()
            sys.exit(141)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aggregator")
@common_options
@click.pass_context
def cli(context: click.Context) -> None:
    """Anime news: crawled, read, grouped and kept in one SQLite file."""
    context.ensure_object(State)


def main() -> NoReturn:
    """The command as it is installed: run the command line and end the process with its exit code."""
    _open_streams()
    sys.exit(run())


def _open_streams() -> None:
    """Text goes out as UTF-8 whatever the locale says. A standard stream that was closed leads nowhere: else the next
    file to be opened would take its number, and get what is printed.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))  # noqa: SIM115 -- it lives on
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, the process's own if none is given; every error becomes one sentence on stderr.

    Returns the exit code.
    """
    try:
        code = cli.main(arguments, prog_name="aggregator", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.UsageError as error:
        return _tell(_usage(error), 2)
    except click.ClickException as error:
        return _tell(error.format_message(), error.exit_code)
    except AggregatorError as error:
        return _tell(str(error), error.exit_code)
    except BrokenPipeError:
        _drop_output()
        return 141
    except OSError as error:
        _drop_output()
        return _tell(f"{error.filename or 'standard output'}: can't be read or written ({error.strerror})", 5)
    return code if isinstance(code, int) else 0


def _usage(error: click.UsageError) -> str:
    """A wrong use in one sentence, with the command that explains the right one."""
    said = error.format_message().rstrip(".")
    path = error.ctx.command_path if error.ctx else "aggregator"
    return f"{said[:1].lower()}{said[1:]} (`{path} --help` tells more)"


def _tell(sentence: str, code: int) -> int:
    """Print an error as one line that a terminal can't mistake for commands; give the code back."""
    if len(sentence) > MAX_SENTENCE:
        sentence = f"{sentence[: MAX_SENTENCE // 2]} … {sentence[-MAX_SENTENCE // 2 :]}"
    plain = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in sentence)
    click.echo(f"aggregator: {plain}", err=True)
    return code


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that the interpreter does not stumble over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
