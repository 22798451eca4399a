"""A Frame holds one picture, of a slide or timeline, as data.

Units are pixels of a canvas that is 1920 wide; y grows downwards; text stands on its baseline. Colours are `#rrggbb` or
`#rrggbbaa` (alpha last, unlike Qt). Everything is frozen and hashable, so a Frame is its own cache key. Items are
painted in order. `step` is the key press at which an item appears; 0 is from the start.
"""

from __future__ import annotations

from array import array
from dataclasses import field

from desktop.fast_dataclass import HashedOnce, dataclass
from desktop.story.localized_text import KeyPath

WIDTH = 1920.0
"""The width of the canvas, in canvas pixels."""

DashPattern = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class GradientStop:
    """Sets the colour at an offset (0 to 1) of a gradient."""

    offset: float
    color: str


@dataclass(frozen=True, slots=True)
class LinearGradient:
    """Changes colour along the line from (x0, y0) to (x1, y1).

    Positions are canvas pixels.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    stops: tuple[GradientStop, ...]


@dataclass(frozen=True, slots=True)
class RadialGradient:
    """Changes colour from the centre (x, y) to the radius.

    Positions are canvas pixels.
    """

    x: float
    y: float
    radius: float
    stops: tuple[GradientStop, ...]


Fill = str | LinearGradient | RadialGradient


@dataclass(frozen=True, slots=True)
class Font(HashedOnce):
    """Names a font family with its size, weight and letter spacing.

    `family` is a role of the theme ("display", "body", "mono", "han") and never a file or a system name. `size` and
    `tracking`, the extra space between letters, are canvas pixels.
    """

    family: str
    size: float
    weight: int = 400
    italic: bool = False
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Background:
    """Fills the canvas with a colour, glows and film grain.

    `grain` is the strength of the grain, 0 to 1.
    """

    color: str
    glows: tuple[RadialGradient, ...] = ()
    grain: float = 0.0


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Draws a rectangle, with round corners where `radius` exceeds 0."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill | None = None
    stroke: str = ""
    stroke_width: float = 1.0
    radius: float = 0.0
    dash: DashPattern = ()
    step: int = 0


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Draws an ellipse around (x, y) with the radii `rx` and `ry`."""

    x: float
    y: float
    rx: float
    ry: float
    fill: Fill | None = None
    stroke: str = ""
    stroke_width: float = 1.0
    dash: DashPattern = ()
    step: int = 0


@dataclass(frozen=True, slots=True)
class Polyline:
    """Draws a line through the points (x0, y0, x1, y1, …).

    A `rounded` one has round ends and joins. A `curved` one runs through the middles between its points, so that few
    points of a fast pen make a curve.
    """

    points: tuple[float, ...]
    color: str
    width: float = 1.0
    dash: DashPattern = ()
    rounded: bool = False
    step: int = 0
    curved: bool = False


@dataclass(frozen=True, slots=True)
class VectorPath:
    """Draws a path of move, line, curve and close commands.

    They are ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) and ("Z",).
    """

    commands: tuple[tuple[str | float, ...], ...]
    fill: Fill | None = None
    stroke: str = ""
    stroke_width: float = 1.0
    dash: DashPattern = ()
    step: int = 0


@dataclass(frozen=True, slots=True)
class RingSegment:
    """Draws a part of a ring, `thickness` wide around `radius`.

    Angles are degrees clockwise from twelve o'clock.
    """

    x: float
    y: float
    radius: float
    thickness: float
    start_angle: float
    sweep_angle: float
    color: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class TextRun:
    """Draws text in one font on one line from (x, y).

    `y` is the baseline; `width` is the measured advance. A run that is not `right_to_left` is read from the side of its
    first letter.
    """

    x: float
    y: float
    text: str
    font: Font
    color: str
    width: float = 0.0
    link: str = ""
    step: int = 0
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """Draws an image file, raster or SVG, in a rectangle.

    The file is read only if it lies in `folder`. `fit` is "contain" or "cover"; `version` changes when the file does. `focus`
    is the place of a cropped picture that is shown: fractions of its width and height, the middle if None.
    """

    x: float
    y: float
    width: float
    height: float
    file: str
    folder: str
    fit: str = "contain"
    radius: float = 0.0
    opacity: float = 1.0
    version: int = 0
    step: int = 0
    focus: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class MarkBatch:
    """Draws many small marks of one kind and colour.

    `coordinates` is flat: (x, y, width, height) for each "box", (x, y, radius) for each "dot". In an array they cannot be
    hashed, and so not be part of a slide. `corner` is the radius of the corners of boxes, at most half of their sides.
    """

    kind: str
    coordinates: tuple[float, ...] | array[float]
    color: str
    step: int = 0
    corner: float = 0.0


@dataclass(frozen=True, slots=True)
class PushClip:
    """Clips the items up to the matching `PopClip` to a rectangle."""

    x: float
    y: float
    width: float
    height: float
    step: int = 0


@dataclass(frozen=True, slots=True)
class PopClip:
    """Ends the clip of the last `PushClip`."""

    step: int = 0


Item = Rectangle | Ellipse | Polyline | VectorPath | RingSegment | TextRun | Image | MarkBatch | PushClip | PopClip


@dataclass(frozen=True, slots=True)
class HitZone:
    """Maps a rectangle to what it shows and where that is written.

    `path` is the place in the story's text.
    """

    x: float
    y: float
    width: float
    height: float
    kind: str  # "text", "event", "claim", "source", "image", "chart"; those of the timeline: see `Layers`
    path: KeyPath = ()
    id: str = ""  # the event's or the source's id
    step: int = 0

    def contains(self, x: float, y: float) -> bool:
        """Return whether a point of the canvas lies inside."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class ChartPlot:
    """Says where the values of a chart stand.

    `form` is "bars", "sideways", "line", "steps" or "donut". Values reach from `low` to `high` over the height of the
    area, over its width in sideways bars; a donut fills its area. `places` are the numbers that the names of lines stand
    for; steps have one more, the end of the last. `values` and `colors` are by series and name.
    """

    form: str
    x: float
    y: float
    width: float
    height: float
    low: float
    high: float
    names: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    colors: tuple[tuple[str, ...], ...]
    places: tuple[float, ...] = ()
    path: KeyPath = ()
    is_mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Overflow:
    """Records a text that does not fit, and the excess in pixels.

    `left_out` counts things that are not shown at all, such as sources at the foot.
    """

    element: str
    path: KeyPath
    excess: float
    left_out: int = 0


@dataclass(frozen=True, slots=False)
class Frame:
    """Holds the background, items and hit zones of one picture."""

    width: float
    height: float
    background: Background | None
    items: tuple[Item, ...] = ()
    zones: tuple[HitZone, ...] = ()
    overflows: tuple[Overflow, ...] = ()
    missing_images: tuple[str, ...] = ()  # image files that could not be read
    steps: int = 0
    plots: tuple[ChartPlot, ...] = ()
    ribbon: tuple[float, float] | None = None  # top and bottom of the time ribbon
    _hash: list[int] = field(default_factory=list, compare=False, repr=False)

    def __hash__(self) -> int:
        # A frame is looked up in caches at each paint; its thousand items are hashed once.
        if not self._hash:
            self._hash.append(hash((self.width, self.height, self.background, self.items, self.steps)))
        return self._hash[0]

    def zone_at(self, x: float, y: float, step: int | None = None) -> HitZone | None:
        """Return the topmost hit zone at a point of the canvas.

        Only zones visible at `step` count; None counts all.
        """
        for zone in reversed(self.zones):
            if (step is None or zone.step <= step) and zone.contains(x, y):
                return zone
        return None
