"""Lays a poster out: title, timeline, key and sources on one sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from desktop.i18n import word
from desktop.output.citation import citation_words
from desktop.render import theme as themes
from desktop.render.frame import Background, Frame, HitZone, Item, TextRun
from desktop.render.page.mirror import Block, mirror
from desktop.render.page.shorten import shorten
from desktop.render.text import TextStyle, measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.geometry import arrange
from desktop.render.timeline.timeline_layout import timeline as draw_timeline
from desktop.render.timeline.timeline_spec import Area, TimelineSpec
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.markdown import plain_text
from desktop.story.model import Source, Story
from desktop.timeline.camera import TimeWindow, date_extent, event_extent
from desktop.timeline.log_axis import story_axis

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack

PX_PER_MM: Final = 1920.0 / 297.0
"""An A4 sheet across is as wide as a slide: names are 10 points high, on a sheet of any size."""

_A4_SHORT_SIDE: Final = 210.0 * PX_PER_MM
_SIZES: Final = (3.2, 2.6, 2.1, 1.7, 1.4, 1.2, 1.0)
"""The scales of type that are tried, from the largest: a large sheet with few events has large names."""
_MAX_FOOT_SCALE: Final = 1.3
_KEPT_NAMES: Final = 0.97  # of those that the smallest type shows
_KEPT_WORDS_OF_FILES: Final = 0.35
_MIN_COLUMN_WIDTH: Final = 480.0
_SOURCES_SHARE: Final = 0.16  # of the sheet's height, at most


def poster_frame(
    story: Story,
    language: str,
    size_mm: tuple[float, float],
    time_window: TimeWindow,
    *,
    window_date: EdtfDate | None = None,
    aggregated: Mapping[str, AggregatedTrack] | None = None,
    theme: Theme = themes.PRINT,
) -> Frame:
    """Return the sheet with all that fits on it.

    `window_date` is the window as it is written, for the line below the title.
    """
    width, height = (side * PX_PER_MM for side in size_mm)
    # A larger sheet is read from further away, and shows more as well.
    scale = max(0.5, (min(width, height) / _A4_SHORT_SIDE) ** 0.8)
    margin = 60.0 * math.sqrt(scale)
    content = (margin, margin, width - 2 * margin, height - 2 * margin)
    items: list[Item] = []
    zones: list[HitZone] = []
    top = _add_header(items, zones, story, language, content, scale, window_date, theme)
    bottom = height - margin
    sources = _sources_in(story, time_window)
    if sources:
        bottom = _add_sources(
            items, zones, sources, story, language, content, min(math.sqrt(scale), _MAX_FOOT_SCALE), theme
        )
    timeline_items, timeline_zones = _largest_timeline(
        story, language, time_window, (margin, top, content[2], bottom - top), aggregated, theme
    )
    frame = Frame(width, height, Background(theme.background), (*items, *timeline_items), (*zones, *timeline_zones))
    if not story.own_language(language).is_right_to_left:
        return frame
    # Title and sources are read from the right; time runs as it does on slides.
    return mirror(frame, [Block(margin, content[2], frozenset(map(id, (*timeline_items, *timeline_zones))))])


def _add_header(
    items: list[Item],
    zones: list[HitZone],
    story: Story,
    language: str,
    content: Area,
    scale: float,
    window_date: EdtfDate | None,
    theme: Theme,
) -> float:
    """Add title, subtitle and window; return where the timeline begins."""
    x, y, width, _ = content
    title_style = TextStyle(themes.display_font(round(60 * scale)), theme.paper, max_lines=2, language=language)
    title = shorten(story.title.get(language), title_style, width, 2)
    items += title.runs_at(x, y)
    zones.append(HitZone(x, y, title.width, title.height, "text", ("story", "title", language)))
    y += title.height
    parts = [plain_text(story.subtitle.get(language))]
    if window_date is not None:
        parts.append(format_date(window_date, story.own_language(language)))
    line = " · ".join(part for part in parts if part)
    if line:
        style = TextStyle(themes.body_font(round(29 * scale)), theme.muted, max_lines=1, language=language)
        block = shorten(line, style, width, 1)
        y += 24 * scale
        items += block.runs_at(x, y)
        zones.append(HitZone(x, y, block.width, block.height, "text", ("story", "subtitle", language)))
        y += block.height
    return y + 36 * scale


def _largest_timeline(
    story: Story,
    language: str,
    time_window: TimeWindow,
    rect: Area,
    aggregated: Mapping[str, AggregatedTrack] | None,
    theme: Theme,
) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    """Return the timeline in the largest type that loses hardly any name.

    Numbers of tracks stay as high as they can be read.
    """

    def spec(size: float) -> TimelineSpec:
        return TimelineSpec(
            story, time_window, rect, theme, language,
            aggregated=aggregated, show_overview=False, show_key=True, size=size, time_axis=story_axis(story),
        )  # fmt: skip

    def draw(size: float) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
        items, zones = draw_timeline(spec(size))
        return tuple(items), tuple(zones)

    def readable(size: float) -> float:
        if not any(track.series is not None for track in story.tracks):
            return 0.0
        geometry = arrange(spec(size))
        return geometry.band_layout.readable_series(geometry.bands_height, geometry.metrics)

    titles = {plain_text(event.title.get(language)) for event in story.events}

    def names(drawn: tuple[Item, ...]) -> int:
        return sum(isinstance(item, TextRun) and item.text in titles for item in drawn)

    def words(drawn: tuple[Item, ...]) -> int:
        return sum(isinstance(item, TextRun) for item in drawn)

    smallest = draw(_SIZES[-1])
    wanted, wanted_series = names(smallest[0]), readable(_SIZES[-1])
    # Of a file there is always more to name: large type may leave out two words of three.
    wanted_words = _KEPT_WORDS_OF_FILES * words(smallest[0]) if aggregated else 0.0
    for size in _SIZES[:-1]:
        if readable(size) < _KEPT_NAMES * wanted_series:
            continue
        larger = draw(size)
        if names(larger[0]) >= _KEPT_NAMES * wanted and words(larger[0]) >= wanted_words:
            return larger
    return smallest


def _sources_in(story: Story, axis_window: TimeWindow) -> list[Source]:
    """Return the sources of events and numbers in a window."""
    time_window = story_axis(story).window_to_time(axis_window)
    used: set[str] = set()
    for event in story.events:
        extent = event_extent(event)
        if extent is not None and extent[1] >= time_window.start and extent[0] <= time_window.end:
            used.update(event.sources)
            used.update(name for claim in event.claims for name in claim.sources)
            used.update(name for figure in event.figures for name in figure.sources)
    for track in story.tracks:
        if track.series is None or track.hidden:
            continue
        extents = [(point, date_extent(point.when)) for point in track.series.points]
        shown = [
            point for point, span in extents if span and span[1] >= time_window.start and span[0] <= time_window.end
        ]
        used.update(name for point in shown for name in point.sources)
        used.update(track.series.sources if shown or not extents else ())
    return [source for source in story.sources if source.id in used]


def _add_sources(
    items: list[Item],
    zones: list[HitZone],
    sources: list[Source],
    story: Story,
    language: str,
    content: Area,
    scale: float,
    theme: Theme,
) -> float:
    """Add the sources in columns at the foot; return where they begin."""
    left, top, width, height = content
    font, line_height = themes.body_font(round(20.0 * scale)), 31.0 * scale
    most_rows = max(1, int(_SOURCES_SHARE * height / line_height))
    most_columns = max(1, int(width / (_MIN_COLUMN_WIDTH * scale)))
    # As few columns as possible: a citation is long.
    columns = min(most_columns, math.ceil(len(sources) / most_rows))
    rows = min(most_rows, math.ceil(len(sources) / columns))
    shown = sources if len(sources) <= rows * columns else sources[: rows * columns - 1]
    own = story.own_language(language)
    style = TextStyle(font, theme.muted, max_lines=1, language=language)
    first_y = top + height - rows * line_height + 0.4 * line_height
    heading, heading_font = word("sources_heading", own), themes.body_font(round(20.0 * scale), 600)
    heading_y = first_y - 0.7 * line_height
    heading_width = measure_text(heading, heading_font)
    items.append(TextRun(left, heading_y, heading, heading_font, theme.paper, heading_width))
    zones.append(HitZone(left, heading_y - heading_font.size, heading_width, 1.2 * heading_font.size, "heading"))
    lines = [citation_words(source, own) for source in shown]
    if len(shown) < len(sources):
        lines.append(f"+ {own.format_integer(len(sources) - len(shown))}")
    for number, line in enumerate(lines):
        column, row = divmod(number, rows)
        x, y = left + column * width / columns, first_y + row * line_height
        block = shorten(line, style, width / columns - 40.0 * scale, 1)
        items += block.runs_at(x, y)
        if number < len(shown):
            zones.append(HitZone(x, y, block.width, line_height, "source", id=shown[number].id))
    return heading_y - 2.0 * line_height
