"""HTML pieces that several panels show."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextDocument


def plain_no_break_spaces(html: str) -> str:
    """Return `html` with plain no-break spaces: Qt breaks lines at narrow ones."""
    return html.replace("\u202f", "\u00a0")


def markdown_html(text: str) -> str:
    """Return Markdown as Qt’s rich text; HTML in it stays text, pictures are never loaded."""
    document = QTextDocument()
    document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    page_html = document.toHtml()
    body = page_html[page_html.index("<body") :]
    # Markdown can still ask for a picture; notes show none, so none is ever loaded.
    return re.sub(r"<img[^>]*>", "", body[body.index(">") + 1 : body.rindex("</body>")])
