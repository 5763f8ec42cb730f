"""``aggregator reextract``: archived pages read again with today's rules."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import click

from aggregator.base.errors import RefusedError, UsageError
from aggregator.cli.common import Count, Duration, State, common_options, console, now, print_json

if TYPE_CHECKING:
    from datetime import timedelta

    from aggregator.crawl.reextract import Reextraction, Report, Sample

MAX_TOLD = 20
"""Pages that can't be read which are named; of more the number is told."""
_WIDTH = 300
"""Characters of a value that are shown."""


@click.command()
@click.option("--diff", is_flag=True, help="Only show what would change.")
@click.option("--accept", is_flag=True, help="Store it although values get lost.")
@click.option("--site", "wanted", multiple=True, metavar="SITE", help="Only the articles of this site.")
@click.option(
    "--sites",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The sites of this file instead of the bundled ones and your own.",
)
@click.option("--jobs", type=Count(), metavar="N", help="Processes that read.  [the number of processors]")
@click.option("--cluster", metavar="ADDRESS", help="Read on the workers of this Dask scheduler.")
@click.option("--wait", type=Duration(), default="0", metavar="DURATION", help="Wait for another run to end.")
@common_options
@click.pass_obj
def reextract(
    state: State,
    diff: bool,
    accept: bool,
    wanted: tuple[str, ...],
    file: Path | None,
    jobs: int | None,
    cluster: str | None,
    wait: timedelta,
) -> int:
    """Read the archived pages again with today's rules, without the network, and store what changed.

    Where values would get lost nothing is stored, unless --accept is given (exit status 6). Pages that can't be read
    change nothing (exit status 3).
    """
    from aggregator.store.database import Store
    from aggregator.store.lock import run_lock

    if diff and accept:
        raise UsageError("--diff stores nothing, so there is nothing to --accept")
    number = jobs or os.cpu_count() or 1
    with TemporaryFile(prefix="aggregator-") as changed:
        if diff:
            with Store.read(state.db) as store:
                report = _look(store, state.db, file, wanted, number, cluster, changed).report
        else:
            with run_lock(state.db, now=now(), wait=wait.total_seconds()), Store.open(state.db, create=False) as store:
                again = _look(store, state.db, file, wanted, number, cluster, changed)
                report = again.report
                if accept or not report.lost:
                    again.store(changed, now=now())
    _print(state, report, stored=not diff and (accept or not report.lost))
    if not diff and report.lost and not accept:
        raise RefusedError(
            f"nothing was stored: {report.lost} values would get lost; `aggregator reextract --accept` takes that"
        )
    return 3 if report.failures else 0


def _look(
    store: Any, db: Path, file: Path | None, wanted: tuple[str, ...], jobs: int, cluster: str | None, changed: Any
) -> Reextraction:
    from aggregator.base.config import config_folder, load_config
    from aggregator.crawl.archive import Archive
    from aggregator.crawl.reextract import Reextraction
    from aggregator.crawl.sites import all_sites, site_of_spider
    from aggregator.crawl.workers import workers

    folder = config_folder()
    sites = {spider.name: site_of_spider(spider) for spider in all_sites(file=file, own=folder / "sites.toml")}
    known = {row["site"] for row in store.rows("SELECT DISTINCT site FROM articles")}
    if unknown := [name for name in wanted if name not in known]:
        raise UsageError(f"no articles of {', '.join(unknown)} are in the database")
    again = Reextraction(store, Archive(db, load_config(folder).archive), sites)
    with workers(jobs=jobs, cluster=cluster) as found:
        again.look(found, wanted, changed)
    return again


def _print(state: State, report: Report, *, stored: bool) -> None:
    from aggregator.view.safe import visible

    if state.json:
        print_json(_as_json(report, stored=stored))
        return
    for failure in report.failures[: None if state.verbose else MAX_TOLD]:
        click.echo(visible(f"aggregator: {failure.url}: {failure.reason}: {failure.detail}"), err=True)
    if (untold := len(report.failures) - MAX_TOLD) > 0 and not state.verbose:
        click.echo(f"aggregator: {untold} more can't be read; -v names them all", err=True)
    if state.quiet:
        return
    if report.rows():
        _print_table(report)
        for samples in report.samples.values():
            _print_samples(samples)
    verb = "changed" if stored else "would change"
    click.echo(
        f"{report.articles} articles read again, {report.differing} {verb}, {len(report.failures)} can't be read"
    )


def _print_table(report: Report) -> None:
    from rich.table import Table

    from aggregator.crawl.differences import Effect

    table = Table("field", *(Effect), box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, effects in report.rows():
        table.add_row(name, *(str(effects[effect] or "") for effect in Effect))
    console().print(table)


def _print_samples(samples: Iterable[Sample]) -> None:
    from aggregator.view.safe import visible

    for sample in samples:
        found = sample.difference
        click.echo(visible(f"\n{found.field} {found.effect}: {sample.url}"))
        for mark, text in (("-", found.before), ("+", found.after)):
            if text:
                click.echo(visible(f"  {mark} {_short(text)}"))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[:_WIDTH]} …"


def _as_json(report: Report, *, stored: bool) -> dict[str, Any]:
    return {
        "articles": report.articles,
        "differing": report.differing,
        "stored": report.stored if stored else 0,
        "lost": report.lost,
        "fields": {name: {str(effect): number for effect, number in e.items()} for name, e in report.rows()},
        "samples": [
            {
                "url": sample.url,
                "field": sample.difference.field,
                "effect": str(sample.difference.effect),
                "before": sample.difference.before,
                "after": sample.difference.after,
            }
            for samples in report.samples.values()
            for sample in samples
        ],
        "failures": [{"url": f.url, "reason": f.reason, "detail": f.detail} for f in report.failures],
    }
