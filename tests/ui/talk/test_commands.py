"""What the keys of a talk do, without any window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.session.position import Position
from desktop.ui.talk.commands import TalkCommands
from desktop.ui.widgets import actions

KEY = Qt.Key


class Talk:
    """A talk's commands with windows that only note what was asked of them."""

    def __init__(self, session) -> None:
        self.session = session
        self.asked: list[str] = []
        self.popup = ""
        self.commands = TalkCommands(
            session,
            end_talk=lambda: self.asked.append("end"),
            toggle_popup=self.toggle_popup,
            close_popup=self.close_popup,
            toggle_console=lambda: self.asked.append("console"),
            swap_screens=lambda: self.asked.append("swap"),
        )

    def toggle_popup(self, popup_id: str) -> None:
        self.popup = "" if self.popup == popup_id else popup_id

    def close_popup(self) -> bool:
        was_open, self.popup = bool(self.popup), ""
        return was_open

    def type(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> bool:
        return self.commands.handle_key(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


@pytest.fixture
def talk(session, file):
    session.open(file)
    session.talk.set_presenting(True)
    made = Talk(session)
    yield made
    made.commands.clear_digits()
    made.commands.set_notice("")


def test_every_action_of_a_talk_has_a_command(talk):
    talk_actions = {action.id for action in actions.ACTIONS if actions.TALK in action.contexts and action.keys}
    assert talk_actions <= set(talk.commands.by_id)


def test_what_is_of_the_consoles_notes_waits_for_a_console_that_is_shown(talk):
    talk.commands.of_console = {"larger": lambda: talk.asked.append("larger")}
    talk.commands.run("larger")
    assert not talk.asked
    talk.session.talk.set_windows(console=True, audience=True)
    talk.commands.run("larger")
    assert talk.asked == ["larger"]


def test_digits_wait_for_the_next_move_which_goes_there(talk):
    assert talk.type(KEY.Key_0)
    assert talk.type(KEY.Key_3)
    assert talk.commands.digits == "03"
    assert talk.session.navigator.position == Position("title")
    talk.commands.run("previous")
    assert talk.commands.digits == ""
    assert talk.session.navigator.position.slide_id == talk.session.story.main_slides[2].id


def test_a_number_of_four_digits_is_kept_and_of_more_its_last_four(talk):
    for key in (KEY.Key_9, KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_4):
        talk.type(key)
    assert talk.commands.digits == "1234"
    talk.commands.run("next")
    assert talk.commands.notice == ("no_slide", "1234")


def test_the_keypads_enter_is_the_same_command_as_next(talk):
    assert talk.type(KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert talk.session.navigator.position == Position("statement")
    talk.type(KEY.Key_2, Qt.KeyboardModifier.KeypadModifier)
    talk.type(KEY.Key_Enter)
    assert talk.session.navigator.position.slide_id == talk.session.story.main_slides[1].id


def test_digits_with_shift_count_and_with_control_they_do_not(talk):
    assert talk.type(KEY.Key_4, Qt.KeyboardModifier.ShiftModifier)
    assert not talk.type(KEY.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert not talk.type(KEY.Key_A)
    assert talk.commands.digits == "4"


def test_the_digits_tell_when_they_change(talk, qtbot):
    with qtbot.waitSignal(talk.commands.digits_changed, timeout=30_000):
        talk.type(KEY.Key_1)
    with qtbot.waitSignal(talk.commands.digits_changed, timeout=30_000):
        talk.commands.clear_digits()
    with qtbot.assertNotEmitted(talk.commands.digits_changed):
        talk.commands.clear_digits()


def test_the_first_press_lifts_a_blank_and_the_next_one_moves(talk):
    talk.commands.run("black")
    talk.commands.run("next")
    assert (talk.session.talk.blank, talk.session.navigator.position) == ("", Position("title"))
    talk.commands.run("next")
    assert talk.session.navigator.position == Position("statement")


def test_a_move_is_announced_and_a_tool_is_not(talk, qtbot):
    with qtbot.waitSignal(talk.commands.navigating, timeout=30_000):
        talk.commands.run("last")
    with qtbot.assertNotEmitted(talk.commands.navigating):
        talk.commands.run("laser")
    assert talk.session.talk.tool == "laser"


def test_what_belongs_to_the_windows_is_asked_of_them(talk):
    for action_id in ("console", "swap"):
        talk.commands.run(action_id)
    assert talk.asked == ["console", "swap"]
    for popup_id in ("goto", "overview", "sources", "keys"):
        talk.commands.run(popup_id)
        assert talk.popup == popup_id


def test_escape_takes_away_what_lies_on_top_and_last_of_all_the_talk(talk):
    state = talk.session.talk
    for action_id in ("freeze", "white", "timeline", "pen"):
        talk.commands.run(action_id)
    talk.type(KEY.Key_7)
    talk.commands.run("keys")

    def on_top() -> list[bool]:
        return [
            bool(talk.popup),
            bool(talk.commands.digits),
            bool(state.tool),
            state.timeline_visible,
            bool(state.blank),
            state.frozen is not None,
        ]

    for left in range(6, 0, -1):
        assert on_top() == [False] * (6 - left) + [True] * left
        talk.commands.run("leave")
    assert on_top() == [False] * 6
    assert talk.asked == []
    talk.commands.run("leave")
    assert talk.asked == []
    assert talk.commands.notice == ("leave_again", "")
    talk.commands.run("leave")
    assert talk.asked == ["end"]


@pytest.mark.parametrize("between", ["next", "black"])
def test_a_key_between_two_escapes_keeps_the_talk(talk, between):
    talk.commands.run("leave")
    talk.commands.run(between)
    talk.commands.run("leave")
    if between == "black":
        talk.commands.run("leave")
    assert talk.asked == []


def test_a_number_that_no_slide_has_is_told(talk):
    talk.type(KEY.Key_9)
    talk.type(KEY.Key_9)
    assert talk.commands.notice == ("going_to", "99")
    talk.commands.run("next")
    assert talk.commands.notice == ("no_slide", "99")
    assert talk.session.navigator.position == Position("title")


def test_a_number_that_is_dropped_is_told(talk):
    talk.type(KEY.Key_1)
    talk.commands._digits_timer.timeout.emit()
    assert (talk.commands.digits, talk.commands.notice) == ("", ("number_dropped", "1"))
