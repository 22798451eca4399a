"""How tests edit a text: each edit is one that TOML can read and that can be taken back."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from desktop.story.edit.copy_slides import duplicate_slides
from desktop.story.edit.edit import Edit
from desktop.story.edit.slides import move_slides
from desktop.story.toml.source_map import source_map_of

STORY = """\
# The story of a bridge.
format = 1

[story]
title = { fr = "Le pont", en = "The bridge" }   # two languages
languages = ["fr", "en"]

[event.opening]
date   = "1889-05"  # the month is sure
title.fr = 'Ouverture'
title.en = 'Opening'
sources = [
  "gazette",  # page 3
  "register"
]

# ---------------------------------------------------------------- part one

# The first slide.
[[slide]]
id = "one"
layout = "statement"
title = "One"
  # indented
  [[slide.claim]]
  says = "a"
  [[slide.claim]]
  says = "b"
# below one

[[slide]]
id = "two"
layout = "chart"
chart = { kind = "bars", points = [{ at = 2010, value = 1 }, { at = 2011 }] }


[[slide]]
id = "three"
layout = "statement"
text = \"\"\"
Many
lines\"\"\""""


def inverse(edit: Edit, text: str) -> Edit:
    """Return the edit that undoes one that was made for `text`."""
    return replace(edit, end=edit.start + len(edit.replacement), replacement=text[edit.start : edit.end])


def move_slide(text: str, slide_id: str, index: int) -> Edit:
    """Return the edit after which a slide has an index."""
    ids = source_map_of(text).slide_ids
    return move_slides(text, (slide_id,), index + (slide_id in ids and index > ids.index(slide_id)))


def duplicate_slide(text: str, slide_id: str) -> Edit:
    """Return the edit that copies one slide."""
    return duplicate_slides(text, (slide_id,))[0]


def after(edit: Edit, text: str = STORY) -> str:
    done = edit.apply(text)
    assert inverse(edit, text).apply(done) == text
    tomllib.loads(done.removeprefix("\ufeff"))
    assert edit.title("fr")
    assert edit.title("en")
    return done


def changed(edit: Edit, old: str, new: str, text: str = STORY) -> None:
    """Assert that the edit does nothing but put `new` in the one place of `old`."""
    assert text.count(old) == 1
    assert after(edit, text) == text.replace(old, new)
