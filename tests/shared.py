"""Where the shared real inputs lie, if they do: tests that need them skip with a clear message elsewhere."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"needs the real inputs of {SHARED.name}/ beside the project, which are not here"
)
