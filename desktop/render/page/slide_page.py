"""Collects the items of a slide while a layout draws it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from desktop.render import images, theme as themes
from desktop.render.colors import readable_color
from desktop.render.frame import Background, ChartPlot, Font, Frame, HitZone, Item, Overflow, TextRun
from desktop.render.page.citation_markers import mark_color, mark_font, mark_gap, mark_text
from desktop.render.page.grid import FOOT_LINE_HEIGHT, Box, Grid
from desktop.render.page.marks_above import space_above_block
from desktop.render.page.mirror import Block
from desktop.render.page.picture import add_picture
from desktop.render.page.ribbon_place import HEIGHT_BELOW, HIGH_RIBBON, RIBBON_HEIGHT, RibbonPlace
from desktop.render.text import TextBlock, TextStyle, cap_height, measure_text
from desktop.render.text_fit import LEAST_SENTENCE, fit_columns, fit_text, language_style
from desktop.render.theme import Theme
from desktop.story.citations import slide_source_ids
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.layouts import LAYOUTS
from desktop.story.localized_text import KeyPath, LocalizedText
from desktop.story.model import Slide, Story
from desktop.story.reveal_steps import reveal_steps
from desktop.story.slide_content import slide_content

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack

KICKER_GAP: Final = 44.0
"""The gap between the kicker and the title's capitals."""

_UPRIGHT: Final = 1.3


