import os
import pty
import re
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator import __version__
from aggregator.cli.main import COMMANDS, cli
from tests.cli.program import environment, process, run

GROUPS = {"sites": ["add", "check", "disable", "export", "import", "list", "remove"]}
ALL = [[name] for name in COMMANDS] + [[group, name] for group, names in GROUPS.items() for name in names]
HEAVY = {"scrapy", "twisted", "rich", "pydantic", "sqlite_utils", "lxml", "trafilatura"}
TITLE = "灯台のあかり：第２期「嵐」"


@pytest.fixture
def database(home: Path) -> Path:
    line = f'{{"url": "https://made-up.example/1", "title": "{TITLE}", "language": "ja"}}'
    assert run("ingest", "-", stdin=line).code == 0
    return home


class TestHelp:
    def test_it_names_every_command(self) -> None:
        ran = run("--help")
        listed = re.findall(r"^  (\w+)  ", ran.out.partition("Commands:")[2], re.MULTILINE)
        assert (ran.code, listed) == (0, list(COMMANDS))

    @pytest.mark.parametrize("name", list(COMMANDS))
    def test_every_command_that_is_listed_is_there(self, name: str) -> None:
        assert isinstance(cli.get_command(click.Context(cli), name), click.Command)

    @pytest.mark.parametrize("words", ALL, ids=" ".join)
    @pytest.mark.parametrize("option", ["-h", "--help"])
    def test_every_command_explains_itself(self, words: list[str], option: str) -> None:
        ran = run(*words, option)
        assert (ran.code, ran.err) == (0, "")
        assert max(map(len, ran.out.splitlines())) <= 80

    def test_nothing_heavy_is_imported_for_it(self, tmp_path: Path) -> None:
        told = f"import sys; from aggregator.cli.main import run; run(['-h']); print({HEAVY!r} & sys.modules.keys())"
        assert process(folder=tmp_path, python=["-c", told]).out.splitlines()[-1] == "set()"

    def test_it_is_there_at_once(self, tmp_path: Path) -> None:
        def seconds(*python: str) -> float:
            begun = time.perf_counter()
            process(folder=tmp_path, python=python)
            return time.perf_counter() - begun

        pairs = [(seconds("-c", "pass"), seconds("-m", "aggregator", "--help")) for _ in range(5)]
        bare, whole = map(statistics.median, zip(*pairs, strict=True))
        assert whole < max(0.2, 8 * bare)

    def test_the_version(self) -> None:
        assert run("--version").out == f"aggregator, version {__version__}\n"


class TestWrongUse:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["nonsense"], "no such command 'nonsense' (`aggregator --help` tells more)"),
            (["--jsno", "list"], "no such option '--jsno'. Did you mean '--json'? (`aggregator --help` tells more)"),
            (["show"], "missing argument 'ID' (`aggregator show --help` tells more)"),
            (["crawl", "no-such-site"], "no such site: no-such-site; `aggregator sites list` names those there are"),
            (["crawl", "--wait", "5x"], "'5x' is no duration"),
            (["crawl", "--max-time", "999999999d"], "is too long"),
            (["crawl", "--since", "today"], "'today' is no date"),
            (["crawl", "--sites", "nowhere.toml"], "File 'nowhere.toml' does not exist"),
            (["list", "--limit", "9" * 30], "is not from 0 to"),
            (["sites", "disable", "no-such-site"], "no such site"),
            (["sites", "remove", "natalie"], "is not one of your own sites"),
            (["sites", "nonsense"], "no such command"),
            (["export", "nonsense"], "is not one of"),
            (["completion", "tcsh"], "is not one of"),
            (["extract", "nowhere.html"], "nowhere.html: can't be read"),
            (["extract", "."], "Is a directory"),
            (["extract", "--timezone", "Mars/Olympus", "-"], "no IANA time zone"),
            (["ingest"], "missing argument"),
            (["ingest", "nowhere.jsonl"], "does not exist"),
            (["ingest", ".", "--timezone", "Mars/Olympus"], "must be an IANA time zone"),
            (["ingest", ".", "--language", "Klingon"], "must be a BCP 47 tag"),
            (["forget", "file:///etc/hostname"], "is neither http nor https"),
            (["forget", "https://["], "is no address"),
        ],
    )
    def test_it_is_one_sentence_and_status_2(self, home: Path, arguments: list[str], said: str) -> None:
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.sentence

    def test_no_command_shows_the_commands(self) -> None:
        ran = run()
        assert (ran.code, ran.out) == (2, "")
        assert "Commands:" in ran.err

    def test_what_is_quoted_is_cut(self) -> None:
        assert len(run("x" * 100_000).sentence) < 1200

    @pytest.mark.case(77)
    def test_what_a_terminal_would_obey_is_not_shown(self) -> None:
        assert run("list", "\x1b[31m\nred").sentence.isprintable()


class TestStorage:
    @pytest.mark.parametrize("command", [["list"], ["stories"], ["search", "x"], ["show", "x"], ["export", "csv"]])
    def test_a_missing_database_is_told(self, home: Path, command: list[str]) -> None:
        ran = run("--db", "nowhere.db", *command)
        assert (ran.code, ran.out) == (5, "")
        assert "nowhere.db: no database here" in ran.sentence
        assert not (home / "nowhere.db").exists()

    @pytest.mark.parametrize("name", [".", "no-folder/x.db", "text.db"])
    def test_what_is_no_database_is_told(self, home: Path, name: str) -> None:
        (home / "text.db").write_text("no database " * 100)
        ran = run("--db", name, "list")
        assert (ran.code, ran.out) == (5, "")
        assert ran.sentence.startswith(f"{name}: ")

    def test_wrong_settings_are_refused(self, home: Path) -> None:
        (home / "sites.toml").write_text('[[site]]\nname = "x"\nhost = "x.example"\nlanguage = "en"\nfeed = "y"\n')
        ran = run("sites", "list")
        assert (ran.code, ran.out) == (6, "")
        assert "(line 1)" in ran.sentence
        assert "timezone: field required" in ran.sentence
        assert "feed: no such key" in ran.sentence


