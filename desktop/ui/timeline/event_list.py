"""A menu lists events of one place, where no zoom parts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import word
from desktop.story.dates.format_date import format_date
from desktop.story.markdown import plain_text
from desktop.ui.timeline.state import TimelineState
from desktop.ui.widgets.keys.passing_menu import PassingMenu
from desktop.ui.widgets.plain_text import without_mnemonic

_MOST_EVENTS: Final = 30
_MOST_SIGNS: Final = 60


def event_menu(
    parent: QWidget, state: TimelineState, event_ids: Sequence[str], choose: Callable[[str], object]
) -> PassingMenu:
    """Return a menu of events with their dates.

    `choose` gets the id of the chosen one.
    """
    menu = PassingMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    language = state.story.own_language(state.language)
    for event_id in event_ids[:_MOST_EVENTS]:
        event = state.find_event(event_id)
        if event is None:
            continue
        title = plain_text(event.title.get(state.language)) or event.id
        if len(title) > _MOST_SIGNS:
            title = title[: _MOST_SIGNS - 1].rstrip() + "…"
        date = format_date(event.when, language, style="short")
        action = menu.addAction(without_mnemonic(f"{title}\t{date}"))
        action.triggered.connect(lambda _checked=False, event_id=event_id: choose(event_id))
    if len(event_ids) > _MOST_EVENTS:
        menu.addAction(word("more_items", language, count=len(event_ids) - _MOST_EVENTS)).setEnabled(False)
    return menu
