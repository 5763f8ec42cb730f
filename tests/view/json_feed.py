"""A checker of JSON Feed 1.1, written from https://www.jsonfeed.org/version/1.1/: every fault as a sentence."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

Check = Callable[[Any], bool]

_RFC3339 = re.compile(r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_EXTENSION = re.compile(r"_[a-zA-Z][^.]*")


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_url(value: Any) -> bool:
    return is_text(value) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).hostname)


def is_date(value: Any) -> bool:
    return is_text(value) and _RFC3339.fullmatch(value) is not None


def is_language(value: Any) -> bool:
    return is_text(value) and _LANGUAGE.fullmatch(value) is not None


def is_author(value: Any) -> bool:
    checks: dict[str, Check] = {"name": is_text, "url": is_url, "avatar": is_url}
    return isinstance(value, dict) and bool(value) and all(k in checks and checks[k](v) for k, v in value.items())


def is_attachment(value: Any) -> bool:
    return isinstance(value, dict) and is_url(value.get("url")) and is_text(value.get("mime_type"))


def is_hub(value: Any) -> bool:
    return isinstance(value, dict) and is_text(value.get("type")) and is_url(value.get("url"))


def is_list(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


FEED: dict[str, Check] = {
    "version": lambda value: value == "https://jsonfeed.org/version/1.1",
    "title": is_text,
    "home_page_url": is_url,
    "feed_url": is_url,
    "description": is_text,
    "user_comment": is_text,
    "next_url": is_url,
    "icon": is_url,
    "favicon": is_url,
    "authors": is_list(is_author),
    "language": is_language,
    "expired": lambda value: isinstance(value, bool),
    "hubs": is_list(is_hub),
    "items": lambda value: isinstance(value, list),
}
ITEM: dict[str, Check] = {
    "id": lambda value: is_text(value) and bool(value),
    "url": is_url,
    "external_url": is_url,
    "title": is_text,
    "content_html": is_text,
    "content_text": is_text,
    "summary": is_text,
    "image": is_url,
    "banner_image": is_url,
    "date_published": is_date,
    "date_modified": is_date,
    "authors": is_list(is_author),
    "tags": is_list(is_text),
    "language": is_language,
    "attachments": is_list(is_attachment),
}


def faults(feed: Any) -> list[str]:
    """What the specification forbids in a parsed feed."""
    if not isinstance(feed, dict):
        return ["the feed is no object"]
    found = [f"feed without {name}" for name in ("version", "title", "items") if name not in feed]
    found += _members("feed", feed, FEED)
    items = feed.get("items") if isinstance(feed.get("items"), list) else []
    for number, item in enumerate(items or []):
        where = f"item {number}"
        if not isinstance(item, dict):
            found.append(f"{where} is no object")
            continue
        found += [f"{where} without id"] * ("id" not in item)
        found += [f"{where} without content"] * ("content_html" not in item and "content_text" not in item)
        found += _members(where, item, ITEM)
    ids = [item.get("id") for item in items or [] if isinstance(item, dict)]
    return found + ["an id stands twice"] * (len(ids) != len(set(ids)))


def _members(where: str, value: dict[str, Any], known: dict[str, Check]) -> list[str]:
    found = []
    for name, content in value.items():
        if name.startswith("_"):
            if not _EXTENSION.fullmatch(name) or not isinstance(content, dict):
                found.append(f"{where}: {name} is no extension object")
        elif name not in known:
            found.append(f"{where}: {name} is unknown")
        elif not known[name](content):
            found.append(f"{where}: {name} can't be {content!r}")
    return found
