"""``aggregator merge``: another database is taken into this one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.base.errors import UsageError
from aggregator.cli.common import Duration, State, common_options, now, print_json

if TYPE_CHECKING:
    from aggregator.crawl.merging import Merged


@click.command()
@click.argument("other", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="OTHER.db")
@click.option("--wait", type=Duration(), default="0", metavar="DURATION", help="Wait for a run to end.")
@common_options
@click.pass_obj
def merge(state: State, other: Path, wait: timedelta) -> None:
    """Take all that another database holds into this one, as if one crawl had brought both; the other one stays."""
    from aggregator.base.config import config_folder
    from aggregator.crawl import merging
    from aggregator.crawl.sites import all_sites, site_of_spider
    from aggregator.store.database import Store
    from aggregator.store.lock import run_lock

    if state.db.exists() and other.samefile(state.db):
        raise UsageError(f"{other}: is the database itself; name another one")
    spiders = all_sites(file=None, own=config_folder() / "sites.toml")
    declared = {spider.name: site_of_spider(spider) for spider in spiders}

    def tell(done: Merged) -> None:
        if state.verbose:
            click.echo(f"{done.new + done.changed + done.same + done.forgotten:,} articles", err=True)

    with (
        run_lock(state.db, now=now(), wait=wait.total_seconds()),
        Store.read(other) as theirs,
        Store.open(state.db) as store,
    ):
        done = merging.merge(store, theirs, site_of=declared.get, now=now(), told=tell)
    if state.json:
        print_json(asdict(done))
    elif not state.quiet:
        click.echo(f"{done.new:,} new, {done.changed:,} changed, {done.same:,} the same, {done.forgotten:,} forgotten")
