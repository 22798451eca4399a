"""Finds the space beside a text, for wider faces than ours.

Who opens the file has the system's faces alone, and LibreOffice breaks a line that leaves its box.
"""

from __future__ import annotations

from typing import Final

from desktop.output.pptx.fills import Box
from desktop.render.frame import Frame, Image, TextRun
from desktop.render.glyph_bounds import item_boxes, text_box

_MOST: Final = 0.6
"""The room that is used, in widths of the text: no usual face is wider."""
_GAP: Final = 12.0
_MARGIN: Final = 40.0


class TextRoom:
    """Computes how far the texts of a frame may grow sideways."""

    def __init__(self, frame: Frame) -> None:
        self._width = frame.width
        self._boxes = [
            box
            for item in frame.items
            if not isinstance(item, Image)  # words on the edge of a picture are better than words upon each other
            for box in ((text_box(item),) if isinstance(item, TextRun) else item_boxes(item))
        ]

    def beside(self, box: Box, *, from_right: bool) -> float:
        """Return the free pixels at the end of a text's lines.

        They reach to the next thing on the slide, or to the edge of what the text stands in.
        """
        left, top, right, bottom = box
        ends = [(one[0], one[2]) for one in self._boxes if one[1] < bottom and one[3] > top]
        page = (_MARGIN, self._width - _MARGIN)
        if from_right:
            left, right, page = -right, -left, (-page[1], -page[0])
            ends = [(-last, -first) for first, last in ends]
        room = min(_MOST * (right - left), page[1] - right)
        for first, last in ends:
            if first >= right - 1.0:
                room = min(room, first - right - _GAP)
            elif first <= left and last > right + 1.0:
                room = min(room, last - right - _GAP)
        return max(0.0, room)
