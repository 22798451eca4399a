"""What the tools paint over the slide, and what the eraser reaches: a real overlay, and the colours of single pixels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.session.frame_cache import FrameCache
from desktop.session.session_pictures import audience_picture
from desktop.session.settings import Settings
from desktop.ui.talk.overlay import LASER_RADIUS, MAGNIFIER_RADIUS, MAGNIFIER_ZOOM, SPOTLIGHT_RADIUS, Overlay
from desktop.ui.widgets.slide_view import SlideView

SCALE = 0.5  # the slide is 960 pixels wide


@pytest.fixture
def overlay(session, file, qtbot):
    """Give an overlay over the audience's view of a slide, with the view for its parent."""
    session.open(file)
    host = QWidget()
    qtbot.addWidget(host)
    slide_view = SlideView(session, FrameCache(host), Settings(), audience=True)
    slide_view.setParent(host)
    made = Overlay(slide_view, session.talk, lambda: audience_picture(session), lambda: None, host)
    for widget in (host, slide_view, made):
        widget.resize(960, 540)
    host.show()
    yield made
    host.close()


def picture(overlay: Overlay) -> QImage:
    return overlay.window().grab().toImage()


def color(image: QImage, x: float, y: float) -> QColor:
    """Return the colour at a point of the slide's canvas."""
    return QColor(image.pixel(round(x * SCALE), round(y * SCALE)))


def drag(overlay: Overlay, *points: tuple[int, int]) -> None:
    """Draw through points of the canvas with the left button."""
    places = [QPoint(round(x * SCALE), round(y * SCALE)) for x, y in points]
    QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(overlay, place)
    QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=places[-1])


def point_at(overlay: Overlay, session, tool: str, point: tuple[float, float]) -> None:
    session.talk.select_tool(tool)
    session.talk.set_pointer(point)


def test_the_laser_is_a_red_light_that_fades_at_its_edge(overlay, session):
    before = picture(overlay)
    point_at(overlay, session, "laser", (960.0, 200.0))
    after = picture(overlay)
    center = color(after, 960, 200)
    assert (center.red(), center.green(), center.blue()) == pytest.approx((255, 90, 70), abs=8)
    halfway = color(after, 960 + LASER_RADIUS / 2, 200)
    assert color(before, 960 + LASER_RADIUS / 2, 200).red() < halfway.red() < 220
    outside = (960 + LASER_RADIUS + 6, 200)
    assert color(after, *outside) == color(before, *outside)


def test_the_spotlight_darkens_all_but_a_circle(overlay, session):
    before = picture(overlay)
    point_at(overlay, session, "spotlight", (960.0, 540.0))
    after = picture(overlay)
    inside, outside = (960 + SPOTLIGHT_RADIUS - 12, 540), (960 + SPOTLIGHT_RADIUS + 12, 540)
    assert color(after, *inside) == color(before, *inside)
    assert color(after, *outside).lightness() < 0.4 * color(before, *outside).lightness() + 1
    assert color(after, 20, 20).lightness() < 0.4 * color(before, 20, 20).lightness() + 1


def test_the_magnifier_shows_the_slide_twice_as_large_around_the_pointer(overlay, session):
    point = (400.0, 500.0)
    before = picture(overlay)
    point_at(overlay, session, "magnifier", point)
    after = picture(overlay)
    frame = overlay._slide_view.frame()
    assert frame is not None
    wanted = overlay._slide_view.zoomed_pixmap(MAGNIFIER_ZOOM).toImage()
    different = 0
    for dx in range(-200, 200, 8):
        for dy in range(-200, 200, 8):
            if dx * dx + dy * dy < (MAGNIFIER_RADIUS - 10) ** 2:
                got = color(after, point[0] + dx, point[1] + dy)
                # A point beside the pointer shows what lies half as far from it; the large picture has a pixel a unit.
                expected = QColor(wanted.pixel(round(point[0] + dx / 2), round(point[1] + dy / 2)))
                different += abs(got.lightness() - expected.lightness()) > 40
    assert different < 25  # of 2,500 pixels: letters' edges
    assert after.copy(100, 150, 200, 200) != before.copy(100, 150, 200, 200)
    beyond = (point[0], point[1] + MAGNIFIER_RADIUS + 10)
    assert color(after, *beyond) == color(before, *beyond)


def test_without_a_tool_and_behind_a_blank_nothing_is_painted(overlay, session):
    before = picture(overlay)
    session.talk.set_pointer((960.0, 540.0))
    assert picture(overlay) == before
    session.talk.select_tool("laser")
    session.talk.set_blank("black")
    assert color(picture(overlay), 960, 540).name() == "#000000"


def test_the_pen_paints_a_line_in_its_colour_where_the_hand_went(overlay, session):
    session.talk.set_color("jade")
    drag(overlay, (200, 900), (400, 900), (600, 900))
    image = picture(overlay)
    jade = QColor(overlay._slide_view.theme.jade)
    assert color(image, 400, 900) == jade
    assert color(image, 400, 912) != jade
    assert color(image, 620, 900) != jade


@pytest.mark.parametrize(("away", "erased"), [(12, True), (16, True), (24, False), (60, False), (170, False)])
def test_the_eraser_reaches_no_further_than_its_size(overlay, session, away: int, erased: bool):
    session.talk.select_tool("pen")
    drag(overlay, (200, 600), (800, 600))
    session.talk.select_tool("eraser")
    drag(overlay, (500, 600 + away))
    assert bool(session.talk.ink.strokes(session.navigator.position.slide_id)) != erased


@pytest.mark.parametrize(("height", "aspect"), [(540, "16:9"), (600, "16:10"), (720, "4:3")])
def test_a_drawing_remembers_the_aspect_under_the_pen(overlay, session, height: int, aspect: str):
    for widget in (overlay.window(), overlay._slide_view, overlay):
        widget.resize(960, height)
    session.talk.select_tool("pen")
    drag(overlay, (200, 900), (400, 900))
    assert session.talk.ink.drawings[session.navigator.position.slide_id].aspect == aspect


def test_a_dot_is_as_wide_as_the_pen(overlay, session):
    session.talk.select_tool("pen")
    drag(overlay, (300, 900))
    vermilion = QColor(overlay._slide_view.theme.vermilion)
    image = picture(overlay)
    assert color(image, 300, 900) == vermilion
    assert color(image, 308, 900) != vermilion


def test_the_light_goes_with_the_hand(overlay, session):
    session.talk.select_tool("laser")
    QTest.mouseMove(overlay, QPoint(100, 100))
    assert session.talk.pointer == pytest.approx((200.0, 200.0), abs=1)
    assert overlay._slide_view.to_canvas(QPointF(100, 100)).toTuple() == (200.0, 200.0)
