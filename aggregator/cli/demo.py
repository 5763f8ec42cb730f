"""``aggregator demo``: the whole path on an embedded news web, without any network."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aggregator.base.errors import UsageError
from aggregator.cli.common import State, common_options, console, now, print_json

if TYPE_CHECKING:
    from rich.console import Console
    from scrapy.crawler import AsyncCrawlerProcess

    from aggregator.crawl.session import Session
    from aggregator.demo.web import NewsWeb

PAUSE = timedelta(hours=6)
"""Between the two crawls, by the clock that they are shown."""
_OURS = ("news.db", "news.db-wal", "news.db-shm", "news.db.lock", "sites.toml", "feed.json", "articles.ndjson")
_ARCHIVE = "news.db.archive"


@click.command()
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Leave the database and the feeds in this folder.",
)
@common_options
@click.pass_obj
def demo(state: State, keep: Path | None) -> None:
    """Crawl a made-up news web on loopback twice, six hours apart, and show what was found and what it states.

    Eight outlets in five languages: feeds, sitemaps and a listing, one announcement told by five of them, a delay, a
    correction, a mirror, a page that is gone, a soft 404, a broken feed.
    """
    folder = _prepare(keep)
    try:
        started = time.monotonic()
        reports = _run(state, folder)
        _export(folder)
        if state.json:
            print_json({"crawls": reports, "folder": str(folder) if keep else None})
        else:
            _print_end(folder, keep, time.monotonic() - started)
    finally:
        if keep is None:
            shutil.rmtree(folder)


def _prepare(keep: Path | None) -> Path:
    """The folder of this demo, without what an earlier one left in it. Raises :class:`UsageError`."""
    if keep is None:
        return Path(tempfile.mkdtemp(prefix="aggregator-demo-"))
    there = [name for name in _OURS if (keep / name).exists()]
    if there and not _of_demo(keep / "sites.toml"):
        raise UsageError(f"{keep}: holds a {there[0]} that no demo made; give another folder with --keep")
    try:
        keep.mkdir(parents=True, exist_ok=True)
        for name in _OURS:
            (keep / name).unlink(missing_ok=True)
        shutil.rmtree(keep / _ARCHIVE, ignore_errors=True)
    except OSError as error:
        raise UsageError(f"{keep}: can't be written ({error.strerror}); give another folder with --keep") from error
    return keep


def _of_demo(sites: Path) -> bool:
    """Whether the sites of a file are a demo's: nobody else's stand on loopback alone."""
    from aggregator.base.config import load_sites
    from aggregator.base.errors import ConfigError

    try:
        return all(site.host.startswith("127.0.0.1:") for site in load_sites(sites))
    except ConfigError:
        return False


def _run(state: State, folder: Path) -> list[dict[str, Any]]:
    from aggregator.base.config import write_sites
    from aggregator.cli.crawl import set_up_log
    from aggregator.crawl.run import run_in_reactor
    from aggregator.crawl.sites import project_settings
    from aggregator.demo.web import NewsWeb

    set_up_log(State(quiet=not state.verbose, verbose=state.verbose))
    today = now()
    with NewsWeb(today) as web:
        write_sites(folder / "sites.toml", web.sites)
        settings = project_settings(allow=web.addresses)
        out = None if state.json else console()
        if out:
            _print_begin(out, web)

        async def both(process: AsyncCrawlerProcess) -> list[dict[str, Any]]:
            first = await _one(process, web, folder, today - PAUSE, out, "The first crawl")
            web.next_day()
            return [first, await _one(process, web, folder, today, out, "Six hours later: what is new, what changed")]

        return run_in_reactor(settings, both)


async def _one(
    process: AsyncCrawlerProcess, web: NewsWeb, folder: Path, moment: datetime, out: Console | None, heading: str
) -> dict[str, Any]:
    """One crawl, as if it were run at ``moment``."""
    from aggregator.base.config import ArchiveConfig
    from aggregator.cli.crawl import introduce
    from aggregator.cli.summary import print_summary
    from aggregator.crawl.run import crawl
    from aggregator.crawl.session import Options, Session
    from aggregator.crawl.sites import spider_of
    from aggregator.download.address import AllowList

    started, begun = time.monotonic(), len(web.requests)
    session = Session.open(
        folder / "news.db",
        allow=AllowList.parse(web.addresses),
        agent=introduce(),
        options=Options(now=True),
        archive=ArchiveConfig(),
        clock=lambda: moment + timedelta(seconds=time.monotonic() - started),
    )
    try:
        await crawl(process, session, [spider_of(site) for site in web.sites])
        if out:
            out.print()
            out.rule(heading, style="dim")
            print_summary(out, session, seconds=time.monotonic() - started)
            _print_changes(out, session)
    finally:
        session.close("done")
    return {"requests": len(web.requests) - begun, "sites": {site: dict(c) for site, c in session.counts.items()}}


def _print_begin(out: Console, web: NewsWeb) -> None:
    languages = sorted({site.language for site in web.sites})
    out.print(
        f"[bold]{len(web.sites)} made-up outlets[/] in {len(languages)} languages ({', '.join(languages)}) are served "
        "on loopback\nand crawled twice, as if six hours apart. Nothing leaves this machine."
    )


def _print_changes(out: Console, session: Session) -> None:
    """Corrections: the headline before and after."""
    from rich.text import Text

    from aggregator.view.safe import visible

    rows = session.store.rows(
        """SELECT a.site, v.title AS before, a.title AS after FROM article_versions v
           JOIN articles a ON a.id = v.article_id AND v.version = a.version - 1 ORDER BY a.site, a.id"""
    )
    width = max((len(row["site"]) for row in rows), default=0)
    for row in rows:
        for label, title, style in (("corrected", row["before"], "strike dim"), ("to", row["after"], "green")):
            line = Text.assemble(f"{row['site'] if label == 'corrected' else '':{width}}  ", (f"{label:>9}", "yellow"))
            out.print(line.append(f"  {visible(title)}", style), no_wrap=True, overflow="ellipsis")


def _export(folder: Path) -> None:
    """Leave a JSON Feed of the stories and a dump of the articles, as the command ``export`` writes them."""
    from aggregator.cli.export import export

    for name, file in (("jsonfeed", "feed.json"), ("ndjson", "articles.ndjson")):
        export.main([name, "--db", str(folder / "news.db"), "--out", str(folder / file)], standalone_mode=False)


def _print_end(folder: Path, keep: Path | None, seconds: float) -> None:
    from rich.text import Text

    from aggregator.cli.browse import stories
    from aggregator.cli.claims import list_credits, releases
    from aggregator.cli.history import timeline

    out = console()
    moved = _moved_work(folder)
    for heading, command, options in (
        ("The newest stories", stories, ["--limit", "6"]),
        ("What comes out next", releases, ["--limit", "6", "--upcoming"]),
        ("Who makes it", list_credits, ["--limit", "6"]),
        *([("What became of a work that is delayed", timeline, [moved])] if moved else []),
    ):
        out.print()
        out.rule(heading, style="dim")
        command.main(["--db", str(folder / "news.db"), *options, "--quiet"], standalone_mode=False)
    out.print(f"\nDone in {seconds:.1f} s.", end=" ")
    if keep is None:
        out.print("`aggregator demo --keep DIR` leaves the database and the feeds in DIR.")
        return
    out.print(Text(f"Left in {keep}: news.db, feed.json, articles.ndjson. Look around:\n"), soft_wrap=True)
    program = _command()
    for line in (
        f"{program} --db {keep}/news.db list",
        f"{program} --db {keep}/news.db search 灯台",
        f"{program} --db {keep}/news.db changes",
        f"{program} --db {keep}/news.db serve",
        f'sqlite3 {keep}/news.db "SELECT site, outcome, reason, url FROM failures"',  # noqa: S608 -- shown, not run
    ):
        out.print(Text(f"    {line}", "cyan"), soft_wrap=True)


def _moved_work(folder: Path) -> str | None:
    """The id of the work of whose delay most articles tell."""
    from aggregator.view.reading import reading

    with reading(folder / "news.db") as store:
        row = store.row(
            """SELECT work_id FROM releases WHERE status = 'delayed' AND news = 1 AND work_id IS NOT NULL
               GROUP BY work_id ORDER BY count(DISTINCT article_id) DESC, work_id LIMIT 1"""
        )
    return str(row["work_id"]) if row else None


def _command() -> str:
    """How this program can be called from here."""
    beside = Path(sys.executable).with_name("aggregator")
    found = shutil.which("aggregator")
    if found and Path(found) == beside:
        return "aggregator"
    if not beside.exists():
        return f"{sys.executable} -m aggregator"
    return str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside)
