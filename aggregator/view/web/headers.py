"""What stands before every page: whose requests are answered, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_COMMON = "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_DATASETTE = f"default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; \
img-src 'self' data:; connect-src 'self'; {_COMMON}"
"""Datasette's own pages bring scripts and styles of their own within the page, so these have to be let run; still
nothing is asked of another host.
"""


def policy(path: str, *, pictures: bool) -> str:
    """The Content-Security-Policy of a path (w3.org/TR/CSP3). Our pages run no script at all; all that they may ask
    of other hosts is pictures.
    """
    if path.startswith(("/data", "/-/")):
        return _DATASETTE
    remote = " https:" if pictures else ""
    return f"default-src 'none'; style-src 'self'; img-src 'self'{remote}; {_COMMON}"


@dataclass(frozen=True, slots=True)
class Guard:
    """``hosts`` are the names under which these pages may be asked, all of them where it is empty: another site's page
    in the same browser can let its own name point to this machine, but not change the name that is asked for.
    """

    hosts: frozenset[str] = frozenset()
    pictures: bool = True

    def wrap(self, application: Application) -> Application:
        """The application behind the guard."""

        async def guarded(scope: Scope, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await application(scope, receive, send)
                return
            headers = _ALWAYS | {"content-security-policy": policy(scope["path"], pictures=self.pictures)}
            if not self._known(scope):
                await _refuse(send, headers)
                return

            async def send_with(message: MutableMapping[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    raw = [(name, value) for name, value in message["headers"] if name.lower().decode() not in headers]
                    message = {**message, "headers": [*raw, *_raw(headers)]}
                await send(message)

            await application(scope, receive, send_with)

        return guarded

    def _known(self, scope: Scope) -> bool:
        asked = next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"), "")
        name = asked.rpartition(":")[0] if not asked.endswith("]") and ":" in asked else asked
        return not self.hosts or name.lower().strip("[]") in self.hosts


async def _refuse(send: Any, headers: dict[str, str]) -> None:
    raw = [(b"content-type", b"text/plain; charset=utf-8"), *_raw(headers)]
    await send({"type": "http.response.start", "status": 421, "headers": raw})
    await send({"type": "http.response.body", "body": b"these pages are not served under this name\n"})


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]
