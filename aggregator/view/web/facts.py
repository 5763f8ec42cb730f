"""Facts in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aggregator.view import safe
from aggregator.view.claims import Credit, Release
from aggregator.view.web import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact: «Premiere: 10 January 2027 (Tokyo MX)», «Voice: Aoi Kumo (as Hina)». ``href`` is the person's page,
    ``mark`` a word for what is unusual about it.
    """

    label: str
    value: str
    note: str = ""
    mark: str = ""
    href: str | None = None
    work: str | None = None
    work_href: str | None = None


def fact(claim: Release | Credit) -> Fact:
    """A claim in words."""
    work = {
        "work": safe.line(claim.work) if claim.work else None,
        "work_href": f"/work/{claim.work_id}" if claim.work_id else None,
    }
    if isinstance(claim, Release):
        return Fact(
            label=words.event(claim.event),
            value=words.moment(safe.line(claim.edtf), claim.time and safe.line(claim.time)),
            note=where(claim),
            mark=release_mark(claim),
            **work,
        )
    return Fact(
        label=words.role(safe.line(claim.role)),
        value=safe.line(claim.name),
        note=credit_note(claim),
        mark=_ledger(claim.ledger) or {"previous": "earlier work"}.get(claim.status, ""),
        href=f"/person/{claim.person_id}" if claim.person_id else None,
        **work,
    )


def facts(claims: Iterable[Release | Credit]) -> tuple[Fact, ...]:
    """Several, releases first; a date that is told as replaced stands behind the others."""
    ordered = sorted(claims, key=lambda claim: (isinstance(claim, Credit), getattr(claim, "superseded", False)))
    return tuple(map(fact, ordered))


def in_short(found: Iterable[Fact]) -> tuple[Fact, ...]:
    """The same for a few lines: what is told of several names of a work stands once, the fullest."""
    once: dict[tuple[str, str, str], Fact] = {}
    for one in found:
        once.setdefault((one.label, one.value, one.note), one)
    fuller = {(label, value) for label, value, note in once if note}
    return tuple(one for one in once.values() if one.note or (one.label, one.value) not in fuller)


def by_work(found: Iterable[Fact]) -> list[tuple[Fact, list[Fact]]]:
    """Facts under the works that they are of: each work's first fact, which names it, and all of its facts."""
    works: dict[str | None, list[Fact]] = {}
    for one in found:
        works.setdefault(one.work_href, []).append(one)
    return [(those[0], those) for those in works.values()]


def where(claim: Release) -> str:
    """On what and where a release comes out: the platform as written, the region in English where it is known."""
    return ", ".join(safe.line(part) for part in (claim.platform, region(claim)) if part)


def region(claim: Release) -> str:
    """The region in English where it is known, else as the article writes it."""
    return words.region(claim.region_code) if claim.region_code else claim.region or ""


def credit_note(claim: Credit) -> str:
    """Whom a voice speaks, or which song somebody makes."""
    notes = (f"as {claim.character}" if claim.character else "", f"«{claim.song}»" if claim.song else "")
    return safe.line(", ".join(filter(None, notes)))


def release_mark(claim: Release) -> str:
    """What is unusual about a release."""
    if claim.superseded:
        return "replaced"
    return _ledger(claim.ledger) or {"scheduled": ""}.get(claim.status, claim.status)


def _ledger(state: str) -> str:
    return {"superseded": "replaced", "current": ""}.get(state, state)
