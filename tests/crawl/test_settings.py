"""What Scrapy is set to: only what is needed, and everything that guards."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list

from aggregator.crawl.sites import project_settings

OURS = "aggregator.crawl.middlewares"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return project_settings()


def components(settings: Settings, name: str) -> list[str]:
    found = build_component_list(settings.get_component_priority_dict_with_base(name))
    return [each if isinstance(each, str) else f"{each.__module__}.{each.__qualname__}" for each in found]


def test_requests_pass_the_guard_first_and_take_their_turn_last(settings: Settings) -> None:
    found = components(settings, "DOWNLOADER_MIDDLEWARES")
    assert found[:2] == [f"{OURS}.guard.AddressGuard", f"{OURS}.robots.RobotsTxt"]
    assert found[-1] == f"{OURS}.turns.HostTurns"
    assert found.index(f"{OURS}.redirects.CheckedRedirects") < found.index(f"{OURS}.bodies.WholeBodies")


@pytest.mark.case(19)
@pytest.mark.parametrize("name", ["DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS"])
def test_nothing_is_loaded_that_runs_code_or_keeps_cookies(settings: Settings, name: str) -> None:
    unwanted = ("telnet", "remote_control", "cookies", "httpproxy", "httpauth", "httpcache", "retry", "spiderstate")
    assert [each for each in components(settings, name) if any(word in each for word in unwanted)] == []


def test_only_the_web_is_asked_and_only_through_our_handler(settings: Settings) -> None:
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}
    assert {handlers["http"], handlers["https"]} == {"aggregator.crawl.handler.BoundedHandler"}
    assert settings["TWISTED_DNS_RESOLVER"] == "aggregator.download.resolver.GuardedResolver"


@pytest.mark.case(28)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("DOWNLOAD_FAIL_ON_DATALOSS", True),
        ("DOWNLOAD_MAXSIZE", 15 << 20),
        ("DOWNLOAD_TIMEOUT", 20),
        ("REDIRECT_MAX_TIMES", 5),
        ("HTTPPROXY_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("METAREFRESH_ENABLED", False),
    ],
)
def test_what_is_promised_is_set(settings: Settings, name: str, value: object) -> None:
    assert settings.get(name) == value
