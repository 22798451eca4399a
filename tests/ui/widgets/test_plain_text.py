"""Text of stories and files in widgets: shown as it is, loading nothing."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.widgets import plain_text
from desktop.ui.widgets.plain_text import PlainLabel, clock_label, plain_message_box, plain_tooltip
from desktop.ui.widgets.sandboxed_browser import SealedBrowser, open_link


@pytest.mark.parametrize("family", ["Passeur Display", "Inter"])
def test_a_clock_stands_still_while_its_figures_change(qtbot, painter_ready, family: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = clock_label()
    label.setParent(window)
    window.setStyleSheet(f"QLabel {{ font-family: '{family}'; font-size: 46px }}")
    label.ensurePolished()
    assert len({label.fontMetrics().horizontalAdvance(text) for text in ("11:11", "00:00", "23:47")}) == 1


def test_a_label_shows_what_looks_like_html_as_it_is(qtbot, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")  # would hold for ever whoever opens it
    html = f"<img src='{tmp_path}/pipe.png'><b>bold</b>"
    label, words = PlainLabel(html), QLabel("bold")
    qtbot.addWidget(label)
    qtbot.addWidget(words)
    assert label.sizeHint().width() > words.sizeHint().width() * 3
    label.grab()


def test_a_browser_loads_nothing(qtbot, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    browser = SealedBrowser()
    qtbot.addWidget(browser)
    browser.setHtml(f"<img src='{tmp_path}/pipe.png'>words")
    browser.grab()
    assert "words" in browser.toPlainText()


def test_a_tooltip_shows_tags_as_words_and_keeps_its_lines(qtbot) -> None:
    assert plain_tooltip("a & b\nc") == "a & b\nc"
    document = QTextDocument()
    document.setHtml(plain_tooltip("<img src='/x.png'>\n1 < 2 & 3"))
    assert document.toPlainText() == "<img src='/x.png'>\n1 < 2 & 3"


def test_a_message_shows_tags_as_words(qtbot) -> None:
    box = plain_message_box(None, "<img src='/x.png'>")
    qtbot.addWidget(box)
    assert plain_text.Qt.TextFormat.PlainText == box.textFormat()


@pytest.mark.parametrize(
    ("link", "opened"),
    [("https://a.org", True), ("mailto:a@a.org", True), ("file:///etc/passwd", False), ("javascript:x", False)],
)
def test_a_click_opens_the_web_and_letters_alone(link: str, opened: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    open_link(QUrl(link))
    assert bool(urls) == opened
