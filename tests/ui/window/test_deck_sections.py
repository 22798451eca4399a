"""Sections of the deck by pointer, keys and menu: begun, named, folded, moved and removed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.session.position import Position
from desktop.story.edit.copy_slides import delete_slides
from desktop.ui.window.story_editing.deck_sections import MESSAGES
from tests.reloading import reload_file
from tests.story.edit.section_outline import deck as deck_text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def show(window, file):
    """Return what shows a story of an outline such as "x A: a b c?" in a window's deck."""

    def show_deck(words: str):
        file.write_text(deck_text(words), "utf-8")
        window.session.open(file)
        window.resize(1200, 1000)
        deck = window.workbench.deck
        deck.setFocus()
        deck.doItemsLayout()
        return deck

    return show_deck


def outline(window) -> str:
    """Return the sections and slides in the order of the deck."""
    model, words = window.workbench.deck.deck_model, []
    for row in range(model.rowCount()):
        section = model.section_at(row)
        words += [f"{section.title.get('en')}:"] if section else []
        words.append(model.id_at(row))
    return " ".join(words)


def place(deck, slide_id: str) -> QPoint:
    """Return the middle of a slide's thumbnail."""
    row = deck.deck_model.row_of(slide_id)
    rect = deck.visualRect(deck.deck_model.index(row))
    rect.setTop(rect.top() + deck.thumbnail_top(row))
    return rect.center()


def title_place(deck, title: str) -> QPoint:
    section = next(one for one in deck.deck_model.sections if one.title.get("en") == title)
    return deck.heading_rect(section).center()


