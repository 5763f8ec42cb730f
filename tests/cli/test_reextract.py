import json
from pathlib import Path

import pytest

from aggregator.base.config import write_sites
from tests.cli.program import run
from tests.crawl.archived import SITE, TEXT, Shelf, html, in_this_process, page

__all__ = ["in_this_process"]


@pytest.fixture
def filled(home: Path) -> Path:
    """A database with an archive, and a declaration of its site that loses the tags."""
    shelf = Shelf(home)
    good = SITE.model_copy(update={"rules": {"tags": ("css:p.by::text",)}})
    shelf.take(page(html()), good)
    shelf.take(page(html("The Otters Return", TEXT.replace("Moss", "Otter")), 2), good)
    shelf.archive.close()
    shelf.store.close()
    write_sites(home / "bad.toml", [SITE])
    return home


def tags() -> list[list[str]]:
    return [article["tags"] for article in run("list", "--json").objects]


@pytest.mark.usefixtures("in_this_process", "filled")
def test_a_loss_is_shown_refused_and_accepted() -> None:
    refused = run("reextract", "--sites", "bad.toml", "--jobs", "1")
    assert refused.code == 6
    assert "nothing was stored: 2 values would get lost" in refused.sentence
    assert "tags lost: https://news.example/n/" in refused.out
    assert "  - By Jo Sample" in refused.out
    assert "2 articles read again, 2 would change, 0 can't be read" in refused.out
    assert tags() == [["By Jo Sample"], ["By Jo Sample"]]

    accepted = run("reextract", "--sites", "bad.toml", "--jobs", "1", "--accept", "--json")
    assert accepted.code == 0
    (told,) = accepted.objects
    assert (told["articles"], told["differing"], told["stored"], told["lost"]) == (2, 2, 2, 2)
    assert told["fields"]["tags"] == {"gained": 0, "lost": 2, "changed": 0}
    assert tags() == [[], []]


@pytest.mark.usefixtures("in_this_process")
def test_a_diff_changes_nothing(filled: Path) -> None:
    before = (filled / "news.db").read_bytes()
    shown = run("reextract", "--diff", "--sites", "bad.toml", "--jobs", "1")
    assert shown.code == 0
    assert "2 would change" in shown.out
    assert (filled / "news.db").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--diff", "--accept"], "nothing to --accept"),
        (["--site", "nobody"], "no articles of nobody"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_wrong_use(words: list[str], said: str) -> None:
    ran = run("reextract", *words)
    assert ran.code == 2
    assert said in ran.sentence


@pytest.mark.ci
@pytest.mark.usefixtures("filled")
def test_where_no_scheduler_answers_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.crawl.workers.ANSWER", 0.2)
    ran = run("reextract", "--cluster", "tcp://127.0.0.1:9", "--diff")
    assert ran.code == 3
    assert "no Dask scheduler answers there" in ran.sentence


@pytest.mark.ci
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "address", ["", "nonsense", "tcp://host", "made-up://host:1", "tcp://host:x", "tcp://host:99999"]
)
def test_what_is_no_address_of_a_scheduler_is_told(address: str) -> None:
    ran = run("reextract", "--cluster", address, "--diff")
    assert ran.code == 2
    assert f"--cluster {address}: " in ran.sentence


def test_without_an_archive_there_is_nothing_to_read(home: Path) -> None:
    run("ingest", "-", stdin=json.dumps({"url": "https://otters.example/1", "title": "Otters"}))
    assert run("reextract").out == "0 articles read again, 0 changed, 0 can't be read\n"
