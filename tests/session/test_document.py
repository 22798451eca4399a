"""The text between disk and screen: one history, merged with what others write, never lost."""

from __future__ import annotations

import os

import pytest

from desktop.session.document import Document
from desktop.session.position import Position
from desktop.story.edit.edit import set_text
from desktop.story.edit.slides import move_slide
from desktop.story.storage.save import SaveError


@pytest.fixture
def document(session, file):
    session.open(file)
    return session.document


def title(session) -> str:
    return session.story.slides[0].title.get("fr")


def retitle(text: str, words: str):
    return set_text(text, ("slide", "statement", "title"), "fr", words, ("fr", "en"))


def test_a_visual_edit_shows_at_once_and_can_be_undone_by_name(session, document, file):
    before = file.read_bytes()
    session.apply_edit(retitle(document.text, "Autrement"))
    assert session.story.slides[1].title.get("fr") == "Autrement"
    assert document.dirty
    assert file.read_bytes() == before
    assert document.history.undo_title("en").startswith("Undo: ")
    document.undo()
    assert not document.dirty
    document.redo()
    assert session.story.slides[1].title.get("fr") == "Autrement"


def test_typing_and_visual_edits_have_one_history(session, document):
    first = document.text
    session.set_typed_text(first + "# a\n")
    session.apply_edit(move_slide(document.text, "quote", 0))
    session.set_typed_text(document.text + "# b\n")
    for _ in range(3):
        document.undo()
    assert document.text == first


def test_what_is_typed_shows_when_it_is_asked_for(session, document):
    session.set_typed_text(document.text.replace('id = "statement"', 'id = "claim"'))
    assert "statement" in session.story.slide_index
    session.reparse()
    assert "claim" in session.story.slide_index


def test_saving_writes_only_what_was_changed(session, document, file):
    old = file.read_text("utf-8")
    session.apply_edit(retitle(document.text, "Autrement"))
    document.save()
    assert not document.dirty
    assert file.read_text("utf-8") == document.text != old
    assert session.reload_file() is False  # our own save is no news


def test_a_mark_and_line_ends_are_kept(session, file):
    data = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(data)
    session.open(file)
    session.apply_edit(retitle(session.document.text, "Autrement"))
    session.document.save()
    saved = file.read_bytes()
    assert saved.startswith(b"\xef\xbb\xbf")
    assert saved.count(b"\r\n") == saved.count(b"\n")


def test_what_others_change_elsewhere_is_merged_and_shown(session, document, file):
    session.apply_edit(retitle(document.text, "Autrement"))
    file.write_bytes(file.read_bytes().replace(b'id = "quote"', b'id = "words"'))
    session.reload_file()
    assert session.story.slides[1].title.get("fr") == "Autrement"
    assert "words" in session.story.slide_index
    assert document.dirty
    document.save()
    assert b'id = "words"' in file.read_bytes()
    assert "Autrement" in file.read_text("utf-8")


def test_what_both_changed_is_asked_and_nothing_is_overwritten(session, document, file):
    session.apply_edit(retitle(document.text, "Moi"))
    theirs = retitle(file.read_text("utf-8"), "Eux").apply(file.read_text("utf-8"))
    file.write_text(theirs, "utf-8")
    asked = []
    document.conflicted.connect(lambda: asked.append(True))
    document.save()
    assert asked
    assert file.read_text("utf-8") == theirs
    assert document.conflict is not None
    place = document.conflict.conflicts[0].path
    document.resolve_conflict({place: "theirs"})
    assert session.story.slides[1].title.get("fr") == "Eux"
    document.undo()
    assert session.story.slides[1].title.get("fr") == "Moi"
    document.save()
    assert "Moi" in file.read_text("utf-8")


def test_what_another_program_wrote_and_cannot_be_read_is_not_overwritten(session, document, file):
    session.apply_edit(retitle(document.text, "Autrement"))
    file.write_bytes(b"\xff\xfe\x00bad")
    session.reload_file()
    with pytest.raises(SaveError) as caught:
        document.save()
    assert caught.value.code == "changed"
    assert file.read_bytes() == b"\xff\xfe\x00bad"
    assert document.dirty
    assert "Autrement" in document.text


def test_a_file_that_cannot_be_written_says_so_and_the_text_stays(session, document, file):
    session.apply_edit(retitle(document.text, "Autrement"))
    os.rename(file.parent, file.parent.with_name("gone"))
    with pytest.raises(SaveError) as caught:
        document.save()
    assert caught.value.message("fr")
    assert document.dirty
    assert "Autrement" in document.text


def test_unsaved_text_is_kept_and_offered(session, document, file, tmp_path, qtbot):
    mine = Document(tmp_path / "data")
    mine.open(file, file.read_bytes())
    mine.apply_edit(retitle(mine.text, "Perdu ?"))
    qtbot.waitUntil(lambda: mine.versions.read_unsaved(file) is not None, timeout=3000)
    after = Document(tmp_path / "data")
    after.open(file, file.read_bytes())
    assert "Perdu ?" in (after.unsaved_text() or "")
    after.delete_unsaved()
    assert after.unsaved_text() is None


def test_once_the_text_is_saved_nothing_is_left_to_recover(document, file, qtbot):
    document.apply_edit(retitle(document.text, "Gardé"))
    qtbot.waitUntil(lambda: document.versions.read_unsaved(file) is not None, timeout=3000)
    document.save()
    assert document.versions.read_unsaved(file) is None


def test_saved_versions_are_kept(session, document, file):
    for words in ("Un", "Deux"):
        session.apply_edit(retitle(document.text, words))
        document.save()
    kept = [document.versions.read_version(version) or "" for version in document.versions.list_versions(file)]
    assert "Deux" in kept[0]
    assert "Un" in kept[1]


def test_broken_text_keeps_the_last_good_story_and_the_place(session, document):
    session.navigator.go(Position("quote"))
    session.set_typed_text(document.text + "\n[[[")
    session.reparse()
    assert session.is_unreadable
    assert session.navigator.position == Position("quote")
    assert len(session.story.slides) > 5


def test_a_file_that_is_not_text_is_never_written(session, file):
    file.write_bytes(b"\xff\xfe\x00bad")
    session.open(file)
    assert not session.document.editable
    session.document.save()
    assert file.read_bytes() == b"\xff\xfe\x00bad"


def test_a_picture_that_is_changed_on_disk_shows_as_changed(window, file, qtbot):
    from PySide6.QtGui import QColor, QImage

    picture = file.parent / "shot.png"

    def paint(color: str) -> None:
        image = QImage(64, 64, QImage.Format.Format_RGB32)
        image.fill(QColor(color))
        image.save(str(picture))

    paint("#ff0000")
    window.session.apply_edit(
        set_text(window.session.document.text, ("slide", "image", "alt"), "fr", "Essai", ("fr", "en"))
    )
    text = window.session.document.text.replace('image = "bridge.svg"', 'image = "shot.png"')
    window.session.set_typed_text(text)
    window.session.reparse()
    window.session.document.save()
    window.session.navigator.go_to_slide("image")
    qtbot.wait(100)
    before = window.slide_view.grab().toImage()
    paint("#00ff00")
    qtbot.waitUntil(lambda: window.slide_view.grab().toImage() != before, timeout=3000)
