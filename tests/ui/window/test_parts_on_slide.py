"""Writing on the slide goes on by keys: Enter begins the next part, Tab the next text, empty words go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from desktop.story.edit.edit import set_value
from desktop.story.edit.fields import data_at

KEY = Qt.Key


@pytest.fixture
def write(window):
    """Return what opens the field over a text of a slide and returns it."""

    def open_field(slide: str, *tail: str | int):
        window.session.navigator.go_to_slide(slide)
        assert window.workbench.editors.slide_editing.edit_path(("slide", slide, *tail))
        return window.workbench.editors.slide_editing.field

    return open_field


def field_of(window):
    return window.workbench.editors.slide_editing.field


def data_of(window, *path):
    return data_at(window.session.document.text, path)


def put_list(window, items) -> None:
    path = ("slide", "list", "items")
    text = window.session.document.text
    window.session.document.apply_edit(set_value(text, path, items))
    if data_at(window.session.document.text, ("slide", "list", "item")):
        from desktop.story.edit.edit import delete

        window.session.document.apply_edit(delete(window.session.document.text, ("slide", "list", "item")))


def test_enter_begins_the_next_line_and_an_empty_one_ends_the_list(window, write):
    put_list(window, ["Un", "Trois"])
    QTest.keyClick(write("list", "items", 0), KEY.Key_Return)
    QTest.keyClicks(field_of(window), "Deux")
    QTest.keyClick(field_of(window), KEY.Key_Return)
    QTest.keyClick(field_of(window), KEY.Key_Return)
    assert field_of(window) is None
    lines = [one["fr"] if isinstance(one, dict) else one for one in data_of(window, "slide", "list", "items")]
    assert lines == ["Un", "Deux", "Trois"]


def test_a_new_line_is_left_by_escape_as_if_it_had_not_been(window, write):
    put_list(window, ["Un"])
    before = window.session.document.text
    QTest.keyClick(write("list", "items", 0), KEY.Key_Return)
    QTest.keyClicks(field_of(window), "never")
    QTest.keyClick(field_of(window), KEY.Key_Escape)
    assert window.session.document.text == before


def test_emptying_a_line_takes_it_away_and_a_title_too(window, write):
    put_list(window, ["Un", "Deux"])
    QTest.keyClick(write("list", "items", 0), KEY.Key_Delete)
    QTest.keyClick(field_of(window), KEY.Key_Tab)
    assert data_of(window, "slide", "list", "items") == ["Deux"]
    QTest.keyClick(field_of(window), KEY.Key_Escape)
    for language in ("fr", "en"):
        window.session.set_language(language)
        QTest.keyClick(write("title", "kicker"), KEY.Key_Delete)
        QTest.keyClick(field_of(window), KEY.Key_Return)
    assert data_of(window, "slide", "title", "kicker") is None


def test_a_claim_that_says_nothing_goes_whole(window, write):
    window.session.navigator.go_to_slide("dispute")
    frame = window.slide_view.frame()
    path = next(
        zone.path for zone in frame.zones if zone.kind == "text" and "claim" in zone.path and "says" in zone.path
    )
    owner = path[: path.index("claim") + 1]
    count = len(data_of(window, *owner))
    for language in ("fr", "en"):
        window.session.set_language(language)
        window.workbench.editors.slide_editing.edit_path(path[:-1])
        QTest.keyClick(field_of(window), KEY.Key_Delete)
        window.workbench.editors.slide_editing.commit_field()
    assert len(data_of(window, *owner)) == count - 1
    window.workbench.undoing.undo()
    assert len(data_of(window, *owner)) == count


def test_what_must_have_words_is_not_emptied(window):
    window.session.navigator.go_to_slide("event")
    event = window.session.navigator.slide.event
    assert window.workbench.editors.slide_editing.edit_path(("event", event, "title"))
    before = window.session.document.text
    for language in ("fr", "en"):
        window.session.set_language(language)
        window.workbench.editors.slide_editing.edit_path(("event", event, "title"))
        QTest.keyClick(field_of(window), KEY.Key_Delete)
        QTest.keyClick(field_of(window), KEY.Key_Return)
        if language == "fr":
            assert data_of(window, "event", event, "title") == {"en": data_at(before, ("event", event, "title", "en"))}
    assert field_of(window) is not None
    assert data_of(window, "event", event, "title")
    QTest.keyClick(field_of(window), KEY.Key_Escape)


def test_a_double_click_on_what_is_no_text_shows_its_key_in_the_inspector(window, qtbot):
    window.session.navigator.go_to_slide("chart")
    view, inspector = window.slide_view, window.workbench.inspector
    zone = next(one for one in view.frame().zones if one.kind == "chart")
    corner, scale = view.slide_geometry()
    point = QPointF(corner.x() + (zone.x + 5) * scale, corner.y() + (zone.y + zone.height / 2) * scale).toPoint()
    inspector.hide()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    form = inspector.pages["slide"].form
    chart = form.rows["chart"].editor
    assert inspector.isVisible()
    assert chart.boxes[0].head.isChecked()
    assert not chart.boxes[0].form.rows["points"].isHidden()


def test_tab_goes_through_the_texts_and_back(window, write):
    first = write("statement", "title")
    place = window.workbench.editors.slide_editing._place.key_path
    QTest.keyClicks(first, "Neu")
    QTest.keyClick(first, KEY.Key_Tab)
    second = window.workbench.editors.slide_editing._place.key_path
    assert second != place
    QTest.keyClick(field_of(window), KEY.Key_Backtab)
    assert window.workbench.editors.slide_editing._place.key_path == place
    assert field_of(window).words() == "Neu"
    QTest.keyClick(field_of(window), KEY.Key_Escape)


def test_a_line_break_is_one_that_the_slide_shows(window, write):
    field = write("statement", "title")
    QTest.keyClicks(field, "Oben")
    QTest.keyClick(field, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "unten")
    QTest.keyClick(field, KEY.Key_Return)
    assert data_of(window, "slide", "statement", "title")["fr"] == "Oben\\\nunten"
    runs = [item for item in window.slide_view.frame().items if getattr(item, "text", "") in ("Oben", "unten")]
    assert [run.text for run in runs] == ["Oben", "unten"]
    assert runs[0].y < runs[1].y
    again = write("statement", "title")
    assert again.document().size().height() >= 2
    QTest.keyClick(again, KEY.Key_Return)
    assert data_of(window, "slide", "statement", "title")["fr"] == "Oben\\\nunten"


@pytest.mark.parametrize(
    ("key", "marked"), [(KEY.Key_B, "**mot**"), (KEY.Key_I, "*mot*"), (KEY.Key_K, "[mot](https://)")]
)
def test_control_keys_mark_the_selected_words_and_take_the_marks_off(window, write, key, marked):
    field = write("statement", "title")
    QTest.keyClicks(field, "mot")
    field.selectAll()
    QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert field.words() == marked
    QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert field.words() == "mot"
    QTest.keyClick(field, KEY.Key_Escape)


def test_quotes_and_spaces_are_set_in_the_language_unless_that_is_switched_off(window, write):
    field = write("statement", "title")
    QTest.keyClicks(field, 'Dit "oui" ?')
    QTest.keyClick(field, KEY.Key_Return)
    assert data_of(window, "slide", "statement", "title")["fr"] == "Dit «\u00a0oui\u00a0»\u202f?"
    action = window.workbench.bindings.actions["typography"]
    action.trigger()
    assert not action.isChecked()
    field = write("statement", "title")
    QTest.keyClicks(field, 'Dit "non" ?')
    QTest.keyClick(field, KEY.Key_Return)
    assert data_of(window, "slide", "statement", "title")["fr"] == 'Dit "non" ?'
