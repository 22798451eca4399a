"""Draws the line from a mark to its words above."""

from __future__ import annotations

from desktop.render.frame import VectorPath


def pole(mark_x: float, mark_y: float, x: float, foot: float, top: float, color: str, step: int = 0) -> VectorPath:
    """Return the line from a mark to the words at `x`.

    It bends between `mark_y` and `foot`, and is upright from there to `top`.
    """
    if abs(mark_x - x) < 0.5 or foot >= mark_y:
        return VectorPath((("M", mark_x, mark_y), ("L", mark_x, top)), None, color, 2.0, step=step)
    bend = (mark_y - foot) * 0.55
    curve = ("C", mark_x, mark_y - bend, x, foot + bend, x, foot)
    return VectorPath((("M", mark_x, mark_y), curve, ("L", x, top)), None, color, 2.0, step=step)
