"""The start page: recent stories by title and picture, new ones, the example; and an empty story's first slide."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop import paths
from desktop.story.storage.new import TEMPLATES, free_story_folder, template_file
from desktop.ui.app.app import build_window
from desktop.ui.dialogs.new_story import NewStoryDialog
from tests.grid_keys import keys_of


@pytest.fixture
def page(window):
    """Return the start page, shown over an open story."""
    window.workbench.bindings.actions["start_page"].trigger()
    assert window.start_page.isVisible()
    return window.start_page


def test_without_a_story_it_is_the_first_thing_to_see(qtbot, qapp):
    made = build_window(qapp)
    qtbot.addWidget(made)
    made.build_workbench()
    assert not made.start_page.isHidden()
    assert made.start_page.back_button.isHidden()
    assert made.start_page.recent_grid.isHidden()
    made.resize(1280, 800)
    made.show()
    assert made.start_page.size() == made.workbench.size()
    made.close()
    made.session.close()


def test_recent_stories_come_with_title_and_picture_and_open(window, qtbot, tmp_path_factory):
    folder = tmp_path_factory.mktemp("my story")
    other = shutil.copy(template_file("course", "en"), folder / "content.toml")
    window.settings.add_recent(folder / "gone.toml")
    window.settings.add_recent(other)
    window.workbench.bindings.actions["start_page"].trigger()
    grid = window.start_page.recent_grid
    qtbot.waitUntil(lambda: grid.item(0).text() == "How long is a metre?", timeout=30_000)
    qtbot.waitUntil(lambda: str(folder / "gone.toml") not in keys_of(grid), timeout=30_000)
    qtbot.waitUntil(lambda: not grid._unpainted, timeout=30_000)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualItemRect(grid.item(0)).center())
    assert window.session.path == other
    assert not window.start_page.isVisible()


def test_a_kind_begins_a_story_of_that_kind(window, page):
    assert keys_of(page.kind_grid) == list(TEMPLATES)
    page.kind_grid.setCurrentRow(1)
    QTest.keyClick(page.kind_grid, Qt.Key.Key_Return)
    dialog = window.findChild(NewStoryDialog)
    assert dialog.template_box.currentData() == TEMPLATES[1]
    dialog.reject()


def test_a_table_of_events_begins_a_story_of_them(window, page, tmp_path, qtbot, monkeypatch):
    table = tmp_path / "shows.csv"
    table.write_text("date,title\n1895-12-28,The first show\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(table), ""))
    page.import_button.click()
    dialog = window.findChild(NewStoryDialog)
    assert not dialog.template_box.isVisible()
    assert "shows.csv" in dialog.description_label.text()
    dialog.folder_field.setText(str(tmp_path / "story"))
    dialog.create_and_accept()
    qtbot.waitUntil(lambda: window.session.path == tmp_path / "story" / "content.toml", timeout=30_000)
    assert window.session.story.tracks[0].data == "shows.csv"
    assert not window.start_page.isVisible()


def test_a_table_that_is_gone_is_told_in_the_dialog(window, page, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(tmp_path / "gone.csv"), ""))
    page.import_button.click()
    dialog = window.findChild(NewStoryDialog)
    dialog.folder_field.setText(str(tmp_path / "story"))
    dialog.create_and_accept()
    qtbot.waitUntil(lambda: "gone.csv" in dialog.error_label.text(), timeout=30_000)
    dialog.reject()


def test_the_example_opens_and_esc_goes_back(window, page):
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    window.workbench.bindings.actions["start_page"].trigger()
    QTest.mouseClick(page.example_button, Qt.MouseButton.LeftButton)
    assert window.session.path == paths.shipped_story()
    assert not page.isVisible()


def test_a_new_story_never_stumbles_over_the_last_one(tmp_path):
    folder = tmp_path / "Passeur"
    assert free_story_folder(folder) == folder
    folder.mkdir()
    (folder / "content.toml").write_text("")
    assert free_story_folder(folder) == tmp_path / "Passeur 2"


def test_an_empty_story_offers_its_first_slide(window, tmp_path, qtbot):
    empty = tmp_path / "empty.toml"
    empty.write_text('format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n', "utf-8")
    window.story_file.open(empty)
    grid = window.workbench.placeholder.grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert [slide.layout for slide in window.session.story.slides] == ["title"]
    assert window.workbench.slide_stack.currentWidget() is window.slide_view
    window.session.document.undo()
    assert window.workbench.placeholder.grid is not None


def test_a_first_window_fits_its_screen(qtbot, qapp):
    made = build_window(qapp)
    qtbot.addWidget(made)
    available = made.screen().availableGeometry()
    made.resize(available.width() + 300, available.height() + 300)
    made.restore_window_geometry()
    assert made.width() < available.width()
    assert made.height() < available.height()
    assert made.windowState() & Qt.WindowState.WindowMaximized
    made.close()
    made.session.close()
