"""The picture on an event's card: read in a thread, with its caption and its credit."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from desktop.render import images
from desktop.story.load.load import load_file
from desktop.ui.timeline.cards.card_text import Card
from tests.ui.timeline.timeline_helpers import timeline

STORY = """
format = 1
[story]
title = "T"
languages = ["en"]
[event.fall]
date = "1453-05-29"
title = "Fall of the city"
image = "siege.png"
caption = "From the land side"
credit = "Photo: Anne"
[event.lost]
date = "1456"
title = "A picture that is not there"
image = "lost.png"
credit = "Nobody"
"""


@pytest.fixture
def view(qtbot, painter_ready, tmp_path):
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#2060a0"))
    image.save(str(tmp_path / "siege.png"))
    (tmp_path / "content.toml").write_text(STORY, "utf-8")
    made = timeline(qtbot)
    story = load_file(tmp_path / "content.toml").story
    assert story is not None
    made.set_story(story, "en")
    made.camera.show_all()
    return made


def picture(view) -> QLabel | None:
    labels = [label for card in view.window().findChildren(Card) for label in card.findChildren(QLabel)]
    return next((label for label in labels if label.isVisible() and not label.pixmap().isNull()), None)


def test_a_card_shows_the_picture_of_its_event_with_caption_and_credit(view, qtbot):
    view.cards.show("fall")
    qtbot.waitUntil(lambda: picture(view) is not None, timeout=30_000)
    shown = picture(view).pixmap()
    assert (shown.width() / shown.height()) == pytest.approx(1.5, abs=0.02)
    assert QColor(shown.toImage().pixel(shown.width() // 2, shown.height() // 2)).name() == "#2060a0"
    words = next(card for card in view.window().findChildren(Card)).findChildren(QLabel)[-1].text()
    assert "From the land side · Photo: Anne" in words


def test_only_the_cache_keeps_a_picture_once_its_card_is_shown(view, qtbot):
    images.forget_loaded()
    view.cards.show("fall")
    qtbot.waitUntil(lambda: picture(view) is not None, timeout=30_000)
    assert not images._loaded_images


def test_without_its_picture_a_card_says_nothing_of_who_made_it(view, qtbot):
    view.cards.show("lost")
    qtbot.wait(60)
    assert view.cards.is_visible
    assert picture(view) is None
    words = next(card for card in view.window().findChildren(Card)).findChildren(QLabel)[-1].text()
    assert "A picture that is not there" in words
    assert "Nobody" not in words
