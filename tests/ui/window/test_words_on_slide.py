"""Words written on the slide: every sign stays, each language is by itself, and what another program does is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.story.edit.edit import Edit, set_value
from desktop.story.edit.texts import string_at
from desktop.ui.dialogs.conflict import ConflictDialog
from tests.reloading import reload_file

KEY = Qt.Key
TITLE = ("slide", "statement", "title")


@pytest.fixture
def write(window):
    """Return what opens the field over a text of a slide and returns it."""

    def open_field(slide: str, *tail: str | int):
        window.session.navigator.go_to_slide(slide)
        zones = window.slide_view.frame().zones
        zone = next(one for one in zones if one.kind == "text" and one.path[2 : 2 + len(tail)] == tail)
        assert window.workbench.editors.slide_editing.edit_text_at(zone)
        return window.workbench.editors.slide_editing.field

    return open_field


def put(window, key_path, value) -> None:
    window.session.document.apply_edit(set_value(window.session.document.text, key_path, value))


def save_elsewhere(window, file, *changes) -> None:
    """Save the story as another program does, with words replaced."""
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    reload_file(window.session)


@pytest.mark.parametrize(
    "sign", ["\u00a0", "\u202f", "\u2028", "\u2029", "\ufdd0", "\ufdd1", "\r", "\t", "🙂", "e\u0301"]
)
def test_every_sign_stays_as_it_was_typed(window, write, sign):
    words = f"4,8{sign}Md$"
    put(window, (*TITLE, "fr"), words)
    before = window.session.document.text
    QTest.keyClick(write("statement", "title"), KEY.Key_Return)
    assert window.session.document.text == before
    field = write("statement", "title")
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClicks(field, "!")
    QTest.keyClick(field, KEY.Key_Return)
    assert string_at(window.session.document.text, (*TITLE, "fr")) == words + "!"


def test_a_field_opened_anew_over_the_same_words_begins_with_what_was_just_written(window, write):
    for words in (" un", " deux", " trois"):
        field = write("statement", "title")
        field.moveCursor(field.textCursor().MoveOperation.End)
        QTest.keyClicks(field, words)
    QTest.keyClick(field, KEY.Key_Return)
    assert (string_at(window.session.document.text, (*TITLE, "fr")) or "").endswith(" un deux trois")


def test_a_line_break_is_written_as_one(window, write):
    field = write("statement", "text")
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClick(field, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "b")
    assert field.words().endswith("\nb")
    QTest.keyClick(field, KEY.Key_Escape)


def test_writing_in_a_missing_language_adds_it_and_leaves_the_other(window, write):
    put(window, TITLE, {"fr": "Seulement en français"})
    window.session.set_language("en")
    field = write("statement", "title")
    assert field.words() == "Seulement en français"  # it stands in
    QTest.keyClicks(field, "In English now")
    QTest.keyClick(field, KEY.Key_Return)
    text = window.session.document.text
    assert string_at(text, (*TITLE, "fr")) == "Seulement en français"
    assert string_at(text, (*TITLE, "en")) == "In English now"


@pytest.mark.parametrize("door", ["menu", "button", "session"])
def test_another_language_settles_the_field_first(window, write, door):
    put(window, TITLE, "Pour tous")
    QTest.keyClicks(write("statement", "title"), "Nouveau")
    menu = {
        "menu": window.workbench.menus.story_language_menu,
        "button": window.workbench.language_button.menu(),
    }.get(door)
    if menu is not None:
        next(action for action in menu.actions() if action.text() == "EN").trigger()
    else:
        window.session.next_language()
    assert window.session.language == "en"
    assert window.workbench.editors.slide_editing.field is None
    assert string_at(window.session.document.text, (*TITLE, "fr")) == "Nouveau"
    assert string_at(window.session.document.text, (*TITLE, "en")) == "Pour tous"


# ------------------------------------------------------------------ another program saves while the field is open


def conflict_dialog(window) -> ConflictDialog | None:
    return next((one for one in window.findChildren(ConflictDialog) if one.isVisible()), None)


def french_title(window) -> str:
    return string_at(window.session.document.text, (*TITLE, "fr")) or ""


def test_the_same_words_changed_elsewhere_are_asked_about(window, write, file):
    old = french_title(window)
    QTest.keyClicks(write("statement", "title"), "Les miens")
    save_elsewhere(window, file, (old, "Les leurs"))
    QTest.keyClick(window.workbench.editors.slide_editing.field, KEY.Key_Return)
    dialog = conflict_dialog(window)
    assert dialog is not None
    assert french_title(window) == "Les miens"
    dialog.choose(0, "theirs")
    dialog.accept()
    assert french_title(window) == "Les leurs"
    window.session.document.undo()
    assert french_title(window) == "Les miens"
    window.session.document.save()
    assert "Les miens" in file.read_text("utf-8")


def test_a_line_inserted_above_is_not_written_over(window, write, file):
    text = window.session.document.text
    start = text.index('[[slide]]\nid = "list"')
    end = text.index("[[slide]]", start + 1)
    slide = '[[slide]]\nid = "list"\nlayout = "list"\ntitle = "T"\nitems = ["Pomme", "Poire"]\n\n'
    window.session.document.apply_edit(Edit(start, end, slide))
    window.session.document.save()
    QTest.keyClicks(write("list", "items", 0), "Pomme verte")
    save_elsewhere(window, file, ('"Pomme", ', '"Cerise", "Pomme", '))
    QTest.keyClick(window.workbench.editors.slide_editing.field, KEY.Key_Return)
    QTest.keyClick(window.workbench.editors.slide_editing.field, KEY.Key_Escape)  # no further line
    text = window.session.document.text
    assert [string_at(text, ("slide", "list", "items", place, "fr")) or string_at(text, ("slide", "list", "items", place))
            for place in range(3)] == ["Cerise", "Pomme verte", "Poire"]  # fmt: skip
    assert conflict_dialog(window) is None


def test_the_words_follow_a_slide_that_was_renamed(window, write, file):
    QTest.keyClicks(write("statement", "title"), "Les miens")
    save_elsewhere(window, file, ('id = "statement"', 'id = "claim"'))
    assert window.workbench.editors.slide_editing.field is None  # the slide shown is another one: it was settled
    assert string_at(window.session.document.text, ("slide", "claim", "title", "fr")) == "Les miens"


def test_the_words_of_a_deleted_slide_are_asked_about(window, write, file):
    QTest.keyClicks(write("statement", "title"), "Les miens")
    text = file.read_text("utf-8")
    start = text.index('[[slide]]\nid = "statement"')
    file.write_text(text[:start] + text[text.index("[[slide]]", start + 1) :], "utf-8")
    reload_file(window.session)
    dialog = conflict_dialog(window)
    assert dialog is not None
    assert french_title(window) == "Les miens"
    dialog.choose(0, "theirs")
    dialog.accept()
    assert "statement" not in window.session.story.slide_index


def test_a_change_elsewhere_in_the_story_does_not_matter(window, write, file):
    QTest.keyClicks(write("statement", "title"), "Les miens")
    save_elsewhere(window, file, ("Le maire", "La mairesse"))
    QTest.keyClick(window.workbench.editors.slide_editing.field, KEY.Key_Return)
    assert french_title(window) == "Les miens"
    assert "La mairesse" in window.session.document.text
    assert conflict_dialog(window) is None


def test_words_without_a_place_stay_in_the_field_and_go_to_the_clipboard_when_it_is_left(window, write):
    field = write("statement", "title")
    QTest.keyClicks(field, "Sans place")
    editing = window.workbench.editors.slide_editing
    place = editing._place
    place._base = ""  # as if the text it began with had no such place
    QTest.keyClick(field, KEY.Key_Return)
    assert editing.field is field
    assert "said" in window.workbench.notifications.bars
    text, _base = window.session.document._unsaved_state()
    assert text.endswith("\n# Sans place\n")  # the window may be closed now
    window.session.navigator.go_to_slide("quote")
    assert editing.field is None
    assert QGuiApplication.clipboard().text() == "Sans place"
    assert "clipboard" in window.workbench.notifications.bars["said"].message_label.text()


def test_the_words_in_the_field_are_in_the_recovery_copy(window, write):
    from desktop.story.storage.unsaved import UnsavedStore

    recovery = window.session.document.recovery
    before = window.session.document.text
    field = write("statement", "title")
    QTest.keyClicks(field, "Pas encore fini")
    recovery.store()
    store = UnsavedStore(window.settings.data_folder / "versions")
    (found,) = (store.read(one) for one in store.files(window.session.path))
    assert string_at(found.text, (*TITLE, "fr")) == "Pas encore fini"
    assert window.session.document.text == before  # the slide and the history know nothing of it
    QTest.keyClick(field, KEY.Key_Escape)
    recovery.store()
    assert store.files(window.session.path) == ()


def test_words_let_go_by_escape_come_back_by_redo(window, write):
    before = window.session.document.text
    QTest.keyClicks(write("statement", "title"), "A long paragraph")
    QTest.keyClick(window.workbench.editors.slide_editing.field, KEY.Key_Escape)
    assert window.session.document.text == before
    window.workbench.bindings.actions["redo"].trigger()
    assert string_at(window.session.document.text, (*TITLE, "fr")) == "A long paragraph"


def test_escape_asks_nothing_where_another_program_changed_the_words(window, write, file):
    QTest.keyClicks(write("statement", "title"), "Mine")
    save_elsewhere(window, file, ('title = { fr = "', 'title = { fr = "Theirs '))
    theirs = window.session.document.text
    QTest.keyClick(window.workbench.editors.slide_editing.field, KEY.Key_Escape)
    assert window.session.document.text == theirs
    assert window.session.document.conflict is None


def test_the_field_breaks_lines_as_the_slide_does(window, write):
    words = "Un titre assez long pour occuper plusieurs lignes de la diapositive et pas une seule"
    put(window, (*TITLE, "fr"), words)
    field = write("statement", "title")
    zone = next(one for one in window.slide_view.frame().zones if one.path[2:3] == ("title",))
    runs = window.workbench.editors.slide_editing._text_runs_in(zone)
    assert field.document().size().height() == len({run.y for run in runs}) > 1
    QTest.keyClick(field, KEY.Key_Escape)


def test_the_field_stays_on_its_text_when_the_window_is_resized(window, write):
    field = write("statement", "title")
    before = field.geometry()
    window.resize(window.width() - 200, window.height())
    zone = window.workbench.editors.slide_editing._zone
    corner, scale = window.slide_view.slide_geometry()
    assert field.geometry() != before
    assert abs(field.x() - (corner.x() + zone.x * scale)) < 12
    QTest.keyClick(field, KEY.Key_Escape)
