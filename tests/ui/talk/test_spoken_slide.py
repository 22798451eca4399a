"""A screen reader is told the slide: its number and title, then all that it says."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from desktop.session.settings import Settings
from desktop.ui.talk.spoken_slide import SpokenSlide


@pytest.fixture
def view(qtbot, session, file):
    session.open(file)
    made = QWidget()
    qtbot.addWidget(made)
    made.spoken = SpokenSlide(made, session, Settings())
    yield made
    QAccessible.setActive(False)


def test_each_slide_is_said_with_its_number_and_words(view, session):
    QAccessible.setActive(True)
    session.navigator.go_to_slide("quote")
    number = [slide.id for slide in session.story.main_slides].index("quote") + 1
    assert view.accessibleName().startswith(f"{number} of {len(session.story.main_slides)}: ")
    assert session.navigator.slide.quote.get(session.language)[:20] in view.accessibleDescription()
    said = view.accessibleName()
    session.navigator.go_to_slide("list")
    assert view.accessibleName() != said
    assert len(view.accessibleDescription().splitlines()) > 1


def test_without_a_screen_reader_nothing_is_worked_out(view, session):
    QAccessible.setActive(False)
    session.navigator.go_to_slide("quote")
    assert not view.accessibleName()
