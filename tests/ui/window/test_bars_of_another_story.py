"""What a bar offers is done to the story that it is about, and to no other."""

from __future__ import annotations

import pytest

from desktop.story.edit.edit import Edit
from desktop.story.storage.unsaved import UnsavedStore
from tests.reloading import reload_file
from tests.ui.window.test_other_encoding import STORY, open_story


@pytest.fixture
def other_story(tmp_path_factory, ready_text):
    path = tmp_path_factory.mktemp("other") / "content.toml"
    path.write_text(ready_text, "utf-8")
    return path


@pytest.fixture
def left_text(window, file):
    """Return the file of a text that a program left that ended; the window offers it."""
    document, text = window.session.document, file.read_text("utf-8")
    store = UnsavedStore(document.versions_folder)
    left = store.new_file(file)
    left.parent.mkdir(parents=True, exist_ok=True)
    store.write(left, file, f"{text}# mine\n", text)
    window.workbench.notifications.offer_recovery(document)
    assert "recovery" in window.workbench.notifications.bars
    return left


def test_an_unsaved_text_is_offered_no_more_in_another_story_and_again_in_its_own(
    window, qtbot, file, other_story, left_text
):
    open_story(window, qtbot, other_story)
    assert "recovery" not in window.workbench.notifications.bars
    assert left_text.exists()
    open_story(window, qtbot, file)
    window.workbench.notifications.bars["recovery"].buttons[0].click()
    assert window.session.document.text.endswith("# mine\n")


def test_nor_is_it_in_a_copy_under_another_name(window, file, left_text):
    window.story_file.save_as(file.with_name("copy.toml"))
    assert "recovery" not in window.workbench.notifications.bars
    assert left_text.exists()


def test_undoing_a_merge_is_not_offered_in_another_story(window, qtbot, file, other_story):
    file.write_text(f"{file.read_text('utf-8')}# theirs\n", "utf-8")
    window.session.document.apply_edit(Edit(0, 0, "# mine\n"))
    reload_file(window.session)
    window.workbench.undoing.undo()
    assert "merge" in window.workbench.notifications.bars
    window.story_file.save()
    open_story(window, qtbot, other_story)
    assert "merge" not in window.workbench.notifications.bars


def test_an_encoding_is_offered_no_more_once_the_file_is_utf_8(window, qtbot, tmp_path_factory):
    path = tmp_path_factory.mktemp("old") / "content.toml"
    path.write_bytes(STORY.encode("cp1252"))
    open_story(window, qtbot, path)
    assert "encoding" in window.workbench.notifications.bars
    path.write_bytes(STORY.encode())
    reload_file(window.session)
    assert window.session.document.editable
    assert "encoding" not in window.workbench.notifications.bars
