"""Make the keys of a new slide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.i18n import Messages, available_languages
from desktop.story.layouts import LAYOUTS, fill_starter

_TEXTS: Final = Messages(
    {
        "title": "The title of your story",
        "subtitle": "What it is about, in one line",
        "statement": "One sentence that everybody will remember",
        "number": "42 %",
        "number_title": "What the number shows",
        "number_text": "How it was counted, and by whom",
        "chart_title": "The sentence that the chart proves",
        "dispute_title": "What do the sources disagree about?",
        "claim_1": "One answer",
        "claim_2": "Another answer",
        "claim_text": "Who says so, and how they know",
        "timeline_title": "What happened, and when",
        "quote": "The words, exactly as they were said",
        "by": "Who said it",
        "list_title": "What matters here",
        "item_1": "The first point",
        "item_2": "The second point",
        "item_3": "The third point",
        "image_title": "What the picture shows",
        "closing_title": "The question that stays open",
    }
)


def new_slide_keys(
    layout: str, slide_id: str, languages: Sequence[str], event_id: str = "", image_file: str = ""
) -> dict[str, object]:
    """Return the keys of a new slide with example texts.

    They are in every language of the story; where a language has none, in English.
    """

    def text_of(name: str) -> object:
        texts = {code: _TEXTS(name, code) for code in languages}
        return texts if len(set(texts.values())) > 1 else next(iter(texts.values()))

    keys = fill_starter(LAYOUTS[layout], text_of, event_id=event_id, image_file=image_file)
    return {"id": slide_id, "layout": layout, **keys}


def is_example_text(text: str) -> bool:
    """Return whether a text is one of the examples."""
    return any(text == _TEXTS(name, code) for code in available_languages() for name in _TEXTS)
