"""Format text differences and sides of a conflict as HTML."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from html import escape
from typing import Final

from desktop.render.theme import CINEMA
from desktop.story.text_diff import common_ends
from desktop.ui.widgets import interface_colors as colors

_MONOSPACE_CSS: Final = "font-family:'JetBrains Mono'; font-size:13px"
_MAX_WORDS: Final = 1_000
"""The most words and spaces of a line that are compared one by one: the time grows with their square."""
STYLESHEET: Final = f"""
    QListWidget::item {{ padding: 7px 10px; border-radius: 6px; color: {CINEMA.muted}; }}
    QListWidget::item:hover {{ background: {colors.MENU}; }}
    QListWidget::item:selected {{ background: {colors.SELECTED_ROW}; color: {CINEMA.paper}; }}
    QTextBrowser {{ background: {CINEMA.raised}; border: 1px solid {CINEMA.line}; border-radius: 8px; padding: 8px 10px; }}
    QTextBrowser[chosen="true"] {{ border: 1px solid {CINEMA.gold}; }}
    QRadioButton {{ font-weight: 600; spacing: 8px; padding: 3px 0; }}
    QRadioButton::indicator {{ width: 12px; height: 12px; border-radius: 8px; border: 2px solid {CINEMA.muted}; }}
    QRadioButton::indicator:checked {{ border-color: {CINEMA.gold}; background: {CINEMA.gold}; }}
    QRadioButton::indicator:focus {{ border-color: {CINEMA.paper}; }}
"""


def _line_html(rich_text: str, color: str, background: str = "") -> str:
    """Return one line as HTML; `rich_text` is HTML already."""
    background_css = f"; background-color:{background}" if background else ""
    return f"<div style='white-space:pre-wrap; color:{color}{background_css}'>{rich_text or '&nbsp;'}</div>"


def highlight_words(line: str, other_line: str, background: str) -> str:
    """Return a line as HTML with the words highlighted that `other_line` lacks."""
    words, other_words = re.findall(r"\w+|\s+|.", line), re.findall(r"\w+|\s+|.", other_line)
    html_parts = []
    for tag, start, end, _, _ in _word_changes(words, other_words):
        part = escape("".join(words[start:end]))
        html_parts.append(
            part if tag == "equal" else f"<span style='background-color:{background}'>{part}</span>" if part else ""
        )
    return "".join(html_parts)


def _word_changes(words: list[str], other_words: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if max(len(words), len(other_words)) <= _MAX_WORDS:
        return difflib.SequenceMatcher(None, words, other_words).get_opcodes()
    before, after = common_ends(words, other_words)
    end, other_end = len(words) - after, len(other_words) - after
    return [
        ("equal", 0, before, 0, before),
        ("replace", before, end, before, other_end),
        ("equal", end, len(words), other_end, len(other_words)),
    ]


def diff_html(old: str, new: str, context_lines: int = 2) -> str:
    """Return the line differences between two texts as HTML."""
    old_lines, new_lines = old.splitlines(), new.splitlines()
    html_parts: list[str] = []
    matcher = difflib.SequenceMatcher(None, old_lines, new_lines)
    for group in matcher.get_grouped_opcodes(context_lines):
        if html_parts:
            html_parts.append(_line_html("⋯", CINEMA.muted))
        for tag, a, b, c, d in group:
            if tag == "equal":
                html_parts += [_line_html("&nbsp; " + escape(line), CINEMA.muted) for line in old_lines[a:b]]
                continue
            pairs = (
                dict(zip(range(a, b), new_lines[c:d], strict=False)),
                dict(zip(range(c, d), old_lines[a:b], strict=False)),
            )
            html_parts += [
                _line_html(
                    "− " + highlight_words(old_lines[i], pairs[0].get(i, ""), colors.REMOVED[2]), *colors.REMOVED[:2]
                )
                for i in range(a, b)
            ]
            html_parts += [
                _line_html(
                    "+ " + highlight_words(new_lines[i], pairs[1].get(i, ""), colors.ADDED[2]), *colors.ADDED[:2]
                )
                for i in range(c, d)
            ]
    return f'<div style="{_MONOSPACE_CSS}">{"".join(html_parts)}</div>'


def conflict_side_html(text: str, other: str, base: str) -> str:
    """Return one side of a conflict as HTML, its changes highlighted."""
    base_lines, lines, other_lines = set(base.splitlines()), text.splitlines(), other.splitlines()
    html_parts: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, lines, other_lines).get_opcodes():
        for number in range(a, b):
            line, other_line = lines[number], other_lines[c + number - a] if c + number - a < d else ""
            if tag == "equal":
                html_parts.append(_line_html(escape(line), CINEMA.muted))
            else:
                html_parts.append(
                    _line_html(
                        highlight_words(line, other_line, colors.CHANGED_WORDS),
                        CINEMA.muted if line in base_lines else CINEMA.paper,
                        colors.CHANGED_LINE,
                    )
                )
    return f'<div style="{_MONOSPACE_CSS}">{"".join(html_parts)}</div>'
