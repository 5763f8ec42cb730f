"""``aggregator schedule``: prints the scheduled job, or installs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.base.errors import RefusedError, StorageError, UsageError
from aggregator.cli.common import Count, Duration, State, common_options, print_json

if TYPE_CHECKING:
    from aggregator.cli.jobs import Job

KINDS = ("systemd", "cron", "scrapyd", "github")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
MEMORY = 4096
"""MiB: the run, and up to four readers of pages that each may take one GiB for a hostile one."""


@click.command()
@click.argument("kind", type=click.Choice(KINDS), metavar=f"[{'|'.join(KINDS)}]")
@click.option("--every", type=Duration(), default="20m", metavar="DURATION", help="The pause between two runs.  [20m]")
@click.option("--max-time", type=Duration(), default="15m", metavar="DURATION", help="A run ends after it.  [15m]")
@click.option("--memory", type=Count(), default=MEMORY, metavar="MIB", help=f"A run may take so much.  [{MEMORY}]")
@click.option("--ping", envvar="AGGREGATOR_PING", metavar="URL", help="The monitor that runs are reported to.")
@click.option("--name", default="anime-news", metavar="NAME", help="The job's name.  [anime-news]")
@click.option("--install", is_flag=True, help="Install it instead of printing it.")
@common_options
@click.pass_obj
def schedule(
    state: State,
    kind: str,
    every: timedelta,
    max_time: timedelta,
    memory: int,
    ping: str | None,
    name: str,
    install: bool,
) -> None:
    """Print the job that crawls what is due, again and again, from this folder into this database."""
    from aggregator.base.sender import check_address
    from aggregator.cli.jobs import Job, check_pause

    check_pause(every)
    if not _NAME.fullmatch(name):
        raise UsageError("--name: of lower-case letters, digits and -, and begins with a letter")
    if max_time < timedelta(seconds=30) or memory < 512:
        raise UsageError("--max-time is at least 30s, --memory at least 512")
    job = Job(
        name=name,
        folder=Path.cwd(),
        python=Path(sys.executable),
        db=Path(os.path.realpath(state.db)),
        every=every,
        max_time=max_time,
        memory=memory,
        ping=check_address(ping) if ping else None,
    )
    _check_paths(job)
    _INSTALL[kind](state, job) if install else _print(state, kind, job)


def _print(state: State, kind: str, job: Job) -> None:
    from aggregator.cli import jobs

    files = {"crontab": jobs.cron(job)} if kind == "cron" else getattr(jobs, kind)(job)
    if state.json:
        print_json(files)
        return
    for number, (name, text) in enumerate(files.items()):
        click.echo(f"{'' if number == 0 else chr(10)}# {name}\n{text}", nl=False)


def _check_paths(job: Job) -> None:
    """No format of the four can hold a line break."""
    for path in (job.folder, job.python, job.db):
        if not str(path).isprintable():
            raise UsageError(f"{str(path)!r}: a job's paths hold no control characters")


def _install_systemd(state: State, job: Job) -> None:
    """A user's timer; it runs while the user is logged in, or always with lingering."""
    from aggregator.cli.jobs import systemd

    if shutil.which("systemctl") is None:
        raise RefusedError("systemd is not here; `aggregator schedule cron` is for systems without it")
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    folder = Path(base) / "systemd" / "user"
    for name, text in systemd(job).items():
        _write(folder / name, text)
        _say(state, f"{folder / name}: written")
    _call(["systemctl", "--user", "daemon-reload"])
    _call(["systemctl", "--user", "enable", "--now", f"{job.name}.timer"])
    _say(state, f"{job.name}.timer is on; `loginctl enable-linger` lets it run while you are not logged in")


def _install_cron(state: State, job: Job) -> None:
    from aggregator.cli.jobs import cron

    _change_crontab(state, job.name, cron(job))


def _install_scrapyd(state: State, job: Job) -> None:
    from aggregator.cli.jobs import scrapyd

    files = scrapyd(job)
    for folder in ("eggs", "logs", "dbs"):
        (job.folder / "scrapyd" / folder).mkdir(parents=True, exist_ok=True)
    _write(job.folder / "scrapyd.conf", files["scrapyd.conf"])
    _change_crontab(state, f"{job.name}-scrapyd", files["crontab"])
    _say(state, "scrapyd.conf: written; begin `scrapyd` here, then `scrapyd-deploy`")


def _install_github(state: State, job: Job) -> None:
    from aggregator.cli.jobs import github

    for name, text in github(job).items():
        _write(job.folder / name, text, mode=0o644)
        _say(state, f"{name}: written; commit it, and set the secret AGGREGATOR_PING if you have a monitor")


_INSTALL = {
    "systemd": _install_systemd,
    "cron": _install_cron,
    "scrapyd": _install_scrapyd,
    "github": _install_github,
}


def _change_crontab(state: State, name: str, lines: str) -> None:
    """Put the lines into the user's crontab, in the place of those of the same name."""
    if shutil.which("crontab") is None:
        raise RefusedError("cron is not here; `aggregator schedule systemd` is for systems with systemd")
    listed = subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False)  # noqa: S607 -- the user's
    begin, end = f"# begin {name} (aggregator schedule)\n", f"# end {name}\n"
    before = listed.stdout if listed.returncode == 0 else ""
    kept = re.sub(re.escape(begin) + ".*?" + re.escape(end), "", before, flags=re.DOTALL)
    if kept and not kept.endswith("\n"):
        kept += "\n"
    _call(["crontab", "-"], f"{kept}{begin}{lines}{end}")
    _say(state, f"{name} stands in your crontab")


def _write(path: Path, text: str, mode: int = 0o600) -> None:
    """Write a file whole or not at all, for its user alone: it may hold the monitor's address."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=mode)
        draft.write_text(text, encoding="utf-8")
        draft.chmod(mode)
        draft.replace(path)
    except OSError as error:
        raise StorageError(f"{path}: can't be written ({error.strerror})") from error


def _call(command: list[str], stdin: str | None = None) -> None:
    """Run a system's command. Raises :class:`RefusedError` with what it complains of."""
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)  # noqa: S603 -- fixed words
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise RefusedError(f"`{' '.join(command)}` failed ({said})")


def _say(state: State, sentence: str) -> None:
    if not state.quiet:
        click.echo(sentence, err=True)
