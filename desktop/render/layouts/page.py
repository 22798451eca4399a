"""A page under construction: what every layout uses to set text, cite sources and show pictures."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desktop.i18n import Words
from desktop.render import images, theme as themes
from desktop.render.frame import WIDTH, Font, Frame, Ground, Item, Overflow, Picture, Run, Zone
from desktop.render.text import EMPTY_BLOCK, Block, cap_height, fit, measure, set_text, superscript
from desktop.render.theme import MARGIN, Theme
from desktop.story.citations import cited
from desktop.story.dates.parse import When, spoken
from desktop.story.model import Event, Path, Slide, Story, Text
from desktop.story.steps import reveal

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import Crowd

WORDS: Final = Words(
    {
        "disagree": ("Sources disagree", "Les sources ne sont pas d’accord"),
        "in_substance": ("In substance", "En substance"),
        "slides": ("{count} slide{count:s}", "{count} diapositive{count:s}"),
        "events": ("{count} event{count:s}", "{count} événement{count:s}"),
        "sources": ("{count} sources", "{count} sources"),
        "no_value": ("n/a", "n. d."),
        "backup": ("Backup", "Annexe"),
    }
)

ASPECTS: Final = {"16:9": 1080.0, "16:10": 1200.0, "4:3": 1440.0}
"""The height of the 1920-wide canvas for each aspect."""

RIGHT: Final = WIDTH - MARGIN
FULL: Final = WIDTH - 2 * MARGIN


@dataclass
class Page:
    """One slide being laid out. Layouts add to it; `frame` freezes it."""

    slide: Slide
    story: Story
    language: str
    theme: Theme
    height: float
    items: list[Item] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    overflows: list[Overflow] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    ground: Ground | None = None
    ribbon: bool = True
    crowds: Mapping[str, Crowd] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cited = cited(self.slide, self.story)
        self.parts = reveal(self.slide, self.story)
        self.event: Event | None = self.story.event_of(self.slide)

    # -- where things may stand ----------------------------------------------------------------------------------

    @property
    def top(self) -> float:
        """Return where the kicker's capitals begin; taller pages begin a little lower."""
        return 124.0 + 0.14 * (self.height - 1080.0)

    @property
    def bottom(self) -> float:
        """Return where content ends, above the ribbon or the source notes."""
        return self.height - (282.0 if self.ribbon else 150.0)

    @property
    def ribbon_y(self) -> float:
        """Return the centre line of the time ribbon."""
        return self.height - 182.0

    # -- what the slide says ---------------------------------------------------------------------------------------

    def step(self, part: str) -> int:
        """Return the key press at which a part appears."""
        return self.parts.get(part, 0)

    def text_of(self, name: str) -> Text:
        """Return a text of the slide, else of the event that it tells."""
        own: Text = getattr(self.slide, name)
        if own or self.event is None:
            return own
        found: Text = getattr(self.event, name, own)
        return found

    def say(self, text: Text) -> str:
        """Return a text in the page's language."""
        return text.get(self.language)

    def date(self, when: When, style: str = "long") -> str:
        """Return a date in words, beginning with a capital where it stands alone."""
        return spoken(when, self.language, style="short" if style == "short" else "long")

    @property
    def accent(self) -> str:
        """Return the name of the slide's colour: its own, its event's track, or its layout's."""
        if self.slide.color:
            return self.slide.color
        if self.event is not None:
            return self.story.color_of(self.event)
        return {"dispute": "jade", "number": "gold", "chart": "gold"}.get(self.slide.layout, "vermilion")

    @property
    def accent_color(self) -> str:
        """Return the slide's colour as `#rrggbb`."""
        return self.theme.color(self.accent)

    @property
    def kicker_color(self) -> str:
        """Return the colour of the small line above the title: the slide's own, else gold."""
        own = self.slide.color or (self.story.color_of(self.event) if self.event else "")
        if self.slide.layout == "dispute":
            own = self.accent
        return self.theme.color(own, "gold") if own not in ("paper", "muted") else self.theme.muted

    # -- putting things on the page ----------------------------------------------------------------------------------

    def put(
        self,
        text: Text | str,
        font: Font,
        color: str,
        x: float,
        y: float,
        width: float,
        room: float = 400.0,
        *,
        part: str = "",
        leading: float = 1.36,
        balance: bool = False,
        many: bool = False,
        strong: str = "",
        cite: Iterable[str] = (),
        path: Path = (),
        kind: str = "text",
        align: str = "left",
        max_lines: int = 0,
    ) -> float:
        """Set a text with its capitals' top at y and return its last baseline (y itself for no text).

        `cite` puts the numbers of these sources behind it. What does not fit `width` × `room` is set one step of the
        scale smaller; what still does not is recorded as an overflow.
        """
        words = self.say(text) if isinstance(text, Text) else text
        if not words.strip():
            return y
        note = self.cite(cite)
        note_font = themes.body(min(35.0, max(20.0, round(font.size * 0.5))), 500)
        spare = measure(note, note_font) + 8 if note else 0.0
        block, over = fit(
            words,
            font,
            color,
            width - spare,
            room,
            leading=leading,
            balance=balance,
            strong_color=strong,
            many=many,
            max_lines=max_lines,
        )
        where = path or (text.path_for(self.language) if isinstance(text, Text) else ())
        if over > 0.5:
            self.overflows.append(Overflow(part or kind, where, over))
        return self.place(block, x, y, width, part, align, note, note_font, where, kind)

    def place(
        self,
        block: Block,
        x: float,
        y: float,
        width: float,
        part: str,
        align: str = "left",
        note: str = "",
        note_font: Font | None = None,
        path: Path = (),
        kind: str = "text",
    ) -> float:
        """Add a block of text with its note numbers and its zone; return its last baseline."""
        if block is EMPTY_BLOCK:
            return y
        step = self.step(part) if part else 0
        shift = {"left": 0.0, "center": (width - block.width) / 2, "right": width - block.width}[align]
        runs = block.place(x + shift, y, step)
        self.items.extend(runs)
        if note and note_font:
            last = runs[-1]
            raised = last.y - cap_height(block.font) + cap_height(note_font)
            self.items.append(
                Run(
                    last.x + last.width + 6,
                    raised,
                    note,
                    note_font,
                    self.theme.muted,
                    measure(note, note_font),
                    step=step,
                )
            )
        if path:
            self.zones.append(Zone(x + shift - 8, y - 12, block.width + 16, block.height + 24, kind, path, step=step))
        return y + block.height

    def kicker(self, fallback: str = "", color: str = "") -> float:
        """Set the small line above the title and return where the title's capitals may begin."""
        text = self.slide.kicker
        words = self.say(text) or fallback
        y = self.top
        if words:
            font = themes.kicker()
            path = text.path_for(self.language) if text else self.slide.path
            self.put(words.upper(), font, color or self.kicker_color, MARGIN, y, FULL, 40, part="kicker", path=path)
            y += cap_height(font) + 44
        return y

    def title(
        self, y: float, width: float = FULL, size: float = 86.0, max_lines: int = 2, room: float = 400.0
    ) -> float:
        """Set the title in the display face and return its last baseline."""
        text = self.text_of("title")
        font = themes.display(size)
        return self.put(
            text,
            font,
            self.theme.paper,
            MARGIN,
            y,
            width,
            room,
            part="title",
            leading=1.1,
            balance=True,
            strong=self.theme.color(self.accent),
            max_lines=max_lines,
        )

    def picture(
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
        """Show a picture of the story's folder and return whether there is one; a missing one leaves no hole."""
        if not file:
            return False
        full = os.path.join(self.story.folder, file)
        changed = images.version(full)
        if images.size(full, changed) is None:
            self.missing.append(file)
            return False
        step = self.step(part)
        self.items.append(Picture(x, y, width, height, full, fit, radius, opacity, changed, step))
        self.zones.append(Zone(x, y, width, height, "image", (*self.slide.path, "image"), step=step))
        return True

    def has_picture(self, file: str) -> bool:
        """Return whether a picture is given and can be read."""
        full = os.path.join(self.story.folder, file)
        return bool(file) and images.size(full, images.version(full)) is not None

    # -- sources -----------------------------------------------------------------------------------------------------

    def cite(self, sources: Iterable[str]) -> str:
        """Return the note numbers of sources, as they stand at the foot."""
        numbers = {self.cited.index(name) + 1 for name in sources if name in self.cited}
        return "\u2009".join(str(number) for number in sorted(numbers))

    def foot(self, number: str) -> None:
        """Set the numbered source notes and the page number at the foot."""
        font = themes.body(20)
        color = self.theme.muted
        baseline = self.height - 54.0
        width = measure(number, font)
        self.items.append(Run(RIGHT - width, baseline, number, font, color, width))
        room = FULL - width - 80
        notes = [self._note(index, name, long=True) for index, name in enumerate(self.cited)]
        lines = _flow(notes, font, room)
        if len(lines) > 2:
            notes = [self._note(index, name, long=False) for index, name in enumerate(self.cited)]
            lines = _flow(notes, font, room)
        if len(lines) > 2:
            self.overflows.append(Overflow("sources", self.slide.path, 28.0 * (len(lines) - 2)))
        step = self.step("sources")
        y = baseline - 29.0 * (min(len(lines), 2) - 1)
        for line in lines[:2]:
            x = MARGIN
            for index in line:
                text = notes[index]
                width = measure(text, font)
                self.items.append(Run(x, y, text, font, color, width, step=step))
                source = self.story.source_by_id[self.cited[index]]
                self.zones.append(Zone(x - 4, y - 22, width + 8, 30, "source", source.path, source.id, step))
                x += width + 30
            y += 29.0

    def _note(self, index: int, name: str, *, long: bool) -> str:
        source = self.story.source_by_id[name]
        words = self.say(source.publisher) or self.say(source.title) or name
        if long and source.date is not None:
            words += f", {self.date(source.date, 'short')}"
        return f"{superscript(index + 1)}\u2009{words}"

    def names(self, sources: Iterable[str]) -> str:
        """Return the publishers of sources with their note numbers: "TechNode ¹ · Yibada ²"."""
        found = []
        for name in sources:
            source = self.story.source_by_id.get(name)
            if source is not None and name in self.cited:
                words = (self.say(source.publisher) or name).replace(" ", "\u00a0")
                found.append(f"{words}\u2009{superscript(self.cited.index(name) + 1)}")
        return "\u00a0· ".join(found)

    def frame(self, steps: int) -> Frame:
        """Return the finished page."""
        return Frame(
            WIDTH,
            self.height,
            self.ground,
            tuple(self.items),
            tuple(self.zones),
            tuple(self.overflows),
            tuple(self.missing),
            steps,
        )


def _flow(notes: list[str], font: Font, room: float) -> list[list[int]]:
    """Return the notes' numbers line by line, as many on a line as there is room for."""
    lines: list[list[int]] = [[]]
    x = 0.0
    for index, note in enumerate(notes):
        width = measure(note, font)
        if lines[-1] and x + width > room:
            lines.append([])
            x = 0.0
        lines[-1].append(index)
        x += width + 30
    return [line for line in lines if line]


def height_of(block_text: str, font: Font, width: float, leading: float = 1.36, *, many: bool = False) -> float:
    """Return how high a text will be, from capitals to last baseline, before it is placed."""
    return set_text(block_text, font, "#000000", width, leading, "left", False, "", many).height


def nearest_aspect(size: tuple[float, float], fixed: str = "auto") -> str:
    """Return the aspect of the canvas that fills a surface best, or the story's own where it fixes one."""
    if fixed != "auto":
        return fixed
    ratio = size[0] / max(1.0, size[1])

    def waste(name: str) -> float:
        wide, high = (float(part) for part in name.split(":"))
        own = wide / high
        return max(own / ratio, ratio / own)

    return min(("16:9", "16:10", "4:3"), key=waste)
