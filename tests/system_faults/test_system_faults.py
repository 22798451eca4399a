"""A few faults around the real process; `run.py` does all of them."""

from __future__ import annotations

import sys

import pytest

from tests.system_faults.listing import MOMENTS, in_words, list_faults
from tests.system_faults.registry import FAULTS, NOTHING
from tests.system_faults.run import run_one

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pipes, limits and small disks of Linux")


def test_there_are_as_many_as_the_page_says(root):
    assert len(FAULTS) > 300
    assert "more than 300 faults" in (root / "SECURITY.md").read_text("utf-8")


def test_the_list_says_in_words_what_is_seen_in_each():
    lines = list(list_faults(FAULTS.values()))
    faults = [line for line in lines if line.startswith("    ")]
    assert len(faults) == len(FAULTS)
    assert {line.partition(" (")[0] for line in lines if line.endswith(")") and line not in faults} == {
        *MOMENTS.values()
    }
    assert "    file emptied → the window says: content.toml was emptied by another program" in faults
    left = {one for fault in FAULTS.values() for one in fault.expected if in_words(one) == one}
    assert left == {*NOTHING}
    assert list(list_faults([FAULTS["check: file cut in the middle"]]))[-1] == "1 faults"


@pytest.mark.slow
@pytest.mark.parametrize("title", [title for title, fault in FAULTS.items() if fault.fast])
def test_what_is_seen_is_what_is_expected(title):
    outcome = run_one(FAULTS[title])
    assert not outcome.wrong, outcome.seen
