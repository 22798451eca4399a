"""From a slide to a Frame: the entry of the renderer, and what all layouts share (light, ribbon, notes at the foot)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from desktop.render import theme as themes
from desktop.render.frame import Frame
from desktop.render.layouts import text as layouts_text
from desktop.render.layouts.page import ASPECTS, MESSAGES, SlidePage
from desktop.render.theme import MARGIN, Theme
from desktop.story.model import Slide, Story
from desktop.story.steps import step_count

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import AggregatedTrack

__all__ = ["ASPECTS", "layout", "page_number"]


def _layout_function(layout_name: str) -> Callable[[SlidePage], None]:
    """Return the function of a layout; all but those of words are loaded with the first slide that shows one."""
    match layout_name:
        case "event" | "number" | "chart" | "timeline":
            from desktop.render.layouts import data as layouts_data

            data_layout: Callable[[SlidePage], None] = getattr(layouts_data, layout_name)
            return data_layout
        case "dispute":
            from desktop.render.layouts.dispute import dispute

            return dispute
        case "list":
            from desktop.render.layouts.lists import list_

            return list_
        case "title" | "quote" | "image" | "closing":
            text_layout: Callable[[SlidePage], None] = getattr(layouts_text, layout_name)
            return text_layout
        case _:
            return layouts_text.statement


# Where the light of each layout comes from: shares of the canvas.
_GLOW_POSITIONS: Final = {
    "title": (0.73, 0.42, 1250.0),
    "closing": (0.73, 0.62, 1250.0),
    "event": (0.16, 0.18, 1150.0),
    "number": (0.34, 0.58, 1150.0),
    "chart": (0.62, 0.55, 1250.0),
    "dispute": (0.5, 0.28, 1150.0),
    "timeline": (0.6, 0.1, 1300.0),
    "quote": (0.2, 0.35, 1250.0),
    "statement": (0.3, 0.45, 1250.0),
    "list": (0.8, 0.2, 1250.0),
    "image": (0.7, 0.4, 1250.0),
}
_LAYOUTS_WITHOUT_RIBBON: Final = ("title", "timeline", "closing")


def page_number(slide: Slide, story: Story, language: str) -> str:
    """Return what stands at the foot on the right: "5 / 12"; backup slides are named, not counted."""
    number = story.slide_numbers.get(slide.id, 0)
    if slide.backup:
        return f"{MESSAGES('backup', language)} {number}"
    return f"{number} / {len(story.main_slides)}"


def layout(
    slide: Slide,
    story: Story,
    language: str,
    *,
    theme: Theme | None = None,
    aspect: str = "16:9",
    with_ribbon: bool = True,
    aggregated: Mapping[str, AggregatedTrack] | None = None,
) -> Frame:
    """Lay a slide out on a canvas of 1920 × 1080, 1200 or 1440 (aspect "16:9", "16:10", "4:3").

    Pure but for the pictures' sizes, which are read from their files. Never fails for what a story may say: an unknown
    layout is laid out as a statement, a missing picture leaves its room to the text and is named in `Frame.missing`.
    `crowds` are the events of the story's files, by track, as the timeline draws them.
    `with_ribbon` False leaves the time ribbon out but keeps its room: who only asks what fits does not wait for it.
    """
    page_theme = theme or themes.theme(story.theme)
    page = SlidePage(slide, story, language, page_theme, ASPECTS.get(aspect, ASPECTS["16:9"]))
    page.aggregated = aggregated or {}
    page.ribbon = slide.layout not in _LAYOUTS_WITHOUT_RIBBON and bool(story.events)
    x, y, radius = _GLOW_POSITIONS.get(slide.layout, _GLOW_POSITIONS["statement"])
    page.background = page_theme.background_with_glow(page.accent, x * 1920.0, y * page.height, radius)
    _layout_function(slide.layout)(page)
    if page.ribbon and with_ribbon:
        from desktop.render.timeline.ribbon import ribbon

        items, zones = ribbon(story, slide, page_theme, language, MARGIN, page.ribbon_y, 1920.0 - 2 * MARGIN)
        page.items.extend(items)
        page.zones.extend(zones)
    if slide.layout != "title":
        page.add_footer(page_number(slide, story, language))
    return page.frame(step_count(slide, story))
