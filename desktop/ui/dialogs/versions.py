"""Two texts side by side: what both sides changed, with a choice by slide; and the versions that were saved."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Final

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Messages
from desktop.render.theme import CINEMA
from desktop.session.document import Document
from desktop.story.edit.edit import diff
from desktop.story.edit.merge import Conflict, MergeResult
from desktop.story.storage.versions import Version
from desktop.ui.widgets.messages import MESSAGES as COMMON_MESSAGES

MESSAGES: Final = Messages(
    {
        "conflict_title": ("Changed on both sides", "Modifié des deux côtés"),
        "conflict_text": (
            "Another program saved the file while it was changed here. What only one side changed is in already; "
            "choose for the rest.",
            "Un autre programme a enregistré le fichier pendant qu’il était modifié ici. Ce qu’un seul côté a changé "
            "est déjà repris ; choisissez pour le reste.",
        ),
        "mine": ("Mine", "Ma version"),
        "theirs": ("From the disk", "Celle du disque"),
        "gone": ("(deleted)", "(supprimé)"),
        "apply": ("Use these", "Prendre celles-ci"),
        "later": ("Decide later", "Décider plus tard"),
        "slide": ("Slide “{id}”", "Diapositive « {id} »"),
        "event": ("Event “{id}”", "Événement « {id} »"),
        "source": ("Source “{id}”", "Source « {id} »"),
        "track": ("Track “{id}”", "Piste « {id} »"),
        "story": ("The story’s head", "L’en-tête du récit"),
        "top": ("The first lines", "Les premières lignes"),
        "order": ("The order of the slides", "L’ordre des diapositives"),
        "file": ("The whole file", "Le fichier entier"),
        "versions_title": ("Saved versions", "Versions enregistrées"),
        "versions_text": (
            "The last twenty, the newest first. Restoring one would take away what is red and bring back what is green; "
            "it can be undone.",
            "Les vingt dernières, la plus récente d’abord. En restaurer une enlèverait ce qui est rouge et rendrait ce qui "
            "est vert ; cela peut s’annuler.",
        ),
        "today": ("today", "aujourd’hui"),
        "yesterday": ("yesterday", "hier"),
        "versions_none": ("Nothing was saved here yet.", "Rien n’a encore été enregistré ici."),
        "restore": ("Restore this version", "Restaurer cette version"),
        "same": ("It is the text as it stands.", "C’est le texte tel qu’il est."),
    }
)  # fmt: skip


_ADDED_COLORS: Final = ("#8fd3ba", "#16261f", "#2a4f42")
_REMOVED_COLORS: Final = ("#f39a88", "#2c1714", "#5e2b23")
_MONOSPACE_CSS: Final = "font-family:'JetBrains Mono'; font-size:13px"
_STYLESHEET: Final = f"""
    QListWidget::item {{ padding: 7px 10px; border-radius: 6px; color: {CINEMA.muted}; }}
    QListWidget::item:hover {{ background: #1e1614; }}
    QListWidget::item:selected {{ background: #33231f; color: {CINEMA.paper}; }}
    QTextBrowser {{ background: {CINEMA.raised}; border: 1px solid {CINEMA.line}; border-radius: 8px; padding: 8px 10px; }}
    QTextBrowser[chosen="true"] {{ border: 1px solid {CINEMA.gold}; }}
    QRadioButton {{ font-weight: 600; spacing: 8px; padding: 3px 0; }}
    QRadioButton::indicator {{ width: 12px; height: 12px; border-radius: 8px; border: 2px solid {CINEMA.muted}; }}
    QRadioButton::indicator:checked {{ border-color: {CINEMA.gold}; background: {CINEMA.gold}; }}
    QRadioButton::indicator:focus {{ border-color: {CINEMA.paper}; }}
"""


def _line_html(rich_text: str, color: str, background: str = "") -> str:
    """Return a line of rich text: `text` is rich already."""
    background_css = f"; background-color:{background}" if background else ""
    return f"<div style='white-space:pre-wrap; color:{color}{background_css}'>{rich_text or '&nbsp;'}</div>"


def highlight_words(line: str, other_line: str, background: str) -> str:
    """Return a line as rich text, with the words lit up that are not in the other one."""
    words, other_words = re.findall(r"\w+|\s+|.", line), re.findall(r"\w+|\s+|.", other_line)
    html_parts = []
    for tag, start, end, _, _ in difflib.SequenceMatcher(None, words, other_words, autojunk=False).get_opcodes():
        part = escape("".join(words[start:end]))
        html_parts.append(
            part if tag == "equal" else f"<span style='background-color:{background}'>{part}</span>" if part else ""
        )
    return "".join(html_parts)


def diff_html(old: str, new: str, context_lines: int = 2) -> str:
    """Return what changes from one text to another, line by line, as rich text."""
    old_lines, new_lines = old.splitlines(), new.splitlines()
    html_parts: list[str] = []
    matcher = difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False)
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
                    "− " + highlight_words(old_lines[i], pairs[0].get(i, ""), _REMOVED_COLORS[2]), *_REMOVED_COLORS[:2]
                )
                for i in range(a, b)
            ]
            html_parts += [
                _line_html(
                    "+ " + highlight_words(new_lines[i], pairs[1].get(i, ""), _ADDED_COLORS[2]), *_ADDED_COLORS[:2]
                )
                for i in range(c, d)
            ]
    return f'<div style="{_MONOSPACE_CSS}">{"".join(html_parts)}</div>'


def conflict_side_html(text: str, other: str, base: str) -> str:
    """Return one side of a conflict as rich text: lit up what is in neither the other nor what both came from."""
    base_lines, lines, other_lines = set(base.splitlines()), text.splitlines(), other.splitlines()
    html_parts: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, lines, other_lines, autojunk=False).get_opcodes():
        for number in range(a, b):
            line, other_line = lines[number], other_lines[c + number - a] if c + number - a < d else ""
            if tag == "equal":
                html_parts.append(_line_html(escape(line), CINEMA.muted))
            else:
                html_parts.append(
                    _line_html(
                        highlight_words(line, other_line, "#5a4420"),
                        CINEMA.muted if line in base_lines else CINEMA.paper,
                        "#241b14",
                    )
                )
    return f'<div style="{_MONOSPACE_CSS}">{"".join(html_parts)}</div>'


class ConflictDialog(QDialog):
    """The tables that both sides changed, mine on the left and theirs on the right, with a choice for each."""

    def __init__(self, parent: QWidget, merge_result: MergeResult, ui_language: str) -> None:
        super().__init__(parent)
        for older_dialog in parent.findChildren(ConflictDialog):
            older_dialog.reject()  # the file has changed once more since it was shown
        self.setStyleSheet(_STYLESHEET)
        self.setWindowTitle(MESSAGES("conflict_title", ui_language))
        self.resize(1040, 680)
        self._conflict_buttons: list[tuple[Conflict, QButtonGroup]] = []
        explanation = QLabel(MESSAGES("conflict_text", ui_language))
        explanation.setWordWrap(True)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, conflict in enumerate(merge_result.conflicts):
            row = 3 * number
            heading = QLabel(MESSAGES(conflict.kind, ui_language, id=conflict.id))
            heading.setObjectName("heading")
            grid.addWidget(heading, row, 0, 1, 2)
            group = QButtonGroup(self)
            texts = conflict.mine, conflict.theirs
            for column, side in enumerate(("mine", "theirs")):
                button = QRadioButton(MESSAGES(side, ui_language))
                group.addButton(button, column)
                grid.addWidget(button, row + 1, column)
                text, other_text = texts[column], texts[1 - column]
                browser = QTextBrowser()
                browser.setMinimumHeight(170)
                if text is None:
                    browser.setPlainText(MESSAGES("gone", ui_language))
                else:
                    browser.setHtml(conflict_side_html(text, other_text or "", conflict.base or ""))
                button.toggled.connect(lambda on, shown=browser: _mark_chosen(shown, on))
                button.setChecked(side == "mine")
                grid.addWidget(browser, row + 2, column)
            self._conflict_buttons.append((conflict, group))
        scroll_area = QScrollArea()
        scroll_area.setWidgetResizable(True)
        scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        scroll_area.setWidget(page)
        apply_button, later_button = (
            QPushButton(MESSAGES("apply", ui_language)),
            QPushButton(MESSAGES("later", ui_language)),
        )
        apply_button.setObjectName("primary")
        apply_button.clicked.connect(self.accept)
        later_button.clicked.connect(self.reject)
        self.apply_button = apply_button
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(later_button)
        buttons.addWidget(apply_button)
        outer_column = QVBoxLayout(self)
        outer_column.setContentsMargins(26, 22, 26, 18)
        outer_column.setSpacing(14)
        outer_column.addWidget(explanation)
        outer_column.addWidget(scroll_area, 1)
        outer_column.addLayout(buttons)

    def choose(self, index: int, side: str) -> None:
        """Choose a side for a conflict."""
        button = self._conflict_buttons[index][1].button(0 if side == "mine" else 1)
        button.setChecked(True)

    def choices(self) -> dict[tuple[str | int, ...], str]:
        """Return what was chosen, by the path of each table."""
        return {
            conflict.path: "theirs" if group.checkedId() == 1 else "mine" for conflict, group in self._conflict_buttons
        }


def _mark_chosen(browser: QTextBrowser, chosen: bool) -> None:
    """Frame the side that is chosen."""
    browser.setProperty("chosen", chosen)
    browser.style().unpolish(browser)
    browser.style().polish(browser)


class VersionsDialog(QDialog):
    """The versions saved last, each with what restoring it would change."""

    def __init__(self, parent: QWidget, document: Document, ui_language: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._ui_language = document, ui_language
        self.setStyleSheet(_STYLESHEET)
        self.setWindowTitle(MESSAGES("versions_title", ui_language))
        self.resize(1040, 640)
        self.versions: Sequence[Version] = document.versions.list_versions(document.path) if document.path else ()
        self.list = QListWidget()
        self.list.setFixedWidth(240)
        for version in self.versions:
            saved_at = version.saved_at.astimezone()
            day = _format_day(QDate(saved_at.year, saved_at.month, saved_at.day), ui_language)
            self.list.addItem(QListWidgetItem(f"{day}   {saved_at:%H:%M:%S}"))
        self.diff_browser = QTextBrowser()
        self.restore_button = QPushButton(MESSAGES("restore", ui_language))
        self.restore_button.setObjectName("primary")
        self.restore_button.setEnabled(False)
        self.restore_button.clicked.connect(self._restore_selected)
        close_button = QPushButton(COMMON_MESSAGES("close", ui_language))
        close_button.clicked.connect(self.reject)
        self.list.currentRowChanged.connect(self._show_diff)
        explanation = QLabel(MESSAGES("versions_text", ui_language))
        explanation.setWordWrap(True)
        explanation.setVisible(bool(self.versions))
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.list)
        middle.addWidget(self.diff_browser, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close_button)
        buttons.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
        column.addWidget(explanation)
        column.addLayout(middle, 1)
        column.addLayout(buttons)
        if self.versions:
            self.list.setCurrentRow(0)
        else:
            self.diff_browser.setPlainText(MESSAGES("versions_none", ui_language))

    def _selected_text(self) -> str | None:
        row = self.list.currentRow()
        return self._document.versions.read_version(self.versions[row]) if 0 <= row < len(self.versions) else None

    def _show_diff(self, _row: int) -> None:
        text, current_text = self._selected_text(), self._document.text
        differs = text is not None and text != current_text
        self.restore_button.setEnabled(differs)
        if text is not None and differs:
            self.diff_browser.setHtml(diff_html(current_text, text))
        else:
            self.diff_browser.setPlainText(MESSAGES("same", self._ui_language))

    def _restore_selected(self) -> None:
        """Make the text what it was: a step that can be undone, and nothing is saved yet."""
        text = self._selected_text()
        if text is not None:
            self._document.apply_edit(replace(diff(self._document.text, text), name="restore"))
        self.accept()


def _format_day(day: QDate, ui_language: str) -> str:
    """Return a day as people call it."""
    days_ago = day.daysTo(QDate.currentDate())
    if 0 <= days_ago <= 1:
        return MESSAGES("yesterday" if days_ago else "today", ui_language)
    return QLocale("fr_FR" if ui_language == "fr" else "en_GB").toString(day, "d MMM yyyy")
