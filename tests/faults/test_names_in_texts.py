"""Texts that would be code, formats, paths or options elsewhere are texts here, and no file is named by them."""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.crawl.harness import RSS, World, feed
from tests.crawl.processes import Forked
from tests.faults.server import FaultServer, answer

TEXTS = (
    "{0.__class__.__mro__}",
    "%s%s%n %(name)s",
    "$(touch made) `touch made` ; touch made",
    "../../../made",
    "/etc/made",
    "CON.txt",
    "--out=made",
    "{{ 7 * 7 }} ${7*7} <%= 7 * 7 %>",
    "[red]not red[/red]",
    "x" * 400,
)


@pytest.mark.case(95)
def test_they_come_out_as_they_came_and_make_no_file(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("one", {})
    items = "".join(
        f"<item><title>{escape(text)}</title><link>{host.url(f'/n{n}')}</link></item>" for n, text in enumerate(TEXTS)
    )
    host.paths["/feed"] = answer(feed(host, [], items=items), RSS)
    world.crawl("--no-articles")
    before = {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")}

    def run(*words: str) -> str:
        finished = Forked({"words": [*words, "--db", str(world.db)]}, tmp_path, None).finish()
        assert (finished.code, finished.traceback) == (0, False), finished.err
        return finished.out

    listed = {json.loads(line)["title"] for line in run("list", "--json").splitlines()}
    assert listed == set(TEXTS)
    table = run("list", "--limit", "50")
    assert all(text[:12] in table for text in TEXTS)
    exported = {json.loads(line)["title"] for line in run("export", "ndjson").splitlines()}
    assert exported == set(TEXTS)
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == before
