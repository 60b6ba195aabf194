"""What every test may ask for."""

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def needs_tool() -> Callable[[str], str]:
    """Give the path of a system tool by name, or skip: see `.ci/tools` for the list."""

    def find(tool: str) -> str:
        return shutil.which(tool) or pytest.skip(f"{tool} is not installed: make tools")

    return find


@pytest.fixture(scope="session")
def published_fhir() -> Callable[[str], Path]:
    """Give a file that HL7 publishes, by name, or skip: `.ci/fhir` fetches them."""

    def find(name: str) -> Path:
        found = Path(__file__).parents[1] / ".tools" / "fhir" / name
        return found if found.is_file() else pytest.skip(f"{name} is not there: make tools")

    return find


# Where changes are judged nothing may be skipped: a skip there is a failure with the same reason.


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _judged((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _judged((yield))


def _judged(report: Report) -> Report:
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be skipped here: {report.longrepr}"
    return report
