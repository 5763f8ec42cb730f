import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aggregator.base.errors import AggregatorError, StorageError, UsageError
from aggregator.cli.main import cli
from aggregator.store.database import Store
from aggregator.view.formats import FORMATS
from tests.view.json_feed import faults
from tests.view.made_up import Shelf, lines

STREAMS = [name for name, known in FORMATS.items() if not known.whole]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    (tmp_path / "db").mkdir()
    made = Shelf(tmp_path / "db" / "made-up.db")
    yield made
    made.store.close()


def run(shelf: Shelf, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["--db", str(shelf.path), "export", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def command(shelf: Shelf, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "aggregator", "--db", str(shelf.path), "export", *arguments]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_every_format_has_its_writer() -> None:
    assert all(callable(known.load()) for known in FORMATS.values())


def test_json_feed_to_stdout(shelf: Shelf) -> None:
    shelf.rich()
    feed = json.loads(run(shelf, "jsonfeed").stdout)
    assert faults(feed) == []
    assert [item["title"] for item in feed["items"]] == ["Sky of Winds opens in January"]


def test_ndjson_to_stdout(shelf: Shelf) -> None:
    shelf.rich()
    assert lines(run(shelf, "ndjson", "--out", "-").stdout_bytes)[0]["site"] == "lantern-wire"


def test_csv_to_stdout(shelf: Shelf) -> None:
    shelf.rich()
    text = run(shelf, "csv").stdout_bytes.decode()
    assert next(csv.DictReader(io.StringIO(text, newline="")))["site"] == "lantern-wire"


def test_sqlite_to_a_file(shelf: Shelf, tmp_path: Path) -> None:
    shelf.rich()
    run(shelf, "sqlite", "--out", str(tmp_path / "copy.db"))
    with Store.read(tmp_path / "copy.db") as store:
        assert len(store.rows("SELECT 1 FROM articles")) == 1


@pytest.mark.case(134)
@pytest.mark.parametrize("name", list(FORMATS))
def test_the_same_bytes_again(shelf: Shelf, tmp_path: Path, name: str) -> None:
    shelf.story(shelf.rich(), shelf.rich("second"))
    out = tmp_path / "out"
    run(shelf, name, "--out", str(out))
    first = out.read_bytes()
    shelf.run("UPDATE articles SET last_seen = '2027-01-01T00:00:00+00:00'")
    run(shelf, name, "--out", str(out))
    assert out.read_bytes() == first
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("name", STREAMS)
def test_stdout_and_file_are_the_same(shelf: Shelf, tmp_path: Path, name: str) -> None:
    shelf.rich("風の空")
    run(shelf, name, "--out", str(tmp_path / "out"))
    assert run(shelf, name).stdout_bytes == (tmp_path / "out").read_bytes()


@pytest.mark.case(133)
@pytest.mark.parametrize("name", STREAMS)
def test_an_interruption_leaves_the_former_file(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    out = tmp_path / "out"
    shelf.rich()
    run(shelf, name, "--out", str(out))
    before = out.read_bytes()
    shelf.rich("second")

    class BrokenError(RuntimeError):
        pass

    def fail(_: object) -> str:
        raise BrokenError

    monkeypatch.setattr("aggregator.view.safe.url", fail)
    with pytest.raises(BrokenError):
        run(shelf, name, "--out", str(out))
    assert out.read_bytes() == before
    assert names(tmp_path) == ["out"]


SUICIDE = """
import os, signal, sys
from aggregator.cli.main import main
from aggregator.view import safe
calls, allowed, number = 0, safe.url, int(sys.argv.pop())
def url(address):
    global calls
    calls += 1
    if calls == 400:
        os.kill(os.getpid(), number)
    return allowed(address)
safe.url = url
signal.signal(signal.SIGINT, signal.default_int_handler)  # one begun in the background would ignore it
main()
"""


@pytest.mark.case(133)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_killed_export_leaves_the_former_file_and_the_next_cleans_up(
    shelf: Shelf, tmp_path: Path, number: signal.Signals
) -> None:
    out = tmp_path / "out"
    for n in range(120):
        shelf.put(f"number {n}", body="word " * 3000)
    run(shelf, "ndjson", "--out", str(out), "--limit", "1")
    before = out.read_bytes()
    arguments = [*command(shelf, "ndjson", "--out", str(out))[3:], "--limit", "0", str(int(number))]
    killed = subprocess.run([sys.executable, "-c", SUICIDE, *arguments], stderr=subprocess.DEVNULL, check=False)
    assert killed.returncode not in (0, 2)
    assert out.read_bytes() == before
    run(shelf, "ndjson", "--out", str(out))
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (["--by", "article"], ["第二", "first", "alone"]),
        (["--by", "story"], ["first", "alone"]),
        ([], ["first", "alone"]),
        (["--site", "echo-reef"], ["第二"]),
        (["--language", "ja"], ["第二"]),
        (["--kind", "cast"], ["第二"]),
        (["--person", "Sample Jo"], ["alone"]),
        (["--work", "sky of winds"], ["first"]),
        (["--since", "2026-07-01T05:30+00:00"], ["第二"]),
        (["--until", "2026-06-30"], []),
        (["--limit", "1"], ["first"]),
        (["--limit", "0"], ["first", "alone"]),
    ],
)
def test_what_a_feed_holds(shelf: Shelf, options: list[str], titles: list[str]) -> None:
    shelf.put("alone", authors=("Jo Sample",))
    first = shelf.put("first")
    shelf.story(first, shelf.put("第二", site="echo-reef", language="ja", kinds=("cast",)))
    shelf.work("w1", "Sky of Winds", [first])
    feed = json.loads(run(shelf, "jsonfeed", *options).stdout)
    assert faults(feed) == []
    assert [item["title"] for item in feed["items"]] == titles


def test_an_empty_export_is_written_and_says_so(shelf: Shelf, tmp_path: Path) -> None:
    result = run(shelf, "jsonfeed", "--out", str(tmp_path / "feed.json"))
    assert result.exit_code == 0
    assert "empty" in result.stderr
    assert faults(json.loads((tmp_path / "feed.json").read_text())) == []


def test_a_feed_s_own_address(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("a")
    out = tmp_path / "my feed.json"
    run(shelf, "jsonfeed", "--base-url", "https://news.example/feeds", "--title", "Mine", "--out", str(out))
    feed = json.loads(out.read_text())
    assert (feed["title"], feed["home_page_url"], feed["feed_url"]) == (
        "Mine",
        "https://news.example/feeds",
        "https://news.example/feeds/my%20feed.json",
    )


def test_a_feed_s_title_names_its_filters(shelf: Shelf) -> None:
    shelf.put("a")
    feed = json.loads(run(shelf, "jsonfeed", "--site", "lantern-wire", "--language", "en").stdout)
    assert feed["title"] == "Anime news: lantern-wire, en"


@pytest.mark.case(113)
def test_a_bad_row_is_told_and_the_rest_is_written(shelf: Shelf) -> None:
    shelf.put("good")
    shelf.run("UPDATE articles SET kinds = 'no json' WHERE id = ?", shelf.put("bad"))
    result = run(shelf, "ndjson")
    assert result.exit_code == 0
    assert len(lines(result.stdout_bytes)) == 1
    assert "1 unreadable row left out" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["sqlite"], "name it with --out"),
        (["sqlite", "--out", "copy.db", "--site", "x"], "holds everything"),
        (["sqlite", "--out", "copy.db", "--limit", "3"], "holds everything"),
        (["jsonfeed", "--base-url", "javascript:f()"], "neither http nor https"),
    ],
)
def test_wrong_use(shelf: Shelf, arguments: list[str], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        run(shelf, *arguments)


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["csv", "--by", "nonsense"], ["csv", "--since", "soon"]])
def test_wrong_arguments(shelf: Shelf, arguments: list[str]) -> None:
    assert run(shelf, *arguments).exit_code == 2


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_database_itself_is_never_written_over(shelf: Shelf, tmp_path: Path, name: str) -> None:
    shelf.put("precious")
    link = tmp_path / "link"
    link.symlink_to(shelf.path)
    for out in (shelf.path, link, shelf.path.with_name("made-up.db-wal")):
        with pytest.raises(UsageError, match="the database itself"):
            run(shelf, name, "--out", str(out))
    assert shelf.titles() == ["precious"]


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_place_that_can_t_be_written_is_told(shelf: Shelf, tmp_path: Path, name: str) -> None:
    for out in (tmp_path, tmp_path / "no" / "out"):
        with pytest.raises(AggregatorError, match="folder"):
            run(shelf, name, "--out", str(out))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(shelf: Shelf, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(StorageError, match="Permission denied"):
        run(shelf, "csv", "--out", str(closed / "out"))


@pytest.mark.case(104)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which this system has not")
@pytest.mark.parametrize("name", ["jsonfeed", "atom", "csv"])
def test_a_full_disk_behind_stdout_is_one_sentence(shelf: Shelf, name: str) -> None:
    shelf.rich()
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command(shelf, name), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 5
    assert done.stderr.decode().count("\n") == 1
    assert "standard output can't be written" in done.stderr.decode()


def test_a_closed_pipe_ends_quietly(shelf: Shelf) -> None:
    for n in range(50):
        shelf.put(f"number {n}", body="word " * 4000)
    process = subprocess.Popen(command(shelf, "ndjson"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) in (1, 141)
