"""False alarms and missed ones: made-up sites with a life of their own, healthy and broken in each way.

    python benchmarks/health.py [--runs 200] [--sites 10] [--worlds 3] [--planted 20] [--seed 0]

A site has a rate, a week (some write on Sundays, some don't), a day, holidays, bursts at conventions, columns whose
articles have fewer fields and come together, pages that can't be read now and then, nights on which its host is down.
Articles are looked at again when they are some hours, a day and a week old; one in seven was edited then, and an edit
takes away or adds a field in one of fifty cases. A run comes every six hours, but for days on which the machine was
off. After 60 days of learning come the healthy runs: each alarm that begins in them is a false one. Then each kind of
breakage is planted at a random run. Worlds and breakages are numbered from ``--seed`` on.
Prints one JSON object last.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median

from aggregator.base.runs import FIELDS, SiteRun
from aggregator.view.health import History, Look, Open, Source, judge

START = datetime(2031, 1, 6, tzinfo=UTC)
PAUSE = timedelta(hours=6)
LEARNING = timedelta(days=60)
KINDS = ("silent", "field", "short", "empty", "moved", "walls", "failing")
WINDOW = timedelta(days=120)
EDITED = 0.15
"""Of the articles that are looked at again, those that come as another page."""
EDITS = 0.02
"""Of the fields of an edited page, those that come or go."""


@dataclass
class Site:
    """A made-up outlet, and what has become of it so far."""

    dice: random.Random
    rate: float
    weekend: float
    night: float
    zone: int
    shares: dict[str, float]
    column: tuple[float, frozenset[str]]
    length: float
    holidays: list[tuple[datetime, datetime, float]]
    bursts: list[tuple[datetime, datetime, float]]
    runs: list[SiteRun] = field(default_factory=list)
    arrivals: list[datetime] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    failing_since: datetime | None = None
    asked: str = "feed"
    alarms: dict[tuple[str, str], datetime] = field(default_factory=dict)
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    backlog: int = 0
    known: list[tuple[datetime, set[str]]] = field(default_factory=list)

    def hourly(self, at: datetime) -> float:
        """Articles that are to be expected in this hour."""
        local = at + timedelta(hours=self.zone)
        level = self.rate / 168 * 2.2
        level *= self.weekend if local.weekday() >= 5 else 1.0
        level *= 1.0 if 8 <= local.hour < 20 else self.night
        for begin, end, factor in (*self.holidays, *self.bursts):
            if begin <= at < end:
                level *= factor
        return level

    def articles(self, since: datetime, until: datetime) -> list[datetime]:
        """When it published, between two moments."""
        came = []
        at = since
        while at < until:
            came += [
                at + timedelta(minutes=self.dice.uniform(0, 60)) for _ in range(poisson(self.dice, self.hourly(at)))
            ]
            at += timedelta(hours=1)
        return sorted(moment for moment in came if moment <= until)

    def history(self, now: datetime) -> History:
        """What is known of it."""
        source = Source("feed", self.asked, tuple(reversed(self.looks[-10:])), self.failing_since)
        return History(
            site="made-up",
            runs=[run for run in self.runs if run.at >= now - WINDOW],
            arrivals=[at for at in self.arrivals if at >= now - WINDOW],
            sources=[source],
            alarms=[Open(kind, subject, since) for (kind, subject), since in self.alarms.items()],
            pauses=self.pauses,
        )


def poisson(dice: random.Random, mean: float) -> int:
    count, left = 0, dice.expovariate(1.0)
    while left < mean:
        count += 1
        left += dice.expovariate(1.0)
    return count


def make_site(dice: random.Random, days: float) -> Site:
    rate = dice.choice([5, 10, 20, 40, 80, 150])
    weekend = dice.choice([0.0, 0.1, 0.4, 0.9])
    closes = rate < 60

    def spans(number: int, longest: float, low: float, high: float) -> list[tuple[datetime, datetime, float]]:
        begins = [START + timedelta(days=dice.uniform(0, days)) for _ in range(number)]
        return [(b, b + timedelta(days=dice.uniform(1, longest)), dice.uniform(low, high)) for b in begins]

    return Site(
        dice=dice,
        rate=rate,
        weekend=weekend,
        night=dice.choice([0.0, 0.1, 0.5]),
        zone=dice.choice([-5, 0, 1, 9]),
        shares={
            "title": 1.0,
            "summary": dice.choice([0.9, 0.98, 1.0]),
            "body": dice.choice([0.97, 0.99, 1.0]),
            "authors": dice.choice([0.0, 0.5, 0.8, 0.98, 1.0]),
            "published": dice.choice([0.98, 1.0]),
            "images": dice.choice([0.9, 0.98, 1.0]),
        },
        column=(dice.choice([0.0, 0.1, 0.2]), frozenset(dice.sample(["authors", "summary", "images"], 2))),
        length=dice.choice([500, 1200, 3000]),
        holidays=spans(round(days / 40), 5.0 if closes else 3.0, 0.0 if closes else 0.15, 0.3 if closes else 0.5),
        bursts=spans(round(days / 20), 4.0, 2.0, 4.0),
    )


def new_page(site: Site, in_column: bool) -> set[str]:
    """The fields of an article that comes out."""
    dice, has = site.dice, set()
    for name in FIELDS:
        missing = in_column and name in site.column[1] and dice.random() < 0.8
        if not missing and dice.random() < site.shares[name]:
            has.add(name)
    return has


def again(site: Site, now: datetime, every: bool) -> list[set[str]]:
    """The fields, as they were, of the articles that are due to be looked at again and come as other pages."""
    ages = [(timedelta(hours=age), timedelta(hours=age) + PAUSE) for age in (6, 24, 168)]
    due = [has for at, has in site.known[-400:] for low, high in ages if low <= now - at < high]
    return [has for has in due if every or site.dice.random() < EDITED]


def edited(dice: random.Random, had: set[str]) -> set[str]:
    """The fields of a page after an edit."""
    return {name for name in FIELDS if (name in had) != (dice.random() < EDITS)}


def read(site: Site, now: datetime, number: int, broken: str | None, lost: str) -> SiteRun:
    """The pages of a run: new articles, in columns, and those that are read again: the edited ones; after a change of
    the site's markup, or behind a wall, all.
    """
    dice, other = site.dice, broken in ("field", "short", "walls")
    before = again(site, now, other)
    in_column = dice.random() < site.column[0]
    new = [new_page(site, in_column) for _ in range(number)]
    pages: list[tuple[set[str], set[str]]] = [(set(), has) for has in new]
    pages += [(had, had if other else edited(dice, had)) for had in before]
    pages = [page for page in pages if dice.random() >= (1.0 if broken == "walls" else 0.01)]
    wall = len(new) + len(before) - len(pages)
    found, kept, gone, lengths = Counter(), Counter(), Counter(), []
    for had, shown in pages:
        has = shown - {lost} if broken == "field" else shown
        found.update(has)
        kept.update(had)
        gone.update(had - has)
        length = site.length * dice.lognormvariate(0, 0.5)
        lengths.append(dice.uniform(60, 140) if broken == "short" else length)
    site.known += [(now, has) for has in new]
    return SiteRun(
        site="made-up",
        run=str(len(site.runs)),
        at=now,
        sources=1,
        new=number,
        pages=len(pages),
        walls=wall,
        found=found,
        had=kept,
        lost=gone,
        length=round(median(lengths)) if lengths and found["body"] else None,
    )


def step(site: Site, before: datetime, now: datetime, broken: str | None, lost: str) -> bool:
    """One run. Returns whether it read pages."""
    came = [] if broken in ("silent", "empty") else site.articles(before, now)
    if broken == "failing" or site.dice.random() < 0.01:
        site.looks.append(Look("DEFERRED", "timeout"))
        site.failing_since = site.failing_since or now
        site.backlog += len(came)
        site.runs.append(SiteRun(site="made-up", run=str(len(site.runs)), at=now))
        return False
    site.failing_since = None
    if broken == "empty":
        site.looks.append(Look("OK", "empty_after_full") if site.dice.random() < 0.5 else Look("NOT_MODIFIED", None))
        if not any(look.reason == "empty_after_full" for look in site.looks[-2:]):
            site.looks[-1] = Look("OK", "empty_after_full")
    elif broken == "moved":
        site.looks.append(Look("OK", "moved"))
        if len(site.looks) > 3 and all(look.reason == "moved" for look in site.looks[-3:]):
            site.asked = "elsewhere"
    else:
        site.looks.append(Look("OK", None) if came or site.backlog else Look("NOT_MODIFIED", None))
    run = read(site, now, len(came) + site.backlog, broken, lost)
    site.backlog = 0
    site.runs.append(run)
    if broken != "walls":
        site.arrivals += came
    return run.pages + run.walls > 0


def look(site: Site, now: datetime) -> set[tuple[str, str]]:
    """What is judged after a run; the alarms that begin now."""
    found = {(alarm.kind, alarm.subject) for alarm in judge(site.history(now), now).alarms}
    begun = found - site.alarms.keys()
    for key in site.alarms.keys() - found:
        if key[0] == "silent":
            site.pauses.append((site.alarms[key], now))
        del site.alarms[key]
    site.alarms |= dict.fromkeys(begun, now)
    return begun


def moments(dice: random.Random, start: datetime, number: int) -> Iterator[tuple[datetime, datetime]]:
    """Runs, each with the one before; now and then the machine is off for some days."""
    before = start
    for _ in range(number):
        now = before + PAUSE + timedelta(days=dice.uniform(1, 3) if dice.random() < 0.005 else 0)
        yield before, now
        before = now


def learn(site: Site) -> datetime:
    end = START
    for before, end in moments(site.dice, START, int(LEARNING / PAUSE)):
        step(site, before, end, None, "")
    look(site, end)
    site.alarms.clear()
    return end


def healthy(seed: int, sites: int, runs: int) -> list[tuple[str, str]]:
    """The alarms of so many healthy runs over so many sites."""
    false = []
    for number in range(sites):
        dice = random.Random(f"healthy {seed} {number}")
        site = make_site(dice, 60 + runs / 4 + 5)
        for before, now in moments(dice, learn(site), runs):
            step(site, before, now, None, "")
            false += sorted(look(site, now))
    return false


def planted(kind: str, seed: int, most: int = 200) -> tuple[int | None, int | None, float | None, bool]:
    """Plant a breakage; the runs until it is noticed, those of them that read pages, and the hours (None: missed); and
    whether what was lost had been on nearly all pages, those of the site's columns too.
    """
    dice = random.Random(f"{kind} {seed}")
    site = make_site(dice, 60 + 60)
    start = learn(site)
    watched = [name for name in FIELDS if site.shares[name] >= 0.5]
    lost = dice.choice(watched)
    always = site.shares[lost] >= 0.95 and not (site.column[0] and lost in site.column[1])
    for before, start in moments(dice, start, dice.randrange(0, 20)):  # noqa: B020 -- it goes on from there
        step(site, before, start, None, "")
        look(site, start)
    site.alarms.clear()
    telling = 0
    for number, (before, now) in enumerate(moments(dice, start, most), 1):
        telling += step(site, before, now, kind, lost)
        if any(found == kind and (kind != "field" or subject == lost) for found, subject in look(site, now)):
            return number, telling, (now - start).total_seconds() / 3600, always
    return None, None, None, always


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, value in (("runs", 200), ("sites", 10), ("worlds", 3), ("planted", 20), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    worlds = [healthy(seed, options.sites, options.runs) for seed in range(options.seed, options.seed + options.worlds)]
    result = {
        "healthy_runs": options.runs,
        "sites": options.sites,
        "false_alarms_of_each_world": [len(world) for world in worlds],
        "false_alarms": [list(alarm) for world in worlds for alarm in world],
        "planted": {},
    }
    for kind in KINDS:
        found = [planted(kind, seed) for seed in range(options.seed, options.seed + options.planted)]
        noticed = [each for each in found if each[0] is not None]
        result["planted"][kind] = {
            "planted": len(found),
            "missed": len(found) - len(noticed),
            "runs": summary([each[0] for each in noticed]),
            "runs_that_read_pages": summary([each[1] for each in noticed]),
            "hours": summary([each[2] for each in noticed]),
        }
        if kind == "field":
            for name, wanted in (("of_fields_on_all_pages", True), ("of_others", False)):
                some = [each[1] for each in found if each[3] is wanted]
                told = [number for number in some if number is not None]
                within = sum(number <= 2 for number in told)
                result["planted"][kind][name] = {
                    "planted": len(some), "missed": len(some) - len(told), "within_2_runs_with_pages": within,
                    "runs_that_read_pages": summary(told),
                }  # fmt: skip
        print(kind, json.dumps(result["planted"][kind]))
    print(json.dumps(result))


def summary(values: list) -> dict[str, float]:
    ordered = sorted(values)
    return (
        {"median": ordered[len(ordered) // 2], "p90": ordered[int(len(ordered) * 0.9)], "most": ordered[-1]}
        if values
        else {}
    )


if __name__ == "__main__":
    main()
