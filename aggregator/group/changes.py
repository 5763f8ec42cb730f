"""What is worth telling of the facts that hold of a work now, beside those that were told before.

A release is told once for each date, with all platforms that came with it; one more platform, or the end of a dispute,
is a change of it. A later date in the place of another is a delay, whether or not a text calls it one. Cast and staff
are told once a person. What companies do (show, license, publish) is told with the release.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from aggregator.base.ledger import Change, ChangeKind, Fact, StatedCredit, StatedRelease
from aggregator.base.names import title_key
from aggregator.base.vocabulary import table

CAST = frozenset({"voice", "dub_voice", "actor", "narrator"})
_EVENT, _EDTF, _EARLIEST, _LATEST, _STATUS, _PLATFORM, _REGION = range(1, 8)


def fact_of(claim: StatedRelease | StatedCredit) -> Fact | None:
    """What a claim tells; None for what is not told: background, and what a text tells as no longer so."""
    if not claim.news:
        return None
    if isinstance(claim, StatedRelease):
        status = "cancelled" if claim.status == "cancelled" else ""
        when = (claim.edtf, claim.earliest, claim.latest, status)
        return None if claim.superseded else ("release", claim.event, *when, claim.platform, claim.region)
    told = claim.status != "previous" and claim.role in _told_roles()
    character = title_key(claim.character or "") or claim.character
    return ("credit", claim.role, claim.person_id, character) if told else None


def changes(
    work_id: str,
    before: Collection[Fact],
    after: Iterable[StatedRelease | StatedCredit],
    disputed: Collection[str] = (),
) -> list[Change]:
    """The changes of one work: ``before`` is what was told, ``after`` the claims that hold, in the order of time."""
    found: dict[Fact, list[StatedRelease | StatedCredit]] = defaultdict(list)
    for claim in after:
        if fact := fact_of(claim):
            found[fact].append(claim)
    new = {fact: claims for fact, claims in found.items() if fact not in before}
    gone = [fact for fact in before if fact not in found]
    events = sorted({str(fact[_EVENT]) for fact in (*new, *gone) if fact[0] == "release"})
    told: list[Change] = []
    for event in events:
        ours = [fact for fact in before if fact[:2] == ("release", event)]
        held = {fact: claims for fact, claims in found.items() if fact[:2] == ("release", event)}
        told += _releases(work_id, ours, held, disputed)
    return [*told, *_credits(work_id, new)]


def _releases(
    work_id: str,
    before: Sequence[Fact],
    held: dict[Fact, list[StatedRelease | StatedCredit]],
    disputed: Collection[str],
) -> Iterator[Change]:
    dates: dict[Fact, list[Fact]] = defaultdict(list)  # a date, called off or not, with the facts that came with it
    for fact in held:
        if fact not in before:
            dates[fact[_EDTF : _STATUS + 1]].append(fact)
    known = {fact[_EDTF : _STATUS + 1] for fact in before}
    kept = {fact[_EDTF : _STATUS + 1] for fact in held}
    gone = sorted(
        {
            (str(fact[_EARLIEST] or ""), str(fact[_LATEST] or ""), str(fact[_EDTF]))
            for fact in before
            if fact[_EDTF : _STATUS + 1] not in kept
        }
    )
    for date in sorted(dates, key=lambda one: tuple(part or "" for part in one)):
        claims = [claim for fact in dates[date] for claim in held[fact]]
        yield Change(
            _kind(date, claims, gone, known=date in known, disputed=any(claim.id in disputed for claim in claims)),
            work_id,
            tuple(claim.id for claim in claims),
            tuple(edtf for _, _, edtf in gone),
        )
    if gone and not dates:
        yield Change(
            "changed_release",
            work_id,
            tuple(c.id for claims in held.values() for c in claims),
            tuple(edtf for _, _, edtf in gone),
        )


def _kind(
    date: Fact,
    claims: Sequence[StatedRelease | StatedCredit],
    gone: Sequence[tuple[str, str, str]],
    *,
    known: bool,
    disputed: bool,
) -> ChangeKind:
    _, earliest, _, status = date
    if status == "cancelled":
        return "cancellation"
    if known or disputed:
        return "changed_release"
    if any(claim.status == "delayed" for claim in claims):
        return "delay"
    if not gone:
        return "new_release"
    apart = earliest is not None and earliest > gone[-1][1]
    return "delay" if apart else "changed_release"


def _credits(work_id: str, new: dict[Fact, list[StatedRelease | StatedCredit]]) -> Iterator[Change]:
    cast = [claims[0].id for fact, claims in new.items() if fact[0] == "credit" and fact[1] in CAST]
    staff = [claims[0].id for fact, claims in new.items() if fact[0] == "credit" and fact[1] not in CAST]
    if cast:
        yield Change("new_cast", work_id, tuple(cast))
    if staff:
        yield Change("new_staff", work_id, tuple(staff))


@cache
def _told_roles() -> frozenset[str]:
    roles = table("roles")
    makers = {"animation_production", "production", "music_production", "sound_production", "cg_production"}
    return frozenset(roles["people"]) | makers
