"""The icons of actions, one family of lines on a grid."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.render.painter_scope import painting
from desktop.render.theme import CINEMA
from desktop.ui.widgets.interface_colors import DISABLED, ON_ACCENT

_SIZE: Final = 16
_SCALES: Final = (1, 2, 3)
_PATHS: Final[dict[str, str]] = {
    "new": "M9 1.75H4A1.25 1.25 0 0 0 2.75 3v10A1.25 1.25 0 0 0 4 14.25h8A1.25 1.25 0 0 0 13.25 13V6z"
        "M9 1.75V6h4.25M8 8.25v3.5M6.25 10h3.5",
    "open": "M1.75 12.5v-9h4.5l1.5 2h6.5v7zM1.75 7.5h12.5",
    "start_page": "M2 7.25 8 2l6 5.25M3.75 6v7.75h8.5V6M6.5 13.75v-4h3v4",
    "save": "M8 2v7.5M4.75 6.5 8 9.75l3.25-3.25M2.25 11v2.75h11.5V11",
    "export": "M8 10V2.25M4.75 5.25 8 2l3.25 3.25M2.25 9.5v4.25h11.5V9.5",
    "present": "M4.25 2.5v11l8.5-5.5z",
    "edit_text": "M2.5 13.5l.75-3.25 7.5-7.5 2.5 2.5-7.5 7.5zM9 4.5 11.5 7",
    "timeline_pane": "M2 8a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 1 0-3.5 0"
        "M10.5 8a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 1 0-3.5 0M5.5 8h5M8 5v6",
    "side": "M1.75 2.75h12.5v10.5H1.75zM10 2.75v10.5",
    "notes_pane": "M1.75 2.75h12.5v10.5H1.75zM1.75 9h12.5M4 11.25h5",
    "undo": "M5 3 2.25 5.75 5 8.5M2.5 5.75h7a3.6 3.6 0 0 1 0 7.25H6",
    "redo": "M11 3l2.75 2.75L11 8.5M13.5 5.75h-7a3.6 3.6 0 0 0 0 7.25H10",
    "cut": "M4 10.25a1.75 1.75 0 1 1-.01 0M12 10.25a1.75 1.75 0 1 1-.01 0M5.2 10.7 11 2M10.8 10.7 5 2",
    "copy": "M5.75 5.75h8v8h-8zM10.25 5.75v-3.5h-8v8h3.5",
    "paste": "M5.5 3H3.25v10.75h9.5V3H10.5M5.75 1.75h4.5v2.5h-4.5zM5.75 8h4.5M5.75 10.75h3",
    "duplicate": "M2.25 5.25h8.5v8.5h-8.5zM5.25 5.25v-3h8.5v8.5h-3M6.5 7.5v4M4.5 9.5h4",
    "delete": "M2.5 4.25h11M6 4.25v-2h4v2M4 4.25l.6 9.5h6.8l.6-9.5M6.75 7v4M9.25 7v4",
    "insert_slide": "M1.75 3h12.5v9.5H1.75zM8 5.5v4.5M5.75 7.75h4.5",
    "insert_event": "M1.5 11.5h13M8 3.25a2 2 0 1 1-.01 0M8 7.25v4.25",
    "insert_era": "M1.75 4h12.5M5 4v9.5M11 4v9.5M1.75 13.5h12.5M8 7v4M6 9h4",
    "insert_track": "M1.75 4h12.5M1.75 8h12.5M1.75 12h12.5M4.5 2.5v3M10.5 6.5v3M6.5 10.5v3",
    "insert_source": ""
        "M8 4.25C6.5 2.9 4.25 2.75 1.75 3v10c2.5-.25 4.75-.1 6.25 1.25"
        "C9.5 12.9 11.75 12.75 14.25 13V3C11.75 2.75 9.5 2.9 8 4.25zM8 4.25v10",
    "insert_picture": "M1.75 2.75h12.5v10.5H1.75zM1.75 11l3.75-4 3 3 2-2 3.75 3.5M10.75 4.75a1 1 0 1 1-.01 0",
    "insert_chart": "M1.75 13.75h12.5M3.5 13.5V9M7 13.5V5.5M10.5 13.5v-6M13 13.5V3",
    "find_events": "M7 2.25a4.75 4.75 0 1 1-.01 0M10.5 10.5 14 14",
    "language": "M8 1.75a6.25 6.25 0 1 1-.01 0M1.75 8h12.5M8 1.75c-3.4 3.6-3.4 8.9 0 12.5"
        "M8 1.75c3.4 3.6 3.4 8.9 0 12.5",
    "format": "M8 1.75a6.25 6.25 0 1 1-.01 0"
        "M6.1 6.25A1.95 1.95 0 0 1 8 4.6c1.1 0 1.95.75 1.95 1.75C9.95 7.75 8 7.9 8 9.4M8 11.4v.1",
    "rehearse": "M8 3.25a5.5 5.5 0 1 1-.01 0M8 6v3l2 1.25M6 1.25h4",
    "ready": "M8 1.75a6.25 6.25 0 1 1-.01 0M5 8.25l2.1 2.1L11 6",
}  # fmt: skip
"""The path of each icon by the id of its action."""


def has_icon(action_id: str) -> bool:
    """Return whether an action has an icon."""
    return action_id in _PATHS


@cache
def icon(action_id: str, color: str = CINEMA.muted) -> QIcon:
    """Return the icon of an action, sharp on screens of any density."""
    made = QIcon()
    modes = (
        (QIcon.Mode.Normal, color),
        (QIcon.Mode.Active, color if color == ON_ACCENT else CINEMA.paper),
        (QIcon.Mode.Disabled, DISABLED),
    )
    renderer = QSvgRenderer(
        QByteArray(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}"><path d="{_PATHS[action_id]}"'
            ' fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></svg>'.encode()
        )
    )
    for scale in _SCALES:
        lines = QPixmap(_SIZE * scale, _SIZE * scale)
        lines.fill(Qt.GlobalColor.transparent)
        with painting(lines) as painter:
            renderer.render(painter, QRectF(lines.rect()))
        for mode, mode_color in modes:
            made.addPixmap(_tinted(lines, mode_color, scale), mode)
    return made


def _tinted(lines: QPixmap, color: str, scale: int) -> QPixmap:
    pixmap = lines.copy()
    with painting(pixmap) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), QColor(color))
    pixmap.setDevicePixelRatio(scale)
    return pixmap
