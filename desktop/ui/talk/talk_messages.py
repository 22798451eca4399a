"""The messages of the windows of a talk."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages, in_context, plural

MESSAGES: Final = Messages(
    {
        "console_title": "{title} — speaker",
        "audience_title": "{title} — audience",
        "next": "NEXT",
        "next_step": "NEXT STEP",
        "end": "THE END",
        "notes": "NOTES",
        "no_notes": "No notes.",
        "screens": "Screens",
        "audience_on": "Audience on {screen}",
        "of": "{number} / {count}",
        "backup": "backup {number}",
        "audience_sees": "THE ROOM SEES",
        "going_to": "to {number} …",
        "no_slide": "There is no slide {number}",
        "number_dropped": "{number} was dropped: type it again, then Enter",
        "leave_again": "Esc again ends the talk",
        "mirrored": "The screens are mirrored: the room sees what you see",
        "console_only": "On the console only: press S",
        "left": "{left} left",
        "over": "{over} over time",
        "ahead": "{by} ahead",
        "behind": "{by} behind",
        "on": "on time",
        "paused": "clock paused",
        "not_begun": "the clock starts at the first press",
        "audience_black": "The audience sees black",
        "audience_white": "The audience sees white",
        "audience_unseen": "No screen for the audience: they see nothing",
        "audience_ended": "The talk has ended: the audience sees black",
        "audience_frozen": "Frozen: the audience keeps its picture",
        "waiting": "{name} is being written: waiting until it is complete",
        "missing_slide": "The slide “{slide}” is no longer in the text",
        "held": in_context("what happened", "Changes wait for the next press"),
        "broken": "{name}, line {line}: {message}",
        "errors": plural(
            "{count} problem in the text, first on line {line}", "{count} problems in the text, first on line {line}"
        ),
        "fault": "Logged: {message}",
        "log_place": "Log: {path}",
        "hint_black": "black",
        "hint_freeze": "freeze",
        "hint_laser": "pointer",
        "hint_pen": "pen",
        "hint_goto": "go to",
        "hint_overview": "overview",
        "hint_timeline": "timeline",
        "hint_sources": "sources",
        "hint_swap": "swap screens",
        "hint_keys": "keys",
        "goto_hint": "Number, title, date, person, source",
        "goto_none": "Nothing found.",
        "keys": "KEYS",
    }
)  # fmt: skip
