"""Define the layouts of slides, one `LayoutSpec` for each.

Loader, schema, reference, steps, renderer and menus read them from here. A new layout needs its `LayoutSpec`, the module
that draws it (in `desktop/render/layouts`) and its test story (`tests/stories/golden/NAME.toml`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.fast_dataclass import dataclass

_NEW_TEXT: Final = "\0text "
STORY_EVENT: Final = "\0event"
"""A placeholder for the id of an event; menus offer the layout only if the story has an event."""
STORY_IMAGE: Final = "\0image"
"""A placeholder for a picture file; menus offer the layout only if the story's folder has a picture."""


def new_text(name: str) -> str:
    """Return the placeholder of a text in every language of the story.

    `desktop.story.edit.new_slide` has the texts by name.
    """
    return _NEW_TEXT + name


@dataclass(frozen=True, slots=True)
class LayoutSpec:
    """Describes a layout: its purpose, its keys and its drawing function.

    Every slide may have the keys of `fields.COMMON_SLIDE_KEYS` beside those it displays.
    """

    name: str
    label: str  # the name in menus
    help: str
    draw: str  # "module:function" in desktop.render.layouts, imported with the first slide that shows it
    glow: tuple[float, float, float]  # (x, y, radius) of the light: fractions of the canvas, and pixels
    starter: Mapping[str, object]  # the keys of a new slide, beside id and layout
    displays: tuple[str, ...] = ()
    requires_one_of: tuple[tuple[str, ...], ...] = ()  # of each group of keys, a slide needs at least one
    requirements: str | None = None  # the same as a sentence, where the groups do not say it all
    min_claims: int = 0  # the number of claims that the slide or its event needs
    reveal_order: tuple[str, ...] = ()  # what `steps = true` reveals, one after the other
    accent: str = "vermilion"  # the accent colour if neither slide nor track has a colour
    kicker_color: str = "gold"  # the colour of the kicker in the same case
    has_ribbon: bool = True
    has_footer: bool = True


