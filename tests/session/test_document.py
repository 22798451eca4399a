"""The text between disk and screen: one history, merged with what others write, never lost."""

from __future__ import annotations

import os

import pytest

from desktop.session.position import Position
from desktop.story.edit.edit import set_text
from desktop.story.edit.slides import move_slides
from desktop.story.storage.save import SaveError
from tests.reloading import reload_file, unsaved_text


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
    session.document.apply_edit(retitle(document.text, "Autrement"))
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
    session.document.apply_edit(move_slides(document.text, ("quote",), 0))
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
    session.document.apply_edit(retitle(document.text, "Autrement"))
    document.save()
    assert not document.dirty
    assert file.read_text("utf-8") == document.text != old
    assert reload_file(session) is False  # our own save is no news


def test_a_mark_and_line_ends_are_kept(session, file):
    data = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(data)
    session.open(file)
    session.document.apply_edit(retitle(session.document.text, "Autrement"))
    session.document.save()
    saved = file.read_bytes()
    assert saved.startswith(b"\xef\xbb\xbf")
    assert saved.count(b"\r\n") == saved.count(b"\n")


def test_what_others_change_elsewhere_is_merged_and_shown(session, document, file):
    session.document.apply_edit(retitle(document.text, "Autrement"))
    file.write_bytes(file.read_bytes().replace(b'id = "quote"', b'id = "words"'))
    reload_file(session)
    assert session.story.slides[1].title.get("fr") == "Autrement"
    assert "words" in session.story.slide_index
    assert document.dirty
    document.save()
    assert b'id = "words"' in file.read_bytes()
    assert "Autrement" in file.read_text("utf-8")


def test_what_both_changed_is_asked_and_nothing_is_overwritten(session, document, file):
    session.document.apply_edit(retitle(document.text, "Moi"))
    theirs = retitle(file.read_text("utf-8"), "Eux").apply(file.read_text("utf-8"))
    file.write_text(theirs, "utf-8")
    asked = []
    document.conflict_changed.connect(lambda: asked.append(True))
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
    session.document.apply_edit(retitle(document.text, "Autrement"))
    file.write_bytes(b"\xff\xfe\x00bad")
    reload_file(session)
    with pytest.raises(SaveError) as caught:
        document.save()
    assert caught.value.code == "changed"
    assert file.read_bytes() == b"\xff\xfe\x00bad"
    assert document.dirty
    assert "Autrement" in document.text


def test_a_file_that_cannot_be_written_says_so_and_the_text_stays(session, document, file):
    session.document.apply_edit(retitle(document.text, "Autrement"))
    os.rename(file.parent, file.parent.with_name("gone"))
    with pytest.raises(SaveError) as caught:
        document.save()
    assert caught.value.message("fr")
    assert document.dirty
    assert "Autrement" in document.text


def versions_of(document, path) -> list[str]:
    return [document.versions.read_version(version) or "" for version in document.versions.list_versions(path)]


def test_saved_versions_are_kept_and_before_them_the_text_as_it_was_opened(session, document, file):
    opened = document.text
    for words in ("Un", "Deux"):
        session.document.apply_edit(retitle(document.text, words))
        document.save()
    kept = versions_of(document, file)
    assert "Deux" in kept[0]
    assert "Un" in kept[1]
    assert kept[2:] == [opened]


def test_both_sides_of_a_conflict_are_kept_as_versions(session, document, file):
    session.document.apply_edit(retitle(document.text, "Moi"))
    theirs = retitle(file.read_text("utf-8"), "Eux").apply(file.read_text("utf-8"))
    file.write_text(theirs, "utf-8")
    reload_file(session)
    mine = document.text
    document.resolve_conflict({document.conflict.conflicts[0].path: "mine"})
    assert {mine, theirs} <= set(versions_of(document, file)), "before a save, which another program may forestall"


# ------------------------------------------------------------------ a file that is gone


@pytest.mark.parametrize("empty", [b"", b" \n\n"])
def test_a_file_that_another_program_emptied_is_written_again_not_adopted(session, document, file, empty):
    session.set_typed_text("# mine\n" + document.text)
    file.write_bytes(empty)
    reload_file(session)
    document.save()
    assert file.read_text("utf-8") == document.text
    assert document.text.startswith("# mine\n")
    assert len(session.story.slides) > 5


def test_a_text_whose_slides_another_program_deleted_is_asked_about(session, document, file):
    session.document.apply_edit(retitle(document.text, "Moi"))
    file.write_text("format = 1\n[story]\ntitle = 'T'\n", "utf-8")
    reload_file(session)
    assert [conflict.kind for conflict in document.conflict.conflicts] == ["file"]
    assert "Moi" in document.text


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda file: file.unlink(), "missing"),
        (lambda file: file.write_bytes(b""), "empty"),
        (lambda file: (file.unlink(), file.mkdir()), "folder"),
    ],
)
def test_a_file_that_is_gone_is_told_and_never_counts_as_saved(session, document, file, qtbot, spoil, problem):
    text = document.text
    spoil(file)
    reload_file(session)
    assert not document.dirty  # between the two halves of a save there is no file
    qtbot.waitUntil(lambda: document.file_state.problem == problem, timeout=30_000)
    assert document.dirty
    assert session.story.slides
    document.recovery.store()
    document.recovery.move(file)  # it crashes: the text is nowhere else
    session.open(file)
    lost = unsaved_text(document)
    assert lost.text == text
    document.recover(lost)
    assert document.text == text


