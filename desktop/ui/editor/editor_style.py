"""The style sheet of the editor pane."""

from __future__ import annotations

from desktop.render.theme import Theme


def stylesheet(theme: Theme) -> str:
    """Return the style sheet of the editor pane."""
    return f"""
    #editor_pane {{ background: {theme.background}; }}
    #finder {{ background: {theme.raised}; border-bottom: 1px solid {theme.line}; }}
    #finder QLineEdit {{ background: {theme.background}; padding: 4px 8px; font-family: "JetBrains Mono"; font-size: 13px; }}
    #finder QLineEdit[wrong="true"] {{ border-color: #f0604a; }}
    #finder QToolButton {{ background: transparent; padding: 4px 5px; color: {theme.muted}; font-size: 13px; }}
    #finder QToolButton:hover {{ background: #2a201d; color: {theme.paper}; }}
    #finder QToolButton:checked {{ background: #47302a; color: {theme.gold}; }}
    #completion {{ background: #201715; border: 1px solid #5a463e; border-radius: 8px; }}
    #completion QListView {{ background: transparent; border: none; }}
    #completion QLabel {{ color: #c9bbab; font-size: 12px; padding: 4px 6px 2px 6px; }}
    #problems {{ background: #160f0e; border: none; border-top: 1px solid {theme.line}; padding: 2px; }}
    #foot {{ background: {theme.raised}; border-top: 1px solid {theme.line}; }}
    #foot QPushButton:checked {{ color: {theme.gold}; }}
    """
