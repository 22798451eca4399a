"""Format text differences and sides of a conflict as HTML."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from html import escape
from typing import Final

from desktop.i18n import Messages, plural
from desktop.render.theme import CINEMA
from desktop.story.text_diff import common_ends, diff_lines
from desktop.ui.widgets import interface_colors as colors

_MONOSPACE_CSS: Final = "font-family:'JetBrains Mono'; font-size:13px"
_MAX_WORDS: Final = 1_000
"""The most words and spaces of a line that are compared one by one: the time grows with their square."""
_MAX_SHOWN_LINES: Final = 1_000
"""The most lines that are shown: the window lays out so many within a frame or two."""
MESSAGES: Final = Messages({"more_lines": plural("… and {count:n} more line", "… and {count:n} more lines")})
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


def diff_html(old: str, new: str, ui_language: str = "en", context_lines: int = 2) -> str:
    """Return the line differences between two texts as HTML.

    It shows so many lines as a window can take without waiting, and says how many it leaves out.
    """
    old_lines, new_lines = old.splitlines(), new.splitlines()
    html_parts: list[str] = []
    left_out = 0
    operations = diff_lines(old_lines, new_lines)
    for number, (tag, a, b, c, d) in enumerate(operations):
        room = max(0, _MAX_SHOWN_LINES - len(html_parts))
        if tag == "equal":
            is_first, is_last = number == 0, number == len(operations) - 1
            head_end = a if is_first else min(b, a + context_lines)
            tail_start = b if is_last else max(head_end, b - context_lines)
            if room:
                html_parts += _context_html(old_lines[a:head_end])
                if head_end < tail_start and not is_first and not is_last:
                    html_parts.append(_line_html("⋯", CINEMA.muted))
                html_parts += _context_html(old_lines[tail_start:b])
            continue
        # Where one side is longer than its half of the room, the other side can be seen too.
        old_end = a + min(b - a, max(room // 2, room - (d - c)))
        new_end = c + min(d - c, room - (old_end - a))
        left_out += b - old_end + d - new_end
        pairs = (
            dict(zip(range(a, old_end), new_lines[c:d], strict=False)),
            dict(zip(range(c, new_end), old_lines[a:b], strict=False)),
        )
        html_parts += [
            _line_html(
                "− " + highlight_words(old_lines[i], pairs[0].get(i, ""), colors.REMOVED[2]), *colors.REMOVED[:2]
            )
            for i in range(a, old_end)
        ]
        html_parts += [
            _line_html("+ " + highlight_words(new_lines[i], pairs[1].get(i, ""), colors.ADDED[2]), *colors.ADDED[:2])
            for i in range(c, new_end)
        ]
    return _page_html(html_parts, left_out, ui_language)


def conflict_side_html(text: str, other: str, base: str, ui_language: str = "en") -> str:
    """Return one side of a conflict as HTML, its changes highlighted."""
    base_lines, lines, other_lines = set(base.splitlines()), text.splitlines(), other.splitlines()
    html_parts: list[str] = []
    for tag, a, b, c, d in diff_lines(lines, other_lines):
        for number in range(a, min(b, _MAX_SHOWN_LINES)):
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
    return _page_html(html_parts, len(lines) - len(html_parts), ui_language)


def _context_html(lines: Sequence[str]) -> list[str]:
    return [_line_html("&nbsp; " + escape(line), CINEMA.muted) for line in lines]


def _page_html(html_parts: Sequence[str], left_out: int, ui_language: str) -> str:
    more = _line_html(escape(MESSAGES("more_lines", ui_language, count=left_out)), CINEMA.muted) if left_out else ""
    return f'<div style="{_MONOSPACE_CSS}">{"".join(html_parts)}{more}</div>'
