"""One tree of errors. An expected failure of one page is a value (:class:`~aggregator.base.records.Failure`);
what is raised here either stops one record (:class:`BadInputError`) or the whole command.
"""

from __future__ import annotations


class AggregatorError(Exception):
    """Root of all errors of ours. ``str()`` is one sentence that says what, where and what to do."""

    exit_code = 1


class BadInputError(AggregatorError):
    """One document or record can't be read; the others go on. ``reason`` is a word of :data:`REASONS`."""

    exit_code = 3

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class UsageError(AggregatorError):
    """The command was called wrongly."""

    exit_code = 2


class LostError(AggregatorError):
    """Who was to do a part of the work is not there, or no more; what is stored stays."""

    exit_code = 3


class LockedError(AggregatorError):
    """Another run holds the database."""

    exit_code = 4


class StorageError(AggregatorError):
    """The database can't be opened, read or written."""

    exit_code = 5


class RefusedError(AggregatorError):
    """Refused for configuration or security."""

    exit_code = 6


class ConfigError(RefusedError):
    """A configuration file is wrong; the message names every fault at once."""


REASONS: dict[str, str] = {
    "aborted": "the run ended before the answer came",
    "bad_encoding": "the compressed body can't be read",
    "bad_http": "the answer breaks HTTP",
    "bad_scheme": "the address is neither http nor https",
    "bad_url": "the address can't be read",
    "budget": "the source's budget of pages is used up",
    "challenge": "a challenge, consent or login page came instead of the page",
    "conn_refused": "the host refused the connection",
    "conn_lost": "the connection broke",
    "crawl_delay": "robots.txt asks for more than 300 s between two requests; 300 s are kept",
    "dns": "the host's name can't be resolved",
    "downgrade": "a redirect leads from https to http",
    "dtd_forbidden": "the document declares entities of its own",
    "empty": "the document is empty",
    "empty_after_full": "the source names nothing any more; what it named before is kept",
    "forbidden": "the host answered 401 or 403",
    "forgotten": "a person had the article forgotten for good",
    "gone": "the host answered 410: the page is gone for good",
    "guid_churn": "the feed gives its entries other ids at every look; their addresses tell them apart",
    "http_4xx": "the host answered with a client error",
    "http_5xx": "the host answered with a server error",
    "ill_formed": "the document is ill-formed",
    "internal": "a fault of this program; please report it",
    "moved": "the source says that it stands elsewhere for good; write its new address into the site's declaration",
    "no_address": "the host has no public address",
    "no_article": "the page holds no article",
    "not_a_feed": "the document is no feed, sitemap or listing",
    "not_found": "the host answered 404",
    "not_html": "the document is no web page",
    "off_site": "the address belongs to another host",
    "port": "the address names a port that is not asked",
    "private_address": "the host's address is not public",
    "rate_limited": "the host asked to wait",
    "redirect": "too many redirects, or one that can't be followed",
    "robots_disallowed": "robots.txt disallows the address",
    "robots_unreachable": "robots.txt gave no answer, so nothing of the host is asked",
    "soft_404": "a page that says «not found» came with status 200",
    "storage": "the article can't be stored",
    "timeout": "no answer in time",
    "tls": "the host's certificate can't be trusted",
    "too_deep": "the document is nested too deeply",
    "too_large": "the body is larger than the limit",
    "trap": "the address repeats itself like a trap for crawlers",
    "truncated": "the body ends early",
    "truncated_gzip": "the compressed body ends early",
    "undecodable": "the text's encoding can't be told",
    "unexpected_304": "the host answered «not modified» to an unconditional request",
    "url_length": "the address is longer than 2,083 characters",
}
"""Why something failed or was refused: the closed list of words in ``fetches.reason`` and ``failures.reason``."""
