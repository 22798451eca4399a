"""Puts pictures into a file: photographs as they are, drawings twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from desktop.fast_dataclass import dataclass
from desktop.output.picture_files import drawing_file, encode, jpeg_file_info, paint_alone, without_metadata
from desktop.output.png_encoder import encode_png
from desktop.output.pptx.fills import Box
from desktop.output.pptx.geometry import preset, rounded
from desktop.output.pptx.markup import element, transform
from desktop.output.pptx.package import Package, Relations
from desktop.render import images
from desktop.render.background_image import ground_image
from desktop.render.frame import (
    Background,
    Ellipse,
    Frame,
    Image,
    Item,
    LinearGradient,
    RadialGradient,
    Rectangle,
    VectorPath,
)
from desktop.render.paint import paint
from desktop.render.painter_scope import painting
from desktop.render.picture_file import is_vector
from desktop.story.storage.guarded_read import MAX_PICTURE_BYTES, read_file

_PIXELS_PER_UNIT: Final = 1.5
_GROUND_PIXELS_PER_UNIT: Final = 2 / 3  # glows are soft
_QUALITY: Final = 85
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """Holds the fill and the geometry of a picture, with its bounds."""

    fill: str
    properties: str
    box: Box


def ground_file(package: Package, background: Background, width: float, height: float) -> str:
    """Return the name of the picture of a background."""

    def make() -> bytes:
        scale = _GROUND_PIXELS_PER_UNIT
        image = ground_image(background, round(width * scale), round(height * scale), scale)
        return encode(image, "jpeg", _QUALITY)

    return package.add_file((background, width, height), "media", "jpg", make)


def place_picture(package: Package, relations: Relations, item: Image) -> PlacedPicture:
    """Put a picture into the file, once, and place it."""
    rect = QRectF(item.x, item.y, item.width, item.height)
    key = (item.file, item.version)
    jpeg = jpeg_file_info(item.file, item.folder, item.version)
    drawing = drawing_file(item.file, item.folder, item.version) if is_vector(item.file) else None
    size: tuple[float, float] | None = (jpeg.width, jpeg.height) if jpeg else None
    if drawing is not None:
        size = images.image_size(item.file, item.folder, item.version)
    extension = ""
    if size is None:  # any other kind of file, or one that only Qt can read: painted as it is seen
        target = rect
        name = package.add_file(
            replace(item, x=0.0, y=0.0, step=0, opacity=1.0), "media", "png", lambda: _painted(item)
        )
    else:
        target = images.image_rect(size, rect, item.fit, item.focus)
        if jpeg is not None:
            name = package.add_file(key, "media", "jpg", lambda: _photograph(item))
        else:
            whole = replace(
                item, x=0.0, y=0.0, width=target.width(), height=target.height(), fit="contain", radius=0.0, step=0,
                opacity=1.0, focus=None,
            )  # fmt: skip
            name = package.add_file(whole, "media", "png", lambda: _painted(whole))
            drawn = package.add_file((*key, "svg"), "media", "svg", lambda: drawing or b"")
            extension = element(
                "a:extLst",
                element(
                    "a:ext",
                    element("asvg:svgBlip", xmlns__asvg=_SVG, r__embed=relations.add("image", drawn)),
                    uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}",
                ),
            )
    shown = target.intersected(rect)
    crop = None
    if shown != target:
        edges = {
            "l": shown.left() - target.left(),
            "r": target.right() - shown.right(),
            "t": shown.top() - target.top(),
            "b": target.bottom() - shown.bottom(),
        }
        parts = {
            edge: 100000 * max(0.0, value) / (target.width() if edge in "lr" else target.height())
            for edge, value in edges.items()
        }
        crop = element("a:srcRect", **parts)
    alpha = element("a:alphaModFix", amt=item.opacity * 100000) if item.opacity < 1 else ""
    blip = element("a:blip", alpha, extension, r__embed=relations.add("image", name))
    fill = element("p:blipFill", blip, crop or "", element("a:stretch", element("a:fillRect")))
    properties = element(
        "p:spPr",
        transform(shown.x(), shown.y(), shown.width(), shown.height()),
        rounded(shown.width(), shown.height(), item.radius),
    )
    return PlacedPicture(fill, properties, (shown.left(), shown.top(), shown.right(), shown.bottom()))


def is_glow(item: Item) -> bool:
    """Return whether an item fades, more than from end to end.

    Only PowerPoint draws such a gradient as it is meant.
    """
    fill = getattr(item, "fill", None)
    if not isinstance(fill, LinearGradient | RadialGradient):
        return False
    opacities = {stop.color[7:] for stop in fill.stops}
    is_plain = isinstance(fill, LinearGradient) and len(fill.stops) == 2 and "00" not in opacities
    return len(opacities) > 1 and not is_plain


def place_glow(package: Package, relations: Relations, item: Item, box: Box) -> PlacedPicture:
    """Put an item into the file as a picture; `box` bounds it."""
    width, height = box[2] - box[0], box[3] - box[1]
    frame = Frame(width, height, None, (_moved(item, -box[0], -box[1]),))

    def make() -> bytes:
        size = max(1, round(width * _PIXELS_PER_UNIT)), max(1, round(height * _PIXELS_PER_UNIT))
        image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        with painting(image) as painter:
            paint(painter, frame, QRectF(0, 0, *size))
        return encode_png(image)

    name = package.add_file(frame, "media", "png", make)
    blip = element("a:blip", r__embed=relations.add("image", name))
    fill = element("p:blipFill", blip, element("a:stretch", element("a:fillRect")))
    return PlacedPicture(fill, element("p:spPr", transform(box[0], box[1], width, height), preset("rect")), box)


def _moved(item: Item, dx: float, dy: float) -> Item:
    """Return a filled shape elsewhere, rounded: equal ones are equal there."""

    def shift(x: float, y: float) -> tuple[float, float]:
        return round(x + dx, 1), round(y + dy, 1)

    if not isinstance(item, Rectangle | Ellipse | VectorPath):
        return item
    fill = item.fill
    if isinstance(fill, RadialGradient):
        x, y = shift(fill.x, fill.y)
        fill = replace(fill, x=x, y=y)
    elif isinstance(fill, LinearGradient):
        (x0, y0), (x1, y1) = shift(fill.x0, fill.y0), shift(fill.x1, fill.y1)
        fill = replace(fill, x0=x0, y0=y0, x1=x1, y1=y1)
    if isinstance(item, VectorPath):
        commands = tuple(
            (
                name,
                *(
                    value
                    for at in range(0, len(values), 2)
                    for value in shift(float(values[at]), float(values[at + 1]))
                ),
            )
            for name, *values in item.commands
        )
        return replace(item, commands=commands, fill=fill, step=0)
    x, y = shift(item.x, item.y)
    return replace(item, x=x, y=y, fill=fill, step=0)


def _photograph(item: Image) -> bytes:
    return without_metadata(read_file(item.file, folder=item.folder, max_bytes=MAX_PICTURE_BYTES))


def _painted(item: Image) -> bytes:
    return encode_png(paint_alone(replace(item, radius=0.0), _PIXELS_PER_UNIT))
