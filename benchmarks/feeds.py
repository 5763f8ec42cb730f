"""Whether all that goes out is valid and the same again: the demo's feeds and calendar, before and after a delay, and
with `--headlines FILE` (JSON lines of headlines, perhaps gzipped) those of a large database. The last line is one JSON
object.

`python benchmarks/feeds.py` crawls the embedded news web; with some thousand headlines it takes two minutes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.view.filters import Filters, resolve
from aggregator.view.formats import FORMATS, Selection
from aggregator.view.reading import Skipped, reading
from aggregator.view.schedule import of_releases
from tests.view import ical, json_feed, xml_feeds


def _rss(data: bytes) -> list[str]:
    xml_feeds.parsed(data)  # feedparser: raises where it finds a fault
    return xml_feeds.rss_faults(data)


def _atom(data: bytes) -> list[str]:
    xml_feeds.parsed(data)
    return xml_feeds.atom_faults(data)


def _ndjson(data: bytes) -> list[str]:
    return [] if all(isinstance(json.loads(line), dict) for line in data.splitlines()) else ["a line is no object"]


def _csv(data: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    return [] if len({len(row) for row in rows}) == 1 else ["rows of different length"]


def _parquet(data: bytes) -> list[str]:
    from pyarrow import parquet

    parquet.read_table(io.BytesIO(data)).validate(full=True)
    return []


FAULTS: dict[str, Callable[[bytes], list[str]]] = {
    "jsonfeed": lambda data: json_feed.faults(json.loads(data)),
    "rss": _rss,
    "atom": _atom,
    "ics": ical.faults,
    "ndjson": _ndjson,
    "csv": _csv,
    "parquet": _parquet,
}


@dataclass
class Written:
    """One export."""

    data: bytes
    count: int
    seconds: float


def write(database: Path, name: str, **values: Any) -> Written:
    """Write one format of everything."""
    wanted, out, started = FORMATS[name], io.BytesIO(), time.perf_counter()
    with reading(database) as store:
        condition = of_releases(store, Filters()) if wanted.calendar else resolve(store, Filters())
        selection = Selection(condition=condition, by=values.pop("by", wanted.by))
        count = wanted.load()(store, selection, out, Skipped())
    return Written(out.getvalue(), count, time.perf_counter() - started)


def check(database: Path) -> dict[str, Any]:
    """Every format of a database: how many items, how large, how long, what is wrong, and whether it comes again."""
    result = {}
    for name, faults in FAULTS.items():
        for by in ("story", "article") if FORMATS[name].feed and not FORMATS[name].calendar else (FORMATS[name].by,):
            first, again = write(database, name, by=by), write(database, name, by=by)
            found = faults(first.data)
            key = f"{name} by {by}" if not FORMATS[name].calendar else name
            result[key] = {
                "items": first.count,
                "bytes": len(first.data),
                "seconds": round(first.seconds, 2),
                "faults": len(found),
                "same again": first.data == again.data,
            }
            print(f"{key:20} {result[key]}", *found[:3], sep="\n    " if found else " ")
    return result


def demo(folder: Path) -> dict[str, Any]:
    """The demo's two crawls, with a calendar between them and one after."""
    from aggregator.base.config import write_sites
    from aggregator.cli import demo as steps
    from aggregator.crawl.run import run_in_reactor
    from aggregator.crawl.sites import project_settings
    from aggregator.demo.web import NewsWeb

    today, database = datetime.now(UTC), folder / "news.db"
    calendars: list[bytes] = []
    with NewsWeb(today) as web:
        write_sites(folder / "sites.toml", web.sites)

        async def both(process: Any) -> None:
            await steps._one(process, web, folder, today - steps.PAUSE, None, "")  # noqa: SLF001 -- as the demo does
            calendars.append(write(database, "ics").data)
            web.next_day()
            await steps._one(process, web, folder, today, None, "")  # noqa: SLF001
            calendars.append(write(database, "ics").data)

        run_in_reactor(project_settings(allow=web.addresses), both)
    return {"formats": check(database), "calendar": moves(*calendars)}


def moves(before: bytes, after: bytes) -> dict[str, Any]:
    """What became of each event."""
    old = {event["uid"]: event for event in ical.events(before)}
    new = {event["uid"]: event for event in ical.events(after)}
    moved = [key for key in old if key in new and old[key]["dtstart"] != new[key]["dtstart"]]
    for key in moved:
        dates = [f"{one[key]['dtstart']} (SEQUENCE {one[key]['sequence']})" for one in (old, new)]
        print(f"{key}  {new[key]['summary']}: {' → '.join(dates)}")
    for key in old.keys() - new.keys():
        print(f"{key}  {old[key]['summary']}: {old[key]['dtstart']}, gone")
    return {
        "faults": len(ical.faults(before)) + len(ical.faults(after)),
        "before": len(old),
        "after": len(new),
        "moved": len(moved),
        "moved with a higher SEQUENCE": sum(old[key]["sequence"] < new[key]["sequence"] for key in moved),
        "lower SEQUENCE": sum(old[key]["sequence"] > new[key]["sequence"] for key in old if key in new),
        "gone": len(old.keys() - new.keys()),
        "dated after": sorted(str(_day(new[key]["dtstart"])) for key in moved),
    }


def _day(start: date) -> date:
    return start.date() if isinstance(start, datetime) else start


def headlines(folder: Path, file: Path) -> dict[str, Any]:
    """The formats of a database of many headlines."""
    from aggregator.cli.main import run

    database, started = folder / "headlines.db", time.perf_counter()
    run(["--db", str(database), "-q", "ingest", str(file), "--language", "en", "--timezone", "UTC"])
    print(f"{file.name}: taken in within {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return check(database)


def main() -> int:
    """Check the demo, and the headlines where they are given; status 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--headlines", type=Path, metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = {"headlines": headlines(folder, options.headlines)} if options.headlines else {}
        result["demo"] = demo(folder)
    print(json.dumps(result))
    checked = [one for part in (result.get("headlines", {}), result["demo"]["formats"]) for one in part.values()]
    calendar = result["demo"]["calendar"]
    sound = all(not one["faults"] and one["same again"] for one in checked) and not calendar["faults"]
    return 0 if sound and calendar["moved"] == calendar["moved with a higher SEQUENCE"] > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
