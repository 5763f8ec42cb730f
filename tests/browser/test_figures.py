"""How quick and how small the pages are over 100,000 articles."""

from __future__ import annotations

import shutil

import pytest

from tests.long import Record, measure

pytestmark = [pytest.mark.nightly, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]

FILES = ("feed", "calendar file")
LIMIT = 200_000
"""Bytes of a page, without pictures."""
PAINT = 300
"""Milliseconds of the processor until the front page is seen: the server's, and what the browser takes more than for a
page of one line. By the clock it is measured, not judged: other tests run beside this one."""


def test_pages_are_small_and_the_front_page_is_seen_at_once(record_property: Record) -> None:
    if shutil.which("chromium") is None:
        pytest.skip("needs a browser: install chromium")
    figures = measure(record_property, "pages", "--size", 100_000)
    pages = {name: one["bytes"] for name, one in figures.items() if isinstance(one, dict) and "bytes" in one}
    assert len(pages) > 10
    assert {name: size for name, size in pages.items() if size >= LIMIT and name not in FILES} == {}
    paint = figures["first paint"]
    drawn = paint["front"]["processor_ms"] - paint["a line"]["processor_ms"]
    assert figures["front"]["processor_ms"] + drawn < PAINT
