"""Describes what is wrong with a finished frame."""

from __future__ import annotations

from typing import Literal

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Frame, TextRun
from desktop.render.glyph_bounds import Box
from desktop.story.localized_text import KeyPath

FindingKind = Literal["overlap", "struck", "outside", "small", "contrast", "glyph"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Describes one thing that is wrong with a Frame.

    `path` says where the text is written. `other` is the text it lies on, what strikes it ("line", "mark", "picture", or
    "grid" for a hairline of an axis), or the letters that no shipped face has; `face` is the one that stands in, "" for
    none. `amount` is the overlap or the size in canvas pixels, or the contrast ratio, of which `needed` is the least.
    """

    kind: FindingKind
    path: KeyPath
    text: str
    other: str = ""
    amount: float = 0.0
    box: Box = (0.0, 0.0, 0.0, 0.0)
    needed: float = 0.0
    face: str = ""


def finding(kind: FindingKind, frame: Frame, run: TextRun, box: Box, other: str = "", amount: float = 0.0) -> Finding:
    """Return a finding about a run of a frame."""
    return Finding(kind, _path_of(frame, run), shortened(run.text), other, amount, box)


def _path_of(frame: Frame, run: TextRun) -> KeyPath:
    """Return the path of the smallest zone around a text."""
    x, y = run.x + run.width / 2, run.y - 0.35 * run.font.size
    zones = [zone for zone in frame.zones if zone.path and zone.contains(x, y)]
    return min(zones, key=lambda zone: zone.width * zone.height).path if zones else ()


def shortened(text: str) -> str:
    """Return the beginning of a text, as a message quotes it."""
    words = " ".join(text.split())
    return words if len(words) <= 48 else f"{words[:47].rstrip()}…"
