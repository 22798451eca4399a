"""The inspector, as somebody uses it who does not know TOML: each control is one edit of the text."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.story.edit.edit import Edit, set_value
from desktop.story.edit.fields import data_at
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.ui.dialogs.conflict import ConflictDialog
from desktop.ui.inspector.inspector import TABS
from desktop.ui.inspector.reference_popup import ReferencePopup
from tests.reloading import reload_file

KEY = Qt.Key


@pytest.fixture
def window(whole_window):
    return whole_window


@pytest.fixture
def inspector(window):
    """Return the inspector on the slide that is asked for first."""
    made = window.workbench.inspector
    made.refresh()
    return made


@pytest.fixture
def show(window, inspector):
    """Return what shows a tab of the inspector for a slide, and returns the form."""

    def open_form(slide: str, tab: str = "slide"):
        window.session.navigator.go_to_slide(slide)
        inspector.tabs.setCurrentIndex(TABS.index(tab))
        inspector.refresh()
        return inspector.pages[tab].form if tab in inspector.pages else None

    return open_form


def editor_of(form, key):
    return form.rows[key].editor


def write(box, words, key=KEY.Key_Return) -> None:
    """Write words over those of a box, as a hand does."""
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, words) if words else QTest.keyClick(box, KEY.Key_Delete)
    QTest.keyClick(box, key)


def text_of(window) -> str:
    return window.session.document.text


def test_a_layout_is_chosen_from_a_list_and_taken_back_in_one_step(window, show):
    form, before = show("statement"), text_of(window)
    box = editor_of(form, "layout").box
    box.setFocus()
    QTest.keyClick(box, KEY.Key_Down)
    assert data_at(text_of(window), ("slide", "statement", "layout")) == "event"
    window.workbench.undoing.undo()
    assert text_of(window) == before


def test_words_are_written_in_the_shown_language_and_enter_goes_no_further(window, show):
    form = show("statement")
    write(editor_of(form, "title").box, "Un autre titre")
    title = data_at(text_of(window), ("slide", "statement", "title"))
    assert title["fr"] == "Un autre titre"
    assert title["en"] != "Un autre titre"
    assert window.session.navigator.slide.id == "statement"


def test_letters_and_arrows_in_a_form_are_no_commands(window, show):
    box = editor_of(show("statement"), "kicker").box
    write(box, "E o G t 0", KEY.Key_Left)
    assert window.session.navigator.slide.id == "statement"
    assert not window.workbench.editors.is_editor_visible


def test_escape_takes_back_what_was_typed(window, show):
    form, before = show("statement"), text_of(window)
    write(editor_of(form, "title").box, "Nothing", KEY.Key_Escape)
    assert text_of(window) == before
    assert editor_of(form, "title").box.words() == data_at(before, ("slide", "statement", "title"))["fr"]


def test_emptied_words_take_their_key_away(window, show):
    form = show("title")
    for language in ("fr", "en"):
        window.session.set_language(language)
        form.refresh()
        write(editor_of(form, "kicker").box, "")
    assert "kicker" not in data_at(text_of(window), ("slide", "title"))


def test_words_being_typed_are_written_when_another_slide_is_shown(window, show, inspector):
    box = editor_of(show("statement"), "title").box
    box.setFocus()
    QTest.keyClicks(box, "!!")
    window.session.navigator.go_to_slide("title")
    inspector.refresh()
    assert "!!" in data_at(text_of(window), ("slide", "statement", "title"))["fr"]


def test_words_being_typed_are_kept_against_a_crash(window, show):
    from desktop.session.text.recovery import PendingInput

    box = editor_of(show("statement"), "title").box
    box.setFocus()
    QTest.keyClicks(box, "!!")
    pending = PendingInput(text_of(window))
    window.session.document.input_requested.emit(pending)
    assert "!!" in data_at(pending.text, ("slide", "statement", "title"))["fr"]
    assert "!!" not in text_of(window)


def test_the_same_words_changed_elsewhere_meanwhile_are_a_conflict_with_both(window, show, file, qtbot):
    box = editor_of(show("statement"), "title").box
    box.setFocus()
    QTest.keyClicks(box, "mine")
    old = data_at(text_of(window), ("slide", "statement", "title"))["fr"]
    file.write_text(file.read_text("utf-8").replace(old, "theirs"), "utf-8")
    reload_file(window.session)
    editor_of(inspector_form(window), "title").write_pending()
    conflict = window.session.document.conflict
    assert conflict is not None
    assert "theirs" in text_of(window) or "mine" in text_of(window)
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, ConflictDialog):
            dialog.reject()


def inspector_form(window):
    return window.workbench.inspector.pages["slide"].form


def test_a_change_elsewhere_and_words_being_typed_here_are_both_kept(window, show, file):
    box = editor_of(show("statement"), "title").box
    box.setFocus()
    QTest.keyClicks(box, "mine")
    file.write_text(file.read_text("utf-8").replace("Premiers piliers", "Pieux"), "utf-8")
    reload_file(window.session)
    window.session.document.flush_input()
    assert "Pieux" in text_of(window)
    assert data_at(text_of(window), ("slide", "statement", "title"))["fr"].startswith("mine")


def test_a_date_says_what_it_means_while_it_is_typed_and_offers_a_right_one(window, show):
    form = show("event", "event")
    event_id = window.session.navigator.slide.event
    row = form.rows["date"]
    assert row.message_label.text()
    row.editor.box.setFocus()
    row.editor.box.selectAll()
    QTest.keyClicks(row.editor.box, "25 May 1961")
    assert row.message_label.property("wrong") is True
    QApplication.processEvents()  # the button has its place below the field
    QTest.mouseClick(row.editor.take_button, Qt.MouseButton.LeftButton)
    assert data_at(text_of(window), ("event", event_id, "date")) == "1961-05-25"
    assert "1961" in row.message_label.text()
    assert row.message_label.property("wrong") is False


def test_what_is_no_number_is_refused_and_a_comma_is_a_point(window, show):
    row = show("statement").rows["minutes"]
    write(row.editor.box, "1,5")
    assert data_at(text_of(window), ("slide", "statement", "minutes")) == 1.5
    write(row.editor.box, "soon")
    assert data_at(text_of(window), ("slide", "statement", "minutes")) == 1.5
    assert "soon" in row.message_label.text()


def test_sources_are_ticked_and_keep_their_order(window, show):
    editor = editor_of(show("statement"), "sources")
    window.session.document.apply_edit(set_value(text_of(window), ("slide", "statement", "sources"), ["register"]))
    window.workbench.inspector.refresh()
    editor.open_popup()
    popup = window.findChild(ReferencePopup)
    QTest.keyClicks(popup.search_field, "gazette")
    QTest.keyClick(popup.search_field, KEY.Key_Return)
    popup.close()
    window.workbench.inspector.refresh()
    assert data_at(text_of(window), ("slide", "statement", "sources")) == ["register", "gazette"]
    editor.list.setCurrentRow(1)
    QTest.keyClick(editor.list, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert data_at(text_of(window), ("slide", "statement", "sources")) == ["gazette", "register"]
    window.workbench.inspector.refresh()
    editor.list.setCurrentRow(0)
    QTest.keyClick(editor.list, KEY.Key_Delete)
    assert data_at(text_of(window), ("slide", "statement", "sources")) == ["register"]


def test_an_event_is_chosen_by_its_title(window, show):
    editor = editor_of(show("statement"), "event")
    editor.button.showPopup()
    popup = window.findChild(ReferencePopup)
    QTest.keyClicks(popup.search_field, "foire")
    QTest.keyClick(popup.search_field, KEY.Key_Return)
    assert data_at(text_of(window), ("slide", "statement", "event")) == "fair"
    assert window.findChild(ReferencePopup) is None or not window.findChild(ReferencePopup).isVisible()


def test_a_colour_is_a_swatch_and_none_takes_it_away(window, show):
    editor = editor_of(show("statement"), "color")
    QTest.mouseClick(editor.swatches["jade"], Qt.MouseButton.LeftButton)
    assert data_at(text_of(window), ("slide", "statement", "color")) == "jade"
    QTest.mouseClick(editor.swatches[""], Qt.MouseButton.LeftButton)
    assert data_at(text_of(window), ("slide", "statement", "color")) is None


def test_a_picture_is_copied_into_the_story_and_its_focus_is_clicked(
    window, show, tmp_path_factory, stories, inspector
):
    foreign = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(stories / "bridge.svg", foreign / "view.svg")
    form = show("statement")
    assert form.rows["focus"].isHidden()
    editor_of(form, "image").import_file(str(foreign / "view.svg"))
    inspector.refresh()
    form = inspector.pages["slide"].form
    assert data_at(text_of(window), ("slide", "statement", "image")) == "assets/view.svg"
    assert not form.rows["focus"].isHidden()
    preview = editor_of(form, "focus").preview
    rect = preview.picture_rect()
    middle = QPoint(round(rect.width() / 4), round(rect.height() / 2))
    QTest.mouseClick(preview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert data_at(text_of(window), ("slide", "statement", "focus")) in ("25% 50%", "25% 51%", "25% 49%")


def test_steps_are_chosen_put_in_order_and_taken_away(window, show, inspector):
    editor = editor_of(show("number"), "steps")
    path = ("slide", "number", "steps")
    editor.box.setFocus()
    QTest.keyClick(editor.box, KEY.Key_Home)
    assert data_at(text_of(window), path) is None
    QTest.keyClick(editor.box, KEY.Key_End)
    inspector.refresh()
    order = data_at(text_of(window), path)
    assert isinstance(order, list)
    assert len(order) > 1
    editor.list.setCurrentRow(1)
    QTest.keyClick(editor.list, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert data_at(text_of(window), path) == [order[1], order[0], *order[2:]]


def test_parts_are_added_written_moved_and_removed(window, show, inspector):
    editor = editor_of(show("dispute"), "claim")
    path = ("slide", "dispute", "claim")
    before = text_of(window)
    count = len(data_at(before, path) or [])
    QTest.mouseClick(editor.add_button, Qt.MouseButton.LeftButton)
    inspector.refresh()
    assert len(data_at(text_of(window), path)) == count + 1
    box = editor.boxes[-1]
    box.head.setChecked(True)
    write(editor_of(box.form, "says").box, "1890")
    assert data_at(text_of(window), (*path, count, "says")) in ("1890", {"fr": "1890"}, {"fr": "1890", "en": "…"})
    if count:
        QTest.mouseClick(box.handles["earlier"], Qt.MouseButton.LeftButton)
        inspector.refresh()
        assert "1890" in str(data_at(text_of(window), (*path, count - 1, "says")))
    QTest.mouseClick(editor.boxes[max(0, count - 1)].handles["remove"], Qt.MouseButton.LeftButton)
    assert len(data_at(text_of(window), path) or []) == count


def test_the_points_of_a_chart_are_a_table(window, show, inspector):
    form = show("chart")
    chart = editor_of(form, "chart")
    chart.boxes[0].head.setChecked(True)
    points = editor_of(chart.boxes[0].form, "points")
    path = ("slide", "chart", "chart", "points")
    old = data_at(text_of(window), path)
    assert old
    last = points.table.rowCount() - 1
    points.table.item(last, 0).setText("1999")
    inspector.refresh()
    points.table.item(last, 1).setText("2,5")
    assert data_at(text_of(window), path) == [*old, {"at": 1999, "value": 2.5}]
    inspector.refresh()
    points.table.item(last, 1).setText("much")
    assert data_at(text_of(window), path) == [*old, {"at": 1999, "value": 2.5}]
    points.table.setCurrentCell(last, 0)
    QTest.keyClick(points.table, KEY.Key_Delete)
    assert data_at(text_of(window), path) == old


def test_every_key_of_a_slide_an_event_and_the_story_has_a_row_and_new_ones_come_by_themselves(window, show):
    for table, slide in (("event", "event"), ("story", "event")):
        form = show(slide, table)
        assert set(form.rows) == {field.key for field in TABLES_BY_NAME[table].fields}
    seen = set()
    for slide in window.session.story.slides:
        seen |= set(show(slide.id).rows)
    assert seen == {field.key for field in TABLES_BY_NAME["slide"].fields} - {"notes"}


def test_a_source_is_added_renamed_everywhere_and_who_cites_it_is_told(window, show, inspector):
    show("title", "sources")
    inspector.sources_page.show_page(1)
    table_list = inspector.table_lists[1]
    assert table_list.boxes["gazette"].count_label.text().isdecimal()
    box = table_list.boxes["gazette"]
    box.head.setChecked(True)
    assert box.uses.count() > 0
    box.id_field.setFocus()
    box.id_field.selectAll()
    QTest.keyClicks(box.id_field, "journal")
    QTest.keyClick(box.id_field, KEY.Key_Return)
    assert "gazette]" not in text_of(window)
    assert '"gazette"' not in text_of(window)
    assert window.session.story.source_by_id["journal"].publisher.get("fr") == "La Gazette"
    assert not [problem for problem in window.session.problems if problem.code == "ref.unknown"]
    assert table_list.boxes["journal"] is box
    QTest.mouseClick(table_list.add_button, Qt.MouseButton.LeftButton)
    new = next(one for one in window.session.story.sources if one.id not in ("journal", "register"))
    assert not table_list.boxes[new.id].count_label.text().isdecimal()


def test_an_era_is_added_with_dates_and_nothing_is_said_of_its_use(window, show, inspector):
    show("title", "story")
    table_list = inspector.table_lists[3]
    QTest.mouseClick(table_list.add_button, Qt.MouseButton.LeftButton)
    (era,) = window.session.story.eras
    assert set(table_list.boxes) == {era.id}
    assert table_list.boxes[era.id].count_label.text() == ""
    assert set(table_list.boxes[era.id].form.rows) == {"title", "date", "color", "track"}


def test_a_bookmark_is_added_shown_renamed_and_removed(window, show, inspector):
    show("title", "story")
    before = window.session.document.text
    table_list = inspector.table_lists[4]
    QTest.mouseClick(table_list.add_button, Qt.MouseButton.LeftButton)
    (bookmark,) = window.session.story.bookmarks
    box = table_list.boxes[bookmark.id]
    assert set(box.form.rows) == {"title", "window", "as_of"}
    shown = []
    window.session.bookmark_requested.connect(shown.append)
    QTest.mouseClick(box.view_button, Qt.MouseButton.LeftButton)
    assert [one.id for one in shown] == [bookmark.id]
    box.id_field.setText("harbour")
    box.id_field.editingFinished.emit()
    assert [one.id for one in window.session.story.bookmarks] == ["harbour"]
    QTest.mouseClick(box.remove_button, Qt.MouseButton.LeftButton)
    assert not window.session.story.bookmarks
    assert window.session.document.text == before


def test_a_renamed_slide_stays_in_view_with_all_that_is_open(window, show):
    form = show("statement")
    write(editor_of(form, "id").box, "one-sentence")
    assert window.session.navigator.slide.id == "one-sentence"


def test_undoing_all_gives_the_bytes_as_they_were_opened(window, show, inspector, file):
    before = file.read_bytes()
    form = show("statement")
    write(editor_of(form, "title").box, "A")
    write(editor_of(form, "minutes").box, "3")
    QTest.mouseClick(editor_of(form, "color").swatches["gold"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(editor_of(show("dispute"), "claim").add_button, Qt.MouseButton.LeftButton)
    write(editor_of(show("event", "event"), "date").box, "1889")
    while window.session.document.history.done:
        window.session.document.undo()
    assert text_of(window).encode() == before


def test_a_broken_text_is_said_and_the_form_comes_back(window, show, inspector):
    show("statement")
    good = text_of(window)
    document = window.session.document
    document.apply_edit(Edit(0, len(good), good.replace('id = "statement"', 'id = "statement')))
    inspector.refresh()
    document.undo()
    inspector.refresh()
    assert inspector.pages["slide"].form.isVisible()


def test_the_slide_keeps_half_of_the_window_and_the_action_hides_the_inspector(window, qtbot):
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.width() == 1280, timeout=30_000)
    geometry = window.slide_view.slide_geometry()
    frame = window.slide_view.frame()
    assert geometry[1] * frame.width >= 640
    action = window.workbench.bindings.actions["side"]
    action.trigger()
    assert not window.workbench.inspector.isVisible()
    action.trigger()
    assert window.workbench.inspector.isVisible()
