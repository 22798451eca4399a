"""The style sheet of the editor pane."""

from __future__ import annotations

from desktop.render.theme import Theme
from desktop.ui.widgets import interface_colors as colors


def stylesheet(theme: Theme) -> str:
    """Return the style sheet of the editor pane."""
    return f"""
    #editor_pane {{ background: {theme.background}; }}
    #finder {{ background: {theme.raised}; border-bottom: 1px solid {theme.line}; }}
    #finder QLineEdit {{ background: {theme.background}; padding: 4px 8px; font-family: "JetBrains Mono"; font-size: 13px; }}
    #finder QLineEdit[wrong="true"] {{ border-color: {colors.ERROR}; }}
    #finder QToolButton {{ background: transparent; padding: 4px 5px; color: {theme.muted}; font-size: 13px; }}
    #finder QToolButton:hover {{ background: {colors.BUTTON}; color: {theme.paper}; }}
    #finder QToolButton:checked {{ background: {colors.CHECKED}; color: {theme.gold}; }}
    #completion {{ background: {colors.POPUP}; border: 1px solid {colors.POPUP_BORDER}; border-radius: 8px; }}
    #completion QListView {{ background: transparent; border: none; }}
    #completion QLabel {{ color: {colors.HELP}; font-size: 12px; padding: 4px 6px 2px 6px; }}
    #problems {{ background: {colors.LIST}; border: none; border-top: 1px solid {theme.line}; padding: 2px; }}
    #quick {{ background: {colors.POPUP}; border: 1px solid {colors.POPUP_BORDER}; border-radius: 8px; }}
    #quick QListWidget {{ background: transparent; border: none; font-family: "JetBrains Mono"; font-size: 12px; }}
    #quick QListWidget::item {{ padding: 3px 6px; border-radius: 4px; }}
    #quick QListWidget::item:selected {{ background: {colors.SELECTED_ITEM}; color: {theme.paper}; }}
    #quick QLineEdit {{ padding: 4px 8px; font-size: 13px; }}
    #foot {{ background: {theme.raised}; border-top: 1px solid {theme.line}; }}
    #foot QPushButton:checked {{ color: {theme.gold}; }}
    """
