"""How far long work has come, on stderr: one line that changes on a terminal, a line a minute elsewhere."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import click

from aggregator.cli.common import State, console

if TYPE_CHECKING:
    from aggregator.crawl.session import Session

EVERY = 60.0
"""Seconds between two lines where they can't change."""
_OFTEN = 0.5
_ANSWERS = ("sources", "new", "changed", "unchanged", "not_modified", "failed", "deferred", "refused")


@asynccontextmanager
async def progress(state: State, said: Callable[[], str]) -> AsyncIterator[None]:
    """Tell ``said`` while the context lasts, unless ``--quiet`` or a log says otherwise."""
    if state.quiet or state.verbose:
        yield
        return
    telling = asyncio.ensure_future(_on_a_terminal(said) if sys.stderr.isatty() else _in_lines(said))
    try:
        yield
    finally:
        telling.cancel()
        with suppress(asyncio.CancelledError):
            await telling


async def _on_a_terminal(said: Callable[[], str]) -> None:
    with console(stderr=True).status(said()) as line:
        while True:
            await asyncio.sleep(_OFTEN)
            line.update(said())


async def _in_lines(said: Callable[[], str]) -> None:
    while True:
        await asyncio.sleep(EVERY)
        click.echo(said(), err=True)


def how_far(session: Session) -> str:
    """What a crawl has found so far, in one line."""
    totals: Counter[str] = Counter()
    for counts in session.counts.values():
        totals.update(counts)
    answers = sum(totals[word] for word in _ANSWERS)
    failed = totals["failed"] + totals["deferred"] + totals["refused"]
    found = f"{totals['new']:,} new, {totals['changed']:,} changed, {failed:,} failed"
    return f"{len(session.counts)} sites, {answers:,} answers: {found}"
