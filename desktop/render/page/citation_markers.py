"""Writes the marks of sources, which no text looks like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from desktop.render import theme as themes
from desktop.render.frame import Font
from desktop.render.theme import Theme

_SHARE_OF_TEXT = 0.42
_HAIR_SPACE = "\u200a"


def mark_text(numbers: Iterable[int]) -> str:
    """Return numbers as marks, such as "1, 3–6".

    Three or more that follow one another become a run.
    """
    return _mark_text(tuple(sorted(set(numbers))))


@lru_cache(maxsize=256)
def _mark_text(numbers: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = []
    for run in runs:
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return f",{_HAIR_SPACE}".join(parts)


@lru_cache(maxsize=64)
def mark_font(font: Font) -> Font:
    """Return the font of marks behind a text in `font`."""
    return themes.body_font(min(42.0, max(24.0, round(_SHARE_OF_TEXT * font.size))), 500)


def mark_color(theme: Theme) -> str:
    """Return the colour of marks, which no text has."""
    return _mixed(theme.gold, theme.background)


@lru_cache(maxsize=16)
def _mixed(color: str, background: str) -> str:
    return themes.blend(color, background, 0.14)  # on a gold glow, one a step darker cannot be read


def mark_gap(font: Font) -> float:
    """Return the gap between a text in `font` and its marks."""
    return max(6.0, 0.1 * font.size)


def wrap_widths(widths: Sequence[float], line_width: float, gap: float) -> list[list[int]]:
    """Return the indexes of the things that stand on each line.

    Things are `gap` apart; one wider than the line has a line of its own.
    """
    lines: list[list[int]] = []
    x = 0.0
    for index, width in enumerate(widths):
        if not lines or x + width > line_width:
            lines.append([])
            x = 0.0
        lines[-1].append(index)
        x += width + gap
    return lines
