"""A text box is as wide as the slide lets it be, for computers without our faces."""

from __future__ import annotations

import pytest

from desktop.output.pptx.text_room import TextRoom
from desktop.render.frame import Font, Frame, Image, Item, Rectangle, TextRun

pytestmark = pytest.mark.usefixtures("qapp")

TITLE = (120.0, 100.0, 720.0, 160.0)


def word(x: float, y: float, width: float) -> TextRun:
    return TextRun(x, y, "Words", Font("body", 40.0), "#ffffff", width)


@pytest.mark.parametrize(
    ("items", "room"),
    [
        ((word(120, 150, 600),), 0.6 * 600),
        ((word(900, 150, 200),), 900 - 720 - 12),
        ((word(900, 400, 200),), 0.6 * 600),
        ((Rectangle(100, 80, 700, 200),), 800 - 720 - 12),
        ((Rectangle(0, 0, 1920, 1080),), 0.6 * 600),
        ((word(725, 150, 200),), 0.0),
    ],
    ids=["alone", "words beside", "words below", "on a card", "on a ground", "words close by"],
)
def test_the_room_reaches_to_what_stands_beside(items: tuple[Item, ...], room: float) -> None:
    assert TextRoom(Frame(1920, 1080, None, items)).beside(TITLE, from_right=False) == pytest.approx(room)


def test_a_picture_does_not_end_the_room_and_the_page_does() -> None:
    picture = Image(800, 0, 1120, 1080, "moon.svg", "")
    assert TextRoom(Frame(1920, 1080, None, (picture,))).beside(TITLE, from_right=False) == pytest.approx(360)
    assert TextRoom(Frame(960, 1080, None)).beside(TITLE, from_right=False) == pytest.approx(960 - 40 - 720)


def test_a_text_that_ends_at_the_left_grows_to_the_left() -> None:
    room = TextRoom(Frame(1920, 1080, None, (word(100, 150, 300),)))
    assert room.beside((800.0, 100.0, 1800.0, 160.0), from_right=True) == pytest.approx(800 - 400 - 12)