LAYOUTS: Final[dict[str, LayoutSpec]] = {
    spec.name: spec
    for spec in (
        LayoutSpec(
            "title",
            "Title",
            "The opening: title, subtitle, a picture",
            "title:title",
            glow=(0.73, 0.42, 1250.0),
            starter={"title": new_text("title"), "subtitle": new_text("subtitle")},
            displays=("kicker", "title", "subtitle", "text", "note", "image", "mark"),
            reveal_order=("subtitle", "text"),
            has_ribbon=False,
            has_footer=False,
        ),
        LayoutSpec(
            "statement",
            "Statement",
            "One sentence, large",
            "statement:statement",
            glow=(0.3, 0.45, 1250.0),
            starter={"title": new_text("statement")},
            displays=("kicker", "title", "text", "note", "image"),
            requires_one_of=(("title", "text"),),
            reveal_order=("text", "note"),
        ),
        LayoutSpec(
            "event",
            "Event",
            "An event: date, title, text, figures",
            "event:event",
            glow=(0.16, 0.18, 1150.0),
            starter={"event": STORY_EVENT},
            displays=("kicker", "title", "text", "note", "figure", "chart", "image"),
            requires_one_of=(("event", "date"), ("event", "title")),
            requirements="`event`, or `date` and `title`",
            reveal_order=("text", "figures", "chart"),
        ),
        LayoutSpec(
            "number",
            "Number",
            "A number that carries the argument, with a chart if there is one",
            "number:number",
            glow=(0.34, 0.58, 1150.0),
            starter={"title": new_text("number_title"), "number": new_text("number"), "text": new_text("number_text")},
            displays=("kicker", "title", "number", "text", "note", "figure", "chart", "image"),
            requires_one_of=(("number",),),
            reveal_order=("text", "figures", "chart"),
            accent="gold",
        ),
        LayoutSpec(
            "chart",
            "Chart",
            "A chart, with the sentence that it proves",
            "chart:chart",
            glow=(0.62, 0.55, 1250.0),
            starter={
                "title": new_text("chart_title"),
                "chart": {
                    "points": [
                        {"at": "2021", "value": 12},
                        {"at": "2022", "value": 17},
                        {"at": "2023", "value": 31, "highlight": True},
                        {"at": "2024", "value": 26},
                    ]
                },
            },
            displays=("kicker", "title", "chart", "text", "note"),
            requires_one_of=(("chart",),),
            reveal_order=("points", "text"),
            accent="gold",
        ),
        LayoutSpec(
            "dispute",
            "Dispute",
            "Claims side by side, each with its sources",
            "dispute:dispute",
            glow=(0.5, 0.28, 1150.0),
            starter={
                "title": new_text("dispute_title"),
                "claim": [
                    {"says": new_text("claim_1"), "text": new_text("claim_text")},
                    {"says": new_text("claim_2"), "text": new_text("claim_text")},
                ],
            },
            displays=("kicker", "title", "claim", "text"),
            requires_one_of=(("claim", "event"),),
            requirements="two `claim`, or an `event` that has two",
            min_claims=2,
            reveal_order=("claims", "text"),
            accent="jade",
            kicker_color="jade",
        ),
        LayoutSpec(
            "timeline",
            "Timeline",
            "The timeline itself",
            "timeline:timeline",
            glow=(0.6, 0.1, 1300.0),
            starter={"title": new_text("timeline_title")},
            displays=("kicker", "title", "text"),
            reveal_order=("highlights", "text"),
            has_ribbon=False,
        ),
        LayoutSpec(
            "quote",
            "Quote",
            "What somebody said, word for word or not",
            "quote:quote",
            glow=(0.2, 0.35, 1250.0),
            starter={"quote": new_text("quote"), "by": new_text("by")},
            displays=("kicker", "quote", "paraphrase", "by", "role", "text", "image"),
            requires_one_of=(("quote",),),
            reveal_order=("by", "text"),
        ),
        LayoutSpec(
            "list",
            "List",
            "A few lines",
            "lists:list_",
            glow=(0.8, 0.2, 1250.0),
            starter={
                "title": new_text("list_title"),
                "item": [{"title": new_text("item_1")}, {"title": new_text("item_2")}, {"title": new_text("item_3")}],
            },
            displays=("kicker", "title", "item", "items", "text", "image"),
            requires_one_of=(("item", "items"),),
            reveal_order=("items", "text"),
        ),
        LayoutSpec(
            "image",
            "Picture",
            "A picture",
            "image:image",
            glow=(0.7, 0.4, 1250.0),
            starter={"title": new_text("image_title"), "image": STORY_IMAGE},
            displays=("kicker", "title", "text", "note", "image"),
            requires_one_of=(("image",),),
            reveal_order=("text", "note"),
        ),
        LayoutSpec(
            "closing",
            "Closing",
            "The end: the open question",
            "closing:closing",
            glow=(0.73, 0.62, 1250.0),
            starter={"title": new_text("closing_title")},
            displays=("kicker", "title", "subtitle", "text", "note", "item", "items", "image", "mark"),
            requires_one_of=(("title", "text"),),
            reveal_order=("text", "items"),
            has_ribbon=False,
        ),
    )
}


def fill_starter(
    spec: LayoutSpec, text_of: Callable[[str], object], *, event_id: str = "", image_file: str = ""
) -> dict[str, object]:
    """Return the keys of a new slide, its placeholders replaced.

    `text_of` returns the text that replaces a placeholder of `new_text`, by its name.
    """

    def fill(value: object) -> object:
        if isinstance(value, str):
            if value.startswith(_NEW_TEXT):
                return text_of(value.removeprefix(_NEW_TEXT))
            return {STORY_EVENT: event_id, STORY_IMAGE: image_file}.get(value, value)
        if isinstance(value, Mapping):
            return {key: fill(inner) for key, inner in value.items()}
        return [fill(inner) for inner in value] if isinstance(value, list) else value

    return {key: fill(value) for key, value in spec.starter.items()}
