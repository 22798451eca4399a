"""Dates changed on the timeline, by real mouse and key events: one small edit each, all else byte for byte."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.timeline_edit import TimelineEditing
from desktop.ui.timeline_edit_grip import empty_lanes, grips_of
from tests.ui.timeline_hand import drag, hover, mouse, plot, wheel

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STORY = """# Kept as it is.
format = 1

[story]
title = { fr = "Essai", en = "Trial" }
languages = ["en", "fr"]
as_of = "2030"

[track.films]
title = "Films"
[track.rules]
title = "Rules"
[track.songs]
title = "Songs"

[event.day]          # a comment
date   = '2014-06-05'   # and another
title = "A day"
track = "films"

[event]
inline = { track = "rules", title = "In braces", date = "2014-03/2014-06-25" }
dotted.date = 2014-08-10
dotted.title = "Dotted"
dotted.track = "films"
timed = { date = 2014-07-01 10:30:00.5Z, title = "A time" , track = "rules" }

[event.month]
title = "A month"
date = "2014-02~"
track = "films"

[event.nobody]
title = "Who knows"
date = "XXXX/2014-10-01"

[event.disputed]
title = "Disputed"
date = "2014"
status = "disputed"
track = "rules"
  [[event.disputed.claim]]
  says = "May"
  date = "2014-05"
  [[event.disputed.claim]]
  says = "A day in April"
  date = "2014-04-03"
  [[event.disputed.claim]]
  says = "The same day"
  date = "2014-04-03"   # says another

