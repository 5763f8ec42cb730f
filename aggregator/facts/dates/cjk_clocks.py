"""Times of day in Japanese, Chinese and Korean: 午後11時30分, 深夜1時, 24:30, 夜10時, 正午, 晚上8点, 밤 11시."""

from __future__ import annotations

from dataclasses import replace

from aggregator.facts.dates.cjk_words import ENDS_NAME, CjkWords
from aggregator.facts.dates.mentions import Clock


def find_cjk_clocks(folded: str, words: CjkWords) -> list[Clock]:
    """The times of day of a text, whether or not they stand beside a date."""
    found: list[Clock] = []
    done = 0
    for match in words.clock.finditer(folded):
        if match.start() >= done and (match["hour"] is None or begins(folded, match.start("hour"))):
            clock = clock_at(folded, words, match.start())
            if clock:
                found.append(clock)
                done = clock.end
    return found


def timed(folded: str, words: CjkWords, start: int, end: int) -> Clock | None:
    """The clock behind a date, with the zone that stands before the date, between, or behind the clock."""
    tail = words.tail.match(folded, end)
    if tail is None:
        return None
    zone = words.zones[tail["zone"]] if tail["zone"] else None
    if zone is None:
        zone = next(
            (words.zones[w] for w in words.zone_leads if start >= len(w) and folded.startswith(w, start - len(w))), None
        )
    at = tail.end()
    clock = clock_at(folded, words, at)
    if clock is None and (bare := folded[end:at].rstrip()) != folded[end:at]:
        clock = clock_at(folded, words, end + len(bare))
    if clock is None:
        at = end
        clock = clock_at(folded, words, at)
    return replace(clock, timezone=clock.timezone or zone) if clock else None


def clock_at(folded: str, words: CjkWords, start: int) -> Clock | None:
    """The clock that begins here: 午後11時30分, 深夜1時, 24:30, 夜10時, 正午."""
    match = words.clock.match(folded, start)
    if not match:
        return None
    if match["noon"]:
        hour, minute = 12, 0
    else:
        hour = int(match["hour"])
        minute = int(match["minute"] or match["late"] or (30 if match["half"] else 0))
        kind = words.halves_of_day.get(match["word"] or "")
        if kind == "am" and hour == 12:
            hour = 0
        elif kind == "pm" and hour < 12:
            hour += 12
        elif kind in ("evening", "night") and hour <= 12:
            hour += 24 if hour <= 5 else 12
    if hour > 29:
        return None
    end, zone = match.end(), None
    after = words.zone_after.match(folded, end)
    if after:
        end, zone = after.end() - (after[0].endswith(")") and "(" not in after[0]), words.zones[after["zone"]]
    return Clock(start=start, end=end, time=f"{hour:02d}:{minute:02d}", timezone=zone)


def begins(folded: str, start: int) -> bool:
    """Whether a number may begin here: not inside another one, a word of letters or a version."""
    before = folded[start - 1 : start]
    if before.isdigit() or ("a" <= before <= "z") or before in ("第", "#", "$", "¥", "€", "%", "約"):
        return False
    within = before and before in ".,/:-" and folded[start - 2 : start - 1].isdigit()
    return not within or ENDS_NAME.search(folded, max(0, start - 4), start) is not None
