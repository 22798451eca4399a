"""Windows ask for weights that are shipped: Qt smears the letters of a bolder one."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFont, QTextDocument

from desktop.output.sandboxed_document import SealedDocument
from desktop.render.font_files import FACES
from desktop.ui.timeline.cards.card_text import to_rich_text
from desktop.ui.widgets.rich_text import markdown_html
from desktop.ui.widgets.sandboxed_browser import SealedBrowser

pytestmark = pytest.mark.usefixtures("painter_ready")
SHIPPED = {face.weight for face in FACES["body"]}
MARKDOWN = "# Head\n\nA **strong** word, ***both***, *slanted*\n\n| a | b |\n|---|---|\n| **c** | d |\n\n1. **e**\n"
HTML = "<h1>Head</h1><p>A <b>bold <i>and</i></b> word</p><table><tr><th>head</th><td>cell</td></tr></table>"


def weights(document: QTextDocument) -> dict[str, int]:
    found = {}
    block = document.begin()
    while block.isValid():
        for iterator in block:
            fragment = iterator.fragment()
            found[fragment.text().strip()] = fragment.charFormat().font().weight().value
        block = block.next()
    return found


def test_bold_of_a_page_is_half_bold(qtbot):
    browser = SealedBrowser()
    qtbot.addWidget(browser)
    browser.setMarkdown(MARKDOWN)
    assert set(weights(browser.document()).values()) <= SHIPPED
    assert weights(browser.document())["strong"] == 600
    browser.setHtml(HTML)
    assert set(weights(browser.document()).values()) <= SHIPPED
    assert {weights(browser.document())[text] for text in ("Head", "bold", "and", "head")} == {600}


def test_bold_of_a_handout_and_of_notes_is_half_bold():
    document = SealedDocument()
    document.set_story_markdown(MARKDOWN)
    assert set(weights(document).values()) <= SHIPPED
    assert weights(document)["Head"] == weights(document)["strong"] == 600
    again = QTextDocument()
    again.setHtml(markdown_html(MARKDOWN))
    assert set(weights(again).values()) <= SHIPPED


def test_strong_words_of_a_card_are_half_bold_and_no_script_is_slanted_that_has_no_italic():
    card = QTextDocument()
    card.setHtml(to_rich_text("a **strong** and *slanted* 的 *人* word"))
    assert weights(card)["strong"] == 600
    assert "<i>slanted</i>" in to_rich_text("*slanted*")
    assert "<i>" not in to_rich_text("*人*")


def test_no_source_of_a_window_asks_for_bold(root):
    bold = re.compile(
        r"<b>|<th>|<h\d|<strong>|setBold\(True\)|font-weight:\s*(bold|[789]00)|Weight\.(Bold|ExtraBold|Black)"
    )
    asking = [
        f"{file.relative_to(root)}:{number}: {line.strip()}"
        for file in sorted((root / "desktop" / "ui").rglob("*.py"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if bold.search(line)
    ]
    assert asking == []
    assert QFont.Weight.Bold.value not in SHIPPED
