"""Everything that is done to the text can be taken back, byte for byte, in steps that a person would call steps."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.edit import history as module
from desktop.story.edit.edit import Edit, diff, set_text
from desktop.story.edit.history import Change, History, merge_changes
from tests.examples import examples
from tests.story.edit.edit_helpers import move_slide

STORY = """\
format = 1
[event.evergrande]
date = "2014"
title = { fr = "Evergrande", en = "Evergrande" }
[[slide]]
id = "a"
layout = "title"
[[slide]]
id = "evergrande"
layout = "event"
title = "Evergrande"
"""


class Desk:
    """A text with its history, and a clock."""

    def __init__(self, text: str = "") -> None:
        self.text, self.history, self.now = text, History(), 100.0

    def key(self, at: int, inserted: str, removed: int = 0, wait: float = 0.1) -> None:
        self.now += wait
        before = self.text[at : at + removed]
        self.text = self.text[:at] + inserted + self.text[at + removed :]
        self.history = self.history.with_typing(at, before, inserted, self.now)

    def type(self, words: str, at: int | None = None, wait: float = 0.1) -> None:
        start = len(self.text) if at is None else at
        for number, sign in enumerate(words):
            self.key(start + number, sign, wait=wait)

    def erase(self, count: int = 1) -> None:
        for _ in range(count):
            self.key(len(self.text) - 1, "", 1)

    def edit(self, edit: Edit) -> None:
        self.history = self.history.with_edit(edit, self.text)
        self.text = edit.apply(self.text)

    def undo(self) -> str:
        self.history, edit = self.history.undo()
        self.text = edit.apply(self.text) if edit else self.text
        return self.text

    def redo(self) -> str:
        self.history, edit = self.history.redo()
        self.text = edit.apply(self.text) if edit else self.text
        return self.text


def test_a_word_is_one_step() -> None:
    desk = Desk()
    desk.type("two whole words")
    assert [desk.undo() for _ in range(3)] == ["two whole ", "two ", ""]
    assert [desk.redo() for _ in range(3)] == ["two ", "two whole ", "two whole words"]


def test_a_pause_and_a_move_of_the_cursor_begin_a_step() -> None:
    desk = Desk()
    desk.type("on")
    desk.type("ce", wait=5)
    assert desk.undo() == "onc"
    desk = Desk()
    desk.type("on")
    desk.history = desk.history.with_closed_step()
    desk.type("ce")
    assert desk.undo() == "on"
    desk = Desk("ab")
    desk.key(0, "x")
    desk.key(3, "y")
    assert desk.undo() == "xab"


def test_a_new_line_is_a_step() -> None:
    desk = Desk()
    desk.type("a\nb")
    assert [desk.undo() for _ in range(3)] == ["a\n", "a", ""]


def test_a_slip_of_the_key_is_no_step_of_its_own_and_erasing_more_is() -> None:
    desk = Desk()
    desk.type("worf")
    desk.erase()
    desk.type("d")
    assert desk.text == "word"
    assert desk.undo() == ""
    desk = Desk("before ")
    desk.type("word")
    desk.erase(7)
    assert desk.text == "befo"
    assert [desk.undo(), desk.undo()][-1] == "before "


def test_erasing_in_both_directions_is_one_step() -> None:
    desk = Desk("abcdef")
    desk.key(2, "", 1)
    desk.key(2, "", 1)
    desk.key(1, "", 1)
    assert desk.text == "aef"
    assert desk.undo() == "abcdef"
    assert desk.history.redo_title("en") == "Redo: erasing"


def test_several_keys_at_once_are_typing_like_one() -> None:
    desk = Desk()
    desk.type("ab")
    desk.key(2, "cd")
    desk.type("e")
    assert desk.history.undo_title("en") == "Undo: typing"
    assert desk.undo() == ""


def test_a_paste_is_a_step_and_a_syllable_is_not() -> None:
    desk = Desk()
    desk.type("ab")
    desk.edit(Edit(2, 2, "pasted text", "paste"))
    desk.type("c")
    assert desk.undo() == "abpasted text"
    assert desk.history.undo_title("fr") == "Annuler\u00a0: collage"
    assert [desk.undo() for _ in range(2)] == ["ab", ""]
    desk = Desk()
    desk.key(0, "摆渡")
    desk.key(2, "人")
    assert desk.undo() == ""


def test_names_say_what_is_taken_back() -> None:
    desk = Desk(STORY)
    assert desk.history.undo_title("en") == "Undo"
    assert desk.history.redo_title("fr") == "Rétablir"
    desk.edit(move_slide(desk.text, "evergrande", 0))
    assert desk.history.undo_title("en") == "Undo: move Evergrande"
    assert desk.history.undo_title("fr") == "Annuler\u00a0: déplacer Evergrande"
    desk.type("#")
    assert desk.history.undo_title("fr") == "Annuler\u00a0: saisie"
    desk.undo()
    assert desk.history.redo_title("en") == "Redo: typing"
    assert desk.undo() == STORY
    assert desk.history.redo_title("fr") == "Rétablir\u00a0: déplacer Evergrande"


def test_a_visual_edit_never_joins_what_is_typed() -> None:
    desk = Desk(STORY)
    desk.type("# a")
    desk.edit(set_text(desk.text, ("event", "evergrande", "title"), "en", "E", ("fr", "en")))
    changed = desk.text
    desk.type("b")
    assert desk.undo() == changed
    assert desk.undo() == STORY + "# a"


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    desk = Desk(STORY)
    desk.edit(move_slide(desk.text, "a", 0))
    assert desk.history.done == ()


def test_a_change_after_undo_lets_go_of_what_could_be_redone() -> None:
    desk = Desk()
    desk.type("a b")
    desk.undo()
    desk.type("c")
    assert desk.redo() == "a c"
    assert desk.history.undone == ()


def test_the_saved_text_is_known_again() -> None:
    desk = Desk()
    assert desk.history.clean
    desk.type("a")
    assert not desk.history.clean
    desk.history = desk.history.mark_saved()
    desk.type("b")
    assert not desk.history.clean
    assert desk.undo() == "a"
    assert desk.history.clean
    desk.undo()
    assert not desk.history.clean
    desk.type("z")
    assert not desk.history.clean
    desk.undo()
    assert not desk.history.clean


def test_the_oldest_steps_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_STEPS", 10)
    monkeypatch.setattr(module, "MAX_CHARACTERS", 1000)
    desk = Desk()
    for number in range(30):
        desk.edit(Edit(0, 0, f"pasted {number}\n", "paste"))
    assert len(desk.history.done) == 10
    assert desk.history.saved is None
    desk.edit(Edit(0, 0, "long text " * 99, "paste"))
    assert len(desk.history.done) == 2
    assert desk.history.character_count == sum(len(step.removed) + len(step.inserted) for step in desk.history.done)
    desk.edit(Edit(0, 0, "longer text " * 200, "paste"))
    assert len(desk.history.done) == 1
    assert desk.undo().startswith("long text")


@given(st.text("abc", max_size=6), st.data())
def test_two_changes_that_touch_are_one(text: str, data: st.DataObject) -> None:
    def draw(text: str, low: int, high: int) -> Change:
        start = data.draw(st.integers(low, high))
        end = data.draw(st.integers(max(start, low), len(text)))
        return Change("", "", start, text[start:end], data.draw(st.text("xyz", max_size=4)))

    first = draw(text, 0, len(text))
    middle = first.edit().apply(text)
    second = draw(middle, 0, first.offset + len(first.inserted))
    if second.offset + len(second.removed) < first.offset:
        with pytest.raises(ValueError, match="touch"):
            merge_changes(first, second)
        return
    both = merge_changes(first, second)
    after = second.edit().apply(middle)
    assert both.edit().apply(text) == after
    assert both.inverse_edit().apply(after) == text


_ACTION = st.one_of(
    st.tuples(
        st.just("type"),
        st.integers(0, 40),
        st.sampled_from(("a", "é", " ", "\n", "🙂", "摆渡", "a paste")),
        st.floats(0, 2),
    ),
    st.tuples(st.just("erase"), st.integers(0, 40), st.integers(1, 3), st.floats(0, 2)),
    st.tuples(st.just("here"), st.just(0), st.sampled_from(("w", "o", " ", "")), st.floats(0, 2)),
    st.tuples(
        st.sampled_from(("undo", "redo", "pause", "save", "edit")), st.integers(0, 40), st.just(""), st.just(0.0)
    ),
)


@examples(200)
@given(st.text("ab \r\n", max_size=10), st.lists(_ACTION, max_size=30))
def test_taking_everything_back_gives_the_first_text_and_redoing_it_the_last(
    text: str, actions: list[tuple[str, int, str | int, float]]
) -> None:
    desk = Desk(text)
    saved, cursor = text, 0
    for kind, place, what, wait in actions:
        at = min(place, len(desk.text))
        match kind:
            case "type":
                desk.key(at, str(what), wait=wait)
                cursor = at + len(str(what))
            case "here":  # goes on where the last key was, as people do
                cursor = min(cursor, len(desk.text))
                if what:
                    desk.key(cursor, str(what), wait=wait)
                    cursor += 1
                elif cursor:
                    cursor -= 1
                    desk.key(cursor, "", 1, wait=wait)
            case "erase":
                desk.key(at, "", min(int(what), len(desk.text) - at), wait=wait)
            case "undo":
                desk.undo()
            case "redo":
                desk.redo()
            case "pause":
                desk.history = desk.history.with_closed_step()
            case "save":
                desk.history, saved = desk.history.mark_saved(), desk.text
            case _:
                desk.edit(diff(desk.text, desk.text[at:] + "|" + desk.text[:at]))
        if desk.history.clean:
            assert desk.text == saved
        assert desk.history.character_count == sum(
            len(step.removed) + len(step.inserted) for step in (*desk.history.done, *desk.history.undone)
        )
    while desk.history.undone:
        desk.redo()
    last = desk.text
    while desk.history.done:
        desk.undo()
    assert desk.text == text
    while desk.history.undone:
        desk.redo()
    assert desk.text == last
