"""Many slides are pasted, deleted, duplicated and moved in one edit, as if it were done to one after the other."""

from __future__ import annotations

import tomllib
from random import Random

from hypothesis import given, strategies as st

from desktop.story.edit.copy_slides import copy_slides, copy_tables, delete_slides, duplicate_slides, paste_slides
from desktop.story.edit.sections import move_between_sections
from desktop.story.toml.source_map import source_map_of
from tests.examples import examples
from tests.story.edit.edit_helpers import inverse
from tests.story.edit.one_by_one import delete_each, duplicate_each, move_each, paste_each
from tests.story.load.odd_stories import odd_story

HEAD = 'format = 1\n\n[story]\ntitle = "T"\nlanguages = ["en"]\n'


# By a seed, not by Hypothesis' own chance: ten times as many stories in the same time.
@examples(300)
@given(seed=st.integers(0, 1 << 40))
def test_many_slides_at_once_are_as_one_after_the_other(seed: int) -> None:
    chance = Random(seed)
    text, other = (odd_story(chance, most_slides=9, sections=True).text for _ in range(2))
    ids, other_ids = source_map_of(text).slide_ids, source_map_of(other).slide_ids
    likelihood = chance.choice((0.2, 0.5, 0.9))
    chosen = [one for one in ids if chance.random() < likelihood] or [chance.choice(ids)]
    index, place = chance.randint(0, len(ids)), chance.randint(0, len(other_ids))
    copied = copy_slides(text, chosen)
    events = copy_tables(text, [("event", key) for key in tomllib.loads(text.removeprefix("\ufeff")).get("event", {})])
    for story, edit, expected in (
        (text, delete_slides(text, chosen), delete_each(text, chosen)),
        (text, duplicate_slides(text, chosen)[0], duplicate_each(text, chosen)),
        *(
            (
                text,
                move_between_sections(text, chosen, index, opens_section=o),
                move_each(text, chosen, index, opens_section=o),
            )
            for o in (False, True)
        ),
        (text, paste_slides(text, index, copied)[0], paste_each(text, index, copied)),
        (other, paste_slides(other, place, copied)[0], paste_each(other, place, copied)),
        (other, paste_slides(other, place, events)[0], paste_each(other, place, events)),
        (HEAD, paste_slides(HEAD, 0, copied)[0], paste_each(HEAD, 0, copied)),
    ):
        after = edit.apply(story)
        assert after == expected, edit.name
        assert inverse(edit, story).apply(after) == story


def test_of_slides_without_ids_the_chosen_ones_are_deleted() -> None:
    slide = '\n[[slide]]\nlayout = "statement"\ntext = "Same"\nnotes = "{}"\n'
    text = HEAD + "".join(map(slide.format, range(4)))
    assert source_map_of(text).slide_ids == ("same", "same-2", "same-3", "same-4")
    after = delete_slides(text, ["same", "same-2"]).apply(text)  # where "same-2" is another one after the first
    assert [one["notes"] for one in tomllib.loads(after)["slide"]] == ["2", "3"]


def test_copied_events_of_dotted_keys_get_headers() -> None:
    text = f'event.e.date = "1900"\nevent.e.title = "E"\n{HEAD}\n[[slide]]\nid = "a"\nlayout = "event"\nevent = "e"\n'
    other = f'{HEAD}\n[event.f]\ndate = "1901"\ntitle = "F"\n'
    after = paste_slides(other, 0, copy_slides(text, ["a"]))[0].apply(other)
    assert list(tomllib.loads(after)["event"]) == ["f", "e"]
    assert tomllib.loads(after)["event"]["e"] == {"date": "1900", "title": "E"}
