"""The timeline layout shows a fixed window of the timeline."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.layouts.page import CONTENT_WIDTH, SlidePage
from desktop.render.text import TextStyle
from desktop.render.theme import MARGIN
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.timeline_layout import timeline as draw_timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.timeline.camera import slide_window


def timeline(page: SlidePage) -> None:
    """Lay out the timeline with a fixed camera, below the title."""
    slide = page.slide
    y = page.add_title(page.add_kicker(), CONTENT_WIDTH, 72.0, max_lines=1)
    style = TextStyle(themes.body_font(29), page.theme.muted)
    y = page.add_text(slide.text, style, MARGIN, y + 44, 1400, 80, part="text", sources=slide.sources)
    top = y + 52
    steps = {event_id: page.step_of(f"highlight:{index}") for index, event_id in enumerate(slide.highlight)}
    full_window = full_axis_window(page.story, aggregated=page.aggregated) if page.aggregated else None
    items, zones = draw_timeline(
        TimelineSpec(
            page.story,
            slide_window(page.story, slide, full_window),
            (MARGIN, top, CONTENT_WIDTH, page.height - 118 - top),
            page.theme,
            page.language,
            track_ids=slide.tracks,
            highlight_ids=slide.highlight,
            as_of=slide.as_of,
            aggregated=page.aggregated,
            steps={name: step for name, step in steps.items() if step},
        )
    )
    page.items.extend(items)
    page.zones.extend(zones)
