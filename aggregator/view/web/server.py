"""A database served: Datasette with our pages, under uvicorn."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import uvicorn

from aggregator.base.errors import UsageError
from aggregator.store.database import Store
from aggregator.view.web import plugin
from aggregator.view.web.headers import Guard

SETTINGS = {"sql_time_limit_ms": 1000, "max_returned_rows": 1000, "allow_download": False, "suggest_facets": False}
"""Datasette's own limits for the SQL that readers write."""
_ABOUT = {"title": "Anime news: the database", "databases": {plugin.DATABASE: {"source": "Stories", "source_url": "/"}}}


def local_now() -> datetime:
    """The time in the zone of this machine."""
    return datetime.now().astimezone()


def application(
    path: Path, *, hosts: frozenset[str] = frozenset(), pictures: bool = True, clock: Callable[[], datetime] = local_now
) -> Any:
    """A Datasette that serves the database with our pages, reading only: ``.app()`` is the ASGI application.

    Raises :class:`StorageError` or :class:`RefusedError` where it is no database of ours; an older one is upgraded.
    """
    Store.read(path).close()
    plugin.register()
    served = plugin.Settings(path, Guard(hosts, pictures), clock)
    return plugin.Served(served, settings=SETTINGS, metadata=_ABOUT)


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections; port 0 is any free one. Raises :class:`UsageError` where that can't be."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=64)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"{host} port {port}: can't be listened on ({why}); name another with --port") from error


def names(host: str) -> frozenset[str]:
    """The names under which pages on this address may be asked: of this machine itself where it is a loopback one,
    all (an empty set) where others are meant to reach it.
    """
    own = frozenset({"localhost", "127.0.0.1", "::1"})
    if host.lower() in own:
        return own
    try:
        return own | {host.lower()} if ip_address(host).is_loopback else frozenset()
    except ValueError:
        return frozenset()


def url(bound: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = bound.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(datasette: Any, bound: socket.socket) -> None:
    """Answer until the process is interrupted (SIGINT) or asked to end (SIGTERM)."""
    config = uvicorn.Config(
        datasette.app(), log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3
    )
    try:
        uvicorn.Server(config).run(sockets=[bound])
    except KeyboardInterrupt:
        return  # how a server is meant to be ended
