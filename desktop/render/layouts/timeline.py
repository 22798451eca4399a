"""The timeline layout shows a fixed window of the timeline."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.timeline_layout import timeline as draw_timeline
from desktop.render.timeline.timeline_spec import ComparedWindow, TimelineSpec
from desktop.story.dates.format_date import format_date
from desktop.story.occurrences import with_occurrences
from desktop.timeline.axis_windows import slide_axis_window
from desktop.timeline.camera import TimeWindow, compared_windows, window_extent
from desktop.timeline.log_axis import story_axis

_FOOT_HEIGHT = 106.0
_HIGH_FOOT_HEIGHT = 136.0
"""Below two lines of sources the key of the marks would read as a third."""
_PAIR_FOOT_HEIGHT = 92.0
_WHOLE = 0.9
"""From this share of the story on, a window shows all of it."""


def timeline(page: SlidePage) -> None:
    """Lay out the timeline with a fixed camera, below the title."""
    slide, grid = page.slide, page.grid
    is_pair = slide.compare is not None and slide.window is not None
    # An upright page has height for a long title, which a low one would set in small type.
    lines, title_share = (4, 0.18) if page.is_upright else (2, 0.12)
    style = page.title_style(72.0, max_lines=lines)
    y = page.add_header(slide.title, style, grid.content_width, title_share * page.height)
    style = TextStyle(themes.body_font(29), page.theme.muted, max_lines=3)
    width = min(1400.0, grid.content_width)
    y = page.add_text(
        slide.text,
        style,
        grid.margin,
        y + 44,
        width,
        120 if page.is_upright else 80,
        part="text",
        sources=slide.sources,
    )
    top = y + (52 if page.localized(slide.text).strip() else -4 if is_pair else 12)
    foot = _PAIR_FOOT_HEIGHT if is_pair else _FOOT_HEIGHT
    bottom = page.height - page.foot_height - (foot if page.foot_lines < 2 else _HIGH_FOOT_HEIGHT)
    steps = {
        one: page.step_of(f"highlight:{index}")
        for index, event_id in enumerate(slide.highlight)
        for one in with_occurrences(page.story, (event_id,))
    }
    # Two windows are aligned by the time since their starts, which only an even axis shows.
    axis = story_axis(page.story, "linear" if is_pair else slide.axis)
    full_window = full_axis_window(page.story, axis, page.aggregated)
    window = slide_axis_window(page.story, slide, axis, full_window if page.aggregated else None)
    spec = TimelineSpec(
        page.story,
        window,
        (grid.margin, top, grid.content_width, bottom - top),
        page.theme,
        page.language,
        track_ids=slide.tracks,
        highlight_ids=with_occurrences(page.story, slide.highlight),
        as_of=slide.as_of,
        time_axis=axis,
        aggregated=page.aggregated,
        steps={name: step for name, step in steps.items() if step},
        # A window of the whole story is its own overview.
        show_overview=window.span < _WHOLE * full_window.span,
        show_key=True,
        show_threads=slide.threads,
    )
    pair = _compared_windows(page, full_window)
    items: Sequence[Item]
    zones: Sequence[HitZone]
    if pair is None:
        items, zones = draw_timeline(spec)
    else:
        from desktop.render.timeline.compared import compared  # few slides compare two windows

        items, zones = compared(spec, pair)
    with page.unmirrored(grid.margin, grid.content_width):
        page.items.extend(items)
        page.zones.extend(zones)


def _compared_windows(page: SlidePage, full_window: TimeWindow) -> tuple[ComparedWindow, ComparedWindow] | None:
    """Return the two windows that a slide compares, if it does."""
    written = page.slide.windows
    extents = [window_extent(page.story, one, full_window) for one in written]
    if len(written) < 2 or extents[0] is None or extents[1] is None:
        return None
    windows = compared_windows(extents[0], extents[1])
    language = page.story.own_language(page.language)
    first, second = (
        ComparedWindow(window, extent[0], language.capitalize(format_date(when, language, style="short")))
        for window, extent, when in zip(windows, extents, written, strict=True)
        if extent is not None
    )
    return first, second
