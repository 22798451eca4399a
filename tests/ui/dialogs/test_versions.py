"""Two texts side by side: a conflict with a choice for each table, and the versions that were saved."""

from __future__ import annotations

import re
import threading
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QTextBrowser

from desktop.story.edit.edit import set_text
from desktop.story.storage.versions import VersionStore
from desktop.ui.dialogs.conflict import ConflictDialog
from desktop.ui.dialogs.text_diff_html import conflict_side_html, diff_html, highlight_words
from desktop.ui.dialogs.versions import VersionsDialog, _format_day
from tests.reloading import reload_file

LEFT = Qt.MouseButton.LeftButton


def retitle(text: str, slide: str, words: str) -> str:
    return set_text(text, ("slide", slide, "title"), "fr", words, ("fr", "en")).apply(text)


@pytest.fixture
def conflict(window, file, qtbot):
    """Return the dialog for two slides that both sides changed, and one that only the other side did."""
    mine = theirs = window.session.document.text
    for slide in ("statement", "list"):
        mine, theirs = retitle(mine, slide, f"Moi {slide}"), retitle(theirs, slide, f"Eux {slide}")
    theirs = retitle(theirs, "dispute", "Eux seuls")
    window.session.set_typed_text(mine)
    window.session.reparse()
    file.write_text(theirs, "utf-8")
    reload_file(window.session)
    found = window.findChildren(ConflictDialog)
    assert len(found) == 1
    qtbot.waitUntil(found[0].isVisible, timeout=30_000)
    return found[0]


def title(window, slide: str) -> str:
    story = window.session.story
    return story.slides[story.slide_index[slide]].title.get("fr")


def test_each_slide_that_both_changed_is_chosen_for_itself(window, conflict, file):
    before = window.session.document.text
    theirs = [one for one in conflict.findChildren(QRadioButton) if one.text() == "From the disk"]
    assert len(theirs) == 2
    QTest.mouseClick(theirs[1], LEFT, pos=theirs[1].rect().center() / 4)
    framed = [bool(one.property("chosen")) for one in conflict.findChildren(QTextBrowser)]
    assert sorted(framed) == [False, False, True, True]
    QTest.mouseClick(conflict.apply_button, LEFT)
    assert {title(window, "statement"), title(window, "list")} == {"Moi statement", "Eux list"}
    assert title(window, "dispute") == "Eux seuls"
    assert window.session.document.dirty
    assert window.workbench.bindings.actions["undo"].text() == "Undo: changes from the disk"
    window.session.document.undo()
    assert window.session.document.text == before
    window.session.document.redo()
    window.session.document.save()
    assert file.read_text("utf-8") == window.session.document.text


def test_deciding_later_overwrites_nothing_and_asks_again(window, conflict, file):
    theirs, mine = file.read_bytes(), window.session.document.text
    conflict.reject()
    window.session.set_typed_text(mine + "# written since\n")
    assert window.story_file.save() is False
    assert file.read_bytes() == theirs
    again = next(one for one in window.findChildren(ConflictDialog) if one.isVisible())
    again.choose(0, "theirs")
    again.accept()
    assert {title(window, "statement"), title(window, "list")} == {"Eux statement", "Moi list"}
    assert window.session.document.text.endswith("# written since\n")
    assert window.story_file.save() is True


def test_what_is_taken_back_after_deciding_later_leaves_nothing_to_decide(window, conflict, file):
    theirs = file.read_text("utf-8")
    conflict.reject()
    window.session.document.undo()
    assert window.story_file.save() is True
    assert file.read_text("utf-8") == window.session.document.text == theirs


def test_a_file_that_changes_once_more_is_asked_about_as_it_is_then(window, conflict, file):
    file.write_text(retitle(file.read_text("utf-8"), "statement", "Eux encore"), "utf-8")
    reload_file(window.session)
    shown = [one for one in window.findChildren(ConflictDialog) if one.isVisible()]
    assert len(shown) == 1
    assert shown[0] is not conflict
    shown[0].choose(0, "theirs")
    shown[0].choose(1, "theirs")
    shown[0].accept()
    assert title(window, "statement") == "Eux encore"


def test_the_dialog_closes_when_the_other_program_takes_its_change_back(window, conflict, file, stories, qtbot):
    document = window.session.document
    text = document.text
    file.write_bytes((stories / "layouts.toml").read_bytes())
    reload_file(window.session)
    qtbot.waitUntil(lambda: not conflict.isVisible(), timeout=30_000)
    assert document.text == text
    assert document.conflict is None


