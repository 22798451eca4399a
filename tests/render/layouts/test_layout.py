"""What every slide keeps: inside the page, nothing lost, the same whatever the caller asked before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.render.frame import Image, Rectangle, TextRun
from desktop.render.layouts.slide_layout import layout, page_number
from desktop.render.page.grid import CANVASES
from desktop.story.dates.parse import parse_date
from desktop.story.layouts import LAYOUTS
from desktop.story.load.load import load_file, load_text
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Slide, Source, Story
from desktop.story.reveal_steps import step_count

pytestmark = pytest.mark.usefixtures("painter_ready")


@pytest.fixture(scope="module", params=["tests/stories/layouts.toml", "content.toml"])
def story(request, root: Path):
    return load_file(root / request.param).story


def every(story):
    return [
        (slide, language, aspect, layout(slide, story, language, aspect=aspect))
        for slide in story.slides
        for language in story.languages
        for aspect in CANVASES
    ]


def test_all_text_stands_inside_the_page_and_fits(story):
    for slide, language, aspect, frame in every(story):
        where = (slide.id, language, aspect)
        assert frame.overflows == (), where
        assert frame.missing_images == (), where
        for item in frame.items:
            if isinstance(item, TextRun) and item.text.strip():
                assert item.x >= 40, (*where, item.text)
                assert item.x + item.width <= frame.width + 1, (*where, item.text)
                assert 20 <= item.y <= frame.height - 20, (*where, item.text)


def test_text_never_lies_over_text(story):
    """Every run has its own place: boxes of capitals on one step never meet."""
    for slide, language, aspect, frame in every(story):
        runs = [item for item in frame.items if isinstance(item, TextRun) and item.text.strip()]
        boxes = [(run.x + 1, run.y - 0.62 * run.font.size, run.x + run.width - 1, run.y, run.text) for run in runs]
        for index, (left, top, right, bottom, text) in enumerate(boxes):
            for left2, top2, right2, bottom2, text2 in boxes[index + 1 :]:
                apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
                assert apart, (slide.id, language, aspect, text, text2)


def test_every_text_of_the_slide_is_on_it(story):
    for slide in story.slides:
        for language in story.languages:
            frame = layout(slide, story, language)
            shown = "".join(item.text for item in frame.items if isinstance(item, TextRun))
            shown = "".join(sign for sign in shown if sign.isalnum()).lower()
            for text in (slide.title, slide.text, slide.number, slide.quote, slide.kicker):
                said = "".join(sign for sign in text.get(language) if sign.isalnum()).lower()
                assert said in shown, (slide.id, language, said)


def test_every_source_named_is_at_the_foot(story):
    from desktop.story.citations import slide_source_ids

    for slide in story.slides:
        if slide.layout == "title":
            continue
        frame = layout(slide, story, "fr")
        noted = {zone.id for zone in frame.zones if zone.kind == "source"}
        assert noted == set(slide_source_ids(slide, story)), slide.id


def test_steps_count_what_appears(story):
    for slide in story.slides:
        frame = layout(slide, story, "fr")
        assert frame.steps == step_count(slide, story)
        assert {item.step for item in frame.items} <= set(range(frame.steps + 1))
        if frame.steps:
            assert set(range(frame.steps + 1)) == {item.step for item in frame.items}, slide.id


def test_the_same_slide_gives_the_same_frame(story):
    slide = story.slides[2]
    one, two = layout(slide, story, "fr"), layout(slide, story, "fr")
    assert one == two
    assert hash(one) == hash(two)


def test_a_missing_picture_leaves_its_room_to_the_text(root: Path):
    story = load_file(root / "tests" / "stories" / "layouts.toml").story
    slide = replace(story.slides[story.slide_index["image"]], image="nowhere.png")
    frame = layout(slide, story, "fr")
    assert frame.missing_images == ("nowhere.png",)
    assert not [item for item in frame.items if isinstance(item, Image)]
    as_statement = layout(replace(slide, layout="statement"), story, "fr")
    assert [item for item in frame.items if isinstance(item, TextRun)] == [
        item for item in as_statement.items if isinstance(item, TextRun)
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_slide_with_nothing_on_it_is_still_a_slide(name: str):
    slide = Slide("empty", name)
    story = Story(slides=(slide,))
    frame = layout(slide, story, "fr")
    assert frame.background is not None
    assert frame.height == 1080


@pytest.mark.parametrize("name", LAYOUTS)
def test_too_much_of_everything_is_told_and_stops_nothing(name: str):
    much = "beaucoup trop de mots pour une seule diapositive " * 30
    loaded = load_text(
        f'format = 1\n[story]\ntitle = "T"\nlanguages = ["fr"]\n[source.s]\npublisher = "S"\n'
        f'[track.t]\ntitle = "{much}"\n[event.e]\ndate = "2014"\ntrack = "t"\ntitle = "{much}"\ntext = "{much}"\n'
        f'[[slide]]\nid = "a"\nlayout = "{name}"\nkicker = "{much}"\ntitle = "{much}"\ntext = "{much}"\nnumber = "{much}"\n'
        f'quote = "{much}"\nevent = "e"\nsources = ["s"]\n'
        + "".join(f'[[slide.claim]]\nsays = "{much}"\ntext = "{much}"\nsources = ["s"]\n' for _ in range(4))
        + "".join(f'[[slide.item]]\ntitle = "{much}"\ntext = "{much}"\n' for _ in range(12))
    )
    frame = layout(loaded.story.slides[0], loaded.story, "fr")
    assert frame.overflows, name


def test_backups_are_named_and_not_counted():
    story = Story(slides=(Slide("a", "statement"), Slide("b", "statement", backup=True), Slide("c", "statement")))
    assert [page_number(slide, story, "en") for slide in story.slides] == ["1 / 2", "Backup 1", "2 / 2"]


def test_a_bar_is_as_high_as_its_number(root: Path):
    story = load_file(root / "tests" / "stories" / "layouts.toml").story
    frame = layout(story.slides[story.slide_index["number"]], story, "fr")
    bars = [item for item in frame.items if isinstance(item, Rectangle) and item.radius == 8 and item.width > 40]
    heights = [bar.height for bar in bars]
    values = [110.5, 240, 410, 320, 90]
    assert [height / heights[2] for height in heights] == pytest.approx([value / 410 for value in values], rel=1e-6)


def test_sources_on_the_slide_replace_those_of_its_event_at_the_foot():
    event = Event("fire", parse_date("1871"), LocalizedText((("en", "The fire"),)), sources=("early",))
    sources = (
        Source("early", title=LocalizedText((("en", "Early"),))),
        Source("late", title=LocalizedText((("en", "Late"),))),
    )
    slide = Slide("fire", "event", event="fire", sources=("late",))
    for given, cited in ((slide, {"late"}), (replace(slide, sources=()), {"early"})):
        frame = layout(given, Story(sources=sources, events=(event,), slides=(given,)), "en")
        assert {zone.id for zone in frame.zones if zone.kind == "source"} == cited


@pytest.mark.parametrize("name", [name for name, spec in LAYOUTS.items() if "note" in spec.displays])
def test_a_click_on_the_note_leads_to_where_it_is_written(name: str):
    loaded = load_text(
        f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
        f'[[slide]]\nid = "a"\nlayout = "{name}"\ntitle = "t"\nnote = "A note"\n'
    )
    frame = layout(loaded.story.slides[0], loaded.story, "en")
    assert "note" in {zone.path[-1] for zone in frame.zones if zone.path}
