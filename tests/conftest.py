from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.cli.program import Ran, process
from tests.namespace import leave_the_network

ALONE = leave_the_network()
"""Whether these tests, and all processes that they begin, see no network but a loopback of their own."""

# No test is timed: the first example compiles a language's words, and machines are slow at times.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@dataclass(frozen=True)
class Demo:
    """A folder with the database and feeds of a demo, and the two runs that left them there."""

    folder: Path
    first: Ran
    second: Ran


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The embedded news web, crawled into ``kept/``: once for tables, once again for JSON."""
    folder = tmp_path_factory.mktemp("demo")
    first = process("demo", "--keep", "kept", folder=folder)
    return Demo(folder / "kept", first, process("demo", "--json", "--keep", "kept", folder=folder))


def pytest_report_header() -> str:
    alone = "a loopback of its own and nothing else" if ALONE else "this system's, of which only loopback is asked"
    return f"network: {alone}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that long tests measured, whatever came of them."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ())]
    figures = [(name, value) for report in reports if report.when == "call" for name, value in report.user_properties]
    if figures:
        terminalreporter.section("figures")
    for name, value in sorted(figures):
        terminalreporter.write_line(f"{name}: {value}")
