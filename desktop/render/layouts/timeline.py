"""The timeline layout shows a fixed window of the timeline."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.timeline_layout import timeline as draw_timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.timeline.camera import slide_window

_FOOT_HEIGHT = 118.0
_HIGH_FOOT_HEIGHT = 136.0
"""Below two lines of sources the key of the marks would read as a third."""
_WHOLE = 0.9
"""From this share of the story on, a window shows all of it."""


def timeline(page: SlidePage) -> None:
    """Lay out the timeline with a fixed camera, below the title."""
    slide, grid = page.slide, page.grid
    y = page.add_header(slide.title, page.title_style(72.0, max_lines=2), grid.content_width, 0.12 * page.height)
    style = TextStyle(themes.body_font(29), page.theme.muted, max_lines=3)
    width = min(1400.0, grid.content_width)
    y = page.add_text(slide.text, style, grid.margin, y + 44, width, 80, part="text", sources=slide.sources)
    top = y + (52 if page.localized(slide.text).strip() else 12)
    bottom = page.height - page.foot_height - (_FOOT_HEIGHT if page.foot_lines < 2 else _HIGH_FOOT_HEIGHT)
    steps = {event_id: page.step_of(f"highlight:{index}") for index, event_id in enumerate(slide.highlight)}
    full_window = full_axis_window(page.story, aggregated=page.aggregated)
    window = slide_window(page.story, slide, full_window if page.aggregated else None)
    items, zones = draw_timeline(
        TimelineSpec(
            page.story,
            window,
            (grid.margin, top, grid.content_width, bottom - top),
            page.theme,
            page.language,
            track_ids=slide.tracks,
            highlight_ids=slide.highlight,
            as_of=slide.as_of,
            aggregated=page.aggregated,
            steps={name: step for name, step in steps.items() if step},
            # A window of the whole story is its own overview.
            show_overview=window.span < _WHOLE * full_window.span,
            show_key=True,
            show_threads=slide.threads,
        )
    )
    with page.unmirrored(grid.margin, grid.content_width):
        page.items.extend(items)
        page.zones.extend(zones)
