"""Dates in EDTF as one says them."""

from __future__ import annotations

import re

from aggregator.base.edtf import EDTF

_PARTS = {
    "21": "spring",
    "22": "summer",
    "23": "autumn",
    "24": "winter",
    "33": "Q1",
    "34": "Q2",
    "35": "Q3",
    "36": "Q4",
    "40": "1st half of",
    "41": "2nd half of",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?", re.ASCII)


def date_words(edtf: str) -> str:
    """A date in EDTF as one says it: «2027-01-10», «winter 2027», «about 2027», «2027-01 to 2027-02»."""
    return " to ".join(map(_point, edtf.split("/")))


def precision(edtf: str) -> str | None:
    """What of a date is known where it is less than its day: «month», «season», «quarter», «half», «year», or
    «day» for one that is only about right; None where the day itself (or the first and last) is known.
    """
    if _DAY.fullmatch(edtf):
        return None
    match = EDTF.fullmatch(edtf.partition("/")[0])
    if match is None or match["month"] in (None, "XX"):
        return "year"
    if match["day"]:
        return "day"
    month = int(match["month"])
    return "month" if month <= 12 else "season" if month <= 24 else "quarter" if month <= 36 else "half"


def _point(side: str) -> str:
    match = EDTF.fullmatch(side)
    if match is None:
        return side
    about, year, month = "about " * side.endswith("~"), match["year"], match["month"]
    if month in _PARTS:
        return f"{about}{_PARTS[month]} {year}"
    known = re.sub(r"^XXXX-", "", side.removesuffix("~"))
    return f"{about}{known}"
