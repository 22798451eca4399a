"""Tracks are put in order, hidden and folded by small edits, and nothing else of the text changes."""

from __future__ import annotations

import random
import tomllib

import pytest

from desktop.story.edit.edit import EditError
from desktop.story.edit.tracks import TableMove, fold_group, hide_track, move_track, order_groups, show_tracks

TEXT = """format = 1

[story]
title = "T"  # a story
languages = ["en"]

# what is sung
[track.music]
title = "Music"
group = "arts"

[track.film]
title = "Films"

[group.arts]
title = "Arts"

# what is sold
[track.trade]
title = "Trade"  # in dollars

[event.one]
date = "2000"
title = "One"
track = "music"
"""


def order(text: str) -> list[str]:
    return list(tomllib.loads(text)["track"])


def test_a_track_is_moved_with_its_comment_and_all_else_stays():
    moved = move_track(TEXT, "trade", [TableMove("trade", "music", False)]).apply(TEXT)
    assert order(moved) == ["trade", "music", "film"]
    assert '# what is sold\n[track.trade]\ntitle = "Trade"  # in dollars\n\n# what is sung\n[track.music]' in moved
    assert sorted(line for line in moved.splitlines() if line) == sorted(line for line in TEXT.splitlines() if line)
    assert move_track(moved, "trade", [TableMove("trade", "film", True)]).apply(moved) != TEXT
    assert order(move_track(moved, "trade", [TableMove("trade", "film", True)]).apply(moved)) == [
        "music",
        "film",
        "trade",
    ]


def test_a_track_joins_and_leaves_a_group_where_it_is_put():
    joined = move_track(TEXT, "trade", [TableMove("trade", "music", True)], group="arts").apply(TEXT)
    assert order(joined) == ["music", "trade", "film"]
    assert tomllib.loads(joined)["track"]["trade"]["group"] == "arts"
    left = move_track(joined, "music", [TableMove("music", "film", True)], group="").apply(joined)
    assert "group" not in tomllib.loads(left)["track"]["music"]


def test_any_moves_in_any_order_lose_nothing():
    chance = random.Random(13)
    text, names = TEXT, ["music", "film", "trade"]
    for _ in range(60):
        moved, target = chance.sample(names, 2)
        below = chance.random() < 0.5
        text = move_track(text, moved, [TableMove(moved, target, below)]).apply(text)
        names.remove(moved)
        names.insert(names.index(target) + below, moved)
        assert order(text) == names
        assert text.count("\n\n\n") == 0
    assert tomllib.loads(text) == tomllib.loads(TEXT)


def test_hiding_and_showing_returns_to_the_same_text():
    hidden = hide_track(TEXT, "film").apply(TEXT)
    assert tomllib.loads(hidden)["track"]["film"]["hidden"] is True
    assert show_tracks(hidden, ("film",)).apply(hidden) == TEXT


def test_a_group_is_folded_and_opened_in_the_text():
    folded = fold_group(TEXT, "arts", True).apply(TEXT)
    assert tomllib.loads(folded)["group"]["arts"]["folded"] is True
    assert fold_group(folded, "arts", False).apply(folded) == TEXT


def test_groups_get_their_places_as_numbers():
    assert tomllib.loads(order_groups(TEXT, ("arts",), "arts").apply(TEXT))["group"]["arts"]["order"] == 1


def test_a_track_within_another_table_has_no_place_of_its_own():
    text = 'format = 1\n[track]\na.title = "A"\nb.title = "B"\n'
    with pytest.raises(EditError):
        move_track(text, "a", [TableMove("a", "b", True)])


def test_windows_line_ends_stay():
    text = TEXT.replace("\n", "\r\n")
    moved = move_track(text, "trade", [TableMove("trade", "music", False)]).apply(text)
    assert moved.count("\n") == moved.count("\r\n")
