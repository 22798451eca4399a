"""The overview shows all slides at once where they can be told apart, each with its number and title."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QRect

from desktop.session.frame_cache import FrameCache
from desktop.ui.talk.overview import SlideGrid


@pytest.fixture
def shown_grid(session, file, qtbot):
    """Return what shows a grid of slides at a size."""
    frame_cache = FrameCache()

    def show(count: int, width: int, height: int) -> SlideGrid:
        slides = "".join(f'[[slide]]\nid = "s{number}"\ntitle = "Slide {number}"\n' for number in range(count))
        file.write_text(f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n{slides}', "utf-8")
        session.open(file)
        grid = SlideGrid(session, frame_cache)
        qtbot.addWidget(grid)
        grid.resize(width, height)
        grid.show()
        grid.doItemsLayout()
        return grid

    yield show
    frame_cache.shut_down()


def cells(grid: SlideGrid) -> list[QRect]:
    return [grid.visualRect(grid.deck_model.index(row)) for row in range(grid.deck_model.rowCount())]


@pytest.mark.parametrize(("count", "width", "height"), [(1, 800, 500), (4, 900, 700), (12, 1300, 800), (23, 1400, 820)])
def test_all_slides_are_seen_at_once_and_fill_the_height(shown_grid, count, width, height):
    grid = shown_grid(count, width, height)
    places = cells(grid)
    assert grid.viewport().rect().contains(places[-1])
    assert len({place.left() for place in places}) == min(count, grid.column_count())
    if count > 4:
        assert places[-1].bottom() > 0.8 * grid.viewport().height()


def test_more_slides_than_can_be_told_apart_scroll(shown_grid):
    grid = shown_grid(200, 1000, 600)
    assert grid.verticalScrollBar().maximum() > 0
    assert min(place.width() for place in cells(grid)) >= 180


def test_a_label_is_below_its_thumbnail_within_the_cell(shown_grid, session):
    grid = shown_grid(5, 900, 700)
    size = grid.cell_size(0)
    rect = QRect(0, 0, size.width(), size.height()).toRectF()
    label = grid.label(3, session.story.slides[2], rect)
    assert label.text == "3  Slide 2"
    assert label.rect.top() >= grid.thumbnail_rect(rect.width()).bottom()
    assert label.rect.bottom() <= rect.bottom()
    assert math.isclose(label.rect.left(), grid.thumbnail_rect(rect.width()).left())


def test_a_backup_is_named_as_on_its_slide(shown_grid, session, file):
    grid = shown_grid(2, 900, 700)
    file.write_text(file.read_text("utf-8") + "backup = true\n", "utf-8")
    session.open(file)
    rect = QRect(0, 0, 300, 240).toRectF()
    assert grid.label(2, session.story.slides[1], rect).text == "2  Backup 1: Slide 1"


def test_the_titles_of_sections_stand_above_their_first_slides(shown_grid, session, file):
    grid = shown_grid(3, 900, 700)
    file.write_text(file.read_text("utf-8") + 'section = "The end"\n', "utf-8")
    session.open(file)
    assert [grid.heading(row, 300) and grid.heading(row, 300).title for row in range(3)] == [None, None, "The end"]
    heading = grid.heading(2, 300)
    assert heading.is_folded is None
    assert heading.rect.bottom() <= grid.thumbnail_rect(300).top()
    assert {grid.cell_size(row) for row in range(3)} == {grid.cell_size(0)}
