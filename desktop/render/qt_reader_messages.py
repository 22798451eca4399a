"""Keep Qt's messages about fonts and pictures off the terminal.

The problems of the story report them, with their place.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLoggingCategory

_RULES: Final = (
    "qt.svg*=false",
    "qt.gui.imageio*=false",
    "qt.text.font.db=false",  # "OpenType support missing for …, script 9": one a face and a rare script
)


@lru_cache(maxsize=1)
def silence_readers() -> None:
    """Switch off the categories of Qt's font and picture readers."""
    QLoggingCategory.setFilterRules("\n".join(_RULES))
