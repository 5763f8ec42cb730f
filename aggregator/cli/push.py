"""``push``: the change feed to Discord, Slack and other webhooks."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.base.errors import UsageError
from aggregator.cli.common import Count, State, common_options, now, print_json

if TYPE_CHECKING:
    from aggregator.base.config import PushTarget
    from aggregator.store.database import Store
    from aggregator.view.filters import Watched
    from aggregator.view.push import Told

MESSAGES = 100
"""Messages to a webhook in one run, where --limit does not say otherwise."""


@click.command()
@click.argument("names", nargs=-1, metavar="[TARGET]...")
@click.option("--dry-run", is_flag=True, help="Print the messages that would be sent, and send none.")
@click.option("--limit", type=Count(), metavar="N", help=f"Messages to one webhook in this run.  [default: {MESSAGES}]")
@common_options
@click.pass_obj
def push(state: State, /, names: tuple[str, ...], dry_run: bool, limit: int | None) -> int:
    """Tell the webhooks of aggregator.toml what is new or different since they were told last, each thing once.

    Exit status: 0 done, 3 a webhook could not be told (it is tried again in the next run), 4 another push is running.
    """
    from aggregator.base.config import config_folder, load_config
    from aggregator.store.database import Store
    from aggregator.store.lock import run_lock

    folder = config_folder()
    targets = _chosen(load_config(folder).push, names)
    if dry_run:
        _print_messages(state, targets, folder)
        return 0
    addresses = {target.name: target.address(os.environ) for target in targets}
    with run_lock(Path(f"{os.path.realpath(state.db)}.push"), now=now()), Store.open(state.db, create=False) as store:
        results = [
            _push(state, store, target, addresses[target.name], folder, MESSAGES if limit is None else limit)
            for target in targets
        ]
    return 3 if any(told.problem for told in results) else 0


def _chosen(targets: tuple[PushTarget, ...], names: tuple[str, ...]) -> list[PushTarget]:
    if not targets:
        raise UsageError("no webhook is set up; aggregator.toml has them as [[push]] tables (docs/configuration.md)")
    unknown = sorted(set(names) - {target.name for target in targets})
    if unknown:
        raise UsageError(f"{unknown[0]}: no [[push]] of aggregator.toml has this name")
    return [target for target in targets if not names or target.name in names]


def _push(state: State, store: Store, target: PushTarget, url: str, folder: Path, limit: int) -> Told:
    from aggregator.view.push import Pusher
    from aggregator.view.webhooks import Caller

    pusher = Pusher(store=store, target=target, url=url, post=Caller().post, pause=time.sleep, clock=now)
    told = pusher.push(_watched(store, target, folder), limit=limit)
    _tell(state, told)
    return told


def _watched(store: Store, target: PushTarget, folder: Path) -> Watched | None:
    from aggregator.view.watchlists import find_watched, read_watchlist

    return find_watched(store, read_watchlist(folder / target.watch)).watched if target.watch else None


def _tell(state: State, told: Told) -> None:
    if state.json:
        print_json({"target": told.target, "sent": told.sent, "lost": told.lost, "problem": told.problem})
        return
    parts = [f"{told.sent} sent"]
    if told.lost:
        parts.append(f"{told.lost} of an earlier run may not have arrived and is not sent again")
    if told.problem:
        parts.append(f"stopped: {told.problem}; the next run goes on")
    if told.note:
        parts.append(told.note)
    if told.problem or told.lost or not state.quiet:
        click.echo(f"{told.target}: {'; '.join(parts)}", err=bool(told.problem))


def _print_messages(state: State, targets: list[PushTarget], folder: Path) -> None:
    from aggregator.store import pushes
    from aggregator.view.messages import webhook
    from aggregator.view.push import wanted
    from aggregator.view.reading import reading
    from aggregator.view.safe import to_json, visible

    with reading(state.db) as store:
        for target in targets:
            before = pushes.progress(store, target.name)
            after = before.cursor if before else pushes.newest(store)
            for message in wanted(store, after, target, _watched(store, target, folder)):
                if state.json:
                    click.echo(to_json({"target": target.name} | webhook(message)))
                else:
                    click.echo(visible("  ".join(filter(None, (target.name, message.headline, *message.lines)))))
