"""Two texts side by side: what both sides changed, with a choice by slide; and the versions that were saved."""

from __future__ import annotations

import difflib
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

from desktop.render.theme import CINEMA
from desktop.story.edit import difference
from desktop.story.merge import Conflict, Merge
from desktop.story.versions import Version
from desktop.ui.document import Document
from desktop.ui.words import WORDS as COMMON
from desktop.words import Words

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
        "versions_none": ("Nothing was saved here yet.", "Rien n’a encore été enregistré ici."),
        "restore": ("Restore this version", "Restaurer cette version"),
        "same": ("It is the text as it stands.", "C’est le texte tel qu’il est."),
    }
)  # fmt: skip


def difference_html(old: str, new: str, around: int = 2) -> str:
    """Return what changes from one text to another, line by line, as rich text."""
    theme = CINEMA
    out = []
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=around)
    for line in list(lines)[2:]:
        color = {"+": theme.jade, "-": theme.vermilion, "@": theme.muted}.get(line[:1], theme.muted)
        shown = "⋯" if line.startswith("@@") else line
        out.append(f"<div style='color:{color}; white-space:pre-wrap'>{escape(shown) or '&nbsp;'}</div>")
    return f"<div style='font-family:\"JetBrains Mono\"; font-size:13px'>{''.join(out)}</div>"


class ConflictDialog(QDialog):
    """The tables that both sides changed, mine on the left and theirs on the right, with a choice for each."""

    def __init__(self, parent: QWidget, found: Merge, say: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(WORDS("conflict_title", say))
        self.resize(1040, 680)
        self._groups: list[tuple[Conflict, QButtonGroup]] = []
        head = QLabel(WORDS("conflict_text", say))
        head.setWordWrap(True)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, conflict in enumerate(found.conflicts):
            row = 3 * number
            name = QLabel(WORDS(conflict.kind, say, id=conflict.id))
            name.setObjectName("heading")
            grid.addWidget(name, row, 0, 1, 2)
            group = QButtonGroup(self)
            for column, (side, text) in enumerate((("mine", conflict.mine), ("theirs", conflict.theirs))):
                button = QRadioButton(WORDS(side, say))
                button.setChecked(side == "mine")
                group.addButton(button, column)
                grid.addWidget(button, row + 1, column)
                shown = QTextBrowser()
                shown.setMinimumHeight(150)
                shown.setHtml(_marked(text if text is not None else WORDS("gone", say), conflict.base or ""))
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


def _marked(text: str, base: str) -> str:
    """Return a side's text with the lines that differ from what both came from lit up."""
    known = set(base.splitlines())
    lines = "".join(
        f"<div style='white-space:pre-wrap; color:{color}'>{escape(line) or '&nbsp;'}</div>"
        for line in text.splitlines()
        for color in [CINEMA.muted if line in known else CINEMA.paper]
    )
    return f"<div style='font-family:\"JetBrains Mono\"; font-size:13px'>{lines}</div>"


class VersionsDialog(QDialog):
    """The versions saved last, each with what restoring it would change."""

    def __init__(self, parent: QWidget, document: Document, say: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._say = document, say
        self.setWindowTitle(WORDS("versions_title", say))
        self.resize(980, 600)
        self.versions: Sequence[Version] = document.versions.list(document.path) if document.path else ()
        self.list = QListWidget()
        self.list.setFixedWidth(230)
        locale = QLocale("fr_FR" if say == "fr" else "en_GB")
        for version in self.versions:
            when = version.when.astimezone()
            day = locale.toString(QDate(when.year, when.month, when.day), QLocale.FormatType.ShortFormat)
            self.list.addItem(QListWidgetItem(f"{day}   {when:%H:%M:%S}"))
        self.page = QTextBrowser()
        self.restore = QPushButton(WORDS("restore", say))
        self.restore.setObjectName("primary")
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._restore)
        close = QPushButton(COMMON("close", say))
        close.clicked.connect(self.reject)
        self.list.currentRowChanged.connect(self._show)
        middle = QHBoxLayout()
        middle.addWidget(self.list)
        middle.addWidget(self.page, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
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
