"""A few faults around the real process; `run.py` does all of them."""

from __future__ import annotations

import sys

import pytest

from tests.system_faults.registry import FAULTS
from tests.system_faults.run import run_one

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pipes, limits and small disks of Linux")


def test_there_are_as_many_as_the_page_says(root):
    assert len(FAULTS) > 300
    assert "more than 300 faults" in (root / "SECURITY.md").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("title", [title for title, fault in FAULTS.items() if fault.fast])
def test_what_is_seen_is_what_is_expected(title):
    outcome = run_one(FAULTS[title])
    assert not outcome.wrong, outcome.seen
