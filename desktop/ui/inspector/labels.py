"""The words of the inspector: names of groups, choices and buttons."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages, in_context, plural, translate
from desktop.story.format.field import Field
from desktop.story.format.fields import TABLES_BY_NAME

# fmt: off
CHOICE_LABELS: Final = Messages(
    {
        "happened": in_context("status", "happened"),
        "planned": in_context("status", "planned"),
        "disputed": in_context("status", "disputed"),
        "reported": in_context("status", "reported"),
        "contain": in_context("fit", "shown whole"),
        "cover": in_context("fit", "fills the box"),
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
        "add_group": "Add a group",
        "add_era": "Add an era",
        "add_bookmark": "Add a bookmark",
        "add_source": "Add a source",
        "new_track": "New track",
        "new_group": "New group",
        "new_era": "New era",
        "new_bookmark": "New bookmark",
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
        "group_groups": "GROUPS OF TRACKS",
        "group_eras": "ERAS",
        "group_bookmarks": "BOOKMARKS",
        "show_view": "Show this view on the timeline",
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
        "take": "Use {example}",
        "private_notes": "Notes: only you see them",
        "spoken": plural("{count} word · {time}", "{count} words · {time}"),
        "public_line": "Small line: everybody sees it, below the slide’s text",
        "no_event": "This slide tells no event. Choose one on the tab “Slide”.",
        "no_slide": "There is no slide.",
        "unreadable": "The text has an error here. Fix it in the text: E opens it.",
        "too_long": "Too long for this field. Edit it in the text: E opens it.",
        "in_text": "Edit in the text",
        "all_at_once": "All at once",
        "natural_order": "Step by step, in the usual order",
        "own_order": "Step by step, in a custom order",
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
    return translate(field.label_phrase, ui_language)


def label_of_key(key: str, ui_language: str) -> str:
    """Return the name of a key in its first table, or itself."""
    fields = (field for table in TABLES_BY_NAME.values() for field in table.fields if field.key == key)
    found = next(fields, None)
    return key if found is None else key_label(found, ui_language)