def save_titles(window, *titles: str) -> None:
    """Save the story with each of these titles of a slide."""
    for words in titles:
        window.session.set_typed_text(retitle(window.session.document.text, "statement", words))
        window.session.document.save()


def choose(dialog, row: int, qtbot) -> None:
    """Choose a version, and wait until it is shown."""
    dialog.list.setCurrentRow(row)
    qtbot.waitUntil(dialog.mark_button.isEnabled, timeout=30_000)


@pytest.fixture
def dialog(window, qtbot):
    """Return the dialog of a story that was saved three times, as it shows the newest version."""
    save_titles(window, "Un", "Deux", "Trois")
    window.workbench.bindings.actions["versions"].trigger()
    made = next(one for one in window.findChildren(VersionsDialog) if one.isVisible())
    qtbot.waitUntil(made.mark_button.isEnabled, timeout=30_000)
    return made


def test_versions_are_looked_at_and_restored(window, file, dialog, qtbot):
    assert dialog.list.count() == 4  # the text as it was opened is the oldest
    assert dialog.list.item(0).text().startswith("today")
    assert dialog.diff_browser.toPlainText() == "This is the current text."
    assert not dialog.restore_button.isEnabled()
    choose(dialog, 2, qtbot)
    assert "Trois" in dialog.diff_browser.toPlainText()
    assert "Un" in dialog.diff_browser.toPlainText()
    QTest.mouseClick(dialog.restore_button, LEFT)
    assert title(window, "statement") == "Un"
    assert "Trois" in file.read_text("utf-8")
    assert window.workbench.bindings.actions["undo"].text() == "Undo: restore an older version"
    window.session.document.undo()
    assert title(window, "statement") == "Trois"


def test_the_text_as_it_was_opened_can_be_restored(window, qtbot):
    first = window.session.document.text
    save_titles(window, "Un", "Deux")
    dialog = VersionsDialog(window, window.session.document, "fr")
    qtbot.waitUntil(lambda: dialog.list.count() == 3, timeout=30_000)
    choose(dialog, 2, qtbot)
    QTest.mouseClick(dialog.restore_button, LEFT)
    assert window.session.document.text == first


def test_changes_since_a_version_are_marked_until_they_are_not(window, dialog, qtbot):
    document = window.session.document
    choose(dialog, 3, qtbot)
    QTest.mouseClick(dialog.mark_button, LEFT)
    assert document.compared_text == document.versions.read_version(dialog.versions[3])
    assert dialog.mark_button.text() == "Mark changes since the last save"
    QTest.mouseClick(dialog.mark_button, LEFT)
    assert document.compared_text == document.text
    assert dialog.mark_button.text() == "Mark changes since then"


def test_a_version_that_cannot_be_read_is_not_called_the_current_text(dialog, qtbot):
    dialog.versions[1].file.unlink()
    dialog.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: dialog.diff_browser.toPlainText() == "This version cannot be read.", timeout=30_000)
    assert not dialog.restore_button.isEnabled()
    assert not dialog.mark_button.isEnabled()


class SlowDisk:
    """Holds each reading of the kept versions until it is let go, and counts them."""

    def __init__(self, monkeypatch) -> None:
        self.gate = threading.Event()
        self.readings = 0
        for name in ("list_versions", "read_version"):
            monkeypatch.setattr(VersionStore, name, self._slowly(getattr(VersionStore, name)))

    def _slowly(self, read):
        def read_slowly(store, asked):
            self.readings += 1
            assert self.gate.wait(20)
            return read(store, asked)

        return read_slowly


@pytest.fixture
def slow_disk(monkeypatch):
    """Return the disk that answers when it is told to."""
    made = SlowDisk(monkeypatch)
    yield made
    made.gate.set()


def test_the_list_is_read_while_the_window_lives_on(window, qtbot, slow_disk):
    slow_disk.gate.set()
    save_titles(window, "Un", "Deux")
    slow_disk.gate.clear()
    dialog = VersionsDialog(window, window.session.document, "en")
    dialog.show()
    qtbot.waitUntil(lambda: dialog.diff_browser.toPlainText() == "Reading…", timeout=30_000)
    assert dialog.list.count() == 0
    slow_disk.gate.set()
    qtbot.waitUntil(lambda: dialog.diff_browser.toPlainText() == "This is the current text.", timeout=30_000)
    assert dialog.list.count() == 3
    dialog.reject()


