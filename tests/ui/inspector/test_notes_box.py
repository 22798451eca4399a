"""Notes are written where they are shown: below the slide in the window, and on the console in a talk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.story.edit.copy_slides import delete_slides
from desktop.story.edit.fields import data_at
from tests.reloading import reload_file

KEY = Qt.Key


def notes_of(window, slide="statement", key="notes"):
    return data_at(window.session.document.text, ("slide", slide, key))


@pytest.fixture
def notes_box(window):
    window.session.navigator.go_to_slide("statement")
    made = window.workbench.notes_box
    made.refresh()
    return made


def test_n_begins_to_write_the_private_notes_and_leaving_writes_them(window, notes_box, qtbot):
    QTest.keyClick(window.slide_view, KEY.Key_N)
    qtbot.waitUntil(notes_box.notes.box.hasFocus, timeout=30_000)
    QTest.keyClick(notes_box.notes.box, KEY.Key_Return)
    QTest.keyClicks(notes_box.notes.box, "Et ensuite")
    before = notes_of(window)
    QTest.keyClick(notes_box.notes.box, KEY.Key_Tab)
    assert notes_of(window)["fr"] == f"{before['fr']}\nEt ensuite" if before else {"fr": "Et ensuite"}
    window.workbench.undoing.undo()
    assert notes_of(window) == before


def test_words_and_the_time_they_take_are_counted_while_writing(window, notes_box):
    notes_box.notes.box.setFocus()
    notes_box.notes.box.selectAll()
    QTest.keyClicks(notes_box.notes.box, "un deux trois")
    assert "3 words · 0:01" in notes_box.headings[0].text()
    QTest.keyClick(notes_box.notes.box, KEY.Key_Escape)


def test_another_slide_gets_its_own_notes_and_what_was_typed_stays_with_the_first(window, notes_box):
    notes_box.notes.box.setFocus()
    QTest.keyClicks(notes_box.notes.box, "of the first ")
    window.session.navigator.go_to_slide("title")
    assert "of the first" in str(notes_of(window))
    notes_box.refresh()
    assert "of the first" not in notes_box.notes.box.words()


def test_words_typed_before_the_next_slides_notes_are_shown_stay_with_the_notes_they_were_typed_into(
    window, notes_box, file
):
    others = notes_of(window, "title")
    notes_box.notes.box.setFocus()
    QTest.keyClicks(notes_box.notes.box, "first ")
    window.session.navigator.go_to_slide("title")
    assert notes_box.notes.box.words() == "first"  # its notes are shown a moment later
    QTest.keyClicks(notes_box.notes.box, "then")
    window.session.document.flush_input()
    assert notes_of(window, "title") == others
    assert notes_of(window)["fr"] == "first then"


def test_words_typed_after_another_program_removed_the_slide_are_not_written_on_its_neighbour(window, notes_box, file):
    document = window.session.document
    notes_box.notes.box.setFocus()
    QTest.keyClicks(notes_box.notes.box, "first ")
    document.save()
    file.write_text(delete_slides(document.text, ("statement",)).apply(document.text), "utf-8")
    reload_file(window.session)
    neighbour = window.session.navigator.position.slide_id
    assert neighbour != "statement"
    others = notes_of(window, neighbour)
    QTest.keyClicks(notes_box.notes.box, "then")
    document.flush_input()
    assert notes_of(window, neighbour) == others
    assert notes_of(window)["fr"] == "first then"  # mine, until somebody chooses
    assert document.conflict is not None


def test_the_small_line_is_public_and_only_where_the_layout_shows_one(window, notes_box):
    side = notes_box.small_line.parentWidget()
    assert not side.isHidden()
    box = notes_box.small_line.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "Au change du jour")
    QTest.keyClick(box, KEY.Key_Return)
    assert notes_of(window, key="note")["fr"] == "Au change du jour"
    window.session.navigator.go_to_slide("dispute")
    notes_box.refresh()
    assert side.isHidden()


def test_the_pane_is_hidden_and_shown_by_its_action(window, notes_box):
    action = window.workbench.bindings.actions["notes_pane"]
    action.trigger()
    assert notes_box.isHidden()
    assert not action.isChecked()
    window.workbench.bindings.actions["edit_notes"].trigger()
    assert not notes_box.isHidden()


@pytest.fixture
def console(window, qtbot):
    """Return the console of a talk in one window."""
    window.session.navigator.go_to_slide("statement")
    window.talks.begin(from_current_slide=True, windowed=True)
    presenter = window.talks.presenter
    if presenter.console is None or not presenter.console.isVisible():
        presenter.toggle_console()
    made = presenter.console
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=30_000)
    yield made
    window.talks.end()


def test_notes_are_written_on_the_console_and_the_clicker_leads_on(window, console):
    notes = console.console_notes
    QTest.mouseDClick(notes.pane.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(9, 9))
    box = notes.editor.box
    QTest.keyClicks(box, "b, f.")
    assert window.session.talk.blank == ""
    QTest.keyClick(box, KEY.Key_PageDown)
    assert window.session.navigator.slide.id != "statement" or window.session.navigator.position.step > 0
    assert "b, f." in str(notes_of(window))
    assert notes.currentWidget() is notes.pane


def test_escape_leaves_the_notes_of_the_console_and_not_the_talk(window, console):
    before = notes_of(window)
    console.console_notes.begin()
    QTest.keyClicks(console.console_notes.editor.box, "no")
    QTest.keyClick(console.console_notes.editor.box, KEY.Key_Escape)
    assert window.session.talk.presenting
    assert notes_of(window) == before
    assert console.console_notes.currentWidget() is console.console_notes.pane


def test_notes_typed_before_the_language_was_changed_stay_in_their_language(window, notes_box):
    window.session.navigator.go_to_slide("title")
    notes_box.refresh()
    before = notes_of(window, "title")
    notes_box.notes.box.setFocus()
    QTest.keyClicks(notes_box.notes.box, "Bien ")
    window.session.set_language("en")
    assert notes_of(window, "title") == {**before, "fr": f"Bien {before['fr']}"}
    QTest.keyClicks(notes_box.notes.box, "plus ")  # the field has not followed yet
    notes_box.write_pending()
    assert notes_of(window, "title")["en"] == before["en"]
    notes_box.refresh()
    assert notes_box.notes.box.words() == before["en"]


def test_notes_of_the_console_typed_before_another_language_stay_in_their_own(window, console):
    window.session.navigator.go_to_slide("title")
    before = notes_of(window, "title")
    console.console_notes.begin()
    QTest.keyClicks(console.console_notes.editor.box, " Bien")
    window.session.set_language("en")
    assert console.console_notes.currentWidget() is console.console_notes.pane
    assert notes_of(window, "title") == {**before, "fr": f"{before['fr']} Bien"}


@pytest.mark.parametrize("end", ["talk", "console"])
def test_notes_that_are_being_written_are_kept_when_the_console_goes(window, console, end):
    console.console_notes.begin()
    QTest.keyClicks(console.console_notes.editor.box, "Last words")
    if end == "talk":
        window.talks.audience.close()  # by the window system, or the software of a meeting
    else:
        window.talks.presenter.toggle_console()
    assert "Last words" in str(notes_of(window))


def test_they_stay_and_keep_the_keyboard_while_the_text_is_broken(window, notes_box, file, qtbot):
    box = notes_box.notes.box
    box.setFocus()
    before, text = box.words(), file.read_text("utf-8")
    file.write_text(text.replace('id = "statement"', 'id = "statement"\nkicker = "unfin'), "utf-8")
    reload_file(window.session)
    assert window.session.is_unreadable
    notes_box.refresh()
    assert (notes_box.notes.isEnabled(), box.hasFocus(), box.words()) == (True, True, before)
    file.write_text(text, "utf-8")
    reload_file(window.session)
    notes_box.refresh()
    assert box.words() == before


@pytest.mark.parametrize("blank", ["", " "])
def test_whoever_types_on_after_a_save_that_typesets_the_words_stays_in_their_place(window, notes_box, blank):
    box, document = notes_box.notes.box, window.session.document
    box.setFocus()
    QTest.keyClicks(box, f"C'est dit{blank}")
    document.save()
    notes_box.refresh()
    assert box.words() == "C’est dit"
    QTest.keyClicks(box, "X")
    document.flush_input()
    assert notes_of(window)["fr"] == f"C’est dit{blank}X"
