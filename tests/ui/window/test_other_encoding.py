"""A file in an older encoding is told, and read after a question."""

from __future__ import annotations

import pytest

from tests.reloading import reload_file

STORY = 'format = 1\n[story]\ntitle = "L’été à Évian"\nlanguages = ["fr"]\n[[slide]]\nid = "a"\nlayout = "title"\n'


@pytest.fixture
def old_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("old") / "content.toml"
    path.write_bytes(STORY.encode("cp1252"))
    return path


def open_story(window, qtbot, path):
    with qtbot.waitSignal(window.story_file.watching_started, timeout=30_000):
        window.story_file.open(path)


def test_it_is_offered_read_and_saved_as_utf_8(window, qtbot, old_file):
    open_story(window, qtbot, old_file)
    assert window.session.is_unreadable
    bar = window.workbench.notifications.bars["encoding"]
    assert "Windows-1252" in bar.buttons[0].text()
    bar.buttons[0].click()
    assert window.session.story.title.get("fr") == "L’été à Évian"
    assert window.session.document.dirty
    assert window.session.document.editable
    assert old_file.read_bytes() == STORY.encode("cp1252")
    assert window.story_file.save()
    assert old_file.read_bytes() == STORY.encode()
    assert not window.session.document.dirty


def test_what_another_program_wrote_meanwhile_as_utf_8_is_merged(window, qtbot, old_file):
    open_story(window, qtbot, old_file)
    window.workbench.notifications.bars["encoding"].buttons[0].click()
    old_file.write_bytes(STORY.replace("Évian", "Annecy").encode())
    reload_file(window.session)
    assert window.session.story.title.get("fr") == "L’été à Annecy"
    assert not window.session.document.dirty


def test_left_as_it_is_it_changes_nothing_and_utf_8_offers_nothing(window, qtbot, old_file, file):
    open_story(window, qtbot, old_file)
    window.workbench.notifications.bars["encoding"].buttons[1].click()
    assert window.session.is_unreadable
    assert not window.session.document.dirty
    open_story(window, qtbot, file)
    assert "encoding" not in window.workbench.notifications.bars
