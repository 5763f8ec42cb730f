"""Reasons on a terminal and as JSON."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from aggregator.view import safe
from aggregator.view.reasons import Explanation, Other, Reason
from aggregator.view.text import text


def reason_page(found: Explanation) -> RenderableType:
    """A thing with the reasons for how it stands, each with its signals and what they speak of."""
    head = Text.assemble(text(" ".join(found.thing.title.split()), "bold"), text(f"  {found.thing.kind}", "dim"))
    return Group(head, *(part for reason in found.reasons for part in _reason(reason)))


def reason_object(found: Explanation) -> dict[str, Any]:
    """The same as an object."""
    return {
        "kind": found.thing.kind,
        "id": found.thing.id,
        "title": safe.lines(found.thing.title),
        "reasons": [
            {
                "decision": reason.decision,
                "sentence": safe.lines(reason.sentence),
                "signals": dict(reason.signals),
                "others": [_other(other) for other in reason.others],
            }
            for reason in found.reasons
        ],
    }


def _reason(reason: Reason) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(), text(" ".join(reason.sentence.split()), "cyan")]
    for name, value in reason.signals.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        parts.append(Padding(Text.assemble(text(f"{name}: ", "dim"), text(shown)), (0, 0, 0, 2)))
    for other in reason.others:
        head = Text.assemble(text(other.id, "cyan"), text(f"  {other.site}  {(other.published or '')[:10]}", "dim"))
        words = text(f"“{' '.join(other.words.split())}”")
        parts.append(Padding(Group(head, Padding(words, (0, 0, 0, 2))), (0, 0, 0, 2)))
    return parts


def _other(other: Other) -> dict[str, Any]:
    return {
        "id": other.id,
        "site": safe.line(other.site),
        "url": safe.url(other.url),
        "published": other.published and safe.line(other.published),
        "words": safe.lines(other.words),
    }
