"""The scheduled job: as text, checked by the programs that are to read it, and as its commands are really run."""

from __future__ import annotations

import configparser
import json
import os
import shlex
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from aggregator.base.errors import UsageError
from aggregator.cli import jobs
from aggregator.cli.jobs import Job, check_pause
from tests.cli.program import process, run

PING = "https://hc.example/ping/s3cret%20x"


def job(folder: Path = Path("/srv/news"), **changes: Any) -> Job:
    values: dict[str, Any] = {
        "name": "anime-news",
        "folder": folder,
        "python": Path("/srv/news/.venv/bin/python"),
        "db": folder / "news.db",
        "every": timedelta(minutes=20),
        "max_time": timedelta(minutes=15),
        "memory": 2048,
        "ping": PING,
    }
    return Job(**{**values, **changes})


def unit(text: str) -> dict[str, dict[str, str]]:
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}


class TestSystemd:
    def test_the_service_has_bounds_and_the_timer_jitter_and_memory_of_what_it_missed(self) -> None:
        files = jobs.systemd(job())
        service, timer = unit(files["anime-news.service"])["Service"], unit(files["anime-news.timer"])["Timer"]
        assert service["MemoryMax"] == "2048M"
        assert service["SuccessExitStatus"] == "3 4"
        assert int(service["TimeoutStartSec"]) > 900
        assert shlex.split(service["ExecStart"])[-5:] == ["crawl", "--quiet", "--max-time", "900s", "--json"]
        assert timer == {"OnCalendar": "*:0/20", "RandomizedDelaySec": "120s", "Persistent": "true"}

    @pytest.mark.case(139)
    def test_the_monitors_address_is_no_argument(self) -> None:
        service = unit(jobs.systemd(job())["anime-news.service"])["Service"]
        assert service["Environment"] == "AGGREGATOR_PING=https://hc.example/ping/s3cret%%20x"
        assert "s3cret" not in service["ExecStart"]

    @pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
    @pytest.mark.parametrize("folder", ["plain", "with space", 'o"dd $HOME %n; \\'])
    def test_systemd_understands_it(self, folder: str, tmp_path: Path) -> None:
        home = tmp_path / folder
        home.mkdir()
        for name, text in jobs.systemd(job(home, python=Path(sys.executable))).items():
            (tmp_path / name).write_text(text)
        (tmp_path / "run").mkdir()
        done = subprocess.run(
            ["systemd-analyze", "verify", "--user", *map(str, sorted(tmp_path.glob("anime-news.*")))],
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path / "run")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")

    def test_a_pause_that_no_calendar_repeats_evenly_is_refused(self) -> None:
        for pause in (timedelta(minutes=7), timedelta(minutes=90), timedelta(hours=5), timedelta(minutes=1)):
            with pytest.raises(UsageError, match="--every"):
                check_pause(pause)
        for pause in (timedelta(minutes=20), timedelta(hours=6), timedelta(days=1)):
            check_pause(pause)


@pytest.mark.parametrize("folder", ["plain", "with space", "o\"dd $HOME %n; \\ 'x"])
def test_the_crontabs_line_runs_the_crawl_in_its_folder(folder: str, tmp_path: Path) -> None:
    home = tmp_path / folder
    home.mkdir()
    python = home / "python"
    python.write_text('#!/bin/sh\n(pwd; ulimit -v; for word; do printf "%s\\n" "$word"; done) >>"$0.said"\n')
    python.chmod(0o755)
    lines = jobs.cron(job(home, python=python)).splitlines()
    assert lines[0] == f"AGGREGATOR_PING={PING}"
    assert lines[2].startswith("@reboot ")
    command = lines[1].split(" ", 5)[5]
    assert "%" not in command.replace("\\%", "")
    subprocess.run(["/bin/sh", "-c", command.replace("\\%", "%")], check=True, cwd="/")
    said = Path(f"{python}.said").read_text().splitlines()
    db = ["-m", "aggregator", "--db", str(home / "news.db")]
    crawl = ["crawl", "--quiet", "--max-time", "900s", "--log", str(home / "anime-news.log")]
    assert said[: 2 + len(db + crawl)] == [str(home), "2097152", *db, *crawl]
    assert said[-2:] == ["health", "--quiet"]


def test_installations_begin_at_different_minutes_and_each_at_its_own() -> None:
    first = {jobs.cron(job(Path(f"/srv/{n}"))).splitlines()[1].split()[0] for n in range(40)}
    assert len(first) > 10
    assert jobs.cron(job()) == jobs.cron(job())
    assert all(0 <= int(minutes.partition("-")[0]) < 20 for minutes in first)


def test_cron_is_installed_once_beside_what_is_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = home / "table"
    table.write_text("0 1 * * * mine\n")
    tool = home / "bin" / "crontab"
    tool.parent.mkdir()
    tool.write_text(
        f'#!/bin/sh\nif [ "$1" = -l ]; then cat {table}; else cat >{table}.new; mv {table}.new {table}; fi\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    for pause in ("20m", "30m"):
        assert run("schedule", "cron", "--install", "--every", pause).code == 0
    lines = table.read_text().splitlines()
    assert lines[0] == "0 1 * * * mine"
    assert len(lines) == 5
    assert "/30 * * * *" in lines[2]


def test_systemds_files_are_their_users_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = home / "bin" / "systemctl"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\necho $* >>{home}/called\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    assert run("schedule", "systemd", "--install", "--ping", PING).code == 0
    files = sorted((home / "config" / "systemd" / "user").iterdir())
    assert [file.name for file in files] == ["anime-news.service", "anime-news.timer"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (home / "called").read_text().splitlines()[-1] == "--user enable --now anime-news.timer"


def test_what_a_system_command_complains_of_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = home / "bin" / "systemctl"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\necho no bus >&2; exit 1\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    ran = run("schedule", "systemd", "--install")
    assert ran.code == 6
    assert "no bus" in ran.err


@pytest.mark.case(139)
def test_github_runs_one_at_a_time_and_knows_no_secret(home: Path) -> None:
    ran = run("schedule", "github", "--ping", PING, "--json")
    ((name, text),) = json.loads(ran.out).items()
    assert name == ".github/workflows/anime-news.yml"
    assert "s3cret" not in text
    assert "cancel-in-progress: false" in text
    assert "${{ secrets.AGGREGATOR_PING }}" in text
    assert "§" not in text


def test_scrapyd_listens_on_loopback_alone(home: Path) -> None:
    files = json.loads(run("schedule", "scrapyd", "--json").out)
    parser = configparser.RawConfigParser()
    parser.read_string(files["scrapyd.conf"])
    assert parser["scrapyd"]["bind_address"] == "127.0.0.1"
    assert "due=1" in files["crontab"]


@pytest.mark.parametrize("words", [["--name", "A b"], ["--memory", "1"], ["--max-time", "1s"], ["--ping", "x"]])
def test_a_wrong_option(home: Path, words: list[str]) -> None:
    assert run("schedule", "cron", *words).code in (2, 6)


def test_printing_is_all_it_does(home: Path) -> None:
    assert process("schedule", "systemd", folder=home).code == 0
    assert list(home.iterdir()) == []
