"""Writes one slide: its texts, shapes and pictures in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from desktop.output.export_job import ExportJob
from desktop.output.outline import picture_words
from desktop.output.pptx.animations import Target, timing
from desktop.output.pptx.chart import ChartWriter
from desktop.output.pptx.chart_plan import ChartPlan, chart_plan
from desktop.output.pptx.fills import Box, Paints
from desktop.output.pptx.geometry import clip_box, in_flat_parts, outline
from desktop.output.pptx.markup import document, element, emu, transform
from desktop.output.pptx.package import Package, Relations
from desktop.output.pptx.pictures import is_glow, place_glow, place_picture
from desktop.output.pptx.shapes import Ids, Shape, ShapeLabel, common, group_markup, outlined, pictured, title_first
from desktop.output.pptx.text_blocks import BoxText
from desktop.output.pptx.text_box import TextWriter, address
from desktop.output.pptx.text_room import TextRoom
from desktop.output.safe_link import is_safe_link
from desktop.output.selection import ExportPage
from desktop.output.semantic_roles import Role, role_parts
from desktop.render.frame import Frame, Image, Item, TextRun
from desktop.render.layouts.slide_layout import page_number
from desktop.render.theme import Theme
from desktop.story.aligned_chart import aligned_chart
from desktop.story.markdown import plain_text
from desktop.story.slide_content import slide_content
from desktop.story.slide_title import slide_title

_CHARTS: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NAMES: Final = {"claims": "Claim", "figures": "Figure", "items": "Item"}


class SlideWriter:
    """Writes a slide of the file as position `position`, from 1."""

    def __init__(
        self, package: Package, job: ExportJob, page: ExportPage, frame: Frame, theme: Theme, position: int
    ) -> None:
        self.relations = Relations(f"ppt/slides/slide{position}.xml")
        self._package = package
        self._job = job
        self._page = page
        self._frame = frame
        self._position = position
        self._paints = Paints(theme)
        self._text = TextWriter(theme, self._paints, job.language, self.relations, TextRoom(frame))
        self._ids = Ids()
        self._targets: dict[int, list[Target]] = {}
        self._number = page_number(page.slide, job.story, job.language)
        # A quotation or a number stands in for the title of a slide that has none.
        has_title = bool(slide_content(page.slide, job.story).title)
        self._title_roles = [Role("title")] if has_title else [Role("text", "quote"), Role("text", "number")]
        self._has_title = False

    def write(self, layout: str) -> None:
        """Write the slide on a layout of the file."""
        self.relations.add("slideLayout", layout)
        shapes = title_first(list(self._shapes()))
        if not self._has_title:
            shapes.insert(0, self._hidden_title())
        content = "".join(self._group(key, list(members)) for key, members in groupby(shapes, _group_key))
        tree = element(
            "p:spTree",
            element("p:nvGrpSpPr", element("p:cNvPr", id=1, name=""), element("p:cNvGrpSpPr"), element("p:nvPr")),
            element("p:grpSpPr"),
            content,
        )
        markup = document(
            "p:sld",
            element("p:cSld", tree),
            element("p:clrMapOvr", element("a:masterClrMapping")),
            timing(self._targets),
        )
        kind = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
        self._package.add(self.relations.part, kind, markup, self.relations)

    # -- shapes ---------------------------------------------------------------------------------------

    def _shapes(self) -> Iterator[Shape]:
        """Yield the shapes of the frame in the order of painting."""
        block: BoxText | None = None
        block_role = Role("ornament")
        slide, frame = self._page.slide, self._frame
        chart = aligned_chart(slide.chart) if slide.chart is not None else None
        plan, has_chart = chart_plan(frame, chart, self._job.language), False
        for part in role_parts(frame, slide, self._page.step, said_before=-1):
            clip = clip_box(part.clips)
            for item in part.items:
                if plan is not None and plan.replaces(item):
                    if not has_chart:
                        if block is not None:
                            yield self._text_box(block, block_role)
                            block = None
                        yield self._chart(plan)
                        has_chart = True
                    continue
                if isinstance(item, TextRun):
                    middle = item.x + item.width / 2, item.y - 0.3 * item.font.size
                    if not item.text.strip() or not _holds(clip, *middle):
                        continue
                    zone = frame.zone_at(*middle)
                    if block is not None and part.role == block_role and block.add_if_continuing(item, zone):
                        continue
                    if block is not None:
                        yield self._text_box(block, block_role)
                    block, block_role = BoxText(item, zone), part.role
                    continue
                if block is not None:
                    yield self._text_box(block, block_role)
                    block = None
                for piece in in_flat_parts(item):
                    shape = self._drawn(piece, part.role, clip)
                    if shape is not None:
                        yield shape
        if block is not None:
            yield self._text_box(block, block_role)

    def _text_box(self, block: BoxText, role: Role) -> Shape:
        box = self._text.box(block)
        is_title = role in self._title_roles and not self._has_title
        self._has_title = self._has_title or is_title
        number = str(self._position)
        is_number = block.text == self._number and self._number.startswith(number) and not self._page.slide.backup
        place, kind = element("p:nvPr"), element("p:cNvSpPr", txBox=1)
        locked = element("p:cNvSpPr", element("a:spLocks", noGrp=1))
        if is_title:
            place, kind = element("p:nvPr", element("p:ph", type="title")), locked
        elif is_number:
            place, kind = element("p:nvPr", element("p:ph", type="sldNum", sz="quarter", idx=12)), locked
        label = ShapeLabel(self._name(role, block), link=self._link(role))
        body = self._text.body(block, number_from=number if is_number else "")
        properties = self._text.properties(block)

        def write(shape_id: int) -> str:
            head = element("p:nvSpPr", common(shape_id, label), kind, place)
            return element("p:sp", head, properties, body)

        group = "" if is_title or is_number else self._group_of(role, box)
        return Shape(box, block.step, group, write, kind="text", is_title=is_title)

    def _chart(self, plan: ChartPlan) -> Shape:
        content = plan.content()
        left, top, right, bottom = content.box
        part = ChartWriter(self._package, content, self._text.theme, self._job.language).write(self._position)
        link = element("c:chart", xmlns__c=_CHARTS, r__id=self.relations.add("chart", part))
        data = element("a:graphic", element("a:graphicData", link, uri=_CHARTS))
        place = transform(left, top, right - left, bottom - top).replace("a:xfrm", "p:xfrm")
        label = ShapeLabel("Chart", picture_words("chart", self._page.slide, self._job.story, self._job.language))
        parts = plan.parts_by_step() if plan.by_point else {}

        def write(shape_id: int) -> str:
            for step, members in parts.items():
                for member in members:
                    self._appears(step, Target(shape_id, "chart", member))
            locks = element("p:cNvGraphicFramePr", element("a:graphicFrameLocks", noGrp=1))
            head = element("p:nvGraphicFramePr", common(shape_id, label), locks, element("p:nvPr"))
            return element("p:graphicFrame", head, place, data)

        return Shape(content.box, 0 if parts else plan.step, "", write, kind="chart")

    def _drawn(self, item: Item, role: Role, clip: Box) -> Shape | None:
        if isinstance(item, Image):
            picture = place_picture(self._package, self.relations, item)
            alt = picture_words("picture", self._page.slide, self._job.story, self._job.language)
            return Shape(picture.box, item.step, "", pictured(picture, ShapeLabel("Picture", alt)))
        shape = outline(item, self._paints, clip)
        if shape is None:
            return None
        group = self._group_of(role, shape.box) or "Ornament"
        label = ShapeLabel(self._event_at(shape.box) or group, "")
        write = outlined(shape, label)
        if is_glow(item):
            write = pictured(place_glow(self._package, self.relations, item, shape.box), label)
        return Shape(shape.box, item.step, group, write)

    def _hidden_title(self) -> Shape:
        """Return a title above the slide, for those that show none."""
        title = slide_title(self._job.story, self._page.slide, self._job.language)
        width = self._frame.width
        box = (0.0, -120.0, width, -20.0)
        head = element("p:nvPr", element("p:ph", type="title"))
        body = element(
            "p:txBody", element("a:bodyPr"), element("a:lstStyle"), element("a:p", self._text.plain_run(title))
        )

        def write(shape_id: int) -> str:
            name = element("p:nvSpPr", common(shape_id, ShapeLabel("Title")), element("p:cNvSpPr"), head)
            place = element("a:xfrm", element("a:off", x=0, y=emu(-120)), element("a:ext", cx=emu(width), cy=emu(100)))
            return element("p:sp", name, element("p:spPr", place), body)

        return Shape(box, 0, "", write, kind="text")

    # -- groups, names and links ----------------------------------------------------------------------

    def _group(self, key: tuple[str, int], shapes: list[Shape]) -> str:
        """Write neighbours of one group as one, others alone."""
        name, step = key
        if name and len(shapes) > 1:
            markup, group_id = group_markup(shapes, ShapeLabel(name, self._group_words(name)), self._ids)
            self._appears(step, Target(group_id))
            return markup
        parts = []
        for shape in shapes:
            shape_id = self._ids.next()
            parts.append(shape.write(shape_id))
            self._appears(shape.step, Target(shape_id, shape.kind))
        return "".join(parts)

    def _appears(self, step: int, target: Target) -> None:
        if step > 0:
            self._targets.setdefault(step, []).append(target)

    def _group_of(self, role: Role, box: Box) -> str:
        """Return which larger thing a shape belongs to, or ""."""
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for zone in self._frame.zones:
            if zone.kind in ("timeline", "overview") and zone.y - 1 <= middle[1] <= zone.y + zone.height + 1:
                return "Timeline"
        ribbon = self._frame.ribbon
        if ribbon is not None and role.kind == "ornament" and ribbon[0] <= middle[1] <= ribbon[1]:
            return "Ribbon"
        return ""

    def _group_words(self, name: str) -> str:
        if name in ("Chart", "Timeline"):
            return picture_words("chart", self._page.slide, self._job.story, self._job.language)
        return ""

    def _name(self, role: Role, block: BoxText) -> str:
        if role.kind == "title":
            return "Title"
        if role.kind == "list":
            return f"{_NAMES[role.name]} {role.index + 1}"
        if role.kind in ("event", "source"):
            return f"{role.kind.capitalize()} {role.name}"
        if role.kind == "text":
            return role.name.capitalize()
        return "Slide number" if block.text == self._number else role.kind.capitalize()

    def _event_at(self, box: Box) -> str:
        """Return the title of the event below a mark, or ""."""
        zone = self._frame.zone_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        event = self._job.story.event_by_id.get(zone.id) if zone is not None and zone.kind == "event" else None
        return plain_text(event.title.get(self._job.language)) if event is not None else ""

    def _link(self, role: Role) -> str:
        """Return the relation to the address of a source, or ""."""
        source = self._job.story.source_by_id.get(role.name) if role.kind == "source" else None
        if source is None or not is_safe_link(source.url):
            return ""
        return self.relations.add("hyperlink", address(source.url), external=True)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _group_key(shape: Shape) -> tuple[str, int]:
    return (shape.group, shape.step) if shape.group else ("", 0)
