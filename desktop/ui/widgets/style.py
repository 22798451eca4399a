"""The palette and style sheet of the windows."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop import paths
from desktop.render.theme import CINEMA, Theme
from desktop.ui.widgets import interface_colors as colors


def application() -> QApplication:
    """Return the application; create it in style "Fusion" if missing.

    The style is an argument because `QApplication.setStyle` returns it to Python, which then builds the dozen enumerations of a
    style: a twentieth of the time to the first slide.
    """
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    assert isinstance(app, QApplication)
    return app


def apply_theme(app: QApplication, theme: Theme = CINEMA) -> None:
    """Set the application's font and palette."""
    font = QFont()
    font.setFamilies(["Inter", "Passeur WenKai"])
    font.setPixelSize(14)
    app.setFont(font)
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, color in (
        (roles.Window, theme.background),
        (roles.Base, theme.raised),
        (roles.AlternateBase, theme.background),
        (roles.Button, colors.RAISED),
        (roles.WindowText, theme.paper),
        (roles.Text, theme.paper),
        (roles.ButtonText, theme.paper),
        (roles.BrightText, colors.BRIGHT),
        (roles.ToolTipBase, colors.RAISED),
        (roles.ToolTipText, theme.paper),
        (roles.PlaceholderText, theme.muted),
        (roles.Highlight, theme.vermilion),
        (roles.HighlightedText, colors.ON_ACCENT),
        (roles.Link, theme.gold),
        (roles.LinkVisited, theme.gold),
        (roles.Mid, theme.line),
        (roles.Dark, colors.SHADOW),
        (roles.Light, theme.line),
    ):
        palette.setColor(role, QColor(color))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.WindowText, QColor(colors.DISABLED))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.Text, QColor(colors.DISABLED))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.ButtonText, QColor(colors.DISABLED))
    app.setPalette(palette)


def set_stylesheet(widget: QWidget, sheet: str) -> None:
    """Set a style sheet, unless the widget has it already.

    Qt styles a widget and all below it anew, even by the same sheet: 1 to 2 ms of a key press.
    """
    if widget.styleSheet() != sheet:
        widget.setStyleSheet(sheet)


def stylesheet(theme: Theme = CINEMA) -> str:
    """Return the style sheet."""
    parts = (_window_rules, _button_rules, _part_rules, _list_rules, _field_rules)
    return "".join(rules(theme) for rules in parts)  # of two rules for one thing the later counts


def _window_rules(theme: Theme) -> str:
    """Return the rules of windows, menus and tooltips."""
    return f"""
    QMainWindow, QDialog {{ background: {theme.background}; }}
    QMenuBar {{ background: {theme.background}; color: {theme.muted}; padding: 0 8px; }}
    QMenuBar::item {{ padding: 11px 9px; border-radius: 5px; }}
    QMenuBar::item:selected {{ background: {colors.BUTTON}; color: {theme.paper}; }}
    QMenu {{ background: {colors.MENU}; border: 1px solid {theme.line}; padding: 6px; }}
    QMenu::item {{ padding: 6px 26px 6px 10px; border-radius: 4px; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::item:selected {{ background: {colors.SELECTED_ITEM}; }}
    QMenu::item:disabled {{ color: {colors.DISABLED}; }}
    QMenu::separator {{ height: 1px; background: {theme.line}; margin: 5px 8px; }}
    QToolTip {{ background: {colors.RAISED}; color: {theme.paper}; border: 1px solid {theme.line}; padding: 8px 10px; }}
    """


def _button_rules(theme: Theme) -> str:
    """Return the rules of buttons."""
    return f"""
    QPushButton, QToolButton {{
        background: {colors.BUTTON}; color: {theme.paper}; border: 1px solid transparent; border-radius: 6px; padding: 7px 16px;
    }}
    QPushButton:hover, QToolButton:hover {{ background: {colors.BUTTON_HOVER}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {colors.BUTTON_PRESSED}; }}
    QPushButton:focus, QToolButton:focus {{ border-color: {theme.gold}; }}
    QPushButton:checked {{ background: {colors.CHECKED}; border-color: {colors.CONTROL_BORDER}; }}
    QPushButton:disabled {{ color: {colors.DISABLED}; }}
    QPushButton#primary {{ background: {theme.vermilion}; color: {colors.ON_ACCENT}; font-weight: 600; }}
    QPushButton#primary:disabled {{ background: {colors.BUTTON}; color: {colors.DISABLED}; }}
    QPushButton#primary:hover {{ background: {colors.PRIMARY_HOVER}; }}
    QPushButton#primary:disabled {{ background: {colors.BUTTON}; color: {colors.DISABLED}; }}
    QFileDialog QToolButton {{ padding: 4px; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    """


