"""The lines of a timeline: groups stand together, folded ones are one line, hidden tracks are left out."""

from __future__ import annotations

from desktop.story.load.load import load_text
from desktop.story.model import Story
from desktop.timeline.track_lines import FOLDED, track_lines


def story(body: str) -> Story:
    loaded = load_text(f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n{body}')
    assert loaded.problems == (), [problem.format_line("en") for problem in loaded.problems]
    assert loaded.story is not None
    return loaded.story


def tracks(*lines: str) -> str:
    """Return tracks, each as "id group" or "id"."""
    tables = []
    for line in lines:
        track_id, _, group = line.partition(" ")
        tables.append(f'[track.{track_id}]\ntitle = "{track_id}"\n' + (f'group = "{group}"\n' if group else ""))
    return "".join(tables)


def group(group_id: str, keys: str = "") -> str:
    return f'[group.{group_id}]\ntitle = "{group_id}"\n{keys}\n'


def ids(one: Story, track_ids: tuple[str, ...] = (), folded: tuple[str, ...] | None = None) -> str:
    return " ".join(line.track.id for line in track_lines(one, track_ids, folded)).rstrip()


def test_the_tracks_of_a_group_stand_where_its_first_one_does():
    assert ids(story(tracks("a g", "b", "c g") + group("g"))) == "a c b"


def test_groups_with_an_order_change_places_among_themselves():
    two = tracks("a g", "b", "c h", "d k")
    assert ids(story(two + group("g") + group("h", "order = 1") + group("k", "order = 0"))) == "d b c a"


def test_a_folded_group_is_one_line_and_the_view_may_say_otherwise():
    one = story(tracks("a g", "b", "c g") + group("g", "folded = true"))
    assert ids(one) == f"{FOLDED}g b"
    assert ids(one, folded=()) == "a c b"
    line = track_lines(one)[0]
    assert line.members == ("a", "c")
    assert line.is_folded


def test_a_hidden_track_is_drawn_where_it_is_chosen_and_so_is_one_of_a_folded_group():
    one = story(tracks("a g", "b") + group("g", "folded = true") + '[track.c]\ntitle = "c"\nhidden = true\n')
    assert ids(one) == f"{FOLDED}g b"
    assert ids(one, ("c", "a")) == "a c"


def test_the_events_of_no_track_come_last_where_no_track_is_chosen():
    one = story(tracks("a"))
    assert [line.track.id for line in track_lines(one)] == ["a", ""]
    assert [line.track.id for line in track_lines(one, ("a",))] == ["a"]


def test_an_unknown_group_is_a_problem_that_can_be_mended():
    loaded = load_text('format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[track.a]\ntitle = "A"\ngroup = "g"\n')
    assert [problem.code for problem in loaded.problems] == ["ref.unknown"]
