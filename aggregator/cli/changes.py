"""``changes``: what is new or different since a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aggregator.base.errors import UsageError
from aggregator.cli.browse import ROWS, limit_option, most_shown, present
from aggregator.cli.common import Count, State, common_options, now

if TYPE_CHECKING:
    from rich.console import RenderableType

    from aggregator.view.messages import Message


@click.command()
@click.option("--since", type=Count(), default=0, metavar="CURSOR", help="Only what came after this.  [default: all]")
@limit_option(f"{ROWS}, with --json all")
@common_options
@click.pass_obj
def changes(state: State, /, since: int, limit: int | None) -> None:
    """Tell what is new or different, oldest first: stories, releases, delays, cancellations, cast, staff, corrections.

    The next cursor stands on the last line, with --json in each object: who keeps that of the last one taken, and asks
    with --since, gets everything once.
    """
    from aggregator.view import messages
    from aggregator.view.change_tables import change_table
    from aggregator.view.reading import reading

    cursor = since

    def table(rows: list[Message]) -> RenderableType:
        nonlocal cursor
        cursor = rows[-1].cursor
        return change_table(rows, zone=None, now=now())

    with reading(state.db) as store:
        last = messages.last_cursor(store)
        if since > last:
            raise UsageError(f"{since} is no cursor of {state.db}; the last one that it gave out is {last}")
        most = most_shown(state, limit)
        present(state, messages.messages(store, since), messages.webhook, table, most=most, noun="change")
    if not state.json:
        click.echo(f"Next cursor: {cursor}")
