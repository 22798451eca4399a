"""Lays a slide out: background, content, ribbon and source notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from desktop.render import theme as themes
from desktop.render.frame import Frame
from desktop.render.layouts.poster import foot_right
from desktop.render.page.foot import draw_foot, plan_foot
from desktop.render.page.grid import grid_for
from desktop.render.page.mirror import mirror
from desktop.render.page.slide_page import SlidePage
from desktop.render.theme import Theme
from desktop.story.layouts import LayoutSpec
from desktop.story.model import Slide, Story
from desktop.story.reveal_steps import step_count
from desktop.story.ribbon_visibility import ribbon_is_shown

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack

LayoutFunction = Callable[[SlidePage], None]


def layout_function(spec: LayoutSpec) -> LayoutFunction:
    """Return the function of a layout; import its module on first use."""
    module_name, _, function_name = spec.draw.partition(":")
    function: LayoutFunction = getattr(import_module(f"desktop.render.layouts.{module_name}"), function_name)
    return function


def page_number(slide: Slide, story: Story, language: str) -> str:
    """Return the page number, such as "5 / 12".

    Backup slides are named and not counted. A slide that is not in the story has none.
    """
    number = story.slide_numbers.get(slide.id, 0)
    if not number:
        return ""
    own = story.own_language(language)
    if slide.backup:
        return own.word("backup", number=own.format_decimal(str(number)))
    return own.format_decimal(f"{number} / {len(story.main_slides)}")


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

    `aspect` is a key of `grid.CANVASES`. The function is pure but for the sizes of pictures, which are read from their
    files. A missing picture leaves its room to the text and is named in `Frame.missing_images`. `aggregated` holds the
    events of the story's files, by track. `with_ribbon` False leaves the time ribbon out but keeps its room: a check of
    what fits does not wait for it. Raises KeyError for an unknown layout, which no loaded story has.
    """
    page_theme = theme or themes.theme(story.theme)
    grid = grid_for(aspect)
    page = SlidePage(slide, story, language, page_theme, grid)
    page.aggregated = aggregated or {}
    page.ribbon = ribbon_is_shown(slide, story)
    number = page_number(slide, story, language)
    page.foot_right = foot_right(page)
    foot = plan_foot(page, number) if page.spec.has_footer else None
    page.foot_lines = len(foot.lines) if foot else 1
    x, y, radius = page.spec.glow
    page.background = page_theme.background_with_glow(page.accent, x * grid.width, y * grid.height, radius)
    layout_function(page.spec)(page)
    if foot is not None and page.foot_lines < len(foot.lines):  # the content needs the room of some notes
        foot = plan_foot(page, number, page.foot_lines)
    if page.ribbon and with_ribbon:
        from desktop.render.ribbon.ribbon import ribbon, window_of_years

        left, width = grid.margin, grid.content_width
        window = window_of_years(page.years_at, left, width) if page.years_at else None
        items, zones = ribbon(
            story,
            slide,
            page_theme,
            language,
            left,
            page.ribbon_y,
            width,
            time_window=window,
            is_low=page.ribbon_place.is_low,
        )
        with page.unmirrored(grid.margin, grid.content_width):
            page.items.extend(items)
            page.zones.extend(zones)
    if foot is not None:
        draw_foot(page, foot, number)
    frame = page.frame(step_count(slide, story))
    return mirror(frame, page.blocks) if page.own_language.is_right_to_left else frame
