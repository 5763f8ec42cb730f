"""A crawl killed at a random moment loses nothing and stores nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawl.killing import kill_and_finish

pytestmark = pytest.mark.ci


@pytest.mark.parametrize("scrapy", [False, True], ids=["aggregator", "scrapy"])
def test_case_98_a_killed_crawl_is_finished_by_the_next(tmp_path: Path, scrapy: bool) -> None:
    killed = kill_and_finish(tmp_path, pages=60, kills=1, seed=98, scrapy=scrapy)
    assert killed.is_sound, killed
