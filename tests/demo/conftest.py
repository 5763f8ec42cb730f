from collections.abc import Callable, Iterator

import pytest

from aggregator.base.sites import Site
from aggregator.demo import NewsWeb
from tests.demo.asking import NOW


@pytest.fixture
def web() -> Iterator[NewsWeb]:
    with NewsWeb(NOW) as running:
        yield running


@pytest.fixture
def site(web: NewsWeb) -> Callable[[str], Site]:
    return lambda name: next(site for site in web.sites if site.name == name)


@pytest.fixture
def url(web: NewsWeb) -> Callable[[str], str]:
    return lambda key: next(article.url for article in web.articles if article.key == key)
