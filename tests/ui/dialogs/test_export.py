"""The export dialog shows what comes out, and exports in a process that cannot hurt the window."""

from __future__ import annotations

import io
import json
import sys

import pypdf
import pytest
from PySide6.QtGui import QDesktopServices

from desktop import paths
from desktop.output.export_worker import ExportRequest, run_worker
from desktop.output.writers import WRITERS
from desktop.render.frame import Frame
from desktop.ui.dialogs import export_preview
from desktop.ui.dialogs.export import ExportDialog


@pytest.fixture
def dialog(qtbot, window):
    made = ExportDialog(window, window.session, window.settings)
    qtbot.addWidget(made)
    return made


def test_the_dialog_writes_and_opens_what_it_wrote(qtbot, dialog, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog.slides_field.setText("1-2")
    dialog.show()
    with qtbot.waitSignal(dialog.process.written, timeout=60_000):
        dialog.export("pdf", tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert "out.pdf" in dialog.message_label.text()
    dialog.open_button.click()
    dialog.folder_button.click()
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "out.pdf"), str(tmp_path)]


def test_what_a_written_file_leaves_out_is_said(dialog):
    dialog._on_written(["story.csv"], ["log.csv has 3 events; the first 2 of them are written"])
    first, second = dialog.message_label.text().splitlines()
    assert "story.csv" in first
    assert "the first 2" in second


def test_what_cannot_be_written_is_said(qtbot, dialog, tmp_path):
    dialog.slides_field.setText("99")
    with qtbot.waitSignal(dialog.process.failed, timeout=60_000):
        dialog.export("png", tmp_path / "pictures")
    assert "99" in dialog.message_label.text()
    assert dialog.export_button.isEnabled()
    assert not dialog.open_button.isVisibleTo(dialog)


def test_a_stopped_export_leaves_the_old_file(qtbot, dialog, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    old = folder / "out.pdf"
    old.write_bytes(b"old")
    with qtbot.waitSignal(dialog.process.failed, timeout=60_000) as failed:
        dialog.export("pdf", old)
        dialog.reject()
    assert "stopped" in failed.args[0]
    assert old.read_bytes() == b"old"
    assert list(folder.iterdir()) == [old]


@pytest.mark.parametrize(
    ("program", "said"),
    [([sys.executable, "-c", "import os; os._exit(3)"], "ended"), (["/no/such/program"], "started")],
)
def test_a_program_that_dies_or_is_not_there_is_told(
    qtbot, dialog, tmp_path, monkeypatch, logged_errors, program, said
):
    monkeypatch.setattr(paths, "own_program", lambda: (program, tmp_path))
    with qtbot.waitSignal(dialog.process.failed, timeout=60_000):
        dialog.export("pdf", tmp_path / "out.pdf")
    assert said in dialog.message_label.text()
    logged_errors.clear()
    assert not (tmp_path / "out.pdf").exists()


def test_only_the_options_of_the_format_are_shown(dialog):
    for key, writer in WRITERS.items():
        dialog.format_box.setCurrentIndex(dialog.format_box.findData(key))
        for name in ("slides", "steps", "text", "url", "window", "start", "end", "seconds"):
            assert dialog._form.isRowVisible(dialog._fields[name]) == (name in writer.options), (key, name)
        pixels = "size" in writer.options and key != "poster"
        assert dialog._form.isRowVisible(dialog.size_box) == pixels
        assert dialog._form.isRowVisible(dialog.poster_field) == (key == "poster")


@pytest.mark.parametrize(("paper", "sides"), [("", (2384, 1684)), ("300x200mm", (850, 567))])
def test_a_poster_is_on_the_paper_that_is_written_there(qtbot, dialog, tmp_path, paper, sides):
    dialog.poster_field.setText(paper)
    with qtbot.waitSignal(dialog.process.written, timeout=60_000):
        dialog.export("poster", tmp_path / "poster.pdf")
    (page,) = pypdf.PdfReader(tmp_path / "poster.pdf").pages
    assert (page.mediabox.width, page.mediabox.height) == pytest.approx(sides, abs=2)


def test_a_handout_is_not_offered_in_the_place_of_the_slides(dialog):
    offered = []
    for key in ("pdf", "handout-2"):
        dialog.format_box.setCurrentIndex(dialog.format_box.findData(key))
        offered.append(dialog.default_path.name)
    assert offered[1] == offered[0].replace(".pdf", "-handout-2.pdf")


def test_the_preview_shows_the_files_of_events(qtbot, dialog, monkeypatch):
    shown = []
    monkeypatch.setattr(
        export_preview, "layout", lambda *_, aggregated, **__: shown.append(aggregated) or Frame(16, 9, None)
    )
    files = {"a": object()}
    monkeypatch.setattr(dialog._session.event_files, "by_track", files)
    dialog.show()
    dialog._show_preview()
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert shown[0] is files
    dialog.hide()


def test_the_preview_counts_pages_and_shows_text(qtbot, dialog):
    dialog.show()
    dialog.slides_field.setText("2-3")
    qtbot.waitUntil(lambda: "2" in dialog.preview.caption.text(), timeout=30_000)
    qtbot.waitUntil(lambda: not dialog.preview._picture.pixmap().isNull(), timeout=30_000)
    dialog.slides_field.setText("nobody")
    qtbot.waitUntil(lambda: "nobody" in dialog.preview.caption.text(), timeout=30_000)
    dialog.format_box.setCurrentIndex(dialog.format_box.findData("poster"))
    qtbot.waitUntil(lambda: dialog.preview.caption.text() == "", timeout=30_000)
    dialog.format_box.setCurrentIndex(dialog.format_box.findData("csv"))
    qtbot.waitUntil(lambda: "," in dialog.preview._text.text(), timeout=30_000)


def test_the_worker_tells_each_page_and_waits(window, tmp_path):
    request = ExportRequest(
        window.session.story, "markdown", str(tmp_path / "story.md"), "en", {"language": window.session.language}
    )
    answers = io.StringIO()
    assert run_worker(io.BytesIO(request.as_bytes() + b"go\n" * 100), answers) == 0
    last = json.loads(answers.getvalue().splitlines()[-1])
    assert last == {"written": [str(tmp_path / "story.md")], "notes": []}


def test_a_worker_without_its_window_does_nothing(tmp_path):
    answers = io.StringIO()
    assert run_worker(io.BytesIO(b""), answers) == 2
    assert answers.getvalue() == ""
