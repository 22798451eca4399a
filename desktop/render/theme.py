"""A theme holds the colours, fonts and glows of slides.

Sizes are pixels of the 1920-wide canvas, on a scale of one minor third (1.2). `contrast_ratio` proves that text can be
read on its background.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from desktop.fast_dataclass import HashedOnce, dataclass
from desktop.render.colors import contrast, parse_color, readable_color
from desktop.render.frame import Background, Font, GradientStop, RadialGradient

TYPE_SCALE: Final = (24.0, 29.0, 35.0, 42.0, 50.0, 60.0, 72.0, 86.0, 104.0, 125.0, 150.0, 180.0, 216.0, 260.0)
"""The font sizes of slides, in canvas pixels, from small to large."""

MARGIN: Final = 120.0
"""The margin left and right of the content, in canvas pixels."""


@dataclass(frozen=True, slots=True)
class Theme(HashedOnce):
    """Names a set of colours and font families.

    Colour names of the story (`vermilion` …) are looked up with `color`.
    """

    name: str
    background: str
    raised: str  # cards on the background
    band: str  # rows of the timeline
    paper: str
    muted: str
    line: str
    vermilion: str
    gold: str
    jade: str
    ink_blue: str
    muted_bar: tuple[str, str]  # the gradient of a bar that is not highlighted, from top to bottom
    glows: tuple[tuple[str, str], ...]  # colour name → colour of its glow
    grain: float = 0.5
    families: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def color(self, name: str, default: str = "paper") -> str:
        """Return a colour name or `#…` literal as `#rrggbb`.

        `default` replaces an empty name.
        """
        if name.startswith("#"):
            return name
        color: str = getattr(self, (name or default).replace("-", "_"), self.paper)
        return color

    def glow_color(self, name: str) -> str:
        """Return the glow's colour for a colour name."""
        for color_name, color in self.glows:
            if color_name == name:
                return color
        if name.startswith("#"):
            return blend(name, self.background, 0.55)
        return self.glows[0][1]

    def background_with_glow(
        self, name: str, x: float, y: float, radius: float = 1150.0, strength: float = 0.6
    ) -> Background:
        """Return the background with a glow around (x, y).

        `name` is a colour name; `radius` is in canvas pixels, `strength` from 0 to 1.
        """
        return _glowing(self.background, self.grain, self.glow_color(name), x, y, radius, strength)

    def family(self, role: str) -> tuple[str, ...]:
        """Return the font families for a role of `Font.family`.

        They are in order of preference.
        """
        for known_role, names in self.families:
            if known_role == role:
                return names
        return ("Inter",)


@lru_cache(maxsize=64)
def _glowing(
    background: str, grain: float, color: str, x: float, y: float, radius: float, strength: float
) -> Background:
    # A linear fall-off shows the edge of a disc; this smooth curve shows none.
    stops = tuple(
        GradientStop(offset, with_alpha(color, strength * fraction))
        for offset, fraction in ((0.0, 1.0), (0.2, 0.82), (0.4, 0.5), (0.6, 0.24), (0.8, 0.07), (1.0, 0.0))
    )
    return Background(background, (RadialGradient(x, y, radius, stops),), grain)


CINEMA: Final = Theme(
    name="cinema",
    background="#120d0c",
    raised="#1a1312",
    band="#f3eadd08",
    paper="#f3eadd",
    muted="#a79889",
    line="#3a2c28",
    vermilion="#d8452e",
    gold="#d9a95b",
    jade="#4f9d86",
    ink_blue="#6a9bc3",
    muted_bar=("#5b4a40", "#3a3027"),
    glows=(
        ("vermilion", "#781a1c"),
        ("gold", "#6b3a17"),
        ("jade", "#1f4a3f"),
        ("ink-blue", "#1f3f5c"),
        ("paper", "#4a332c"),
        ("muted", "#3a2c28"),
    ),
    families=(
        ("display", ("Passeur Display",)),
        ("body", ("Inter",)),
        ("mono", ("JetBrains Mono",)),
        ("han", ("Passeur WenKai",)),
    ),
)

PRINT: Final = replace(
    CINEMA,
    name="print",
    background="#ffffff",
    raised="#f6f3ec",
    band="#1c17140a",
    paper="#1c1714",
    muted="#5d5148",
    line="#c9bfb4",
    vermilion="#b8321d",
    gold="#8f6212",
    jade="#23705a",
    ink_blue="#2f6290",
    muted_bar=("#b9ada3", "#cfc6bd"),
    glows=(("vermilion", "#ffffff"),),
    grain=0.0,
)
"""The colours of handouts: dark on white, each with a contrast of at least 4.5."""

THEMES: Final = {"cinema": CINEMA}


def theme(name: str) -> Theme:
    """Return a theme by its name.

    An unknown name gives the first theme.
    """
    return THEMES.get(name, CINEMA)


# One font a size: the caches of measures find a font that they know by its identity, and compare no fields.
@lru_cache(maxsize=256)
def display_font(size: float, *, italic: bool = False) -> Font:
    """Return the display font, for titles and statements."""
    return Font("display", float(size), 400 if italic else 500, italic, -0.008 * size)


@lru_cache(maxsize=256)
def body_font(size: float, weight: int = 400, *, italic: bool = False) -> Font:
    """Return the body font, for explanations."""
    return Font("body", float(size), weight, italic)


@lru_cache(maxsize=16)
def kicker_font(size: float = 24.0) -> Font:
    """Return the letter-spaced font of the kicker above a title."""
    return Font("body", float(size), 600, False, 0.14 * size)


def step_up(font: Font) -> Font:
    """Return the font one step up the type scale."""
    size = next((size for size in TYPE_SCALE if size > font.size), font.size)
    return replace(font, size=size, tracking=font.tracking * size / font.size)


@lru_cache(maxsize=1024)
def step_down(font: Font, steps: int = 1) -> Font:
    """Return the font some steps down the type scale.

    It never goes below the smallest size.
    """
    smaller_sizes = [size for size in TYPE_SCALE if size < font.size]
    size = smaller_sizes[max(-steps, -len(smaller_sizes))] if smaller_sizes else font.size
    return replace(font, size=size, tracking=font.tracking * size / font.size)


@lru_cache(maxsize=4096)
def with_alpha(color: str, alpha: float) -> str:
    """Return a colour as `#rrggbbaa` with an alpha of 0 to 1."""
    return f"{color[:7]}{round(max(0.0, min(1.0, alpha)) * 255):02x}"


def channels(color: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour, 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


@lru_cache(maxsize=1024)
def blend(color: str, other: str, fraction: float) -> str:
    """Return `color` mixed with a fraction (0 to 1) of `other`."""
    pairs = zip(channels(color), channels(other), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * fraction):02x}" for first, second in pairs)


_READABLE_CONTRAST: Final = 6.5
"""The contrast of small coloured words on the plain ground; a glow behind them takes a third of it."""


def readable(color: str, theme: Theme) -> str:
    """Return a colour, mixed with paper as far as small words need."""
    return readable_color(color, Background(theme.background), theme.paper, _READABLE_CONTRAST)


def contrast_ratio(color: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21.

    AA asks for 4.5 for text and 3 for large text.
    """
    return contrast(parse_color(color)[0], parse_color(other)[0])
