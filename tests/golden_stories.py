"""The golden slides: each in a story of its own, so that one more slide changes no other picture.

`tests/stories/golden/LAYOUT.toml` holds the slides of a layout; `_story.toml` is what stands before them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.story.load.load import LoadResult, load_file, load_text
from desktop.story.model import Story

STORIES = Path(__file__).resolve().parent / "stories"
FOLDER = STORIES / "golden"


def load_layout(layout: str) -> LoadResult:
    """Return the story with all golden slides of a layout."""
    head = (FOLDER / "_story.toml").read_text("utf-8")
    return load_text(head + (FOLDER / f"{layout}.toml").read_text("utf-8"), folder=STORIES)


def golden_stories() -> dict[str, Story]:
    """Return a story of one slide for each golden slide, by the slide's id."""
    names = sorted(file.stem for file in FOLDER.glob("*.toml") if not file.stem.startswith("_"))
    stories = [load_layout(name).story for name in names]
    stories += [load_file(STORIES / name).story for name in ("doubt.toml", "timelines/numbers.toml")]
    assert all(stories), names
    return {
        slide.id: replace(story, slides=(slide,)) for story in stories if story is not None for slide in story.slides
    }
