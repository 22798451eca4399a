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

from desktop.i18n import Words
from desktop.render.theme import CINEMA
from desktop.session.document import Document
from desktop.story.edit.edit import difference
from desktop.story.edit.merge import Conflict, Merge
from desktop.story.storage.versions import Version
from desktop.ui.widgets.messages import WORDS as COMMON

WORDS: Final = Words(
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


_NEW: Final = ("#8fd3ba", "#16261f", "#2a4f42")
_OLD: Final = ("#f39a88", "#2c1714", "#5e2b23")
_MONO: Final = "font-family:'JetBrains Mono'; font-size:13px"
_SHEET: Final = f"""
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


def _line(text: str, color: str, ground: str = "") -> str:
    """Return a line of rich text: `text` is rich already."""
    tint = f"; background-color:{ground}" if ground else ""
    return f"<div style='white-space:pre-wrap; color:{color}{tint}'>{text or '&nbsp;'}</div>"


def lit(line: str, other: str, ground: str) -> str:
    """Return a line as rich text, with the words lit up that are not in the other one."""
    words, others = re.findall(r"\w+|\s+|.", line), re.findall(r"\w+|\s+|.", other)
    out = []
    for tag, start, end, _, _ in difflib.SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        part = escape("".join(words[start:end]))
        out.append(part if tag == "equal" else f"<span style='background-color:{ground}'>{part}</span>" if part else "")
    return "".join(out)


def difference_html(old: str, new: str, around: int = 2) -> str:
    """Return what changes from one text to another, line by line, as rich text."""
    before, after = old.splitlines(), new.splitlines()
    out: list[str] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(around):
        if out:
            out.append(_line("⋯", CINEMA.muted))
        for tag, a, b, c, d in group:
            if tag == "equal":
                out += [_line("&nbsp; " + escape(line), CINEMA.muted) for line in before[a:b]]
                continue
            pairs = dict(zip(range(a, b), after[c:d], strict=False)), dict(zip(range(c, d), before[a:b], strict=False))
            out += [_line("− " + lit(before[i], pairs[0].get(i, ""), _OLD[2]), *_OLD[:2]) for i in range(a, b)]
            out += [_line("+ " + lit(after[i], pairs[1].get(i, ""), _NEW[2]), *_NEW[:2]) for i in range(c, d)]
    return f'<div style="{_MONO}">{"".join(out)}</div>'


def side_html(text: str, other: str, base: str) -> str:
    """Return one side of a conflict as rich text: lit up what is in neither the other nor what both came from."""
    known, mine, theirs = set(base.splitlines()), text.splitlines(), other.splitlines()
    out: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        for number in range(a, b):
            line, beside = mine[number], theirs[c + number - a] if c + number - a < d else ""
            if tag == "equal":
                out.append(_line(escape(line), CINEMA.muted))
            else:
                out.append(
                    _line(lit(line, beside, "#5a4420"), CINEMA.muted if line in known else CINEMA.paper, "#241b14")
                )
    return f'<div style="{_MONO}">{"".join(out)}</div>'


class ConflictDialog(QDialog):
    """The tables that both sides changed, mine on the left and theirs on the right, with a choice for each."""

    def __init__(self, parent: QWidget, found: Merge, say: str) -> None:
        super().__init__(parent)
        for older in parent.findChildren(ConflictDialog):
            older.reject()  # the file has changed once more since it was shown
        self.setStyleSheet(_SHEET)
        self.setWindowTitle(WORDS("conflict_title", say))
        self.resize(1040, 680)
        self._groups: list[tuple[Conflict, QButtonGroup]] = []
        head = QLabel(WORDS("conflict_text", say))
        head.setWordWrap(True)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, conflict in enumerate(found.conflicts):
            row = 3 * number
            name = QLabel(WORDS(conflict.kind, say, id=conflict.id))
            name.setObjectName("heading")
            grid.addWidget(name, row, 0, 1, 2)
            group = QButtonGroup(self)
            texts = conflict.mine, conflict.theirs
            for column, side in enumerate(("mine", "theirs")):
                button = QRadioButton(WORDS(side, say))
                group.addButton(button, column)
                grid.addWidget(button, row + 1, column)
                text, other = texts[column], texts[1 - column]
                shown = QTextBrowser()
                shown.setMinimumHeight(170)
                if text is None:
                    shown.setPlainText(WORDS("gone", say))
                else:
                    shown.setHtml(side_html(text, other or "", conflict.base or ""))
                button.toggled.connect(lambda on, shown=shown: _mark(shown, on))
                button.setChecked(side == "mine")
                grid.addWidget(shown, row + 2, column)
            self._groups.append((conflict, group))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        use, later = QPushButton(WORDS("apply", say)), QPushButton(WORDS("later", say))
        use.setObjectName("primary")
        use.clicked.connect(self.accept)
        later.clicked.connect(self.reject)
        self.use = use
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(later)
        buttons.addWidget(use)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(26, 22, 26, 18)
        column_.setSpacing(14)
        column_.addWidget(head)
        column_.addWidget(area, 1)
        column_.addLayout(buttons)

    def choose(self, number: int, side: str) -> None:
        """Choose a side for a conflict."""
        button = self._groups[number][1].button(0 if side == "mine" else 1)
        button.setChecked(True)

    def choices(self) -> dict[tuple[str | int, ...], str]:
        """Return what was chosen, by the path of each table."""
        return {conflict.path: "theirs" if group.checkedId() == 1 else "mine" for conflict, group in self._groups}


def _mark(shown: QTextBrowser, chosen: bool) -> None:
    """Frame the side that is chosen."""
    shown.setProperty("chosen", chosen)
    shown.style().unpolish(shown)
    shown.style().polish(shown)


class VersionsDialog(QDialog):
    """The versions saved last, each with what restoring it would change."""

    def __init__(self, parent: QWidget, document: Document, say: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._say = document, say
        self.setStyleSheet(_SHEET)
        self.setWindowTitle(WORDS("versions_title", say))
        self.resize(1040, 640)
        self.versions: Sequence[Version] = document.versions.list(document.path) if document.path else ()
        self.list = QListWidget()
        self.list.setFixedWidth(240)
        for version in self.versions:
            when = version.when.astimezone()
            day = _day(QDate(when.year, when.month, when.day), say)
            self.list.addItem(QListWidgetItem(f"{day}   {when:%H:%M:%S}"))
        self.page = QTextBrowser()
        self.restore = QPushButton(WORDS("restore", say))
        self.restore.setObjectName("primary")
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._restore)
        close = QPushButton(COMMON("close", say))
        close.clicked.connect(self.reject)
        self.list.currentRowChanged.connect(self._show)
        head = QLabel(WORDS("versions_text", say))
        head.setWordWrap(True)
        head.setVisible(bool(self.versions))
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.list)
        middle.addWidget(self.page, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
        column.addWidget(head)
        column.addLayout(middle, 1)
        column.addLayout(buttons)
        if self.versions:
            self.list.setCurrentRow(0)
        else:
            self.page.setPlainText(WORDS("versions_none", say))

    def _text(self) -> str | None:
        row = self.list.currentRow()
        return self._document.versions.read(self.versions[row]) if 0 <= row < len(self.versions) else None

    def _show(self, _row: int) -> None:
        text, now = self._text(), self._document.text
        other = text is not None and text != now
        self.restore.setEnabled(other)
        if text is not None and other:
            self.page.setHtml(difference_html(now, text))
        else:
            self.page.setPlainText(WORDS("same", self._say))

    def _restore(self) -> None:
        """Make the text what it was: a step that can be undone, and nothing is saved yet."""
        text = self._text()
        if text is not None:
            self._document.edit(replace(difference(self._document.text, text), name="restore"))
        self.accept()


def _day(day: QDate, say: str) -> str:
    """Return a day as people call it."""
    ago = day.daysTo(QDate.currentDate())
    if 0 <= ago <= 1:
        return WORDS("yesterday" if ago else "today", say)
    return QLocale("fr_FR" if say == "fr" else "en_GB").toString(day, "d MMM yyyy")
