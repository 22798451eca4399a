"""A new story: where, of which kind, in which language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Words
from desktop.story.storage.new import KINDS, NewError, help_text, new, title
from desktop.ui.widgets.combo_box import Choice
from desktop.ui.widgets.messages import WORDS as COMMON

WORDS: Final = Words(
    {
        "title": ("New story", "Nouveau récit"),
        "folder": ("Folder", "Dossier"),
        "kind": ("To begin with", "Pour commencer"),
        "language": ("Language", "Langue"),
        "browse": ("Choose…", "Choisir…"),
        "make": ("Make it", "Créer"),
        "hint": ("a folder that is new or empty", "un dossier nouveau ou vide"),
    }
)


class NewDialog(QDialog):
    """Asks for a folder, a kind and a language; `path` is the story that was made."""

    def __init__(self, parent: QWidget, say: str, folder: Path) -> None:
        super().__init__(parent)
        self._say = say
        self.path: Path | None = None
        self.setWindowTitle(WORDS("title", say))
        self.setMinimumWidth(600)
        self.folder = QLineEdit(str(folder))
        self.folder.setPlaceholderText(WORDS("hint", say))
        browse = QPushButton(WORDS("browse", say))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self.kind = Choice()
        for kind in KINDS:
            self.kind.addItem(title(kind, say), kind)
        self.about = QLabel()
        self.about.setObjectName("muted")
        self.about.setWordWrap(True)
        self.language = Choice()
        self.language.addItem("English", "en")
        self.language.addItem("Français", "fr")
        self.language.setCurrentIndex(1 if say == "fr" else 0)
        self.wrong = QLabel()
        self.wrong.setWordWrap(True)
        self.wrong.setStyleSheet("color: #f0806c")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(18)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(WORDS("folder", say), row)
        form.addRow(WORDS("kind", say), self.kind)
        form.addRow("", self.about)
        form.addRow(WORDS("language", say), self.language)
        cancel, make = QPushButton(COMMON("cancel", say)), QPushButton(WORDS("make", say))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        make.setObjectName("primary")
        make.setDefault(True)
        make.clicked.connect(self.make)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(make)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self.wrong)
        column.addLayout(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.kind.currentIndexChanged.connect(self._describe)
        self._describe()

    def _describe(self) -> None:
        self.about.setText(help_text(str(self.kind.currentData()), self._say))

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, WORDS("folder", self._say), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def make(self) -> None:
        """Make the story, or say why that is not possible here."""
        name = self.folder.text().strip()
        if not name:
            self.wrong.setText(WORDS("hint", self._say))
            return
        try:
            self.path = new(Path(name), str(self.kind.currentData()), str(self.language.currentData()))
        except NewError as error:
            self.wrong.setText(error.message(self._say))
            return
        self.accept()
