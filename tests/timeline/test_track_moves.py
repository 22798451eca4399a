"""A track is moved where the drawing says, whatever order the groups have: the text and the drawing agree."""

from __future__ import annotations

import random

import pytest

from desktop.story.edit.tracks import move_track
from desktop.story.load.load import load_text
from desktop.story.model import Story
from desktop.timeline.track_lines import FOLDED, track_lines
from desktop.timeline.track_moves import groups_beyond, place_beside, place_beyond
from tests.timeline.test_track_lines import group, ids, tracks

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
BODY = tracks("a g", "b", "c h", "d g", "e") + group("g", "order = 2") + group("h", "order = 1")


def story(text: str) -> Story:
    loaded = load_text(text)
    assert loaded.problems == ()
    assert loaded.story is not None
    return loaded.story


def moved(text: str, track_id: str, direction: int) -> str:
    one = story(text)
    place = place_beyond(one, track_id, ids(one).split(), direction)
    if place is None:
        return text
    group_id = None if place.group == one.track_by_id[track_id].group else place.group
    return move_track(text, track_id, place.moves, group=group_id).apply(text)


def test_a_track_changes_places_with_its_neighbour():
    text = HEAD + tracks("a", "b", "c")
    assert ids(story(moved(text, "b", -1))) == "b a c"
    assert ids(story(moved(text, "b", 1))) == "a c b"
    assert moved(text, "a", -1) == text


def test_a_track_passes_a_group_as_a_whole_and_one_of_a_group_stays_in_it():
    text = HEAD + BODY
    assert ids(story(text)) == "c b a d e"
    assert ids(story(moved(text, "e", -1))) == "c b e a d"
    assert ids(story(moved(text, "b", -1))) == "b c a d e"
    assert moved(text, "a", -1) == text
    assert ids(story(moved(text, "a", 1))) == "c b d a e"


@pytest.mark.parametrize("seed", range(20))
def test_any_move_by_one_line_changes_only_that_track(seed):
    chance = random.Random(seed)
    names = ["a g", "b", "c h", "d g", "e", "f h", "i"]
    chance.shuffle(names)
    text = HEAD + tracks(*names) + group("g", "order = 2") + group("h", "order = 1")
    for _ in range(20):
        before = ids(story(text)).split()
        track_id = chance.choice(before)
        text = moved(text, track_id, chance.choice((-1, 1)))
        after = ids(story(text)).split()
        assert [one for one in after if one != track_id] == [one for one in before if one != track_id]


@pytest.mark.parametrize("seed", range(30))
def test_a_track_dragged_anywhere_stands_there_and_no_other_moves(seed):
    chance = random.Random(seed)
    names = ["a g", "b", "c h", "d g", "e", "f h", "i", "j g"]
    chance.shuffle(names)
    text = HEAD + tracks(*names) + group("g", "order = 2") + group("h", "order = 1")
    for _ in range(12):
        one = story(text)
        before = ids(one).split()
        track_id, target = chance.sample(before, 2)
        below = chance.random() < 0.5
        own = one.track_by_id[track_id].group
        if own and sum(track.group == own for track in one.tracks) == 1:
            continue  # with its last track a group goes, and the others change places as their orders say
        place = place_beside(one, track_id, target, below=below)
        text = move_track(text, track_id, place.moves, group=place.group).apply(text)
        after = ids(story(text)).split()
        assert [one for one in after if one != track_id] == [one for one in before if one != track_id]
        assert after.index(track_id) == after.index(target) + (1 if below else -1)


def test_a_track_put_beside_one_of_a_group_joins_it_and_beside_a_folded_one_does_not():
    one = story(HEAD + BODY)
    assert place_beside(one, "b", "d", below=False).group == "g"
    folded = place_beside(one, "e", f"{FOLDED}h", below=False, folded=("h",))
    assert folded.group == ""
    assert folded.moves[0].target_id == "a"  # the first group of the text, whose place the group “h” has


def test_groups_change_places_with_their_neighbours():
    one = story(HEAD + BODY)
    assert groups_beyond(one, "g", -1) == ("g", "h")
    assert groups_beyond(one, "g", 1) == ()
    assert [line.track.id for line in track_lines(one)][-1] == ""
