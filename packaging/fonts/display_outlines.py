"""Draws the figures and signs that Passeur Display has of its own.

Outlines are SVG paths in font units (2000 to the em), y upwards, with their extremes on the curve. Those of the italic
are written upright and slanted when they are drawn.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

Style = Literal["regular", "italic"]

_AXIS: Final = 682
"""The height of the middle of a minus: the signs are slanted around it."""


@dataclass(frozen=True)
class Outline:
    """Holds the advance and the path of one glyph."""

    advance: int
    path: str
    slant: float = 0.0  # the tangent of the angle
    slant_axis: int = 0  # the height that a slant leaves where it is


def outlines(style: Style) -> dict[str, Outline]:
    """Return the outlines of a style by the names of their glyphs."""
    return {**_FIGURES[style], **_signs(style)}


def _shifted(path: str, dx: int, dy: int) -> str:
    """Return a path moved by some font units."""
    return re.sub(r"(-?\d+) (-?\d+)", lambda found: f"{int(found[1]) + dx} {int(found[2]) + dy}", path)


# A round-topped 3 in the place of a flat-topped one, which was read as a 5. The ball, the stress and the hairlines are
# those of 2 and 8; the bowls meet in a tongue as strong as the bar of the 4.
_THREE: Final = Outline(
    1032,
    "M384 768 L436 768 C585 768 694 892 694 1092 C694 1285 610 1405 478 1405 C385 1405 304 1325 304 1222 "
    "L304 1122 C304 1058 250 1004 198 1004 C142 1004 92 1054 92 1118 C92 1284 262 1420 482 1420 "
    "C722 1420 898 1284 898 1088 C898 915 770 790 604 753 C812 722 968 590 968 392 C968 150 765 -20 482 -20 "
    "C245 -20 50 104 50 274 C50 364 108 428 166 428 C214 428 264 380 264 313 L264 197 C264 85 365 -7 484 -7 "
    "C630 -7 737 140 737 352 C737 588 610 735 436 735 L384 735 C375 735 368 743 368 752 C368 761 375 768 384 768 Z",
)
_THREE_ITALIC: Final = Outline(
    985,
    "M248 766 L300 766 C444 766 570 896 570 1092 C570 1285 486 1405 360 1405 C272 1405 178 1325 178 1222 "
    "L178 1122 C178 1058 132 1004 84 1004 C34 1004 -12 1054 -12 1118 C-12 1284 156 1420 364 1420 "
    "C590 1420 748 1284 748 1088 C748 915 622 790 470 753 C672 722 815 590 815 392 C815 150 622 -20 357 -20 "
    "C133 -20 -48 104 -48 262 C-48 332 -16 387 28 387 C78 387 126 340 126 272 L126 194 C126 85 226 -7 354 -7 "
    "C500 -7 613 140 613 350 C613 588 482 735 302 735 L248 735 C239 735 233 742 233 751 C233 759 239 766 248 766 Z",
    slant=0.288,
)
# The same 4, its diagonal and its bar more than twice as strong.
_FOUR: Final = Outline(
    1108,
    "M590 767 C590 773 595 785 600 790 L810 982 C816 988 823 992 826 992 C830 992 833 987 833 981 L833 66 "
    "C833 52 850 37 865 34 L986 15 C990 15 995 11 995 8 C995 5 991 0 986 0 L434 0 C424 0 424 15 434 15 L562 34 "
    "C577 37 590 51 590 64 Z "
    "M466 920 C500 950 537 987 537 1022 C537 1053 505 1111 464 1170 C444 1205 432 1240 432 1274 "
    "C432 1350 500 1434 598 1434 C690 1434 759 1355 759 1272 C759 1190 700 1094 593 986 L85 358 L1027 358 "
    "C1045 358 1045 308 1027 308 L26 308 C8 308 0 328 12 344 Z",
)
_FOUR_ITALIC: Final = Outline(
    1020,
    "M686 788 C688 794 695 805 702 811 L922 995 C929 1001 936 1005 939 1005 C943 1005 944 1000 943 994 L673 57 "
    "C670 46 680 30 695 28 L825 15 C831 15 836 11 835 7 C834 4 829 0 823 0 L287 0 C282 0 278 3 278 7 "
    "C279 11 284 14 290 15 L436 29 C450 30 467 48 471 62 Z "
    "M612 980 C650 1012 704 1052 714 1086 C722 1112 717 1160 711 1203 C706 1240 708 1262 717 1286 "
    "C733 1352 812 1415 870 1415 C919 1415 957 1362 951 1312 C942 1248 890 1172 775 1065 L66 366 L948 366 "
    "C966 366 952 318 934 318 L-2 318 C-22 318 -28 338 -14 352 Z",
)
# The same 3 for powers, in the proportions of ², whose hairlines are as strong as its size needs them.
_THREE_SUPERIOR_PATH: Final = (
    "M166 1097 L188 1097 C256 1097 305 1151 305 1243 C305 1330 271 1379 214 1379 C173 1379 137 1351 137 1309 "
    "L137 1261 C137 1226 103 1197 69 1197 C34 1197 3 1226 3 1259 C3 1339 96 1405 217 1405 "
    "C348 1405 445 1339 445 1244 C445 1160 378 1099 300 1081 C404 1067 484 1003 484 907 C484 789 375 707 217 707 "
    "C89 707 -19 767 -19 849 C-19 896 16 931 53 931 C86 931 117 903 117 868 L117 812 C117 763 161 734 218 734 "
    "C284 734 326 789 326 887 C326 995 273 1064 190 1064 L166 1064 C157 1064 149 1071 149 1080 C149 1090 157 1097 166 1097 Z"
)
_FIGURES: Final[dict[Style, dict[str, Outline]]] = {
    "regular": {"three": _THREE, "four": _FOUR, "threesuperior": Outline(558, _shifted(_THREE_SUPERIOR_PATH, 56, 12))},
    "italic": {
        "three": _THREE_ITALIC,
        "four": _FOUR_ITALIC,
        "threesuperior": Outline(548, _shifted(_THREE_SUPERIOR_PATH, 200, 14), slant=0.288, slant_axis=900),
    },
}

MOVED_POINTS: Final[dict[Style, dict[str, dict[tuple[int, int], tuple[int, int]]]]] = {
    "regular": {
        "five": {
            (155, 607): (141, 607), (155, 1405): (141, 1405), (155, 601): (141, 600), (155, 1413): (141, 1413),
            (163, 1422): (153, 1422), (175, 1208): (183, 1208), (175, 606): (183, 612),
        },
    },
    "italic": {
        "five": {
            (194, 580): (182, 580), (192, 575): (180, 574), (429, 1406): (417, 1406), (431, 1414): (419, 1414),
            (406, 1259): (416, 1259), (211, 585): (221, 590),
        },
    },
}  # fmt: skip
"""Points of the source that stand elsewhere: the stem of the 5, 20 units thin, becomes one of 42."""


def _signs(style: Style) -> dict[str, Outline]:
    """Return the signs of arithmetic and the arrows."""
    weight = 62 if style == "regular" else 56
    slant = 0.0 if style == "regular" else 0.285
    width, left, right = 910, 97, 813
    middle = (left + right) // 2

    def sign(*strokes: str, advance: int = width) -> Outline:
        return Outline(advance, " ".join(strokes), slant, _AXIS)

    minus = _stroke(left, _AXIS, right, _AXIS, weight)
    plus = _stroke(middle, _AXIS - 358, middle, _AXIS + 358, weight)
    less = _chevron(100, 652, 380, weight)
    greater = _chevron(763, -652, 380, weight)
    dots = _dot(middle, _AXIS + 305, 108), _dot(middle, _AXIS - 305, 108)
    return {
        "minus": sign(minus),
        "plus": sign(minus, plus),
        "plusminus": sign(
            _stroke(left, _AXIS + 130, right, _AXIS + 130, weight),
            _stroke(middle, _AXIS - 200, middle, _AXIS + 460, weight),
            _stroke(left, 240, right, 240, weight),
        ),
        "multiply": sign(
            _stroke(108, _AXIS - 300, 700, _AXIS + 300, weight),
            _stroke(108, _AXIS + 300, 700, _AXIS - 300, weight),
            advance=808,
        ),
        "divide": sign(minus, *dots),
        "equal": sign(*(_stroke(left, _AXIS + y, right, _AXIS + y, weight) for y in (150, -150))),
        "notequal": sign(
            *(_stroke(left, _AXIS + y, right, _AXIS + y, weight) for y in (150, -150)),
            _stroke(middle - 190, _AXIS - 400, middle + 190, _AXIS + 400, weight),
        ),
        "less": sign(less, advance=863),
        "greater": sign(greater, advance=863),
        "lessequal": sign(less, _stroke(110, 160, 752, 160, weight), advance=863),
        "greaterequal": sign(greater, _stroke(111, 160, 753, 160, weight), advance=863),
        "asciitilde": sign(_tilde(left, right, _AXIS, weight)),
        "approxequal": sign(_tilde(left, right, _AXIS + 150, weight), _tilde(left, right, _AXIS - 150, weight)),
        "arrowright": sign(_stroke(110, _AXIS, 1450, _AXIS, weight), _chevron(1500, -340, 290, weight), advance=1600),
        "arrowleft": sign(_stroke(150, _AXIS, 1490, _AXIS, weight), _chevron(100, 340, 290, weight), advance=1600),
    }


def _tilde(left: float, right: float, y: float, weight: float) -> str:
    """Return a wave of one length, of a firm stroke with round ends."""
    height, half, steps = 84.0, weight / 2, 12
    length = right - left

    def at(share: float, side: float) -> tuple[float, float, float]:
        """Return a point of an edge, and its slope."""
        slope = height * math.tau / length * math.cos(math.tau * share)
        reach = side * half / math.hypot(1.0, slope)
        return left + share * length - slope * reach, y + height * math.sin(math.tau * share) + reach, slope

    def edge(shares: list[float], side: float) -> str:
        parts = []
        for share, following in pairwise(shares):
            x0, y0, slope0 = at(share, side)
            x1, y1, slope1 = at(following, side)
            third = (x1 - x0) / 3
            parts.append(
                f"C{x0 + third:.1f} {y0 + third * slope0:.1f} {x1 - third:.1f} {y1 - third * slope1:.1f} {x1:.1f} {y1:.1f}"
            )
        return " ".join(parts)

    shares = [step / steps for step in range(steps + 1)]
    (x0, y0, _), (x1, y1, _) = at(0.0, 1.0), at(1.0, -1.0)
    return f"M{x0:.1f} {y0:.1f} {edge(shares, 1.0)} L{x1:.1f} {y1:.1f} {edge(shares[::-1], -1.0)} Z"


def _stroke(x0: float, y0: float, x1: float, y1: float, weight: float) -> str:
    """Return a straight stroke with its corners a little rounded."""
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    half, round_by = weight / 2, 10.0

    def at(along: float, across: float) -> str:
        return f"{x0 + ux * along - uy * across:.1f} {y0 + uy * along + ux * across:.1f}"

    # Clockwise, as all outer contours: what lies to the right of the stroke's direction is inside.
    return (
        f"M{at(round_by, half)} L{at(length - round_by, half)} Q{at(length, half)} {at(length, half - round_by)} "
        f"L{at(length, round_by - half)} Q{at(length, -half)} {at(length - round_by, -half)} "
        f"L{at(round_by, -half)} Q{at(0, -half)} {at(0, round_by - half)} "
        f"L{at(0, half - round_by)} Q{at(0, half)} {at(round_by, half)} Z"
    )


def _dot(x: float, y: float, radius: float) -> str:
    """Return a clockwise circle."""
    k = radius * 0.5523
    return (
        f"M{x} {y + radius} C{x + k} {y + radius} {x + radius} {y + k} {x + radius} {y} "
        f"C{x + radius} {y - k} {x + k} {y - radius} {x} {y - radius} "
        f"C{x - k} {y - radius} {x - radius} {y - k} {x - radius} {y} "
        f"C{x - radius} {y + k} {x - k} {y + radius} {x} {y + radius} Z"
    )


def _chevron(tip: float, depth: float, height: float, weight: float) -> str:
    """Return two strokes that meet in a sharp corner on the axis.

    `depth` is how far the ends lie to the right of the tip; a negative one points to the right.
    """
    length = (depth**2 + height**2) ** 0.5
    across_x, across_y = weight * height / length, weight * abs(depth) / length
    side = 1 if depth > 0 else -1
    inner = tip + side * weight * length / height
    corners = [
        (tip, 0.0), (tip + depth, height), (tip + depth + side * across_x, height - across_y), (inner, 0.0),
        (tip + depth + side * across_x, across_y - height), (tip + depth, -height),
    ]  # fmt: skip
    if side < 0:
        corners.reverse()
    return "M" + " L".join(f"{x:.1f} {_AXIS + y:.1f}" for x, y in corners) + " Z"
