"""Writes HTML: every text of a story passes here, and is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Final

from desktop.output.file_signs import clean_text
from desktop.output.html_text import to_html, to_html_blocks
from desktop.output.safe_link import is_safe_link

_BESIDE: Final = ' target="_blank" rel="noopener noreferrer"'
"""The attributes of a link that opens beside the page."""
_VOID: Final = ("br", "hr", "img", "input", "link", "meta")


def words(text: str) -> str:
    """Return a text for the content of an element."""
    return escape(clean_text(text), quote=False)


def tag(name: str, /, *content: str, **attributes: str | float | bool | None) -> str:
    """Return an element; its content is HTML, its attributes are escaped.

    Attributes of None or False are left out; an underscore in a name stands for a hyphen.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        parts.append(attribute if value is True else f'{attribute}="{escape(clean_text(str(value)))}"')
    start = f"<{' '.join(parts)}>"
    return start if name in _VOID else f"{start}{''.join(content)}</{name}>"


def link(content: str, url: str) -> str:
    """Return a link, or its content alone where that is unsafe.

    It opens beside the page. Only links to the web and to mail are written.
    """
    if not is_safe_link(url):
        return content
    return tag("a", content, href=url.strip(), target="_blank", rel="noopener noreferrer")


def inline(markdown: str) -> str:
    """Return a text with inline Markdown as HTML."""
    return to_html(clean_text(markdown), _BESIDE)


def blocks(markdown: str) -> str:
    """Return a text of paragraphs and lists as HTML."""
    return to_html_blocks(clean_text(markdown), _BESIDE)


def table(header: Iterable[str], rows: Iterable[str], caption: str = "") -> str:
    """Return a table of rows that are HTML; its header is text."""
    cells = (tag("th", words(cell), scope="col") if cell else tag("td") for cell in header)
    head = tag("thead", tag("tr", *cells))
    return tag("table", tag("caption", words(caption)) if caption else "", head, tag("tbody", *rows))


def script_data(value: object) -> str:
    """Return a value as JSON that is safe in a script element.

    No text in it can end the element.
    """
    text = json.dumps(_cleaned(value), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(key)): _cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return value