def _part_rules(theme: Theme) -> str:
    """Return the rules of the named parts of windows."""
    return f"""
    QLabel#title {{ font-size: 17px; font-weight: 600; color: {theme.paper}; }}
    QFrame#startPage {{ background: {theme.background}; }}
    QLabel#wordmark {{ font-family: 'Passeur Display'; font-size: 46px; color: {theme.paper}; }}
    QLabel#promise {{ font-size: 15px; color: {theme.muted}; }}
    QLabel#dialogTitle {{ font-family: 'Passeur Display'; font-size: 26px; color: {theme.paper}; }}
    QPushButton#add {{ background: transparent; border: 1px dashed {theme.line}; color: {theme.muted}; padding: 4px 10px; }}
    QPushButton#add:hover {{ border-color: {theme.gold}; color: {theme.paper}; }}
    QPushButton#add:focus {{ border: 1px solid {theme.gold}; }}
    QLabel#heading {{ color: {theme.gold}; font-size: 12px; font-weight: 600; letter-spacing: 2px; }}
    QLabel#muted {{ color: {theme.muted}; }}
    QLabel#status {{ color: {theme.muted}; font-size: 12px; }}
    QPushButton#status {{ background: transparent; color: {theme.muted}; font-size: 12px; padding: 2px 8px; border-radius: 4px; }}
    QPushButton#status:hover {{ background: {colors.BUTTON}; color: {theme.paper}; }}
    QPushButton#status[alarm="true"] {{ color: {colors.ERROR_TEXT}; font-weight: 600; }}
    QPushButton#status[alarm="warning"] {{ color: {theme.gold}; font-weight: 600; }}
    QFrame#panel {{ background: {theme.raised}; border-radius: 10px; }}
    QFrame#part_handles {{ background: {colors.MENU}; border: 1px solid {theme.line}; border-radius: 7px; }}
    QFrame#part_handles QToolButton {{ background: transparent; padding: 2px 7px; font-size: 13px; border: none; }}
    QFrame#part_handles QToolButton:hover {{ background: {colors.SELECTED_ITEM}; color: {theme.gold}; }}
    QFrame#part_handles QToolButton:disabled {{ color: {colors.DISABLED}; }}
    QFrame#offer {{ background: {colors.OFFER}; border-bottom: 1px solid {theme.gold}; }}
    QPushButton#pane {{ padding: 7px 8px; }}
    QFrame#menu_corner {{ background: transparent; border: none; }}
    QFrame#menu_corner QPushButton, QFrame#menu_corner QToolButton {{ padding: 6px 13px; }}
    QFrame#menu_corner QPushButton#pane {{ padding: 6px 8px; }}
    QToolButton#qt_menubar_ext_button {{ background: {theme.muted}; padding: 0; border: none; border-radius: 3px; }}
    QFrame#bar {{ background: {theme.raised}; border-bottom: 1px solid {colors.RAISED}; }}
    """


def _list_rules(theme: Theme) -> str:
    """Return the rules of lists and what scrolls."""
    return f"""
    QSplitter::handle {{ background: {theme.background}; }}
    QSplitter::handle:hover {{ background: {theme.line}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QListView, QTreeView, QTextBrowser, QTableView {{ background: transparent; border: none; outline: none; }}
    QTextBrowser {{ selection-background-color: {theme.vermilion}; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
    QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 3px; min-height: 30px; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
    QScrollBar::handle:horizontal {{ background: {theme.line}; border-radius: 3px; min-width: 30px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; width: 0; height: 0;
    }}
    """


def _field_rules(theme: Theme) -> str:
    """Return the rules of fields, boxes and tables."""
    check_icon = (paths.assets() / "icons" / "check.svg").as_posix()
    return f"""
    QComboBox, QLineEdit, QSpinBox, QDialog QPlainTextEdit {{
        background: {theme.raised}; border: 1px solid {theme.line}; border-radius: 6px; padding: 6px 10px;
    }}
    QComboBox:focus, QLineEdit:focus, QSpinBox:focus, QDialog QPlainTextEdit:focus {{ border-color: {theme.gold}; }}
    QCheckBox, QRadioButton {{ spacing: 9px; }}
    QCheckBox::indicator, QRadioButton::indicator {{
        width: 14px; height: 14px; border: 1px solid {colors.CONTROL_BORDER}; background: {theme.raised};
    }}
    QCheckBox::indicator {{ border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {theme.gold}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {theme.gold}; }}
    QCheckBox::indicator:checked {{ background: {theme.gold}; border-color: {theme.gold}; image: url("{check_icon}"); }}
    QRadioButton::indicator:checked {{
        border-color: {theme.gold};
        background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5, stop:0 {theme.gold}, stop:0.55 {theme.gold},
            stop:0.65 {theme.raised}, stop:1 {theme.raised});
    }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {colors.DISABLED}; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {theme.line}; }}
    QTableWidget#preview::item {{ padding: 0 14px 0 4px; }}
    QListWidget#contents::item {{ padding: 4px 8px; border-radius: 4px; }}
    QListWidget#contents::item:hover {{ background: {colors.BUTTON}; }}
    QListWidget#contents::item:selected {{ background: {colors.SELECTED_ITEM}; color: {theme.paper}; }}
    QHeaderView {{ background: transparent; }}
    QHeaderView::section {{
        background: transparent; color: {theme.muted}; border: none; border-bottom: 1px solid {theme.line};
        padding: 4px 18px 6px 4px;
    }}
    QProgressBar {{ background: {theme.raised}; border: none; border-radius: 4px; height: 8px; }}
    QProgressBar::chunk {{ background: {theme.gold}; border-radius: 4px; }}
    """
