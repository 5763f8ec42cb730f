import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.program import LIMIT, environment, run
from tests.view.made_up import Shelf
from tests.view.test_push import SECRET, Receiver, receiver, tell

__all__ = ["receiver"]


def declare(home: Path, url: str, more: str = "") -> None:
    (home / "aggregator.toml").write_text(f'[[push]]\nname = "mine"\nto = "webhook"\nurl = "{url}"\n{more}')


def test_without_webhooks_it_says_how_to_set_one_up(shelf: Shelf, home: Path) -> None:
    ran = run("--db", shelf.path, "push")
    assert (ran.code, "[[push]]" in ran.sentence) == (2, True)


def test_it_begins_and_then_tells_what_is_new(shelf: Shelf, home: Path, receiver: Receiver) -> None:
    declare(home, receiver.url)
    assert run("--db", shelf.path, "push").out == "mine: 0 sent; begins with what is new from now on\n"
    tell(shelf, "one")
    dry = run("--db", shelf.path, "push", "--dry-run")
    assert (dry.out, receiver.got) == ("mine  one\n", [])
    ran = run("--db", shelf.path, "--json", "push", "mine")
    assert ran.objects == [{"target": "mine", "sent": 1, "lost": 0, "problem": None}]
    assert receiver.taken() == ["one"]


def test_a_failure_is_status_3_and_never_tells_the_address(shelf: Shelf, home: Path, receiver: Receiver) -> None:
    declare(home, receiver.url)
    run("--db", shelf.path, "push")
    tell(shelf, "one")
    receiver.answers = [(500, None)]
    ran = run("--db", shelf.path, "push")
    assert (ran.code, ran.err) == (3, "mine: 0 sent; stopped: it answered 500; the next run goes on\n")
    assert SECRET not in ran.out + ran.err


def test_a_watchlist_is_looked_for_beside_the_settings(shelf: Shelf, home: Path, receiver: Receiver) -> None:
    declare(home, receiver.url, 'watch = "nowhere.toml"')
    ran = run("--db", shelf.path, "push")
    assert (ran.code, "nowhere.toml: can't be read" in ran.sentence) == (6, True)


def test_an_address_from_the_environment(
    shelf: Shelf, home: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "aggregator.toml").write_text('[[push]]\nname = "mine"\nto = "slack"\nurl_env = "MADE_UP_HOOK"\n')
    assert run("--db", shelf.path, "push").code == 6
    monkeypatch.setenv("MADE_UP_HOOK", receiver.url)
    assert run("--db", shelf.path, "push").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "mine"\nto = "pigeon"\nurl = "https://x.example/SECRET"', "push.0.to"),
        ('name = "mine"\nto = "slack"', "one of them is needed"),
        ('name = "mine"\nto = "slack"\nurl = "http://x.example/SECRET"', "no address that begins with https://"),
        ('name = "mine"\nto = "slack"\nurl = ["SECRET"]', "push.0.url"),
        ('name = "mine"\nto = "webhook"\nurl = "SECRET"\nkinds = ["SECRETS"]', "push.0.kinds"),
    ],
)
def test_wrong_settings_are_one_sentence_without_the_address(shelf: Shelf, home: Path, text: str, said: str) -> None:
    (home / "aggregator.toml").write_text(f"[[push]]\n{text}\n")
    ran = run("--db", shelf.path, "push")
    assert (ran.code, said in ran.sentence) == (6, True), ran.sentence
    assert "SECRET" not in ran.sentence


def test_two_pushes_at_once_are_refused(shelf: Shelf, home: Path, receiver: Receiver) -> None:
    from datetime import UTC, datetime

    from aggregator.store.lock import run_lock

    declare(home, receiver.url)
    with run_lock(Path(f"{shelf.path}.push"), now=datetime.now(UTC)):
        assert run("--db", shelf.path, "push").code == 4


def test_export_for_a_watchlist(shelf: Shelf, home: Path) -> None:
    shelf.put("Other news")
    shelf.work("w1", "Sky of Winds", [shelf.put("Sky of Winds opens")])
    (home / "watch.toml").write_text('title = "Mine"\nworks = ["Sky of Winds", "Nothing At All"]\n')
    ran = run("--db", shelf.path, "export", "jsonfeed", "--watch", "watch.toml")
    feed = json.loads(ran.out)
    assert (feed["title"], [item["title"] for item in feed["items"]]) == ("Mine", ["Sky of Winds opens"])
    assert ran.err == "watch.toml: nothing is known yet of Nothing At All\n"


@pytest.mark.ci
@pytest.mark.parametrize(("to", "arrived"), [("webhook", ["one", "one", "two"]), ("discord", ["one", "two"])])
def test_killed_while_a_message_is_under_way(
    shelf: Shelf, home: Path, receiver: Receiver, to: str, arrived: list[str]
) -> None:
    declare(home, receiver.url)
    settings = home / "aggregator.toml"
    settings.write_text(settings.read_text().replace('"webhook"', f'"{to}"'))
    run("--db", shelf.path, "push")
    tell(shelf, "one", "two")
    receiver.answers = ["hang"]
    words = [sys.executable, "-m", "aggregator", "--db", str(shelf.path), "push"]
    pushing = subprocess.Popen(words, cwd=home, env=environment(home), stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + LIMIT
    while not receiver.got and time.monotonic() < deadline:
        time.sleep(0.01)
    pushing.kill()
    pushing.wait()
    again = run("--db", shelf.path, "push")
    assert again.code == 0
    assert receiver.taken() == arrived
    assert ("may not have arrived" in again.out) == (to == "discord")
