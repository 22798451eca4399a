"""Turns Markdown into HTML that can do no harm."""

from __future__ import annotations

from html import escape

from desktop.output.safe_link import is_safe_link
from desktop.story.markdown import LINE_BREAK, Span, parse_blocks, parse_line


def to_html(text: str, link_attributes: str = "") -> str:
    """Return an inline text as HTML: bold, italic, code, safe links."""
    return "".join(_span(span, link_attributes) for span in parse_line(text))


def to_html_blocks(text: str, link_attributes: str = "") -> str:
    """Return the paragraphs and lists of a text as HTML."""
    parts: list[str] = []
    open_list = ""
    for block in parse_blocks(text):
        kind = "" if not block.bullet else "ul" if block.bullet == "•" else "ol"
        if kind != open_list:
            parts += [f"</{open_list}>"] * bool(open_list) + [f"<{kind}>"] * bool(kind)
            open_list = kind
        tag = "li" if kind else "p"
        parts.append(f"<{tag}>{''.join(_span(span, link_attributes) for span in block.spans)}</{tag}>")
    parts += [f"</{open_list}>"] * bool(open_list)
    return "".join(parts)


def _span(span: Span, link_attributes: str) -> str:
    html = escape(span.text, quote=False).replace(LINE_BREAK, "<br>")
    for tag, wanted in (("code", span.code), ("em", span.emphasis), ("strong", span.strong)):
        html = f"<{tag}>{html}</{tag}>" if wanted else html
    return f'<a href="{escape(span.link)}"{link_attributes}>{html}</a>' if is_safe_link(span.link) else html
