import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.cli.common import MAX_COUNT, MAX_DURATION, Count, Day, Duration, bounded_lines
from tests.cli.program import Ran, run


@pytest.fixture
def databases(home: Path) -> None:
    for name in ("one", "two", "news"):
        line = f'{{"url": "https://made-up.example/{name}", "title": "Told by {name}", "language": "en"}}'
        assert run("ingest", "-", "--db", f"{name}.db", stdin=line).code == 0


def told(ran: Ran) -> str:
    (article,) = ran.objects
    return str(article["title"]).removeprefix("Told by ")


@pytest.mark.usefixtures("databases")
class TestWhichDatabase:
    def test_the_usual_one(self) -> None:
        assert told(run("list", "--json")) == "news"

    def test_before_the_command(self) -> None:
        assert told(run("--db", "one.db", "list", "--json")) == "one"

    def test_behind_the_command(self) -> None:
        assert told(run("list", "--db", "one.db", "--json")) == "one"

    def test_behind_outranks_before(self) -> None:
        assert told(run("--db", "one.db", "list", "--json", "--db", "two.db")) == "two"

    def test_of_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AGGREGATOR_DB", "one.db")
        assert told(run("list", "--json")) == "one"

    @pytest.mark.parametrize("arguments", [["--db", "two.db", "list", "--json"], ["list", "--json", "--db", "two.db"]])
    def test_what_is_typed_outranks_the_environment(
        self, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
    ) -> None:
        monkeypatch.setenv("AGGREGATOR_DB", "one.db")
        assert told(run(*arguments)) == "two"

    def test_an_empty_variable_says_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AGGREGATOR_DB", "")
        assert told(run("list", "--json")) == "news"

    def test_before_a_command_of_a_group(self) -> None:
        counts = run("sites", "--db", "one.db", "list", "--json")
        assert (counts.code, counts.err) == (0, "")


@pytest.mark.usefixtures("databases")
class TestOtherCommonOptions:
    def test_json_before_the_command(self) -> None:
        assert told(run("--json", "list")) == "news"

    def test_quiet_before_the_command(self) -> None:
        assert run("-q", "search", "nothing-like-it") == Ran(0, "", "")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("30s", 30), ("10m", 600), ("2h", 7200), ("1d12h", 129600), (" 1H ", 3600), ("0", 0)],
)
def test_durations(text: str, seconds: int) -> None:
    assert Duration().convert(text, None, None) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", " ", "5x", "-1", "1.5h", "h", "1h1d", "9" * 5000, "99999d", "²"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(click.BadParameter):
        Duration().convert(text, None, None)


@given(st.from_regex(r"(\d{1,9}d)?(\d{1,9}h)?(\d{1,9}m)?(\d{1,9}s)?", fullmatch=True))
def test_a_duration_can_be_added_to_today(text: str) -> None:
    try:
        duration = Duration().convert(text, None, None)
    except click.BadParameter:
        return
    assert timedelta(0) <= duration <= MAX_DURATION
    assert datetime(2031, 5, 14, tzinfo=UTC) + duration > datetime(2031, 5, 13, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0", "25", "007", str(MAX_COUNT)])
def test_counts(text: str) -> None:
    assert Count().convert(text, None, None) == int(text)


@pytest.mark.parametrize("text", ["-1", "x", "", "1.5", str(MAX_COUNT + 1), "9" * 5000])
def test_what_is_no_count(text: str) -> None:
    with pytest.raises(click.BadParameter):
        Count().convert(text, None, None)


def test_a_day_is_its_start_in_utc() -> None:
    assert Day().convert("2031-05-14", None, None) == datetime(2031, 5, 14, tzinfo=UTC)


def test_an_instant_keeps_its_offset() -> None:
    assert Day().convert("2031-05-14T02:00+09:00", None, None).isoformat() == "2031-05-14T02:00:00+09:00"


@pytest.mark.parametrize("text", ["", "yesterday", "2031-13-01", "14.5.2031"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(click.BadParameter):
        Day().convert(text, None, None)


def test_lines_keep_their_ends() -> None:
    assert list(bounded_lines(io.BytesIO(b"one\n\ntwo"), 10)) == [b"one\n", b"\n", b"two"]


def test_a_line_that_is_too_long_is_passed_over() -> None:
    assert list(bounded_lines(io.BytesIO(b"x" * 50 + b"\nshort\n" + b"y" * 11), 10)) == [None, b"short\n", None]


@given(st.lists(st.binary(max_size=8).map(lambda line: line.replace(b"\n", b".")), max_size=6), st.integers(1, 9))
def test_every_line_is_there_or_told(lines: list[bytes], limit: int) -> None:
    found = list(bounded_lines(io.BytesIO(b"".join(line + b"\n" for line in lines)), limit))
    assert found == [line + b"\n" if len(line) <= limit else None for line in lines]
