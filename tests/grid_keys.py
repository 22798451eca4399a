"""What a grid of pictures holds."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.ui.widgets.picture_grid import PictureGrid


def keys_of(grid: PictureGrid) -> list[str]:
    """Return the keys of the entries, in order."""
    return [str(grid.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(grid.count())]
