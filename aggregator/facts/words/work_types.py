"""What kinds of works have in common, of the types in ``data/events.toml``."""

from __future__ import annotations

BOOKS = frozenset({"manga", "novel"})
"""Works that are printed."""
ANIMATED = frozenset({"tv", "anime", "film", "ova", "ona", "special"})
"""Works that are drawn to move; a film may be played, too."""
SHOWN = ANIMATED | {"live_action"}
"""Works that one looks at on a screen."""
