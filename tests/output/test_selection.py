"""Which slides an export writes, in which files."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.output.selection import ExportError, ExportPage, expand_steps, select_slides, target_files
from desktop.render.page.grid import nearest_aspect
from desktop.story.model import Slide, Story

STORY = Story(slides=tuple(Slide(name, "statement") for name in ("a", "b", "c", "xiami", "5")))


def chosen(spec: str) -> list[str]:
    return [slide.id for slide in select_slides(STORY, spec)]


def test_nothing_said_means_all():
    assert chosen("") == ["a", "b", "c", "xiami", "5"]


def test_numbers_ranges_and_ids_in_the_order_given():
    assert chosen("2-4, a") == ["b", "c", "xiami", "a"]
    assert chosen("xiami,1") == ["xiami", "a"]


def test_an_id_that_looks_like_a_number_wins():
    assert chosen("5") == ["5"]


@pytest.mark.parametrize("spec", ["0", "6", "4-9", "nowhere", "3-2", "1-", "-"])
def test_a_slide_that_is_not_there_is_named(spec: str):
    with pytest.raises(ExportError) as error:
        select_slides(STORY, spec)
    assert spec.split(",", maxsplit=1)[0] in error.value.message("en")
    assert error.value.message("fr") != error.value.message("en")


def test_an_empty_story_says_so():
    with pytest.raises(ExportError, match="no slides"):
        select_slides(Story(), "")


def test_each_state_of_a_slide_is_a_page_when_all_steps_are_asked_for():
    found = expand_steps(STORY, STORY.slides[:2], "all", lambda slide: 2 if slide.id == "b" else 0)
    assert [(page.slide.id, page.number, page.step) for page in found] == [
        ("a", 1, 0),
        ("b", 2, 0),
        ("b", 2, 1),
        ("b", 2, 2),
    ]


def names(out: str, count: int) -> list[str]:
    found = tuple(ExportPage(STORY.slides[index], index + 1, None) for index in range(count))
    return [file.as_posix() for file in target_files(Path(out), ".png", found)]


def test_files_are_named_by_folder_pattern_or_number():
    assert names("out", 2) == ["out/01-a.png", "out/02-b.png"]
    assert names("out/s-%03d.png", 2) == ["out/s-001.png", "out/s-002.png"]
    assert names("one.png", 1) == ["one.png"]
    assert names("many.png", 2) == ["many-01.png", "many-02.png"]


def test_two_states_of_one_slide_do_not_share_a_file():
    twice = (ExportPage(STORY.slides[0], 1, 0), ExportPage(STORY.slides[0], 1, 1))
    assert [file.name for file in target_files(Path("out"), ".png", twice)] == ["01-a.png", "01-a-1.png"]


@pytest.mark.parametrize(
    ("size", "aspect"),
    [
        ((1920, 1080), "16:9"),
        ((1280, 800), "16:10"),
        ((1024, 768), "4:3"),
        ((2560, 1080), "16:9"),
        ((600, 900), "9:16"),
    ],
)
def test_the_canvas_takes_the_aspect_that_fills_best(size, aspect):
    assert nearest_aspect(size) == aspect
    assert nearest_aspect(size, "4:3") == "4:3"


def test_pictures_in_the_folder_of_the_story_have_a_folder_of_their_own(tmp_path: Path) -> None:
    found = (ExportPage(Slide("a", "title"), 1, None),)
    assert target_files(tmp_path, ".png", found, tmp_path) == [tmp_path / "slides" / "01-a.png"]
    assert target_files(tmp_path / "x", ".png", found, tmp_path) == [tmp_path / "x" / "01-a.png"]
    assert target_files(tmp_path / "a.png", ".png", found, tmp_path) == [tmp_path / "a.png"]
