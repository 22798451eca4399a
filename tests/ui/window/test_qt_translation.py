"""Menus that Qt makes for a field speak the interface's language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLibraryInfo, QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextBrowser

import bundle
from desktop.i18n import SOURCE_LANGUAGE, available_languages
from desktop.ui.window.qt_translation import translate_qt


@pytest.fixture
def speak(qapp):
    yield translate_qt
    translate_qt(SOURCE_LANGUAGE)


def words(menu):
    try:
        return {action.text().partition("\t")[0].replace("&", "") for action in menu.actions()} - {""}
    finally:
        menu.deleteLater()


def test_each_text_field_offers_its_menu_in_the_language_of_the_interface(qtbot, speak):
    line, paragraph = QLineEdit("a"), QPlainTextEdit("a")
    page = QTextBrowser()
    page.setHtml('<a href="b">b</a>')
    for field in (line, paragraph, page):
        qtbot.addWidget(field)
    speak("fr")
    assert {"Annuler", "Couper", "Coller", "Tout sélectionner"} <= words(line.createStandardContextMenu())
    assert {"Annuler", "Couper", "Coller", "Tout sélectionner"} <= words(paragraph.createStandardContextMenu())
    assert {"Copier", "Tout sélectionner"} <= words(page.createStandardContextMenu(QPoint(8, 8)))
    speak("de")
    assert "Einfügen" in words(line.createStandardContextMenu())
    speak("en")
    assert {"Undo", "Cut", "Paste", "Select All"} <= words(line.createStandardContextMenu())


def test_a_language_that_qt_lacks_has_english_menus(qtbot, speak):
    line = QLineEdit("a")
    qtbot.addWidget(line)
    speak("fr")
    speak("qaa")
    assert "Paste" in words(line.createStandardContextMenu())


def test_names_of_keys_are_read_alike_in_each_language(speak):
    keys = ("Ctrl+Shift+Right", "Home", "End", "Delete", "PgUp", "Space", "Shift+F12", "Escape")
    expected = [QKeySequence(key).toString() for key in keys]
    for code in available_languages():
        speak(code)
        assert [QKeySequence(key).toString() for key in keys] == expected


def test_the_packaged_application_brings_them(root):
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert set(bundle.INTERFACE_LANGUAGES) == set(available_languages())
    for code in available_languages():
        if code != SOURCE_LANGUAGE:
            assert bundle.is_bundled(f"{folder}/qtbase_{code}.qm")
