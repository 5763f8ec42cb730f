"""The change feed to webhooks, each change once.

Before a message goes out it is written down which one (``store/pushes.py``), and after it that it went. A refused one
is tried again in the next run. Of one whose outcome is unknown (no answer came, or this program was killed) nobody can
say whether it arrived: a receiver that knows the Idempotency-Key gets it again, any other one does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from aggregator.base.config import PushTarget
from aggregator.store import pushes
from aggregator.store.database import Store
from aggregator.store.pushes import Progress
from aggregator.view.filters import Filters, Watched, resolve
from aggregator.view.instants import instant
from aggregator.view.messages import BODIES, Message, messages
from aggregator.view.schedule import of_releases
from aggregator.view.webhooks import Outcome

TRIES = 3
"""How often a busy receiver is asked within one run."""
LONGEST_PAUSE = 60.0
"""Seconds that a run waits for a busy receiver; longer ones are kept for a later run."""

Post = Callable[[str, dict[str, object], str], Outcome]


@dataclass(slots=True)
class Told:
    """What a run did for one webhook. ``lost`` are messages that may not have arrived and are not sent again."""

    target: str
    sent: int = 0
    lost: int = 0
    problem: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pusher:
    """Tells one webhook: where it is kept how far it was told, how to post, how to wait, what time it is."""

    store: Store
    target: PushTarget
    url: str
    post: Post
    pause: Callable[[float], None]
    clock: Callable[[], datetime]

    def push(self, watched: Watched | None, *, limit: int) -> Told:
        """Tell it what it was not told yet, at most ``limit`` messages."""
        told = Told(self.target.name)
        state = pushes.progress(self.store, self.target.name)
        if state is None:
            self._keep(Progress(pushes.newest(self.store)))
            told.note = "begins with what is new from now on"
            return told
        until = instant(state.wait_until)
        if until and self.clock() < until:
            told.note = f"asked not to be called before {until:%Y-%m-%d %H:%M} UTC"
            return told
        if state.sending is not None and not self.target.again:
            state = Progress(state.sending)
            self._keep(state)
            told.lost = 1
        end = pushes.newest(self.store)
        self._tell(list(wanted(self.store, state.cursor, self.target, watched)), state, told, limit)
        after = pushes.progress(self.store, self.target.name)
        if not told.problem and not told.note and after and after.cursor < end:
            self._keep(Progress(end))  # what is left is of no interest to it
        return told

    def _tell(self, found: list[Message], state: Progress, told: Told, limit: int) -> None:
        for message in found:
            if told.sent >= limit:
                told.note = "more is waiting for the next run"
                return
            state = Progress(state.cursor, sending=message.cursor)
            self._keep(state)
            outcome = self._post(BODIES[self.target.to](message), message.key)
            if outcome.state != "sent":
                told.problem = outcome.why
                if outcome.state == "refused":
                    self._keep(Progress(state.cursor, wait_until=self._until(outcome)))
                return
            state = Progress(message.cursor)
            self._keep(state)
            told.sent += 1

    def _post(self, body: dict[str, object], key: str) -> Outcome:
        """Post, and wait for a receiver that is busy for a moment."""
        for _ in range(TRIES - 1):
            outcome = self.post(self.url, body, key)
            if outcome.state != "refused" or not outcome.wait or outcome.wait > LONGEST_PAUSE:
                return outcome
            self.pause(outcome.wait)
        return self.post(self.url, body, key)

    def _until(self, outcome: Outcome) -> str | None:
        if not outcome.wait:
            return None
        return (self.clock() + timedelta(seconds=min(outcome.wait, 86_400))).isoformat(timespec="seconds")

    def _keep(self, state: Progress) -> None:
        pushes.keep(self.store, self.target.name, state, now=self.clock())


def wanted(store: Store, after: int, target: PushTarget, watched: Watched | None) -> Iterator[Message]:
    """The changes behind a cursor that a webhook is to be told: of its kinds, and about what is watched."""
    kinds = frozenset(target.kinds)
    for message in messages(store, after):
        if message.kind in kinds and (watched is None or _is_watched(store, message, watched)):
            yield message


def _is_watched(store: Store, message: Message, watched: Watched) -> bool:
    """Whether a change is about a watched work, one that a watched person makes, or else tells a story of them."""
    filters = Filters(watched=watched, copies=True)
    if message.work_id:
        condition = of_releases(store, filters)
        sql = f"SELECT 1 FROM (SELECT :work AS work_id) r WHERE {condition.holds('r')}"  # noqa: S608 -- SQL of ours
        return store.row(sql, condition.parameters | {"work": message.work_id}) is not None
    condition = resolve(store, filters)
    sql = f"""SELECT 1 FROM articles a WHERE (a.id = :article OR a.story_id = :story)
        AND {condition.holds("a")} LIMIT 1"""  # noqa: S608 -- SQL of ours
    parameters = condition.parameters | {"article": message.article_id or "", "story": message.story_id or ""}
    return store.row(sql, parameters) is not None
