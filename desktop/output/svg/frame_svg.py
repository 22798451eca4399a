"""Turns a frame into an SVG document."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

from desktop.i18n.direction import begins_right_to_left
from desktop.output.safe_link import is_safe_link
from desktop.output.subset_fonts import PageFonts
from desktop.output.svg.definitions import Definitions
from desktop.output.svg.markup import element, number, split_color, words
from desktop.output.svg.pictures import picture_markup
from desktop.render.font_files import face_of, font_for
from desktop.render.frame import (
    Ellipse,
    Fill,
    Frame,
    Image,
    Item,
    MarkBatch,
    Polyline,
    PopClip,
    PushClip,
    Rectangle,
    RingSegment,
    TextRun,
    VectorPath,
)
from desktop.render.picture_file import is_vector


def frame_to_svg(
    frame: Frame,
    step: int | None = None,
    *,
    title: str = "",
    keep_text: bool = False,
    sides: tuple[str, str] | None = None,
) -> str:
    """Return a frame at `step` (None: whole) as an SVG document.

    Letters are outlines, which look the same without their fonts; with `keep_text` they stay text that can be edited,
    as wide as it was laid out, and the letters of their faces come along. `sides` are width and height of the drawing
    with their units, where they are no pixels.
    """
    writer = FrameWriter(frame, Definitions(), keep_text=keep_text)
    width, height = sides or (number(frame.width), number(frame.height))
    body = writer.background() + writer.items(step)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" '
        f'viewBox="0 0 {number(frame.width)} {number(frame.height)}">'
        f"<title>{words(title)}</title>{writer.style()}{writer.definitions.markup()}{body}</svg>\n"
    )


class FrameWriter:
    """Writes a frame's items; shared parts go to `definitions`."""

    def __init__(self, frame: Frame, definitions: Definitions, *, keep_text: bool) -> None:
        self._frame = frame
        self._keep_text = keep_text
        self._kept_fonts = PageFonts()
        self._pictures = 0
        self.definitions = definitions
        self._writers: dict[type, Callable[[Any], str]] = {
            Rectangle: self._rectangle,
            Ellipse: self._ellipse,
            Polyline: self._polyline,
            VectorPath: self._path,
            RingSegment: self._ring_segment,
            TextRun: self.text,
            Image: self.picture,
            MarkBatch: self._marks,
        }

    def style(self) -> str:
        """Return the faces of texts that are kept."""
        faces = self._kept_fonts.faces()
        return element("style", words(faces)) if faces else ""

    def background(self) -> str:
        """Return the background as vectors, without grain."""
        background = self._frame.background
        if background is None:
            return ""
        area: dict[str, Any] = {"width": self._frame.width, "height": self._frame.height}
        glows = "".join(
            element("rect", fill=f"url(#{self.definitions.gradient(glow)})", **area) for glow in background.glows
        )
        return element("rect", fill=background.color, **area) + glows

    def items(self, step: int | None) -> str:
        """Return all items that are shown at a step."""
        parts: list[str] = []
        open_clips = 0
        for item in self._frame.items:
            if step is not None and item.step > step:
                continue
            if isinstance(item, PushClip):
                name = self.definitions.clip(item.x, item.y, item.width, item.height)
                parts.append(f'<g clip-path="url(#{name})">')
                open_clips += 1
            elif isinstance(item, PopClip):
                if open_clips:
                    parts.append("</g>")
                    open_clips -= 1
            else:
                parts.append(self.item(item))
        return "".join(parts) + "</g>" * open_clips

    def item(self, item: Item) -> str:
        """Return one item that is drawn."""
        return self._writers[type(item)](item)

    def _paint(
        self, fill: Fill | None, stroke: str = "", width: float = 1.0, dash: tuple[float, ...] = ()
    ) -> dict[str, Any]:
        """Return the attributes of a fill and a stroke."""
        attributes: dict[str, Any] = {"fill": "none"}
        if isinstance(fill, str) and fill:
            attributes["fill"], attributes["fill_opacity"] = split_color(fill)
        elif fill is not None and not isinstance(fill, str):
            attributes["fill"] = f"url(#{self.definitions.gradient(fill)})"
        if stroke:
            attributes["stroke"], attributes["stroke_opacity"] = split_color(stroke)
            attributes["stroke_width"] = width
            attributes["stroke_dasharray"] = " ".join(map(number, dash))
        return attributes

    def _rectangle(self, item: Rectangle) -> str:
        paint = self._paint(item.fill, item.stroke, item.stroke_width, item.dash)
        radius = min(item.radius, item.width / 2, item.height / 2)
        return element("rect", x=item.x, y=item.y, width=item.width, height=item.height, rx=radius or None, **paint)

    def _ellipse(self, item: Ellipse) -> str:
        paint = self._paint(item.fill, item.stroke, item.stroke_width, item.dash)
        return element("ellipse", cx=item.x, cy=item.y, rx=item.rx, ry=item.ry, **paint)

    def _polyline(self, item: Polyline) -> str:
        paint = self._paint(None, item.color, item.width, item.dash)
        if item.rounded:
            paint |= {"stroke_linecap": "round", "stroke_linejoin": "round"}
        places = list(zip(item.points[::2], item.points[1::2], strict=True))
        if item.curved and len(places) > 2:
            return element("path", d=_curve(places), **paint)
        return element("polyline", points=" ".join(f"{number(x)},{number(y)}" for x, y in places), **paint)

    def _path(self, item: VectorPath) -> str:
        paint = self._paint(item.fill, item.stroke, item.stroke_width, item.dash)
        if item.stroke:
            paint |= {"stroke_linecap": "round", "stroke_linejoin": "round"}
        data = "".join(f"{letter}{' '.join(number(float(one)) for one in values)}" for letter, *values in item.commands)
        return element("path", d=data, **paint)

    def _ring_segment(self, item: RingSegment) -> str:
        paint = self._paint(None, item.color, item.thickness)
        if abs(item.sweep_angle) >= 360:
            return element("circle", cx=item.x, cy=item.y, r=item.radius, **paint)
        start, end = (math.radians(angle - 90) for angle in (item.start_angle, item.start_angle + item.sweep_angle))
        x0, y0 = item.x + item.radius * math.cos(start), item.y + item.radius * math.sin(start)
        x1, y1 = item.x + item.radius * math.cos(end), item.y + item.radius * math.sin(end)
        flags = f"0 {int(abs(item.sweep_angle) > 180)} {int(item.sweep_angle > 0)}"
        radius = number(item.radius)
        return element(
            "path", d=f"M{number(x0)} {number(y0)}A{radius} {radius} {flags} {number(x1)} {number(y1)}", **paint
        )

    def text(self, item: TextRun) -> str:
        """Return a line of text, with its link if that is safe."""
        color, opacity = split_color(item.color)
        text = self._kept_text(item) if self._keep_text else self.definitions.outlines(item)
        markup = element("g", text, fill=color, fill_opacity=opacity) if text else ""
        return element("a", markup, xlink__href=item.link) if markup and is_safe_link(item.link) else markup

    def _kept_text(self, item: TextRun) -> str:
        if not item.text.strip():
            return ""
        font = font_for(item.text, item.font)
        from_right = item.right_to_left or begins_right_to_left(item.text)
        return element(
            "text", words(item.text), x=item.x, y=item.y, textLength=item.width or None,
            font_family=self._kept_fonts.add(font, item.text), font_size=font.size,
            font_weight=str(face_of(font).weight), font_style="italic" if font.italic else None,
            direction="rtl" if from_right else None, text_anchor="end" if from_right else None, xml__space="preserve",
        )  # fmt: skip

    def picture(self, item: Image) -> str:
        """Return a picture in its clip."""
        self._pictures += 1
        markup = picture_markup(item, f"p{self._pictures}-")
        clip = None
        if item.radius or item.fit == "cover" or is_vector(item.file):
            clip = f"url(#{self.definitions.clip(item.x, item.y, item.width, item.height, item.radius)})"
        opacity = item.opacity if item.opacity < 1 else None
        return element("g", markup, clip_path=clip, opacity=opacity)

    def _marks(self, item: MarkBatch) -> str:
        color, opacity = split_color(item.color)
        values = item.coordinates
        if item.kind == "box":
            boxes = zip(values[::4], values[1::4], values[2::4], values[3::4], strict=True)
            data = "".join(_box(*box, item.corner) for box in boxes)
        else:
            dots = zip(values[::3], values[1::3], values[2::3], strict=True)
            data = "".join(_dot(x, y, radius) for x, y, radius in dots)
        return element("path", d=data, fill=color, fill_opacity=opacity) if data else ""


def _box(x: float, y: float, width: float, height: float, corner: float) -> str:
    r = min(corner, width / 2, height / 2)
    if not r > 0.0:
        return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"
    across, down, arc = width - 2 * r, height - 2 * r, f"a{number(r)} {number(r)} 0 0 1 "
    return (
        f"M{number(x + r)} {number(y)}h{number(across)}{arc}{number(r)} {number(r)}v{number(down)}"
        f"{arc}{number(-r)} {number(r)}h{number(-across)}{arc}{number(-r)} {number(-r)}v{number(-down)}"
        f"{arc}{number(r)} {number(-r)}z"
    )


def _dot(x: float, y: float, radius: float) -> str:
    r, across = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"


def _curve(places: list[tuple[float, float]]) -> str:
    """Return a curve through the middles between points."""
    parts = [f"M{number(places[0][0])} {number(places[0][1])}"]
    for (x0, y0), (x1, y1) in itertools.pairwise(places):
        parts.append(f"Q{number(x0)} {number(y0)} {number((x0 + x1) / 2)} {number((y0 + y1) / 2)}")
    parts.append(f"L{number(places[-1][0])} {number(places[-1][1])}")
    return "".join(parts)
