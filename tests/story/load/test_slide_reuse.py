"""A slide whose table did not change is read once, and what it depends on is looked at each time."""

from __future__ import annotations

import pytest

from desktop.story.load.load import load_text

TEXT = """format = 1
[story]
title = { en = "Ferry", fr = "Passeur" }
languages = ["en", "fr"]
[source.s1]
title = "A paper"
[event.e1]
date = 2013
title = { en = "One", fr = "Un" }
[[event.e1.claim]]
says = { en = "Yes", fr = "Oui" }
[[event.e1.claim]]
says = { en = "No", fr = "Non" }
[[slide]]
id = "first"
layout = "statement"
title = { en = "First", fr = "Premier" }
sources = ["s1"]
[[slide]]
id = "second"
layout = "dispute"
title = { en = "Second", fr = "Deuxième" }
event = "e1"
[[slide]]
id = "third"
layout = "image"
title = { en = "Third", fr = "Troisième" }
image = "boat.png"
alt = { en = "A boat", fr = "Un bateau" }
"""


def read(text, folder):
    return load_text(text, folder=folder)


def read_anew(text, folder):
    """Read a text as if there had been no other before it."""
    load_text("format = 1\n")
    return load_text(text, folder=folder)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "boat.png").write_bytes(b"")
    return tmp_path


def test_only_the_slide_that_changed_is_read(folder):
    before = read_anew(TEXT, folder).story.slides
    after = read(TEXT.replace("Second", "Another"), folder).story.slides
    assert after[0] is before[0]
    assert after[1] is not before[1]
    assert after[1].title.get("en") == "Another"
    assert after[2] is before[2]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[source.s1]", "[source.s2]", "ref.unknown"),
        ('[[event.e1.claim]]\nsays = { en = "No", fr = "Non" }\n', "", "layout.claims.event"),
        ('languages = ["en", "fr"]', 'languages = ["en", "de"]', "text.language.unknown"),
        ('id = "second"', 'id = "first"', "id.twice"),
    ],
)
def test_what_a_slide_depends_on_is_looked_at_again(folder, old, new, code):
    assert not read_anew(TEXT, folder).problems
    changed = TEXT.replace(old, new)
    problems = read(changed, folder).problems
    assert code in {problem.code for problem in problems}
    assert problems == read_anew(changed, folder).problems
    assert not read(TEXT, folder).problems


def test_a_file_that_is_gone_is_told_though_the_slide_did_not_change(folder):
    assert not read_anew(TEXT, folder).problems
    (folder / "boat.png").unlink()
    assert [problem.code for problem in read(TEXT, folder).problems] == ["path.missing"]
    (folder / "boat.png").write_bytes(b"")
    result = read(TEXT, folder)
    assert not result.problems
    assert result.named_files.names == ("boat.png",)


def test_a_text_with_any_line_less_is_read_as_one_that_nothing_was_read_before(stories):
    whole = (stories / "layouts.toml").read_text("utf-8")
    lines = whole.splitlines(keepends=True)
    for number in range(0, len(lines), 9):
        changed = "".join(lines[:number] + lines[number + 1 :])
        load_text(whole, folder=stories)
        kept = load_text(changed, folder=stories)
        anew = read_anew(changed, stories)
        assert (kept.story, kept.problems) == (anew.story, anew.problems), lines[number]
