"""The test stories are read without an error, and the torture story holds what it promises."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from desktop.render.check.finding import Finding
from desktop.render.check.frame_check import check_frame
from desktop.render.frame import TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.story.load.load import load_file
from desktop.story.model import Story
from tests.golden_stories import STORIES
from tests.torture_story import RATIOS, write_torture_story

COLLISIONS = ("overlap", "struck", "outside", "small", "contrast")


def collisions(story: Story | None, aspect: str) -> list[Finding]:
    """Return what the frame check finds on the slides of a story."""
    assert story is not None
    frames = [layout(slide, story, story.languages[0], aspect=aspect) for slide in story.slides]
    return [found for frame in frames for found in check_frame(frame) if found.kind in COLLISIONS]


@pytest.mark.parametrize("file", sorted(STORIES.glob("*.toml")), ids=lambda file: file.stem)
def test_a_test_story_has_no_error(file):
    result = load_file(file)
    assert [problem.format_line("en") for problem in result.problems if problem.severity == "error"] == []


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
@pytest.mark.parametrize(
    "file", [*sorted(STORIES.glob("*.toml")), *sorted(STORIES.glob("timelines/*.toml"))], ids=lambda file: file.stem
)
def test_no_words_of_a_test_story_collide_or_fade(file, aspect, painter_ready):
    assert collisions(load_file(file).story, aspect) == []


@pytest.mark.parametrize("aspect", ["16:9", pytest.param("9:16", marks=pytest.mark.slow)])
def test_no_words_of_a_crowded_timeline_collide_or_fade(aspect, painter_ready, tmp_path):
    story = load_file(write_torture_story(tmp_path)).story
    assert story is not None
    timelines = tuple(slide for slide in story.slides if slide.layout == "timeline")
    assert len(timelines) == 3
    assert collisions(replace(story, slides=timelines), aspect) == []


def test_an_upright_timeline_names_all_events_and_breaks_no_word_of_a_track(painter_ready):
    story = load_file(STORIES / "revolution.toml").story
    assert story is not None
    slide = next(slide for slide in story.slides if slide.id == "decade")
    shown = [item.text for item in layout(slide, story, "en", aspect="9:16").items if isinstance(item, TextRun)]
    assert "Assemblies" in shown
    named = [event for event in story.events if any(is_name(text, event.title.get("en")) for text in shown)]
    assert len(named) == len(story.events)
    # Names take two lines where height is left.
    assert sum(text.endswith("…") for text in shown) <= len(story.events) / 2


def is_name(text: str, title: str) -> bool:
    """Return whether a text is a title, its first line, or its beginning with an ellipsis."""
    return len(text) > 3 and title.startswith(text.rstrip("…"))


def test_the_torture_story_holds_all_extremes(tmp_path):
    result = load_file(write_torture_story(tmp_path))
    assert [problem.format_line("en") for problem in result.problems if problem.severity == "error"] == []
    story = result.story
    assert story is not None
    slides = {slide.id: slide for slide in story.slides}
    assert max(len(slide.claims) for slide in story.slides) == 8
    assert max(len(slide.figures) for slide in story.slides) == 9
    assert max(len(slide.items) for slide in story.slides) == 12
    assert max(len(slide.sources) for slide in story.slides) == 20
    charts = [slide.chart for slide in story.slides if slide.chart]
    assert max(len(series.points) for chart in charts for series in chart.series) == 400
    assert max(len(chart.series) for chart in charts) == 6
    assert {len(slides[f"statement-{length}"].title.get("en")) for length in (1, 5, 20, 60, 120)} == {1, 5, 20, 60, 120}
    assert len(Counter(slide.image for slide in story.slides if slide.image)) == len(RATIOS)
    assert len({slide.layout for slide in story.slides}) == 11
