"""Claims of outlets that do not exist, as the ledger has them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from aggregator.base.edtf import bounds
from aggregator.base.ledger import StatedCredit, StatedRelease, Verdict
from aggregator.group.ledger import settle
from aggregator.store.ids import content_id

START = datetime(2030, 9, 1, 12, tzinfo=UTC)


def release(name: str, edtf: str, day: float = 0, site: str | None = None, **values: Any) -> StatedRelease:
    """A date, told by an article of this name on this day, by an outlet of the same name unless one is given."""
    at = START + timedelta(days=day)
    days = [each.isoformat() for each in bounds(edtf, at.date()) or ()] or [None, None]
    return StatedRelease(
        **(_head(name, at, site) | {"id": f"{name}:{edtf}", "status": "scheduled"})
        | {
            "event": "premiere",
            "edtf": edtf,
            "earliest": days[0],
            "latest": days[1],
            "time": None,
            "timezone": None,
            "platform": None,
            "region": None,
            "superseded": False,
        }
        | values
    )


def credit(name: str, person: str, day: float = 0, site: str | None = None, **values: Any) -> StatedCredit:
    """A voice of one character."""
    given = {"role": "voice", "person_id": content_id("person", person), "name": person, "character": "Suzu"}
    head = _head(name, START + timedelta(days=day), site) | {"id": f"{name}:{person}", "status": "new", "song": None}
    return StatedCredit(**head | given | values)


def _head(name: str, at: datetime, site: str | None) -> dict[str, Any]:
    article = {"work_id": "moon-harbor", "article_id": name, "version": 1, "stands": True, "seen_at": at}
    return article | {"site": site or name, "language": "en", "copy": False, "news": True}


def verdicts(*claims: StatedRelease | StatedCredit, rejected: tuple[str, ...] = ()) -> dict[str, Verdict]:
    """What holds of each."""
    return settle(
        [one for one in claims if isinstance(one, StatedRelease)],
        [one for one in claims if isinstance(one, StatedCredit)],
        rejected,
    )


def ledger(*claims: StatedRelease | StatedCredit, **options: Any) -> list[str]:
    """The status of each claim in the order given; with the reason where there is one: «superseded delayed»."""
    found = verdicts(*claims, **options)
    return [" ".join(filter(None, (found[one.id].ledger, found[one.id].why))) for one in claims]
