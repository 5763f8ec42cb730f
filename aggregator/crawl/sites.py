"""Which sites there are: those of ``spiders/`` and the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from aggregator.base.config import load_sites
from aggregator.base.errors import ConfigError, RefusedError, UsageError
from aggregator.base.sites import Site
from aggregator.crawl import settings as project
from aggregator.crawl.spider import SiteSpider


def project_settings(*, allow: Iterable[str] | None = None, agent: str | None = None) -> Settings:
    """Scrapy's settings with ours, whatever the working folder: Scrapy itself finds them only beside scrapy.cfg.

    ``allow`` are the addresses that may be asked although they are not public (None: what the environment says);
    ``agent`` is the User-Agent.
    """
    settings = Settings()
    settings.setmodule(project, priority="project")
    if allow is not None:
        settings.set("AGGREGATOR_ALLOW_ADDRESSES", list(allow), priority="cmdline")
    if agent is not None:
        settings.set("USER_AGENT", agent, priority="cmdline")
    return settings


def bundled() -> list[type[SiteSpider]]:
    """The sites of ``spiders/``, by name. Raises :class:`RefusedError` where they are not installed."""
    loader = SpiderLoader.from_settings(project_settings())
    spiders = [cast("type[SiteSpider]", loader.load(name)) for name in sorted(loader.list())]
    if not spiders:
        raise RefusedError("the package «spiders» is not installed beside «aggregator»; install both from one wheel")
    return spiders


def spider_of(site: Site) -> type[SiteSpider]:
    """A spider for a site that is declared as data."""
    return type(f"{site.name}Spider", (SiteSpider,), {"name": site.name, "site": site, "__module__": __name__})


def site_of_spider(spider: type[SiteSpider]) -> Site:
    """A spider's site, bearing the spider's name."""
    return spider.site.model_copy(update={"name": spider.name})


def all_sites(*, file: Path | None, own: Path | None) -> list[type[SiteSpider]]:
    """The sites of ``file`` alone, or the bundled ones and the user's ``own``; a bundled site of the same name yields.

    Raises :class:`ConfigError`.
    """
    if file is not None:
        return [spider_of(site) for site in load_sites(file)]
    spiders = {spider.name: spider for spider in bundled()}
    if own is not None and own.exists():
        spiders |= {site.name: spider_of(site) for site in load_sites(own)}
    return list(spiders.values())


def choose(spiders: Sequence[type[SiteSpider]], names: Iterable[str]) -> list[type[SiteSpider]]:
    """The named ones, all where none is named. Raises :class:`UsageError` naming those that are unknown."""
    wanted = list(dict.fromkeys(names))
    known = {spider.name: spider for spider in spiders}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise UsageError(f"no such site: {', '.join(unknown)}; `aggregator sites list` names those there are")
    return [known[name] for name in wanted] if wanted else list(spiders)


def check_delays(spiders: Iterable[type[SiteSpider]], allowed: Iterable[str]) -> None:
    """Raises :class:`ConfigError` where a site asks for no delay without being at an address given by hand."""
    hosts = set(allowed)
    wrong = [s.name for s in spiders if s.site.delay == 0 and s.site.host not in hosts]
    if wrong:
        raise ConfigError(f"{', '.join(wrong)}: delay: 0 is only for addresses given with --allow-address")
