"""The script of a page keeps its meaning where it is made shorter."""

from __future__ import annotations

import re

from desktop.output.web.page import script


def test_declarations_that_follow_each_other_share_their_keyword() -> None:
    lines = script().splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("pick="))
    assert lines[first - 1].endswith(",")
    begun = re.split(r"\bvar\b", "".join(lines[:first]))[-1]
    assert all(begun.count(one) == begun.count(other) for one, other in ("()", "[]", "{}"))


def test_spaces_go_around_signs_and_stay_in_lines_with_texts() -> None:
    lines = script().splitlines()
    assert any("pan=({start,span},fraction)=>({" in line for line in lines)
    assert any('" + ' in line for line in lines)
