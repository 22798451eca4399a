"""Orders, groups and writes the shapes of a slide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.output.pptx.fills import Box
from desktop.output.pptx.geometry import Outline
from desktop.output.pptx.markup import element, transform
from desktop.output.pptx.pictures import PlacedPicture

_DECORATIVE: Final = element(
    "a:extLst",
    element(
        "a:ext",
        element(
            "adec:decorative",
            xmlns__adec="http://schemas.microsoft.com/office/drawing/2017/decorative",
            val=1,
        ),
        uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}",
    ),
)
_MAX_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class ShapeLabel:
    """Holds the name and the description of a shape.

    `alt` of None is for texts, which say themselves what they show; "" marks an ornament. `link` is a relation.
    """

    name: str
    alt: str | None = None
    link: str = ""
    action: str | None = None


def common(shape_id: int, label: ShapeLabel) -> str:
    """Return the element that names a shape."""
    link = element("a:hlinkClick", r__id=label.link, action=label.action) if label.link else ""
    return element(
        "p:cNvPr",
        link,
        _DECORATIVE if label.alt == "" else "",
        id=shape_id,
        name=label.name[:_MAX_NAME],
        descr=label.alt or None,
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """Holds a shape of a slide: its place, step and markup.

    `group` tells which neighbours belong together, "" for none. `write` takes the id of the shape. `kind` is "text",
    "chart" or "".
    """

    box: Box
    step: int
    group: str
    write: Callable[[int], str]
    kind: str = ""
    is_title: bool = False


class Ids:
    """Counts the ids of the shapes on a slide."""

    def __init__(self) -> None:
        self.last = 1  # the tree itself

    def next(self) -> int:
        """Return the next id."""
        self.last += 1
        return self.last


def outlined(outline: Outline, label: ShapeLabel) -> Callable[[int], str]:
    """Return a function that writes a drawn shape."""

    def write(shape_id: int) -> str:
        name = common(shape_id, label)
        if outline.is_line:
            head = element("p:nvCxnSpPr", name, element("p:cNvCxnSpPr"), element("p:nvPr"))
            return element("p:cxnSp", head, element("p:spPr", outline.properties))
        head = element("p:nvSpPr", name, element("p:cNvSpPr"), element("p:nvPr"))
        return element("p:sp", head, element("p:spPr", outline.properties))

    return write


def pictured(picture: PlacedPicture, label: ShapeLabel) -> Callable[[int], str]:
    """Return a function that writes the picture."""

    def write(shape_id: int) -> str:
        lock = element("p:cNvPicPr", element("a:picLocks", noChangeAspect=1))
        head = element("p:nvPicPr", common(shape_id, label), lock, element("p:nvPr"))
        return element("p:pic", head, picture.fill, picture.properties)

    return write


def group_markup(shapes: Sequence[Shape], label: ShapeLabel, ids: Ids) -> tuple[str, int]:
    """Return shapes as one group, and the id of the group."""
    group_id = ids.next()
    left, top = min(shape.box[0] for shape in shapes), min(shape.box[1] for shape in shapes)
    right, bottom = max(shape.box[2] for shape in shapes), max(shape.box[3] for shape in shapes)
    place = transform(left, top, right - left, bottom - top)
    corner, size = place.removeprefix("<a:xfrm>").removesuffix("</a:xfrm>").split("/><")
    inner = f"{corner}/><{size}".replace("<a:off", "<a:chOff").replace("<a:ext", "<a:chExt")
    properties = element("p:grpSpPr", place.replace("</a:xfrm>", f"{inner}</a:xfrm>"))
    head = element("p:nvGrpSpPr", common(group_id, label), element("p:cNvGrpSpPr"), element("p:nvPr"))
    members = "".join(shape.write(ids.next()) for shape in shapes)
    return element("p:grpSp", head, properties, members), group_id


def title_first(shapes: Sequence[Shape]) -> list[Shape]:
    """Return shapes with the title as early as it is not covered.

    Programs read in the order in which they paint.
    """
    ordered = list(shapes)
    place = next((index for index, shape in enumerate(ordered) if shape.is_title), None)
    if place is None:
        return ordered
    title = ordered.pop(place)
    below = [index + 1 for index, shape in enumerate(ordered[:place]) if _overlap(shape.box, title.box)]
    ordered.insert(max(below, default=0), title)
    return ordered


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