"""
NAMES = ("day", "inline", "dotted", "timed", "month", "nobody", "disputed")
STORY += "\n".join(
    f'[[slide]]\nid = "{name}"\nlayout = "event"\nevent = "{name}"\ntitle = "{name}"\nwindow = "2014-01/2014-12"\n'
    for name in NAMES
)


@pytest.fixture
def story() -> bytes:
    return STORY.encode()


@pytest.fixture
def file(tmp_path: Path, story: bytes) -> Path:
    made = tmp_path / "content.toml"
    made.write_bytes(story)
    return made


@pytest.fixture
def view(qtbot, window):
    """Return the timeline of a window, large enough to aim at, with the keys."""
    view = window.bench.pane.make()
    window.bench.rows.setSizes([300, 460])
    window.bench.pane.timeline.setFocus()
    QApplication.processEvents()
    return view


def go(window, name: str) -> None:
    window.session.go_to_slide(name)
    QApplication.processEvents()


def place(view, name: str, part: str = "whole", number: int = 0) -> QPoint:
    """Return where to take hold of an event: its middle, or an end."""
    grip = grips_of(view, name)[number]
    when = grip.date
    at = {"whole": when.centre, "start": when.start_min, "end": when.end_max}[part]
    return QPoint(round(view.x_of(at)), round(grip.y))


def days(view, count: float) -> QPoint:
    """Return the way that so many days are on the screen."""
    return QPoint(round(view.x_of(round(count * 86400)) - view.x_of(0)), 0)


def pull(view, start: QPoint, end: QPoint) -> None:
    """Press and drag, and do not let go yet."""
    mouse(view, QEvent.Type.MouseButtonPress, start)
    for number in range(1, 9):
        QTest.qWait(12)
        mouse(view, QEvent.Type.MouseMove, start + (end - start) * number / 8)


def let_go(view, at: QPoint) -> None:
    mouse(view, QEvent.Type.MouseButtonRelease, at, down=False)
    QApplication.processEvents()


def lane(view, track: str) -> int:
    return round(dict(view.lanes())[track].center().y())


def date(window, name: str) -> str:
    return window.session.story.event_by_id[name].when.text


def test_a_chosen_event_is_dragged_to_another_day(window, view):
    before = window.session.document.text
    go(window, "day")
    seen = view.window
    start = place(view, "day")
    drag(view, start, start + days(view, 20))
    after = window.session.document.text
    assert after == before.replace("'2014-06-05'   # and", "'2014-06-25'   # and")
    assert date(window, "day") == "2014-06-25"
    assert view.window == seen  # the camera stays
    assert place(view, "day").x() == pytest.approx((start + days(view, 20)).x(), abs=4)
    undo = window.bench.bindings.actions["undo"]
    assert undo.text() == "Undo: move A day"
    undo.trigger()
    assert window.session.document.text == before
    assert date(window, "day") == "2014-06-05"
    assert view.window == seen
    assert not window.session.document.dirty


def test_what_it_would_say_stands_beside_the_pointer_while_it_is_dragged(window, view):
    go(window, "day")
    text = window.session.document.text
    start = place(view, "day")
    pull(view, start, start + days(view, 20))
    ghost = view.hand.ghost
    assert ghost.words == ("25 June 2014",)
    assert window.session.document.text == text  # nothing is done yet
    window.session.set_language("fr")
    QTest.qWait(12)
    mouse(view, QEvent.Type.MouseMove, start + days(view, 21))
    assert ghost.words == ("26 juin 2014",)
    let_go(view, start + days(view, 20))
    assert ghost.words == ()
    assert date(window, "day") == "2014-06-25"


def test_the_wheel_brings_it_nearer_while_it_is_held(window, view):
    go(window, "day")
    start = place(view, "day")
    end = start + days(view, 20)
    pull(view, start, end)
    wheel(view, end, 8)
    (said,) = view.hand.ghost.words
    QTest.qWait(12)
    mouse(view, QEvent.Type.MouseMove, end + QPoint(1, 0))
    (near,) = view.hand.ghost.words
    assert said.endswith("June 2014")
    assert near == said  # a pixel is no day any more
    let_go(view, end)


def test_folded_years_are_dragged_over(window, view):
    text = window.session.document.text.replace("XXXX/2014-10-01", "1960-10-01").replace(
        'window = "2014-01/2014-12"\n', ""
    )
    window.session.document.typed(text)
    go(window, "nobody")
    view.set_folded(True)
    view.show_all()
    assert view.fold.creases
    start = place(view, "nobody")
    end = QPoint(place(view, "month").x(), start.y())
    drag(view, start, end)
    assert date(window, "nobody").startswith("2014-02")


def test_another_line_is_another_track(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    end = QPoint(start.x() + 6, lane(view, "rules"))
    pull(view, start, end)
    assert view.hand.ghost.words == ("5 June 2014", "→ Rules")  # a hand that strays a little means the same day
    let_go(view, end)
    assert window.session.document.text == before.replace(
        'title = "A day"\ntrack = "films"', 'title = "A day"\ntrack = "rules"'
    )
    rect = dict(view.lanes())["rules"]
    assert rect.top() < place(view, "day").y() < rect.bottom()
    assert window.session.document.history.undo_title("fr") == "Annuler : changer A day de ligne"


def test_date_and_track_at_once_are_one_step(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    drag(view, start, QPoint((start + days(view, -30)).x(), lane(view, "rules")))
    event = window.session.story.event_by_id["day"]
    assert (event.when.text, event.track) == ("2014-05-06", "rules")
    assert window.session.document.history.undo_title("en") == "Undo: move A day"
    window.session.document.undo()
    assert window.session.document.text == before


def test_a_track_without_events_can_be_dropped_on(window, view):
    go(window, "day")
    start = place(view, "day")
    (track, name, rect) = empty_lanes(view)[0]
    assert (track, name) == ("songs", "Songs")
    drag(view, start, rect.center().toPoint())
    event = window.session.story.event_by_id["day"]
    assert (event.when.text, event.track) == ("2014-06-05", "songs")
    assert "songs" in dict(view.lanes())


def test_what_is_put_on_no_track_loses_the_key(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    drag(view, start, QPoint(start.x(), lane(view, "")))
    assert window.session.document.text == before.replace('title = "A day"\ntrack = "films"\n', 'title = "A day"\n')


@pytest.mark.parametrize(
    ("name", "way", "old", "new"),
    [
        ("inline", 61, 'date = "2014-03/2014-06-25"', 'date = "2014-05/2014-08-25"'),
        ("dotted", -9, "dotted.date = 2014-08-10", "dotted.date = 2014-08-01"),
        ("month", 89, '"2014-02~"', '"2014-05~"'),
    ],
)
def test_a_date_keeps_the_way_it_is_written(window, view, name, way, old, new):
    before = window.session.document.text
    go(window, name)
    start = place(view, name)
    drag(view, start, start + days(view, way))
    assert window.session.document.text == before.replace(old, new)
    tomllib.loads(window.session.document.text)
    window.session.document.undo()
    assert window.session.document.text == before


def test_a_time_of_toml_s_own_keeps_its_form(window, view):
    before = window.session.document.text
    go(window, "timed")
    start = place(view, "timed")
    drag(view, start, start + days(view, 40))
    # Where a pixel is hours, a hand means days, and the time of day stays.
    assert date(window, "timed") == "2014-08-10T10:30:00"
    assert window.session.document.text == before.replace("2014-07-01 10:30:00.5Z", "2014-08-10 10:30:00.5Z")


@pytest.mark.parametrize("story", [b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode()])
def test_line_ends_and_byte_order_mark_stay(window, view, file, story):
    go(window, "day")
    start = place(view, "day")
    drag(view, start, start + days(view, 10))
    assert window.save()
    assert file.read_bytes() == story.replace(b"'2014-06-05'", b"'2014-06-15'")


def test_the_ends_of_a_span_are_drawn_out(window, view):
    before = window.session.document.text
    go(window, "inline")
    start = place(view, "inline", "end")
    drag(view, start, start + days(view, 12))
    assert window.session.document.text == before.replace("2014-03/2014-06-25", "2014-03/2014-07-07")
    assert window.session.document.history.undo_title("en") == "Undo: end of In braces"
    begin = place(view, "inline", "start")
    drag(view, begin, begin + days(view, 400))  # not past the other end
    assert date(window, "inline") == "2014-07/2014-07-07"
    assert window.session.document.history.undo_title("en") == "Undo: beginning of In braces"
    go(window, "month")
    end = place(view, "month", "end")
    drag(view, end, end + days(view, 60))
    assert date(window, "month") == "2014-02~/2014-04~"


def test_the_pointer_says_what_can_be_taken(window, view):
    go(window, "inline")
    shape = view.viewport().cursor
    hover(view, place(view, "inline", "end"))
    assert shape().shape() == Qt.CursorShape.SizeHorCursor
    hover(view, place(view, "inline"))
    assert shape().shape() == Qt.CursorShape.OpenHandCursor
    hover(view, place(view, "day"))  # not chosen
    assert shape().shape() == Qt.CursorShape.PointingHandCursor
    assert view.hand.hint("inline").endswith("shorter or longer")
    assert view.hand.hint("day").startswith("Click")
    assert view.hand.hint("nothing") == ""


def test_of_a_disputed_event_one_claim_is_dragged_with_all_who_say_the_same(window, view):
    before = window.session.document.text
    go(window, "disputed")
    assert [grip.date.text for grip in grips_of(view, "disputed")] == ["2014-04-03", "2014-05"]
    start = place(view, "disputed", number=0)
    drag(view, start, start + days(view, 8))
    assert window.session.document.text == before.replace("2014-04-03", "2014-04-11")
    assert window.session.document.history.undo_title("en") == "Undo: date claimed for Disputed"
    assert date(window, "disputed") == "2014"
    window.session.document.undo()
    assert window.session.document.text == before
    said: list[str] = []
    view.hand.refused.connect(said.append)
    QTest.keyClick(view, Qt.Key.Key_Right, CTRL)
    assert said
    assert window.session.document.text == before


def test_what_cannot_be_moved_says_so_and_stays(window, view):
    before = window.session.document.text
    go(window, "nobody")
    start = QPoint(plot(view, 0.4).x(), place(view, "nobody").y())
    pull(view, start, start + QPoint(90, 0))
    assert view.hand.ghost.words == ("“XXXX/2014-10-01” says no time that could be moved",)
    assert view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    let_go(view, start + QPoint(90, 0))
    assert window.session.document.text == before


def test_esc_puts_it_back(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    pull(view, start, start + days(view, 20))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.hand.active
    assert view.hand.ghost.isHidden()
    mouse(view, QEvent.Type.MouseMove, start + days(view, 30))
    let_go(view, start + days(view, 30))
    assert window.session.document.text == before
    drag(view, start, start + days(view, 10))  # and the next drag is a new one
    assert date(window, "day") == "2014-06-15"


def test_what_is_not_chosen_pans_and_a_click_chooses_it(window, view):
    before = window.session.document.text
    go(window, "day")
    seen = view.window
    start = place(view, "month")
    drag(view, start, start + QPoint(80, 0))
    assert view.window.start < seen.start
    assert window.session.document.text == before
    point = place(view, "month")
    mouse(view, QEvent.Type.MouseButtonPress, point)
    mouse(view, QEvent.Type.MouseButtonRelease, point, down=False)
    assert window.session.position.slide == "month"
    assert view.selected == "month"


def test_the_ground_pans_and_a_short_way_moves_nothing(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    drag(view, start, start + QPoint(QApplication.startDragDistance() - 3, 0))
    assert window.session.document.text == before
    seen = view.window
    drag(view, plot(view, 0.5), plot(view, 0.3))
    assert view.window.start > seen.start
    assert window.session.document.text == before


def test_at_the_edge_the_camera_goes_along(window, view, qtbot):
    go(window, "day")
    seen = view.window
    start = place(view, "day")
    edge = QPoint(view.viewport().width() - 20, start.y())
    pull(view, start, edge)
    qtbot.waitUntil(lambda: view.window.start > seen.start + 40 * 86400, timeout=3000)
    let_go(view, edge)
    assert date(window, "day") > "2015-01"
    stood = view.window
    qtbot.wait(60)
    assert view.window == stood


def test_keys_move_the_chosen_event(window, view):
    before = window.session.document.text
    go(window, "inline")
    for key, held, expected in (
        (Qt.Key.Key_Right, CTRL, "2014-04/2014-07-25"),
        (Qt.Key.Key_Left, CTRL, "2014-03/2014-06-25"),
        (Qt.Key.Key_Right, CTRL | SHIFT, "2014-03/2014-06-26"),
        (Qt.Key.Key_Left, CTRL | SHIFT, "2014-03/2014-06-25"),
    ):
        QTest.keyClick(view, key, held)
        assert date(window, "inline") == expected
    assert window.session.document.text == before
    for key, track in ((Qt.Key.Key_Up, "films"), (Qt.Key.Key_Up, "films"), (Qt.Key.Key_Down, "rules"),
                       (Qt.Key.Key_Down, "songs"), (Qt.Key.Key_Down, "songs")):  # fmt: skip
        QTest.keyClick(view, key, CTRL)
        assert window.session.story.event_by_id["inline"].track == track
    assert window.session.position.slide == "inline"  # no key walked the talk
    go(window, "day")
    said: list[str] = []
    view.hand.refused.connect(said.append)
    QTest.keyClick(view, Qt.Key.Key_Right, CTRL | SHIFT)
    assert said == ["This end of “2014-06-05” cannot be moved"]


def test_nothing_is_taken_while_a_talk_runs_or_the_text_is_broken(window, view):
    go(window, "day")
    start = place(view, "day")
    hand = view.hand
    assert isinstance(hand, TimelineEditing)
    assert hand.grip(start.toPointF()) is not None
    window.session.set_presenting(True)
    assert hand.grip(start.toPointF()) is None
    assert not hand.would("delayed")
    before = window.session.document.text
    drag(view, start, start + days(view, 20))
    assert window.session.document.text == before
    window.session.set_presenting(False)
    window.session.document.typed(before + "\n[event.x\n")
    assert window.session.broken
    assert hand.grip(place(view, "day").toPointF()) is None
    window.session.document.undo()
    assert hand.grip(place(view, "day").toPointF()) is not None


def test_a_talk_that_begins_ends_a_drag(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    pull(view, start, start + days(view, 20))
    window.session.set_presenting(True)
    assert not view.hand.active
    let_go(view, start + days(view, 20))
    assert window.session.document.text == before


def test_the_file_changed_meanwhile_ends_a_drag(window, view, file):
    go(window, "day")
    start = place(view, "day")
    pull(view, start, start + days(view, 20))
    file.write_text(STORY.replace("A day", "Another"), "utf-8")
    window.session.reload()
    assert not view.hand.active
    let_go(view, start + days(view, 20))
    assert date(window, "day") == "2014-06-05"


def test_the_events_of_a_file_cannot_be_taken(qtbot, window, view, tmp_path):
    folder = tmp_path / "crowd"
    folder.mkdir()
    (folder / "events.csv").write_text(
        "date,title\n" + "\n".join(f"{year}-05-01,In {year}" for year in range(1990, 2010))
    )
    path = folder / "content.toml"
    path.write_text(
        'format = 1\n[story]\ntitle = "Many"\nlanguages = ["en"]\n[track.all]\ntitle = "All"\ndata = "events.csv"\n'
        '[[slide]]\nid = "whole"\nlayout = "timeline"\ntitle = "All"\n'
    )
    window.open(path)
    qtbot.waitUntil(lambda: bool(window.session.crowds.by_track), timeout=5000)
    zone = next(one for one in view.frame().zones if one.kind == "event")
    point = QPoint(round(zone.x + 8), round(zone.y + zone.height / 2))
    window.bench.pane.choose(zone.id)
    assert view.selected == zone.id
    zone = next(one for one in view.frame().zones if one.kind == "event" and one.id == zone.id)
    assert grips_of(view, zone.id) == []
    assert view.hand.hint(zone.id) == ""
    before, seen = window.session.document.text, view.window
    point = QPoint(round(view.x_of(view.event_of(zone.id).when.centre)), round(zone.y + zone.height / 2))
    drag(view, point, point + QPoint(60, 0))
    assert view.window.start < seen.start
    assert window.session.document.text == before
    window.bench.pane.finish()


def test_an_event_without_a_slide_stays_chosen(window, view):
    text = window.session.document.text
    window.session.document.typed(text.replace('event = "month"', 'event = "day"'))
    window.bench.pane.choose("month")
    assert view.selected == "month"
    view.fly_to(window.session.window)
    start = place(view, "month")
    drag(view, start, start + days(view, 31))
    assert date(window, "month") == "2014-03~"
    assert view.selected == "month"
    go(window, "inline")
    assert view.selected == "inline"
