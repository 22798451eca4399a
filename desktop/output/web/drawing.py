"""Draws frames as SVG inside of a page.

What slides share is defined once for the page. A step is a group that the page can hide; a colour is a variable of the
style sheet, with a dark and a light value.
"""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from desktop.output.file_signs import clean_text
from desktop.output.picture_files import encode, paint_alone
from desktop.output.safe_link import is_safe_link
from desktop.output.subset_fonts import PageFonts
from desktop.output.svg.definitions import Definitions
from desktop.output.svg.frame_svg import FrameWriter
from desktop.output.svg.markup import element, number, split_color, words
from desktop.render import images
from desktop.render.frame import Frame, Image, Item, LinearGradient, RadialGradient, TextRun
from desktop.render.picture_file import is_vector
from desktop.render.svg.svg_element import SvgError
from desktop.render.svg.svg_filter import MAX_SVG_BYTES, filter_svg
from desktop.story.storage.guarded_read import RefusedFileError, read_file

_PIXELS_PER_UNIT: Final = 1.25
_JPEG_QUALITY: Final = 82
_DRAWING_WIDTH: Final = 1000.0  # of a vector file where it is defined
_PNG_QUICK: Final = 60
_SMALL_PICTURE: Final = 60_000
"""Bytes up to which a picture stays a PNG, whose lines are clean."""


class PageDrawings:
    """Draws the frames of one page, with shared definitions."""

    def __init__(self, fonts: PageFonts) -> None:
        self.fonts = fonts
        # A dot is in no id of a story, so that no slide can be called as a definition.
        self.definitions = Definitions("d.")
        self._pairs: dict[tuple[str, str], str] = {}

    def draw(self, dark: Frame, light: Frame) -> str:
        """Return a frame as an SVG element.

        `light` is the same frame in light colours.
        """
        self._pair_colors(dark, light)
        dark = self._told_apart(dark, light)
        writer = _PageFrameWriter(dark, self.definitions, self.fonts)
        box = f"0 0 {number(dark.width)} {number(dark.height)}"
        content = writer.background() + writer.steps()
        return f'<svg class="s" viewBox="{box}" aria-hidden="true" focusable="false">{content}</svg>'

    def shared(self) -> str:
        """Return the element with all that the drawings share."""
        return f'<svg class="shared" width="0" height="0" aria-hidden="true">{self.definitions.markup()}</svg>'

    def color_rules(self) -> tuple[str, str, str]:
        """Return the colours' rules, dark values and light values."""
        rules: list[str] = []
        dark: list[str] = []
        light: list[str] = []
        for index, ((role, color), other) in enumerate(sorted(self._pairs.items())):
            if role == "text":
                rules.append(f'.s text[fill="{color}"]{{fill:var(--c{index})}}')
            else:
                rules.append(f'.s :not(text)[{role}="{color}"],.shared [{role}="{color}"]{{{role}:var(--c{index})}}')
            dark.append(f"--c{index}:{color};")
            light.append(f"--c{index}:{other};")
        return "\n".join(rules), "".join(dark), "".join(light)

    def _pair_colors(self, dark: Frame, light: Frame) -> None:
        """Note the light counterpart of each dark colour."""
        if dark.background is not None and light.background is not None:
            self._pairs.setdefault(("fill", dark.background.color), light.background.color)
            for one, two in zip(dark.background.glows, light.background.glows, strict=False):
                self._pair_all(_stops(one), _stops(two))
        for item, other in zip(dark.items, light.items, strict=False):
            if type(item) is type(other):
                self._pair_all(_colors(item), _colors(other))

    def _told_apart(self, dark: Frame, light: Frame) -> Frame:
        """Return the dark frame with texts of two light colours told apart.

        Rules go by the dark colour. Of words that are as light on a bar as beside it, but not dark in both places on a light
        page, some have a colour that nobody can tell from theirs.
        """
        items = list(dark.items)
        for index, (item, other) in enumerate(zip(dark.items, light.items, strict=False)):
            if isinstance(item, TextRun) and isinstance(other, TextRun):
                color = item.color[:7]
                while self._pairs.setdefault(("text", color), other.color[:7]) != other.color[:7]:
                    color = f"#{(int(color[1:], 16) - 1) % 0x1000000:06x}"
                if color != item.color[:7]:
                    items[index] = replace(item, color=color + item.color[7:])
        return replace(dark, items=tuple(items))

    def _pair_all(self, dark: Iterator[tuple[str, str]], light: Iterator[tuple[str, str]]) -> None:
        for (role, color), (_, other) in zip(dark, light, strict=False):
            if color and other:
                self._pairs.setdefault((role, color[:7]), other[:7])


