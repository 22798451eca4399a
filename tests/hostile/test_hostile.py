"""Every hostile story becomes a story or a list of problems; `run.py` measures time and memory, and shows them all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.output.story_check import check_data_files, check_pictures
from desktop.output.svg.frame_svg import frame_to_svg
from desktop.render.layouts.slide_layout import layout
from desktop.render.paint import frame_to_image
from desktop.story.editorial_checks import editorial_issues
from desktop.story.load.load import load_file
from tests.hostile import data, pictures, texts
from tests.hostile.registry import STORIES, Outside

pytestmark = [
    pytest.mark.usefixtures("painter_ready"),
    pytest.mark.skipif(sys.platform == "win32", reason="the stories hold links and pipes"),
]
assert data
assert pictures
assert texts

# They are read in seconds: `run.py` alone does.
_LARGE = (
    "syntax: array of 300,000",
    "syntax: 300,000 commas",
    "picture: packed",
    "data: three million",
    "drawing: 100,000",
)
# Half a second each, and more: beside the slow tests.
_SLOW = {
    "drawing: style of 300,000 letters",
    "drawing: 10,000 spans",
    "drawing: 60 MB packed",
    "drawing: gradient of 10,000 stops",
    "drawing: path of 300,000 points",
    "drawing: polygon of 300,000 points",
    "picture: 8,000 squared, covering",
    "picture: 8,000 squared, shown whole",
    "picture: 10,000 chunks, covering",
    "structure: 3,000 events on a day",
    "structure: 4,000 bare slides",
    "structure: 400 sources nearly right",
    "structure: chart of 20,000 points",
    "structure: everything leads to everything",
    "structure: list of 50,000 items",
    "syntax: 10,000 unknown tables",
    "syntax: 100,000 unknown keys",
    *(
        f"words: {words} in a {place}"
        for words in ("5,000 codes", "5,000 emphases", "20,000 links never closed", "every plane", "joined emoji")
        for place in ("claim", "event", "text", "title")
    ),
}


def test_there_are_as_many_as_the_page_says(root: Path) -> None:
    assert len(STORIES) > 450
    assert STORIES.keys() >= _SLOW
    assert "some 450 stories" in (root / "SECURITY.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow) if name in _SLOW else name
        for name in STORIES
        if not name.startswith(_LARGE)
    ],
)
def test_it_is_read_told_and_painted(name: str, tmp_path: Path) -> None:
    folder, outside = tmp_path / "story", Outside(tmp_path / "outside")
    folder.mkdir()
    outside.fill()
    STORIES[name](folder, outside)
    result = load_file(folder / "content.toml")
    for problem in result.problems[:20]:
        line = problem.format_line("fr")
        assert not set(line) & {"\x1b", "\u202e", "\0"}
    if result.story is None:
        assert result.problems
        return
    story = result.story
    editorial_issues(story)
    check_pictures(story)
    check_data_files(story)
    for slide in story.slides[:3]:
        frame = layout(slide, story, story.languages[0])
        frame_to_image(frame, 192, 108)
        if slide.image:
            frame_to_svg(frame)
