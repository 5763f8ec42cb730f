"""The seam with Datasette: our pages as one plugin of it.

Datasette opens the database, runs the threads that read it and serves its own pages for tables and SQL. Its hooks are
those of pluggy (docs.datasette.io/en/stable/plugin_hooks.html); a hook is called for every Datasette in the process,
and answers only for those that :mod:`.server` made.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError
from pluggy import HookimplMarker

from aggregator.base.errors import AggregatorError
from aggregator.store.database import READER_CACHE, Store
from aggregator.view.reading import one_moment
from aggregator.view.web import render
from aggregator.view.web.asked import Answer, Asked, File, Missing, Moved, Page, Wrong
from aggregator.view.web.headers import Guard
from aggregator.view.web.routes import ROUTES, Route
from aggregator.view.web.spreadsheets import defused

DATABASE = "data"
"""The database's name in Datasette: its own pages stand below ``/data``."""
MAX_QUERY = 4_000
"""Characters of an address's query that are looked at."""
HEAP = 256 << 20
"""Bytes that SQLite may take for all queries together: one SELECT can ask for more than the machine has."""
_NOWHERE = rf"/(?!{DATABASE}($|[./])|-/).*$"
"""What is neither one of our pages nor one of Datasette's."""
_HOST = re.compile(r"[\w.-]{1,253}(:\d{1,5})?|\[[0-9a-f:.]{2,45}\](:\d{1,5})?", re.ASCII | re.IGNORECASE)
KEEP = "public, max-age=31536000, immutable"

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]
hookimpl = HookimplMarker("datasette")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a database is served with; ``clock`` tells the time in the zone that days are told in."""

    path: Path
    guard: Guard
    clock: Callable[[], datetime]


class Served(Datasette):  # type: ignore[misc]  # it ships no types
    """A Datasette whose pages are ours; it asks its plugins for routes while it is made."""

    def __init__(self, served: Settings, **options: Any) -> None:
        self.served = served
        super().__init__([], **options)
        self.add_database(Database(self, path=str(served.path.absolute()), is_mutable=True), name=DATABASE)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Our pages stand before Datasette's own."""
    if not isinstance(datasette, Served):
        return []
    ours = [(f"{route.path}$", _view(route)) for route in ROUTES]
    return [*ours, (r"/assets/[0-9a-f]{12}/(?P<name>[a-z.]{1,40})$", _asset), (_NOWHERE, _nowhere)]


@hookimpl
def prepare_connection(conn: Any, database: str, datasette: Any) -> None:
    """A reader's connection: it can't write, and takes no more memory than is fair."""
    if isinstance(datasette, Served) and database == DATABASE:
        kept = f"cache_size = -{READER_CACHE >> 10}"
        for pragma in ("query_only = ON", "trusted_schema = OFF", kept, f"hard_heap_limit = {HEAP}"):
            conn.execute(f"PRAGMA {pragma}")


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Application], Application]:
    """Every answer carries the headers of :mod:`.headers`, and no CSV a formula."""
    if not isinstance(datasette, Served):
        return lambda application: application
    return lambda application: datasette.served.guard.wrap(defused(application))


@hookimpl
def handle_exception(datasette: Any, request: Request, exception: Exception) -> Response | None:
    """What a reader did wrong is told as a sentence; a fault of ours or Datasette's is logged, too."""
    if not isinstance(datasette, Served):
        return None
    status = exception.status if isinstance(exception, (Base400, DatasetteError)) else 500
    sentence = str(getattr(exception, "message", "") or exception)
    if isinstance(exception, MemoryError):  # what SQLite's limit becomes
        status, sentence = 400, "the query needs more memory than one may have"
    if status >= 500:
        _LOG.error("%s: %s", request.path, sentence, exc_info=exception)
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": sentence, "status": status}, status=status)
    titles = {404: "Not here", 500: "Something is wrong here"}
    if not sentence or sentence == "404":
        sentence = "There is no such page."
    page = _note(titles.get(status, "Not understood"), sentence, status)
    return _html(page, Asked(path="", now=datasette.served.clock()))


def register() -> None:
    """Make the plugin known to Datasette, once a process. Its own way of telling errors prints each, a mistyped
    address too, with all variables on the terminal, and can't be had without that.
    """
    if not pm.has_plugin(__name__):
        pm.register(sys.modules[__name__], __name__)
        pm.unregister(name="datasette.handle_exception")


def _view(route: Route) -> Callable[..., Awaitable[Any]]:
    async def view(request: Request, datasette: Any) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response("only GET and HEAD\n", status=405, headers={"allow": "GET, HEAD"})
        settings: Settings = datasette.served
        asked = _asked(request, settings.clock())

        def read(connection: Any) -> Response:
            with one_moment(Store(settings.path, connection, readonly=True)) as store:
                return _response(route.answer(store, asked), asked)

        try:
            return await datasette.get_database(DATABASE).execute_fn(read)
        except AggregatorError as error:
            return _html(_note("The database can't be read", str(error), 503), asked)

    return view


async def _asset(request: Request) -> Response:
    name = request.url_vars["name"]
    if name not in render.STATIC:
        return Response("no such file\n", status=404)
    return Response(render.static(name), headers={"cache-control": KEEP}, content_type=render.STATIC[name])


async def _nowhere(datasette: Any) -> Response:
    return _html(_note("Not here", "There is no such page.", 404), Asked(path="", now=datasette.served.clock()))


def _asked(request: Request, now: datetime) -> Asked:
    query = parse_qs(request.query_string[:MAX_QUERY], errors="replace", max_num_fields=100)
    parts = {name: value for name, value in request.url_vars.items() if value}
    origin = f"{request.scheme}://{request.host}" if _HOST.fullmatch(request.host) else ""
    return Asked(path=request.path, parts=parts, query=query, origin=origin, now=now)


def _response(answer: Answer, asked: Asked) -> Response:
    match answer:
        case Page():
            if asked.parts.get("form"):
                return Response(render.json(answer), content_type="application/json; charset=utf-8")
            return _html(answer, asked)
        case File():
            saved = {"content-disposition": f'inline; filename="{answer.name}"'} if answer.name else {}
            return Response(answer.body, headers=saved, content_type=f"{answer.type}; charset=utf-8")
        case Moved():
            return Response("", status=301, headers={"location": answer.href})
        case Missing():
            return _html(_note("Not here", answer.sentence, 404), asked)
        case Wrong():
            return _html(_note("Not understood", answer.sentence, 400), asked)


def _html(page: Page, asked: Asked) -> Response:
    query = asked.one("q")
    return Response(render.html(page, query=query), status=page.status, content_type="text/html; charset=utf-8")


def _note(title: str, sentence: str, status: int) -> Page:
    return Page(template="note.html", title=title, model=sentence, data=lambda: {"error": sentence}, status=status)
