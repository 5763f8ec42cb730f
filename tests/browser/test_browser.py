"""The pages in a real browser, over the demo's database."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from aggregator.store.sqlite import sqlite3
from tests.browser.conftest import DESKTOP, PHONE, Watched, serving
from tests.conftest import Demo
from tests.shared import needs_shared
from tests.view.made_up import Shelf
from tests.view.test_hostile_exports import hostile_strings, shelve

pytestmark = [pytest.mark.ci, pytest.mark.xdist_group("browser")]

Look = Callable[..., Watched]
PAGES = (
    *(
        "/",
        "/?language=ja",
        "/works",
        "/calendar?season=2027-winter",
        "/calendar?month=2027-01",
        "/search?q=灯台",
        "/search",
    ),
    *("/sources", "/changes", "/story/{story}", "/article/{article}", "/work/{work}", "/person/{person}", "/nowhere"),
)


@pytest.fixture(scope="session")
def ids(kept: Demo) -> dict[str, str]:
    """The fullest story, work and person of the demo, and an article of no story."""
    sql = {
        "story": "SELECT id FROM stories ORDER BY article_count DESC, id LIMIT 1",
        "article": """SELECT a.id FROM articles a JOIN releases r ON r.article_id = a.id
            GROUP BY a.id ORDER BY a.story_id IS NOT NULL, count(*) DESC, a.id LIMIT 1""",
        "work": "SELECT work_id FROM releases WHERE work_id <> '' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
        "person": "SELECT person_id FROM credits WHERE person_id <> '' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    }
    connection = sqlite3.connect(kept.folder / "news.db")
    try:
        return {name: connection.execute(one).fetchone()[0] for name, one in sql.items()}
    finally:
        connection.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
def test_every_page_is_sound(path: str, viewport: Any, scheme: str, look: Look, ids: dict[str, str]) -> None:
    watched = look(viewport=viewport, color_scheme=scheme)
    status = watched.open(path.format(**ids))
    assert status == (404 if path == "/nowhere" else 200)
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert [error for error in watched.errors if "404" not in error] == []
    assert watched.foreign == []
    assert serious(watched) == []


def serious(watched: Watched) -> list[str]:
    """What axe finds that keeps somebody out."""
    found = Axe().run(watched.page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def test_from_the_front_page_to_a_story_its_work_and_the_calendar(look: Look) -> None:
    watched = look()
    page = watched.page
    watched.open("/")
    card = page.locator("article.card", has=page.locator(".badge.delayed")).first
    headline = card.locator("h3").inner_text()
    card.locator("h3 a").click()
    expect(page.locator("h1")).to_have_text(headline)
    expect(page.locator("blockquote mark")).not_to_have_count(0)
    page.locator("a.work").first.click()
    expect(page.locator("svg.for-wide rect")).not_to_have_count(0)
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Calendar").click()
    page.get_by_role("link", name="Winter").or_(page.get_by_role("link", name="autumn")).first.click()
    expect(page.locator("h1")).to_contain_text("Releases in")
    assert watched.errors == []


def test_two_characters_are_searched_with_the_keyboard(look: Look) -> None:
    watched = look()
    watched.open("/")
    watched.page.get_by_role("searchbox").fill("灯台")
    watched.page.keyboard.press("Enter")
    expect(watched.page).to_have_title(re.compile("^Search: 灯台"))
    expect(watched.page.locator("mark", has_text="灯台")).not_to_have_count(0)


def test_the_calendar_is_filtered_and_subscribed_to(look: Look) -> None:
    watched = look()
    page = watched.page
    watched.open("/calendar?season=2027-winter")
    every = page.locator(".entries li").count()
    page.get_by_label("Event").select_option("streaming")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**event=streaming**")
    assert 0 < page.locator(".entries li").count() < every
    assert set(page.locator(".entries .what").all_inner_texts()) == {"Streaming"}
    address = page.get_by_role("link", name="Subscribe").get_attribute("href")
    assert address is not None
    assert address.startswith("webcal://")
    answer = page.request.get(address.replace("webcal:", "http:"))
    assert answer.headers["content-type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.body()).events
    assert events
    assert all("streaming" in event["summary"] for event in events)


def test_it_is_dark_where_the_reader_wants_it_dark(look: Look) -> None:
    colours = {}
    for scheme in ("light", "dark"):
        watched = look(color_scheme=scheme)
        watched.open("/")
        said = watched.page.evaluate("getComputedStyle(document.body).backgroundColor")
        colours[scheme] = sum(map(int, said.removeprefix("rgb(").rstrip(")").split(",")))
    assert colours["dark"] < 150
    assert colours["light"] > 650


def test_the_first_key_leads_past_the_head(look: Look) -> None:
    watched = look()
    watched.open("/")
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate("document.activeElement.textContent") == "Skip to the page"
    watched.page.keyboard.press("Enter")
    assert watched.page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", ["/", "/story/{story}", "/work/{work}", "/calendar?month=2027-01"])
def test_nothing_is_lost_without_scripts(path: str, look: Look, ids: dict[str, str]) -> None:
    texts = []
    for enabled in (True, False):
        watched = look(java_script_enabled=enabled)
        watched.open(path.format(**ids))
        told = watched.page.locator("main").inner_text()
        texts.append(re.sub(r"\d+ \w+ ago", "ago", told))  # a minute may end between the two
    assert texts[0] == texts[1]


@pytest.mark.case(136)
def test_datasettes_own_pages_work_under_their_policy(look: Look) -> None:
    watched = look()
    assert watched.open("/data?sql=select+title+from+works+limit+3") == 200
    assert watched.page.locator("table tbody tr").count() == 3
    assert watched.open("/data/articles") == 200
    assert watched.errors == []


@pytest.mark.case(82, 136)
@needs_shared
def test_hostile_strings_run_nowhere(look: Look, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "news.db")
    shelve(shelf, hostile_strings())
    shelf.store.close()
    with serving(shelf.path) as base:
        watched = look(base=base)
        path, seen = "/", 0
        while path:
            watched.open(path)
            seen += watched.page.locator("article.card").count()
            older = watched.page.get_by_role("link", name="Older stories")
            path = older.get_attribute("href") or "" if older.count() else ""
        data = json.loads(watched.page.request.get(f"{base}/stories.json").text())
        for story in data["stories"]:
            watched.open(f"/article/{story['first_article_id']}")
            assert watched.page.locator("h1").count() == 1
        watched.open("/search?q=script")
        watched.open("/data/articles?_size=100")
    assert seen == len(hostile_strings())
    assert [error for error in watched.errors if "Failed to load resource" not in error] == []
    assert watched.foreign == []
