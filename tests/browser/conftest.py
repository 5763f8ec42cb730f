"""A browser and the pages that it looks at. Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from aggregator.view.web import server
from tests.conftest import Demo

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@dataclass
class Watched:
    """A page in the browser, and what happened in it."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, path: str) -> int:
        """Go there; the answer's status."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        return answer.status


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("needs a browser: install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The pages of a database, served on loopback in a thread; their address without its last slash."""
    bound = server.listen("127.0.0.1", 0)
    config = uvicorn.Config(server.application(database).app(), log_level="warning", access_log=False)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        yield server.url(bound).rstrip("/")
    finally:
        running.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def served(kept: Demo) -> Iterator[str]:
    with serving(kept.folder / "news.db") as base:
        yield base


@pytest.fixture
def look(chromium: Browser, served: str) -> Iterator[Callable[..., Watched]]:
    """Opens a fresh page: ``look(viewport=PHONE, color_scheme="dark")``; the options are Playwright's."""
    contexts = []

    def fresh(base: str = served, **options: Any) -> Watched:
        context = chromium.new_context(**{"viewport": DESKTOP, **options})
        contexts.append(context)
        watched = Watched(context.new_page(), base)
        watch(watched)
        return watched

    yield fresh
    for context in contexts:
        context.close()


def watch(watched: Watched) -> None:
    """Note every error and dialog, and let nothing out of this machine."""
    page, own = watched.page, urlsplit(watched.base).netloc

    def route(route: Any) -> None:
        if urlsplit(route.request.url).netloc == own:
            route.continue_()
            return
        if route.request.resource_type != "image" or not route.request.url.startswith("https://"):
            watched.foreign.append(route.request.url)
        route.fulfill(status=200, content_type="image/svg+xml", body='<svg xmlns="http://www.w3.org/2000/svg"/>')

    def dialog(shown: Any) -> None:
        watched.errors.append(f"dialog: {shown.message}")
        shown.dismiss()

    page.route("**/*", route)
    page.on("console", lambda said: watched.errors.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("dialog", dialog)