def drag(deck, start: QPoint, goal: QPoint) -> None:
    QTest.mousePress(deck.viewport(), LEFT, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(deck.viewport(), start + (goal - start) * step / 5)
    assert deck.viewport().grab().toImage().width() > 0
    QTest.mouseRelease(deck.viewport(), LEFT, pos=goal)


def shown_ids(deck) -> str:
    """Return the slides whose thumbnails are shown."""
    rows = [row for row in range(deck.deck_model.rowCount()) if not deck.isRowHidden(row)]
    return " ".join(
        deck.deck_model.id_at(row)
        for row in rows
        if not (section := deck.deck_model.section_at(row)) or not deck.is_folded(section.id)
    )


def trigger(menu, key: str) -> None:
    next(action for action in menu.actions() if action.text() == MESSAGES(key, "en")).trigger()


def test_a_click_on_the_title_folds_the_section_and_goes_nowhere(window, show):
    deck = show("x A: a b B: c")
    QTest.mouseClick(deck.viewport(), LEFT, pos=title_place(deck, "A"))
    assert shown_ids(deck) == "x c"
    assert window.session.navigator.position == Position("x")
    assert not window.session.document.dirty
    QTest.mouseClick(deck.viewport(), LEFT, pos=title_place(deck, "A"))
    assert shown_ids(deck) == "x a b c"


def test_a_talk_that_reaches_a_folded_section_unfolds_it(window, show):
    deck = show("x A: a b B: c")
    deck.set_folded([one.id for one in deck.deck_model.sections], is_folded=True)
    assert shown_ids(deck) == "x"
    window.session.navigator.go(Position("b"))
    assert shown_ids(deck) == "x a b"


def test_a_fold_stays_while_the_text_changes(window, show):
    deck = show("x A: a b B: c")
    deck.set_folded(("a",), is_folded=True)
    window.workbench.editors.slides.duplicate(("c",))
    assert shown_ids(deck) == "x c c-2"


def test_a_section_is_begun_and_named_in_a_field(window, show):
    show("x y z")
    before = window.session.document.text
    editing = window.workbench.editors.deck_editing
    trigger_key = next(one for one in editing.build_context_menu("y").actions() if one.text().startswith("Begin"))
    trigger_key.trigger()
    QTest.keyClicks(editing.sections.field.line, "The market")
    QTest.keyClick(editing.sections.field.line, Qt.Key.Key_Return)
    assert outline(window) == "x The market: y z"
    assert editing.sections.field is None
    window.session.document.undo()
    assert window.session.document.text == before


def test_leaving_the_field_writes_and_escape_does_not(window, show):
    show("x A: a")
    sections = window.workbench.editors.deck_editing.sections
    sections.ask_title("a")
    QTest.keyClicks(sections.field.line, "B")
    window.workbench.editors.flush_input()
    assert outline(window) == "x B: a"
    sections.ask_title("a")
    QTest.keyClicks(sections.field.line, "C")
    QTest.keyClick(sections.field.line, Qt.Key.Key_Escape)
    assert outline(window) == "x B: a"


def test_a_title_that_is_being_typed_is_in_the_recovery_copy(window, show):
    show("x A: a")
    sections, document = window.workbench.editors.deck_editing.sections, window.session.document
    sections.ask_title("a")
    QTest.keyClicks(sections.field.line, "Typed")
    document.recovery.store()
    assert any("Typed" in copy.read_text("utf-8") for copy in document.versions_folder.rglob("unsaved-*.json"))
    assert outline(window) == "x A: a"
    QTest.keyClick(sections.field.line, Qt.Key.Key_Escape)


def test_the_title_in_the_field_is_that_of_the_text_though_it_is_broken(window, show):
    show("x A: a")
    sections, document = window.workbench.editors.deck_editing.sections, window.session.document
    document.replace_text(f"{document.text}\nbroken")
    for words in ("First", " second"):
        sections.ask_title("a")
        sections.field.line.end(False)
        QTest.keyClicks(sections.field.line, words)
        sections.commit_field()
    assert '"AFirst second"' in document.text
    document.replace_text(document.text.removesuffix("broken"))
    assert outline(window) == "x AFirst second: a"


@pytest.mark.parametrize("goes", [False, True], ids=["renamed", "removed"])
def test_a_title_typed_while_another_program_takes_its_slide_is_kept(window, show, file, goes):
    show("x A: a b")
    sections, document = window.workbench.editors.deck_editing.sections, window.session.document
    sections.ask_title("a")
    QTest.keyClicks(sections.field.line, "Typed")
    text = document.text
    changed = delete_slides(text, ("a",)).apply(text) if goes else text.replace('id = "a"', 'id = "other"')
    file.write_text(changed, "utf-8")
    reload_file(window.session)
    sections.commit_field()
    assert outline(window) == ("x Typed: b" if goes else "x Typed: other b")  # the next slide has the title then


def test_the_menu_inserts_a_section_at_the_shown_slide(window, show):
    show("x y")
    window.session.navigator.go(Position("y"))
    window.workbench.bindings.actions["insert_section"].trigger()
    sections = window.workbench.editors.deck_editing.sections
    QTest.keyClicks(sections.field.line, "B")
    sections.commit_field()
    assert outline(window) == "x B: y"


def test_the_title_of_a_section_drags_all_its_slides(window, show):
    deck = show("x A: a b B: c d e?")
    drag(deck, title_place(deck, "A"), place(deck, "d") + QPoint(0, 30))
    assert outline(window) == "x B: c d A: a b e"
    drag(deck, title_place(deck, "A"), title_place(deck, "B"))
    assert outline(window) == "x A: a b B: c d e"


def test_a_slide_is_dropped_above_or_below_the_title_of_a_section(window, show):
    deck = show("x A: a b B: c d")
    drag(deck, place(deck, "x"), title_place(deck, "B") - QPoint(0, 12))
    assert outline(window) == "A: a b x B: c d"
    drag(deck, place(deck, "x"), title_place(deck, "B") + QPoint(0, 16))
    assert outline(window) == "A: a b B: x c d"
    window.session.document.undo()
    window.session.document.undo()
    assert outline(window) == "x A: a b B: c d"


def test_a_slide_dropped_on_a_folded_section_goes_to_its_end(window, show):
    deck = show("x A: a b B: c d")
    deck.set_folded(("a",), is_folded=True)
    deck.doItemsLayout()
    drag(deck, place(deck, "d"), title_place(deck, "A") + QPoint(0, 8))
    assert outline(window) == "x A: a b d B: c"
    assert shown_ids(deck) == "x c"


def test_the_slide_that_is_shown_stays_in_sight_when_it_goes_into_a_folded_section(window, show):
    deck = show("x A: a b B: c d")
    deck.set_folded(("a", "c"), is_folded=True)
    deck.doItemsLayout()
    drag(deck, place(deck, "x"), title_place(deck, "A") + QPoint(0, 8))
    assert outline(window) == "A: a b x B: c d"
    assert shown_ids(deck) == "a b x"


@pytest.mark.parametrize(
    ("slide_id", "direction", "steps"),
    [
        ("c", -1, ["x A: a c b B: d", "x A: c a b B: d", "x c A: a b B: d", "c x A: a b B: d", "c x A: a b B: d"]),
        ("x", 1, ["A: x a b c B: d", "A: a x b c B: d", "A: a b x c B: d", "A: a b c x B: d", "A: a b c B: x d"]),
    ],
)
def test_move_up_and_down_go_through_sections_step_by_step(window, show, slide_id, direction, steps):
    show("x A: a b c B: d")
    for step in steps:
        window.workbench.editors.deck_editing.move_by_one(direction, (slide_id,))
        assert outline(window) == step


def test_a_whole_section_moves_past_another(window, show):
    show("x A: a b B: c d e?")
    editing = window.workbench.editors.deck_editing
    menu = editing.sections.build_menu(window.workbench.deck.deck_model.sections[0], editing.move_section)
    trigger(menu, "down")
    assert outline(window) == "x B: c d A: a b e"
    editing.move_by_one(-1, ("a", "b"))
    assert outline(window) == "x A: a b B: c d e"
    menu = editing.sections.build_menu(window.workbench.deck.deck_model.sections[0], editing.move_section)
    assert not next(action for action in menu.actions() if action.text() == MESSAGES("up", "en")).isEnabled()


def test_several_sections_move_past_another(window, show):
    show("A: a B: b C: c d k?")
    editing = window.workbench.editors.deck_editing
    editing.move_by_one(1, ("a", "b"))
    assert outline(window) == "C: c d A: a B: b k"
    editing.move_by_one(-1, ("a", "b"))
    assert outline(window) == "A: a B: b C: c d k"
    editing.move_by_one(1, ("c", "d"))
    assert outline(window) == "A: a B: b C: c d k"


@pytest.mark.parametrize(("slide_id", "direction"), [("b", 1), ("k", -1)])
def test_no_step_leads_from_the_talk_to_its_backups(window, show, slide_id, direction):
    show("A: a b X: k? l?")
    window.workbench.editors.deck_editing.move_by_one(direction, (slide_id,))
    assert outline(window) == "A: a b X: k l"


def test_a_folded_section_among_several_is_selected_whole(window, show):
    deck = show("x A: a b c B: d e")
    deck.set_folded(("a",), is_folded=True)
    editing = window.workbench.editors.deck_editing
    editing.select(("x", "a", "d"))
    assert editing.selected_ids == ("x", "a", "b", "c", "d")
    editing.select(("a",))
    assert editing.selected_ids == ("a",)


def test_a_fold_is_for_one_story(window, show, file, tmp_path):
    deck = show("x A: a b")
    deck.set_folded(("a",), is_folded=True)
    other = tmp_path / "other.toml"
    other.write_text(file.read_text("utf-8"), "utf-8")
    window.session.open(other)
    assert shown_ids(deck) == "x a b"


def test_a_tick_in_the_inspector_keeps_a_slide_for_questions(window, show):
    show("A: a b")
    window.session.navigator.go(Position("a"))
    page = window.workbench.inspector.pages["slide"]
    page.refresh()
    page.form.rows["backup"].editor.box.click()
    assert outline(window) == "A: b a"


def test_a_section_is_removed_alone_or_with_its_slides(window, show):
    show("x A: a b B: c d")
    editing, model = window.workbench.editors.deck_editing, window.workbench.deck.deck_model
    trigger(editing.sections.build_menu(model.sections[0], editing.move_section), "remove")
    assert outline(window) == "x a b B: c d"
    trigger(editing.sections.build_menu(model.sections[0], editing.move_section), "delete")
    assert outline(window) == "x a b"
    window.session.document.undo()
    window.session.document.undo()
    assert outline(window) == "x A: a b B: c d"


def test_a_slide_dropped_before_the_backups_stays_in_the_talk(window, show):
    deck = show("x e? y z")  # the backup stands last in the deck, but not in the text
    assert outline(window) == "x y z e"
    drag(deck, place(deck, "x"), place(deck, "z") + QPoint(0, 20))
    assert outline(window) == "y z x e"


def test_the_title_field_goes_with_the_deck(window, show, qtbot):
    show("x A: a")
    sections = window.workbench.editors.deck_editing.sections
    sections.ask_title("a")
    field = sections.field
    assert field.line.text() == "A"
    assert QApplication.focusWidget() is field.line
    field.commit()
    assert sections.field is None
    assert outline(window) == "x A: a"
