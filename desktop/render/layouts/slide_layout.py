"""Lays a slide out: background, content, ribbon and source notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from desktop.render import theme as themes
from desktop.render.frame import WIDTH, Frame
from desktop.render.layouts.page import ASPECTS, CONTENT_WIDTH, SlidePage
from desktop.render.theme import MARGIN, Theme
from desktop.story.layouts import LayoutSpec
from desktop.story.model import Slide, Story
from desktop.story.reveal_steps import step_count

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import AggregatedTrack

__all__ = ["ASPECTS", "layout", "layout_function", "page_number"]

LayoutFunction = Callable[[SlidePage], None]


def layout_function(spec: LayoutSpec) -> LayoutFunction:
    """Return the function of a layout; import its module on first use."""
    module_name, _, function_name = spec.draw.partition(":")
    function: LayoutFunction = getattr(import_module(f"desktop.render.layouts.{module_name}"), function_name)
    return function


def page_number(slide: Slide, story: Story, language: str) -> str:
    """Return the page number, such as "5 / 12".

    Backup slides are named and not counted.
    """
    number = story.slide_numbers.get(slide.id, 0)
    if slide.backup:
        return story.own_language(language).word("backup", number=number)
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
    """Return the Frame of a slide.

    `aspect` "16:9", "16:10" or "4:3" makes a canvas of 1920 × 1080, 1200 or 1440. The function is pure but for the
    sizes of pictures, which are read from their files. A missing picture leaves its room to the text and is named in
    `Frame.missing_images`. `aggregated` holds the events of the story's files, by track. `with_ribbon` False leaves the
    time ribbon out but keeps its room: a check of what fits does not wait for it. Raises KeyError for an unknown
    layout, which no loaded story has.
    """
    page_theme = theme or themes.theme(story.theme)
    page = SlidePage(slide, story, language, page_theme, ASPECTS.get(aspect, ASPECTS["16:9"]))
    page.aggregated = aggregated or {}
    page.ribbon = page.spec.has_ribbon and bool(story.events)
    x, y, radius = page.spec.glow
    page.background = page_theme.background_with_glow(page.accent, x * WIDTH, y * page.height, radius)
    layout_function(page.spec)(page)
    if page.ribbon and with_ribbon:
        from desktop.render.ribbon.ribbon import ribbon

        items, zones = ribbon(story, slide, page_theme, language, MARGIN, page.ribbon_y, CONTENT_WIDTH)
        page.items.extend(items)
        page.zones.extend(zones)
    if page.spec.has_footer:
        page.add_footer(page_number(slide, story, language))
    return page.frame(step_count(slide, story))
