"""Pictures, gradients and transparencies that pages of a PDF share."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.output.pdf.object_writer import ObjectWriter
from desktop.output.pdf.syntax import number, numbers, rgb, stream
from desktop.render.frame import GradientStop, LinearGradient, RadialGradient

Gradient = LinearGradient | RadialGradient
MakeObject = Callable[[ObjectWriter], int]

_CATEGORIES: Final = ("XObject", "ExtGState", "Shading")


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource with its name in the content of pages."""

    category: str
    name: bytes
    make: MakeObject  # writes the object and returns its number


class Resources:
    """Holds each resource once, however many pages show it."""

    def __init__(self) -> None:
        self._resources: dict[Hashable, Resource] = {}
        self._numbers: dict[bytes, int] = {}

    def name(self, category: str, key: Hashable, make: MakeObject) -> bytes:
        """Return the name of a resource, such as `/P3`.

        `make` is called when it is written, once.
        """
        found = self._resources.get((category, key))
        if found is None:
            found = Resource(category, b"/P%d" % len(self._resources), make)
            self._resources[category, key] = found
        return found.name

    def opacity(self, value: float) -> bytes:
        """Return the name of an opacity from 0 to 1."""
        body = b"<< /ca %s /CA %s >>" % (number(value), number(value))
        return self.name("ExtGState", value, lambda writer: writer.add(body))

    def gradient(self, gradient: Gradient, box: tuple[float, ...]) -> tuple[bytes, bytes]:
        """Return the names of a gradient's transparency and colours.

        `box` is (left, top, right, bottom) of what it may fill, in the units of the gradient.
        """
        colors = self.name("Shading", gradient, lambda writer: writer.add(_shading(gradient, b"DeviceRGB")))
        if all(len(stop.color) == 7 for stop in gradient.stops):
            return self.opacity(1.0), colors

        def make_mask(writer: ObjectWriter) -> int:
            shading = writer.add(_shading(gradient, b"DeviceGray"))
            form = stream(
                b"/A sh",
                b" /Type /XObject /Subtype /Form /BBox [%s] /Group << /S /Transparency /CS /DeviceGray >>"
                b" /Resources << /Shading << /A %d 0 R >> >>" % (numbers(*box), shading),
                compress=False,
            )
            mask = writer.add(form)
            return writer.add(b"<< /SMask << /Type /Mask /S /Luminosity /G %d 0 R >> /ca 1 >>" % mask)

        return self.name("ExtGState", (gradient, box), make_mask), colors

    def entries(self, content: bytes, writer: ObjectWriter) -> dict[str, bytes]:
        """Return the entries, by category, of what a page's content names.

        What no page has needed before is written now.
        """
        found = dict.fromkeys(_CATEGORIES, b"")
        for resource in self._resources.values():
            if resource.name + b" " in content:
                if resource.name not in self._numbers:
                    self._numbers[resource.name] = resource.make(writer)
                found[resource.category] += b"%s %d 0 R\n" % (resource.name, self._numbers[resource.name])
        return found


def _shading(gradient: Gradient, space: bytes) -> bytes:
    """Return a gradient's colours, or with "DeviceGray" its opacity."""
    if isinstance(gradient, RadialGradient):
        kind, places = 3, numbers(gradient.x, gradient.y, 0, gradient.x, gradient.y, gradient.radius)
    else:
        kind, places = 2, numbers(gradient.x0, gradient.y0, gradient.x1, gradient.y1)
    function = _stitched(gradient.stops, _opacity if space == b"DeviceGray" else rgb)
    body = b"<< /ShadingType %d /ColorSpace /%s /Coords [%s] /Extend [true true] /Function %s >>"
    return body % (kind, space, places, function)


def _stitched(stops: tuple[GradientStop, ...], values: Callable[[str], bytes]) -> bytes:
    """Return a function from 0 to 1 through the stops."""
    ordered = sorted(stops, key=lambda stop: stop.offset)
    if ordered[0].offset > 0:
        ordered.insert(0, GradientStop(0.0, ordered[0].color))
    if ordered[-1].offset < 1:
        ordered.append(GradientStop(1.0, ordered[-1].color))
    parts = [
        b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [%s] /C1 [%s] >>" % (values(first.color), values(second.color))
        for first, second in itertools.pairwise(ordered)
    ]
    bounds = numbers(*(stop.offset for stop in ordered[1:-1]))
    encode = b"0 1 " * len(parts)
    return b"<< /FunctionType 3 /Domain [0 1] /Functions [%s] /Bounds [%s] /Encode [%s] >>" % (
        b" ".join(parts),
        bounds,
        encode,
    )


def _opacity(color: str) -> bytes:
    return number(int(color[7:9] or "ff", 16) / 255)