def _colors(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the colours of an item as (role, colour)."""
    if isinstance(item, TextRun):
        yield "text", item.color
        return
    is_line = type(item).__name__ in ("Polyline", "RingSegment")
    if color := getattr(item, "color", ""):
        yield "stroke" if is_line else "fill", color
    fill = getattr(item, "fill", None)
    if isinstance(fill, str):
        yield "fill", fill
    elif fill is not None:
        yield from _stops(fill)
    if stroke := getattr(item, "stroke", ""):
        yield "stroke", stroke


def _stops(gradient: LinearGradient | RadialGradient) -> Iterator[tuple[str, str]]:
    return (("stop-color", stop.color) for stop in gradient.stops)


class _PageFrameWriter(FrameWriter):
    """Writes a frame with text in the faces of the page."""

    def __init__(self, frame: Frame, definitions: Definitions, fonts: PageFonts) -> None:
        super().__init__(frame, definitions, keep_text=True)
        self._fonts = fonts

    def background(self) -> str:
        """Return the background, wider than the canvas.

        On a screen of another shape the deck shows what lies beside it; elsewhere it is cut.
        """
        background = self._frame.background
        if background is None:
            return ""
        width, height = self._frame.width, self._frame.height
        area: dict[str, Any] = {"x": -width / 2, "y": -height / 2, "width": 2 * width, "height": 2 * height}
        glows = (element("rect", fill=f"url(#{self.definitions.gradient(glow)})", **area) for glow in background.glows)
        return element("rect", fill=background.color, **area) + "".join(glows)

    def steps(self) -> str:
        """Return all items, those of a step in groups that name it."""
        return self.items(None)

    def item(self, item: Item) -> str:
        """Return one item, in a group if it comes with a step."""
        markup = super().item(item)
        return f'<g data-step="{item.step}">{markup}</g>' if item.step and markup else markup

    def text(self, item: TextRun) -> str:
        """Return a line of text, as wide as it was laid out."""
        said = clean_text(item.text)
        if not said.strip():
            return ""
        color, opacity = split_color(item.color)
        classes = self._fonts.class_of(item.font, said)
        if item.right_to_left or _begins_right(said):
            classes += " r"
        # A browser that has not yet the face sets the words in the same width; one sign needs no help.
        width = item.width if len(said) > 1 else None
        markup = element(
            "text", words(said), class_=classes, x=item.x, y=item.y, textLength=width or None,
            lengthAdjust="spacingAndGlyphs" if width else None, fill=color, fill_opacity=opacity,
        )  # fmt: skip
        if not is_safe_link(item.link):
            return markup
        return element("a", markup, href=item.link.strip(), target="_blank", rel="noopener noreferrer", tabindex="-1")

    def picture(self, item: Image) -> str:
        """Return the use of a picture that the page holds once."""
        use = self._use_of_drawing(item) if is_vector(item.file) else ""
        use = use or self._use_of_picture(item)
        clip = None
        if item.radius or item.fit == "cover" or is_vector(item.file):
            clip = f"url(#{self.definitions.clip(item.x, item.y, item.width, item.height, item.radius)})"
        return element("g", use, clip_path=clip, opacity=item.opacity if item.opacity < 1 else None)

    def _use_of_drawing(self, item: Image) -> str:
        """Return the use of a vector file, "" if it is unreadable.

        The page holds it once, whatever its sizes on slides.
        """
        key = ("drawing", item.file, item.folder, item.version)
        size = images.image_size(item.file, item.folder, item.version)
        drawing = _vector_file(item)
        if not drawing or size is None:
            return ""
        enlarged = _DRAWING_WIDTH / size[0]
        name = self._add_image(key, drawing, _DRAWING_WIDTH, size[1] * enlarged)
        rect = images.image_rect(size, QRectF(item.x, item.y, item.width, item.height), item.fit, item.focus)
        place = f"translate({number(rect.x())} {number(rect.y())}) scale({rect.width() / _DRAWING_WIDTH:.6g})"
        return element("use", href=f"#{name}", transform=place)

    def _use_of_picture(self, item: Image) -> str:
        key = ("picture", item.file, item.folder, item.version, item.width, item.height, item.fit, item.focus)
        kind, data = _encoded(paint_alone(replace(item, radius=0.0), _PIXELS_PER_UNIT))
        href = f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
        return element("use", href=f"#{self._add_image(key, href, item.width, item.height)}", x=item.x, y=item.y)

    def _add_image(self, key: tuple[Any, ...], href: str, width: float, height: float) -> str:
        return self.definitions.add(
            key, "image", "", width=width, height=height, preserveAspectRatio="none", href=href,
        )  # fmt: skip


def _begins_right(text: str) -> bool:
    """Return whether a text begins with right-to-left letters."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


def _vector_file(item: Image) -> str:
    """Return a data address of a drawing, "" if it is unreadable."""
    try:
        data = filter_svg(read_file(item.file, folder=item.folder, max_bytes=MAX_SVG_BYTES)).data
    except (RefusedFileError, SvgError):
        return ""
    text = data.decode("utf-8")
    if "'" not in text:
        text = text.replace('"', "'")  # which an address may hold
    # Nearly as readable as the file, and half of what base64 would be once the page is compressed.
    return "data:image/svg+xml," + quote(text, safe=" =/:;,()-_.!~*@$+[]{}|'")


def _encoded(picture: QImage) -> tuple[str, bytes]:
    """Return a picture as PNG, or as JPEG if smaller and opaque."""
    png = encode(picture, "png", _PNG_QUICK)
    if len(png) < _SMALL_PICTURE or min(bytes(picture.constBits())[3::4]) < 255:
        return "png", png
    jpeg = encode(picture, "jpeg", _JPEG_QUALITY)
    return ("jpeg", jpeg) if len(jpeg) < len(png) / 2 else ("png", png)
