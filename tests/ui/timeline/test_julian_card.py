"""The card of an event of the Julian calendar says both dates, and a drag writes the right one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.julian import in_calendar, written_second
from desktop.story.dates.parse import parse_date
from desktop.story.edit.move_dates import move_to
from desktop.story.load.load import load_text
from desktop.timeline.camera import window_between
from desktop.ui.timeline.cards.card_text import EventCardText
from desktop.ui.timeline.edit_handles import handles_of
from tests.ui.timeline.date_helpers import at_hand
from tests.ui.timeline.timeline_helpers import timeline

TEXT = """
format = 1
[story]
title = "Battles"
languages = ["en"]
calendar = "julian"
[event.hastings]
date = "1066-10-14"
title = "Hastings"
[event.verdun]
date = "1916-02-21"
title = "Verdun"
[event.leap]
date = "1500-02-29"
title = "A leap day"
[event.year]
date = "1060"
title = "A year"
"""
STORY = load_text(TEXT).story


def lines(event_id: str) -> list[str]:
    return [text for kind, text in EventCardText(STORY, STORY.event_by_id[event_id], "en").lines if kind == "date"]


def test_the_card_says_the_date_in_both_calendars():
    assert lines("hastings") == ["14 October 1066 (Julian calendar)", "20 October 1066 in the Gregorian calendar"]
    assert lines("verdun") == ["21 February 1916"]
    assert lines("year") == ["1060"]


def test_a_date_of_either_calendar_can_be_dragged_but_for_a_day_that_one_of_them_has_not(qtbot):
    view = timeline(qtbot)
    view.set_story(STORY, "en")
    view.show_all()
    assert handles_of(view.canvas, "verdun")
    assert handles_of(view.canvas, "hastings")
    assert handles_of(view.canvas, "leap") == []


def test_what_is_dragged_is_written_in_its_calendar():
    target = STORY.event_by_id["hastings"].when.start_min + 30 * 86_400
    text = move_to("1066-10-14", written_second(target, "", "julian"))
    assert text == "1066-11-13"
    assert in_calendar(parse_date(text), "", "julian").start_min == target


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "content.toml"
    path.write_text(TEXT)
    return path


def test_an_event_is_made_on_the_day_that_is_pointed_at(window):
    view = at_hand(window)
    for year, written in ((1066, "1066-10-14"), (1866, "1866-10-20")):
        pointed = seconds_from_civil(year, 10, 20, 12)
        view.fly_to(window_between(pointed - 20 * 86_400, pointed + 20 * 86_400), False)
        author = view.pointer.event_author
        assert author.create_at(QPointF(view.canvas.x_of(pointed), view.canvas.plot_rect.bottom() - 4))
        QTest.keyClicks(author.field.line, f"Made {year}")
        QTest.keyClick(author.field.line, Qt.Key.Key_Return)
        assert f'date = "{written}"' in window.session.document.text
        made = window.session.story.event_by_id[f"made-{year}"].when
        assert made.start_min <= pointed < made.end_max
