"""How tests edit a text: each edit is one that TOML can read and that can be taken back."""

from __future__ import annotations

import tomllib

from desktop.story.edit.edit import Edit

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


def after(edit: Edit, text: str = STORY) -> str:
    done = edit.apply(text)
    assert edit.inverse(text).apply(done) == text
    tomllib.loads(done.removeprefix("\ufeff"))
    assert edit.title("fr")
    assert edit.title("en")
    return done


def changed(edit: Edit, old: str, new: str, text: str = STORY) -> None:
    """Assert that the edit does nothing but put `new` in the one place of `old`."""
    assert text.count(old) == 1
    assert after(edit, text) == text.replace(old, new)
