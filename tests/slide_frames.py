"""Slides for the tests of layouts, made of a few keys."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.render.frame import Frame, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.story.load.load import load_text
from desktop.story.model import Story

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
EVENTS = "".join(
    f'[event.e{year}]\ndate = "{year}"\ntitle = "In {year}"\n' for year in (1850, 1853, 1856, 1859, 1862, 1865)
)


def story_of(body: str, *, sources: int = 0) -> Story:
    """Return a story of one slide with the id "a"; `body` holds its other keys."""
    cited = "".join(
        f'[source.s{number}]\npublisher = "Source {number}"\ndate = "18{number:02}"\n' for number in range(sources)
    )
    loaded = load_text(f'{HEAD}{EVENTS}{cited}[[slide]]\nid = "a"\n{body}')
    assert loaded.story is not None, loaded.problems
    return loaded.story


def frame_of(body: str, *, aspect: str = "16:9", sources: int = 0) -> Frame:
    """Return the frame of a slide of such a story."""
    story = story_of(body, sources=sources)
    return layout(story.slides[0], story, "en", aspect=aspect)


def tables(name: str, rows: Sequence[str]) -> str:
    """Return tables of a slide, one for each row of keys."""
    return "".join(f"[[slide.{name}]]\n{row}\n" for row in rows)


def run(frame: Frame, text: str) -> TextRun:
    """Return the one run with a text."""
    runs = [item for item in frame.items if isinstance(item, TextRun) and item.text == text]
    assert len(runs) == 1, (text, [item.text for item in frame.items if isinstance(item, TextRun)])
    return runs[0]


def texts(frame: Frame) -> list[str]:
    """Return the texts of all runs."""
    return [item.text for item in frame.items if isinstance(item, TextRun)]
