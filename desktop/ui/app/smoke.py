"""Smoke test of a built application."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QTimer

from desktop import paths


def run_smoke_test() -> int:
    """Build every window, render each format, print `ready`; return 0."""
    from desktop.output import png
    from desktop.output.pdf.write import write_pdf
    from desktop.render.font_files import load_fonts
    from desktop.ui.app.app import build_window
    from desktop.ui.dialogs import help_pages
    from desktop.ui.widgets import style

    app = style.application()
    if load_fonts():
        print("passeur: the fonts cannot be read", file=sys.stderr)
        return 1
    window = build_window(app)
    window.session.open(paths.shipped_story())
    if window.session.is_unreadable or not window.session.story.slides:
        print("passeur: the shipped story cannot be read", file=sys.stderr)
        return 1
    window.build_workbench().create_timeline()
    window.show()
    window.talks.present(from_current_slide=True)
    presenter = window.talks.presenter
    assert presenter is not None
    presenter.toggle_console()
    for action_id in ("timeline", "next", "laser", "goto", "leave", "overview", "leave", "leave"):
        presenter.commands.run(action_id)
        app.processEvents()
    presenter.end_talk()
    for dialog in (
        help_pages.show_shortcut_list(window, window.settings),
        help_pages.show_help(window, window.settings),
    ):
        app.processEvents()
        dialog.close()
    with tempfile.TemporaryDirectory() as folder:
        story = window.session.story
        files = (
            *png.write_png(story, Path(folder) / "one.png", slides="1"),
            *write_pdf(story, Path(folder) / "one.pdf", slides="1"),
        )
        if any(file.stat().st_size < 1000 for file in files):
            print("passeur: an export came out empty", file=sys.stderr)
            return 1
    QTimer.singleShot(0, window.close)
    app.processEvents()
    print("ready")
    return 0
