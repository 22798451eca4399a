"""The script of a page keeps its meaning where it is made shorter."""

from __future__ import annotations

from desktop.output.web.page import script


def test_declarations_that_follow_each_other_share_their_keyword() -> None:
    lines = script().splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("pick = "))
    assert lines[first - 1].endswith(",")
    begun = "".join(lines[:first]).rpartition("var ")[2]
    assert all(begun.count(one) == begun.count(other) for one, other in ("()", "[]", "{}"))
