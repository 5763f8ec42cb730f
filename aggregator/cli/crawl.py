"""``aggregator crawl``: one incremental run over the due sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.cli.common import Count, Day, Duration, State, allow_option, common_options, console, now, print_json

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from aggregator.cli.ping import Ping
    from aggregator.crawl.session import Options, Session
    from aggregator.crawl.spider import SiteSpider


@dataclass(frozen=True, slots=True)
class Team:
    """Who crawls beside this process: so many others here, or the workers of a cluster."""

    jobs: int | None
    cluster: str | None


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--now", "ignore_schedule", is_flag=True, help="Ask all sources, due or not.")
@click.option(
    "--sites",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Crawl the sites of this file instead of the bundled ones and your own.",
)
@click.option("--since", type=Day(), metavar="DATE", help="Walk sitemaps back to this day.")
@click.option("--max-pages", type=Count(), metavar="N", help="Articles asked for of a site.  [2000]")
@click.option("--max-time", type=Duration(), metavar="DURATION", help="End the run after this time, such as 20m.")
@click.option("--no-articles", is_flag=True, help="Keep what feeds and sitemaps say; ask for no article.")
@click.option("--jobs", type=Count(), metavar="N", help="Crawl in so many processes, each the sites of some hosts.")
@click.option("--cluster", metavar="ADDRESS", help="Crawl on the workers of this Dask scheduler.")
@click.option("--wait", type=Duration(), default="0", metavar="DURATION", help="Wait for another run to end.")
@click.option("--ping", envvar="AGGREGATOR_PING", metavar="URL", help="Tell a monitor of the run's start and end.")
@click.option("--log", type=click.Path(path_type=Path), metavar="FILE", help="Append the run as one line of JSON.")
@allow_option
@common_options
@click.pass_obj
def crawl(
    state: State,
    sites: tuple[str, ...],
    ignore_schedule: bool,
    file: Path | None,
    since: datetime | None,
    max_pages: int | None,
    max_time: timedelta | None,
    no_articles: bool,
    jobs: int | None,
    cluster: str | None,
    wait: timedelta,
    ping: str | None,
    log: Path | None,
    allow: tuple[str, ...],
) -> int:
    """Crawl what is due, and say what was found.

    Naming sites, --sites or --now ignores the schedule, never the politeness. Exit status: 0 done, 3 some sources
    failed (the rest is stored), 4 another run holds the database, 5 storage error, 6 refused.
    """
    from aggregator.base.config import config_folder
    from aggregator.cli.ping import watched
    from aggregator.crawl.session import PAGE_BUDGET, Options
    from aggregator.crawl.sites import all_sites, check_delays, choose

    with watched(ping) as monitor:
        spiders = choose(all_sites(file=file, own=config_folder() / "sites.toml"), sites)
        check_delays(spiders, allow)
        options = Options(
            now=ignore_schedule or file is not None or bool(sites),
            since=since,
            max_pages=PAGE_BUDGET if max_pages is None else max_pages,
            deadline=now() + max_time if max_time else None,
            articles=not no_articles,
        )
        _tell_of_since(state, spiders, options)
        team = Team(jobs, cluster) if jobs or cluster else None
        return crawl_sites(state, spiders, options=options, allow=allow, wait=wait, monitor=monitor, log=log, team=team)


def _tell_of_since(state: State, spiders: list[type[SiteSpider]], options: Options) -> None:
    """Feeds tell of the last days alone; without a sitemap there is nothing to walk back through."""
    silent = [spider.name for spider in spiders if not spider.site.sitemaps]
    if options.since is None or not silent or state.quiet:
        return
    names = f"{', '.join(silent[:5])}{' …' if len(silent) > 5 else ''}"
    click.echo(f"--since: no sitemap is declared for {names}; of these only what feeds and listings name", err=True)


def crawl_sites(
    state: State,
    spiders: list[type[SiteSpider]],
    *,
    options: Options,
    allow: tuple[str, ...],
    wait: timedelta,
    monitor: Ping,
    log: Path | None = None,
    team: Team | None = None,
) -> int:
    """Hold the lock, run the crawl, print the summary. Returns the exit code."""
    from aggregator.cli.runlog import append, run_object
    from aggregator.cli.summary import print_summary
    from aggregator.crawl.sites import project_settings
    from aggregator.store.lock import run_lock

    settings = project_settings(allow=allow, agent=introduce())
    started = now()
    set_up_log(state)
    if allow and not state.quiet:
        click.echo(f"allowed although not public: {', '.join(allow)}", err=True)
    with run_lock(state.db, now=started, wait=wait.total_seconds()):
        monitor.begun()
        session = open_session(state.db, allow=allow, options=options)
        outcome = _run(state, session, _enabled(session, spiders), settings, team)
    code = {"done": 0, "partly": 3, "aborted": 130}[outcome]
    told = run_object(session, outcome=outcome, code=code, started=started, ended=now())
    monitor.ended(code, f"{outcome}: {told['counts']}")
    if log is not None:
        append(log, told)
    if state.json:
        print_json(told)
    elif not state.quiet and (session.counts or outcome != "aborted"):
        print_summary(console(), session, seconds=told["seconds"])
    return code


def _run(state: State, session: Session, spiders: list[type[SiteSpider]], settings: Settings, team: Team | None) -> str:
    """Run the crawl, here or by a team, and close its session. Returns how it ended."""
    from aggregator.cli.progress import how_far, progress
    from aggregator.cli.summary import sources_failed
    from aggregator.crawl.run import crawl, run_in_reactor

    outcome = "aborted"

    async def main(process: AsyncCrawlerProcess) -> None:
        async with progress(state, lambda: how_far(session)):
            await crawl(process, session, spiders)

    try:
        if team is None:
            run_in_reactor(settings, main)
        else:
            _by_team(session, spiders, team)
        outcome = "partly" if sources_failed(session) else "done"
    except KeyboardInterrupt:
        click.echo("aggregator: stopped; what was stored stays, and the next run goes on from here", err=True)
    finally:
        session.close(outcome)
    return outcome


def _by_team(session: Session, spiders: list[type[SiteSpider]], team: Team) -> None:
    from aggregator.crawl.cluster import crawl_in_parts
    from aggregator.crawl.sites import site_of_spider
    from aggregator.crawl.workers import workers

    with workers(jobs=team.jobs or 1, cluster=team.cluster) as found:
        crawl_in_parts(session, [site_of_spider(spider) for spider in spiders], found)


def open_session(db: Path, *, allow: tuple[str, ...], options: Options) -> Session:
    """A session on a database, by the settings of ``aggregator.toml``. Raises :class:`ConfigError`."""
    from aggregator import __version__
    from aggregator.base.config import config_folder, load_config
    from aggregator.crawl.session import Session
    from aggregator.download.address import AllowList
    from aggregator.download.agent import user_agent

    config = load_config(config_folder())
    agent = user_agent(__version__, config.contact)
    return Session.open(db, allow=AllowList.parse(allow), agent=agent, options=options, archive=config.archive)


def introduce() -> str:
    """The User-Agent, with the contact of ``aggregator.toml``. Raises :class:`ConfigError`."""
    from aggregator import __version__
    from aggregator.base.config import config_folder, load_config
    from aggregator.download.agent import user_agent

    return user_agent(__version__, load_config(config_folder()).contact)


def _enabled(session: Session, spiders: list[type[SiteSpider]]) -> list[type[SiteSpider]]:
    from aggregator.store.sources import disabled

    off = disabled(session.store)
    return [spider for spider in spiders if spider.name not in off]


def set_up_log(state: State) -> None:
    """Scrapy's and our log go to stderr: warnings, with -v the requests, with -vv everything."""
    import logging

    level = logging.ERROR if state.quiet else (logging.WARNING, logging.INFO, logging.DEBUG)[min(state.verbose, 2)]
    handler = logging.StreamHandler()
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    if state.verbose < 2:
        logging.getLogger("twisted").setLevel(logging.CRITICAL)
        logging.getLogger("scrapy").setLevel(max(level, logging.ERROR))
