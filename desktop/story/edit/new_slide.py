"""Make the keys of a new slide."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages
from desktop.story.layouts import LAYOUTS, fill_starter

_MESSAGES: Final = Messages({"new": "A new slide"})


def new_slide_keys(
    layout: str, slide_id: str, languages: tuple[str, ...], event_id: str = "", image_file: str = ""
) -> dict[str, object]:
    """Return the keys of a new slide with text in every language."""
    texts = {code: _MESSAGES("new", code) for code in languages}
    keys = fill_starter(LAYOUTS[layout], texts, event_id=event_id, image_file=image_file)
    return {"id": slide_id, "layout": layout, **keys}
