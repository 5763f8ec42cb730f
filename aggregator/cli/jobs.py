"""The scheduled job as text: for systemd, cron, Scrapyd and GitHub Actions. Pure; nothing is installed here.

All say the same: begin often, for a run decides itself what is due, so that however many were missed are caught up by
one; end after a given time; within a given memory; leave one line of JSON a run. A run that is still going on when the
next begins is no fault (exit status 4). An address of a dead-man's switch is a secret: it stands in the job's
environment, not among the arguments, which every user of the machine can see.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from string import Template

from aggregator.base.errors import UsageError

ORDINARY = "3 4"
"""Exit statuses beside 0 of a run that is no failure of the job: some sources failed; another run goes on."""
_HOUR, _DAY = 60, 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be run: ``folder`` is the working folder, ``python`` the interpreter, ``db`` the database.

    It begins ``every`` so often and ends after ``max_time``; ``memory`` is in MiB.
    """

    name: str
    folder: Path
    python: Path
    db: Path
    every: timedelta
    max_time: timedelta
    memory: int
    ping: str | None = None

    @property
    def minutes(self) -> int:
        """Minutes between two beginnings."""
        return int(self.every.total_seconds()) // 60

    @property
    def seconds(self) -> int:
        """Seconds that a run may take."""
        return int(self.max_time.total_seconds())

    def words(self, *words: str) -> list[str]:
        """A command of ours as its words."""
        return [str(self.python), "-m", "aggregator", "--db", str(self.db), *words]

    @property
    def crawl(self) -> list[str]:
        """The crawl's command, without what its log needs."""
        return self.words("crawl", "--quiet", "--max-time", f"{self.seconds}s")

    @property
    def health(self) -> list[str]:
        """The command that looks whether the sources are well, and notifies."""
        return self.words("health", "--quiet")

    @property
    def log(self) -> Path:
        """Where a job without a journal writes its lines."""
        return self.folder / f"{self.name}.log"


def systemd(job: Job) -> dict[str, str]:
    """A service and a timer, by file name; a run that was missed (``Persistent``) is caught up once at the start.

    Jitter: up to a tenth of the pause, at least a minute, another one on each machine and each time.
    """
    values = {
        "name": job.name,
        "folder": job.folder.as_posix().replace("%", "%%"),
        "environment": f"Environment={_unit_word(f'AGGREGATOR_PING={job.ping}')}\n" if job.ping else "",
        "crawl": _unit_words([*job.crawl, "--json"]),
        "health": _unit_words(job.health),
        "ordinary": ORDINARY,
        "memory": str(job.memory),
        "timeout": str(job.seconds + 120),
        "calendar": _calendar(job.minutes),
        "jitter": str(max(job.minutes * 6, 60)),
    }
    return {f"{job.name}.{kind}": Template(_text(f"job.{kind}")).substitute(values) for kind in ("service", "timer")}


def cron(job: Job) -> str:
    """Lines for a user's crontab: the schedule, moved by some minutes that are this installation's own, and the start
    of the machine.
    """
    command = (
        f"cd {shlex.quote(str(job.folder))} && ulimit -v {job.memory * 1024} && "
        f"{shlex.join([*job.crawl, '--log', str(job.log)])}; {shlex.join(job.health)} >/dev/null"
    ).replace("%", "\\%")  # to cron a bare one is a line's end
    ping = f"AGGREGATOR_PING={job.ping}\n" if job.ping else ""
    return f"{ping}{_cron_time(job.minutes, _offset(job))} {command}\n@reboot sleep 120; {command}\n"


def scrapyd(job: Job) -> dict[str, str]:
    """Scrapyd's settings and the crontab line that has it begin each spider, since it has no schedule of its own.

    Its HTTP interface runs what it is told: it listens on loopback alone.
    """
    send = (
        f"curl -fsS http://127.0.0.1:6800/schedule.json -d project=anime-news-aggregator -d spider=$site -d due=1 "
        f"-d setting=CLOSESPIDER_TIMEOUT={job.seconds} "
        f"--data-urlencode {shlex.quote(f'setting=AGGREGATOR_DB={job.db}')} >/dev/null"
    )
    names = f"{shlex.quote(str(job.python))} -m scrapy list"
    line = f"cd {shlex.quote(str(job.folder))} && for site in $({names}); do {send}; done".replace("%", "\\%")
    settings = Template(_text("scrapyd.conf")).substitute(
        folder=job.folder.as_posix().replace("%", "%%"), memory=str(job.memory * 1024)
    )
    return {"scrapyd.conf": settings, "crontab": f"{_cron_time(job.minutes, _offset(job))} {line}\n"}


def github(job: Job) -> dict[str, str]:
    """A workflow; the database is kept between its runs in the cache of Actions."""
    values = {
        "name": job.name,
        "cron": _cron_time(job.minutes, _offset(job)),
        "seconds": str(job.seconds),
        "minutes": str(job.seconds // 60 + 15),
        "memory": str(job.memory * 1024),
        "db": job.db.name,
    }
    return {f".github/workflows/{job.name}.yml": _Workflow(_text("workflow.yml")).substitute(values)}


class _Workflow(Template):
    """A template whose marks are not those of GitHub's expressions."""

    delimiter = "§"


def _text(name: str) -> str:
    return (files("aggregator.cli") / "templates" / name).read_text(encoding="utf-8")


def _unit_words(words: list[str]) -> str:
    return " ".join(_unit_word(word).replace("$", "$$") for word in words)


def _unit_word(word: str) -> str:
    """A word of a unit file (systemd.syntax(7)): quoted where it must be, with no specifier in it."""
    word = word.replace("%", "%%")
    if word and not set(word) & set(" \t\"'\\;"):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _calendar(minutes: int) -> str:
    """A pause as systemd.time(7) writes it."""
    if minutes < _HOUR:
        return f"*:0/{minutes}"
    return f"0/{minutes // _HOUR}:00" if minutes < _DAY else "daily"


def _cron_time(minutes: int, offset: int) -> str:
    """A pause in the five fields of a crontab, moved by ``offset`` minutes."""
    if minutes < _HOUR:
        return f"{offset % minutes}-59/{minutes} * * * *"
    minute = offset % _HOUR
    return f"{minute} */{minutes // _HOUR} * * *" if minutes < _DAY else f"{minute} {offset % 24} * * *"


def check_pause(every: timedelta) -> None:
    """Raises :class:`UsageError` for a pause that a calendar can't repeat evenly."""
    minutes, rest = divmod(int(every.total_seconds()), 60)
    even = minutes and (_HOUR % minutes == 0 if minutes < _HOUR else minutes % _HOUR == 0 and _DAY % minutes == 0)
    if rest or not even or minutes < 5:
        raise UsageError("--every: write 5m, 10m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 8h, 12h or 1d")


def _offset(job: Job) -> int:
    """Minutes that differ between installations and stay the same in each."""
    return int.from_bytes(blake2b(f"{job.folder} {job.db}".encode(), digest_size=4).digest(), "big") % 1440
