"""The change feed at webhooks that answer, fail, are late, or never say a word."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from aggregator.base.config import PushTarget
from aggregator.store import pushes
from aggregator.store.pushes import Progress
from aggregator.view.filters import Watched
from aggregator.view.messages import discord, messages, slack, webhook
from aggregator.view.push import Pusher, Told
from aggregator.view.webhooks import Caller, judge
from tests.store.made_up_facts import credit, facts
from tests.view.made_up import Shelf

NOW = datetime(2026, 7, 2, tzinfo=UTC)
SECRET = "hook-secret-0451"


@dataclass
class Receiver:
    """A webhook on loopback. ``answers`` are (status, Retry-After) of the next requests, 200 after them; «hang» takes
    the message and answers when the receiver is closed, «cut» takes it and closes the connection.
    """

    url: str = ""
    answers: list[Any] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def taken(self) -> list[str]:
        """What the person behind it sees: the titles of what was accepted."""
        return [body.get("title") or body["embeds"][0]["title"] for body in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = made.answers.pop(0) if made.answers else (200, None)
            made.keys.append(self.headers["Idempotency-Key"])
            if answer in ("hang", "cut"):
                made.got.append(body)
                if answer == "hang":
                    made.closing.wait(30)
                self.close_connection = True
                return
            status, wait = answer
            if 200 <= status < 300:
                made.got.append(body)
            self.send_response(status)
            if wait is not None:
                self.send_header("Retry-After", wait)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/{SECRET}"
    yield made
    made.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Run:
    """What pushes one webhook, with a clock and pauses of its own."""

    shelf: Shelf
    receiver: Receiver
    to: str = "webhook"
    now: datetime = NOW
    pauses: list[float] = field(default_factory=list)
    patience: float = 5.0

    def __call__(self, watched: Watched | None = None, *, limit: int = 100, **values: Any) -> Told:
        target = PushTarget.model_validate({"name": "mine", "to": self.to, "url": self.receiver.url, **values})
        pusher = Pusher(
            store=self.shelf.store,
            target=target,
            url=self.receiver.url,
            post=Caller(self.patience).post,
            pause=self.pauses.append,
            clock=lambda: self.now,
        )
        return pusher.push(watched, limit=limit)


@pytest.fixture
def run(shelf: Shelf, receiver: Receiver) -> Run:
    pushes.keep(shelf.store, "mine", Progress(0), now=NOW)
    return Run(shelf, receiver)


def change(shelf: Shelf, kind: str = "new_story", *, article: str | None = None, **values: Any) -> None:
    work = values.pop("work", None)
    shelf.run(
        "INSERT INTO changes (at, kind, story_id, article_id, work_id, detail) VALUES (?, ?, ?, ?, ?, ?)",
        *(NOW.isoformat(), kind, None, article, work, json.dumps(values)),
    )


def tell(shelf: Shelf, *titles: str) -> None:
    for title in titles:
        change(shelf, title=title)


def test_each_change_once_in_order(run: Run) -> None:
    tell(run.shelf, "one", "two")
    assert run().sent == 2
    tell(run.shelf, "three")
    assert run().sent == 1
    assert run().sent == 0
    assert run.receiver.taken() == ["one", "two", "three"]
    assert len(set(run.receiver.keys)) == 3


def test_a_new_webhook_begins_with_what_comes_next(shelf: Shelf, receiver: Receiver) -> None:
    run = Run(shelf, receiver)
    tell(shelf, "old")
    assert run().note == "begins with what is new from now on"
    tell(shelf, "new")
    run()
    assert receiver.taken() == ["new"]


@pytest.mark.parametrize("status", [400, 404, 500, 502])
def test_what_is_refused_is_sent_again_by_the_next_run(run: Run, status: int) -> None:
    tell(run.shelf, "one", "two")
    run.receiver.answers = [(200, None), (status, None)]
    told = run()
    assert (told.sent, told.problem) == (1, f"it answered {status}")
    run()
    assert run.receiver.taken() == ["one", "two"]


class TestBusy:
    def test_a_short_wait_is_waited_for(self, run: Run) -> None:
        tell(run.shelf, "one")
        run.receiver.answers = [(429, "2"), (503, "1")]
        assert run().sent == 1
        assert run.pauses == [2.0, 1.0]
        assert run.receiver.taken() == ["one"]

    def test_a_long_one_is_kept_for_a_later_run(self, run: Run) -> None:
        tell(run.shelf, "one")
        run.receiver.answers = [(429, "3600")]
        assert run().problem == "it answered 429"
        assert "asked not to be called before 2026-07-02 01:00" in (run().note or "")
        assert (run.receiver.taken(), run.pauses) == ([], [])
        run.now += timedelta(hours=1)
        assert run().sent == 1

    def test_who_stays_busy_is_left_alone(self, run: Run) -> None:
        tell(run.shelf, "one")
        run.receiver.answers = [(429, "1")] * 3
        assert run().sent == 0
        assert len(run.receiver.keys) == 3

    @pytest.mark.parametrize(("header", "wait"), [("5", 5.0), ("nonsense", None), (None, None)])
    def test_what_an_answer_asks_for(self, header: str | None, wait: float | None) -> None:
        assert judge(429, header).wait == wait


class TestUnknown:
    @pytest.mark.parametrize("silence", ["hang", "cut"])
    def test_a_receiver_that_knows_keys_gets_it_again_under_the_same(self, run: Run, silence: str) -> None:
        tell(run.shelf, "one", "two")
        run.patience, run.receiver.answers = 0.2, [silence]
        assert run().problem == "no answer in time"
        run.patience = 5.0
        assert run().sent == 2
        assert run.receiver.taken() == ["one", "one", "two"]
        assert run.receiver.keys[0] == run.receiver.keys[1] != run.receiver.keys[2]

    @pytest.mark.parametrize("silence", ["hang", "cut"])
    def test_another_does_not(self, run: Run, silence: str) -> None:
        tell(run.shelf, "one", "two")
        run.to, run.patience, run.receiver.answers = "discord", 0.2, [silence]
        assert run().problem == "no answer in time"
        run.patience = 5.0
        told = run()
        assert (told.sent, told.lost) == (1, 1)
        assert run.receiver.taken() == ["one", "two"]

    def test_a_killed_run_is_such_a_case(self, run: Run) -> None:
        tell(run.shelf, "one", "two")
        pushes.keep(run.shelf.store, "mine", Progress(0, sending=1), now=NOW)
        run.to = "slack"
        assert (run().lost, len(run.receiver.got)) == (1, 1)

    def test_who_is_not_there_got_nothing(self, run: Run) -> None:
        tell(run.shelf, "one")
        url, run.receiver.url, run.to = run.receiver.url, "http://127.0.0.1:1/", "discord"
        assert run().problem == "no connection"
        run.receiver.url = url
        assert (run().sent, run.receiver.taken()) == (1, ["one"])


def test_a_limit_leaves_the_rest_for_the_next_run(run: Run) -> None:
    tell(run.shelf, "one", "two", "three")
    assert run(limit=2).note == "more is waiting for the next run"
    run(limit=2)
    assert run.receiver.taken() == ["one", "two", "three"]


def test_kinds(run: Run) -> None:
    tell(run.shelf, "story")
    change(run.shelf, "delay", work=None, title="x", event="premiere", edtf="2031-04", before=["2031-01-09"])
    run(kinds=["delay"])
    (body,) = run.receiver.got
    assert (body["title"], body["text"]) == ("x: premiere delayed to 2031-04", "Before: 2031-01-09")


def test_a_watchlist(run: Run) -> None:
    mine = run.shelf.put("about mine", facts=facts(credit("Aoi Kumo")))
    other = run.shelf.put("about another", facts=facts(works=()))
    run.shelf.run("DELETE FROM changes")
    for article, title in ((mine, "about mine"), (other, "about another")):
        change(run.shelf, article=article, title=title)
    (work,) = (row["id"] for row in run.shelf.store.rows("SELECT id FROM works"))
    (person,) = (row["id"] for row in run.shelf.store.rows("SELECT id FROM people"))
    change(run.shelf, "new_release", work=work, event="premiere", edtf="2031-04-09")
    change(run.shelf, "new_release", work="another", event="premiere", edtf="2031-05-09")
    expected = ["about mine", "Hoshi no Sumika: premiere, 2031-04-09"]
    for watched in (Watched(works=(work,)), Watched(people=(person,))):
        pushes.keep(run.shelf.store, "mine", Progress(0), now=NOW)
        run.receiver.got.clear()
        run(watched)
        assert run.receiver.taken() == expected
    assert run(Watched()).sent == 0


@pytest.mark.parametrize("to", ["discord", "slack", "webhook"])
def test_markup_of_a_title_stays_text(run: Run, to: str) -> None:
    article = run.shelf.put("@everyone <!channel> [free](https://evil.example) *x* <script>")
    run.shelf.run("UPDATE articles SET url = 'javascript:f()'")
    change(run.shelf, article=article)
    (message,) = messages(run.shelf.store, 0)
    assert message.url is None
    if to == "discord":
        body = discord(message)
        assert body["allowed_mentions"] == {"parse": []}
        assert r"\[free\]\(https\:" in body["embeds"][0]["title"]
    elif to == "slack":
        text = slack(message)["blocks"][0]["text"]["text"]
        assert "&lt;!channel&gt;" in text
        assert "<" not in text
    else:
        assert webhook(message)["title"].startswith("@everyone <!channel>")


@pytest.mark.case(139)
def test_the_address_is_never_told(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    tell(run.shelf, "one")
    target = PushTarget(name="mine", to="webhook", url=run.receiver.url)  # type: ignore[arg-type]
    run.receiver.answers = [(500, None)]
    assert SECRET not in repr(target) + repr(run())
    assert SECRET not in json.dumps([dict(row) for row in run.shelf.store.rows("SELECT * FROM push_targets")])
