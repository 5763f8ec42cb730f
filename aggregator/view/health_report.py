"""The sites' health for people and programs: a table, JSON, and metrics as Prometheus reads them from a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aggregator.view.health import Condition

if TYPE_CHECKING:
    from rich.console import RenderableType

_BARS = "▁▂▃▄▅▆▇█"


def sparkline(days: Sequence[int]) -> str:
    """Numbers as bars of eight heights, the greatest one full; nothing is a dot."""
    most = max(days, default=0)
    return "".join("·" if not n else _BARS[max(n * len(_BARS) // (most + 1), 0)] for n in days)


def table(conditions: Iterable[Condition], now: datetime) -> RenderableType:
    """A row a site, those with an alarm first, each reason in a line of its own."""
    from rich.table import Table
    from rich.text import Text

    from aggregator.view.safe import visible

    shown = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    shown.add_column("Site", no_wrap=True, max_width=20, overflow="ellipsis")
    shown.add_column("", no_wrap=True)
    shown.add_column("14 days", no_wrap=True)
    for name in ("Usual", "7 d", "Last"):
        shown.add_column(name, justify="right", no_wrap=True)
    shown.add_column("What is wrong", overflow="fold", ratio=1)
    for each in sorted(conditions, key=lambda condition: (not condition.alarms, condition.site)):
        state = Text("alarm", "red") if each.alarms else Text("new", "cyan") if each.learning else Text("ok", "green")
        reasons = "\n".join(visible(_said(each, number)) for number in range(len(each.alarms)))
        usual = f"{each.week:.0f}/w" if each.week is not None else "·"
        shown.add_row(
            each.site, state, sparkline(each.days), usual, str(each.last_week), _ago(each.last_article, now), reasons
        )
    return shown


def objects(conditions: Iterable[Condition]) -> list[dict[str, Any]]:
    """An object a site."""
    return [
        {
            "site": each.site,
            "state": "alarm" if each.alarms else "learning" if each.learning else "ok",
            "alarms": [{"kind": a.kind, "subject": a.subject or None, "reason": a.reason} for a in each.alarms],
            "articles_a_week": None if each.week is None else round(each.week, 1),
            "articles_7_days": each.last_week,
            "articles_by_day": list(each.days),
            "last_article": each.last_article.isoformat() if each.last_article else None,
            "last_look": each.last_look.isoformat() if each.last_look else None,
            "fields": {name: round(share, 3) for name, share in each.shares.items()},
        }
        for each in conditions
    ]


def metrics(conditions: Iterable[Condition], now: datetime) -> bytes:
    """The metrics in Prometheus' text format, for the textfile collector of its node exporter."""
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    registry = CollectorRegistry()

    def gauge(name: str, said: str, *labels: str) -> Gauge:
        return Gauge(
            f"aggregator_{name}", said, ["site", *labels] if name != "health_seconds" else [], registry=registry
        )

    alarm = gauge("site_alarm", "1 for each alarm that lasts.", "kind", "subject")
    alarms = gauge("site_alarms", "Alarms that last.")
    week = gauge("site_articles_7_days", "Articles of the last seven days.")
    usual = gauge("site_articles_usual", "Articles that are usual in seven days.")
    article = gauge("site_last_article_seconds", "When the last article was published, Unix time.")
    look = gauge("site_last_look_seconds", "When a source answered last, Unix time.")
    field = gauge("site_field_share", "Share of the last pages on which a field was found.", "field")
    for each in conditions:
        alarms.labels(each.site).set(len(each.alarms))
        week.labels(each.site).set(each.last_week)
        for found in each.alarms:
            alarm.labels(each.site, found.kind, found.subject).set(1)
        if each.week is not None:
            usual.labels(each.site).set(each.week)
        if each.last_article:
            article.labels(each.site).set(each.last_article.timestamp())
        if each.last_look:
            look.labels(each.site).set(each.last_look.timestamp())
        for name, share in each.shares.items():
            field.labels(each.site, name).set(share)
    gauge("health_seconds", "When this was written, Unix time.").set(now.timestamp())
    return generate_latest(registry)


def _said(condition: Condition, number: int) -> str:
    alarm = condition.alarms[number]
    about = f" ({alarm.subject})" if alarm.subject and alarm.kind != "field" else ""
    return f"{alarm.kind}: {alarm.reason}{about}"


def _ago(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "·"
    hours = (now - at).total_seconds() / 3600
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} d"
