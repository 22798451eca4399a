"""Collects the items of a slide while a layout draws it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desktop.render import images, theme as themes
from desktop.render.colors import readable_color
from desktop.render.frame import WIDTH, Background, Font, Frame, HitZone, Image, Item, Overflow, TextRun
from desktop.render.text import TextStyle, cap_height, fit_text, measure_text, superscript
from desktop.render.theme import MARGIN, Theme
from desktop.story.citations import slide_source_ids
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.words import format_date
from desktop.story.inherit import slide_content
from desktop.story.layouts import LAYOUTS
from desktop.story.model import KeyPath, LocalizedText, Slide, Story
from desktop.story.reveal_steps import reveal_steps

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import AggregatedTrack

ASPECTS: Final = {"16:9": 1080.0, "16:10": 1200.0, "4:3": 1440.0}
"""The height of the 1920-wide canvas for each aspect."""

CONTENT_RIGHT: Final = WIDTH - MARGIN
CONTENT_WIDTH: Final = WIDTH - 2 * MARGIN


@dataclass
class SlidePage:
    """Collects what a layout adds to one slide.

    `frame` returns the result.
    """

    slide: Slide
    story: Story
    language: str
    theme: Theme
    height: float
    items: list[Item] = field(default_factory=list)
    zones: list[HitZone] = field(default_factory=list)
    overflows: list[Overflow] = field(default_factory=list)
    missing_images: list[str] = field(default_factory=list)
    background: Background | None = None
    ribbon: bool = True
    aggregated: Mapping[str, AggregatedTrack] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spec = LAYOUTS[self.slide.layout]
        self.source_ids = slide_source_ids(self.slide, self.story)
        self.steps_by_part = reveal_steps(self.slide, self.story)
        self.content = slide_content(self.slide, self.story)
        self.own_language = self.story.own_language(self.language)

    # -- positions ----------------------------------------------------------------------------------

    @property
    def top(self) -> float:
        """Return the top of the kicker's capitals.

        It is lower on taller pages.
        """
        return 124.0 + 0.14 * (self.height - 1080.0)

    @property
    def bottom(self) -> float:
        """Return the bottom of the content.

        The ribbon or the source notes lie below it.
        """
        return self.height - (282.0 if self.ribbon else 150.0)

    @property
    def ribbon_y(self) -> float:
        """Return the centre line of the time ribbon."""
        return self.height - 182.0

    # -- content ---------------------------------------------------------------------------------------

    def step_of(self, part: str) -> int:
        """Return the key press at which a part appears."""
        return self.steps_by_part.get(part, 0)

    def localized(self, text: LocalizedText) -> str:
        """Return a text in the page's language."""
        return text.get(self.language)

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
    ) -> float:
        """Add a text and its hit zone; return its last baseline.

        `y` is the top of its capitals, and is returned where there is no text. The text appears with its `part` of the
        slide; the note numbers of `sources` follow it. `path` says where it is written, if not at `text` itself. A text
        that does not fit `width` × `max_height` is set one step of the scale smaller; if it still does not fit, it is
        recorded as an overflow.
        """
        words = self.localized(text) if isinstance(text, LocalizedText) else text
        if not words.strip():
            return y
        note_numbers = self.note_numbers(sources)
        note_font = _note_font(style.font) if note_numbers else None
        note_width = measure_text(note_numbers, note_font) if note_font else 0.0
        block, excess = fit_text(words, style, width - (note_width + 8 if note_font else 0.0), max_height)
        zone_path = path or (text.path_for(self.language) if isinstance(text, LocalizedText) else ())
        if excess > 0.5:
            self.overflows.append(Overflow(part or zone_kind, zone_path, excess))
        step = self.step_of(part) if part else 0
        left = x + {"left": 0.0, "center": (width - block.width) / 2, "right": width - block.width}[style.align]
        runs = block.runs_at(left, y, step)
        self.items.extend(runs)
        if note_font:
            last = runs[-1]
            note_x, baseline = last.x + last.width + 6, last.y - cap_height(block.font) + cap_height(note_font)
            color = self.theme.muted
            self.items.append(TextRun(note_x, baseline, note_numbers, note_font, color, note_width, step=step))
        if zone_path:
            self.zones.append(
                HitZone(left - 8, y - 12, block.width + 16, block.height + 24, zone_kind, zone_path, step=step)
            )
        return y + block.height

    def add_kicker(self, fallback: str = "", color: str = "") -> float:
        """Add the kicker; return the top of the title's capitals."""
        text = self.slide.kicker
        words = self.localized(text) or fallback
        y = self.top
        if words:
            style = TextStyle(themes.kicker_font(), color or self.kicker_color)
            path = text.path_for(self.language) if text else self.slide.path
            self.add_text(self.own_language.upper(words), style, MARGIN, y, CONTENT_WIDTH, 40, part="kicker", path=path)
            y += cap_height(style.font) + 44
        return y

    def add_title(
        self, y: float, width: float = CONTENT_WIDTH, size: float = 86.0, max_lines: int = 2, max_height: float = 400.0
    ) -> float:
        """Add the title in the display font; return its last baseline."""
        style = TextStyle(
            themes.display_font(size),
            self.theme.paper,
            leading=1.1,
            balance=True,
            strong_color=self.accent_color,
            max_lines=max_lines,
        )
        return self.add_text(self.content.title, style, MARGIN, y, width, max_height, part="title")

    def add_body(self, y: float, width: float, max_height: float) -> float:
        """Add the slide's text as paragraphs; return its last baseline."""
        style = TextStyle(
            themes.body_font(35), self.theme.muted, leading=1.42, strong_color=self.theme.paper, block_markdown=True
        )
        slide = self.slide
        return self.add_text(slide.text, style, MARGIN, y, width, max_height, part="text", sources=slide.sources)

    def add_note(self, y: float, width: float, max_height: float, fallback: str = "") -> None:
        """Add the slide's note in small type, or a fallback."""
        text = self.slide.note if self.localized(self.slide.note) else fallback
        self.add_text(
            text, TextStyle(themes.body_font(24), self.theme.muted), MARGIN, y, width, max_height, part="note"
        )

    def add_image(
        self,
        file: str,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fit: str = "contain",
        radius: float = 0.0,
        opacity: float = 1.0,
        part: str = "image",
    ) -> bool:
        """Add a picture; return whether it can be read."""
        if not file:
            return False
        full_path = os.path.join(self.story.folder, file)
        version = images.file_version(full_path)
        if images.image_size(full_path, self.story.folder, version) is None:
            self.missing_images.append(file)
            return False
        step = self.step_of(part)
        self.items.append(Image(x, y, width, height, full_path, self.story.folder, fit, radius, opacity, version, step))
        self.zones.append(HitZone(x, y, width, height, "image", (*self.slide.path, "image"), step=step))
        return True

    def has_image(self, file: str) -> bool:
        """Return whether a picture is given and can be read."""
        folder = self.story.folder
        full_path = os.path.join(folder, file)
        return bool(file) and images.image_size(full_path, folder, images.file_version(full_path)) is not None

    # -- sources -----------------------------------------------------------------------------------------------------

    def note_numbers(self, sources: Iterable[str]) -> str:
        """Return the numbers of sources at the foot, or ""."""
        numbers = {self.source_ids.index(source_id) + 1 for source_id in sources if source_id in self.source_ids}
        return "\u2009".join(str(number) for number in sorted(numbers))

    def add_footer(self, page_number: str) -> None:
        """Add the numbered source notes and the page number."""
        font = themes.body_font(20)
        color = self.theme.muted
        baseline = self.height - 54.0
        width = measure_text(page_number, font)
        self.items.append(TextRun(CONTENT_RIGHT - width, baseline, page_number, font, color, width))
        notes_width = CONTENT_WIDTH - width - 80
        notes = [self._source_note(index, source_id, long=True) for index, source_id in enumerate(self.source_ids)]
        lines = _break_notes(notes, font, notes_width)
        if len(lines) > 2:
            notes = [self._source_note(index, name, long=False) for index, name in enumerate(self.source_ids)]
            lines = _break_notes(notes, font, notes_width)
        if len(lines) > 2:
            self.overflows.append(Overflow("sources", self.slide.path, 28.0 * (len(lines) - 2)))
        step = self.step_of("sources")
        y = baseline - 29.0 * (min(len(lines), 2) - 1)
        for line in lines[:2]:
            x = MARGIN
            for index in line:
                text = notes[index]
                width = measure_text(text, font)
                self.items.append(TextRun(x, y, text, font, color, width, step=step))
                source = self.story.source_by_id[self.source_ids[index]]
                self.zones.append(HitZone(x - 4, y - 22, width + 8, 30, "source", source.path, source.id, step))
                x += width + 30
            y += 29.0

    def _source_note(self, index: int, source_id: str, *, long: bool) -> str:
        source = self.story.source_by_id[source_id]
        note_text = self.localized(source.publisher) or self.localized(source.title) or source_id
        if long and source.date is not None:
            note_text += f", {self.format_date(source.date, 'short')}"
        return f"{superscript(index + 1)}\u2009{note_text}"

    def source_line(self, sources: Iterable[str]) -> str:
        """Return the publishers of sources with their note numbers.

        It reads "TechNode ¹ · Yibada ²".
        """
        labels = []
        for source_id in sources:
            source = self.story.source_by_id.get(source_id)
            if source is not None and source_id in self.source_ids:
                publisher = (self.localized(source.publisher) or source_id).replace(" ", "\u00a0")
                labels.append(f"{publisher}\u2009{superscript(self.source_ids.index(source_id) + 1)}")
        return "\u00a0· ".join(labels)

    def frame(self, steps: int) -> Frame:
        """Return the finished page as a Frame."""
        return Frame(
            WIDTH,
            self.height,
            self.background,
            tuple(self.items),
            tuple(self.zones),
            tuple(self.overflows),
            tuple(self.missing_images),
            steps,
        )


def _note_font(font: Font) -> Font:
    """Return the font of note numbers behind a text in `font`."""
    return themes.body_font(min(35.0, max(20.0, round(font.size * 0.5))), 500)


def _break_notes(notes: list[str], font: Font, max_width: float) -> list[list[int]]:
    """Return the indexes of the notes that fit each line."""
    lines: list[list[int]] = [[]]
    x = 0.0
    for index, note in enumerate(notes):
        width = measure_text(note, font)
        if lines[-1] and x + width > max_width:
            lines.append([])
            x = 0.0
        lines[-1].append(index)
        x += width + 30
    return [line for line in lines if line]


def nearest_aspect(size: tuple[float, float], fixed_aspect: str = "auto") -> str:
    """Return the aspect that fills a surface best.

    A fixed aspect of the story is returned as it is.
    """
    if fixed_aspect != "auto":
        return fixed_aspect
    ratio = size[0] / max(1.0, size[1])

    def waste(aspect: str) -> float:
        aspect_width, aspect_height = (float(part) for part in aspect.split(":"))
        aspect_ratio = aspect_width / aspect_height
        return max(aspect_ratio / ratio, ratio / aspect_ratio)

    return min(("16:9", "16:10", "4:3"), key=waste)
