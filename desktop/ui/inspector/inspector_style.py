"""The style sheet of the inspector."""

from __future__ import annotations

from desktop.render.theme import Theme
from desktop.ui.widgets import interface_colors as colors


def stylesheet(theme: Theme) -> str:
    """Return the style sheet of the inspector and its lists."""
    return f"""
    QTabBar#inspector_tabs::tab {{
        background: transparent; color: {theme.muted}; padding: 5px 7px; margin-right: 1px; border: none;
        border-bottom: 2px solid transparent; font-size: 13px;
    }}
    QTabBar#inspector_tabs::tab:selected {{ color: {theme.paper}; border-bottom-color: {theme.gold}; }}
    QTabBar#inspector_tabs::tab:hover {{ color: {theme.paper}; }}
    QLabel#key {{ color: {theme.muted}; font-size: 12px; }}
    QLabel#stand_in {{ color: {theme.muted}; font-size: 13px; font-style: italic; }}
    QLabel#said {{ color: {theme.gold}; font-size: 12px; }}
    QLabel#said[wrong="true"] {{ color: {colors.ERROR_TEXT}; }}
    QLabel#heading {{ font-size: 11px; }}
    QLabel#author {{ color: {theme.gold}; font-size: 13px; font-weight: 600; padding-top: 3px; }}
    QFrame#comments QLabel {{ font-size: 13px; padding-top: 3px; }}
    QPlainTextEdit#words, QPlainTextEdit#notes, QComboBox, QTableWidget#points {{
        background: {theme.background}; border: 1px solid {theme.line}; border-radius: 5px; font-size: 13px;
        selection-background-color: {theme.vermilion};
    }}
    QPlainTextEdit#words:focus, QPlainTextEdit#notes:focus, QComboBox:focus, QTableWidget#points:focus {{
        border-color: {theme.gold};
    }}
    QComboBox {{ padding: 4px 8px; }}
    QPushButton#small, QPushButton#take {{ padding: 3px 10px; font-size: 12px; border-radius: 5px; }}
    QPushButton#small:checked {{ background: {colors.CHECKED}; color: {theme.gold}; }}
    QPushButton#take {{ color: {theme.gold}; text-align: left; }}
    QToolButton#handle {{
        background: transparent; color: {theme.muted}; padding: 2px 4px; min-width: 14px; font-size: 12px; border: none;
    }}
    QToolButton#handle:hover {{ color: {theme.paper}; background: {colors.BUTTON}; }}
    QToolButton#handle:focus {{ color: {theme.gold}; }}
    QPushButton#part_head {{
        background: transparent; padding: 3px 2px; font-size: 13px; text-align: left; border: none; border-radius: 4px;
    }}
    QPushButton#part_head:hover {{ color: {theme.gold}; }}
    QPushButton#part_head:focus {{ color: {theme.gold}; }}
    QPushButton#link {{
        background: transparent; color: {theme.gold}; padding: 1px 4px; font-size: 12px; text-align: left; border: none;
    }}
    QPushButton#link:hover {{ color: {theme.paper}; }}
    QPushButton#link:disabled {{ color: {theme.muted}; }}
    QLabel#key[alarm="true"] {{ color: {colors.ERROR_TEXT}; }}
    QFrame#part QLineEdit {{ padding: 3px 6px; font-size: 13px; }}
    QFrame#part {{ background: {theme.background}; border: 1px solid {theme.line}; border-radius: 6px; }}
    QFrame#part QPlainTextEdit#words, QFrame#part QComboBox {{ background: {theme.raised}; }}
    QListWidget#order {{ background: {theme.background}; border: 1px solid {theme.line}; border-radius: 5px; font-size: 13px; }}
    QListWidget#order::item {{ padding: 2px 6px; }}
    QListWidget#order::item:selected {{ background: {colors.SELECTED_ROW}; color: {theme.paper}; }}
    QTableWidget#points {{ gridline-color: {theme.line}; }}
    QTableWidget#points::item:selected {{ background: {colors.SELECTED_ROW}; color: {theme.paper}; }}
    QTableWidget#points QHeaderView::section {{
        background: {theme.raised}; color: {theme.muted}; border: none; border-bottom: 1px solid {theme.line};
        padding: 3px 2px; font-size: 11px;
    }}
    QTableWidget#points QLineEdit {{ padding: 0 4px; border-radius: 0; border: none; background: {colors.SELECTED_ITEM}; }}
    QCheckBox::indicator, QTableWidget#points::indicator, QListWidget::indicator {{
        width: 12px; height: 12px; border: 1px solid {theme.muted}; border-radius: 3px; background: transparent;
    }}
    QCheckBox::indicator:checked, QTableWidget#points::indicator:checked, QListWidget::indicator:checked {{
        background: {theme.gold}; border-color: {theme.gold};
    }}
    QCheckBox::indicator:focus {{ border-color: {theme.paper}; }}
    QFrame#reference_popup {{ background: {colors.MENU}; border: 1px solid {colors.POPUP_BORDER}; border-radius: 8px; }}
    QFrame#reference_popup QListWidget::item {{ padding: 3px 6px; border-radius: 4px; }}
    QFrame#reference_popup QListWidget::item:selected {{ background: {colors.SELECTED_ITEM}; color: {theme.paper}; }}
    """
