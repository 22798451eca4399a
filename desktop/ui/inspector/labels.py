"""The words of the inspector: names of keys, groups and buttons."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages, in_context, plural
from desktop.story.format.field import Field

# fmt: off
KEY_LABELS: Final = Messages(
    {
        "alt": in_context("field", "Alt text"),
        "as_of": in_context("field", "As known on"),
        "threads": in_context("field", "Causes and effects"),
        "aspect": in_context("field", "Shape"),
        "at": in_context("field", "At"),
        "author": in_context("field", "Author"),
        "background": in_context("field", "Background"),
        "backup": in_context("field", "For questions"),
        "band": in_context("field", "Band"),
        "became": in_context("field", "Became"),
        "became_from": in_context("field", "Known since"),
        "by": in_context("field", "Said by"),
        "caption": in_context("field", "Caption"),
        "chart": in_context("field", "Chart"),
        "claim": in_context("field", "Claims"),
        "color": in_context("field", "Colour"),
        "columns": in_context("field", "Columns"),
        "credit": in_context("field", "Credit"),
        "data": in_context("field", "File of events"),
        "date": in_context("field", "Date"),
        "decimals": in_context("field", "Decimals"),
        "event": in_context("field", "Event"),
        "every": in_context("field", "Happens again every"),
        "figure": in_context("field", "Figures"),
        "fit": in_context("field", "Picture fits"),
        "focus": in_context("field", "Focus"),
        "from": in_context("field", "From"),
        "highlight": in_context("field", "Highlights"),
        "highlight.flag": in_context("field", "Strong"),
        "id": in_context("field", "Id"),
        "image": in_context("field", "Picture"),
        "item": in_context("field", "Lines"),
        "items": in_context("field", "Short lines"),
        "kicker": in_context("field", "Kicker"),
        "kind": in_context("field", "Kind"),
        "known_from": in_context("field", "Public since"),
        "label": in_context("field", "Label"),
        "languages": in_context("field", "Languages"),
        "layout": in_context("field", "Layout"),
        "leads_to": in_context("field", "Leads to"),
        "line": in_context("field", "Line"),
        "mark": in_context("field", "Mark"),
        "minutes": in_context("field", "Minutes"),
        "note": in_context("field", "Small line"),
        "notes": in_context("field", "Private notes"),
        "number": in_context("field", "Number"),
        "paraphrase": in_context("field", "Paraphrase"),
        "people": in_context("field", "People"),
        "planned": in_context("field", "Planned"),
        "points": in_context("field", "Points"),
        "publisher": in_context("field", "Publisher"),
        "quote": in_context("field", "Quote"),
        "ribbon": in_context("field", "Time ribbon"),
        "role": in_context("field", "Role"),
        "says": in_context("field", "Says"),
        "series": in_context("field", "Series"),
        "share": in_context("field", "Share"),
        "sources": in_context("field", "Sources"),
        "status": in_context("field", "Status"),
        "steps": in_context("field", "Steps"),
        "subtitle": in_context("field", "Subtitle"),
        "text": in_context("field", "Text"),
        "theme": in_context("field", "Theme"),
        "title": in_context("field", "Title"),
        "to": in_context("field", "To"),
        "track": in_context("field", "Track"),
        "tracks": in_context("field", "Tracks"),
        "unit": in_context("field", "Unit"),
        "url": in_context("field", "Address"),
        "value": in_context("field", "Value"),
        "until": in_context("field", "Again until"),
        "weight": in_context("field", "Weight"),
        "window": in_context("field", "Window of time"),
        "words": in_context("field", "Own wording"),
    }
)
CHOICE_LABELS: Final = Messages(
    {
        "happened": in_context("status", "happened"),
        "planned": in_context("status", "planned"),
        "disputed": in_context("status", "disputed"),
        "reported": in_context("status", "reported"),
        "contain": in_context("fit", "shown whole"),
        "cover": in_context("fit", "fills its room"),
        "bars": in_context("chart", "bars"),
        "line": in_context("chart", "line"),
        "steps": in_context("chart", "steps"),
        "donut": in_context("chart", "ring"),
        "auto": in_context("choice", "by itself"),
        "cinema": in_context("theme", "Cinema"),
    }
)
# fmt: on

MESSAGES: Final = Messages(
    {
        "tab_slide": in_context("inspector", "Slide"),
        "tab_event": in_context("inspector", "Event"),
        "tab_story": in_context("inspector", "Story"),
        "tab_sources": in_context("inspector", "Sources"),
        "id": in_context("field", "Id"),
        "rename_hint": "The id is renamed wherever it is used",
        "unused": "not used",
        "of_slide": "Of this slide",
        "of_story": "All of the story",
        "add_track": "Add a track",
        "add_source": "Add a source",
        "new_track": "New track",
        "new_source": "New source",
        "group_slide": "LAYOUT",
        "group_words": "WORDS",
        "group_sources": "SOURCES",
        "group_picture": "PICTURE",
        "group_parts": "PARTS",
        "group_time": "TIME",
        "group_talk": "TALK",
        "group_what": "WHAT AND WHEN",
        "group_story": "STORY",
        "group_tracks": "TRACKS",
        "group_more": "MORE",
        "none": "none",
        "from_event": "from the event: {text}",
        "other_language": "only in {language}: {text}",
        "choose": "Choose…",
        "remove": "Remove",
        "add": "Add",
        "earlier": "Move up",
        "later": "Move down",
        "filter": "Search",
        "take": "Take {example}",
        "private_notes": "Notes: only you see them",
        "spoken": plural("{count} word · {time}", "{count} words · {time}"),
        "public_line": "Small line: everybody sees it, below the slide’s text",
        "no_event": "This slide tells no event. Choose one on the tab “Slide”.",
        "no_slide": "There is no slide.",
        "unreadable": "The text has an error here. Mend it in the text: E opens it.",
        "in_text": "Edit in the text",
        "all_at_once": "All at once",
        "natural_order": "Step by step, in the usual order",
        "own_order": "Step by step, in an order of its own",
        "yes": in_context("switch", "yes"),
        "no": in_context("switch", "no"),
        "focus_hint": "Click the place that is never cut off",
        "own_color": "Another colour…",
        "pictures": "Pictures (*.svg *.png *.jpg *.jpeg *.webp *.gif *.bmp)",
        "one_per_line": "one on each line",
    }
)


def key_label(field: Field, ui_language: str) -> str:
    """Return the name of a key for people."""
    if f"{field.key}.{field.kind}" in KEY_LABELS:
        return KEY_LABELS(f"{field.key}.{field.kind}", ui_language)
    if field.key in KEY_LABELS:
        return KEY_LABELS(field.key, ui_language)
    return field.key.replace("_", " ").capitalize()