def test_the_text_of_a_deleted_file_that_is_given_up_is_a_version(session, document, file, qtbot):
    text = document.text
    file.unlink()
    reload_file(session)
    qtbot.waitUntil(lambda: document.dirty, timeout=30_000)
    document.discard_changes()
    assert versions_of(document, file) == [text]
    assert not document.dirty  # it was decided: closing does not ask again


def test_a_file_that_comes_back_is_no_problem_any_more(session, document, file, qtbot):
    data = file.read_bytes()
    file.unlink()
    reload_file(session)
    qtbot.waitUntil(lambda: document.file_state.problem == "missing", timeout=30_000)
    file.write_bytes(data)
    reload_file(session)
    assert document.file_state.problem == ""
    assert not document.dirty


def test_saving_writes_a_deleted_file_again(session, document, file, qtbot):
    file.unlink()
    reload_file(session)
    qtbot.waitUntil(lambda: document.dirty, timeout=30_000)
    document.save()
    assert file.read_text("utf-8") == document.text
    assert not document.dirty


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
    window.session.document.apply_edit(
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
    qtbot.waitUntil(lambda: window.slide_view.grab().toImage() != before, timeout=30_000)


# ------------------------------------------------------------------ another program saves while something is typed


def test_a_save_elsewhere_is_merged_while_a_quotation_is_being_typed(session, document, file):
    session.set_typed_text(document.text.replace('id = "quote"', 'id = "quote"\nnote = "half', 1))
    file.write_text(retitle(file.read_text("utf-8"), "Eux").apply(file.read_text("utf-8")), "utf-8")
    reload_file(session)
    assert document.conflict is None
    assert 'note = "half' in document.text
    assert "Eux" in document.text


def test_what_cannot_be_merged_while_typing_waits_and_is_tried_by_itself(session, document, file, qtbot):
    before = document.text
    line = next(one for one in before.splitlines() if "layout" in one)
    session.set_typed_text(before.replace(line, line + '\nkicker = "half', 1))
    file.write_text(before.replace(line, line + '\ncolor = "gold"', 1), "utf-8")
    reload_file(session)
    assert document.conflict is None
    assert document.has_foreign_changes
    session.set_typed_text(document.text.replace('kicker = "half', 'kicker = "whole"'))
    qtbot.waitUntil(lambda: not document.has_foreign_changes, timeout=30_000)
    assert document.conflict is None
    assert line + '\nkicker = "whole"\ncolor = "gold"' in document.text
    document.save()
    assert file.read_text("utf-8") == document.text


def test_a_conflict_that_waits_for_a_broken_text_is_asked_about_when_it_is_saved(session, document, file):
    before = document.text
    line = next(one for one in before.splitlines() if "layout" in one)
    session.set_typed_text(before.replace(line, line + '\nkicker = "half', 1))
    file.write_text(before.replace(line, line + '\ncolor = "gold"', 1), "utf-8")
    reload_file(session)
    document.save()
    assert [conflict.kind for conflict in document.conflict.conflicts] == ["file"]
    assert "gold" in file.read_text("utf-8")


def test_a_file_written_in_pieces_is_asked_about_once_at_most(session, document, file):
    session.document.apply_edit(retitle(document.text, "Moi"))
    whole = retitle(file.read_text("utf-8"), "Eux").apply(file.read_text("utf-8"))
    asked = []
    document.conflict_changed.connect(lambda: asked.append(document.conflict is not None))
    for length in (len(whole) // 3 - 7, len(whole) // 2 + 11, len(whole) - 5):
        file.write_text(whole[:length], "utf-8")
        reload_file(session)
    assert asked == []
    file.write_text(whole, "utf-8")
    reload_file(session)
    assert asked == [True]


def test_a_broken_file_that_stands_still_is_merged(session, document, file, qtbot):
    session.document.apply_edit(retitle(document.text, "Moi"))
    file.write_text(file.read_text("utf-8") + '\n[[slide]]\nid = "half', "utf-8")
    reload_file(session)
    assert 'id = "half' not in document.text
    qtbot.waitUntil(lambda: 'id = "half' in document.text, timeout=30_000)
    assert "Moi" in document.text


def test_a_conflict_ends_when_the_other_program_takes_its_change_back(session, document, file):
    session.document.apply_edit(retitle(document.text, "Moi"))
    before = file.read_text("utf-8")
    file.write_text(retitle(before, "Eux").apply(before), "utf-8")
    reload_file(session)
    assert document.conflict is not None
    file.write_text(before, "utf-8")
    reload_file(session)
    assert document.conflict is None
    assert "Moi" in document.text
    document.save()
    assert "Moi" in file.read_text("utf-8")


def test_a_second_conflict_is_asked_about_when_the_first_is_resolved(session, document):
    base = document.text
    document.apply_edit(retitle(document.text, "Ici"))
    for words in ("Un", "Deux"):  # what two windows left that crashed, say
        document.merge_in(base, retitle(base, words).apply(base), "recover")
    assert session.story.slides[1].title.get("fr") == "Deux"
    place = document.conflict.conflicts[0].path
    assert "Ici" in document.conflict.inputs[2]
    document.resolve_conflict({place: "mine"})
    assert "Un" in document.conflict.inputs[2]
    document.resolve_conflict({place: "theirs"})
    assert document.conflict is None
    assert session.story.slides[1].title.get("fr") == "Un"