@dataclass
class SlidePage:
    """Collects what a layout adds to one slide.

    `frame` returns the result.
    """

    slide: Slide
    story: Story
    language: str
    theme: Theme
    grid: Grid
    items: list[Item] = field(default_factory=list)
    zones: list[HitZone] = field(default_factory=list)
    overflows: list[Overflow] = field(default_factory=list)
    missing_images: list[str] = field(default_factory=list)
    background: Background | None = None
    ribbon: bool = True
    ribbon_place: RibbonPlace = HIGH_RIBBON
    foot_lines: int = 1
    foot_right: float = 0.0  # where the notes and the page number end
    years_at: tuple[tuple[float, int], ...] = ()  # two x of the canvas with their years: the scale of a chart
    aggregated: Mapping[str, AggregatedTrack] = field(default_factory=dict)
    plots: list[ChartPlot] = field(default_factory=list)
    step_of_source: dict[str, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)  # what keeps its direction where a page is mirrored

    def __post_init__(self) -> None:
        self.spec = LAYOUTS[self.slide.layout]
        self.source_ids = slide_source_ids(self.slide, self.story)
        self.steps_by_part = reveal_steps(self.slide, self.story)
        self.content = slide_content(self.slide, self.story)
        self.own_language = self.story.own_language(self.language)

    # -- positions ----------------------------------------------------------------------------------

    @property
    def height(self) -> float:
        """Return the height of the canvas."""
        return self.grid.height

    @property
    def is_upright(self) -> bool:
        """Return whether the page is much higher than wide."""
        return self.height > _UPRIGHT * self.grid.width

    @property
    def foot_height(self) -> float:
        """Return the height of the source notes beyond two lines."""
        return FOOT_LINE_HEIGHT * max(0, self.foot_lines - 2)

    @property
    def bottom(self) -> float:
        """Return the bottom of the content.

        The ribbon or the source notes lie below it.
        """
        if self.ribbon and self.ribbon_place.is_low:
            return self.ribbon_y - self.ribbon_place.height_above
        return self.height - self.foot_height - 150.0 - (RIBBON_HEIGHT if self.ribbon else 0.0)

    @property
    def ribbon_y(self) -> float:
        """Return the centre line of the time ribbon."""
        return self.ribbon_place.line_y(self.height, self.foot_lines)

    @contextmanager
    def unmirrored(self, x: float, width: float) -> Iterator[None]:
        """Keep the direction of what is drawn in a block.

        It reaches from `x` to `x + width`. In languages read from the right a time axis still runs from left to right.
        """
        if not self.own_language.is_right_to_left:
            yield
            return
        known = {id(member) for member in (*self.items, *self.zones, *self.plots)}
        yield
        drawn = frozenset(id(member) for member in (*self.items, *self.zones, *self.plots)) - known
        self.blocks.append(Block(x, width, drawn))

    # -- content ---------------------------------------------------------------------------------------

    def step_of(self, part: str) -> int:
        """Return the key press at which a part appears."""
        return self.steps_by_part.get(part, 0)

    def localized(self, text: LocalizedText | str) -> str:
        """Return a text in the page's language; a string as it is."""
        return text if isinstance(text, str) else text.get(self.language)

    def format_date(self, when: EdtfDate, style: str = "long") -> str:
        """Return a date in words in the page's language."""
        return format_date(when, self.own_language, style="short" if style == "short" else "long")

    def word(self, key: str, **values: object) -> str:
        """Return what slides say by themselves: `word("backup", number=1)`.

        The keys are those of [words] in `desktop/locale/en/locale.toml`.
        """
        return self.own_language.word(key, **values)

    @property
    def accent(self) -> str:
        """Return the colour name of the slide.

        It is the slide's own, else that of its event's track, else the layout's.
        """
        if self.slide.color:
            return self.slide.color
        if self.content.event is not None:
            return self.story.color_of(self.content.event)
        return self.spec.accent

    @property
    def accent_color(self) -> str:
        """Return the slide's colour as `#rrggbb`."""
        return self.theme.color(self.accent)

    @property
    def figure_accent(self) -> str:
        """Return the colour name of figures: gold in place of vermilion."""
        return "gold" if self.accent == "vermilion" else self.accent

    @property
    def kicker_color(self) -> str:
        """Return the kicker's colour as `#rrggbb`.

        It is the slide's own, else that of its event's track, else the layout's.
        """
        event = self.content.event
        color_name = self.slide.color or (self.story.color_of(event) if event else "")
        color_name = color_name or self.spec.kicker_color
        color = self.theme.color(color_name) if color_name not in ("paper", "muted") else self.theme.muted
        # A track's colour is one for marks: a small text in it, in the middle of its own glow, would be too dark.
        return readable_color(color, self.background, self.theme.paper)

    # -- texts and pictures ----------------------------------------------------------------------------------

    def add_text(
        self,
        text: LocalizedText | str,
        style: TextStyle,
        x: float,
        y: float,
        width: float,
        max_height: float = 400.0,
        *,
        part: str = "",
        sources: Iterable[str] = (),
        path: KeyPath = (),
        zone_kind: str = "text",
        least: float = LEAST_SENTENCE,
        columns: int = 1,
    ) -> float:
        """Add a text and its hit zone; return its last baseline.

        `y` is the top of its capitals, and is returned where there is no text. The text appears with its `part` of the
        slide; the marks of `sources` follow it. `path` says where it is written, if not at `text` itself. A text that
        does not fit `width` × `max_height` goes down the ladder of `fit_text` to the size `least`; what is cut off is
        recorded as an overflow. In two `columns` it keeps its size.
        """
        words = self.localized(text)
        if not words.strip():
            return y
        style = language_style(style, self.language)
        step = self.step_of(part) if part else 0
        marks = self.marks(sources, step)
        zone_path = path or (text.path_for(self.language) if isinstance(text, LocalizedText) else ())
        text_width = width - self.marks_width(marks, style.font)
        if columns == 2:
            block, excess = fit_columns(words, style, text_width, max_height)
        else:
            block, excess = fit_text(words, style, text_width, max_height, least)
        if excess > 0.5:
            self.overflows.append(Overflow(part or zone_kind, zone_path, excess))
        if style.align == "center":
            block = block.centred()
        left = x + {"left": 0.0, "center": (width - block.width) / 2, "right": text_width - block.width}[style.align]
        runs = block.runs_at(left, y, step)
        self.items.extend(runs)
        if marks:
            last = runs[-1]
            self.add_mark_run(
                marks, block.font, last.x + last.width + mark_gap(block.font), last.y - cap_height(block.font), step
            )
        if zone_path:
            self.zones.append(
                HitZone(left - 8, y - 12, block.width + 16, block.height + 24, zone_kind, zone_path, step=step)
            )
        return y + block.height

    @property
    def kicker_height(self) -> float:
        """Return the height of the kicker with the gap below it."""
        return cap_height(self.kicker_font) + KICKER_GAP

    @property
    def kicker_font(self) -> Font:
        """Return the kicker's font: larger in scripts without capitals."""
        return themes.kicker_font(24.0 if self.own_language.has_capitals else 29.0)

    def add_header(
        self,
        text: LocalizedText | str,
        style: TextStyle,
        width: float,
        max_height: float = 400.0,
        *,
        fallback_kicker: str = "",
        kicker_color: str = "",
        part: str = "title",
        path: KeyPath = (),
        zone_kind: str = "text",
        sources: Iterable[str] = (),
        grow_up: bool = False,
    ) -> float:
        """Add the kicker and the title below it; return its last baseline.

        The first baseline is the same on all slides, whatever the size of the title. With `grow_up` the last one is.
        """
        words = self.localized(text)
        style = language_style(style, self.language)
        marks_width = self.marks_width(self.marks(sources), style.font)
        block, _ = fit_text(words, style, width - marks_width, max_height)
        y = self.header_top(block, grow_up=grow_up)
        self.add_kicker(y - self.kicker_height - space_above_block(block), fallback_kicker, kicker_color, width)
        return self.add_text(
            text,
            style,
            self.grid.margin,
            y,
            width,
            max_height,
            part=part,
            path=path,
            zone_kind=zone_kind,
            sources=sources,
        )

    def header_top(self, block: TextBlock, *, grow_up: bool) -> float:
        """Return the top of a title's capitals, below the kicker."""
        rise = block.height if grow_up else cap_height(block.font) if block.runs else 0.0
        top = (self.grid.growing_top if grow_up else self.grid.top) + space_above_block(block)
        return max(self.grid.title_baseline - rise, top + self.kicker_height)

    def add_kicker(self, y: float, fallback: str = "", color: str = "", width: float = 0.0) -> None:
        """Add the kicker, if any, with its capitals' top at `y`.

        Without a width it may take the whole page's.
        """
        text = self.slide.kicker
        words = self.localized(text) or fallback
        style = TextStyle(self.kicker_font, color or self.kicker_color, max_lines=1)
        path = text.path_for(self.language) if text else (*self.slide.path, "kicker")
        shown, width = self.own_language.upper(words), width or self.grid.content_width
        self.add_text(shown, style, self.grid.margin, y, width, 40, part="kicker", path=path, least=24)

    def title_style(self, size: float = 86.0, max_lines: int = 3) -> TextStyle:
        """Return the style of a title in the display font."""
        return TextStyle(
            themes.display_font(size),
            self.theme.paper,
            leading=1.1,
            balance=True,
            strong_color=self.accent_color,
            max_lines=max_lines,
        )

    def body_style(self, size: float = 35.0, *, color: str = "") -> TextStyle:
        """Return the style of explanations, in paragraphs."""
        return TextStyle(
            themes.body_font(size),
            color or self.theme.muted,
            leading=1.42,
            strong_color=self.theme.paper,
            block_markdown=True,
        )

    def more_style(self) -> TextStyle:
        """Return the style of a line that counts what is left out."""
        return TextStyle(themes.body_font(29), self.theme.muted, max_lines=1)

    def note_style(self) -> TextStyle:
        """Return the style of notes: the smallest of sentences."""
        return TextStyle(themes.body_font(LEAST_SENTENCE), self.theme.muted)

    def add_image(
        self,
        file: str,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fit: str = "",
        radius: float = 0.0,
        opacity: float = 1.0,
        part: str = "image",
    ) -> bool:
        """Add a picture; return whether it can be read."""
        return add_picture(self, file, Box(x, y, width, height), fit=fit, radius=radius, opacity=opacity, part=part)

    def has_image(self, file: str) -> bool:
        """Return whether a picture is given and can be read."""
        folder = self.story.folder
        full_path = os.path.join(folder, file)
        return bool(file) and images.image_size(full_path, folder, images.file_version(full_path)) is not None

    # -- sources -----------------------------------------------------------------------------------------------------

    def marks(self, sources: Iterable[str], step: int | None = None) -> str:
        """Return the marks of sources at the foot, or "".

        With a `step`, their notes appear at that step, or before.
        """
        cited = [source_id for source_id in sources if source_id in self.source_ids]
        if not cited:
            return ""
        if step is not None:
            for source_id in cited:
                self.step_of_source[source_id] = min(step, self.step_of_source.get(source_id, step))
        return mark_text(self.source_ids.index(source_id) + 1 for source_id in cited)

    @cached_property
    def mark_color(self) -> str:
        """Return the colour of marks as `#rrggbb`, readable on the page."""
        return readable_color(mark_color(self.theme), self.background, self.theme.paper)

    def add_marks(self, sources: Iterable[str], font: Font, center_x: float, y: float, step: int) -> None:
        """Add the marks of sources alone, sized for a text in `font`."""
        marks = self.marks(sources, step)
        if marks:
            self.add_mark_run(marks, font, center_x - measure_text(marks, mark_font(font)) / 2, y, step)

    def add_mark_run(self, marks: str, font: Font, x: float, y: float, step: int) -> None:
        """Add marks behind a text in `font`, their digits' top at `y`."""
        own_font = mark_font(font)
        baseline = y + cap_height(own_font)
        width = measure_text(marks, own_font)
        self.items.append(TextRun(x, baseline, marks, own_font, self.mark_color, width, step=step))

    def marks_width(self, marks: str, font: Font) -> float:
        """Return the width of marks and gap behind text in `font`."""
        return measure_text(marks, mark_font(font)) + mark_gap(font) + 2.0 if marks else 0.0

    def frame(self, steps: int) -> Frame:
        """Return the finished page as a Frame."""
        return Frame(
            self.grid.width,
            self.grid.height,
            self.background,
            tuple(self.items),
            tuple(self.zones),
            tuple(self.overflows),
            tuple(self.missing_images),
            steps,
            tuple(self.plots),
            (self.ribbon_y - self.ribbon_place.height_above, self.ribbon_y + HEIGHT_BELOW) if self.ribbon else None,
        )