class TestStreams:
    def test_a_reader_who_leaves_ends_it(self, database: Path) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "aggregator", "list"],
            cwd=database,
            env=environment(database),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as left:
            assert left.stdout is not None
            left.stdout.close()
            assert left.wait(60) == 141
            assert left.stderr is not None
            assert left.stderr.read() == b""

    @pytest.mark.case(122)
    @pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["search", "灯台"], ["--help"]])
    def test_a_full_disk_behind_stdout_is_told(self, database: Path, command: list[str]) -> None:
        if not Path("/dev/full").exists():
            pytest.skip("there is no /dev/full on this system")
        with Path("/dev/full").open("wb") as full:
            finished = subprocess.run(
                [sys.executable, "-m", "aggregator", *command],
                cwd=database,
                env=environment(database),
                stdout=full,
                stderr=subprocess.PIPE,
                timeout=60,
                check=False,
            )
        assert finished.returncode == 5
        assert finished.stderr.decode().splitlines() == [
            "aggregator: standard output: can't be read or written (No space left on device)"
        ]

    @pytest.mark.parametrize("number", [0, 1, 2])
    @pytest.mark.parametrize("command", [["list"], ["show", "nothing"], ["ingest", "-"], ["--help"]])
    def test_a_closed_stream_harms_nothing(self, database: Path, number: int, command: list[str]) -> None:
        close = f"import os, sys; os.close({number}); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
        ran = process("-m", "aggregator", *command, folder=database, python=["-c", close])
        assert ran.code == (2 if command[0] == "show" else 0)
        assert run("search", "灯台", "--json").objects[0]["title"] == TITLE


class TestTerminals:
    @pytest.mark.case(122)
    @pytest.mark.parametrize("variable", [{"LC_ALL": "C", "LANG": "C"}, {"PYTHONUTF8": "0", "LC_ALL": "POSIX"}])
    def test_text_is_utf_8_whatever_the_locale(self, database: Path, variable: dict[str, str]) -> None:
        ran = process("list", folder=database, env={**variable, "PYTHONIOENCODING": None})
        assert ran.code == 0
        assert "灯台のあかり" in ran.out

    def test_no_colours_where_there_is_no_terminal(self, database: Path) -> None:
        assert "\x1b" not in process("list", folder=database, env={"TERM": "xterm-256color"}).out

    def test_colours_on_a_terminal(self, database: Path) -> None:
        assert re.search(r"\x1b\[[0-9;]*3\d", on_terminal("list", folder=database))

    def test_no_colours_where_they_are_unwanted(self, database: Path) -> None:
        shown = on_terminal("list", folder=database, NO_COLOR="1")
        assert "灯台のあかり" in shown
        assert not re.search(r"\x1b\[[0-9;]*3\d", shown)


def on_terminal(*arguments: str, folder: Path, **env: str) -> str:
    """What a terminal gets to see."""
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            [sys.executable, "-m", "aggregator", *arguments],
            cwd=folder,
            env=environment(folder, {"TERM": "xterm-256color", "FORCE_COLOR": None, **env}),
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=subprocess.DEVNULL,
        ) as started:
            os.close(theirs)
            shown = b"".join(_read(ours))
            assert started.wait(60) == 0
    finally:
        os.close(ours)
    return shown.decode()


def _read(terminal: int) -> Iterator[bytes]:
    while select.select([terminal], [], [], 60)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux tells the end of a terminal's other side so
            return
        if not part:
            return
        yield part


WORDS = st.one_of(
    st.sampled_from([name for name in COMMANDS if name not in {"crawl", "demo", "completion"}]),
    st.sampled_from(
        ["--db", "--json", "-q", "-vv", "--limit", "--since", "--kind", "--work", "--out", "--", "-", "csv"]
    ),
    st.text(st.characters(exclude_characters="/\x00", codec="utf-8"), max_size=12).filter(
        lambda word: word not in {"crawl", "demo", "check", "add"}
    ),
)


@pytest.fixture(scope="module")
def somewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=6))
def test_no_argument_whatsoever_makes_a_traceback(
    somewhere: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(somewhere)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(somewhere))
    ran = run(*words)
    assert ran.code in {0, 2, 3, 5, 6}
    assert (ran.code in {0, 3}) or ran.err


@pytest.mark.parametrize("group", [[], ["sites"]])
def test_the_lists_of_commands_are_not_cut_off(group: list[str]) -> None:
    assert "..." not in run(*group, "--help").out.partition("Commands:")[2]


def test_messages_name_no_command_that_there_is_not() -> None:
    package = Path(__file__).resolve().parents[2] / "aggregator"
    texts = [file.read_text(encoding="utf-8") for file in package.rglob("*.py")]
    named = {word for text in texts for word in re.findall(r"`aggregator ([a-z]+)", text)}
    assert named
    assert named <= set(COMMANDS)


def test_the_shell_completes_kinds_of_news() -> None:
    found = ShellComplete(cli, {}, "aggregator", "_AGGREGATOR_COMPLETE").get_completions(["list", "--kind"], "de")
    assert [one.value for one in found] == ["delay"]