def test_keys_pass_over_versions_that_a_slow_disk_does_not_give(dialog, qtbot, slow_disk):
    for _ in range(3):
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.list.currentRow() == 3
    assert not dialog.restore_button.isEnabled()  # nothing that is not shown can be restored
    qtbot.waitUntil(lambda: dialog.diff_browser.toPlainText() == "Reading…", timeout=30_000)
    slow_disk.gate.set()
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=30_000)
    assert "Trois" in dialog.diff_browser.toPlainText()
    assert slow_disk.readings <= 2  # the last one asked for, and whatever was under way


def test_a_closed_dialog_reads_no_further(window, dialog, qtbot, slow_disk):
    dialog.list.setCurrentRow(1)
    dialog.list.setCurrentRow(2)
    qtbot.waitUntil(lambda: slow_disk.readings == 1, timeout=30_000)
    text, thread = window.session.document.text, dialog._worker._thread
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    slow_disk.gate.set()
    thread.join(20)
    assert not thread.is_alive()
    QCoreApplication.processEvents()
    assert slow_disk.readings == 1
    assert window.session.document.text == text


def test_a_story_never_saved_has_no_versions(window, qtbot):
    dialog = VersionsDialog(window, window.session.document, "en")
    qtbot.waitUntil(lambda: dialog.diff_browser.toPlainText() == "Nothing was saved here yet.", timeout=30_000)
    assert not dialog.restore_button.isEnabled()
    dialog.close()


def test_what_differs_in_a_line_is_lit_and_nothing_of_it_is_markup():
    assert highlight_words("a <b> c", "a <x> c", "#123456") == (
        "a &lt;<span style='background-color:#123456'>b</span>&gt; c"
    )
    page = diff_html("same\nold <i>\n", "same\nnew <i>\nmore\n")
    assert "− <span" in page
    assert "+ <span" in page
    assert "&lt;" in page
    assert "<i>" not in page
    assert conflict_side_html("k = 1\nx = 2", "k = 1\nx = 3", "k = 1\nx = 0").count("background-color:#5a4420") == 1


def test_what_differs_in_a_long_line_is_lit_between_what_both_lines_begin_and_end_with():
    line = "word " * 2000
    assert highlight_words(f"{line}old{line}", f"{line}new{line}", "#123456") == (
        f"{line}<span style='background-color:#123456'>oldword</span>{line[4:]}"
    )


def test_a_difference_of_a_whole_long_story_is_told_by_its_beginning():
    old, new = ("".join(f"{word} {number}\n" for number in range(20_000)) for word in ("old", "new"))
    page = diff_html(old, f"{new}more\n", "fr")
    assert page.count("<div") < 1100
    assert re.sub("<[^>]+>", "", page).count("− old 0") == 1
    assert re.sub("<[^>]+>", "", page).count("+ new 0") == 1
    assert "… et 39\u202f001 lignes de plus" in page
    assert "… and 39,000 more lines" not in diff_html(f"{old}a\n", f"{old}b\n")
    assert "… and 19,000 more lines" in conflict_side_html(old, new, old)


def test_lines_around_changes_are_shown_and_those_between_are_not():
    old = "".join(f"line {number}\n" for number in range(30))
    new = old.replace("line 10\n", "ten\n").replace("line 20\n", "line 20\nmore\n")
    shown = re.sub("<[^>]+>", "\n", diff_html(old, new)).split("\n")
    assert [one.replace("&nbsp; ", "") for one in shown if one.strip()] == [
        "line 8", "line 9", "− ", "line 10", "+ ", "ten", "line 11", "line 12", "⋯",
        "line 19", "line 20", "+ ", "more", "line 21", "line 22",
    ]  # fmt: skip
    assert diff_html(old, old).count("<div") == 1


def test_days_are_said_as_people_say_them():
    today = datetime.now().astimezone().date()
    assert (_format_day(today, "fr"), _format_day(today - timedelta(days=1), "en")) == ("aujourd’hui", "yesterday")
    assert _format_day(date(2015, 1, 31), "fr") == "31 janv. 2015"
    assert _format_day(date(2015, 1, 31), "en") == "31 Jan 2015"
