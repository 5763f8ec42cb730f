"""Scrapy's settings: the project's (``scrapy.cfg``) and those of every run of ours.

Scrapy's defaults favour a developer at a keyboard: no TLS verification, bodies up to 1 GiB, a telnet console, a remote
control that runs Python. A crawler that runs alone for years wants the opposite.
"""

from __future__ import annotations

import os

from aggregator import __version__
from aggregator.download.agent import user_agent

BOT_NAME = "anime-news-aggregator"
SPIDER_MODULES = ["spiders"]
SPIDER_LOADER_WARN_ONLY = False

USER_AGENT = user_agent(__version__, os.environ.get("AGGREGATOR_CONTACT"))
AGGREGATOR_DB = os.environ.get("AGGREGATOR_DB", "news.db")
AGGREGATOR_ALLOW_ADDRESSES: list[str] = [a for a in os.environ.get("AGGREGATOR_ALLOW_ADDRESSES", "").split(",") if a]

# Politeness: the turns at a host are ours (middlewares/turns.py), so Scrapy adds no delay of its own.
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 16
DOWNLOAD_DELAY = 0
CONCURRENT_ITEMS = 1  # a response gives one item; each unit of this number costs a task
AUTOTHROTTLE_ENABLED = False
ROBOTSTXT_OBEY = (
    False  # Scrapy's middleware; ours (middlewares/robots.py) stands in its place and can't be switched off
)
RETRY_ENABLED = False  # the frontier tries again, at a time that the host was told
COOKIES_ENABLED = False
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier knows what was asked for

# Bounds.
DOWNLOAD_TIMEOUT = 20
DNS_TIMEOUT = 10  # less than a download's; and enough threads that dead name servers don't starve other hosts
REACTOR_THREADPOOL_MAXSIZE = 64
DOWNLOAD_MAXSIZE = 15 << 20
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
URLLENGTH_LIMIT = 2083
DEPTH_LIMIT = 0
MEMUSAGE_ENABLED = False

# Safety.
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("http", "https"), "aggregator.crawl.handler.BoundedHandler"),
    **dict.fromkeys(("file", "data", "ftp", "s3")),
}
TWISTED_DNS_RESOLVER = "aggregator.download.resolver.GuardedResolver"
HTTPPROXY_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPCACHE_ENABLED = False

# Of Scrapy's components those that are needed and no others: what is not loaded needs no switching off, and imports
# nothing. Not among them: its robots.txt (ours stands in its place and can't be switched off), cookies, proxies from
# the environment, retries (the frontier's), decompression (ours), statuses as errors (each is an answer), the telnet
# console and the remote control.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "aggregator.crawl.middlewares.guard.AddressGuard": 50,
    "aggregator.crawl.middlewares.robots.RobotsTxt": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "aggregator.crawl.middlewares.redirects.CheckedRedirects": 600,
    "aggregator.crawl.middlewares.bodies.WholeBodies": 610,
    "aggregator.crawl.middlewares.turns.HostTurns": 900,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25}
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
}
ITEM_PIPELINES = {"aggregator.crawl.pipelines.StorePipeline": 500}

FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"
