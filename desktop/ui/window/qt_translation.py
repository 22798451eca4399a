"""Puts the menus and dialogs that Qt makes into the interface's language.

The menu of a text field (Cut, Copy, Paste), the steps of a number field, file dialogs where the system has none. Qt brings
their words in the languages it knows; in another one they are English.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_NAME: Final = "qt_words"


def translate_qt(ui_language: str) -> None:
    """Translate Qt's own words from now on."""
    app = QCoreApplication.instance()
    assert app is not None
    for old in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    translator.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{ui_language}.qm", folder):
        app.installTranslator(translator)
    else:  # English, which stands in Qt's code
        translator.deleteLater()
